"""Numbers that shifted together: one edit for a run of them (序号顺延)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from .match import Matching
from .model import Relabel, Renumber
from .published import make_ref, numbering
from .tree import Item

_NUMERALS = re.compile(r"[〇零一二三四五六七八九十百千两\d]+")


@dataclass(slots=True)
class _Run:
    """A run of labels that changed alike."""

    sign: tuple[object, ...]
    first: int
    changes: list[Relabel]


def renumbers(pairs: Matching, moved: Collection[int]) -> Iterator[tuple[int, Renumber]]:
    """Runs of numbers that changed alike, each with the index of its first new item."""
    runs: list[_Run] = []
    below: dict[int, _Run | None] = {}
    latest: dict[tuple[object, ...], _Run] = {}
    for item in pairs.new.items:
        origin = pairs.origin(item)
        if origin is None or item.index in moved:
            continue
        parent = item.parent.index if item.parent is not None else -1
        if (origin.label, origin.ordinal) == (item.label, item.ordinal):
            below[parent] = None
            continue
        change = Relabel(
            old=make_ref(origin),
            new=make_ref(item),
            before=numbering(origin),
            after=numbering(item),
        )
        sign = _sign(origin, item)
        run = below[parent] if parent in below else latest.get(sign)
        if run is None or run.sign != sign or not _goes_on(run, item, parent in below):
            run = _Run(sign, item.index, [])
            runs.append(run)
        run.changes.append(change)
        below[parent] = latest[sign] = run
    for run in runs:
        yield run.first, Renumber(severity="low", changes=tuple(run.changes))


def _sign(old: Item, new: Item) -> tuple[object, ...]:
    """By how much a number changed, and between which ways of writing it."""
    delta = None
    if old.ordinal is not None and new.ordinal is not None:
        delta = new.ordinal - old.ordinal
    return _shape(old.label), _shape(new.label), delta


def _shape(label: str | None) -> str | None:
    return None if label is None else _NUMERALS.sub("#", label)


def _goes_on(run: _Run, item: Item, met: bool) -> bool:
    """Whether an item continues a run: beside it, or by the next number below another parent."""
    if met:
        return True
    last = run.changes[-1].after.ordinal
    return last is not None and item.place == 0 and item.ordinal == last + 1
