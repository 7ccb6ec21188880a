"""Text boxes (文本框), and which branch of an alternative content is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element


def branch_of(element: Element) -> Iterable[Element]:
    """What is read of an ``mc:AlternateContent``: its choice, else its fallback."""
    for tag in ("mc:Choice", "mc:Fallback"):
        branch = element.find(tag)
        if branch is not None:
            return branch
    return ()


def boxes_in(element: Iterable[Element]) -> Iterator[Element]:
    """The text boxes anchored in a drawing, each once."""
    for child in element:
        if child.tag == "w:txbxContent":
            yield child
        elif child.tag == "mc:AlternateContent":
            yield from boxes_in(branch_of(child))
        else:
            yield from boxes_in(child)
