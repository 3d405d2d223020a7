"""Writing what a document says into its object: only what changed, in one short transaction, as one revision."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.core.identity import IMPORT_NAMESPACE
from cms.importer.absences import digest_of
from cms.importer.conflicts import edited_here, has_waiting_draft, readable
from cms.importer.context import Context
from cms.importer.documents import Document
from cms.importer.markdown import Block
from cms.importer.models import ImportRecord
from cms.importer.report import Outcome
from cms.importer.snapshot import Digests, digest, digests_of, stored_values


@dataclass
class Fields:
    """What a document says of its object.

    `values` are fields by name, `rows` the ordered inline rows by relation, `tags` the tags (None: not spoken of).
    A field or relation that is absent here is left alone. `draft_because` keeps the object from being published.
    `when_created` is called with a new object in the transaction that fills it.
    """

    values: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    tags: list[str] | None = None
    draft_because: list[str] = field(default_factory=list)
    when_created: Callable[[Any], None] | None = None

    def by_name(self) -> dict[str, Any]:
        tags = {} if self.tags is None else {"tags": sorted(self.tags)}
        return {**self.values, **self.rows, **tags}


def with_ids(blocks: list[Block], name: str) -> list[Block]:
    """Give each block an id that is the same in every run, so that translations of a body keep their place."""
    seen: Counter[str] = Counter()
    found = []
    for block in blocks:
        content = digest([block["type"], block["value"]])
        seen[content] += 1
        key = uuid.uuid5(IMPORT_NAMESPACE, f"block:{name}:{content}:{seen[content]}")
        found.append({"type": block["type"], "value": block["value"], "id": str(key)})
    return found


def with_kept_ids(blocks: list[Block], held: Iterable[Any]) -> list[Block]:
    """The blocks, those that are there already with the ids they have: a document that moved would name them anew."""
    known: dict[str, list[str]] = defaultdict(list)
    for block in held:
        known[digest([block["type"], block["value"]])].append(block.get("id"))
    kept = [
        known[key].pop(0) if known[key := digest([block["type"], block["value"]])] else None
        for block in blocks
    ]
    taken = set(kept)
    return [
        {**block, "id": old or (block["id"] if block["id"] not in taken else str(uuid.uuid4()))}
        for block, old in zip(blocks, kept, strict=True)
    ]


class Writer:
    """Compares and writes the fields of one object, and remembers it in the document's record."""

    def __init__(self, context: Context, document: Document, obj: Any, kind: str) -> None:
        self.context = context
        self.document = document
        self.obj = obj
        self.kind = kind
        self.is_new = (obj._meta.label, obj.pk) in context.shared.get("new", set())
        self.record = context.records.get(document.source_path)
        self.draft_waits = False
        self.adds_note = False
        """Whether the import note of another tree's document stays, before this one's."""

    def write(self, fields: Fields) -> Outcome:
        """Write what changed in the source since the last import, unless a person changed the same thing here."""
        self.tidy(fields)
        values = fields.by_name()
        digests = digests_of(values)
        publish = self.wants_publishing(fields)
        before = self.record.source if self.record else {}
        changed = {name for name in digests if digests[name] != before.get(name)}
        if not changed and not publish and not self.is_new:
            return Outcome.UNCHANGED
        held = edited_here(self.obj, self.record, changed, values) if changed and not self.is_new else {}
        kept = self.settle(held, values)
        changed -= kept
        if not changed and not publish and not self.is_new:
            return Outcome.UNCHANGED
        with transaction.atomic():
            self.save(fields, changed, publish)
            if self.is_new and fields.when_created is not None:
                fields.when_created(self.obj)
            self.remember({**digests, **{name: before.get(name, "") for name in kept}}, changed)
        return Outcome.CREATED if self.is_new else Outcome.UPDATED

    # What may be written

    def tidy(self, fields: Fields) -> None:
        """Cut what is too long and leave out what a field refuses; both are warned about and kept in the note."""
        for name, value in list(fields.values.items()):
            column: Any = self.obj._meta.get_field(name)
            longest = getattr(column, "max_length", None)
            if isinstance(value, str) and longest and len(value) > longest:
                fields.values[name] = value[: longest - 1].rstrip() + "…"
                self.lost(
                    "value-too-long",
                    name,
                    value,
                    _("cut after %d characters; whole in the import note") % longest,
                )
            try:
                if (
                    isinstance(
                        column, models.URLField | models.EmailField | models.IntegerField | models.SlugField
                    )
                    and value
                ):
                    column.run_validators(value)
            except ValidationError as error:
                fields.values[name] = column.get_default()
                self.lost("invalid-value", name, str(value), " ".join(error.messages))
        self.tidy_rows(fields)
        self.add_note(fields)

    def tidy_rows(self, fields: Fields) -> None:
        for relation, rows in fields.rows.items():
            model = getattr(type(self.obj), relation).rel.related_model
            for row in rows:
                for name, value in row.items():
                    longest = getattr(model._meta.get_field(name), "max_length", None)
                    if isinstance(value, str) and longest and len(value) > longest:
                        row[name] = value[: longest - 1].rstrip() + "…"
                        self.lost(
                            "value-too-long",
                            f"{relation}.{name}",
                            value,
                            _("cut after %d characters; whole in the import note") % longest,
                        )

    def lost(self, kind: str, name: str, value: str, action: str) -> None:
        self.context.warn(self.document, self.document.line(name), kind, value, action)
        self.context.note(self.document, f"{name} : {value}")

    def add_note(self, fields: Fields) -> None:
        """What had no field, word for word, with the keys nobody read."""
        notes = []
        has_note = "import_note" in {column.name for column in self.obj._meta.get_fields()}
        kept = _("kept in the import note") if has_note else _("left out; this type keeps no import note")
        for document in self.context.group(self.document, self.obj) or [self.document]:
            for path, raw in document.unused():
                name = ".".join(str(step) for step in path)
                self.context.warn(document, document.line(*path), "unmapped-field", f"{name}: {raw}", kept)
                self.context.note(document, f"{name} : {' '.join(raw.split())}")
            notes += self.context.notes[document.source_path]
        if has_note:
            others = self.obj.import_note.splitlines() if self.adds_note else []
            notes = [*others, *(note for note in notes if note not in others)]
            fields.values["import_note"] = "\n".join(notes)

    def wants_publishing(self, fields: Fields) -> bool:
        if not self.context.options.publish or fields.draft_because or not hasattr(self.obj, "live"):
            return False
        # A person took it off line since: the import does not put it back.
        return not self.obj.live and not (self.record and self.record.published)

    def settle(self, held: Mapping[str, Any], values: Mapping[str, Any]) -> set[str]:
        """Report each conflict with both texts; return the names that stay as a person wrote them."""
        forced = self.context.options.force
        self.draft_waits = bool(held) and has_waiting_draft(self.obj, self.record)
        if not forced:
            action = _("left as a person wrote it here; the document changed it too")
        elif self.draft_waits:
            action = _("the document's text is put into the draft that waits here")
        else:
            action = _("replaced by the document's text; what a person wrote stays in the history")
        for name in sorted(held.keys() - {"import_note"}):
            line = self.document.line(name)
            here = readable(type(self.obj), name, held[name])
            source = readable(type(self.obj), name, values[name])
            self.context.warn(self.document, line, "edited-here", f"{name}: {self.obj}", action)
            self.context.report.conflict(self.document.shown_path, line, name, source, here, action)
        return set() if forced else set(held)

    # Writing

    def save(self, fields: Fields, changed: set[str], publish: bool) -> None:
        was_live = bool(getattr(self.obj, "live", False))
        has_revisions = hasattr(self.obj, "save_revision")
        obj = self.obj.get_latest_revision_as_object() if has_revisions and not self.is_new else self.obj
        if isinstance(obj, Page):
            # Pages were added below it since it was read: publishing an old count of them hides them all.
            obj.refresh_from_db(fields=["path", "depth", "numchild", "url_path"])
        for name in changed & fields.values.keys():
            value = fields.values[name]
            column: Any = obj._meta.get_field(name)
            if isinstance(column, models.ForeignKey):
                setattr(obj, column.attname, value.pk if isinstance(value, models.Model) else value)
            elif isinstance(column, StreamField):
                setattr(obj, name, with_kept_ids(value, getattr(obj, name).raw_data))
            else:
                setattr(obj, name, value)
        for relation in changed & fields.rows.keys():
            manager = getattr(obj, relation)
            manager.set(
                [self.row(manager.model, row, number) for number, row in enumerate(fields.rows[relation])]
            )
        if "tags" in changed and fields.tags is not None:
            obj.tags.set(fields.tags)
        self.obj = obj
        if not has_revisions:
            obj.save()
            return
        revision = obj.save_revision(clean=False)
        goes_live = publish or (was_live and self.context.options.publish and not self.draft_waits)
        if goes_live and self.publish(revision):
            return
        if not was_live:
            # A draft nobody has seen: its row may say what its revision says, for the lists of the admin.
            obj.save()

    def publish(self, revision: Any) -> bool:
        """Publish a revision; False, with a warning, when it lacks something that publishing asks for."""
        try:
            with transaction.atomic():
                revision.publish(log_action=False)
        except ValidationError as error:
            reason = "; ".join(error.messages)
            self.context.warn(
                self.document, 1, "not-publishable", str(self.obj), _("kept as a draft: %s") % reason
            )
            return False
        self.obj.live = True
        return True

    def row(self, model: type[models.Model], values: Mapping[str, Any], number: int) -> models.Model:
        found = {}
        for name, value in values.items():
            column: Any = model._meta.get_field(name)
            is_key = isinstance(column, models.ForeignKey) and not isinstance(value, models.Model)
            found[column.attname if is_key else name] = value
        if any(column.name == "locale" for column in model._meta.get_fields()):
            found.setdefault(
                "locale", self.obj.locale if hasattr(self.obj, "locale") else self.context.locale
            )
        return model(sort_order=number, **found)

    def remember(self, source: Digests, written: set[str]) -> None:
        """Keep what the document says, and what the fields hold that were written now.

        Of the others the digest stays that of what the import wrote last, so that a person's text is known for one.
        """
        record = self.record or ImportRecord(
            source_path=self.document.source_path, language=self.document.language
        )
        record.kind = self.kind
        record.title = self.document.named[:500]
        record.content = digest_of(self.document)
        if self.document.tree is not None:
            record.tree = self.context.tree_names[self.document.tree.root]
        record.content_type = ContentType.objects.get_for_model(self.obj)
        record.object_id = self.obj.pk
        record.source = source
        record.stored = {**record.stored, **digests_of(stored_values(self.obj, written))}
        if not self.draft_waits:  # else the newest revision holds what a person wrote: it is not ours
            record.revision_id = getattr(self.obj, "latest_revision_id", None)
        record.published = record.published or bool(getattr(self.obj, "live", False))
        record.save()
        self.context.records[self.document.source_path] = record


def acknowledge(context: Context, obj: models.Model, revision: Any, before: int | None, name: str) -> None:
    """Remember that the import itself changed one field of an object outside its document's turn.

    `before` is the object's newest revision until then: a person's, and what that person changed stays theirs.
    """
    content_type = ContentType.objects.get_for_model(obj)
    for record in context.records.values():
        if record.content_type_id == content_type.pk and record.object_id == obj.pk:
            record.stored[name] = digest(stored_values(obj, {name})[name])
            if record.revision_id == before:
                record.revision_id = revision.pk
            record.save()
