"""How many years later the new document speaks (年度滚动).

This year's work report says 2026 wherever last year's said 2025. That is no change of a target: a
growth of 5% for 2025 and for 2026 is the same aim, and 3% in place of 5% is the news. So the years
in the headings that correspond are asked first, and years that moved on as these did count as same.
"""

from __future__ import annotations

from collections import Counter

from ..patterns import compiled
from .match import Matching

_YEAR = compiled(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def years_on(pairs: Matching) -> int:
    """By how many years the headings that correspond moved on; 0 where as many stayed."""
    moved: Counter[int] = Counter()
    for item in pairs.new.items:
        origin = pairs.origin(item)
        before = _YEAR.findall(origin.title or "") if origin is not None else []
        after = _YEAR.findall(item.title or "") if before else []
        if before and len(before) == len(after):
            steps = {int(new) - int(old) for old, new in zip(before, after, strict=True)}
            moved.update(steps if len(steps) == 1 else ())
    step, count = max(moved.items(), key=lambda one: (one[1], -abs(one[0])), default=(0, 0))
    return step if count > moved[0] else 0


def later(text: str, on: int) -> str:
    """A text with its years so much later.

    >>> later("到2025年底，2025年计划的1200万元", 1)
    '到2026年底，2026年计划的1200万元'
    """
    return _YEAR.sub(lambda year: str(int(year[0]) + on), text) if on else text
