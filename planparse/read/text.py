r"""Plain text, decoded; the tables in it are told by their columns (纯文本).

The text layer has one kind of line end: ``\r\n`` and a lone ``\r`` become ``\n`` right after
decoding, before anything is counted, as every program sees a file that it opens in text mode. Spans
count code points of that layer.
"""

from __future__ import annotations

from .columns import columns
from .encoding import decode
from .source import Hint, Source
from .stacked import stacked


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
        encoding=encoding,
        hints=tables(text),
    )


def tables(text: str) -> tuple[Hint, ...]:
    """The cells of the tables in a plain text: set in columns, or laid flat, one cell a line."""
    rows = columns(text)
    number = max((hint.origin.table or 0 for hint in rows if hint.origin), default=0)
    taken = {hint.start for hint in rows}
    flat = [hint for hint in stacked(text, number + 1) if hint.start not in taken]
    return tuple(sorted((*rows, *flat), key=lambda hint: hint.start)) if flat else rows
