from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cms.core.list_filters import relation_filter
from cms.pages.blog.api import category_filter
from cms.snippets.administrations.api import administration_filter

TESTIMONIAL = "testimonials.TestimonialPage"

filters = [
    category_filter(TESTIMONIAL),
    relation_filter("person", TESTIMONIAL, "person", _("Who speaks: id, UUID or slug.")),
    relation_filter("promotion", TESTIMONIAL, "promotion_rows__promotion", _("Cohorts: id, UUID or slug.")),
    relation_filter(
        "challenge", TESTIMONIAL, "challenge_rows__challenge", _("Challenges: id, UUID or slug.")
    ),
    administration_filter(TESTIMONIAL),
    relation_filter(
        "expertise", TESTIMONIAL, "expertise_rows__expertise", _("Expertises: id, UUID or slug.")
    ),
]
