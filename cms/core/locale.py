"""Which language's version of an object a reader gets.

One rule for pages and snippets: the visible translation in the reader's language,
else the object in the source language. Callers mark a fallback with the
object's own language (`lang="fr"`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import get_language, override
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.models import DraftStateMixin, Locale, Page, TranslatableMixin

from cms.core.request_cache import remember
from cms.core.visibility import published, visible_pages

T = TypeVar("T", bound=TranslatableMixin)


def source_locale() -> Locale:
    """The language content is written in (`LANGUAGE_CODE`, French here)."""
    return locale_for(settings.LANGUAGE_CODE)


def active_locale() -> Locale:
    """The reader's language, as a content language; the source language if it is none."""
    return locale_for(get_language() or settings.LANGUAGE_CODE)


def locale_for(language: str) -> Locale:
    """The Locale row for a language code such as "fr" or "en-gb".

    Falls back to the source language for a language that has no content.
    """

    def find() -> Locale:
        try:
            code = get_supported_content_language_variant(language)
            return Locale.objects.get(language_code=code)
        except (LookupError, Locale.DoesNotExist):
            code = get_supported_content_language_variant(settings.LANGUAGE_CODE)
            return Locale.objects.get(language_code=code)

    return remember(("locale", language), find)


def language_of(obj) -> str:
    """The language code of a translatable object; empty for any other.

    Reads all languages once per request: a list asks this of each of its items.
    """
    if getattr(obj, "locale_id", None) is None:
        return ""
    codes = remember("language-codes", lambda: dict(Locale.objects.values_list("pk", "language_code")))
    return codes.get(obj.locale_id, "")


def is_live(obj) -> bool:
    """Whether an object of any kind is published; one without drafts always is."""
    return getattr(obj, "live", True)


def localized(obj: T, language: str | None = None) -> T:
    """The visible translation of `obj` in `language` (default: the reader's), else `obj`."""
    return localize_all([obj], language)[0]


def localize_all(objects: Iterable[T], language: str | None = None) -> list[T]:
    """`localized` for many objects: one set of queries for each model among them.

    Order and length are kept: an object without a visible translation stays itself.
    """
    objects = list(objects)
    locale = locale_for(language) if language else active_locale()
    wanted: dict[type, set] = {}
    for obj in objects:
        if obj.locale_id != locale.pk:
            wanted.setdefault(type(obj), set()).add(obj.translation_key)
    found = {
        (model, translation.translation_key): translation
        for model, keys in wanted.items()
        for translation in visible_objects(model)
        .filter(locale=locale, translation_key__in=keys)
        .select_related("locale")
    }
    return [found.get((type(obj), obj.translation_key), obj) for obj in objects]


def visible_objects(model) -> QuerySet:
    """What the public may see of a model: what its manager's `visible()` gives, else
    its visible pages, else its published rows."""
    manager = model._default_manager
    if hasattr(manager, "visible"):
        return manager.visible()
    if issubclass(model, Page):
        return visible_pages(manager.all())
    if issubclass(model, DraftStateMixin):
        return published(manager.all())
    return manager.all()


def prefer_language(queryset: QuerySet, locale: Locale | None = None) -> QuerySet:
    """One object per translation group: the one in `locale`, else the one in the source language.

    `queryset` must hold only what may be shown: a draft translation would hide its source.
    """
    locale = locale or active_locale()
    source = source_locale()
    if locale.pk == source.pk:
        return queryset.filter(locale=source)
    translated = queryset.filter(locale=locale, translation_key=OuterRef("translation_key")).order_by()
    return queryset.filter(locale__in=[locale, source]).exclude(Q(locale=source) & Exists(translated))


def in_language_of(obj: TranslatableMixin) -> override:
    """Context manager: act in the language of `obj` (links, dates, catalogues)."""
    return override(obj.locale.language_code)


def language_rank(language: str) -> int:
    """Place of a language in the settings: the source language is 0."""
    codes = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]
    return codes.index(language) if language in codes else len(codes)
