"""Tables, whose cells take plain text only."""

from __future__ import annotations

from typing import Any

from bs4 import Tag

from cms.importer.markdown.richtext import InlineWriter, text_of


def table_value(tag: Tag, writer: InlineWriter) -> dict[str, Any] | None:
    """The stored value of a table, rows of one length; None when nothing stands in it."""
    rows = [[cell_text(cell, writer) for cell in row.find_all(["td", "th"])] for row in tag.find_all("tr")]
    rows = [row for row in rows if any(row)]
    width = max((len(row) for row in rows), default=0)
    if not width:
        return None
    first = tag.find("tr")
    head = bool(first and first.find("th"))
    caption = tag.find("caption")
    return {
        "table_caption": caption.get_text(" ", strip=True) if caption else "",
        "table_header_choice": "row" if head else "neither",
        "first_row_is_table_header": head,
        "first_col_is_header": False,
        "data": [row + [""] * (width - len(row)) for row in rows],
    }


def cell_text(cell: Tag, writer: InlineWriter) -> str:
    """The words of a cell; the address of a link follows them."""
    text = text_of(writer.write(list(cell.children)))
    addresses = [str(link.get("href") or "") for link in cell.find_all("a")]
    return " ".join(
        [text, *(f"({address})" for address in addresses if address and address not in text)]
    ).strip()
