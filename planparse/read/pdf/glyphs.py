"""What a page prints: characters at places, and what can be told of two of them (字形)."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

# Fonts whose ToUnicode map leads to a radical in place of the character that looks the same.
_RADICALS = str.maketrans(
    dict(
        zip(
            "⺁⺇⺎⺟⺠⺧⺩⺫⺬⺶⺷⺸⺼⺽⻁⻄⻅⻆⻉⻋⻐⻑⻒⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
            "厂几兀母民牛王目示羊羊羊肉臼虎西见角贝车钅長镸长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
            strict=True,
        )
    )
    | {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
)


class Glyph(NamedTuple):
    """One character at its place; ``base`` is the height of the baseline."""

    char: str
    left: float
    right: float
    base: float
    size: float
    serial: int
    """Number of the glyph in PDFium's text of the page."""
    turn: int
    """Quarter turns of the writing direction, -1 for a slant."""


def character_of(code: int) -> str:
    """The character of a code that PDFium gives; '' for line ends and what prints nothing."""
    if code in (0x02, 0xAD, 0xFFFE):  # a hyphen at a line's end, and one that is printed
        return "-"
    if code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return "\ufffd" if code == 0 or code > 0x10FFFF else ""
    if code in (0x20, 0xA0, 0x3000) or 0x2000 <= code <= 0x200A:
        return " "
    if 0x200B <= code <= 0x200F or code in (0x2028, 0x2029, 0x2060, 0xFEFF):
        return ""
    return chr(code).translate(_RADICALS)


def turn_of(a: float, b: float) -> int:
    """Quarter turns to the left of a writing direction, -1 where it is slanted."""
    if abs(b) <= 0.05 * abs(a):
        return 0 if a >= 0 else 2
    if abs(a) <= 0.05 * abs(b):
        return 1 if b > 0 else 3
    return -1


def turned(
    turn: int, x: float, y: float, box: tuple[float, float, float, float]
) -> tuple[float, float, float]:
    """Left, right and baseline of a glyph as the reader sees it who turns the page upright."""
    left, right, bottom, top = box
    if turn == 1:
        return bottom, top, -x
    if turn == 2:
        return -right, -left, -y
    if turn == 3:
        return -top, -bottom, x
    return left, right, y


def is_wide(char: str) -> bool:
    """Whether a character fills a square, as Chinese characters and their marks do."""
    return "\u2e80" <= char <= "\u9fff" or "\uf900" <= char <= "\uffef" or char >= "\U00020000"


def gap_between(before: Glyph, after: Glyph) -> float:
    """The white between two glyphs of a row, in characters."""
    return (after.left - before.right) / max(before.size, after.size, 0.1)
