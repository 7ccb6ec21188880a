"""The tables of a file, numbered; one that goes on over a page is one table (跨页表格)."""

from __future__ import annotations

from .grids import Grid, goes_on
from .page import Line, Page


def number_tables(pages: list[Page]) -> None:
    """Counts tables through the file, and rows through the pages of one table."""
    number, rows = -1, 0
    last: Grid | None = None
    for page in pages:
        text = [n for n in page.lines if n.role in ("paragraph", "cell", "footnote")]
        begun: dict[int, tuple[int, int]] = {}
        for index, grid in enumerate(page.grids):
            if not (index == 0 and last and _is_first(text) and goes_on(last, grid)):
                number, rows = number + 1, 0
            begun[index] = number, rows
            rows += grid.rows
        for line in page.lines:
            if line.cell:
                table, before = begun[line.cell[0]]
                line.cell = table, before + line.cell[1], line.cell[2]
        ended = bool(text) and text[-1].cell is not None
        last = page.grids[-1] if ended and page.grids else None


def _is_first(lines: list[Line]) -> bool:
    return bool(lines) and lines[0].cell is not None
