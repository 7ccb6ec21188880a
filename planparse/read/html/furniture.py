"""Which lines belong to the site and not to the document (网页框架)."""

from __future__ import annotations

from functools import cache

import regex

from ...patterns import compiled
from .index import index_tables
from .page import Line

_BRACKETS = r"[\[\]【】（）()<>|｜·\s]*+"


@cache
def _widgets() -> dict[str, regex.Pattern[str]]:
    tool = (
        r"(?:打印(?:本页|此页)?|关闭(?:窗口|本页)?|收藏(?:本页)?|分享(?:到)?|下载|全屏|纠错|内容纠错"
        r"|微信|微博|QQ|QQ空间|返回(?:顶部|首页|列表)?|听全文|语音播报|朗读|字体?[号体]?|加大|还原|减小"
        r"|放大|缩小|默认|大|中|小|无障碍(?:浏览)?|长者(?:助手|模式)|简体?|繁体?|繁體|English|首页)"
    )
    more = r"推荐阅读|延伸阅读|往期(?:推荐|回顾|精彩|文章)|精彩推荐"
    sources = {
        "always": rf"^{_BRACKETS}(?:{tool}[:：]?{_BRACKETS})++$"
        r"|^(?:您?(?:当前|现在|所在)的?(?:所在)?|您当前所在的?)位置\s*+[:：]?"
        r"|^首页\s*+[>＞»/]"
        r"|^(?:微信)?扫(?:一扫|码(?:关注|进入|打开|下载|阅读|分享|查看))[^。]{0,24}$"
        r"|^(?:长按|点击|识别)[^。]{0,12}(?:蓝字|二维码|关注)[^。]{0,8}$"
        r"|^(?:浏览|点击|阅读|访问)(?:次数|量|数)\s*+[:：]"
        r"|^(?:上|下)一(?:篇|条|页)\s*+(?:[:：]|$)",
        "head": r"^(?:(?:发[布表]|更新|公开)?(?:时间|日期)\s*+[:：])"
        r"|^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:\s++\d{1,2}:\d{2}(?::\d{2})?)?$"
        r"|^[（(]?(?:信息|稿件|文章)?[来來][源][^。]{0,40}$|^(?:作者|记者|编辑|访问量)\s*+[:：]",
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
            bool(widgets["always"].search(line.text))
            or (k < first and bool(widgets["head"].search(line.text)))
            or (k < first and line.cell is not None and line.cell[0] in index)
            or (k > last and bool(widgets["tail"].search(line.text)))
            or (related and line.links * 5 >= len(line.text) * 4)
        )
    return out
