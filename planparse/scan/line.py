"""The line: what the outline chooses about, and what the other modules find out about it (行)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from ..clean import Paragraph
from ..numbering import Enumerator, Style

Part = Literal["text", "title", "toc", "cell", "furniture", "page-number", "element", "footnote"]
LONG = 40
"""A line of this length is running text."""


class Line:
    """One line of the outline's choice; offsets are those of the paragraph's repaired text."""

    __slots__ = ("candidates", "element", "folded", "index", "offset", "paragraph", "part",
                 "plain")  # fmt: skip

    def __init__(self, paragraph: Paragraph, offset: int, folded: str) -> None:
        self.paragraph = paragraph
        self.offset = offset
        self.folded = folded
        self.index = 0
        self.part: Part = "text"
        self.element: str | None = None
        self.candidates: tuple[Enumerator, ...] = ()
        self.plain: tuple[Style, float, int] | None = None
        """The unnumbered heading it may be, how well that is supported, where its title ends."""

    @property
    def text(self) -> str:
        """What the line says, as long as what is folded of it."""
        text = self.paragraph.text
        return (
            text
            if len(text) == len(self.folded)
            else text[self.offset : self.offset + len(self.folded)]
        )

    @property
    def start(self) -> int:
        """Offset in the source where the line's ink begins."""
        return self.paragraph.source(self.offset) if self.offset else self.paragraph.start

    def source(self, offset: int) -> int:
        """Offset in the source of a code point of this line's text."""
        return self.paragraph.source(self.offset + offset)


def squeeze(folded: str) -> str:
    """What a list's entry and the heading it stands for have in common.

    >>> squeeze("总体 要求……12")
    '总体要求'
    """
    return folded.rstrip(" .…·。_0123456789").replace(" ", "")


def cell_text(lines: Sequence[Line]) -> str:
    """What a table's cell says; print broke its lines if those of other cells lie between."""
    text = lines[0].text if lines else ""
    for above, line in pairwise(lines):
        broken = line.index - above.index > 1 and not (text[-1:] + line.text[:1]).isascii()
        text += line.text if broken else f" {line.text}"
    return text
