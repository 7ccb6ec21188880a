"""The text layer under construction: its lines and their hints."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..source import Hint


@dataclass(slots=True)
class Layer:
    """The text layer under construction."""

    lines: list[str] = field(default_factory=list)
    hints: list[Hint] = field(default_factory=list)
    offset: int = 0
    paragraphs: int = 0
    tables: int = 0

    def line(self, text: str) -> tuple[int, int]:
        """Add a line and return where it lies."""
        start, end = self.offset, self.offset + len(text)
        self.lines.append(text)
        self.offset = end + 1
        return start, end
