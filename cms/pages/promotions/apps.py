from django.utils.translation import gettext_lazy as _

from cms.plugins.base import CMSPlugin


class PromotionsPlugin(CMSPlugin):
    name = "cms.pages.promotions"
    label = "promotions"
    verbose_name = _("Cohorts")
    contract = "1.0"
    requires = ["standard", "key_figures"]
