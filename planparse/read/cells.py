"""What the cells of a table look like, by the kind of their column (任务分解表的栏目).

A line fits a kind of column more or less: ``misfit`` says how badly, and ``EMPTY`` and ``LONGER``
what it costs to leave a cell empty or to put one more line into it. Lines are in half width.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import inf
from typing import Literal

from ..numerals import to_int
from ..patterns import compiled
from ..table_words import LONGEST_NAME, Meaning

Column = Literal[
    "index", "category", "content", "aim", "figure", "measure", "nature", "units", "person",
    "time", "other", "any",
]  # fmt: skip
"""``aim`` is a figure or what is to be reached in words; of ``any`` nothing is known."""
_KINDS: dict[Meaning, Column] = {
    "number": "index", "category": "category", "name": "content", "task": "content",
    "aim": "aim", "target": "figure", "base": "figure", "change": "figure", "measure": "measure",
    "weight": "figure", "nature": "nature", "lead": "units", "support": "units", "both": "units",
    "main": "units", "units": "units", "overseer": "units", "person": "person", "time": "time",
    "note": "other",
}  # fmt: skip
_NUMBER = compiled(r"\(?(?P<number>\d{1,3}|[一二三四五六七八九十]{1,3})\)?[.、]?")
_UNIT = compiled(
    r"(?:[局委办厅部院会署行司所馆处科室组站校社厂联镇乡县区市]|政府|中心|集团|街道|单位|部门|[大支]队"
    r"|机关|企业|各.{1,8})(?:等.{0,12}|\([^()]*\))?$"
)
_PERSON = compiled(r"\p{Han}{2,4}(?:[、 ]\p{Han}{2,4})*|(?:\p{Han} {1,2}\p{Han}){1,4}")
_WHEN = compiled(
    r"20\d\d|\d{1,2} ?月|年[底内度]|全年|持续|长期|季度|[上下]半年|每[年季月周]|立即|即时|底前|常态"
    r"|按.{0,12}(?:要求|进度|计划|时)"
)
_LISTED = compiled("[、,]")
_LONGEST_UNIT = 16
_LABEL = compiled(r".{0,4}(?:单位|部门|牵头|配合|责任):.{0,60}")
_LOOSE: dict[Column, float] = {"other": 0.25, "any": 0.125, "nature": 2.0}
"""What everything costs in a column whatever it looks like."""
_NATURES = ("约束性", "预期性")
_LONGEST_MEASURE = 10
"""Code points of a unit of measure (万人次, 人/平方公里)."""
_MEASURE = compiled(
    r"%|‰|[十百千]?[万亿]{0,2}(?:元|亩|吨|斤|公顷|(?:平方|立方)?(?:公里|米)|千瓦时?|吨标准煤|人次?|户|家|个|项|头|只"
    r"|[套台件座条处辆所床张名岁年天])(?:/[^\s/]{1,6})?"
)
"""A unit of measure, which says nothing of what is to be done."""
_FIGURE = compiled(r"[<>≤≥±+-]?\d[\d.,]*+%?(?:[-~]\d[\d.,]*+%?)?\*?")
_SURE = compiled(
    r"(?:[<>≤≥±+-]|累计|不[低少高]于|不超过|小于|大于|超过|达到|约)?\d[\d.,]*+(?![.、]\p{Han})[^。;:,]{0,8}$"
)
_ITEM = compiled(r"\d{1,2}[.、] ?[\p{Han}“《(]")
_NOTHING = compiled(r"[-—/\\无]+")

EMPTY: dict[Column, float] = {
    "index": 9.0, "category": 0.125, "content": 1.0, "aim": 0.25, "figure": 0.25, "measure": 0.25,
    "nature": 0.75, "units": 0.75, "person": 0.625, "time": 0.75, "other": 0.125,
    "any": 0.25,
}  # fmt: skip
"""What an empty cell costs."""
LONGER: dict[Column, float] = {
    "index": 9.0, "category": 0.5, "content": 0.125, "aim": 0.5, "figure": 1.5, "measure": 1.0,
    "nature": 2.0, "units": 0.25, "person": 0.375, "time": 0.875, "other": 0.5,
    "any": 0.5,
}  # fmt: skip
"""What one more line in a cell costs."""
NARROWEST, WIDEST = 3, 12
"""Columns of a table whose header names them."""
GROUP = compiled(
    r"\(?[一二三四五六七八九十]{1,3}[)、]|第[一二三四五六七八九十]{1,3}[章节类]|[^。;,|]{2,16}\(\d+项\)$"
    r"|(?:行动|任务|工程|专项|板块)[一二三四五六七八九十]{1,3}[:、 ]"
)
"""The heading of a group of rows."""
ANSWERING: tuple[Column, ...] = ("units", "person", "time")


def kind_of(meaning: Meaning | None) -> Column:
    """What the cells of a column look like whose name means so much."""
    return _KINDS[meaning] if meaning else "any"


def number_of(folded: str) -> int | None:
    """The running number that a line is and no more.

    >>> number_of("3"), number_of("(三)"), number_of("3个")
    (3, 3, None)
    """
    match = _NUMBER.fullmatch(folded) if len(folded) <= 6 else None
    return to_int(match["number"]) if match else None


def misfit(folded: str, column: Column) -> float:
    """How little a line looks like what stands in a column of the kind."""
    if column == "index":
        return 0.0 if _NUMBER.fullmatch(folded) else inf
    if _NOTHING.fullmatch(folded):
        return 0.5 if column == "content" else 0.0
    if folded.startswith(_NATURES):
        return 0.0 if column == "nature" else 3.0
    if column in _LOOSE:
        return _LOOSE[column]
    if column in ("content", "category") and _MEASURE.fullmatch(folded):
        return 1.25
    ended = folded[-1] in "。;"
    if column == "figure":
        return _misfit_of_figure(folded, ended)
    if column == "measure":
        return 1.25 if ended or len(folded) > _LONGEST_MEASURE or folded[0].isdecimal() else 0.0
    unit = not ended and len(folded) <= 120 and _UNIT.search(folded) is not None
    when = len(folded) <= 40 and _WHEN.search(folded) is not None
    if column == "units":
        return 0.0 if unit or _LABEL.fullmatch(folded) else _misfit_of_units(folded, ended)
    if column == "person":
        return 0.0 if not unit and _PERSON.fullmatch(folded) else 1.25 + ended
    if column == "time":
        return 0.0 if when else 1.25 + ended
    if len(folded) <= LONGEST_NAME and _FIGURE.fullmatch(folded):
        return 0.0 if column == "aim" else 1.0
    return 0.0 if ended or not (unit or when) else 0.25 if len(folded) > 10 else 0.5


def _misfit_of_units(folded: str, ended: bool) -> float:
    """Little where each name in a list that ends like a sentence is that of a unit."""
    names = _LISTED.split(folded.rstrip("。;"))
    listed = all(len(name) <= _LONGEST_UNIT and _UNIT.search(name) for name in names)
    return 0.5 if ended and listed else 1.25 + ended


def _misfit_of_figure(folded: str, ended: bool) -> float:
    if ended or len(folded) > LONGEST_NAME or _ITEM.match(folded):
        return 1.25
    if any(char.isdecimal() for char in folded):
        return 0.0
    return 0.5


def is_sure(folded: str, column: Column) -> bool:
    """Whether a line can only stand in a column of figures or natures: 99%以上, 约束性."""
    if folded.startswith(_NATURES):
        return column == "nature"
    return column == "figure" and folded[-1:].strip(".、") != "" and _SURE.match(folded) is not None


def is_task(folded: str) -> bool:
    """Whether a line can say what is to be done."""
    if _NOTHING.fullmatch(folded) or _LABEL.match(folded):
        return False
    return misfit(folded, "content") == 0.0


def answers(folded: str, columns: Iterable[Column]) -> bool:
    """Whether a line says who answers or when, as some of the columns do."""
    return any(misfit(folded, kind) == 0.0 for kind in columns if kind in ANSWERING)
