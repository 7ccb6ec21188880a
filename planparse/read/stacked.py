"""Tables in plain text that were laid flat, one cell a line (一格一行的任务分解表、指标表).

A page copied as text often leaves each cell of a table on a line of its own. The table begins
where short lines name its columns (序号, 重点任务, 责任单位, 完成时限; 指标, 2020年, 2025年, 属性).
Which lines make a row and which a cell is for ``stack`` to say.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from ..patterns import compiled
from ..table_words import LONGEST_NAME, Meaning, holds_targets, holds_tasks, meanings, named
from ..tree import Origin
from .cells import NARROWEST, WIDEST, kind_of, number_of
from .columns import STROKES
from .laying import Cell
from .margins import is_page_number
from .source import Hint
from .stack import Ink, Stack

_LIKELY = compiled(
    r"(?m)^[ \t\u3000]*+[^\n:：，。；、（(]{0,8}?"
    r"(?:[责責]\s?任|[牵牽][头頭]|配合|分工|[时時]\s?限|[节節][点點]|[负負][责責]|[承主][办辦]|[时時][间間]|期限"
    r"|[领領][导導]|推[进進]|[进進]度|考核|[监監]考|督[办辦查]|目\s?[标標]|指\s{0,4}[标標]|[属屬]\s?性)"
    r"[^\n:：，。；、]{0,8}$"
)
"""A line that may name a column of those who answer, of when, or of targets; few texts have one."""
_BROKEN = 4
"""Code points of each half of a column's name that was broken in two."""
_LEADING = 2
"""Columns that may stand before the running number."""
_BRIEF = 6
"""Code points of a column's name that nobody knows."""


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
        at = max(at, likely - 2 * WIDEST)
        while at <= likely:
            head, at = _header(lines, at)
            rows = _table(lines, head, at)
            if rows:
                yield from _hints(lines, first, rows)
                first, at = first + 1, max(cell.stop for cell in rows[-1])


def _lines(text: str) -> Iterator[Ink]:
    start = 0
    for raw in text.split("\n"):
        ink = raw.strip()
        if ink.strip(f"{STROKES} ") and not is_page_number(ink):
            yield Ink(ink, start + raw.index(ink[0]))
        start += len(raw) + 1


_Head = tuple[Cell, Meaning | None]
"""The name of a column and what it holds."""


def _header(lines: Sequence[Ink], at: int) -> tuple[list[_Head], int]:
    """The header that begins at a line, or none, and where to go on.

    Below 序号 it goes on to the first number, whatever its columns are called.
    """
    head: list[_Head] = []
    known = 0
    while len(head) < WIDEST and at < len(lines):
        found = _head_at(lines, at)
        if found:
            known = len(head) + 1
        elif not _may_be_named(lines[at], head):
            break
        head.append(found or (range(at, at + 1), meanings([lines[at].folded])[0]))
        at = head[-1][0].stop
    if at == len(lines) or number_of(lines[at].folded) is None:
        del head[known:]
    elif head and head[0][1] != "number" and len(head) > known:
        del head[-1]  # what the first column says of the first rows
    at = head[-1][0].stop if head else at
    return head, at if head else at + 1


def _may_be_named(line: Ink, head: Sequence[_Head]) -> bool:
    if all(meaning != "number" for _, meaning in head) or number_of(line.folded) is not None:
        return False
    if line.ink[-1] in STROKES:
        return len(line.folded) <= LONGEST_NAME
    return len(line.folded) <= _BRIEF and line.folded.isalpha()


def _head_at(lines: Sequence[Ink], at: int) -> _Head | None:
    """The column that a line names, or two do (责任 / 单位)."""
    if at == len(lines) or len("".join(lines[at].ink.split())) > LONGEST_NAME:
        return None
    if meaning := named(lines[at].folded):
        return range(at, at + 1), meaning
    pair = [line.folded.replace(" ", "") for line in lines[at : at + 2]]
    broken = len(pair) == 2 and max(map(len, pair)) <= _BROKEN
    meaning = named("".join(pair)) if broken else None
    return (range(at, at + 2), meaning) if meaning and meaning != named(pair[1]) else None


def _table(lines: Sequence[Ink], head: Sequence[_Head], at: int) -> list[list[Cell]]:
    """The header and the rows of the table that begins with these names, or none.

    Names in front may be the table's own or those of columns that the count does not belong to.
    """
    counted = next((i for i, (_, meaning) in enumerate(head) if meaning == "number"), None)
    spanning = range(counted if counted and counted <= _LEADING else 0)
    last = len(head) - NARROWEST
    for first in range(last + 1) if counted is None else [counted]:
        names = [name for name, _ in head[first:]]
        meant = [meaning for _, meaning in head[first:]]
        columns = [kind_of(meaning) for meaning in meant]
        if holds_tasks(meant) or holds_targets(meant):
            rows = Stack(lines, lines[names[0].start].folded, columns).rows(at)
            if rows:
                return [
                    [*(head[i][0] for i in spanning), *names],
                    *(_behind(row, spanning) for row in rows),
                ]
    return []


def _behind(row: list[Cell], spanning: range) -> list[Cell]:
    """A row below columns that span rows; the heading of a group stands in the first of them."""
    return [*(range(0) for _ in spanning), *row] if len(row) > 1 else row


def _hints(lines: Sequence[Ink], table: int, rows: Iterable[Sequence[Cell]]) -> Iterator[Hint]:
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row, 1):
            for i in cell:
                origin = Origin(table=table, row=number, column=column)
                yield Hint(lines[i].start, lines[i].end, "cell", origin=origin)
