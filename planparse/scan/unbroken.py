"""Text that has lost its line ends (无换行文本), as in the cells of a data set of crawled pages.

Where lines began is told by the numbers: a number that a sentence or a heading ends before counts
if it goes on from the one before it, or is the first and a second follows. One or two such in a
long paragraph may be a list inside it; chapters, 一、 or （一） that count up to three may not.
Where lines were replaced by blanks, a blank also ends a sentence and the heading before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..numbering import Enumerator, enumerators
from ..patterns import compiled

_SHORTEST = 150
_LONG = 300
"""From here on （一） that count up are enough; in a shorter paragraph they may be its list."""
_ENOUGH = 3
_HEADING_RANK = 5.0
_ITEM_RANK = 8.0
"""Numbers above this rank stand inside sentences (一是, 第一，)."""
_MARK = compiled(
    r"(?<![\d一二三四五六七八九十第之])(?=[一二三四五六七八九十]{1,3} ?、|\d{1,2} ?[.、](?!\d)|"
    r"[(〔〈] ?(?:[一二三四五六七八九十]{1,3}|\d{1,2}) ?[)〕〉]|"
    r"第 ?[一二三四五六七八九十百零〇\d]{1,5} ?[编篇章节条]|[①-⑳⑴-⒇㈠-㈩]|"
    r"\d{1,2}(?:\.\d{1,2}){1,3} ?\p{Han})|"
    r"(?<=[。;:] ?)(?=——\p{Han})|(?=附件 ?\d{0,2}(?: |:))"
)
_ANNEXES = compiled("附件 ?: ?1[.、]")
"""The list of annexes below the text."""
_ENDS = frozenset("。;!?:”)〕】 ")
_DATED = compiled(r"\d ?[月日]$")
"""A date, with which a line may end as with a stop (完成时限：2021年9月30日)."""
_STOP = compiled("[。;!?]")
_LONGEST_HEADING = 45
_LONGEST_TITLE = 80
_GAP = compiled(r"(?<=\p{Han}[\p{Han})”》]) (?=[\p{Han}“《]|\d{4} ?年)")
_BLANK = compiled(" ")
_AFTER = compiled("(?<=[。;:!?]) (?=[^ ])")
_TITLE = compiled(
    r"[^。,;:!? ]{6,60}?(?:规划|纲要|方案|计划|意见|通知|报告|办法|措施|要点|细则)"
    r"(?=为[了深进加全切贯认落推]|根据|按照|各[市县区级部单位乡镇地省处科]|近年来|当前)"
)
"""A title that the first sentence follows."""


class _Start(NamedTuple):
    """A number that may begin a line; a dash and an annex have no number and always do."""

    start: int
    body: int
    rank: float
    family: str
    ordinal: int | None
    headed: bool
    """Whether nothing but a heading stands between it and the number before."""
    firm: bool
    """Whether that or the end of a sentence stands before it."""


def lost_ends(folded: str) -> list[tuple[int, int]]:
    """Where a line ended and the next began, in order; nothing if the paragraph is one line."""
    if len(folded) < _SHORTEST:
        return []
    starts = _counting(list(_starts(folded)))
    ranks = [start.rank for start in starts if start.ordinal and start.rank <= _HEADING_RANK]
    if len(ranks) < _ENOUGH or (len(folded) < _LONG and min(ranks) == _HEADING_RANK):
        return []
    found = {*_pieces(folded, starts[0].start), *_sentences(folded)}
    for index, start in enumerate(starts):
        if start.start:
            found.add((start.start - (folded[start.start - 1] == " "), start.start))
        end = starts[index + 1].start if index + 1 < len(starts) else len(folded)
        gap = _GAP.search(folded, start.body, min(end, start.body + _LONGEST_HEADING))
        if gap and not _STOP.search(folded, start.body, gap.start()):
            found.add(gap.span())
    return sorted(found)


def _sentences(folded: str) -> Iterator[tuple[int, int]]:
    """The blanks after sentences, unless the typist has one after most."""
    blanks = [match.span() for match in _AFTER.finditer(folded)]
    if len(blanks) * 2 <= folded.count("。"):
        yield from blanks


def _pieces(folded: str, end: int) -> Iterator[tuple[int, int]]:
    """Where short pieces in front end (title, number, date), up to the first sentence."""
    begun = 0
    title = _TITLE.match(folded, 0, end)
    if title:
        yield title.end(), title.end()
    for blank in _BLANK.finditer(folded, 0, max(0, end - 1)):
        if blank.start() - begun > _LONGEST_TITLE or _STOP.search(folded, begun, blank.start()):
            return
        yield blank.span()
        begun = blank.end()


def _starts(folded: str) -> Iterator[_Start]:
    """Every number that could begin a line."""
    ended = 0
    annexes = False
    for match in _MARK.finditer(folded):
        at = match.start()
        found = _enumerator(folded, at) if at >= ended else None
        if found is None or (annexes and found.style.rank > _HEADING_RANK):
            annexes = annexes or _ANNEXES.match(folded, at) is not None
            continue
        headed = at - ended <= _LONGEST_HEADING and not _STOP.search(folded, ended, at)
        firm = headed or folded[at - 1] in _ENDS or bool(_DATED.search(folded[max(0, at - 4) : at]))
        if firm or found.style.family == "han-comma":
            style = found.style
            yield _Start(at, found.body, style.rank, style.family, found.ordinal, headed, firm)
            ended = found.body
            annexes = False


def _enumerator(folded: str, at: int) -> Enumerator | None:
    found = enumerators(folded, at)
    if not found or found[0].doubt >= 1:
        return None
    numbered = found[0].ordinal is not None and found[0].style.rank <= _ITEM_RANK
    return found[0] if numbered or found[0].style.name in ("dash", "attachment") else None


def _heads(start: _Start, below: _Start) -> bool:
    """Whether a number stands in front of the first of its own parts (一、上半年工作（一）…)."""
    return below.headed and below.ordinal == 1 and below.rank > start.rank


def _counting(starts: list[_Start]) -> list[_Start]:
    """Those that go on from the one before of their kind, or that a second follows."""
    seconds = {start.family: at for at, start in enumerate(starts) if start.ordinal == 2}
    firm = {(start.family, start.ordinal): at for at, start in enumerate(starts) if start.firm}
    last: dict[str, int] = {}
    kept: list[_Start] = []
    for at, start in enumerate(starts):
        known = last.get(start.family, 0)
        first = start.ordinal == 1 and start.firm
        leads = at + 1 < len(starts) and _heads(start, starts[at + 1])
        first = first and (start.headed or leads or seconds.get(start.family, 0) > at)
        if not start.firm and firm.get((start.family, start.ordinal), 0) > at:
            continue
        if start.family == "attachment" or start.ordinal is None:
            kept.append(start)
        elif first or start.ordinal == known + 1 > 1:
            last[start.family] = start.ordinal
            kept.append(start)
    return kept
