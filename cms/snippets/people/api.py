from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cms.core.endpoints import SnippetAPIViewSet
from cms.core.list_filters import named_objects, one_of, relation_filter
from cms.plugins import ListFilter
from cms.snippets.people.models import Participation, Person, holders_of
from cms.snippets.people.roles import roles

# Functions of other plugins: (translation keys of cohorts) -> who took part in one of them there.
promotion_members: list[Callable[[set[uuid.UUID]], Q]] = []


class PeopleAPIViewSet(SnippetAPIViewSet):
    model = Person
    name = "people"


def by_role(people: QuerySet[Any], value: str) -> QuerySet[Any]:
    return people.filter(holders_of(one_of(value, (role.code for role in roles()))))


def by_promotion(people: QuerySet[Any], value: str) -> QuerySet[Any]:
    cohorts = Participation._meta.get_field("promotion").related_model
    keys = {promotion.translation_key for promotion in named_objects(cohorts, value)}
    rows = Participation.objects.filter(
        promotion__translation_key__in=keys, person__translation_key=OuterRef("translation_key")
    )
    condition = Q(Exists(rows))
    for members in promotion_members:
        condition |= members(keys)
    return people.filter(condition)


endpoints = {"people": PeopleAPIViewSet}
filters = [
    ListFilter("role", "people.Person", _("Codes of roles held, in a challenge or without one."), by_role),
    ListFilter("promotion", "people.Person", _("Cohorts: id, UUID or slug."), by_promotion),
    relation_filter(
        "expertise", "people.Person", "expertise_rows__expertise", _("Expertises: id, UUID or slug.")
    ),
]
