"""Flat tables of a plan: its targets, and who does what until when (任务分解表).

Both are lists of rows of text, so that every output (terminal, csv, md, xlsx) shows the same; only
the terminal has headings in the language of the reader.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .errors import MissingExtraError
from .language import Language
from .patterns import compiled
from .tasks import Work, name_of, paths, work_items
from .workbook import packed

if TYPE_CHECKING:
    from .model import AnyIndicator, AnyNode, AnyPlan

INDICATOR_COLUMNS = (
    "指标", "关系", "目标值", "单位", "年份", "基期", "属性", "状态", "所在章节", "行",
)  # fmt: skip
TASK_COLUMNS = (
    "序号", "任务", "举措", "内容", "牵头单位", "配合单位", "责任单位", "完成时限", "行",
)  # fmt: skip
_LONG = frozenset({"内容"})
"""Columns that a screen has no room for."""
_NUMBERS = frozenset({"序号", "行", "年份", "目标值", "基期"})
"""Columns that a workbook can count with."""
_FIGURE = compiled(r"-?\d{1,15}+(?:\.\d{1,12}+)?")
_WIDEST = {"内容": 56, "举措": 40}
SOURCE_COLUMN = "来源"
HEADINGS = {
    "来源": "Source", "序号": "No.", "任务": "Task", "举措": "Measure", "内容": "Text",
    "牵头单位": "Lead", "配合单位": "Support", "责任单位": "Responsible", "完成时限": "Deadline",
    "行": "Line",
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


def indicator_table(plans: Sequence[AnyPlan]) -> Table:
    """Every indicator of the plans, in document order; several plans add a source column."""
    rows = []
    for plan in plans:
        for path, node in paths(plan.body):
            for item in node.indicators:
                rows.append((plan.source.name, *_indicator_row(item, path)))
    return _table(INDICATOR_COLUMNS, rows, len(plans))


def task_table(plans: Sequence[AnyPlan]) -> Table:
    """The 任务分解表 of the plans: a row for each innermost task or measure with its duty."""
    rows = []
    for plan in plans:
        for number, work in enumerate(work_items(plan.body), 1):
            rows.append((plan.source.name, str(number), *_task_row(work)))
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


def for_screen(table: Table) -> Table:
    """The table without whole paragraphs, and without columns that are empty in every row."""
    keep = [
        i
        for i, column in enumerate(table.columns)
        if column not in _LONG and (not table.rows or any(row[i] for row in table.rows))
    ]
    return Table(
        tuple(table.columns[i] for i in keep), tuple(tuple(r[i] for i in keep) for r in table.rows)
    )


def _table(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]], plans: int) -> Table:
    if plans == 1:
        return Table(columns, tuple(row[1:] for row in rows))
    return Table((SOURCE_COLUMN, *columns), tuple(rows))


def value_text(item: AnyIndicator) -> str:
    """An indicator's value as written in a table: ``5``, ``3～5``.

    >>> from .model import Indicator
    >>> from .span import Lines, Span
    >>> value_text(Indicator(name="产值", op="range", value=(3, 5), unit="亿元", text="3-5亿元",
    ...                      span=Span(0, 5), lines=Lines(1, 1)))
    '3～5'
    """
    if isinstance(item.value, tuple):
        return f"{item.value[0]}～{item.value[1]}"
    return str(item.value)


def _indicator_row(item: AnyIndicator, path: tuple[AnyNode, ...]) -> tuple[str, ...]:
    status = {"target": "目标", "actual": "完成", "unknown": "未定"}[item.status]
    return (
        item.name, item.op, value_text(item), item.unit, str(item.year or ""), item.baseline or "",
        item.nature or "", status, name_of(path[-1]) if path else "", str(item.lines.start),
    )  # fmt: skip


def _task_row(work: Work) -> tuple[str, ...]:
    duty = work.duty
    lead, support, units = (duty.lead, duty.support, duty.units) if duty else ((), (), ())
    return (
        work.task, work.measure, work.content, "、".join(lead), "、".join(support),
        "、".join(units), work.deadline, str(work.node.lines.start),
    )  # fmt: skip


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
        from openpyxl.styles import Alignment, Border, Font, Side
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.properties import PageSetupProperties
    except ImportError as error:
        raise MissingExtraError("writing xlsx", "xlsx") from error
    book = Workbook()
    if book.active is not None:
        book.remove(book.active)
    sheet = book.create_sheet(title)
    sheet.append(list(table.columns))
    for row in table.rows:
        sheet.append(list(row))
    look, line = Alignment(wrap_text=True, vertical="top"), Side(style="thin")
    border = Border(left=line, right=line, top=line, bottom=line)
    for cells in sheet.iter_rows():
        for column, cell in zip(table.columns, cells, strict=True):
            cell.alignment, cell.border = look, border
            if column in _NUMBERS and _FIGURE.fullmatch(str(cell.value or "")):
                cell.value = float(cell.value) if "." in cell.value else int(cell.value)
            else:
                cell.data_type = "s"
    for number, column in enumerate(table.columns, 1):
        longest = max([len(column), *(len(row[number - 1]) for row in table.rows)])
        width = min(_WIDEST.get(column, 30), 4 + 2 * longest)
        sheet.column_dimensions[get_column_letter(number)].width = width
        sheet.cell(1, number).font = Font(bold=True)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    return packed(book)
