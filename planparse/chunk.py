"""Cuts a plan into pieces for retrieval (检索分块): whole nodes where they fit, with heading paths.

What users ask of other tools and what holds here: a heading stays with what it heads; no body comes
twice; every piece carries its full heading path, its node ids and exact places; tables of contents
and site furniture never mix with content. Laid end to end the pieces cover every non-blank
character of the document once: their spans do not overlap; their texts are the repaired reading.

A node that fits is one piece. One that does not gives its parts to several, and its heading to the
first of them; a paragraph that is too long is cut after a sentence, else after a clause, else
anywhere. Pieces that are too small join the next one under the same heading where both fit.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import regex
from pydantic import NonNegativeInt, PositiveInt

from .clean import Cleaned
from .model import FURNITURE_KINDS, Kind, Model, Node, Plan
from .span import LineIndex, Lines, Span

LARGEST, SMALLEST = 800, 80
_CUTS = tuple(map(regex.compile, (r"[。！？!?]+[”’」』）)]*|\n", r"[；;：:，,]")))


class Chunk(Model):
    """One piece of a plan (分块)."""

    id: str
    index: NonNegativeInt
    document: str | None
    path: tuple[str, ...]
    """Headings above the text, outermost first; what the text itself begins with is not in it."""
    nodes: tuple[str, ...]
    kinds: tuple[Kind, ...]
    text: str
    characters: PositiveInt
    span: Span
    lines: Lines


class _Piece(NamedTuple):
    """A stretch of the document: its span, the nodes in it and the headings above it."""

    span: Span
    nodes: tuple[Node, ...]
    path: tuple[str, ...]
    heading: bool = False
    """Whether it is a heading alone, which must not be left so."""


class _Reading:
    """The repaired text by source offsets."""

    def __init__(self, cleaned: Cleaned) -> None:
        signs = [
            (paragraph.source(k), char)
            for paragraph in cleaned.paragraphs
            for k, char in enumerate(paragraph.text)
        ]
        breaks = [(p.end, "\n") for p in cleaned.paragraphs]
        signs = sorted([*signs, *breaks], key=lambda sign: sign[0])
        self.source = cleaned.source.text
        self.places = [place for place, _ in signs]
        self.text = "".join(char for _, char in signs)

    def range(self, span: Span) -> tuple[int, int]:
        """Where a span lies in the repaired text, without blanks at its ends."""
        start, end = bisect_left(self.places, span.start), bisect_left(self.places, span.end)
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return start, end

    def size(self, span: Span) -> int:
        start, end = self.range(span)
        return end - start

    def of(self, span: Span) -> str:
        start, end = self.range(span)
        return self.text[start:end]


def chunks(
    plan: Plan, cleaned: Cleaned, *, largest: int = LARGEST, smallest: int = SMALLEST,
    skip: Collection[str] = (),
) -> Iterator[Chunk]:  # fmt: skip
    """The pieces of a plan in document order.

    Args:
        plan: a plan read from the source that ``cleaned`` was made of.
        cleaned: the repaired reading of that source.
        largest: no piece has more characters; at least 20.
        smallest: a piece with fewer joins the next one, where both fit together.
        skip: kinds of nodes to leave out, such as ``toc`` and ``boilerplate``.
    """
    cutter = _Cutter(_Reading(cleaned), max(20, largest), smallest)
    pieces = [p for n in plan.body if n.kind not in skip for p in cutter.node(n, (), largest)]
    index = LineIndex(cleaned.source.text)
    ids: dict[str, int] = {}
    for number, piece in enumerate(cutter.joined(pieces)):
        first = piece.nodes[0].id
        ids[first] = ids.get(first, 0) + 1
        text = cutter.reading.of(piece.span)
        yield Chunk(
            id=first if ids[first] == 1 else f"{first}#{ids[first]}", index=number,
            document=plan.meta.title, path=piece.path, nodes=tuple(n.id for n in piece.nodes),
            kinds=tuple(dict.fromkeys(n.kind for n in piece.nodes)), text=text,
            characters=len(text), span=piece.span, lines=index.lines(piece.span),
        )  # fmt: skip


class _Cutter:
    """Cuts nodes to size."""

    def __init__(self, reading: _Reading, largest: int, smallest: int) -> None:
        self.reading = reading
        self._largest = largest
        self._smallest = smallest

    def node(self, node: Node, path: tuple[str, ...], room: int) -> list[_Piece]:
        """The pieces of a node; the first has no more than ``room`` characters."""
        size = self.reading.size(node.span)
        if not size:
            return []
        if size <= room:
            return [_Piece(node.span, tuple(node.walk()), path)]
        if not node.children:
            return list(self._cut(node, node.span, path, room))
        return self._branch(node, path, room)

    def _branch(self, node: Node, path: tuple[str, ...], room: int) -> list[_Piece]:
        """A node too large for one piece: its heading goes with its first part."""
        below = (*path, _heading(node)) if _heading(node) else path
        own = Span(node.span.start, node.children[0].span.start)
        out = [*self._cut(node, own, path, room)] if self.reading.size(own) else []
        if len(out) == 1 and not node.text:
            out = [out[0]._replace(heading=True)]
        for child in node.children:
            left = self._largest
            if out and out[-1].heading:
                left = self._largest - self.reading.size(out[-1].span) - 1
                left = left if left >= self._largest // 4 else self._largest
            parts = self.node(child, below, left)
            if out and out[-1].heading and parts and self._fit(out[-1], parts[0]):
                out[-1:] = [_joined(out[-1], parts.pop(0))]
            out += parts
        return out

    def _cut(self, node: Node, span: Span, path: tuple[str, ...], room: int) -> Iterator[_Piece]:
        """A stretch of one node's own text in pieces, the later ones under the node's heading."""
        start, end = self.reading.range(span)
        below = (*path, _heading(node)) if _heading(node) else path
        places = [start]
        while end - places[-1] > room:
            places.append(self._place(places[-1], places[-1] + room))
            room = self._largest
        edges = [span.start, *(self.reading.places[p] for p in places[1:]), span.end]
        for number, (a, b) in enumerate(pairwise(edges)):
            yield _Piece(Span(a, b), (node,), below if number else path)

    def _place(self, start: int, limit: int) -> int:
        """Where to cut before ``limit``: after the last sentence, else clause, that is not tiny."""
        least = start + (limit - start) // 3
        for pattern in _CUTS:
            ends = [m.end() for m in pattern.finditer(self.reading.text, least, limit)]
            if ends:
                return ends[-1]
        return limit

    def joined(self, pieces: Sequence[_Piece]) -> list[_Piece]:
        """Pieces with the small ones joined to a neighbour under the same heading."""
        out: list[_Piece] = []
        for piece in pieces:
            if out and self._joins(out[-1], piece):
                out[-1] = _joined(out[-1], piece)
            else:
                out.append(piece)
        return [_trimmed(piece, self.reading.source) for piece in out]

    def _joins(self, a: _Piece, b: _Piece) -> bool:
        small = min(self.reading.size(a.span), self.reading.size(b.span)) < self._smallest
        apart = any(
            (n.kind in FURNITURE_KINDS) != (a.nodes[0].kind in FURNITURE_KINDS)
            for n in (*a.nodes, *b.nodes)
        )
        return small and not apart and self._related(a, b) and self._fit(a, b)

    def _related(self, a: _Piece, b: _Piece) -> bool:
        """Whether b stands under the same headings as a, or below the last heading of a."""
        return a.path == b.path or (
            b.path[: len(a.path)] == a.path and a.nodes[0].id != b.nodes[0].id
        )

    def _fit(self, a: _Piece, b: _Piece) -> bool:
        return self.reading.size(Span(a.span.start, b.span.end)) <= self._largest


def _joined(a: _Piece, b: _Piece) -> _Piece:
    nodes = dict.fromkeys((*a.nodes, *b.nodes))
    return _Piece(Span(a.span.start, b.span.end), tuple(nodes), a.path)


def _trimmed(piece: _Piece, source: str) -> _Piece:
    """A piece whose span has no blanks at its ends; what a repair swallowed stays inside."""
    start, end = piece.span.start, piece.span.end
    while end > start and source[end - 1].isspace():
        end -= 1
    while start < end and source[start].isspace():
        start += 1
    return piece._replace(span=Span(start, end))


def _heading(node: Node) -> str:
    """Label and title of a node that heads others; a paragraph has none."""
    return f"{node.label or ''}{node.title or ''}" if node.structural else ""
