"""Redirects that the old site itself made: the lines of its `_redirects`, as Netlify reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from cms.core.addresses import redirect
from cms.importer.addresses import Addresses
from cms.importer.documents import Document, read_text
from cms.importer.errors import UnreadableDocument
from cms.importer.trees import SiteTree, composed

NAME = "_redirects"
PATTERNS = ("*", ":splat", ":")


@dataclass(frozen=True)
class Line:
    """One redirect, from a path of the site to another."""

    old: str
    new: str
    number: int


class OldRedirects:
    """Makes the redirects of the trees that a run reads whole again."""

    def __init__(self, addresses: Addresses) -> None:
        self.addresses = addresses
        self.report = addresses.context.report

    def follow(self, documents: Iterable[Document]) -> None:
        trees = {document.tree.root: document.tree for document in documents if document.tree is not None}
        for tree in trees.values():
            path = next((each for each in (tree.root / NAME, tree.static / NAME) if each.is_file()), None)
            if path is not None:
                for line in self.lines(path, tree):
                    self.make(line, composed(path.relative_to(tree.root)))

    def lines(self, path: Path, tree: SiteTree) -> Iterator[Line]:
        shown = composed(path.relative_to(tree.root))
        try:
            text = read_text(path)
        except UnreadableDocument as error:
            self.report.fail(shown, error.line, str(error))
            return
        for number, written in enumerate(text.split("\n"), 1):
            parts = written.partition("#")[0].split() if not written.startswith("http") else written.split()
            if len(parts) < 2:
                continue
            old, new = parts[0], parts[1]
            if (
                not old.startswith("/")
                or any(mark in old for mark in PATTERNS)
                or "*" in new
                or ":splat" in new
            ):
                action = _("left out; only a path of the site to another can be redirected")
                self.report.warn(shown, number, "redirect-refused", written.strip(), action)
            else:
                yield Line(old, new, number)

    def make(self, line: Line, shown: str) -> None:
        """Redirect an old path to what stands at its goal now; a goal that nothing has is warned about."""
        book = self.addresses.context.addresses
        goal = book.find(line.new) or book.find_by_name(line.new)
        page = Page.objects.filter(pk=goal.page).first() if goal and goal.page else None
        new: str | Page = page.specific if page is not None else goal.url if goal else ""
        if not new:
            action = _("left out; no page has the address it leads to")
            self.report.warn(shown, line.number, "redirect-unresolved", f"{line.old} {line.new}", action)
            return
        key = (page.pk, "") if page is not None else (None, str(new))
        old = Redirect.normalise_path(line.old)
        known = self.addresses.redirects
        if known.get(old) == key or book.find(line.old) is not None:
            return
        with transaction.atomic():
            if redirect(line.old, new):
                known[old] = key
                self.report.facts["redirects"] += 1
