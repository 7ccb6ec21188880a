"""Which node of the old plan is which node of the new one, by content and never by number.

Numbers are what changes first when a section is inserted, so they take no part. In this order:

1. equal subtrees, then equal contents, then equal bodies, where each side has exactly one;
2. equal ones that occur several times, below parents that already correspond;
3. branches whose children correspond (bottom up), however they are called now;
4. for what is left, similarity of title and body by weighted character bigrams (Dice). Candidates
   come from an inverted index, at most a few for each node, looked up by the node's rarest
   bigrams with a bounded number of postings; the best pairs are taken first.

Steps 2 to 4 run again with what the first round found, now with a lower bar for nodes whose parents
or neighbours correspond. Every step is linear in the size of the plans up to a sort: no step
compares all nodes of one side with all of the other. Bigrams are weighted by rarity, since half of
any plan is 加强, 推进 and 建设.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from math import log
from operator import add

from .tree import Item, Tree

_NOT_WORD = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"\d+")
_SAMPLE = 1000
_PROBES = 20
_POSTINGS = 160
_CANDIDATES = 6
_FAR, _NEAR, _SLOT = 0.5, 0.38, 0.28
_LONG = 10
"""A body of so many characters is its own witness."""

Grams = frozenset[str]
_Key = Callable[[Item], Hashable]


def plain(text: str) -> str:
    """The text for comparison: no punctuation or blanks, every number alike.

    >>> plain("（一）到 2027年，达到40万吨")
    '一到0年达到0万吨'
    """
    return _DIGITS.sub("0", _NOT_WORD.sub("", text)).casefold()


def bigrams(text: str) -> Grams:
    """The set of character bigrams; a single character counts as itself."""
    if len(text) < 2:
        return frozenset(text)
    return frozenset(map(add, text, text[1:]))


@dataclass(frozen=True, slots=True)
class Bag:
    """A set of bigrams and what they weigh together."""

    grams: Grams
    weight: float


class Features:
    """Bigrams of items (title, body, both), made on demand, and the weight of each bigram."""

    def __init__(self, trees: Sequence[Tree]) -> None:
        self._made: dict[int, tuple[Bag, Bag, Bag]] = {}
        counts: Counter[str] = Counter()
        total = 0
        for tree in trees:
            step = max(1, len(tree.items) // _SAMPLE)
            for item in tree.items[::step]:
                counts.update(bigrams(plain(f"{item.title} {item.body[:400]}")))
                total += 1
        self._rarest = log(2 + total)
        self._weights = {gram: log(1 + (1 + total) / n) for gram, n in counts.items()}

    def of(self, item: Item) -> tuple[Bag, Bag, Bag]:
        """Bigrams of title, of body, and of both."""
        found = self._made.get(id(item))
        if found is None:
            title, body = bigrams(plain(item.title or "")), bigrams(plain(item.body))
            both = title | body if title and body else title or body
            found = (self.bag(title), self.bag(body), self.bag(both))
            self._made[id(item)] = found
        return found

    def bag(self, grams: Grams) -> Bag:
        """Bigrams with their weight."""
        return Bag(grams, self.weight(grams))

    def weight(self, grams: Iterable[str]) -> float:
        """How much the bigrams say."""
        weights, rarest = self._weights, self._rarest
        return sum([weights.get(gram, rarest) for gram in grams])

    def dice(self, left: Bag, right: Bag) -> float:
        """Weighted Dice: 1 for equal sets, 0 for disjoint ones."""
        common = left.grams & right.grams
        if not common:
            return 0.0
        return 2 * self.weight(common) / (left.weight + right.weight)

    def score(self, old: Item, new: Item) -> float:
        """How alike the contents of two items are, 0 to 1."""
        old_title, old_body, old_all = self.of(old)
        new_title, new_body, new_all = self.of(new)
        whole = self.dice(old_all, new_all)
        if not (old_body.grams and new_body.grams):
            return whole
        title, body = self.dice(old_title, new_title), self.dice(old_body, new_body)
        return max(whole, 0.4 * title + 0.6 * body, 0.6 * title + 0.4 * body)


class Index:
    """An inverted index: which items hold a bigram."""

    def __init__(self, features: Features, sets: Iterable[tuple[int, Iterable[str]]]) -> None:
        self._features = features
        self._postings: defaultdict[str, list[int]] = defaultdict(list)
        for number, grams in sets:
            for gram in grams:
                self._postings[gram].append(number)

    def near(self, grams: Iterable[str], limit: int = _CANDIDATES) -> list[int]:
        """The few items that share most with the bigrams, by bounded look-ups."""
        held = [gram for gram in grams if gram in self._postings]
        held.sort(key=lambda gram: (len(self._postings[gram]), gram))
        votes: defaultdict[int, float] = defaultdict(float)
        read = 0
        for count, gram in enumerate(held):
            found = self._postings[gram]
            read += len(found)
            if count and (read > _POSTINGS or count >= _PROBES):
                break
            worth = self._features.weight((gram,))
            for number in found[:_POSTINGS]:
                votes[number] += worth
        return nsmallest(limit, votes, key=lambda number: (-votes[number], number))


class Matching:
    """Pairs of items, by index: ``new_of[i]`` is the new item of old item i, or -1."""

    def __init__(self, old: Tree, new: Tree) -> None:
        self.old, self.new = old, new
        self.new_of = [-1] * len(old.items)
        self.old_of = [-1] * len(new.items)

    def pair(self, old: Item, new: Item) -> None:
        """Say that two items correspond."""
        self.new_of[old.index] = new.index
        self.old_of[new.index] = old.index

    def partner(self, old: Item) -> Item | None:
        """The new item of an old one."""
        found = self.new_of[old.index]
        return self.new.items[found] if found >= 0 else None

    def origin(self, new: Item) -> Item | None:
        """The old item of a new one."""
        found = self.old_of[new.index]
        return self.old.items[found] if found >= 0 else None

    def free_old(self) -> list[Item]:
        """Old items without a partner, in document order."""
        return [item for item in self.old.items if self.new_of[item.index] < 0]

    def free_new(self) -> list[Item]:
        """New items without a partner, in document order."""
        return [item for item in self.new.items if self.old_of[item.index] < 0]

    def akin(self, old: Item | None, new: Item | None) -> bool:
        """Whether two parents correspond; above the top level is one and the same."""
        if old is None or new is None:
            return old is new
        return self.new_of[old.index] == new.index


def match(old: Tree, new: Tree) -> tuple[Matching, Features | None]:
    """The correspondence of two trees; the features are None where equality settled all."""
    pairs = Matching(old, new)
    subtrees = _subtrees(old, new)
    _pair_unique_subtrees(pairs, subtrees)
    _pair_unique(pairs, lambda item: (item.title, item.body, item.aims))
    _pair_unique(pairs, lambda item: item.body if len(item.body) >= _LONG else None)
    _pair_below(pairs, subtrees)
    if not (pairs.free_old() or pairs.free_new()):
        return pairs, None
    features = Features((old, new))
    for near, slot in ((_FAR, _FAR), (_NEAR, _SLOT)):
        _pair_branches(pairs, features)
        _pair_below(pairs, subtrees)
        _pair_similar(pairs, features, near, slot)
    _pair_branches(pairs, features)
    _pair_repeated(pairs)
    return pairs, features


Names = tuple[list[int], list[int]]


def _subtrees(old: Tree, new: Tree) -> Names:
    """For each item a number that stands for its whole content; equal numbers, equal subtrees."""
    table: dict[Hashable, int] = {}

    def number(tree: Tree) -> list[int]:
        found = [0] * len(tree.items)
        for item in reversed(tree.items):
            below = tuple([found[child.index] for child in item.children])
            key = (item.title, item.body, item.kind, item.aims, item.teams, item.dues, below)
            found[item.index] = table.setdefault(key, len(table))
        return found

    return number(old), number(new)


def _pair_unique_subtrees(pairs: Matching, subtrees: Names) -> None:
    """Equal subtrees that occur once on either side, largest first."""
    upper, lower = subtrees
    counts, there = Counter(upper), Counter(lower)
    home = {name: index for index, name in enumerate(lower)}
    for item in pairs.old.items:
        name = upper[item.index]
        if pairs.new_of[item.index] < 0 and counts[name] == 1 and there.get(name) == 1:
            _pair_alike(pairs, item, pairs.new.items[home[name]])


def _pair_alike(pairs: Matching, old: Item, new: Item) -> None:
    """Two equal subtrees, node by node; equal subtrees lie in one run in document order."""
    stack = [(old, new)]
    while stack:
        left, right = stack.pop()
        if pairs.new_of[left.index] < 0 and pairs.old_of[right.index] < 0:
            pairs.pair(left, right)
        stack.extend(zip(left.children, right.children, strict=True))


def _pair_unique(pairs: Matching, key: _Key) -> None:
    """Free items with a key that occurs once on either side (no key: None)."""
    here, there = _by_key(pairs.free_old(), key), _by_key(pairs.free_new(), key)
    for name, found in here.items():
        others = there.get(name, ())
        if len(found) == 1 and len(others) == 1:
            pairs.pair(found[0], others[0])


def _by_key(items: Iterable[Item], key: _Key) -> dict[Hashable, list[Item]]:
    found: defaultdict[Hashable, list[Item]] = defaultdict(list)
    for item in items:
        name = key(item)
        if name is not None:
            found[name].append(item)
    return found


def _queues(items: Iterable[Item], key: _Key) -> dict[Hashable, deque[Item]]:
    return {name: deque(found) for name, found in _by_key(items, key).items()}


def _pair_below(pairs: Matching, subtrees: Names) -> None:
    """Below parents that correspond, equal children in order: subtrees, contents, titles."""
    upper, lower = subtrees
    for old, new in _parents(pairs):
        left = [item for item in old if pairs.new_of[item.index] < 0]
        right = [item for item in new if pairs.old_of[item.index] < 0]
        if not (left and right):
            continue
        names = _queues(right, lambda item: lower[item.index])
        for item in left:
            if same := names.get(upper[item.index]):
                _pair_alike(pairs, item, same.popleft())
        _pair_in_order(pairs, left, right, lambda item: (item.title, item.body))
        _pair_sole(pairs, left, right)


def _parents(pairs: Matching) -> Iterator[tuple[list[Item], list[Item]]]:
    yield pairs.old.roots, pairs.new.roots
    for item in pairs.old.items:
        if item.children and (partner := pairs.partner(item)) is not None and partner.children:
            yield item.children, partner.children


def _pair_in_order(pairs: Matching, left: Sequence[Item], right: Sequence[Item], key: _Key) -> None:
    there = _queues((item for item in right if pairs.old_of[item.index] < 0), key)
    for item in left:
        same = there.get(key(item)) if pairs.new_of[item.index] < 0 else None
        if same:
            pairs.pair(item, same.popleft())


def _pair_sole(pairs: Matching, left: Sequence[Item], right: Sequence[Item]) -> None:
    """Children with the same heading, where parents correspond and the heading is theirs alone."""
    here = _by_key((i for i in left if pairs.new_of[i.index] < 0), lambda item: item.title or None)
    there = _by_key(
        (i for i in right if pairs.old_of[i.index] < 0), lambda item: item.title or None
    )
    for title, found in here.items():
        others = there.get(title, ())
        if len(found) == 1 and len(others) == 1:
            pairs.pair(found[0], others[0])


def _pair_branches(pairs: Matching, features: Features) -> None:
    """Bottom up: branches most of whose children correspond."""
    for item in reversed(pairs.old.items):
        if item.children and pairs.new_of[item.index] < 0:
            best = _branch(pairs, features, item)
            if best is not None:
                pairs.pair(item, best)


def _branch(pairs: Matching, features: Features, item: Item) -> Item | None:
    votes: Counter[int] = Counter()
    for child in item.children:
        partner = pairs.partner(child)
        if partner is not None and partner.parent is not None:
            votes[partner.parent.index] += 1
    best: tuple[float, int] | None = None
    for index, count in votes.most_common(_CANDIDATES):
        other = pairs.new.items[index]
        if pairs.old_of[index] >= 0:
            continue
        share = 2 * count / (len(item.children) + len(other.children))
        alike = features.score(item, other)
        if share >= 0.5 or (share >= 0.25 and alike >= 0.25):
            best = max(best or (0.0, 0), (share + alike, -index))
    return pairs.new.items[-best[1]] if best else None


def _pair_similar(pairs: Matching, features: Features, near: float, slot: float) -> None:
    """The best of a few candidates each, best pairs first."""
    left, right = pairs.free_old(), pairs.free_new()
    if not (left and right):
        return
    items = pairs.new.items
    index = Index(features, ((item.index, features.of(item)[2].grams) for item in right))
    titles = _by_key(right, lambda item: item.title or None)
    found: list[tuple[float, int, int]] = []
    for item in left:
        candidates = set(index.near(features.of(item)[2].grams))
        candidates.update(_slots(pairs, item))
        same = titles.get(item.title or None, ())
        if len(same) == 1:
            candidates.add(same[0].index)
        for number in candidates:
            worth = _worth(pairs, features, item, items[number], near, slot)
            if worth > 0:
                found.append((-worth, item.index, number))
    for _, old, new in sorted(found):
        if pairs.new_of[old] < 0 and pairs.old_of[new] < 0:
            pairs.pair(pairs.old.items[old], items[new])


def _worth(
    pairs: Matching, features: Features, old: Item, new: Item, near: float, slot: float
) -> float:
    """The rank of a candidate pair, or 0 where it is below the bar for its place."""
    score = features.score(old, new)
    total = len(old.children) + len(new.children)
    if total:
        inside = sum(1 for child in old.children if _inside(pairs, child, new))
        score = max(score, (score + 2 * inside / total) / 2)
    if not pairs.akin(old.parent, new.parent):
        return score if score >= _FAR else 0.0
    beside = _beside(pairs, old, new)
    bar = slot if beside else near
    return score + (0.1 if beside else 0.06) if score >= bar else 0.0


def _inside(pairs: Matching, child: Item, parent: Item) -> bool:
    partner = pairs.partner(child)
    return partner is not None and partner.parent is parent


def _neighbour(tree: Tree, item: Item, step: int) -> Item | None:
    row = tree.siblings(item)
    place = item.place + step
    return row[place] if 0 <= place < len(row) else None


def _beside(pairs: Matching, old: Item, new: Item) -> bool:
    """Whether the items before them, or behind them, correspond (or there are none)."""
    return any(
        pairs.akin(_neighbour(pairs.old, old, step), _neighbour(pairs.new, new, step))
        for step in (-1, 1)
    )


def _slots(pairs: Matching, old: Item) -> Iterator[int]:
    """Free new items that stand beside the partner of a neighbour."""
    for step in (-1, 1):
        neighbour = _neighbour(pairs.old, old, step)
        partner = pairs.partner(neighbour) if neighbour is not None else None
        other = _neighbour(pairs.new, partner, -step) if partner is not None else None
        if other is not None and pairs.old_of[other.index] < 0:
            yield other.index


def _pair_repeated(pairs: Matching) -> None:
    """What is left of equal contents that occur several times, in order."""
    right = pairs.free_new()
    _pair_in_order(
        pairs,
        pairs.free_old(),
        right,
        lambda item: (
            (item.title, item.body) if len(item.title or "") + len(item.body) > 3 else None
        ),
    )
