"""Lists that run inside a paragraph (句内列项): 一是…；二是…, （一）…；（二）…, ①…②….

A list counts when it begins with one, goes on in order, and every item follows a stop. What stands
in brackets or quotation marks, and set phrases such as 一要…二要… of two characters, does not.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from .numbering import Enumerator, enumerators
from .patterns import compiled

_INLINE = compiled(
    r"(?:^|(?<=[。;:,!?”)])|(?<=[。;:] ))(?=[一二三四五六七八九十]{1,3}[是要]|"
    r"\([一二三四五六七八九十\d]{1,3}\)|"
    r"[①-⑳㉑-㉟⑴-⒇㈠-㈩]|\d{1,2}[.、](?!\d)|第[一二三四五六七八九十]{1,2}[,、是要]|"
    r"其[一二三四五六七八九][,、是]|首先[,、]|其次[,、]|再次[,、]|最后[,、])"
)
_OPEN, _CLOSE = "“《〈「『([〔【", "”》〉」』)]〕】"


class Inline(NamedTuple):
    """An item inside a paragraph (句内列项): its enumerator, where it ends, how deep."""

    enumerator: Enumerator
    end: int
    depth: int


def inline_items(folded: str, begin: int = 0) -> tuple[Inline, ...]:
    """The lists that run inside a paragraph: 一是…；二是…, （一）…；（二）…, ①…②….

    >>> [i.enumerator.ordinal for i in inline_items("抓三件事:一是建平台;二是强队伍;三是优服务。")]
    [1, 2, 3]
    """
    found: dict[str, list[Enumerator]] = {}
    for match in _INLINE.finditer(folded, begin):
        for one in enumerators(folded, match.start()):
            if one.ordinal is not None and one.doubt < 0.5:
                found.setdefault(one.style.name, []).append(one)
                break
    if not found:
        return ()
    chains = [chain for marks in found.values() for chain in _chains(marks)]
    chains = [c for c in chains if not _enclosed(folded, c)]
    chains.sort(key=lambda c: c[0].start)
    return _nested(folded, chains)


def _chains(marks: list[Enumerator]) -> Iterator[list[Enumerator]]:
    """Runs 1, 2, 3… of at least two."""
    chain: list[Enumerator] = []
    for mark in marks:
        if chain and (mark.ordinal == (chain[-1].ordinal or 0) + 1 or mark.ordinal == 99):
            chain.append(mark)
        elif mark.ordinal == 1:
            if len(chain) > 1:
                yield chain
            chain = [mark]
    if len(chain) > 1:
        yield chain


_REACH = 500
"""Code points: what opens further back in a sentence is not about the list."""


def _enclosed(folded: str, chain: list[Enumerator]) -> bool:
    """Whether the list stands inside quotation marks or brackets, or is a set phrase."""
    depth = 0
    reach = max(0, chain[0].start - _REACH)
    begin = max(reach, *(folded.rfind(stop, reach, chain[0].start) + 1 for stop in "。;:"))
    for char in folded[begin : chain[0].start]:
        depth += (char in _OPEN) - (char in _CLOSE)
    gaps = [b.start - a.end for a, b in pairwise(chain)]
    return depth > 0 or (max(gaps) <= 3 and chain[0].style.name in ("han-must", "han-is"))


class _Open:
    """A list that may still hold others: its marks, where each item ends, how deep it lies."""

    __slots__ = ("depth", "ends", "marks")

    def __init__(self, marks: list[Enumerator], end: int, depth: int) -> None:
        self.marks = marks
        self.ends = [*(mark.start for mark in marks[1:]), end]
        self.depth = depth

    def end_at(self, offset: int) -> int:
        """Where the item that holds an offset ends."""
        at = bisect_right(self.marks, offset, key=lambda mark: mark.start) - 1
        return self.ends[max(0, at)]


def _nested(folded: str, chains: list[list[Enumerator]]) -> tuple[Inline, ...]:
    """Chains as items with their ends; a chain inside another's item lies one level deeper.

    A second list of the same style is not one deeper: the list before it ends where it begins.
    """
    done: list[_Open] = []
    open_lists: list[_Open] = []
    for chain in chains:
        start, name = chain[0].start, chain[0].style.name
        while open_lists and (
            open_lists[-1].ends[-1] <= start
            or any(o.marks[0].style.name == name for o in open_lists)
        ):
            closed = open_lists.pop()
            closed.ends[-1] = min(closed.ends[-1], start)
        limit = open_lists[-1].end_at(start) if open_lists else len(folded)
        inside = [mark for mark in chain if mark.start < limit]
        if len(inside) > 1:
            opened = _Open(inside, limit, len(open_lists))
            open_lists.append(opened)
            done.append(opened)
    items = [
        Inline(mark, end, one.depth)
        for one in done
        for mark, end in zip(one.marks, one.ends, strict=True)
    ]
    return tuple(sorted(items, key=lambda item: item.enumerator.start))
