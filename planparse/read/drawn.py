"""Tables drawn with the characters for boxes (制表符画的表): ┌─┬─┐ │ ├─┼─┤ └─┴─┘.

Texts of the nineties and the databases that took them over draw their tables. A rule across the
whole width parts two rows; a line between two rules holds a piece of each cell, and a rule in some
columns alone only parts what the others leave together.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from ..patterns import compiled
from ..span import line_end

_TOP = compiled(r"(?m)^[^\S\n]*+[┌┏╔]")
_UPRIGHT = compiled(r"[│┃║┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋┠┨┯┷┿╔╗╚╝╠╣╦╩╬]")
_RULE = compiled(r"\s*[─━═]+\s*")
_INK = compiled(r"[│┃║┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋┠┨┯┷┿╔╗╚╝╠╣╦╩╬─━═]++")
Piece = tuple[int, int, int]
"""Column, start and end of a piece of a cell."""


class Drawn(NamedTuple):
    """A drawn table: the pieces of the cells of each row, its lines of ink, and where it ends."""

    rows: list[list[Piece]]
    marks: list[tuple[int, int]]
    end: int


def tops(text: str) -> Iterator[int]:
    """The beginnings of the lines that a drawn table may begin with."""
    return (match.start() for match in _TOP.finditer(text))


def drawn(text: str, start: int) -> Drawn:
    r"""The table whose top rule begins a line.

    >>> text = "┌──┬──┐\n│任务│单位│\n├──┼──┤\n│修路│县交│\n│  │通局│\n└──┴──┘"
    >>> [[(column, text[a:b]) for column, a, b in row] for row in drawn(text, 0).rows]
    [[(1, '任务'), (2, '单位')], [(1, '修路'), (2, '县交'), (2, '通局')]]
    """
    found = Drawn([[]], [], start)
    end = start
    while end < len(text):
        stop = line_end(text, start)
        pieces = list(_pieces(text, start, stop))
        if not pieces:
            break
        if all(_RULE.fullmatch(text, a, b) for _, a, b in pieces):
            found.rows.append([])
        else:
            found.rows[-1].extend(_filled(text, pieces))
        found.marks.extend(match.span() for match in _INK.finditer(text, start, stop))
        end, start = stop, stop + 1
    return Drawn([row for row in found.rows if row], found.marks, end)


def _pieces(text: str, start: int, end: int) -> Iterator[Piece]:
    """What stands between the uprights of a line that begins with one."""
    uprights = [match.start() for match in _UPRIGHT.finditer(text, start, end)]
    if uprights and not text[start : uprights[0]].strip():
        for column, (left, right) in enumerate(pairwise([*uprights, end]), 1):
            if right < end or text[left + 1 : end].strip():
                yield column, left + 1, right


def _filled(text: str, pieces: list[Piece]) -> Iterator[Piece]:
    for column, start, end in pieces:
        words = text[start:end].strip()
        if words and not _RULE.fullmatch(text, start, end):
            begin = text.index(words[0], start)
            yield column, begin, begin + len(words)
