"""The rows and cells of a table (表格)."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element


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
