"""Paragraphs to flat lines, each with everything it could be; nothing is decided about depth here.

A line is what the outline chooses about: a paragraph, or a piece of one where extraction glued a
heading to the paragraph before it. Lines that the page itself explains (contents entries, table
cells, page numbers, site furniture, document elements such as dates and signatures) get a ``part``
and no candidates. All the others carry every enumerator their start allows, and what evidence there
is that they are headings without a number: a heading line (``LINE``), a run-in lead (``LEAD``).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Literal

import regex

from .clean import Cleaned, Paragraph
from .inline import inline_items
from .lexicon import ACTION_START, RESULT_END
from .marks import element_of, ends_title, is_boilerplate, is_title_like
from .numbering import (
    ATTACHMENT,
    BOX,
    BULLET,
    DOCUMENT,
    GLOSSARY,
    LEAD,
    LINE,
    QUESTION,
    STYLES,
    TABLE,
    Enumerator,
    Style,
    enumerators,
)
from .patterns import compiled
from .script import fold

Part = Literal["text", "title", "toc", "cell", "furniture", "page-number", "element", "footnote"]

_LEADERS = compiled(r"(?:\.{4,}|…{2,}|·{4,}|。{4,}|(?:\. ){4,}|_{5,})[. …·]*\d{0,4} ?$")
_TOC_TITLE = compiled(r"目 ?[录次]$")
_END_MARK = "。！？!?；;：:，,、"
_NOT_LEAD = compiled(
    r"(?:\d{2,4} ?年|到20|截至|今年|去年|过去|一年来|五年来|近年|当前|目前|现在|同时|此外|"
    r"其中|会议|回顾|各位|"
    r"我们|我市|我省|本[^地土]|这|该|为了?[^民农]|根据|按照|经|据|对于|由于|因此|总之|以上|以下|上述|主要|"
    r"是|有(?!效|序|力)|无|在|从|据|即|如|若|凡|其|“?[“]?十[一二三四五六七八九]?五”?(?:时期|期间)|第[一二三四五六七八九十]|提出|计划规定|作为|随着|通过|围绕|《|\d|\()"
)
_COLON_LEAD = compiled(r"(?P<name>[^。,;:!?、()\d《》]{2,10}+):(?=[^\s/\d])")
_NOT_COLON_LEAD = compiled(
    r"^(?:前言|导读|摘要|编者按|核心提示)$|"
    r"联系|电话|传真|地址|邮|附件?|来源|时间|日期|作者|编辑|记者|牵头|责任|配合|单位|部门|时限|注$|备注|抄送|"
    r"主送|签发|^[表图]|http|各位|同志|代表|委员|如下|以下|包括|主要是|分别|(?:表示|指出|强调|认为|明确|要求|提出|规定)$"
)
_NO_LINE = compiled(
    r"\d{4}-\d|^\d{4} ?年 ?\d|[=≥→|%/\[\]]|\.{2}|^[^:]{2,10}:.|^[图表] ?\d|^注[:\d]"
)
_GLOSSARY = compiled(r"(?:附 ?[件录]?:? ?)?(?:名词|词语|术语)(?:解释|注释|说明):?$")
_TWO_HAN = compiled(r"[一-鿿]{2}")
_LIST_HEAD = compiled(r"附 ?[表图] ?: ?\d{1,2} ?[.、]")
_BARE_LIST = compiled(r"附 ?件 ?: *")
_ATTACHED = compiled(r"附 ?件 ?(?:\d|$)")
_ASK = compiled(r"(?:问|[Qq]) ?:.")
_TOPIC_NAME = compiled(
    r"目标|指标|要求|原则|思路|任务|内容|背景|依据|范围|措施|步骤|意义|机制$|阶段$"
)
_ONLY_BESIDE = -9.0
"""A lead whose body is too short to stand alone: it counts only beside others."""
_LEAD_LENGTH = (4, 30)
_LINE_LENGTH = (3, 34)
_LONG = 40


class Line:
    """One line of the outline's choice; offsets are those of the paragraph's repaired text."""

    __slots__ = ("candidates", "element", "folded", "index", "offset", "paragraph", "part",
                 "plain", "text")  # fmt: skip

    def __init__(self, paragraph: Paragraph, offset: int, text: str, folded: str) -> None:
        self.paragraph = paragraph
        self.offset = offset
        self.text = text
        self.folded = folded
        self.index = 0
        self.part: Part = "text"
        self.element: str | None = None
        self.candidates: tuple[Enumerator, ...] = ()
        self.plain: tuple[Style, float, int] | None = None
        """The unnumbered heading it may be, how well that is supported, where its title ends."""

    @property
    def start(self) -> int:
        """Offset in the source where the line's ink begins."""
        return self.paragraph.source(self.offset) if self.offset else self.paragraph.start

    def source(self, offset: int) -> int:
        """Offset in the source of a code point of this line's text."""
        return self.paragraph.source(self.offset + offset)


_GLUED = compiled(r"(?<=[。;!?”）)]) +(?=\S)")


def scan(cleaned: Cleaned) -> list[Line]:
    """The document's lines with their candidates, in document order."""
    lines = list(_lines(cleaned.paragraphs))
    markdown = cleaned.source.media_type == "text/markdown"
    for index, line in enumerate(lines):
        line.index = index
    _mark_contents(lines)
    _mark_parts(lines)
    _mark_links_in_front(lines)
    _mark_attachment_list(lines)
    _mark_first_attachment(lines)
    _mark_links(lines)
    for line in lines:
        if line.part == "text" and not line.candidates:
            line.candidates = _candidates(line, markdown)
    _trust_bare_numbers(lines)
    _mark_attached(lines)
    _mark_flat_tables(lines)
    _mark_title(lines)
    mark_title_rest(lines)
    _find_plain(lines)
    return lines


def _lines(paragraphs: Iterable[Paragraph]) -> Iterable[Line]:
    paragraphs = list(paragraphs)
    glue = _glue_is_rare(paragraphs)
    for paragraph in paragraphs:
        folded = fold(paragraph.text)
        start = 0
        for end, begin in _cuts(folded, glue) if paragraph.role == "text" else ():
            if begin - start > 1:
                yield Line(paragraph, start, paragraph.text[start:end], folded[start:end])
                start = begin
        yield Line(paragraph, start, paragraph.text[start:], folded[start:])


_GLUED_TOP = compiled(r"(?<=[。)”])(?=[一二三四五六七八九十]{1,3} ?、[^、。]{2,30}[。(])")
_GLUED_FIRST = compiled(
    r"(?:^|(?<=[。)”]))[一二三四五六七八九十]{1,3} ?、[^。,;:()\d]{2,14}(?=\([一1]\)|1\.)"
)


_GLUED_ARTICLE = compiled(
    r"第 ?[一二三四五六七八九十百零〇\d]{1,4} ?[编章节] ?[^。,;:第]{2,24}?(?P<blank> +)"
    r"第 ?[一二三四五六七八九十百零〇\d]{1,5} ?[章节条] "
)
"""A chapter's heading with its first article on the same line (第一章 总则 第一条 为规范…)."""


def _cuts(folded: str, glue: bool) -> Iterable[tuple[int, int]]:
    """Where headings begin inside a paragraph that swallowed them: (end before, begin)."""
    found: set[tuple[int, int]] = set()
    if folded[:1] == "第" and (article := _GLUED_ARTICLE.match(folded)):
        found.add(article.span("blank"))
    if glue and "。 " in folded:
        found |= {
            (m.start(), m.end()) for m in _GLUED.finditer(folded) if _splits_here(folded, m.end())
        }
    if len(folded) > 40 and "、" in folded:
        tops = [m.end() for m in _GLUED_TOP.finditer(folded)]
        if tops and _goes_on(folded, tops):
            found |= {(at, at) for at in tops}
            found |= {(m.end(), m.end()) for m in _GLUED_FIRST.finditer(folded)}
        elif first := _GLUED_FIRST.match(folded):
            found.add((first.end(), first.end()))
    return sorted(found)


def _goes_on(folded: str, tops: list[int]) -> bool:
    """Whether the top numbers inside a paragraph go up by one."""
    values = [e[0].ordinal or 0 for at in tops if (e := enumerators(folded, at))]
    head = enumerators(folded)
    if head and head[0].style.name == "han-comma":
        values.insert(0, head[0].ordinal or 0)
    return all(b == a + 1 for a, b in pairwise(values)) and (len(values) > 1 or values[0] == 1)


def _glue_is_rare(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether a blank after 。 is an accident of extraction here, not the typist's habit."""
    stops = glued = 0
    for paragraph in paragraphs:
        stops += paragraph.text.count("。")
        glued += paragraph.text.count("。 ") + paragraph.text.count("。　")
    return glued * 8 <= stops + 16


def _splits_here(folded: str, begin: int) -> bool:
    found = enumerators(folded, begin)
    if found and found[0].doubt < 0.6 and found[0].style.rank < 7.3:
        return True
    end = folded.find("。", begin, begin + 30)
    return end - begin >= 4 and len(folded) - end > 20 and bool(ACTION_START.match(folded, begin))


# --- parts of the page -----------------------------------------------------------------------


def _squeeze(folded: str) -> str:
    return folded.rstrip(" .…·。_0123456789").replace(" ", "")


def _mark_contents(lines: list[Line]) -> None:
    """Contents pages (目录): lines with leaders, and a list that the document repeats later."""
    titles = [i for i, line in enumerate(lines) if _TOC_TITLE.match(line.folded.replace(" ", ""))
              and len(line.folded) < 8]  # fmt: skip
    for line in lines:
        if _LEADERS.search(line.folded):
            line.part = "toc"
    for at in titles:
        lines[at].part = "toc"
        _mark_list(lines, at + 1)
    if not titles:
        _mark_untitled(lines)
    marked = [i for i, line in enumerate(lines) if line.part == "toc"]
    for a, b in pairwise(marked):
        if 1 < b - a <= 3 and all(len(lines[k].folded) < 45 for k in range(a + 1, b)):
            for k in range(a + 1, b):
                lines[k].part = "toc"


def _mark_untitled(lines: list[Line]) -> None:
    """A contents list without its title: short lines in front, most of which come again."""
    begin = 0
    while begin < min(len(lines), 30):
        end = begin
        while (
            end < len(lines)
            and 0 < len(lines[end].folded) <= 60
            and (lines[end].folded[-1] not in "。;:")
        ):
            end += 1
        if end - begin >= 7:
            later = {_squeeze(x.folded) for x in lines[end : end + 3000] if len(x.folded) <= 80}
            again = [k for k in range(begin, end) if _squeeze(lines[k].folded) in later]
            if len(again) >= 6 and len(again) * 10 >= (again[-1] - again[0] + 1) * 7:
                for line in lines[again[0] : again[-1] + 1]:
                    line.part = "toc"
            return
        begin = end + 1


def _mark_list(lines: list[Line], begin: int) -> None:
    """Mark the entries after 目录 up to the line where the first of them comes again."""
    end = begin
    while (
        end < len(lines) and len(lines[end].folded) <= 60 and not lines[end].folded.endswith("。")
    ):
        end += 1
    entries = [_squeeze(line.folded) for line in lines[begin:end]]
    first = next((e for e in entries if e), None)
    if not first:
        return
    again = next((k for k in range(1, len(entries)) if entries[k] == first), None)
    later = {_squeeze(line.folded) for line in lines[end : end + 1500] if len(line.folded) <= 80}
    stop = begin + again if again else end
    known = sum(1 for e in entries[: stop - begin] if e in later or e in entries[stop - begin :])
    if again or known * 2 >= stop - begin:
        for line in lines[begin:stop]:
            line.part = "toc"


def _mark_parts(lines: list[Line]) -> None:
    for line in lines:
        if line.part != "text":
            continue
        hint = line.paragraph.hint
        role = hint.role if hint else "paragraph"
        if line.paragraph.role == "page-number" or role == "page-number":
            line.part = "page-number"
        elif role == "cell":
            line.part = "cell"
        elif role == "toc":
            line.part = "toc"
        elif role == "furniture":
            line.part = "furniture"
        elif role == "footnote":
            line.part = "footnote"
        elif len(line.folded) <= 200:
            if is_boilerplate(line.folded) or _is_stamp(line):
                line.part = "furniture"
            else:
                line.element = element_of(line.folded)
                if line.element:
                    line.part = "element"


def _is_stamp(line: Line) -> bool:
    """Whether a bulleted line near the top is a stamp or link of the page (• 更新时间：…)."""
    if line.index > 60 or line.folded[0] not in "•·●▪":
        return False
    bare = line.folded[1:].strip()
    return is_boilerplate(bare) or element_of(bare) == "source"


_OPENING = compiled(r"(?:前|序|引|导) ?言?$|各位|同志|目 ?录")


def _mark_title(lines: list[Line]) -> None:
    """The document's title (标题): what the container says, else its first short lines."""
    told = [
        x
        for x in lines
        if x.paragraph.hint and x.paragraph.hint.role == "title" and not x.candidates
    ]
    if told:
        for line in told[:3]:
            line.part = "title"
        return
    headed = [x for x in lines if _heading_level(x) == 1]
    first = [x for x in lines if x.part == "text"][:4]
    if len(headed) == 1 and first and headed[0] is first[0] and not headed[0].candidates:
        headed[0].part = "title"
        return
    for k, line in enumerate(first[:3]):
        if (
            line.candidates
            or len(line.folded) > 80
            or line.folded[-1] in "。;:,，"
            or (_OPENING.match(line.folded))
        ):
            return
        following = first[k + 1] if k + 1 < len(first) else None
        if is_title_like(line.folded) or (
            k == 0
            and following is not None
            and (len(line.folded) >= 8 and not is_title_like(following.folded))
        ):
            line.part = "title"
            if is_title_like(line.folded) and not (following and following.folded == line.folded):
                return
        elif k == 0 and following is not None and is_title_like(following.folded):
            line.part = "title"
        else:
            return


def mark_title_rest(lines: Sequence[Line]) -> None:
    """The bracketed line under a title (（2025—2027年）、（试行）) belongs to it."""
    for before, line in pairwise(lines):
        if before.part == "title" and line.part == "text" and ends_title(line.folded):
            line.part, line.candidates, line.plain = "title", (), None


def _comes_again(lines: list[Line], at: int) -> bool:
    """Whether the name after 附件： heads an attachment further on."""
    if at >= len(lines):
        return False
    name = _squeeze(lines[at].folded)
    return any(
        _squeeze(x.folded[:80]) == name or _ATTACHED.match(x.folded) for x in lines[at + 1 :]
    )


_LINKS = compiled(
    r"(?:相关|解读|政策解读|延伸|附件)(?:文件|链接|解读|报道|新闻|稿件|阅读|政策|下载):?$"
)


def _mark_links(lines: list[Line]) -> None:
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


def _mark_links_in_front(lines: list[Line]) -> None:
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


def _mark_stamps(lines: Sequence[Line]) -> None:
    """Among the bullets of a page's index table the labels that nobody listed are furniture too."""
    bullets: list[Line] = []
    for line in lines:
        if _NUMBERED.match(line.folded):
            break
        if _PAGE_BULLET.match(line.folded):
            bullets.append(line)
    known = sum(1 for line in bullets if line.part == "furniture")
    if known >= 2 and known * 2 >= len(bullets):
        for line in bullets:
            if line.part == "text" and _STAMP.match(line.folded):
                line.part = "furniture"


_STAMP = compiled(r". ?[^:。,]{2,8} ?:")
_PAGE_BULLET = compiled(r"[•·●▪◆] ?[^。;]{1,60}$")
_NUMBERED = compiled(r"[(第]?[一二三四五六七八九十\d]{1,3}[)、.章节条]")


def _mark_first_attachment(lines: list[Line]) -> None:
    """附件 at the very top says that the whole file is one; its title is the document's."""
    first = next((x for x in lines if x.part == "text"), None)
    if first is not None and len(first.folded) <= 6 and _ATTACHED.match(first.folded):
        first.part, first.element = "element", "attachment-mark"


def _heading_level(line: Line) -> int | None:
    hint = line.paragraph.hint
    return hint.level if hint and hint.role == "heading" else None


_TABLE_HEAD = compiled(r"(?:指标(?:体系)?|[^发代]表|清单|一览)(?:\([^)]*\))?$")
_CELL_LENGTH = 26


def _mark_flat_tables(lines: list[Line]) -> None:
    """Tables that extraction laid flat, one cell or fragment a line, under 专栏 or a table's name.

    Such fragments are no headings and their numbers no items; they end with the first long line,
    the first sentence, or the first number of an outer level.
    """
    for k, line in enumerate(lines):
        if line.part != "text" or len(line.folded) > 50 or not _TABLE_HEAD.search(line.folded):
            continue
        boxed = bool(line.candidates) and line.candidates[0].style in (BOX, ATTACHMENT)
        if line.candidates and not boxed and not line.folded.endswith("表"):
            continue
        run = []
        for cell in lines[k + 1 : k + 2000]:
            if cell.part == "page-number":
                continue
            if cell.part != "text" or not _is_fragment(cell):
                break
            run.append(cell)
        if len(run) >= 6:
            for cell in run:
                cell.part, cell.candidates = "cell", ()
            before = lines[k - 1].candidates if k else ()
            if not line.candidates and not (before and before[0].style is ATTACHMENT):
                line.plain = TABLE, 3.0, len(line.text)


def _is_fragment(line: Line) -> bool:
    if len(line.folded) > _CELL_LENGTH or line.folded[-1] in "。;:":
        return False
    first = line.candidates[0] if line.candidates else None
    return first is None or first.doubt >= 1.0 or first.style.rank >= 5.9


_LISTED = compiled(r"\d{1,2} ?[.、]")


def _mark_attachment_list(lines: list[Line]) -> None:
    """附件：1.… 2.… after the text lists attachments; its entries are not items of the plan."""
    for k, line in enumerate(lines):
        if line.part == "text" and line.folded[:1] == "附" and _LIST_HEAD.match(line.folded):
            line.part, line.element = "element", "attachment-list"
        bare = line.folded[:1] == "附" and _BARE_LIST.fullmatch(line.folded) is not None
        if bare and line.part == "text" and _comes_again(lines, k + 1):
            line.part, line.element = "element", "attachment-list"
        if line.element != "attachment-list":
            continue
        for entry in lines[k + 1 : k + 30]:
            if entry.part in ("page-number", "furniture"):
                continue
            if entry.part != "text" or len(entry.folded) > 80:
                break
            if _LISTED.match(entry.folded) or (bare and entry.folded[-1] not in "。;"):
                entry.part, entry.element = "element", "attachment-list"
                bare = bool(_LISTED.match(entry.folded)) and bare
            else:
                break
    _mark_lone_attachment(lines)


def _mark_lone_attachment(lines: list[Line]) -> None:
    """附：… with its text below is the attachment itself, not a list of what is enclosed."""
    listed = [k for k, x in enumerate(lines) if x.element == "attachment-list"]
    if len(listed) != 1:
        return
    line = lines[listed[0]]
    mark = _LONE_MARK.match(line.folded)
    rest = [x for x in lines[listed[0] + 1 :] if x.part not in ("page-number", "furniture")]
    texts = [x for x in rest if x.part in ("text", "cell") and not _CONTACT.match(x.folded)]
    name = _squeeze(line.folded[mark.end() :]) if mark else ""
    again = any(_squeeze(x.folded[:80]) == name for x in rest)
    if mark and len(texts) == len(rest) >= 2 and not again:
        line.part, line.element = "text", None
        end = len(mark[0].rstrip())
        line.candidates = (Enumerator(ATTACHMENT, None, 0, end, mark.end()),)


_LONE_MARK = compiled(r"附 ?件? ?: ?(?!\d)(?=\S)")
_CONTACT = compiled(r"联系|电话|传真|邮箱|地址|抄送|主题词")


def _mark_attached(lines: list[Line]) -> None:
    """The title of an attachment begins it, with or without 附件 above (GB/T 9704, 7.3.7)."""
    names: set[str] = set()
    for k, line in enumerate(lines):
        if line.element == "attachment-list":
            name = _squeeze(_LIST_NUMBER.sub("", line.folded))
            if len(name) >= 6:
                names.add(name)
        elif names and line.part == "text" and not line.candidates and len(line.folded) <= 80:
            before = lines[k - 1].candidates if k else ()
            marked = bool(before) and before[0].style is ATTACHMENT
            if not marked and _squeeze(line.folded) in names:
                line.plain = GLOSSARY, 4.0, len(line.text)


_LIST_NUMBER = compiled(r"(?:附 ?件? ?: ?)?(?:\d{1,2} ?[.、])? ?")


# --- candidates ------------------------------------------------------------------------------

_OCCASION = compiled(r".{0,3}\d{4} ?年 ?\d{1,2} ?月 ?\d{1,2} ?日")


_LIST_MARK = compiled(r"[-*+] +(?=\S)")


def _candidates(line: Line, markdown: bool) -> tuple[Enumerator, ...]:
    hint = line.paragraph.hint
    if markdown and (mark := _LIST_MARK.match(line.folded)):
        return (Enumerator(BULLET, None, 0, 1, mark.end()),)
    if hint and hint.auto_label and not line.offset:
        return (_automatic(line, hint.auto_label),)
    found = enumerators(line.folded)
    if not found or _listed_inside(line.folded, found):
        return ()
    if found[0].style.name in ("dash", "bullet") and (
        _OCCASION.match(line.folded) or len(line.folded) - found[0].body < 3
    ):
        return ()
    return found


def _trust_blanks(lines: list[Line]) -> None:
    """“一 总体要求” without its 、 is a heading where such lines count up from one."""
    for name in ("han-blank", "arabic-bare"):
        marked = [
            x for x in lines
            if x.candidates and x.candidates[0].style.name == name and len(x.folded) <= 24
            and x.folded[-1] not in "。;,"
        ]  # fmt: skip
        ordinals = [x.candidates[0].ordinal for x in marked]
        if not (1 in ordinals and 2 in ordinals) or any(x.part != "text" for x in marked):
            continue
        if name == "arabic-bare" and not any(
            x.candidates and x.candidates[0].style.family == "han-comma" for x in lines
        ):
            continue
        if name == "arabic-bare" and any(b.index == a.index + 1 for a, b in pairwise(marked)):
            continue
        for line in marked:
            style = STYLES["han-comma" if name == "han-blank" else "arabic-title"]
            line.candidates = (replace(line.candidates[0], style=style, doubt=0.2),)


def _trust_zeros(lines: list[Line]) -> None:
    """01, 02… are the outermost numbers where they come before any other: first seen, outermost."""
    marked: list[Line] = []
    for line in lines:
        first = line.candidates[0] if line.candidates else None
        if first is None or (first.style.rank >= 7 and first.style.name != "zero-bare"):
            continue
        if first.style.name != "zero-bare":
            if not marked:
                return
        elif len(line.folded) <= 30 and line.folded[-1] not in "。;,":
            marked.append(line)
    if [x.candidates[0].ordinal for x in marked[:2]] == [1, 2]:
        for line in marked:
            line.candidates = (replace(line.candidates[0], style=STYLES["zero-title"], doubt=0.0),)


def _trust_list_marks(lines: list[Line]) -> None:
    """“- …” is a list where such lines follow one another, as in Markdown that lost its name."""
    for before, line in pairwise([x for x in lines if x.part == "text"]):
        if all(not x.candidates or x.candidates[0].style is BULLET for x in (before, line)) and (
            (a := _HYPHEN.match(before.folded)) and (b := _HYPHEN.match(line.folded))
        ):
            for x, mark in ((before, a), (line, b)):
                x.candidates = (Enumerator(BULLET, None, 0, 1, mark.end()),)


_HYPHEN = compiled(r"- (?=[^\s\d-])")


def _trust_bare_numbers(lines: list[Line]) -> None:
    """“1 总则” is a heading where “1.1 …” follows somewhere (GB/T 1.1-2020, 章 and 条).

    So is the chapter after the last of several such, though nothing stands below it.
    """
    _trust_blanks(lines)
    _trust_zeros(lines)
    _trust_list_marks(lines)
    first = {e.path[0] for x in lines for e in x.candidates[:1] if len(e.path) == 2 and e.doubt < 1}
    titles = 0
    for line in lines if first else ():
        for e in line.candidates[:1]:
            last = titles > 1 and e.ordinal == max(first) + 1 and not _CELLS.search(line.folded)
            known = e.ordinal in first or last
            if e.style.name == "arabic-bare" and known and len(line.folded) <= 30:
                style = STYLES["arabic-title"]
                line.candidates = (replace(e, style=style, path=(e.ordinal or 0,), doubt=0.0),)
                first.add(e.ordinal or 0)
                titles += 1


_CELLS = compiled(r".\d|[%\[\]]|约束性|预期性")


def _listed_inside(folded: str, found: Sequence[Enumerator]) -> bool:
    """Whether the line begins a list that goes on inside it (一是…二是…三是…)."""
    if not any(e.ordinal == 1 and e.style.rank >= 5.0 for e in found):
        return False
    items = inline_items(folded)
    return bool(items) and items[0].enumerator.start == 0


def _automatic(line: Line, length: int) -> Enumerator:
    """The enumerator of a label that Word generated: certain, whatever its style."""
    label = line.folded[:length].rstrip()
    body = length + (len(line.folded[length:]) - len(line.folded[length:].lstrip()))
    for found in enumerators(line.folded):
        if found.end >= len(label) and found.style is not ATTACHMENT:
            return replace(found, end=len(label), body=body, doubt=-1.0)
    numbers = [int(n) for n in regex.findall(r"\d+", label)[:6]]
    if numbers:
        style = Style(f"auto-{len(numbers)}", None, "", "", 5.9 + len(numbers) / 20, 3.0)
        return Enumerator(style, numbers[-1], 0, len(label), body, tuple(numbers), -1.0)
    style = Style("auto-bullet", None, "", "", 8.5, 2.0)
    return Enumerator(style, None, 0, len(label), body, doubt=-1.0)


# --- headings without a number ---------------------------------------------------------------


def _find_plain(lines: list[Line]) -> None:
    body = [line for line in lines if line.part == "text"]
    numbered = sum(1 for line in body if line.candidates and line.candidates[0].style.rank < 5.5)
    for position, line in enumerate(body):
        if not line.candidates and not line.plain:
            line.plain = _plain_of(body, position)
    _support_leads(body)
    _no_lines_in_front(body, numbered)
    _support_lines(body, numbered)
    _split_documents(lines)


def _plain_of(body: list[Line], position: int) -> tuple[Style, float, int] | None:
    line = body[position]
    hint = line.paragraph.hint
    if hint and hint.role == "heading" and len(line.folded) <= 80:
        if line.folded[0] == "(" and line.folded[-1] == ")":
            return None
        return LINE.at_level(hint.level or 1), 4.0, len(line.text)
    size = len(line.folded)
    if size <= 12 and _GLOSSARY.match(line.folded):
        return GLOSSARY, 4.0, size
    if _ASK.match(line.folded) and size <= 120:
        return QUESTION, 2.0, size
    if size <= _LINE_LENGTH[1] and "。" not in line.folded[:-1]:
        return _line_shape(body, position)
    return _lead_shape(line)


def _lead_shape(line: Line) -> tuple[Style, float, int] | None:
    folded = line.folded
    end = folded.find("。", 0, _LEAD_LENGTH[1] + 1)
    if end < 0 or ":" in folded[:end]:
        return _colon_shape(line)
    rest = len(folded) - end - 1
    if not _LEAD_LENGTH[0] <= end <= _LEAD_LENGTH[1] or rest < 4 or ";" in folded[:end]:
        return None
    if _NOT_LEAD.match(folded):
        return None
    head = folded[:end]
    score = 0.2
    if head.startswith("坚持"):
        score = 1.3
    elif ACTION_START.match(folded):
        score = 1.0
    elif RESULT_END.search(head) or (
        end <= 12 and "," not in head and ACTION_START.match(folded, end + 1)
    ):
        score = 0.8
    score += 0.3 if end <= 12 else 0.1 if end <= 20 else -0.4 if end > 26 else 0.0
    score -= 0.4 * head.count(",")
    hint = line.paragraph.hint
    if hint and hint.bold > 0 and abs(hint.bold - end) <= 2:
        score += 2.0
    if rest < max(20, end):
        return (LEAD, _ONLY_BESIDE, end + 1) if score >= 0.9 else None
    return LEAD, score, end + 1


def _colon_shape(line: Line) -> tuple[Style, float, int] | None:
    match = _COLON_LEAD.match(line.folded)
    if not match or len(line.folded) - match.end() < 25 or _NOT_COLON_LEAD.search(match["name"]):
        return None
    return LEAD, 0.8 if _TOPIC_NAME.search(match["name"]) else 0.3, match.end()


def _line_shape(body: list[Line], position: int) -> tuple[Style, float, int] | None:
    line = body[position]
    folded = line.folded
    if not _LINE_LENGTH[0] <= len(folded) or folded[-1] in _END_MARK or folded[0] in "—-〔[(*":
        return None
    if folded.count("《") != folded.count("》") or folded.count("“") != folded.count("”"):
        return None
    if not _TWO_HAN.search(folded) or _NO_LINE.search(folded):
        return None
    following = body[position + 1] if position + 1 < len(body) else None
    if following is None or following.index > line.index + 3:
        return None
    score = 0.3
    if not following.candidates and (
        len(following.folded) >= _LONG or following.folded[-1] == "。"
    ):
        score += 0.4
    elif _ASK.match(following.folded):
        score += 1.5
    elif following.candidates and following.candidates[0].doubt < 0.5:
        score += 0.1
    elif not _short_heading(following):
        score -= 0.6
    before = body[position - 1].folded if position else "。"
    if position and before[-1:] not in "。:;!?" and not _short_heading(body[position - 1]):
        score -= 0.6
    score += 0.2 if before[-1:] in "。:!?" or position == 0 else 0.0
    score += 0.4 if " " in folded and len(folded) > 8 else 0.0
    score += 0.2 if ACTION_START.match(folded) else 0.0
    score += 1.5 if _LENTICULAR.fullmatch(folded) or _is_known(body, position) else 0.0
    return LINE, score + _look(line, body, position), len(line.text)


def _is_known(body: list[Line], position: int) -> bool:
    """Whether a line is one of the genre's fixed headings, and not the title of a bare number."""
    if not _KNOWN.fullmatch(body[position].folded):
        return False
    marks = body[position - 1].candidates if position else ()
    return not marks or marks[0].body < len(body[position - 1].folded)


_KNOWN = compiled(
    r"(?:总体|工作|有关|几点)要求|指导思想|(?:基本|工作)原则|(?:工作|主要|总体|发展|创建|行动)目标|目标任务|"
    r"(?:主要|重点|工作)任务|(?:主要|工作|保障|整改)措施|(?:实施|方法|工作)步骤|组织(?:领导|保障|实施)|"
    r"(?:整治|工作)(?:范围|重点|内容)|职责分工"
)
_LENTICULAR = compiled(r"【[^【】]{2,14}】")


def _look(line: Line, body: list[Line], position: int) -> float:
    """What bold type and a larger face say for a heading."""
    hint = line.paragraph.hint
    if not hint:
        return 0.0
    score = 0.6 if hint.bold >= len(line.text) - 1 > 2 else 0.0
    near = body[position + 1].paragraph.hint if position + 1 < len(body) else None
    if hint.size and near and near.size:
        score += 0.6 if hint.size > near.size * 1.08 else -0.2 if hint.size < near.size else 0.0
    return score


def _short_heading(line: Line) -> bool:
    return 3 <= len(line.folded) <= _LINE_LENGTH[1] and line.folded[-1] not in _END_MARK


def _segments(body: list[Line]) -> Iterable[list[Line]]:
    """Runs of unnumbered lines between numbered ones."""
    run: list[Line] = []
    for line in body:
        if line.candidates and line.candidates[0].doubt < 1.0:
            if run:
                yield run
            run = []
        else:
            run.append(line)
    if run:
        yield run


def _support_leads(body: list[Line]) -> None:
    """Keep the run-in leads that have fellows: beside them, or all over the document."""
    leads = [x for x in body if x.plain and x.plain[0] is LEAD and x.plain[1] >= 0.9]
    long = [x for x in body if not x.candidates and len(x.folded) >= _LONG]
    share = len(leads) / len(long) if len(leads) >= 4 and long else 0.0
    for run in _segments(body):
        shaped = [bool(x.plain and x.plain[0] is LEAD) for x in run]
        colon = [bool(x.plain and x.folded[x.plain[2] - 1] == ":") for x in run]
        short = [k for k, x in enumerate(run) if x.plain and x.plain[1] == _ONLY_BESIDE]
        for k in short:
            run[k].plain, shaped[k] = None, False
        fellows = _fellows(run)
        boxed = _follows_box(body, run)
        for k, line in enumerate(run):
            if not shaped[k] or line.plain is None:
                continue
            score = line.plain[1] + 0.5 * min(fellows[k], 2) + 1.2 * share + (0.8 if boxed else 0.0)
            score += 0.4 if len(run) > 1 and sum(shaped) >= 0.7 * len(run) else 0.0
            threshold = 1.15 if colon[k] else 1.7
            line.plain = (LEAD, score - threshold, line.plain[2]) if score > threshold else None
        _join_short_leads(run, short)


def _join_short_leads(run: list[Line], short: list[int]) -> None:
    """Accept the leads of short bodies that stand beside an accepted one."""
    for k in [*short, *reversed(short)]:
        near = [run[j] for j in (k - 1, k + 1) if 0 <= j < len(run)]
        beside = [x for x in near if x.plain and x.plain[0] is LEAD]
        end = run[k].folded.find("。")
        if beside and run[k].plain is None:
            run[k].plain = (LEAD, 0.8, end + 1)


def _fellows(run: list[Line]) -> list[int]:
    """For each line, how many neighbours in an unbroken row have its shape (。 or :)."""
    marks = [x.folded[x.plain[2] - 1] if x.plain and x.plain[0] is LEAD else "" for x in run]
    out = [0] * len(run)
    begin = 0
    for end in range(1, len(run) + 1):
        if end == len(run) or marks[end] != marks[begin]:
            for k in range(begin, end):
                out[k] = end - begin - 1 if marks[begin] else 0
            begin = end
    return out


def _follows_box(body: list[Line], run: list[Line]) -> bool:
    at = bisect_left(body, run[0].index, key=lambda x: x.index)
    before = body[at - 1] if at else None
    return bool(before and before.candidates and before.candidates[0].style is BOX)


def _no_lines_in_front(body: list[Line], numbered: int) -> None:
    """What stands before the first number of a numbered document is title, address and preamble."""
    if numbered < 3:
        return
    for line in body:
        if line.candidates and line.candidates[0].style.rank < 5.5:
            return
        if line.plain and line.plain[0] is LINE and not _KNOWN.fullmatch(line.folded):
            line.plain = None


def _support_lines(body: list[Line], numbered: int) -> None:
    shaped = [x for x in body if x.plain and x.plain[0] is LINE]
    threshold = 1.7 if numbered >= 3 else 0.7
    bonus = 0.5 if len(shaped) >= 3 and len(shaped) * 3 <= len(body) else 0.0
    if len(shaped) * 2 > len(body):
        threshold += 0.8
    keep = []
    for line in shaped:
        if line.plain is None:
            continue
        score = line.plain[1] + bonus
        line.plain = (LINE, score - threshold, line.plain[2]) if score > threshold else None
        if line.plain:
            keep.append(line)
    pairs = [a for a, b in pairwise(keep) if b.index == a.index + 1]
    if len(pairs) >= 2:
        outer = Style("line-outer", None, "", "", LINE.rank - 0.1, 0.0)
        for line in pairs:
            if line.plain:
                line.plain = (outer, line.plain[1], line.plain[2])


def _split_documents(lines: list[Line]) -> None:
    """Titles of further documents in one file; excerpts of several count as sections."""
    body = [line for line in lines if line.part in ("text", "title")]
    titled = [line for line in body if _begins_document(lines, line)]
    ends = [*(line.index for line in titled[1:]), len(lines)]
    titled = [
        line
        for line, end in zip(titled, ends, strict=False)
        if any(x.candidates for x in lines[line.index + 1 : end])
    ]
    headed = sum(1 for line in body if line.plain and line.plain[0] is LINE)
    if len({line.folded for line in titled}) < 3 or len(titled) * 3 < headed:
        return
    for line in titled:
        line.part = "text"
        line.plain = (DOCUMENT, 2.0, len(line.text))


def _begins_document(lines: list[Line], line: Line) -> bool:
    """Whether a line reads like a title and is not that of an attachment or of an enclosed plan."""
    if line.candidates or len(line.folded) > 80 or not is_title_like(line.folded):
        return False
    before = lines[line.index - 1] if line.index else None
    if before is None:
        return True
    attached = bool(before.candidates) and before.candidates[0].style is ATTACHMENT
    return before.part == "text" and not attached and before.folded != line.folded
