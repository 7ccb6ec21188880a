"""OFD pages (版式文档, GB/T 33190-2016) to a text layer of printed lines.

An OFD is a zip of XML in which every text object names its place on the page in millimetres, so
nothing has to be guessed from glyphs: the pieces on one baseline make a line, read from left to
right, and a gap of half a character between two pieces is a blank. As with pdf, a printed line is
a line of the text layer and ``Hint.joined`` says whether it goes on the paragraph above: it does
if the line above ends at the right margin and this one begins at the left margin, in one size; the
margins are where an eighth of the lines end and begin. The centred lines of a large title are one.

Text of page templates, and what stands first or last on three pages or more, is furniture. Pages
are taken to have one column, as official documents do; text set from top to bottom comes as one
line, at its top.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple
from xml.etree.ElementTree import Element

from ..errors import ReadError
from ..tree import Origin
from .margins import edge, page_number, title_end
from .package import Package, missing, number, resolve
from .source import Hint, Role, Source

MEDIA_TYPE = "application/ofd"
MAX_PAGES = 20_000
POINTS = 72 / 25.4

_HEAVY = re.compile(r"黑|bold|heavy", re.I)
_BLANKS = str.maketrans("\n\r", "  ")


class _Matrix(NamedTuple):
    """How an object's coordinates lie on the page (CTM)."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def place(self, x: float, y: float) -> tuple[float, float]:
        """A point of the object, on the page."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    @property
    def turned(self) -> bool:
        """Whether text so placed stands askew, as watermarks do."""
        return abs(self.b) > 0.2 * abs(self.a) or self.a < 0


@dataclass(slots=True)
class _Piece:
    """Text on one baseline, as one object sets it."""

    text: str
    left: float
    right: float
    y: float
    size: float
    bold: bool = False
    turned: bool = False


@dataclass(slots=True)
class _Line:
    """A printed line."""

    text: str
    left: float
    right: float
    y: float
    size: float
    bold: int
    page: int
    role: Role = "paragraph"
    joined: bool | None = None


def _numbers(written: str | None) -> list[float]:
    return [number(word) for word in (written or "").split()[:16]]


def _deltas(written: str | None, length: int) -> list[float]:
    """The advances of DeltaX or DeltaY, with ``g N v`` (N times v) written out.

    >>> _deltas("g 2 3.5 4", 9)
    [3.5, 3.5, 4.0]
    """
    found: list[float] = []
    words = iter((written or "").split())
    for word in words:
        if len(found) >= length:
            break
        if word == "g":
            times = int(max(0.0, min(number(next(words, None)), length)))
            found.extend([number(next(words, None))] * times)
        else:
            found.append(number(word))
    return found[:length]


def _width(sign: str) -> float:
    """The usual advance of a character, in units of its size."""
    return 0.5 if sign.isascii() else 1.0


def _starts(text: str, across: list[float], x: float, size: float) -> list[float]:
    """Where each character begins: by DeltaX, and past its end by the usual widths."""
    steps = across + [size * _width(sign) for sign in text[len(across) :]]
    return list(accumulate(steps, initial=x))


def _split(text: str, down: list[float], size: float) -> Iterator[tuple[int, int]]:
    """The parts of a text code that stand on one baseline each."""
    start = 0
    for index, step in enumerate(down[: len(text) - 1], 1):
        if abs(step) > 0.5 * size:
            yield start, index
            start = index
    yield start, len(text)


def _pieces(item: Element, fonts: dict[str, bool]) -> Iterator[_Piece]:
    """The pieces of a text object."""
    box = [*_numbers(item.get("Boundary")), 0.0, 0.0]
    own = _numbers(item.get("CTM"))
    matrix = _Matrix(*own[:6]) if len(own) >= 6 else _Matrix()
    size = abs(number(item.get("Size"), 4.0)) or 4.0
    bold = number(item.get("Weight"), 400) >= 600 or fonts.get(item.get("Font", ""), False)
    scale = math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c)) or 1.0
    x = y = 0.0
    for code in item.findall("ofd:TextCode"):
        text = (code.text or "").strip("\n\r\t").translate(_BLANKS)
        x, y = number(code.get("X"), x), number(code.get("Y"), y)
        across, down = (_deltas(code.get(axis), len(text)) for axis in ("DeltaX", "DeltaY"))
        upright = any(down) and not any(across)
        lefts, tops = _starts(text, across, x, size), list(accumulate(down, initial=y))
        for start, end in [(0, len(text))] if upright else _split(text, down, size):
            top = tops[min(start, len(tops) - 1)]
            left = lefts[start]
            last = lefts[start] if upright else lefts[max(start, end - 1)]
            right = last + size * _width(text[end - 1 : end] or "一")
            place, far = matrix.place(left, top), matrix.place(right, top)
            yield _Piece(
                text[start:end],
                box[0] + place[0],
                box[0] + far[0],
                box[1] + place[1],
                size * scale,
                bold,
                matrix.turned,
            )


def _row(pieces: list[_Piece], page: int) -> _Line:
    """One line from the pieces on its baseline."""
    pieces.sort(key=lambda piece: piece.left)
    text, bold, leading = "", 0, True
    for index, piece in enumerate(pieces):
        gap = piece.left - pieces[index - 1].right if index else 0.0
        if gap > 0.5 * piece.size and text[-1:].strip() and piece.text[:1].strip():
            text += " "
        text += piece.text
        leading = leading and (piece.bold or not piece.text.strip())
        bold = len(text) if leading and piece.bold else bold
    main = max(pieces, key=lambda piece: len(piece.text))
    left, right = pieces[0].left, max(piece.right for piece in pieces)
    role: Role = "furniture" if all(piece.turned for piece in pieces) else "paragraph"
    return _Line(text, left, right, main.y, main.size, bold, page, role)


def _rows(pieces: Iterable[_Piece], page: int) -> list[_Line]:
    """The lines of a page from top to bottom."""
    rows: list[list[_Piece]] = []
    for piece in sorted((p for p in pieces if p.text.strip()), key=lambda p: (p.turned, p.y)):
        last = rows[-1][-1] if rows else None
        near = last is not None and abs(piece.y - last.y) <= 0.4 * min(piece.size, last.size)
        if near and last is not None and last.turned == piece.turned:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [_row(row, page) for row in rows]


def _text_objects(parent: Element) -> Iterator[Element]:
    """The visible text objects below an element, in document order."""
    for child in parent:
        if child.get("Visible", "true").lower() == "false":
            continue
        if child.tag == "ofd:TextObject":
            yield child
        elif child.tag in ("ofd:Content", "ofd:Layer", "ofd:PageBlock"):
            yield from _text_objects(child)


class _Document:
    """One document body of an OFD package."""

    def __init__(self, package: Package, part: str) -> None:
        self._package = package
        self._folder = part.rpartition("/")[0]
        root = package.xml(part)
        if root is None:
            raise missing(package.name, part)
        self._root = root
        self._fonts = dict(self._read_fonts())
        self._templates = {
            e.get("ID", ""): e.get("BaseLoc", "") for e in root.iter("ofd:TemplatePage")
        }

    def _open(self, location: str) -> Element | None:
        """The part at a location, which some writers give from the root of the package."""
        for folder in (self._folder, ""):
            part = resolve(folder, location)
            if part in self._package:
                return self._package.xml(part)
        return None

    def _read_fonts(self) -> Iterator[tuple[str, bool]]:
        """Whether each font of the document is heavy (黑体、加粗)."""
        for tag in ("ofd:PublicRes", "ofd:DocumentRes"):
            for reference in self._root.iter(tag):
                resources = self._open((reference.text or "").strip())
                for font in resources.iter("ofd:Font") if resources is not None else ():
                    heavy = font.get("Bold", "").lower() == "true"
                    yield font.get("ID", ""), heavy or bool(_HEAVY.search(font.get("FontName", "")))

    def pages(self, first: int) -> Iterator[list[_Line]]:
        """The lines of each page; templates come with the first page that uses them."""
        used: set[str] = set()
        references = self._root.findall("ofd:Pages")
        pages = [page for reference in references for page in reference.findall("ofd:Page")]
        for index, reference in enumerate(pages[:MAX_PAGES], first):
            page = self._open(reference.get("BaseLoc", ""))
            if page is None:
                continue
            lines = self._lines(page, index)
            for template in page.findall("ofd:Template"):
                key = template.get("TemplateID", "")
                if key not in used:
                    used.add(key)
                    lines += self._template(key, index)
            yield lines

    def _lines(self, page: Element, index: int) -> list[_Line]:
        pieces = (piece for item in _text_objects(page) for piece in _pieces(item, self._fonts))
        return _rows(pieces, index)

    def _template(self, key: str, index: int) -> list[_Line]:
        page = self._open(self._templates[key]) if key in self._templates else None
        lines = self._lines(page, index) if page is not None else []
        for line in lines:
            line.role = "furniture"
        return lines


def _mark_furniture(pages: list[list[_Line]]) -> None:
    """Give page numbers and running heads their roles."""
    edges = [[line for line in page if line.role == "paragraph"] for page in pages]
    ends = [{id(line): line for line in (*page[:1], *page[-1:])} for page in edges]
    repeated = Counter(line.text.strip() for page in ends for line in page.values())
    for page in ends:
        for line in page.values():
            text = line.text.strip()
            if page_number().fullmatch(text):
                line.role = "page-number"
            elif repeated[text] >= 3:
                line.role = "furniture"


_WORD = re.compile(r"[A-Za-z0-9.%+/-]++")


def _mark_joined(lines: list[_Line]) -> None:
    """Tell which lines go on the paragraph of the line above."""
    if not lines:
        return
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    size = max(sizes.most_common(1)[0][0], 0.1)
    body = [line for line in lines if abs(line.size - size) <= 0.1 * size] or lines
    left = edge((line.left for line in body), size / 2, far=False)
    right = edge((line.right for line in body), size / 2, far=True)
    lines[0].joined = False
    for above, line in pairwise(lines):
        word = _WORD.match(line.text)
        room = max(1.5, (word.end() if word else 0) / 2) * above.size
        goes_on = above.right >= right - room and line.left <= left + 0.75 * line.size
        if above.size > 1.15 * size:
            middles = ((one.left + one.right) / 2 - (left + right) / 2 for one in (above, line))
            centred = all(abs(off) < 0.75 * above.size for off in middles)
            goes_on = centred and not title_end().search(above.text)
        near = line.page != above.page or line.y - above.y <= 3 * line.size
        alike = abs(line.size - above.size) <= 0.1 * above.size
        line.joined = goes_on and near and alike and line.role == above.role


def _bodies(package: Package) -> tuple[list[str], str]:
    """The document parts of a package, and its title."""
    root = package.xml("OFD.xml")
    if root is None:
        raise ReadError(
            "{name} is no OFD document; open it in its own program and save a copy",
            name=package.name,
        )
    if "encryptions.xml" in package:
        raise ReadError("{name} is encrypted; save a copy without a password", name=package.name)
    parts = [resolve("", (e.text or "").strip()) for e in root.iter("ofd:DocRoot")]
    if not parts:
        raise ReadError("{name}: OFD.xml names no document; get the file again", name=package.name)
    titles = (" ".join((e.text or "").split()) for e in root.iter("ofd:Title"))
    return list(dict.fromkeys(parts)), next((title for title in titles if title), "")


def read_ofd(data: bytes, name: str) -> Source:
    """The printed lines of an OFD document, page by page."""
    package = Package(data, name)
    parts, title = _bodies(package)
    pages: list[list[_Line]] = []
    for part in parts:
        pages.extend(_Document(package, part).pages(len(pages) + 1))
    _mark_furniture(pages)
    lines = [line for page in pages for line in page]
    _mark_joined([line for line in lines if line.role == "paragraph"])
    hints: list[Hint] = []
    offset = 0
    for line in lines:
        end = offset + len(line.text)
        hints.append(_hint(line, offset, end))
        offset = end + 1
    return Source(
        name=name,
        text="".join(line.text + "\n" for line in lines),
        media_type=MEDIA_TYPE,
        sha256=hashlib.sha256(data).hexdigest(),
        hints=tuple(hints),
        meta={"title": title} if title else {},
    )


def _hint(line: _Line, start: int, end: int) -> Hint:
    size = round(line.size * POINTS * 2) / 2
    return Hint(
        start,
        end,
        line.role,
        bold=line.bold,
        size=size,
        joined=line.joined,
        origin=Origin(page=line.page),
    )
