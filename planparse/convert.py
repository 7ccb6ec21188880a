"""A Plan in another script: titles and texts converted, spans and ids as they were."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .script import to_simplified

if TYPE_CHECKING:
    from .model import Plan

_TEXTS = frozenset(
    ["title", "text", "label", "subtitle", "name", "issuer", "addressees", "lead", "support",
     "units", "deadline", "genre", "region", "source_line", "baseline"]
)  # fmt: skip


def simplified(plan: Plan) -> Plan:
    """The same plan with its texts in simplified characters (简体)."""
    from .model import Plan

    return Plan.model_validate(simplify(plan.model_dump()))


def simplify(data: dict[str, Any]) -> dict[str, Any]:
    """The plain data of a plan with its texts in simplified characters, changed in place."""
    stack: list[Any] = [data["meta"], *data["body"]]
    while stack:
        item = stack.pop()
        for key, value in item.items():
            if isinstance(value, str) and key in _TEXTS:
                item[key] = to_simplified(value)
            elif isinstance(value, (tuple, list)):
                if key in _TEXTS:
                    item[key] = [to_simplified(v) for v in value]
                else:
                    stack += [v for v in value if isinstance(v, dict)]
            elif isinstance(value, dict) and key in ("duty",):
                stack.append(value)
    return data
