from django.utils.translation import gettext_lazy as _

from cms.plugins.base import CMSPlugin


class TestimonialsPlugin(CMSPlugin):
    name = "cms.pages.testimonials"
    label = "testimonials"
    verbose_name = _("Testimonials")
    contract = "1.0"
    requires = [
        "topics",
        "administrations",
        "people",
        "promotions",
        "challenges",
        "blog",
    ]
