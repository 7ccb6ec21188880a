"""Duties in the columns of a table (任务分解表)."""

from __future__ import annotations

from collections.abc import Sequence

from ...script import fold
from ...table_words import Meaning, meanings
from .found import DutyFound, merge
from .pieces import stripped
from .reader import Reader, is_noise
from .words import ROLES

_PARTS: dict[Meaning, str] = {
    "number": "number", "lead": "lead", "support": "support", "both": "units", "main": "main",
    "units": "units", "time": "deadline", "task": "task", "name": "task", "aim": "task",
    "target": "task", "category": "category",
}  # fmt: skip


def duty_columns(header: Sequence[str]) -> dict[str, tuple[int, ...]] | None:
    """Which columns of a table hold duties (任务分解表), by role; None if none does.

    Keys: lead, support, units, deadline, number, task, category (as far as the table has them).

    >>> duty_columns(["序号", "重点任务", "牵头单位", "配合单位", "完成时限"])["lead"]
    (2,)
    """
    columns: dict[str, tuple[int, ...]] = {}
    for at, meaning in enumerate(meanings(header)):
        if meaning in _PARTS:
            part = _PARTS[meaning]
            columns[part] = (*columns.get(part, ()), at)
    main = columns.pop("main", ())
    if main:  # beside a column 牵头 they are the others who answer
        part = "units" if "lead" in columns else "lead"
        columns[part] = main + columns.get(part, ())
    wanted = {"lead", "support", "units"} & columns.keys()
    return columns if wanted or {"deadline", "task"} <= columns.keys() else None


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
