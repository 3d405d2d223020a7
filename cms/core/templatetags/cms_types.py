"""What the templates of content types need beside `cms_core`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django import template
from django.db.models import Model, prefetch_related_objects
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page

from cms.core.blocks.contact import dialled
from cms.core.links import is_public_file
from cms.core.navigation import breadcrumb
from cms.core.structured_data import breadcrumb_list, script_element

register = template.Library()


@register.filter
def with_pictures(objects: Iterable[Any], field: str) -> list[Any]:
    """The same objects, their pictures and the sizes of these read together, in two queries a type.

    `field` names the foreign key to the image. Of a pair or tuple, its last member has the picture.
    """
    listed = list(objects)
    by_type: dict[type[Model], list[Model]] = defaultdict(list)
    for item in listed:
        obj = item[-1] if isinstance(item, tuple) else item
        if any(one.name == field for one in obj._meta.concrete_fields):
            by_type[type(obj)].append(obj)
    for same_type in by_type.values():
        prefetch_related_objects(same_type, f"{field}__renditions")
    return listed


@register.filter
def shown_file(file: Any) -> Any:
    """The image or document when the public may have it, else None."""
    return file if is_public_file(file) else None


@register.filter
def telephone_href(phone: str) -> str:
    """The tel: address of a number as people write it, or nothing when it has no digits."""
    return dialled(phone)


@register.simple_tag
def breadcrumb_json_ld(page: Any, obj: Any = None) -> SafeString:
    """The way to a page, or to an object shown below one, for search engines."""
    shown = [*breadcrumb(page), page] if isinstance(page, Page) else []
    steps = [(step.title, step.url) for step in shown if step.url]
    if getattr(obj, "url", None):
        steps.append((str(obj), obj.url))
    data = breadcrumb_list(steps)
    return script_element(data) if data else mark_safe("")
