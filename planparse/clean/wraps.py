"""Which line goes on the one above it (接行).

A line was broken by the page and not by the writer if the first word of the next line had no room
left in it. Whether a full line such as ``1.2 …`` is a whole heading or the start of a paragraph is
decided by the lines with the same kind of number. Where the document is not wrapped, lines are
joined only around a page number, or where every paragraph is indented and a line that is not goes
on an unfinished sentence; in docx and html, whose lines are paragraphs by construction, not even
there. Where hints say which lines go together (pdf) nothing is guessed.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from ..patterns import compiled
from .edges import CLOSERS, MARK
from .glued import unglue_page_numbers
from .lines import Line
from .measures import Measure, measures_of
from .mend import break_lines, mend_subscripts
from .paragraph import Edit


def join_as_told(lines: list[Line]) -> None:
    """Joins the lines whose hint says so; across page numbers and running heads, not more."""
    above: Line | None = None
    for line in lines:
        if line.aside:
            continue
        if above is not None and line.hint is not None and line.hint.joined:
            line.glue = _glue(above, line, split_words=False)
        above = line


def join_as_measured(lines: list[Line], edits: list[Edit], *, only_wrapped: bool) -> None:
    """Joins the lines that the width of the page broke, after mending what hides that width.

    Where lines are paragraphs by construction they are joined ``only_wrapped``, as where a printed
    page was made a document line by line.
    """
    if not only_wrapped:
        mend_subscripts(lines, edits)
    wrapped = _Wrapped(lines)
    if only_wrapped and not wrapped.wrapped:
        return
    if wrapped.wrapped:
        unglue_page_numbers(lines, edits)
        if break_lines(lines, wrapped.widest, edits):
            wrapped = _Wrapped(lines)
    wrapped.join()


def _glue(above: Line, line: Line, *, split_words: bool) -> str:
    """What stood between two lines before the wrap: a blank between Latin words, or nothing."""
    left, right = above.text[-1], line.text[0]
    if not left.isascii() and not right.isascii():
        return ""
    if (left.isalnum() or right.isalnum()) and (above.loose or line.indent == 1):
        return " "
    if split_words or not (left.isascii() and right.isascii()):
        return ""
    whole = left in "-/(" or right in "-/%.,;:)" or (left.isdigit() and right.isdigit())
    return "" if whole else " "


_INLINE = frozenset(("is", "first", "circled"))
"""What a sentence inside a paragraph may begin with."""
_PROSE = 34
"""From how many characters on a line with a mark in it is prose rather than a heading."""
_LABELLED = 6
_SENTENCE = 12
"""From how many characters on a line with a mark in it is part of a sentence."""
_OPEN = "，、,（(“‘《〔—"
_CELL_END = compiled(r"(?<=\p{Han}) (?=\p{Han})")
_INNER_STOP = compiled("[。；！？;]")


class _Wrapped:
    """Decides, line by line, what goes on the paragraph above (接行)."""

    def __init__(self, lines: list[Line]) -> None:
        self._lines = [line for line in lines if not line.aside]
        self._across = _across(lines)
        self._measure: Measure | None = None
        """The width the open paragraph is set to so far."""
        self._first = 0
        """Its first line."""
        self._measures = measures_of(lines)
        self.wrapped = bool(self._measures)
        self.widest = self._measures[-1] if self._measures else Measure(0, exact=True)
        self._offset = self._first_offset()
        self._margin = self._usual_indent()
        self._heads = self._heading_styles() if self.wrapped else frozenset[str]()
        self._ragged = not self.wrapped and _is_ragged(self._lines)
        self._indented = self._starts_set_in() if self.wrapped else _is_indented(lines)

    def _measure_of(self, line: Line) -> Measure:
        """The width a line is set to: the narrowest that holds it, or that of its paragraph."""
        fitting = (m for m in self._measures if m.exact or line.columns <= m.width + 4)
        found = next(fitting, self._measures[-1])
        if self._measure is not None and self._measure.width > found.width:
            return self._measure
        return found

    def _first_offset(self) -> int:
        """By how much first lines are narrower, where extraction lost their indent."""
        if not self._measures or self._measures[0].exact:
            return 0
        width = self._measures[0].width
        counts: Counter[int] = Counter()
        for above, line in pairwise(self._lines):
            starts = above.columns < width * 0.8 and line.style is None
            if starts and not line.indent and not line.finished:
                counts[line.columns] += 1
        near = sum(counts[w] for w in range(width - 6, width - 1))
        return 4 if near >= 3 and near > counts[width] + counts[width + 1] else 0

    def _usual_indent(self) -> int:
        """The indent of all but a few of the later lines of paragraphs: normally none."""
        if not self.wrapped:
            return 0
        counts = Counter(
            line.indent
            for above, line in pairwise(self._lines)
            if not above.finished and self._full(above, line)
        )
        return counts.most_common(1)[0][0] if counts else 0

    def _full(self, above: Line, line: Line) -> bool:
        return self._measure_of(above).full(above, line)

    def _heading_styles(self) -> frozenset[str]:
        """The styles of numbers whose whole-line headings of this document text follows."""
        votes = Counter({"part": 1})
        followed: Counter[str] = Counter()
        for line, below in pairwise(self._lines):
            style = line.style
            if style is None or line.leader:
                continue
            if line.finished or _INNER_STOP.search(line.text):
                votes[style] -= 1
            elif not self._full(line, below):
                votes[style] += 1
                followed[style] += -1 if below.style else 2
        return frozenset(style for style in votes if votes[style] > 0 <= followed[style])

    def _starts_set_in(self) -> bool:
        """Whether unnumbered lines below one with room left, so first ones, are set in."""
        starts = [
            line.indent >= self._margin + 2
            for above, line in pairwise(self._lines)
            if not self._full(above, line) and not line.style and len(line.text) > 20
        ]
        return len(starts) >= 3 and sum(starts) * 10 >= len(starts) * 8

    def join(self) -> None:
        """Sets the glue of every line that goes on the paragraph above it."""
        lines = self._lines
        for index in range(1, len(lines)):
            above, line = lines[index - 1], lines[index]
            if line.glue is not None:
                continue
            if self._goes_on(index):
                split = self.wrapped and self._measures[0].split_words
                line.glue = _glue(above, line, split_words=split)
            else:
                self._first, self._measure = index, None

    def _goes_on(self, index: int) -> bool:
        above, line = self._lines[index - 1], self._lines[index]
        across = index in self._across
        if line.blank and not across:
            return False
        if above.leader or line.leader:
            return False
        if not self.wrapped:
            if self._ragged:
                return self._goes_on_ragged(index)
            return self._goes_on_unwrapped(index, across=across)
        if line.indent >= self._margin + 2:
            return False
        self._measure = self._measure_of(above)
        begun = index - 1 == self._first
        full = self._measure.full(above, line, self._offset if begun and not above.indent else 0)
        style = line.style
        if above.finished:
            begins = style not in _INLINE if self._indented and style else self._begins(index)
            return full and not begins
        if begun and self._is_heading(above):
            return full and style is None and self._is_tail(index)
        if full and (style is None or above.text[-1] not in CLOSERS):
            return self._is_prose(index) or (style is None and not _is_row(above))
        return style is None and (self._nearly_full(above) or self._stops_short(index))

    def _goes_on_unwrapped(self, index: int, *, across: bool) -> bool:
        above, line, first = self._lines[index - 1], self._lines[index], self._lines[self._first]
        if above.finished or line.indent >= 2 or line.style:
            return False
        length = len(above.text) - (_LABELLED if above.style else 0)
        if length < _PROSE or not MARK.search(above.text):
            return False
        return across or above.text[-1] in "，、" or (self._indented and first.indent >= 2)

    def _goes_on_ragged(self, index: int) -> bool:
        """Whether a line goes on where lines stop anywhere: only prose does, a heading never."""
        above, line = self._lines[index - 1], self._lines[index]
        if above.finished or line.style or line.indent >= self._margin + 2:
            return False
        if index - 1 > self._first or above.style in _INLINE:
            return self._is_prose(index)
        return bool(MARK.search(above.text)) and (not above.style or len(above.text) >= _PROSE)

    def _is_heading(self, line: Line) -> bool:
        return line.style in self._heads and not _INNER_STOP.search(line.text)

    def _is_prose(self, index: int) -> bool:
        """Whether the open paragraph has a mark in it, as headings and cells rarely have."""
        lines = self._lines[max(self._first, index - 3) : index]
        return any(MARK.search(line.text) for line in lines)

    def _nearly_full(self, above: Line) -> bool:
        """Whether a line that had room left stops where no paragraph would."""
        assert self._measure is not None
        if self._measure.exact:
            return False
        share = 0.5 if above.text[-1] in _OPEN else 0.82
        return above.columns >= share * self._measure.width and bool(MARK.search(above.text))

    def _stops_short(self, index: int) -> bool:
        """Whether a short line, at the end of a page, stops inside a sentence of running prose."""
        line = self._lines[index]
        if len(line.text) < _SENTENCE or not MARK.search(line.text):
            return False
        begun = self._lines[max(self._first, index - 8) : index - 1]
        return any(_INNER_STOP.search(x.text) for x in begun)

    def _begins(self, index: int) -> bool:
        """Whether a line after a full one with a full stop begins a paragraph nevertheless."""
        line = self._lines[index]
        if self._indented:
            return False
        if line.style:
            return True
        if self._lines[index - 1].text[-1] in "：:" and line.text[0] not in "“‘":
            return True
        if line.finished or line.text[-1] in CLOSERS:
            return False
        if index + 1 == len(self._lines):
            return True
        below, measure = self._lines[index + 1], self._measure_of(line)
        return not measure.full(line, below)

    def _is_tail(self, index: int) -> bool:
        """Whether a full heading line ends on the next lines, of which the last is a short one."""
        for at in range(index, min(index + 2, len(self._lines))):
            line = self._lines[at]
            if line.finished or _INNER_STOP.search(line.text) or line.style:
                return False
            if at + 1 == len(self._lines) or not self._full(line, self._lines[at + 1]):
                return self._is_short(line)
        return False

    def _is_short(self, line: Line) -> bool:
        measure = self._measures[-1]
        return measure.exact or line.columns < measure.width * 0.6


def _is_row(line: Line) -> bool:
    """Whether blanks divide the line as they do a row of a table."""
    return len(_CELL_END.findall(line.text)) >= 2


def _across(lines: list[Line]) -> set[int]:
    """Which lines, counted without asides, follow a page number or a running head."""
    found = set()
    count = 0
    for above, line in pairwise([None, *lines]):
        if line is None or line.aside:
            continue
        if above is not None and above.aside in ("page-number", "furniture"):
            found.add(count)
        count += 1
    return found


_RAGGED = 60
"""The longest line of a text that stops anywhere."""


def _is_ragged(lines: list[Line]) -> bool:
    """Whether most lines of prose stop in the middle of a sentence, at no common width."""
    prose = [x for x in lines if len(x.text) >= _SENTENCE and not x.style and MARK.search(x.text)]
    if len(prose) < 10 or sum(len(x.text) > _RAGGED for x in lines) * 20 > len(lines):
        return False
    return sum(not x.finished for x in prose) * 3 >= len(prose) * 2


def _is_indented(lines: list[Line]) -> bool:
    """Whether the writer indents paragraphs, so that a long line at the margin goes on one."""
    long = [line for line in lines if len(line.text) > 40]
    return len(long) >= 5 and sum(line.indent >= 2 for line in long) * 10 >= len(long) * 6
