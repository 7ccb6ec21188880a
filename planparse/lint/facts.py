"""Checks of targets, duties and deadlines against one another (指标、责任、时限)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model import Duty, Indicator, Node
from ..patterns import compiled
from .document import Document, Hit, fellows, head_span, heading, squeezed

_TOTAL = compiled(r"[累总合共]计|总数|总量")
"""Words of a sum, which is not what a year adds to it."""
_BEFORE = 4
_CONTRADICTING = 2
"""Values that contradict one another."""


def targets(document: Document) -> Iterator[Hit]:
    """One indicator with two values for one year; three or more are the cases of a list."""
    groups: dict[tuple[object, ...], list[Indicator]] = {}
    for node in document.plan.walk():
        for found in node.indicators:
            name = squeezed(found.name)
            if found.status != "target" or found.year is None or len(name) < 3:
                continue
            start = max(0, found.span.start - _BEFORE)
            total = _TOTAL.search(document.text, start, found.span.end) is not None
            key = (name, found.unit, found.year, found.op == "growth", total)
            groups.setdefault(key, []).append(found)
    for first, *others in groups.values():
        if len({one.value for one in (first, *others)}) != _CONTRADICTING:
            continue
        for found in others:
            if _contradict(first, found):
                values = {"name": found.name, "year": found.year, "value": _amount(found),
                          "line": first.lines.start, "other": _amount(first)}  # fmt: skip
                yield Hit("TGT001", found.span, values)


def _contradict(a: Indicator, b: Indicator) -> bool:
    """Whether two statements cannot both be meant: other values, but not a floor and a ceiling.

    Within one line the parts of a whole often share a name, so that only lines are compared.
    """
    if a.value == b.value or a.lines == b.lines:
        return False
    if {a.op, b.op} & {"≤", "<"} and a.op != b.op:
        return False
    return "range" not in (a.op, b.op) or a.op == b.op


def _amount(found: Indicator) -> str:
    if isinstance(found.value, tuple):
        return f"{found.value[0]}—{found.value[1]}{found.unit}"
    return f"{found.value}{found.unit}"


def duties(document: Document) -> Iterator[Hit]:
    """Tasks without the unit, or the lead, that all their neighbours have."""
    for nodes in fellows(document):
        if len(nodes) < 5:
            continue
        held = [_duties_below(n) for n in nodes]
        yield from _lacking(document, "DTY001", nodes, [any(map(_units, d)) for d in held])
        if all(any(map(_units, d)) for d in held):
            yield from _lacking(document, "DTY003", nodes, [any(x.lead for x in d) for d in held])


def _lacking(
    document: Document, code: str, nodes: Sequence[Node], has: Sequence[bool]
) -> Iterator[Hit]:
    without = [node for node, there in zip(nodes, has, strict=True) if not there]
    if len(without) * 5 <= len(nodes):
        for node in without:
            yield Hit(code, head_span(node, document), {"title": heading(node)})


def _duties_below(node: Node) -> list[Duty]:
    return [one.duty for one in node.walk() if one.duty]


def _units(duty: Duty) -> tuple[str, ...]:
    return (*duty.lead, *duty.support, *duty.units)


def deadlines(document: Document) -> Iterator[Hit]:
    """Deadlines that lie before the date of the document."""
    date = document.plan.meta.issue_date
    if not date:
        return
    for node in document.plan.walk():
        duty = node.duty
        if duty and duty.due and duty.due < date[: len(duty.due)]:
            yield Hit("TGT002", duty.span, {"deadline": duty.deadline or duty.due, "date": date})
