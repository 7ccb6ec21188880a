"""What cleaning gives: paragraphs, and every repair made to get them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from ..read.source import Hint, Source
from ..span import Span
from ..tree import Repair

Cuts = tuple[tuple[int, int], ...]
"""(offset in the text, offset in the source) of each run that maps one to one."""


class Edit(NamedTuple):
    """One repair: the code points ``start:end`` of the source are read as ``text``."""

    start: int
    end: int
    rule: str
    text: str


class Paragraph:
    """A logical paragraph: the repaired reading and the way back into the source.

    One that maps one to one from its start, as most do, has no ``cuts``.
    """

    __slots__ = ("_text", "cuts", "end", "hint", "role", "start")

    def __init__(
        self, text: str, start: int, end: int, cuts: Cuts, *,
        hint: Hint | None = None, role: Literal["text", "page-number"] = "text",
    ) -> None:  # fmt: skip
        self._text = text
        self.start = start
        self.end = end
        self.cuts = () if cuts == ((0, start),) else cuts
        self.hint = hint
        self.role = role

    @property
    def text(self) -> str:
        """The repaired reading."""
        return self._text

    def source(self, offset: int) -> int:
        """The source offset of ``text[offset]``; ``end`` for the offset after the last."""
        if offset >= len(self.text):
            return self.end
        cuts = self.cuts
        if not cuts:
            return self.start + offset
        index = bisect_right(cuts, offset, key=lambda cut: cut[0]) - 1
        place = cuts[index][1] + offset - cuts[index][0]
        limit = cuts[index + 1][1] if index + 1 < len(cuts) else self.end
        return min(place, limit - 1)

    def span(self, start: int, end: int) -> Span:
        """The source span of ``text[start:end]``."""
        first = self.source(start)
        if end <= start:
            return Span(first, first)
        return Span(first, self.end if end >= len(self.text) else self.source(end - 1) + 1)


class Verbatim(Paragraph):
    """A short paragraph that is read as it stands: what it says is looked up in the source."""

    __slots__ = ()

    def __init__(self, source: str, start: int, end: int, hint: Hint | None) -> None:
        super().__init__(source, start, end, (), hint=hint)

    @property
    def text(self) -> str:
        """The reading, which is that of the source."""
        return self._text[self.start : self.end]


class Cleaned:
    """The paragraphs of a source, and what was repaired to get them."""

    __slots__ = ("_edits", "paragraphs", "repairs", "source")

    def __init__(self, source: Source, paragraphs: list[Paragraph], edits: list[Edit]) -> None:
        self.source = source
        self.paragraphs = paragraphs
        self._edits = list(_outermost(edits))
        self.repairs = tuple(_repairs(self._edits))

    def edits(self) -> Iterator[Edit]:
        """Every edit in source order; replayed, they leave one paragraph a line."""
        return iter(self._edits)


def _outermost(edits: Iterable[Edit]) -> Iterator[Edit]:
    """The edits in order, without those inside of later ones, as in a line swallowed whole."""
    end = -1
    latest_first = reversed(list(edits))
    for edit in sorted(latest_first, key=lambda edit: (edit.start, -edit.end)):
        if edit.start >= end:
            yield edit
            end = edit.end


def _repairs(edits: Iterable[Edit]) -> Iterator[Repair]:
    first: dict[str, Edit] = {}
    count: Counter[str] = Counter()
    for edit in edits:
        if edit.rule != "markup":
            first.setdefault(edit.rule, edit)
            count[edit.rule] += 1
    for rule in sorted(count):
        span = Span(first[rule].start, first[rule].end)
        yield Repair(rule=rule, count=count[rule], span=span)
