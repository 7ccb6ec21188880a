"""The document as a tree of sections, by the reading that ``reading`` chooses (层次结构).

Lost, doubled and misread numbers keep their place and become issues. What closes a document hangs
under no section, and a title after it begins a second body.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .marks import is_title_like
from .memory import Shared
from .numbering import TOP_RANK, Enumerator, Style
from .patterns import compiled
from .reading import Chosen, choose
from .scan import LONG, Line, mark_title_rest


class Issue(NamedTuple):
    """A fault in the numbering: its code, the label, a number that tells more, the place."""

    code: str
    label: str
    number: int | None
    start: int
    length: int


@dataclass(slots=True, eq=False)
class Section:
    """A heading or item with its body lines and subsections; the root has no line."""

    line: Line | None = None
    enumerator: Enumerator | None = None
    style: Style | None = None
    ordinal: int | None = None
    depth: int = 0
    parent: Section | None = None
    content: list[Section | Line] | tuple[()] = ()
    """Its lines and subsections, in order; most items have none."""
    marked: int | None = None

    @property
    def index(self) -> int:
        """The index of its line; -1 for the root."""
        return -1 if self.line is None else self.line.index

    @property
    def name(self) -> str:
        """The name of its style."""
        return self.style.name if self.style else ""

    def add(self, part: Section | Line) -> None:
        """Hang a line or a section under it, after the others."""
        if self.content:
            self.content.append(part)
        else:
            self.content = [part]

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


class Outline(NamedTuple):
    """The chosen reading: a tree of sections that holds every line, and what was wrong."""

    root: Section
    issues: tuple[Issue, ...]
    size: int
    """How many lines there are."""


def outline(lines: Sequence[Line]) -> Outline:
    """The cheapest reading of the lines as a tree (层次结构), with the faults found on the way."""
    breaks = _title_breaks(lines)
    return _build(lines, choose(lines, breaks), breaks)


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
    return frozenset(found | _issued(lines))


_ISSUES = compiled(r"现将《(?P<name>.{6,80}?)》(?:\([^()]{1,12}\))?.{0,16}(?:[印转下]发|予以公布)")
_QUOTES = str.maketrans("", "", "《》〈〉“” ")


def _issued(lines: Sequence[Line]) -> set[int]:
    """The lines that repeat the name of what a notice says it issues (现将《…》印发给你们)."""
    named = ((x.index, _ISSUES.search(x.folded)) for x in lines[:60] if "现将" in x.folded)
    begin, match = next(((k, m) for k, m in named if m), (0, None))
    if match is None:
        return set()
    name = match["name"].translate(_QUOTES)
    for first in lines[begin + 1 : begin + 40]:
        found: set[int] = set()
        rest = name
        for line in lines[first.index : first.index + 3]:
            text = line.folded.translate(_QUOTES)
            if not text or line.candidates or line.part != "text" or not rest.startswith(text):
                break
            found.add(line.index)
            rest = rest[len(text) :]
            if not rest:
                return found
    return set()


# --- the tree --------------------------------------------------------------------------------


def _build(lines: Sequence[Line], chosen: list[Chosen | None], breaks: frozenset[int]) -> Outline:
    root = Section()
    stack = [root]
    issues: list[Issue] = []
    shared = Shared[str]()
    closing = _closing(lines, chosen, breaks)
    for line in lines:
        item, chosen[line.index] = chosen[line.index], None  # its memory serves the section
        if item is None:
            if line.index in breaks:
                line.part = "title"
                mark_title_rest(lines[line.index : line.index + 2])
            if line.index in breaks or line.index in closing:
                stack = [root]
            elif _goes_on_above(stack[-1], line):
                stack.pop()
            stack[-1].add(line)
            continue
        del stack[item.depth :]
        ordinal = item.ordinal if item.enumerator else None
        section = Section(line, item.enumerator, item.style, ordinal, item.depth, stack[-1])
        stack[-1].add(section)
        stack.append(section)
        if item.issue:
            label = line.text[: item.enumerator.end] if item.enumerator else ""
            issues.append(_issue(*item.issue, shared(label), line))
    return Outline(root, tuple(issues), len(lines))


def _goes_on_above(section: Section, line: Line) -> bool:
    """Whether a paragraph after a list of bullets goes on with what the list stands in.

    It does where every bullet is a whole paragraph: the last one is none of several.
    """
    above = section.parent
    if section.name not in _BULLETS or above is None or section.content or line.part != "text":
        return False
    bullets = [s for s in above.content[-4:] if isinstance(s, Section) and s.name == section.name]
    alone = all(not s.content and s.line and s.line.folded[-1] == "。" for s in bullets)
    return len(bullets) > 1 and alone and len(line.folded) >= LONG


_BULLETS = frozenset({"dash", "bullet"})

_FAREWELL = compiled(r"各位(?:代表|委员)|同志们|委员长|让我们|以上报告|我的(?:报告|讲话)")


def _closing(
    lines: Sequence[Line], chosen: Sequence[Chosen | None], breaks: frozenset[int]
) -> frozenset[int]:
    """Lines that close a document (落款、附件说明、结束语) and hang under no section.

    A signature, date or list of attachments closes it where no plain text follows before the next
    heading; so does the last paragraph of a speech that turns to the audience.
    """
    found: set[int] = set()
    clear = True
    for line in reversed(lines):
        if item := chosen[line.index]:
            clear = item.style.rank < TOP_RANK
        elif line.index in breaks:
            clear = True
        elif line.part == "element":
            if clear and line.element in _CLOSING:
                found.add(line.index)
        elif line.part in ("text", "cell", "footnote"):
            if clear and _FAREWELL.match(line.folded) and not found - {line.index}:
                found.add(line.index)
            clear = False
    first = next((index for index, item in enumerate(chosen) if item), 0)
    return frozenset(index for index in found if index > first)


_CLOSING = frozenset({"date", "issuer", "annotation", "attachment-list", "copy-to"})


def _issue(code: str, number: int | None, label: str, line: Line) -> Issue:
    end = line.source(min(8, len(line.folded)))
    return Issue(code, label, number, line.start, end - line.start)
