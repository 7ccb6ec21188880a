"""What indicator extraction is told about a paragraph, and what it hands back."""

from __future__ import annotations

from typing import NamedTuple

from ...tree import Nature, Operator, Status
from .amounts import Value

__all__ = ["Context", "Found", "Nature", "Operator", "Status"]


class Context(NamedTuple):
    """What the section and the document say about a paragraph."""

    status: Status = "unknown"
    """target under goals, tasks and measures; actual under achievements and background."""
    document_year: int | None = None
    """Year of the document's date or title: what 今年 means, and what lies behind or ahead."""
    period_end: int | None = None
    """Last year of the plan's period (2025 for 十四五)."""
    period_start: int | None = None
    year: int | None = None
    """Year in force from an earlier clause or a parent (到2025年，……：)."""
    nature: str | None = None
    """约束性 or 预期性, where an enclosing sentence says so."""
    topic: str = ""
    """What the line above names and leaves to this one (森林覆盖率 / 到2030年达到24%)."""


class Found(NamedTuple):
    """One indicator (指标); ``text`` is ``given[start:end]``."""

    name: str
    op: Operator
    value: Value
    unit: str
    year: int | None
    baseline: str | None
    nature: Nature | None
    status: Status
    start: int
    end: int
    text: str
