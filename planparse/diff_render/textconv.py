"""A plan as plain lines for line-based tools, such as git with ``textconv``.

One line for each heading and each sentence, indented by depth and without positions, so that a
line differs only if its words do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diff.tree import build
from ..model import Plan

_SENTENCE = re.compile(r"[^。；！？\n]+[。；！？]*|[。；！？]+")


def textconv(plan: Plan) -> str:
    """The plan as lines."""
    return "".join(f"{line}\n" for line in _lines(plan))


def _lines(plan: Plan) -> Iterator[str]:
    depths: dict[int, int] = {}
    for item in build(plan).items:
        depth = depths[item.index] = depths[item.parent.index] + 1 if item.parent else 0
        pad = "  " * min(depth, 20)
        if head := (item.label or "") + (item.title or ""):
            yield pad + head.replace("\n", " ")
        for sentence in _SENTENCE.findall(item.body):
            yield f"{pad}  {sentence.strip()}" if head else pad + sentence.strip()
