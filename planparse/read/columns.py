"""Tables in plain text: rows whose cells are set apart by tabs, or by wide blanks under a header.

A table copied out of an office program keeps a tab between its cells; one copied from a page or a
printed text keeps two blanks or more. Tabs alone are enough where rows of as many cells follow one
another. Blanks are also used to set names and titles apart, so that they count only below a header
that names its columns (序号, 指标, 责任单位…).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import repeat

from ..patterns import compiled
from ..table_words import meanings
from ..tree import Origin
from .source import Hint

_WIDE = compiled(r"[ \u3000\xa0]*\t[ \u3000\xa0]*|[ \u3000\xa0]{2,}")
_HEADER = compiled(
    r"(?m)^[ \t\u3000]*+(?:序\s?号|编号|类别|项目|(?:主要|发展)?指\s{0,4}标|"
    r"(?:重点|工作|主要)?任务)"
    r"[^\n。；;：:]{4,120}$"
)
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
    for number, rows in enumerate(_tables(text), 1):
        for row, cells in enumerate(rows, 1):
            found += [
                Hint(start, end, "cell", origin=Origin(table=number, row=row, column=column))
                for column, start, end in cells
            ]
    return tuple(found)


def _tables(text: str) -> Iterator[list[list[_Cell]]]:
    rows: list[list[_Cell]] = []
    for start, end, wide in _candidates(text):
        cells = list(_cells(text, start, end, wide))
        if not cells or _is_stamp(text, cells) or (len(cells) < 2 and cells[0][0] > 1):
            continue
        apart = rows and text[rows[-1][-1][2] : start].strip()
        if rows and (apart or cells[-1][0] > rows[0][-1][0] + 1):
            yield from _table(rows)
            rows = []
        rows.append(cells)
    yield from _table(rows)


def _candidates(text: str) -> Iterator[tuple[int, int, bool]]:
    """The lines that may be rows, and whether blanks set their cells apart."""
    until = 0
    heads = {m.start(): m.end() for m in _HEADER.finditer(text)} if _WIDE.search(text) else {}
    starts = sorted({*heads, *_tabbed(text)})
    for start in starts:
        if start < until:
            continue
        end = _line_end(text, start)
        tabbed = text.count("\t", start, end) >= 2
        if not tabbed and start in heads and _is_header(text, start, end):
            width = len(list(_cells(text, start, end, True)))
            while start < len(text):
                cells = list(_cells(text, start, end, True))
                if len(cells) != width:
                    break
                yield start, end, True
                start = end + 1
                end = _line_end(text, start)
            until = start
        elif tabbed:
            yield start, end, False


def _tabbed(text: str) -> Iterator[int]:
    """The beginnings of the lines that have a tab in them."""
    at = text.find("\t")
    while at >= 0:
        yield text.rfind("\n", 0, at) + 1
        at = text.find("\t", _line_end(text, at))


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _cells(text: str, start: int, end: int, wide: bool) -> Iterator[_Cell]:
    line = text[start:end].rstrip()
    at = start
    if wide:
        at += len(line) - len(line.lstrip())
        line = line.lstrip()
    pieces = _WIDE.splititer(line) if wide else line.split("\t")
    gaps = (len(gap[0]) for gap in _WIDE.finditer(line)) if wide else repeat(1)
    for column, piece in enumerate(pieces, 1):
        content = piece.strip()
        if content:
            begin = at + len(piece) - len(piece.lstrip())
            yield column, begin, begin + len(content)
        at += len(piece) + next(gaps, 0)


def _is_header(text: str, start: int, end: int) -> bool:
    names = [text[a:b] for _, a, b in _cells(text, start, end, True)]
    known = sum(1 for meaning in meanings(names) if meaning)
    return len(names) >= 3 and max(map(len, names)) <= 16 and known >= 2


def _width(rows: list[list[_Cell]]) -> int:
    return max(cells[-1][0] for cells in rows)


def _table(rows: list[list[_Cell]]) -> Iterator[list[list[_Cell]]]:
    """The rows, if there are enough of them and of their cells."""
    if len(rows) >= 2 and _width(rows) >= 3:
        longest = max(end - start for cells in rows for _, start, end in cells)
        if longest <= _LONGEST_CELL:
            yield rows


def _is_stamp(text: str, cells: list[_Cell]) -> bool:
    """Whether a row is of a page's index table (索引号：…), which is read as it stands."""
    return bool(cells) and _LABEL.search(text[cells[0][1] : cells[0][2]]) is not None
