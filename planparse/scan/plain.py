"""Which unnumbered heading a line may be: first each line's shape, then what its fellows say."""

from __future__ import annotations

from ..numbering import GLOSSARY, LINE, PREFACE, QUESTION, Style
from ..patterns import compiled
from .documents import split_documents
from .headings import ASK, LINE_LENGTH, line_shape, no_lines_in_front, support_lines
from .leads import lead_shape, support_leads
from .line import LONG, Line

_GLOSSARY = compiled(r"(?:附 ?[件录]?:? ?)?(?:名词|词语|术语)(?:解释|注释|说明):?$")

_PREFACE = compiled(r"(?:[前引序导] ?言|序|绪 ?论)")


def find_plain(lines: list[Line]) -> None:
    """Give each unnumbered line the heading it may be, as far as the document supports it."""
    body = [line for line in lines if line.part == "text"]
    numbered = sum(1 for line in body if line.candidates and line.candidates[0].style.rank < 5.5)
    for position, line in enumerate(body):
        if not line.candidates and not line.plain:
            line.plain = _plain_of(body, position)
    support_leads(body)
    no_lines_in_front(body, numbered)
    support_lines(body, numbered)
    split_documents(lines)


def _plain_of(body: list[Line], position: int) -> tuple[Style, float, int] | None:
    line = body[position]
    hint = line.paragraph.hint
    if hint and hint.role == "heading" and len(line.folded) <= 80:
        if line.folded[0] == "(" and line.folded[-1] == ")":
            return None
        return LINE.at_level(hint.level or 1), 4.0, len(line.folded)
    size = len(line.folded)
    if size <= 12 and _GLOSSARY.match(line.folded):
        return GLOSSARY, 4.0, size
    if size <= 4 and _PREFACE.fullmatch(line.folded) and _in_front(body, position):
        return PREFACE, 4.0, size
    if ASK.match(line.folded) and size <= 120:
        return QUESTION, 2.0, size
    if size <= LINE_LENGTH[1] and "。" not in line.folded[:-1]:
        return line_shape(body, position)
    return lead_shape(line)


def _in_front(body: list[Line], position: int) -> bool:
    """Whether a line has no number before it, running text below, and numbers after that."""
    if any(x.candidates for x in body[:position]) or position + 1 >= len(body):
        return False
    return len(body[position + 1].folded) >= LONG and any(x.candidates for x in body[position:])
