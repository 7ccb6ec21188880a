"""What the checks share about one document: source and folded text, structure, width of marks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from ..model import Node, Plan
from ..numbering import STYLES, enumerators
from ..patterns import compiled
from ..script import fold
from ..span import LineIndex, Span
from .model import Edit

HAN = "一二三四五六七八九十百零〇"
_NOT_WORDS = compiled(r"[^\w]")
_LAW_GENRES = frozenset({"办法", "规定", "条例", "细则", "规则", "实施细则", "管理办法"})
_FEW = 8
_HALF = compiled(
    r"(?<=[一-鿿“”》）])[,;:!?](?![\w/\\])(?![,;:!?.])|(?<=[一-鿿”》）])[,;:!?](?=[一-鿿\d])|"
    r"(?<=[\d%％A-Za-z])[,;](?=[一-鿿])|\((?=[一-鿿])|(?<=[一-鿿])\)"
)
_FULL = compiled(r"[，；：！？（）]")


class Placed(NamedTuple):
    """A structural node with its structural ancestors, outermost first, and its list."""

    node: Node
    above: tuple[Node, ...]
    before: Node | None
    """The structural sibling of the same style before it."""
    after: Node | None
    """The one after it."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One occurrence of a fault, before it becomes a finding."""

    code: str
    span: Span
    values: Mapping[str, object] = field(default_factory=dict)
    edits: tuple[Edit, ...] = ()


def family(node: Node) -> str:
    """The family of a node's numbering style, its name where the style is not a common one."""
    style = STYLES.get(node.scheme or "")
    return style.family if style else node.scheme or ""


def printed(label: str) -> int | None:
    """The number that a label shows, whatever it was read as."""
    found = enumerators(fold(label) + "甲") if label else ()
    return found[0].ordinal if found else None


def squeezed(text: str) -> str:
    """The words of a text, without blanks and marks."""
    return _NOT_WORDS.sub("", fold(text))


def heading(node: Node) -> str:
    """Label and title, as the document has them; the beginning of the text where there is none."""
    return f"{node.label or ''}{node.title or node.text[:20]}"


class Document:
    """One document under inspection; everything costly is found once."""

    def __init__(self, plan: Plan, text: str) -> None:
        self.plan = plan
        self.text = text
        self.folded = fold(text)
        self.index = LineIndex(text)

    def column(self, offset: int) -> int:
        """The 1-based column of an offset, in code points."""
        return offset - (self.text.rfind("\n", 0, offset) + 1) + 1

    @cached_property
    def placed(self) -> tuple[Placed, ...]:
        """Every structural node in document order."""
        return tuple(_placed(self.plan.body))

    @cached_property
    def lists(self) -> tuple[Sequence[Node], ...]:
        """Every list of siblings: the top level, and the children of each structural node."""
        return (self.plan.body, *(placed.node.children for placed in self.placed))

    @cached_property
    def first_shown(self) -> Mapping[tuple[str, int], int]:
        """Where each number of each style is first shown, by family and printed number."""
        found: dict[tuple[str, int], int] = {}
        for placed in self.placed:
            number = printed(placed.node.label or "")
            if number is not None:
                found.setdefault((family(placed.node), number), placed.node.span.start)
        return found

    @cached_property
    def _outside(self) -> tuple[list[int], list[int]]:
        nodes = [n for n in self.plan.walk() if n.furniture]
        return [n.span.start for n in nodes], [n.span.end for n in nodes]

    def outside(self, offset: int) -> bool:
        """Whether an offset lies in a contents page or in site furniture."""
        starts, ends = self._outside
        at = bisect_right(starts, offset) - 1
        return at >= 0 and offset < ends[at]

    @cached_property
    def dot(self) -> str:
        """The dot that the document itself uses after Arabic ordinals."""
        labels = [p.node.label or "" for p in self.placed if p.node.scheme == "arabic-dot"]
        full = sum(label.endswith("．") for label in labels)
        return "．" if full * 2 > len(labels) else "."

    @cached_property
    def half_marks(self) -> tuple[Span, ...]:
        """Half-width marks that touch Chinese characters."""
        found = _HALF.finditer(self.text)
        return tuple(Span(*m.span()) for m in found if not self.outside(m.start()))

    @cached_property
    def width(self) -> Literal["half", "full", "unknown"]:
        """The width of the document's marks (全角、半角); mixed ones count as full."""
        half, full = len(self.half_marks), len(_FULL.findall(self.text))
        if half + full < _FEW:
            return "unknown"
        return "half" if half >= 4 * full else "full"

    @property
    def articles(self) -> bool:
        """Whether the document is drafted in articles (条), as measures and rules are."""
        genre = self.plan.meta.genre or ""
        return genre in _LAW_GENRES or genre.endswith(tuple(_LAW_GENRES))

    def holds(self, when: str) -> bool:
        """Whether a rule's condition is met."""
        return when == "always" or (self.articles if when == "articles" else self.width == "full")


def _placed(body: Sequence[Node]) -> Iterator[Placed]:
    stack: list[tuple[Node, tuple[Node, ...]]] = [(node, ()) for node in reversed(body)]
    before, after = _neighbours(body)
    while stack:
        node, above = stack.pop()
        if node.structural:
            yield Placed(node, above, before.pop(id(node), None), after.pop(id(node), None))
            above = (*above, node)
        if node.children:
            stack.extend((child, above) for child in reversed(node.children))
            earlier, later = _neighbours(node.children)
            before |= earlier
            after |= later


def _neighbours(nodes: Sequence[Node]) -> tuple[dict[int, Node], dict[int, Node]]:
    """The structural sibling of the same style before and after each node, by identity."""
    before: dict[int, Node] = {}
    after: dict[int, Node] = {}
    last: dict[str, Node] = {}
    for node in nodes:
        if node.structural:
            other = last.get(family(node))
            if other is not None:
                before[id(node)], after[id(other)] = other, node
            last[family(node)] = node
    return before, after


def head_span(node: Node, document: Document) -> Span:
    """The label and title of a node, at most its first line."""
    stop = document.text.find("\n", node.span.start)
    length = len(heading(node))
    end = min(node.span.start + max(1, length), stop if stop >= 0 else len(document.text))
    return Span(node.span.start, max(end, node.span.start + 1))


def fellows(document: Document) -> Iterator[list[Node]]:
    """The lists of the document: numbered siblings of one style."""
    for group in document.lists:
        lists: dict[str, list[Node]] = {}
        for node in group:
            if node.structural and node.label and node.form != "inline":
                lists.setdefault(family(node), []).append(node)
        yield from lists.values()
