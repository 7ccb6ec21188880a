"""Glyphs on one baseline make a row (行)."""

from __future__ import annotations

from collections.abc import Sequence

from .glyphs import Glyph


def rows_of(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Glyphs grouped by baseline from the top down, each row from left to right."""
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        if glyph.char == " ":
            if runs:
                runs[-1].append(glyph)
        elif runs and _same_base(runs[-1][0], glyph):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    runs.sort(key=lambda run: -run[0].base)
    rows: list[list[Glyph]] = []
    heads: list[Glyph] = []
    for run in runs:
        at = next((k for k in range(len(rows) - 1, max(-1, len(rows) - 4), -1)
                   if _same_row(heads[k], run[0])), None)  # fmt: skip
        if at is None:
            rows.append(list(run))
            heads.append(run[0])
        else:
            rows[at] += run
            heads[at] = max(heads[at], run[0], key=lambda g: g.size)
    return [_in_order(row) for row in rows]


def _same_base(a: Glyph, b: Glyph) -> bool:
    return abs(a.base - b.base) <= 0.1 * max(a.size, b.size) and a.turn == b.turn


def _same_row(a: Glyph, b: Glyph) -> bool:
    """Whether b stands on a's line, or is small type raised or lowered beside it."""
    big, small = max(a.size, b.size), min(a.size, b.size)
    return abs(a.base - b.base) <= (0.3 if small > 0.75 * big else 0.5) * big


def _in_order(row: list[Glyph]) -> list[Glyph]:
    """A row from left to right, without glyphs printed twice to look bold."""
    row = sorted(row, key=lambda g: (g.left, g.serial))
    out: list[Glyph] = []
    for glyph in row:
        near = [g for g in out[-3:] if g.char == glyph.char != " "]
        if any(abs(g.left - glyph.left) < 0.4 * (glyph.right - glyph.left) for g in near):
            continue
        out.append(glyph)
    while out and out[-1].char == " ":
        out.pop()
    return out
