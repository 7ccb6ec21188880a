"""Chooses one reading of the whole document: which marks are numbers, and what hangs under what.

Every line keeps all its candidates until the end. A *reading* is a stack of open levels together
with what it has cost so far; a beam of the cheapest readings is carried through the document, so
that the work grows with its length only. A reading pays for

* a rejected mark (how much the mark looks like a number), and for an accepted doubtful one;
* a broken sequence: a gap, a number twice, a step back, a list that does not begin with one.
  A list that begins again under a new parent and one that runs on from the list before it
  (1.–15. across （一）–（五）) cost nothing;
* an odd nesting: a style inside one that usually stands below it (``Style.rank`` is only a prior),
  a level skipped upwards while it could still have taken children.

Depth is not a property of a style: ``1.`` may hang under ``（一）`` in one section and under
``一、`` in the next. Lost, doubled and misread numbers keep their place and become issues.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from math import inf
from operator import attrgetter
from typing import NamedTuple

from .marks import is_title_like
from .numbering import LEAD, TOP_RANK, Enumerator, Style
from .patterns import compiled
from .scan import Line, mark_title_rest

BEAM = 6
"""How many readings are carried on; a doubled beam changes nothing on the samples."""
SLACK = 2.5
"""How much dearer than the cheapest a reading may be and still be carried on."""
_cost = attrgetter("cost")

_CONTAINERS = frozenset({"box", "attachment", "document"})
_ROMAN = frozenset({"roman-sign", "roman-dot"})
"""Numerals that head a whole document as often as they count its smallest items."""
_ROMAN_TOP = 3.7
_LISTS = frozenset({"di-comma", "first-next", "han-is", "han-must", "qi-comma"})
_ANNOUNCES = compiled(
    r"(?::|如下|以下[^,。]{0,12}|[几三四五六]点[^,。]{0,6}|主要[^,。]{0,8}是)[。:]?$"
)


@dataclass(frozen=True, slots=True)
class Issue:
    """A fault in the numbering: its code, the label, a number that tells more, and the line."""

    code: str
    label: str
    number: int | None
    line: Line


_Fault = tuple[str, int | None]


class Frame(NamedTuple):
    """One open level of a reading."""

    style: Style
    ordinal: int
    path: tuple[int, ...]
    length: int


class _Met(NamedTuple):
    """Where a reading last met a family of styles."""

    ordinal: int
    depth: int


class _Trail(NamedTuple):
    before: _Trail | None
    line: Line
    enumerator: Enumerator | None
    style: Style
    depth: int
    ordinal: int
    issue: _Fault | None


class _Reading(NamedTuple):
    """One way to read the lines so far: what it costs and which lists are open."""

    cost: float
    frames: tuple[Frame, ...]
    key: tuple[tuple[str, int], ...]
    """Style and number of every open list: readings that agree on them go on alike."""
    met: dict[str, _Met]
    """By family of styles."""
    odd: frozenset[tuple[str, str]]
    """Families found inside one that usually stands below them: (outer, inner), paid for once."""
    trail: _Trail | None


class _Step(NamedTuple):
    """One way to read one more line; it becomes a reading only if it is among the cheapest."""

    cost: float
    reading: _Reading
    choice: _Choice | None
    """None reads the line as text."""
    depth: int
    ordinal: int
    issue: _Fault | None
    length: int
    """Items of the list, this one included."""

    def key(self) -> tuple[tuple[str, int], ...]:
        """What the reading's key will be."""
        if self.choice is None:
            return self.reading.key
        return (*self.reading.key[: self.depth], (self.choice.style.key, self.ordinal))

    def taken(self, line: Line) -> _Reading:
        """The reading that this step leads to."""
        cost, reading, choice, depth, ordinal, issue, length = self
        _, frames, key, met, odd, trail = reading
        if choice is None:
            return _Reading(cost, frames, key, met, odd, trail)
        style = choice.style
        if choice.enumerator is not None:
            met = {**met, style.family: _Met(ordinal, depth)}
            if depth and style.rank <= frames[depth - 1].style.rank:
                odd |= {(frames[depth - 1].style.family, style.family)}
        frame = Frame(style, ordinal, choice.path, length)
        trail = _Trail(trail, line, choice.enumerator, style, depth, ordinal, issue)
        return _Reading(cost, (*frames[:depth], frame), self.key(), met, odd, trail)


@dataclass(slots=True, eq=False)
class Section:
    """A heading or item with its body lines and subsections; the root has no line."""

    line: Line | None = None
    enumerator: Enumerator | None = None
    style: Style | None = None
    ordinal: int | None = None
    depth: int = 0
    parent: Section | None = None
    content: list[Section | Line] = field(default_factory=list)
    marked: int | None = None

    @property
    def name(self) -> str:
        """The name of its style."""
        return self.style.name if self.style else ""

    @property
    def sections(self) -> Iterator[Section]:
        """The sections directly below, in order."""
        return (part for part in self.content if isinstance(part, Section))

    def ends_with(self, section: Section, *, of: int) -> bool:
        """Whether a subsection is one of the last two of at least ``of``."""
        last: list[Section] = []
        for part in reversed(self.content):
            if isinstance(part, Section):
                last.append(part)
                if len(last) == of:
                    break
        return len(last) == of and section in last[:2]

    def last_where(self, test: Callable[[Section], bool]) -> int | None:
        """The line of the last subsection that passes a test; remembered from the first call."""
        if self.marked is None:
            found = [s.line.index for s in self.sections if s.line is not None and test(s)]
            self.marked = found[-1] if found else -1
        return self.marked if self.marked >= 0 else None

    def walk(self) -> Iterator[Section]:
        """This section and all below it, in document order."""
        stack = [self]
        while stack:
            section = stack.pop()
            yield section
            stack.extend(reversed(list(section.sections)))


@dataclass(frozen=True, slots=True)
class Outline:
    """The chosen reading: a tree of sections that holds every line, and what was wrong."""

    root: Section
    issues: tuple[Issue, ...]


def outline(lines: Sequence[Line]) -> Outline:
    """The cheapest reading of the lines as a tree (层次结构), with the faults found on the way."""
    breaks = _title_breaks(lines)
    best = _search(lines, breaks)
    chosen: dict[int, _Trail] = {}
    trail = best.trail
    while trail:
        chosen[trail.line.index] = trail
        trail = trail.before
    return _build(lines, chosen, breaks)


def _title_breaks(lines: Sequence[Line]) -> frozenset[int]:
    """Lines at which a second body begins: a title after a date, a signature or an annotation."""
    found = set()
    before: Line | None = None
    for line in lines:
        if (
            line.part == "text"
            and before is not None
            and before.element in ("date", "issuer", "annotation")
            and not line.candidates
            and len(line.folded) <= 80
            and is_title_like(line.folded)
        ):
            found.add(line.index)
        if line.part not in ("page-number", "furniture"):
            before = line
    return frozenset(found)


# --- the search ------------------------------------------------------------------------------


def _search(lines: Sequence[Line], breaks: frozenset[int]) -> _Reading:
    beam = [_Reading(0.0, (), (), {}, frozenset(), None)]
    announced: Line | None = None
    for line in lines:
        if line.index in breaks:
            beam = [_Reading(beam[0].cost, (), (), {}, frozenset(), beam[0].trail)]
            continue
        if line.part != "text":
            continue
        choices = _choices(line)
        if choices:
            beam = _grow(beam, line, choices, announced)
        tail = max(0, len(line.folded) - 24)
        announced = line if _ANNOUNCES.search(line.folded, tail) else None
    return beam[0]


def _grow(
    beam: list[_Reading], line: Line, choices: tuple[float, list[_Choice]], announced: Line | None
) -> list[_Reading]:
    """The cheapest readings with every choice for the line, one for each set of open lists."""
    steps: list[_Step] = []
    limit = inf
    for reading in beam:
        if reading.cost > limit:
            break
        found = _steps(reading, choices, announced, limit)
        limit = min(limit, min(map(_cost, found)) + SLACK)
        steps += found
    best: dict[tuple[tuple[str, int], ...], _Step] = {}
    for step in steps:
        if step.cost <= limit:
            key = step.key()
            known = best.get(key)
            if known is None or step.cost < known.cost:
                best[key] = step
    return [step.taken(line) for step in sorted(best.values(), key=_cost)[:BEAM]]


class _Choice(NamedTuple):
    enumerator: Enumerator | None
    style: Style
    ordinal: int | None
    path: tuple[int, ...]
    doubt: float


def _choices(line: Line) -> tuple[float, list[_Choice]] | None:
    """What it costs to read the line as text, and each way to read it as a heading or item."""
    if line.candidates:
        style = _levelled(line)
        options = [
            _Choice(e, style(e.style), e.ordinal, e.path, max(0.0, e.doubt))
            for e in line.candidates[:3]
        ]
        weight = max(e.style.weight - max(0.0, e.doubt) * 0.5 for e in line.candidates)
        weight += 2.0 if line.candidates[0].doubt < 0 else 0.0
        return weight + _shape(line, line.candidates[0].body), options
    if line.plain:
        plain, support, _ = line.plain
        return support, [_Choice(None, plain, None, (), 0.0)]
    return None


def _levelled(line: Line) -> Callable[[Style], Style]:
    """A function that ranks a style by the heading level that the container gives it."""
    hint = line.paragraph.hint
    if hint and hint.role == "heading" and hint.level:
        level = hint.level
        return lambda style: style.at_level(level)
    return lambda style: style


def _shape(line: Line, body: int) -> float:
    """How much the text after the mark looks like a heading."""
    rest = len(line.folded) - body
    if rest <= 0:
        return -0.5
    end = line.folded.find("。", body, body + 36)
    return 0.6 if end > body or rest <= 30 else 0.0


def _steps(
    reading: _Reading, choices: tuple[float, list[_Choice]], announced: Line | None, limit: float
) -> list[_Step]:
    """Every way to read a line after this reading, as text last."""
    refuse, options = choices
    out: list[_Step] = []
    for choice in options:
        if _goes_on(reading, choice):
            _continued(out, reading, choice, exactly=True)
            continue
        _continued(out, reading, choice)
        _opened(out, reading, choice, announced, limit)
    out.append(_Step(reading.cost + refuse, reading, None, 0, 0, None, 0))
    return out


def _goes_on(reading: _Reading, choice: _Choice) -> bool:
    """Whether the number is just the next of an open list: then it opens no list of its own."""
    number = choice.ordinal
    if number is None or number <= 1 or choice.path:
        return False
    return (choice.style.key, number - 1) in reading.key


def _take(
    out: list[_Step], reading: _Reading, choice: _Choice, depth: int, ordinal: int, cost: float,
    issue: _Fault | None, length: int,
) -> None:  # fmt: skip
    total = reading.cost + cost + choice.doubt
    out.append(_Step(total, reading, choice, depth, ordinal, issue, length))


def _continued(
    out: list[_Step], reading: _Reading, choice: _Choice, *, exactly: bool = False
) -> None:
    """Go on with an open list of the same style."""
    for depth in range(len(reading.frames) - 1, -1, -1):
        frame = reading.frames[depth]
        if frame.style.family != choice.style.family:
            continue
        expected = frame.ordinal + 1
        if choice.ordinal is None or choice.enumerator is None:
            cost = 0.1 if choice.enumerator and choice.enumerator.damaged else 0.0
            _take(out, reading, choice, depth, expected, cost, _lost(choice), frame.length + 1)
            continue
        if exactly and choice.ordinal != expected:
            continue
        same_list = choice.path[:-1] == frame.path[:-1]
        if not same_list and choice.path:
            continue
        cost, issue = _step(frame, choice, expected)
        cost += 0.2 if frame.style.name != choice.style.name else 0.0
        number, length = choice.ordinal, frame.length + 1
        _take(out, reading, choice, depth, number, cost, issue, length)
        if choice.ordinal != expected and frame.style.rank > -0.5:
            misread = ("NUM005", expected)
            cost = 1.7 if choice.enumerator.damaged else 2.2
            _take(out, reading, choice, depth, expected, cost, misread, length)


def _lost(choice: _Choice) -> _Fault | None:
    if choice.enumerator and choice.enumerator.damaged and choice.ordinal is None:
        return "NUM006", None
    return None


def _step(frame: Frame, choice: _Choice, expected: int) -> tuple[float, _Fault | None]:
    number = choice.ordinal or 0
    if number == expected or (choice.style.name == "first-next" and number > frame.ordinal):
        return 0.0, None
    if number == frame.ordinal:
        return 1.8, ("NUM003", number)
    if number > expected:
        return 1.2 + 0.3 * min(number - expected, 6), ("NUM001", expected)
    return (2.6 if number == 1 else 3.0), ("NUM004", frame.ordinal)


def _opened(
    out: list[_Step], reading: _Reading, choice: _Choice, announced: Line | None, limit: float
) -> None:
    """Begin a list under the top level, or under one further out."""
    start, issue = _beginning(reading, choice)
    frames = reading.frames
    number = choice.ordinal or 1
    if choice.style.rank < -0.5:
        _take(out, reading, choice, 0, number, start, issue, 1)
        return
    start += 0.06 if _is_open(frames, choice.style) else 0.0
    room = min(2.5, limit - reading.cost - start)
    passed = 0.0
    headed = choice.ordinal == 1 and _heads(reading, announced)
    for depth in range(len(frames), -1, -1):
        if passed > room:
            return
        parent = frames[depth - 1] if depth else None
        cost = start + passed
        if not headed or depth < len(frames):
            cost += _nesting(frames[:depth], parent, choice, reading.odd)
        cost += _displaced(reading, depth, choice)
        if choice.ordinal not in (None, 1) and _is_open(frames[:depth], choice.style):
            cost += 1.6
        if choice.style.name in _LISTS and parent is not None:
            cost += _list_place(frames, depth, announced)
        fault = issue or _doubled(frames, depth, choice)
        _take(out, reading, choice, depth, number, cost, fault, 1)
        if parent is not None:
            container = parent.style.name in _CONTAINERS
            passed += 0.7 if container or _rank(frames, depth) < choice.style.rank else 0.0
            passed += 1.5 if container and parent.style.rank < 0 else 0.0
            passed += 1.5 if headed and depth == len(frames) else 0.0


def _heads(reading: _Reading, announced: Line | None) -> bool:
    """Whether the line above is an item that ends with a colon: what follows hangs under it."""
    if announced is None or reading.trail is None or reading.trail.line is not announced:
        return False
    return announced.folded.endswith(":")


def _rank(frames: tuple[Frame, ...], depth: int) -> float:
    """The usual order of the list open at a depth; of roman numerals outermost, that of 一、."""
    style = frames[depth - 1].style
    return _ROMAN_TOP if depth == 1 and style.name in _ROMAN else style.rank


def _displaced(reading: _Reading, depth: int, choice: _Choice) -> float:
    """The price of going on with an outermost 一、 once another list has taken its place.

    What stood between two of its numbers was below the first of them: the outermost list is not
    mixed with another and does not go on inside it. Lists that count on under several parents are
    not held to that: a 1. or an article that seems outermost may have lost the heading above it.
    """
    before = reading.met.get(choice.style.family)
    if choice.style.family != "han-comma" or before is None or not reading.frames:
        return 0.0
    if choice.ordinal != before.ordinal + 1:
        return 0.0
    if before.depth:
        return 0.0 if depth else 0.3
    return 2.2 if depth else 1.4


def _doubled(frames: tuple[Frame, ...], depth: int, choice: _Choice) -> _Fault | None:
    """A second （一） under one parent, where the list before it has no other item."""
    if depth == len(frames) or choice.ordinal != 1 or choice.path:
        return None
    before = frames[depth]
    same = before.style.key == choice.style.key and before.ordinal == before.length == 1
    return ("NUM003", 1) if same else None


def _is_open(frames: tuple[Frame, ...], style: Style) -> bool:
    return any(frame.style.family == style.family for frame in frames)


def _beginning(reading: _Reading, choice: _Choice) -> tuple[float, _Fault | None]:
    number = choice.ordinal
    if number is None:
        return (
            (0.4, _lost(choice)) if choice.enumerator and choice.enumerator.damaged else (0.0, None)
        )
    if number == 1 or choice.style.name in ("attachment", "box"):
        return 0.0, None
    before = reading.met.get(choice.style.family) if not choice.path else None
    if before is not None and before.ordinal + 1 == number:
        return 0.25, None
    cost = 1.7 + 0.1 * min(number, 8)
    if before is not None and 0 < number - before.ordinal <= 3:
        return min(cost, 1.5), ("NUM001", number - 1)
    return cost, ("NUM002", None)


def _nesting(
    frames: tuple[Frame, ...],
    parent: Frame | None,
    choice: _Choice,
    odd: frozenset[tuple[str, str]],
) -> float:
    style = choice.style
    cost = 0.0
    if choice.path and len(choice.path) > 1:
        cost += _path_fit(parent, choice.path)
    for frame in reversed(frames):
        if frame.style.family == style.family:
            cost += 2.6
        if frame.style.name in _CONTAINERS:
            break
    if parent is None:
        return cost + (0.3 if style is LEAD else 0.0)
    if parent.style.name in _CONTAINERS:
        return cost
    rank = _rank(frames, len(frames))
    unusual = style.rank <= rank and (parent.style.family, style.family) not in odd
    if unusual and not choice.path:
        cost += 1.5 + min(1.5, (rank - style.rank) * 0.4)
    return cost


def _path_fit(parent: Frame | None, path: tuple[int, ...]) -> float:
    if parent is None:
        return 0.4 if len(path) == 2 else 1.2
    if parent.path and parent.path == path[:-1]:
        return 0.0
    if len(path) == 2 and not parent.path and parent.ordinal == path[0]:
        return 0.0
    return 1.0


def _list_place(frames: tuple[Frame, ...], depth: int, announced: Line | None) -> float:
    """第一，第二， after a paragraph that announces them belong to what that paragraph sums up."""
    if announced is None:
        return 0.0
    real = len(frames)
    while real and frames[real - 1].style is LEAD:
        real -= 1
    if depth > real:
        return 1.5
    if depth == real and real:
        top = frames[real - 1]
        return 0.9 if top.length > 2 and top.style.name not in _CONTAINERS else 0.0
    return -0.3 if depth == real - 1 else 0.0


# --- the tree --------------------------------------------------------------------------------


def _build(lines: Sequence[Line], chosen: dict[int, _Trail], breaks: frozenset[int]) -> Outline:
    root = Section()
    stack = [root]
    issues: list[Issue] = []
    closing = _closing(lines, chosen, breaks)
    for line in lines:
        trail = chosen.get(line.index)
        if trail is None:
            if line.index in breaks:
                line.part = "title"
                mark_title_rest(lines[line.index : line.index + 2])
            if line.index in breaks or line.index in closing:
                stack = [root]
            stack[-1].content.append(line)
            continue
        del stack[trail.depth + 1 :]
        parent = stack[-1]
        ordinal = trail.ordinal if trail.enumerator else None
        section = Section(line, trail.enumerator, trail.style, ordinal, trail.depth + 1, parent)
        parent.content.append(section)
        stack.append(section)
        if trail.issue:
            issues.append(_issue(line, trail))
    return Outline(root, tuple(issues))


_FAREWELL = compiled(r"各位(?:代表|委员)|同志们|委员长|让我们|以上报告|我的(?:报告|讲话)")


def _closing(
    lines: Sequence[Line], chosen: dict[int, _Trail], breaks: frozenset[int]
) -> frozenset[int]:
    """Lines that close a document (落款、附件说明、结束语) and hang under no section.

    A signature, date or list of attachments closes it where no plain text follows before the next
    heading; so does the last paragraph of a speech that turns to the audience.
    """
    found: set[int] = set()
    clear = True
    for line in reversed(lines):
        if line.index in chosen:
            clear = chosen[line.index].style.rank < TOP_RANK
        elif line.index in breaks:
            clear = True
        elif line.part == "element":
            if clear and line.element in _CLOSING:
                found.add(line.index)
        elif line.part in ("text", "cell", "footnote"):
            if clear and _FAREWELL.match(line.folded) and not found - {line.index}:
                found.add(line.index)
            clear = False
    first = min(chosen, default=0)
    return frozenset(index for index in found if index > first)


_CLOSING = frozenset({"date", "issuer", "annotation", "attachment-list", "copy-to"})


def _issue(line: Line, trail: _Trail) -> Issue:
    code, number = trail.issue or ("", None)
    label = line.text[: trail.enumerator.end] if trail.enumerator else ""
    return Issue(code, label, number, line)
