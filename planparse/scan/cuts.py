"""Paragraphs to lines: a heading that was glued to the text before it stands apart (断行).

A paragraph is one line unless its own wording shows that it swallowed a heading: numbers inside it
count where they go up by one, or are just what the paragraphs around it lack.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import zip_longest

from ..clean import Paragraph
from ..numbering import enumerators
from ..patterns import compiled
from ..script import fold
from .line import Line
from .unbroken import lost_ends

_STOPPED = "(?<=[。:;!?)” ])"
_TOP = "[一二三四五六七八九十]{1,3} ?、"
_GLUED_TOP = compiled(rf"{_STOPPED}(?={_TOP} ?[^、。,;:]{{2}})")
_HEADED = compiled(rf"{_TOP}[^、。]{{2,30}}[。(]")
_TOP_OVER_FIRST = (
    rf"{_TOP}[^。,;:()\d]{{2,14}}(?=\([一1]\)|1\.)|{_TOP}[^。,;:() ]{{2,24}} (?=\(一\))"
)
_GLUED_FIRST = compiled(
    rf"(?:^|{_STOPPED})(?:{_TOP_OVER_FIRST}|"
    r"\([一二三四五六七八九十]{1,3}\)[^。,;:() ]{2,24} (?=1[.、]\D))"
)
"""A heading in front of the first heading below it."""
_GLUED_ARTICLE = compiled(
    r"第 ?[一二三四五六七八九十百零〇\d]{1,4} ?[编章节] ?[^。,;:第]{2,24}?(?P<blank> +)"
    r"第 ?[一二三四五六七八九十百零〇\d]{1,5} ?[章节条] "
)
"""A chapter's heading with its first article on the same line (第一章 总则 第一条 为规范…)."""


def lines_of(paragraphs: Iterable[Paragraph]) -> Iterable[Line]:
    """The lines of all paragraphs, in document order."""
    paragraphs = list(paragraphs)
    seen = _Numbers()
    starts = _Starts(paragraphs)
    for index, (paragraph, below) in enumerate(zip_longest(paragraphs, paragraphs[1:])):
        folded = fold(paragraph.text)
        start = 0
        cuts: list[tuple[int, int]] = []
        if paragraph.role == "text":
            cuts = lost_ends(folded) or sorted({*_cuts(folded), *_missing(folded, index, starts)})
        if tail := _glued_tail(folded, below.text if below else "", seen):
            cuts = [cut for cut in cuts if cut[1] < tail] + [(tail, tail)]
        seen.note(folded)
        for end, begin in cuts:
            if begin - start > 1:
                yield Line(paragraph, start, folded[start:end])
                start = begin
        yield Line(paragraph, start, folded[start:])


class _Starts:
    """The numbers that paragraphs begin with, by style: where each stands, and which it is."""

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self._paragraphs = paragraphs

    @cached_property
    def _found(self) -> dict[str, list[tuple[int, int]]]:
        found: dict[str, list[tuple[int, int]]] = {}
        for index, paragraph in enumerate(self._paragraphs):
            if paragraph.text[0] in _NUMERALS and paragraph.role == "text":
                for e in enumerators(fold(paragraph.text[:12]))[:1]:
                    found.setdefault(e.style.name, []).append((index, e.ordinal or 0))
        return found

    def lacks(self, index: int, style: str, number: int) -> bool:
        """Whether a number is just what is missing between two paragraphs around one."""
        found = self._found.get(style, [])
        at = bisect_right(found, (index, 10_000))
        before = found[at - 1][1] if at else 0
        below = found[at][1] if at < len(found) else 0
        return below == number + 1 and (before == number - 1 or (number == 1 and before != 1))


_NUMERALS = frozenset("一二三四五六七八九十0123456789(（")
_INSIDE = compiled(
    rf"{_STOPPED}(?=(?:{_TOP}|\([一二三四五六七八九十]{{1,3}}\)|\d{{1,2}}[.、](?!\d))[^、。,;:]{{2}})"
)


def _missing(folded: str, index: int, starts: _Starts) -> Iterator[tuple[int, int]]:
    """The numbers inside a paragraph that the paragraphs around it lack; 附件：1. is no such."""
    if folded[0] == "附":
        return
    for match in _INSIDE.finditer(folded, 1):
        at = match.end()
        for e in enumerators(folded, at)[:1]:
            if starts.lacks(index, e.style.name, e.ordinal or 0):
                yield at - (folded[at - 1] == " "), at


_GLUED_TAIL = compiled(
    r"(?<=[。!?)”])(?:[一二三四五六七八九十]{1,3} ?、|[(〈] ?[一二三四五六七八九十]{1,3} ?\))"
    r"[^。;:!?]{4,40}$"
)
_FIRST_BELOW = compiled(r"[(〈【] ?一 ?[)〉】]|1 ?[.、]")


class _Numbers:
    """The numbers that paragraphs began with so far; they are read when one is asked for."""

    def __init__(self) -> None:
        self._unread: list[str] = []
        self._known: set[tuple[str, int]] = set()

    def note(self, folded: str) -> None:
        """Remember the beginning of a paragraph."""
        if folded[0] in "一二三四五六七八九十([〔【〈":
            self._unread.append(folded)

    def __contains__(self, number: tuple[str, int]) -> bool:
        for folded in self._unread:
            self._known.update((e.style.family, e.ordinal or 0) for e in enumerators(folded)[:1])
        self._unread.clear()
        return number in self._known


def _glued_tail(folded: str, below: str, seen: _Numbers) -> int:
    """Where a heading begins that ends a paragraph without a stop; 0 if there is none.

    Its number goes on after one seen before, or what it numbers begins with the next paragraph.
    """
    tail = _GLUED_TAIL.search(folded, max(0, len(folded) - 48)) if len(folded) > 60 else None
    found = enumerators(folded, tail.start()) if tail else ()
    if tail is None or not found:
        return 0
    follows = (found[0].style.family, (found[0].ordinal or 0) - 1) in seen
    first = found[0].style.family == "han-comma" and _FIRST_BELOW.match(fold(below[:8]))
    return tail.start() if follows or first else 0


def _cuts(folded: str) -> Iterable[tuple[int, int]]:
    """Where headings begin inside a paragraph that swallowed them: (end before, begin)."""
    found: set[tuple[int, int]] = set()
    if folded[:1] == "第" and (article := _GLUED_ARTICLE.match(folded)):
        found.add(article.span("blank"))
    if len(folded) > 40 and "、" in folded:
        if tops := _ascending(folded, [m.end() for m in _GLUED_TOP.finditer(folded)]):
            found |= {(at - (folded[at - 1] == " "), at) for at in tops}
            found |= {(m.end(), m.end()) for m in _GLUED_FIRST.finditer(folded)}
        elif first := _GLUED_FIRST.match(folded):
            found.add((first.end(), first.end()))
    return found


def _ascending(folded: str, tops: list[int]) -> list[int]:
    """Those of the top numbers inside a paragraph that go up by one; a lone one has a heading."""
    if not tops:
        return []
    head = enumerators(folded)
    last = head[0].ordinal if head and head[0].style.name == "han-comma" else None
    found: list[int] = []
    for at in tops:
        number = next((e.ordinal for e in enumerators(folded, at)), None)
        if number is not None and (last is None or number == last + 1):
            found.append(at)
            last = number
    known = len(found) + bool(head and head[0].style.name == "han-comma")
    if known > 1 or (found and last == 1 and _HEADED.match(folded, found[0])):
        return found
    return []
