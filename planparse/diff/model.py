"""The published edit types: what ``planparse diff`` prints and what diff-1.0.schema.json describes.

A diff is a flat list of edits in the order of the new document. Nodes that exist in the old plan
are named by their old id, nodes that an insert brings by their new one (``Anchor.side``), because
ids are paths of numbers and the same path may mean two different nodes. A place is a parent and
the *final* position among its children; what keeps its parent keeps its relative order and fills
the positions that no place names. That makes the list independent of the order in which it is
applied, and no edit has to speak of a node that only shifted.

Inserted and removed subtrees are flat lists of entries with a depth, so that a document nested ten
thousand deep is written and read without recursion. ``Split`` and ``Merge`` own the plain edits
that bring them about; the same edits are not listed a second time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

from pydantic import ConfigDict, Field, NonNegativeInt

from ..model import Kind, Model, Number, Operator
from ..span import Lines

DIFF_VERSION = "1.0"

Severity = Literal["high", "normal", "low"]
NoticeCode = Literal[
    "number", "date", "deadline", "obligation-weakened", "obligation-strengthened",
    "prohibition-dropped", "prohibition-added", "hedge-added", "hedge-dropped",
    "lead-changed", "duty-changed", "target-raised", "target-lowered", "target-changed",
    "target-dropped", "target-added", "deadline-dropped",
]  # fmt: skip


class Ref(Model):
    """Names a node for a reader: id, number, heading, lines, and the headings it stands under."""

    id: str
    label: str | None = None
    title: str = ""
    kind: Kind = "text"
    lines: Lines | None = None
    path: tuple[str, ...] = Field(
        default=(), description="at most four headings above, outer first"
    )


class Anchor(Model):
    """A node of the old plan, or a node of the new plan that an insert brings."""

    side: Literal["old", "new"]
    id: str


class Place(Model):
    """Where a node stands afterwards: under which parent (null: top level), at which position."""

    parent: Anchor | None = None
    index: NonNegativeInt


class Piece(Model):
    """A run of words that stayed (=), went (-) or came (+)."""

    op: Literal["=", "-", "+"]
    text: str


# What a diff compares of facts is slotted data, in the light tree as in what is published.
_CLOSED: ConfigDict = {"extra": "forbid", "allow_inf_nan": False}


@dataclass(frozen=True, slots=True)
class Target:
    """What a diff compares of an indicator (指标)."""

    __pydantic_config__: ClassVar = _CLOSED

    name: str
    op: Operator
    value: Number | tuple[Number, Number]
    unit: str
    year: int | None = None
    baseline: str | None = None
    nature: Literal["约束性", "预期性"] | None = None
    status: Literal["target", "actual", "unknown"] = "target"

    @property
    def middle(self) -> float:
        """The value, or the middle of a range."""
        return sum(self.value) / 2 if isinstance(self.value, tuple) else float(self.value)


@dataclass(frozen=True, slots=True)
class Owners:
    """The units of one duty (责任单位)."""

    __pydantic_config__: ClassVar = _CLOSED

    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """The deadline of one duty (完成时限)."""

    __pydantic_config__: ClassVar = _CLOSED

    deadline: str | None = None
    due: str | None = None


class Numbering(Model):
    """A label as written and its number (序号)."""

    label: str | None = None
    ordinal: int | None = None


class Notice(Model):
    """Something in an edit that a reviewer must not overlook."""

    code: NoticeCode
    before: str | None = None
    after: str | None = None


class Entry(Model):
    """One node of an inserted or removed subtree, without its children."""

    id: str
    depth: NonNegativeInt
    kind: Kind
    label: str | None = None
    ordinal: int | None = None
    title: str | None = None
    text: str = ""
    targets: tuple[Target, ...] = ()
    owners: tuple[Owners, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    lines: Lines | None = None


class EditBase(Model):
    """What every edit carries."""

    severity: Severity = "normal"
    notices: tuple[Notice, ...] = ()

    def message(self, lang: str = "zh") -> str:
        """One line that says what changed, in Chinese (zh) or English (en)."""
        from .messages import message

        return message(self, lang)


class Insert(EditBase):
    """A node with what is new below it (新增)."""

    type: Literal["insert"] = "insert"
    new: Ref
    place: Place
    entries: tuple[Entry, ...]


class Remove(EditBase):
    """A node with what went together with it (删除)."""

    type: Literal["remove"] = "remove"
    old: Ref
    entries: tuple[Entry, ...]


class Move(EditBase):
    """A node that stands elsewhere, with all below it (移动); its new number comes with it."""

    type: Literal["move"] = "move"
    old: Ref
    new: Ref
    place: Place
    before: Numbering
    after: Numbering


class Rename(EditBase):
    """Another heading (改题)."""

    type: Literal["rename"] = "rename"
    old: Ref
    new: Ref
    before: str | None
    after: str | None
    pieces: tuple[Piece, ...]
    covered: bool = Field(
        default=False, description="only a target, duty or deadline changed, which has its own edit"
    )


class Relabel(Model):
    """One number of a renumbered run."""

    old: Ref
    new: Ref
    before: Numbering
    after: Numbering


class Renumber(EditBase):
    """A run of neighbours whose numbers changed in the same way (序号顺延)."""

    type: Literal["renumber"] = "renumber"
    changes: tuple[Relabel, ...]


class Reword(EditBase):
    """Another body text, with the words that went and came (改写)."""

    type: Literal["reword"] = "reword"
    old: Ref
    new: Ref
    pieces: tuple[Piece, ...]
    covered: bool = Field(
        default=False, description="only a target, duty or deadline changed, which has its own edit"
    )


class TargetChange(Model):
    """One target before and after; null where it is new or gone."""

    before: Target | None = None
    after: Target | None = None


class TargetChanged(EditBase):
    """Other indicators (指标变化)."""

    type: Literal["target-changed"] = "target-changed"
    old: Ref
    new: Ref
    changes: tuple[TargetChange, ...]
    after: tuple[Target, ...] = Field(description="all targets of the node afterwards")


class DeadlineChanged(EditBase):
    """Another deadline (时限变化)."""

    type: Literal["deadline-changed"] = "deadline-changed"
    old: Ref
    new: Ref
    before: tuple[Deadline, ...]
    after: tuple[Deadline, ...]


class DutyChanged(EditBase):
    """Other responsible units, or other parts for them (责任单位变化)."""

    type: Literal["duty-changed"] = "duty-changed"
    old: Ref
    new: Ref
    before: tuple[Owners, ...]
    after: tuple[Owners, ...]


class KindChanged(EditBase):
    """The node is judged to be something else (类型变化), such as a task that became a measure."""

    type: Literal["kind-changed"] = "kind-changed"
    old: Ref
    new: Ref
    before: Kind
    after: Kind


_Plain = (
    Insert
    | Remove
    | Move
    | Rename
    | Renumber
    | Reword
    | TargetChanged
    | DeadlineChanged
    | DutyChanged
    | KindChanged
)
PlainEdit = Annotated[_Plain, Field(discriminator="type")]


class Split(EditBase):
    """One node whose matter now stands in several (拆分); ``edits`` is how that comes about."""

    type: Literal["split"] = "split"
    old: Ref
    parts: tuple[Ref, ...]
    edits: tuple[PlainEdit, ...]


class Merge(EditBase):
    """Several nodes whose matter now stands in one (合并); ``edits`` is how that comes about."""

    type: Literal["merge"] = "merge"
    parts: tuple[Ref, ...]
    new: Ref
    edits: tuple[PlainEdit, ...]


Edit = Annotated[_Plain | Split | Merge, Field(discriminator="type")]

EDIT_TYPES = (
    "insert", "remove", "move", "split", "merge", "rename", "reword", "renumber",
    "target-changed", "deadline-changed", "duty-changed", "kind-changed",
)  # fmt: skip


class Side(Model):
    """One of the two plans that were compared."""

    name: str
    sha256: str = ""
    title: str | None = None
    nodes: NonNegativeInt = 0


class Diff(Model):
    """What has to be done to the old plan to get the new one (版本差异)."""

    schema_version: Literal["1.0"] = "1.0"
    old: Side
    new: Side
    furniture: bool = Field(
        default=False, description="whether contents pages and page furniture were compared too"
    )
    summary: dict[str, int] = Field(default_factory=dict, description="edits of each type")
    edits: tuple[Edit, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether the two plans say the same in everything that a diff speaks of."""
        return not self.edits

    def plain(self) -> Iterator[PlainEdit]:
        """Every plain edit, those inside splits and merges included."""
        for edit in self.edits:
            if isinstance(edit, Split | Merge):
                yield from edit.edits
            else:
                yield edit


def summarise(edits: tuple[Edit, ...]) -> dict[str, int]:
    """How many edits of each type there are, in the order of EDIT_TYPES, without covered ones."""
    counts: Counter[str] = Counter(
        edit.type for edit in edits if not getattr(edit, "covered", False)
    )
    return {name: counts[name] for name in EDIT_TYPES if counts[name]}


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a diff, as published under schemas/."""
    schema = Diff.model_json_schema(mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"diff-{DIFF_VERSION}.schema.json",
        **schema,
    }
