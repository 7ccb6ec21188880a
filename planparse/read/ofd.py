"""OFD pages (版式文档, GB/T 33190-2016) to a text layer of printed lines.

An OFD is a zip of XML in which every text object names its place on the page in millimetres. Here
its characters become glyphs at places, in points from the foot of the page; from there on the
reading is that of pdf (:mod:`planparse.read.pdf`). An advance of its own parts no words: inside of
one text object a blank is what is written as one.

Text of page templates is furniture, once. Text set from top to bottom comes as one line, at its
top.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple
from xml.etree.ElementTree import Element

from ..errors import ReadError
from .looks import LOUD, face_of
from .package import Package, missing, number, resolve
from .pdf.glyphs import Glyph
from .pdf.layer import finished, text_layer
from .pdf.page import Line, Page
from .pdf.reading import page_lines
from .pdf.rules import Rules
from .source import Source

MEDIA_TYPE = "application/ofd"
MAX_PAGES = 20_000
POINTS = 72 / 25.4
_HEIGHT = 297.0
"""The height of a page that does not name one (A4), in millimetres."""

_BOLD = re.compile(r"bold|heavy", re.I)
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


class _Sheet:
    """The glyphs of one page, as the reading of pdf asks for them."""

    def __init__(self, height: float, fonts: dict[str, str]) -> None:
        self._height = height
        self._fonts = fonts
        self._glyphs: list[Glyph] = []
        self._faces: list[str] = []

    def glyphs(self) -> list[Glyph]:
        """The glyphs in the order of the file."""
        return self._glyphs

    def rules(self) -> Rules:
        """No ruling lines: paths are not read."""
        return Rules([], [])

    def face(self, serial: int) -> str:
        """The typeface class of a glyph."""
        return self._faces[serial]

    def height(self, turn: int) -> tuple[float, float]:
        """Bottom and top of the page."""
        return 0.0, self._height

    def add(self, item: Element) -> None:
        """Set the characters of a text object."""
        box = [*_numbers(item.get("Boundary")), 0.0, 0.0]
        own = _numbers(item.get("CTM"))
        matrix = _Matrix(*own[:6]) if len(own) >= 6 else _Matrix()
        size = abs(number(item.get("Size"), 4.0)) or 4.0
        heavy = number(item.get("Weight"), 400) >= 600
        face = "bold" if heavy else self._fonts.get(item.get("Font", ""), "")
        scale = math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c)) or 1.0
        printed = round(size * scale * POINTS * 2) / 2
        turn = -1 if matrix.turned else 0
        for char, left, right, y in _placed(item, size):
            x, down = matrix.place(left, y)
            far, _ = matrix.place(right, y)
            edges = (POINTS * (box[0] + x), POINTS * (box[0] + far))
            base = self._height - POINTS * (box[1] + down)
            self._glyphs.append(Glyph(char, *edges, base, printed, len(self._faces), turn))
            self._faces.append(face)


def _placed(item: Element, size: float) -> Iterator[tuple[str, float, float, float]]:
    """The characters of a text object: where each begins and ends, and its baseline."""
    x = y = 0.0
    for code in item.findall("ofd:TextCode"):
        text = (code.text or "").strip("\n\r\t").translate(_BLANKS)
        x, y = number(code.get("X"), x), number(code.get("Y"), y)
        across, down = (_deltas(code.get(axis), len(text)) for axis in ("DeltaX", "DeltaY"))
        widths = [size * (0.5 if sign.isascii() else 1.0) for sign in text]
        if any(down) and not any(across):  # from top to bottom
            across, down = [], []
        lefts = list(accumulate([*across, *widths[len(across) :]], initial=x))
        tops = list(accumulate([*down, *[0.0] * (len(text) - len(down))], initial=y))
        for n, char in enumerate(text):
            goes_on = n + 1 < len(text) and tops[n + 1] == tops[n] and lefts[n + 1] > lefts[n]
            yield char, lefts[n], lefts[n + 1] if goes_on else lefts[n] + widths[n], tops[n]


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

    def _read_fonts(self) -> Iterator[tuple[str, str]]:
        """The typeface class of each font of the document."""
        for tag in ("ofd:PublicRes", "ofd:DocumentRes"):
            for reference in self._root.iter(tag):
                resources = self._open((reference.text or "").strip())
                for font in resources.iter("ofd:Font") if resources is not None else ():
                    name = font.get("FontName", "")
                    heavy = font.get("Bold", "").lower() == "true" or _BOLD.search(name)
                    face = "bold" if heavy else face_of(name)
                    yield font.get("ID", ""), face if face in LOUD or heavy else ""

    def pages(self, first: int) -> Iterator[Page]:
        """The lines of each page; templates come with the first page that uses them."""
        used: set[str] = set()
        references = self._root.findall("ofd:Pages")
        pages = [page for reference in references for page in reference.findall("ofd:Page")]
        for index, reference in enumerate(pages[:MAX_PAGES], first):
            root = self._open(reference.get("BaseLoc", ""))
            if root is None:
                continue
            page = self._page(root, index)
            for template in root.findall("ofd:Template"):
                key = template.get("TemplateID", "")
                if key not in used:
                    used.add(key)
                    page.lines += self._template(key, index)
            yield page

    def _page(self, root: Element, index: int) -> Page:
        area = next(
            (box for tree in (root, self._root) for box in tree.iter("ofd:PhysicalBox")), None
        )
        box = _numbers(area.text if area is not None else None)
        sheet = _Sheet(POINTS * (max(box[3:4], default=0) or _HEIGHT), self._fonts)
        for item in _text_objects(root):
            sheet.add(item)
        return page_lines(index, sheet)[0]

    def _template(self, key: str, index: int) -> list[Line]:
        root = self._open(self._templates[key]) if key in self._templates else None
        lines = self._page(root, index).lines if root is not None else []
        for line in lines:
            line.role = "furniture"
        return lines


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
    pages: list[Page] = []
    for part in parts:
        pages.extend(_Document(package, part).pages(len(pages) + 1))
    text, hints = text_layer(finished(pages))
    return Source(
        name=name,
        text=text,
        media_type=MEDIA_TYPE,
        hints=hints,
        meta={"title": title} if title else {},
    )
