"""What the properties of an element say: on or off, a word, a count (属性)."""

from __future__ import annotations

from xml.etree.ElementTree import Element


def at(element: Element | None, path: str) -> Element | None:
    """The first child at the end of a path of short names (``a:b/c:d``), None if any is missing.

    ElementTree's own paths would take ``a:`` for a prefix to be looked up.
    """
    for tag in path.split("/"):
        if element is None:
            return None
        element = element.find(tag)
    return element


def flag(element: Element | None, path: str) -> bool | None:
    """An on/off property of Word at ``path``, None where it is not set."""
    child = at(element, path)
    return None if child is None else child.get("w:val", "1") not in ("0", "false", "off")


def value(element: Element | None, path: str) -> str | None:
    """The ``w:val`` of the element at ``path``."""
    child = at(element, path)
    return None if child is None else child.get("w:val")


def count(value: str | None, default: int = 0, *, most: int = 1_000_000) -> int:
    """An integer attribute kept within ``-most … most``; ``default`` if absent or not a number.

    >>> count("12"), count("x", 1), count("9" * 30)
    (12, 1, 1000000)
    """
    if value is None or len(value) > 40:
        return default
    try:
        number = int(value)
    except ValueError:
        return default
    return max(-most, min(most, number))
