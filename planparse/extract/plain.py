"""The plain reading of a paragraph (归一文本), on which the extractors match.

It is folded to simplified half width, with one form for each punctuation mark and without blanks.
``Plain`` keeps the way back, so that names and units come out in the script of the document.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..patterns import compiled
from ..script import fold

_MARKS = str.maketrans({**dict.fromkeys("–—―‒‐−﹣", "-"), **dict.fromkeys("〜∼", "~"), "∶": ":"})
"""What folding leaves as it is."""
_BLANKS = r"\t-\r\x1c- \x85\xa0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff"
_GAP = compiled(f"[{_BLANKS}]++")
_UNEVEN = compiled(f"[{_BLANKS}–—―‒‐−﹣〜∼∶]")


class Plain(NamedTuple):
    """The plain reading of a text, and for each of its characters the offset in that text."""

    text: str
    source: str
    at: Sequence[int]

    def source_range(self, start: int, end: int) -> tuple[int, int]:
        """The range of the source that a non-empty range of the plain reading comes from."""
        return self.at[start], self.at[end - 1] + 1

    def written(self, start: int, end: int) -> str:
        """A range as the source writes it, without the blanks that the plain reading drops."""
        if isinstance(self.at, range):
            return self.source[start:end]
        return "".join([self.source[i] for i in self.at[start:end]])


def plain(text: str, folded: str | None = None) -> Plain:
    """A text made plain: a blank survives between Latin letters or digits, a tab becomes a mark.

    Whoever has the ``folded`` text (see ``planparse.script.fold``) gives it along.

    >>> plain("建成 ５００ 個，占比６％").text
    '建成500个,占比6%'
    """
    folded = fold(text) if folded is None else folded
    if not _UNEVEN.search(folded):
        return Plain(folded, text, range(len(folded)))
    marked = folded.translate(_MARKS)
    pieces: list[str] = []
    at: list[int] = []
    end = 0
    for gap in _GAP.finditer(marked):
        start, after = gap.span()
        pieces.append(marked[end:start])
        at.extend(range(end, start))
        if at and "\t" in text[start:after]:
            pieces.append(";")  # cells of a row, or a label and its text
            at.append(after - 1)
        elif at and _latin(marked[start - 1]) and _latin(marked[after : after + 1]):
            pieces.append(" ")
            at.append(after - 1)
        end = after
    if not end:
        return Plain(marked, text, range(len(marked)))
    at.extend(range(end, len(marked)))
    return Plain("".join([*pieces, marked[end:]]), text, tuple(at))


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
