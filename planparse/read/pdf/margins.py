"""Page numbers and running heads (页码、页眉、页脚)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

import regex

from ...patterns import compiled
from ..margins import page_number
from ..source import Role
from .page import Line, Page


@cache
def _browser() -> regex.Pattern[str]:
    """What browsers print at the edges of a page: when, and from which address."""
    return compiled(
        r"\d{1,4}([/.-])\d{1,2}\1\d{1,4}\s*+[,，]?\s*+(?:[上下]午\s*+)?\d{1,2}:\d{2}(?:\s*+[AP]M)?(?:\s|$)"
        r"|(?:https?|file)://\S++(?:\s++\d{1,4}/\d{1,4})?$"
    )


def _margin_lines(page: Page) -> Iterator[Line]:
    """The first and last two lines of a page that stand in the outer eighth of its height."""
    lines = sorted((n for n in page.lines if n.role == "paragraph"), key=lambda n: -n.base)
    height = page.top - page.bottom
    for number, line in enumerate(lines):
        at_top = number < 2 and line.base > page.top - 0.125 * height
        at_bottom = number >= len(lines) - 2 and line.base < page.bottom + 0.125 * height
        if at_top or at_bottom:
            yield line


def mark_margins(pages: list[Page], size: float) -> None:
    """Gives page numbers and running heads their roles; ``size`` is that of the body's type."""
    bare: defaultdict[int, list[Line]] = defaultdict(list)
    heads: defaultdict[tuple[str, int], list[Line]] = defaultdict(list)
    for page in pages:
        for line in _margin_lines(page):
            found = page_number().fullmatch(line.text.strip())
            if found and found["sure"]:
                line.role = "page-number"
            elif _browser().match(line.text):
                line.role = "furniture"
            elif found:
                offset = int(line.text) - page.number if line.text.isdigit() else 0
                bare[offset].append(line)
            else:
                heads[_head_key(line, page)].append(line)
    enough = 2 if len(pages) > 1 else 1
    for lines in bare.values():
        if len(lines) >= enough:
            _give(lines, "page-number")
    for lines in heads.values():
        count = len({line.page for line in lines})
        if count >= 3 or 2 <= count >= len(pages) / 2:
            _give(lines, "furniture")
    _give(_changing_heads(pages, size), "furniture")


def _changing_heads(pages: list[Page], size: float) -> list[Line]:
    """Running heads that name the chapter: small first lines at one height, well above the text."""
    heights: defaultdict[int, list[Line]] = defaultdict(list)
    printed = 0
    for page in pages:
        lines = sorted((n for n in page.lines if n.role == "paragraph"), key=lambda n: -n.base)[:2]
        printed += bool(lines)
        if len(lines) == 2 and _is_apart(page, lines[0], lines[1], size):
            heights[round((page.top - lines[0].base) / 8)].append(lines[0])
    best = max(heights.values(), key=len, default=[])
    return best if len(best) >= 3 and len(best) * 5 >= printed * 3 else []


def _is_apart(page: Page, head: Line, below: Line, size: float) -> bool:
    high = head.base > page.top - 0.125 * (page.top - page.bottom)
    return high and head.size < 0.92 * size and head.base - below.base > 1.8 * size


def _head_key(line: Line, page: Page) -> tuple[str, int]:
    """What a running head repeats: its words without digits and blanks, and its height."""
    words = "".join("#" if c.isdigit() else c for c in line.text if not c.isspace())
    return words, round((page.top - line.base) / 8)


def _give(lines: Iterable[Line], role: Role) -> None:
    for line in lines:
        line.role = role
