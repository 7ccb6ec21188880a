"""Where commands write: a file, or stdout for data, always in UTF-8."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from ..errors import ReadError, reason


def utf8(text: str) -> bytes:
    """The bytes of a text; half a surrogate pair stays what it is."""
    return text.encode("utf-8", "surrogatepass")


def write(text: str, output: str | None) -> None:
    """Write UTF-8 to a file or to stdout, whatever the locale."""
    write_bytes(utf8(text), output)


def write_bytes(data: bytes, output: str | None) -> None:
    """Write bytes to a file, or to stdout for None and ``-``."""
    with binary(output) as stream:
        stream.write(data)


def format_of(output: str | None, suffixes: Mapping[str, str]) -> str | None:
    """The format that the suffix of an output file asks for, None where it asks for none.

    >>> format_of("plan.JSON", {".json": "json"}), format_of(None, {".json": "json"})
    ('json', None)
    """
    return suffixes.get(Path(output).suffix.lower()) if output else None


@contextmanager
def binary(output: str | None) -> Iterator[BinaryIO]:
    """A file to write bytes to, or stdout for None and ``-``."""
    if output is None or output == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        with Path(output).open("wb") as stream:
            yield stream
    except OSError as error:
        raise ReadError(
            "{path}: cannot be written ({reason})", path=output, reason=reason(error)
        ) from error
