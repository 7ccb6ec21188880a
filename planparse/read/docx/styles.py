"""Styles (样式), resolved along the styles they rest on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from ..looks import Look, face_of
from ..package import number
from ..source import Role
from .numbering import Numbering
from .properties import at, count, flag, value

MAX_CHAIN = 64

_HEADING = re.compile(r"(?:heading|标题|標題)\s*([1-9])", re.I)
_TITLES = {"title": 1, "标题": 1, "標題": 1, "subtitle": 2, "副标题": 2, "副標題": 2}
_TOC = re.compile(r"(?:toc|目录|目錄)\s*(?:[1-9]|heading|标题|標題)", re.I)


@dataclass(slots=True)
class Style:
    """A style (样式) with the styles it rests on, itself first."""

    id: str
    chain: list[Element]
    bold: bool | None = None
    size: float | None = None
    face: str | None = None
    align: str | None = None
    hidden: bool | None = None
    role: Role = "paragraph"
    level: int | None = None
    list: tuple[str, int] | None = None


def size_in(properties: Element | None) -> float | None:
    """The size in points that the properties of a run or a style set."""
    half_points = number(value(properties, "w:sz"))
    return half_points / 2 if half_points > 0 else None


def face_in(properties: Element | None) -> str | None:
    """The class of the face that the properties set for Chinese text, None where they set none."""
    fonts = at(properties, "w:rFonts")
    name = fonts.get("w:eastAsia") if fonts is not None else None
    return None if name is None else face_of(name)


def outline_level(value: str | None) -> int | None:
    """The heading level (1–9) of an outlineLvl (0–8); 9 is body text."""
    level = count(value, 9)
    return level + 1 if 0 <= level < 9 else None


class Styles:
    """The styles of a document, resolved along their basedOn chains."""

    def __init__(self, root: Element | None) -> None:
        elements = root.findall("w:style") if root is not None else []
        self._elements = {e.get("w:styleId", ""): e for e in elements}
        self._resolved: dict[str, Style] = {}
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
        self.look = Look(flag(defaults, "w:b") or False, face_in(defaults) or "")
        self.lists = {
            id: num_id
            for id, e in self._elements.items()
            if (num_id := value(e, "w:pPr/w:numPr/w:numId")) is not None
        }
        self.numbering = Numbering(None, {})

    def paragraph(self, style_id: str | None) -> Style:
        """A paragraph style; the default one for an id that is absent or unknown."""
        return self._get(style_id if style_id in self._elements else self._default)

    def character(self, style_id: str | None) -> Style | None:
        """A character style, None for none."""
        return self._get(style_id) if style_id in self._elements else None

    def _get(self, style_id: str | None) -> Style:
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

    def _resolve(self, style_id: str) -> Style:
        style = Style(style_id, self._chain(style_id))
        for element in reversed(style.chain):
            properties = element.find("w:rPr")
            bold, hidden = flag(properties, "w:b"), flag(properties, "w:vanish")
            style.bold = style.bold if bold is None else bold
            style.hidden = style.hidden if hidden is None else hidden
            style.size = size_in(properties) or style.size
            style.align = value(element, "w:pPr/w:jc") or style.align
            face = face_in(properties)
            style.face = style.face if face is None else face
        style.role, style.level = _role(style.chain)
        style.list = self._list(style)
        return style

    def _list(self, style: Style) -> tuple[str, int] | None:
        """The list and level a style puts its paragraphs into."""
        ids = (value(e, "w:pPr/w:numPr/w:numId") for e in style.chain)
        num_id = next((found for found in ids if found is not None), None)
        if num_id is None or num_id == "0":
            return None
        return num_id, self.level(style, num_id)

    def level(self, style: Style, num_id: str) -> int:
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
            level = outline_level(outline)
            return ("heading", level) if level else ("paragraph", None)
        heading = _HEADING.fullmatch(name) or _HEADING.fullmatch(element.get("w:styleId", ""))
        if heading:
            return "heading", int(heading[1])
    return "paragraph", None
