"""Comparing plans: ``diff``, ``apply`` and ``align`` (版本比对、上下位规划衔接).

``tree`` says what is compared, ``match`` which node is which, ``regroup`` finds splits and merges,
``compare`` writes the edit script, ``words`` compares texts, ``patch`` applies a diff and ``align``
compares plans of different levels.
"""

from __future__ import annotations

from ..model import Plan
from .align import Alignment, align
from .compare import compare
from .model import Diff, Edit, json_schema
from .patch import apply, trace
from .published import side
from .tree import build

__all__ = [
    "Alignment",
    "Diff",
    "Edit",
    "Tree",
    "align",
    "apply",
    "build",
    "diff",
    "json_schema",
    "trace",
]


def diff(old: Plan, new: Plan, *, furniture: bool = False) -> Diff:
    """The edit script that turns ``old`` into ``new``; empty if they say the same.

    Contents pages and page furniture are compared only with ``furniture``.
    """
    left, right = build(old, furniture=furniture), build(new, furniture=furniture)
    return compare(left, right, side(old, left), side(new, right), furniture)
