"""The rows of a table whose cells stand one a line (一格一行).

A row begins with its running number or, where none is counted, where what the cells look like says
so. A cell may take several lines: which line belongs to which column is decided for a whole row at
once (``laying``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from math import inf
from operator import itemgetter

from ..patterns import compiled
from ..script import fold
from ..table_words import named
from .cells import ANSWERING, GROUP, Column, answers, is_sure, is_task, misfit, number_of
from .laying import DEAREST, Cell, laid, moved, rows_of

_TOP = compiled(
    r"[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[编章节]|附[件表]|备?注:|抄送|\(此件|分享到?:?$"
)
"""What stands below a table."""
_LONG = 200
"""Code points of a line that is no cell."""
_ROW = 60
"""Lines that a row may have."""
_WINDOW = 48
"""Lines that are laid out at once where no number begins a row."""
_PEEK = 10
"""Lines below the name of a group's first row that are looked at for its figures."""
_NEAT = 0.75
"""What the rows of such a table may cost on the average, headings of groups apart."""


class Ink:
    """A line that holds ink; few are ever looked at."""

    __slots__ = ("_folded", "end", "ink", "start")

    def __init__(self, ink: str, start: int) -> None:
        self.ink = ink
        self.start = start
        self.end = start + len(ink)
        self._folded = ""

    @property
    def folded(self) -> str:
        """The line in half width, without a stroke that ended its cell; a long one as it is."""
        if not self._folded:
            folded = fold(self.ink) if len(self.ink) <= _LONG else self.ink
            folded = folded.rstrip(" |")
            self._folded = folded or self.ink
        return self._folded

    @property
    def ends(self) -> bool:
        """Whether the line cannot stand in a table any more."""
        long = len(self.ink) > _LONG and not self.stroked
        return long or _TOP.match(self.folded) is not None

    @property
    def stroked(self) -> bool:
        """Whether a stroke ends the line, as it ends a cell."""
        return self.ink[-1] == "|"


class Stack:
    """Lines below a header, and what its columns hold; the header may come again."""

    def __init__(self, lines: Sequence[Ink], header: str, columns: Sequence[Column]) -> None:
        self._lines = lines
        self._header = header
        self._columns = columns
        self._full = False
        """Whether a row has had all its cells, so that some may reach into those below."""

    def rows(self, at: int) -> list[list[Cell]]:
        """The rows from a line on, each with the lines of its cells; none if it is no table."""
        found = self._counted(at) if self._columns[0] == "index" else self._measured(at)
        rows = list(found)
        full = [row for row in rows if sum(1 for cell in row if cell) > 1]
        sure = len(full) > 1 or (full and (all(full[0]) or self._lines[at].stroked))
        return rows if sure else []

    # -- rows with a number -------------------------------------------------------------------

    def _counted(self, at: int) -> Iterator[list[Cell]]:
        """Rows that begin with 1, 2, 3… each on a line of its own; the count may begin anew."""
        number = self._first_number(at)
        begin = self._numbered(at, at + 3, number)
        while begin is not None:
            yield from ([range(i, i + 1)] for i in range(at, begin))
            for below in self._begins(begin, number):
                end = self._end_of(begin, below)
                rows = self._rows_of(range(begin, end), whole=below is not None)
                if rows:
                    break
            self._full = self._full or any(map(all, rows))
            yield from rows
            if not rows or below is None or below == self._repeated(begin):
                return
            at, begin, number = end, below, number_of(self._lines[below].folded) or 1

    def _first_number(self, at: int) -> int:
        """The number of the first row: an extract of a table may begin with any."""
        numbers = (number_of(line.folded) for line in self._lines[at : at + 3])
        return next((number for number in numbers if number), 1)

    def _begins(self, begin: int, number: int) -> Iterator[int | None]:
        """Where the row below may begin: None if the row is the last, of which no line tells.

        The extract that an office makes of a table leaves numbers out.
        """
        repeated = self._repeated(begin)
        stop = begin + _ROW if repeated is None else repeated
        for wanted in (number + 1, 1):
            below = self._numbered(begin + 1, stop, wanted)
            if below is not None:
                yield below
        for i in range(begin + 1, min(stop, len(self._lines))):
            if (number_of(self._folded(i)) or 0) > number + 1 and self._ended(begin, i):
                yield i
                break
        yield repeated

    def _ended(self, begin: int, end: int) -> bool:
        """Whether a row may end before a line, or before the headings above it."""
        while end - begin > 1 and GROUP.match(self._folded(end - 1)):
            end -= 1
        column = self._columns[-1]
        return column in ANSWERING and misfit(self._folded(end - 1), column) < 1

    def _repeated(self, begin: int) -> int | None:
        """Where the header comes again near below a line."""
        end = min(begin + _ROW, len(self._lines))
        return next((i for i in range(begin, end) if self._lines[i].folded == self._header), None)

    def _numbered(self, at: int, end: int, number: int) -> int | None:
        """The first line of a range that is this number and no more."""
        for i in range(at, min(end, len(self._lines))):
            if number_of(self._lines[i].folded) == number:
                return i
        return None

    def _end_of(self, begin: int, below: int | None) -> int:
        """Where a row ends: before the headings of the rows below, or where the table must."""
        if below is None:
            return self._table_end(begin + 1, begin + _ROW)
        while below - begin > 2 and self._heads_group(begin, below):
            below -= 1
        return below

    def _table_end(self, at: int, end: int, *, grouped: bool = False) -> int:
        """The first line of a range that cannot stand in a table, else the end.

        Where rows are ``grouped``, the headings of their groups may look like those of chapters.
        """
        end = min(end, len(self._lines))
        stops = (i for i in range(at, end) if self._stops(self._lines[i]))
        return next((i for i in stops if not (grouped and self._heads_figures(i))), end)

    def _stops(self, line: Ink) -> bool:
        return line.ends or line.folded == self._header

    def _heads_figures(self, index: int) -> bool:
        """Whether a line with a chapter's number is followed by a row of figures (一、创新能力)."""
        last = index + 1 >= len(self._lines)
        if last or "figure" not in self._columns or not GROUP.match(self._folded(index)):
            return False
        wanted: Column = "nature" if "nature" in self._columns else "figure"
        name, *below = range(index + 1, min(index + 2 + _PEEK, len(self._lines)))
        return named(self._folded(name)) is None and any(
            is_sure(self._folded(i), wanted) for i in below
        )

    def _heads_group(self, begin: int, end: int) -> bool:
        """Whether the last line of a row is the heading of the rows below (（二）民生实事)."""
        last, column = self._lines[end - 1].folded, self._columns[-1]
        more, misfits = end - begin > len(self._columns), misfit(last, column) > 1
        if column == "nature":
            return more and misfits
        return (more or misfits) and GROUP.match(last) is not None

    def _rows_of(self, row: range, *, whole: bool) -> list[list[Cell]]:
        """The rows under one number, of which those after the first lack the cells that span all.

        None are found where a row is too dear, unless it may be what follows the table.
        """
        rows: list[list[Cell]] = []
        for part in self._parts(row):
            spanning = self._answering() - 1 if rows else 0
            ended = whole or part.stop < row.stop
            cells, cost = self._laid(part, spanning, whole=ended)
            last = part.stop == len(self._lines)
            if cost > DEAREST and self._full and (ended or last) and not rows:
                cells, cost = self._laid_below(part)
            unanswered = bool(rows) and not any(cells[self._answering() - spanning :])
            if cost > DEAREST or (unanswered and not ended):
                return [] if whole else rows
            rows.append([range(0)] * spanning + cells)
        return rows

    def _laid(self, row: range, spanning: int, *, whole: bool) -> tuple[list[Cell], float]:
        pieces = [self._lines[i].folded for i in row]
        cells, cost = laid(pieces, self._columns[spanning:], whole=whole)
        return moved(cells, row.start), cost

    def _laid_below(self, row: range) -> tuple[list[Cell], float]:
        """The cells of a row into which some that say who answers reach from above."""
        pieces = [self._lines[i].folded for i in row]
        first, columns = self._answering(), self._columns
        last = next(
            (c for c in range(first, len(columns)) if columns[c] not in ANSWERING), len(columns)
        )
        ways: list[tuple[float, list[Cell]]] = []
        for begin, end in combinations(range(first, last + 1), 2):
            kinds, above = [*columns[:begin], *columns[end:]], [range(0)] * (end - begin)
            found = [laid(pieces, kinds)]
            if len(pieces) == len(kinds):
                single = [range(i, i + 1) for i in range(len(pieces))]
                found.insert(0, (single, sum(map(misfit, pieces, kinds))))
            for cells, cost in found:
                cells = moved(cells, row.start)
                ways.append((cost, [*cells[:begin], *above, *cells[begin:]]))
        cost, cells = min(ways, key=itemgetter(0), default=(inf, []))
        return cells, cost

    def _parts(self, row: range) -> Iterator[range]:
        """The rows under one number: what is to be done after who does it begins another.

        That is so only where the header has nothing else behind those who answer.
        """
        start, answered, first = row.start, False, self._answering()
        behind = {"category", "content", "aim", "figure", "nature", "other", "any"}
        many = first < len(self._columns) < len(row)
        if many and behind.isdisjoint(self._columns[first:]):
            for i in row[2:]:
                if answered and self._answers(i - 1) and is_task(self._folded(i)):
                    yield range(start, i)
                    start, answered = i, False
                answered = answered or self._answers(i)
        yield range(start, row.stop)

    def _answers(self, index: int) -> bool:
        return answers(self._folded(index), self._columns)

    def _answering(self) -> int:
        """The first column that says who answers or when."""
        columns = self._columns
        return next((c for c, kind in enumerate(columns) if kind in ANSWERING), len(columns))

    def _folded(self, index: int) -> str:
        return self._lines[index].folded

    # -- rows without one ---------------------------------------------------------------------

    def _measured(self, at: int) -> list[list[Cell]]:
        """Rows that nothing counts, up to the first that its cells do not fit."""
        found: list[list[Cell]] = []
        costs: list[float] = []
        going = True
        while going:
            end = self._table_end(at, at + _WINDOW, grouped=True)
            going = end == at + _WINDOW
            rows = rows_of([self._folded(i) for i in range(at, end)], self._columns)
            for cells, cost in rows[: -2 if going else None]:
                full = sum(1 for cell in cells if cell) > 1
                if not self._says(cells) or (full and cost > DEAREST):
                    going = False
                    break
                found.append(moved(cells, at))
                costs += [cost] if full else []
            at = max((cell.stop for cell in found[-1]), default=at) if found else at
            going = going and bool(rows[:-2])
        while found and sum(1 for cell in found[-1] if cell) < 2:
            found.pop()
        return found if sum(costs) <= _NEAT * len(costs) else []

    def _says(self, cells: Sequence[Cell]) -> bool:
        """Whether a row has a cell that says what it is about."""
        return any(
            cell for cell, kind in zip(cells, self._columns, strict=True)
            if kind in ("category", "content", "aim")
        )  # fmt: skip
