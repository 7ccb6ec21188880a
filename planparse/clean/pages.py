"""Page numbers on a line of their own (页码).

A bare number is a page number only as a member of an ascending chain with a page's worth of text
between its members; the row numbers of a table stand too close.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache

import regex

from ..patterns import compiled
from ..script import fold
from .lines import Line

_SHORT = 24
_PAGE_TEXT = (150, 4000)
"""How many characters stand between two page numbers."""
_CHAIN = 3


@cache
def _page_form() -> regex.Pattern[str]:
    dash, dot = "[-—–―─~]{1,2}", "[·•・.。]"
    return compiled(
        rf"(?P<dashed>{dash} ?\d{{1,4}} ?{dash}|一 \d{{1,4}} 一"
        r"|[Pp]age \d{1,4}(?: of \d{1,4})?|第 ?\d{1,4} ?页(?:[ ,/]*共 ?\d{1,4} ?页)?)"
        rf"|(?P<dotted>{dot} ?[\dlgIOo]{{1,4}} ?{dot})|(?P<total>\d{{1,4}} ?/ ?\d{{1,4}})"
        r"|(?P<bare>\d{1,4})|(?P<residue>(?!\d+(?:\.\d+)?[.、]?$)[\d·•・.。,、 ]{1,8})"
    )


def mark_pages(lines: list[Line]) -> None:
    """Marks the lines that are a page number and nothing else (页码)."""
    found: defaultdict[str | None, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if line.hint is not None and line.hint.role in ("page-number", "furniture"):
            line.aside = "page-number" if line.hint.role == "page-number" else "furniture"
        elif _is_piece(lines, index):
            continue
        elif len(line.text) <= _SHORT and (line.hint is None or line.hint.role == "paragraph"):
            form = _page_form().fullmatch(fold(line.text))
            if form:
                found[form.lastgroup].append(index)
    sure = {*found["dashed"], *_with_totals(lines, found["total"]), *_bare(lines, found["bare"])}
    if len(found["dotted"]) > 1:
        sure.update(found["dotted"], found["residue"])
    for index in sure:
        lines[index].aside = "page-number"


def _is_piece(lines: list[Line], index: int) -> bool:
    """Whether a line is known to belong to the one above or below it."""
    return any(line.glue is not None for line in lines[index : index + 2])


def _with_totals(lines: list[Line], indices: list[int]) -> list[int]:
    """Numbers such as 3/28, if at least two name the same total."""
    pairs = [[int(n) for n in fold(lines[i].text).split("/")] for i in indices]
    totals = Counter(total for number, total in pairs if 0 < number <= total)
    return [
        i
        for i, (number, total) in zip(indices, pairs, strict=True)
        if 0 < number <= total and totals[total] > 1
    ]


def _bare(lines: list[Line], indices: list[int]) -> set[int]:
    if len(indices) < _CHAIN:
        return set()
    places = places_of(lines)
    nodes = [Link(i, int(fold(lines[i].text)), places[i]) for i in indices]
    return {link.index for link in chains(nodes)}


def places_of(lines: list[Line]) -> list[int]:
    """How many characters stand before each line."""
    places, total = [], 0
    for line in lines:
        places.append(total)
        total += len(line.text)
    return places


class Link:
    """A number that may be a page number, linked to the one of the page before."""

    __slots__ = ("before", "index", "length", "place", "value")

    def __init__(self, index: int, value: int, place: int) -> None:
        self.index = index
        self.value = value
        self.place = place
        self.length = 1
        self.before: Link | None = None


def chains(links: list[Link]) -> Iterator[Link]:
    """The members of ascending chains with a page of text between members, longest first."""
    recent: dict[int, list[Link]] = {}
    for link in links:
        _attach(link, recent)
        recent.setdefault(link.value, []).append(link)
        del recent[link.value][:-4]
    taken: list[tuple[int, int]] = []
    seen: set[int] = set()
    for link in sorted(links, key=lambda link: (-link.length, link.index)):
        chain: list[Link] = []
        at: Link | None = link
        while at is not None and at.index not in seen:
            seen.add(at.index)
            chain.append(at)
            at = at.before
        if len(chain) < _CHAIN:
            continue
        first, last = chain[-1].index, chain[0].index
        at_most = bisect_right(taken, (last, last))
        if at_most == 0 or taken[at_most - 1][1] < first:
            taken.insert(at_most, (first, last))
            yield from chain


def _attach(link: Link, recent: dict[int, list[Link]]) -> None:
    near, far = _PAGE_TEXT
    for step in (1, 2, 3):
        for other in reversed(recent.get(link.value - step, ())):
            between = link.place - other.place
            if near <= between <= far * step and other.length >= link.length:
                link.before, link.length = other, other.length + 1
        if link.before is not None:
            return
