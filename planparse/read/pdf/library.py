"""Every call into PDFium: the file, its pages, the glyphs of a page."""

from __future__ import annotations

import ctypes
import math
import re
from threading import Lock
from typing import TYPE_CHECKING, Any

from ...errors import MissingExtraError, ReadError
from ..looks import LOUD, face_of
from .glyphs import Glyph, character_of, turn_of, turned
from .rules import Rules, rules_of

if TYPE_CHECKING:
    from types import ModuleType

_EMPTY = re.compile(
    rb"/Type\s*/Pages\b[^>]{0,200}/Count\s+0\b|/Count\s+0\b[^>]{0,200}/Type\s*/Pages\b"
)
"""A file that says of itself that it has no pages; PDFium gives no reason."""

PDFIUM = Lock()
"""PDFium may not be called from two threads at once."""


def load() -> ModuleType:
    """The module pypdfium2, which comes with an extra."""
    try:
        import pypdfium2  # type: ignore[import-untyped]
    except ImportError:
        raise MissingExtraError("reading PDF", "pdf") from None
    module: ModuleType = pypdfium2
    return module


def opened(pdfium: ModuleType, data: bytes, name: str) -> Any:
    """The document in ``data``, to be closed by the caller."""
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
        if _EMPTY.search(data):
            raise ReadError("{name}: the PDF has no pages", name=name) from error
        raise ReadError(
            "{name}: not a PDF that can be read; the file is broken or cut short", name=name
        ) from error


class Reader:
    """Reads the glyphs of one page."""

    def __init__(self, pdfium: ModuleType, page: Any) -> None:
        self._pdfium = pdfium
        self._raw = pdfium.raw
        self._page = page
        self._text = page.get_textpage()
        self._buffer = ctypes.create_string_buffer(128)
        self.count: int = self._raw.FPDFText_CountChars(self._text)

    def close(self) -> None:
        """Give the page back to PDFium."""
        self._text.close()
        self._page.close()

    def glyphs(self) -> list[Glyph]:
        """The glyphs that print something, in the order of the content stream, and blanks."""
        raw, text = self._raw, self._text
        x, y, box, matrix = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF(), raw.FS_MATRIX()
        out = []
        for index in range(self.count):
            code = raw.FPDFText_GetUnicode(text, index)
            char = character_of(code)
            if not char:
                continue
            raw.FPDFText_GetCharOrigin(text, index, x, y)
            raw.FPDFText_GetLooseCharBox(text, index, box)
            raw.FPDFText_GetMatrix(text, index, matrix)
            turn = turn_of(matrix.a, matrix.b)
            size = raw.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
            edges = (box.left, box.right, box.bottom, box.top)
            left, right, base = turned(turn, x.value, y.value, edges)
            if all(map(math.isfinite, (left, right, base, size))):
                out.append(Glyph(char, left, right, base, abs(size), index, turn))
        return out

    def rules(self) -> Rules:
        """The ruling lines of the page."""
        return rules_of(self._pdfium, self._page)

    def face(self, index: int) -> str:
        """The typeface class of a glyph: bold, hei (黑体), kai (楷体), or '' for any other."""
        flags = ctypes.c_int()
        length = self._raw.FPDFText_GetFontInfo(self._text, index, self._buffer, 128, flags)
        name = self._buffer.raw[: max(0, min(length, 128) - 1)].decode("utf-8", "replace").lower()
        if self._raw.FPDFText_GetFontWeight(self._text, index) >= 600 or "bold" in name:
            return "bold"
        face = face_of(name)
        return face if face in LOUD else ""

    def height(self, turn: int) -> tuple[float, float]:
        """Bottom and top of the page in the writing direction."""
        left, bottom, right, top = self._page.get_mediabox()
        return {0: (bottom, top), 1: (-right, -left), 2: (-top, -bottom), 3: (left, right)}[turn]
