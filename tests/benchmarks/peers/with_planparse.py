"""planparse itself, by the way the others go."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import adapter
import expected

import planparse
from planparse.clean import clean
from planparse.outline import outline
from planparse.read import Source
from planparse.scan import scan


def headings(_: str, plan: planparse.Plan) -> Iterator[adapter.Heading]:
    """The structural nodes that begin a line."""
    for node, depth in expected.structure(plan):
        if node.form != "inline" and node.kind not in expected.NOT_STRUCTURE:
            yield node.lines.start, depth


def only_outline(text: str) -> object:
    """The steps up to the tree of numbered lines, without roles, targets, duties and models."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return outline(scan(clean(Source("<text>", text, "text/plain", digest))))


if __name__ == "__main__":
    adapter.main("planparse", {
        "whole": adapter.Reading(planparse.parse, headings),
        "outline": adapter.Reading(only_outline, lambda text, tree: ()),
    })  # fmt: skip
