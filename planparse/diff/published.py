"""Light items to what a diff publishes of them, and back."""

from __future__ import annotations

from ..model import Plan
from .model import Entry, Numbering, Ref, Side
from .tree import Item, Tree

_PATH = 4
"""How many headings above a node a reference names."""


def side(plan: Plan, tree: Tree) -> Side:
    """What a comparison says of one of its plans."""
    return Side(
        name=plan.source.name,
        sha256=plan.source.sha256,
        title=plan.meta.title,
        nodes=len(tree.items),
    )


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


def numbering(item: Item) -> Numbering:
    """The label and number of an item."""
    return Numbering(label=item.label, ordinal=item.ordinal)


def entries(root: Item, mine: set[int] | frozenset[int]) -> tuple[Entry, ...]:
    """The item and those below it whose index is in ``mine``, as flat published entries."""
    found: list[Entry] = []
    stack = [(root, 0)]
    while stack:
        item, depth = stack.pop()
        found.append(
            Entry(
                id=item.key, depth=depth, kind=item.kind, label=item.label, ordinal=item.ordinal,
                title=item.title or None, text=item.body, targets=item.aims, owners=item.teams,
                deadlines=item.dues, lines=item.lines,
            )
        )  # fmt: skip
        below = (child for child in reversed(item.children) if child.index in mine)
        stack.extend((child, depth + 1) for child in below)
    return tuple(found)


def item_of(given: Entry) -> Item:
    """A fresh item of a published entry, without children."""
    return Item(
        given.id, given.kind, given.label, given.ordinal, given.title or "", given.text,
        given.targets, given.owners, given.deadlines, given.lines,
    )  # fmt: skip
