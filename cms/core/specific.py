from __future__ import annotations

from collections.abc import Iterable

from wagtail.models import Page


def specific_pages(pages: Iterable[Page]) -> list[Page]:
    """The same pages with the fields of their own types: one query for each type."""
    pages = list(pages)
    found = {page.pk: page for page in Page.objects.filter(pk__in=[page.pk for page in pages]).specific()}
    return [found[page.pk] for page in pages]
