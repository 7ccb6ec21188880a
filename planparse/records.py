"""Plans as flat rows: one row a node for pandas and polars, and the tables of a batch dataset.

A row is a plain dictionary of strings, numbers, booleans and lists of strings; every row of a table
has the same keys in the same order, and a list is never null, so that a data frame gets one type a
column whatever the document lacks. ``TABLES`` states those types once, in DuckDB's words; the
DuckDB file, the Parquet files and the rows of :func:`to_records` all follow it.

Column names avoid SQL keywords (``span_end``, not ``end``). The table of references is called
``references``, as in the model, although SQL reserves the word; the view ``refs`` saves the quotes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .model import Diagnostic, Duty, Indicator, Meta, Node, Plan, Reference
from .span import Lines, Span

__all__ = ["TABLES", "to_records", "to_tables"]

Row = dict[str, Any]

_SPAN = {
    "span_start": "BIGINT", "span_end": "BIGINT", "line_start": "BIGINT", "line_end": "BIGINT",
}  # fmt: skip
_WHERE = {"plan_id": "VARCHAR", "node_id": "VARCHAR", "position": "BIGINT"}

TABLES: dict[str, dict[str, str]] = {
    "plans": {
        "plan_id": "VARCHAR", "path": "VARCHAR", "name": "VARCHAR", "media_type": "VARCHAR",
        "encoding": "VARCHAR", "characters": "BIGINT", "lines": "BIGINT", "title": "VARCHAR",
        "subtitle": "VARCHAR", "document_number": "VARCHAR", "issuer": "VARCHAR",
        "addressees": "VARCHAR[]", "issue_date": "VARCHAR", "published_date": "VARCHAR",
        "period_start": "BIGINT", "period_end": "BIGINT", "genre": "VARCHAR", "region": "VARCHAR",
        "source_line": "VARCHAR", "schema_version": "VARCHAR",
    },
    "nodes": {
        **_WHERE, "parent_id": "VARCHAR", "depth": "BIGINT", "form": "VARCHAR", "kind": "VARCHAR",
        "label": "VARCHAR", "ordinal": "BIGINT", "scheme": "VARCHAR", "title": "VARCHAR",
        "text": "VARCHAR", "trail": "VARCHAR[]", "lead": "VARCHAR[]", "support": "VARCHAR[]",
        "units": "VARCHAR[]", "deadline": "VARCHAR", "due": "VARCHAR", "indicators": "VARCHAR[]",
        "goals": "VARCHAR[]", "rule": "VARCHAR", "words": "VARCHAR", "page": "BIGINT", **_SPAN,
    },
    "indicators": {
        **_WHERE, "name": "VARCHAR", "op": "VARCHAR", "value": "DOUBLE", "value_high": "DOUBLE",
        "unit": "VARCHAR", "year": "BIGINT", "baseline": "VARCHAR", "nature": "VARCHAR",
        "status": "VARCHAR", "text": "VARCHAR", **_SPAN,
    },
    "duties": {
        **_WHERE, "lead": "VARCHAR[]", "support": "VARCHAR[]", "units": "VARCHAR[]",
        "deadline": "VARCHAR", "due": "VARCHAR", "text": "VARCHAR", **_SPAN,
    },
    "references": {
        **_WHERE, "title": "VARCHAR", "text": "VARCHAR", "document_number": "VARCHAR",
        "target": "VARCHAR", "span_start": "BIGINT", "span_end": "BIGINT",
    },
    "diagnostics": {
        "plan_id": "VARCHAR", "position": "BIGINT", "code": "VARCHAR", "severity": "VARCHAR",
        "message": "VARCHAR", **_SPAN,
    },
}  # fmt: skip
"""The columns of each table and their DuckDB types; ``position`` is the order in the document."""


def to_records(plan: Plan) -> list[Row]:
    r"""One flat row for each node of a plan, in document order.

    ``parent_id`` and ``trail`` (the titles above) keep the tree; the node's duty (责任分工) and the
    texts of its indicators (指标) are columns.

    >>> from planparse import parse
    >>> rows = to_records(parse("一、主要任务\n（一）加强研发。支持企业创新。\n"))
    >>> [(row["node_id"], row["trail"], row["title"]) for row in rows[:2]]
    [('1', [], '主要任务'), ('1/(1)', ['主要任务'], '加强研发')]
    """
    return [_node_row(plan, *place) for place in _places(plan)]


def to_tables(plan: Plan, path: str | None = None) -> dict[str, list[Row]]:
    """The rows that a plan adds to each of ``TABLES``; ``path`` is where the file was found."""
    tables: dict[str, list[Row]] = {name: [] for name in TABLES}
    tables["plans"].append(_plan_row(plan, path))
    for position, node, parent, trail in _places(plan):
        tables["nodes"].append(_node_row(plan, position, node, parent, trail))
        where = {"plan_id": plan.source.sha256, "node_id": node.id, "position": position}
        tables["indicators"] += ({**where, **_indicator_row(i)} for i in node.indicators)
        tables["references"] += ({**where, **_reference_row(r)} for r in node.references)
        if node.duty:
            tables["duties"].append({**where, **_duty_row(node.duty)})
    tables["diagnostics"] += (
        _diagnostic_row(plan, position, issue) for position, issue in enumerate(plan.diagnostics)
    )
    return tables


def _places(plan: Plan) -> Iterator[tuple[int, Node, str | None, tuple[str, ...]]]:
    """Every node in document order: position, node, id of its parent, titles above it."""
    stack: list[tuple[Node, str | None, tuple[str, ...]]]
    stack = [(node, None, ()) for node in reversed(plan.body)]
    position = 0
    while stack:
        node, parent, trail = stack.pop()
        yield position, node, parent, trail
        position += 1
        below = (*trail, node.title or node.text[:40])
        stack.extend((child, node.id, below) for child in reversed(node.children))


def _plan_row(plan: Plan, path: str | None) -> Row:
    source, meta = plan.source, plan.meta
    start, end = (meta.period.start, meta.period.end) if meta.period else (None, None)
    return {
        "plan_id": source.sha256, "path": source.name if path is None else path,
        "name": source.name, "media_type": source.media_type, "encoding": source.encoding,
        "characters": source.characters, "lines": source.lines, **_meta_row(meta, start, end),
        "schema_version": plan.schema_version,
    }  # fmt: skip


def _meta_row(meta: Meta, start: int | None, end: int | None) -> Row:
    return {
        "title": meta.title, "subtitle": meta.subtitle, "document_number": meta.document_number,
        "issuer": meta.issuer, "addressees": list(meta.addressees), "issue_date": meta.issue_date,
        "published_date": meta.published_date, "period_start": start, "period_end": end,
        "genre": meta.genre, "region": meta.region, "source_line": meta.source_line,
    }  # fmt: skip


def _node_row(
    plan: Plan, position: int, node: Node, parent: str | None, trail: tuple[str, ...]
) -> Row:
    duty = node.duty
    return {
        "plan_id": plan.source.sha256, "node_id": node.id, "position": position,
        "parent_id": parent, "depth": len(trail), "form": node.form, "kind": node.kind,
        "label": node.label, "ordinal": node.ordinal, "scheme": node.scheme, "title": node.title,
        "text": node.text, "trail": list(trail),
        "lead": list(duty.lead) if duty else [], "support": list(duty.support) if duty else [],
        "units": list(duty.units) if duty else [], "deadline": duty.deadline if duty else None,
        "due": duty.due if duty else None,
        "indicators": [indicator.text for indicator in node.indicators],
        "goals": [goal.id for goal in node.goals],
        "rule": node.evidence.rule if node.evidence else None,
        "words": node.evidence.words if node.evidence else None,
        "page": node.origin.page if node.origin else None, **_position_row(node.span, node.lines),
    }  # fmt: skip


def _indicator_row(indicator: Indicator) -> Row:
    value = indicator.value
    low, high = value if isinstance(value, tuple) else (value, None)
    return {
        "name": indicator.name, "op": indicator.op, "value": low, "value_high": high,
        "unit": indicator.unit, "year": indicator.year, "baseline": indicator.baseline,
        "nature": indicator.nature, "status": indicator.status, "text": indicator.text,
        **_position_row(indicator.span, indicator.lines),
    }  # fmt: skip


def _duty_row(duty: Duty) -> Row:
    return {
        "lead": list(duty.lead), "support": list(duty.support), "units": list(duty.units),
        "deadline": duty.deadline, "due": duty.due, "text": duty.text,
        **_position_row(duty.span, duty.lines),
    }  # fmt: skip


def _reference_row(reference: Reference) -> Row:
    return {
        "title": reference.title, "text": reference.text,
        "document_number": reference.document_number, "target": reference.target,
        "span_start": reference.span.start, "span_end": reference.span.end,
    }  # fmt: skip


def _diagnostic_row(plan: Plan, position: int, issue: Diagnostic) -> Row:
    return {
        "plan_id": plan.source.sha256, "position": position, "code": issue.code,
        "severity": issue.severity, "message": issue.message,
        **_position_row(issue.span, issue.lines),
    }  # fmt: skip


def _position_row(span: Span | None, lines: Lines | None) -> Row:
    return {
        "span_start": span.start if span else None, "span_end": span.end if span else None,
        "line_start": lines.start if lines else None, "line_end": lines.end if lines else None,
    }  # fmt: skip
