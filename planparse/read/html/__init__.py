"""Saved web pages to a text layer in which the article and the site around it are told apart.

The page is parsed by lexbor (through selectolax), because saved pages are never valid and lexbor
repairs them as browsers do. One pass over the tree gives one line a block (p, leaf div, li, table
cell, heading, run between two br); everything later works on these lines and on the list of
regions (elements) that hold them, never on the tree again.

``charset`` and ``nesting`` make text that lexbor can take; ``walk`` gives the lines, ``article``
finds the main region, ``furniture`` and ``metadata`` judge what stands in it and around it, and
``hints`` puts it all down. Nothing is thrown away but script, style and what the page hides: lines
outside the article have the role ``furniture``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...errors import MissingExtraError, ReadError
from ..source import Source, check_size
from .article import inside_of, main_region, mark_layout, weigh
from .charset import page_text
from .furniture import furniture_of
from .hints import hints_of
from .items import number_items
from .metadata import metadata_of, title_lines
from .nesting import flatten
from .page import Page
from .walk import collect
from .wraps import mark_wrapped

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

MAX_BYTES = 200_000_000


def read_html(data: bytes, name: str) -> Source:
    """The text layer of a saved web page, with its article and its furniture told apart.

    Raises:
        ReadError: The file is larger than 200 MB or is no page at all.
        MissingExtraError: selectolax is not installed.
    """
    check_size(data, name, MAX_BYTES)
    html, encoding = page_text(data, name)
    root = _parse(html, name)
    page = collect(root)
    inside, off, titles, meta = _understand(root, page)
    number_items(page, off, titles)
    mark_wrapped(page.lines)
    return Source(
        name=name,
        text="".join(line.text + "\n" for line in page.lines),
        media_type="text/html",
        encoding=encoding,
        hints=tuple(hints_of(page, inside, off, titles)),
        meta=meta,
    )


def _parse(html: str, name: str) -> LexborNode:
    try:
        from selectolax.lexbor import LexborHTMLParser
    except ImportError:
        raise MissingExtraError("reading HTML", "html") from None
    try:
        root = LexborHTMLParser(flatten(html)).root
    except (ValueError, RuntimeError, MemoryError) as error:
        raise ReadError(
            "{name}: the page cannot be parsed as HTML ({error})", name=name, error=error
        ) from error
    if root is None:
        raise ReadError("{name}: the page is empty", name=name)
    return root


def _understand(
    root: LexborNode, page: Page
) -> tuple[list[bool], list[bool], set[int], dict[str, str]]:
    """Which lines are article, which furniture, which title; and the metadata."""
    weigh(page)
    main = main_region(page)
    inside = inside_of(page, main)
    mark_layout(page, main)
    off = furniture_of(page.lines, inside)
    meta = metadata_of(root, page, off)
    return inside, off, title_lines(page, inside, meta.get("title")), meta
