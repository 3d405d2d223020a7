"""The gate to what writes a snippet, which Wagtail's views open or shut for a whole model."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse
from wagtail.admin.auth import permission_denied
from wagtail.models import Locale
from wagtail.snippets.models import get_snippet_models
from wagtail_localize.models import Translation

from .languages import has_language_rights, may_write_in

TRANSLATIONS, SNIPPETS = "wagtail_localize", "wagtailsnippets_"
GUARDED = (TRANSLATIONS, SNIPPETS)

# The views of a snippet that change nothing; every other one, also one yet to come, writes.
READING = frozenset(
    {
        "list",
        "list_results",
        "inspect",
        "usage",
        "history",
        "history_results",
        "preview_on_add",
        "preview_on_edit",
        "revisions_view",
        "revisions_compare",
        "workflow_history",
        "workflow_history_detail",
        "workflow_preview",
    }
)


class LanguageRightsMiddleware:
    """Refuses, in the admin, to write a snippet or a translation in a language that is not the user's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable, args: list, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        match = request.resolver_match
        # The address comes first: to look at the user would tie public answers to the session.
        if match is None or not match.namespace.startswith(GUARDED) or not request.user.is_authenticated:
            return None
        locale_id = _written_locale(request, match.namespace, match.url_name, kwargs)
        if locale_id is None or may_write_in(request.user, locale_id):
            return None
        return permission_denied(request)


def _written_locale(
    request: HttpRequest, namespace: str, view_name: str | None, kwargs: dict[str, Any]
) -> int | None:
    """Key of the language the view would write in, or None when it writes in none."""
    if namespace == TRANSLATIONS:
        if "translation_id" not in kwargs:
            return None
        translations = Translation.objects.filter(pk=kwargs["translation_id"])
        return translations.values_list("target_locale", flat=True).first()
    if view_name in READING:
        return None
    model = next(
        (
            model
            for model in get_snippet_models()
            if has_language_rights(model) and model.snippet_viewset.url_namespace == namespace
        ),
        None,
    )
    if model is None:
        return None
    if "pk" in kwargs:
        objects = model._base_manager.filter(pk=unquote(str(kwargs["pk"])))
        return objects.values_list("locale", flat=True).first()
    if view_name != "add":
        return None
    chosen = Locale.objects.filter(language_code=request.GET.get("locale", "")).first()
    return (chosen or Locale.get_default()).pk
