"""Ordinals as plans write them, to ``int`` and back: 一 十二 廿一 12 ⑫ ⑿ ㈫ 甲 Ⅳ iv b.

Every sequence is data: a function that writes an ordinal and a table or function that reads it, so
that a test can hold one against the other. Reading expects text folded to half width.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {
    "零": 0, "○": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3, "参": 3, "肆": 4, "伍": 5, "陆": 6,
    "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000}
HAN = "一二三四五六七八九十百千〇○零两廿卅"
CAPITAL = "壹贰叁参肆伍陆柒捌玖拾"


def han_to_int(text: str) -> int | None:
    """The value of a Chinese ordinal (汉字数字) up to 9999, or None if it is not one.

    >>> [han_to_int(t) for t in ("十", "二十一", "廿一", "一百零五", "二〇三五", "一一")]
    [10, 21, 21, 105, 2035, None]
    """
    text = text.replace("廿", "二十").replace("卅", "三十")
    if len(text) > 2 and all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total, digit, smallest = 0, None, 10_000
    for char in text:
        if char in _UNITS:
            unit = _UNITS[char]
            if unit >= smallest or (digit == 0 and unit != 10):
                return None
            total, digit, smallest = total + (digit or 1) * unit, None, unit
        elif char in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[char]
        else:
            return None
    value = total + (digit or 0)
    return value or None


def to_int(text: str) -> int | None:
    """The value of a number in Arabic or Chinese figures, or None if it is neither.

    >>> [to_int(t) for t in ("12", "十二", "两", "甲")]
    [12, 12, 2, None]
    """
    return int(text) if text.isdecimal() else han_to_int(text)


def int_to_han(value: int) -> str:
    """Write an ordinal from 1 to 999 in Chinese numerals.

    >>> [int_to_han(n) for n in (1, 10, 12, 20, 105, 110, 999)]
    ['一', '十', '十二', '二十', '一百零五', '一百一十', '九百九十九']
    """
    digits = "〇一二三四五六七八九"
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    out = f"{digits[hundreds]}百" if hundreds else ""
    if tens:
        out += "十" if tens == 1 and not hundreds else f"{digits[tens]}十"
    elif ones and hundreds:
        out += "零"
    return out + (digits[ones] if ones else "")


def int_to_capital(value: int) -> str:
    """Write an ordinal from 1 to 19 in capital numerals (大写数字).

    >>> int_to_capital(12)
    '拾贰'
    """
    table = str.maketrans("一二三四五六七八九十", "壹贰叁肆伍陆柒捌玖拾")
    return int_to_han(value).translate(table)


_CIRCLED = "".join(
    chr(code)
    for row in (range(0x2460, 0x2474), range(0x3251, 0x3260), range(0x32B1, 0x32C0))
    for code in row
)
_PAREN_DIGIT = "".join(map(chr, range(0x2474, 0x2488)))
_DOT_DIGIT = "".join(map(chr, range(0x2488, 0x249C)))
_PAREN_HAN = "".join(map(chr, range(0x3220, 0x322A)))
_CIRCLED_HAN = "".join(map(chr, range(0x3280, 0x328A)))
_ROMAN_SIGNS = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def int_to_roman(value: int) -> str:
    """The Roman numeral of a number.

    >>> int_to_roman(1949)
    'MCMXLIX'
    """
    parts = []
    for worth, letters in _ROMAN:
        times, value = divmod(value, worth)
        parts.append(letters * times)
    return "".join(parts)


_ROMAN_VALUES = {int_to_roman(n): n for n in range(1, 40)}
_SIGNS = {
    sign: position
    for row in (
        _CIRCLED, _PAREN_DIGIT, _DOT_DIGIT, _PAREN_HAN, _CIRCLED_HAN, _ROMAN_SIGNS, _STEMS,
        "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    )
    for position, sign in enumerate(row, 1)
}  # fmt: skip


class Sequence(NamedTuple):
    """How an ordinal is written (数字形式): its characters as a pattern, a reader and a writer."""

    name: str
    pattern: str
    read: Callable[[str], int | None]
    write: Callable[[int], str]
    last: int


def _signs(name: str, row: str) -> Sequence:
    return Sequence(name, f"[{row}]", _SIGNS.get, lambda n: row[n - 1], len(row))


SEQUENCES: dict[str, Sequence] = {
    s.name: s
    for s in (
        Sequence("han", f"[{HAN}]{{1,7}}+", han_to_int, int_to_han, 999),
        Sequence("capital", f"[{CAPITAL}]{{1,3}}+", han_to_int, int_to_capital, 19),
        Sequence("arabic", r"\d{1,3}+", int, str, 999),
        Sequence("zero", r"0\d", int, lambda n: f"{n:02d}", 9),
        _signs("circled", _CIRCLED),
        _signs("paren-digit", _PAREN_DIGIT),
        _signs("dot-digit", _DOT_DIGIT),
        _signs("paren-han-sign", _PAREN_HAN),
        _signs("circled-han", _CIRCLED_HAN),
        _signs("roman-sign", _ROMAN_SIGNS),
        _signs("stem", _STEMS),
        _signs("lower", "abcdefghijklmnopqrstuvwxyz"),
        _signs("upper", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        Sequence("roman", "[IVX]{1,6}+", _ROMAN_VALUES.get, int_to_roman, 39),
    )
}
