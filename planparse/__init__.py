r"""planparse: Chinese plan and policy documents to a tree of goals, tasks and measures.

>>> import planparse
>>> plan = planparse.parse("一、主要任务\n（一）加强研发。支持企业创新。\n")
>>> [node.id for node in plan.walk() if node.structural]
['1', '1/(1)']
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_EXPORTS = {
    "parse": "pipeline", "parse_bytes": "pipeline", "parse_file": "pipeline",
    "parse_many": "pipeline", "open_plan": "pipeline",
    "dumps": "export", "load_plan": "export", "json_schema": "export",
    "Plan": "model", "Node": "model", "Meta": "model",
    "GoalLink": "model", "Indicator": "model", "Duty": "model",
    "Reference": "model", "Diagnostic": "model", "Span": "span", "Lines": "span",
    "PlanparseError": "errors", "ReadError": "errors", "FormatError": "errors",
    "SchemaVersionError": "errors", "MissingExtraError": "errors",
}  # fmt: skip
__all__ = [
    "Diagnostic",
    "Duty",
    "FormatError",
    "Indicator",
    "Lines",
    "Meta",
    "MissingExtraError",
    "Node",
    "Plan",
    "PlanparseError",
    "ReadError",
    "Reference",
    "SchemaVersionError",
    "Span",
    "__version__",
    "dumps",
    "json_schema",
    "load_plan",
    "open_plan",
    "parse",
    "parse_bytes",
    "parse_file",
    "parse_many",
]

if TYPE_CHECKING:
    from .errors import (
        FormatError,
        MissingExtraError,
        PlanparseError,
        ReadError,
        SchemaVersionError,
    )
    from .export import dumps, json_schema, load_plan
    from .model import Diagnostic, Duty, Indicator, Meta, Node, Plan, Reference
    from .pipeline import open_plan, parse, parse_bytes, parse_file, parse_many
    from .span import Lines, Span


def __getattr__(name: str) -> Any:
    """Import public names when they are first used, to keep start-up short."""
    module = _EXPORTS.get(name)
    if module is None:
        raise AttributeError(f"module 'planparse' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f".{module}", __name__), name)
