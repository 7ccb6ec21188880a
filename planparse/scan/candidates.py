"""Every number that a line could begin with (候选编号); which one it is, the outline decides.

A label that Word generated is certain. A line that lists inside itself (一是…二是…) begins no item.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex

from ..inline import inline_items
from ..numbering import ATTACHMENT, BULLET, Enumerator, Style, enumerators
from ..patterns import compiled
from .line import Line

_OCCASION = compiled(r".{0,3}\d{4} ?年 ?\d{1,2} ?月 ?\d{1,2} ?日")
_HAN = "[一二三四五六七八九十]{1,3}"
_ADORNED = compiled(rf"[●■◆◇•▪▲▶►★※□➢✓·○] ?(?={_HAN}、|[(（]{_HAN}[)）]|第{_HAN}[章节])")
"""A sign in front of a number, which is there for its looks."""
_PAGED = compiled(rf"\d{{1,3}} (?=——? ?[一-鿿“]|{_HAN}、|\({_HAN}\)|第{_HAN}[编篇章节条])")
"""A page number that the text runs on behind: no number stands in front of another."""
_LIST_MARK = compiled(r"[-*+] +(?=\S)")


def candidates_of(line: Line, markdown: bool) -> tuple[Enumerator, ...]:
    """The enumerators that the line's start allows, if it begins an item at all."""
    hint = line.paragraph.hint
    if markdown and (mark := _LIST_MARK.match(line.folded)):
        return (Enumerator(BULLET, None, 0, 1, mark.end()),)
    if hint and hint.auto_label and not line.offset:
        return (_automatic(line, hint.auto_label),)
    adorned = _ADORNED.match(line.folded) or _PAGED.match(line.folded)
    found = enumerators(line.folded, adorned.end() if adorned else 0)
    if not found or _listed_inside(line.folded, found):
        return ()
    if found[0].style.name in ("dash", "bullet") and (
        _OCCASION.match(line.folded) or len(line.folded) - found[0].body < 3
    ):
        return ()
    return found


def _listed_inside(folded: str, found: Sequence[Enumerator]) -> bool:
    """Whether the line begins a list that goes on inside it (一是…二是…三是…)."""
    if not any(e.ordinal == 1 and e.style.rank >= 5.0 for e in found):
        return False
    items = inline_items(folded)
    return bool(items) and items[0].enumerator.start == 0


def _automatic(line: Line, length: int) -> Enumerator:
    """The enumerator of a label that Word generated: certain, whatever its style."""
    label = line.folded[:length].rstrip()
    body = length + (len(line.folded[length:]) - len(line.folded[length:].lstrip()))
    for found in enumerators(line.folded):
        if found.end >= len(label) and found.style is not ATTACHMENT:
            return found._replace(end=len(label), body=body, doubt=-1.0)
    numbers = [int(n) for n in regex.findall(r"\d+", label)[:6]]
    if numbers:
        style = _automatic_style(len(numbers))
        return Enumerator(style, numbers[-1], 0, len(label), body, tuple(numbers), -1.0)
    return Enumerator(_AUTO_BULLET, None, 0, len(label), body, doubt=-1.0)


_AUTO_BULLET = Style("auto-bullet", None, "", "", 8.5, 2.0)


@cache
def _automatic_style(depth: int) -> Style:
    return Style(f"auto-{depth}", None, "", "", 5.9 + depth / 20, 3.0)
