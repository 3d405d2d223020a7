from django.utils.translation import gettext_lazy as _

from cms.plugins.base import CMSPlugin


class KeyFiguresPlugin(CMSPlugin):
    name = "cms.snippets.key_figures"
    label = "key_figures"
    verbose_name = _("Key figures")
    contract = "1.0"
    requires = []
