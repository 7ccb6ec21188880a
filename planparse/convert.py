"""A tree in another script: titles and texts converted, spans and ids as they were."""

from __future__ import annotations

from typing import Any

from .script import to_simplified
from .tree import Tree

_TEXTS = (
    "title", "text", "label", "subtitle", "name", "issuer", "addressees", "lead", "support",
    "units", "deadline", "genre", "region", "source_line", "baseline",
)  # fmt: skip


def in_script(tree: Tree, script: str) -> Tree:
    """The same tree, for ``simplified`` with its texts changed to simplified characters (简体)."""
    if script == "simplified":
        _simplify(tree.meta)
        for top in tree.body:
            for node in top.walk():
                parts = (node, node.duty, *node.indicators, *node.references)
                for part in parts:
                    _simplify(part)
    return tree


def _simplify(part: Any) -> None:
    for name in _TEXTS:
        value = getattr(part, name, None)
        if isinstance(value, str):
            setattr(part, name, to_simplified(value))
        elif isinstance(value, tuple):
            setattr(part, name, tuple(map(to_simplified, value)))
