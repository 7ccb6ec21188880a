"""Flat tables of a plan: its targets, and who does what until when (任务分解表).

Both are lists of rows of text, so that every output (terminal, csv, md, xlsx) shows the same; only
the terminal has headings in the language of the reader.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .errors import MissingExtraError
from .language import Language
from .model import Duty, Indicator, Node, Plan
from .workbook import packed

INDICATOR_COLUMNS = (
    "指标", "关系", "目标值", "单位", "年份", "基期", "属性", "状态", "所在章节", "行",
)  # fmt: skip
TASK_COLUMNS = ("序号", "任务", "举措", "牵头单位", "配合单位", "责任单位", "完成时限", "行")
SOURCE_COLUMN = "来源"
HEADINGS = {
    "来源": "Source", "序号": "No.", "任务": "Task", "举措": "Measure", "牵头单位": "Lead",
    "配合单位": "Support", "责任单位": "Responsible", "完成时限": "Deadline", "行": "Line",
    "指标": "Indicator", "关系": "Relation", "目标值": "Value", "单位": "Unit", "年份": "Year",
    "基期": "Baseline", "属性": "Nature", "状态": "Status", "所在章节": "Section",
}  # fmt: skip
"""The columns as an English terminal heads them; files keep the Chinese."""
_FIXED: dict[Language, dict[str, dict[str, str]]] = {
    "zh": {"关系": {"range": "区间", "growth": "增长"}},
    "en": {"状态": {"目标": "target", "完成": "reached", "未定": "unknown"}},
}


@dataclass(frozen=True, slots=True)
class Table:
    """Column names and rows of text."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def indicator_table(plans: Sequence[Plan]) -> Table:
    """Every indicator of the plans, in document order; several plans add a source column."""
    rows = []
    for plan in plans:
        for path, node in _paths(plan.body, ()):
            for item in node.indicators:
                rows.append((plan.source.name, *_indicator_row(item, path)))
    return _table(INDICATOR_COLUMNS, rows, len(plans))


def task_table(plans: Sequence[Plan]) -> Table:
    """The 任务分解表 of the plans: a row for each innermost task or measure with its duty."""
    rows = []
    for plan in plans:
        for number, (path, node) in enumerate(work_items(plan.body), 1):
            rows.append((plan.source.name, str(number), *_task_row(path, node)))
    return _table(TASK_COLUMNS, rows, len(plans))


def for_reader(table: Table, lang: Language) -> Table:
    """The table as a terminal shows it: headings and fixed words in the reader's language.

    >>> for_reader(Table(("指标", "状态"), (("产值", "目标"),)), "en")
    Table(columns=('Indicator', 'Status'), rows=(('产值', 'target'),))
    """
    words = [_FIXED[lang].get(column, {}) for column in table.columns]
    return Table(
        table.columns if lang == "zh" else tuple(HEADINGS[column] for column in table.columns),
        tuple(
            tuple(known.get(cell, cell) for known, cell in zip(words, row, strict=True))
            for row in table.rows
        ),
    )


def without_empty(table: Table) -> Table:
    """The table without columns that are empty in every row: a screen is narrow."""
    if not table.rows:
        return table
    keep = [i for i in range(len(table.columns)) if any(row[i] for row in table.rows)]
    return Table(
        tuple(table.columns[i] for i in keep), tuple(tuple(r[i] for i in keep) for r in table.rows)
    )


def _table(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]], plans: int) -> Table:
    if plans == 1:
        return Table(columns, tuple(row[1:] for row in rows))
    return Table((SOURCE_COLUMN, *columns), tuple(rows))


def _paths(
    nodes: Sequence[Node], above: tuple[Node, ...]
) -> Iterator[tuple[tuple[Node, ...], Node]]:
    for node in nodes:
        path = (*above, node) if node.structural else above
        yield path, node
        yield from _paths(node.children, path)


def _name(node: Node) -> str:
    return f"{node.label or ''}{node.title or ''}"


def value_text(item: Indicator) -> str:
    """An indicator's value as written in a table: ``5``, ``3～5``.

    >>> from .span import Lines, Span
    >>> value_text(Indicator(name="产值", op="range", value=(3, 5), unit="亿元", text="3-5亿元",
    ...                      span=Span(0, 5), lines=Lines(1, 1)))
    '3～5'
    """
    if isinstance(item.value, tuple):
        return f"{item.value[0]}～{item.value[1]}"
    return str(item.value)


def _indicator_row(item: Indicator, path: tuple[Node, ...]) -> tuple[str, ...]:
    status = {"target": "目标", "actual": "完成", "unknown": "未定"}[item.status]
    return (
        item.name, item.op, value_text(item), item.unit, str(item.year or ""), item.baseline or "",
        item.nature or "", status, _name(path[-1]) if path else "", str(item.lines.start),
    )  # fmt: skip


_WORK = frozenset({"task", "measure", "safeguard", "project"})


def work_items(nodes: Sequence[Node]) -> Iterator[tuple[tuple[Node, ...], Node]]:
    """The innermost numbered tasks and measures with the structural path to each."""
    for path, node in _paths(nodes, ()):
        row = node.form == "row" and node.duty is not None
        if row or (node.structural and node.kind in _WORK and not _has_work(node)):
            yield path, node


def _has_work(node: Node) -> bool:
    return any(
        (child.structural and child.kind in _WORK)
        or (child.form == "table" and any(row.duty for row in child.children))
        for child in node.children
    )


def _task_row(path: tuple[Node, ...], node: Node) -> tuple[str, ...]:
    task = (
        _name(path[-2]) if len(path) > 1 and path[-1] is node else _name(path[-1]) if path else ""
    )
    what = node.title or node.text if node.form == "row" else _name(node)
    duty = _duty_of(node, path)
    if duty is None:
        return task, what, "", "", "", "", str(node.lines.start)
    return (
        task, what, "、".join(duty.lead), "、".join(duty.support), "、".join(duty.units),
        duty.deadline or "", str(node.lines.start),
    )  # fmt: skip


def _duty_of(node: Node, path: tuple[Node, ...]) -> Duty | None:
    """The duties stated in the node and its body as one, else that of the nearest heading above."""
    found = [inner.duty for inner in node.walk() if inner.duty is not None]
    if found:
        return merged(found)
    return next((above.duty for above in reversed(path) if above.duty is not None), None)


def merged(duties: Sequence[Duty]) -> Duty:
    """Several statements of duty (牵头单位 on one line, 配合单位 on the next) as one."""
    first = duties[0]
    if len(duties) == 1:
        return first

    def together(role: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(unit for duty in duties for unit in getattr(duty, role)))

    return first.model_copy(
        update={
            "lead": together("lead"),
            "support": together("support"),
            "units": together("units"),
            "deadline": next((d.deadline for d in duties if d.deadline), None),
            "due": next((d.due for d in duties if d.due), None),
        }
    )


def to_csv(table: Table) -> str:
    """A table as CSV (RFC 4180) with a header row."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([_harmless(cell) for cell in row] for row in table.rows)
    return out.getvalue()


def _harmless(cell: str) -> str:
    """A cell that a spreadsheet will not take for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "@", "\t", "\r") and len(cell) > 1 else cell


def to_markdown(table: Table) -> str:
    """A table as GitHub Markdown."""
    lines = [_md_row(table.columns), _md_row(["---"] * len(table.columns))]
    lines += [_md_row(row) for row in table.rows]
    return "\n".join(lines) + "\n"


def _md_row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(c.replace("|", "\\|").replace("\n", " ") for c in cells) + " |"


def to_xlsx(table: Table, title: str) -> bytes:
    """A table as an Excel workbook of one sheet. Raises MissingExtraError without openpyxl."""
    try:
        from openpyxl import Workbook
        from openpyxl.styles import Alignment, Font
        from openpyxl.utils import get_column_letter
    except ImportError as error:
        raise MissingExtraError("writing xlsx", "xlsx") from error
    book = Workbook()
    if book.active is not None:
        book.remove(book.active)
    sheet = book.create_sheet(title)
    sheet.append(list(table.columns))
    for row in table.rows:
        sheet.append(list(row))
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.data_type = "s"
    for number, column in enumerate(table.columns, 1):
        longest = max([len(column), *(len(row[number - 1]) for row in table.rows)])
        sheet.column_dimensions[get_column_letter(number)].width = min(60, 4 + 2 * longest)
        sheet.cell(1, number).font = Font(bold=True)
    sheet.freeze_panes = "A2"
    return packed(book)
