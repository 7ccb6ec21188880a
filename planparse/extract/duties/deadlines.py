"""Until when: which words are a deadline (完成时限), and the date it names."""

from __future__ import annotations

from functools import lru_cache

import regex

from ...patterns import compiled
from ...script import fold
from ..metadata import parse_date

_YEAR_MONTH = (
    r"(?:(?:20\d\d|[今明当本次每])年)?(?:\d{1,2}月(?:份|\d{1,2}日|[上中下]旬|[底末初])?|[上下]半年|"
    r"第?[一二三四1-4]季度末?|年?[底末内初中终])"
)
_DEADLINE = compiled(
    rf"(?:[于在至到从自需]|截至|力争|确保|预计|计划)?(?:{_YEAR_MONTH}|20\d\d年(?:[-—–~至到]+20\d\d年)?|"
    r"[每全当本近](?:[年月期周]|季度)度?|长期|持续|即[日时]|常态|按(?:进度|时序|计划|年度|时间|[期月季]|要求|节点)|"
    r"分(?:阶段|年度|[期步批])|[适实随]时|立即|年度|逐年|(?:方案|文件)?印发|“?十[三四五六]五|贯穿|"
    r"(?:近|中|远|中长|规划|定)期|滚动|动态|尽快|同步)[^;:]{0,32}"
)
_DONE = compiled(
    r"完成|[动开竣完]工|投[产用入]|交付|通车|推进|见效|成效|到位|落实|坚持|实施|启动|开展|前$|底$|末$|内$|优化|更新|年$|月$|日$|"
    r"执行|建成|有效|运行|出台|报送|起$|推动|工作|任务|提升|达到|进行|反馈"
)
_LASTING = compiled("长期|常年|全年|长期性工作|常态化")
_DUE = compiled(
    r"(?:(?P<year>20\d\d)年|(?P<relative>[今明当本]年))?\s?"
    r"(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日|份?[底末初]|[上中下]旬)?|(?P<half>[上下])半年|"
    r"第?(?P<quarter>[一二三四1-4])季度"
    r"|(?P<end>年?[底末终])|(?P<within>年?内)|(?=[^\d月]|$))"
)
_QUARTER = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}


@lru_cache(maxsize=4096)
def is_deadline(piece: str) -> bool:
    """Whether a folded piece says until when (6月底完成、持续推进、2025年12月底前).

    >>> [is_deadline(p) for p in ("6月底前完成", "持续推进", "2025年", "年产50万吨")]
    [True, True, True, False]
    """
    if _LASTING.fullmatch(piece):
        return True
    if len(piece) > 60 or not _DEADLINE.fullmatch(piece):
        return False
    return _DONE.search(piece) is not None


def due_date(deadline: str, document_year: int | None = None) -> str | None:
    """When a deadline (完成时限) falls, as exactly as it says: a day, a month or a year.

    >>> [due_date(d, 2024) for d in ("6月底前完成", "2025年12月31日", "2026年内", "持续推进")]
    ['2024-06', '2025-12-31', '2026', None]
    >>> due_date("2026 年 6 月底")
    '2026-06'
    """
    folded = "".join(fold(deadline).split())
    exact = parse_date(folded)
    if exact and len(exact) == 10:
        return exact
    due, year = None, None
    for found in _DUE.finditer(folded):
        if not found.group():
            continue
        year = _due_year(found, year, document_year)
        value = _due_value(found, year)
        due = value or due
    return due


def _due_year(found: regex.Match[str], before: int | None, document: int | None) -> int | None:
    if found["year"]:
        return int(found["year"])
    if found["relative"] and document:
        return document + (found["relative"][0] == "明")
    return before or document


def _due_value(found: regex.Match[str], year: int | None) -> str | None:
    if year is None:
        return None
    month = 0
    if found["month"]:
        month = int(found["month"])
        if found["day"]:
            return parse_date(f"{year}年{month}月{found['day']}日")
    elif found["half"]:
        month = 6 if found["half"] == "上" else 12
    elif found["quarter"]:
        month = _QUARTER[found["quarter"]]
    elif found["end"]:
        month = 12
    if month > 12:
        return None
    return f"{year}-{month:02}" if month else str(year)
