"""From the correspondence of two trees to the edit script (编辑脚本).

Every difference is said once. A label that changed because its node moved belongs to the move; a
run of labels that shifted alike is one edit; a text that differs only in the words that state a
changed target or duty is marked as covered by that edit; what a split or a merge consists of
stands inside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from . import regroup, words
from .facts import fact_edits, lead_notices, leads
from .match import Matching, match
from .messages import target_text
from .model import (
    Diff,
    Edit,
    EditBase,
    Insert,
    KindChanged,
    Merge,
    Move,
    Notice,
    Piece,
    Remove,
    Rename,
    Reword,
    Side,
    Split,
    TargetChanged,
    summarise,
)  # fmt: skip
from .moves import find_moved, place_of
from .published import entries, make_ref, numbering
from .renumber import renumbers
from .tree import Item, Tree
from .years import later, years_on

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
    on: int
    """How many years later the new document speaks."""
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
    script = _Script(pairs, years_on(pairs))
    if features is not None:
        script.splits = regroup.splits(pairs, features)
        script.merges = regroup.merges(pairs, features)
        _own(script)
    script.moved = find_moved(pairs)
    for item in new.items:
        origin = pairs.origin(item)
        if origin is not None:
            _changes(script, origin, item)
    _inserts(script)
    _removes(script)
    script.found += [_Found(at, edit) for at, edit in renumbers(pairs, script.moved)]
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


# --- changes of one item ---


def _changes(script: _Script, old: Item, new: Item) -> None:
    """Everything that differs between an item and its partner, the run of its number apart."""
    owner = script.owner_old.get(old.index, script.owner_new.get(new.index, -1))
    if new.index in script.moved:
        script.found.append(_Found(new.index, _move(script, old, new), _move_owner(script, new)))
    if old.fields() == new.fields():
        return
    for edit in _field_edits(old, new, script.on):
        script.found.append(_Found(new.index, edit, owner))


def _field_edits(old: Item, new: Item, on: int) -> Iterator[EditBase]:
    facts = list(fact_edits(old, new, on))
    if (old.title or "") != (new.title or ""):
        yield _text_edit(Rename, old, new, old.title or "", new.title or "", facts, on)
    if old.body != new.body:
        yield _text_edit(Reword, old, new, old.body, new.body, facts, on)
    yield from facts
    if old.kind != new.kind:
        yield KindChanged(
            severity="low", old=make_ref(old), new=make_ref(new), before=old.kind, after=new.kind
        )


def _text_edit(
    make: type[Rename] | type[Reword], old: Item, new: Item, before: str, after: str,
    facts: Sequence[EditBase], on: int,
) -> EditBase:  # fmt: skip
    """A rename or a reword, with what in it a reviewer must see."""
    changed = words.runs(before, after)
    rest = [run for run in changed if not _said(run, old, new, facts)]
    covered = all(op == "=" for op, _ in rest)
    modal = words.notices(changed, figures=False)
    aims = [fact for fact in facts if isinstance(fact, TargetChanged)]
    quotes = (*old.aim_quotes, *new.aim_quotes) if aims else ()
    figures = () if _dated(new, on) else words.figure_notices(rest, on, quotes)
    told = (*modal, *figures)
    low = covered or words.only_marks(changed) or later(before, on) == after
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


def _dated(item: Item, on: int) -> bool:
    """Whether figures are bound to differ: below the signature, or in the review of a year."""
    return item.kind == "closing" or (on != 0 and item.kind == "achievement")


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
        old=make_ref(old), new=make_ref(new), place=place_of(script.pairs, new),
        before=numbering(old), after=numbering(new),
    )  # fmt: skip


def _move_owner(script: _Script, new: Item) -> int:
    """A child that moved between members of one split or merge belongs to that group."""
    old = script.pairs.origin(new)
    if old is None or old.parent is None or new.parent is None:
        return -1
    here = script.owner_old.get(old.parent.index, -1)
    return here if here == script.owner_new.get(new.parent.index, -2) else -1


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
                place=place_of(script.pairs, item),
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
            yield Notice.model_validate({"code": aimed, side: target_text(aim)})
        text = (item.title or "") + item.body
        if word := next((word for word in sorted(words.PROHIBITIONS) if word in text), None):
            count += 1
            yield Notice.model_validate({"code": barred, side: word})
        stack.extend(child for child in reversed(item.children) if child.index in free)


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
        listed.append(_Found(at, _regrouped(group, edits, split=split)))
    order = sorted(listed, key=lambda one: one.at)
    yield from (one.edit for one in order)


def _regrouped(group: regroup.Group, edits: tuple[Any, ...], *, split: bool) -> Split | Merge:
    told = _group_notices(group, split=split)
    parts = tuple(make_ref(part) for part in sorted(group.parts, key=lambda part: part.index))
    make, whole = (Split, "old") if split else (Merge, "new")
    return make.model_validate(
        {"severity": "high" if told else "normal", "notices": told, "parts": parts,
         whole: make_ref(group.whole), "edits": edits}
    )  # fmt: skip


def _group_notices(group: regroup.Group, *, split: bool) -> tuple[Notice, ...]:
    """What really changed in a split or a merge, however it is spread over the parts."""
    one: tuple[Item, ...] = (group.whole,)
    sides = (one, group.parts) if split else (group.parts, one)
    texts = ["\n".join(f"{item.title}\n{item.body}" for item in side) for side in sides]
    old, new = ([unit for item in side for unit in leads(item.teams)] for side in sides)
    found = tuple(words.regrouped(texts[0], texts[1]))
    return found if set(old) == set(new) else found + lead_notices(old, new)
