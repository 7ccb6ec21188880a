"""Numbers in the formats of Word (ST_NumberFormat, 编号格式).

Letters are repeated (``z`` then ``aa``, ``bb``), circled numbers end at ⑳ and go on in decimals.
Formats that no Chinese document uses (Hebrew, Thai, hexadecimal…) are written in decimals.
"""

from __future__ import annotations

from collections.abc import Callable
from string import ascii_lowercase, ascii_uppercase

from ..numerals import int_to_han, int_to_roman

Writer = Callable[[int], str]

_HAN = "零一二三四五六七八九"


def _roman(number: int) -> str:
    if number > 32_767:
        return str(number)
    return int_to_roman(number)


def _repeated(signs: str) -> Writer:
    """Signs that are doubled, tripled… when they run out (z, aa, bb)."""

    def write(number: int) -> str:
        if number > 780:  # Word's own limit: thirty letters
            return str(number)
        times, index = divmod(number - 1, len(signs))
        return signs[index] * (times + 1)

    return write


def _set(signs: str) -> Writer:
    """Numbers from a fixed set, and decimals past its end."""
    return lambda number: signs[number - 1] if number <= len(signs) else str(number)


def _digits(signs: str) -> Writer:
    """Decimal notation in other digits: 一〇、１２."""
    table = str.maketrans("0123456789", signs)
    return lambda number: str(number).translate(table)


def _short_han(zero: str) -> Writer:
    """Counting up to 99 (十一、九十九), digits from 100 on (一〇〇)."""
    digits = _digits(zero + _HAN[1:])
    return lambda number: int_to_han(number) if number < 100 else digits(number)


def _long_han(number: int) -> str:
    """Counting up to 999 (一百零五), decimals from 1000 on: no list of a document is so long."""
    return int_to_han(number) if number < 1000 else str(number)


def _legal(signs: str) -> Writer:
    """Counting in capital numerals (壹拾贰)."""
    table = str.maketrans("一二三四五六七八九十百", signs + "拾佰")
    return lambda number: ("一" * (9 < number < 20) + _long_han(number)).translate(table)


_circled = _set("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")

_WRITERS: dict[str, Writer] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "none": lambda number: "",
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": _digits("０１２３４５６７８９"),
    "decimalFullWidth2": _digits("０１２３４５６７８９"),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _set("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
    "decimalEnclosedParen": _set("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
    "numberInDash": lambda number: f"- {number} -",
    "upperLetter": _repeated(ascii_uppercase),
    "lowerLetter": _repeated(ascii_lowercase),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "chineseCounting": _short_han("〇"),
    "taiwaneseCounting": _short_han("○"),
    "ideographDigital": _digits("〇" + _HAN[1:]),
    "japaneseDigitalTenThousand": _digits("〇" + _HAN[1:]),
    "taiwaneseDigital": _digits("○" + _HAN[1:]),
    "koreanDigital2": _digits(_HAN),
    "chineseCountingThousand": _long_han,
    "taiwaneseCountingThousand": _long_han,
    "japaneseCounting": _long_han,
    "chineseLegalSimplified": _legal("壹贰叁肆伍陆柒捌玖"),
    "ideographLegalTraditional": _legal("壹貳參肆伍陸柒捌玖"),
    "ideographTraditional": _set("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _set("子丑寅卯辰巳午未申酉戌亥"),
    "ideographEnclosedCircle": _set("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
}
_ZEROES = {
    "chineseCounting": "〇", "ideographDigital": "〇", "japaneseDigitalTenThousand": "〇",
    "taiwaneseCounting": "○", "taiwaneseDigital": "○", "decimalZero": "00",
    "decimalFullWidth": "０", "decimalFullWidth2": "０", "koreanDigital2": "零", "none": "",
    "chineseCountingThousand": "零", "taiwaneseCountingThousand": "零",
}  # fmt: skip


def write_number(number: int, fmt: str) -> str:
    """A number in one of Word's formats (ST_NumberFormat, 编号格式).

    >>> [write_number(110, f) for f in ("chineseCounting", "chineseCountingThousand", "hex")]
    ['一一〇', '一百一十', '110']
    """
    if number < 1:
        return _ZEROES.get(fmt, "0") if number == 0 else str(number)
    return _WRITERS.get(fmt, str)(number)
