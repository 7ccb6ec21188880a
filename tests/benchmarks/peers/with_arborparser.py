"""ArborParser: with the patterns it brings, and with patterns and ranks for the marks of plans.

The ranks are the best its patterns can say without code that follows the document: each mark has
one fixed depth, written as a sequence of so many ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import adapter
from arborparser.build_strategy import AutoPruneStrategy, StrictStrategy, TreeBuildingStrategy
from arborparser.chain import ChainParser
from arborparser.node import TreeNode
from arborparser.pattern import (
    CHINESE_CHAPTER_PATTERN_BUILDER,
    CIRCLED_PATTERN_BUILDER,
    NUMERIC_DOT_PATTERN_BUILDER,
    LevelPattern,
)
from arborparser.tree import TreeBuilder

HAN = "[〇零一二三四五六七八九十百]+"
RANKS = (
    (rf"\s*第{HAN}[编篇章]", 1),
    (rf"\s*第{HAN}[节節条條]", 2),
    (rf"\s*{HAN}、", 1),
    (rf"\s*[（(]{HAN}[）)]", 2),
    (r"\s*\d{1,2}[.．、](?!\d)", 3),
    (r"\s*[（(]\d{1,2}[）)]", 4),
    (r"\s*[①-⑳]", 4),
    (r"\s*——", 2),
    (rf"\s*第{HAN}[，,]", 2),
)


def builtin() -> list[LevelPattern]:
    """The patterns of the library that can occur in Chinese text."""
    found = (CHINESE_CHAPTER_PATTERN_BUILDER, NUMERIC_DOT_PATTERN_BUILDER, CIRCLED_PATTERN_BUILDER)
    return [pattern.build() for pattern in found]


def ranked() -> list[LevelPattern]:
    """A pattern for each mark of :data:`RANKS`."""
    return [
        LevelPattern(re.compile(mark), lambda _, rank=rank: [1] * rank, mark)
        for mark, rank in RANKS
    ]


def reading(patterns: list[LevelPattern], strategy: TreeBuildingStrategy) -> adapter.Reading:
    """The two calls its README shows."""

    def work(text: str) -> TreeNode:
        return TreeBuilder(strategy=strategy).build_tree(ChainParser(patterns).parse_to_chain(text))

    return adapter.Reading(work, headings)


def headings(_: str, root: TreeNode) -> Iterator[adapter.Heading]:
    """Its nodes; each holds its own lines, so that the line of a node is a matter of counting."""
    line = 1
    stack = [(root, 0)]
    while stack:
        node, depth = stack.pop()
        if depth:
            yield line, depth
        line += node.content.count("\n")
        stack.extend((child, depth + 1) for child in reversed(node.children))


if __name__ == "__main__":
    adapter.main("arborparser", {
        "builtin": reading(builtin(), AutoPruneStrategy()),
        "ranked": reading(ranked(), StrictStrategy()),
    })  # fmt: skip
