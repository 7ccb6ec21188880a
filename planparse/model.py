"""The published document model: what ``extract`` prints and what the JSON Schema describes.

Plain data and no logic beyond walking. Positions are half-open code point ranges of the decoded
source (``Span``) and inclusive 1-based lines (``Lines``); a text is always the repaired reading.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt, PositiveInt

from . import tree
from .span import Lines, Span
from .tree import (
    FURNITURE_KINDS,
    SCHEMA_VERSION,
    STRUCTURAL_FORMS,
    Evidence,
    Form,
    Kind,
    Nature,
    Number,
    Operator,
    Severity,
    Status,
    Walked,
)  # fmt: skip

__all__ = [
    "FURNITURE_KINDS", "SCHEMA_VERSION", "STRUCTURAL_FORMS", "Diagnostic", "Duty", "Evidence",
    "Form", "GoalLink", "Indicator", "Kind", "Lines", "Meta", "Model", "Node", "Number", "Operator",
    "Origin", "Period", "Plan", "Reference", "Repair", "SourceInfo", "Span",
]  # fmt: skip


class Model(BaseModel):
    """Base of every published type: immutable, closed to unknown fields and to NaN."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    def model_post_init(self, context: Any, /) -> None:
        """Let models with all fields set share one set of their names: a set is half a node."""
        cls = type(self)
        given = self.__pydantic_fields_set__
        if len(given) == len(cls.__pydantic_fields__):
            shared = _ALL_FIELDS.setdefault(cls, given)
            object.__setattr__(self, "__pydantic_fields_set__", shared)


_ALL_FIELDS: dict[type[Model], set[str]] = {}


class Repair(Model):
    """How often one cleaning rule changed the text, and where it did so first."""

    rule: str
    count: PositiveInt
    span: Span | None = None


class SourceInfo(Model):
    """The file a plan was read from (来源)."""

    name: str
    media_type: str
    encoding: str | None = None
    sha256: str
    characters: NonNegativeInt
    lines: NonNegativeInt
    repairs: tuple[Repair, ...] = ()


class Period(Model):
    """The years a plan covers (规划期), both inclusive."""

    start: int
    end: int


class Meta(Model):
    """What the document says about itself (公文要素; GB/T 9704-2012, 7.2 and 7.3)."""

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


class Indicator(Model):
    """One quantified statement (指标): a target, or a result that is already reached."""

    name: str
    op: Operator
    value: Number | tuple[Number, Number]
    unit: str
    year: int | None = None
    baseline: str | None = None
    nature: Nature | None = None
    status: Status = "target"
    text: str
    span: Span
    lines: Lines


class Duty(Model):
    """Who answers for a task (责任单位、牵头单位、配合单位) and until when (完成时限)."""

    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    deadline: str | None = None
    due: str | None = Field(default=None, description="ISO date, year-month or year, where sure")
    text: str
    span: Span
    lines: Lines


class Reference(Model):
    """A mention of another document (《…》) or of a place in this one (第…条)."""

    title: str | None = None
    text: str
    span: Span
    document_number: str | None = None
    target: str | None = Field(default=None, description="id of the node it names, if it is here")


class GoalLink(Model):
    """A goal that a task says it serves, and how we know."""

    id: str
    evidence: Evidence


class Diagnostic(Model):
    """A fault of the document that did not stop the reading, such as a missing number."""

    code: str
    severity: Severity
    message: str
    values: dict[str, str | int] = Field(default={}, description="what the message is made of")
    span: Span | None = None
    lines: Lines | None = None


class Origin(Model):
    """Where a node stands in its container: page (pdf), paragraph (docx, html), table cell."""

    page: int | None = None
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None


class Node(Walked, Model):
    """One piece of the document: a heading with what hangs under it, a sentence, a table row."""

    id: str
    form: Form
    kind: Kind
    evidence: Evidence | None = None
    label: str | None = None
    auto: bool = False
    ordinal: int | None = None
    scheme: str | None = None
    title: str | None = None
    text: str = ""
    span: Span
    lines: Lines
    origin: Origin | None = None
    indicators: tuple[Indicator, ...] = ()
    duty: Duty | None = None
    references: tuple[Reference, ...] = ()
    goals: tuple[GoalLink, ...] = ()
    children: tuple[Node, ...] = ()


class Plan(Model):
    """A whole document as a tree (规划、方案、意见、报告…)."""

    schema_version: Literal["1.0"] = "1.0"
    source: SourceInfo
    meta: Meta
    body: tuple[Node, ...]
    diagnostics: tuple[Diagnostic, ...] = ()

    def walk(self) -> Iterator[Node]:
        """Every node in document order."""
        for node in self.body:
            yield from node.walk()

    def find(self, node_id: str) -> Node | None:
        """The node with this id, or None."""
        return next((node for node in self.walk() if node.id == node_id), None)

    def breadcrumbs(self, node_id: str) -> tuple[Node, ...]:
        """The node with this id and its ancestors, outermost first; empty if there is none."""
        stack: list[tuple[Node, tuple[Node, ...]]] = [(n, ()) for n in reversed(self.body)]
        while stack:
            node, above = stack.pop()
            path = (*above, node)
            if node.id == node_id:
                return path
            stack.extend((child, path) for child in reversed(node.children))
        return ()


AnyPlan = Plan | tree.Tree
"""A plan as the library hands it out, or the light tree that is only printed."""
AnyNode = Node | tree.Node
AnyDuty = Duty | tree.Duty
AnyIndicator = Indicator | tree.Indicator
