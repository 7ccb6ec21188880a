"""Where commands write: a file, or stdout for data, always in UTF-8."""

from __future__ import annotations

import os
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
    """A file to write bytes to, or stdout for None and ``-``.

    The file appears whole or not at all: what stops the writing leaves what was there before.
    """
    if output is None or output == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        with _whole(Path(output)) as stream:
            yield stream
    except OSError as error:
        raise ReadError(
            "{path}: cannot be written ({reason})", path=output, reason=reason(error)
        ) from error


@contextmanager
def _whole(path: Path) -> Iterator[BinaryIO]:
    """A new file that takes the place of ``path`` at the end; devices are written to at once."""
    there = path.exists()
    target = path.resolve()
    beside = target.with_name(f".planparse-{os.getpid()}.part")
    if (there and not path.is_file()) or not os.access(target.parent, os.W_OK):
        with path.open("wb") as stream:
            yield stream
        return
    if there:
        with target.open("ab"):  # what may not be changed is not replaced either
            pass
    try:
        with beside.open("xb") as stream:
            yield stream
        if there:
            beside.chmod(target.stat().st_mode & 0o7777)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
