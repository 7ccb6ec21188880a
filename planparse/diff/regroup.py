"""Splits and merges: one node whose matter now stands in several, or several in one (拆分、合并).

After matching, a node that nobody corresponds to may still be no news: its words, or its children,
may come out of a node that lost them. What a node lost is what its partner does not have (all of
it, where it has no partner); an inserted node most of whose bigrams lie in such a rest is a part of
that node. Merges are the same seen from the new side, so one function serves both, on a view that
exchanges old and new. The rests are searched through an inverted index, as in matching.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from .match import Features, Grams, Index, Matching
from .tree import Item

_SHARE = 0.55
"""So much of a part must come out of the whole."""
_BODY_SHARE = 0.8
"""Or so much of its body: a part may well get a heading of its own."""
_LOST = 0.35
"""And so much of the part must be words that the whole's partner lacks."""
_BITE = 0.12
"""So much of the whole must have gone into the part."""
_SMALLEST = 4
_CHILDREN = 0.6


@dataclass(frozen=True, slots=True)
class Group:
    """A whole and the parts that came out of it; the first part is the whole's partner."""

    whole: Item
    parts: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class _View:
    """One direction: wholes on one side, single nodes on the other."""

    wholes: list[Item]
    singles: list[Item]
    partner: Callable[[Item], Item | None]
    origin: Callable[[Item], Item | None]
    join: Callable[[Item, Item], None]


def splits(pairs: Matching, features: Features) -> list[Group]:
    """Old nodes whose matter now stands in several."""
    view = _View(pairs.old.items, pairs.free_new(), pairs.partner, pairs.origin, pairs.pair)
    return _groups(view, features)


def merges(pairs: Matching, features: Features) -> list[Group]:
    """New nodes whose matter stood in several."""
    view = _View(
        pairs.new.items, pairs.free_old(), pairs.origin, pairs.partner,
        lambda whole, part: pairs.pair(part, whole),
    )  # fmt: skip
    return _groups(view, features)


def _groups(view: _View, features: Features) -> list[Group]:
    if not view.singles:
        return []
    found = _by_text(view, features)
    for single in view.singles:
        whole = _by_children(view, single)
        if whole is not None and single.index not in found:
            found[single.index] = whole
    parts: defaultdict[int, list[Item]] = defaultdict(list)
    wholes: dict[int, Item] = {}
    for single in view.singles:
        if (of := found.get(single.index)) is not None:
            parts[of.index].append(single)
            wholes[of.index] = of
    groups = (_close(view, features, wholes[index], parts[index]) for index in sorted(parts))
    return [group for group in groups if group is not None]


def _close(view: _View, features: Features, whole: Item, parts: list[Item]) -> Group | None:
    """The group with the whole's partner first; a whole without one takes its best part."""
    first = view.partner(whole)
    if first is None:
        first = max(parts, key=lambda part: (features.score(whole, part), -part.index))
        view.join(whole, first)
        parts = [part for part in parts if part is not first]
    return Group(whole, (first, *parts)) if parts else None


def _by_text(view: _View, features: Features) -> dict[int, Item]:
    """Single nodes most of whose words are those of a node that lost them, by index."""
    rests: dict[int, Grams] = {}
    for item in view.wholes:
        rest = _rest(view, features, item)
        if len(rest) >= _SMALLEST:
            rests[item.index] = rest
    index = Index(features, rests.items())
    found: dict[int, Item] = {}
    for single in view.singles:
        grams = features.of(single)[2].grams
        if len(grams) < _SMALLEST:
            continue
        best = (0.0, 0)
        for number in index.near(grams):
            lost = features.weight(grams & rests[number])
            if lost > best[0] and _came_out(features, single, view.wholes[number], lost):
                best = (lost, number)
        if best[0]:
            found[single.index] = view.wholes[best[1]]
    return found


def _came_out(features: Features, single: Item, whole: Item, lost: float) -> bool:
    """Whether a single node is made of a whole's words, and took a bite of what that lost.

    Its heading may well be new, so a body that came over nearly whole is enough.
    """
    _, body, both = features.of(single)
    source = features.of(whole)[2]
    if lost < _LOST * both.weight or lost < _BITE * source.weight:
        return False
    if features.weight(both.grams & source.grams) >= _SHARE * both.weight:
        return True
    common = features.weight(body.grams & source.grams)
    return 2 * body.weight >= both.weight and common >= _BODY_SHARE * body.weight


def _rest(view: _View, features: Features, item: Item) -> Grams:
    """The bigrams that the item's partner does not have."""
    partner = view.partner(item)
    if partner is None:
        return features.of(item)[2].grams
    if (partner.title, partner.body) == (item.title, item.body):
        return frozenset()
    return features.of(item)[2].grams - features.of(partner)[2].grams


def _by_children(view: _View, single: Item) -> Item | None:
    """The node out of which most children of a single one come, if that node lives on."""
    if len(single.children) < 2:
        return None
    votes: Counter[int] = Counter()
    homes: dict[int, Item] = {}
    for child in single.children:
        other = view.origin(child)
        if other is not None and other.parent is not None:
            votes[other.parent.index] += 1
            homes[other.parent.index] = other.parent
    if not votes:
        return None
    index, count = votes.most_common(1)[0]
    home = homes[index]
    partner = view.partner(home)
    lives_on = partner is not None and any(
        (origin := view.origin(child)) is not None and origin.parent is home
        for child in partner.children
    )
    return home if lives_on and count >= _CHILDREN * len(single.children) else None
