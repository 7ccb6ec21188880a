"""The title of a document (标题): which lines read like one, and what stands under it."""

from __future__ import annotations

from collections.abc import Sequence

from ...patterns import compiled
from ...script import fold
from ..agencies import words
from .furniture import is_boilerplate
from .genre import genre_of
from .spacing import joined
from .speech import is_occasion_line

_TITLE_FORBIDDEN = compiled(
    r"[。;!?…|]|:.{0,80}:|,[^,]*,[^,]*,|^(?:[,、:)》—–-]|标\s*题|名\s*称|本|该|此|这|"
    r"为了?[^民农人]|根据|按照|依据|经|现将|结合|制定|附件?:|上述|以上|"
    r"编制|出台|落实|研究制定|印发了|贯彻执行)"
)
_NUMBERED_TITLE = compiled(
    r"\s?(?:\(?[一二三四五六七八九十百]{1,3}[)、.,]|第[一二三四五六七八九十百\d]+[章节条编篇部]|"
    r"\(?\d{1,3}[).、](?!\d)|"
    r"[①-⑳]|[一二三四五六七八九十]是)"
)
_MAX_TITLE = 80
_COMMON_NOUNS = frozenset(
    words(
        "规定 标准 规则 规范 规程 制度 建议 政策 安排 目录 计划 总结 清单 说明 要点 方案 措施 "
        "决定 报告 通知"
    )
)
"""Genres that also end ordinary clauses; with a comma before them the line is taken for prose."""
_DASHED = compiled(r"[—–-]{2}[^。;]{4,60}$")


_NUMBER_BEFORE = compiled(r"[^\s〔\[(]{1,8}[〔\[(](?:19|20)\d\d[〕\])]\d{1,4}[号號] (?=\S{8})")
"""A document number in front of the title, as lists of documents print it."""


def looks_like_title(text: str) -> bool:
    """Whether a folded, unnumbered line reads like the title of a document (标题).

    >>> [looks_like_title(t) for t in ("关于促进夜间经济的意见", "一、行动计划", "制定专项规划")]
    [True, False, False]
    """
    text = text.strip()
    if not 5 <= len(text) <= _MAX_TITLE or _TITLE_FORBIDDEN.search(text):
        return False
    genre = genre_of(text)
    if genre is None or _NUMBERED_TITLE.match(text):
        return False
    return genre not in _COMMON_NOUNS or "," not in text


def is_row(title: str) -> bool:
    """Whether a supposed title is a row of links or of an index table (公开属性： | …)."""
    return title.count("|") + title.count("｜") >= 2 or is_boilerplate(fold(title))


def title_of(titles: Sequence[str], stated: str | None) -> str | None:
    """The document's title; a stated one only where none was found or its beginning was lost."""
    first = next((" ".join(joined(title).split()) for title in titles if title.strip()), None)
    first = _NUMBER_BEFORE.sub("", first) if first else None
    if first is None or (stated and len(stated) > len(first) and stated.endswith(first)):
        return stated or first
    return first


def subtitle_of(lines: Sequence[str], title: str | None) -> str | None:
    """The line under a title that begins with a dash or tells the occasion (副标题)."""
    for line in lines:
        folded = fold(line)
        if is_occasion_line(folded) or (_DASHED.match(folded) and title):
            return line
    return None
