"""Tables by their ruling lines (表格): lines that cross one another make a grid of cells.

A cell may fill several places of the grid, where no line parts them. A grid of one column is a
frame around text (专栏), no table. Tables without lines down the page are not recognised.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from .glyphs import Glyph
from .rules import Rule, Rules, places

_NEAR = 3.0
_MOST_CROSSINGS = 20_000
_MOST_GRIDS = 100
_TALLEST_FRAME = 0.6

Place = tuple[int, int]
"""Row and column of a grid, counted from 0."""


@dataclass(slots=True)
class Grid:
    """The lines of one table or frame: columns from the left, rows from the bottom up."""

    across: list[float]
    down: list[float]
    owner: dict[Place, Place] = field(default_factory=dict)
    """For each place the first place of its cell."""
    ends: dict[Place, int] = field(default_factory=dict)
    """For each cell, by its first place, the last of its columns."""

    @property
    def is_frame(self) -> bool:
        """Whether it has one column only."""
        return len(self.down) == 2

    @property
    def top(self) -> float:
        """Where it begins on the page."""
        return self.across[-1]

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return len(self.across) - 1

    def border(self, cell: Place) -> float:
        """Where a cell ends on the right."""
        return self.down[self.ends[cell] + 1]

    def height(self, cell: Place) -> int:
        """How many rows a cell fills."""
        row, column = cell
        below = range(row, self.rows)
        return next(
            (n - row for n in below if self.owner.get((n, column)) != cell), self.rows - row
        )

    def cell(self, glyph: Glyph) -> Place | None:
        """The cell that a glyph stands in, None outside."""
        column = bisect_right(self.down, (glyph.left + glyph.right) / 2) - 1
        height = bisect_right(self.across, glyph.base + 0.3 * glyph.size) - 1
        place = self.rows - 1 - height, column
        return self.owner.get(place)


def grids_of(rules: Rules, height: float) -> list[Grid]:
    """The tables and frames of a page, from the top down."""
    if len(rules.across) * len(rules.down) > _MOST_CROSSINGS:
        return []
    found = [grid for group in _connected(rules) if (grid := _grid(group))]
    kept = [
        grid
        for grid in found
        if not grid.is_frame or grid.top - grid.across[0] < _TALLEST_FRAME * height
    ]
    return sorted(kept, key=lambda grid: (-grid.top, grid.down[0]))[:_MOST_GRIDS]


def _connected(rules: Rules) -> list[Rules]:
    """The rules in groups that hang together."""
    leader = list(range(len(rules.across) + len(rules.down)))

    def first(index: int) -> int:
        while leader[index] != index:
            leader[index] = leader[leader[index]]
            index = leader[index]
        return index

    for a, across in enumerate(rules.across):
        for b, down in enumerate(rules.down, len(rules.across)):
            if _meet(across, down):
                leader[first(a)] = first(b)
    groups: dict[int, Rules] = {}
    for index, rule in enumerate((*rules.across, *rules.down)):
        group = groups.setdefault(first(index), Rules([], []))
        (group.across if index < len(rules.across) else group.down).append(rule)
    return list(groups.values())


def _meet(across: Rule, down: Rule) -> bool:
    return (
        across.start - _NEAR <= down.at <= across.end + _NEAR
        and down.start - _NEAR <= across.at <= down.end + _NEAR
    )


def _grid(rules: Rules) -> Grid | None:
    """The grid that rules make; a table may lack its outer lines down the page."""
    if len(rules.across) < 2 or not rules.down:
        return None
    ends = min(rule.start for rule in rules.across), max(rule.end for rule in rules.across)
    down = places([*(rule.at for rule in rules.down), *ends])
    grid = Grid(places(rule.at for rule in rules.across), down)
    if len(grid.across) < 2 or len(down) < 2:
        return None
    _find_cells(grid, rules)
    return grid


def _find_cells(grid: Grid, rules: Rules) -> None:
    """Puts together the places of the grid that no line parts."""
    rows, columns = grid.rows, len(grid.down) - 1
    for row in range(rows):
        for column in range(columns):
            if (row, column) in grid.owner:
                continue
            open_places = [(row, column)]
            while open_places:
                place = open_places.pop()
                if place in grid.owner:
                    continue
                grid.owner[place] = row, column
                grid.ends[row, column] = max(grid.ends.get((row, column), 0), place[1])
                open_places += _beyond(grid, rules, place)


def _beyond(grid: Grid, rules: Rules, place: Place) -> list[Place]:
    """The places on the right of and below a place that belong to its cell."""
    row, column = place
    low, high = grid.across[grid.rows - 1 - row], grid.across[grid.rows - row]
    left, right = grid.down[column], grid.down[column + 1]
    found = []
    if column + 2 < len(grid.down) and not _parts(rules.down, right, (low + high) / 2):
        found.append((row, column + 1))
    if row + 1 < grid.rows and not _parts(rules.across, low, (left + right) / 2):
        found.append((row + 1, column))
    return found


def _parts(rules: Sequence[Rule], at: float, place: float) -> bool:
    """Whether one of the rules runs at ``at`` and passes ``place``."""
    return any(abs(rule.at - at) <= _NEAR and rule.start <= place <= rule.end for rule in rules)


def goes_on(above: Grid, below: Grid) -> bool:
    """Whether a table at the top of a page has the columns of the last one on the page before."""
    same = len(above.down) == len(below.down)
    return same and all(abs(a - b) <= _NEAR for a, b in zip(above.down, below.down, strict=True))
