from django.utils.translation import gettext_lazy as _

from cms.plugins import SitePage

site_pages = [
    SitePage(
        model="administrations.AdministrationIndexPage",
        title=_("Public bodies"),
        slugs={"fr": "administrations", "en": "public-bodies"},
        menu="main",
        menu_position=40,
    ),
]
