"""Documents in another language than the source: translations of what a document of the source language made.

Two documents are a pair by `lang-ref` (`translationKey` in Hugo), or because one's path is the other's without the
language (`en/_posts/x.md` and `_posts/x.md`, `x.en.md` and `x.md`). The translation gets the pair's translation key, a
place under the translated index page and a path of its own. What every language shares is the source's to say; a
document without a partner stands alone in the tree of its language.
"""

from __future__ import annotations

import warnings
from typing import Any

from bs4 import MarkupResemblesLocatorWarning
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, TranslatableMixin
from wagtail_localize.fields import get_translatable_fields

from cms.core.locale import locale_for
from cms.core.site_tree import let_translators_take_over
from cms.core.synchronize import shared_columns, source_of
from cms.importer.context import Context
from cms.importer.documents import Document
from cms.importer.merging import EMPTY, drop, same_word, text_of
from cms.importer.snapshot import stored_values
from cms.importer.trees import content_languages
from cms.importer.writing import Fields

PAIR_KEYS = ("lang-ref", "lang_ref", "ref", "translationKey")


def is_translation(document: Document) -> bool:
    """Whether the document is in another language than the source language."""
    return document.language != content_languages()[0]


def locale_of(document: Document) -> Locale:
    return locale_for(document.language)


def pair_key(document: Document) -> str:
    """What two documents of a pair have in common; empty when the document names nothing."""
    return next((key for name in PAIR_KEYS if (key := str(document.peek(name) or ""))), "")


def partner(context: Context, document: Document) -> Any | None:
    """The object in the source language that the document translates; None when it stands alone."""
    key = pair_key(document)
    for other in context.documents.get(context.kinds[document.source_path], []):
        if key and not is_translation(other) and pair_key(other) == key:
            return context.objects.get(other.source_path)
    for path in paths_without_language(document):
        if path in context.objects:
            return context.objects[path]
        record = context.records.get(path)
        if record is not None and (model := record.content_type.model_class()) is not None:
            return model._default_manager.filter(pk=record.object_id).first()
    return None


def paths_without_language(document: Document) -> list[str]:
    """Where the same document stands in the source language: without the folder, without the suffix, or beside it."""
    language, source = document.language, content_languages()[0]
    parts = document.source_path.split("/")
    found = []
    if language in parts[:-1]:
        at = parts.index(language)
        found = ["/".join([*parts[:at], *parts[at + 1 :]]), "/".join([*parts[:at], source, *parts[at + 1 :]])]
    if f".{language}." in parts[-1]:
        head, _mark, tail = document.source_path.rpartition(f".{language}.")
        found += [f"{head}.{tail}", f"{head}.{source}.{tail}"]
    return found


def translation_of(obj: Any, locale: Locale) -> Any | None:
    return type(obj)._default_manager.filter(translation_key=obj.translation_key, locale=locale).first()


def keep_to_own_words(context: Context, document: Document, obj: Any, fields: Fields) -> None:
    """Leave in `fields` what a translation says itself; what differs from the source's is warned about.

    Columns that every language shares, rows without a text and tags are the source's.
    """
    source = source_of(obj)
    if source is None:
        return
    shared = {name for name in shared_columns(type(obj)) if name in fields.values}
    held = stored_values(source, shared)
    for name in shared:
        value = fields.values[name]
        if value not in EMPTY and not same_word(value, held[name]):
            action = _("left out; it is the same in every language, as %s has it") % source
            context.warn(document, document.line(name), "shared-value", f"{name}: {text_of(value)}", action)
        drop(fields, name)
    translatable = {each.field_name for each in get_translatable_fields(type(obj))}
    for name in list(fields.rows):
        model = getattr(type(obj), name).rel.related_model
        follows = not issubclass(model, TranslatableMixin) or getattr(model, "new_rows_follow", False)
        if follows or name not in translatable:
            drop(fields, name)
    fields.tags = None


def hand_over(obj: Any) -> None:
    """Let translators go on from the imported text: wagtail-localize knows it as a translation made by hand."""
    source = source_of(obj)
    if isinstance(obj, Page) and source is not None:
        with warnings.catch_warnings():
            # wagtail-localize reads each text as HTML, an address too.
            warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
            let_translators_take_over(source, obj)
