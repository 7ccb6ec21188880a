r"""Positions in the decoded source: spans in code points, lines counted from 1.

A line ends at ``\n`` only (``\r\n`` counts once), so that line
numbers agree with every editor and with ``grep -n``.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points of the decoded source: ``source[start:end]``.

    >>> Span(0, 2).of("一、总体要求")
    '一、'
    """

    start: int
    end: int

    def of(self, source: str) -> str:
        """The characters of ``source`` that the span covers."""
        return source[self.start : self.end]


@dataclass(frozen=True, slots=True, order=True)
class Lines:
    """An inclusive range of 1-based lines."""

    start: int
    end: int


class LineIndex:
    r"""Turns offsets of a text into 1-based line numbers.

    >>> LineIndex("甲\n乙\n").line(2)
    2
    """

    __slots__ = ("_starts",)

    def __init__(self, text: str) -> None:
        self._starts = array("Q", _line_starts(text))

    def line(self, offset: int) -> int:
        """The 1-based line that holds the code point at ``offset``."""
        return bisect_right(self._starts, offset)

    def lines(self, span: Span) -> Lines:
        """The inclusive line range of a span (an empty span lies on one line)."""
        return Lines(self.line(span.start), self.line(max(span.start, span.end - 1)))


def line_end(text: str, at: int) -> int:
    r"""Where the line ends that an offset lies in: at its line feed, or with the text.

    >>> line_end("甲乙\n丙", 0), line_end("甲乙\n丙", 3)
    (2, 4)
    """
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _line_starts(text: str) -> Iterator[int]:
    yield 0
    start = text.find("\n") + 1
    while start:
        yield start
        start = text.find("\n", start) + 1
