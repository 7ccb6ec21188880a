"""Duties in the columns of a table (任务分解表)."""

from __future__ import annotations

from collections.abc import Sequence

from ...patterns import compiled
from ...script import fold
from .found import DutyFound, merge
from .pieces import stripped
from .reader import Reader, is_noise
from .words import ROLES

_HEADS = (
    ("person", r"领导|责任人|负责人|联系人|电话|联络员|备注"),
    ("deadline", r"(?:时限|期限|限期|时间|进度|节点|时序)(?!.{0,4}内容)|截止"),
    ("both", r"牵头.{0,6}(?:配合|协同|参与)"),
    ("support", r"配合|协同|协作|协办|参与|参加|协助"),
    ("lead", r"牵头|主办"),
    ("main", r"主责|主要责任|第一责任"),
    (
        "units",
        r"(?:责任|负责|承办|落实|实施|承担|主管).{0,4}(?:单位|部门|处室|科室|机构|主体)|分工|"
        r"任务单位",
    ),
    ("number", r"序号|编号"),
    (
        "task",
        r"任务|举措|措施|事项|实事|工作内容|工作要点|(?:重点|主要|年度)工作$|项目|内容|指标|要求|目标",
    ),
)

_HEAD_PATTERNS = [(role, compiled(pattern)) for role, pattern in _HEADS]


def duty_columns(header: Sequence[str]) -> dict[str, tuple[int, ...]] | None:
    """Which columns of a table hold duties (任务分解表), by role; None if none does.

    Keys: lead, support, units, deadline, number, task (as far as the table has them).

    >>> duty_columns(["序号", "重点任务", "牵头单位", "配合单位", "完成时限"])["lead"]
    (2,)
    """
    columns: dict[str, tuple[int, ...]] = {}
    for at, cell in enumerate(header):
        role = _head_role(fold(cell))
        if role:
            columns[role] = (*columns.get(role, ()), at)
    columns.pop("person", None)
    main = columns.pop("main", ())
    if main and "lead" not in columns:  # beside a column 牵头 they are the others who answer
        columns["lead"], main = main, ()
    columns["units"] = columns.pop("both", ()) + main + columns.get("units", ())
    if not columns["units"]:
        del columns["units"]
    wanted = {"lead", "support", "units"} & columns.keys()
    return columns if wanted or {"deadline", "task"} <= columns.keys() else None


def _head_role(cell: str) -> str | None:
    name = "".join(cell.split())
    if not 2 <= len(name) <= 16:
        return None
    return next((role for role, pattern in _HEAD_PATTERNS if pattern.search(name)), None)


def table_duty(
    header: Sequence[str], row: Sequence[str], document_year: int | None = None
) -> DutyFound | None:
    """The duty a table row states, given the table's header; offsets count in a cell.

    >>> duty = table_duty(["任务", "牵头单位", "完成时限"], ["开展普查", "市统计局", "2025年6月"])
    >>> duty.lead, duty.deadline, duty.due
    (('市统计局',), '2025年6月', '2025-06')
    """
    columns = duty_columns(header)
    if not columns:
        return None
    parts: list[DutyFound] = []
    for role in (*ROLES, "deadline"):
        for at in columns.get(role, ()):
            if at < len(row) and row[at].strip():
                parts.append(_cell(row[at], role, document_year))
    return merge(part for part in parts if part.deadline or part.lead + part.support + part.units)


def _cell(cell: str, role: str, year: int | None) -> DutyFound:
    folded = fold(cell).replace("\r", "\n")
    reader = Reader(folded, cell)
    if role == "deadline":
        start, end = stripped(folded, 0, len(folded))
        if start < end and not is_noise(folded[start:end]):
            reader.deadline = (start, end)
    else:
        reader.default = "lead" if role == "lead" else "support" if role == "support" else "units"
        reader.read(0, len(folded))
    return reader.found(0, len(cell), year)
