"""Mentions of other documents (《…》) and of numbered places (本办法第六条); announced counts.

A place is a path of (kind, ordinal) such as ``(("条", 3), ("项", 1))`` for 第三条第（一）项, and
says whether this text itself is meant: 本办法, or nothing at all in front, points inward, a law
named just before (《…法》第六条) outward. Whoever has the tree resolves inward places to nodes.

Announced counts (以下三项任务、“六大工程”) let an outline be checked against its own words. Only
counts that announce parts are given: nouns that plans list things under, with a cue (以下, 实施,
共) or 大 before them. “五个中心” is a slogan, 三级医院 a rank, 37条产业链 a quantity.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import regex

from ..numerals import to_int
from ..patterns import compiled
from ..script import fold
from .metadata import normal_number


class ReferenceFound(NamedTuple):
    """A mention in a text: of a document by title, of a place by number, or of both."""

    title: str | None
    text: str
    start: int
    end: int
    document_number: str | None = None
    place: tuple[tuple[str, int], ...] = ()
    internal: bool = False


@dataclass(frozen=True, slots=True)
class CountFound:
    """An announced count: how many, of what, and where it says so."""

    count: int
    noun: str
    start: int
    end: int


# --- documents -----------------------------------------------------------------------------------

_TITLE_LIMIT = 120
_MARKS = compiled(r"[《》]")
_NUMBER_AFTER = compiled(r"\s?[(（]([^()（）]{4,40}?号)[^()（）]{0,20}[)）]")

# --- places --------------------------------------------------------------------------------------

_ORDINAL = r"(?:[一二三四五六七八九十百零〇两]{1,6}|\d{1,3})"
_KIND = (
    r"(?:编|篇|章(?!程)|节(?!课|能|约|点|日)|条(?!例|件|线|款)|款(?!项|式)|"
    r"项(?!目)|目(?!标|的|录)|部分)"
)
_RANK = {
    kind: rank for rank, kind in enumerate(("部分", "编", "篇", "章", "节", "条", "款", "项", "目"))
}
_STEP = rf"第\s?\(?(?P<n>{_ORDINAL})\)?\s?(?P<kind>{_KIND})"
_ANY_STEP = compiled(_STEP)
_PLACE = compiled(
    r"(?P<self>本(?:办法|规定|细则|条例|规则|方案|规划|纲要|意见|通知|计划|行动计划|章程|标准|"
    r"指南|预案|要点|法|决定|[章节条款]))?"
    rf"{_STEP}(?:\s?{_STEP}){{0,4}}+"
)
_JOINED = compiled(r"\s?(?:、|,|和|及|与|或者?|至|到)\s?")
_BEFORE = compiled(
    r"(?:根据|按照?|依照?|依据|违反|符合|适用|参照|参见|见|除|属于|执行|有|因|"
    r"》(?:\([^()]{0,40}\))?的?|法|条例|办法|规定|细则|上述|前述)\s?$"
)
_AFTER = compiled(
    r"\s?(?:之?规定|所[列称述指规定]|的规定|中规定|之[一二三四五六七八九十]|明确|(?:、|至|和|"
    r"或者?|及)\s?第)"
)
_OUTWARD = compiled(
    r"(?:》(?:\([^()]{0,40}\))?|法|条例|宪法|通则|(?<!本)(?:规定|办法|细则))\s?的?\s?$"
)


def find_references(text: str, folded: str | None = None) -> list[ReferenceFound]:
    """Every mention of a document (《…》) and of a numbered place (第…条), in order.

    Whoever has the ``folded`` text gives it along.

    >>> [(r.title, r.document_number) for r in find_references("《水法》《纲要》（国发[2021]3号）")]
    [('水法', None), ('纲要', '国发〔2021〕3号')]
    >>> found = find_references("违反本办法第三条第（一）项的，按第六条处理。")
    >>> [(r.place, r.internal) for r in found]
    [((('条', 3), ('项', 1)), True), ((('条', 6),), True)]
    """
    documents = list(_documents(text)) if "《" in text else []
    places = list(_places(text, folded or fold(text))) if "第" in text else []
    inside = [(found.start, found.end) for found in documents]
    begins = [start for start, _ in inside]
    kept = [
        place
        for place in places
        if not (at := bisect_right(begins, place.start)) or inside[at - 1][1] <= place.start
    ]
    return sorted([*documents, *kept], key=lambda found: found.start)


def _documents(text: str) -> Iterator[ReferenceFound]:
    """《…》 with nested marks, and the document number in brackets behind it."""
    opened: list[int] = []
    for mark in _MARKS.finditer(text):
        if mark.group() == "《":
            if opened and mark.start() - opened[0] > _TITLE_LIMIT:
                opened.clear()
            opened.append(mark.start())
            continue
        if not opened:
            continue
        start = opened.pop()
        if opened:
            continue
        title = text[start + 1 : mark.start()].strip()
        if not title or len(title) > _TITLE_LIMIT:
            continue
        after = _NUMBER_AFTER.match(text, mark.end())
        number = normal_number(after[1]) if after else None
        end = after.end() if after and number else mark.end()
        yield ReferenceFound(title, text[start:end], start, end, number)


def _places(text: str, folded: str) -> Iterator[ReferenceFound]:
    """Numbered places; one that follows another and 、 or 和 shares the path above its kind."""
    if not _ANY_STEP.search(folded):
        return
    before: ReferenceFound | None = None
    for found in _PLACE.finditer(folded):
        start, end = found.span()
        near = before is not None and _JOINED.fullmatch(folded, before.end, start) is not None
        if not near and not _is_mention(found, folded):
            continue
        place = tuple(_steps(found))
        if before is not None and near:
            rank = _RANK[place[0][0]] if place else 0
            place = (*(step for step in before.place if _RANK[step[0]] < rank), *place)
            inward = before.internal
        else:
            inward = bool(found["self"]) or not _OUTWARD.search(folded, max(0, start - 60), start)
        if not place:
            continue
        before = ReferenceFound(None, text[start:end], start, end, None, place, inward)
        yield before


def _is_mention(found: regex.Match[str], folded: str) -> bool:
    """Whether a numbered place is spoken of: not a heading's own label, not 第一条地铁."""
    start, end = found.span()
    if not folded[:start].strip():
        return bool(found["self"]) or _AFTER.match(folded, end) is not None
    several = len(found.captures("kind")) > 1
    cued = _BEFORE.search(folded, max(0, start - 60), start) or _AFTER.match(folded, end)
    return bool(found["self"] or several or cued)


def _steps(found: regex.Match[str]) -> Iterator[tuple[str, int]]:
    for number, kind in zip(found.captures("n"), found.captures("kind"), strict=True):
        ordinal = to_int(number)
        if ordinal:
            yield kind, ordinal


# --- announced counts ----------------------------------------------------------------------------

_PART_NOUNS = (
    "(?:重点|重大|主要|具体|专项|保障)?(?:任务|工程|行动|项目|举措|措施|工作)|方面|体会|原则|目标|要求|"
    "意见|建议|问题|事项|重点(?![产区领企群行])|要点|环节|指标|部分|板块|阶段|步骤|计划|战略"
)
_OTHER_NOUNS = (
    "内容|领域|方向|体系|机制|关系|突破|转变|提升|能力|平台|中心|基地|特点|特征|变化|成效|经验|"
    "启示|要素|支撑|保障|条件"
)
_COUNT = compiled(
    r"(?P<cue>(?:以下|如下|下列|下述)|主要(?:有|是|包括|抓好|做好)?(?:以下)?|"
    r"重点(?:实施|抓好|做好|推进|开展|突出)?|共(?:有|计|分|设)?|分(?:为)?|坚持|实施|提出了?|"
    r"明确了?|"
    r"部署了?|完成|抓好|做好|围绕|聚焦|从|强化|突出|推进|开展|包括|具体(?:有|是)?|有|在)?\s?"
    r"(?P<open>[“\"])?(?P<n>[一二两三四五六七八九十]{1,3}|\d{1,2})\s?"
    r"(?P<measure>大(?!型|量|力|幅|会|学)|个|项|条|点|类|方面(?=的)|层)?的?"
    rf"(?:(?P<noun>{_PART_NOUNS})|(?P<other>{_OTHER_NOUNS}))?(?![链组群商])(?P<after>如下|:)?"
)
_LISTED = ("以下", "如下", "下列", "下述")


def announced_counts(text: str) -> list[CountFound]:
    """The counts of parts a text announces (以下三项任务、“六大工程”、三点体会).

    >>> [(c.count, c.noun) for c in announced_counts("做好以下三项任务，实施“六大工程”。")]
    [(3, '任务'), (6, '工程')]
    >>> announced_counts("二三级医院和15分钟生活圈")
    []
    """
    folded = fold(text)
    out = []
    for found in _COUNT.finditer(folded):
        noun = found["noun"] or found["other"] or ("方面" if found["measure"] == "方面" else None)
        if not noun or not _announces(found, folded):
            continue
        count = to_int(found["n"])
        if count and 2 <= count <= 60:
            end = max(found.end("noun"), found.end("other"), found.end("measure"))
            start = found.start("open") if found["open"] else found.start("n")
            out.append(CountFound(count, noun, start, end))
    return out


def _announces(found: regex.Match[str], folded: str) -> bool:
    """Whether a number with a noun counts parts that follow, by its measure word and a cue."""
    before = folded[found.start("n") - 1 : found.start("n")]
    if before and (before in "第十百千万亿.每近约超" or before.isdigit()):
        return False
    listed = (found["cue"] or "").endswith(_LISTED) or found["after"] == "如下"
    if found["other"] or not found["measure"]:
        return listed
    return bool(found["measure"] == "大" or found["cue"] or found["after"] or found["open"])
