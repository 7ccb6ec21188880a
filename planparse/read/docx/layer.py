"""The text layer under construction: its lines and their hints."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

import regex

from ...patterns import compiled
from ..labels import typed_label
from ..looks import Look, base_of, lead_of, size_of
from ..margins import title_end
from ..source import Hint
from .headings import SetLine, with_headings


@dataclass(slots=True)
class Layer:
    """The text layer under construction."""

    lines: list[str] = field(default_factory=list)
    hinted: list[SetLine] = field(default_factory=list)
    offset: int = 0
    paragraphs: int = 0
    tables: int = 0

    def line(self, text: str) -> tuple[int, int]:
        """Add a line and return where it lies."""
        start, end = self.offset, self.offset + len(text)
        self.lines.append(text)
        self.offset = end + 1
        return start, end

    def hint(self, hint: Hint, runs: list[tuple[int, Look]], *, centred: bool = False) -> None:
        """Add the hint of the last line, which is set like that."""
        self.hinted.append(SetLine(self.lines[-1], hint, runs, centred))

    def finished(self) -> tuple[str, tuple[Hint, ...]]:
        """The text and its hints, with what only a look at the whole document tells."""
        body = [run for line in self.hinted if line.hint.role == "paragraph" for run in line.runs]
        base, size = base_of(body), size_of(body)
        above: SetLine | None = None
        for line in self.hinted:
            bold = lead_of(line.text, line.runs, base)
            joined = line.hint.joined or (_title_goes_on(above, line, size) if above else None)
            line.hint = line.hint._replace(bold=bold, joined=joined)
            above = line
        hints = tuple(with_headings(self.hinted, base, size))
        return "".join(line + "\n" for line in self.lines), hints


@cache
def _year() -> regex.Pattern[str]:
    return compiled(r"[\d〇○零一二三四五六七八九]{4}\s*+年")


def _title_goes_on(above: SetLine, line: SetLine, size: float) -> bool | None:
    """Whether a large centred title goes on in this line, as in print; None if not."""
    if line.hint.role not in ("paragraph", "title") or above.hint.end + 1 < line.hint.start:
        return None
    looks = {look for length, look in (*above.runs, *line.runs) if length}
    if not (above.centred and line.centred and len(looks) == 1):
        return None
    if not (looks.pop().size or 0.0) > 1.1 * size > 0 or typed_label().match(line.text):
        return None
    ended = title_end().search(above.text.rstrip()) or _year().match(line.text.lstrip())
    return None if ended else True
