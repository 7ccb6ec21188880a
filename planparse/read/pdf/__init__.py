"""PDF to a text layer of printed lines, with hints which lines make one paragraph.

A PDF holds glyphs at places, not lines. PDFium (through pypdfium2) tells where each glyph stands;
from there everything is geometry, in this order:

1. Glyphs on one baseline make a row. A blank goes where the print leaves a gap, except inside the
   even spacing of justified Chinese; letters set apart on purpose (税 务 总 局) stay apart. A dash
   as wide as two is two (破折号), for many fonts draw the pair as one glyph.
2. If a white strip parts the page and the lines on both sides run full, the page has two columns,
   read one after the other between lines that cross the strip.
3. Page numbers are known by form and place, running heads by standing at the same height on at
   least three pages (or half of them), in the same words or in smaller type than the body.
4. A line goes on the paragraph above if nothing speaks against it: another size of type, a wider
   gap, an indent that begins a paragraph, or a line above that ends although the first word of
   this one would still have fitted in. Margins are those of the page (odd and even pages differ),
   and a page number between two halves of a paragraph does not part them. Nor do footnotes,
   which are read behind it.

``Hint.joined`` carries step 4; it is None for page numbers and running heads. Type that stands out
from the body's (bold, 黑体, 楷体) at the beginning of a line is counted in ``Hint.bold``.

Limits. PDFium silently drops text objects of one character, and turned ones, that are set in a CJK
font which neither the file nor the system has; readers that keep them are five times slower, and
official documents embed their fonts.
Tables are told by their ruling lines, cell by cell, over pages too; in one without lines down the
page a row is one line with a blank between cells, and no row joins another.
Vertical writing comes out one character a line. Text turned against the page, such as a slanted
watermark, becomes furniture.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...errors import ReadError
from ..source import Source, check_size
from .layer import finished, text_layer
from .library import PDFIUM, Reader, load, opened
from .page import Line, Page
from .reading import page_lines

if TYPE_CHECKING:
    from types import ModuleType

MAX_PAGES = 5_000
MAX_BYTES = 200_000_000
_MAX_GLYPHS = 50_000_000
_MAX_ON_PAGE = 1_000_000


def _read_pages(pdfium: ModuleType, document: Any, name: str) -> list[Page]:
    pages: list[Page] = []
    unknown = total = 0
    for number in range(1, len(document) + 1):
        try:
            reader = Reader(pdfium, document[number - 1])
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
            page, strange = page_lines(number, reader)
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


def _lines(data: bytes, name: str) -> list[Line]:
    """Every line of the file in reading order, with its role and whether it goes on the last."""
    pdfium = load()
    with PDFIUM:
        document = opened(pdfium, data, name)
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
    lines = finished(pages)
    if not any(line.role in ("paragraph", "cell") for line in lines):
        raise ReadError(
            "{name}: a scan without a text layer (pages: {pages}); run OCR first, "
            "for example: ocrmypdf -l chi_sim {name} with-text.pdf",
            name=name, pages=len(pages),
        )  # fmt: skip
    return lines


def read_pdf(data: bytes, name: str) -> Source:
    """The text layer of a PDF, one printed line a line, with its paragraphs in the hints.

    Raises:
        ReadError: The file is broken, encrypted, a scan without text, or too large.
        MissingExtraError: pypdfium2 is not installed.
    """
    check_size(data, name, MAX_BYTES)
    text, hints = text_layer(_lines(data, name))
    return Source(
        name=name,
        text=text,
        media_type="application/pdf",
        hints=hints,
    )
