"""The parts of a document in the order in which they are read: body, notes, headers, footers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from xml.etree.ElementTree import Element

from ...errors import ReadError, brief
from ...messages import Word
from ..margins import page_number
from ..package import Package
from ..source import Hint
from .layer import Layer
from .numbering import Counter, Numbering
from .properties import flag
from .story import Book, Place, Story
from .styles import Styles


class Document:
    """One document: its parts, and the layer that they are read into."""

    def __init__(self, package: Package, *, original: bool) -> None:
        self._package = package
        self._main = main_part(package)
        self._relations = package.relations(self._main)
        styles = Styles(self._part("styles"))
        styles.numbering = Numbering(self._part("numbering"), styles.lists)
        self._numbering = styles.numbering
        self._book = Book(styles, original, Counter(self._numbering))

    def _part(self, kind: str) -> Element | None:
        for relation in self._relations.values():
            if relation.kind == kind:
                return self._package.xml(relation.target)
        return None

    def read(self) -> Layer:
        """The text layer of body, notes, headers and footers."""
        root = self._package.xml(self._main)
        body = root.find("w:body") if root is not None else None
        if body is None:
            raise ReadError(
                "{name}: {part} is no Word document; save it as .docx in Word",
                name=self._package.name,
                part=brief(self._main),
            )
        Story(self._book, Counter(self._numbering), Place()).blocks(body)
        self._read_notes("footnote")
        self._read_notes("endnote")
        self._read_furniture(body)
        return self._book.layer

    def embedded(self) -> bytes | None:
        """The first file that the body shows in its place, None for none."""
        root = self._package.xml(self._main)
        chunks = root.iter("w:altChunk") if root is not None else ()
        for chunk in chunks:
            relation = self._relations.get(chunk.get("r:id", ""))
            if relation and relation.target in self._package:
                return self._package.read(relation.target)
        return None

    def _read_notes(self, kind: str) -> None:
        wanted = [note for tag, note in self._book.notes if tag == kind]
        root = self._part(kind + "s") if wanted else None
        if root is None:
            return
        notes = {e.get("w:id"): e for e in root.findall("w:" + kind)}
        story = Story(self._book, Counter(self._numbering), Place("footnote"))
        for note in dict.fromkeys(wanted):
            if note in notes:
                story.blocks(notes[note])

    def _read_furniture(self, body: Element) -> None:
        counter = Counter(self._numbering)
        seen: set[str] = set()
        for target in dict.fromkeys(self._furniture(body)):
            root = self._package.xml(target)
            if root is None:
                continue
            aside = replace(self._book, layer=Layer())
            Story(aside, counter, Place("furniture")).blocks(root)
            for line in aside.layer.lines:
                text = line.strip()
                if not text or text in seen or page_number().fullmatch(text):
                    continue
                seen.add(text)
                start, end = self._book.layer.line(line)
                self._book.layer.hint(Hint(start, end, "furniture"), [])

    def _furniture(self, body: Element) -> Iterator[str]:
        """The header and footer parts that are printed."""
        for section in body.iter("w:sectPr"):
            first = flag(section, "w:titlePg")
            for tag in ("w:headerReference", "w:footerReference"):
                for reference in section.findall(tag):
                    relation = self._relations.get(reference.get("r:id", ""))
                    if relation and (first or reference.get("w:type") != "first"):
                        yield relation.target

    @cached_property
    def title(self) -> str:
        """The title in the document properties; damaged properties count as none."""
        try:
            root = self._package.xml("docProps/core.xml")
        except ReadError:  # nothing of the text is lost with them
            return ""
        found = root.findtext("dc:title") if root is not None else None
        return " ".join((found or "").split())


def main_part(package: Package) -> str:
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
