from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django.utils.text import slugify

T = TypeVar("T")


def alphabetical(objects: Iterable[T]) -> list[T]:
    """By name, accents and capitals aside: a database may put “École” after “Zone”."""
    return sorted(objects, key=alphabetical_key)


def alphabetical_key(value: Any) -> str:
    return slugify(str(value))
