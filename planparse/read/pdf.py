"""PDF to a text layer of printed lines, with hints which lines make one paragraph.

A PDF holds glyphs at places, not lines. PDFium (through pypdfium2) tells where each glyph stands;
from there everything is geometry, in this order:

1. Glyphs on one baseline make a row. A blank goes where the print leaves a gap, except inside the
   even spacing of justified Chinese; letters set apart on purpose (税 务 总 局) stay apart. A dash
   as wide as two is two (破折号), for many fonts draw the pair as one glyph.
2. If a white strip parts the page and the lines on both sides run full, the page has two columns,
   read one after the other between lines that cross the strip.
3. Page numbers are known by form and place, running heads by standing at the same height on at
   least three pages (or half of them).
4. A line goes on the paragraph above if nothing speaks against it: another size of type, a wider
   gap, an indent that begins a paragraph, or a line above that ends although the first word of
   this one would still have fitted in. Margins are those of the page (odd and even pages differ),
   and a page number between two halves of a paragraph does not part them.

``Hint.joined`` carries step 4; it is None for page numbers and running heads. Type that stands out
from the body's (bold, 黑体, 楷体) at the beginning of a line is counted in ``Hint.bold``.

Limits. PDFium silently drops text objects of one character, and turned ones, that are set in a CJK
font which neither the file nor the system has; readers that keep them are five times slower, and
official documents embed their fonts.
Tables are not rebuilt: a row is one line with a blank between cells, and no row joins another.
Vertical writing comes out one character a line. Text turned against the page, such as a slanted
watermark, becomes furniture.
"""

from __future__ import annotations

import ctypes
import hashlib
import math
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise
from statistics import median
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

import regex

from ..errors import MissingExtraError, ReadError
from ..patterns import compiled
from ..tree import Origin
from .margins import edge, title_end
from .source import Hint, Role, Source

if TYPE_CHECKING:
    from types import ModuleType

MAX_PAGES = 5_000
MAX_BYTES = 200_000_000
_MAX_GLYPHS = 50_000_000
_MAX_ON_PAGE = 1_000_000

_PDFIUM = Lock()
"""PDFium may not be called from two threads at once."""

# Fonts whose ToUnicode map leads to a radical in place of the character that looks the same.
_RADICALS = str.maketrans(
    dict(
        zip(
            "⺁⺇⺎⺟⺠⺧⺩⺫⺬⺶⺷⺸⺼⺽⻁⻄⻅⻆⻉⻋⻐⻑⻒⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
            "厂几兀母民牛王目示羊羊羊肉臼虎西见角贝车钅長镸长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
            strict=True,
        )
    )
    | {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
)


class _Glyph(NamedTuple):
    char: str
    left: float
    right: float
    base: float
    size: float
    serial: int
    """Number of the glyph in PDFium's text of the page."""
    turn: int
    """Quarter turns of the writing direction, -1 for a slant."""


@dataclass(slots=True)
class _Line:
    """One printed line; ``left`` and ``right`` are its edges, ``base`` its baseline."""

    page: int
    text: str
    left: float
    right: float
    base: float
    size: float
    column: int = 0
    gaps: int = 0
    """Wide gaps inside, such as between the cells of a table row."""
    faces: tuple[str, ...] = ()
    red: bool = False
    lead: int = 0
    role: Role = "paragraph"
    joined: bool | None = False
    word: float = 0.0
    """Width of the first part of the line that cannot be broken."""

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(slots=True)
class _Page:
    number: int
    bottom: float
    top: float
    lines: list[_Line]


class _Margins(NamedTuple):
    left: float
    right: float


# --- glyphs --------------------------------------------------------------------------------------


class _Reader:
    """Reads the glyphs of one page; every call into PDFium is here."""

    def __init__(self, pdfium: ModuleType, page: Any) -> None:
        self._raw = pdfium.raw
        self._page = page
        self._text = page.get_textpage()
        self._buffer = ctypes.create_string_buffer(128)
        self.count: int = self._raw.FPDFText_CountChars(self._text)

    def close(self) -> None:
        self._text.close()
        self._page.close()

    def glyphs(self) -> list[_Glyph]:
        """The glyphs that print something, in the order of the content stream, and blanks."""
        raw, text = self._raw, self._text
        x, y, box, matrix = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF(), raw.FS_MATRIX()
        out = []
        for index in range(self.count):
            code = raw.FPDFText_GetUnicode(text, index)
            char = _character(code)
            if not char:
                continue
            raw.FPDFText_GetCharOrigin(text, index, x, y)
            raw.FPDFText_GetLooseCharBox(text, index, box)
            raw.FPDFText_GetMatrix(text, index, matrix)
            turn = _turn(matrix.a, matrix.b)
            size = raw.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
            edges = (box.left, box.right, box.bottom, box.top)
            left, right, base = _turned(turn, x.value, y.value, edges)
            if all(map(math.isfinite, (left, right, base, size))):
                out.append(_Glyph(char, left, right, base, abs(size), index, turn))
        return out

    def face(self, index: int) -> str:
        """The typeface class of a glyph: bold, hei (黑体), kai (楷体), or '' for any other."""
        flags = ctypes.c_int()
        length = self._raw.FPDFText_GetFontInfo(self._text, index, self._buffer, 128, flags)
        name = self._buffer.raw[: max(0, min(length, 128) - 1)].decode("utf-8", "replace").lower()
        if self._raw.FPDFText_GetFontWeight(self._text, index) >= 600 or "bold" in name:
            return "bold"
        if "yahei" in name:
            return ""
        kinds = {"hei": "hei", "fzht": "hei", "黑": "hei", "kai": "kai", "fzkt": "kai", "楷": "kai"}
        return next((kind for part, kind in kinds.items() if part in name), "")

    def red(self, index: int) -> bool:
        """Whether a glyph is printed in red, as the head of an official document (红头) is."""
        colour = [ctypes.c_uint() for _ in range(4)]
        if not self._raw.FPDFText_GetFillColor(self._text, index, *colour):
            return False
        red, green, blue = (part.value for part in colour[:3])
        return red > 150 and green < 90 and blue < 90

    def height(self, turn: int) -> tuple[float, float]:
        """Bottom and top of the page in the writing direction."""
        left, bottom, right, top = self._page.get_mediabox()
        return {0: (bottom, top), 1: (-right, -left), 2: (-top, -bottom), 3: (left, right)}[turn]


def _character(code: int) -> str:
    """The character of a code that PDFium gives; '' for line ends and what prints nothing."""
    if code in (0x02, 0xAD, 0xFFFE):  # a hyphen at a line's end, and one that is printed
        return "-"
    if code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return "\ufffd" if code == 0 or code > 0x10FFFF else ""
    if code in (0x20, 0xA0, 0x3000) or 0x2000 <= code <= 0x200A:
        return " "
    if 0x200B <= code <= 0x200F or code in (0x2028, 0x2029, 0x2060, 0xFEFF):
        return ""
    return chr(code).translate(_RADICALS)


def _turn(a: float, b: float) -> int:
    """Quarter turns to the left of a writing direction, -1 where it is slanted."""
    if abs(b) <= 0.05 * abs(a):
        return 0 if a >= 0 else 2
    if abs(a) <= 0.05 * abs(b):
        return 1 if b > 0 else 3
    return -1


def _turned(
    turn: int, x: float, y: float, box: tuple[float, float, float, float]
) -> tuple[float, float, float]:
    """Left, right and baseline of a glyph as the reader sees it who turns the page upright."""
    left, right, bottom, top = box
    if turn == 1:
        return bottom, top, -x
    if turn == 2:
        return -right, -left, -y
    if turn == 3:
        return -top, -bottom, x
    return left, right, y


# --- rows and columns ----------------------------------------------------------------------------


def _rows(glyphs: Sequence[_Glyph]) -> list[list[_Glyph]]:
    """Glyphs grouped by baseline from the top down, each row from left to right."""
    runs: list[list[_Glyph]] = []
    for glyph in glyphs:
        if glyph.char == " ":
            if runs:
                runs[-1].append(glyph)
        elif runs and _same_base(runs[-1][0], glyph):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    runs.sort(key=lambda run: -run[0].base)
    rows: list[list[_Glyph]] = []
    heads: list[_Glyph] = []
    for run in runs:
        at = next((k for k in range(len(rows) - 1, max(-1, len(rows) - 4), -1)
                   if _same_row(heads[k], run[0])), None)  # fmt: skip
        if at is None:
            rows.append(list(run))
            heads.append(run[0])
        else:
            rows[at] += run
            heads[at] = max(heads[at], run[0], key=lambda g: g.size)
    return [_in_order(row) for row in rows]


def _same_base(a: _Glyph, b: _Glyph) -> bool:
    return abs(a.base - b.base) <= 0.1 * max(a.size, b.size) and a.turn == b.turn


def _same_row(a: _Glyph, b: _Glyph) -> bool:
    """Whether b stands on a's line, or is small type raised or lowered beside it."""
    big, small = max(a.size, b.size), min(a.size, b.size)
    return abs(a.base - b.base) <= (0.3 if small > 0.75 * big else 0.5) * big


def _in_order(row: list[_Glyph]) -> list[_Glyph]:
    """A row from left to right, without glyphs printed twice to look bold."""
    row = sorted(row, key=lambda g: (g.left, g.serial))
    out: list[_Glyph] = []
    for glyph in row:
        near = [g for g in out[-3:] if g.char == glyph.char != " "]
        if any(abs(g.left - glyph.left) < 0.4 * (glyph.right - glyph.left) for g in near):
            continue
        out.append(glyph)
    while out and out[-1].char == " ":
        out.pop()
    return out


def _is_wide(char: str) -> bool:
    """Whether a character fills a square, as Chinese characters and their marks do."""
    return "\u2e80" <= char <= "\u9fff" or "\uf900" <= char <= "\uffef" or char >= "\U00020000"


def _gap(before: _Glyph, after: _Glyph) -> float:
    return (after.left - before.right) / max(before.size, after.size, 0.1)


def _blank_between(before: _Glyph, after: _Glyph, spaced: bool, apart: bool) -> bool:
    """Whether a blank is to be read between two glyphs; ``spaced`` if one is in the file."""
    gap = _gap(before, after)
    both = _is_wide(before.char) + _is_wide(after.char)
    limit = (0.18, 0.35, 0.12 if apart else 0.3)[both]
    return gap > limit or (spaced and gap > (0.05, 0.1, 0.15)[both])


def _set_apart(ink: list[_Glyph]) -> bool:
    """Whether the letters of a short line are set apart on purpose, as in 税 务 总 局."""
    gaps = [_gap(a, b) for a, b in pairwise(ink) if _is_wide(a.char) and _is_wide(b.char)]
    return 1 <= len(gaps) <= 20 and median(gaps) > 0.12


def _segments(row: list[_Glyph]) -> list[list[_Glyph]]:
    """A row cut where it leaves a gap of more than 1.5 characters."""
    out: list[list[_Glyph]] = []
    for glyph in row:
        if glyph.char == " ":
            if out:
                out[-1].append(glyph)
            continue
        last = next((g for g in reversed(out[-1]) if g.char != " "), None) if out else None
        if last is None or _gap(last, glyph) > 1.5:
            out.append([glyph])
        else:
            out[-1].append(glyph)
    return out


def _gutter(segments: list[list[_Glyph]]) -> float | None:
    """The middle of the white strip between two columns of running text, if there is one."""
    edges = [(s[0].left, max(g.right for g in s)) for s in segments]
    if len(edges) < 12:
        return None
    low, high = min(e[0] for e in edges), max(e[1] for e in edges)
    places = [low + (high - low) * (0.35 + 0.01 * k) for k in range(31)]
    crossing = [sum(left < place < right for left, right in edges) for place in places]
    fewest = min(crossing)
    best = [p for p, count in zip(places, crossing, strict=True) if count == fewest]
    place = best[len(best) // 2]
    left = [e for e in edges if e[1] <= place]
    right = [e for e in edges if e[0] >= place]
    if fewest > 0.15 * len(edges) or not (_runs_full(left) and _runs_full(right)):
        return None
    return place


def _runs_full(edges: list[tuple[float, float]]) -> bool:
    """Whether these lines are a column of prose: most reach its right edge."""
    if len(edges) < 5:
        return False
    low, high = min(e[0] for e in edges), max(e[1] for e in edges)
    return sum(right - left >= 0.75 * (high - low) for left, right in edges) >= 0.6 * len(edges)


def _arranged(rows: list[list[_Glyph]]) -> Iterator[tuple[int, list[_Glyph]]]:
    """(column, glyphs) of each line in reading order; column 0 goes across the page."""
    cut = [_segments(row) for row in rows]
    place = _gutter([segment for row in cut for segment in row])
    if place is None:
        yield from ((0, row) for row in rows)
        return
    sides: tuple[list[list[_Glyph]], list[list[_Glyph]]] = ([], [])
    for row, segments in zip(rows, cut, strict=True):
        if any(s[0].left < place < max(g.right for g in s) for s in segments):
            yield from _emptied(sides)
            yield 0, row
            continue
        for number, side in enumerate(sides):
            part = [g for s in segments if (s[0].left >= place) == bool(number) for g in s]
            if part:
                side.append(part)
    yield from _emptied(sides)


def _emptied(
    sides: tuple[list[list[_Glyph]], list[list[_Glyph]]],
) -> Iterator[tuple[int, list[_Glyph]]]:
    for column, side in enumerate(sides, 1):
        yield from ((column, row) for row in side)
        side.clear()


# --- lines ---------------------------------------------------------------------------------------


def _line(page: int, column: int, row: list[_Glyph], reader: _Reader) -> _Line:
    chars: list[str] = []
    serials: list[int] = []
    last: _Glyph | None = None
    ink = [g for g in row if g.char != " "]
    spaced, gaps, apart = False, 0, _set_apart(ink)
    for glyph in row:
        if glyph.char == " ":
            spaced = True
            continue
        if last and _blank_between(last, glyph, spaced, apart):
            chars.append(" ")
            serials.append(last.serial)
            gaps += _gap(last, glyph) > 1.5
        chars.append(glyph.char)
        serials.append(glyph.serial)
        if glyph.char == "—" and glyph.right - glyph.left > 1.5 * glyph.size:
            chars.append("—")
            serials.append(glyph.serial)
        last, spaced = glyph, False
    sizes = Counter(round(g.size, 1) for g in ink)
    return _Line(
        page=page,
        text="".join(chars),
        left=ink[0].left,
        right=max(g.right for g in ink),
        base=median(g.base for g in ink),
        size=sizes.most_common(1)[0][0],
        column=column,
        gaps=gaps,
        faces=_faces(chars, serials, reader),
        red=reader.red(ink[0].serial),
        word=_first_word(ink),
    )


def _faces(chars: list[str], serials: list[int], reader: _Reader) -> tuple[str, ...]:
    """The typeface class of the leading characters as far as it stands out, at most 60 of them.

    Digits and Latin letters are often set in another font than the Chinese around them; they count
    with it.
    """
    out: list[str] = []
    waiting = 0
    for char, serial in zip(chars[:60], serials[:60], strict=True):
        face = reader.face(serial)
        if face:
            out += [face] * (waiting + 1)
            waiting = 0
        elif _is_wide(char):
            break
        else:
            waiting += 1
    return tuple(out)


_NO_BEGIN = frozenset("，。、；：？！）》」』】〕”’％%,.;:?!)]}·…—")
_NO_END = frozenset("（《「『【〔“‘([{")


def _first_word(ink: list[_Glyph]) -> float:
    """How wide the first part of a line is that no line may break: one character, or a word."""
    end = 1
    while end < len(ink) and end < 40:
        before, after = ink[end - 1], ink[end]
        word = not _is_wide(before.char) and not _is_wide(after.char) and _gap(before, after) < 0.18
        if not (word or after.char in _NO_BEGIN or before.char in _NO_END):
            break
        end += 1
    return max(g.right for g in ink[:end]) - ink[0].left


def _page_lines(number: int, reader: _Reader) -> tuple[_Page, int]:
    """The lines of a page in reading order, and how many of its glyphs have no character."""
    glyphs = reader.glyphs()
    ink = [g for g in glyphs if g.char != " "]
    turns = Counter(g.turn for g in ink if g.turn >= 0)
    turn = turns.most_common(1)[0][0] if turns else 0
    upright = [g for g in glyphs if g.turn == turn]
    lines = [_line(number, column, row, reader) for column, row in _arranged(_rows(upright))]
    aside = [g for g in ink if g.turn != turn]
    for _, group in groupby(aside, key=lambda g: (g.turn, round(g.size))):
        line = _line(number, 0, list(group), reader)
        line.text = "".join(line.text.split())
        line.role = "furniture"
        lines.append(line)
    bottom, top = reader.height(turn)
    page = _Page(number, bottom, top, lines)
    unknown = sum(g.char == "\ufffd" or "\ue000" <= g.char <= "\uf8ff" for g in ink)
    return page, unknown


# --- page numbers and running heads --------------------------------------------------------------


@cache
def _page_number() -> regex.Pattern[str]:
    return compiled(
        r"(?P<sure>[-—–－―─·•]{1,3}\s*+(?:\d{1,4}|[ivxlcIVXLC]{1,6})\s*+[-—–－―─·•]{1,3}"
        r"|第\s*+[\d一二三四五六七八九十百]{1,4}\s*+页(?:\s*+[,，/／]?\s*+共\s*+[\d一二三四五六七八九十百]{1,4}\s*+页)?"
        r"|(?:[Pp]age\s*+)?\d{1,4}\s*+(?:[/／]|of)\s*+\d{1,4}(?:\s*+页)?|[Pp]age\s*+\d{1,4})"
        r"|(?P<bare>\d{1,4}|[ivxlc]{1,6})"
    )


def _margin_lines(page: _Page) -> Iterator[_Line]:
    """The first and last two lines of a page that stand in the outer eighth of its height."""
    lines = sorted((n for n in page.lines if n.role == "paragraph"), key=lambda n: -n.base)
    height = page.top - page.bottom
    for number, line in enumerate(lines):
        at_top = number < 2 and line.base > page.top - 0.125 * height
        at_bottom = number >= len(lines) - 2 and line.base < page.bottom + 0.125 * height
        if at_top or at_bottom:
            yield line


def _mark_margins(pages: list[_Page]) -> None:
    """Gives page numbers and running heads their roles."""
    bare: defaultdict[int, list[_Line]] = defaultdict(list)
    heads: defaultdict[tuple[str, int], list[_Line]] = defaultdict(list)
    for page in pages:
        for line in _margin_lines(page):
            found = _page_number().fullmatch(line.text.strip())
            if found and found["sure"]:
                line.role = "page-number"
            elif found:
                offset = int(line.text) - page.number if line.text.isdigit() else 0
                bare[offset].append(line)
            else:
                heads[_head_key(line, page)].append(line)
    enough = 2 if len(pages) > 1 else 1
    for lines in bare.values():
        if len(lines) >= enough:
            _give(lines, "page-number")
    for lines in heads.values():
        count = len({line.page for line in lines})
        if count >= 3 or 2 <= count >= len(pages) / 2:
            _give(lines, "furniture")


def _head_key(line: _Line, page: _Page) -> tuple[str, int]:
    """What a running head repeats: its words without digits and blanks, and its height."""
    words = "".join("#" if c.isdigit() else c for c in line.text if not c.isspace())
    return words, round((page.top - line.base) / 8)


def _give(lines: Iterable[_Line], role: Role) -> None:
    for line in lines:
        line.role = role


# --- paragraphs ----------------------------------------------------------------------------------


class _Layout:
    """Body size and margins: of each page and column with enough lines, else of the document."""

    def __init__(self, lines: list[_Line]) -> None:
        sizes: Counter[float] = Counter()
        for line in lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
        self.size = max(sizes.most_common(1)[0][0], 1.0) if sizes else 12.0
        self._found: dict[tuple[int, int], _Margins] = {}
        groups: defaultdict[tuple[int, int], list[_Line]] = defaultdict(list)
        for line in lines:
            if abs(line.size - self.size) <= 0.1 * self.size:
                groups[line.page, line.column].append(line)
                groups[-1, line.column].append(line)
        for key, group in groups.items():
            if len(group) >= (1 if key[0] < 0 else 8):
                self._found[key] = self._margins(group)
        gaps = [
            (a.base - b.base) / self.size
            for a, b in pairwise(lines)
            if a.page == b.page and a.column == b.column and a.base > b.base
        ]
        self.pitch = median(gaps) if gaps else 1.5

    def _margins(self, lines: list[_Line]) -> _Margins:
        step = max(self.size / 2, 1.0)
        left = edge((line.left for line in lines), step, far=False)
        right = edge((line.right for line in lines), step, far=True)
        return _Margins(left, right)

    def margins(self, line: _Line) -> _Margins:
        """The left and right margin that a line keeps to."""
        found = self._found
        own = found.get((line.page, line.column)) or found.get((-1, line.column))
        return own or found.get((-1, 0)) or _Margins(line.left, line.right)


@cache
def _enumerator() -> regex.Pattern[str]:
    """What begins an item, roughly; only asked where the indent leaves the matter open."""
    return compiled(
        r"[（(〔\[]?\s*+[\d一二三四五六七八九十百]{1,4}\s*+(?:[）)〕\]]|[、．.](?!\d))"
        r"|第\s*+[\d一二三四五六七八九十百]{1,4}\s*+[编章节条]|[①-⑳●■◆▪•·]|[—―─-]{2}|附件|专栏"
    )


_MARKS = "。，、；：！？）”》.,;:!?)"


def _inner(text: str) -> bool:
    return any(mark in text for mark in "。；，")


class _Paragraphs:
    """Decides line by line, from the top down, whether the paragraph above goes on."""

    def __init__(self, layout: _Layout) -> None:
        self._layout = layout
        self._above: _Line | None = None
        self._first: _Line | None = None
        self._rest: float | None = None
        """Indent of the paragraph's later lines, once there is one."""

    def feed(self, line: _Line) -> bool:
        """Whether the line goes on the paragraph above it."""
        above, first = self._above, self._first
        joined = above is not None and first is not None and self._goes_on(above, first, line)
        if joined:
            self._rest = self._indent(line)
        else:
            self._first, self._rest = line, None
        self._above = line
        return joined

    def _indent(self, line: _Line) -> float:
        """How many characters the line is set in from its margin."""
        return (line.left - self._layout.margins(line).left) / self._layout.size

    def _goes_on(self, above: _Line, first: _Line, line: _Line) -> bool:
        if abs(above.size - line.size) > 0.08 * above.size or above.gaps or line.gaps:
            return False
        if self._apart(above, line) or above.red != line.red:
            return False
        if above.size > 1.15 * self._layout.size and self._centred(above) and self._centred(line):
            return not above.red and not title_end().search(above.text)
        if self._heads(above, line):
            return False
        return self._full(above, line) and self._fits(first, line)

    def _heads(self, above: _Line, line: _Line) -> bool:
        """Whether a short numbered line without a mark follows the end of a sentence: a heading."""
        short = self._layout.margins(line).right - line.right > 2 * line.size
        numbered = short and line.text[-1] not in _MARKS and _enumerator().match(line.text)
        return bool(numbered) and above.text[-1] in "。；！？）" and not _inner(line.text)

    def _apart(self, above: _Line, line: _Line) -> bool:
        """Whether more than the usual white stands between two lines of one column."""
        if above.page != line.page or above.column != line.column:
            return False
        gap = (above.base - line.base) / self._layout.size
        scale = max(1.0, line.size / self._layout.size)
        return not 0.75 * scale < gap <= 1.5 * scale * max(self._layout.pitch, 1.0)

    def _full(self, above: _Line, line: _Line) -> bool:
        """Whether the line above had no room for the first word of this line."""
        room = self._layout.margins(above).right - above.right
        return room < line.word + 0.4 * line.size

    def _fits(self, first: _Line, line: _Line) -> bool:
        """Whether the line's indent is that of a paragraph's later lines, not of a first one."""
        indent, begin = self._indent(line), self._indent(first)
        if self._rest is not None:
            return abs(indent - self._rest) < 0.9
        if indent < begin - 0.9:
            return True
        hanging = bool(_enumerator().match(first.text)) and not _enumerator().match(line.text)
        if indent > begin + 0.9:
            return hanging and indent < begin + 6
        return begin < 0.9 or hanging

    def _centred(self, line: _Line) -> bool:
        left, right = self._layout.margins(line)
        return abs(line.middle - (left + right) / 2) < 0.75 * line.size


def _mark_joined(lines: list[_Line], layout: _Layout) -> None:
    paragraphs = _Paragraphs(layout)
    for line in lines:
        line.joined = paragraphs.feed(line) if line.role == "paragraph" else None


def _mark_leads(lines: list[_Line]) -> None:
    """Counts the leading characters that stand out, unless all of the text is set that way."""
    total = sum(len(line.text) for line in lines)
    loud = Counter[str]()
    for line in lines:
        if line.faces:
            loud[line.faces[0]] += len(line.text)
    body = {face for face, count in loud.items() if count > 0.5 * total}
    for line in lines:
        lead = next((k for k, face in enumerate(line.faces) if face in body), len(line.faces))
        line.lead = min(lead, len(line.text))
        if line.lead == 60:
            line.lead = len(line.text)


# --- the file ------------------------------------------------------------------------------------


def _import() -> ModuleType:
    try:
        import pypdfium2  # type: ignore[import-untyped]
    except ImportError:
        raise MissingExtraError("reading PDF", "pdf") from None
    module: ModuleType = pypdfium2
    return module


def _open(pdfium: ModuleType, data: bytes, name: str) -> Any:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise ReadError(
                "{name}: the PDF is encrypted; save a copy without a password first", name=name
            ) from error
        if "security" in str(error).lower():
            raise ReadError(
                "{name}: the PDF is encrypted in a way PDFium cannot read; save a plain copy",
                name=name,
            ) from error
        raise ReadError(
            "{name}: not a PDF that can be read; the file is broken or cut short", name=name
        ) from error


def _read_pages(pdfium: ModuleType, document: Any, name: str) -> list[_Page]:
    pages: list[_Page] = []
    unknown = total = 0
    for number in range(1, len(document) + 1):
        try:
            reader = _Reader(pdfium, document[number - 1])
        except pdfium.PdfiumError as error:
            raise ReadError(
                "{name}: page {number} of {pages} cannot be read; the file is damaged",
                name=name,
                number=number,
                pages=len(document),
            ) from error
        try:
            total += reader.count
            if reader.count > _MAX_ON_PAGE or total > _MAX_GLYPHS:
                raise ReadError(
                    "{name}: too much text (up to page {number}); split it first",
                    name=name,
                    number=number,
                )
            page, strange = _page_lines(number, reader)
        finally:
            reader.close()
        pages.append(page)
        unknown += strange
    if unknown * 2 > total:
        raise ReadError(
            "{name}: the letters of its {pages} pages map to no characters; run OCR first, "
            "for example: ocrmypdf --force-ocr -l chi_sim {name} with-text.pdf",
            name=name, pages=len(pages),
        )  # fmt: skip
    return pages


def _lines(data: bytes, name: str) -> list[_Line]:
    """Every line of the file in reading order, with its role and whether it goes on the last."""
    pdfium = _import()
    with _PDFIUM:
        document = _open(pdfium, data, name)
        try:
            if len(document) > MAX_PAGES:
                raise ReadError(
                    "{name}: {pages} pages, more than {limit}; split it first",
                    name=name,
                    pages=len(document),
                    limit=MAX_PAGES,
                )
            pages = _read_pages(pdfium, document, name)
        finally:
            document.close()
    _mark_margins(pages)
    lines = [line for page in pages for line in page.lines]
    body = [line for line in lines if line.role == "paragraph"]
    if not body:
        raise ReadError(
            "{name}: a scan without a text layer (pages: {pages}); run OCR first, "
            "for example: ocrmypdf -l chi_sim {name} with-text.pdf",
            name=name, pages=len(pages),
        )  # fmt: skip
    _mark_joined(lines, _Layout(body))
    _mark_leads(body)
    return lines


def _hints(lines: list[_Line]) -> Iterator[Hint]:
    at = 0
    for line in lines:
        yield Hint(
            at,
            at + len(line.text),
            line.role,
            bold=line.lead,
            size=line.size,
            joined=line.joined,
            origin=Origin(page=line.page),
        )
        at += len(line.text) + 1


def read_pdf(data: bytes, name: str) -> Source:
    """The text layer of a PDF, one printed line a line, with its paragraphs in the hints.

    Args:
        data: The file as it is.
        name: What messages and the Plan call the file.

    Raises:
        ReadError: The file is broken, encrypted, a scan without text, or too large.
        MissingExtraError: pypdfium2 is not installed.
    """
    if len(data) > MAX_BYTES:
        raise ReadError(
            "{name}: larger than {limit} MB; split it first",
            name=name,
            limit=MAX_BYTES // 1_000_000,
        )
    lines = _lines(data, name)
    return Source(
        name=name,
        text="".join(line.text + "\n" for line in lines),
        media_type="application/pdf",
        sha256=hashlib.sha256(data).hexdigest(),
        hints=tuple(_hints(lines)),
    )
