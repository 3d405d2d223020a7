"""Small tools the sample content is written with."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from cms.core.locale import locale_for

NAMESPACE = uuid.UUID("0a4bb6b3-6c2b-5f0e-8f7e-3a3c6f9b0d11")


def block(kind: str, value: Any) -> dict[str, Any]:
    """A block as it is stored."""
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def heading(text: str, level: str = "h2", kicker: str = "") -> dict[str, Any]:
    return block("heading", {"level": level, "text": text, "kicker": kicker})


def text(*paragraphs: str) -> dict[str, Any]:
    return block("rich_text", "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs))


def link(page: Page | None = None, url: str = "", document: Any = None) -> dict[str, Any]:
    return {
        "page": page.pk if page else None,
        "document": document.pk if document else None,
        "url": url,
        "anchor": "",
    }


def picture(image: Any, alt: str = "") -> dict[str, Any]:
    return {"image": image.pk, "decorative": not alt, "alt_text": alt}


def paris(year: int, month: int, day: int, hour: int = 9) -> datetime:
    return timezone.make_aware(datetime(year, month, day, hour))  # noqa: DTZ001  made aware here


def days_from_now(days: int) -> datetime:
    return timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=days)


def rows(model: type, field: str, targets: list[Any]) -> list[Any]:
    """Ordered rows that each hold one target."""
    return [model(sort_order=number, **{field: target}) for number, target in enumerate(targets)]


def index_page(model: type[Page], language: str = "fr", **values: Any) -> Page:
    """The index page of a type; raises DoesNotExist before `setup_site` has run."""
    return model.objects.filter(locale=locale_for(language), **values).order_by("path")[0]


def add_page(page: Page, parent: Page, live: bool = True) -> Page:
    """Add a page below a parent and publish it, unless it is to stay a draft."""
    page.locale = parent.locale
    page.live = False
    type(parent).objects.get(pk=parent.pk).add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish()
        page.refresh_from_db()
    return page


def add_snippet(snippet: Any) -> Any:
    """Save a snippet and publish it where its type has drafts."""
    snippet.locale = locale_for("fr")
    snippet.save()
    if hasattr(snippet, "save_revision"):
        snippet.save_revision().publish()
        snippet.refresh_from_db()
    return snippet


def translate(original: Any, /, language: str = "en", **texts: Any) -> Any:
    """A published translation of a page or snippet, with these texts in place of the source's."""
    translation = original.copy_for_translation(locale_for(language))
    if not isinstance(translation, Page):
        translation.save()
    for name, value in texts.items():
        setattr(translation, name, value)
    if hasattr(translation, "save_revision"):
        translation.save_revision().publish()
    else:
        translation.save()
    return translation
