"""Lines to paragraphs, once it is decided which go together (成段)."""

from __future__ import annotations

from typing import Literal

from ..memory import taken
from .lines import Line
from .paragraph import Cuts, Edit, Paragraph


def paragraphs_of(lines: list[Line], edits: list[Edit]) -> list[Paragraph]:
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
            _close(found, open_lines, asides, edits)
            open_lines, asides = [line], []
    _close(found, open_lines, asides, edits)
    return found


def _close(
    found: list[Paragraph], members: list[Line], asides: list[Line], edits: list[Edit]
) -> None:
    """Ends the open paragraph; what it did not swallow stands by itself after it."""
    if members:
        found.append(_paragraph(members, edits))
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
        found[-1].end = line.end
        edits.append(Edit(line.start, line.end, rule, ""))
    else:
        found.append(Paragraph(line.text, line.start, line.end, line.cuts))


def _paragraph(members: list[Line], edits: list[Edit]) -> Paragraph:
    first = members[0]
    text, cuts, end = first.text, first.cuts, first.end
    if len(members) > 1:
        text, cuts, end = _joined(members, edits)
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
