r"""Plain text, decoded; the tables in it are told by their columns (纯文本).

The text layer has one kind of line end: ``\r\n`` and a lone ``\r`` become ``\n`` right after
decoding, before anything is counted, as every program sees a file that it opens in text mode. Spans
count code points of that layer.
"""

from __future__ import annotations

import hashlib

from .columns import columns
from .encoding import decode
from .source import Source


def one_line_end(text: str) -> str:
    r"""The text with every line ended by one line feed (换行符).

    >>> one_line_end("一\r\n二\r三\n")
    '一\n二\n三\n'
    """
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def read_text(data: bytes, name: str) -> Source:
    """A plain text file as a Source; its only hints are the cells of tables.

    Raises:
        ReadError: it cannot be decoded.
    """
    decoded, encoding = decode(data, name)
    text = one_line_end(decoded)
    return Source(
        name=name,
        text=text,
        media_type="text/plain",
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=encoding,
        hints=columns(text),
    )
