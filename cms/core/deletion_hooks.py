"""The admin refuses to delete what others name, and says who they are."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from wagtail import hooks
from wagtail.models import Page

from cms.core.bulk_deletion import (
    DeleteDocumentsInWords,
    DeletePagesInWords,
    DeleteSnippetsInWords,
    refuse,
)

# After Wagtail's own, whose place they take.
for action in (DeletePagesInWords, DeleteSnippetsInWords, DeleteDocumentsInWords):
    hooks.register("register_bulk_action", action, order=100)


@hooks.register("before_delete_page")
def refuse_page_in_use(request: HttpRequest, page: Page) -> HttpResponse | None:
    return refuse(request, [page], reverse("wagtailadmin_explore", args=[page.get_parent().pk]))


@hooks.register("before_delete_snippet")
def refuse_snippet_in_use(request: HttpRequest, instances: Sequence[Model]) -> HttpResponse | None:
    if not instances:
        return None
    viewset = getattr(type(instances[0]), "snippet_viewset", None)
    listing = reverse(viewset.get_url_name("list")) if viewset else reverse("wagtailadmin_home")
    return refuse(request, instances, listing)
