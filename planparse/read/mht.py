"""Web pages saved in one file (mht, 单个文件网页): a mail with the page among its parts."""

from __future__ import annotations

from dataclasses import replace
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser

from ..errors import ReadError
from .html import read_html
from .source import Source

_BOUNDARY = 70
"""How long a boundary may be (RFC 2046, 5.1.1)."""


def read_mht(data: bytes, name: str) -> Source:
    """The text layer of the page that an archive was made of.

    Raises:
        ReadError: it holds no page.
    """
    source = read_html(_page_in(data, name), name)
    return replace(source, media_type="multipart/related")


def _page_in(data: bytes, name: str) -> bytes:
    """The bytes of the page that an archive was made of."""
    head = BytesHeaderParser().parsebytes(data)
    parts = [data] if head.get_content_type() == "text/html" else _parts(data, head)
    for part in parts:
        if BytesHeaderParser().parsebytes(part).get_content_type() == "text/html":
            page = BytesParser().parsebytes(part).get_payload(decode=True)
            if isinstance(page, bytes) and page.strip():
                return page
    raise ReadError("{name}: the saved web page holds no page; save it again as .html", name=name)


def _parts(data: bytes, head: Message) -> list[bytes]:
    """The parts between the boundaries, each with its own headers."""
    boundary = head.get_boundary() or ""
    if not 0 < len(boundary) <= _BOUNDARY:
        return []
    parts = data.split(b"--" + boundary.encode("utf-8", "replace"))
    return [part.lstrip(b"\r\n") for part in parts[1:]]
