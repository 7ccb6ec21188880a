"""Changes of targets, deadlines and duties, with what a reviewer must see (指标、时限、责任)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from .messages import deadlines_text, target_text
from .model import (
    DeadlineChanged,
    DutyChanged,
    EditBase,
    Notice,
    Owners,
    Target,
    TargetChange,
    TargetChanged,
)
from .published import make_ref
from .tree import Item
from .years import later

_FEW = 3
"""Targets that only came or went, of each side."""
_AMOUNTS = frozenset(["=", "≥", "≤", ">", "<", "≈", "range"])
"""Relations of an amount to be reached, as against one to be added."""


def fact_edits(old: Item, new: Item, on: int = 0) -> Iterator[EditBase]:
    """What changed in the targets, deadlines and duties of an item, ``on`` years later."""
    yield from _target_edit(old, new, on)
    yield from _deadline_edit(old, new, on)
    yield from _duty_edit(old, new)


def _target_edit(old: Item, new: Item, on: int) -> Iterator[EditBase]:
    if old.aims == new.aims:
        return
    changes = tuple(_aim_pairs(list(old.aims), list(new.aims)))
    notices = tuple(_aim_notices(changes, old, new, on))
    yield TargetChanged(
        severity="high" if notices else "low",
        notices=notices,
        old=make_ref(old),
        new=make_ref(new),
        changes=tuple(TargetChange(before=before, after=after) for before, after in changes),
        after=new.aims,
    )


AimPair = tuple[Target | None, Target | None]


def _aim_pairs(old: list[Target], new: list[Target]) -> Iterator[AimPair]:
    """Targets that differ, paired by what they have in common: the fullest agreement first."""
    keys = (
        lambda a: a,
        lambda a: (a.name, a.unit, a.year, a.status),
        lambda a: (a.name, a.unit),
        lambda a: (a.name,),
        lambda a: (a.unit, a.value),
    )
    matched: dict[int, Target] = {}
    here, there = list(enumerate(old)), list(enumerate(new))
    for key in keys:
        waiting: dict[object, list[tuple[int, Target]]] = {}
        for n, aim in reversed(there):
            waiting.setdefault(key(aim), []).append((n, aim))
        rest: list[tuple[int, Target]] = []
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


def _aim_notices(
    changes: Sequence[AimPair], old: Item, new: Item, on: int
) -> Iterator[Notice]:  # fmt: skip
    """What a reviewer must see: every target that changed, a few of those that came or went."""
    known = set(old.aims) & set(new.aims)
    known.update(aim for pair in changes if None not in pair for aim in pair if aim)
    alone = {"target-added": 0, "target-dropped": 0}
    for before, after in changes:
        lone = (before or after) if None in (before, after) else None
        if lone in known or (on and _goes_on(before, after, on)) or _same_by_name(before, after):
            continue  # said once more or once less, only a year later, or in other words
        notice = _aim_notice(before, after)
        if notice.code in alone:
            alone[notice.code] += 1
        if alone.get(notice.code, 0) <= _FEW:
            yield notice


def _same_by_name(before: Target | None, after: Target | None) -> bool:
    """Whether only words before the name of a target came or went (培育骨干企业 → 骨干企业)."""
    if before is None or after is None:
        return False
    inside = before.name.endswith(after.name) or after.name.endswith(before.name)
    return inside and replace(before, name=after.name) == after


def _goes_on(before: Target | None, after: Target | None, on: int) -> bool:
    """Whether a target only moved on with the document, or tells what was reached in its year."""
    if before is None or after is None:
        return "actual" in (side.status for side in (before, after) if side is not None)
    if before.status == after.status == "actual":
        return True
    return before.year is not None and replace(before, year=before.year + on) == after


def _aim_notice(before: Target | None, after: Target | None) -> Notice:
    texts = tuple(target_text(aim) if aim else None for aim in (before, after))
    code = "target-changed"
    if before is None:
        code = "target-added"
    elif after is None:
        code = "target-dropped"
    elif before.unit == after.unit and _comparable(before, after):
        low, high = before.middle, after.middle
        code = "target-raised" if high > low else "target-lowered" if high < low else code
    return Notice.model_validate({"code": code, "before": texts[0], "after": texts[1]})


def _comparable(before: Target, after: Target) -> bool:
    return before.op == after.op or _AMOUNTS.issuperset((before.op, after.op))


def _deadline_edit(old: Item, new: Item, on: int) -> Iterator[EditBase]:
    if old.dues == new.dues:
        return
    before, after = deadlines_text(old.dues), deadlines_text(new.dues)
    notice = Notice(
        code="deadline" if new.dues else "deadline-dropped",
        before=before or None,
        after=after or None,
    )
    same = later(before, on) == after
    yield DeadlineChanged(
        severity="low" if same else "high",
        notices=() if same else (notice,),
        old=make_ref(old),
        new=make_ref(new),
        before=old.dues,
        after=new.dues,
    )


def _duty_edit(old: Item, new: Item) -> Iterator[EditBase]:
    if old.teams == new.teams:
        return
    before, after = leads(old.teams), leads(new.teams)
    notices = lead_notices(before, after)
    yield DutyChanged(
        severity="high" if notices else "normal",
        notices=notices,
        old=make_ref(old),
        new=make_ref(new),
        before=old.teams,
        after=new.teams,
    )


def leads(teams: Iterable[Owners]) -> list[str]:
    """The leading units of some duties."""
    return [unit for team in teams for unit in team.lead]


def lead_notices(before: list[str], after: list[str]) -> tuple[Notice, ...]:
    """The notice that other units lead, if they do."""
    if before == after:
        return ()
    old, new = ("、".join(units) or None for units in (before, after))
    return (Notice(code="lead-changed", before=old, after=new),)
