"""Pages of two columns: the white strip between them, and the order of reading (分栏)."""

from __future__ import annotations

from collections.abc import Iterator

from .glyphs import Glyph, gap_between


def _segments(row: list[Glyph]) -> list[list[Glyph]]:
    """A row cut where it leaves a gap of more than 1.5 characters."""
    out: list[list[Glyph]] = []
    for glyph in row:
        if glyph.char == " ":
            if out:
                out[-1].append(glyph)
            continue
        last = next((g for g in reversed(out[-1]) if g.char != " "), None) if out else None
        if last is None or gap_between(last, glyph) > 1.5:
            out.append([glyph])
        else:
            out[-1].append(glyph)
    return out


def _gutter(segments: list[list[Glyph]]) -> float | None:
    """The middle of the white strip between two columns of running text, if there is one."""
    edges = [(s[0].left, max(g.right for g in s)) for s in segments]
    if len(edges) < 12:
        return None
    low, high = min(e[0] for e in edges), max(e[1] for e in edges)
    places = [low + (high - low) * (0.35 + 0.01 * k) for k in range(31)]
    crossing = [sum(left < place < right for left, right in edges) for place in places]
    fewest = min(crossing)
    best = [p for p, count in zip(places, crossing, strict=True) if count == fewest]
    place = best[len(best) // 2]
    left = [e for e in edges if e[1] <= place]
    right = [e for e in edges if e[0] >= place]
    if fewest > 0.15 * len(edges) or not (_runs_full(left) and _runs_full(right)):
        return None
    return place


def _runs_full(edges: list[tuple[float, float]]) -> bool:
    """Whether these lines are a column of prose: most reach its right edge."""
    if len(edges) < 5:
        return False
    low, high = min(e[0] for e in edges), max(e[1] for e in edges)
    return sum(right - left >= 0.75 * (high - low) for left, right in edges) >= 0.6 * len(edges)


def arranged(rows: list[list[Glyph]]) -> Iterator[tuple[int, list[Glyph]]]:
    """(column, glyphs) of each line in reading order; column 0 goes across the page."""
    cut = [_segments(row) for row in rows]
    place = _gutter([segment for row in cut for segment in row])
    if place is None:
        yield from ((0, row) for row in rows)
        return
    sides: tuple[list[list[Glyph]], list[list[Glyph]]] = ([], [])
    for row, segments in zip(rows, cut, strict=True):
        if any(s[0].left < place < max(g.right for g in s) for s in segments):
            yield from _emptied(sides)
            yield 0, row
            continue
        for number, side in enumerate(sides):
            part = [g for s in segments if (s[0].left >= place) == bool(number) for g in s]
            if part:
                side.append(part)
    yield from _emptied(sides)


def _emptied(
    sides: tuple[list[list[Glyph]], list[list[Glyph]]],
) -> Iterator[tuple[int, list[Glyph]]]:
    for column, side in enumerate(sides, 1):
        yield from ((column, row) for row in side)
        side.clear()
