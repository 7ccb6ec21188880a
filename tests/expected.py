"""Reads samples/expected/*: outlines, indicators and duties that were decided by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from planparse import Node, Plan

_ROW = re.compile(r"( *)(\d+)(?:-(\d+))? \[([^\]]+)\] (.+) \| (\w+)((?: (?:inline|optional))*)")
NOT_STRUCTURE = {"title", "toc", "boilerplate", "preamble", "closing"}
BROADER = {"principle": {"overview"}, "achievement": {"section", "overview"},
           "project": {"task", "measure"}}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One node of an expected outline."""

    line: int
    label: str | None
    title: str
    kind: str
    depth: int
    optional: bool
    end: int
    inline: bool


def rows(path: Path) -> list[Row]:
    """All rows of an expected outline: the structural ones, titles, contents pages, furniture."""
    out = []
    for text in path.read_text("utf-8").splitlines():
        match = _ROW.fullmatch(text)
        if match is None:
            assert not text.strip() or text.lstrip()[0] in "!#", text
            continue
        indent, line, end, label, title, kind, flags = match.groups()
        out.append(Row(int(line), None if label == "-" else label, title, kind,
                       len(indent) // 2, "optional" in flags, int(end or line),
                       "inline" in flags))  # fmt: skip
    return out


def outline(path: Path) -> list[Row]:
    """The structural rows of an expected outline."""
    return [row for row in rows(path) if row.kind not in NOT_STRUCTURE]


def structure(plan: Plan) -> list[tuple[Node, int]]:
    """A plan's structural nodes with their structural depth, in document order."""

    def walk(nodes: tuple[Node, ...], depth: int) -> Iterator[tuple[Node, int]]:
        for node in nodes:
            if node.structural:
                yield node, depth
            yield from walk(node.children, depth + node.structural)

    return list(walk(plan.body, 1))


def plain(text: str | None) -> str:
    """A title or label without blanks and end marks."""
    return re.sub(r"\s+", "", text or "").rstrip("。；;：:，,、.．")


def same_kind(expected: str, got: str) -> bool:
    return (
        expected == got
        or expected in BROADER.get(got, ())
        or (expected == "section" and got not in ("goal", "task", "measure"))
    )


def same_title(expected: str, got: str | None) -> bool:
    a, b = plain(expected), plain(got)
    return a == b or (min(len(a), len(b)) >= 4 and (a.startswith(b) or b.startswith(a)))
