"""What printed pages have in common: where lines begin and end, page numbers, titles (版心)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache

import regex

from ..patterns import compiled


def edge(places: Iterable[float], step: float, *, far: bool, ragged: int = 2) -> float:
    """The outermost place that an eighth of the lines keep to; rows of tables may stand out.

    ``ragged`` is by how many steps lines that keep to it may differ: they end less evenly than they
    begin, for no line may begin with a mark or tear a word.

    >>> edge([90.0, 90.2, 90.1, 60.0], 5.0, far=False), edge([3.0, 1.0], 5.0, far=True)
    (90.0, 3.0)
    """
    values = list(places)
    bins = Counter(round(value / step) for value in values)
    inward = [-k if far else k for k in range(ragged)]
    held = {place: sum(bins[place + k] for k in inward) for place in bins}
    enough = max(2 if len(values) > 3 else 1, len(values) / 8)
    kept = [place for place, count in held.items() if count >= enough] or list(bins)
    place = max(kept) if far else min(kept)
    near = [value for value in values if abs(value - place * step) <= step]
    return max(near) if far else min(near)


@cache
def page_number() -> regex.Pattern[str]:
    """What a page number is (页码): ``sure`` by its form, or a ``bare`` number."""
    return compiled(
        r"(?P<sure>[-—–－―─·•]{1,3}\s*+(?:\d{1,4}|[ivxlcIVXLC]{1,6})\s*+[-—–－―─·•]{1,3}"
        r"|第\s*+[\d一二三四五六七八九十百]{1,4}\s*+[页頁](?:\s*+[,，/／]?\s*+共\s*+[\d一二三四五六七八九十百]{1,4}\s*+[页頁])?"
        r"|(?:[Pp]age\s*+)?\d{1,4}\s*+(?:[/／]|of)\s*+\d{1,4}(?:\s*+页)?|[Pp]age\s*+\d{1,4})"
        r"|(?P<bare>\d{1,4}|[ivxlc]{1,6})"
    )


@cache
def title_end() -> regex.Pattern[str]:
    """How a line ends that closes a heading set over several lines."""
    return compiled(
        r"(?:[。；：，！？;:,!?]|通知|意见|方案|规划|纲要|计划|办法|报告|决定|公告|函|细则|要点|文件)$"
    )


_FRAMES = frozenset("-—–－―─·•第Pp")
_LONGEST_NUMBER = 20


def is_page_number(line: str) -> bool:
    """Whether a line is a page number by its form.

    >>> is_page_number("— 12 —"), is_page_number("12"), is_page_number("-")
    (True, False, False)
    """
    if line[:1] not in _FRAMES or len(line) > _LONGEST_NUMBER:
        return False
    found = page_number().fullmatch(line)
    return bool(found and found["sure"])
