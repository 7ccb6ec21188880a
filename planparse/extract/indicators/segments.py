"""A paragraph cut into segments: one amount, or a chain of them, with the words that belong to it.

A clause ends at a comma or a stronger mark outside brackets; a bracket that holds an amount is a
clause of its own. Inside a clause the words between two amounts are shared out: an enumeration
(绿道100公里、绿地500公顷) divides before the mark, a joined pair of counts (5个园区和6个平台)
before the joint, and 30元和5元 is one chain of two amounts under the same words.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from operator import itemgetter
from typing import NamedTuple

from ...patterns import compiled
from .amounts import Amount
from .cues import action
from .phrases import comparators

_SIGNS = frozenset("+-./#*=")
_BEFORE = frozenset("第每前首=*×")
_AFTER = ("+", "*", "×", "÷")
_CLAUSE_MARK = compiled(r"[(),;:。!?\n]|(?<=目标-?)-(?!-)")
_QUOTED = compiled(
    r"“[^“”。]{1,30}”|‘[^‘’。]{1,30}’|\"[^\",;。]{1,30}\"|《[^《》]{1,80}》|「[^」]{1,30}」"
)
_QUOTES = compiled('[“‘"《「]')
_STANDARD = compiled(r"(?:GB|DB|ISO|IEC)(?:/[A-Z]+)?\s?[\d.-]*\d$")
_LIVED = ("寿命", "教育年限", "约", "为")
_LIFETIME = compiled("(?:寿命|教育年限)(?:约|为)?$")
_PER_MANY = compiled("每[百千万亿]+[一-龥]$")
_PER_OUTPUT = compiled("(?:国内|地区)?生产总值|GDP|(?:工业)?(?:增加值|总产值)")
_JOINTS = ("以及", "、", "和", "与", "及", "或", ",")
_SHARED = compiled(f"(?:{'|'.join(_JOINTS)})?+(?:每[人户生](?:每[年月])?|每月)?")
"""What joins two numbers that stand under the same words: 达到每人每月960元和每人每年9600元."""
_INSIDE = compiled("并|且|以及|及|和|与")
_UPTO = compiled(
    r"(?:左右|以上)?,?(?:(?:稳步|逐步|进一步)?(?:增加|提高|提升|增长|扩大|上升|拓展|下降|降低|减少|缩小|压缩|缩短|压减))?"
    r"(?:到|至|为)(?:\d{4}年(?:末|底)?的?)?(?:约|近)?$|(?:增|升|降|减)至$"
)
_GRADED = compiled("[一-龥]{0,12}")
_OVER = compiled("(?:超过?|(?<![通不])过)$")
_FROM = compiled(
    r"(?:从|由)(?:\d{4}年(?:末|底)?的?)?(?:目前|现在|现有)?的?(?:[人户亩]均)?(?:约|近|不足|不到)?$"
)


class Segment(NamedTuple):
    """A chain of amounts with what stands before it (``left``) and after it (``right``)."""

    left: int
    right: int
    chain: tuple[Amount, ...]
    clause: int
    """Where the clause begins that holds the segment."""
    begin: int = 0
    """Where an earlier end of a from–to pair begins (由A提高到B); else the first amount's start."""
    base: str | None = None
    """The A of 由A提高到B."""
    nested: bool = False
    """Whether the segment lies in brackets."""


class Clause(NamedTuple):
    """A clause that holds amounts; ``first`` and ``last`` are their range in the list of all."""

    start: int
    end: int
    nested: bool
    """Whether it lies in brackets."""
    first: int
    last: int


def clauses(text: str, found: list[Amount]) -> Iterator[Clause]:
    """Every clause that holds an amount, brackets apart from the rest."""
    start, opened, inner = 0, -1, 0
    passed = outer_first = inner_first = 0
    for match in _CLAUSE_MARK.finditer(text):
        i, char = match.start(), match[0]
        while passed < len(found) and found[passed].end <= i:
            passed += 1
        if passed < len(found) and found[passed].start <= i:
            continue
        if char == "(" and opened < 0:
            opened, inner, inner_first = i + 1, i + 1, passed
        elif opened >= 0 and char in "),;:":
            if passed > inner_first:
                yield Clause(inner, i, True, inner_first, passed)
            inner, inner_first = i + 1, passed
            opened = -1 if char == ")" else opened
        if char in "。\n" or (char not in "()" and opened < 0):
            if passed > outer_first:
                yield Clause(start, i, False, outer_first, passed)
            start, opened, outer_first = i + 1, -1, passed
    if len(found) > outer_first:
        yield Clause(start, len(text), False, outer_first, len(found))


def usable(text: str, found: list[Amount]) -> list[Amount]:
    """The amounts that are not part of a name, a document number, an ordinal or a denominator."""
    free: list[Amount] = []
    for amount in found:
        if not _attached(text, amount) or (free and _follows(text, free[-1], amount)):
            free.append(amount)
    if not free or not _QUOTES.search(text):
        return free
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    return [amount for amount in free if not _within(quoted, amount.start)]


def _within(ranges: list[tuple[int, int]], place: int) -> bool:
    """Whether a place lies in one of some ranges, which are in order and do not overlap."""
    before = bisect_right(ranges, place, key=itemgetter(0))
    return before > 0 and place < ranges[before - 1][1]


def _attached(text: str, amount: Amount) -> bool:
    """Whether the number belongs to the words before or after it: G60, 第5, 每10万, 50年一遇."""
    start, end = amount.start, amount.end
    before = text[start - 1] if start else ""
    if before and before.isascii() and _is_code(text, amount):
        return True
    if text.startswith("年一遇", end - 1):
        return True
    near = text[max(0, start - 6) : start]
    if near.endswith(_LIVED) and _LIFETIME.search(near):
        return False
    if "每" in near and _PER_MANY.search(near):
        return True
    if amount.bare and _PER_OUTPUT.match(text, end):
        return True
    if amount.kind == "strict" and not _is_compared(text, start):
        return before not in ("从", "由")
    ranked = before in _BEFORE and not near.endswith("目前")
    return ranked or text.startswith(_AFTER, end)


def _follows(text: str, before: Amount, amount: Amount) -> bool:
    """Whether the comparator of the number before serves this one too: 压缩至70、40个工作日."""
    alike = amount.kind == before.kind == "strict" and amount.unit == before.unit
    return alike and text[before.end : amount.start] in _JOINTS


def _is_compared(text: str, start: int) -> bool:
    """Whether a comparator stands before a number, not only 力争 and its like."""
    return any(role != "adverb" for role, _ in comparators(text, start - 12, start)[1])


def _is_code(text: str, amount: Amount) -> bool:
    """Whether Latin letters, digits and signs before a number make it part of a name: ISO 9001."""
    start = amount.start
    before = text[start - 1]
    if amount.kind == "ratio":
        summed = before in ("+", "x") and text[max(0, start - 2) : start - 1].isdecimal()
    else:
        summed = before.isalpha() or before in _SIGNS
    return summed or bool(_STANDARD.search(text, max(0, start - 16), start + 1))


def segments(text: str, found: list[Amount]) -> Iterator[Segment]:
    """The segments of a plain reading, in order of their clauses."""
    taken: set[int] = set()
    for clause in sorted(clauses(text, found), key=lambda c: (c.start, -c.end)):
        inside = [i for i in range(clause.first, clause.last) if i not in taken]
        if clause.nested:
            taken.update(inside)
        elif inside and "(" in text[clause.start : found[inside[-1]].start]:
            inside = _unbracketed(text, clause, found, inside)
        if inside:
            yield from _divide(text, clause, [found[i] for i in inside])


def _unbracketed(text: str, clause: Clause, found: list[Amount], inside: list[int]) -> list[int]:
    """The amounts of a clause outside its brackets; a single one may stand in them: 公园(5个)."""
    free = [i for i in inside if _opened(text, clause.start, found[i].start) < 0]
    if not free and len(inside) == 1:
        start = found[inside[0]].start
        words = _opened(text, clause.start, start) + 1
        return inside if comparators(text, words, start)[0] == words else []
    return free


def _opened(text: str, start: int, position: int) -> int:
    """Where the bracket opens that a place lies in, or -1."""
    opened = text.rfind("(", start, position)
    return opened if opened > text.rfind(")", start, position) else -1


def _divide(text: str, clause: Clause, found: list[Amount]) -> Iterator[Segment]:
    """The segments of one clause."""
    left, nested = clause.start, clause.nested
    begin, base = found[0].start, None
    if len(found) == 1:
        yield Segment(left, clause.end, (found[0],), left, begin, base, nested)
        return
    chain: list[Amount] = []
    found = _undescribed(text, found)
    for amount, following in zip(found, [*found[1:], None], strict=True):
        chain.append(amount)
        if following is None:
            yield Segment(left, clause.end, tuple(chain), clause.start, begin, base, nested)
            return
        gap = text[amount.end : following.start]
        if (
            len(gap) <= 24
            and _UPTO.search(gap)
            and _FROM.search(text[max(left, begin - 14) : begin])
        ):
            base, chain = text[chain[0].start : amount.end], []
            continue
        if gap and _SHARED.fullmatch(gap):
            continue
        cut = _cut(gap)
        if cut is None:  # the first amount only describes what the second one counts
            chain = []
            begin = following.start
            continue
        yield Segment(left, amount.end + cut, tuple(chain), clause.start, begin, base, nested)
        left = amount.end + cut
        chain, begin, base = [], following.start, None


def _undescribed(text: str, found: list[Amount]) -> list[Amount]:
    """Leaves out what only describes the thing just counted: 5个产值超百亿元的集群."""
    out: list[Amount] = []
    for amount, following in zip(found, [*found[1:], None], strict=True):
        if following and _is_grade(text, amount, following):
            continue
        graded = amount.bare or text.startswith("级", amount.end - 1)
        sized = amount.kind == "measure" and bool(out) and out[-1].kind == "counter"
        if (graded or sized) and out and out[-1].end == amount.start:
            continue  # 3家百亿级企业, 2个500亿级集群, 40户10亿元以上企业
        counted = bool(out) and out[-1].kind == "counter" and amount.kind in ("measure", "ratio")
        gap = text[out[-1].end : amount.start] if counted else ""
        if counted and _describes(text, amount) and (_cut(gap) is None or _is_extent(gap)):
            continue
        out.append(amount)
    return out


def _is_extent(gap: str) -> bool:
    """65条、总长度57.9公里的道路: the mark stands right behind the count, and nothing is done."""
    return gap.startswith("、") and action().search(gap) is None


def _is_grade(text: str, amount: Amount, following: Amount) -> bool:
    """百亩以上基地15个: an amount with a bound right before a count grades what is counted."""
    sizes = amount.kind == "measure" or amount.bare
    graded = amount.bare or amount.bound in ("≥", "≤")
    counts = sizes and following.kind == "counter" and graded
    return counts and bool(_GRADED.fullmatch(text, amount.end, following.start))


def _describes(text: str, amount: Amount) -> bool:
    after = text[amount.end : amount.end + 1]
    over = _OVER.search(text, max(0, amount.start - 2), amount.start)
    if amount.bare and over:
        return True
    return after == "的" or bool((amount.bound or over) and after.isalpha())


def _cut(gap: str) -> int | None:
    """Where the words between two amounts divide, or None if they do not."""
    if not gap:
        return 0
    mark = gap.find("、")
    if mark and gap.endswith(_JOINTS):
        return next(len(gap) - len(joint) for joint in _JOINTS if gap.endswith(joint))
    if mark >= 0:
        return gap.rfind("、") if mark else 0
    joints = [match.start() for match in _INSIDE.finditer(gap)]
    if joints:
        return joints[-1]
    verb = action().search(gap, 0, comparators(gap, 0, len(gap))[0])
    return verb.start() if verb else None
