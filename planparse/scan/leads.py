"""Run-in leads (段首句): a short first sentence that heads the paragraph it opens.

The wording of one lead proves little, so a shape is only scored here and then kept where it has
fellows: beside it in an unbroken row, or all over the document.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import pairwise

from ..lexicon import ACTION_START, RESULT_END
from ..numbering import BOX, LEAD, Style
from ..patterns import compiled
from .line import LONG, Line

_NOT_LEAD = compiled(
    r"(?:\d{2,4} ?年|到20|截至|今年|去年|刚|过去|一年来|五年来|近年|当前|目前|现在|同时|此外|"
    r"其中|会议|回顾|各位|"
    r"我们|我市|我省|本[^地土]|这|该|为了?[^民农]|根据|按照|经(?![济营贸费])|据|对于|由于|因此|总之|以上|以下|上述|主要|"
    r"是|有(?!效|序|力)|无(?!障|人|偿)|在(?!线|校|岗)|从(?!严|优)|据|即|如(?!期)|若|凡|其|“?[“]?十[一二三四五六七八九]?五”?(?:时期|期间)|第[一二三四五六七八九十]|提出|计划规定|作为|随着|通过|围绕|《|\d|\()"
)
_COLON_LEAD = compiled(r"(?P<name>[^。,;:!?、()\d《》]{2,10}+):(?=[^\s/\d])")
_NOT_COLON_LEAD = compiled(
    r"^(?:前言|导读|摘要|编者按|核心提示)$|"
    r"联系|电话|传真|地址|邮|附件?|来源|时间|日期|作者|编辑|记者|牵头|责任|配合|单位|部门|时限|注$|备注|抄送|"
    r"主送|签发|^[表图]|http|各位|同志|代表|委员|如下|以下|包括|主要是|分别|(?:表示|指出|强调|认为|明确|要求|提出|规定)$"
)
_TOPIC_NAME = compiled(
    r"目标|指标|要求|原则|思路|任务|内容|背景|依据|范围|措施|步骤|意义|机制$|阶段$"
)
_ONLY_BESIDE = -9.0
"""A lead whose body is too short to stand alone: it counts only beside others."""
_LEAD_LENGTH = (2, 30)
_LED = 3
"""So many sections have leads before that of a lone paragraph beside them is believed."""
Shape = tuple[Style, float, int]


def lead_shape(line: Line) -> Shape | None:
    """The lead that a line begins with, how well its wording supports it, where it ends."""
    folded = line.folded
    end = folded.find("。", 0, _LEAD_LENGTH[1] + 1)
    if end < 0 or ":" in folded[:end]:
        return _colon_shape(line)
    rest = len(folded) - end - 1
    if not _LEAD_LENGTH[0] <= end <= _LEAD_LENGTH[1] or rest < 4 or ";" in folded[:end]:
        return None
    if _NOT_LEAD.match(folded):
        return None
    head = folded[:end]
    score = 0.2
    if head.startswith("坚持"):
        score = 1.3
    elif ACTION_START.match(folded):
        score = 1.0
    elif RESULT_END.search(head) or (
        end <= 12 and "," not in head and ACTION_START.match(folded, end + 1)
    ):
        score = 0.8
    score += 0.3 if end <= 12 else 0.1 if end <= 20 else -0.4 if end > 26 else 0.0
    score -= 0.4 * head.count(",")
    hint = line.paragraph.hint
    if hint and hint.bold > 0 and abs(hint.bold - end) <= 2:
        score += 2.0
    if rest < max(20, end):
        return (LEAD, _ONLY_BESIDE, end + 1) if score >= 0.9 else None
    return LEAD, score, end + 1


def _colon_shape(line: Line) -> Shape | None:
    match = _COLON_LEAD.match(line.folded)
    if not match or len(line.folded) - match.end() < 25 or _NOT_COLON_LEAD.search(match["name"]):
        return None
    return LEAD, 0.8 if _TOPIC_NAME.search(match["name"]) else 0.3, match.end()


def support_leads(body: list[Line]) -> None:
    """Keep the run-in leads that have fellows: beside them, or all over the document."""
    leads = [x for x in body if x.plain and x.plain[0] is LEAD and x.plain[1] >= 0.9]
    shapes = {x.index: x.plain for x in body if x.plain and _may_lead(x)}
    long = [x for x in body if not x.candidates and len(x.folded) >= LONG]
    share = len(leads) / len(long) if len(leads) >= 4 and long else 0.0
    for run in _segments(body):
        shaped = [bool(x.plain and x.plain[0] is LEAD) for x in run]
        colon = [bool(x.plain and x.folded[x.plain[2] - 1] == ":") for x in run]
        short = [k for k, x in enumerate(run) if x.plain and x.plain[1] == _ONLY_BESIDE]
        for k in short:
            run[k].plain, shaped[k] = None, False
        fellows = _fellows(run)
        alike = _alike(run)
        boxed = _follows_box(body, run)
        for k, line in enumerate(run):
            if not shaped[k] or line.plain is None:
                continue
            score = line.plain[1] + 0.5 * min(fellows[k], 2) + 1.2 * share + (0.8 if boxed else 0.0)
            score += 0.8 if alike[k] else 0.0
            score += 0.4 if len(run) > 1 and sum(shaped) >= 0.7 * len(run) else 0.0
            threshold = 1.15 if colon[k] else 1.7
            line.plain = (LEAD, score - threshold, line.plain[2]) if score > threshold else None
        _join_short_leads(run, short)
    for beside in _sections_beside(body):
        _join_lone_leads(beside, shapes)


def _may_lead(line: Line) -> bool:
    return line.plain is not None and line.plain[0] is LEAD and line.plain[1] > _ONLY_BESIDE


def _numbered(line: Line) -> bool:
    return bool(line.candidates) and line.candidates[0].doubt < 1.0


def _segments(body: list[Line]) -> Iterable[list[Line]]:
    """Runs of unnumbered lines between numbered ones."""
    run: list[Line] = []
    for line in body:
        if _numbered(line):
            if run:
                yield run
            run = []
        else:
            run.append(line)
    if run:
        yield run


def _sections_beside(body: list[Line]) -> Iterable[list[list[Line]]]:
    """The paragraphs of headed sections, section by section, those of one parent together."""
    opened: list[tuple[float, int]] = []
    groups: dict[tuple[int, str], list[list[Line]]] = {}
    run: list[Line] | None = None
    for line in body:
        if not _numbered(line):
            if run is not None:
                run.append(line)
            continue
        style = line.candidates[0].style
        while opened and opened[-1][0] >= style.rank:
            opened.pop()
        run = []
        if len(line.folded) < LONG:
            groups.setdefault((opened[-1][1] if opened else -1, style.family), []).append(run)
        opened.append((style.rank, line.index))
    return groups.values()


def _join_lone_leads(beside: list[list[Line]], shapes: dict[int, Shape]) -> None:
    """Accept the lead of a section's only paragraph where most sections beside it have several."""
    led = sum(1 for run in beside if len(run) > 1 and all(_may_lead(x) for x in run))
    lone = [run[0] for run in beside if len(run) == 1 and run[0].index in shapes]
    if led >= _LED and led + len(lone) == len(beside):
        for line in lone:
            style, score, end = shapes[line.index]
            line.plain = line.plain or (style, max(score, 0.5), end)


def _join_short_leads(run: list[Line], short: list[int]) -> None:
    """Accept the leads of short bodies that stand beside an accepted one."""
    for k in [*short, *reversed(short)]:
        near = [run[j] for j in (k - 1, k + 1) if 0 <= j < len(run)]
        beside = [x for x in near if x.plain and x.plain[0] is LEAD]
        end = run[k].folded.find("。")
        if beside and run[k].plain is None:
            run[k].plain = (LEAD, 0.8, end + 1)


def _fellows(run: list[Line]) -> list[int]:
    """For each line, how many neighbours in an unbroken row have its shape (。 or :)."""
    marks = [x.folded[x.plain[2] - 1] if x.plain and x.plain[0] is LEAD else "" for x in run]
    out = [0] * len(run)
    begin = 0
    for end in range(1, len(run) + 1):
        if end == len(run) or marks[end] != marks[begin]:
            for k in range(begin, end):
                out[k] = end - begin - 1 if marks[begin] else 0
            begin = end
    return out


def _alike(run: list[Line]) -> list[bool]:
    """For each line, whether its lead is cut like the one above or below it (四字，四字。)."""
    cuts = [_cut(x) for x in run]
    pairs = [bool(a) and a == b for a, b in pairwise(cuts)]
    return [a or b for a, b in zip([False, *pairs], [*pairs, False], strict=True)]


def _cut(line: Line) -> tuple[int, ...]:
    """How long the clauses of a short lead are; nothing where the line has none."""
    if not line.plain or line.plain[0] is not LEAD or line.plain[2] > 14:
        return ()
    head = line.folded[: line.plain[2] - 1]
    return tuple(map(len, head.split(","))) if line.folded[line.plain[2] - 1] == "。" else ()


def _follows_box(body: list[Line], run: list[Line]) -> bool:
    at = bisect_left(body, run[0].index, key=lambda x: x.index)
    before = body[at - 1] if at else None
    return bool(before and before.candidates and before.candidates[0].style is BOX)
