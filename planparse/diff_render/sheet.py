"""新旧对照表: three columns (原文, 修改后, 变化) as Markdown, xlsx or HTML that Word opens.

Only what changed is listed, in the order of the new document; a renumbered run takes one row. The
HTML has attributes on its elements instead of a style sheet, because that survives pasting into a
word processor.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from ..diff.messages import message, pick
from ..diff.model import Diff, Renumber
from ..errors import MissingExtraError
from ..model import Plan
from ..workbook import packed
from .markdown import escape as escape_markdown
from .markdown import marked
from .page import markup
from .rows import Row, Run, comments, rows

if TYPE_CHECKING:
    from openpyxl.cell.rich_text import CellRichText

_HEADS = (("原文", "Old text"), ("修改后", "New text"), ("变化", "Change"))
_CELL = 32_767
"""The most characters that a cell of a spreadsheet holds."""
_CONTROL = {n: None for n in range(32) if n not in (9, 10, 13)}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table."""

    left: list[Run]
    right: list[Run]
    notes: tuple[tuple[str, str], ...]


def table(old: Plan, diff: Diff, lang: str = "zh") -> list[Line]:
    """The rows of the table."""
    return list(_lines(old, diff, lang))


def _lines(old: Plan, diff: Diff, lang: str) -> Iterator[Line]:
    told: set[int] = set()
    for row in rows(old, diff):
        for edit in row.edits:
            if isinstance(edit, Renumber) and id(edit) not in told:
                told.add(id(edit))
                if len(edit.changes) > 1 or row.only_number:
                    yield _run_line(edit, lang)
        if row.changed and not row.only_number:
            yield Line(row.left(), row.right(), tuple(_notes(row, lang)))


def _notes(row: Row, lang: str) -> Iterator[tuple[str, str]]:
    runs = {message(e, lang) for e in row.edits if isinstance(e, Renumber) and len(e.changes) > 1}
    return (note for note in comments(row, lang) if note[1] not in runs)


def _run_line(edit: Renumber, lang: str) -> Line:
    first, last = edit.changes[0], edit.changes[-1]
    sides: list[list[Run]] = []
    for mark, a, b in (("-", first.before, last.before), ("+", first.after, last.after)):
        labels = [a.label or "—"] if first is last else [f"{a.label or '—'}…{b.label or '—'}"]
        title = f" {first.new.title}" if first is last else ""
        sides.append([(mark, labels[0]), ("=", title)] if title else [(mark, labels[0])])
    return Line(sides[0], sides[1], (("low", message(edit, lang)),))


def table_markdown(old: Plan, diff: Diff, lang: str = "zh") -> str:
    """The table as Markdown."""
    heads = [pick(words, lang) for words in _HEADS]
    out = [f"| {' | '.join(heads)} |", "| --- | --- | --- |"]
    for line in table(old, diff, lang):
        notes = "<br>".join(
            f"**{escape_markdown(text)}**" if severity == "high" else escape_markdown(text)
            for severity, text in line.notes
        )
        cells = (marked(line.left, breaks=True), marked(line.right, breaks=True), notes)
        out.append(f"| {' | '.join(cells)} |")
    return "\n".join([*out, ""])


_TD = 'style="border:1px solid #000;padding:4px;vertical-align:top"'


def table_html(old: Plan, diff: Diff, lang: str = "zh") -> str:
    """The table as HTML that a word processor opens or takes by paste."""
    title = escape(diff.new.title or diff.new.name)
    heads = "".join(f"<th {_TD}>{pick(words, lang)}</th>" for words in _HEADS)
    body = "".join(map(_html_row, table(old, diff, lang)))
    caption = pick(("修改前后对照表", "comparison"), lang)
    return (
        f'<!DOCTYPE html>\n<html lang="{"zh-CN" if lang == "zh" else "en"}">\n<head>\n'
        f'<meta charset="utf-8">\n<title>{title}</title>\n</head>\n<body>\n'
        f'<p align="center"><b>{title}</b><br>{caption}</p>\n'
        f'<table style="border-collapse:collapse;width:100%">\n<tr>{heads}</tr>\n{body}</table>\n'
        "</body>\n</html>\n"
    )


def _html_row(line: Line) -> str:
    notes = "<br>".join(
        f"<b>{escape(text)}</b>" if severity == "high" else escape(text)
        for severity, text in line.notes
    )
    cells = (markup(line.left, "s", "u"), markup(line.right, "s", "u"))
    left, right = (cell.replace("\n", "<br>") for cell in cells)
    return f"<tr><td {_TD}>{left}</td><td {_TD}>{right}</td><td {_TD}>{notes}</td></tr>\n"


def table_xlsx(old: Plan, diff: Diff, lang: str = "zh") -> bytes:
    """The table as a workbook; needs the extra ``xlsx``."""
    try:
        from openpyxl import Workbook
        from openpyxl.styles import Alignment, Font, PatternFill
    except ImportError as error:
        raise MissingExtraError("writing xlsx", "xlsx") from error
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = pick(("新旧对照表", "comparison"), lang)
    sheet.append([pick(words, lang) for words in _HEADS])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="DDE6F0")
    wrap = Alignment(wrap_text=True, vertical="top")
    for number, line in enumerate(table(old, diff, lang), 2):
        notes: list[Run] = []
        for n, (severity, text) in enumerate(line.notes):
            notes.append(("!" if severity == "high" else "=", ("\n" if n else "") + text))
        for column, found in enumerate((line.left, line.right, notes), 1):
            cell = sheet.cell(number, column)
            cell.value = _rich(found)  # rich text is never read as a formula
            cell.alignment = wrap
    for letter, width in (("A", 60), ("B", 60), ("C", 36)):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    return packed(book)


def _rich(found: list[Run]) -> CellRichText | None:
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont
    from openpyxl.styles.colors import Color

    fonts = {
        "=": InlineFont(),
        "-": InlineFont(strike=True, color=Color("00C00000")),
        "+": InlineFont(u="single", color=Color("00006100")),
        "!": InlineFont(b=True, color=Color("009C5700")),
    }
    cell, left = CellRichText(), _CELL
    for op, text in found:
        safe = text.translate(_CONTROL)[:left]
        left -= len(safe)
        if safe:
            cell.append(TextBlock(fonts[op], safe))
    return cell if len(cell) else None
