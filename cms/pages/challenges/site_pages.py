from django.utils.translation import gettext_lazy as _

from cms.plugins import SitePage

site_pages = [
    SitePage(
        model="challenges.ChallengeIndexPage",
        title=_("Challenges"),
        slugs={"fr": "defis", "en": "challenges"},
        menu="main",
        menu_position=10,
    ),
]
