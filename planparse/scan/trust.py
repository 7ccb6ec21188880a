"""Numbers without their mark (一 总体要求, 1 总则, 01 …) that the rest of the document bears out.

Alone such a number could be a quantity or a table's cell, so its candidate is doubted. It is
trusted where lines of its kind count up, come before all other numbers, or have their parts below.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from ..numbering import BULLET, STYLES, Enumerator
from ..patterns import compiled
from .line import Line

_HYPHEN = compiled(r"- (?=[^\s\d-])")
_CELLS = compiled(r".\d|[%\[\]]|约束性|预期性")


def trust_bare_numbers(lines: list[Line]) -> None:
    """“1 总则” is a heading where “1.1 …” follows somewhere (GB/T 1.1-2020, 章 and 条).

    So is the chapter after two or more such, though nothing stands below it.
    """
    _trust_blanks(lines)
    _trust_zeros(lines)
    _trust_list_marks(lines)
    first = {e.path[0] for x in lines for e in x.candidates[:1] if len(e.path) == 2 and e.doubt < 1}
    titles = before = 0
    for line in lines if first else ():
        for e in line.candidates[:1]:
            follows = titles > 1 and e.ordinal == before + 1 and not _CELLS.search(line.folded)
            known = e.ordinal in first or follows
            if e.style.name == "arabic-bare" and known and len(line.folded) <= 30:
                style = STYLES["arabic-title"]
                line.candidates = (replace(e, style=style, path=(e.ordinal or 0,), doubt=0.0),)
                before = e.ordinal or 0
                titles += 1


def _trust_blanks(lines: list[Line]) -> None:
    """“一 总体要求” without its 、 is a heading where such lines count up from one."""
    for name in ("han-blank", "arabic-bare"):
        marked = [
            x for x in lines
            if x.candidates and x.candidates[0].style.name == name and len(x.folded) <= 24
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
            style = STYLES["han-comma" if name == "han-blank" else "arabic-title"]
            line.candidates = (replace(line.candidates[0], style=style, doubt=0.2),)


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
            line.candidates = (replace(line.candidates[0], style=STYLES["zero-title"], doubt=0.0),)


def _trust_list_marks(lines: list[Line]) -> None:
    """“- …” is a list where such lines follow one another, as in Markdown that lost its name."""
    for before, line in pairwise([x for x in lines if x.part == "text"]):
        if all(not x.candidates or x.candidates[0].style is BULLET for x in (before, line)) and (
            (a := _HYPHEN.match(before.folded)) and (b := _HYPHEN.match(line.folded))
        ):
            for x, mark in ((before, a), (line, b)):
                x.candidates = (Enumerator(BULLET, None, 0, 1, mark.end()),)
