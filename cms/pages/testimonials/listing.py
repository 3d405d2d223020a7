"""What a list says of each testimonial, read for all of them at once."""

from __future__ import annotations

from collections.abc import Iterable

from cms.core.relations import rows_with_targets
from cms.pages.testimonials.models import TestimonialPage


def for_listing(testimonials: Iterable[TestimonialPage]) -> list[TestimonialPage]:
    """The same testimonials, each with `listed_speaker`: empty when the person is hidden."""
    listed = list(testimonials)
    people = {page.pk: person for page, person in rows_with_targets(listed, "person")}
    for testimonial in listed:
        person = people.get(testimonial.pk)
        if testimonial.person_id:
            testimonial.listed_speaker = person.name if person else ""
        else:
            testimonial.listed_speaker = testimonial.speaker
    return listed
