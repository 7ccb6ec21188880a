"""What stands on a page, in the order in which it is read (阅读顺序).

Text in a table is read cell by cell, and the table where its top stands among the lines around it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from .columns import arranged
from .glyphs import Glyph
from .grids import Grid, Place, grids_of
from .lines import line_of
from .page import FRAMES, Line, Page, Reader
from .rows import rows_of

_PROSE = 200
"""What a cell of a table of data seldom holds, in characters."""
_PADDING = 0.9
"""White between a cell's text and its border, in characters."""


def page_lines(number: int, reader: Reader) -> tuple[Page, int]:
    """The lines of a page in reading order, and how many of its glyphs have no character."""
    glyphs = reader.glyphs()
    ink = [g for g in glyphs if g.char != " "]
    turns = Counter(g.turn for g in ink if g.turn >= 0)
    turn = turns.most_common(1)[0][0] if turns else 0
    upright = [g for g in glyphs if g.turn == turn]
    bottom, top = reader.height(turn)
    grids = grids_of(reader.rules(), top - bottom) if turn == 0 else []
    lines, tables = _lines(number, upright, reader, grids)
    lines += _aside(number, [g for g in ink if g.turn != turn], reader)
    page = Page(number, bottom, top, lines, tables)
    unknown = sum(g.char == "\ufffd" or "\ue000" <= g.char <= "\uf8ff" for g in ink)
    return page, unknown


_Cells = dict[Place, list[Glyph]]


def _lines(
    number: int, glyphs: Sequence[Glyph], reader: Reader, grids: Sequence[Grid]
) -> tuple[list[Line], list[Grid]]:
    """The upright lines of a page, and its tables."""
    tables, outside = _parted(glyphs, [grid for grid in grids if not grid.is_frame])
    lines = [line_of(number, column, row, reader) for column, row in arranged(rows_of(outside))]
    frames = [grid for grid in grids if grid.is_frame]
    for line in lines:
        _frame(line, frames)
    for index, (grid, cells) in reversed(list(enumerate(tables))):
        at = next((k for k, line in enumerate(lines) if _follows(line, grid)), len(lines))
        lines[at:at] = _cell_lines(number, index, grid, cells, reader)
    return lines, [grid for grid, _ in tables]


def _parted(
    glyphs: Sequence[Glyph], grids: Sequence[Grid]
) -> tuple[list[tuple[Grid, _Cells]], list[Glyph]]:
    """Each table with the glyphs of its cells, and the glyphs outside of tables."""
    while True:
        cells: list[_Cells] = [defaultdict(list) for _ in grids]
        outside: list[Glyph] = []
        into = outside
        for glyph in glyphs:
            if glyph.char != " ":  # a blank goes where the sign before it went
                into = _home(glyph, grids, cells, outside)
            into.append(glyph)
        tables = [(g, c) for g, c in zip(grids, cells, strict=True) if not _is_layout(c)]
        if len(tables) == len(grids):
            return tables, outside
        grids = [grid for grid, _ in tables]


def _home(
    glyph: Glyph, grids: Sequence[Grid], cells: Sequence[_Cells], outside: list[Glyph]
) -> list[Glyph]:
    """Where a glyph goes: into its cell, or outside."""
    for grid, own in zip(grids, cells, strict=True):
        place = grid.cell(glyph)
        if place is not None:
            return own[place]
    return outside


def _is_layout(cells: _Cells) -> bool:
    """Whether lines only arrange the page: one cell then holds nearly all of the text."""
    sizes = [len(glyphs) for glyphs in cells.values()]
    most = max(sizes, default=0)
    return most > _PROSE and most > 0.6 * sum(sizes)


def _follows(line: Line, grid: Grid) -> bool:
    """Whether a line stands below the top of a table, in the column that holds the table."""
    beside = line.right < grid.down[0] or line.left > grid.down[-1]
    return line.base < grid.top and not beside


def _frame(line: Line, frames: Sequence[Grid]) -> None:
    """Gives a line in a frame a column of its own, so that it keeps to the frame's margins."""
    for index, frame in enumerate(frames):
        inside = frame.down[0] - 1 <= line.left and line.right <= frame.down[-1] + line.size
        if inside and frame.across[0] <= line.base <= frame.top:
            line.column = FRAMES + 100 * line.page + index


def _cell_lines(
    number: int, table: int, grid: Grid, cells: _Cells, reader: Reader
) -> Iterator[Line]:
    """The lines of a table, cell by cell; a line that the border has broken is joined."""
    for place in sorted(cells):
        border = grid.border(place)
        lines = [line_of(number, 0, row, reader) for row in rows_of(cells[place])]
        for line in lines:
            line.role, line.cell, line.rows = "cell", (table, *place), grid.height(place)
        for above, line in pairwise(lines):
            line.joined = border - above.right < line.word + _PADDING * line.size
        yield from lines


def _aside(number: int, glyphs: Sequence[Glyph], reader: Reader) -> Iterator[Line]:
    """Text that is turned against the page: stamps and watermarks."""
    for _, group in groupby(glyphs, key=lambda g: (g.turn, round(g.size))):
        line = line_of(number, 0, list(group), reader)
        line.text = "".join(line.text.split())
        line.role = "furniture"
        yield line
