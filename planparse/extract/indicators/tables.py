"""Indicator tables (指标表): 类别 / 指标 / 单位 / 2020年 / 2025年 / 年均[累计] / 属性.

The header says what a column holds. A target cell is read like the end of a sentence: 下降15%,
60以上, 〔13.5〕 (brackets mean cumulative), <1. The unit comes from the cell, else from the unit
column, else from the brackets in the indicator's name.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import cast

import regex

from ...patterns import compiled
from ...table_words import Meaning, holds_targets, meanings
from ..plain import Plain, plain
from .amounts import Value, amounts, number
from .found import Context, Found, Nature, Operator
from .phrases import topic

_YEAR = compiled(r"(?:19|20)\d\d")
_INDEX = compiled(r"^\d{1,2}[.、．\s]\s*")
_CELL = compiled(
    r"(?P<bracket>[\[〔【(])?(?:累计)?(?P<word>[^\d<>≤≥±+.%]{0,8}?)(?P<sign>[<>≤≥])?(?P<low>\d[\d,]*(?:\.\d+)?)%?"
    r"(?:[-~](?P<high>\d[\d,]*(?:\.\d+)?))?(?P<unit>[^\d\]〕】)左以]{0,12}?)(?P<bound>左右|以上|以内|以下)?[\]〕】)]?"
    r"(?:\*|、[^\d]{2,40})?"
)
_NAME_UNIT = compiled(r"\((?P<unit>[^()\d]{1,12})\)\d?$")
_UNIT_AT_END = compiled(r"[(（][^()（）]{1,12}[)）]$")
_AMONG = compiled(r"^其中[:：]?\s*")
_SIGNS = {
    "<": "<",
    ">": ">",
    "≤": "≤",
    "≥": "≥",
    "左右": "≈",
    "以上": "≥",
    "以内": "≤",
    "以下": "≤",
}
_WORDS = {
    "超过": ">",
    "突破": ">",
    "不低于": "≥",
    "达到": "≥",
    "不少于": "≥",
    "不超过": "≤",
    "控制在": "≤",
    "约": "≈",
    "低于": "<",
    "高于": ">",
    "不高于": "≤",
}
_TARGETS: tuple[Meaning, ...] = ("target", "aim")
_NATURES = ("约束性", "预期性")


def is_indicator_table(header: Sequence[str]) -> bool:
    """Whether a header row is that of an indicator table.

    >>> is_indicator_table(["类别", "指标", "2020年", "2025年", "属性"])
    True
    """
    return holds_targets(meanings(header))


def table_indicators(
    rows: Sequence[Sequence[str]], context: Context
) -> list[tuple[int, int, Found]]:
    """(row, column, indicator) for each target cell; the first row is the header.

    Where a row has a target column the column of changes adds nothing that must be reached by a
    date, so it is read only if there is no value in the target column.
    """
    if not rows or not is_indicator_table(rows[0]):
        return []
    roles = meanings(rows[0])
    out: list[tuple[int, int, Found]] = []
    heading = ""
    for index, row in enumerate(rows[1:], 1):
        filled = [cell for cell in row if cell.strip()]
        if len(filled) == 1:  # 主要污染物排放总量减少（%） above its rows
            heading = filled[0]
        out += [
            (index, column, found) for column, found in _row(row, roles, rows[0], heading, context)
        ]
    return out


def abreast(header: Sequence[str], row: Sequence[Sequence[str]]) -> list[list[tuple[int, str]]]:
    """The rows that stand side by side in one: as many lines in the name's cell as in a target's.

    Each cell comes as its lines, and leaves as the line taken of it and what that says. Of one name
    more the first heads the others (某比例（%） / 其中：小学 / 初中).

    >>> header = ["指标", "2020年", "2025年"]
    >>> row = [["甲率（%）", "其中：乙率（%）"], ["97", "49"], ["100", "50"]]
    >>> [[text for _, text in one] for one in abreast(header, row)]
    [['甲率（%）', '97', '100'], ['乙率（%）', '49', '50']]
    """
    roles = meanings(header)
    named = roles.index("name") if "name" in roles else 0
    aims = [cell for cell, role in zip(row, roles, strict=False) if role in _TARGETS]
    count = max(map(len, aims), default=0)
    several = 1 < count <= len(row[named]) <= count + 1
    if not several or not all(_CELL.fullmatch(plain(line).text) for cell in aims for line in cell):
        return []
    names = [_AMONG.sub("", name) for name in row[named]]
    if len(names) > count:
        unit = _UNIT_AT_END.search(names[0])
        head, tail = (names[0][: unit.start()], unit[0]) if unit else (names[0], "")
        names = [f"{head}（{name}）{tail}" for name in names[1:]]
    ahead = len(row[named]) - count
    rows = [[_line(cell, i, count) for cell in row] for i in range(count)]
    for i, one in enumerate(rows):
        one[named] = i + ahead, names[i]
    return rows


def _line(cell: Sequence[str], index: int, count: int) -> tuple[int, str]:
    at = index if len(cell) == count else 0
    return at, cell[at] if cell else ""


def _row(
    row: Sequence[str],
    roles: list[Meaning | None],
    header: Sequence[str],
    above: str,
    context: Context,
) -> list[tuple[int, Found]]:
    cells = {role: row[i] for i, role in reversed(list(enumerate(roles))) if i < len(row)}
    if lent := _NAME_UNIT.search(plain(above).text):
        cells.setdefault("measure", lent["unit"])
    name = _INDEX.sub("", (_detail(row, roles) or cells.get("name", "")).strip())
    if not name or name == header[roles.index("name")]:
        return []
    for wanted in (_TARGETS, ("change",)):
        found = [
            (i, made)
            for i, role in enumerate(roles)
            if role in wanted and i < len(row)
            for made in [_cell(row[i], name, cells, header[i], context)]
            if made
        ]
        if found:
            return found
    return []


def _detail(row: Sequence[str], roles: list[Meaning | None]) -> str:
    """The metric that a column beside the name's says (指标 | 内容), if it says one."""
    behind = roles.index("name") + 1 if "name" in roles else len(roles)
    cells = zip(row[behind:], roles[behind:], strict=False)
    told = next((cell.strip() for cell, role in cells if role == "task"), "")
    return told if topic(told, labels=False) == told else ""


def _cell(
    cell: str, name: str, cells: dict[Meaning | None, str], heading: str, context: Context
) -> Found | None:
    """The indicator in one target cell, or None if it holds no number (完成国家下达目标)."""
    reading = plain(cell)
    match = _CELL.fullmatch(reading.text)
    if match is None:
        return None
    start, end = reading.source_range(0, len(reading.text))
    year = _YEAR.search(plain(heading).text)
    nature = next((n for n in _NATURES if n in cells.get("nature", "")), None)
    return Found(
        name=_NAME_UNIT.sub("", plain(name).text) if plain(name).source == name else name,
        op=_operator(match),
        value=_value(match),
        unit=_unit(reading, match, name, cells),
        year=int(year.group()) if year else context.period_end or context.year,
        baseline=cells.get("base", "").strip(" -—") or None,
        nature=cast("Nature | None", nature or context.nature),
        status="target",
        start=start,
        end=end,
        text=cell[start:end],
    )


def _operator(match: regex.Match[str]) -> Operator:
    if match["high"]:
        return "range"
    sign = _SIGNS.get(match["sign"] or match["bound"] or "") or _WORDS.get(
        (match["word"] or "").strip()
    )
    return cast("Operator", sign or "=")


def _value(match: regex.Match[str]) -> Value:
    low = number(Decimal(match["low"].replace(",", "")))
    return (low, number(Decimal(match["high"].replace(",", "")))) if match["high"] else low


def _unit(
    reading: Plain, match: regex.Match[str], name: str, cells: dict[Meaning | None, str]
) -> str:
    if "%" in reading.text:
        return "%"
    cell = reading.text.partition("、")[0]  # what follows is a note
    own = next((a.unit for a in amounts(cell)), "") or match["unit"] or ""
    in_name = _NAME_UNIT.search(plain(name).text)
    column = cells.get("measure", "").strip()
    return (
        own or (column if column not in ("-", "—") else "") or (in_name["unit"] if in_name else "")
    )
