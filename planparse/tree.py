"""What the reading builds: the tree of :mod:`planparse.model` as light objects.

A long plan has tens of thousands of nodes, and the command line only prints them. So the reading
makes light objects, which YAML and JSON are written from, and the validated models of the library
are made of them in one go, at the edge (``pipeline.parse_source``). The fields and their meaning
are those of the published model; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any, ClassVar, Literal, NamedTuple, Protocol, Self, TypeVar

from .memory import Made
from .span import LineIndex, Lines, Span

SCHEMA_VERSION = "1.0"
CELL_MARK = " | "
"""What parts the cells in the text of a table's row."""

Form = Literal[
    "title", "heading", "item", "bullet", "inline", "paragraph", "sentence", "table", "row"
]
Kind = Literal[
    "title", "preamble", "overview", "principle", "goal", "task", "measure", "safeguard",
    "achievement", "project", "box", "appendix", "toc", "boilerplate", "closing", "section", "text",
]  # fmt: skip
Operator = Literal["≥", "≤", ">", "<", "=", "≈", "range", "growth"]
Number = int | float
Nature = Literal["约束性", "预期性"]
Status = Literal["target", "actual", "unknown"]
Severity = Literal["error", "warning", "info"]

STRUCTURAL_FORMS: frozenset[str] = frozenset({"heading", "item", "bullet", "inline"})
FURNITURE_KINDS: frozenset[str] = frozenset({"toc", "boilerplate"})
"""What stands in a file without being said by the document."""


@dataclass(slots=True)
class Repair:
    """See :class:`planparse.model.Repair`."""

    rule: str
    count: int
    span: Span | None = None


@dataclass(slots=True)
class SourceInfo:
    """See :class:`planparse.model.SourceInfo`."""

    name: str
    media_type: str
    encoding: str | None
    sha256: str
    characters: int
    lines: int
    repairs: tuple[Repair, ...] = ()


@dataclass(slots=True)
class Period:
    """See :class:`planparse.model.Period`."""

    start: int
    end: int


@dataclass(slots=True)
class Meta:
    """See :class:`planparse.model.Meta`."""

    title: str | None = None
    subtitle: str | None = None
    document_number: str | None = None
    issuer: str | None = None
    addressees: tuple[str, ...] = ()
    issue_date: str | None = None
    published_date: str | None = None
    period: Period | None = None
    genre: str | None = None
    region: str | None = None
    source_line: str | None = None


@dataclass(slots=True)
class Indicator:
    """See :class:`planparse.model.Indicator`."""

    name: str
    op: Operator
    value: Number | tuple[Number, Number]
    unit: str
    year: int | None
    baseline: str | None
    nature: Nature | None
    status: Status
    text: str
    span: Span
    lines: Lines


@dataclass(slots=True)
class Duty:
    """See :class:`planparse.model.Duty`."""

    lead: tuple[str, ...]
    support: tuple[str, ...]
    units: tuple[str, ...]
    deadline: str | None
    due: str | None
    text: str
    span: Span
    lines: Lines


@dataclass(slots=True)
class Reference:
    """See :class:`planparse.model.Reference`."""

    title: str | None
    text: str
    span: Span
    document_number: str | None = None
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Which rule decided a node's kind, and the words it went by."""

    # Part of the published model as it is, so that all nodes of one rule share one object.
    __pydantic_config__: ClassVar = {"extra": "forbid"}

    rule: str
    words: str = ""


@dataclass(slots=True)
class GoalLink:
    """See :class:`planparse.model.GoalLink`."""

    id: str
    evidence: Evidence


@dataclass(slots=True)
class Diagnostic:
    """See :class:`planparse.model.Diagnostic`."""

    code: str
    severity: Severity
    message: str
    values: dict[str, str | int] = field(default_factory=dict)
    span: Span | None = None
    lines: Lines | None = None


@dataclass(slots=True)
class Origin:
    """See :class:`planparse.model.Origin`."""

    page: int | None = None
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None


class _Branch(Protocol):
    """A node, of the tree or of the published model."""

    @property
    def form(self) -> Form: ...
    @property
    def kind(self) -> Kind: ...
    @property
    def evidence(self) -> Evidence | None: ...
    @property
    def children(self) -> Sequence[Self]: ...


_B = TypeVar("_B", bound=_Branch)


class Walked:
    """What a node can be asked, here and in the published model."""

    __slots__ = ()

    @property
    def structural(self: _Branch) -> bool:
        """Whether the node is a heading, an item, a bullet or an inline item."""
        return self.form in STRUCTURAL_FORMS

    @property
    def furniture(self: _Branch) -> bool:
        """Whether it is a contents page or site furniture, and not the document's date or such."""
        own = self.evidence is not None and self.evidence.rule.startswith("document element")
        return self.kind in FURNITURE_KINDS and not own

    def walk(self: _B) -> Iterator[_B]:
        """The node and everything below it, in document order (no recursion limit)."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))


class Told(NamedTuple):
    """What is found in a node and where it comes from; there is nothing of it in most."""

    origin: Origin | None = None
    indicators: tuple[Indicator, ...] = ()
    duty: Duty | None = None
    references: tuple[Reference, ...] = ()
    goals: tuple[GoalLink, ...] = ()


NOTHING = Told()


@dataclass(slots=True, eq=False)
class Node(Walked):
    """See :class:`planparse.model.Node`.

    A text of short lines has a node for each, so what can be worked out is not kept, and what most
    nodes have none of takes one field; ``published`` tells what a field is published as.
    """

    id: str
    form: Form
    kind: Kind
    evidence: Evidence | None
    label: str | None
    auto: bool
    ordinal: int | None
    scheme: str | None
    title: str | None
    text: str
    start: int = field(metadata={"published": ("span",)})
    end: int = field(metadata={"published": ()})
    index: LineIndex = field(metadata={"published": ("lines",)})
    told: Told = field(default=NOTHING, metadata={"published": Told._fields})
    children: tuple[Node, ...] = ()

    @property
    def span(self) -> Span:
        """See :class:`planparse.model.Node`."""
        return Span(self.start, self.end)

    @property
    def lines(self) -> Lines:
        """See :class:`planparse.model.Node`."""
        return self.index.lines(self.span)

    @property
    def origin(self) -> Origin | None:
        """See :class:`planparse.model.Node`."""
        return self.told.origin

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """See :class:`planparse.model.Node`."""
        return self.told.indicators

    @property
    def duty(self) -> Duty | None:
        """See :class:`planparse.model.Node`."""
        return self.told.duty

    @property
    def references(self) -> tuple[Reference, ...]:
        """See :class:`planparse.model.Node`."""
        return self.told.references

    @property
    def goals(self) -> tuple[GoalLink, ...]:
        """See :class:`planparse.model.Node`."""
        return self.told.goals

    def tell(self, **found: Any) -> None:
        """Take note of what is found in the node."""
        self.told = self.told._replace(**found)


@dataclass(slots=True, eq=False)
class Tree:
    """A whole document, as :class:`planparse.model.Plan` publishes it."""

    schema_version: str
    source: SourceInfo
    meta: Meta
    body: tuple[Node, ...]
    diagnostics: Sequence[Diagnostic] = ()

    def walk(self) -> Iterator[Node]:
        """Every node in document order."""
        for node in self.body:
            yield from node.walk()


def published(cls: Any) -> tuple[str, ...]:
    """The names under which the fields of a class of this module, or of a model, are published."""
    models = getattr(cls, "model_fields", None)
    return tuple(
        models
        or (name for one in fields(cls) for name in one.metadata.get("published", (one.name,)))
    )


class _Shape:
    """The fields of a class and how to get them all at once."""

    __slots__ = ("get", "names")

    def __init__(self, cls: Any) -> None:
        self.names = published(cls)
        one = len(self.names) == 1
        self.get = self._only if one else attrgetter(*self.names)

    def _only(self, value: Any) -> tuple[Any]:
        return (getattr(value, self.names[0]),)


_SHAPES: dict[type, _Shape] = {}


def mapping(value: Any) -> dict[str, Any]:
    """The fields of an object of this module, a Span, Lines or a model by name, in their order.

    >>> mapping(Evidence("numbered", "一、"))
    {'rule': 'numbered', 'words': '一、'}

    Raises:
        TypeError: the value is something else.
    """
    shape = _SHAPES.get(type(value))
    if shape is None:
        shape = _SHAPES[type(value)] = _Shape(type(value))
    return dict(zip(shape.names, shape.get(value), strict=True))


def plain(value: Any) -> Any:
    """The data of an object of this module, all the way down, as the JSON has it.

    >>> plain(Diagnostic("DOC001", "warning", "no text", {}, Span(0, 2)))["span"]
    {'start': 0, 'end': 2}
    """
    if value is None or isinstance(value, str | int | float | list | dict):  # plain already
        return value
    if isinstance(value, (tuple, Made)):
        return [plain(part) for part in value]
    return {name: plain(part) for name, part in mapping(value).items()}
