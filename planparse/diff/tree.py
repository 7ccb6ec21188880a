"""The light tree that matching and applying work on.

One item stands for one structural node (heading, item, bullet, inline item) or, where a body node
has no structural node above it (preamble, closing, a document title), for that body node as a
pseudo-section. A row of a 任务分解表 that names its task is an item too. The sentences, paragraphs
and other rows below an item are its body: one text, so that a reworded paragraph is one edit
however its sentences were cut. Indicators and duties of those body nodes count as the item's own.

Contents pages and page furniture only repeat what the headings say or what the printer added; they
are left out unless asked for. Slotted objects and explicit stacks, because a plan may have a
hundred thousand nodes or be nested ten thousand deep; pydantic stays at the edge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ..model import FURNITURE_KINDS, Duty, Indicator, Kind, Node, Plan
from ..patterns import compiled
from ..script import tidy
from ..span import Lines
from ..tree import CELL_MARK
from .model import Deadline, Owners, Target

_LINE_FORMS = frozenset({"paragraph", "table", "row"})
_APART = frozenset({"title", "closing"})
"""Body nodes that are never part of the body they stand behind: a second title, the signature."""
_EXCERPT = 24
_ROW_NUMBER = compiled(r"[(（]?[\d一二三四五六七八九十]{1,4}[)）]?[.．、]?")
"""The running number of a row, which says as little as that of a heading."""
_COLUMNS = 20
"""The task of a row is named in one of its first cells."""


@dataclass(slots=True, eq=False)
class Item:
    """One structural node with its own body text; ``fields`` is all that a diff compares of it."""

    key: str
    kind: Kind
    label: str | None = None
    ordinal: int | None = None
    title: str | None = None
    body: str = ""
    aims: tuple[Target, ...] = ()
    teams: tuple[Owners, ...] = ()
    dues: tuple[Deadline, ...] = ()
    lines: Lines | None = None
    aim_quotes: tuple[str, ...] = ()
    """The words that state the targets, as they stand in the text."""
    duty_quotes: tuple[str, ...] = ()
    """The words that state units and deadlines."""
    parent: Item | None = None
    children: list[Item] = field(default_factory=list)
    index: int = 0
    """Position in document order."""
    place: int = 0
    """Position among the children of the parent."""

    def fields(self) -> tuple[object, ...]:
        """Everything that a diff compares, place and children apart."""
        return (
            self.label, self.ordinal, self.kind, self.title or "", self.body,
            self.aims, self.teams, self.dues,
        )  # fmt: skip

    def name(self) -> str:
        """The heading, or the beginning of the text where there is none."""
        if self.title:
            return self.title
        text = self.body.replace("\n", " ")
        return text if len(text) <= _EXCERPT else text[:_EXCERPT] + "…"


class Tree:
    """Items in document order, with their top level."""

    __slots__ = ("items", "roots")

    def __init__(self, roots: Iterable[Item]) -> None:
        self.roots = list(roots)
        self.items = list(_preorder(self.roots))
        for index, item in enumerate(self.items):
            item.index = index
            for place, child in enumerate(item.children):
                child.place = place
        for place, item in enumerate(self.roots):
            item.place = place

    def siblings(self, item: Item) -> list[Item]:
        """The children of the item's parent."""
        return item.parent.children if item.parent else self.roots

    def rows(self) -> list[tuple[object, ...]]:
        """Depth and compared fields of every item: two trees are alike if their rows are."""
        depths: dict[int, int] = {}
        found: list[tuple[object, ...]] = []
        for item in self.items:
            depth = depths[id(item.parent)] + 1 if item.parent else 0
            depths[id(item)] = depth
            found.append((depth, *item.fields()))
        return found


def _preorder(roots: list[Item]) -> Iterator[Item]:
    stack = list(reversed(roots))
    while stack:
        item = stack.pop()
        yield item
        stack.extend(reversed(item.children))


def _fill(item: Item, nodes: list[Node]) -> None:
    """Body, targets and duties of an item from its own node and the body nodes below it."""
    own = _other_cells(nodes[0]) if _is_task(nodes[0]) else nodes[0].text
    texts = [own] if own else []
    for node in nodes[1:]:
        text = node.text or node.title or ""
        if text and texts and node.form in _LINE_FORMS:
            texts.append("\n")
        if text:
            texts.append(text)
    item.body = tidy("".join(texts))
    indicators = [indicator for node in nodes for indicator in node.indicators]
    if indicators:
        # a heading may repeat what its first sentence states
        kept = list({(i.span, i.text, _aim(i)): i for i in indicators}.values())
        item.aims = tuple(map(_aim, kept))
        item.aim_quotes = tuple(tidy(i.text) for i in kept)
    duties = list({(n.duty.span, n.duty.text): n.duty for n in nodes if n.duty}.values())
    if duties:
        _take_over(item, duties)


def _take_over(item: Item, duties: list[Duty]) -> None:
    item.teams = tuple(
        Owners(d.lead, d.support, d.units) for d in duties if d.lead or d.support or d.units
    )
    item.dues = tuple(
        Deadline(tidy(d.deadline) if d.deadline else None, d.due)
        for d in duties
        if d.deadline or d.due
    )
    item.duty_quotes = tuple(tidy(d.text) for d in duties)


def _aim(i: Indicator) -> Target:
    return Target(i.name, i.op, i.value, i.unit, i.year, i.baseline, i.nature, i.status)


def build(plan: Plan, *, furniture: bool = False) -> Tree:
    """The light tree of a plan; ids that occur twice get a suffix, so that each is unique."""
    roots: list[Item] = []
    owned: list[tuple[Item, list[Node]]] = []
    taken: dict[str, int] = {}
    stack: list[tuple[Node, Item | None, list[Node]]] = [(n, None, []) for n in reversed(plan.body)]
    while stack:
        node, item, nodes = stack.pop()
        if not furniture and _is_furniture(node):
            continue
        if node.structural or item is None or node.kind in _APART or _is_task(node):
            row = item.children if item is not None else roots
            item, nodes = _item(node, item, taken), [node]
            owned.append((item, nodes))
            row.append(item)
        else:
            nodes.append(node)
        if node.children:
            stack.extend([(child, item, nodes) for child in reversed(node.children)])
    for item, nodes in owned:
        _fill(item, nodes)
    return Tree(roots)


def _is_task(node: Node) -> bool:
    """Whether a node is a row of a 任务分解表 that says what is to be done."""
    return node.form == "row" and node.title is not None


def _other_cells(row: Node) -> str:
    """The cells of a row without its number and those that name its task."""
    cells = row.text.split(CELL_MARK)
    if len(cells) > 1 and _ROW_NUMBER.fullmatch(cells[0]):
        del cells[0]
    for first in range(min(len(cells), _COLUMNS)):
        rest = f"{row.title} "
        last = first
        while rest and last < len(cells) and cells[last] and rest.startswith(f"{cells[last]} "):
            rest = rest[len(cells[last]) + 1 :]
            last += 1
        if not rest:
            return CELL_MARK.join(cells[:first] + cells[last:])
    return CELL_MARK.join(cells)


def _is_furniture(node: Node) -> bool:
    """Whether a node, with all right below it, is a contents page or page furniture."""
    return node.kind in FURNITURE_KINDS and all(
        child.kind in FURNITURE_KINDS for child in node.children
    )


def _item(node: Node, parent: Item | None, taken: dict[str, int]) -> Item:
    count = taken[node.id] = taken.get(node.id, 0) + 1
    return Item(
        node.id if count == 1 else f"{node.id}#{count}",
        node.kind, tidy(node.label) if node.label else None, node.ordinal,
        tidy(node.title or ""), lines=node.lines, parent=parent,
    )  # fmt: skip
