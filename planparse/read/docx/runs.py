"""Inside a paragraph: runs, fields (域), tracked changes (修订), notes and anchored boxes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from ..looks import Look
from .boxes import boxes_in, branch_of
from .pieces import Piece
from .properties import at, flag, value
from .signs import WRITTEN, equation
from .styles import Style, Styles, face_in, size_in

GONE = {False: ("w:del", "w:moveFrom"), True: ("w:ins", "w:moveTo")}
"""What is left out: deleted text, or inserted text where the original is read."""

_INLINE = frozenset(
    "w:" + name
    for name in (
        "hyperlink", "smartTag", "customXml", "ins", "moveTo", "del", "moveFrom", "fldSimple",
        "bdo", "dir", "sdt", "sdtContent",
    )
)  # fmt: skip


@dataclass(slots=True)
class _Field:
    """An open field (域): its instruction, and whether its result has begun."""

    code: str = ""
    shown: bool = False
    silent: bool = True


class Runs:
    """The text of one paragraph after another, as its runs, fields and tracked changes give it."""

    def __init__(self, styles: Styles, notes: list[tuple[str, str]], *, original: bool) -> None:
        self.style = styles.paragraph(None)
        self.pieces: list[Piece] = []
        self.boxes: list[Element] = []
        self._styles = styles
        self._notes = notes
        self._original = original
        self._gone = frozenset(GONE[original])
        self._fields: list[_Field] = []

    def take(self) -> tuple[list[Piece], list[Element]]:
        """What has been collected since the last call: pieces of text, and text boxes."""
        taken = self.pieces, self.boxes
        self.pieces, self.boxes = [], []
        return taken

    def end_instructions(self) -> None:
        """Close the fields whose instruction would go on over the paragraph's end."""
        while self._fields and not self._fields[-1].shown:
            self._fields.pop()

    def in_contents(self) -> bool:
        """Whether the text is the result of a TOC field (目录)."""
        return any(f.shown and f.code.strip()[:3] == "TOC" for f in self._fields)

    def read(self, parent: Iterable[Element]) -> None:
        """Collect the text of a paragraph, or of an element inside one."""
        for child in parent:
            tag = child.tag
            if tag == "w:r":
                self._run(child)
            elif tag in self._gone:
                continue
            elif tag in _INLINE:
                self.read(child)
            elif tag in ("m:oMath", "m:oMathPara"):
                self._add("".join(t.text or "" for t in child.iter("m:t")), Look())
            elif tag == "mc:AlternateContent":
                self.read(branch_of(child))

    def _run(self, run: Element) -> None:
        properties = run.find("w:rPr")
        if properties is not None and self._original:
            former = at(properties, "w:rPrChange/w:rPr")
            properties = former if former is not None else properties
        style = self._styles.character(value(properties, "w:rStyle"))
        hidden = flag(properties, "w:vanish")
        if hidden is None:
            hidden = bool(style and style.hidden) != bool(self.style.hidden)
        if hidden:
            return
        self._content(run, self._look(properties, style))

    def _is_bold(self, properties: Element | None, style: Style | None) -> bool:
        """Bold as set on the run, else by its styles, which toggle one another (17.7.3)."""
        direct = flag(properties, "w:b")
        if direct is not None:
            return direct
        by_styles = bool(style and style.bold) != bool(self.style.bold)
        return by_styles or self._styles.look.bold

    def _look(self, properties: Element | None, style: Style | None) -> Look:
        size = size_in(properties) or (style.size if style else None) or self.style.size
        faces = (face_in(properties), style.face if style else None, self.style.face)
        face = next((face for face in faces if face is not None), self._styles.look.face)
        return Look(self._is_bold(properties, style), face, size)

    def _content(self, run: Iterable[Element], look: Look) -> None:
        for child in run:
            tag = child.tag
            if tag in WRITTEN:
                self._add(WRITTEN[tag](child), look)
            elif tag in ("w:drawing", "w:pict", "w:object"):
                self.boxes.extend(boxes_in(child))
            elif tag == "mc:AlternateContent":
                self._content(branch_of(child), look)
            elif tag == "w:ruby":
                for base in child.findall("w:rubyBase"):
                    self.read(base)
            elif tag in ("w:footnoteReference", "w:endnoteReference"):
                self._notes.append((tag[2:-9], child.get("w:id", "")))
            elif tag == "w:fldChar":
                self._field(child.get("w:fldCharType", ""), look)
            elif tag == "w:instrText" and self._fields:
                self._instruct(child.text or "")

    def _add(self, text: str, look: Look) -> None:
        if not text or any(not field.shown for field in self._fields):
            return
        for field_ in self._fields:
            field_.silent = False
        self.pieces.append(Piece(text, look))

    def _instruct(self, text: str) -> None:
        current = self._fields[-1]
        if len(current.code) < 4000:
            current.code += text

    def _field(self, kind: str, look: Look) -> None:
        if kind == "begin":
            if len(self._fields) < 20:
                self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].shown = True
        elif kind == "end" and self._fields:
            closed = self._fields.pop()
            if closed.silent:
                self._add(equation(closed.code), look)
