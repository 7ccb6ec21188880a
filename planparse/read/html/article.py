"""Where the article is on a page, and which tables only arrange the page (正文).

Every line has a weight: its characters, if it reads like prose, less those in links. A region
weighs what its lines weigh. A region with an id or class that Chinese content systems give to
articles (UCAP-CONTENT, TRS_Editor, zoom…) wins if it holds a fair part of the page; else the search
goes down from the root as long as one region holds nearly all of what its parent holds, and stops
where the weight divides among paragraphs. A sentence that stands on the page twice counts only
where it stands in the smaller block, so that a hidden copy for reading aloud neither draws the
search away nor widens it.

Tables are data or layout. A table around the article or around another table is layout and its
cells are plain blocks.
"""

from __future__ import annotations

from collections import Counter
from functools import cache

import regex

from ...patterns import compiled
from .page import Line, Page, Region
from .tags import CLOSED, TRANSPARENT


@cache
def _sentence_end() -> regex.Pattern[str]:
    return compiled(r"[。！？；!?;]")


def _mark_repeated(lines: list[Line]) -> None:
    """Marks copies: a line printed before, and a long one made of sentences of smaller blocks."""
    sentences = [
        [s for part in _sentence_end().split(line.text) if len(s := part.strip()) >= 8]
        for line in lines
    ]
    owner: dict[str, tuple[int, int]] = {}
    for number, found in enumerate(sentences):
        for sentence in found:
            owner[sentence] = min(owner.get(sentence, (1 << 60, 0)), (len(found), number))
    seen: set[str] = set()
    for line, found in zip(lines, sentences, strict=True):
        owners = Counter(owner[s][1] for s in found if len(found) > owner[s][0])
        foreign = sum(len(s) for s in found if len(found) > owner[s][0])
        blob = len(owners) >= 2 and foreign * 5 >= 4 * sum(map(len, found))
        line.repeated = blob or (len(line.text) >= 40 and line.text in seen)
        seen.add(line.text)


@cache
def _prose() -> regex.Pattern[str]:
    return compiled(r"[。；，！？、：]")


def weigh(page: Page) -> None:
    """Gives every line and region its weight, then takes away that of menus and footers."""
    _mark_repeated(page.lines)
    for line in page.lines:
        length = len(line.text)
        own = length - line.links
        prose = (length >= 12 and _prose().search(line.text)) or length >= 25
        if not line.repeated and own * 2 > length:
            line.weight = own if prose else own * 0.1
    _sum_up(page)
    total = sum(line.weight for line in page.lines)
    outside = [False] * len(page.regions)
    for number, region in enumerate(page.regions):
        off = region.off and region.weight < 0.4 * total
        outside[number] = off or (region.parent >= 0 and outside[region.parent])
    for line in page.lines:
        if outside[line.region]:
            line.weight = 0.0
    _sum_up(page)


def _sum_up(page: Page) -> None:
    """Adds the lines up along the regions; a parent always stands before its children."""
    for region in page.regions:
        region.weight, region.lines = 0.0, 0
    for line in page.lines:
        page.regions[line.region].weight += line.weight
        page.regions[line.region].lines += 1
    for region in reversed(page.regions):
        if region.parent >= 0:
            page.regions[region.parent].weight += region.weight
            page.regions[region.parent].lines += region.lines


def main_region(page: Page) -> int:
    """The region that holds the article; 0, the whole page, where nothing stands out."""
    regions = page.regions
    total = regions[0].weight
    if total < 100:
        return 0
    named = [n for n, r in enumerate(regions) if r.strong and r.weight >= 0.3 * total]
    if named:
        heaviest = max(regions[n].weight for n in named)
        return max(n for n in named if regions[n].weight >= 0.97 * heaviest)
    children: dict[int, list[int]] = {}
    for number, region in enumerate(regions):
        children.setdefault(region.parent, []).append(number)
    return _descend(regions, children)


def _descend(regions: list[Region], children: dict[int, list[int]]) -> int:
    best = here = 0
    while below := children.get(here):
        heavy = max(below, key=lambda n: regions[n].weight)
        region = regions[heavy]
        if region.weight < 0.75 * regions[here].weight or region.tag in CLOSED:
            break
        if region.tag not in TRANSPARENT and region.lines >= 3:
            best = heavy
        here = heavy
    return best


def inside_of(page: Page, main: int) -> list[bool]:
    """For each line whether it lies in the main region or in a twin of it beside it."""
    regions = page.regions
    chosen = regions[main]
    within = [False] * len(regions)
    for number, region in enumerate(regions):
        twin = chosen.strong and region.strong and region.parent == chosen.parent
        above = region.parent >= 0 and within[region.parent]
        within[number] = number == main or twin or above
    inside = [within[line.region] for line in page.lines]
    size = sum(len(line.text) for line, on in zip(page.lines, inside, strict=True) if on)
    for number, line in enumerate(page.lines):
        if line.repeated and len(line.text) > 0.4 * size:  # the whole article once more
            inside[number] = False
    return inside


def mark_layout(page: Page, main: int) -> None:
    """Adds the tables around the article to ``page.layout``."""
    above = main
    while above >= 0:
        if (around := page.regions[above].table) is not None:
            page.layout.add(around)
        above = page.regions[above].parent
