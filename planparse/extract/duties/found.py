"""A duty as found in a text, and several of one task as one (责任分工)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class DutyFound(NamedTuple):
    """A duty in a text: units by role, deadline, and where it stands (brackets included)."""

    lead: tuple[str, ...]
    support: tuple[str, ...]
    units: tuple[str, ...]
    deadline: str | None
    due: str | None
    start: int
    end: int
    text: str


def merge(duties: Iterable[DutyFound]) -> DutyFound | None:
    """Several duties of one task as one: units in order without repeats, the first deadline."""
    found = list(duties)
    if len(found) < 2:
        return found[0] if found else None
    dated = next((duty for duty in found if duty.deadline), found[0])
    return DutyFound(
        lead=_union(duty.lead for duty in found),
        support=_union(duty.support for duty in found),
        units=_union(duty.units for duty in found),
        deadline=dated.deadline,
        due=dated.due,
        start=min(duty.start for duty in found),
        end=max(duty.end for duty in found),
        text="\n".join(duty.text for duty in found),
    )


def _union(names: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for group in names for name in group))
