"""A guard that keeps time linear, applied before a page is parsed (嵌套过深).

Elements nested deeper than browsers allow (512) are unwrapped, since the HTML rules look through
all open elements at each ``<div>``; open formatting elements are limited to eight, since the rules
open each of them again in every paragraph.
"""

from __future__ import annotations

from collections import Counter
from functools import cache

import regex

from ...patterns import compiled
from .tags import FORMATTING, SMALL, UNCOUNTED

_MAX_DEPTH = 512
_MAX_FORMATTING = 8


@cache
def _tag_pattern() -> regex.Pattern[str]:
    return compiled(r"<(/?)([a-zA-Z][^\s/<>]*+)[^<>]*+>")


def flatten(html: str) -> str:
    """The page without elements that are nested deeper than any browser would keep them."""
    levels: Counter[str] = Counter()
    dropped: Counter[str] = Counter()
    out: list[str] = []
    done = 0
    for tag in _tag_pattern().finditer(html):
        name = tag[2].lower()
        if name in UNCOUNTED or tag[0].endswith("/>"):
            continue
        formatting = name in FORMATTING
        counter = "formatting" if formatting else "other"
        limit = _MAX_FORMATTING if formatting else _MAX_DEPTH
        if not tag[1] and levels[counter] < limit:
            levels[counter] += 1
        elif tag[1] and not dropped[name]:
            levels[counter] = max(0, levels[counter] - 1)
        else:
            dropped[name] += -1 if tag[1] else 1
            out += html[done : tag.start()], "" if name in SMALL else "<br>"
            done = tag.end()
    return "".join([*out, html[done:]])
