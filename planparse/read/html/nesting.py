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
from .tags import FORMATTING, PARTS, SMALL, UNCOUNTED

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
    broken = False
    for tag in _tag_pattern().finditer(html):
        name = tag[2].lower()
        if tag[0].endswith("/>") or _stays(name, tag[1], levels, dropped):
            continue
        broken = broken and done == tag.start()
        out.append(html[done : tag.start()])
        if not broken and name not in SMALL:
            out.append("<br>")
            broken = True
        done = tag.end()
    return "".join([*out, html[done:]])


def _stays(name: str, closing: str, levels: Counter[str], dropped: Counter[str]) -> bool:
    """Whether a tag is kept; counts the open elements and those that are not kept."""
    if name in UNCOUNTED:
        return levels["other"] < _MAX_DEPTH or name not in PARTS
    counter, limit = (
        ("formatting", _MAX_FORMATTING) if name in FORMATTING else ("other", _MAX_DEPTH)
    )
    if not closing and levels[counter] < limit:
        levels[counter] += 1
        return True
    if closing and not dropped[name]:
        levels[counter] = max(0, levels[counter] - 1)
        return True
    dropped[name] += -1 if closing else 1
    return False
