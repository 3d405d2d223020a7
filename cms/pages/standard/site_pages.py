from django.utils.translation import gettext_lazy as _

from cms.plugins import SitePage

site_pages = [
    SitePage(
        model="standard.HomePage",
        title=_("Public Interest Entrepreneurs"),
        slugs={"fr": "accueil", "en": "home"},
        parent="",
    ),
]
