"""The text of a row with its blanks, its typefaces and what may not be broken (文字行)."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from statistics import median

from .glyphs import Glyph, gap_between, is_wide
from .page import Line, Reader

_NO_BEGIN = frozenset("，。、；：？！）》」』】〕”’％%,.;:?!)]}·…—")
_NO_END = frozenset("（《「『【〔“‘([{")


def _blank_between(before: Glyph, after: Glyph, spaced: bool, apart: bool) -> bool:
    """Whether a blank is to be read between two glyphs; ``spaced`` if one is in the file.

    Word processors set Chinese and Western letters apart by a fourth of a character and write that
    as a blank; nobody typed it.
    """
    gap = gap_between(before, after)
    both = is_wide(before.char) + is_wide(after.char)
    limit = (0.18, 0.35, 0.12 if apart else 0.3)[both]
    return gap > limit or (spaced and gap > (0.05, 0.35, 0.15)[both])


def _set_apart(ink: list[Glyph]) -> bool:
    """Whether the letters of a short line are set apart on purpose, as in 税 务 总 局."""
    gaps = [gap_between(a, b) for a, b in pairwise(ink) if is_wide(a.char) and is_wide(b.char)]
    return 1 <= len(gaps) <= 20 and median(gaps) > 0.12


def line_of(page: int, column: int, row: list[Glyph], reader: Reader) -> Line:
    """The printed line that a row of glyphs makes."""
    chars: list[str] = []
    serials: list[int] = []
    places: list[int] = []
    last: Glyph | None = None
    ink = [g for g in row if g.char != " "]
    spaced, gaps, apart = False, 0, _set_apart(ink)
    for glyph in row:
        if glyph.char == " ":
            spaced = True
            continue
        if last and _blank_between(last, glyph, spaced, apart):
            chars.append(" ")
            serials.append(last.serial)
            gaps += gap_between(last, glyph) > 1.5
        places.append(len(chars))
        chars.append(glyph.char)
        serials.append(glyph.serial)
        if glyph.char == "—" and glyph.right - glyph.left > 1.5 * glyph.size:
            chars.append("—")
            serials.append(glyph.serial)
        last, spaced = glyph, False
    sizes = Counter(round(g.size, 1) for g in ink)
    return Line(
        page=page,
        text="".join(chars),
        left=ink[0].left,
        right=max(g.right for g in ink),
        base=median(g.base for g in ink),
        size=sizes.most_common(1)[0][0],
        column=column,
        gaps=gaps,
        faces=_faces(chars, serials, reader),
        marks=tuple((places[first], sign) for first, sign in _marks(ink).items()),
        word=_first_word(ink),
    )


def _marks(ink: list[Glyph]) -> dict[int, str]:
    """The small raised signs of a row by the place of their first glyph."""
    usual, base = median(g.size for g in ink), median(g.base for g in ink)
    marks: dict[int, str] = {}
    begin = 0
    for place, glyph in enumerate(ink):
        if not (glyph.size < 0.8 * usual and glyph.base > base + 0.12 * usual):
            begin = place + 1
        elif place - begin < 4:
            marks[begin] = marks.get(begin, "") + glyph.char
    return marks


def _faces(chars: list[str], serials: list[int], reader: Reader) -> tuple[str, ...]:
    """The typeface class of the leading characters as far as it stands out, at most 60 of them.

    Digits and Latin letters are often set in another font than the Chinese around them; they count
    with it.
    """
    out: list[str] = []
    waiting = 0
    for char, serial in zip(chars[:60], serials[:60], strict=True):
        face = reader.face(serial)
        if face:
            out += [face] * (waiting + 1)
            waiting = 0
        elif is_wide(char):
            break
        else:
            waiting += 1
    return tuple(out)


def _first_word(ink: list[Glyph]) -> float:
    """How wide the first part of a line is that no line may break: one character, or a word."""
    end = 1
    while end < len(ink) and end < 40:
        before, after = ink[end - 1], ink[end]
        word = (
            not is_wide(before.char)
            and not is_wide(after.char)
            and gap_between(before, after) < 0.18
        )
        if not (word or after.char in _NO_BEGIN or before.char in _NO_END):
            break
        end += 1
    return max(g.right for g in ink[:end]) - ink[0].left
