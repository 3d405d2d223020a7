from django.utils.translation import gettext_lazy as _

from cms.plugins import SitePage

site_pages = [
    SitePage(
        model="promotions.PromotionIndexPage",
        title=_("Cohorts"),
        slugs={"fr": "promos", "en": "cohorts"},
        menu="main",
        menu_position=20,
    ),
]
