"""What the side-by-side views show: one row for each node, old text beside new text.

Rows follow the new document; a node that is gone stands behind the node it stood behind. A row is
made from the old plan and the diff alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from ..diff.messages import message, notice_text, type_name
from ..diff.model import (
    DeadlineChanged,
    Diff,
    EditBase,
    KindChanged,
    Merge,
    Move,
    Remove,
    Rename,
    Renumber,
    Reword,
    Split,
    TargetChanged,
)
from ..diff.patch import trace
from ..diff.tree import Item
from ..model import Plan

Run = tuple[str, str]
"""(op, text) with op "=", "-" or "+"."""


@dataclass(slots=True)
class Row:
    """One node on either side (None: not there), with the edits that concern it."""

    old: Item | None
    new: Item | None
    depth: int
    edits: list[EditBase] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        """Whether a reader of the text would see a difference."""
        return any(not isinstance(edit, KindChanged) for edit in self.edits)

    @property
    def only_number(self) -> bool:
        """Whether nothing but a number of a renumbered run changed."""
        return self.changed and all(isinstance(e, Renumber | KindChanged) for e in self.edits)

    def left(self) -> list[Run]:
        """The old text, what went marked "-"."""
        return _runs(self.old, self.new, self.edits, "-") if self.old else []

    def right(self) -> list[Run]:
        """The new text, what came marked "+"."""
        return _runs(self.new, self.old, self.edits, "+") if self.new else []


def _runs(item: Item, other: Item | None, edits: Iterable[EditBase], mark: str) -> list[Run]:
    if other is None:
        return [(mark, part) for part in _parts(item)]
    rename = next((edit for edit in edits if isinstance(edit, Rename)), None)
    reword = next((edit for edit in edits if isinstance(edit, Reword)), None)
    found: list[Run] = []
    if item.label:
        found.append(("=" if item.label == other.label else mark, item.label))
    if rename is not None:
        found.extend((p.op, p.text) for p in rename.pieces if p.op in ("=", mark))
    elif item.title:
        found.append(("=", item.title))
    if item.body and (item.title or item.label):
        found.append(("=", "\n"))
    if reword is not None:
        found.extend((p.op, p.text) for p in reword.pieces if p.op in ("=", mark))
    elif item.body:
        found.append(("=", item.body))
    return [
        (op, "".join(text for _, text in same)) for op, same in groupby(found, key=itemgetter(0))
    ]


def _parts(item: Item) -> Iterator[str]:
    head = (item.label or "") + (item.title or "")
    if head:
        yield head
    if item.body:
        yield ("\n" if head else "") + item.body


def rows(old: Plan, diff: Diff) -> list[Row]:
    """Every node of both sides in reading order."""
    traced = trace(old, diff)
    depths: dict[int, int] = {}
    for item in traced.new.items:
        depths[item.index] = depths[item.parent.index] + 1 if item.parent else 0
    moved = {
        index
        for index, edits in traced.edits.items()
        if any(isinstance(edit, Move) for edit in edits)
    }
    gone = _gone(traced.old.items, traced.origin, moved)
    found: list[Row] = []

    def bury(items: list[Item]) -> None:
        for item in items:
            depth, above = 0, item.parent
            while above is not None and depth < 9:
                depth, above = depth + 1, above.parent
            found.append(Row(item, None, depth, traced.gone.get(item.index, [])))

    bury(gone.get(-1, []))
    for item in traced.new.items:
        edits = traced.edits.get(item.index, [])
        found.append(Row(traced.origin.get(item.index), item, depths[item.index], edits))
        bury(gone.get(item.index, []))
    return found


def _gone(items: list[Item], origin: dict[int, Item], moved: set[int]) -> dict[int, list[Item]]:
    """Old items that are no more, by the new index of the kept item before them (-1: none)."""
    kept = {item.index: index for index, item in origin.items()}
    found: dict[int, list[Item]] = {}
    last = -1
    for item in items:
        index = kept.get(item.index)
        if index is None:
            found.setdefault(last, []).append(item)
        elif index not in moved:
            last = index
    return found


def comments(row: Row, lang: str = "zh") -> Iterator[tuple[str, str]]:
    """Short remarks on a row as (severity, words): kinds of change first, then the notices."""
    parts = {id(p) for e in row.edits if isinstance(e, Split | Merge) for p in e.edits}
    shown = [e for e in row.edits if id(e) not in parts and not getattr(e, "covered", False)]
    for edit in shown:
        if not _told(edit):
            yield "normal", remark(edit, lang)
    for edit in shown:
        for notice in edit.notices:
            yield "high", notice_text(notice, lang)


def _told(edit: EditBase) -> bool:
    """Whether the notices of an edit say all there is to say."""
    if isinstance(edit, TargetChanged):
        return len(edit.notices) == len(edit.changes)
    return bool(edit.notices) and isinstance(edit, DeadlineChanged)


def remark(edit: EditBase, lang: str) -> str:
    """The kind of an edit, or a whole sentence where that says more."""
    if isinstance(edit, Rename | Reword | Remove) or getattr(edit, "type", "") == "insert":
        return type_name(getattr(edit, "type", ""), lang)
    return message(edit, lang)


def lines_text(row: Row) -> str:
    """Where a row stands: 12 → 14; only the old line where nothing tells the new one."""
    sides = [f"L{i.lines.start}" for i in (row.old, row.new) if i is not None and i.lines]
    return " → ".join(sides)
