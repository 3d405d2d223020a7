"""Tables, whose cells take plain text only."""

from __future__ import annotations

from typing import Any

from bs4 import PageElement, Tag

from cms.importer.markdown.richtext import InlineWriter, text_of

STRUCTURE = frozenset({"thead", "tbody", "tfoot", "tr", "colgroup"})


def table_value(tag: Tag, writer: InlineWriter) -> dict[str, Any] | None:
    """The stored value of a table, rows of one length; None when nothing stands in it."""
    rows = [[cell_text(cell, writer) for cell in row.find_all(["td", "th"])] for row in tag.find_all("tr")]
    rows = [row for row in rows if any(row)]
    width = max((len(row) for row in rows), default=0)
    if not width:
        return None
    words = cell_text(caption, writer) if (caption := tag.find("caption")) else ""
    first = tag.find("tr")
    head = bool(first and first.find("th"))
    return {
        "table_caption": words,
        "table_header_choice": "row" if head else "neither",
        "first_row_is_table_header": head,
        "first_col_is_header": False,
        "data": [row + [""] * (width - len(row)) for row in rows],
    }


def outside_cells(tag: Tag) -> list[PageElement]:
    """What stands in a table but in no cell: a browser shows it above. Without cells it is all there is."""
    found: list[PageElement] = []
    has_cells = tag.find(["td", "th"]) is not None
    for child in tag.children:
        if isinstance(child, Tag) and child.name in STRUCTURE:
            found += outside_cells(child) if child.name != "tr" or has_cells else list(child.children)
        elif not isinstance(child, Tag) or child.name not in ("td", "th", "caption") or not has_cells:
            found.append(child)
    return found


def cell_text(cell: Tag, writer: InlineWriter) -> str:
    """The words of a cell; the address of a link follows them."""
    if not cell.contents:
        return ""
    text = text_of(writer.write(list(cell.children)))
    addresses = [str(link.get("href") or "") for link in cell.find_all("a")]
    return " ".join(
        [text, *(f"({address})" for address in addresses if address and address not in text)]
    ).strip()
