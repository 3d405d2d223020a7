from django.utils.translation import gettext_lazy as _

from cms.plugins.base import CMSPlugin


class AdministrationsPlugin(CMSPlugin):
    name = "cms.snippets.administrations"
    label = "administrations"
    verbose_name = _("Public bodies")
    contract = "1.0"
    requires = ["standard"]
