"""Tables of data."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.contrib.table_block.blocks import TableBlock as WagtailTableBlock

from cms.core.blocks.base import Group

HEADERS = {"row": (True, False), "column": (False, True), "both": (True, True), "neither": (False, False)}


class TableBlock(WagtailTableBlock):
    """Wagtail's table with a caption and headers, translatable cell by cell."""

    def __init__(self, **kwargs: Any) -> None:
        # The grid Wagtail ships speaks only English and logs an error for each other language.
        kwargs.setdefault("table_options", {"language": "en-US"})
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> dict[str, Any] | None:
        """The stored table with whole rows of texts, and headers said in one way."""
        if not isinstance(value, dict):
            return None
        table = dict(value)
        rows = [row for row in table.get("data") or [] if isinstance(row, list)]
        width = max((len(row) for row in rows), default=0)
        table["data"] = [row + [None] * (width - len(row)) for row in rows]
        table["table_header_choice"] = header_choice(table)
        table["first_row_is_table_header"], table["first_col_is_header"] = HEADERS[
            table["table_header_choice"]
        ]
        table["table_caption"] = table.get("table_caption") or ""
        return table

    def get_searchable_content(self, value: Any) -> list[str]:
        if not value:
            return []
        cells = [str(cell) for row in value["data"] for cell in row if cell not in (None, "")]
        return [text for text in [value["table_caption"], *cells] if text]

    def render(self, value: Any, context: Any = None) -> str:
        # Wagtail's own render prepares a context for its own template, and fails on a table without rows.
        return super(WagtailTableBlock, self).render(value, context)

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        rows = value["data"] if value else []
        headed = bool(value) and value["first_row_is_table_header"]
        context["header"] = rows[0] if headed and rows else None
        context["rows"] = rows[1:] if headed else rows
        return context

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any] | None:
        if not value:
            return None
        return {
            "caption": value["table_caption"],
            "headers": value["table_header_choice"],
            "rows": [["" if cell is None else str(cell) for cell in row] for row in value["data"]],
        }

    def get_translatable_segments(self, value: Any) -> list[Any]:
        """The caption and each cell that holds words (wagtail-localize knows nothing of tables)."""
        from wagtail_localize.segments import StringSegmentValue

        if not value:
            return []
        segments = [StringSegmentValue("caption", value["table_caption"])]
        for row_number, row in enumerate(value["data"]):
            segments.extend(
                StringSegmentValue(f"cell-{row_number}-{column_number}", cell)
                for column_number, cell in enumerate(row)
                if isinstance(cell, str) and any(character.isalpha() for character in cell)
            )
        return segments

    def restore_translated_segments(self, value: Any, segments: list[Any]) -> dict[str, Any]:
        """A copy of the table with the translated caption and cells in their places."""
        table = {**value, "data": [list(row) for row in value["data"]]}
        for segment in segments:
            if segment.path == "caption":
                table["table_caption"] = segment.render_text()
                continue
            _cell, row_number, column_number = segment.path.split("-")
            table["data"][int(row_number)][int(column_number)] = segment.render_text()
        return table

    class Meta:
        icon = "table"
        label = _("Table")
        description = _("Data in rows and columns. Give it a caption and say which cells are headers.")
        group = Group.DATA
        template = "core/blocks/table.html"


def header_choice(table: dict[str, Any]) -> str:
    """Which cells are headers: the editor's choice, else what the two older flags say."""
    choice = table.get("table_header_choice")
    if choice in HEADERS:
        return str(choice)
    flags = (bool(table.get("first_row_is_table_header")), bool(table.get("first_col_is_header")))
    return next(name for name, meaning in HEADERS.items() if meaning == flags)
