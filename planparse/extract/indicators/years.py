"""Which year a clause speaks of (目标年份), as a left-to-right reading of its time expressions.

A time expression either sets the year of the clauses after it (到2025年, “十四五”末, 今年), or it
tells what is compared (比2020年, 在2018年基础上), or it looks back (截至去年底, 五年来). Only the
first kind carries on into later clauses; a look back ends with its sentence. Calendar years inside
titles and quoted names are part of the name and say nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple

import regex

from ...numerals import han_to_int, to_int
from ...patterns import compiled
from ..plain import Plain
from .found import Context, Nature

Sense = Literal["due", "past", "base"]

_YEAR = r"(?:(?<![\d.])(?:19[5-9]|20\d|21\d)\d|二[〇零○]..)年"
_BACK = 20  # how many time expressions back a year is looked for
_HEADING = 40  # a first sentence up to this length heads its paragraph
_FAR = 400  # a sentence longer than this has lost its beginning
_COUNT = r"(?:[一二三四五六七八九十两]|\d{1,2}+)"
_FIVE = "(?:十[一二三四五六七八九]?|[六七八九])五"
_PLAN = rf"[“\"'‘]{_FIVE}[”\"'’]"


_ORDINAL = compiled("(十[一二三四五六七八九]?|[六七八九])五")


_MEASURED = compiled(
    "(?:率|占比|比[例重]|规模|产值|收入|[额量]|总[数值]|面积|里程|指数|浓度|水平)$"
)
_PAIRING = ("、", "和", "及", "与", ",", "和到", "、到", "及到")
_CLAUSE_END = compiled("[,;。:]")


class Moment(NamedTuple):
    """A time expression in a plain reading."""

    start: int
    end: int
    sense: Sense
    year: int | None
    until: int | None = None
    """Where it stops to hold, if it stands between a measure and its number."""


_ANCHOR = compiled("[年五《]|季度|目前|当前|同比|环比|截[至止]")
"""Every time expression has one of these words, the first of them no later than ``_LEAD``."""
_LEAD = 11
_STARTS = frozenset(
    "《比较与同相环从由自第下“\"'‘十一二三四五六七八九两截今本全年当明来次去上过近目未再利用经力0123456789"
)


@cache
def _pattern() -> regex.Pattern[str]:
    return compiled(
        rf"""
          (?P<title>《[^《》]{{0,80}}》)
        | (?P<base>(?:比|较|与|同|相比|相较)(?:{_YEAR}(?:底|末)?|上一?年|去年|前一年
              |“?{_FIVE}”?(?:期?末|期间|时期)?) | {_YEAR}(?:的|底|末)?(?:基础上)
              |“?{_FIVE}”?(?:期?末|期间|时期)?的?基础上|同比|环比
              |[比较从由](?:目前|现在)的?|[从由自]{_YEAR}(?:底|末)?(?:起|的)?)
        | (?P<since>{_YEAR}(?:\d{{1,2}}月(?:\d{{1,2}}日)?)?起)
        | (?P<span>(?:19|20)(?P<first>\d\d)年?(?:-{{1,2}}|~|至|到)(?P<last>(?:19|20)?\d\d)年)
        | (?P<until>截[至止]到?)?(?P<year>{_YEAR})(?P<month>\d{{1,2}}月)?
              (?!版|以来|修订|印发|发布|出台|远景目标纲要|政府工作报告|以前建|生)
        | (?P<plan>(?:{_PLAN}|(?<![“\"第])十[一二三四五六七八九]?五)
              (?:规划)?(?P<part>以来|期?末|期间|时期|期内|(?:前|后)[一二三]年|收官
              |(?=[^,;。:]{{1,10}}:))(?!(?:遗留|存在|未完成|确定|规划)的))
        | (?P<now>今年|(?<![资成基])本年度?(?!均)|(?<!安)全年(?!均)|年内|(?<![\d年])年底前?
              |(?<![\d年])年末|当年底
              |(?<=力争|争取|确保|努力)(?:[上下]半年|第?[一二三四1-4]季度))
        | (?P<next>(?<!文)明年(?!均)|(?<![未近以往])来年(?!均)|(?<![频批场班轮梯档])次年(?!均))
        | (?P<ago>去年|(?<!以)上年(?!均)|过去{_COUNT}年|{_COUNT}年来|近年来?|近[一二三两几]年
              |目前|(?<!以)当前(?![和及与至的])|截至|截止(?=\s?(?:\d{1, 2}\s?月|上月|目前)))
        | (?P<ahead>(?:今后|未来|再用|利用|经过|力争用|用)(?P<years>{_COUNT})
              (?:(?:-|至)\d{{1,2}})?年(?:左右)?(?:时间)?
              |(?<![\d第])(?P<within>{_COUNT})年(?:之?内))
        """,
        regex.VERBOSE,
    )


@lru_cache(maxsize=8)  # a paragraph's targets and the year it leaves in force are read in turn
def moments(text: str, context: Context) -> tuple[Moment, ...]:
    """The time expressions of a plain reading, in order."""
    if not _names_time(text):
        return ()
    found = (_moment(match, context) for match in _matches(text))
    timeline = [moment for moment in found if moment]
    known = context.year is not None or context.period_end is not None
    return tuple(_bounded(text, moment) if known else moment for moment in timeline)


def _names_time(text: str) -> bool:
    """Whether a text has a word that some time expression has: most have none."""
    return (
        "年" in text or "五" in text or "目前" in text or "当前" in text
        or "季度" in text or "同比" in text or "环比" in text or "截" in text
    )  # fmt: skip


def _matches(text: str) -> Iterator[regex.Match[str]]:
    """The matches of the time expressions, each looked for from a little before its anchor."""
    position = 0
    while anchor := _ANCHOR.search(text, position):
        match = _first(text, max(position, anchor.start() - _LEAD), anchor.start())
        position = match.end() if match else anchor.start() + 1
        if match:
            yield match


def _first(text: str, first: int, last: int) -> regex.Match[str] | None:
    """The first time expression that begins in a range of places, both ends included."""
    pattern = _pattern()
    for at in range(first, last + 1):
        if text[at] in _STARTS and (match := pattern.match(text, at)):
            return match
    return None


def _bounded(text: str, moment: Moment) -> Moment:
    """A time between a measure and its number holds for that clause only (覆盖率2027年前达到…)."""
    if moment.sense != "due" or not _MEASURED.search(text, max(0, moment.start - 8), moment.start):
        return moment
    mark = _CLAUSE_END.search(text, moment.end)
    return moment._replace(until=mark.start() if mark else len(text))


def _moment(match: regex.Match[str], context: Context) -> Moment | None:
    start, end = match.span()
    kind = match.lastgroup
    if match["title"] or match["since"]:
        return None
    if match["base"]:
        return Moment(start, end, "base", None)
    year = _year(match, context)
    past = bool(match["ago"]) or match["part"] == "以来"
    if year is not None:
        past = past or _lies_behind(year, match, context)
    if kind and year is None and not past:
        return None
    return Moment(start, end, "past" if past else "due", year)


def _lies_behind(year: int, match: regex.Match[str], context: Context) -> bool:
    """Whether a named year is over: before the document's, or of a five-year plan before its."""
    now = issue_year(context)
    if now is None:
        return match["until"] is not None
    begins = context.period_start
    earlier = match["plan"] is not None and begins is not None and year < begins
    return year < now + bool(match["until"]) or (earlier and year <= now)


def issue_year(context: Context) -> int | None:
    """The year a document speaks in (发文年份).

    A title like 2030年前…方案 names the plan's last year, so that a document year which is the last
    of a longer period says nothing; the period's first year does.
    """
    start, year = context.period_start, context.document_year
    if year is None or (start is not None and start < year == context.period_end):
        return start
    return year


def _year(match: regex.Match[str], context: Context) -> int | None:
    """The calendar year that a match names, as far as the context can tell."""
    now = issue_year(context)
    if match["span"]:
        last = match["last"]
        return int(last) if len(last) == 4 else int(match["span"][:2] + last)
    if match["year"]:
        return _calendar(match["year"])
    if match["plan"]:
        return plan_period(match["plan"])[1]
    if match["now"]:
        return now if now is not None else context.year
    if match["next"]:
        return now + 1 if now is not None else None
    if match["ahead"]:
        return _ahead(match, context)
    return None


def _calendar(written: str) -> int | None:
    return to_int(written.removesuffix("年"))


def _ahead(match: regex.Match[str], context: Context) -> int | None:
    """N years from now; within a plan's period they end with the period."""
    years = match["years"] or match["within"]
    count = to_int(years)
    now, end = issue_year(context), context.period_end
    if count and match["years"]:  # the five years to come begin with this one
        count -= match[0].startswith(("今后", "未来"))
    if end is not None and (now is None or count is None or now + count <= end + 1):
        return end
    return None if count is None or now is None else now + count


def plan_period(written: str) -> tuple[int | None, int | None]:
    """First and last year of a five-year plan (五年规划), from the sixth on.

    >>> plan_period("“十四五”期间"), plan_period("十五五时期"), plan_period("“九五”")
    ((2021, 2025), (2026, 2030), (1996, 2000))
    """
    match = _ORDINAL.search(written)
    if match is None:
        return None, None
    ordinal = han_to_int(match[1]) or 0
    start = 1981 + 5 * (ordinal - 6)
    return start, start + 4


def year_at(position: int, timeline: Sequence[Moment], text: str) -> Moment | None:
    """The time expression that governs a place: the last one before it that still holds."""
    before = bisect_left(timeline, position, key=lambda moment: moment.start)
    for moment in reversed(timeline[max(0, before - _BACK) : before]):
        if moment.sense == "base" or (moment.until is not None and moment.until < position):
            continue
        ended = moment.sense == "past" and _sentence_ends(text, moment.end, position)
        if ended and not (moment.year and _heads(text, moment.start)):
            continue
        return moment
    return None


def paired_years(moment: Moment, timeline: Sequence[Moment], text: str) -> tuple[int, ...]:
    """The years of 到2022年和2030年, of which ``moment`` is the last.

    >>> text = "到2022年和2030年,达标率分别不低于22%和30%"
    >>> timeline = moments(text, Context())
    >>> paired_years(timeline[-1], timeline, text)
    (2022, 2030)
    """
    last = timeline.index(moment)
    first = last
    while first and text[timeline[first - 1].end : timeline[first].start] in _PAIRING:
        first -= 1
    return tuple(m.year for m in timeline[first : last + 1] if m.year is not None)


def _heads(text: str, position: int) -> bool:
    """Whether a time stands in a short first sentence that the paragraph goes on from."""
    return position <= 8 and 0 < text.find("。", position) <= _HEADING


def _sentence_ends(text: str, start: int, end: int) -> bool:
    if end - start > _FAR:
        return True
    return any(text.find(mark, start, end) >= 0 for mark in "。!?\n")


def year_in_force(reading: Plain, context: Context) -> int | None:
    """The year a paragraph or heading leaves in force for what follows it.

    A heading that names a year (2025年主要任务), a lead-in that ends with a colon and a paragraph
    whose first or second sentence begins with a year do; a year in passing does not.

    >>> from planparse.extract.plain import plain
    >>> year_in_force(plain("到2027年，实现以下目标："), Context())
    2027
    """
    text = reading.text
    if "年" not in text and "五" not in text:
        return None
    due = [m for m in moments(text, context) if m.sense == "due" and m.year]
    if not due:
        return None
    if text.endswith(":"):
        return due[-1].year
    heading = len(text) <= 40 and "。" not in text.rstrip("。")
    leading = [m for m in due if heading or (m.start < _FAR and _leads(text, m.start))]
    years = [m.year for m in leading]
    return context.period_end if context.period_end in years else (years[0] if years else None)


_BEFORE = compiled(r"(?:到|至|力争|争取|确保|在|[“\"]|-){0,4}+$")


def _leads(text: str, position: int) -> bool:
    """Whether a place begins the paragraph, or the sentence after its run-in heading."""
    before = _BEFORE.sub("", text[max(0, position - 8) : position])
    begins = position <= 8 and len(before) <= 4
    return begins or (before.endswith(("。", ":")) and text.count("。", 0, position) <= 1)


_NATURES = compiled(
    r"(?P<binding>(?<!(?:实现|完成)[^,;。:]{0,10})约束性|约束性(?![目指]标[^,;。:]{0,6}[;。]))"
    r"|(?P<expected>预期性|预期(?:发展|增长|性)?目标)"
)


def nature_in_force(reading: Plain) -> Nature | None:
    """约束性 or 预期性 where a text calls its targets so, and calls them only one of both."""
    text = reading.text
    if "约束性" not in text and "预期" not in text:
        return None
    kinds = {match.lastgroup for match in _NATURES.finditer(text)}
    if len(kinds) != 1:
        return None
    return "约束性" if "binding" in kinds else "预期性"
