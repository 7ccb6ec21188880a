"""Which lines belong to the site and not to the document (网页框架).

What a line says of itself (buttons, stamps, where the page stands) is told from the text, whatever
the file; here is what follows from its place on the page.
"""

from __future__ import annotations

from functools import cache

import regex

from ...patterns import compiled
from .index import index_tables
from .page import Line


@cache
def _widgets() -> dict[str, regex.Pattern[str]]:
    more = r"推荐阅读|延伸阅读|往期(?:推荐|回顾|精彩|文章)|精彩推荐"
    sources = {
        "follow": r"^(?:长按|点击|识别)[^。]{0,12}(?:蓝字|二维码|关注)[^。]{0,8}$",
        "tail": r"^[-—·\s]*+END[-—·\s]*+$"
        rf"|^(?:相关(?:附件|链接|新闻|文章|报道|阅读|信息|解读|推荐|文件)|{more}"
        r"|附件下载)\s*+[:：]?$"
        r"|^[^。]{0,80}(?:版权所有|网站标识码|ICP\s*+备[^。]{0,12}\d{5}|公网安备)"
        r"|^[（(\[【]?(?:责任编辑|责编|编辑|信息来源|稿件来源|来源)\s*+[:：][^。]{0,40}$",
        "related": rf"^(?:相关(?:链接|新闻|文章|报道|阅读|信息|解读|推荐)|{more})",
    }
    return {name: compiled(source) for name, source in sources.items()}


def furniture_of(lines: list[Line], inside: list[bool]) -> list[bool]:
    """For each line whether it belongs to the site and not to the document."""
    out = [not on for on in inside]
    own = [number for number, on in enumerate(inside) if on]
    prose = [k for k, number in enumerate(own) if lines[number].weight >= 40]
    first, last = (prose[0], prose[-1]) if prose else (len(own), -1)
    widgets, related = _widgets(), False
    index = index_tables(lines)
    for k, number in enumerate(own):
        line = lines[number]
        if k > last and widgets["related"].search(line.text):
            related = True
        out[number] = (
            bool(widgets["follow"].search(line.text))
            or (k < first and line.cell is not None and line.cell[0] in index)
            or (k > last and bool(widgets["tail"].search(line.text)))
            or (related and line.links * 5 >= len(line.text) * 4)
        )
    return out
