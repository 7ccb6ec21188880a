"""Links and stamps of the page around the document: bullets above it, links below its signature.

Bullets before the first line of text are the page's menu, since no list begins a document. 相关文件
below the signature begins the site again where nothing but short lines follows.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from ..marks import is_title_like
from ..patterns import compiled
from .line import Line

_LINKS = compiled(
    r"(?:相关|解读|政策解读|延伸|附件)(?:文件|链接|解读|报道|新闻|稿件|阅读|政策|下载):?$"
)
_STAMP = compiled(r". ?[^:。,]{2,8} ?:")
_PAGE_BULLET = compiled(r"[•·●▪◆] ?[^。;]{1,60}$")
_FIELD = compiled(r"[•·●▪◆] ?[^:。,;]{2,8} ?: ?[^。;:]{1,40}")
_BLANK_FIELD = compiled(r"(?:[•·●▪◆] ?)?[*※]? ?[^:。,;]{2,10} ?: ?")
_FORM = compiled(r"验 ?证 ?码|联系(?:方式|电话)|(?:手机|电话)号?码?|姓 ?名|邮 ?箱|留言")
_NUMBERED = compiled(r"[(第]?[一二三四五六七八九十\d]{1,3}[)、.章节条]")


def mark_links(lines: list[Line]) -> None:
    """Links to other pages after the signature (相关文件、解读文件) are the site's, to the end."""
    signed = False
    for k, line in enumerate(lines):
        signed = signed or line.element in ("date", "annotation")
        if signed and line.part == "text" and len(line.folded) <= 8 and _LINKS.match(line.folded):
            rest = lines[k:]
            if all(len(x.folded) <= 90 and x.folded[-1] != "。" for x in rest):
                for x in rest:
                    x.part = "furniture"
            return


def mark_menu(lines: Sequence[Line]) -> None:
    """The entries of a menu that bars part, each on a line of its own (网站地图 | 校长信箱)."""
    for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
        barred = "|" in (before.folded, after.folded)
        if barred and line.part == "text" and len(line.folded) <= 10 and after.part != "text":
            line.part = "furniture"


def mark_links_in_front(lines: list[Line]) -> None:
    """Bulleted links and stamps above a page's first line of text: no list begins a document."""
    bullets: list[Line] = []
    for line in lines[:40]:
        if line.part != "text":
            continue
        if _PAGE_BULLET.match(line.folded):
            bullets.append(line)
            continue
        if not _NUMBERED.match(line.folded) and (
            is_title_like(line.folded) or max((len(x.folded) for x in bullets), default=99) <= 12
        ):
            for one in bullets:
                one.part = "furniture"
        break
    _mark_stamps(lines[:60])
    _mark_fields(lines[:60])
    _mark_form(lines)


def _mark_form(lines: Sequence[Line]) -> None:
    """The empty fields at a page's end that a reader writes his opinion into (姓名：、验证码：)."""
    run = list(takewhile(lambda line: _BLANK_FIELD.fullmatch(line.folded), reversed(lines)))
    if len(run) > 2 and sum(1 for line in run if _FORM.search(line.folded)) > 1:
        for line in run:
            line.part = "furniture"


def _mark_fields(lines: Sequence[Line]) -> None:
    """Three or more bulleted fields on end above the first number are a page's table of facts."""
    run: list[Line] = []
    for line in lines:
        if _FIELD.fullmatch(line.folded):
            run.append(line)
            continue
        if len(run) > 2:
            for field in run:
                field.part = "furniture"
        run = []
        if _NUMBERED.match(line.folded):
            return


def _mark_stamps(lines: Sequence[Line]) -> None:
    """In a page's index table the labels that nobody listed, and the title, are furniture too."""
    bullets: list[Line] = []
    for line in lines:
        if _NUMBERED.match(line.folded):
            break
        if _PAGE_BULLET.match(line.folded):
            bullets.append(line)
    known = sum(1 for line in bullets if line.part == "furniture")
    if known >= 2 and known * 2 >= len(bullets):
        for line in bullets:
            named = _STAMP.match(line.folded) or is_title_like(line.folded[1:].lstrip())
            if line.part == "text" and named:
                line.part = "furniture"
