"""
What of the site's frame a reader gets: in their language, else in the source language, live only.

Each function asks a constant number of queries, however many entries there are, and none looks at
the session, so that pages can be cached for everybody.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.utils.translation import gettext
from wagtail.models import Page

from cms.core.links import is_external, public_page, public_pages, safe_url
from cms.core.locale import active_locale, source_locale

from .models import AccessibilityStatement, Footer, ImportantBanner, Menu
from .models.base import LinkRow, SiteSnippet

S = TypeVar("S", bound=SiteSnippet)


@dataclass(frozen=True)
class Entry:
    """A link as it is shown."""

    label: str
    url: str
    page: Page | None = None
    # The language of the label and of what it leads to, where it is not the reader's.
    language: str = ""
    external: bool = False

    def current(self, page: Any) -> str:
        """Value of `aria-current` while a reader is on `page`: "page", "true" (below it) or ""."""
        if self.page is None or not isinstance(page, Page) or page.pk is None:
            return ""
        if page.pk == self.page.pk:
            return "page"
        # The home page is above every page: that tells nobody where they are.
        is_above = self.page.depth > 2 and page.path.startswith(self.page.path)
        return "true" if is_above else ""


def entries_of(rows: Iterable[LinkRow]) -> list[Entry]:
    """The rows a reader may follow, each in their language where it has one."""
    rows = list(rows)
    locale = active_locale()
    shown = []
    for row, page in zip(rows, public_pages([row.page for row in rows]), strict=True):
        if row.page_id:
            if page is None or not page.url:
                continue
            page_is_readers = page.locale_id == locale.pk
            # Where the menu is not translated, the page may be: then its own title says more.
            own_label = row.label if row.locale_id == page.locale_id else ""
            label = own_label or (page.title if page_is_readers else row.label or page.title)
            language = "" if page_is_readers else page.locale.language_code
            shown.append(Entry(label, page.url, page, language))
        elif row.label and (url := safe_url(row.url)):
            language = "" if row.locale_id == locale.pk else row.locale.language_code
            shown.append(Entry(row.label, url, None, language, is_external(url)))
    return shown


def menu_entries(kind: str, previewed: Any = None) -> list[Entry]:
    """The entries of the main menu or of the tools; `previewed` takes the place of the live menu."""
    if isinstance(previewed, Menu) and previewed.kind == kind:
        menu: Menu | None = previewed
    else:
        menu = _for_reader(Menu.objects.visible().filter(kind=kind))
    if menu is None:
        return []
    return entries_of(_rows(menu.items))


@dataclass(frozen=True)
class ShownFooter:
    text: str
    licence: str
    entries: list[Entry]
    language: str = ""


def shown_footer(previewed: Any = None) -> ShownFooter | None:
    footer = previewed if isinstance(previewed, Footer) else _for_reader(Footer.objects.visible())
    if footer is None:
        return None
    return ShownFooter(footer.text, footer.licence, entries_of(_rows(footer.links)), _foreign(footer))


@dataclass(frozen=True)
class ShownBanner:
    title: str
    text: str
    level: str
    link: Entry | None
    language: str = ""


def shown_banner(previewed: Any = None) -> ShownBanner | None:
    banner = (
        previewed
        if isinstance(previewed, ImportantBanner)
        else _for_reader(ImportantBanner.objects.visible().select_related("page"))
    )
    if banner is None:
        return None
    return ShownBanner(banner.title, banner.text, banner.level, _banner_link(banner), _foreign(banner))


def _banner_link(banner: ImportantBanner) -> Entry | None:
    if banner.page_id:
        page = public_page(banner.page)
        if page is None or not page.url:
            return None
        return Entry(banner.link_label or page.title, page.url, page, _foreign(page))
    url = safe_url(banner.url)
    if not url:
        return None
    return Entry(banner.link_label or gettext("Learn more"), url, None, _foreign(banner), is_external(url))


@dataclass(frozen=True)
class ShownStatement:
    """The accessibility statement, and the address of the page that shows it, if that is public."""

    statement: AccessibilityStatement
    url: str
    language: str = ""

    @property
    def state(self) -> str:
        return str(self.statement.state)

    @property
    def state_label(self) -> str:
        return str(self.statement.state.label)


def shown_statement(previewed: Any = None) -> ShownStatement | None:
    statement = (
        previewed
        if isinstance(previewed, AccessibilityStatement)
        else _for_reader(AccessibilityStatement.objects.visible().select_related("shown_on", "report"))
    )
    if statement is None:
        return None
    page = public_page(statement.shown_on) if statement.shown_on_id else None
    return ShownStatement(statement, (page.url or "") if page else "", _foreign(statement))


def statement_on(page: Any, previewed: Any = None) -> ShownStatement | None:
    """The statement if `page`, or a page it translates, is the one that shows it."""
    if not isinstance(page, Page):
        return None
    shown = shown_statement(previewed)
    if shown is None or shown.statement.shown_on_id is None:
        return None
    return shown if shown.statement.shown_on.translation_key == page.translation_key else None


def _for_reader(objects: QuerySet[S]) -> S | None:
    """
    The object in the reader's language, else the one in the source language.

    It need not be a translation: an English menu may have been written by itself.
    """
    reader, source = active_locale().pk, source_locale().pk
    found: dict[int, S] = {}
    for obj in objects.filter(locale__in={reader, source}).select_related("locale"):
        found.setdefault(obj.locale_id, obj)
    return found.get(reader) or found.get(source)


def _rows(relation: Any) -> list[LinkRow]:
    """The rows of a live object, or those of a previewed one, which are in memory only."""
    if relation.is_deferring:
        return list(relation.all())
    return list(relation.select_related("page__locale", "locale"))


def _foreign(obj: Any) -> str:
    """Code of the object's language, where it is not the reader's."""
    return "" if obj.locale_id == active_locale().pk else str(obj.locale.language_code)
