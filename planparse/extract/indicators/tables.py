"""Indicator tables (指标表): 类别 / 指标 / 单位 / 2020年 / 2025年 / 年均[累计] / 属性.

The header says what a column holds. A target cell is read like the end of a sentence: 下降15%,
60以上, 〔13.5〕 (brackets mean cumulative), <1. The unit comes from the cell, else from the unit
column, else from the brackets in the indicator's name. Text exports print such a table one cell a
line; ``flattened_rows`` puts the rows together again.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import cast

import regex

from ...patterns import compiled
from ...table_words import Meaning, meanings
from ..plain import Plain, plain
from .amounts import Value, amounts, number
from .found import Context, Found, Nature, Operator

_YEAR = compiled(r"(?:19|20)\d\d")
_INDEX = compiled(r"^\d{1,2}[.、．\s]\s*")
_CELL = compiled(
    r"(?P<bracket>[\[〔【(])?(?:累计)?(?P<word>[^\d<>≤≥±+.%]{0,8}?)(?P<sign>[<>≤≥])?(?P<low>\d[\d,]*(?:\.\d+)?)%?"
    r"(?:[-~](?P<high>\d[\d,]*(?:\.\d+)?))?(?P<unit>[^\d\]〕】)左以]{0,12}?)(?P<bound>左右|以上|以内|以下)?[\]〕】)]?"
    r"(?:\*|、[^\d]{2,40})?"
)
_NAME_UNIT = compiled(r"\((?P<unit>[^()\d]{1,12})\)\d?$")
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
}
_TARGETS: tuple[Meaning, ...] = ("target", "aim")
_NATURES = ("约束性", "预期性")
_DASHES = ("-", "—", "－", "/", "--", "——")
_NARROWEST, _WIDEST = 3, 10
"""Columns of a table whose cells stand in one line."""
_LONGEST = 200
"""A line longer than this is no row of a table."""
_GROUPS = 3
"""At most so many headings of groups stand above a row."""


def is_indicator_table(header: Sequence[str]) -> bool:
    """Whether a header row is that of an indicator table.

    >>> is_indicator_table(["类别", "指标", "2020年", "2025年", "属性"])
    True
    """
    roles = meanings(header)
    return "name" in roles and any(role in roles for role in (*_TARGETS, "change"))


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
        if len(row) == 1:  # 主要污染物排放总量减少（%） above its rows
            heading = row[0]
        out += [
            (index, column, found) for column, found in _row(row, roles, rows[0], heading, context)
        ]
    return out


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
    name = _INDEX.sub("", cells.get("name", "").strip())
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
    sign = _SIGNS.get(match["sign"] or match["bound"] or "") or _WORDS.get(match["word"] or "")
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


def blank_header(text: str) -> list[str] | None:
    """The columns that a line names with single blanks between them, if it is a table's header.

    >>> blank_header("序号 指标 单位 2025年 2030年 属性")
    ['序号', '指标', '单位', '2025年', '2030年', '属性']
    """
    cells = text.split() if len(text) <= _LONGEST else []
    if not _NARROWEST <= len(cells) <= _WIDEST or not is_indicator_table(cells):
        return None
    return None if None in meanings(cells) else cells


def blank_row(header: Sequence[str], text: str) -> list[str] | None:
    """The cells of a line below such a header; a name may have blanks, the columns behind it none.

    >>> blank_row(["序号", "指标", "单位", "2030年"], "3 森林 覆盖率 % 24.1")
    ['3', '森林覆盖率', '%', '24.1']
    """
    roles = meanings(header)
    named = roles.index("name")
    behind = len(header) - named - 1
    words = text.split() if len(text) <= _LONGEST else []
    if len(words) < len(header) or not behind:
        return None
    first, last = words[:-behind], words[-behind:]
    for role, cell in zip(roles[named + 1 :], last, strict=True):
        if not _fits(role, cell):
            return None
    return [*first[:named], "".join(first[named:]), *last]


def _fits(role: Meaning | None, cell: str) -> bool:
    """Whether a cell can stand in a column: a number or a dash, a nature, a unit."""
    if role == "nature":
        return cell.startswith(_NATURES)
    if role in ("base", "change", *_TARGETS):
        return cell in _DASHES or any(c.isdecimal() for c in cell) or len(cell) > 1
    return role != "measure" or not cell[0].isdecimal()


def flattened_rows(cells: Sequence[str]) -> list[list[str]] | None:
    """Rows of a table that was printed one cell a line, header first; None if it is not one.

    A category that spans several rows is printed once: rows that are one cell short get an empty
    first cell. The heading of a group of rows is a row of one cell.

    >>> flattened_rows(["指标", "2025年", "属性", "森林覆盖率", "24%", "约束性"])
    [['指标', '2025年', '属性'], ['森林覆盖率', '24%', '约束性']]
    """
    width = _header_width(cells)
    header = list(cells[:width])
    if width < 2 or not is_indicator_table(header):
        return None
    roles = meanings(header)
    rows, rest = [header], [c for c in cells[width:] if c.strip()]
    while rest:
        taken, rest = _next_rows(rest, roles)
        rows += taken
    return rows if len(rows) > 1 else None


def _header_width(cells: Sequence[str]) -> int:
    width = 0
    while width < min(len(cells), 10) and meanings(cells[: width + 1])[width]:
        width += 1
    return width


def _next_rows(cells: list[str], roles: list[Meaning | None]) -> tuple[list[list[str]], list[str]]:
    """Takes rows off the front; a row ends at its nature's cell where there is such a column."""
    width = len(roles)
    if roles[-1] == "nature":
        end = next((i for i, c in enumerate(cells) if plain(c).text.startswith(_NATURES)), -1) + 1
        if width <= end <= width + _GROUPS:
            headings = [[cell] for cell in cells[: end - width]]
            return [*headings, cells[end - width : end]], cells[end:]
        if end == width - 1:
            return [["", *cells[:end]]], cells[end:]
    row = cells[:width]
    return [row + [""] * (width - len(row))], cells[width:]
