"""What one pass over a page collects: lines, the regions that hold them, the grids of tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from ..looks import Look

_MAX_COLUMNS = 256

Cell = tuple[int, int, int]
"""Table, row and column of a cell, rows and columns counted from 1."""


def bare(text: str) -> str:
    """The text without its blanks."""
    return "".join(text.split())


class Style(NamedTuple):
    """How a run of text is set."""

    bold: bool = False
    face: str = ""
    size: float | None = None
    link: bool = False
    pre: bool = False

    @property
    def look(self) -> Look:
        """What of the style may stand out."""
        return Look(self.bold, self.face, self.size)


@dataclass(slots=True)
class Region:
    """One element that can hold lines."""

    parent: int
    tag: str
    strong: bool = False
    """Whether it has a name that content systems give to articles."""
    off: bool = False
    """Whether it is a menu, a footer or the like, or stands outside the screen."""
    table: int | None = None
    """The table whose cell holds the region."""
    weight: float = 0.0
    lines: int = 0


@dataclass(slots=True)
class Line:
    """The text of one block: where it stands, and how it is set."""

    text: str
    region: int
    runs: list[tuple[int, Style]]
    """Lengths of the stretches of one style."""
    cell: Cell | None
    heading: int | None
    marker: str = ""
    """What the browser prints before it as the first line of a list item."""
    auto: int = 0
    """How many characters at its beginning are a marker that the page does not hold as text."""
    breaks: int = 0
    """How many line breaks part it from the line above; 0 if it begins a block."""
    indented: bool = False
    joined: bool = False
    """Whether it goes on the line above all the same."""
    weight: float = 0.0
    repeated: bool = False
    """Whether the page has its text elsewhere too."""

    def number(self) -> None:
        """Puts the marker before the text."""
        self.auto = len(self.marker.rstrip())
        self.text = self.marker + self.text
        self.runs[0] = (self.runs[0][0] + len(self.marker), self.runs[0][1])

    @property
    def links(self) -> int:
        """How many of its characters stand in links."""
        return sum(length for length, style in self.runs if style.link)

    @property
    def size(self) -> float | None:
        """The font size it begins with, in points, where known."""
        return self.runs[0][1].size if self.runs else None


@dataclass(slots=True)
class Table:
    """The grid of one table: where the next cell goes, and which places merged cells hold."""

    number: int
    row: int = 0
    column: int = 0
    held: dict[int, int] = field(default_factory=dict)
    """Column to the last row in which a cell from above still fills it."""
    width: int = 0
    leads: dict[int, int] = field(default_factory=dict)
    """Width of the first cell of each row."""
    high: dict[tuple[int, int], int] = field(default_factory=dict)
    """Row and column of the cells that fill several rows, and how many."""

    def next_row(self) -> None:
        """Begins another row."""
        self.row += 1
        self.column = 0

    def place(self, attributes: dict[str, str | None]) -> Cell:
        """The cell that begins here."""
        self.row = self.row or 1
        column = self.column
        while self.held.get(column, 0) >= self.row:
            column += 1
        wide = _span(attributes.get("colspan"))
        high = _span(attributes.get("rowspan"))
        if high > 1 and column < _MAX_COLUMNS:
            self.held.update(dict.fromkeys(range(column, column + wide), self.row + high - 1))
            self.high[self.row, column + 1] = high
        self.leads.setdefault(self.row, wide)
        self.column = column + wide
        self.width = max(self.width, self.column)
        return self.number, self.row, column + 1

    def caption_rows(self) -> int:
        """How many rows at the top are one cell across the whole table: a caption, not data."""
        if self.width < 2:
            return 0
        data = (row for row, wide in self.leads.items() if wide < self.width)
        return next(data, 1) - 1


def _span(value: str | None) -> int:
    value = (value or "").strip()
    if not (value.isascii() and value.isdigit()):
        return 1
    return min(max(int(value[:4]), 1), _MAX_COLUMNS)


@dataclass(slots=True)
class Page:
    """What one pass over the tree collects."""

    lines: list[Line] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    layout: set[int] = field(default_factory=set)
    """The tables that only arrange the page."""
    hidden: int = 0
    """How many characters were left out because the page hides them."""
