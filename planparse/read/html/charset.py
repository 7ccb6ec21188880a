"""The text of a page: as its characters read, else as it declares (字符编码)."""

from __future__ import annotations

from functools import cache

import regex

from ..encoding import decode

_HEAD = 4096
_CODECS = {
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "x-gbk", "gb_2312-80", "csgb2312"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "cn-big5", "x-x-big5"), "big5hkscs"),
    **dict.fromkeys(("iso-8859-1", "latin1", "us-ascii", "windows-1252"), "cp1252"),
    **dict.fromkeys(("shift_jis", "shift-jis", "x-sjis", "windows-31j"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987"), "cp949"),
    **{name: name for name in ("euc-jp", "windows-1250", "windows-1251", "koi8-r")},
}
"""Names to the codec of the set that browsers take for them."""


@cache
def _charset_pattern() -> regex.Pattern[bytes]:
    return regex.compile(rb"""(?i)(?:charset|encoding)\s*+=\s*+["']?\s*+([-\w]++)""")


def page_text(data: bytes, name: str) -> tuple[str, str]:
    """The text of a page and its encoding.

    >>> page_text('<meta charset="utf-8"><p>二、主要目标</p>'.encode("gb18030"), "a.html")
    ('<meta charset="utf-8"><p>二、主要目标</p>', 'gb18030')
    """
    return decode(data, name, declared=_declared(data))


def _declared(data: bytes) -> str:
    """The codec that a page names, UTF-8 where it names none that is known."""
    found = _charset_pattern().search(data, 0, _HEAD)
    return _CODECS.get(found[1].decode("ascii").lower(), "utf-8") if found else "utf-8"
