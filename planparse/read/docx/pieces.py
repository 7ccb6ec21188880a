"""Stretches of a paragraph that are set in one way, and the lines they make."""

from __future__ import annotations

from typing import NamedTuple

from ..looks import Look


class Piece(NamedTuple):
    """A stretch of text set in one way."""

    text: str
    look: Look


def lines_of(pieces: list[Piece]) -> list[list[Piece]]:
    """The pieces of each line of a paragraph, without blank lines at its ends."""
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        first, *others = piece.text.split("\n")
        if first:
            lines[-1].append(piece._replace(text=first))
        for other in others:
            lines.append([piece._replace(text=other)] if other else [])
    filled = [index for index, line in enumerate(lines) if any(p.text.strip() for p in line)]
    return lines[filled[0] : filled[-1] + 1] if filled else []
