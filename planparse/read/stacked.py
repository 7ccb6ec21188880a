"""Tables in plain text that were laid flat, one cell a line (一格一行的任务分解表).

A page copied as text often leaves each cell of a table on a line of its own. The table begins
where short lines name its columns (序号, 重点任务, 责任单位, 完成时限). Its rows are told by their
running number or, where none is counted, by their length. A cell may take several lines: which line
belongs to which column is decided for a whole row at once, by what a unit, a time or a task looks
like.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from math import inf

from ..patterns import compiled
from ..script import fold
from ..table_words import LONGEST_NAME
from ..tree import Origin
from .cells import (
    ANSWERING,
    EMPTY,
    LONGER,
    Column,
    answers,
    column_of,
    is_task,
    misfit,
    number_of,
)
from .source import Hint

_LIKELY = compiled(
    r"(?m)^[ \t\u3000]*+[^\n:：，。；、（(]{0,8}?"
    r"(?:责\s?任|牵头|配合|分工|时\s?限|节点|负责|承办|主办|时间|期限|领导|进度)[^\n:：，。；、]{0,8}$"
)
"""A line that may name a column of those who answer, or of when; few texts have one."""
_NARROWEST, _WIDEST = 3, 12
"""Columns of a table."""

_GROUP = compiled(
    r"\(?[一二三四五六七八九十]{1,3}[)、]|第[一二三四五六七八九十]{1,3}[章节类]|[^。;,]{2,16}\(\d+项\)$"
)
"""The heading of a group of rows."""
_TOP = compiled(
    r"[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[编章节]|附[件表]|备?注:|抄送|\(此件|分享到?:?$"
)
"""What stands below a table."""
_BROKEN = 4
"""Code points of each half of a column's name that was broken in two."""
_LONG = 200
"""Code points of a line that is no cell."""
_ROW = 60
"""Lines that a row may have."""
_DEAREST = 1.75
"""A row that costs more is none."""


class _Ink:
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
            folded = fold(self.ink).rstrip(" |") if len(self.ink) <= _LONG else self.ink
            self._folded = folded or self.ink
        return self._folded


def stacked(text: str, first: int = 1) -> Iterator[Hint]:
    r"""The cells of the flattened task tables in a plain text, in document order.

    >>> table = "序号\n重点任务\n责任单位\n1\n新建小学\n县教育局\n2\n修建道路\n县交通局\n"
    >>> [(hint.origin.row, table[hint.start : hint.end]) for hint in stacked(table)][3:6]
    [(2, '1'), (2, '新建小学'), (2, '县教育局')]

    Args:
        text: the whole text.
        first: the number of the first table.
    """
    ends = [match.end() for match in _LIKELY.finditer(text)]
    if not ends:
        return
    lines = list(_lines(text))
    starts = [line.start for line in lines]
    at = 0
    for end in ends:
        likely = bisect_left(starts, end) - 1
        at = max(at, likely - 2 * _WIDEST)
        while at <= likely:
            head, at = _header(lines, at)
            while len(head) >= _NARROWEST:
                rows, after = _rows(lines, at, [kind for _, kind in head])
                if rows:
                    yield from _hints(lines, first, [[cell for cell, _ in head], *rows])
                    first, at = first + 1, after
                    break
                del head[0]  # the table's own name may look like that of a column (重点任务清单)


def _lines(text: str) -> Iterator[_Ink]:
    start = 0
    for raw in text.split("\n"):
        ink = raw.strip()
        if ink:
            yield _Ink(ink, start + raw.index(ink[0]))
        start += len(raw) + 1


_Cell = range
"""The lines of a cell."""


_Head = tuple[_Cell, Column]
"""The name of a column and what it holds."""


def _header(lines: Sequence[_Ink], at: int) -> tuple[list[_Head], int]:
    """The header that begins at a line, or none, and where to go on."""
    head: list[_Head] = []
    while len(head) < _WIDEST and (named := _head_at(lines, at)):
        if named[1] == "index":
            head = []
        head.append(named)
        at = named[0].stop
    kinds = {kind for _, kind in head}
    if len(head) >= _NARROWEST and "content" in kinds and kinds & {"units", "time"}:
        return head, at
    return [], at if head else at + 1


def _head_at(lines: Sequence[_Ink], at: int) -> _Head | None:
    """The column that a line names, or two do (责任 / 单位)."""
    if at == len(lines) or len("".join(lines[at].ink.split())) > LONGEST_NAME:
        return None
    if kind := column_of(lines[at].folded):
        return range(at, at + 1), kind
    pair = [line.folded.replace(" ", "") for line in lines[at : at + 2]]
    broken = len(pair) == 2 and max(map(len, pair)) <= _BROKEN
    kind = column_of("".join(pair)) if broken else None
    return (range(at, at + 2), kind) if kind else None


def _rows(
    lines: Sequence[_Ink], at: int, columns: Sequence[Column]
) -> tuple[list[list[_Cell]], int]:
    """The rows of a table, each with the lines of its cells, and where the table ends."""
    found = _counted(lines, at, columns) if columns[0] == "index" else _measured(lines, at, columns)
    rows = list(found)
    full = [row for row in rows if sum(1 for cell in row if cell) > 1]
    if len(full) < 2:
        return [], at
    return rows, max(cell.stop for cell in rows[-1])


def _counted(lines: Sequence[_Ink], at: int, columns: Sequence[Column]) -> Iterator[list[_Cell]]:
    """Rows that begin with 1, 2, 3… each on a line of its own."""
    number = _first_number(lines, at)
    begin = _numbered(lines, at, at + 3, number)
    while begin is not None:
        yield from ([range(i, i + 1)] for i in range(at, begin))
        below = _numbered(lines, begin + 1, begin + _ROW, number + 1)
        end = below or _table_end(lines, begin + 1, begin + _ROW)
        while below and end - begin > 2 and _heads_group(lines, begin, end, columns):
            end -= 1
        rows = _rows_of(lines, range(begin, end), columns, whole=below is not None)
        if not rows and below:  # that number stands in something else
            below, end = None, _table_end(lines, begin + 1, begin + _ROW)
            rows = _rows_of(lines, range(begin, end), columns, whole=False)
        if not rows:
            return
        yield from rows
        at, begin, number = end, below, number + 1


def _heads_group(lines: Sequence[_Ink], begin: int, end: int, columns: Sequence[Column]) -> bool:
    """Whether the last line of a row is the heading of the rows below (（二）民生实事)."""
    last = lines[end - 1].folded
    spare = end - begin > len(columns) or misfit(last, columns[-1]) > 1
    return spare and _GROUP.match(last) is not None


def _rows_of(
    lines: Sequence[_Ink], row: range, columns: Sequence[Column], *, whole: bool
) -> list[list[_Cell]]:
    """The rows under one number, of which those after the first lack the cells that span all.

    None are found where a row is too dear, unless it may be what follows the table.
    """
    rows: list[list[_Cell]] = []
    for part in _parts(lines, row, columns):
        spanning = _answering(columns) - 1 if rows else 0
        ended = whole or part.stop < row.stop
        cells, cost = _laid(lines, part, columns[spanning:], whole=ended)
        if cost > _DEAREST:
            return [] if whole else rows
        rows.append([range(0)] * spanning + cells)
    return rows


def _first_number(lines: Sequence[_Ink], at: int) -> int:
    """The number of the first row: an extract of a table may begin with any."""
    for line in lines[at : at + 3]:
        if number := number_of(line.folded):
            return number
    return 1


def _parts(lines: Sequence[_Ink], row: range, columns: Sequence[Column]) -> Iterator[range]:
    """The rows under one number: what is to be done after who does it begins another.

    That is so only where the header has nothing else behind those who answer.
    """
    start, answered = row.start, False
    if not {"content", "other"} & set(columns[_answering(columns) :]):
        for i in row[2:]:
            if answered and answers(lines[i - 1].folded) and is_task(lines[i].folded):
                yield range(start, i)
                start, answered = i, False
            answered = answered or answers(lines[i].folded)
    yield range(start, row.stop)


def _answering(columns: Sequence[Column]) -> int:
    """The first column that says who answers or when."""
    return next((c for c, kind in enumerate(columns) if kind in ANSWERING), len(columns))


def _table_end(lines: Sequence[_Ink], at: int, end: int) -> int:
    """The first line of a range that cannot stand in a table, else the end."""
    end = min(end, len(lines))
    return next((i for i in range(at, end) if _ends(lines[i])), end)


def _numbered(lines: Sequence[_Ink], at: int, end: int, number: int) -> int | None:
    """The first line of a range that is this number and no more."""
    for i in range(at, min(end, len(lines))):
        if number_of(lines[i].folded) == number:
            return i
    return None


def _ends(line: _Ink) -> bool:
    """Whether a line cannot stand in a table any more."""
    return len(line.ink) > _LONG or _TOP.match(line.folded) is not None


def _measured(lines: Sequence[_Ink], at: int, columns: Sequence[Column]) -> Iterator[list[_Cell]]:
    """Rows of as many lines as there are columns, without a number."""
    width = len(columns)
    while at + width <= len(lines) and not _ends(lines[at]):
        cost = sum(misfit(lines[at + i].folded, columns[i]) for i in range(width))
        if cost > 0.5:
            return
        yield [range(at + i, at + i + 1) for i in range(width)]
        at += width


def _laid(
    lines: Sequence[_Ink], row: range, columns: Sequence[Column], *, whole: bool
) -> tuple[list[_Cell], float]:
    """Lays the lines of a row into its columns, in order and as cheaply as may be.

    Where nothing tells the end of the row (not ``whole``) it ends where that is cheapest.
    """
    width = len(columns)
    empty = [0.0]
    for column in columns:
        empty.append(empty[-1] + EMPTY[column])
    costs = [inf] * width  # of the cheapest way in which the lines so far end in each column
    back: list[list[int]] = []
    best: tuple[float, int, int] = inf, 0, 0
    for line in row:
        now, whence = [inf] * width, [-1] * width
        for c, column in enumerate(columns):
            if line == row.start:
                now[c] = empty[c]
            else:
                ways = [(costs[b] + empty[c] - empty[b + 1], b) for b in range(c)]
                stay = costs[c] + LONGER[column], -1
                now[c], nearest = min([stay, *ways])  # as soon stay, else fill what comes first
                whence[c] = c if nearest < 0 else nearest
            now[c] += misfit(lines[line].folded, column)
        costs = now
        if min(costs) > min(best[0], _DEAREST):
            break
        back.append(whence)
        if not whole or line == row[-1]:
            ends = [(costs[c] + empty[-1] - empty[c + 1], len(back), c) for c in range(width)]
            best = min([best, *ends])
    cost, length, last = best
    return _cells(row[:length], back, last, width), cost


def _cells(row: range, back: list[list[int]], last: int, width: int) -> list[_Cell]:
    """The lines of each cell, read back from the last line's column."""
    places = [0] * len(row)
    for i in range(len(row) - 1, -1, -1):
        places[i] = last
        last = back[i][last]
    found = []
    for c in range(width):
        first = row.start + sum(1 for place in places if place < c)
        found.append(range(first, first + places.count(c)))
    return found


def _hints(lines: Sequence[_Ink], table: int, rows: Iterable[Sequence[_Cell]]) -> Iterator[Hint]:
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row, 1):
            for i in cell:
                origin = Origin(table=table, row=number, column=column)
                yield Hint(lines[i].start, lines[i].end, "cell", origin=origin)
