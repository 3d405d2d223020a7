from django.utils.translation import gettext_lazy as _

from cms.plugins import SitePage

site_pages = [
    SitePage(
        model="workshops.WorkshopIndexPage",
        title=_("Workshops"),
        slugs={"fr": "ateliers", "en": "workshops"},
    )
]
