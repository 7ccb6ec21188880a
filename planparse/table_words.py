"""What the columns of a table are called, and what they hold (表头用语).

Tables of tasks (序号、重点任务、牵头单位、完成时限) and of targets (指标、单位、2025年) share one
vocabulary, since many tables are both. A name is either exactly one of those the genre uses, or it
only contains the word that tells (排名第一的责任单位): ``named`` wants the former, for a line of
text that may be a column's name; ``meanings`` takes both, for a header known as one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal

from .patterns import compiled
from .script import fold

Meaning = Literal[
    "number", "category", "name", "task", "aim", "target", "base", "change", "measure", "weight",
    "nature", "lead", "support", "both", "main", "units", "overseer", "person", "time", "note",
]  # fmt: skip
"""``aim`` and ``target`` both hold what is to be reached, the former perhaps in words; ``measure``
is what a figure counts (计量单位), ``weight`` what a row counts in an appraisal; ``both`` names
those who lead and those who support in one cell, ``main`` those who answer first."""

_YEAR = r"(?:19|20)\d\d"
_ANSWERING = "责任|牵头|配合|承办|主办|协办|负责|落实|实施|推进|参与|主管|主责"
_EXACT: tuple[tuple[Meaning, str], ...] = (
    ("number", r"序号?|编号|号"),
    ("units",
     rf".{{0,6}}(?:{_ANSWERING})(?:/?(?:责任|牵头|配合|参与))?"
     r"(?:单位|部门|处室|科室|主体|机构)|责任分工"),
    ("overseer", r".{0,4}(?:督办|督查|考核|监考|监管|评[分价估])(?:单位|部门|处室|科室|机构)"),
    ("person",
     r".{0,6}(?:责任|牵头|配合|分管|联系|包抓|包联|挂帅)(?:[市县区]级?)?(?:领导|人)"
     r"|责任人员|负责人|联络员"),
    ("note",
     r"(?:当前|目前|现|实际|累计|形象)进度|.{0,12}(?:进展|完成|落实|进度)情况(?<!年完成情况)"
     r"|(?:已|实际|累计)完成[数量]?|占(?:年度|全年)(?:任务|目标|计划)"
     r"|.{0,12}成效|备注|说明|(?:.{0,4}电话|联系方式)"
     r"|资金来源|投资.{0,6}|(?:文件)?依据"),
    ("time",
     r"(?:.{0,4}(?:完成|办结|整改|实施|计划|起止|工作|推进|年度))?"
     r"(?:时限|时间|期限|节点|进度|时序)(?:要求|安排|节点|进度)?"),
    ("nature", r"(?:指标)?(?:属性|性质)"),
    ("measure", r"(?:计量)?单位"),
    ("weight", r"分值|权重|得分"),
    ("category", r".{0,4}(?:类别|类型|分类)|领域|一级指标|维度|方面"),
    ("base",
     rf"(?:{_YEAR}年?(?:末|底)?)?"
     r"(?:基[期准数年]?|基础|现状|现有|完成|实际|目前|现)(?:值|年|情况|数)?"),
    ("change",
     r"[\[〔(【]?累计[\]〕)】]?\d?|年均/累计|增幅|年均"
     r"|(?:年均|累计|五年|“?十.五”?).*(?:增|累计|\[|变化|提高|下降).*"),
    ("name", r"(?:主要|具体|二级|三级|发展|考核|评价|监测|核心)?指标(?:名称|内容)?|名称|项目"),
    ("target",
     rf"{_YEAR}年?(?:目标|预期|计划|完成|实际)?(?:值|数|情况)?|(?:目标|预期|计划)[值数]"),
    ("aim", r"[^、:\d()]{0,8}目标(?:名称|内容|任务|要求|措施)?"),
    ("task",
     r"[^、:\d()]{0,8}(?:任务|工作|措施|举措|内容|事项|实事|项目|要点|要求|清单|问题|行动|工程|指标)"
     r"(?:名称|内容|清单|分解|要求|安排|及要求|措施|目标|类别)?"),
)  # fmt: skip
"""Names in full, without blanks; the first that matches tells."""

_TELLING: tuple[tuple[Meaning, str], ...] = (
    ("person", r"领导|责任人|负责人|联系人|联络员"),
    ("note", r"备注|电话|完成情况|成效"),
    ("time", r"(?:时限|期限|限期|时间|进度|节点|时序)(?!.{0,4}内容)|截止"),
    ("both", r"牵头.{0,6}(?:配合|协同|参与)"),
    ("support", r"配合|协同|协作|协办|参与|参加|协助"),
    ("lead", r"牵头|主办"),
    ("main", r"主责|主要责任|第一责任"),
    ("units",
     r"(?:责任|负责|承办|落实|实施|推进|承担|主管).{0,4}(?:单位|部门|处室|科室|机构|主体)|分工|任务单位"),
    ("number", r"序号|编号"),
    ("change", r"^(?:年均|累计|五年|“?十.五”?).*(?:增|累计|\[|变化|提高|下降)"),
    ("aim", r"目标"),
    ("target", rf"预期|规划|^{_YEAR}(?!.*(?:内容|任务|举措|措施|事项))|计划"),
    ("task",
     r"任务|举措|措施|事项|实事|工作内容|工作要点|(?:重点|主要|年度)工作$|项目|内容|指标|要求"),
)  # fmt: skip
"""Words that tell what a column holds wherever they stand in its name."""

_EXACTLY = [(meaning, compiled(rf"(?:{words})(?:\([^()]{{1,12}}\))?")) for meaning, words in _EXACT]
_TELL = [(meaning, compiled(words)) for meaning, words in _TELLING]
_ROLES = frozenset({"both", "support", "lead", "main"})
_WHAT = frozenset({"category", "name", "task", "aim"})
_WHO_AND_WHEN = frozenset({"lead", "support", "both", "main", "units", "overseer", "time"})
_NAMES_YEAR = compiled(_YEAR)
_AIMS = compiled("目标|计划[值数]")
_OUTCOME = compiled("^(?=[^目]*$).*(?:预计|完成|实际|实绩|实现|执行)")
"""What a column is called beside one of targets that says what came of them (2025年完成值)."""
_PLAIN_YEAR = compiled(rf"{_YEAR}年?(?:指标|数)?")
LONGEST_NAME = 14
"""Code points of a column's name."""
_LONGEST_TOLD = 24
_LONGEST_CELL = 80
"""Code points, blanks included, of what may name a column."""
_REMEMBERED = 512
"""Names and headers, of which documents have few, whose meaning is kept."""


def named(name: str) -> Meaning | None:
    """What a column of exactly that name holds, or None if columns are not called so.

    >>> named("牵头单位"), named("完成 时限"), named("加强领导")
    ('lead', 'time', None)
    """
    return _named(fold("".join(name.split()))) if len(name) <= 2 * LONGEST_NAME else None


@lru_cache(maxsize=_REMEMBERED)
def _named(name: str) -> Meaning | None:
    if not 0 < len(name) <= LONGEST_NAME:
        return None
    found = next((meaning for meaning, exact in _EXACTLY if exact.fullmatch(name)), None)
    return (_role(name) or found) if found == "units" else found


def _role(name: str) -> Meaning | None:
    """How those answer whom the column names, where it says more than that they do."""
    return next((role for role, tell in _TELL if role in _ROLES and tell.search(name)), None)


def meanings(header: Sequence[str]) -> list[Meaning | None]:
    """What each column of a table holds, going by its header; of two plain years one is the base.

    >>> meanings(["指标", "2020年", "2025年", "属性", "甲"])
    ['name', 'base', 'target', 'nature', None]
    """
    return list(_meanings(tuple(cell if len(cell) <= _LONGEST_CELL else "" for cell in header)))


@lru_cache(maxsize=_REMEMBERED)
def _meanings(header: tuple[str, ...]) -> tuple[Meaning | None, ...]:
    names = [fold("".join(cell.split())) for cell in header]
    years = sorted({year for name in names for year in _NAMES_YEAR.findall(name)})
    found = [_meaning(name, years) for name in names]
    if any(m in ("target", "aim") and _AIMS.search(n) for n, m in zip(names, found, strict=True)):
        return tuple(
            "note" if m in ("target", "aim") and _OUTCOME.search(n) else m
            for n, m in zip(names, found, strict=True)
        )
    return tuple(found)


def _meaning(name: str, years: Sequence[str]) -> Meaning | None:
    if len(years) > 1 and _PLAIN_YEAR.fullmatch(name):
        return "base" if name.startswith(years[0]) else "target"
    if exact := _named(name):
        return exact
    if not 2 <= len(name) <= _LONGEST_TOLD:
        return None
    return next((meaning for meaning, tell in _TELL if tell.search(name)), None)


def two_rows(first: Sequence[str], second: Sequence[str]) -> list[str] | None:
    """The header that two rows make (责任单位 over 牵头单位、配合单位), if the second is of it.

    >>> two_rows(["序号", "任务", "责任单位", ""], ["", "", "牵头单位", "配合单位"])
    ['序号', '任务', '牵头单位', '配合单位']
    >>> two_rows(["序号", "任务", "责任单位"], ["1", "架桥", "县交通局"])
    """
    width = max(len(first), len(second))
    above = [*first, *[""] * (width - len(first))]
    below = [*second, *[""] * (width - len(second))]
    names = [name for name in below if name.strip()]
    if len(names) < 2 or below[0].strip() or None in meanings(names):
        return None
    columns = [(upper.strip(), lower.strip()) for upper, lower in zip(above, below, strict=True)]
    if not all(map(any, columns)) or all(upper for upper, _ in columns):
        return None
    return [lower or upper for upper, lower in columns]


def header_of(rows: Sequence[Sequence[str]]) -> tuple[list[str], int]:
    """The header of a table, and how many rows it takes with the table's name above it.

    >>> header_of([["任务分解表", ""], ["任务", "责任单位"], ["架桥", "县交通局"]])
    (['任务', '责任单位'], 2)
    """
    at = 1 if len(rows) > 2 and _is_name(rows[0]) and _tells(rows[1]) else 0
    two = two_rows(rows[at], rows[at + 1]) if len(rows) > at + 2 else None
    return (two, at + 2) if two else (list(rows[at]), at + 1)


def _is_name(row: Sequence[str]) -> bool:
    return sum(1 for cell in row if cell.strip()) == 1


def _tells(row: Sequence[str]) -> bool:
    found = meanings(row)
    return holds_tasks(found) or holds_targets(found)


def holds_tasks(meanings: Iterable[Meaning | None]) -> bool:
    """Whether columns that hold so much make a table of tasks (任务分解表).

    >>> holds_tasks(["number", "task", "lead"]), holds_tasks(["number", "name", "measure"])
    (True, False)
    """
    found = set(meanings)
    return not found.isdisjoint(_WHAT) and not found.isdisjoint(_WHO_AND_WHEN)


def holds_targets(meanings: Iterable[Meaning | None]) -> bool:
    """Whether columns that hold so much make a table of targets (指标表).

    >>> holds_targets(meanings(["类别", "指标", "2020年", "2025年", "属性"]))
    True
    """
    found = set(meanings)
    return "name" in found and not found.isdisjoint(("target", "aim", "change"))
