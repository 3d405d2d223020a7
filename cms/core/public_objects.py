"""Pages of snippets: a person, an administration, a term, below their index page."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from cms.core.locale import prefer_language, source_locale, visible_objects


def find_object(page, model, slug: str):
    """The visible object of `model` with this slug in the page's language, else the version
    for that language of the one that has it in another; raises Http404.

    So an address copied from one language works in the other.
    """
    matches = list(visible_objects(model).filter(slug=slug))
    # One slug may belong to two objects of different languages: the page's counts, then the source's.
    matches.sort(key=lambda obj: (obj.locale_id != page.locale_id, obj.locale_id != source_locale().pk))
    if not matches:
        raise Http404(f"No {model._meta.model_name} has the address “{slug}”.")
    if matches[0].locale_id == page.locale_id:
        return matches[0]
    versions = visible_objects(model).filter(translation_key=matches[0].translation_key)
    shown = prefer_language(versions, page.locale).first()
    if shown is None:
        raise Http404(f"“{slug}” cannot be read in this language.")
    return shown


def serve_object(page, request, model, slug: str) -> HttpResponse:
    """Answer with the object's own template; `page` is the index page it stands below."""
    obj = find_object(page, model, slug)
    if obj.slug != slug:
        # Not for good: the translation may be unpublished, and the source stand here again.
        return redirect(f"{page.url}{obj.slug}/")
    return page.render(
        request,
        context_overrides={"object": obj, "items": None},
        template=obj.detail_template,
    )
