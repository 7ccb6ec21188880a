"""A duty's text cut into pieces and the pieces into units (责任单位的切分)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ...patterns import compiled
from ..agencies import has_level, is_generic, is_strong_unit, is_unit

MAX_UNIT = 40
_EDGES = " 、,;。:"
_SHARE = compiled(r"\((?P<role>牵头|配合|参与|主办|协办|主责|协同)(?:单位|部门|处室)?\)$")
_OPEN_END = compiled(
    r"(?<![高中初平同特])等(?:\d{1,2}|[一二三四五六七八九十几多]{1,2})?[个家]?(?:各级?|其[他它]|多个)?"
    r"(?:国家|中央|[市省区县]直?)?级?(?:相[关应]|有关|成员|职能|责任|地方|主管|行业|牵头|配合|参与)*[市省区县]?"
    r"(?:部门|单位|机构|政府|地[区方]|[市区县]{2}|[处科]室|企业|部委|委办局|[院学]校|协会|组织)?"
    r"(?:[和及、](?:单位|部门|地区))?$"
)
OPENERS, CLOSERS = "(〔[【〈", ")〕]】〉"
_MARK = compiled(r"[(〔\[【〈)〕\]】〉各、,;。\n]")
_JOIN = compiled(
    r"以及|会同|及(?!其|时)|和(?!平|田|县|林|硕|静|龙|顺|政县|布克)|(?<!参)与(?!其)|/|\s+"
)
_TIER = r"(?:省|自治区|直辖市|市|县|区|旗|自治州|州|盟|乡|镇|街道|新疆生产建设兵团)"
_TIERS = compiled(
    rf"各{_TIER}{{1,3}}(?:\([^()]{{1,8}}\))?(?:、{_TIER}{{1,3}}(?:\([^()]{{1,8}}\))?)++"
    r"(?:党委、政府|(?:人民)?政府|党委|办事处)?(?=[^\u4e00-\u9fff]|负责|配合|牵头|落实|按|和|及|等|$)"
)
_REMARK = compiled(
    r"[,;。、(〔]\s?(?:以下(?:[^,;。]{0,8}(?:均|都|同|不再|各项|任务|工作))|下同|不再[^,;。]{0,4}(?:列|赘|重复|分工)"
    r"|(?:具体|各项|其他|其余)(?:任务|工作|事项)[^,;。]{0,4}涉及"
    r"|(?:排|列)[^,;。]{0,3}(?:首|第一|前)[^,;。]{0,8}牵头|牵头[^,;。]{0,4}(?:排|列)[^,;。]{0,3}(?:首|第一|前))"
)
"""A remark after the units that speaks of the other items of the plan, up to the end."""


def before_remark(folded: str, start: int, end: int) -> int:
    """Where a duty ends that a remark on other items follows (以下均需…), or its bracket begins."""
    found = _REMARK.search(folded, start, end)
    if found is None:
        return end
    opened = folded.rfind("(", start, found.start())
    closed = folded.rfind(")", start, found.start())
    return opened if opened > closed else found.start()


def clauses(folded: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """The pieces of ``folded[start:end]`` at separators outside brackets, and what ended each.

    The tiers of one open name (各省、自治区、直辖市人民政府) stay together.
    """
    depth, begin, whole = 0, start, start
    for mark in _MARK.finditer(folded, start, end):
        at, char = mark.start(), mark[0]
        if at < whole:
            continue
        if char == "各":
            tiers = _TIERS.match(folded, at, end)
            whole = tiers.end() if tiers else whole
        elif char in OPENERS:
            depth += 1
        elif char in CLOSERS:
            depth = max(0, depth - 1)
        elif not depth:
            yield begin, at, char
            begin = at + 1
    yield begin, end, ""


def stripped(folded: str, start: int, end: int) -> tuple[int, int]:
    """A range without the marks and blanks at its ends."""
    piece = folded[start:end].lstrip(_EDGES)
    start = end - len(piece)
    return start, start + len(piece.rstrip(_EDGES))


class Name(NamedTuple):
    """A name in a piece of a duty, without what it is short for (等部门) and its note of a role."""

    start: int
    end: int
    share: str
    """The word in brackets after the name that gives it a role (牵头)."""
    known: bool
    """Whether it can be the name of a unit."""
    strong: bool
    """Whether it ends as only organisations do, or is an open name (相关部门)."""


@lru_cache(maxsize=4096)  # the agencies of a plan come again and again
def names_in(piece: str) -> tuple[Name, ...]:
    """The names that a piece joins with 及, 和 and blanks (市财政局和市税务局).

    >>> [(n.start, n.end, n.known) for n in names_in("市财政局和市税务局")]
    [(0, 4, True), (5, 9, True)]
    """
    names = (name_at(piece, start, end) for start, end in _units(piece, 0, len(piece)))
    return tuple(name for name in names if name)


def name_at(piece: str, start: int, end: int) -> Name | None:
    """The name in a range, or None if there is nothing but 等相关部门."""
    closed = _close_open_end(piece[start:end])
    start, end = stripped(piece, start, start + len(closed))
    share = _SHARE.search(piece, max(start, end - 8), end) if ")" in piece else None
    end = share.start() if share else end
    name = piece[start:end]
    if not name:
        return None
    known = is_unit(name)
    strong = known and (is_strong_unit(name) or is_generic(name))
    return Name(start, end, share["role"] if share else "", known, strong)


def _units(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The units of one piece: 及 和 and blanks divide it only between complete units."""
    begin = start
    for found in _JOIN.finditer(folded, start, end):
        if found.start() - begin > 2 * MAX_UNIT:
            continue
        left = _close_open_end(folded[begin : found.start()].strip())
        right = folded[found.end() : min(end, found.end() + 2 * MAX_UNIT)].strip()
        if _ends_unit(left) and _begins_unit(right):
            yield stripped(folded, begin, found.start())
            begin = found.end()
    yield stripped(folded, begin, end)


def _ends_unit(left: str) -> bool:
    return is_strong_unit(left) or is_generic(left) or (has_level(left) and is_unit(left))


def _begins_unit(right: str) -> bool:
    """Whether what follows 及 or 和 is, up to the next one, a unit as well."""
    head = _JOIN.split(right, maxsplit=1)[0]
    return any(is_unit(_close_open_end(part)) for part in (right, head))


def _close_open_end(name: str) -> str:
    """A name without 等, 等部门, 等相关单位 at its end."""
    found = _OPEN_END.search(name) if "等" in name else None
    return name[: found.start()] if found else name
