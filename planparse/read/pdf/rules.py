"""The ruling lines of a page (框线): straight strokes, and bars so thin that they are strokes."""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from types import ModuleType

_THIN = 2.5
_SHORTEST = 4.0
_NEAR = 3.0
_MOST_OBJECTS = 20_000
_MOST_POINTS = 4_000


class Rule(NamedTuple):
    """A straight line across or down the page: its height or place, and its two ends."""

    at: float
    start: float
    end: float


class Rules(NamedTuple):
    """The lines across the page and those down the page."""

    across: list[Rule]
    down: list[Rule]


_Box = tuple[float, float, float, float]


def rules_of(pdfium: ModuleType, page: Any) -> Rules:
    """The ruling lines of a page; none where it holds more drawing than any document."""
    raw = pdfium.raw
    count = raw.FPDFPage_CountObjects(page)
    if count > _MOST_OBJECTS:
        return Rules([], [])
    across: list[Rule] = []
    down: list[Rule] = []
    for index in range(count):
        item = raw.FPDFPage_GetObject(page, index)
        if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_PATH:
            continue
        for left, bottom, right, top in _boxes(raw, item):
            if top - bottom <= _THIN and right - left >= _SHORTEST:
                across.append(Rule((top + bottom) / 2, left, right))
            elif right - left <= _THIN and top - bottom >= _SHORTEST:
                down.append(Rule((left + right) / 2, bottom, top))
    return Rules(_merged(across), _merged(down))


def _boxes(raw: Any, item: Any) -> Iterator[_Box]:
    """What a path covers: all of it if that is thin, else each side that is stroked."""
    edges = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(item, *edges):
        return
    left, bottom, right, top = (edge.value for edge in edges)
    if min(right - left, top - bottom) <= _THIN:
        yield left, bottom, right, top
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, fill, stroke)
    if stroke.value or raw.FPDFPath_CountSegments(item) > 5:
        yield from _sides(raw, item)


def _sides(raw: Any, item: Any) -> Iterator[_Box]:
    """The straight pieces of a path, on the page."""
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    first = last = None
    for index in range(min(raw.FPDFPath_CountSegments(item), _MOST_POINTS)):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        here = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO or last is None or first is None:
            first = here
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield _around(last, here)
            if raw.FPDFPathSegment_GetClose(segment):
                yield _around(here, first)
        last = here


def _around(a: tuple[float, float], b: tuple[float, float]) -> _Box:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])


def places(values: Iterable[float]) -> list[float]:
    """Values in order, those that are near one another as one.

    >>> places([100.0, 9.0, 101.0, 8.5])
    [8.5, 100.0]
    """
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return found


def _merged(rules: list[Rule]) -> list[Rule]:
    """The rules, with the pieces of one line put together."""
    heights = places(rule.at for rule in rules)
    lines: defaultdict[float, list[Rule]] = defaultdict(list)
    for rule in rules:
        at = max((height for height in heights if height <= rule.at), default=rule.at)
        lines[at].append(rule)
    merged: list[Rule] = []
    for at, pieces in sorted(lines.items()):
        for piece in sorted(pieces, key=lambda rule: rule.start):
            if merged and merged[-1].at == at and piece.start - merged[-1].end <= _NEAR:
                merged[-1] = Rule(at, merged[-1].start, max(merged[-1].end, piece.end))
            else:
                merged.append(Rule(at, piece.start, piece.end))
    return merged
