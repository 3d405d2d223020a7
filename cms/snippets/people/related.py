"""What people add to expertises."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cms.core.locale import prefer_language
from cms.core.serializers import reference
from cms.core.sorting import alphabetical
from cms.plugins import RelatedSection
from cms.snippets.people.models import Person, PersonExpertise
from cms.snippets.topics.models import Expertise


def people_of_expertise(expertise: Expertise) -> list[Person]:
    """Everybody who has it, by name."""
    shown = prefer_language(Person.objects.visible())
    rows = PersonExpertise.objects.filter(expertise__translation_key=expertise.translation_key)
    return alphabetical(shown.filter(pk__in=rows.values("person")))


related = [
    RelatedSection(
        target="topics.Expertise",
        name="people",
        label=_("People"),
        items=people_of_expertise,
        template="people/related_people.html",
        serialize=reference,
    ),
]
