"""Headings without a number on a line of their own (无编号标题).

A short line is scored by what follows it, what stands before it and how it is set; how many points
it needs depends on the document: where headings are numbered, one without a number is rare.
"""

from __future__ import annotations

from itertools import pairwise

from ..lexicon import ACTION_START
from ..numbering import LINE, Style
from ..patterns import compiled
from .line import LONG, Line

ASK = compiled(r"(?:问|[Qq]) ?:.")
LINE_LENGTH = (3, 34)
_END_MARK = "。！？!?；;：:，,、"
_NO_LINE = compiled(
    r"\d{4}-\d|^\d{4} ?年 ?\d|[=≥→|%/\[\]]|\.{2}|^[^:]{2,10}:.|^[图表] ?\d|^注[:\d]"
)
_TWO_HAN = compiled(r"[一-鿿]{2}")
KNOWN_HEADING = compiled(
    r"(?:总体|工作|有关|几点)要求|指导思想|(?:基本|工作)原则|(?:工作|主要|总体|发展|创建|行动)目标|目标任务|"
    r"(?:主要|重点|工作)任务|(?:主要|工作|保障|整改)措施|(?:实施|方法|工作)步骤|组织(?:领导|保障|实施)|"
    r"(?:整治|工作)(?:范围|重点|内容)|职责分工|(?:总体|工作)思路|(?:时间|进度)安排"
)
_TOPIC = compiled(
    r"(?:回顾|成就|(?:重点|主要)工作|工作(?:安排|部署|打算|重点|任务)|(?:主要|重点|目标)任务|"
    r"(?:主要|发展)目标|总体要求|总体思路|保障措施)$"
)
"""What the parts of reports and plans end with, whatever stands before it."""
_OUTER_LINE = Style("line-outer", None, "", "", LINE.rank - 0.1, 0.0)
_LENTICULAR = compiled(r"【[^【】]{2,14}】")


def line_shape(body: list[Line], position: int) -> tuple[Style, float, int] | None:
    """The heading that a short line may be, scored among the lines around it."""
    line = body[position]
    folded = line.folded
    if not LINE_LENGTH[0] <= len(folded) or folded[-1] in _END_MARK or folded[0] in "—-〔[(*":
        return None
    if folded.count("《") != folded.count("》") or folded.count("“") != folded.count("”"):
        return None
    if not _TWO_HAN.search(folded) or _NO_LINE.search(folded):
        return None
    following = body[position + 1] if position + 1 < len(body) else None
    if following is None or following.index > line.index + 3:
        return None
    score = 0.3
    if not following.candidates and (len(following.folded) >= LONG or following.folded[-1] == "。"):
        score += 0.4
    elif ASK.match(following.folded):
        score += 1.5
    elif following.candidates and following.candidates[0].doubt <= 0.5:
        score += 0.1
    elif not _short_heading(following):
        score -= 0.6
    before = body[position - 1].folded if position else "。"
    if position and before[-1:] not in "。:;!?" and not _short_heading(body[position - 1]):
        score -= 0.6
    score += 0.2 if before[-1:] in "。:!?" or position == 0 else 0.0
    score += 0.4 if " " in folded and len(folded) > 8 else 0.0
    score += 0.2 if ACTION_START.match(folded) else 0.0
    score += 1.5 if _LENTICULAR.fullmatch(folded) or _is_known(body, position) else 0.0
    score += 1.0 if len(folded) > 6 and _TOPIC.search(folded) else 0.0
    return LINE, score + _look(line, body, position), len(line.folded)


def _is_known(body: list[Line], position: int) -> bool:
    """Whether a line is one of the genre's fixed headings, and not the title of a bare number."""
    if not KNOWN_HEADING.fullmatch(body[position].folded):
        return False
    marks = body[position - 1].candidates if position else ()
    return not marks or marks[0].body < len(body[position - 1].folded)


def _look(line: Line, body: list[Line], position: int) -> float:
    """What bold type and a larger face say for a heading."""
    hint = line.paragraph.hint
    if not hint:
        return 0.0
    score = 0.6 if hint.bold >= len(line.folded) - 1 > 2 else 0.0
    near = body[position + 1].paragraph.hint if position + 1 < len(body) else None
    if hint.size and near and near.size:
        score += 0.6 if hint.size > near.size * 1.08 else -0.2 if hint.size < near.size else 0.0
    return score


def _short_heading(line: Line) -> bool:
    return 3 <= len(line.folded) <= LINE_LENGTH[1] and line.folded[-1] not in _END_MARK


def no_lines_in_front(body: list[Line], numbered: int) -> None:
    """What stands before the first number of a numbered document is title, address and preamble.

    A fixed heading counts nevertheless, and after the first running text one that ends as the
    parts of reports do.
    """
    if numbered < 3:
        return
    begun = False
    restarts = _restarts(body)
    for line in body:
        if line.candidates and line.candidates[0].style.rank < 5.5:
            return
        begun = begun or len(line.folded) >= LONG
        if line.plain and line.plain[0] is LINE:
            known = KNOWN_HEADING.fullmatch(line.folded) or (begun and _TOPIC.search(line.folded))
            line.plain = line.plain if known or line.index in restarts else None


def support_lines(body: list[Line], numbered: int) -> None:
    """Keep the heading lines with points enough; where they come in pairs, the first is outer."""
    shaped = [x for x in body if _is_line(x)]
    threshold = 1.7 if numbered >= 3 else 0.7
    bonus = 0.5 if len(shaped) >= 3 and len(shaped) * 3 <= len(body) else 0.0
    if len(shaped) * 2 > len(body):
        threshold += 0.8
    keep = []
    regular = _regular(body)
    restarts = _restarts(body)
    for line in shaped:
        if line.plain is None:
            continue
        score = line.plain[1] + bonus + (0.9 if line.index in regular else 0.0)
        score += 1.8 if line.index in restarts else 0.0
        line.plain = (LINE, score - threshold, line.plain[2]) if score > threshold else None
        if line.plain:
            keep.append(line)
    pairs = [a for a, b in pairwise(keep) if b.index == a.index + 1]
    if len(pairs) >= 2:
        for line in pairs:
            if line.plain:
                line.plain = (_OUTER_LINE, line.plain[1], line.plain[2])


def _restarts(body: list[Line]) -> set[int]:
    """The headings over each first number of the outermost kind, if that begins more than once."""
    marks = [(k, x.candidates[0]) for k, x in enumerate(body) if x.candidates]
    ranks = [mark.style.rank for _, mark in marks if mark.ordinal and mark.doubt <= 0.5]
    outermost = min(ranks, default=0.0)
    firsts = [k for k, mark in marks if mark.ordinal == 1 and mark.style.rank == outermost]
    heads = {x.index for x in (_head_above(body, k) for k in firsts) if x is not None}
    return heads if len(heads) == len(firsts) > 1 else set()


def _head_above(body: list[Line], position: int) -> Line | None:
    """The line shaped like a heading above a number, with at most two paragraphs between them."""
    for line in reversed(body[max(0, position - 3) : position]):
        if _is_line(line):
            return line
        if line.candidates or line.folded[-1] not in "。:;!":
            return None
    return None


def _regular(body: list[Line]) -> set[int]:
    """Heading lines that part what stands under a number: each has its paragraphs below it."""
    found: set[int] = set()
    run: list[Line] = []
    for line in (*body, None):
        if line is not None and not line.candidates:
            run.append(line)
            continue
        heads = [k for k, x in enumerate(run) if _is_line(x)]
        parted = all(end - k > 1 for k, end in pairwise([*heads, len(run)]))
        ended = all(x.folded[-1] in "。;" for x in run if not _is_line(x))
        if len(heads) > 1 and heads[0] == 0 and parted and ended:
            found.update(run[k].index for k in heads)
        run = []
    return found


def _is_line(line: Line) -> bool:
    """Whether a line by itself has the shape of a heading."""
    return line.plain is not None and line.plain[0] is LINE
