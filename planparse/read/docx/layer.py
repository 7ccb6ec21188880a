"""The text layer under construction: its lines and their hints."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ..looks import Look, base_of, lead_of
from ..source import Hint


@dataclass(slots=True)
class Layer:
    """The text layer under construction."""

    lines: list[str] = field(default_factory=list)
    hints: list[Hint] = field(default_factory=list)
    offset: int = 0
    paragraphs: int = 0
    tables: int = 0
    looks: list[list[tuple[int, Look]]] = field(default_factory=list)
    """Lengths and looks of the stretches of each line that has a hint."""

    def line(self, text: str) -> tuple[int, int]:
        """Add a line and return where it lies."""
        start, end = self.offset, self.offset + len(text)
        self.lines.append(text)
        self.offset = end + 1
        return start, end

    def finished(self) -> tuple[str, tuple[Hint, ...]]:
        """The text and its hints, with the leads that stand out from the body's type."""
        body = (
            run
            for hint, runs in zip(self.hints, self.looks, strict=True)
            for run in runs
            if hint.role == "paragraph"
        )
        base = base_of(body)
        text = "".join(line + "\n" for line in self.lines)
        hints = (
            replace(hint, bold=lead_of(text[hint.start : hint.end], runs, base))
            for hint, runs in zip(self.hints, self.looks, strict=True)
        )
        return text, tuple(hints)

    def hint(self, hint: Hint, runs: list[tuple[int, Look]]) -> None:
        """Add the hint of the last line, which is set like that."""
        self.hints.append(hint)
        self.looks.append(runs)
