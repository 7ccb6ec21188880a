"""A printed line and the page it stands on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from ..source import Role
from .glyphs import Glyph
from .grids import Grid
from .rules import Rules

FRAMES = 10
"""From here on columns are numbered that a frame sets apart."""


class Reader(Protocol):
    """What is asked of a page, in points from its foot."""

    def glyphs(self) -> list[Glyph]:
        """The glyphs that print something, in the order of the file, and blanks."""

    def rules(self) -> Rules:
        """The ruling lines of the page."""

    def face(self, serial: int, /) -> str:
        """The typeface class of a glyph: bold, hei (黑体), kai (楷体), or '' for any other."""

    def height(self, turn: int, /) -> tuple[float, float]:
        """Bottom and top of the page in the writing direction."""


@dataclass(slots=True)
class Line:
    """One printed line; ``left`` and ``right`` are its edges, ``base`` its baseline."""

    page: int
    text: str
    left: float
    right: float
    base: float
    size: float
    column: int = 0
    gaps: int = 0
    """Wide gaps inside, such as between the cells of a table row."""
    faces: tuple[str, ...] = ()
    marks: tuple[tuple[int, str], ...] = ()
    """The small raised signs in the text and their places: references to notes."""
    lead: int = 0
    role: Role = "paragraph"
    joined: bool | None = False
    cell: tuple[int, int, int] | None = None
    """Table of the page, row and column, counted from 0."""
    rows: int = 1
    """How many rows of the table the cell fills."""
    word: float = 0.0
    """Width of the first part of the line that cannot be broken."""

    @property
    def middle(self) -> float:
        """Where the middle of the line stands."""
        return (self.left + self.right) / 2


@dataclass(slots=True)
class Page:
    """The lines of one page in reading order, and how far it reaches."""

    number: int
    bottom: float
    top: float
    lines: list[Line]
    grids: list[Grid] = field(default_factory=list)
    """The tables on it."""


def main_size(lines: Iterable[Line]) -> float:
    """The size of type that most characters are set in."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return max(sizes.most_common(1)[0][0], 1.0) if sizes else 12.0
