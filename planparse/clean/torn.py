"""Pieces of a line that extraction put on lines of their own (断片).

A page whose text was taken out element by element has a line for every change of type: a year, a
bracket, a number. Such pieces show at their edges: no line of print begins with a closing mark or
ends with an opening one (避头尾). Where that is met often, a number that a sentence runs on after,
a lone label and the leaders of a contents page are pieces too. Labels that stand alone again and
again have their text on the next line.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ..patterns import compiled
from .lines import Line

_NOT_FIRST = compiled(r"[，；）〕》」』,;)]|[：:]\p{Han}|[、。]$")
_NOT_LAST = frozenset("（〔【《“「『(")
_ENOUGH = 3
"""How many such edges show that the document is torn."""
_NUMBER = compiled(r"\d{1,4}(?:[.:~/—-]\d{1,4})*[%％]?")
_AFTER_NUMBER = compiled(
    r"[年月日号期届时分个项件家户人名次元吨亩米克度倍天小平公立方岁万亿千百十台套座条所份位类种级批辆"
    r"至起℃%‰、。．.]|[以之]"
)
_UNITS = frozenset("年月日号时分")
_AFTER_FIRST = compiled(r"[年月日、．.%％‰]")
"""What goes on after a number that begins a paragraph, and is no cell of a table."""
_DATE = compiled(r"\d{4}年\d{1,2}月(?:\d{1,2}日)?")
_DATE_PIECE = compiled(r"\d{1,4}|[年月日]")
_LABEL = compiled(r"[（(][\d一二三四五六七八九十]{1,3}[）)]")
_LONE = compiled(
    r"(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][\d一二三四五六七八九十]{1,3}[）)]|\d{1,2}[、.．])"
)
_ARABIC = compiled(r"(\d{1,2})[、.．](?!\d)")
_BULLETS = frozenset("-•●▪◆")
_LEADERS = compiled(r"[.…·]{4,}")
_HAN = compiled(r"\p{Han}")
_MARK = compiled(r"[，。；,;]")
_LABELLED = 4
_LONGEST = 5
_TITLE = 30


def join_torn(lines: list[Line]) -> None:
    """Sets the glue of every line that is only a piece of the one above it."""
    edges = [below for above, below in pairwise(lines) if _is_edge(above, below)]
    edges += _after_labels(lines)
    bullets, lone = list(_after_bullets(lines)), list(_after_lone(lines))
    for line in (*edges, *(lone if len(lone) >= _ENOUGH else ())):
        line.glue = ""
    for line in bullets if len(bullets) >= _ENOUGH else ():
        line.glue = " "
    if len(edges) < _ENOUGH:
        return
    head = ""
    for index, line in enumerate(lines):
        if index and line.glue is None and line.blank == 0 and _is_piece(lines, index, head):
            line.glue = ""
        head = line.text if line.glue is None else (head + line.text)[-_TITLE:]


def _is_edge(above: Line, line: Line) -> bool:
    torn = above.text[-1] in _NOT_LAST or _NOT_FIRST.match(line.text) is not None
    return torn and not line.blank and not line.style


def _after_labels(lines: list[Line]) -> Iterator[Line]:
    """The lines below a label that stands alone, where the one before it has its text beside it."""
    last = 0
    for above, line in pairwise(lines):
        label = _ARABIC.match(above.text) if above.text[0].isdecimal() else None
        if label and label.end() < len(above.text):
            last = int(label[1])
        elif label and int(label[1]) == last + 1 and not line.blank and not line.style:
            last += 1
            yield line


def _after_lone(lines: list[Line]) -> Iterator[Line]:
    """The lines below a number that stands alone with its mark."""
    for above, line in pairwise(lines):
        if line.style is None and len(above.text) <= _LONGEST and _LONE.fullmatch(above.text):
            yield line


def _after_bullets(lines: list[Line]) -> Iterator[Line]:
    """The lines below a bullet that stands alone under a heading or a finished paragraph."""
    before: Line | None = None
    for above, line in pairwise(lines):
        alone = above.text in _BULLETS and not line.blank and not line.style
        if alone and (before is None or before.finished or before.style is not None):
            yield line
        before = above


def _is_piece(lines: list[Line], index: int, head: str) -> bool:
    """Whether a line goes on the one above; ``head`` is what that has been joined to so far."""
    above, line = lines[index - 1], lines[index]
    text = line.text
    if _NUMBER.fullmatch(above.text):
        return bool((_AFTER_FIRST if above.glue is None else _AFTER_NUMBER).match(text))
    if above.finished:
        return False
    if _LABEL.fullmatch(head):
        return line.style is None
    if above.glue is not None and above.text in _UNITS:
        whole = _DATE.fullmatch(head) and not _DATE_PIECE.fullmatch(text)
        return line.style is None and not whole
    if len(head) == len(text) == 1 and _HAN.match(head) and _HAN.match(text):
        return True
    if text in _NOT_LAST:
        return not _LABEL.match("".join(x.text for x in lines[index : index + 3]))
    if _NUMBER.fullmatch(text):
        alone = len(head) < _TITLE and (_is_heading(above) or _begins_date(lines, index))
        return not alone and _is_inside(lines, index)
    if above.text[-1] in "，、":
        return line.style is None
    return text[0] == "的" or bool(_LEADERS.fullmatch(text))


def _is_heading(line: Line) -> bool:
    """Whether a line is a number and the heading after it, and no sentence."""
    return line.style is not None and len(line.text) > _LABELLED and not _MARK.search(line.text, 4)


def _is_inside(lines: list[Line], index: int) -> bool:
    """Whether the text runs on after a number."""
    if index + 1 == len(lines) or lines[index + 1].blank:
        return False
    below = lines[index + 1]
    return below.glue is not None or _AFTER_NUMBER.match(below.text) is not None


def _begins_date(lines: list[Line], index: int) -> bool:
    """Whether a number begins a date that stands by itself, as under a title."""
    pieces = []
    for line in lines[index : index + 6]:
        if not _DATE_PIECE.fullmatch(line.text):
            break
        pieces.append(line.text)
    return _DATE.fullmatch("".join(pieces)) is not None
