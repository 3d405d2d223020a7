from django.utils.translation import gettext_lazy as _

from cms.plugins import SitePage

site_pages = [
    SitePage(
        model="press.PressIndexPage",
        title=_("Press room"),
        slugs={"fr": "espace-presse", "en": "press"},
        menu="tools",
    ),
]
