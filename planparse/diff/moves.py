"""Which nodes moved, and where to (移动).

Among siblings that correspond, those of the heaviest increasing run stay where they are, so the
fewest and smallest nodes count as moved.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .match import Matching
from .model import Anchor, Place
from .tree import Item


def find_moved(pairs: Matching) -> set[int]:
    """Indices of the new items that count as moved."""
    moved: set[int] = set()
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
                moved.add(child.index)
        stay = set(heaviest_run([(place, weights[child.index]) for place, child in kept]))
        moved.update(child.index for n, (_, child) in enumerate(kept) if n not in stay)
    return moved


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


def place_of(pairs: Matching, item: Item) -> Place:
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
