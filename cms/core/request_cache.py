"""Values that may be reused inside one request or task, and never longer.

A process-wide cache would be wrong as soon as another worker edits a page, so
each entry dies at the end of the request that made it, or when any page is
saved, moved or deleted in this thread.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

from asgiref.local import Local

T = TypeVar("T")
_local = Local()


def remember(key: Hashable, make: Callable[[], T]) -> T:
    """Return the value kept under `key`, made by `make()` on first use.

    Outside a request (shell, management command) nothing is kept: no signal
    would ever end such a value's life.
    """
    values = getattr(_local, "values", None)
    if values is None:
        return make()
    if key not in values:
        values[key] = make()
    return values[key]


def begin(**_kwargs) -> None:
    _local.values = {}


def forget(**_kwargs) -> None:
    if getattr(_local, "values", None) is not None:
        _local.values = {}


def end(**_kwargs) -> None:
    _local.values = None
