"""Which tasks and targets of a higher-level plan lower-level plans take up (上下位规划衔接).

A lower plan seldom copies a heading; it takes over its words. An upper task counts as taken up
where a lower task agrees with it in heading or whole text (weighted Dice), or holds nearly all
words of its heading. Each claim carries its evidence, the longest phrases both share, so a reader
can check it. Place names and 全国, 全省, 我市 say who speaks, not what about,
and are ignored.

Targets are the same when subject, unit and year are: 万吨 and 吨 are one unit, another year is
said, and only rates are judged to fall short: a city's share of a national amount is no shortfall.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import Field, NonNegativeInt

from ..model import Model, Plan
from .match import Bag, Features, Index, bigrams, plain
from .model import Ref, Side, Target
from .published import make_ref, side
from .tree import Item, Tree, build

Strength = Literal["full", "partial"]
Relation = Literal["equal", "higher", "lower", "incomparable"]

_FULL, _PARTIAL = 0.6, 0.42
_SUBJECT = 0.6
_KEPT = 3
_PHRASE = 4
_KINDS = frozenset({"task", "measure", "project"})
_FALLBACK = frozenset({"section", "text", "principle"})
_SPEAKER = re.compile(
    r"全国|全省|全市|全区|全县|我国|我省|我市|我区|我县|国家|省级|市级|区级|县级|本市|本省|本区|本县"
    r"|[\u4e00-\u9fff]{2,3}(?:自治区|[省市])(?=[\u4e00-\u9fff])"
)
_TIME = re.compile(r"到?\d{4}年(?:年?底|末)?|[“”\"']|十[一二三四五六]五(?:时期|期间|末)?")
_GENERIC = re.compile(
    r"(?:主要|重点|工作|具体|总体|实施|政策|重大|专项|目标)*"
    r"(?:任务|举措|措施|工程|项目|内容|行动|目标|安排|分工|清单|要求|和|及|与|工作|保障)+"
)
_MAGNITUDE = {"十": 10.0, "百": 100.0, "千": 1e3, "万": 1e4, "亿": 1e8}
_RATES = frozenset({"%", "‰", "个百分点"})


class Shared(Model):
    """Why a lower task is held to take up an upper one."""

    phrases: tuple[str, ...] = Field(default=(), description="longest phrases in both")
    parts: str | None = Field(default=None, description="k/n of the parts are taken up")


class Uptake(Model):
    """A lower task that takes up an upper one (承接)."""

    plan: NonNegativeInt = Field(description="which lower plan, from 0")
    lower: Ref
    score: float
    strength: Strength
    evidence: Shared


class TaskAlignment(Model):
    """One upper task, and what takes it up (empty: nobody does)."""

    upper: Ref
    taken: tuple[Uptake, ...] = ()


class TargetMatch(Model):
    """A lower target on the same subject in the same unit."""

    plan: NonNegativeInt
    lower: Ref
    target: Target
    score: float
    same_year: bool
    relation: Relation
    shortfall: bool = Field(default=False, description="a rate that asks for less than above")


class TargetAlignment(Model):
    """One upper target, and its like below (empty: nobody has it)."""

    upper: Ref
    target: Target
    found: tuple[TargetMatch, ...] = ()


class Addition(Model):
    """A lower task that has no counterpart above (新增)."""

    plan: NonNegativeInt
    lower: Ref


class Lower(Side):
    """A lower plan."""

    cites: bool = Field(default=False, description="whether its text names the upper plan")


class Alignment(Model):
    """How lower plans take up an upper one."""

    schema_version: Literal["1.0"] = "1.0"
    upper: Side
    lowers: tuple[Lower, ...]
    tasks: tuple[TaskAlignment, ...]
    targets: tuple[TargetAlignment, ...]
    additions: tuple[Addition, ...]

    @property
    def missing(self) -> tuple[TaskAlignment, ...]:
        """Upper tasks that nobody takes up (无人承接)."""
        return tuple(task for task in self.tasks if not task.taken)

    @property
    def missing_targets(self) -> tuple[TargetAlignment, ...]:
        """Upper targets that nobody has."""
        return tuple(target for target in self.targets if not target.found)


def align(upper: Plan, lowers: Sequence[Plan]) -> Alignment:
    """Compare a higher-level plan with lower-level ones."""
    top, below = build(upper), [build(plan) for plan in lowers]
    features = Features((top, *below))
    works = _works(top)
    taken: dict[int, list[Uptake]] = {item.index: [] for item in works}
    additions: list[Addition] = []
    for number, tree in enumerate(below):
        theirs = _works(tree)
        for item, uptakes in _uptakes(features, number, works, theirs).items():
            taken[item].extend(uptakes)
        additions.extend(_additions(features, number, works, theirs))
    return Alignment(
        upper=side(upper, top),
        lowers=tuple(_lower(upper, plan, tree) for plan, tree in zip(lowers, below, strict=True)),
        tasks=tuple(
            TaskAlignment(upper=make_ref(item), taken=tuple(taken[item.index])) for item in works
        ),
        targets=tuple(_targets(top, below)),
        additions=tuple(additions),
    )


def _lower(upper: Plan, plan: Plan, tree: Tree) -> Lower:
    title = plain(upper.meta.title or "")
    shown = side(plan, tree)
    cites = len(title) >= 6 and any(
        title in plain(text) for item in tree.items for text in (item.title or "", item.body)
    )
    return Lower(**shown.model_dump(), cites=cites)


def subject(text: str) -> str:
    """The text without who speaks and when.

    >>> subject("到2027年，全市冷库总容量")
    '，冷库总容量'
    """
    return _SPEAKER.sub("", _TIME.sub("", text))


def _works(tree: Tree) -> list[Item]:
    """Tasks, measures and projects; in a plan without any, its sections.

    A heading such as 重点任务 that only says what sort of thing follows is none of them.
    """
    for kinds in (_KINDS, _FALLBACK):
        found = [
            item
            for item in tree.items
            if item.kind in kinds and item.title and not _GENERIC.fullmatch(plain(item.title))
        ]
        if found:
            return found
    return []


@dataclass(frozen=True, slots=True)
class _Words:
    """What is compared of a task."""

    title: Bag
    whole: Bag


def _words(features: Features, item: Item) -> _Words:
    title = bigrams(plain(subject(item.title or "")))
    return _Words(
        features.bag(title), features.bag(title | bigrams(plain(subject(item.body[:2000]))))
    )


def _score(features: Features, upper: _Words, lower: _Words) -> float:
    """Agreement of headings or of whole texts, or the upper heading's share in the lower text."""
    alike = max(features.dice(upper.title, lower.title), features.dice(upper.whole, lower.whole))
    if len(upper.title.grams) < 4:
        return alike
    held = features.weight(upper.title.grams & lower.whole.grams) / upper.title.weight
    return max(alike, 0.85 * held)


Best = tuple[float, Item]


def _best(
    features: Features, ours: Iterable[Item], theirs: Sequence[Item], limit: int, mirror: bool
) -> Iterator[tuple[Item, list[Best]]]:
    """For each of ours, the few of theirs that agree best."""
    words = [_words(features, item) for item in theirs]
    wholes = Index(features, ((n, w.whole.grams) for n, w in enumerate(words)))
    titles = Index(features, ((n, w.title.grams) for n, w in enumerate(words)))
    for item in ours:
        mine = _words(features, item)
        near = {*wholes.near(mine.whole.grams), *titles.near(mine.title.grams)}
        near.update(wholes.near(mine.title.grams))
        scored: list[Best] = []
        for n in sorted(near):
            pair = (words[n], mine) if mirror else (mine, words[n])
            score = _score(features, *pair)
            if score >= _PARTIAL:
                scored.append((round(score, 3), theirs[n]))
        scored.sort(key=lambda one: (-one[0], one[1].index))
        yield item, scored[:limit]


def _uptakes(
    features: Features, number: int, works: Sequence[Item], theirs: Sequence[Item]
) -> dict[int, list[Uptake]]:
    found: dict[int, list[Uptake]] = {}
    for item, best in _best(features, works, theirs, _KEPT, mirror=False):
        found[item.index] = [
            Uptake(
                plan=number,
                lower=make_ref(other),
                score=score,
                strength="full" if score >= _FULL else "partial",
                evidence=Shared(phrases=tuple(phrases(_text(item), _text(other)))),
            )
            for score, other in best
        ]
    for item in reversed(works):
        parts = [found[child.index] for child in item.children if child.index in found]
        held = [part[0] for part in parts if part]
        if not found[item.index] and parts and 2 * len(held) >= len(parts):
            best_part = max(held, key=lambda uptake: uptake.score)
            evidence = Shared(parts=f"{len(held)}/{len(parts)}")
            more = {"strength": "partial", "score": _PARTIAL, "evidence": evidence}
            found[item.index] = [best_part.model_copy(update=more)]
    return found


def _text(item: Item) -> str:
    return subject(f"{item.title}\n{item.body[:2000]}")


def _additions(
    features: Features, number: int, works: Sequence[Item], theirs: Sequence[Item]
) -> Iterator[Addition]:
    """Lower tasks with no counterpart above, outermost ones only.

    What stands below the counterpart of an upper leaf works that out and is nothing new.
    """
    found = _best(features, theirs, works, 1, mirror=True)
    matched = {item.index: best[0][1] for item, best in found if best}
    holds: set[int] = set()
    for item in reversed(theirs):
        if (item.index in matched or item.index in holds) and item.parent is not None:
            holds.add(item.parent.index)
    settled: set[int] = set()
    for item in theirs:
        above = item.parent.index if item.parent is not None else -1
        if above in settled:
            settled.add(item.index)
        elif item.index in matched:
            if not matched[item.index].children:
                settled.add(item.index)
        elif item.index not in holds:
            settled.add(item.index)
            yield Addition(plan=number, lower=make_ref(item))


def phrases(one: str, other: str, limit: int = 3) -> list[str]:
    """The longest phrases that both texts hold, longest first.

    >>> phrases("建设骨干冷链物流基地", "推进骨干冷链物流基地建设")
    ['骨干冷链物流基地']
    """
    starts: dict[str, list[int]] = {}
    for at in range(len(other) - _PHRASE + 1):
        starts.setdefault(other[at : at + _PHRASE], []).append(at)
    found: set[str] = set()
    at = 0
    while at <= len(one) - _PHRASE:
        longest = max(
            (_run(one, at, other, start) for start in starts.get(one[at : at + _PHRASE], [])[:8]),
            default=0,
        )
        phrase = one[at : at + longest].strip("，。；：、（）()\n ")
        if len(phrase) >= _PHRASE:
            found.add(phrase)
        at += max(1, longest)
    return sorted(found, key=lambda phrase: (-len(phrase), phrase))[:limit]


def _run(one: str, at: int, other: str, start: int) -> int:
    size = 0
    stop = "，。；：\n"
    while at + size < len(one) and start + size < len(other) and one[at + size] not in stop:
        if one[at + size] != other[start + size]:
            break
        size += 1
    return size


# --- targets ---


def _aims(tree: Tree) -> list[tuple[Item, Target]]:
    return [(item, aim) for item in tree.items for aim in item.aims if aim.status != "actual"]


def _targets(top: Tree, below: Sequence[Tree]) -> Iterator[TargetAlignment]:
    ours = _aims(top)
    found: list[list[TargetMatch]] = [[] for _ in ours]
    for number, tree in enumerate(below):
        theirs = _aims(tree)
        features = Features(())
        bags = [_subject_bag(features, aim) for _, aim in theirs]
        index = Index(features, ((n, bag.grams) for n, bag in enumerate(bags)))
        for n, (_, aim) in enumerate(ours):
            mine = _subject_bag(features, aim)
            match = _target(features, mine, aim, index, bags, theirs)
            if match is not None:
                score, (item, other) = match
                found[n].append(_match(number, aim, item, other, score))
    for (item, aim), matches in zip(ours, found, strict=True):
        yield TargetAlignment(upper=make_ref(item), target=aim, found=tuple(matches))


def _subject_bag(features: Features, aim: Target) -> Bag:
    return features.bag(bigrams(plain(subject(aim.name))))


def _target(
    features: Features, mine: Bag, aim: Target, index: Index, bags: list[Bag],
    theirs: list[tuple[Item, Target]],
) -> tuple[float, tuple[Item, Target]] | None:  # fmt: skip
    """The lower target on the same subject: same unit, if possible the same year."""
    best: tuple[bool, float, int] | None = None
    for n in index.near(mine.grams):
        other = theirs[n][1]
        score = features.dice(mine, bags[n])
        if score >= _SUBJECT and _unit(other.unit)[1] == _unit(aim.unit)[1]:
            best = max(best or (False, 0.0, 0), (other.year == aim.year, round(score, 3), -n))
    return (best[1], theirs[-best[2]]) if best else None


def _match(number: int, aim: Target, item: Item, other: Target, score: float) -> TargetMatch:
    relation = _relation(aim, other)
    rate = _unit(aim.unit)[1] in _RATES
    short = (relation == "lower" and aim.op in ("≥", ">", "=", "≈")) or (
        relation == "higher" and aim.op in ("≤", "<")
    )
    return TargetMatch(
        plan=number,
        lower=make_ref(item),
        target=other,
        score=score,
        same_year=other.year == aim.year,
        relation=relation,
        shortfall=rate and short and other.year == aim.year,
    )


def _unit(unit: str) -> tuple[float, str]:
    """Factor and bare unit: 万吨 is 10 000 吨.

    >>> _unit("万吨")
    (10000.0, '吨')
    """
    factor, at = 1.0, 0
    while at < len(unit) and unit[at] in _MAGNITUDE:
        factor *= _MAGNITUDE[unit[at]]
        at += 1
    return factor, unit[at:].replace("％", "%")


def _relation(aim: Target, other: Target) -> Relation:
    if "growth" in (aim.op, other.op) and aim.op != other.op:
        return "incomparable"
    above, below = (one.middle * _unit(one.unit)[0] for one in (aim, other))
    if abs(above - below) <= 1e-9 * max(abs(above), abs(below)):
        return "equal"
    return "higher" if below > above else "lower"
