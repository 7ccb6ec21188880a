"""What a page says about its document: the title it prints, dates, number, issuer."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import regex

from ...patterns import compiled
from .index import index_values
from .page import Line, Page, bare

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


def title_lines(page: Page, inside: list[bool], title: str | None) -> set[int]:
    """The lines that print the article's title: up to four lines in a row, near its beginning."""
    begin = next((n for n, on in enumerate(inside) if on), len(page.lines))
    prose = (n for n, line in enumerate(page.lines) if inside[n] and line.weight >= 40)
    end = min(next(prose, len(page.lines)), begin + 30)
    order = [*range(begin, end), *range(begin - 1, max(-1, begin - 60), -1)]
    wanted = bare(title or "")
    for first in order if len(wanted) >= 4 else ():
        count = _prints(page.lines, first, wanted)
        if count:
            return set(range(first, first + count))
    found = next((n for n in order if _likely_title(page.lines[n])), None)
    return set() if found is None else {found}


def _prints(lines: list[Line], first: int, wanted: str) -> int:
    """How many lines from ``first`` on, taken together, are exactly the title; 0 if none."""
    text = ""
    for count, line in enumerate(lines[first : first + 4], 1):
        text += bare(line.text)
        if text == wanted:
            return count
        if not wanted.startswith(text):
            return 0
    return 0


def _likely_title(line: Line) -> bool:
    return line.heading == 1 and 6 <= len(line.text) <= 120


_META_NAMES = {
    "articletitle": "title",
    "og:title": "title",
    "pubdate": "published_date",
    "publishdate": "published_date",
    "article:published_time": "published_date",
    "firstpublishedtime": "published_date",
    "contentsource": "source_line",
    "source": "source_line",
}
_SEARCHED = 200
"""How many lines of a page are asked whether they print its title."""
_DATES = ("issue_date", "published_date")


@cache
def _meta_patterns() -> dict[str, regex.Pattern[str]]:
    return {
        "date": compiled(r"((?:19|20)\d{2})\s*+[-年./]\s*+(\d{1,2})\s*+[-月./]\s*+(\d{1,2})"),
        "stamp": compiled(r"(?:发[布表])?(?:时间|日期)\s*+[:：]\s*+(\d{4}[^\s]{3,8})"),
        "source": compiled(r"(?:^|\s)[（(]?(?:信息|稿件|文章)?来源\s*+[:：]\s*+([^\s）)]{2,40})"),
        "between": compiled(r"\s*+(?:[-_|｜–—>»]{1,2}|::)\s*+"),
        "site": compiled(
            r"\s*+(?:[-_|｜–—]{1,2}|::)\s*+[^-_|｜–—]{0,30}(?:网|网站|平台|政府|门户)$"
        ),
    }


def _value(key: str, value: str) -> str | None:
    """A metadata value as Meta wants it: dates in ISO form, None where it says nothing."""
    value = " ".join(value.split())
    if key not in _DATES:
        return value or None
    found = _meta_patterns()["date"].search(value)
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else None


def _put(meta: dict[str, str], key: str, value: str) -> None:
    clean = _value(key, value)
    if clean and key not in meta:
        meta[key] = clean


def metadata_of(root: LexborNode, page: Page, furniture: list[bool]) -> dict[str, str]:
    """Metadata by the names of model.Meta: the index table, then meta tags, then visible stamps."""
    meta: dict[str, str] = {}
    for key, value in index_values(page.lines):
        _put(meta, key, value)
    for node in root.css("meta"):
        name = node.attributes.get("name") or node.attributes.get("property") or ""
        if wanted := _META_NAMES.get(name.strip().lower()):
            _put(meta, wanted, node.attributes.get("content") or "")
    patterns = _meta_patterns()
    for line, off in zip(page.lines, furniture, strict=True):
        if off and (found := patterns["stamp"].search(line.text)):
            _put(meta, "published_date", found[1])
        if off and (found := patterns["source"].search(line.text)):
            _put(meta, "source_line", found[1])
    heading = root.css_first("head title")
    if heading is not None:
        _put(meta, "title", _without_site(heading.text(deep=True).strip(), page))
    return meta


def _without_site(title: str, page: Page) -> str:
    """A page's title without the names of site and column: as far as the page prints it."""
    cuts = [(m.start(), m.end()) for m in _meta_patterns()["between"].finditer(title)][:8]
    shorter = [title[:start] for start, _ in reversed(cuts)] + [title[end:] for _, end in cuts]
    for part in (title, *shorter):
        wanted = bare(part)
        if len(wanted) >= 6 and any(
            _prints(page.lines, first, wanted) for first in range(min(len(page.lines), _SEARCHED))
        ):
            return part
    return _meta_patterns()["site"].sub("", title)
