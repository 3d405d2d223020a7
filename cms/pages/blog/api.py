from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cms.core.list_filters import relation_filter
from cms.plugins import ListFilter


def category_filter(target: str) -> ListFilter:
    """By the categories of a page type with `category_rows`."""
    return relation_filter("category", target, "category_rows__category", _("Categories: id, UUID or slug."))


filters = [
    category_filter("blog.BlogPostPage"),
    relation_filter("person", "blog.BlogPostPage", "author_rows__person", _("Authors: id, UUID or slug.")),
]
