"""What the first and the last characters of a line tell about it (行首、行末)."""

from __future__ import annotations

from functools import cache

import regex

from ..patterns import compiled
from ..script import fold

_NUMERAL = "[〇零一二三四五六七八九十百]"
_STYLES = {
    "part": rf"第 ?(?:{_NUMERAL}{{1,5}}|\d{{1,3}}) ?[编篇部章节]",
    "article": rf"第 ?(?:{_NUMERAL}{{1,5}}|\d{{1,3}}) ?条",
    "han": rf"{_NUMERAL}{{1,3}} ?[、.]",
    "han_paren": rf"\( ?{_NUMERAL}{{1,3}} ?\)",
    "dots_4": r"\d{1,2}(?:\.\d{1,2}){3}(?![\d.])",
    "dots_3": r"\d{1,2}(?:\.\d{1,2}){2}(?![\d.])",
    "letter_dots_3": r"[A-H](?:\.\d{1,2}){2,3}(?![\d.])",
    "letter_dots_2": r"[A-H]\.\d{1,2}(?![\d.])",
    "dots_2": r"\d{1,2}\.\d{1,2}(?![\d.])",
    "arabic": r"\d{1,3} ?[.、](?!\d)",
    "arabic_paren": r"\(?\d{1,3}\)",
    "circled": r"[①-⓿㈠-㈩❶-➓]",
    "roman": r"[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ][ .、]?|[A-Za-z][.、)](?![A-Za-z.])",
    "zero": r"0\d(?= ?\p{Han})",
    "box": r"(?:专栏|附件|附录|附表) ?(?:\d|[一二三四五六七八九十]|:|$)|[表图] ?\d{1,2}(?!\d)",
    "bullet": r"——|--|[—●•■◆◇▪□★→✓➢]",
    "is": r"[一二三四五六七八九十]{1,3}[是要](?!求)",
    "first": r"(?:首先|其次|再次|最后|第[一二三四五六七八九十]{1,2}),",
}
_UNIT = compiled(
    r" ?(?:[万亿千百个项件家户人次元吨亩米克度倍年月日天小平公立方岁℃%‰]|以上|以下|左右|以内)"
)


@cache
def _enumerator() -> regex.Pattern[str]:
    return compiled("|".join(f"(?P<{name}>{form})" for name, form in _STYLES.items()))


def style_of(text: str) -> str | None:
    """The style of the number a line begins with, decimals such as 2.5万 apart."""
    head = fold(text[:16])
    match = _enumerator().match(head)
    if match is None or match.lastgroup is None:
        return None
    style = match.lastgroup
    return None if style == "dots_2" and _UNIT.match(head, match.end()) else style


MARK = compiled("[，。；、,;]")
"""What prose has in it and headings and cells rarely do."""
_STOPS = "。！？；：…!?;:．"
CLOSERS = '”’」』）)】〕》]"'
_CLOSED = compiled(
    r"[。！？；!?][”’」』）)】〕》\]\"]+$|(?:负责|負責|牵头|牽頭|配合|落实|落實)[）)〕\]】]$"
    r"|[（(〔\[【][^（(〔]*(?:单位|單位|部门|部門|负责|負責|牵头|牽頭|配合|落实|落實)[^（(〔]*[）)〕\]】]$"
)


def is_finished(text: str) -> bool:
    """Whether a line ends as a paragraph does: with a full stop, or with who is responsible."""
    last = text[-1]
    if last in "：:；;":
        tail = text[-40:]
        return max(map(tail.rfind, "（(〔[【")) <= max(map(tail.rfind, "）)〕]】"))
    if last in _STOPS:
        return True
    return last in CLOSERS and bool(_CLOSED.search(text[-80:]))


_LEADER = compiled(r"(?:[.…·．。﹒_]|[.·] ){4,}[ .…·．]*\d{0,4}$")


def is_leader(text: str) -> bool:
    """Whether a line ends in the dots of a contents page (目录)."""
    last = text[-1]
    if last == "。":
        last = text[-2:-1]
    return (last in " .…·．。﹒_" or last.isdecimal()) and bool(_LEADER.search(text[-60:]))


def columns_of(text: str) -> int:
    """How many columns a text takes in a fixed pitch, two for a Chinese character."""
    return len(text.encode("gbk", "replace"))


_WORD = compiled(
    r"[A-Za-z0-9.,%+/-]{1,16}|[“‘（(《〔]{0,8}.[，。、；：！？”’）)》〕…]{0,8}", regex.DOTALL
)


def word_width(text: str) -> int:
    """How many columns the first word takes, with the marks that cannot leave it."""
    match = _WORD.match(text)
    return columns_of(match.group()[:16]) if match else 2
