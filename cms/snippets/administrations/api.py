from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from cms.core.endpoints import SnippetAPIViewSet
from cms.core.list_filters import relation_filter
from cms.plugins import ListFilter
from cms.snippets.administrations.models import Administration


class AdministrationsAPIViewSet(SnippetAPIViewSet):
    model = Administration
    name = "administrations"


def administration_filter(target: str) -> ListFilter:
    """By the public bodies of a page type with `administration_rows`."""
    return relation_filter(
        "administration",
        target,
        "administration_rows__administration",
        _("Public bodies: id, UUID or slug. What a body took over from is found with it."),
        expand=_with_predecessors,
    )


def _with_predecessors(named: Iterable[Administration]) -> set[uuid.UUID]:
    return {key for administration in named for key in administration.with_predecessors()}


endpoints = {"administrations": AdministrationsAPIViewSet}
