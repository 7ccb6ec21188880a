"""What the cells of a table look like, by the kind of their column (任务分解表的栏目).

A line fits a kind of column more or less: ``misfit`` says how badly, and ``EMPTY`` and ``LONGER``
what it costs to leave a cell empty or to put one more line into it. Lines are in half width.
"""

from __future__ import annotations

from math import inf
from typing import Literal

from ..numerals import to_int
from ..patterns import compiled
from ..table_words import LONGEST_NAME, Meaning, named

Column = Literal["index", "content", "figure", "units", "person", "time", "other"]
_KINDS: dict[Meaning, Column] = {
    "number": "index", "category": "content", "name": "content", "task": "content",
    "aim": "content", "target": "figure", "base": "figure", "change": "figure",
    "measure": "figure", "nature": "figure", "lead": "units", "support": "units", "both": "units",
    "main": "units", "units": "units", "overseer": "units", "person": "person", "time": "time",
    "note": "other",
}  # fmt: skip
_NUMBER = compiled(r"\(?(?P<number>\d{1,3}|[一二三四五六七八九十]{1,3})\)?[.、]?")
_UNIT = compiled(
    r"(?:[局委办厅部院会署行司所馆处科室组站校社厂联镇乡县区市]|政府|中心|集团|街道|单位|部门|[大支]队"
    r"|机关|企业|各.{1,8})(?:等.{0,12}|\([^()]*\))?$"
)
_PERSON = compiled(r"\p{Han}{2,4}(?:[、 ]\p{Han}{2,4})*")
_WHEN = compiled(
    r"20\d\d|\d{1,2} ?月|年[底内度]|全年|持续|长期|季度|[上下]半年|每[年季月周]|立即|即时|底前|常态"
    r"|按.{0,12}(?:要求|进度|计划|时)"
)
_LABEL = compiled(r".{0,4}(?:单位|部门|牵头|配合|责任):.{0,60}")
_NOTHING = compiled(r"[-—/\\无]+")

EMPTY: dict[Column, float] = {
    "index": 9.0, "content": 1.0, "figure": 0.25, "units": 0.75, "person": 0.625, "time": 0.75,
    "other": 0.125,
}  # fmt: skip
"""What an empty cell costs."""
LONGER: dict[Column, float] = {
    "index": 9.0, "content": 0.125, "figure": 1.5, "units": 0.25, "person": 0.375, "time": 0.875,
    "other": 0.5,
}  # fmt: skip
"""What one more line in a cell costs."""
ANSWERING: tuple[Column, ...] = ("units", "person", "time")


def column_of(name: str) -> Column | None:
    """What a column of that name holds, or None if it is no such name.

    >>> column_of("牵头单位"), column_of("完成时限"), column_of("加强领导")
    ('units', 'time', None)
    """
    meaning = named(name)
    return _KINDS[meaning] if meaning else None


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
        return 0.0
    if column == "other":
        return 0.25
    ended = folded[-1] in "。;"
    if column == "figure":
        return 1.25 if ended or len(folded) > LONGEST_NAME else 0.0
    unit = not ended and len(folded) <= 120 and _UNIT.search(folded) is not None
    when = len(folded) <= 40 and _WHEN.search(folded) is not None
    if column == "units":
        return 0.0 if unit or _LABEL.fullmatch(folded) else 1.25 + ended
    if column == "person":
        return 0.0 if not unit and _PERSON.fullmatch(folded) else 1.25 + ended
    if column == "time":
        return 0.0 if when else 1.25 + ended
    return 0.0 if ended or not (unit or when) else 0.25 if len(folded) > 10 else 0.5


def is_task(folded: str) -> bool:
    """Whether a line can say what is to be done."""
    if _NOTHING.fullmatch(folded) or _LABEL.match(folded):
        return False
    return misfit(folded, "content") == 0.0


def answers(folded: str) -> bool:
    """Whether a line says who answers or when."""
    return min(misfit(folded, kind) for kind in ANSWERING) == 0.0
