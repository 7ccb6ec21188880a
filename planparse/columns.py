"""Text in the columns of a terminal, where a full-width character takes two (全角字符占两列)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator


def width_of(text: str) -> int:
    """The columns a text takes.

    >>> width_of("（一）ab")
    8
    """
    return sum(_cells(char) for char in text)


def _cells(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def padded(text: str, width: int) -> str:
    """A text filled up with blanks to so many columns."""
    return text + " " * (width - width_of(text))


def wrapped(text: str, width: int) -> list[str]:
    """A text in lines of at most so many columns; words are kept whole, marks off line starts.

    >>> wrapped("共有三项任务，由县里办。", 12)
    ['共有三项任', '务，由县里', '办。']
    """
    lines = [""]
    used = 0
    for word in _words(text):
        size = width_of(word.rstrip())
        if used + size > width and lines[-1]:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
            used, word = 0, word.lstrip()
        for piece in [word] if size <= width else word:
            if used + width_of(piece.rstrip()) > width and lines[-1]:
                lines.append("")
                used = 0
            lines[-1] += piece
            used += width_of(piece)
    return [line.rstrip() for line in lines]


_OPENING = frozenset("（〔《“‘([")
_CLOSING = frozenset("，。、；：？！）〕》”’…,.;:?!)]")


def _words(text: str) -> Iterator[str]:
    """Wide characters with the marks that lean on them, and runs of narrow ones up to a blank."""
    word = ""
    wide = False
    for char in text:
        starts = _cells(char) == 2
        if word and (starts or wide) and char not in _CLOSING and word[-1] not in _OPENING:
            yield word
            word = ""
        word += char
        wide = starts
        if char == " ":
            yield word
            word = ""
    if word:
        yield word
