r"""Plain text, decoded; the tables in it are told by their columns (纯文本).

A text written in Markdown, as language models answer, is read as such whatever its suffix.

The text layer has one kind of line end: ``\r\n`` and a lone ``\r`` become ``\n`` right after
decoding, before anything is counted, as every program sees a file that it opens in text mode. Spans
count code points of that layer.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace

from ..patterns import comes, compiled
from ..tree import Origin
from .columns import STROKES, Tables, columns
from .encoding import decode, one_line_end
from .source import Hint, Source
from .stacked import stacked
from .tagged import is_tagged, pieces


def read_text(data: bytes, name: str) -> Source:
    """A text file as a Source.

    Raises:
        ReadError: it cannot be decoded.
    """
    decoded, encoding = decode(data, name)
    text = one_line_end(decoded)
    return source_of(text, name, encoding)


_MARKED_UP = compiled(
    r"(?m)^[ \t\u3000]*+(?:#{1,6} ++[^\s#]|\|?[ :]*+-{3,}+[ :]*+\|[-| :]*+$|"
    r"(?:[-*+] |\d++[.、] ?)?\*\*[^\s*][^*\n]{1,60}+\*\*(?:[ \t]*+$|(?<=[：:。]\*\*)))"
)
"""A line that only Markdown has: a heading after #, the rule of a table, a heading or lead in **.

A lone ** or two stand for a name that is left out (**县) in plain text.
"""
_FEWEST_MARKS = 2
_LAST_STROKE = compiled(rf"(?m)^[^{STROKES}\n]*(?P<stroke>[{STROKES}]++)[^\S\n]*+$")
"""The stroke that ends a line of one cell, as every line does where strokes set cells apart."""


def source_of(text: str, name: str, encoding: str | None) -> Source:
    """A decoded text as a Source: with the markup that is written in it, or the cells of tables."""
    if _is_marked_up(text):
        from .markdown import marked_up

        return with_tables(marked_up(text, name, encoding))
    hints, marks = pieces(text) if is_tagged(text) else tables(text)
    return Source(
        name, text, "text/plain", encoding=encoding, hints=tuple(hints), markup=tuple(marks)
    )


def _is_marked_up(text: str) -> bool:
    if "**" not in text and "# " not in text and "--" not in text:
        return False
    return comes(_MARKED_UP, text, _FEWEST_MARKS)


def tables(text: str) -> Tables:
    """The tables in a plain text: set in columns, or laid flat, one cell a line."""
    rows = columns(text)
    starts = [hint.start for hint in rows.cells]
    number = max((hint.origin.table or 0 for hint in rows.cells if hint.origin), default=0)
    flat = [
        hint
        for hint in stacked(text, number + 1)
        if (at := bisect_left(starts, hint.end)) == 0 or rows.cells[at - 1].end <= hint.start
    ]
    cells = sorted((*rows.cells, *flat), key=lambda hint: hint.start) if flat else rows.cells
    struck = rows.marks or any(text[cell.end - 1] in STROKES for cell in flat)
    last = (match.span("stroke") for match in _LAST_STROKE.finditer(text)) if struck else ()
    return Tables(cells, sorted({*rows.marks, *last}))


def with_tables(source: Source) -> Source:
    """A source with the tables that its container holds as mere paragraphs, told as in text."""
    cells, marks = tables(_paragraphs_of(source))
    if not cells:
        return source
    known = max((hint.origin.table or 0 for hint in source.hints if hint.origin), default=0)
    starts = [hint.start for hint in source.hints]
    gone: set[int] = set()
    found: list[Hint] = []
    for cell in cells:
        at = bisect_right(starts, cell.start) - 1
        around = source.hints[at] if at >= 0 and source.hints[at].end > cell.start else None
        if around:
            gone.add(at)
        found.append(_numbered(cell, known, around))
    kept = (hint for at, hint in enumerate(source.hints) if at not in gone)
    hints = sorted((*kept, *found), key=lambda hint: hint.start)
    return replace(source, hints=tuple(hints), markup=tuple(sorted({*source.markup, *marks})))


_INK = compiled(r"[^\n]")


def _paragraphs_of(source: Source) -> str:
    """The text without what the container says is more than a paragraph."""
    pieces: list[str] = []
    at = 0
    for hint in source.hints:
        if hint.role != "paragraph":
            pieces += [
                source.text[at : hint.start],
                _INK.sub(" ", source.text[hint.start : hint.end]),
            ]
            at = hint.end
    return "".join([*pieces, source.text[at:]])


def _numbered(cell: Hint, known: int, around: Hint | None) -> Hint:
    """A cell whose table is counted after those that are known, on the page of its paragraph."""
    origin = cell.origin
    assert origin
    page = around.origin.page if around and around.origin else None
    table = (origin.table or 0) + known
    return cell._replace(origin=Origin(page, None, table, origin.row, origin.column))
