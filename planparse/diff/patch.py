"""Applying a diff: the other half of its definition, and what the side-by-side views are made of.

``trace`` builds the new tree out of the old one and the edits alone and remembers for every item
where it came from and which edits made it, so a renderer needs the old plan and the diff, not the
new plan.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ..errors import FormatError
from ..model import Plan
from .model import (
    Anchor,
    DeadlineChanged,
    Diff,
    DutyChanged,
    EditBase,
    Insert,
    KindChanged,
    Merge,
    Move,
    Place,
    PlainEdit,
    Remove,
    Rename,
    Renumber,
    Reword,
    Split,
    TargetChanged,
)  # fmt: skip
from .published import item_of
from .tree import Item, Tree, build

Key = tuple[str, str]
"""Side and id."""


@dataclass(slots=True)
class Traced:
    """A patched tree, and for each item its history."""

    old: Tree
    new: Tree
    origin: dict[int, Item]
    """Old item by index of the new one."""
    edits: dict[int, list[EditBase]]
    """Edits by index of the new item they made or changed, groups named before their parts."""
    gone: dict[int, list[EditBase]]
    """Edits by index of the old item that is no more."""


@dataclass(slots=True)
class _Bench:
    """Work in progress: items by side and id, and where placed ones go."""

    items: dict[Key, Item]
    sources: dict[Key, Item]
    roots: list[Item]
    placed: dict[Key | None, list[tuple[int, Item]]] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)
    """id() of items that leave their parent."""

    def get(self, side: str, key: str) -> Item:
        item = self.items.get((side, key))
        if item is None:
            raise FormatError(
                "the diff does not fit this plan: there is no node “{node}”", node=key
            )
        return item

    def put(self, place: Place, item: Item) -> None:
        key = _key(place.parent)
        if key is not None:
            self.get(*key)
        self.placed.setdefault(key, []).append((place.index, item))


def _key(anchor: Anchor | None) -> Key | None:
    return None if anchor is None else (anchor.side, anchor.id)


def apply(old: Plan | Tree, diff: Diff) -> Tree:
    """The new tree, as far as a diff speaks of it; FormatError if the diff is not of this plan."""
    return trace(old, diff).new


def trace(old: Plan | Tree, diff: Diff) -> Traced:
    """The new tree with the history of each item."""
    before = old if isinstance(old, Tree) else build(old, furniture=diff.furniture)
    bench = _bench(before)
    for edit in diff.plain():
        _take(bench, edit)
    for edit in diff.plain():
        _set(bench, edit)
    _settle(bench)
    after = Tree(bench.roots)
    return _history(bench, before, after, diff)


def _bench(tree: Tree) -> _Bench:
    """A copy of the tree to work on; new line numbers are known only where an edit tells them."""
    items: dict[Key, Item] = {}
    sources: dict[Key, Item] = {}
    for item in tree.items:
        parent = items["old", item.parent.key] if item.parent is not None else None
        copy = Item(
            item.key, item.kind, item.label, item.ordinal, item.title, item.body,
            item.aims, item.teams, item.dues, parent=parent,
        )  # fmt: skip
        if parent is not None:
            parent.children.append(copy)
        items["old", item.key] = copy
        sources["old", item.key] = item
    return _Bench(items, sources, [items["old", root.key] for root in tree.roots])


def _take(bench: _Bench, edit: PlainEdit) -> None:
    """First pass: what leaves its place, and what arrives."""
    if isinstance(edit, Move | Remove):
        bench.taken.add(id(bench.get("old", edit.old.id)))
    elif isinstance(edit, Insert):
        stack: list[Item] = []
        for given in edit.entries:
            item = item_of(given)
            del stack[given.depth :]
            if stack:
                item.parent = stack[-1]
                stack[-1].children.append(item)
            stack.append(item)
            bench.items["new", item.key] = item


def _set(bench: _Bench, edit: PlainEdit) -> None:
    """Second pass: places and fields."""
    if isinstance(edit, Insert):
        if edit.entries:
            bench.put(edit.place, bench.get("new", edit.entries[0].id))
    elif isinstance(edit, Move):
        item = bench.get("old", edit.old.id)
        bench.put(edit.place, item)
        item.label, item.ordinal = edit.after.label, edit.after.ordinal
        item.lines = edit.new.lines
    elif isinstance(edit, Renumber):
        for change in edit.changes:
            item = bench.get("old", change.old.id)
            item.label, item.ordinal = change.after.label, change.after.ordinal
            item.lines = change.new.lines
    elif not isinstance(edit, Remove):
        _set_field(bench.get("old", edit.old.id), edit)


def _set_field(
    item: Item,
    edit: Rename | Reword | TargetChanged | DeadlineChanged | DutyChanged | KindChanged,
) -> None:
    item.lines = edit.new.lines
    match edit:
        case Rename():
            _expect(item.title or "", edit.before or "", item)
            item.title = edit.after or ""
        case Reword():
            _expect(item.body, "".join(p.text for p in edit.pieces if p.op != "+"), item)
            item.body = "".join(p.text for p in edit.pieces if p.op != "-")
        case TargetChanged():
            item.aims = edit.after
        case DeadlineChanged():
            item.dues = edit.after
        case DutyChanged():
            item.teams = edit.after
        case KindChanged():
            item.kind = edit.after


def _expect(found: str, wanted: str, item: Item) -> None:
    if found != wanted:
        raise FormatError(
            "the diff does not fit this plan: node “{node}” reads otherwise than expected",
            node=item.key,
        )


def _settle(bench: _Bench) -> None:
    """Take out what leaves, then put placed items at their final positions."""
    parents: list[Item] = list({id(i): i for i in bench.items.values()}.values())
    for parent in parents:
        if parent.children:
            parent.children = [c for c in parent.children if id(c) not in bench.taken]
    bench.roots = [root for root in bench.roots if id(root) not in bench.taken]
    for key, found in bench.placed.items():
        parent_of = bench.items[key] if key is not None else None
        row = parent_of.children if parent_of is not None else bench.roots
        full = _filled(row, found)
        for _, item in found:
            item.parent = parent_of
        if parent_of is not None:
            parent_of.children = full
        else:
            bench.roots = full


def _filled(row: list[Item], placed: list[tuple[int, Item]]) -> list[Item]:
    """Placed items at their positions, the others in order in between."""
    at = dict(placed)
    rest = iter(row)
    full = [at[n] if n in at else next(rest, None) for n in range(len(row) + len(placed))]
    tail = [item for n, item in placed if n >= len(full)]
    return [item for item in full if item is not None] + tail


def _history(bench: _Bench, before: Tree, after: Tree, diff: Diff) -> Traced:
    origin: dict[int, Item] = {}
    standing = {id(item) for item in after.items}
    for key, item in bench.items.items():
        if key[0] == "old" and id(item) in standing:
            origin[item.index] = bench.sources[key]
    traced = Traced(before, after, origin, {}, {})
    for edit in diff.edits:
        for key in _concerned(edit):
            _note(traced, bench, standing, key, edit)
        for part in edit.edits if isinstance(edit, Split | Merge) else ():
            for key in _concerned(part):
                _note(traced, bench, standing, key, part)
    return traced


def _note(traced: Traced, bench: _Bench, standing: set[int], key: Key, edit: EditBase) -> None:
    item = bench.items.get(key)
    if item is not None and id(item) in standing:
        traced.edits.setdefault(item.index, []).append(edit)
    elif key in bench.sources:
        traced.gone.setdefault(bench.sources[key].index, []).append(edit)


def _concerned(edit: EditBase) -> list[Key]:
    """The nodes an edit is about."""
    match edit:
        case Insert():
            return [("new", entry.id) for entry in edit.entries]
        case Remove():
            return [("old", entry.id) for entry in edit.entries]
        case Renumber():
            return [("old", change.old.id) for change in edit.changes]
        case Split():
            return [("old", edit.old.id), *(("new", part.id) for part in edit.parts)]
        case Merge():
            return [("old", part.id) for part in edit.parts]
        case _:
            return [("old", edit.old.id)]  # type: ignore[attr-defined]
