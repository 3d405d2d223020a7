"""Key figures that pages count up in their front matter: `num`, `title`."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy

from cms.core.identity import imported_uuid
from cms.importer.documents import Document
from cms.importer.objects import Fields, ObjectImporter
from cms.importer.report import Outcome
from cms.snippets.key_figures.models import KeyFigure


class KeyFigureImporter(ObjectImporter):
    kind = "key_figure"
    label = gettext_lazy("key figure")
    model = KeyFigure
    title_field = "label"
    can_be_forced = False

    def figure(self, document: Document, *path: str | int) -> KeyFigure | None:
        """The key figure a mapping means, created or brought up to date; None for no number.

        `num` and `title`, or `amount` and `description` with `before` and `after` as the older site has it.
        """
        try:
            value = Decimal(
                (document.text(*path, "num") or document.text(*path, "amount"))
                .replace("\u202f", "")
                .replace("\u00a0", "")
                .replace(" ", "")
                .replace(",", ".")
            )
        except InvalidOperation:
            return None
        source_path = f"{document.source_path}#{'.'.join(str(step) for step in path)}"
        label = (document.text(*path, "title") or document.text(*path, "description"))[:255]
        before, after = (document.text(*path, key)[:50] for key in ("before", "after"))
        figure: KeyFigure | None = self.by_source_path.get(source_path)
        if figure is None:
            uuid = imported_uuid(source_path, self.context.locale.language_code)
            figure = KeyFigure(source_path=source_path, uuid=uuid, locale=self.context.locale)
        outcome = Outcome.UPDATED if figure.pk else Outcome.CREATED
        if figure.pk and (figure.label, figure.value, figure.before, figure.after) == (
            label,
            value,
            before,
            after,
        ):
            outcome = Outcome.UNCHANGED
        else:
            figure.label, figure.value = label, value
            figure.before, figure.after = before, after
            with transaction.atomic():
                figure.save()
            self.loaded[figure.pk] = figure
            self.by_source_path[source_path] = figure
        self.context.touch(self.kind, figure, outcome)
        return figure

    def create(self, document: Document) -> Any:
        """No document is a key figure."""
        raise NotImplementedError

    def read(self, document: Document, obj: Any) -> Fields:
        """No document is a key figure."""
        raise NotImplementedError


importers = [KeyFigureImporter]
