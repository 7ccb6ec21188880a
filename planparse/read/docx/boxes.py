"""Text boxes (文本框), and which branch of an alternative content is read."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element


def branch_of(element: Element) -> Element | tuple[()]:
    """The branch of an ``mc:AlternateContent`` that is read: the choice, else the fallback."""
    for tag in ("mc:Choice", "mc:Fallback"):
        branch = element.find(tag)
        if branch is not None:
            return branch
    return ()


def boxes_in(element: Element) -> Iterator[Element]:
    """The text boxes anchored in a drawing, each once."""
    for child in element:
        if child.tag == "w:txbxContent":
            yield child
        elif child.tag == "mc:AlternateContent":
            branch = branch_of(child)
            if isinstance(branch, Element):
                yield from boxes_in(branch)
        else:
            yield from boxes_in(child)
