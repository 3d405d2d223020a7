from django.utils.translation import gettext_lazy as _

from cms.plugins.base import CMSPlugin


class StandardPlugin(CMSPlugin):
    name = "cms.pages.standard"
    label = "standard"
    verbose_name = _("Standard pages")
    contract = "1.0"
    requires = ["key_figures"]
