from django.utils.translation import gettext_lazy as _

from cms.plugins.base import CMSPlugin


class PressPlugin(CMSPlugin):
    name = "cms.pages.press"
    label = "press"
    verbose_name = _("Press")
    contract = "1.0"
    requires = ["topics", "administrations", "promotions", "challenges", "blog"]
