"""Which cell of a row each piece of it fills (排格): the cheapest way to lay it out.

The pieces of a row are known in order, its columns by what they hold; a cell may take several
pieces, and any cell may be empty. Each piece costs what it looks unlike its column, each empty
cell and each further piece in a cell something too, and the cheapest way is taken for the whole
row at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from math import inf

import regex

from ..patterns import compiled
from .cells import EMPTY, GROUP, LONGER, Column, is_sure, misfit

DEAREST = 1.75
"""A row that costs more is none."""

Cell = range
"""The pieces of a cell."""


def laid(
    pieces: Sequence[str], columns: Sequence[Column], *, whole: bool = True
) -> tuple[list[Cell], float]:
    """The pieces of each cell of a row, and what it costs to lay them so.

    Where nothing tells the end of the row (not ``whole``) it ends where that is cheapest.

    >>> laid(["3", "新建", "小学", "县教育局"], ["index", "content", "units", "time"])
    ([range(0, 1), range(1, 3), range(3, 4), range(4, 4)], 0.875)
    """
    width = len(columns)
    empty = _empty(columns)
    costs = [inf] * width  # of the cheapest way in which the pieces so far end in each column
    back: list[list[int]] = []
    best: tuple[float, int, int] = inf, 0, 0
    above = ""
    for piece in pieces:
        parted = _PARTED if _level(above) != _level(piece) else 0.0
        above = piece
        now, whence = [inf] * width, [-1] * width
        for c, column in enumerate(columns):
            if not back:
                now[c] = empty[c]
            else:
                ways = [(costs[b] + empty[c] - empty[b + 1], b) for b in range(c)]
                stay = costs[c] + LONGER[column] + parted, -1
                now[c], nearest = min([stay, *ways])  # as soon stay, else fill what comes first
                whence[c] = c if nearest < 0 else nearest
            now[c] += misfit(piece, column)
        costs = now
        if min(costs) > min(best[0], DEAREST):
            break
        back.append(whence)
        if not whole or len(back) == len(pieces):
            ends = [(costs[c] + empty[-1] - empty[c + 1], len(back), c) for c in range(width)]
            best = min([best, *ends])
    cost, length, last = best
    return _cells(back[:length], last, width), cost


_PARTED = 0.01
"""What tells units of two levels apart where nothing else does (县农业局 / 市农业局)."""


def _level(piece: str) -> str:
    return piece[:1] if piece[:1] in "省市县区" else ""


def _empty(columns: Sequence[Column]) -> list[float]:
    """What it costs to leave the first columns empty, by how many."""
    empty = [0.0]
    for column in columns:
        empty.append(empty[-1] + EMPTY[column])
    return empty


def _cells(back: list[list[int]], last: int, width: int) -> list[Cell]:
    """The pieces of each cell, read back from the last piece's column."""
    places = [0] * len(back)
    for i in range(len(back) - 1, -1, -1):
        places[i] = last
        last = back[i][last]
    found = []
    for c in range(width):
        first = sum(1 for place in places if place < c)
        found.append(range(first, first + places.count(c)))
    return found


_LONGER: Mapping[Column, float] = {column: max(cost, 1.0) for column, cost in LONGER.items()}
"""What one more piece in a cell costs where no number begins a row."""
_HEADING = 0.5
"""What a row costs that is only the heading of the rows below."""


_Rows = list[tuple[list[Cell], float]]


def rows_of(pieces: Sequence[str], columns: Sequence[Column]) -> _Rows:
    """The rows that pieces without a running number make, each with its cells and its cost.

    >>> pieces = ["甲率", "9%", "约束性", "乙率", "7%", "预期性"]
    >>> [[len(cell) for cell in row] for row, _ in rows_of(pieces, ["content", "figure", "nature"])]
    [[1, 1, 1], [1, 1, 1]]
    """
    rows: _Rows = []
    at = 0
    for cells in _parallel(pieces, columns):
        rows += _rows_at(at, pieces[: cells[0].start], columns)
        rows.append((cells, 0.0))
        at = cells[-1].stop
    return rows + _rows_at(at, pieces, columns)


def _rows_at(at: int, pieces: Sequence[str], columns: Sequence[Column]) -> _Rows:
    """The cheapest rows of the pieces from one on."""
    return [(moved(cells, at), cost) for cells, cost in _plain_rows(pieces[at:], columns)]


def moved(cells: Sequence[Cell], by: int) -> list[Cell]:
    """Cells that stand so many lines further on."""
    return [range(cell.start + by, cell.stop + by) for cell in cells]


_MOST = 4
"""Names that one row may have side by side."""


@lru_cache(maxsize=64)
def _of_several(columns: tuple[Column, ...], names: int) -> regex.Pattern[str] | None:
    """What the pieces of a row look like that has several names and as many figures of each kind.

    None if the columns hold anything else. A first name may head the others (其中：小学、初中).
    """
    looks = {
        "content": f"(n{{{names},{names + 1}}}+)", "figure": f"(f{{{names}}})",
        "measure": f"(n{{{names}}}|n)", "nature": f"(t{{{names}}}|t)",
    }  # fmt: skip
    if columns.count("content") != 1 or "figure" not in columns or not looks.keys() >= {*columns}:
        return None
    return compiled("".join(looks[column] for column in columns) + "(?!f)")


def _parallel(pieces: Sequence[str], columns: Sequence[Column]) -> Iterator[list[Cell]]:
    """The rows whose cells hold several names, then as many figures for each column."""
    looks = "".join(map(_look, pieces))
    at = looks.find("ff")
    while at >= 0:
        at = max(looks.rfind(other, 0, at) for other in "fgt") + 1
        patterns = (_of_several(tuple(columns), names) for names in range(_MOST, 1, -1))
        matches = (pattern.match(looks, at) for pattern in patterns if pattern)
        match = next(filter(None, matches), None)
        if match:
            yield [range(*match.span(group + 1)) for group in range(len(columns))]
        run = _FIGURES.search(looks, at)
        at = looks.find("ff", match.end() if match else run.end() if run else len(looks))


_FIGURES = compiled("f++")


def _look(piece: str) -> str:
    """A piece as a letter: the heading of a group, a nature, a figure, or a name."""
    if GROUP.match(piece):
        return "g"
    return "t" if is_sure(piece, "nature") else "f" if is_sure(piece, "figure") else "n"


def _plain_rows(pieces: Sequence[str], columns: Sequence[Column]) -> _Rows:
    """The cheapest rows, each cell of one piece where it can be."""
    width = len(columns)
    empty = _empty(columns)
    costs = [inf] * width
    closed = 0.0  # the cost of the cheapest way in which a row ends before the piece
    back: list[tuple[list[int], int]] = []  # the column before, by column, and where a row ends
    for piece in pieces:
        now, whence = [inf] * width, [width] * width
        for c, column in enumerate(columns):
            ways = [(costs[b] + empty[c] - empty[b + 1], b) for b in range(c)]
            ways += [(costs[c] + _LONGER[column], c), (closed + empty[c], width)]
            cost, whence[c] = min(ways)
            now[c] = cost + misfit(piece, column)
        costs = now
        heading = closed + _HEADING + misfit(piece, "content"), width
        closed, last = min(
            heading, *((costs[c] + empty[-1] - empty[c + 1], c) for c in range(width))
        )
        back.append((whence, last))
    return [_row(pieces, row, columns) for row in _rows(back, width)]


def _rows(back: list[tuple[list[int], int]], width: int) -> list[list[tuple[int, int]]]:
    """The pieces of each row with their columns, read back from the last piece.

    Past the last column stands the heading of a group, which is a row by itself.
    """
    rows: list[list[tuple[int, int]]] = []
    column = width
    for i in range(len(back) - 1, -1, -1):
        whence, last = back[i]
        if column == width:
            column = last
            rows.append([])
        rows[-1].append((i, column))
        column = whence[column] if column < width else width
    return [row[::-1] for row in reversed(rows)]


def _row(
    pieces: Sequence[str], row: Sequence[tuple[int, int]], columns: Sequence[Column]
) -> tuple[list[Cell], float]:
    first, place = row[0]
    if place == len(columns):
        spare = [range(first + 1, first + 1)] * (place - 1)
        return [range(first, first + 1), *spare], _HEADING + misfit(pieces[first], "content")
    cells, cost = [], 0.0
    for c, column in enumerate(columns):
        inside = [i for i, place in row if place == c]
        cells.append(range(first, first + len(inside)))
        cost += sum(misfit(pieces[i], column) for i in inside)
        cost += _LONGER[column] * (len(inside) - 1) if inside else EMPTY[column]
        first += len(inside)
    return cells, cost
