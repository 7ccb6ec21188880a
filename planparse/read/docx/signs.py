"""Characters that are not written as text: signs of symbol fonts, EQ fields, breaks (符号)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from xml.etree.ElementTree import Element

from ..formats import write_number
from .properties import count

_ENCLOSED = re.compile(r"\\o\s*\\a[cl]?\s*\(\s*([○〇◯□△◇])\s*[,，]\s*([^()\\,，]{1,8}?)\s*\)")
_RUBY = re.compile(r"\\o\s*\\ad\s*\(.*[,，;；]([^(),，;；\\]{1,40})\)\s*$", re.S)
_BREAKS = str.maketrans("\n\r\t", "   ")

_SYMBOLS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x75: "◆", 0x76: "❖", 0xA7: "▪", 0xA8: "□",
    0xB7: "•", 0xD8: "➢", 0xE0: "→", 0xFB: "×", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    **{0x81 + i: chr(0x2460 + i) for i in range(10)},
    **{0x8C + i: chr(0x2776 + i) for i in range(10)},
}  # fmt: skip


def symbol(element: Element) -> str:
    """The character of a ``w:sym``, with the common signs of symbol fonts in Unicode."""
    try:
        code = int(element.get("w:char", ""), 16)
    except ValueError:
        return ""
    if 0xF000 <= code <= 0xF0FF and (code - 0xF000) in _SYMBOLS:
        return _SYMBOLS[code - 0xF000]
    valid = 0x20 <= code < 0xD800 or 0xE000 <= code <= 0x10FFFF
    return chr(code) if valid else ""


def equation(code: str) -> str:
    r"""The characters an EQ field draws: an enclosed character (带圈字符) or one with pinyin.

    >>> equation(r"eq \o\ac(○,3)"), equation(r"EQ \o\ac(○,密)")
    ('③', '密')
    """
    if code.lstrip()[:2].lower() != "eq" or len(code) > 2000:
        return ""
    enclosed = _ENCLOSED.search(code)
    if enclosed:
        inner = count(enclosed[2])
        return write_number(inner, "decimalEnclosedCircle") if inner > 0 else enclosed[2]
    ruby = _RUBY.search(code)
    return ruby[1] if ruby else ""


def _text(element: Element) -> str:
    text = element.text or ""
    if element.get("xml:space") != "preserve":
        text = text.strip(" \t\r\n")
    return text.translate(_BREAKS)


WRITTEN: Mapping[str, Callable[[Element], str]] = {
    "w:t": _text,
    "w:delText": _text,  # only met where deleted text is read
    "w:sym": symbol,
    "w:tab": lambda _: "\t",
    "w:ptab": lambda _: "\t",
    "w:br": lambda _: "\n",
    "w:cr": lambda _: "\n",
    "w:noBreakHyphen": lambda _: "-",
}
