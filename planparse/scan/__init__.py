"""Paragraphs to flat lines, each with everything it could be; nothing is decided about depth here.

A line is what the outline chooses about: a paragraph, or a piece of one where extraction glued a
heading to the paragraph before it (``cuts``). Lines that the page itself explains (contents
entries, table cells, page numbers, site furniture, document elements such as dates and signatures)
get a ``part`` and no candidates: ``contents``, ``parts``, ``links``, ``attachments``, ``tables``,
``titles``. All the others carry every enumerator their start allows (``candidates``, ``trust``),
and what evidence there is that they are headings without a number (``plain``): a heading line
(``headings``), a run-in lead (``leads``), the title of a further document (``documents``).
"""

from __future__ import annotations

from ..clean import Cleaned
from ..memory import Shared
from ..numbering import Enumerator
from .attachments import mark_attached, mark_attachment_list, mark_first_attachment
from .candidates import candidates_of
from .contents import mark_contents
from .cuts import lines_of
from .headings import KNOWN_HEADING
from .line import LONG, Line, cell_text
from .links import mark_links, mark_links_in_front, mark_menu
from .parts import mark_parts
from .plain import find_plain
from .tables import mark_flat_tables
from .titles import mark_title, mark_title_again, mark_title_rest, repeats_title
from .trust import trust_bare_numbers

__all__ = ["KNOWN_HEADING", "LONG", "Line", "cell_text", "mark_title_rest", "repeats_title", "scan"]


def scan(cleaned: Cleaned) -> list[Line]:
    """The document's lines with their candidates, in document order."""
    lines = list(lines_of(cleaned.paragraphs))
    markdown = cleaned.source.media_type == "text/markdown"
    for index, line in enumerate(lines):
        line.index = index
    mark_contents(lines)
    mark_parts(lines)
    mark_links_in_front(lines)
    mark_attachment_list(lines)
    mark_first_attachment(lines)
    mark_links(lines)
    mark_menu(lines)
    shared = Shared[tuple[Enumerator, ...]]()  # most begin as others do
    for line in lines:
        if line.part == "text" and not line.candidates:
            line.candidates = shared(candidates_of(line, markdown))
    trust_bare_numbers(lines)
    mark_attached(lines)
    mark_flat_tables(lines)
    mark_title(lines)
    mark_title_rest(lines)
    mark_title_again(lines)
    find_plain(lines)
    return lines
