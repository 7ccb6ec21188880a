"""Lines to paragraphs, once it is decided which go together (成段)."""

from __future__ import annotations

from typing import Literal

from ..memory import taken
from .lines import Line
from .paragraph import Cuts, Edit, Paragraph, Verbatim

_SHORT = 200
"""Up to this length, in code points, it costs less to look a text up than to keep it."""


def paragraphs_of(lines: list[Line], edits: list[Edit], source: str) -> list[Paragraph]:
    """The paragraphs that the glue of the lines makes of them; adds the edits that join.

    The list of lines is empty afterwards.
    """
    found: list[Paragraph] = []
    open_lines: list[Line] = []
    asides: list[Line] = []
    for line in taken(lines):
        if line.aside == "subscript" and not asides:
            open_lines.append(line)
        elif line.aside:
            asides.append(line)
        elif line.glue is not None and open_lines:
            open_lines += [*asides, line]
            asides = []
        else:
            _close(found, open_lines, asides, edits, source)
            open_lines, asides = [line], []
    _close(found, open_lines, asides, edits, source)
    return found


def _close(
    found: list[Paragraph], members: list[Line], asides: list[Line], edits: list[Edit], source: str
) -> None:
    """Ends the open paragraph; what it did not swallow stands by itself after it."""
    if members:
        found.append(_paragraph(members, edits, source))
    for line in asides:
        if line.aside in ("void", "markup"):
            _hide(line, found, edits)
            continue
        role: Literal["text", "page-number"] = (
            "text" if line.aside == "furniture" else "page-number"
        )
        found.append(
            Paragraph(line.text, line.start, line.end, line.cuts, hint=line.hint, role=role)
        )


def _hide(line: Line, found: list[Paragraph], edits: list[Edit]) -> None:
    """Lets the paragraph above own a line of nothing but markup or hidden characters."""
    rule = "markup" if line.aside == "markup" else "invisible"
    if found:
        above = found[-1]
        found[-1] = Paragraph(
            above.text, above.start, line.end, above.cuts, hint=above.hint, role=above.role
        )
        edits.append(Edit(line.start, line.end, rule, ""))
    else:
        found.append(Paragraph(line.text, line.start, line.end, line.cuts))


def _paragraph(members: list[Line], edits: list[Edit], source: str) -> Paragraph:
    first = members[0]
    text, cuts, end = first.text, first.cuts, first.end
    if len(members) > 1:
        text, cuts, end = _joined(members, edits)
    elif end - first.start == len(text) <= _SHORT and source.startswith(text, first.start):
        return Verbatim(source, first.start, end, first.hint)
    return Paragraph(text, first.start, end, cuts, hint=first.hint)


def _joined(members: list[Line], edits: list[Edit]) -> tuple[str, Cuts, int]:
    pieces: list[str] = []
    cuts: list[tuple[int, int]] = []
    length, end = 0, members[0].start
    for line in members:
        glue = line.glue or ""
        if line.start > end:
            edits.append(Edit(end, line.start, "wrap", glue))
        if line.aside:
            rule = "wrap" if line.aside == "subscript" else line.aside
            edits.append(Edit(line.start, line.end, rule, ""))
        else:
            if glue:
                cuts.append((length, end))
                pieces.append(glue)
                length += len(glue)
            cuts += [(length + offset, at) for offset, at in line.cuts]
            pieces.append(line.text)
            length += len(line.text)
        end = line.end
    return "".join(pieces), tuple(cuts), end
