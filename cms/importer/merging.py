"""One object told of by two site trees: the older Jekyll site and the newer Hugo site hold the same things.

A document finds the object that the other tree made by title (exact, then white space and Unicode form, then case and
apostrophe, then accents and punctuation), then by file name. **The tree that was imported first, in the order the
paths were given, counts**: what it says stays, the other tree's document fills what is still empty and adds rows to the
relations a reader unites. What it says otherwise is left out with a warning that quotes it. Each document
keeps its own record, and its old address leads to the common object.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils.translation import gettext as _

from cms.importer.context import Context
from cms.importer.dates import date_in_file_name, site_zone
from cms.importer.documents import Document
from cms.importer.names import folded, squeezed
from cms.importer.references import Catalogue
from cms.importer.report import Outcome
from cms.importer.snapshot import digest, stored_values
from cms.importer.trees import same_site
from cms.importer.writing import Fields, Writer

Row = dict[str, Any]
Unite = Callable[[str, list[Row], list[Row]], list[Row] | None]
"""Given a relation, the rows there are and those a second tree has: the rows of both, none when the second has no
other; None for a relation in which the first tree's word counts."""
EMPTY: tuple[Any, ...] = (None, "", [], {}, False)
OWN = frozenset(
    {"source_path", "other_source_paths", "image_decorative", "name", "title", "search_description"}
)
TAGS = re.compile(r"<[^>]*>")


@dataclass
class Counterparts:
    """Objects that another tree made, by their names."""

    titles: Catalogue[Any] = field(default_factory=Catalogue)
    plain: dict[str, list[Any]] = field(default_factory=dict)
    stems: dict[str, list[Any]] = field(default_factory=dict)

    def add(self, obj: Any, names: Iterable[str], source_path: str) -> None:
        for name in names:
            self.titles.add(obj, name)
            known = self.plain.setdefault(squeezed(name), [])
            if obj not in known:
                known.append(obj)
        stem = date_in_file_name(source_path.rpartition("/")[2].rpartition(".")[0])[1]
        self.stems.setdefault(folded(stem), []).append(obj)

    def find(self, document: Document, title: str) -> tuple[list[Any], str]:
        """What the document is about, best first, and how it was found; nothing when nothing has its name."""
        match = self.titles.match(title)
        if match:
            return [match.found, *match.others], str(match.level)
        if squeezed(title) and (found := self.plain.get(squeezed(title))):
            return found, "punctuation"
        # An entry of data has no file of its own.
        found = [] if document.entry else self.stems.get(folded(document.stem), [])
        return found, "file_name"


def is_second(document: Document, obj: Any) -> bool:
    """Whether another tree's document made the object."""
    made_by = getattr(obj, "source_path", "")
    return bool(made_by) and not same_site(made_by, document.source_path)


def fill_gaps(
    context: Context, document: Document, obj: Any, kind: str, fields: Fields, unite: Unite
) -> Outcome:
    """Write what the object does not have yet; see the top of this module."""
    record = context.records.get(document.source_path)
    before = dict(record.source) if record else {}
    # The first document may have been written in this very run.
    fresh = type(obj)._default_manager.get(pk=obj.pk)
    revision = getattr(fresh, "latest_revision_id", None)
    united = keep_to_gaps(context, document, fresh, fields, set(before), unite)
    writer = Writer(context, document, fresh, kind)
    writer.is_new, writer.adds_note = False, True
    outcome = writer.write(fields)
    if outcome is not Outcome.UNCHANGED:
        after = context.records[document.source_path].source
        changed = {name for name in after if after[name] != before.get(name)}
        acknowledge(context, document, writer.obj, changed, revision, after, united)
    return outcome if record else Outcome.MERGED


def keep_to_gaps(
    context: Context, document: Document, obj: Any, fields: Fields, ours: set[str], unite: Unite
) -> set[str]:
    """Leave in `fields` what is empty in the object, what this document filled before, and rows of both trees.

    Returns the relations that now have rows of both.
    """
    united = set()
    values = fields.by_name()
    relations = set(fields.rows)
    held = stored_values(obj, set(values) - {"tags"})
    if "tags" in values:
        held["tags"] = sorted(tag.name for tag in obj.tags.all())
    for name, value in values.items():
        rows = unite(name, held[name] or [], fields.rows[name]) if name in fields.rows else None
        if rows:
            fields.rows[name] = rows
            united.add(name)
        elif rows is not None:
            drop(fields, name)
        elif name not in OWN and (name in ours or (value not in EMPTY and held[name] in EMPTY)):
            continue
        else:
            drop(fields, name)
            is_said = name not in OWN and (name != "date" or document.peek("date") is not None)
            said = missing_rows(value, held[name]) if name in relations else value
            if is_said and said not in EMPTY and not same_word(said, held[name]):
                action = _("left out; %s says otherwise, and counts") % obj.source_path
                quoted = f"{name}: {' '.join(text_of(said).split())}"
                context.warn(document, document.line(name), "merged-field", quoted, action)
    if "image" in fields.values and hasattr(obj, "image_decorative"):
        fields.values["image_decorative"] = True
    return united


def missing_rows(rows: list[Row], held: list[Row] | None) -> list[Row]:
    """The rows whose first value, what they relate to, no row of the object has."""
    known = [(name, value) for row in held or [] for name, value in row.items()]
    firsts = [(row, next(iter(row.items()))) for row in rows]
    return [row for row, (name, value) in firsts if (name, getattr(value, "pk", value)) not in known]


def drop(fields: Fields, name: str) -> None:
    fields.values.pop(name, None)
    fields.rows.pop(name, None)
    if name == "tags":
        fields.tags = None


def same_word(one: Any, other: Any) -> bool:
    """Whether two values say the same to a reader: letters and digits, or the day of a date."""
    if digest(one) == digest(other):
        return True
    day = day_of(one)
    return (day is not None and day == day_of(other)) or squeezed(text_of(one)) == squeezed(text_of(other))


def day_of(value: Any) -> dt.date | None:
    """The day of a moment, or of one as revisions keep it, here; None for anything else."""
    if isinstance(value, str):
        try:
            value = dt.datetime.fromisoformat(value)
        except ValueError:
            return None
    is_moment = isinstance(value, dt.datetime) and value.tzinfo is not None
    return value.astimezone(site_zone()).date() if is_moment else None


def text_of(value: Any) -> str:
    """The words of a field's value."""
    if isinstance(value, dict) and {"type", "value"} <= value.keys():
        return text_of(value["value"])
    if isinstance(value, dict):
        return " ".join(text for item in value.values() if (text := text_of(item)))
    if isinstance(value, list | tuple):
        return " ".join(text for item in value if (text := text_of(item)))
    return unescape(TAGS.sub(" ", str(value))) if isinstance(value, str | int | Model) else ""


def acknowledge(
    context: Context,
    document: Document,
    obj: Model,
    names: set[str],
    before: int | None,
    source: dict[str, str],
    united: Iterable[str],
) -> None:
    """Tell the object's other records what this document filled: the import did, no person."""
    content_type = ContentType.objects.get_for_model(obj)
    held = stored_values(obj, names)
    for record in context.records.values():
        is_other = record.source_path != document.source_path
        if is_other and (record.content_type_id, record.object_id) == (content_type.pk, obj.pk):
            for name in names & set(record.stored):
                record.stored[name] = digest(held[name])
                if name in united:
                    record.source[name] = source[name]
            if record.revision_id == before:
                record.revision_id = getattr(obj, "latest_revision_id", None)
            record.save()
