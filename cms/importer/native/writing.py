"""Writing what a document says into its object: what differs, in one transaction, as one revision."""

from __future__ import annotations

import json
from typing import Any

from django.db import models, transaction
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from wagtail.log_actions import registry as log_registry
from wagtail.models import Page, Revision, RevisionMixin
from wagtail.signals import page_published, published

from cms.importer.context import Options
from cms.importer.export.content import NOTHING, Form, blank_of, form_of, has_drafts
from cms.importer.export.describing import Describer
from cms.importer.export.documents import exported_version
from cms.importer.export.keys import Keys
from cms.importer.native.apart import keep_apart
from cms.importer.native.documents import ExportDocument
from cms.importer.native.placing import Placer
from cms.importer.native.values import Reader
from cms.importer.report import Outcome, Report

# Wagtail sets them whenever something is saved or published: they are put back last, and alone change nothing.
STAMPS = ("first_published_at", "last_published_at", "latest_revision_created_at", "expired")
LONGEST_SHOWN = 2000


class ObjectWriter:
    """Writes the documents of one run, each into the object it was placed at."""

    def __init__(self, keys: Keys, placer: Placer, options: Options, report: Report) -> None:
        self.keys = keys
        self.placer = placer
        self.options = options
        self.report = report

    def write(self, document: ExportDocument) -> Outcome:
        """Make the object what its document says, but for what a person changed here."""
        known = (document.model, document.identity)
        key, is_new = self.placer.objects[known], known in self.placer.new
        row: Any = document.model._base_manager.get(pk=key)
        obj = exported_version(row)[0]
        current = Describer(self.keys, document.language).values(obj)
        wanted = self.wanted(document)
        # What set-up made is made to look as if it had been here from the first day.
        passed_over = () if known in self.placer.adopted else STAMPS
        changed = [
            name
            for name in wanted
            if name not in passed_over and not self.same(obj, name, wanted[name], current.get(name))
        ]
        goes_live, goes_off = self.goes_live(document, row, is_new), self.goes_off(document, row)
        if not (changed or goes_live or goes_off or is_new):
            return Outcome.UNCHANGED
        if not is_new and edited_here(row) and not self.options.force:
            self.keep(document, changed, current, wanted)
            return Outcome.UNCHANGED
        stays_live = bool(getattr(row, "live", False)) and not goes_off and self.options.publish
        with transaction.atomic():
            self.apply(document, obj, changed, wanted)
            self.save(document, obj, row, goes_live or stays_live, goes_off)
        return Outcome.CREATED if is_new else Outcome.UPDATED

    # What it is to be

    def wanted(self, document: ExportDocument) -> dict[str, Any]:
        """Every field by name, blank where the document does not speak of it; a key of no field is warned about."""
        form = form_of(document.model)
        wanted = {}
        for column in form.columns:
            if column.name in document.values or blank_of(column) is not NOTHING:
                wanted[column.name] = document.values.get(column.name, blank_of(column))
        for name in _lists(form):
            wanted[name] = document.values.get(name, [])
        for name in document.values.keys() - wanted.keys():
            text = _("left out; objects of this type have no such field")
            self.report.warn(document.path, document.line(name), "field-unknown", name, text)
        return wanted

    @staticmethod
    def same(obj: models.Model, name: str, wanted: Any, current: Any) -> bool:
        """Whether a field holds what it is to hold. Tags may stand in another order."""
        current = _blank(obj, name) if current is None else current
        if name in form_of(type(obj)).tags and isinstance(wanted, list):
            return sorted(map(str, wanted)) == sorted(current)
        return bool(wanted == current)

    def goes_live(self, document: ExportDocument, row: Any, is_new: bool) -> bool:
        """Whether it is to be published that is not: unless a person took it off line here."""
        if (
            not has_drafts(document.model)
            or not document.head.get("live")
            or row.live
            or not self.options.publish
        ):
            return False
        return is_new or not _was_taken_off(row)

    def goes_off(self, document: ExportDocument, row: Any) -> bool:
        """Whether it is published here, and was not where it comes from."""
        return has_drafts(document.model) and bool(row.live) and document.head.get("live") is False

    def keep(
        self, document: ExportDocument, changed: list[str], current: dict[str, Any], wanted: dict[str, Any]
    ) -> None:
        action = _("left as a person wrote it here; the document says something else")
        for name in changed:
            line = document.line(name)
            self.report.warn(document.path, line, "edited-here", name, action)
            self.report.conflict(
                document.path, line, name, _shown(wanted[name]), _shown(current.get(name)), action
            )

    # Writing

    def apply(self, document: ExportDocument, obj: Any, changed: list[str], wanted: dict[str, Any]) -> None:
        form = form_of(document.model)

        def missing(where: str, name: str) -> None:
            text = _("left out; there is no such object")
            self.report.warn(
                document.path, document.line(where), "reference-missing", f"{where}: {name}", text
            )

        reader = Reader(self.keys, document.language, missing)
        for column in form.columns:
            if column.name in changed or (column.name in STAMPS and column.name in wanted):
                setattr(obj, column.attname, reader.column(column, wanted[column.name]))
        for column in form.many:
            if column.name in changed:
                found = [reader.key(column.related_model, name, column.name) for name in wanted[column.name]]
                getattr(obj, column.name).set([key for key in found if key is not None])
        for relation in form.relations:
            name = relation.get_accessor_name()
            if name in changed:
                rows = reader.rows(relation, wanted[name], getattr(obj, "locale", None))
                getattr(obj, name).set(rows)
        for name in form.tags:
            if name in changed:
                getattr(obj, name).set([str(tag) for tag in wanted[name]])

    def save(self, document: ExportDocument, obj: Any, row: Any, live: bool, goes_off: bool) -> None:
        if not has_drafts(document.model):
            obj.save()
            return
        if isinstance(obj, Page):
            # Its place in the tree may have changed since this version of it was made.
            for name in ("path", "depth", "numchild", "url_path"):
                setattr(obj, name, getattr(row, name))
        was_live = bool(row.live)
        is_draft_of_live = was_live and not live and not goes_off
        keep_apart(obj)
        if not is_draft_of_live:
            obj.live, obj.has_unpublished_changes = live, not live
            obj.save(**({"clean": False} if isinstance(obj, Page) else {}))
        revision = self.revision(document, obj, live)
        if is_draft_of_live:
            return
        if obj.live and revision is not None:
            obj.live_revision = revision
            _rows(obj).update(live_revision=revision, has_unpublished_changes=False)
            obj.has_unpublished_changes = False
        self.put_stamps_back(document, obj, revision)
        if obj.live:
            signal = page_published if isinstance(obj, Page) else published
            signal.send(sender=type(obj), instance=obj, revision=revision)

    def revision(self, document: ExportDocument, obj: Any, live: bool) -> Revision | None:
        if not isinstance(obj, RevisionMixin) or getattr(obj, "alias_of_id", None):
            return None
        is_scheduled = document.head.get("scheduled") is True and self.options.publish and not live
        go_live_at = obj.go_live_at if is_scheduled else None
        revision: Revision = obj.save_revision(clean=False, changed=not live, approved_go_live_at=go_live_at)
        return revision

    def put_stamps_back(self, document: ExportDocument, obj: Any, revision: Revision | None) -> None:
        """The days on which it was published and changed are those of the document."""
        columns = {column.name: column for column in form_of(type(obj)).columns}
        stamps = {}
        for name in STAMPS:
            value = document.values.get(name)
            if name not in columns or (value is None and name != "last_published_at"):
                continue
            stamps[name] = parse_datetime(value) if isinstance(value, str) else value
        if not obj.live:
            stamps.pop("expired", None)
        for name, value in stamps.items():
            setattr(obj, name, value)
        _rows(obj).update(**stamps)
        if revision is not None and stamps.get("latest_revision_created_at"):
            Revision.objects.filter(pk=revision.pk).update(created_at=stamps["latest_revision_created_at"])


def _rows(obj: Any) -> Any:
    return type(obj)._base_manager.filter(pk=obj.pk)


def _lists(form: Form) -> list[str]:
    return [
        *(column.name for column in form.many),
        *form.tags,
        *(relation.get_accessor_name() for relation in form.relations),
    ]


def _blank(obj: models.Model, name: str) -> Any:
    form = form_of(type(obj))
    return next((blank_of(column) for column in form.columns if column.name == name), [])


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text[:LONGEST_SHOWN]


def edited_here(obj: Any) -> bool:
    """Whether the newest version of an object is a person's, not of set-up or an import."""
    if isinstance(obj, RevisionMixin) and not getattr(obj, "alias_of_id", None):
        latest = obj.latest_revision
        return latest is not None and latest.user_id is not None
    logs = log_registry.get_logs_for_instance(obj)
    return bool(logs.filter(user__isnull=False).exists())


def _was_taken_off(obj: Any) -> bool:
    """Whether a person unpublished it here."""
    logs = log_registry.get_logs_for_instance(obj)
    return bool(logs.filter(action="wagtail.unpublish", user__isnull=False).exists())
