"""Bytes to a decoded text layer: see :mod:`planparse.read.source`.

The kind of a file is decided by its content; the suffix only parts what content cannot (Markdown
from text). Readers are imported when they are needed, so that text files pay for none of them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import PurePath

from .source import OLE, Hint, Source, printable
from .text import with_tables

__all__ = ["Hint", "Source", "kind_of", "read"]

_WORD_XML = re.compile(rb"xmlpackage|word/2003/wordml|progid=.word\.document")
_MIME = re.compile(rb"[-a-z]+:(?s:.*)\nmime-version:|mime-version:")
_PAGE = re.compile(rb"\ncontent-type:\s*(?:multipart/related|text/html)")
_OFFICE = {".doc", ".wps", ".rtf", ".odt", ".dot", ".wpt"}
_READERS = {
    "pdf": ".pdf:read_pdf",
    "html": ".html:read_html",
    "mht": ".mht:read_mht",
    "markdown": ".markdown:read_markdown",
    "ofd": ".ofd:read_ofd",
    "office": ".office:read_office",
    "text": ".text:read_text",
}


def kind_of(data: bytes, name: str) -> str:
    """What a file is: ``docx ofd pdf html mht markdown office text``."""
    suffix = PurePath(name).suffix.lower()
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if data[:4] == b"PK\x03\x04":
        return _zip_kind(data, suffix)
    if head.startswith(b"%pdf") or b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(OLE) or head.startswith(b"{\\rtf"):
        return "office"
    if head.startswith(b"<?xml") and _WORD_XML.search(head):
        return "docx" if b"xmlpackage" in head else "office"
    if _MIME.match(head) and _PAGE.search(head):
        return "mht"
    page = head.startswith((b"<!doctype html", b"<head", b"<body")) or (
        head.startswith(b"<") and b"<html" in head
    )
    if page or (suffix in (".html", ".htm", ".shtml") and b"<" in head):
        return "html"
    return "markdown" if suffix in (".md", ".markdown") else "text"


def _zip_kind(data: bytes, suffix: str) -> str:
    if b"OFD.xml" in data:
        return "ofd"
    if b"word/" in data:
        return "docx"
    if suffix in _OFFICE:
        return "office"
    return "ofd" if suffix == ".ofd" else "docx"


def read(data: bytes, name: str, *, original: bool = False) -> Source:
    """Decode a file of any supported kind.

    Args:
        data: the file's bytes.
        name: its name, for messages and for telling Markdown from text.
        original: read a docx as it was before its tracked changes.

    Raises:
        ReadError: it is empty of text, damaged, encrypted or of no supported kind.
        MissingExtraError: its kind needs an extra that is not installed.
    """
    name = printable(name)
    kind = kind_of(data, name)
    if kind == "docx":
        source = _read_docx(data, name, original)
    else:
        module, function = _READERS[kind].split(":")
        reader: Callable[[bytes, str], Source] = getattr(import_module(module, __name__), function)
        source = reader(data, name)
    if kind != "text":  # there the reader has looked for them
        source = with_tables(source)
    return replace(source, sha256=hashlib.sha256(data).hexdigest())


def _read_docx(data: bytes, name: str, original: bool) -> Source:
    from .docx import embedded_page, read_docx

    source = read_docx(data, name, original=original)
    page = None if source.text.strip() else embedded_page(data, name)
    return source if page is None else _inside(page, source)


def _inside(page: bytes, around: Source) -> Source:
    """A page that is all that another file holds, under the name of that file."""
    if kind_of(page, "") not in ("html", "mht", "text"):
        return around
    return replace(read(page, around.name), media_type=around.media_type)
