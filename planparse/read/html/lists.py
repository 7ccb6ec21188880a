"""The markers that a browser prints before list items (列表编号).

The number of an ``li`` is in no text of the page: it follows from ``start``, ``reversed``,
``value`` and the items before it (HTML, 4.4.5–4.4.8), its form from ``type`` or
``list-style-type``. UEditor, the editor of many Chinese content systems, has forms of its own
(（一）、1）…), which it names with their number in the class of each item.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import regex

from ...patterns import compiled
from ..formats import write_number

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

LISTS = frozenset(("ol", "ul", "menu"))
_MOST = 32_000
_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman"}
_BULLETS = {"disc": "•", "circle": "◦", "square": "▪"}
_DOTTED = {
    "decimal": "decimal",
    "decimal-leading-zero": "decimalZero",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
}
_CHINESE = {
    "cjk-ideographic": "chineseCountingThousand",
    "simp-chinese-informal": "chineseCountingThousand",
    "trad-chinese-informal": "chineseCountingThousand",
    "cjk-decimal": "chineseCounting",
    "cjk-heavenly-stem": "ideographTraditional",
    "cjk-earthly-branch": "ideographZodiac",
}


@dataclass(slots=True)
class List:
    """An open list: how it marks its items, and the number of the next one."""

    kind: str
    ordered: bool
    number: int = 1
    step: int = 1


@cache
def _patterns() -> dict[str, regex.Pattern[str]]:
    sources = {
        "css": r"(?i)list-style(?:-type)?\s*+:\s*+([^;]++)",
        "ueditor": r"(?:^|\s)list-(?P<form>cn|num)-(?P<shape>[123])-(?P<number>\d{1,3})(?:\s|$)",
        "number": r"\s*+([-+]?\d{1,6})",
    }
    return {name: compiled(source) for name, source in sources.items()}


def list_of(node: LexborNode, tag: str, attributes: dict[str, str | None]) -> List:
    """The list that an ``ol`` or ``ul`` opens."""
    ordered = tag == "ol"
    kind = _kind(attributes, "decimal" if ordered else "disc")
    start = _number(attributes.get("start"))
    if "reversed" not in attributes or not ordered:
        return List(kind, ordered, 1 if start is None else start)
    return List(kind, ordered, _count(node) if start is None else start, -1)


def marker(inside: List, attributes: dict[str, str | None]) -> str:
    """The marker of the next item with the blank after it, '' for none; counts the item."""
    value = _number(attributes.get("value")) if inside.ordered else None
    number = inside.number if value is None else value
    inside.number = number + inside.step
    if named := _patterns()["ueditor"].search(attributes.get("class") or ""):
        fmt = "decimal" if named["form"] == "num" else "chineseCountingThousand"
        form = {"1": "{}、", "2": "{}）", "3": "（{}）"}[named["shape"]]
        return form.format(write_number(int(named["number"]), fmt))
    return _written(_kind(attributes, inside.kind), number)


def _written(kind: str, number: int) -> str:
    if kind in _BULLETS:
        return _BULLETS[kind] + " "
    if kind in _DOTTED:
        return write_number(number, _DOTTED[kind]) + ". "
    return write_number(number, _CHINESE[kind]) + "、" if kind in _CHINESE else ""


def _kind(attributes: dict[str, str | None], default: str) -> str:
    """The kind of marker that an element asks for; '' where it wants none."""
    found = _patterns()["css"].search(attributes.get("style") or "")
    for word in found[1].lower().split() if found else ():
        if word == "none":
            return ""
        if word in _BULLETS or word in _DOTTED or word in _CHINESE:
            return word
    wanted = (attributes.get("type") or "").strip()
    if wanted == "I":
        return "upper-roman"
    return _TYPES.get(wanted) or (wanted.lower() if wanted.lower() in _BULLETS else default)


def _number(value: str | None) -> int | None:
    found = _patterns()["number"].match(value or "")
    return max(-_MOST, min(_MOST, int(found[1]))) if found else None


def _count(node: LexborNode) -> int:
    count, child = 0, node.child
    while child is not None:
        count += child.tag == "li"
        child = child.next
    return count
