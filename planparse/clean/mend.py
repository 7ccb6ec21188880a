"""Lines that extraction from a pdf tore: a lost break, a subscript on a line of its own."""

from __future__ import annotations

from ..patterns import compiled
from .lines import Line
from .measures import Measure
from .paragraph import Edit, Paragraph

_LOST_BREAK = compiled(r"(?<=[。；]) (?=\S)")


def break_lines(lines: list[Line], widest: Measure, edits: list[Edit]) -> bool:
    """Breaks lines wider than the page again where extraction lost a break after a full stop."""
    found = False
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index]
        if line.aside or widest.exact or line.columns <= widest.width + 4:
            continue
        match = _LOST_BREAK.search(line.text)
        if match:
            lines[index : index + 1] = _split(line, match.start(), edits)
            found = True
    return found


def _split(line: Line, place: int, edits: list[Edit]) -> list[Line]:
    """The line in two at the blank at ``place``."""
    first, last = _blank_at(line, place)
    edits.append(Edit(first, last, "break", "\n"))
    before = tuple(cut for cut in line.cuts if cut[0] < place)
    after = [(offset - place - 1, at) for offset, at in line.cuts if offset > place + 1]
    top = Line(line.text[:place], line.start, first, before)
    rest = Line(line.text[place + 1 :], last, line.end, ((0, last), *after))
    top.indent, top.blank, top.hint = line.indent, line.blank, line.hint
    rest.hint, rest.loose = line.hint, line.loose
    top.chars, rest.chars = len(top.text), len(rest.text)
    return [top, rest]


_SUBSCRIPT = compiled(r"(?:2\.5|10|[1-4])")
_BASE = compiled(r"(?<![A-Za-z])(?:(PM)|CO|SO|NO|CH|NH|O)( )(?=[^\sA-Za-z0-9])")
_BASE_AT_END = compiled(r"(?<![A-Za-z])PM ?$")


def mend_subscripts(lines: list[Line], edits: list[Edit]) -> None:
    """Puts a subscript that stands alone on a line (PM 的 2.5) back where it belongs."""
    for index in range(1, len(lines)):
        above, line = lines[index - 1], lines[index]
        if len(line.text) > 3 or line.aside or above.aside or not _SUBSCRIPT.fullmatch(line.text):
            continue
        fine = line.text in ("2.5", "10")
        if fine and _BASE_AT_END.search(above.text):
            line.glue = ""
            if index + 1 < len(lines) and not lines[index + 1].style:
                lines[index + 1].glue = ""
            continue
        place = next((m.start(2) for m in _BASE.finditer(above.text) if bool(m[1]) == fine), None)
        if place is not None:
            edits.append(_insert(above, place, line.text))
            line.aside = "subscript"


def _insert(line: Line, place: int, text: str) -> Edit:
    """Reads ``text`` for the blank at ``place``."""
    first, last = _blank_at(line, place)
    before = [cut for cut in line.cuts if cut[0] < place]
    after = [(offset + len(text) - 1, at) for offset, at in line.cuts if offset > place + 1]
    cuts = (*before, (place, first), (place + len(text), last), *after)
    line.renew(line.text[:place] + text + line.text[place + 1 :], cuts)
    return Edit(first, last, "subscript", text)


def _blank_at(line: Line, place: int) -> tuple[int, int]:
    """Where the blank at ``place`` of the reading begins and ends in the source."""
    whole = Paragraph(line.text, line.start, line.end, line.cuts)
    return whole.source(place), whole.source(place + 1)
