"""Pages of snippets: a person, an administration, a term, below their index page."""

from __future__ import annotations

from django.http import Http404
from django.template.response import TemplateResponse

from cms.core.locale import prefer_language, visible_objects


def find_object(page, model, slug: str):
    """The visible object of `model` with this slug in the page's language, else in the
    source language; raises Http404.

    A slug of the source language finds the translation too, so that an address copied
    from one language works in the other.
    """
    matches = list(visible_objects(model).filter(slug=slug))
    in_language = [obj for obj in matches if obj.locale_id == page.locale_id]
    if in_language:
        return in_language[0]
    keys = {obj.translation_key for obj in matches}
    shown = prefer_language(visible_objects(model).filter(translation_key__in=keys), page.locale).first()
    if shown is None:
        raise Http404(f"No {model._meta.model_name} has the address “{slug}”.")
    return shown


def serve_object(page, request, model, slug: str) -> TemplateResponse:
    """Answer with the object's own template; `page` is the index page it stands below."""
    obj = find_object(page, model, slug)
    return page.render(
        request,
        context_overrides={"object": obj, "items": None},
        template=obj.detail_template,
    )
