"""A Plan in another script: titles and texts converted, spans and ids as they were."""

from __future__ import annotations

from typing import Any

from .script import to_simplified
from .tree import Tree, plain

_TEXTS = frozenset(
    ["title", "text", "label", "subtitle", "name", "issuer", "addressees", "lead", "support",
     "units", "deadline", "genre", "region", "source_line", "baseline"]
)  # fmt: skip


def in_script(tree: Tree, script: str) -> object:
    """The tree itself for ``source``, its data in simplified characters (简体) for ``simplified``.

    Either can be written by :mod:`planparse.export` and validated as a Plan.
    """
    return _simplified(plain(tree)) if script == "simplified" else tree


def _simplified(data: dict[str, Any]) -> dict[str, Any]:
    stack: list[Any] = [data["meta"], *data["body"]]
    while stack:
        item = stack.pop()
        for key, value in item.items():
            if isinstance(value, str) and key in _TEXTS:
                item[key] = to_simplified(value)
            elif isinstance(value, list):
                if key in _TEXTS:
                    item[key] = [to_simplified(v) for v in value]
                else:
                    stack += [v for v in value if isinstance(v, dict)]
            elif isinstance(value, dict) and key == "duty":
                stack.append(value)
    return data
