from django.utils.translation import gettext_lazy as _

from cms.plugins.base import CMSPlugin


class ChallengesPlugin(CMSPlugin):
    name = "cms.pages.challenges"
    label = "challenges"
    verbose_name = _("Challenges")
    contract = "1.0"
    requires = [
        "administrations",
        "people",
        "topics",
        "promotions",
        "key_figures",
    ]
