"""From the lines of all pages to a text layer with hints (文本层)."""

from __future__ import annotations

from ...tree import Origin
from ..source import Hint
from .faces import mark_leads
from .margins import mark_margins
from .notes import after_paragraphs, mark_notes
from .page import Line, Page, main_size
from .paragraphs import Layout, mark_joined
from .tables import number_tables


def finished(pages: list[Page]) -> list[Line]:
    """Every line in reading order, with its role and whether it goes on the last."""
    lines = [line for page in pages for line in page.lines]
    size = main_size(lines)
    mark_margins(pages, size)
    number_tables(pages)
    mark_notes(pages, size)
    body = [line for line in lines if line.role == "paragraph"]
    mark_joined(lines, Layout(body))
    mark_leads(body)
    return list(after_paragraphs(lines))


def text_layer(lines: list[Line]) -> tuple[str, tuple[Hint, ...]]:
    """The lines as text, one a line, and the hint of each."""
    hints: list[Hint] = []
    at = 0
    for line in lines:
        end = at + len(line.text)
        hint = Hint(at, end, line.role, bold=line.lead, size=line.size, joined=line.joined)
        hints.append(hint._replace(origin=_origin(line), rows=line.rows))
        at = end + 1
    return "".join(f"{line.text}\n" for line in lines), tuple(hints)


def _origin(line: Line) -> Origin:
    table, row, column = (n + 1 for n in line.cell) if line.cell else (None, None, None)
    return Origin(page=line.page, table=table, row=row, column=column)
