"""The widths that the lines of a document are set to (行宽).

They follow from what most long lines share, measured in characters if these agree exactly (text cut
by a program) and in columns otherwise (text copied from a pdf; a box may be set wider than the
body). A document without such a width is not wrapped.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from ..patterns import compiled
from .edges import MARK, columns_of
from .lines import Line

_LATIN = compiled(r"[A-Za-z0-9.%]+")
_ASCII = compiled("[!-~]")


class Measure(NamedTuple):
    """How wide lines are set."""

    width: int
    exact: bool
    """Counted in characters, and cut there without regard to words or marks."""
    split_words: bool = False

    def full(self, line: Line, below: Line, offset: int = 0) -> bool:
        """Whether the first word of the line below had no room left on this one."""
        if self.exact:
            room = self.width - line.chars
            if self.split_words:
                return room <= 0
            word = _LATIN.match(below.text)
            return room < (word.end() if word else 1)
        even = line.finished and not _ASCII.search(line.text)
        return line.columns + offset + below.word > self.width - (0 if even else 1)


_EXACT = (12, 120)
_LOOSE = (24, 120)
_LONGEST = 160
_ENOUGH_FULL = 6


def measures_of(lines: list[Line]) -> list[Measure]:
    """The widths lines are wrapped at, narrowest first; empty if the text is not wrapped."""
    long = [line for line in lines if not line.aside and not line.leader]
    exact = _exact_measure(long)
    if exact:
        return [exact]
    _set_columns(long)
    found: list[Measure] = []
    rest, full = long, 0
    while len(found) < 3:
        width = _loose_measure(rest, lines)
        if width is None:
            break
        found.append(Measure(width, exact=False))
        rest = [line for line in rest if line.columns > width + 4]
        full += sum(width - 3 <= line.columns <= width + 2 for line in long)
    return found if len(rest) * 8 <= full else []


def _set_columns(lines: list[Line]) -> None:
    indents = Counter(line.indent for line in lines)
    margin = 0
    if indents and 0 not in indents:
        margin = min(indents)
    for line in lines:
        if len(line.text) <= _LONGEST:
            line.columns = line.indent - margin + columns_of(line.text)
        else:
            line.columns = 2 * len(line.text)


def _exact_measure(lines: list[Line]) -> Measure | None:
    counts = Counter(line.chars for line in lines)
    longer = 0
    for width in sorted(counts, reverse=True):
        full = counts[width]
        if full >= 4 and longer * 20 <= full and _EXACT[0] <= width <= _EXACT[1]:
            half = sum(n for w, n in counts.items() if width // 2 < w <= width)
            if full * 4 >= half and _looks_cut(lines, [line.chars == width for line in lines]):
                return Measure(width, exact=True, split_words=_splits_words(lines, width))
        longer += full
    return None


def _looks_cut(lines: list[Line], is_full: list[bool]) -> bool:
    """Whether the full lines stop in the middle of sentences that the next lines go on."""
    full = [i for i in range(len(lines) - 1) if is_full[i]]
    open_ended = [i for i in full if not lines[i].finished]
    going_on = sum(1 for i in open_ended if lines[i + 1].style is None)
    prose = sum(1 for i in full if MARK.search(lines[i].text))
    return (
        len(open_ended) * 10 >= len(full) * 6
        and going_on * 10 >= len(open_ended) * 7
        and prose * 10 >= len(full) * 4
    )


def _splits_words(lines: list[Line], width: int) -> bool:
    """Whether full lines end inside Latin words and numbers."""
    return any(
        above.chars == width
        and not above.loose
        and below.indent == 0
        and bool(_LATIN.fullmatch(above.text[-1] + below.text[0]))
        for above, below in pairwise(lines)
    )


def _loose_measure(lines: list[Line], document: list[Line]) -> int | None:
    counts = Counter(line.columns for line in lines)
    low, high = _LOOSE
    width = max(
        (w for w in counts if low <= w <= high),
        key=lambda w: (2 * counts[w] + counts[w - 1] + counts[w + 1], w),
        default=0,
    )
    if not width:
        return None
    full = sum(counts[w] for w in range(width - 3, width + 3))
    half = sum(n for w, n in counts.items() if width // 2 < w <= width + 2)
    if full < _ENOUGH_FULL or full * 20 < half * 9:
        return None
    if not _looks_cut(document, [width - 3 <= line.columns <= width + 2 for line in document]):
        return None
    return width
