"""Addresses of one run: what links may lead to, and redirects from where the documents' pages were before."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import translation
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from cms.core.addresses import redirect
from cms.importer.choosing import kinds_by_folder
from cms.importer.context import Context
from cms.importer.documents import Document
from cms.importer.markdown import Target


class Addresses:
    """Where the objects of a run are, and where they were."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def fill(self, loaded: list[Document]) -> None:
        """What links may lead to: pages that are there, and the old addresses of this run's documents."""
        book = self.context.addresses
        book.kinds = kinds_by_folder(self.context.importers.values())
        with translation.override(settings.LANGUAGE_CODE):
            for document in loaded:
                obj = self.context.objects[document.source_path]
                target = self.target(obj)
                if target:
                    for address in (document.address, *old_addresses(document)):
                        book.add(address, target)
            pages = Page.objects.filter(depth__gt=1).order_by("locale_id", "path")
            for page in pages.only("pk", "url_path", "locale_id"):
                if address := self.of(page):
                    book.add(address, Target(page=page.pk))
            for importer in self.context.importers.values():
                for obj in getattr(importer, "loaded", {}).values():
                    if not isinstance(obj, Page) and hasattr(obj, "get_url") and (target := self.target(obj)):
                        book.add(target.url, target)

    @property
    def homes(self) -> dict[int, tuple[str, str]]:
        """The home page of each language: its path in the tree, and what its address begins with."""
        if "homes" not in self.context.shared:
            site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
            found: dict[int, tuple[str, str]] = {}
            for page in (
                site.root_page.get_translations(inclusive=True).select_related("locale") if site else ()
            ):
                is_source = page.locale_id == self.context.locale.pk
                found[page.locale_id] = (
                    page.url_path,
                    "/" if is_source else f"/{page.locale.language_code}/",
                )
            self.context.shared["homes"] = found
        homes: dict[int, tuple[str, str]] = self.context.shared["homes"]
        return homes

    def target(self, obj: models.Model) -> Target:
        if isinstance(obj, Page):
            return Target(page=obj.pk)
        return Target(url=self.of(obj))

    def of(self, obj: Any) -> str:
        """Path of an object's public page in its own language; empty when it has none."""
        if isinstance(obj, Page):
            home, prefix = self.homes.get(obj.locale_id, ("", ""))
            return prefix + obj.url_path[len(home) :] if home and obj.url_path.startswith(home) else ""
        if not getattr(obj, "slug", ""):
            return ""
        folders = self.context.shared.setdefault("folders", {})
        key = (
            (obj._meta.label, *sorted(obj.index_page_lookup().items()))
            if hasattr(obj, "index_page_lookup")
            else ()
        )
        if not key:
            return ""
        if key not in folders:
            address = obj.get_url(language=self.context.locale.language_code) or ""
            folders[key] = address.removesuffix(f"{obj.slug}/") if address else ""
        return f"{folders[key]}{obj.slug}/" if folders[key] else ""

    def redirect(self, document: Document) -> None:
        """Old addresses that differ from today's lead to it for good; never to themselves."""
        obj: Any = self.context.objects[document.source_path]
        now = self.of(obj)
        if not now:
            return
        is_page = isinstance(obj, Page)
        goal = (obj.pk, "") if is_page else (None, now)
        for old in (document.address, *old_addresses(document)):
            is_another = old not in ("", "/") and old.rstrip("/") != now.rstrip("/")
            if (
                not is_another
                or self.redirects.get(Redirect.normalise_path(old)) == goal
                or self.stands(old, obj)
            ):
                continue
            with transaction.atomic():
                written = redirect(old, obj if is_page else now)
            if written:
                self.redirects[Redirect.normalise_path(old)] = goal
                self.context.report.facts["redirects"] += 1

    @property
    def redirects(self) -> dict[str, tuple[int | None, str]]:
        """Redirects that are there: what each leads to, a page or a path."""
        if "redirects" not in self.context.shared:
            rows = Redirect.objects.filter(site=None).values_list(
                "old_path", "redirect_page_id", "redirect_link"
            )
            self.context.shared["redirects"] = {old: (page, link) for old, page, link in rows}
        found: dict[str, tuple[int | None, str]] = self.context.shared["redirects"]
        return found

    def stands(self, old: str, obj: models.Model) -> bool:
        """Whether something else of ours has that address now."""
        target = self.context.addresses.find(old)
        return bool(target) and target != self.target(obj)


def old_addresses(document: Document) -> list[str]:
    """Addresses a document had before: Hugo's `aliases`, Jekyll's `redirect_from`, and Jekyll's dated permalink."""
    keys = ("aliases", "redirect_from", "link_to")
    found = [item.text.strip() for key in keys for item in document.items(key)]
    found = [address for address in found if "://" not in address]
    if document.tree is not None and document.tree.layout == "jekyll":
        return found
    permalink = document.text("permalink")
    if permalink.startswith("/") and ":" not in permalink:
        found.append(permalink)
    date = document.file_date or (document.date("date") if document.collection == "blog" else None)
    if date and (document.file_date or is_midnight(document)):
        # Posts that moved from Jekyll kept their day, without a time, and their name.
        found.append(f"/blog/{date.day:%Y/%m/%d}/{document.stem}.html")
    return found


def is_midnight(document: Document) -> bool:
    return "T00:00:00" in document.head.raws.get(("date",), "")
