"""Chooses one reading of the whole document: which marks are numbers, and what hangs under what.

Every line keeps all its candidates until the end. A *reading* is a stack of open lists together
with what it has cost so far; a beam of the cheapest readings is carried through the document, so
that the work grows with its length only. A reading pays for

* a rejected mark (how much the mark looks like a number), and for an accepted doubtful one;
* a broken sequence: a gap, a number twice, a step back, a list that does not begin with one.
  A list that begins again under a new parent and one that runs on from the list before it
  (1.–15. across （一）–（五）) cost nothing;
* an odd nesting: a style inside one that usually stands below it (``Style.rank`` is only a prior),
  a level skipped upwards while it could still have taken children.

Depth is not a property of a style: ``1.`` may hang under ``（一）`` in one section and under
``一、`` in the next.

Readings share what they have in common: an item points to the one it hangs under, and what the
styles of the open lists decide by themselves is worked out once for each row of styles (``_Nest``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import inf
from typing import NamedTuple

from .memory import Shared
from .numbering import LEAD, TABLE, Enumerator, Style
from .patterns import compiled
from .scan import Line

BEAM = 6
"""How many readings are carried on; a doubled beam changes nothing on the samples."""
SLACK = 2.5
"""How much dearer than the cheapest a reading may be and still be carried on."""

_CONTAINERS = frozenset({"box", "attachment", "document"})
_ROMAN = frozenset({"roman-sign", "roman-dot"})
"""Numerals that head a whole document as often as they count its smallest items."""
_ROMAN_TOP = 3.7
_LISTS = frozenset({"di-comma", "first-next", "han-is", "han-must", "qi-comma"})
_ANNOUNCES = compiled(
    r"(?::|如下|以下[^,。]{0,12}|[几三四五六七八九]点[^,。]{0,6}|主要[^,。]{0,8}是)[。:]?$"
)

Fault = tuple[str, int | None]
"""The code of an issue and a number that tells more."""


class Chosen(NamedTuple):
    """What the chosen reading takes a line for: a heading or item, its number, how deep."""

    enumerator: Enumerator | None
    """None for a heading without a number."""
    style: Style
    ordinal: int
    depth: int
    """How many lists it is inside of, its own included."""
    issue: Fault | None


@dataclass(slots=True, eq=False)
class Choice:
    """A line taken for a heading or item."""

    enumerator: Enumerator | None
    """None for a heading without a number."""
    style: Style
    ordinal: int | None
    path: tuple[int, ...]
    doubt: float
    announced: bool = False
    """Whether it begins a list of the kind that the line before announces (如下：)."""
    heading: Line | None = None
    """The line before, if that ends with a colon and a list begins here."""


# --- what a reading is -----------------------------------------------------------------------


class _Place(NamedTuple):
    """What a new list pays for beginning inside an open one, as far as styles decide."""

    passed: float
    """For leaving the lists further in."""
    crowded: float
    """For a list of the same style around it."""
    odd: float
    """For a style around it that usually stands below its own."""
    pair: tuple[str, str]
    """Family of the style around it, and of its own."""


@lru_cache(maxsize=1024)  # few are unlike each other, however many rows of styles there are
def _place(passed: float, crowded: float, odd: float, outer: str, inner: str) -> _Place:
    return _Place(passed, crowded, odd, (outer, inner))


class _Nest:
    """The styles of the open lists, outermost first; readings alike in them share one."""

    __slots__ = ("_below", "_places", "families", "row")

    def __init__(self, row: tuple[Style, ...] = ()) -> None:
        self.row = row
        self.families = frozenset(style.family for style in row)
        self._below: dict[str, _Nest] = {}
        self._places: dict[str, tuple[_Place, ...]] = {}

    def below(self, style: Style) -> _Nest:
        """These styles and one more inside."""
        nest = self._below.get(style.key)
        if nest is None:
            nest = self._below[style.key] = _Nest((*self.row, style))
        return nest

    def places(self, style: Style) -> tuple[_Place, ...]:
        """Where a list of the style can begin, innermost place first."""
        places = self._places.get(style.key)
        if places is None:
            places = self._places[style.key] = tuple(_places(self.row, style))
        return places


def _places(row: tuple[Style, ...], style: Style) -> Iterator[_Place]:
    passed = 0.0
    while row:
        around = row[-1]
        container = around.name in _CONTAINERS
        rank = _ROMAN_TOP if len(row) == 1 and around.name in _ROMAN else around.rank
        odd = 0.0
        if style.rank <= rank and (not container or (around is TABLE and style.rank < 6)):
            odd = 1.5 + min(1.5, (rank - style.rank) * 0.4)
        yield _place(passed, _crowded(row, style), odd, around.family, style.family)
        passed += 0.7 if container or rank < style.rank else 0.0
        passed += 1.5 if container and around.rank < 0 else 0.0
        row = row[:-1]
    yield _place(passed, 0.3 if style is LEAD else 0.0, 0.0, "", style.family)


def _crowded(row: tuple[Style, ...], style: Style) -> float:
    """The price of a list inside another of its kind; a container has its own numbers."""
    cost = 0.0
    for around in reversed(row):
        cost += 2.6 if around.family == style.family else 0.0
        if around.name in _CONTAINERS:
            break
    return cost


@dataclass(slots=True, eq=False)
class Item:
    """A heading or item of a reading, and with it an open list, of which it is the latest item.

    Under all of them stands a root that is no item; where a second body begins, another.
    """

    before: Item | None
    """The item before it in the reading."""
    outer: Item | None
    """The item whose list it is in; None for a root."""
    line: Line
    choice: Choice
    style: Style
    ordinal: int
    issue: Fault | None
    length: int
    """Items of the list so far."""
    nest: _Nest
    ordinals: tuple[int, ...]
    """Number of every open list, its own last."""

    @property
    def depth(self) -> int:
        """How many lists it is inside of, its own included."""
        return len(self.ordinals)

    def chosen(self) -> Chosen:
        """The item without what only the search needs."""
        enumerator = self.choice.enumerator
        return Chosen(enumerator, self.style, self.ordinal, self.depth, self.issue)


@dataclass(slots=True, eq=False)
class _Reading:
    """One way to read the lines so far: what it costs and which lists are open."""

    cost: float
    level: Item
    """The latest item; its list is the innermost open one."""
    met: dict[str, Item]
    """The latest item of each family of styles."""
    odd: frozenset[tuple[str, str]]
    """Families found inside one that usually stands below them: (outer, inner)."""


def _begun(line: Line, before: Item | None = None) -> _Reading:
    """The reading in which no list is open yet; a second body goes on with the items before."""
    nothing = Choice(None, LEAD, None, (), 0.0)
    root = Item(before, None, line, nothing, LEAD, 0, None, 0, _Nest(), ())
    return _Reading(0.0, root, {}, frozenset())


_Key = tuple[_Nest, tuple[int, ...]]
"""Style and number of every open list: readings that agree on them go on alike."""


@dataclass(slots=True, eq=False)
class _Step:
    """One way to read one more line; it becomes a reading only if it is among the cheapest."""

    cost: float
    reading: _Reading
    choice: Choice | None
    """None reads the line as text."""
    outer: Item
    ordinal: int
    issue: Fault | None
    length: int

    def key(self) -> _Key:
        """Which lists will be open."""
        if self.choice is None:
            return self.outer.nest, self.outer.ordinals
        return self.outer.nest.below(self.choice.style), (*self.outer.ordinals, self.ordinal)

    def taken(self, line: Line, key: _Key) -> _Reading:
        """The reading that this step leads to."""
        before, choice, outer = self.reading, self.choice, self.outer
        met, odd = before.met, before.odd
        if choice is None:
            return _Reading(self.cost, before.level, met, odd)
        style, (nest, ordinals) = choice.style, key
        item = Item(
            before.level, outer, line, choice, style, self.ordinal, self.issue, self.length, nest,
            ordinals,
        )  # fmt: skip
        if choice.enumerator is not None:
            met = met.copy()
            met[style.family] = item
            if outer.outer and style.rank <= outer.style.rank:
                odd |= {(outer.style.family, style.family)}
        return _Reading(self.cost, item, met, odd)


class _Steps:
    """The steps for one line, and the cost beyond which a step is none of the cheapest."""

    __slots__ = ("_found", "limit")

    def __init__(self) -> None:
        self._found: list[_Step] = []
        self.limit = inf

    def add(
        self, cost: float, reading: _Reading, choice: Choice | None, outer: Item, ordinal: int,
        issue: Fault | None, length: int,
    ) -> None:  # fmt: skip
        """Note a step within the limit, which it may lower."""
        if cost + SLACK < self.limit:
            self.limit = cost + SLACK
        self._found.append(_Step(cost, reading, choice, outer, ordinal, issue, length))

    def taken(self, line: Line) -> list[_Reading]:
        """The cheapest readings that they lead to, one for each set of open lists."""
        best: dict[_Key, _Step] = {}
        for step in self._found:
            if step.cost <= self.limit:
                key = step.key()
                known = best.get(key)
                if known is None or step.cost < known.cost:
                    best[key] = step
        cheapest = sorted(best.items(), key=lambda entry: entry[1].cost)
        return [step.taken(line, key) for key, step in cheapest[:BEAM]]


# --- the search ------------------------------------------------------------------------------


def choose(lines: Sequence[Line], breaks: frozenset[int]) -> list[Chosen | None]:
    """For every line what the cheapest reading takes it for: a heading or item, or None for text.

    All lists end at a break.
    """
    settled = _Settled(len(lines))
    beam = [_begun(lines[0])] if lines else []
    before: Line | None = None
    for line in lines:
        if line.index in breaks:
            beam = [_begun(line, beam[0].level)]
        elif line.part == "text":
            if line.candidates or line.plain:
                beam = _grow(beam, line, _choices(line, before))
            before = line
        if line.index >= settled.due:
            settled.settle(beam, line.index)
    settled.settle(beam[:1], len(lines))
    return settled.found


class _Settled:
    """What is settled: the items that all the readings carried on have in common.

    They are noted down in short while the search goes on, since an item is four times as large.
    """

    def __init__(self, size: int) -> None:
        self.found: list[Chosen | None] = [None] * size
        self.due = _STEP
        """From which line on to look again."""
        self._shared = Shared[Chosen]()

    def settle(self, beam: list[_Reading], now: int) -> None:
        """Note what the readings have in common; the less that is, the later is the next look."""
        levels = {reading.level for reading in beam}
        open_ = 0
        while len(levels) > 1:
            latest = max(levels, key=_place_of)
            levels.remove(latest)
            levels.add(latest.before or latest)
            open_ += 1
        self.due = now + _STEP + 2 * open_
        item = levels.pop() if levels else None
        while item:
            if item.outer:
                self.found[item.line.index] = self._shared(item.chosen())
            item.before, item = None, item.before


_STEP = 64


def _place_of(item: Item) -> tuple[int, bool]:
    """Where an item stands; that of no list, with which a body begins, stands before its line."""
    return item.line.index, item.outer is not None


def _grow(beam: list[_Reading], line: Line, choices: list[Choice]) -> list[_Reading]:
    """The cheapest readings with every choice for the line, one for each set of open lists."""
    steps = _Steps()
    refuse = _refusal(line)
    for reading in beam:
        if reading.cost > steps.limit:
            break
        for choice in choices:
            if _goes_on(reading.level, choice):
                _continued(steps, reading, choice, exactly=True)
            else:
                _continued(steps, reading, choice)
                _opened(steps, reading, choice)
        if reading.cost + refuse <= steps.limit:
            steps.add(reading.cost + refuse, reading, None, reading.level, 0, None, 0)
    return steps.taken(line)


def _choices(line: Line, before: Line | None) -> list[Choice]:
    """Each way to read the line as a heading or item."""
    if not line.candidates:
        assert line.plain is not None
        return [Choice(None, line.plain[0], None, (), 0.0)]
    hint = line.paragraph.hint
    level = hint.level if hint and hint.role == "heading" else None
    colon = before if before is not None and before.folded[-1:] == ":" else None
    found = []
    for one in line.candidates[:3]:
        style = one.style.at_level(level) if level else one.style
        doubt = one.doubt if one.doubt > 0 else 0.0
        announced = style.name in _LISTS and before is not None and _announces(before)
        heading = colon if one.ordinal == 1 else None
        found.append(Choice(one, style, one.ordinal, one.path, doubt, announced, heading))
    return found


def _announces(line: Line) -> bool:
    """Whether a line ends as one does that a list follows."""
    return _ANNOUNCES.search(line.folded, max(0, len(line.folded) - 24)) is not None


def _refusal(line: Line) -> float:
    """What it costs to read the line as text."""
    if not line.candidates:
        assert line.plain is not None
        return line.plain[1]
    weight = -inf
    for one in line.candidates:
        weight = max(weight, one.style.weight - max(0.0, one.doubt) * 0.5)
    first = line.candidates[0]
    weight += 2.0 if first.doubt < 0 else 0.0
    return weight + _shape(line, first.body)


def _shape(line: Line, body: int) -> float:
    """How much the text after the mark looks like a heading."""
    rest = len(line.folded) - body
    if rest <= 0:
        return -0.5
    end = line.folded.find("。", body, body + 36)
    return 0.6 if end > body or rest <= 30 else 0.0


def _goes_on(level: Item, choice: Choice) -> bool:
    """Whether the number is just the next of an open list: then it opens no list of its own."""
    number = choice.ordinal
    if number is None or number <= 1 or choice.path:
        return False
    while level.outer:
        if level.ordinal == number - 1 and level.style.key == choice.style.key:
            return True
        level = level.outer
    return False


def _continued(steps: _Steps, reading: _Reading, choice: Choice, *, exactly: bool = False) -> None:
    """Go on with an open list of the same style."""
    family = choice.style.family
    level = reading.level
    if family not in level.nest.families:
        return
    while level.outer:
        if level.style.family == family and (not exactly or level.ordinal + 1 == choice.ordinal):
            _next_item(steps, reading, choice, level, level.outer)
        level = level.outer


def _next_item(steps: _Steps, reading: _Reading, choice: Choice, level: Item, outer: Item) -> None:
    """Take the line for the next item of an open list, as it is numbered or misread."""
    expected, length = level.ordinal + 1, level.length + 1
    if choice.ordinal is None or choice.enumerator is None:
        damaged = choice.enumerator is not None and choice.enumerator.damaged
        cost = reading.cost + (0.1 if damaged else 0.0) + choice.doubt
        if cost <= steps.limit:
            steps.add(cost, reading, choice, outer, expected, _lost(choice), length)
        return
    if choice.path and choice.path[:-1] != level.choice.path[:-1]:
        return
    price, issue = _number(level, choice, expected)
    price += 0.2 if level.style.name != choice.style.name else 0.0
    cost = reading.cost + price + choice.doubt
    if cost <= steps.limit:
        steps.add(cost, reading, choice, outer, choice.ordinal, issue, length)
    if choice.ordinal != expected and level.style.rank > -0.5:
        cost = reading.cost + (1.7 if choice.enumerator.damaged else 2.2) + choice.doubt
        if cost <= steps.limit:
            steps.add(cost, reading, choice, outer, expected, ("NUM005", expected), length)


def _lost(choice: Choice) -> Fault | None:
    if choice.enumerator and choice.enumerator.damaged and choice.ordinal is None:
        return "NUM006", None
    return None


def _number(level: Item, choice: Choice, expected: int) -> tuple[float, Fault | None]:
    """What a number costs as the next of a list, and what is wrong with it."""
    number = choice.ordinal or 0
    if number == expected or (choice.style.name == "first-next" and number > level.ordinal):
        return 0.0, None
    if number == level.ordinal:
        return 1.8, ("NUM003", number)
    if number > expected:
        return 1.2 + 0.3 * min(number - expected, 6), ("NUM001", expected)
    return (2.6 if number == 1 else 3.0), ("NUM004", level.ordinal)


def _opened(steps: _Steps, reading: _Reading, choice: Choice) -> None:
    """Begin a list under the innermost level, or under one further out."""
    start, issue = _beginning(reading, choice)
    style, number = choice.style, choice.ordinal or 1
    level, closed = reading.level, None
    if style.rank < -0.5:
        while level.outer:
            level = level.outer
        cost = reading.cost + start + choice.doubt
        if cost <= steps.limit:
            steps.add(cost, reading, choice, level, number, issue, 1)
        return
    start += 0.06 if style.family in level.nest.families else 0.0
    room = min(2.5, steps.limit - reading.cost - start)
    headed = level.outer is not None and level.line is choice.heading
    for place in level.nest.places(style):
        passed = place.passed + (1.5 if headed and closed else 0.0)
        if passed > room:
            return
        price = start + passed + _displaced(reading, level, choice)
        if not headed or closed:
            price += _nesting(place, level, choice, reading.odd)
        if choice.ordinal not in (None, 1) and style.family in level.nest.families:
            price += 1.6
        if choice.announced and level.outer:
            price += _list_place(reading.level, level)
        cost = reading.cost + price + choice.doubt
        if cost <= steps.limit:
            steps.add(cost, reading, choice, level, number, issue or _doubled(closed, choice), 1)
        closed, level = level, level.outer or level


def _nesting(place: _Place, level: Item, choice: Choice, odd: frozenset[tuple[str, str]]) -> float:
    """What a list pays for the styles around it; what a colon announces may stand anywhere."""
    if choice.path:
        return place.crowded + (_path_fit(level, choice.path) if len(choice.path) > 1 else 0.0)
    if place.odd and place.pair not in odd:
        return place.crowded + place.odd
    return place.crowded


def _beginning(reading: _Reading, choice: Choice) -> tuple[float, Fault | None]:
    """What it costs a list to begin with this number, and what is wrong with it."""
    number = choice.ordinal
    if number is None:
        damaged = choice.enumerator is not None and choice.enumerator.damaged
        return (0.4 if damaged else 0.0), _lost(choice)
    if number == 1 or choice.style.name in ("attachment", "box"):
        return 0.0, None
    before = reading.met.get(choice.style.family) if not choice.path else None
    if before is not None and before.ordinal + 1 == number:
        return 0.25, None
    cost = 1.7 + 0.1 * min(number, 8)
    if before is not None and 0 < number - before.ordinal <= 3:
        return min(cost, 1.5), ("NUM001", number - 1)
    return cost, ("NUM002", None)


def _path_fit(level: Item, path: tuple[int, ...]) -> float:
    """How badly 2.1.3 hangs under a level."""
    if level.outer is None:
        return 0.4 if len(path) == 2 else 1.2
    if level.choice.path and level.choice.path == path[:-1]:
        return 0.0
    if len(path) == 2 and not level.choice.path and level.ordinal == path[0]:
        return 0.0
    return 1.0


def _displaced(reading: _Reading, level: Item, choice: Choice) -> float:
    """The price of going on with an outermost 一、 once another list has taken its place.

    What stood between two of its numbers was below the first of them: the outermost list is not
    mixed with another and does not go on inside it. Lists that count on under several parents are
    not held to that: a 1. or an article that seems outermost may have lost the heading above it.
    """
    if choice.style.family != "han-comma" or reading.level.outer is None:
        return 0.0
    before = reading.met.get(choice.style.family)
    if before is None or choice.ordinal != before.ordinal + 1:
        return 0.0
    if before.depth > 1:
        return 0.0 if level.outer else 0.3
    return 2.2 if level.outer else 1.4


def _doubled(closed: Item | None, choice: Choice) -> Fault | None:
    """A second （一） under one parent, where the list before it has no other item."""
    if closed is None or choice.ordinal != 1 or choice.path:
        return None
    same = closed.style.key == choice.style.key and closed.ordinal == closed.length == 1
    return ("NUM003", 1) if same else None


def _list_place(innermost: Item, level: Item) -> float:
    """第一，第二， after a paragraph that announces them belong to what that paragraph sums up."""
    top = innermost
    while top.outer and top.style is LEAD:
        top = top.outer
    if level.depth > top.depth:
        return 1.5
    if level is top:
        return 0.9 if top.length > 2 and top.style.name not in _CONTAINERS else 0.0
    return -0.3 if level is top.outer else 0.0
