"""The rows and cells of a table (表格)."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element


def rows_of(table: Element) -> Iterator[Element]:
    """The rows of a table, also those in content controls and tracked wrappers."""
    for child in table:
        if child.tag == "w:tr":
            yield child
        elif child.tag in ("w:sdt", "w:sdtContent", "w:customXml"):
            yield from rows_of(child)


def cells_of(row: Element) -> list[Element]:
    """The cells of a row, also those in content controls."""
    cells: list[Element] = []
    for child in row:
        if child.tag == "w:tc":
            cells.append(child)
        elif child.tag in ("w:sdt", "w:sdtContent", "w:customXml"):
            cells.extend(cells_of(child))
    return cells


def is_merged(cell: Element) -> bool:
    """Whether a cell only continues the one above or before it."""
    properties = cell.find("w:tcPr")
    if properties is None:
        return False
    merges = (properties.find("w:vMerge"), properties.find("w:hMerge"))
    return any(m is not None and m.get("w:val", "continue") == "continue" for m in merges)
