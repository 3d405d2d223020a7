"""The admin refuses to delete what others name, and says who they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import Page

from cms.core.deletion import describe, protecting_objects, release_each_other

NAMED = 10


@hooks.register("before_delete_page")
def refuse_page_in_use(request: HttpRequest, page: Page) -> HttpResponse | None:
    return _refuse(request, [page], reverse("wagtailadmin_explore", args=[page.get_parent().pk]))


@hooks.register("before_delete_snippet")
def refuse_snippet_in_use(request: HttpRequest, instances: Sequence[Model]) -> HttpResponse | None:
    if not instances:
        return None
    viewset = getattr(type(instances[0]), "snippet_viewset", None)
    listing = reverse(viewset.get_url_name("list")) if viewset else reverse("wagtailadmin_home")
    return _refuse(request, instances, listing)


@hooks.register("before_bulk_action")
def refuse_bulk_deletion(
    request: HttpRequest, action_type: str, objects: Sequence[Model], action: Any
) -> HttpResponse | None:
    if action_type != "delete" or not objects:
        return None
    refused = _refuse(request, objects, action.next_url)
    if refused is None:
        # Wagtail deletes them one after the other: the first would be protected by the second.
        release_each_other(objects)
    return refused


def _refuse(request: HttpRequest, objects: Sequence[Model], back: str) -> HttpResponse | None:
    naming = protecting_objects(objects)
    if not naming:
        return None
    messages.error(request, refusal(objects, naming))
    return redirect(get_valid_next_url_from_request(request) or back)


def refusal(objects: Sequence[Model], naming: Sequence[Model]) -> str:
    """Why `objects` stay: the names of what points at them, or of the first ten."""
    names = [describe(owner) for owner in naming[:NAMED]]
    more = len(naming) - NAMED
    if more > 0:
        names.append(ngettext("%(count)s more", "%(count)s more", more) % {"count": more})
    return _("%(object)s cannot be deleted, because other content names it: %(names)s. Change that first.") % {
        "object": ", ".join(f"“{obj}”" for obj in objects),
        "names": "; ".join(names),
    }
