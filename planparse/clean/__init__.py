"""Source text to logical paragraphs, with every repair on record (清洗：断行、页码、注音、错码).

One pass of small rules, each applied only where the document itself gives evidence for it, and each
a list of edits on the source: replaying the edits (``Cleaned.edits``) gives the paragraphs, so that
a reader can check what was changed and an offset of the repaired reading finds its way back. What
cannot be decided stays as it is. No character is lost: what a paragraph swallows (a page number in
the middle of a sentence) lies inside its span.

The way through: ``lines`` repairs each physical line for itself, ``torn`` finds the pieces of one
line, ``pages`` the page numbers, ``wraps`` decides which line goes on the one above, ``joining``
makes paragraphs of them. The decisions worth knowing stand at the head of these modules.
"""

from __future__ import annotations

from itertools import pairwise

from ..read.source import Source
from .glued import unglue_shared_pieces
from .joining import paragraphs_of
from .lines import Line, read_lines
from .pages import mark_pages
from .paragraph import Cleaned, Edit, Paragraph
from .torn import join_torn
from .wraps import join_as_measured, join_as_told

__all__ = ["Cleaned", "Edit", "Paragraph", "clean"]


def clean(source: Source) -> Cleaned:
    r"""The logical paragraphs of a decoded source (逻辑段落).

    >>> text = "一、总体要求\n　　坚持创新　驱动。\n"
    >>> [p.text for p in clean(Source("x", text, "text/plain", "")).paragraphs]
    ['一、总体要求', '坚持创新 驱动。']
    """
    edits: list[Edit] = []
    lines = read_lines(source, edits)
    if any(hint.joined is not None for hint in source.hints):
        mark_pages(lines)
        join_as_told(lines)
    else:
        lines = _joined(lines, edits, plain=source.media_type == "text/plain")
    return Cleaned(source, paragraphs_of(lines, edits, source.text), edits)


def _joined(lines: list[Line], edits: list[Edit], *, plain: bool) -> list[Line]:
    """The lines, some parted and those that go on others marked, by what they look like."""
    body = _body(lines)
    if plain:
        unglue_shared_pieces(body, edits)
        join_torn(body)
    mark_pages(lines)
    join_as_measured(body, edits, only_wrapped=not plain)
    rest = [line for line in lines if not _is_body(line)]
    return sorted((*body, *rest), key=lambda line: line.start) if rest else body


def _body(lines: list[Line]) -> list[Line]:
    """The lines of running text; headings and tables part what stands around them."""
    for above, line in pairwise(lines):
        if not _is_body(above) and _is_body(line):
            line.blank = max(line.blank, 1)
    return [line for line in lines if _is_body(line)]


def _is_body(line: Line) -> bool:
    """Whether the container tells no more of a line than that it is a paragraph."""
    hint = line.hint
    return hint is None or (hint.role == "paragraph" and not hint.auto_label)
