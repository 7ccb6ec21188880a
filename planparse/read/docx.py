"""Word documents (docx): the text layer as Word prints it, generated labels included.

The reader is our own because the labels need it: a plan numbered by Word holds no 一、 in its
text, and what a paragraph is called depends on numbering.xml, on styles and on every paragraph
before it (:mod:`planparse.read.word_numbering`). The rest is one walk over document.xml:

* A paragraph is a line; a soft line break (Shift+Enter) ends a line too, and the lines of one
  heading are marked as joined. An empty paragraph is an empty line; it counts in its list but
  prints no label.
* A table cell gives a line a paragraph, merged cells once, at their top left corner. A table of
  one column is a frame around text (专栏), so its paragraphs stay paragraphs.
* Text boxes follow the paragraph they are anchored in; of ``mc:AlternateContent`` only the choice
  is read, which is why nothing comes twice.
* Tracked changes (修订) are read as accepted, or with ``original=True`` as rejected; a paragraph
  whose mark is deleted continues in the next one.
* Notes follow the body, headers and footers come last, and only where they say more than a page
  number. Hidden text is left out.
* The title of the document properties is passed on; the dates there say when the file was made,
  not when the document was issued, so they are not.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple
from xml.etree.ElementTree import Element

from ..errors import ReadError, brief
from ..messages import Word
from ..tree import Origin
from .package import Package, at, count, flag, number, value
from .source import Hint, Role, Source
from .word_numbering import Counter, Label, Numbering, write_number

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MAX_CHAIN = 64

_HEADING = re.compile(r"(?:heading|标题|標題)\s*([1-9])", re.I)
_TITLES = {"title": 1, "标题": 1, "標題": 1, "subtitle": 2, "副标题": 2, "副標題": 2}
_TOC = re.compile(r"(?:toc|目录|目錄)\s*(?:[1-9]|heading|标题|標題)", re.I)
_PAGE_NUMBER = re.compile(
    r"[\s\d０-９\-–—―~.·•*/|第页頁共一二三四五六七八九十百〇○ivxlcdm]*+"
    r"|\s*page\s*\d+\s*(?:of\s*\d+\s*)?",
    re.I,
)
_ENCLOSED = re.compile(r"\\o\s*\\a[cl]?\s*\(\s*([○〇◯□△◇])\s*[,，]\s*([^()\\,，]{1,8}?)\s*\)")
_RUBY = re.compile(r"\\o\s*\\ad\s*\(.*[,，;；]([^(),，;；\\]{1,40})\)\s*$", re.S)
_BREAKS = str.maketrans("\n\r\t", "   ")

_SHOWN = {False: ("w:del", "w:moveFrom"), True: ("w:ins", "w:moveTo")}
_INLINE = frozenset(
    "w:" + name
    for name in (
        "hyperlink", "smartTag", "customXml", "ins", "moveTo", "del", "moveFrom", "fldSimple",
        "bdo", "dir", "sdt", "sdtContent",
    )
)  # fmt: skip
_BLOCKS = frozenset(
    ("w:sdtContent", "w:customXml", "w:smartTag", "w:ins", "w:moveTo", "w:del", "w:moveFrom")
)
_SYMBOLS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x75: "◆", 0x76: "❖", 0xA7: "▪", 0xA8: "□",
    0xB7: "•", 0xD8: "➢", 0xE0: "→", 0xFB: "×", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    **{0x81 + i: chr(0x2460 + i) for i in range(10)},
    **{0x8C + i: chr(0x2776 + i) for i in range(10)},
}  # fmt: skip


class _Piece(NamedTuple):
    """A stretch of text set in one way."""

    text: str
    bold: bool
    size: float | None


@dataclass(slots=True)
class _Style:
    """A style (样式) with the styles it rests on, itself first."""

    id: str
    chain: list[Element]
    bold: bool | None = None
    size: float | None = None
    hidden: bool | None = None
    role: Role = "paragraph"
    level: int | None = None
    list: tuple[str, int] | None = None


def _size(properties: Element | None) -> float | None:
    half_points = number(value(properties, "w:sz"))
    return half_points / 2 if half_points > 0 else None


def _outline(value: str | None) -> int | None:
    """The heading level (1–9) of an outlineLvl (0–8); 9 is body text."""
    level = count(value, 9)
    return level + 1 if 0 <= level < 9 else None


class _Styles:
    """The styles of a document, resolved along their basedOn chains."""

    def __init__(self, root: Element | None) -> None:
        elements = root.findall("w:style") if root is not None else []
        self._elements = {e.get("w:styleId", ""): e for e in elements}
        self._resolved: dict[str, _Style] = {}
        self._default = next(
            (
                e.get("w:styleId", "")
                for e in elements
                if e.get("w:type", "paragraph") == "paragraph"
                and e.get("w:default") in ("1", "true")
            ),
            "",
        )
        defaults = at(root, "w:docDefaults/w:rPrDefault/w:rPr")
        self.bold = flag(defaults, "w:b") or False
        self.lists = {
            id: num_id
            for id, e in self._elements.items()
            if (num_id := value(e, "w:pPr/w:numPr/w:numId")) is not None
        }
        self.numbering = Numbering(None, {})

    def paragraph(self, style_id: str | None) -> _Style:
        """A paragraph style; the default one for an id that is absent or unknown."""
        return self._get(style_id if style_id in self._elements else self._default)

    def character(self, style_id: str | None) -> _Style | None:
        """A character style, None for none."""
        return self._get(style_id) if style_id in self._elements else None

    def _get(self, style_id: str | None) -> _Style:
        key = style_id or ""
        if key not in self._resolved:
            self._resolved[key] = self._resolve(key)
        return self._resolved[key]

    def _chain(self, style_id: str) -> list[Element]:
        chain: list[Element] = []
        seen: set[str] = set()
        current: str | None = style_id
        while current in self._elements and current not in seen and len(chain) < MAX_CHAIN:
            seen.add(current)
            chain.append(self._elements[current])
            current = value(chain[-1], "w:basedOn")
        return chain

    def _resolve(self, style_id: str) -> _Style:
        style = _Style(style_id, self._chain(style_id))
        for element in reversed(style.chain):
            properties = element.find("w:rPr")
            bold, hidden = flag(properties, "w:b"), flag(properties, "w:vanish")
            style.bold = style.bold if bold is None else bold
            style.hidden = style.hidden if hidden is None else hidden
            style.size = _size(properties) or style.size
        style.role, style.level = _role(style.chain)
        style.list = self._list(style)
        return style

    def _list(self, style: _Style) -> tuple[str, int] | None:
        """The list and level a style puts its paragraphs into."""
        ids = (value(e, "w:pPr/w:numPr/w:numId") for e in style.chain)
        num_id = next((found for found in ids if found is not None), None)
        if num_id is None or num_id == "0":
            return None
        return num_id, self.level(style, num_id)

    def level(self, style: _Style, num_id: str) -> int:
        """The level a list has for a style: the one linked to it, or as the style says, or 0."""
        for element in style.chain:
            linked = self.numbering.level_of_style(num_id, element.get("w:styleId", ""))
            if linked is not None:
                return linked
            written = value(element, "w:pPr/w:numPr/w:ilvl")
            if written is not None:
                return count(written)
        return 0


def _role(chain: list[Element]) -> tuple[Role, int | None]:
    """What the styles of a chain say of a paragraph: title, contents, heading or nothing."""
    for element in chain:
        name = (value(element, "w:name") or "").strip().lower()
        if name in _TITLES:
            return "title", _TITLES[name]
        if _TOC.fullmatch(name):
            return "toc", None
        outline = value(element, "w:pPr/w:outlineLvl")
        if outline is not None:
            level = _outline(outline)
            return ("heading", level) if level else ("paragraph", None)
        heading = _HEADING.fullmatch(name) or _HEADING.fullmatch(element.get("w:styleId", ""))
        if heading:
            return "heading", int(heading[1])
    return "paragraph", None


@dataclass(slots=True)
class _Layer:
    """The text layer under construction."""

    lines: list[str] = field(default_factory=list)
    hints: list[Hint] = field(default_factory=list)
    offset: int = 0
    paragraphs: int = 0
    tables: int = 0

    def line(self, text: str) -> tuple[int, int]:
        """Add a line and return where it lies."""
        start, end = self.offset, self.offset + len(text)
        self.lines.append(text)
        self.offset = end + 1
        return start, end


@dataclass(slots=True)
class _Field:
    """An open field (域): its instruction, and whether its result has begun."""

    code: str = ""
    shown: bool = False
    silent: bool = True


class _Place(NamedTuple):
    """Where the walk is: in which cell, in which kind of story."""

    role: Role | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None


def _branch(element: Element) -> Element | tuple[()]:
    """The branch of an ``mc:AlternateContent`` that is read: the choice, else the fallback."""
    for tag in ("mc:Choice", "mc:Fallback"):
        branch = element.find(tag)
        if branch is not None:
            return branch
    return ()


def _boxes(element: Element) -> Iterator[Element]:
    """The text boxes anchored in a drawing, each once."""
    for child in element:
        if child.tag == "w:txbxContent":
            yield child
        elif child.tag == "mc:AlternateContent":
            branch = _branch(child)
            if isinstance(branch, Element):
                yield from _boxes(branch)
        else:
            yield from _boxes(child)


def _symbol(element: Element) -> str:
    """The character of a ``w:sym``, with the common signs of symbol fonts in Unicode."""
    try:
        code = int(element.get("w:char", ""), 16)
    except ValueError:
        return ""
    if 0xF000 <= code <= 0xF0FF and (code - 0xF000) in _SYMBOLS:
        return _SYMBOLS[code - 0xF000]
    valid = 0x20 <= code < 0xD800 or 0xE000 <= code <= 0x10FFFF
    return chr(code) if valid else ""


def _equation(code: str) -> str:
    r"""The characters an EQ field draws: an enclosed character (带圈字符) or one with pinyin.

    >>> _equation(r"eq \o\ac(○,3)"), _equation(r"EQ \o\ac(○,密)")
    ('③', '密')
    """
    if code.lstrip()[:2].lower() != "eq" or len(code) > 2000:
        return ""
    enclosed = _ENCLOSED.search(code)
    if enclosed:
        inner = count(enclosed[2])
        return write_number(inner, "decimalEnclosedCircle") if inner > 0 else enclosed[2]
    ruby = _RUBY.search(code)
    return ruby[1] if ruby else ""


class _Reader:
    """One document: its parts, and the layer that they are read into."""

    def __init__(self, package: Package, *, original: bool) -> None:
        self.package = package
        self.original = original
        self.main = _main_part(package)
        self.relations = package.relations(self.main)
        self.styles = _Styles(self._part("styles"))
        self.styles.numbering = Numbering(self._part("numbering"), self.styles.lists)
        self.boxes = Counter(self.styles.numbering)
        self.layer = _Layer()
        self.notes: list[tuple[str, str]] = []

    def _part(self, kind: str) -> Element | None:
        for relation in self.relations.values():
            if relation.kind == kind:
                return self.package.xml(relation.target)
        return None

    def read(self) -> None:
        """Read body, notes, headers and footers."""
        root = self.package.xml(self.main)
        body = root.find("w:body") if root is not None else None
        if body is None:
            raise ReadError(
                "{name}: {part} is no Word document; save it as .docx in Word",
                name=self.package.name,
                part=brief(self.main),
            )
        _Story(self, Counter(self.styles.numbering), _Place()).blocks(body)
        self._read_notes("footnote")
        self._read_notes("endnote")
        self._read_furniture(body)

    def _read_notes(self, kind: str) -> None:
        wanted = [note for tag, note in self.notes if tag == kind]
        root = self._part(kind + "s") if wanted else None
        if root is None:
            return
        notes = {e.get("w:id"): e for e in root.findall("w:" + kind)}
        story = _Story(self, Counter(self.styles.numbering), _Place("footnote"))
        for note in dict.fromkeys(wanted):
            if note in notes:
                story.blocks(notes[note])

    def _read_furniture(self, body: Element) -> None:
        counter = Counter(self.styles.numbering)
        seen: set[str] = set()
        for target in dict.fromkeys(self._furniture(body)):
            root = self.package.xml(target)
            mark = self.layer
            self.layer = _Layer()
            if root is not None:
                _Story(self, counter, _Place("furniture")).blocks(root)
            found, self.layer = self.layer.lines, mark
            for line in found:
                text = line.strip()
                if text in seen or _PAGE_NUMBER.fullmatch(text):
                    continue
                seen.add(text)
                start, end = self.layer.line(line)
                self.layer.hints.append(Hint(start, end, "furniture"))

    def _furniture(self, body: Element) -> Iterator[str]:
        """The header and footer parts that are printed."""
        for section in body.iter("w:sectPr"):
            first = flag(section, "w:titlePg")
            for tag in ("w:headerReference", "w:footerReference"):
                for reference in section.findall(tag):
                    relation = self.relations.get(reference.get("r:id", ""))
                    if relation and (first or reference.get("w:type") != "first"):
                        yield relation.target

    @cached_property
    def title(self) -> str:
        """The title in the document properties; damaged properties count as none."""
        if "docProps/core.xml" not in self.package:
            return ""
        try:
            root = self.package.xml("docProps/core.xml")
        except ReadError:  # nothing of the text is lost with them
            return ""
        found = root.findtext("dc:title") if root is not None else None
        return " ".join((found or "").split())


class _Story:
    """One run of paragraphs that is numbered for itself: the body, a text box, the footnotes."""

    def __init__(self, reader: _Reader, counter: Counter, place: _Place) -> None:
        self._reader = reader
        self._counter = counter
        self._place = place
        self._pieces: list[_Piece] = []
        self._anchored: list[Element] = []
        self._fields: list[_Field] = []
        self._hidden = frozenset(_SHOWN[reader.original])
        self._style = reader.styles.paragraph(None)
        self._contents = 0

    # Blocks

    def blocks(self, parent: Element) -> None:
        """Read paragraphs and tables."""
        last: Element | None = None
        for child in parent:
            tag = child.tag
            if tag == "w:p":
                last = None if self._paragraph(child) else child
            elif tag in self._hidden:
                continue
            elif tag == "w:tbl":
                self._table(child)
            elif tag == "w:sdt":
                self._content_control(child)
            elif tag in _BLOCKS:
                self.blocks(child)
            elif tag == "mc:AlternateContent":
                branch = _branch(child)
                if isinstance(branch, Element):
                    self.blocks(branch)
        if last is not None and (self._pieces or self._anchored):
            self._finish(last.find("w:pPr"))

    def _content_control(self, element: Element) -> None:
        gallery = at(element, "w:sdtPr/w:docPartObj/w:docPartGallery")
        contents = gallery is not None and gallery.get("w:val") == "Table of Contents"
        self._contents += contents
        for child in element.findall("w:sdtContent"):
            self.blocks(child)
        self._contents -= contents

    def _table(self, table: Element) -> None:
        layer, outer = self._reader.layer, self._place
        layer.tables += 1
        index = layer.tables
        rows = [row for row in _rows(table) if not self._gone(row, "w:trPr")]
        frame = all(len(_cells(row)) < 2 for row in rows)
        for row_number, row in enumerate(rows, 1):
            column = 1 + count(value(row, "w:trPr/w:gridBefore"))
            for cell in _cells(row):
                if not self._gone(cell, "w:tcPr") and not _merged(cell):
                    role = outer.role if frame else outer.role or "cell"
                    self._place = _Place(role, index, row_number, column)
                    self.blocks(cell)
                column += max(1, count(value(cell, "w:tcPr/w:gridSpan"), 1))
        self._place = outer

    def _gone(self, element: Element, properties: str) -> bool:
        """Whether a row or cell was inserted or deleted and so is not in this reading."""
        found = element.find(properties)
        names = ("w:ins", "w:cellIns") if self._reader.original else ("w:del", "w:cellDel")
        return found is not None and any(found.find(name) is not None for name in names)

    def _paragraph(self, element: Element) -> bool:
        """Read a paragraph; False if its mark is gone, so that the next one continues it."""
        properties = element.find("w:pPr")
        mark = properties.find("w:rPr") if properties is not None else None
        if properties is not None and self._reader.original:
            former = at(properties, "w:pPrChange/w:pPr")
            properties = former if former is not None else properties
        self._style = self._reader.styles.paragraph(value(properties, "w:pStyle"))
        self._inline(element)
        while self._fields and not self._fields[-1].shown:
            self._fields.pop()  # an instruction does not go on over a paragraph's end
        if mark is not None and any(mark.find(name) is not None for name in self._hidden):
            return False
        self._finish(properties, hidden=bool(flag(mark, "w:vanish")))
        return True

    def _finish(self, properties: Element | None, *, hidden: bool = False) -> None:
        """Write the paragraph that has been collected, and the text boxes anchored in it."""
        pieces, boxes = self._pieces, self._anchored
        self._pieces, self._anchored = [], []
        self._reader.layer.paragraphs += 1
        if pieces or boxes or not hidden:
            self._write(pieces, properties)
        for box in boxes:
            _Story(self._reader, self._reader.boxes, self._place).blocks(box)

    def _write(self, pieces: list[_Piece], properties: Element | None) -> None:
        label = self._label(properties)
        lines = _lines(pieces)
        if not lines:
            if self._place.role is None and self._place.table is None:
                self._reader.layer.line("")
            return
        role, level = self._role(properties)
        place, layer = self._place, self._reader.layer
        origin = Origin(
            paragraph=layer.paragraphs, table=place.table, row=place.row, column=place.column
        )
        for index, line in enumerate(lines):
            shown = label if index == 0 else None
            lead = shown.text + shown.suffix if shown else ""
            text = "".join(piece.text for piece in line)
            start, end = layer.line(lead + text)
            if not text.strip():
                continue
            bold = _bold(line)
            layer.hints.append(
                Hint(
                    start,
                    end,
                    role,
                    level=level,
                    auto_label=len(shown.text) if shown else 0,
                    bold=bold + len(lead) if bold else 0,
                    size=_main_size(line),
                    joined=True if index and role in ("heading", "title") else None,
                    origin=origin,
                )
            )

    def _label(self, properties: Element | None) -> Label | None:
        """The label Word generates for the paragraph, after counting it."""
        styles, style = self._reader.styles, self._style
        direct = properties.find("w:numPr") if properties is not None else None
        if direct is not None and self._reader.original and direct.find("w:ins") is not None:
            direct = None
        num_id, ilvl = value(direct, "w:numId"), value(direct, "w:ilvl")
        if num_id is None:
            if style.list is None:
                return None
            num_id, level = style.list
        else:
            level = 0 if ilvl is not None else styles.level(style, num_id)
        return self._counter.next(num_id, count(ilvl, level))

    def _role(self, properties: Element | None) -> tuple[Role, int | None]:
        style = self._style
        if self._place.role is not None:
            return self._place.role, None
        if self._contents or any(f.shown and f.code.strip()[:3] == "TOC" for f in self._fields):
            return "toc", None
        outline = value(properties, "w:outlineLvl")
        if outline is None or style.role in ("title", "toc"):
            return style.role, style.level
        level = _outline(outline)
        return ("heading", level) if level else ("paragraph", None)

    # Inside a paragraph

    def _inline(self, parent: Element) -> None:
        for child in parent:
            tag = child.tag
            if tag == "w:r":
                self._run(child)
            elif tag in self._hidden:
                continue
            elif tag in _INLINE:
                self._inline(child)
            elif tag in ("m:oMath", "m:oMathPara"):
                self._add("".join(t.text or "" for t in child.iter("m:t")), False, None)
            elif tag == "mc:AlternateContent":
                branch = _branch(child)
                if isinstance(branch, Element):
                    self._inline(branch)

    def _run(self, run: Element) -> None:
        properties = run.find("w:rPr")
        if properties is not None and self._reader.original:
            former = at(properties, "w:rPrChange/w:rPr")
            properties = former if former is not None else properties
        style = self._reader.styles.character(value(properties, "w:rStyle"))
        hidden = flag(properties, "w:vanish")
        if hidden is None:
            hidden = bool(style and style.hidden) != bool(self._style.hidden)
        if hidden:
            return
        self._content(run, self._is_bold(properties, style), self._size(properties, style))

    def _is_bold(self, properties: Element | None, style: _Style | None) -> bool:
        """Bold as set on the run, else by its styles, which toggle one another (17.7.3)."""
        direct = flag(properties, "w:b")
        if direct is not None:
            return direct
        by_styles = bool(style and style.bold) != bool(self._style.bold)
        return by_styles or self._reader.styles.bold

    def _size(self, properties: Element | None, style: _Style | None) -> float | None:
        return _size(properties) or (style.size if style else None) or self._style.size

    def _content(self, run: Element, bold: bool, size: float | None) -> None:
        for child in run:
            tag = child.tag
            if tag in _WRITTEN:
                self._add(_WRITTEN[tag](child), bold, size)
            elif tag in ("w:drawing", "w:pict", "w:object"):
                self._anchored.extend(_boxes(child))
            elif tag == "mc:AlternateContent":
                branch = _branch(child)
                if isinstance(branch, Element):
                    self._content(branch, bold, size)
            elif tag == "w:ruby":
                for base in child.findall("w:rubyBase"):
                    self._inline(base)
            elif tag in ("w:footnoteReference", "w:endnoteReference"):
                self._reader.notes.append((tag[2:-9], child.get("w:id", "")))
            elif tag == "w:fldChar":
                self._field(child.get("w:fldCharType", ""), bold, size)
            elif tag == "w:instrText" and self._fields:
                self._instruct(child.text or "")

    def _add(self, text: str, bold: bool, size: float | None) -> None:
        if not text or any(not field.shown for field in self._fields):
            return
        for field_ in self._fields:
            field_.silent = False
        self._pieces.append(_Piece(text, bold, size))

    def _instruct(self, text: str) -> None:
        current = self._fields[-1]
        if len(current.code) < 4000:
            current.code += text

    def _field(self, kind: str, bold: bool, size: float | None) -> None:
        if kind == "begin":
            if len(self._fields) < 20:
                self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].shown = True
        elif kind == "end" and self._fields:
            closed = self._fields.pop()
            if closed.silent:
                self._add(_equation(closed.code), bold, size)


def _text(element: Element) -> str:
    text = element.text or ""
    if element.get("xml:space") != "preserve":
        text = text.strip(" \t\r\n")
    return text.translate(_BREAKS)


_WRITTEN: Mapping[str, Callable[[Element], str]] = {
    "w:t": _text,
    "w:delText": _text,  # only met where deleted text is read
    "w:sym": _symbol,
    "w:tab": lambda _: "\t",
    "w:ptab": lambda _: "\t",
    "w:br": lambda _: "\n",
    "w:cr": lambda _: "\n",
    "w:noBreakHyphen": lambda _: "-",
}


def _rows(table: Element) -> Iterator[Element]:
    """The rows of a table, also those in content controls and tracked wrappers."""
    for child in table:
        if child.tag == "w:tr":
            yield child
        elif child.tag in ("w:sdt", "w:sdtContent", "w:customXml"):
            yield from _rows(child)


def _cells(row: Element) -> list[Element]:
    """The cells of a row, also those in content controls."""
    cells: list[Element] = []
    for child in row:
        if child.tag == "w:tc":
            cells.append(child)
        elif child.tag in ("w:sdt", "w:sdtContent", "w:customXml"):
            cells.extend(_cells(child))
    return cells


def _merged(cell: Element) -> bool:
    """Whether a cell only continues the one above or before it."""
    properties = cell.find("w:tcPr")
    if properties is None:
        return False
    merges = (properties.find("w:vMerge"), properties.find("w:hMerge"))
    return any(m is not None and m.get("w:val", "continue") == "continue" for m in merges)


def _lines(pieces: list[_Piece]) -> list[list[_Piece]]:
    """The pieces of each line of a paragraph, without blank lines at its ends."""
    lines: list[list[_Piece]] = [[]]
    for piece in pieces:
        first, *others = piece.text.split("\n")
        if first:
            lines[-1].append(piece._replace(text=first))
        for other in others:
            lines.append([piece._replace(text=other)] if other else [])
    filled = [index for index, line in enumerate(lines) if any(p.text.strip() for p in line)]
    return lines[filled[0] : filled[-1] + 1] if filled else []


def _bold(line: list[_Piece]) -> int:
    """How many code points at the start of a line are bold; blanks may be anything."""
    end = position = 0
    for piece in line:
        position += len(piece.text)
        if piece.text.strip():
            if not piece.bold:
                break
            end = position
    return end


def _main_size(line: list[_Piece]) -> float | None:
    """The size most of a line is set in."""
    sizes: dict[float | None, int] = {}
    for piece in line:
        sizes[piece.size] = sizes.get(piece.size, 0) + len(piece.text.strip())
    return max(sizes, key=lambda size: sizes[size])


def _main_part(package: Package) -> str:
    """The name of the document part."""
    for relation in package.relations("").values():
        if relation.kind == "officeDocument" and relation.target in package:
            if relation.target.lower().startswith(("xl/", "ppt/")):
                break
            return relation.target
    if "word/document.xml" in package:
        return "word/document.xml"
    others = {
        "xl/workbook.xml": Word("a spreadsheet"),
        "ppt/presentation.xml": Word("a presentation"),
    }
    what = next(
        (text for part, text in others.items() if part in package), Word("no Word document")
    )
    raise ReadError(
        "{name} is {what}; give a .docx that Word or WPS has saved", name=package.name, what=what
    )


def _reject_ole(data: bytes, name: str) -> None:
    """Refuse the old container, which also wraps every docx that has a password."""
    if data[:8] != b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise ReadError("{name} is protected by a password; save a copy without one", name=name)
    raise ReadError(
        "{name} is in the old Word format; rename it to .doc, or save it as .docx", name=name
    )


def read_docx(data: bytes, name: str, *, original: bool = False) -> Source:
    """The text layer of a Word document, tracked changes accepted (or rejected: ``original``)."""
    _reject_ole(data, name)
    reader = _Reader(Package(data, name), original=original)
    reader.read()
    layer = reader.layer
    return Source(
        name=name,
        text="".join(line + "\n" for line in layer.lines),
        media_type=MEDIA_TYPE,
        sha256=hashlib.sha256(data).hexdigest(),
        hints=tuple(layer.hints),
        meta={"title": reader.title} if reader.title else {},
    )
