"""The rows and cells of a table (表格)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from .properties import at, count, value


def parts_of(element: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, also those in content controls."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in ("w:sdt", "w:sdtContent", "w:customXml"):
            yield from parts_of(child, tag)


def is_merged(cell: Element) -> bool:
    """Whether a cell only continues the one above or before it."""
    properties = cell.find("w:tcPr")
    if properties is None:
        return False
    merges = (properties.find("w:vMerge"), properties.find("w:hMerge"))
    return any(m is not None and m.get("w:val", "continue") == "continue" for m in merges)


def cells_of(row: Element) -> Iterator[tuple[int, Element]]:
    """The cells of a row with the column that each begins in, counted from 1."""
    column = 1 + count(value(row, "w:trPr/w:gridBefore"))
    for cell in parts_of(row, "w:tc"):
        yield column, cell
        column += max(1, count(value(cell, "w:tcPr/w:gridSpan"), 1))


def heights(rows: Sequence[Element]) -> dict[tuple[int, int], int]:
    """How many rows the cells fill that go on below, by their row and column counted from 1."""
    found: dict[tuple[int, int], int] = {}
    begun: dict[int, int] = {}
    for number, row in enumerate(rows, 1):
        for column, cell in cells_of(row):
            merge = at(cell, "w:tcPr/w:vMerge")
            if merge is None or merge.get("w:val", "continue") != "continue":
                begun[column] = number
            elif column in begun:
                found[begun[column], column] = number - begun[column] + 1
    return found
