"""From the correspondence of two trees to the edit script (编辑脚本).

Every difference is said once. A label that changed because its node moved belongs to the move; a
run of labels that shifted alike is one edit; a text that differs only in the words that state a
changed target or duty is marked as covered by that edit; what a split or a merge consists of
stands inside it. Among siblings that correspond, those of the heaviest increasing run stay where
they are, so the fewest and smallest nodes count as moved.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from . import regroup, words
from .match import Matching, match
from .messages import deadlines_text, target_text
from .model import (
    Anchor,
    DeadlineChanged,
    Diff,
    DutyChanged,
    Edit,
    EditBase,
    Insert,
    KindChanged,
    Merge,
    Move,
    Notice,
    Numbering,
    Piece,
    Place,
    Ref,
    Relabel,
    Remove,
    Rename,
    Renumber,
    Reword,
    Side,
    Split,
    TargetChange,
    TargetChanged,
    summarise,
)  # fmt: skip
from .tree import Aim, Item, Team, Tree, deadlines, entries, owners, targets

_NUMERALS = re.compile(r"[〇零一二三四五六七八九十百千两\d]+")
_PATH = 4
_FEW = 3


@dataclass(slots=True)
class _Found:
    """An edit on its way: where it is listed, and which group owns it."""

    at: float
    edit: Any
    owner: int = -1


@dataclass(slots=True)
class _Script:
    """What the steps below share."""

    pairs: Matching
    found: list[_Found] = field(default_factory=list)
    splits: list[regroup.Group] = field(default_factory=list)
    merges: list[regroup.Group] = field(default_factory=list)
    owner_old: dict[int, int] = field(default_factory=dict)
    """Group that owns what happens to an old item, by index; likewise for new items."""
    owner_new: dict[int, int] = field(default_factory=dict)
    moved: set[int] = field(default_factory=set)
    """Indices of new items that count as moved."""


def compare(old: Tree, new: Tree, old_side: Side, new_side: Side, furniture: bool = False) -> Diff:
    """The edit script between two light trees."""
    pairs, features = match(old, new)
    script = _Script(pairs)
    if features is not None:
        script.splits = regroup.splits(pairs, features)
        script.merges = regroup.merges(pairs, features)
        _own(script)
    _find_moved(script)
    for item in new.items:
        origin = pairs.origin(item)
        if origin is not None:
            _changes(script, origin, item)
    _inserts(script)
    _removes(script)
    _renumbers(script)
    edits = tuple(_grouped(script))
    return Diff(
        old=old_side, new=new_side, furniture=furniture, summary=summarise(edits), edits=edits
    )


def _own(script: _Script) -> None:
    """Who owns what: an item belongs to the first group that names it."""
    for number, group in enumerate((*script.splits, *script.merges)):
        split = number < len(script.splits)
        whole, parts = (
            (script.owner_old, script.owner_new) if split else (script.owner_new, script.owner_old)
        )
        whole.setdefault(group.whole.index, number)
        for part in group.parts:
            parts.setdefault(part.index, number)


def make_ref(item: Item) -> Ref:
    """How a reader finds an item."""
    path: list[str] = []
    above = item.parent
    while above is not None and len(path) < _PATH:
        path.append(f"{above.label or ''}{above.name()}")
        above = above.parent
    return Ref(
        id=item.key, label=item.label, title=item.name(), kind=item.kind, lines=item.lines,
        path=tuple(reversed(path)),
    )  # fmt: skip


# --- places ---


def _find_moved(script: _Script) -> None:
    pairs = script.pairs
    weights = [1] * len(pairs.new.items)
    for item in reversed(pairs.new.items):
        if item.parent is not None:
            weights[item.parent.index] += weights[item.index]
    for parent in (None, *pairs.new.items):
        row = parent.children if parent is not None else pairs.new.roots
        home = pairs.origin(parent) if parent is not None else None
        kept: list[tuple[int, Item]] = []
        for child in row:
            origin = pairs.origin(child)
            if origin is None:
                continue
            if origin.parent is home and (home is not None or parent is None):
                kept.append((origin.place, child))
            else:
                script.moved.add(child.index)
        stay = set(heaviest_run([(place, weights[child.index]) for place, child in kept]))
        script.moved.update(child.index for n, (_, child) in enumerate(kept) if n not in stay)


def heaviest_run(row: Sequence[tuple[int, int]]) -> list[int]:
    """Positions of the longest increasing run of (place, weight); ties go to the greater weight.

    >>> heaviest_run([(2, 1), (0, 1), (1, 1)])
    [1, 2]
    """
    places = [place for place, _ in row]
    if all(a < b for a, b in pairwise(places)):
        return list(range(len(row)))
    rank = {place: n + 1 for n, place in enumerate(sorted(places))}
    best: list[tuple[tuple[int, int], int]] = [((0, 0), -1)] * (len(row) + 1)  # a Fenwick tree
    before = [-1] * len(row)
    top = ((0, 0), -1)
    for n, (place, weight) in enumerate(row):
        found = ((0, 0), -1)
        at = rank[place] - 1
        while at > 0:
            found = max(found, best[at])
            at -= at & -at
        before[n] = found[1]
        mine = ((found[0][0] + 1, found[0][1] + weight), n)
        top = max(top, mine)
        at = rank[place]
        while at <= len(row):
            best[at] = max(best[at], mine)
            at += at & -at
    run: list[int] = []
    n = top[1]
    while n >= 0:
        run.append(n)
        n = before[n]
    return run[::-1]


def _place(pairs: Matching, item: Item) -> Place:
    """Where a new item stands, in terms of old items and inserted ones."""
    parent = item.parent
    if parent is None:
        return Place(index=item.place)
    origin = pairs.origin(parent)
    anchor = (
        Anchor(side="old", id=origin.key)
        if origin is not None
        else Anchor(side="new", id=parent.key)
    )
    return Place(parent=anchor, index=item.place)


# --- changes of one item ---


def _changes(script: _Script, old: Item, new: Item) -> None:
    """Everything that differs between an item and its partner, the run of its number apart."""
    owner = script.owner_old.get(old.index, script.owner_new.get(new.index, -1))
    if new.index in script.moved:
        script.found.append(_Found(new.index, _move(script, old, new), _move_owner(script, new)))
    if old.fields() == new.fields():
        return
    for edit in _field_edits(old, new):
        script.found.append(_Found(new.index, edit, owner))


def _field_edits(old: Item, new: Item) -> Iterator[EditBase]:
    facts = [*_target_edit(old, new), *_deadline_edit(old, new), *_duty_edit(old, new)]
    if (old.title or "") != (new.title or ""):
        yield _text_edit(Rename, old, new, old.title or "", new.title or "", facts)
    if old.body != new.body:
        yield _text_edit(Reword, old, new, old.body, new.body, facts)
    yield from facts
    if old.kind != new.kind:
        yield KindChanged(
            severity="low", old=make_ref(old), new=make_ref(new), before=old.kind, after=new.kind
        )


def _text_edit(
    make: type[Rename] | type[Reword], old: Item, new: Item, before: str, after: str,
    facts: Sequence[EditBase],
) -> EditBase:  # fmt: skip
    """A rename or a reword, with what in it a reviewer must see."""
    changed = words.runs(before, after)
    rest = [run for run in changed if not _said(run, old, new, facts)]
    covered = all(op == "=" for op, _ in rest)
    modal = words.notices(changed, figures=False)
    figures = tuple(n for n in words.notices(rest) if n.code in ("number", "date"))
    told = (*modal, *figures)
    low = covered or words.only_marks(changed)
    more: dict[str, Any] = {}
    if make is Rename:
        more = {"before": before or None, "after": after or None}
    return make(
        severity="high" if told else "low" if low else "normal",
        notices=told,
        old=make_ref(old),
        new=make_ref(new),
        pieces=tuple(Piece.model_validate({"op": op, "text": text}) for op, text in changed),
        covered=covered and not told,
        **more,
    )


def _said(run: words.Run, old: Item, new: Item, facts: Sequence[EditBase]) -> bool:
    """Whether a changed run only restates a target, duty or deadline that has its own edit."""
    op, text = run
    if op == "=":
        return False
    side = old if op == "-" else new
    for fact in facts:
        if isinstance(fact, TargetChanged):
            if words.only_figures(text) and _quoted(text, side.aim_quotes):
                return True
        elif _quoted(text, side.duty_quotes):
            return True
    return False


def _quoted(text: str, quotes: Iterable[str]) -> bool:
    return any(text in quote for quote in quotes)


def _move(script: _Script, old: Item, new: Item) -> Move:
    return Move(
        old=make_ref(old), new=make_ref(new), place=_place(script.pairs, new),
        before=_numbering(old), after=_numbering(new),
    )  # fmt: skip


def _move_owner(script: _Script, new: Item) -> int:
    """A child that moved between members of one split or merge belongs to that group."""
    old = script.pairs.origin(new)
    if old is None or old.parent is None or new.parent is None:
        return -1
    here = script.owner_old.get(old.parent.index, -1)
    return here if here == script.owner_new.get(new.parent.index, -2) else -1


def _numbering(item: Item) -> Numbering:
    return Numbering(label=item.label, ordinal=item.ordinal)


# --- targets, deadlines, duties ---


def _target_edit(old: Item, new: Item) -> Iterator[EditBase]:
    if old.aims == new.aims:
        return
    changes = tuple(_aim_pairs(list(old.aims), list(new.aims)))
    notices = tuple(_aim_notice(before, after) for before, after in changes[:_FEW])
    yield TargetChanged(
        severity="high" if notices else "low",
        notices=notices,
        old=make_ref(old),
        new=make_ref(new),
        changes=tuple(_target_change(before, after) for before, after in changes),
        after=targets(new.aims),
    )


def _target_change(before: Aim | None, after: Aim | None) -> TargetChange:
    return TargetChange(
        before=targets([before])[0] if before else None,
        after=targets([after])[0] if after else None,
    )


AimPair = tuple[Aim | None, Aim | None]


def _aim_pairs(old: list[Aim], new: list[Aim]) -> Iterator[AimPair]:
    """Targets that differ, paired by what they have in common: the fullest agreement first."""
    keys = (
        lambda a: a,
        lambda a: (a.name, a.unit, a.year, a.status),
        lambda a: (a.name, a.unit),
        lambda a: (a.name,),
        lambda a: (a.unit, a.value),
    )
    matched: dict[int, Aim] = {}
    here, there = list(enumerate(old)), list(enumerate(new))
    for key in keys:
        waiting: dict[object, list[tuple[int, Aim]]] = {}
        for n, aim in reversed(there):
            waiting.setdefault(key(aim), []).append((n, aim))
        rest: list[tuple[int, Aim]] = []
        for n, aim in here:
            if same := waiting.get(key(aim)):
                partner, _ = same.pop()
                matched[partner] = aim
            else:
                rest.append((n, aim))
        here = rest
        there = [(n, aim) for n, aim in there if n not in matched]
    if len(here) == len(there) == 1 and here[0][1].unit == there[0][1].unit:
        matched[there[0][0]] = here.pop()[1]
    for n, aim in enumerate(new):
        if matched.get(n) != aim:
            yield matched.get(n), aim
    for _, aim in here:
        yield aim, None


def _aim_notice(before: Aim | None, after: Aim | None) -> Notice:
    texts = tuple(target_text(targets([aim])[0]) if aim else None for aim in (before, after))
    code = "target-changed"
    if before is None:
        code = "target-added"
    elif after is None:
        code = "target-dropped"
    elif (before.op, before.unit) == (after.op, after.unit):
        low, high = _middle(before), _middle(after)
        code = "target-raised" if high > low else "target-lowered" if high < low else code
    return Notice.model_validate({"code": code, "before": texts[0], "after": texts[1]})


def _middle(aim: Aim) -> float:
    value = aim.value
    return sum(value) / 2 if isinstance(value, tuple) else float(value)


def _deadline_edit(old: Item, new: Item) -> Iterator[EditBase]:
    if old.dues == new.dues:
        return
    before, after = deadlines(old.dues), deadlines(new.dues)
    notice = Notice(
        code="deadline" if after else "deadline-dropped",
        before=deadlines_text(before) or None,
        after=deadlines_text(after) or None,
    )
    yield DeadlineChanged(
        severity="high",
        notices=(notice,),
        old=make_ref(old),
        new=make_ref(new),
        before=before,
        after=after,
    )


def _duty_edit(old: Item, new: Item) -> Iterator[EditBase]:
    if old.teams == new.teams:
        return
    before, after = _leads(old.teams), _leads(new.teams)
    notices: tuple[Notice, ...] = ()
    if before != after:
        notice = Notice(
            code="lead-changed", before="、".join(before) or None, after="、".join(after) or None
        )
        notices = (notice,)
    yield DutyChanged(
        severity="high" if notices else "normal",
        notices=notices,
        old=make_ref(old),
        new=make_ref(new),
        before=owners(old.teams),
        after=owners(new.teams),
    )


def _leads(teams: Iterable[Team]) -> list[str]:
    return [unit for team in teams for unit in team.lead]


# --- inserted and removed ---


def _inserts(script: _Script) -> None:
    free = {item.index for item in script.pairs.free_new()}
    for item in script.pairs.new.items:
        if item.index in free and (item.parent is None or item.parent.index not in free):
            told = tuple(_standing(item, free, "target-added", "prohibition-added"))
            edit = Insert(
                severity="high" if told else "normal",
                notices=told,
                new=make_ref(item),
                place=_place(script.pairs, item),
                entries=entries(item, free),
            )
            owner = script.owner_new.get(item.index, -1)
            script.found.append(_Found(item.index, edit, owner))


def _removes(script: _Script) -> None:
    pairs = script.pairs
    free = {item.index for item in pairs.free_old()}
    after = -1.0
    for item in pairs.old.items:
        if item.index not in free:
            after = max(after, pairs.new_of[item.index])
        elif item.parent is None or item.parent.index not in free:
            told = tuple(_standing(item, free, "target-dropped", "prohibition-dropped"))
            edit = Remove(
                severity="high" if told else "normal",
                notices=told,
                old=make_ref(item),
                entries=entries(item, free),
            )
            at = _gone_at(pairs, item, after)
            script.found.append(_Found(at, edit, script.owner_old.get(item.index, -1)))


def _gone_at(pairs: Matching, item: Item, after: float) -> float:
    """Behind the partner of the sibling before it, else of the parent."""
    row = pairs.old.siblings(item)
    if item.place and (near := pairs.partner(row[item.place - 1])) is not None:
        return near.index + 0.5
    if item.parent is not None and (above := pairs.partner(item.parent)) is not None:
        return above.index + 0.5
    return after + 0.5


def _standing(root: Item, free: set[int], aimed: str, barred: str) -> Iterator[Notice]:
    """Targets and prohibitions that come or go with a subtree; a few of them."""
    side = "after" if aimed == "target-added" else "before"
    stack, count = [root], 0
    while stack and count < _FEW:
        item = stack.pop()
        for aim in item.aims[: _FEW - count]:
            count += 1
            yield Notice.model_validate({"code": aimed, side: target_text(targets([aim])[0])})
        text = (item.title or "") + item.body
        if word := next((word for word in sorted(words.PROHIBITIONS) if word in text), None):
            count += 1
            yield Notice.model_validate({"code": barred, side: word})
        stack.extend(child for child in reversed(item.children) if child.index in free)


# --- numbers ---


@dataclass(slots=True)
class _Run:
    """A run of labels that changed alike."""

    sign: tuple[object, ...]
    first: int
    changes: list[Relabel]


def _renumbers(script: _Script) -> None:
    runs: list[_Run] = []
    below: dict[int, _Run | None] = {}
    latest: dict[tuple[object, ...], _Run] = {}
    for item in script.pairs.new.items:
        origin = script.pairs.origin(item)
        if origin is None or item.index in script.moved:
            continue
        parent = item.parent.index if item.parent is not None else -1
        if (origin.label, origin.ordinal) == (item.label, item.ordinal):
            below[parent] = None
            continue
        change = Relabel(
            old=make_ref(origin),
            new=make_ref(item),
            before=_numbering(origin),
            after=_numbering(item),
        )
        sign = _sign(origin, item)
        run = below[parent] if parent in below else latest.get(sign)
        if run is None or run.sign != sign or not _goes_on(run, item, parent in below):
            run = _Run(sign, item.index, [])
            runs.append(run)
        run.changes.append(change)
        below[parent] = latest[sign] = run
    for run in runs:
        edit = Renumber(severity="low", changes=tuple(run.changes))
        script.found.append(_Found(run.first, edit))


def _sign(old: Item, new: Item) -> tuple[object, ...]:
    """By how much a number changed, and between which ways of writing it."""
    delta = None
    if old.ordinal is not None and new.ordinal is not None:
        delta = new.ordinal - old.ordinal
    return _shape(old.label), _shape(new.label), delta


def _shape(label: str | None) -> str | None:
    return None if label is None else _NUMERALS.sub("#", label)


def _goes_on(run: _Run, item: Item, met: bool) -> bool:
    """Whether an item continues a run: beside it, or by the next number below another parent."""
    if met:
        return True
    last = run.changes[-1].after.ordinal
    return last is not None and item.place == 0 and item.ordinal == last + 1


# --- groups ---


def _grouped(script: _Script) -> Iterator[Edit]:
    """All edits in the order of the new document, those of a group inside it."""
    found = sorted(script.found, key=lambda one: one.at)
    inside: dict[int, list[_Found]] = {}
    for one in found:
        if one.owner >= 0:
            inside.setdefault(one.owner, []).append(one)
    listed = [one for one in found if one.owner < 0]
    for number, group in enumerate((*script.splits, *script.merges)):
        split = number < len(script.splits)
        edits = tuple(one.edit for one in inside.get(number, ()))
        whole = script.pairs.partner(group.whole) if split else group.whole
        at = whole.index if whole is not None else 0
        make = _split if split else _merge
        listed.append(_Found(at, make(group, edits)))
    order = sorted(listed, key=lambda one: one.at)
    yield from (one.edit for one in order)


def _split(group: regroup.Group, edits: tuple[Any, ...]) -> Split:
    told = _group_notices([group.whole], group.parts)
    parts = tuple(make_ref(part) for part in sorted(group.parts, key=lambda part: part.index))
    severity = "high" if told else "normal"
    return Split.model_validate(
        {"severity": severity, "notices": told, "old": make_ref(group.whole), "parts": parts,
         "edits": edits}
    )  # fmt: skip


def _merge(group: regroup.Group, edits: tuple[Any, ...]) -> Merge:
    told = _group_notices(group.parts, [group.whole])
    parts = tuple(make_ref(part) for part in sorted(group.parts, key=lambda part: part.index))
    severity = "high" if told else "normal"
    return Merge.model_validate(
        {"severity": severity, "notices": told, "parts": parts, "new": make_ref(group.whole),
         "edits": edits}
    )  # fmt: skip


def _group_notices(before: Sequence[Item], after: Sequence[Item]) -> tuple[Notice, ...]:
    """What really changed in a split or a merge, however it is spread over the parts."""
    texts = ["\n".join(f"{item.title}\n{item.body}" for item in side) for side in (before, after)]
    found = list(words.regrouped(texts[0], texts[1]))
    old = [unit for item in before for unit in _leads(item.teams)]
    new = [unit for item in after for unit in _leads(item.teams)]
    if set(old) != set(new):
        found.append(
            Notice(code="lead-changed", before="、".join(old) or None, after="、".join(new) or None)
        )
    return tuple(found)
