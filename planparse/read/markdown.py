r"""Markdown: the file as it stands is the text layer; its markup is evidence.

Lines stay those of the file, so that an editor finds what the Plan points to; its encoding and its
line ends are read as those of plain text are (``\r\n`` and a lone ``\r`` become ``\n``). What
Markdown adds is told beside the text: ``Source.markup`` lists the ranges that are not text (``##``,
``**``, link targets, table rules), hints say which lines are headings and which ranges are cells.

Only what changes the reading of a plan is recognised, line by line: ATX and setext headings, code
fences, tables, quotations, emphasis, code spans, links, escapes, inline tags and front matter. List
markers are left alone, for they are labels like any other. A short line over ``---`` is a heading,
a sentence over it is not, whatever CommonMark says: Chinese writers mean a rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

import regex

from ..patterns import compiled
from ..tree import Origin
from .encoding import decode, one_line_end
from .source import Hint, Role, Source

MEDIA_TYPE = "text/markdown"
MAX_TITLE = 60

Range = tuple[int, int]

_ATX = compiled(r" {0,3}(#{1,6})(?:[ \t\u3000]++|(?=[^#\s])|$)")
_ATX_END = compiled(r"[ \t]++#++[ \t]*+$")
_FENCE = compiled(r" {0,3}(`{3,}+|~{3,}+)")
_RULE = compiled(r" {0,3}(?:(?:-[ \t]*+){3,}+|(?:\*[ \t]*+){3,}+|(?:_[ \t]*+){3,}+)$")
_SETEXT = compiled(r" {0,3}(?:=++|-{2,}+)[ \t]*+$")
_QUOTE = compiled(r"(?: {0,3}>[ \t]?)++")
_TABLE_RULE = compiled(
    r"[ \t]*+\|?+[ \t]*+:?+-++:?+[ \t]*+(?:\|[ \t]*+:?+-++:?+[ \t]*+)*+\|?+[ \t]*+$"
)
_PIPE = compiled(r"(?<!\\)\|")
_ITEM = compiled(r"[ \t]*+(?:[-*+]|\d{1,9}[.)])[ \t]")
_TARGET = r"\((?!#)(?:[^()\n]|\([^()\n]*+\))*+\)"
_LINKS = compiled(
    r"(?:[ \t]|[-*+][ \t]|[_|·>×]|#{1,6}[ \t]|"
    rf"!?\[(?:[^\[\]\n]|!?\[[^\[\]\n]*+\]{_TARGET})*+\]{_TARGET})++$"
)
"""A line that is links and pictures only: the page's navigation, unless they lead into itself."""
_BULLET = compiled(r"[ \t]*+[-*+][ \t]")
_TITLE = compiled(r"title\s*+:\s*+(.++)$", regex.I)


@cache
def _inline() -> regex.Pattern[str]:
    """Inline markup; the named groups hold the text that stays."""
    return compiled(
        r"""
          (?<code>`{1,3})(?<kept>[^`\n]++)(?P=code)
        | !?+\[(?<link>[^\[\]\n]*+)\]\((?:[^()\n]|\([^()\n]*+\))*+\)
        | <!--(?:[^\n<-]|-(?!->))*+-->
        | </?+[A-Za-z][^<>\n]{0,200}+>
        | \\(?=[!-/:-@\[-`{-~])
        | (?<star>\*{1,3})(?=[^\s*])(?<strong>[^*\n]++)(?<=\S)(?P=star)
        | (?<![\w_])(?<line>_{1,3})(?=[^\s_])(?<under>[^_\n]++)(?<=\S)(?P=line)(?![\w_])
        | ~~(?=\S)(?<struck>[^~\n]++)~~
        """,
        regex.VERBOSE,
    )


_KEPT = ("kept", "link", "strong", "under", "struck")


@dataclass(slots=True)
class _Reading:
    """What has been found in a file so far."""

    text: str
    hints: list[Hint] = field(default_factory=list)
    markup: list[Range] = field(default_factory=list)
    title: str = ""
    tables: int = 0
    paragraphs: int = 0

    def hint(
        self, start: int, end: int, role: Role, level: int | None = None, bold: int = 0
    ) -> None:
        """Note a line, which is a paragraph of its own."""
        self.paragraphs += 1
        origin = Origin(paragraph=self.paragraphs)
        self.hints.append(Hint(start, end, role, level=level, bold=bold, origin=origin))

    def inline(self, start: int, end: int) -> int:
        """Note the inline markup of a range; how many code points of its lead are set in bold."""
        known = len(self.markup)
        first = next(iter(self._note(start, end)), None)
        if first is None or first.start() > start or len(first["star"] or first["line"] or "") < 2:
            return 0
        marked = sum(b - a for a, b in self.markup[known:] if b <= first.end())
        return first.end() - start - marked

    def _note(self, start: int, end: int, nested: bool = True) -> list[regex.Match[str]]:
        """Note the markup in a range, and once more in what it holds: **[text](target)**."""
        found = list(_inline().finditer(self.text, start, end))
        for match in found:
            kept = next((name for name in _KEPT if match[name] is not None), None)
            inner = match.span(kept) if kept else (match.end(), match.end())
            self._mark(match.start(), inner[0])
            if nested and kept not in (None, "kept"):
                self._note(*inner, nested=False)
            self._mark(inner[1], match.end())
        return found

    def _mark(self, start: int, end: int) -> None:
        if start < end:
            self.markup.append((start, end))


def _lines(text: str) -> list[Range]:
    """The ranges of the lines, without their line ends."""
    ranges: list[Range] = []
    start = 0
    for line in text.split("\n"):
        ranges.append((start, start + len(line)))
        start += len(line) + 1
    return ranges


def _front_matter(reading: _Reading, lines: list[Range]) -> int:
    """How many lines of YAML front matter the file begins with; the title there is kept."""
    text = reading.text
    words = [text[start:end].rstrip() for start, end in lines[:200]]
    if not words or words[0] != "---":
        return 0
    ends = [index for index, word in enumerate(words) if index and word in ("---", "...")]
    if not ends or not all(
        ":" in w or w.startswith(("-", " ", "#")) for w in words[1 : ends[0]] if w
    ):
        return 0
    for (start, end), word in zip(lines[: ends[0] + 1], words, strict=False):
        found = _TITLE.match(word)
        if found:
            reading.title = found[1].strip("\"' ")
        if word:
            reading.hint(start, end, "furniture")
    return ends[0] + 1


def _table(reading: _Reading, rows: list[Range]) -> None:
    """Note the cells of a table; its second row is the rule."""
    reading.tables += 1
    numbers = [1, 0, *range(2, len(rows))]
    for number, (start, end) in zip(numbers, rows, strict=True):
        if not number:
            reading.markup.append((start, end))
            continue
        edges = [match.start() for match in _PIPE.finditer(reading.text, start, end)]
        bounds = [start - 1, *edges, end]
        first = bool(edges) and not reading.text[start : edges[0]].strip()
        for column, (left, right) in enumerate(pairwise(bounds)):
            if left >= start:
                reading.markup.append((left, left + 1))
            _cell(
                reading,
                left + 1,
                right,
                Origin(table=reading.tables, row=number, column=column + (not first)),
            )


def _cell(reading: _Reading, start: int, end: int, origin: Origin) -> None:
    content = reading.text[start:end]
    if content.strip():
        start += len(content) - len(content.lstrip())
        end -= len(content) - len(content.rstrip())
        reading.inline(start, end)
        reading.hints.append(Hint(start, end, "cell", origin=origin))


def _heading_over(text: str) -> bool:
    """Whether a line over a run of - or = reads like a heading."""
    line = text.strip()
    plain = line and not _ITEM.match(text) and not _ATX.match(text) and "|" not in line
    return bool(plain) and len(line) <= MAX_TITLE and not line.endswith(("。", "；", "，", "："))


class _Walk:
    """The lines of a file, one construct after another."""

    def __init__(self, reading: _Reading, lines: list[Range]) -> None:
        self._reading = reading
        self._lines = lines
        self._text = reading.text

    def _line(self, index: int) -> str:
        if index >= len(self._lines):
            return ""
        start, end = self._lines[index]
        return self._text[start:end]

    def run(self, index: int) -> None:
        """Read from a line on to the end."""
        while index < len(self._lines):
            index = self._construct(index)

    def _construct(self, index: int) -> int:
        """Read the construct that begins on a line; the line after it."""
        line = self._line(index)
        fence = _FENCE.match(line)
        if not line.strip():
            return index + 1
        if fence:
            return self._code(index, fence[1])
        if (
            "|" in line
            and "|" in self._line(index + 1)
            and _TABLE_RULE.match(self._line(index + 1))
        ):
            return self._cells(index)
        return self._plain(index, line)

    def _code(self, index: int, fence: str) -> int:
        self._reading.markup.append(self._lines[index])
        for after in range(index + 1, len(self._lines)):
            line = self._line(after).strip()
            if line.startswith(fence) and not line.strip(fence[0]):
                self._reading.markup.append(self._lines[after])
                return after + 1
        return len(self._lines)

    def _cells(self, index: int) -> int:
        after = index + 2
        while "|" in self._line(after):
            after += 1
        _table(self._reading, self._lines[index:after])
        return after

    def _plain(self, index: int, line: str) -> int:
        start, end = self._lines[index]
        reading = self._reading
        quote = _QUOTE.match(line)
        if _RULE.match(line):
            reading.markup.append((start, end))
            return index + 1
        first = start + (quote.end() if quote else 0)
        if first > start:
            reading.markup.append((start, first))
        atx = _ATX.match(self._text, first, end)
        if atx:
            self._atx(start, first, end, atx)
            return index + 1
        bold = reading.inline(first, end)
        if "](" in line and _LINKS.match(line):
            reading.hint(start, end, "furniture")
            return index + 1
        underlined = _SETEXT.match(self._line(index + 1)) and _heading_over(line)
        role: Role = "heading" if underlined else "paragraph"
        level = (1 if "=" in self._line(index + 1) else 2) if underlined else None
        reading.hint(start, end, role, level, bold)
        if underlined:
            reading.markup.append(self._lines[index + 1])
        return index + (2 if underlined else 1)

    def _atx(self, start: int, first: int, end: int, atx: regex.Match[str]) -> None:
        reading = self._reading
        closing = _ATX_END.search(self._text, atx.end(), end)
        stop = closing.start() if closing else end
        reading.markup.append((first, atx.end()))
        reading.inline(atx.end(), stop)
        if closing:
            reading.markup.append((stop, end))
        reading.hint(start, end, "heading", len(atx[1]))


def _menus(text: str, hints: list[Hint]) -> Iterator[Hint]:
    """The hints, bullets among bulleted links made part of the page's navigation as well."""
    run: list[Hint] = []
    for hint in (*hints, None):
        if hint is not None and _BULLET.match(text, hint.start, hint.end):
            run.append(hint)
            continue
        links = sum(1 for one in run if one.role == "furniture")
        menu = len(run) >= 3 and links * 2 >= len(run)
        yield from (one._replace(role="furniture") if menu else one for one in run)
        run = []
        if hint is not None:
            yield hint


def read_markdown(data: bytes, name: str) -> Source:
    """A Markdown file as it stands, with its headings, cells and markup told beside the text.

    Raises:
        ReadError: it cannot be decoded.
    """
    text, encoding = decode(data, name)
    return marked_up(one_line_end(text), name, encoding)


def marked_up(text: str, name: str, encoding: str | None) -> Source:
    """A decoded text in Markdown as a Source."""
    lines = _lines(text)
    reading = _Reading(text)
    _Walk(reading, lines).run(_front_matter(reading, lines))
    return Source(
        name=name,
        text=text,
        media_type=MEDIA_TYPE,
        encoding=encoding,
        hints=tuple(_menus(text, reading.hints)),
        meta={"title": reading.title} if reading.title else {},
        markup=tuple(sorted(reading.markup)),
    )
