"""One pass over the tree of a page, which gives one line a block.

A block is a p, a leaf div, a li, a table cell, a heading, a run between two br. Script, style and
what the page hides give no lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import regex

from ...patterns import compiled
from .lists import LISTS, List, list_of, marker
from .page import Cell, Line, Page, Style, Table
from .regions import region_of
from .styles import styled
from .tags import BLOCKS, DROPPED, HEADINGS, SMALL

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


@dataclass(slots=True)
class _Frame:
    """The state of one open element, restored when it closes."""

    block: bool
    region: int
    style: Style
    table: Table | None
    cell: Cell | None
    heading: int | None
    list: List | None = None


@cache
def _patterns() -> dict[str, regex.Pattern[str]]:
    sources = {
        "hidden": r"(?i)display\s*+:\s*+none",
        "as_block": r"(?i)display\s*+:\s*+(?:block|table|flex|grid)",
        "as_inline": r"(?i)display\s*+:\s*+inline\s*+(?:;|!|$)",
        "blank": r"[\s\u00a0\u200b\u2060\ufeff]++",
        "unseen": r"[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]++",
        "wrap": r"(?<=[\u3001-\u9fff\uff00-\uffef])[ \t\r]*+\n[ \t\r\n]*+"
        r"(?=[\u3001-\u9fff\uff00-\uffef])",
    }
    return {name: compiled(source) for name, source in sources.items()}


def collect(root: LexborNode) -> Page:
    """The lines of the page; what it hides is taken in only where it is nearly all there is."""
    page = _Collector(show_hidden=False).walk(root)
    if page.hidden > 3 * sum(len(line.text) for line in page.lines):
        page = _Collector(show_hidden=True).walk(root)
    return page


class _Collector:
    """Walks the tree once, without recursion, and breaks its text into lines."""

    def __init__(self, show_hidden: bool) -> None:
        self.page = Page()
        self._show_hidden = show_hidden
        self._parts: list[tuple[str, Style]] = []
        self._place: _Frame | None = None
        self._breaks = 0
        """How many line breaks there were since the last line of the block."""
        self._marker = ""
        """The marker of the item that has begun, until its first line."""
        self._frames = [_Frame(True, -1, Style(), None, None, None)]

    def walk(self, root: LexborNode) -> Page:
        """Visits every element once: down to the first child, along, and up again."""
        node: LexborNode | None = root
        while node is not None:
            below = node.child if self._enter(node) else None
            if below is not None:
                node = below
                continue
            self._leave(node)
            while node.next is None or len(self._frames) == 1:
                parent = node.parent
                if parent is None or len(self._frames) == 1:
                    self._flush()
                    return self.page
                node = parent
                self._leave(node)
            node = node.next
        return self.page

    def _enter(self, node: LexborNode) -> bool:
        """Opens a node; says whether its children are to be visited."""
        tag = node.tag or ""
        if tag == "-text":
            self._text(node.text_content or "")
        elif tag == "br":
            self._break()
        if not node.is_element_node:
            self._frames.append(self._frames[-1])
            return False
        attributes = node.attributes
        css = attributes.get("style") or ""
        if self._drops(node, tag, attributes, css):
            self._frames.append(self._frames[-1])
            return False
        self._open(node, tag, attributes, css)
        return True

    def _drops(
        self, node: LexborNode, tag: str, attributes: dict[str, str | None], css: str
    ) -> bool:
        if tag in DROPPED:
            return True
        if "hidden" not in attributes and not (css and _patterns()["hidden"].search(css)):
            return False
        if self._show_hidden:
            return False
        self.page.hidden += len(node.text(deep=True))
        return True

    def _open(
        self, node: LexborNode, tag: str, attributes: dict[str, str | None], css: str
    ) -> None:
        outer = self._frames[-1]
        block = tag in BLOCKS
        if css and "display" in css.lower():
            as_block, as_inline = _patterns()["as_block"], _patterns()["as_inline"]
            block = bool(as_block.search(css)) or (block and not as_inline.search(css))
        if block:
            self._flush()
        region = outer.region
        if tag not in SMALL or block or attributes.get("id") or attributes.get("class"):
            region = len(self.page.regions)
            self.page.regions.append(region_of(tag, attributes, css, outer.region, outer.table))
        style = styled(outer.style, tag, attributes)
        frame = _Frame(block, region, style, outer.table, outer.cell, outer.heading, outer.list)
        if tag in HEADINGS:
            frame.heading = HEADINGS[tag]
        elif tag == "table":
            self._open_table(frame)
        elif tag == "tr" and frame.table:
            frame.table.next_row()
        elif tag in ("td", "th") and frame.table:
            frame.cell = frame.table.place(attributes)
        elif tag in LISTS:
            frame.list = list_of(node, tag, attributes)
        elif tag == "li" and outer.list:
            self._marker = marker(outer.list, attributes)
        self._frames.append(frame)

    def _open_table(self, frame: _Frame) -> None:
        if frame.table:
            self.page.layout.add(frame.table.number)
        frame.table, frame.cell = Table(len(self.page.tables)), None
        self.page.tables.append(frame.table)

    def _leave(self, node: LexborNode) -> None:
        frame = self._frames.pop()
        if frame is not self._frames[-1] and frame.block:  # the frame of an element of its own
            self._flush()
            if node.tag == "li":
                self._marker = ""

    def _text(self, text: str) -> None:
        frame = self._frames[-1]
        pieces = text.split("\n") if frame.style.pre else [_patterns()["wrap"].sub("", text)]
        for number, piece in enumerate(pieces):
            if number:
                self._break()
            if piece:
                self._parts.append((piece, frame.style))
                if self._place is None and not piece.isspace():
                    self._place = frame

    def _break(self) -> None:
        """Ends a line inside a block."""
        breaks = self._breaks if self._place is None else 0
        self._flush()
        self._breaks = breaks + 1

    def _flush(self) -> None:
        """Ends the line that has been collected, if there is any ink in it."""
        parts, frame = self._parts, self._place
        breaks, self._breaks = self._breaks, 0
        self._parts, self._place = [], None
        if frame is None:
            return
        text, runs = _squeeze(parts)
        if text:
            region, cell, heading = max(frame.region, 0), frame.cell, frame.heading
            line = Line(text, region, runs, cell, heading, self._marker, breaks=breaks)
            line.indented = _is_indented(parts)
            self.page.lines.append(line)
            self._marker = ""


def _is_indented(parts: list[tuple[str, Style]]) -> bool:
    """Whether a line begins with blanks that the page shows."""
    text = "".join(piece for piece, _ in parts)
    shown = text if parts[0][1].pre else text.lstrip(" \t\r\n")
    return shown[:1] in "\u00a0\u2002\u2003\u3000" or shown.startswith(("  ", "\t"))


def _squeeze(parts: list[tuple[str, Style]]) -> tuple[str, list[tuple[int, Style]]]:
    """One line of text with single blanks, and its runs of one style as (length, style)."""
    blank, unseen = _patterns()["blank"], _patterns()["unseen"]
    out: list[str] = []
    runs: list[tuple[int, Style]] = []
    after_blank = True
    for piece, style in parts:
        piece = blank.sub(" ", unseen.sub("", piece))
        if after_blank:
            piece = piece.removeprefix(" ")
        if not piece:
            continue
        after_blank = piece[-1] == " "
        out.append(piece)
        if runs and runs[-1][1] == style:
            runs[-1] = (runs[-1][0] + len(piece), style)
        else:
            runs.append((len(piece), style))
    text = "".join(out)
    if text.endswith(" ") and runs:
        text = text[:-1]
        runs[-1] = (runs[-1][0] - 1, runs[-1][1])
    return text, runs
