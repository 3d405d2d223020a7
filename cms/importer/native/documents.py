"""The documents of an export, read: what each says, before anything of it is looked up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from cms.importer import trees
from cms.importer.documents import read_text
from cms.importer.errors import UnreadableDocument, WrongUsage
from cms.importer.export.body import read_body
from cms.importer.export.content import exported_models, form_of, is_translatable, setting_models
from cms.importer.export.keys import Identity, completed
from cms.importer.export.layout import ENGINE, FORMAT, MARKER, PAGES, SETTINGS, SNIPPETS
from cms.importer.front_matter import FrontMatter, read_yaml, split
from cms.importer.report import Report


@dataclass
class ExportDocument:
    """One document of an export."""

    path: str
    model: type[models.Model]
    identity: Identity
    head: dict[str, Any]
    values: dict[str, Any]
    front: FrontMatter = field(repr=False)

    @property
    def kind(self) -> str:
        return str(self.model._meta.label)

    @property
    def language(self) -> str:
        return self.identity[1]

    @property
    def is_setting(self) -> bool:
        return self.path.startswith(f"{SETTINGS}/")

    @property
    def parent(self) -> Identity | None:
        """The page it stands below; None for one that stands below the root."""
        name = self.head.get("parent")
        return completed(name, self.model, self.language) if isinstance(name, str) and name else None

    def line(self, *path: str | int) -> int:
        return self.front.lines.get(path, 1)


def check_format(root: Path) -> None:
    """Raise `WrongUsage` for an export of a later format, or one whose marker cannot be read."""
    try:
        number = read_yaml(read_text(root / MARKER), 1).values.get("format")
    except UnreadableDocument as error:
        raise WrongUsage(f"{root / MARKER}: {error}") from error
    if not isinstance(number, int) or not 1 <= number <= FORMAT:
        text = _("This export has the format %(number)s; this version reads formats up to %(ours)d.")
        raise WrongUsage(text % {"number": number, "ours": FORMAT})


def read_documents(root: Path, below: Path, report: Report) -> list[ExportDocument]:
    """The documents of the export in `root` that lie in `below` (a folder or file of it, or all of it).

    What cannot be read is written to the report.
    """
    found: dict[tuple[type[models.Model], Identity], ExportDocument] = {}
    for path in _files(root):
        if path != below and below not in path.parents:
            continue
        shown = trees.composed(path.relative_to(root))
        try:
            document = _read(path, shown, report)
        except UnreadableDocument as error:
            report.fail(shown, error.line, str(error))
            continue
        if document is None:
            continue
        first = found.setdefault((document.model, document.identity), document)
        if first is not document:
            report.fail(
                shown, 1, _("“%s” is of the same object: only one of the two can count.") % first.path
            )
    return list(found.values())


def _files(root: Path) -> Iterator[Path]:
    for part in (PAGES, SNIPPETS, SETTINGS):
        if not (root / part).is_symlink():
            yield from (path for path in trees.walk(root / part) if path.suffix == ".md")


def _read(path: Path, shown: str, report: Report) -> ExportDocument | None:
    parts = split(read_text(path))
    if parts.head is None or not isinstance(parts.head.values.get(ENGINE), dict):
        raise UnreadableDocument(_("The front matter lacks the key “%s”.") % ENGINE)
    for repeat in parts.head.repeated:
        action = _("the last value counts; the first is on line %d") % repeat.first_line
        report.warn(shown, repeat.line, "duplicate-yaml-key", repeat.key, action)
    values = dict(parts.head.values)
    head = values.pop(ENGINE)
    label = str(head.get("type"))
    model = ({str(m._meta.label): m for m in setting_models()} | exported_models()).get(label)
    line = parts.head.lines.get((ENGINE, "type"), 1)
    if model is None:
        report.warn(
            shown,
            line,
            "type-not-installed",
            label,
            _("left out; no plugin that is installed has such objects"),
        )
        report.count_skipped(shown)
        return None
    key, language = str(head.get("key") or ""), str(head.get("language") or "")
    if model not in setting_models() and (not key or (is_translatable(model) and not language)):
        raise UnreadableDocument(
            _("The document does not say which object it is: `key` or `language` is missing."), line
        )
    _add_body(values, model, parts.body, parts.body_line)
    identity = (key, language if is_translatable(model) else "")
    return ExportDocument(shown, model, identity, head, values, parts.head)


def _add_body(values: dict[str, Any], model: type[models.Model], text: str, line: int) -> None:
    if not text.strip():
        return
    name = form_of(model).body
    if not name:
        raise UnreadableDocument(_("Objects of this type have no body."), line)
    column: Any = model._meta.get_field(name)
    values[name] = read_body(column.stream_block, text, line)
