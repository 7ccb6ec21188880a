"""Physical lines: each read for itself, with what the container says of it (逐行清洗).

Whatever ``str.splitlines`` breaks at begins a new line; no paragraph holds a break. The marks of a
markup language go by edits as well, but to leave them out repairs nothing and is not reported;
cells that share a line, as they do in Markdown, become a line each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Literal

from ..patterns import compiled
from ..read.source import Hint, Source
from .edges import is_finished, is_leader, style_of, word_width
from .foreign import entities, pinyin_notes, shifted_bytes, spaced_letters
from .paragraph import Cuts, Edit


class Line:
    """A physical line that holds ink: its repaired reading, and what is decided about it."""

    __slots__ = ("_cuts", "_finished", "_leader", "_style", "_word", "aside", "blank", "chars",
                 "columns", "end", "glue", "hint", "indent", "loose", "start", "text")  # fmt: skip

    def __init__(self, text: str, start: int, end: int, cuts: Cuts) -> None:
        self.text = text
        self.start = start
        self.end = end
        self._cuts = cuts
        self.indent = 0
        """Columns of blanks before it; an ideographic space counts two."""
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
        self._leader: bool | None = None
        self._word = 0

    def renew(self, text: str, cuts: Cuts) -> None:
        """Takes another reading of the line."""
        self.text, self._cuts = text, cuts
        self._style, self._finished, self._leader, self._word = "?", None, None, 0

    @property
    def cuts(self) -> Cuts:
        """As a paragraph's; of a line read as it stands there is but one."""
        return self._cuts or ((0, self.start),)

    @property
    def style(self) -> str | None:
        """The style of the number it begins with."""
        if self._style == "?":
            self._style = style_of(self.text)
        return self._style

    @property
    def finished(self) -> bool:
        """Whether it ends as a paragraph does."""
        if self._finished is None:
            self._finished = is_finished(self.text)
        return self._finished

    @property
    def leader(self) -> bool:
        """Whether it ends in the dots of a contents page (目录)."""
        if self._leader is None:
            self._leader = is_leader(self.text)
        return self._leader

    @property
    def word(self) -> int:
        """How many columns its first word takes."""
        if not self._word:
            self._word = word_width(self.text)
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


def read_lines(source: Source, edits: list[Edit]) -> list[Line]:
    """The lines that hold ink, repaired each for itself."""
    text = source.text
    markup = _Markup(source.markup)
    foreign = (pinyin_notes, shifted_bytes, entities, spaced_letters)
    rare = list(markup.outside(sorted(edit for find in foreign for edit in find(text))))
    edits += rare
    hints = _Hints(source.hints)
    lines: list[Line] = []
    start = blank = done = 0
    for raw in _raw_lines(text):
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
                    if begin > start:
                        line.indent = sum(_INDENT.get(c, 1) for c in raw[: begin - start])
                    line.blank, blank = blank, 0
                line.chars = len(raw.rstrip("\r\n"))
                line.loose = line.chars > begin - start + len(ink)
        elif raw[-1] in "\r\n":
            blank += 1
        start += len(raw)
    _even_out(lines)
    return lines


def _raw_lines(text: str) -> Iterator[str]:
    """The lines with their ends, as ``str.splitlines`` has them, a part of the text at a time."""
    start = 0
    while start < len(text):
        end = text.find("\n", start + _PART) + 1 or len(text)
        yield from text[start:end].splitlines(keepends=True)
        start = end


_PART = 10_000


def _even_out(lines: list[Line]) -> None:
    """Blank lines that stand between all but a few lines alike are layout, and part nothing."""
    usual = sorted(line.blank for line in lines)[len(lines) // 20] if lines else 0
    if usual:
        for line in lines:
            line.blank = max(0, line.blank - usual)


def _line(ink: str, start: int, own: list[Edit], marks: list[Edit], edits: list[Edit]) -> Line:
    end = start + len(ink)
    plain = (ink.isprintable() and "  " not in ink) or not _RUN.search(ink)
    if plain and not marks and not own:
        return Line(ink, start, end, ())
    if _NOTHING.match(ink):
        return _void(ink, start, "void")
    blanks = list(_squeeze(ink, start, sorted([*own, *marks])))
    edits += [*blanks, *marks]
    text, cuts = _replay(ink, start, sorted([*own, *marks, *blanks]))
    if not marks:
        return Line(text, start, end, cuts)
    if not text.strip():
        return _void(ink, start, "markup")
    text, cuts = _trimmed(text, cuts)
    return Line(text, start, end, cuts)


def _void(ink: str, start: int, aside: Literal["void", "markup"]) -> Line:
    """A line that nothing is left of."""
    line = Line(ink, start, start + len(ink), ((0, start),))
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


def _trimmed(text: str, cuts: Cuts) -> tuple[str, Cuts]:
    """The text without the blanks that markup left at its edges."""
    inner = text.strip()
    skip = text.index(inner)
    kept = [(offset - skip, at) for offset, at in cuts if offset - skip < len(inner)]
    first = max(i for i, cut in enumerate(kept) if cut[0] <= 0)
    kept[first] = (0, kept[first][1] - kept[first][0])
    return inner, tuple(kept[first:])


def _replay(ink: str, start: int, own: Iterable[Edit]) -> tuple[str, Cuts]:
    pieces: list[str] = []
    cuts: list[tuple[int, int]] = []
    at = length = shift = 0
    for edit in (*own, Edit(start + len(ink), start + len(ink), "", "")):
        for place, text in ((start + at, ink[at : edit.start - start]), (edit.start, edit.text)):
            if not text:
                continue
            pieces.append(text)
            if place - length != shift or not cuts:
                shift = place - length
                cuts.append((length, place))
            length += len(text)
        at = edit.end - start
    return "".join(pieces), tuple(cuts)


class _Hints:
    """The container's hint for a line, asked in document order."""

    def __init__(self, hints: Sequence[Hint]) -> None:
        self._hints = hints
        self._next = 0

    def pieces(self, start: int, end: int) -> list[tuple[int, int, Hint | None]]:
        """The line, or the cells or paragraphs in it: where each begins and ends, and its hint."""
        hints = self._hints
        while self._next < len(hints) and hints[self._next].end <= start:
            self._next += 1
        last = self._next
        while last < len(hints) and hints[last].start < end:
            last += 1
        found = hints[self._next : last]
        if len(found) < 2 or any(hint.role not in ("cell", "paragraph") for hint in found):
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
