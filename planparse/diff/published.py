"""Light items to what a diff publishes of them, and back."""

from __future__ import annotations

from collections.abc import Iterable

from ..model import Plan
from .model import Deadline, Entry, Numbering, Owners, Ref, Side, Target
from .tree import Aim, Due, Item, Team, Tree

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
        found.append(entry(item, depth))
        below = (child for child in reversed(item.children) if child.index in mine)
        stack.extend((child, depth + 1) for child in below)
    return tuple(found)


def entry(item: Item, depth: int) -> Entry:
    """One item as a published entry."""
    return Entry(
        id=item.key,
        depth=depth,
        kind=item.kind,
        label=item.label,
        ordinal=item.ordinal,
        title=item.title or None,
        text=item.body,
        targets=targets(item.aims),
        owners=owners(item.teams),
        deadlines=deadlines(item.dues),
        lines=item.lines,
    )


def targets(aims: Iterable[Aim]) -> tuple[Target, ...]:
    """Published targets of light ones."""
    return tuple(Target.model_validate(aim._asdict()) for aim in aims)


def owners(teams: Iterable[Team]) -> tuple[Owners, ...]:
    """Published units of light ones."""
    return tuple(Owners(**team._asdict()) for team in teams)


def deadlines(dues: Iterable[Due]) -> tuple[Deadline, ...]:
    """Published deadlines of light ones."""
    return tuple(Deadline(**due._asdict()) for due in dues)


def aim(target: Target) -> Aim:
    """The light twin of a published target."""
    return Aim(
        target.name, target.op, target.value, target.unit,
        target.year, target.baseline, target.nature, target.status,
    )  # fmt: skip


def team(owner: Owners) -> Team:
    """The light twin of published units."""
    return Team(owner.lead, owner.support, owner.units)


def due(deadline: Deadline) -> Due:
    """The light twin of a published deadline."""
    return Due(deadline.deadline, deadline.due)


def item_of(given: Entry) -> Item:
    """A fresh item of a published entry, without children."""
    return Item(
        given.id, given.kind, given.label, given.ordinal, given.title or "", given.text,
        tuple(map(aim, given.targets)), tuple(map(team, given.owners)),
        tuple(map(due, given.deadlines)), given.lines,
    )  # fmt: skip
