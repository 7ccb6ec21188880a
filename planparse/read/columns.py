"""Tables in plain text whose rows are lines: cells apart by tabs, strokes, wide or single blanks.

A table copied out of an office program keeps a tab between its cells; one taken out of a web page
has a stroke (|) there; one copied from a page or a printed text keeps two blanks or more, or one.
Tabs alone are enough where rows of as many cells follow one another. Strokes and blanks are also
used to set names, titles and menus apart, so that they count only below a header that names its
columns (序号, 指标, 责任单位…). A single blank may as well stand inside of a cell: there what the
cells look like decides which words belong together (``laying``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import merge
from itertools import chain, groupby
from math import inf
from operator import itemgetter
from typing import Literal, NamedTuple

import regex

from ..columns import width_of
from ..patterns import compiled
from ..script import fold
from ..span import line_end
from ..table_words import Meaning, holds_targets, holds_tasks, meanings, named
from ..tree import Origin
from .cells import GROUP, NARROWEST, WIDEST, Column, kind_of, misfit
from .drawn import drawn, tops
from .laying import DEAREST, laid
from .margins import is_page_number
from .source import Hint

Between = Literal["tab", "stroke", "wide", "blank"]
"""What stands between the cells of a row."""

STROKES = "|｜│"
"""What may stand between the cells of a row."""
_WIDE = compiled(r"[ \u3000\xa0]*\t[ \u3000\xa0]*|[ \u3000\xa0]{2,}")
_STROKE = compiled(rf"[{STROKES}]")
_TAB = compiled(r"\t")
_BLANK = compiled(r"(?<!\d)\s++|\s++(?!年)")
"""A blank, but not the one in 2025 年."""
_GAPS = {"stroke": _STROKE, "wide": _WIDE, "blank": _BLANK}
_HEADER = compiled(
    rf"(?m)^[ \t\u3000{STROKES}]*+(?:序\s?号|编\s?号|类\s?别|项\s?目|指\s{{0,4}}标|任\s?务|"
    rf"[^\s{STROKES}。，；;：:]{{0,8}}"
    r"(?:指\s{0,4}标|任务|工作|事项|实事|项目|名称|内容|领域|举措|措施|目标|类别))"
    rf"[ \t\u3000\xa0{STROKES}][^\n。；;：:]{{3,400}}$"
)
_RULE = compiled(rf"[-─—:+┼├┤ {STROKES}]++")
"""A line drawn between two rows."""
_LABEL = compiled(r"[:：]\s*$")
_LONGEST_CELL = 400
_NAME = 16
"""Code points of a column's name that stands in a table for certain."""
_SPLIT = 8
"""Blanks that the cells of a row may have inside."""
_NEAT = 1.0
"""A row set with single blanks that costs more is none."""
_HEADINGS = 3
"""Headings of groups that may stand above a row."""
_LONGEST_ALONE = 24
_SPANNING = 2
"""Cells in front that may span rows."""
_LOOSE = frozenset({"category", "content", "aim", "other", "any"})
"""Columns whose cells may look like anything."""
_BEGINS = compiled(r"[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）.．、]")
_FULL = 4
"""Columns of print that a cell which was broken may leave empty, those between cells included."""
_NEAR = 1
"""Columns of print by which a cell may begin beside the one above it."""
_LONGEST_HEADING = 60
Cell = tuple[int, int, int]
"""Column, start and end of a cell with ink in it."""
Row = list[Cell]
Range = tuple[int, int]


class Tables(NamedTuple):
    """The tables of a text: the cells, and the strokes and rules, which are no words of it."""

    cells: list[Hint]
    marks: list[Range]


def columns(text: str) -> Tables:
    r"""The cells of the tables in a plain text, in document order.

    >>> text = "指标\t2025年\t属性\n村数\t12\t预期性"
    >>> [text[hint.start : hint.end] for hint in columns(text).cells]
    ['指标', '2025年', '属性', '村数', '12', '预期性']
    """
    found = Tables([], [])
    for number, rows in enumerate(_tables(text, found.marks), 1):
        for row, cells in enumerate(rows, 1):
            for column, start, end in cells:
                origin = Origin(table=number, row=row, column=column)
                found.cells.append(Hint(start, end, "cell", origin=origin))
    return found


def _tables(text: str, marks: list[Range]) -> Iterator[list[Row]]:
    tabbed = _Tabbed(text)
    until = 0
    for start, sorts in _starts(text):
        if start < until:
            continue
        end = line_end(text, start)
        if "drawn" in sorts:
            table = drawn(text, start)
            until = table.end
            yield from chain(tabbed.close(), [table.rows] if table.rows else [])
            marks += table.marks
        elif text.count("\t", start, end) >= 2:
            yield from tabbed.add(start, end)
        elif "header" in sorts and (sheet := _sheet(text, start, end)):
            tables, until = sheet.tables(end + 1)
            if tables:
                yield from chain(tabbed.close(), tables)
                marks += sheet.marks
    yield from tabbed.close()


def _starts(text: str) -> Iterator[tuple[int, set[str]]]:
    """The beginnings of lines with a tab, of drawings and of what may be a header, in order."""
    found = merge(
        ((start, "tab") for start in _with_tabs(text)),
        ((start, "drawn") for start in tops(text)),
        ((match.start(), "header") for match in _HEADER.finditer(text)),
    )
    for start, same in groupby(found, itemgetter(0)):
        yield start, {sort for _, sort in same}


def _with_tabs(text: str) -> Iterator[int]:
    at = text.find("\t")
    while at >= 0:
        yield text.rfind("\n", 0, at) + 1
        at = text.find("\t", line_end(text, at))


class _Tabbed:
    """The rows set with tabs that follow one another."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._rows: list[Row] = []

    def add(self, start: int, end: int) -> Iterator[list[Row]]:
        """Take a line as a row; the table before it, if the line begins another."""
        text, rows = self._text, self._rows
        cells = list(_cells(text, start, end, "tab"))
        if not cells or _is_stamp(text, cells) or (len(cells) < 2 and cells[0][0] > 1):
            return
        apart = rows and text[rows[-1][-1][2] : start].strip()
        if rows and (apart or cells[-1][0] > rows[0][-1][0] + 1):
            yield from self.close()
        self._rows.append(cells)

    def close(self) -> Iterator[list[Row]]:
        """The table so far, if it has enough rows and cells, or is the header of those below."""
        rows, self._rows = self._rows, []
        if not rows or max(cells[-1][0] for cells in rows) < NARROWEST:
            return
        longest = max(end - start for cells in rows for _, start, end in cells)
        if longest <= _LONGEST_CELL and (len(rows) >= 2 or _is_head(self._text, rows[0])):
            yield rows


def _is_head(text: str, cells: Row) -> bool:
    names = [text[start:end] for _, start, end in cells]
    return max(map(len, names)) <= _NAME and _is_header(meanings(names))


def _is_header(meant: Sequence[Meaning | None]) -> bool:
    counted = "number" in meant and holds_tasks([*meant, "task"])
    return counted or holds_tasks(meant) or holds_targets(meant)


def _is_stamp(text: str, cells: Row) -> bool:
    """Whether a row is of a page's index table (索引号：…), which is read as it stands."""
    return bool(cells) and _LABEL.search(text[cells[0][1] : cells[0][2]]) is not None


def _sheet(text: str, start: int, end: int) -> _Sheet | None:
    """The table that a line is the header of, by what stands between the names."""
    line = text[start:end]
    if len(_STROKE.findall(line)) >= 2:
        found = _Sheet(text, start, end, "stroke")
        return found if found.is_named(2) and _is_header(found.meant) else None
    found = _Sheet(text, start, end, "wide")
    if found.is_named(2):
        return found
    names = line.split()
    counted = bool(names) and named(names[0]) == "number"
    if not counted and not all(map(named, names)):
        return None
    found = _Sheet(text, start, end, "blank")
    known = found.width // 2 + 1 if counted else found.width
    return found if found.is_named(known) and _is_header(found.meant) else None


class _Sheet:
    """A table below a header that names its columns."""

    def __init__(self, text: str, start: int, end: int, between: Between) -> None:
        self._text = text
        self._between = between
        self.marks: list[Range] = []
        self._framed = between == "stroke" and text[start:end].lstrip()[:1] in STROKES
        self._header = list(self._split(start, end))
        self._names = self._words(self._header)
        self.meant = meanings(self._names)
        self._kinds: list[Column] = [kind_of(meaning) for meaning in self.meant]
        self.width = len(self._header)
        self._places = self._places_of(start, self._header)
        self._mark(start, end)

    def _split(self, start: int, end: int) -> Iterator[Cell]:
        """The cells of a line; where strokes frame the table the first of them parts none."""
        found = _cells(self._text, start, end, self._between)
        return ((column - self._framed, a, b) for column, a, b in found)

    def is_named(self, known: int) -> bool:
        """Whether so many of its columns, no fewer, have a name that says what they hold."""
        told = sum(1 for meaning in self.meant if meaning)
        short = max(map(len, self._names), default=0) <= _NAME
        return NARROWEST <= self.width <= WIDEST and short and told >= known

    def tables(self, at: int) -> tuple[list[list[Row]], int]:
        """The header with the rows below it, and where they end; none without a row.

        Below the heading of a group, and where the header comes again, the rows make a table of
        their own; headings without a number are rows themselves.
        """
        tables = [[self._header]]
        until = at
        headed, alone = False, list[Row]()
        while at < len(self._text):
            end = line_end(self._text, at)
            row = self._row(at, end)
            if row and not headed and not alone and self._goes_on(row, tables[-1], at):
                tables[-1][-1] += row
            elif row:
                if headed or self._words(row) == self._names:
                    tables.append([])
                tables[-1] += [*alone, row]
                headed, alone = False, []
            elif not self._is_nothing(at, end):
                if headed or len(alone) == _HEADINGS:
                    break
                if self._is_heading(at, end):
                    headed = True
                elif heading := self._alone(at, end):
                    alone.append(heading)
                else:
                    break
            if row:
                self._mark(at, end)
                until = end + 1
            at = end + 1
        return (tables, until) if sum(map(len, tables)) > 1 else ([], until)

    def _goes_on(self, row: Row, rows: list[Row], at: int) -> bool:
        """Whether a line goes on the row right above it, as where print broke its cells.

        It begins a row of its own where there was room above, and all that answers or counts is
        whole here and there.
        """
        if self._between != "wide" or row[0][0] == 1 or len(rows) < 2:
            return False
        if self._text.count("\n", rows[-1][-1][2], at) != 1:
            return False
        kinds = [self._kinds[column - 1] for column, _, _ in row]
        if "nature" in kinds:
            return False
        told = [at for at, kind in enumerate(kinds) if kind not in _LOOSE]
        above = {column: (start, end) for column, start, end in rows[-1]}
        pieces = [(self._text[a:b], kinds[at]) for at in told for _, a, b in [row[at]]]
        pieces += [
            (self._text[slice(*above[row[at][0]])], kinds[at]) for at in told if row[at][0] in above
        ]
        whole = bool(told) and not any(misfit(fold(piece), kind) for piece, kind in pieces)
        full = any(
            self._is_full(above[column], column) and not _BEGINS.match(self._text, start)
            for column, start, _ in row
            if column in above and self._kinds[column - 1] in _LOOSE
        )
        return full or not whole or len(row) < self.width - _SPANNING

    def _is_full(self, cell: Range, column: int) -> bool:
        """Whether an unfinished cell reaches to the next column."""
        start = self._text.rfind("\n", 0, cell[0]) + 1
        behind = self._places[column] if column < self.width else inf
        full = width_of(self._text[start : cell[1]]) + _FULL >= behind
        return full and self._text[cell[1] - 1] not in "。；;"

    def _alone(self, start: int, end: int) -> Row:
        """The heading of a group that stands by itself in a line, as a row of one cell."""
        line = self._text[start:end]
        words = line.strip()
        if self._between == "stroke" or not 0 < len(words) <= _LONGEST_ALONE or " " in words:
            return []
        if line[0].isspace() or words[-1] in "。；;：:，":
            return []
        return [(1, start, start + len(words))]

    def _row(self, start: int, end: int) -> Row:
        """The cells of a line, or none if it is no row of the table."""
        cells = list(self._split(start, end))
        if not cells or self._is_rule(start, end):
            return []
        if self._between == "wide":
            if len(cells) == self.width:
                self._places = self._places_of(start, cells)
                return cells
            return self._placed(start, cells)
        if self._between == "blank":
            return self._pieced(cells)
        strokes = len(_STROKE.findall(self._text, start, end))
        alone = len(cells) == 1 and strokes < self.width - 1
        if not strokes or alone or cells[-1][0] > self.width or _is_stamp(self._text, cells):
            return []
        spanned = 1 < len(cells) == cells[-1][0] < self.width
        return self._shifted(cells) if spanned else cells

    def _places_of(self, start: int, cells: Row) -> list[int]:
        """How far from the margin the cells of a line begin."""
        return [width_of(self._text[start:begin]) for _, begin, _ in cells]

    def _placed(self, start: int, cells: Row) -> Row:
        """The cells of a line that lacks some, each below what it goes on or stands under."""
        row: Row = []
        for place, (_, begin, end) in zip(self._places_of(start, cells), cells, strict=True):
            at = min(range(self.width), key=lambda at: abs(self._places[at] - place))
            behind = [*self._places[at + 1 :], inf][0]
            fits = place + width_of(self._text[begin:end]) <= behind
            if abs(self._places[at] - place) > _NEAR or not fits or (row and at < row[-1][0]):
                return []
            row.append((at + 1, begin, end))
        first = row[0][0] == 1
        named = GROUP.match(fold(self._text[row[0][1] : row[0][2]])) is not None
        return [] if (named and len(row) == 1) or (first and len(row) < self.width - 1) else row

    def _pieced(self, words: Row) -> Row:
        """The cells that the words of a line make; those in front may span the rows above."""
        if not self.width - _SPANNING <= len(words) <= self.width + _SPLIT:
            return []
        for lacking in range(_SPANNING + 1):
            kinds = self._kinds[lacking:]
            cells, cost = laid(self._words(words), kinds)
            filled = [kind for cell, kind in zip(cells, kinds, strict=True) if cell]
            if cost <= (_NEAT if not lacking else _NEAT / 2) and "content" in filled:
                return [
                    (column, words[cell.start][1], words[cell.stop - 1][2])
                    for column, cell in enumerate(cells, lacking + 1) if cell
                ]  # fmt: skip
            if kinds[0] not in ("index", "category", "content"):
                break
        return []

    def _shifted(self, cells: Row) -> Row:
        """The cells of a row that lacks some, as it does where those in front span rows above."""
        words = self._words(cells)
        places, cost = laid(words, self._kinds)
        for lacking in range(self.width - len(cells), 0, -1):
            behind = sum(map(misfit, words, self._kinds[lacking:]))
            if behind <= min(cost, DEAREST):
                return [(column + lacking, start, end) for column, start, end in cells]
            if cost <= DEAREST:
                break
        if cost > DEAREST or max(map(len, places)) > 1:
            return cells
        columns = [column for column, place in enumerate(places, 1) if place]
        return [(column, a, b) for column, (_, a, b) in zip(columns, cells, strict=True)]

    def _words(self, cells: Row) -> list[str]:
        return [fold(self._text[start:end]) for _, start, end in cells]

    def _is_nothing(self, start: int, end: int) -> bool:
        """Whether a line is blank, a page number, or a rule between two rows."""
        if self._is_rule(start, end):
            self.marks.append((start, end))
            return True
        line = self._text[start:end].strip()
        return not line or is_page_number(line)

    def _is_rule(self, start: int, end: int) -> bool:
        return self._between == "stroke" and bool(_RULE.fullmatch(self._text, start, end))

    def _is_heading(self, start: int, end: int) -> bool:
        line = self._text[start:end].strip()
        return len(line) <= _LONGEST_HEADING and GROUP.match(fold(line)) is not None

    def _mark(self, start: int, end: int) -> None:
        if self._between == "stroke":
            self.marks += [match.span() for match in _STROKE.finditer(self._text, start, end)]


def _cells(text: str, start: int, end: int, between: Between) -> Iterator[Cell]:
    """The cells of a line by what stands between them; the empty ones count, too."""
    if between == "tab":
        yield from _filled(text, start, end, _TAB)
        return
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    yield from _filled(text, start, end, _GAPS[between])


def _filled(text: str, start: int, end: int, gap: regex.Pattern[str]) -> Iterator[Cell]:
    ends = [*(match.span() for match in gap.finditer(text, start, end)), (end, end)]
    for column, (until, after) in enumerate(ends, 1):
        piece = text[start:until]
        content = piece.strip()
        if content:
            begin = start + piece.index(content[0])
            yield column, begin, begin + len(content)
        start = after
