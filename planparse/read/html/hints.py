"""The hint of every line: its role, its cell, how much of it is emphasized."""

from __future__ import annotations

from collections.abc import Iterator

from ...tree import Origin
from ..looks import base_of, lead_of
from ..source import Hint, Role
from .page import Line, Page


def hints_of(page: Page, inside: list[bool], off: list[bool], titles: set[int]) -> Iterator[Hint]:
    """The hint of every line of the page's text layer, in order."""
    numbers = {t: n for n, t in enumerate(_data_tables(page), 1)}
    at = 0
    bold = _emphasis(page.lines, inside)
    for number, line in enumerate(page.lines):
        role, level = _role(line, off[number], number in titles, page)
        cell = line.cell if _in_data(line, page) else None
        table, row, column = (numbers[cell[0]], cell[1], cell[2]) if cell else (None, None, None)
        yield Hint(
            at,
            at + len(line.text),
            role,
            level=level,
            auto_label=line.auto,
            bold=bold[number],
            joined=True if line.joined and role == "paragraph" else None,
            size=line.size,
            origin=Origin(paragraph=number + 1, table=table, row=row, column=column),
            rows=page.tables[cell[0]].high.get(cell[1:], 1) if cell else 1,
        )
        at += len(line.text) + 1


def _role(line: Line, off: bool, title: bool, page: Page) -> tuple[Role, int | None]:
    if title:
        return "title", None
    if off:
        return "furniture", None
    if _in_data(line, page):
        return "cell", None
    if line.heading and len(line.text) <= 100:
        return "heading", line.heading
    return "paragraph", None


def _emphasis(lines: list[Line], inside: list[bool]) -> list[int]:
    """How many characters lead each line in a bolder face (bold, 黑体, 楷体) than the body's."""
    looks = [[(length, style.look) for length, style in line.runs] for line in lines]
    base = base_of(run for runs, on in zip(looks, inside, strict=True) if on for run in runs)
    return [lead_of(line.text, runs, base) for line, runs in zip(lines, looks, strict=True)]


def _in_data(line: Line, page: Page) -> bool:
    """Whether the line is a cell of a table of data, and not its caption row."""
    if line.cell is None or line.cell[0] in page.layout:
        return False
    return line.cell[1] > page.tables[line.cell[0]].caption_rows()


def _data_tables(page: Page) -> list[int]:
    found = (line.cell[0] for line in page.lines if line.cell)
    return [table for table in dict.fromkeys(found) if table not in page.layout]
