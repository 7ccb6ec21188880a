"""Footnotes (脚注): small type at the foot of a page that begins with a mark raised in its text.

A note stands between the halves of a paragraph that goes on over the page. It is read after that
paragraph, so that neither is torn; and as in a Word document the mark stands before the note only,
for in the text it would be read as a number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import regex

from ...patterns import compiled
from .page import Line, Page

_SMALLER = 0.9


def mark_notes(pages: list[Page], size: float) -> None:
    """Gives the lines of footnotes their role; ``size`` is that of the document's body."""
    for page in pages:
        columns: defaultdict[int, list[Line]] = defaultdict(list)
        for line in page.lines:
            if line.role == "paragraph":
                columns[line.column].append(line)
        for lines in columns.values():
            marks = {sign for line in lines for _, sign in line.marks}
            notes = _notes(lines, size, marks) if marks else []
            signs = {sign for line in notes if (sign := _begins(line, marks))}
            for line in notes:
                line.role = "footnote"
                line.joined = not _begins(line, marks)
            for line in lines:
                if line.role == "paragraph":
                    _drop(line, signs)


def _notes(lines: list[Line], size: float, marks: set[str]) -> list[Line]:
    """The footnotes of a column: its last, small lines, from the first with a mark on."""
    small = len(lines)
    while small and lines[small - 1].size < _SMALLER * size:
        small -= 1
    if not small:
        return []
    begins = (k for k in range(small, len(lines)) if _begins(lines[k], marks))
    return lines[next(begins, len(lines)) :]


def _begins(line: Line, marks: set[str]) -> str:
    """The mark of the note that begins here: a raised one, or one that is raised in the text."""
    if line.marks and line.marks[0][0] == 0:
        return line.marks[0][1]
    found = _sign().match(line.text)
    return found[0] if found and found[0] in marks else ""


@cache
def _sign() -> regex.Pattern[str]:
    return compiled(r"[\[［〔(（]?\d{1,3}[\]］〕)）]?|[①-⑳*※†‡]")


def _drop(line: Line, signs: set[str]) -> None:
    """Takes the marks of the page's notes out of a line; m² keeps its exponent."""
    for at, sign in reversed(line.marks):
        before = line.text[at - 1 : at]
        unit = before.isascii() and before.isalnum()
        if sign in signs and not unit and line.text[at : at + len(sign)] == sign:
            end = at + len(sign)
            line.text = (line.text[:at] + line.text[end:]).rstrip()
            line.faces = line.faces[:at] + line.faces[end:]


def after_paragraphs(lines: list[Line]) -> Iterator[Line]:
    """The lines, with each footnote moved behind the paragraph that its page ends in."""
    held: list[Line] = []
    for line in lines:
        if line.role == "footnote":
            held.append(line)
            continue
        if line.role == "paragraph" and not line.joined:
            yield from held
            held = []
        yield line
    yield from held
