"""Numbers without their mark (一 总体要求, 1 总则, 01 …) that the rest of the document bears out.

Alone such a number could be a quantity or a table's cell, so its candidate is doubted. It is
trusted where lines of its kind count up, come before all other numbers, or have their parts below.
"""

from __future__ import annotations

from itertools import pairwise

from ..numbering import BULLET, STYLES, Enumerator
from ..patterns import compiled
from .line import Line

_HYPHEN = compiled(r"- (?=[^\s\d-])")
_CELLS = compiled(r".\d|[%\[\]]|约束性|预期性")


def trust_bare_numbers(lines: list[Line]) -> None:
    """Give the bare numbers that other lines bear out the style of a heading."""
    _trust_blanks(lines)
    _trust_stops(lines)
    _trust_zeros(lines)
    _trust_list_marks(lines)
    _trust_chapters(lines)


def _trust_chapters(lines: list[Line]) -> None:
    """“1 总则” is a heading where “1.1 …” follows somewhere (GB/T 1.1-2020, 章 and 条).

    So is the next chapter after such, and the first before such, though nothing stands below it.
    """
    first = {e.path[0] for x in lines if (e := _first(x)) and _is_clause(e)}
    before = titles = 0
    for k, line in enumerate(lines) if first else ():
        e = _first(line)
        if e is None or e.ordinal is None:
            continue
        if _is_clause(e):
            before = e.path[0]
        elif e.style.name == "arabic-bare" and len(line.folded) <= 30:
            leads = not before and e.ordinal == 1 and 2 in first and len(line.folded) <= 12
            follows = before and e.ordinal == before + 1 and _heads(lines, k, titles > 1)
            if e.ordinal in first or leads or follows:
                style = STYLES["arabic-title"]
                line.candidates = (e._replace(style=style, path=(e.ordinal,), doubt=0.0),)
                before = e.ordinal
                titles += 1


def _first(line: Line) -> Enumerator | None:
    return line.candidates[0] if line.candidates else None


def _is_clause(e: Enumerator) -> bool:
    """Whether a number has two parts (1.1), and no letter as its first."""
    return e.style.name == "decimal-2" and e.doubt < 1


def _heads(lines: list[Line], k: int, known: bool) -> bool:
    """Whether a bare number begins no row of a table: its neighbours begin otherwise."""
    if _CELLS.search(lines[k].folded):
        return False
    beside = [e for x in lines[max(k - 1, 0) : k + 2] if x is not lines[k] and (e := _first(x))]
    return known or all(e.style.name != "arabic-bare" for e in beside)


def _trust_blanks(lines: list[Line]) -> None:
    """“一 总体要求” and “一，总体要求” are headings where such lines count up from one."""
    for name, longest in (("han-blank", 24), ("han-mark", 60), ("arabic-bare", 24)):
        marked = [
            x for x in lines
            if x.candidates and x.candidates[0].style.name == name and len(x.folded) <= longest
            and x.folded[-1] not in "。;,"
        ]  # fmt: skip
        ordinals = [x.candidates[0].ordinal for x in marked]
        if not (1 in ordinals and 2 in ordinals) or any(x.part != "text" for x in marked):
            continue
        if name == "arabic-bare" and not any(
            x.candidates and x.candidates[0].style.family == "han-comma" for x in lines
        ):
            continue
        if name == "arabic-bare" and any(b.index == a.index + 1 for a, b in pairwise(marked)):
            continue
        for line in marked:
            style = STYLES["arabic-title" if name == "arabic-bare" else "han-comma"]
            line.candidates = (line.candidates[0]._replace(style=style, doubt=0.2),)


def _trust_stops(lines: list[Line]) -> None:
    """“1。加强…” is an item where such lines count up: a scanner or a translator set the stop."""
    marked = [x for x in lines if (e := _first(x)) and e.style.name == "arabic-mark"]
    if {1, 2} <= {x.candidates[0].ordinal for x in marked}:
        for line in marked:
            style = STYLES["arabic-dot"]
            line.candidates = (line.candidates[0]._replace(style=style, doubt=0.2),)


def _trust_zeros(lines: list[Line]) -> None:
    """01, 02… are the outermost numbers where they come before any other: first seen, outermost."""
    marked: list[Line] = []
    for line in lines:
        first = line.candidates[0] if line.candidates else None
        if first is None or (first.style.rank >= 7 and first.style.name != "zero-bare"):
            continue
        if first.style.name != "zero-bare":
            if not marked:
                return
        elif len(line.folded) <= 30 and line.folded[-1] not in "。;,":
            marked.append(line)
    if [x.candidates[0].ordinal for x in marked[:2]] == [1, 2]:
        for line in marked:
            line.candidates = (line.candidates[0]._replace(style=STYLES["zero-title"], doubt=0.0),)


def _trust_list_marks(lines: list[Line]) -> None:
    """“- …” is a list where such lines follow one another, as in Markdown that lost its name.

    So it is where three of them each begin a paragraph with text of its own below.
    """
    pairs = list(pairwise([x for x in lines if x.part == "text"]))
    begun = [b for a, b in pairs if _HYPHEN.match(b.folded) and _may_end(a) and not b.candidates]
    for before, line in pairs:
        if all(not x.candidates or x.candidates[0].style is BULLET for x in (before, line)) and (
            _HYPHEN.match(before.folded) and _HYPHEN.match(line.folded)
        ):
            _make_bullets(before, line)
    if len(begun) >= 3:
        _make_bullets(*begun)


def _may_end(line: Line) -> bool:
    """Whether a list may begin after a line: a heading, or the end of a paragraph."""
    return bool(line.candidates) or line.folded[-1] in "。:;"


def _make_bullets(*lines: Line) -> None:
    for line in lines:
        if mark := _HYPHEN.match(line.folded):
            line.candidates = (Enumerator(BULLET, None, 0, 1, mark.end()),)
