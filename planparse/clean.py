"""Source text to logical paragraphs, with every repair on record (清洗：断行、页码、注音、错码).

One pass of small rules, each applied only where the document itself gives evidence for it, and each
a list of edits on the source: replaying the edits (``Cleaned.edits``) gives the paragraphs, so that
a reader can check what was changed and an offset of the repaired reading finds its way back. What
cannot be decided stays as it is. No character is lost: what a paragraph swallows (a page number in
the middle of a sentence) lies inside its span.

The decisions worth knowing:

* *Lines.* Whatever ``str.splitlines`` breaks at begins a new line; no paragraph holds a break.
* *Hard wraps (硬折行).* A line was broken by the page and not by the writer if the first word of
  the next line had no room left in it. The room follows from the widths that most long lines of the
  document share, measured in characters if these agree exactly (text cut by a program) and in
  columns otherwise (text copied from a pdf; a box may be set wider than the body). A document
  without such a width is not wrapped, and then lines are joined only around a page number, or where
  every paragraph is indented and a line that is not goes on an unfinished sentence.
* *Numbered lines.* Whether a full line such as ``1.2 …`` is a whole heading or the start of a
  paragraph is decided by the lines with the same kind of number.
* *Page numbers (页码).* A bare number is one only as a member of an ascending chain with a page's
  worth of text between its members; the row numbers of a table stand too close.
* *Containers.* Where hints say which lines go together (pdf) nothing is guessed, and where each
  paragraph is a line by construction (docx, html) nothing is joined. Marks of a markup language go
  by edits as well, but to leave them out repairs nothing and is not reported; cells that share a
  line, as they do in Markdown, become a paragraph each.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

import regex

from .patterns import compiled
from .read.source import Hint, Source
from .script import fold
from .span import Span
from .tree import Repair


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """One repair: the code points ``start:end`` of the source are read as ``text``."""

    start: int
    end: int
    rule: str
    text: str


class Paragraph:
    """A logical paragraph: the repaired reading and the way back into the source."""

    __slots__ = ("blank_before", "cuts", "end", "hint", "indent", "role", "start", "text")

    def __init__(
        self, text: str, start: int, end: int, cuts: tuple[tuple[int, int], ...], *,
        indent: int = 0, blank_before: int = 0, hint: Hint | None = None,
        role: Literal["text", "page-number"] = "text",
    ) -> None:  # fmt: skip
        self.text = text
        self.start = start
        self.end = end
        self.cuts = cuts
        """(offset in the text, offset in the source) of each run that maps one to one."""
        self.indent = indent
        """Columns of blanks before the first line; an ideographic space counts two."""
        self.blank_before = blank_before
        self.hint = hint
        self.role = role

    def __repr__(self) -> str:
        return f"Paragraph({self.text!r}, {self.start}, {self.end})"

    def source(self, offset: int) -> int:
        """The source offset of ``text[offset]``; ``end`` for the offset after the last."""
        if offset >= len(self.text):
            return self.end
        cuts = self.cuts
        if len(cuts) == 1:
            return cuts[0][1] + offset
        index = bisect_right(cuts, offset, key=lambda cut: cut[0]) - 1
        place = cuts[index][1] + offset - cuts[index][0]
        limit = cuts[index + 1][1] if index + 1 < len(cuts) else self.end
        return min(place, limit - 1)

    def span(self, start: int, end: int) -> Span:
        """The source span of ``text[start:end]``."""
        first = self.source(start)
        if end <= start:
            return Span(first, first)
        return Span(first, self.end if end >= len(self.text) else self.source(end - 1) + 1)


class Cleaned:
    """The paragraphs of a source, and what was repaired to get them."""

    __slots__ = ("_edits", "paragraphs", "repairs", "source")

    def __init__(self, source: Source, paragraphs: list[Paragraph], edits: list[Edit]) -> None:
        self.source = source
        self.paragraphs = paragraphs
        self._edits = list(_outermost(edits))
        self.repairs = tuple(_repairs(self._edits))

    def edits(self) -> Iterator[Edit]:
        """Every edit in source order; replayed, they leave one paragraph a line."""
        return iter(self._edits)


def _outermost(edits: Iterable[Edit]) -> Iterator[Edit]:
    """The edits in order, without those inside of later ones, as in a line swallowed whole."""
    end = -1
    latest_first = reversed(list(edits))
    for edit in sorted(latest_first, key=lambda edit: (edit.start, -edit.end)):
        if edit.start >= end:
            yield edit
            end = edit.end


def _repairs(edits: Iterable[Edit]) -> Iterator[Repair]:
    first: dict[str, Edit] = {}
    count: Counter[str] = Counter()
    for edit in edits:
        if edit.rule != "markup":
            first.setdefault(edit.rule, edit)
            count[edit.rule] += 1
    for rule in sorted(count):
        span = Span(first[rule].start, first[rule].end)
        yield Repair(rule=rule, count=count[rule], span=span)


def clean(source: Source) -> Cleaned:
    r"""The logical paragraphs of a decoded source (逻辑段落).

    >>> text = "一、总体要求\n　　坚持创新　驱动。\n"
    >>> [p.text for p in clean(Source("x", text, "text/plain", "")).paragraphs]
    ['一、总体要求', '坚持创新 驱动。']
    """
    edits: list[Edit] = []
    lines = _read(source, edits)
    _mark_pages(lines, edits)
    joined = any(hint.joined is not None for hint in source.hints)
    if joined or source.hints:
        _join_as_told(lines, told=joined)
    else:
        _join_as_measured(lines, edits)
    return Cleaned(source, _paragraphs(source.text, lines, edits), edits)


# --- lines -----------------------------------------------------------------------------------

_Cuts = tuple[tuple[int, int], ...]


class _Line:
    """A physical line that holds ink: its repaired reading, and what is decided about it."""

    __slots__ = ("_finished", "_style", "_word", "aside", "blank", "chars", "columns", "cuts",
                 "end", "glue", "hint", "indent", "loose", "start", "text")  # fmt: skip

    def __init__(self, text: str, start: int, end: int, cuts: _Cuts) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.cuts = cuts
        self.indent = 0
        self.blank = 0
        """Blank lines directly before it."""
        self.chars = 0
        """Length of the line as it stands in the file, indent included."""
        self.loose = False
        """Whether a blank follows it on its line."""
        self.columns = 0
        self.hint: Hint | None = None
        self.aside: Literal["", "page-number", "furniture", "subscript", "void", "markup"] = ""
        """What a paragraph may run across without it."""
        self.glue: str | None = None
        """What joins it to the text above; None if it begins a paragraph."""
        self._style: str | None = "?"
        self._finished: bool | None = None
        self._word = 0

    def renew(self, text: str, cuts: _Cuts) -> None:
        """Takes another reading of the line."""
        self.text, self.cuts = text, cuts
        self._style, self._finished, self._word = "?", None, 0

    @property
    def style(self) -> str | None:
        """The style of the number it begins with."""
        if self._style == "?":
            self._style = _style(self.text)
        return self._style

    @property
    def finished(self) -> bool:
        """Whether it ends as a paragraph does."""
        if self._finished is None:
            self._finished = _finished(self.text)
        return self._finished

    @property
    def word(self) -> int:
        """How many columns its first word takes, with the marks that cannot leave it."""
        if not self._word:
            match = _WORD.match(self.text)
            self._word = _columns(match.group()[:16]) if match else 2
        return self._word


_BLANK = r"\t\x0b\x0c\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_HIDDEN = (
    r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\ufeff\ufff9-\ufffb"
)
_RUN = compiled(f"[ {_BLANK}{_HIDDEN}]{{2,}}+|[{_BLANK}{_HIDDEN}]")
_HIDDEN_ONLY = compiled(f"[{_HIDDEN}]++")
_NOTHING = compiled(f"[ {_BLANK}{_HIDDEN}]*+$")
_INDENT = {"\u3000": 2, "\t": 4, "\u2003": 2, "\u2001": 2}


def _read(source: Source, edits: list[Edit]) -> list[_Line]:
    """The lines that hold ink, repaired each for itself."""
    text = source.text
    markup = _Markup(source.markup)
    rare = list(markup.outside(sorted([*_pinyin(text), *_mojibake(text)])))
    edits += rare
    hints = _Hints(source.hints)
    lines: list[_Line] = []
    start = blank = done = 0
    for raw in text.splitlines(keepends=True):
        ink = raw.strip()
        if ink:
            begin = start + (0 if raw[0] == ink[0] else raw.index(ink[0]))
            for first, last, hint in hints.pieces(begin, begin + len(ink)):
                own: list[Edit] = []
                while done < len(rare) and rare[done].end <= last:
                    own.append(rare[done])
                    done += 1
                marks = markup.within(first, last)
                line = _line(text[first:last].rstrip(), first, own, marks, edits)
                line.hint = hint
                lines.append(line)
                if first == begin:
                    line.indent = sum(_INDENT.get(c, 1) for c in raw[: begin - start])
                    line.blank, blank = blank, 0
                line.chars = len(raw.rstrip("\r\n"))
                line.loose = line.chars > begin - start + len(ink)
        elif raw[-1] in "\r\n":
            blank += 1
        start += len(raw)
    return lines


def _line(ink: str, start: int, own: list[Edit], marks: list[Edit], edits: list[Edit]) -> _Line:
    end = start + len(ink)
    plain = (ink.isprintable() and "  " not in ink) or not _RUN.search(ink)
    if plain and not marks and not own:
        return _Line(ink, start, end, ((0, start),))
    if _NOTHING.match(ink):
        return _void(ink, start, "void")
    blanks = list(_squeeze(ink, start, sorted([*own, *marks])))
    edits += [*blanks, *marks]
    text, cuts = _replay(ink, start, sorted([*own, *marks, *blanks]))
    if not marks:
        return _Line(text, start, end, cuts)
    if not text.strip():
        return _void(ink, start, "markup")
    text, cuts = _trimmed(text, cuts)
    return _Line(text, start, end, cuts)


def _void(ink: str, start: int, aside: Literal["void", "markup"]) -> _Line:
    """A line that nothing is left of."""
    line = _Line(ink, start, start + len(ink), ((0, start),))
    line.aside = aside
    return line


def _squeeze(ink: str, start: int, own: list[Edit]) -> Iterator[Edit]:
    """Runs of blanks to one blank, hidden characters to nothing (outside other edits)."""
    at = 0
    for match in _RUN.finditer(ink):
        a, b = match.span()
        while at < len(own) and own[at].end <= start + a:
            at += 1
        if at < len(own) and own[at].start < start + b:
            continue
        edge = a == 0 or b == len(ink)
        hidden = bool(_HIDDEN_ONLY.fullmatch(match.group()))
        rule = "invisible" if hidden or edge else "blanks"
        yield Edit(start + a, start + b, rule, "" if hidden or edge else " ")


def _trimmed(text: str, cuts: _Cuts) -> tuple[str, _Cuts]:
    """The text without the blanks that markup left at its edges."""
    inner = text.strip()
    skip = text.index(inner)
    kept = [(offset - skip, at) for offset, at in cuts if offset - skip < len(inner)]
    first = max(i for i, cut in enumerate(kept) if cut[0] <= 0)
    kept[first] = (0, kept[first][1] - kept[first][0])
    return inner, tuple(kept[first:])


def _replay(ink: str, start: int, own: Iterable[Edit]) -> tuple[str, _Cuts]:
    pieces: list[str] = []
    cuts: list[tuple[int, int]] = []
    at = length = 0
    for edit in own:
        begin = edit.start - start
        if begin > at:
            pieces.append(ink[at:begin])
            cuts.append((length, start + at))
            length += begin - at
        if edit.text:
            pieces.append(edit.text)
            cuts.append((length, edit.start))
            length += len(edit.text)
        at = edit.end - start
    if at < len(ink):
        pieces.append(ink[at:])
        cuts.append((length, start + at))
    return "".join(pieces), tuple(cuts)


class _Hints:
    """The container's hint for a line, asked in document order."""

    def __init__(self, hints: Sequence[Hint]) -> None:
        self._hints = hints
        self._next = 0

    def pieces(self, start: int, end: int) -> list[tuple[int, int, Hint | None]]:
        """The line, or the cells it is made of: where each begins and ends, and its hint."""
        hints = self._hints
        while self._next < len(hints) and hints[self._next].end <= start:
            self._next += 1
        last = self._next
        while last < len(hints) and hints[last].start < end:
            last += 1
        found = hints[self._next : last]
        if len(found) < 2 or any(hint.role != "cell" for hint in found):
            return [(start, end, found[0] if found else None)]
        bounds = [start, *(hint.start for hint in found[1:]), end]
        return [(a, b, hint) for (a, b), hint in zip(pairwise(bounds), found, strict=True)]


class _Markup:
    """The container's markup, asked in document order (标记)."""

    def __init__(self, ranges: Sequence[tuple[int, int]]) -> None:
        self._ranges = ranges
        self._next = 0

    def within(self, start: int, end: int) -> list[Edit]:
        """The edits that leave out the markup between two offsets."""
        found = []
        while self._next < len(self._ranges) and self._ranges[self._next][0] < end:
            first, last = self._ranges[self._next]
            if last > start:
                found.append(Edit(max(first, start), min(last, end), "markup", ""))
            if last > end:
                break
            self._next += 1
        return found

    def outside(self, edits: Iterable[Edit]) -> Iterator[Edit]:
        """Those of the sorted edits that touch no markup."""
        at = 0
        for edit in edits:
            while at < len(self._ranges) and self._ranges[at][1] <= edit.start:
                at += 1
            if at == len(self._ranges) or self._ranges[at][0] >= edit.end:
                yield edit


# --- pinyin and shifted bytes ----------------------------------------------------------------

_TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_VOWELS = f"aeiouvü{_TONES}"
_ENOUGH_PINYIN = 3


@cache
def _syllable() -> regex.Pattern[str]:
    return compiled(
        rf"(?<=\p{{Han}})[(（](?:[bpmfdtnlgkjqxrzcsywh]h?)?[{_VOWELS}]{{1,4}}(?:ng?|r)?[)）]"
    )


def _pinyin(text: str) -> list[Edit]:
    """Readings in brackets after a character (汉字注音), if the document is full of them."""
    if not any(tone in text for tone in "ǎàéèìóò"):
        return []
    found = list(_syllable().finditer(text))
    toned = sum(1 for match in found if not set(_TONES).isdisjoint(match.group()))
    if toned < _ENOUGH_PINYIN:
        return []
    return [Edit(*match.span(), "pinyin", "") for match in found]


_SLIPPED = ("十四五", "十五五", "十一五")


@cache
def _slips() -> dict[str, str]:
    """What “十X五 looks like one byte late with its private-use character dropped, and with it."""
    slips = {}
    for words in _SLIPPED:
        whole = f"“{words}".encode("gb18030")[1:] + b"\xa1"
        shifted = whole.decode("gb18030")
        slips[regex.sub(r"\p{Co}", "", shifted)] = shifted
    return slips


@cache
def _slip_cue() -> regex.Pattern[str]:
    """A lead byte that became ``?``, what was read one byte late, the ASCII byte that ends it."""
    return compiled(r"[?？]([!！]?)([\x80-\ud7ff\ue000-\uffff]{2,60}+)([@-~])")


def _mojibake(text: str) -> list[Edit]:
    """Stretches of GBK read one byte late (错位乱码), where the reversal leaves clean Chinese."""
    if not any(f"笆{c}" in text for c in "奈逦晃\ue1a2") and "?" not in text and "？" not in text:
        return []
    edits = []
    for match in _slip_cue().finditer(text):
        restored = _unslip("！" if match[1] else "", match[2], match[3])
        if restored:
            edits.append(Edit(*match.span(), "mojibake", restored))
    return edits


def _unslip(mark: str, shifted: str, last: str) -> str | None:
    if not any(not _common(c) for c in shifted if c >= "\u3400"):
        return None
    for short, full in _slips().items():
        shifted = shifted.replace(short, full)
    try:
        data = (mark + shifted).encode("gb18030") + last.encode("ascii")
    except UnicodeEncodeError:
        return None
    for lead in (b"\xa1", b"\xa3"):
        try:
            restored = (lead + data).decode("gbk")
        except UnicodeDecodeError:
            continue
        if _is_clean(restored):
            return restored
    return None


_MARKS = "。，、；：！？“”‘’《》（）—…·"


def _is_clean(text: str) -> bool:
    """Whether the text is everyday Chinese that begins with a mark."""
    return text[0] in _MARKS and all(c in _MARKS or _common(c) for c in text)


def _common(character: str) -> bool:
    """Whether it is one of the 3 755 characters of everyday use (一级汉字) of GB 2312."""
    try:
        data = fold(character).encode("gb2312")
    except UnicodeEncodeError:
        return False
    return len(data) == 2 and 0xB0 <= data[0] <= 0xD7


# --- page numbers ----------------------------------------------------------------------------

_SHORT = 24
_PAGE_TEXT = (150, 4000)
"""How many characters stand between two page numbers."""
_CHAIN = 3


@cache
def _page_forms() -> dict[str, regex.Pattern[str]]:
    dash, dot = "[-—–―─~]{1,2}", "[·•・.。]"
    return {
        "dashed": compiled(
            rf"{dash} ?\d{{1,4}} ?{dash}|一 \d{{1,4}} 一|[Pp]age \d{{1,4}}(?: of \d{{1,4}})?"
            r"|第 ?\d{1,4} ?页(?:[ ,/]*共 ?\d{1,4} ?页)?"
        ),
        "dotted": compiled(rf"{dot} ?[\dlgIOo]{{1,4}} ?{dot}"),
        "total": compiled(r"(\d{1,4}) ?/ ?(\d{1,4})"),
        "bare": compiled(r"\d{1,4}"),
        "residue": compiled(r"(?!\d+(?:\.\d+)?[.、]?$)[\d·•・.。,、 ]{1,8}"),
    }


def _mark_pages(lines: list[_Line], edits: list[Edit]) -> None:
    """Marks the lines that are a page number and nothing else (页码)."""
    forms = _page_forms()
    found: dict[str, list[int]] = {name: [] for name in forms}
    for index, line in enumerate(lines):
        if line.hint is not None and line.hint.role in ("page-number", "furniture"):
            line.aside = "page-number" if line.hint.role == "page-number" else "furniture"
        elif len(line.text) <= _SHORT and (line.hint is None or line.hint.role == "paragraph"):
            folded = fold(line.text)
            name = next((name for name, form in forms.items() if form.fullmatch(folded)), None)
            if name:
                found[name].append(index)
    sure = {*found["dashed"], *_with_totals(lines, found["total"]), *_bare(lines, found["bare"])}
    if len(found["dotted"]) > 1:
        sure.update(found["dotted"], found["residue"])
        _drop_trailing_numbers(lines, edits)
    for index in sure:
        lines[index].aside = "page-number"


def _with_totals(lines: list[_Line], indices: list[int]) -> list[int]:
    """Numbers such as 3/28, if at least two name the same total."""
    pairs = [[int(n) for n in fold(lines[i].text).split("/")] for i in indices]
    totals = Counter(total for number, total in pairs if 0 < number <= total)
    return [
        i
        for i, (number, total) in zip(indices, pairs, strict=True)
        if 0 < number <= total and totals[total] > 1
    ]


def _bare(lines: list[_Line], indices: list[int]) -> set[int]:
    if len(indices) < _CHAIN:
        return set()
    places = _places(lines)
    nodes = [_Link(i, int(fold(lines[i].text)), places[i]) for i in indices]
    return {link.index for link in _chains(nodes)}


def _places(lines: list[_Line]) -> list[int]:
    """How many characters stand before each line."""
    places, total = [], 0
    for line in lines:
        places.append(total)
        total += len(line.text)
    return places


class _Link:
    """A number that may be a page number, linked to the one of the page before."""

    __slots__ = ("before", "index", "length", "place", "value")

    def __init__(self, index: int, value: int, place: int) -> None:
        self.index = index
        self.value = value
        self.place = place
        self.length = 1
        self.before: _Link | None = None


def _chains(links: list[_Link]) -> Iterator[_Link]:
    """The members of ascending chains with a page of text between members, longest first."""
    recent: dict[int, list[_Link]] = {}
    for link in links:
        _attach(link, recent)
        recent.setdefault(link.value, []).append(link)
        del recent[link.value][:-4]
    taken: list[tuple[int, int]] = []
    seen: set[int] = set()
    for link in sorted(links, key=lambda link: (-link.length, link.index)):
        chain: list[_Link] = []
        at: _Link | None = link
        while at is not None and at.index not in seen:
            seen.add(at.index)
            chain.append(at)
            at = at.before
        if len(chain) < _CHAIN:
            continue
        first, last = chain[-1].index, chain[0].index
        at_most = bisect_right(taken, (last, last))
        if at_most == 0 or taken[at_most - 1][1] < first:
            taken.insert(at_most, (first, last))
            yield from chain


def _attach(link: _Link, recent: dict[int, list[_Link]]) -> None:
    near, far = _PAGE_TEXT
    for step in (1, 2, 3):
        for other in reversed(recent.get(link.value - step, ())):
            between = link.place - other.place
            if near <= between <= far * step and other.length >= link.length:
                link.before, link.length = other, other.length + 1
        if link.before is not None:
            return


_TRAILING = compiled(r"[ \t]+[·•・.．] ?\d{1,4} ?[·•・.．]$|(?<=\p{Han})(?: \d){2,4}$")


def _drop_trailing_numbers(lines: list[_Line], edits: list[Edit]) -> None:
    """Takes dotted page numbers off the ends of lines that run on across a page."""
    for line in lines:
        tail = line.text[-12:]
        match = _TRAILING.search(tail)
        if match and not line.aside and match.start() > 0:
            keep = len(line.text) - len(tail) + match.start()
            if _plain_cuts(line, keep):
                edits.append(Edit(_at(line, keep), line.end, "page-number", ""))
                line.renew(line.text[:keep], line.cuts)


def _plain_cuts(line: _Line, offset: int) -> bool:
    """Whether the text maps one to one from ``offset`` on."""
    return line.cuts[-1][0] <= offset


def _at(line: _Line, offset: int) -> int:
    return line.cuts[-1][1] + offset - line.cuts[-1][0]


# --- joining as the container says -----------------------------------------------------------


def _join_as_told(lines: list[_Line], *, told: bool) -> None:
    """Joins the lines whose hint says so; across page numbers and running heads, not more."""
    above: _Line | None = None
    for line in lines:
        if line.aside:
            continue
        hint = line.hint
        if told and above is not None and hint is not None and hint.joined:
            line.glue = _glue(above, line, split_words=False)
        above = line


def _glue(above: _Line, line: _Line, *, split_words: bool) -> str:
    """What stood between two lines before the wrap: a blank between Latin words, or nothing."""
    left, right = above.text[-1], line.text[0]
    if not left.isascii() and not right.isascii():
        return ""
    if (left.isalnum() or right.isalnum()) and (above.loose or line.indent == 1):
        return " "
    if split_words or not (left.isascii() and right.isascii()):
        return ""
    whole = left in "-/(" or right in "-/%.,;:)" or (left.isdigit() and right.isdigit())
    return "" if whole else " "


# --- wrapped lines ---------------------------------------------------------------------------

_NUMERAL = "[〇零一二三四五六七八九十百]"
_STYLES = {
    "part": rf"第 ?(?:{_NUMERAL}{{1,5}}|\d{{1,3}}) ?[编篇部章节]",
    "article": rf"第 ?(?:{_NUMERAL}{{1,5}}|\d{{1,3}}) ?条",
    "han": rf"{_NUMERAL}{{1,3}} ?[、.]",
    "han-paren": rf"\( ?{_NUMERAL}{{1,3}} ?\)",
    "dots-4": r"\d{1,2}(?:\.\d{1,2}){3}(?![\d.])",
    "dots-3": r"\d{1,2}(?:\.\d{1,2}){2}(?![\d.])",
    "dots-2": r"\d{1,2}\.\d{1,2}(?![\d.])",
    "arabic": r"\d{1,3} ?[.、](?!\d)",
    "arabic-paren": r"\(?\d{1,3}\)",
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
    return compiled("|".join(f"(?P<{_name(k)}>{v})" for k, v in _STYLES.items()))


def _name(style: str) -> str:
    return style.replace("-", "_")


def _style(text: str) -> str | None:
    """The style of the number a line begins with, decimals such as 2.5万 apart."""
    head = fold(text[:16])
    match = _enumerator().match(head)
    if match is None or match.lastgroup is None:
        return None
    style = match.lastgroup
    return None if style == "dots_2" and _UNIT.match(head, match.end()) else style


_LEADER = compiled(r"(?:[.…·．。﹒_]|[.·] ){4,}[ .…·．]*\d{0,4}$")
_STOPS = "。！？；：…!?;:．"
_CLOSERS = '”’」』）)】〕》]"'
_OPEN = "，、,（(“‘《〔—"
_CLOSED = compiled(
    r"[。！？；!?][”’」』）)】〕》\]\"]+$|(?:负责|負責|牵头|牽頭|配合|落实|落實)[）)〕\]】]$"
    r"|[（(〔\[【][^（(〔]*(?:单位|單位|部门|部門|负责|負責|牵头|牽頭|配合|落实|落實)[^（(〔]*[）)〕\]】]$"
)


def _finished(text: str) -> bool:
    """Whether a line ends as a paragraph does: with a full stop, or with who is responsible."""
    last = text[-1]
    if last in "：:；;":
        tail = text[-40:]
        return max(map(tail.rfind, "（(〔[【")) <= max(map(tail.rfind, "）)〕]】"))
    if last in _STOPS:
        return True
    return last in _CLOSERS and bool(_CLOSED.search(text[-80:]))


def _columns(text: str) -> int:
    return len(text.encode("gbk", "replace"))


_WORD = compiled(
    r"[A-Za-z0-9.,%+/-]{1,16}|[“‘（(《〔]{0,8}.[，。、；：！？”’）)》〕…]{0,8}", regex.DOTALL
)
_LATIN = compiled(r"[A-Za-z0-9.%]+")
_ASCII = compiled("[!-~]")


@dataclass(frozen=True, slots=True)
class _Measure:
    """How wide lines are set."""

    width: int
    exact: bool
    """Counted in characters, and cut there without regard to words or marks."""
    split_words: bool = False

    def full(self, line: _Line, below: _Line, offset: int = 0) -> bool:
        """Whether the first word of the line below had no room left on this one."""
        if self.exact:
            room = self.width - line.chars
            if self.split_words:
                return room <= 0
            word = _LATIN.match(below.text)
            return room < (word.end() if word else 1)
        even = line.finished and not _ASCII.search(line.text)
        return line.columns + offset + below.word > self.width - (0 if even else 1)


_EXACT = (12, 120)
_LOOSE = (24, 120)
_LONGEST = 160


def _measures(lines: list[_Line]) -> list[_Measure]:
    """The widths lines are wrapped at, narrowest first; empty if the text is not wrapped."""
    long = [line for line in lines if not line.aside and not _LEADER.search(line.text[-60:])]
    exact = _exact_measure(long)
    if exact:
        return [exact]
    _set_columns(long)
    found: list[_Measure] = []
    rest, full = long, 0
    while len(found) < 3:
        width = _loose_measure(rest, lines)
        if width is None:
            break
        found.append(_Measure(width, exact=False))
        rest = [line for line in rest if line.columns > width + 4]
        full += sum(width - 3 <= line.columns <= width + 2 for line in long)
    return found if len(rest) * 8 <= full else []


def _set_columns(lines: list[_Line]) -> None:
    indents = Counter(line.indent for line in lines)
    margin = 0
    if indents and 0 not in indents:
        margin = min(indents)
    for line in lines:
        if len(line.text) <= _LONGEST:
            line.columns = line.indent - margin + _columns(line.text)
        else:
            line.columns = 2 * len(line.text)


def _exact_measure(lines: list[_Line]) -> _Measure | None:
    counts = Counter(line.chars for line in lines)
    longer = 0
    for width in sorted(counts, reverse=True):
        full = counts[width]
        if full >= 4 and longer * 20 <= full and _EXACT[0] <= width <= _EXACT[1]:
            half = sum(n for w, n in counts.items() if width // 2 < w <= width)
            if full * 4 >= half and _looks_cut(lines, [line.chars == width for line in lines]):
                return _Measure(width, exact=True, split_words=_splits_words(lines, width))
        longer += full
    return None


def _looks_cut(lines: list[_Line], is_full: list[bool]) -> bool:
    """Whether the full lines stop in the middle of sentences that the next lines go on."""
    full = [i for i in range(len(lines) - 1) if is_full[i]]
    open_ended = [i for i in full if not lines[i].finished]
    going_on = sum(1 for i in open_ended if lines[i + 1].style is None)
    prose = sum(1 for i in full if _MARK.search(lines[i].text))
    return (
        len(open_ended) * 10 >= len(full) * 6
        and going_on * 10 >= len(open_ended) * 7
        and prose * 10 >= len(full) * 4
    )


def _splits_words(lines: list[_Line], width: int) -> bool:
    """Whether full lines end inside Latin words and numbers."""
    return any(
        above.chars == width
        and not above.loose
        and below.indent == 0
        and bool(_LATIN.fullmatch(above.text[-1] + below.text[0]))
        for above, below in pairwise(lines)
    )


def _loose_measure(lines: list[_Line], document: list[_Line]) -> int | None:
    counts = Counter(line.columns for line in lines)
    low, high = _LOOSE
    width = max(
        (w for w in counts if low <= w <= high),
        key=lambda w: (2 * counts[w] + counts[w - 1] + counts[w + 1], w),
        default=0,
    )
    if not width:
        return None
    full = sum(counts[w] for w in range(width - 3, width + 3))
    half = sum(n for w, n in counts.items() if width // 2 < w <= width + 2)
    if full < _ENOUGH_FULL or full * 20 < half * 9:
        return None
    if not _looks_cut(document, [width - 3 <= line.columns <= width + 2 for line in document]):
        return None
    return width


_ENOUGH_FULL = 6


class _Wrapped:
    """Decides, line by line, what goes on the paragraph above (接行)."""

    def __init__(self, lines: list[_Line]) -> None:
        self._lines = [line for line in lines if not line.aside]
        self._across = _across(lines)
        self._measure: _Measure | None = None
        """The width the open paragraph is set to so far."""
        self._first = 0
        """Its first line."""
        self._measures = _measures(lines)
        self.wrapped = bool(self._measures)
        self.widest = self._measures[-1] if self._measures else _Measure(0, exact=True)
        self._indented = _is_indented(lines)
        self._offset = self._first_offset()
        self._blank = self._usual(lambda line: line.blank)
        self._margin = self._usual(lambda line: line.indent)
        self._heads = self._heading_styles() if self.wrapped else frozenset[str]()
        self._leads = False
        if self.wrapped:
            self._usual_start()

    def _measure_of(self, line: _Line) -> _Measure:
        """The width a line is set to: the narrowest that holds it, or that of its paragraph."""
        fitting = (m for m in self._measures if m.exact or line.columns <= m.width + 4)
        found = next(fitting, self._measures[-1])
        if self._measure is not None and self._measure.width > found.width:
            return self._measure
        return found

    def _first_offset(self) -> int:
        """By how much first lines are narrower, where extraction lost their indent."""
        if not self._measures or self._measures[0].exact:
            return 0
        width = self._measures[0].width
        counts: Counter[int] = Counter()
        for above, line in pairwise(self._lines):
            starts = above.columns < width * 0.8 and line.style is None
            if starts and not line.indent and not line.finished:
                counts[line.columns] += 1
        near = sum(counts[w] for w in range(width - 6, width - 1))
        return 4 if near >= 3 and near > counts[width] + counts[width + 1] else 0

    def _usual(self, what: Callable[[_Line], int]) -> int:
        """What all but always stands before the later lines of a paragraph: normally nothing."""
        if not self.wrapped:
            return 0
        counts = Counter(
            what(line)
            for above, line in pairwise(self._lines)
            if not above.finished and self._full(above, line)
        )
        return counts.most_common(1)[0][0] if counts else 0

    def _full(self, above: _Line, line: _Line) -> bool:
        return self._measure_of(above).full(above, line)

    def _heading_styles(self) -> frozenset[str]:
        """The styles of numbers whose whole-line headings of this document text follows."""
        votes = Counter({"part": 1})
        followed: Counter[str] = Counter()
        for line, below in pairwise(self._lines):
            style = line.style
            if style is None or _LEADER.search(line.text[-60:]):
                continue
            if line.finished or _INNER_STOP.search(line.text):
                votes[style] -= 1
            elif not self._full(line, below):
                votes[style] += 1
                followed[style] += -1 if below.style else 2
        return frozenset(style for style in votes if votes[style] > 0 <= followed[style])

    def _starts(self) -> Iterator[_Line]:
        """The unnumbered lines that surely begin a paragraph, since the one above had room."""
        for above, line in pairwise(self._lines):
            if not self._full(above, line) and not line.style and len(line.text) > 20:
                yield line

    def _usual_start(self) -> None:
        """Whether paragraphs are indented, and whether they begin with a short sentence."""
        starts = list(self._starts())
        leads = sum(1 for line in starts if _LEAD.match(line.text))
        self._leads = leads >= _ENOUGH_LEADS and leads * 3 >= len(starts)
        indented = sum(line.indent >= self._margin + 2 for line in starts)
        self._indented = len(starts) >= 3 and indented * 10 >= len(starts) * 8

    def join(self) -> None:
        """Sets the glue of every line that goes on the paragraph above it."""
        lines = self._lines
        for index in range(1, len(lines)):
            above, line = lines[index - 1], lines[index]
            if line.glue is not None:
                continue
            if self._goes_on(index):
                split = self.wrapped and self._measures[0].split_words
                line.glue = _glue(above, line, split_words=split)
            else:
                self._first, self._measure = index, None

    def _goes_on(self, index: int) -> bool:
        above, line = self._lines[index - 1], self._lines[index]
        across = index in self._across
        if line.blank > self._blank and not across:
            return False
        if _LEADER.search(above.text[-60:]) or _LEADER.search(line.text[-60:]):
            return False
        if not self.wrapped:
            return self._goes_on_unwrapped(index, across=across)
        if line.indent >= self._margin + 2:
            return False
        self._measure = self._measure_of(above)
        begun = index - 1 == self._first
        full = self._measure.full(above, line, self._offset if begun and not above.indent else 0)
        style = line.style
        if above.finished:
            begins = style not in _INLINE if self._indented and style else self._begins(index)
            return full and not begins
        if begun and self._is_heading(above):
            return full and style is None and self._is_tail(index)
        if full and (style is None or above.text[-1] not in _CLOSERS):
            return self._is_prose(index) or (style is None and not _is_row(above))
        return style is None and self._nearly_full(above)

    def _goes_on_unwrapped(self, index: int, *, across: bool) -> bool:
        above, line, first = self._lines[index - 1], self._lines[index], self._lines[self._first]
        if above.finished or line.indent >= 2 or line.style:
            return False
        length = len(above.text) - (_LABELLED if above.style else 0)
        if length < _PROSE or not _MARK.search(above.text):
            return False
        return across or above.text[-1] in "，、" or (self._indented and first.indent >= 2)

    def _is_heading(self, line: _Line) -> bool:
        return line.style in self._heads and not _INNER_STOP.search(line.text)

    def _is_prose(self, index: int) -> bool:
        """Whether the open paragraph has a mark in it, as headings and cells rarely have."""
        lines = self._lines[max(self._first, index - 3) : index]
        return any(_MARK.search(line.text) for line in lines)

    def _nearly_full(self, above: _Line) -> bool:
        """Whether a line that had room left stops where no paragraph would."""
        assert self._measure is not None
        if self._measure.exact:
            return False
        share = 0.5 if above.text[-1] in _OPEN else 0.82
        return above.columns >= share * self._measure.width and bool(_MARK.search(above.text))

    def _begins(self, index: int) -> bool:
        """Whether a line after a full one with a full stop begins a paragraph nevertheless."""
        line = self._lines[index]
        if self._indented:
            return False
        if line.style or (self._leads and _LEAD.match(line.text)):
            return True
        if self._lines[index - 1].text[-1] in "：:" and line.text[0] not in "“‘":
            return True
        if line.finished or line.text[-1] in _CLOSERS:
            return False
        if index + 1 == len(self._lines):
            return True
        below, measure = self._lines[index + 1], self._measure_of(line)
        return not measure.full(line, below)

    def _is_tail(self, index: int) -> bool:
        """Whether a full heading line ends on the next lines, of which the last is a short one."""
        for at in range(index, min(index + 2, len(self._lines))):
            line = self._lines[at]
            if line.finished or _INNER_STOP.search(line.text) or line.style:
                return False
            if at + 1 == len(self._lines) or not self._full(line, self._lines[at + 1]):
                return self._is_short(line)
        return False

    def _is_short(self, line: _Line) -> bool:
        measure = self._measures[-1]
        return measure.exact or line.columns < measure.width * 0.6


def _is_row(line: _Line) -> bool:
    """Whether blanks divide the line as they do a row of a table."""
    return len(_CELL_END.findall(line.text)) >= 2


def _across(lines: list[_Line]) -> set[int]:
    """Which lines, counted without asides, follow a page number or a running head."""
    found = set()
    count = 0
    for above, line in pairwise([None, *lines]):
        if line is None or line.aside:
            continue
        if above is not None and above.aside in ("page-number", "furniture"):
            found.add(count)
        count += 1
    return found


_ENOUGH_LEADS = 3
_INLINE = frozenset(("is", "first", "circled"))
"""What a sentence inside a paragraph may begin with."""
_PROSE = 34
"""From how many characters on a line with a mark in it is prose rather than a heading."""
_LABELLED = 6
_CELL_END = compiled(r"(?<=\p{Han}) (?=\p{Han})")
_LEAD = compiled(r"[\p{Han}“”、]{4,14}+。")
_MARK = compiled("[，。；、,;]")
_INNER_STOP = compiled("[。；！？;]")


def _is_indented(lines: list[_Line]) -> bool:
    """Whether the writer indents paragraphs, so that a long line at the margin goes on one."""
    long = [line for line in lines if len(line.text) > 40]
    return len(long) >= 5 and sum(line.indent >= 2 for line in long) * 10 >= len(long) * 6


def _join_as_measured(lines: list[_Line], edits: list[Edit]) -> None:
    _mend_subscripts(lines, edits)
    wrapped = _Wrapped(lines)
    if wrapped.wrapped:
        _unglue_page_numbers(lines, edits)
        if _break_lines(lines, wrapped.widest, edits):
            wrapped = _Wrapped(lines)
    wrapped.join()


_LOST_BREAK = compiled(r"(?<=[。；]) (?=\S)")


def _break_lines(lines: list[_Line], widest: _Measure, edits: list[Edit]) -> bool:
    """Breaks lines wider than the page again where extraction lost a break after a full stop."""
    found = False
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index]
        if line.aside or widest.exact or line.columns <= widest.width + 4:
            continue
        match = _LOST_BREAK.search(line.text)
        if match:
            lines[index : index + 1] = _split(line, match.start(), edits)
            found = True
    return found


def _split(line: _Line, place: int, edits: list[Edit]) -> list[_Line]:
    """The line in two at the blank at ``place``."""
    whole = Paragraph(line.text, line.start, line.end, line.cuts)
    first, last = whole.source(place), whole.source(place + 1)
    edits.append(Edit(first, last, "break", "\n"))
    before = tuple(cut for cut in line.cuts if cut[0] < place)
    after = [(offset - place - 1, at) for offset, at in line.cuts if offset > place + 1]
    top = _Line(line.text[:place], line.start, first, before)
    rest = _Line(line.text[place + 1 :], last, line.end, ((0, last), *after))
    top.indent, top.blank, top.hint = line.indent, line.blank, line.hint
    rest.hint, rest.loose = line.hint, line.loose
    top.chars, rest.chars = len(top.text), len(rest.text)
    return [top, rest]


_SUBSCRIPT = compiled(r"(?:2\.5|10|[1-4])")
_BASE = compiled(r"(?<![A-Za-z])(?:(PM)|CO|SO|NO|CH|NH|O)( )(?=[^\sA-Za-z0-9])")
_BASE_AT_END = compiled(r"(?<![A-Za-z])PM ?$")


def _mend_subscripts(lines: list[_Line], edits: list[Edit]) -> None:
    """Puts a subscript that stands alone on a line (PM 的 2.5) back where it belongs."""
    for index in range(1, len(lines)):
        above, line = lines[index - 1], lines[index]
        if line.aside or above.aside or not _SUBSCRIPT.fullmatch(line.text):
            continue
        fine = line.text in ("2.5", "10")
        if fine and _BASE_AT_END.search(above.text):
            line.glue = ""
            if index + 1 < len(lines) and not lines[index + 1].style:
                lines[index + 1].glue = ""
            continue
        place = next((m.start(2) for m in _BASE.finditer(above.text) if bool(m[1]) == fine), None)
        if place is not None:
            edits.append(_insert(above, place, line.text))
            line.aside = "subscript"


def _insert(line: _Line, place: int, text: str) -> Edit:
    """Reads ``text`` for the blank at ``place``."""
    whole = Paragraph(line.text, line.start, line.end, line.cuts)
    first, last = whole.source(place), whole.source(place + 1)
    before = [cut for cut in line.cuts if cut[0] < place]
    after = [(offset + len(text) - 1, at) for offset, at in line.cuts if offset > place + 1]
    cuts = (*before, (place, first), (place + len(text), last), *after)
    line.renew(line.text[:place] + text + line.text[place + 1 :], cuts)
    return Edit(first, last, "subscript", text)


_GLUED = compiled(
    r"(\d{1,3})(?=[\p{Han}“‘《（])(?! ?(?:[年月日时个位家项条万亿千百次人元件户所座公岁倍多余号%]))"
)
_GLUED_LABEL = compiled(r"(\d{1,2})(\d\.\d{1,2})(?![\d.])")
_LABEL = compiled(r"(\d{1,2})\.(\d{1,2})(?![\d.])")


def _unglue_page_numbers(lines: list[_Line], edits: list[Edit]) -> None:
    """Takes page numbers off the first words of pages (行首页码)."""
    places = _places(lines)
    links, widths = [], {}
    for index, line in enumerate(lines):
        digits = "" if line.aside else _glued_digits(line, lines[index + 1 : index + 2])
        if digits:
            links.append(_Link(index, int(digits), places[index]))
            widths[index] = len(digits)
    for link in _chains(links):
        line, width = lines[link.index], widths[link.index]
        source = line.cuts[0][1]
        if len(line.cuts) > 1 and line.cuts[1][0] <= width:
            continue
        edits.append(Edit(source, source + width, "page-number-glued", ""))
        cuts = tuple(
            (max(offset - width, 0), at if offset else at + width) for offset, at in line.cuts
        )
        line.renew(line.text[width:], cuts)
        line.columns -= width


def _glued_digits(line: _Line, below: list[_Line]) -> str:
    match = _GLUED.match(line.text)
    if match:
        return match[1]
    match = _GLUED_LABEL.match(line.text)
    label = _LABEL.match(below[0].text) if match and below else None
    if match is None or label is None:
        return ""
    follows = f"{label[1]}.{int(label[2]) - 1}" == match[2]
    return match[1] if follows else ""


# --- paragraphs ------------------------------------------------------------------------------


def _paragraphs(text: str, lines: list[_Line], edits: list[Edit]) -> list[Paragraph]:
    found: list[Paragraph] = []
    open_lines: list[_Line] = []
    asides: list[_Line] = []
    for line in lines:
        if line.aside == "subscript" and not asides:
            open_lines.append(line)
        elif line.aside:
            asides.append(line)
        elif line.glue is not None and open_lines:
            open_lines += [*asides, line]
            asides = []
        else:
            _close(found, open_lines, asides, edits)
            open_lines, asides = [line], []
    _close(found, open_lines, asides, edits)
    return found


def _close(
    found: list[Paragraph], members: list[_Line], asides: list[_Line], edits: list[Edit]
) -> None:
    """Ends the open paragraph; what it did not swallow stands by itself after it."""
    if members:
        found.append(_paragraph(members, edits))
    for line in asides:
        if line.aside in ("void", "markup"):
            _hide(line, found, edits)
            continue
        role: Literal["text", "page-number"] = (
            "text" if line.aside == "furniture" else "page-number"
        )
        found.append(
            Paragraph(
                line.text, line.start, line.end, line.cuts,
                indent=line.indent, blank_before=line.blank, hint=line.hint, role=role,
            )
        )  # fmt: skip


def _hide(line: _Line, found: list[Paragraph], edits: list[Edit]) -> None:
    """Lets the paragraph above own a line of nothing but markup or hidden characters."""
    rule = "markup" if line.aside == "markup" else "invisible"
    if found:
        found[-1].end = line.end
        edits.append(Edit(line.start, line.end, rule, ""))
    else:
        found.append(Paragraph(line.text, line.start, line.end, line.cuts))


def _paragraph(members: list[_Line], edits: list[Edit]) -> Paragraph:
    first = members[0]
    text, cuts, end = first.text, first.cuts, first.end
    if len(members) > 1:
        text, cuts, end = _joined(members, edits)
    return Paragraph(
        text, first.start, end, cuts,
        indent=first.indent, blank_before=first.blank, hint=first.hint,
    )  # fmt: skip


def _joined(members: list[_Line], edits: list[Edit]) -> tuple[str, _Cuts, int]:
    pieces: list[str] = []
    cuts: list[tuple[int, int]] = []
    length, end = 0, members[0].start
    for line in members:
        glue = line.glue or ""
        if line.start > end:
            edits.append(Edit(end, line.start, "wrap", glue))
        if line.aside:
            rule = "wrap" if line.aside == "subscript" else line.aside
            edits.append(Edit(line.start, line.end, rule, ""))
        else:
            if glue:
                cuts.append((length, end))
                pieces.append(glue)
                length += len(glue)
            cuts += [(length + offset, at) for offset, at in line.cuts]
            pieces.append(line.text)
            length += len(line.text)
        end = line.end
    return "".join(pieces), tuple(cuts), end
