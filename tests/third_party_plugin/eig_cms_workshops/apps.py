from django.utils.translation import gettext_lazy as _

from cms.plugins import CMSPlugin


class WorkshopsPlugin(CMSPlugin):
    name = "eig_cms_workshops"
    label = "workshops"
    verbose_name = _("Workshops")
    contract = "1.0"
    requires = ["standard", "challenges"]
    default_auto_field = "django.db.models.BigAutoField"
