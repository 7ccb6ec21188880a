"""The years a plan covers (规划期).

What a title names outranks what a line states. Where a title names the end only (到2027年), the
plan begins when it is issued.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...numerals import han_to_int
from ...patterns import compiled
from ...script import fold
from ...tree import Period
from .spacing import joined

_YEARS = compiled(
    r"(?<!\d)((?:19|20)\d\d)\s?年?\s?(?:[-—–~]{1,2}|至|到)\s?((?:19|20)\d\d)\s?年?(?!\d)"
)
_FYP = compiled(
    r"[“\"‘「]?(?P<n>十[一二三四五六七八九]|[六七八九])[·、]?五[”\"’」]?(?=规划|计划|期间|时期|"
    r"发展|建设|加快|专项|[”\"’」]|[\u4e00-\u9fff(])"
    r"|第(?P<n>[一二三四五六七八九十]{1,3})个五年"
)
_CALENDAR = compiled(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_QUOTED_TEN = compiled(r"[“\"「]十五[”\"」]|“十五”")
_STATED_PERIOD = compiled(
    r"(?:规划|计划|实施|行动|方案|执行|工作)(?:期限?|时限|周期|时间|年限)(?:为|是|:|从|"
    r"自)\s?((?:19|20)\d\d)\s?年?\s?"
    r"(?:[-—–~]{1,2}|至|到)\s?((?:19|20)\d\d)\s?年"
)
_SINGLE_YEAR = compiled(
    r"(?<![\d到至比较〔\[(])((?:19|20)\d\d)\s?(?:年度?|/\s?(?:19|20)?\d\d年度?)"
    r"(?!\s?\d{1,2}\s?月|\s?(?:以?前|之前|[^\s()]{0,6}版|修[订正]|远景))"
)
_UNTIL_YEAR = compiled(
    r"(?:(?<!\d)(?P<y>(?:19|20)\d\d)\s?年(?:底|末)?(?:以|之)?前"
    r"|[到至]\s?(?P<y>(?:19|20)\d\d)\s?年)"
)


def period_of(title: str | None, head: Sequence[str] = ()) -> Period | None:
    """The years a plan covers (规划期), from its title or a sentence that states them.

    >>> period_of("某省“十四五”数字经济发展规划")
    Period(start=2021, end=2025)
    """
    folded = fold(joined(title or ""))
    years = _YEARS.search(folded)
    if years:
        return _period(int(years[1]), int(years[2]))
    plan = _FYP.search(folded)
    if plan:
        return _five_years(plan["n"])
    if _QUOTED_TEN.search(folded):
        return Period(start=2001, end=2005)
    for line in head:
        stated = _STATED_PERIOD.search(fold(line[:2000]))
        if stated:
            return _period(int(stated[1]), int(stated[2]))
    named = {int(year) for year in _SINGLE_YEAR.findall(folded)}
    if len(named) == 2 and max(named) - min(named) == 1:  # 某年计划执行情况和次年计划草案的报告
        named.remove(min(named))
    return Period(start=min(named), end=min(named)) if len(named) == 1 else None


def plan_period(names: Sequence[str], lines: Sequence[str], issued: int | None) -> Period | None:
    """The plan's period: named by a title, else stated by a line, else up to a year in a title."""
    found = (period_of(name) for name in names)
    ending = (_until(name, issued) for name in names)
    named = next((p for p in found if p), None)
    period = named or period_of(None, lines) or next((p for p in ending if p), None)
    if period is None and issued and any("政府工作报告" in fold(name) for name in names):
        return Period(start=issued, end=issued)  # given at its beginning, for the year
    return period


def year_in(text: str | None) -> int | None:
    """The first calendar year in a text."""
    found = _CALENDAR.search(text or "")
    return int(found.group()) if found else None


def _until(title: str, issued: int | None) -> Period | None:
    """The period of a plan whose title names its end only (某年前…方案): it begins when issued."""
    found = _UNTIL_YEAR.search(fold(joined(title)))
    if not found or issued is None:
        return None
    return _period(issued, int(found["y"]))


def _period(start: int, end: int) -> Period | None:
    return Period(start=start, end=end) if start <= end <= start + 40 else None


def _five_years(number: str) -> Period | None:
    """The years of the n-th five-year plan: 1953 for the first, no plan for 1963–1965."""
    n = han_to_int(number)
    if n is None or not 1 <= n <= 30:
        return None
    start = 1951 + 5 * n if n >= 3 else 1948 + 5 * n
    return Period(start=start, end=start + 4)
