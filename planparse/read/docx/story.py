"""A run of paragraphs that is numbered for itself: the body, a text box, the notes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree.ElementTree import Element

from ...tree import Origin
from ..looks import size_of
from ..source import Hint, Role
from .boxes import branch_of
from .layer import Layer
from .numbering import Counter, Label
from .pieces import Piece, lines_of
from .properties import at, count, flag, value
from .runs import GONE, Runs
from .styles import Styles, outline_level
from .tables import cells_of, heights, is_merged, parts_of

_BLOCKS = frozenset(
    ("w:sdtContent", "w:customXml", "w:smartTag", "w:ins", "w:moveTo", "w:del", "w:moveFrom")
)


class Place(NamedTuple):
    """Where the walk is: in which cell, in which kind of story."""

    role: Role | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    rows: int = 1
    """How many rows the cell fills."""


@dataclass(slots=True)
class Book:
    """What the stories of one document share."""

    styles: Styles
    original: bool
    boxes: Counter
    """Numbers the text boxes of every story together."""
    layer: Layer = field(default_factory=Layer)
    notes: list[tuple[str, str]] = field(default_factory=list)
    """Kind and id of each note in the order in which the text refers to them."""


class Story:
    """One run of paragraphs that is numbered for itself: the body, a text box, the footnotes."""

    def __init__(self, book: Book, counter: Counter, place: Place) -> None:
        self._book = book
        self._counter = counter
        self._place = place
        self._runs = Runs(book.styles, book.notes, original=book.original)
        self._gone = frozenset(GONE[book.original])
        self._contents = 0

    def blocks(self, parent: Iterable[Element]) -> None:
        """Read paragraphs and tables."""
        last: Element | None = None
        for child in parent:
            tag = child.tag
            if tag == "w:p":
                last = None if self._paragraph(child) else child
            elif tag in self._gone:
                continue
            elif tag == "w:tbl":
                self._table(child)
            elif tag == "w:sdt":
                self._content_control(child)
            elif tag in _BLOCKS:
                self.blocks(child)
            elif tag == "mc:AlternateContent":
                self.blocks(branch_of(child))
        if last is not None and (self._runs.pieces or self._runs.boxes):
            self._finish(last.find("w:pPr"))

    def _content_control(self, element: Element) -> None:
        gallery = at(element, "w:sdtPr/w:docPartObj/w:docPartGallery")
        contents = gallery is not None and gallery.get("w:val") == "Table of Contents"
        self._contents += contents
        for child in element.findall("w:sdtContent"):
            self.blocks(child)
        self._contents -= contents

    def _table(self, table: Element) -> None:
        layer, outer = self._book.layer, self._place
        layer.tables += 1
        index = layer.tables
        rows = [row for row in parts_of(table, "w:tr") if not self._is_gone(row, "w:trPr")]
        frame = all(len(list(parts_of(row, "w:tc"))) < 2 for row in rows)
        high = heights(rows)
        for row_number, row in enumerate(rows, 1):
            for column, cell in cells_of(row):
                if not self._is_gone(cell, "w:tcPr") and not is_merged(cell):
                    role = outer.role if frame else outer.role or "cell"
                    fills = high.get((row_number, column), 1)
                    self._place = Place(role, index, row_number, column, fills)
                    self.blocks(cell)
        self._place = outer

    def _is_gone(self, element: Element, properties: str) -> bool:
        """Whether a row or cell was inserted or deleted and so is not in this reading."""
        found = element.find(properties)
        names = ("w:ins", "w:cellIns") if self._book.original else ("w:del", "w:cellDel")
        return found is not None and any(found.find(name) is not None for name in names)

    def _paragraph(self, element: Element) -> bool:
        """Read a paragraph; False if its mark is gone, so that the next one continues it."""
        properties = element.find("w:pPr")
        mark = properties.find("w:rPr") if properties is not None else None
        if properties is not None and self._book.original:
            former = at(properties, "w:pPrChange/w:pPr")
            properties = former if former is not None else properties
        self._runs.style = self._book.styles.paragraph(value(properties, "w:pStyle"))
        self._runs.read(element)
        self._runs.end_instructions()
        if mark is not None and any(mark.find(name) is not None for name in self._gone):
            return False
        self._finish(properties, hidden=bool(flag(mark, "w:vanish")))
        return True

    def _finish(self, properties: Element | None, *, hidden: bool = False) -> None:
        """Write the paragraph that has been collected, and the text boxes anchored in it."""
        pieces, boxes = self._runs.take()
        self._book.layer.paragraphs += 1
        if pieces or boxes or not hidden:
            self._write(pieces, properties)
        for box in boxes:
            Story(self._book, self._book.boxes, self._place).blocks(box)

    def _write(self, pieces: list[Piece], properties: Element | None) -> None:
        label = self._label(properties)
        lines = lines_of(pieces)
        if not lines:
            if self._place.role is None and self._place.table is None:
                self._book.layer.line("")
            return
        role, level = self._role(properties)
        place, layer = self._place, self._book.layer
        origin = Origin(
            paragraph=layer.paragraphs, table=place.table, row=place.row, column=place.column
        )
        centred = (value(properties, "w:jc") or self._runs.style.align) == "center"
        for index, line in enumerate(lines):
            shown = label if index == 0 else None
            lead = shown.text + shown.suffix if shown else ""
            text = "".join(piece.text for piece in line)
            start, end = layer.line(lead + text)
            if not text.strip():
                continue
            hint = Hint(
                start,
                end,
                role,
                level=level,
                auto_label=len(shown.text) if shown else 0,
                size=size_of((len(piece.text.strip()), piece.look) for piece in line) or None,
                joined=True if index and role in ("heading", "title") else None,
                origin=origin,
                rows=place.rows,
            )
            looks = [(len(piece.text), piece.look) for piece in line]
            looks = [(len(lead), looks[0][1]), *looks] if lead else looks
            layer.hint(hint, looks, centred=centred)

    def _label(self, properties: Element | None) -> Label | None:
        """The label Word generates for the paragraph, after counting it."""
        styles, style = self._book.styles, self._runs.style
        direct = properties.find("w:numPr") if properties is not None else None
        if direct is not None and self._book.original and direct.find("w:ins") is not None:
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
        style = self._runs.style
        if self._place.role is not None:
            return self._place.role, None
        if self._contents or self._runs.in_contents():
            return "toc", None
        outline = value(properties, "w:outlineLvl")
        if outline is None or style.role in ("title", "toc"):
            return style.role, style.level
        level = outline_level(outline)
        return ("heading", level) if level else ("paragraph", None)
