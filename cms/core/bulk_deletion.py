"""Deleting several things at once in the admin.

Wagtail asks its index of references and, where one is protected, answers only that one has
no right. Here the answer says what names them; and what only they name in each other goes
with them.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.pages.bulk_actions.delete import DeleteBulkAction as DeletePages
from wagtail.documents.views.bulk_actions.delete import DeleteBulkAction as DeleteDocuments
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction as DeleteSnippets

from cms.core.deletion import describe, protecting_objects, release_each_other

NAMED = 10


def refuse(request: HttpRequest, objects: Sequence[Model], back: str) -> HttpResponse | None:
    """Lead the user back with the names of what forbids deleting `objects`; None if nothing does."""
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
    return _(
        "%(object)s cannot be deleted, because other content names it: %(names)s. Change that first."
    ) % {
        "object": ", ".join(f"“{obj}”" for obj in objects),
        "names": "; ".join(names),
    }


class RefusesInWords:
    def annotate_items(self, items):
        items = super().annotate_items(items)
        self.is_protected = bool(protecting_objects(items))
        return items

    def prepare_action(self, objects, objects_without_access):
        return refuse(self.request, objects, self.next_url)

    @classmethod
    def execute_action(cls, objects, **kwargs):
        # Wagtail deletes pages one after the other: the first would be protected by the second.
        release_each_other(objects)
        return super().execute_action(objects, **kwargs)


class DeletePagesInWords(RefusesInWords, DeletePages):
    pass


class DeleteSnippetsInWords(RefusesInWords, DeleteSnippets):
    pass


class DeleteDocumentsInWords(RefusesInWords, DeleteDocuments):
    pass
