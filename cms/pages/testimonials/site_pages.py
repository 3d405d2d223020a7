from django.utils.translation import gettext_lazy as _

from cms.plugins import SitePage

site_pages = [
    SitePage(
        model="testimonials.TestimonialIndexPage",
        title=_("Testimonials"),
        slugs={"fr": "temoignages", "en": "testimonials"},
        menu="main",
        menu_position=50,
    ),
]
