"""Which printed lines make one paragraph (段落)."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from ..labels import typed_label
from ..margins import edge, title_end
from .page import FRAMES, Line, main_size


class Margins(NamedTuple):
    """Where lines begin and where they may end."""

    left: float
    right: float


class Layout:
    """Body size and margins: of each page and column with enough lines, else of the document."""

    def __init__(self, lines: list[Line]) -> None:
        self.size = main_size(lines)
        self._found: dict[tuple[int, int], Margins] = {}
        groups: defaultdict[tuple[int, int], list[Line]] = defaultdict(list)
        for line in lines:
            if abs(line.size - self.size) <= 0.1 * self.size:
                groups[line.page, line.column].append(line)
                groups[-1, line.column].append(line)
        for key, group in groups.items():
            if len(group) >= (1 if key[0] < 0 else 8):
                self._found[key] = self._margins(group)
        self.pitch = self._pitch(lines)

    def _pitch(self, lines: list[Line]) -> float:
        """The usual step from one line of a paragraph to the next, in characters."""
        steps = [
            (self._is_long(a), (a.base - b.base) / self.size)
            for a, b in pairwise(lines)
            if a.page == b.page and a.column == b.column and a.base > b.base
        ]
        inside = [step for is_long, step in steps if is_long] or [step for _, step in steps]
        return median(inside) if inside else 1.5

    def _is_long(self, line: Line) -> bool:
        left, right = self.margins(line)
        return not line.gaps and line.right > right - 3 * self.size > left

    def _margins(self, lines: list[Line]) -> Margins:
        step = max(self.size / 2, 1.0)
        left = edge((line.left for line in lines), step, far=False)
        long = self._broken(lines) or lines
        right = edge((line.right for line in long), step, far=True, ragged=4)
        return Margins(left, right)

    def _broken(self, lines: list[Line]) -> list[Line]:
        """The lines that the margin has broken: long ones that end without a mark (it may hang)."""
        open_ended = [line for line in lines if not line.gaps and line.text[-1] not in _MARKS]
        widest = max((line.right - line.left for line in open_ended), default=0.0)
        return [line for line in open_ended if line.right - line.left >= 0.5 * widest]

    def margins(self, line: Line) -> Margins:
        """The left and right margin that a line keeps to."""
        found = self._found
        usual = found.get((-1, line.column)) or found.get((-1, 0))
        own = found.get((line.page, line.column)) or usual
        return own or Margins(line.left, line.right)


_MARKS = "。，、；：！？）”》.,;:!?)"


class _Paragraphs:
    """Decides line by line, from the top down, whether the paragraph above goes on."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._above: Line | None = None
        self._first: Line | None = None
        self._rest: float | None = None
        """Indent of the paragraph's later lines, once there is one."""

    def feed(self, line: Line) -> bool:
        """Whether the line goes on the paragraph above it."""
        above, first = self._above, self._first
        joined = above is not None and first is not None and self._goes_on(above, first, line)
        if joined:
            self._rest = self._indent(line)
        else:
            self._first, self._rest = line, None
        self._above = line
        return joined

    def _indent(self, line: Line) -> float:
        """How many characters the line is set in from its margin."""
        return (line.left - self._layout.margins(line).left) / self._layout.size

    def _goes_on(self, above: Line, first: Line, line: Line) -> bool:
        if abs(above.size - line.size) > 0.08 * above.size or above.gaps or line.gaps:
            return False
        if self._apart(above, line):
            return False
        if above.column != line.column and max(above.column, line.column) >= FRAMES:
            return False
        if above.size > 1.15 * self._layout.size and self._centred(above) and self._centred(line):
            return not title_end().search(above.text)
        return self._full(above, line) and self._fits(first, line)

    def _apart(self, above: Line, line: Line) -> bool:
        """Whether more than the usual white stands between two lines of one column."""
        if above.page != line.page or above.column != line.column:
            return False
        gap = (above.base - line.base) / self._layout.size
        scale = max(1.0, line.size / self._layout.size)
        return not 0.75 * scale < gap <= 1.5 * scale * max(self._layout.pitch, 1.0)

    def _full(self, above: Line, line: Line) -> bool:
        """Whether the line above had no room for the first word of this line."""
        room = self._layout.margins(above).right - above.right
        mixed = above.text[-1].isascii() != line.text[0].isascii()
        return room < line.word + (0.65 if mixed else 0.4) * line.size

    def _fits(self, first: Line, line: Line) -> bool:
        """Whether the line's indent is that of a paragraph's later lines, not of a first one."""
        indent, begin = self._indent(line), self._indent(first)
        if self._rest is not None:
            return abs(indent - self._rest) < 0.9
        if indent < begin - 0.9:  # what begins further right is a signature or a date
            return begin - indent < 4.5 and indent < 8
        hanging = bool(typed_label().match(first.text)) and not typed_label().match(line.text)
        if indent > begin + 0.9:
            return hanging and indent < begin + 6
        return begin < 0.9 or hanging

    def _centred(self, line: Line) -> bool:
        left, right = self._layout.margins(line)
        return abs(line.middle - (left + right) / 2) < 0.75 * line.size


def mark_joined(lines: list[Line], layout: Layout) -> None:
    """Tells each line of a paragraph whether it goes on the one above; None for furniture."""
    paragraphs = _Paragraphs(layout)
    for line in lines:
        if line.role == "paragraph":
            line.joined = paragraphs.feed(line)
        elif line.role not in ("footnote", "cell"):
            line.joined = None
