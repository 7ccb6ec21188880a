"""The text of a page: by its BOM, else UTF-8 if valid, else as it declares (字符编码)."""

from __future__ import annotations

import codecs
from functools import cache

import regex

from ...patterns import compiled

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CODECS = {
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "x-gbk", "gb_2312-80", "csgb2312"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "big5hkscs", "x-x-big5", "cn-big5"), "big5hkscs"),
    **dict.fromkeys(("utf-8", "utf8", "unicode-1-1-utf-8"), "utf-8"),
}


@cache
def _charset_pattern() -> regex.Pattern[bytes]:
    return regex.compile(rb"""(?i)(?:charset|encoding)\s*+=\s*+["']?\s*+([-\w]++)""")


def decode(data: bytes) -> tuple[str, str]:
    """The text of a page and its encoding: by BOM, else UTF-8 if valid, else what meta declares."""
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return data.decode(codec, "replace").removeprefix("\ufeff"), codec
    even, odd = data[:4096:2].count(0), data[1:4096:2].count(0)
    if max(even, odd) * 50 > len(data[:4096]) and max(even, odd) > 4 * min(even, odd):
        codec = "utf-16-be" if even > odd else "utf-16-le"
        return data.decode(codec, "replace"), codec
    found = _charset_pattern().search(data, 0, 4096)
    declared = _CODECS.get(found[1].decode("ascii").lower()) if found else None
    return _least_damaged(data, [declared] if declared else [])


@cache
def _private_use() -> regex.Pattern[str]:
    return compiled("[\ue000-\uf8ff]")


def _least_damaged(data: bytes, declared: list[str]) -> tuple[str, str]:
    """The reading with fewest undecodable bytes; the declared encoding is forgiven one in 500.

    GB 18030 reads nearly any bytes; what it does not know comes out as private use characters.
    """
    best: tuple[int, str, str] | None = None
    for codec in dict.fromkeys(["utf-8", *declared, "gb18030", "big5hkscs"]):
        text = codecs.getincrementaldecoder(codec)("replace").decode(data)
        faults = text.count("\ufffd")
        if codec == "gb18030":
            faults += len(_private_use().findall(text))
        if codec in declared and faults * 500 < len(text):
            faults = 0
        if best is None or faults < best[0]:
            best = (faults, text, codec)
        if not faults:
            break
    assert best is not None
    return best[1], best[2]
