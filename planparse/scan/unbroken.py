"""Text that has lost its line ends (无换行文本), as in the cells of a data set of crawled pages.

Where lines began is told by the numbers: a number that a sentence or a heading ends before counts
if it goes on from the one before it, or is the first and a second follows. One or two such in a long
paragraph may be a list inside it; chapters, 一、 or （一） that count up to three may not. Where lines
were replaced by blanks, a blank also ends a heading.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..numbering import Enumerator, enumerators
from ..patterns import compiled

_SHORTEST = 400
_ENOUGH = 3
_HEADING_RANK = 5.0
_ITEM_RANK = 8.0
"""Numbers above this rank stand inside sentences (一是, 第一，)."""
_MARK = compiled(
    r"(?=[一二三四五六七八九十]{1,3} ?、|[(〔] ?(?:[一二三四五六七八九十]{1,3}|\d{1,2}) ?[)〕]|"
    r"\d{1,2} ?[.、](?!\d)|第 ?[一二三四五六七八九十百零〇\d]{1,5} ?[编篇章节条]|[①-⑳])"
)
_ENDS = frozenset("。;!?:”)〕】 ")
_STOP = compiled("[。;!?]")
_LONGEST_HEADING = 45
_GAP = compiled(r"(?<=[\p{Han})”》]) (?=[\p{Han}“《])")


class _Number(NamedTuple):
    start: int
    body: int
    rank: float
    family: str
    ordinal: int


def lost_ends(folded: str) -> Iterator[tuple[int, int]]:
    """Where a line ended and the next began, in order; nothing if the paragraph is one line."""
    if len(folded) < _SHORTEST:
        return
    numbers = _counting(list(_numbers(folded)))
    if sum(1 for number in numbers if number.rank <= _HEADING_RANK) < _ENOUGH:
        return
    begun = 0
    for number in (*numbers, None):
        end = number.start if number else len(folded)
        gap = _GAP.search(folded, begun, min(end, begun + _LONGEST_HEADING))
        if gap and not _STOP.search(folded, begun, gap.start()):
            yield gap.span()
        if number and end:
            yield end - (folded[end - 1] == " "), end
            begun = number.body


def _numbers(folded: str) -> Iterator[_Number]:
    """Every number that could begin a line."""
    ended = 0
    for match in _MARK.finditer(folded):
        at = match.start()
        heading = at - ended <= _LONGEST_HEADING and not _STOP.search(folded, ended, at)
        if at and folded[at - 1] not in _ENDS and not heading:
            continue
        found = _enumerator(folded, at)
        if found is not None and found.ordinal is not None:
            style = found.style
            yield _Number(at, found.body, style.rank, style.family, found.ordinal)
            ended = found.body


def _enumerator(folded: str, at: int) -> Enumerator | None:
    found = enumerators(folded, at)
    return found[0] if found and found[0].doubt < 1 and found[0].style.rank <= _ITEM_RANK else None


def _counting(numbers: list[_Number]) -> list[_Number]:
    """Those that go on from the one before of their kind, or that a second follows."""
    seconds = {number.family: at for at, number in enumerate(numbers) if number.ordinal == 2}
    last: dict[str, int] = {}
    kept: list[_Number] = []
    for at, number in enumerate(numbers):
        first = number.ordinal == 1 and seconds.get(number.family, 0) > at
        if first or number.ordinal == last.get(number.family, 0) + 1 > 1:
            last[number.family] = number.ordinal
            kept.append(number)
    return kept
