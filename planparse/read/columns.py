"""Tables in plain text: rows whose cells are set apart by tabs (制表符).

A table copied out of an office program keeps a tab between its cells; rows of as many cells that
follow one another are a table.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..patterns import compiled
from ..tree import Origin
from .source import Hint

_LABEL = compiled(r"[:：]\s*$")
_LONGEST_CELL = 400

_Cell = tuple[int, int, int]
"""Column, start and end of a cell with ink in it."""


def columns(text: str) -> tuple[Hint, ...]:
    r"""The cells of the tables in a plain text, in document order.

    >>> text = "指标\t2025年\t属性\n村数\t12\t预期性"
    >>> [text[hint.start : hint.end] for hint in columns(text)]
    ['指标', '2025年', '属性', '村数', '12', '预期性']
    """
    found: list[Hint] = []
    for number, rows in enumerate(filter(_is_table, _runs(text)), 1):
        for row, cells in enumerate(rows, 1):
            found += [
                Hint(start, end, "cell", origin=Origin(table=number, row=row, column=column))
                for column, start, end in cells
            ]
    return tuple(found)


def _runs(text: str) -> Iterator[list[list[_Cell]]]:
    """Rows that follow one another and are no wider than the first."""
    rows: list[list[_Cell]] = []
    for start, end in _tabbed(text):
        cells = list(_cells(text, start, end))
        if not cells or _is_stamp(text, cells) or (len(cells) < 2 and cells[0][0] > 1):
            continue
        apart = rows and text[rows[-1][-1][2] : start].strip()
        if rows and (apart or cells[-1][0] > rows[0][-1][0] + 1):
            yield rows
            rows = []
        rows.append(cells)
    yield rows


def _tabbed(text: str) -> Iterator[tuple[int, int]]:
    """The lines that have two tabs in them or more."""
    at = text.find("\t")
    while at >= 0:
        start = text.rfind("\n", 0, at) + 1
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        if text.count("\t", at, end) >= 2:
            yield start, end
        at = text.find("\t", end)


def _cells(text: str, start: int, end: int) -> Iterator[_Cell]:
    at = start
    for column, piece in enumerate(text[start:end].rstrip().split("\t"), 1):
        content = piece.strip()
        if content:
            begin = at + len(piece) - len(piece.lstrip())
            yield column, begin, begin + len(content)
        at += len(piece) + 1


def _is_table(rows: list[list[_Cell]]) -> bool:
    """Whether there are enough of rows and of columns, and no cell is a whole text."""
    if len(rows) < 2 or max(cells[-1][0] for cells in rows) < 3:
        return False
    return all(end - start <= _LONGEST_CELL for cells in rows for _, start, end in cells)


def _is_stamp(text: str, cells: list[_Cell]) -> bool:
    """Whether a row is of a page's index table (索引号：…), which is read as it stands."""
    return _LABEL.search(text[cells[0][1] : cells[0][2]]) is not None
