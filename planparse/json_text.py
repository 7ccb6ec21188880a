"""Trees and plain data to JSON, node by node, byte for byte as pydantic writes them.

A tree's JSON is fifteen times its text. Written whole it would stand in memory twice over, so a
node is written as soon as its turn comes, and nothing is kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from pydantic_core import PydanticSerializationError, to_json

from .memory import Made
from .tree import Node, Tree, mapping

_STEP = 2


def json_text(data: object, indent: int | None = _STEP) -> str:
    """A model, a tree or plain data as JSON text, without a newline at the end."""
    if isinstance(data, Tree):
        pieces = _object(data, None if indent is None else "\n")
        return b"".join(pieces).decode("utf-8", "surrogatepass")
    try:
        return to_json(data, indent=indent).decode()
    except PydanticSerializationError:  # half a surrogate pair, which UTF-8 cannot hold
        marks = (",", ":" if indent is None else ": ")
        return json.dumps(
            data, ensure_ascii=False, indent=indent, separators=marks, default=mapping
        )


def write_json(trees: Iterable[Tree], stream: BinaryIO, *, several: bool) -> None:
    """Write trees in UTF-8 while they are made: an array of them, or one as itself."""
    if several:
        for piece in _array(trees, "\n"):
            stream.write(piece)
    else:
        for tree in trees:
            for piece in _object(tree, "\n"):
                stream.write(piece)
    stream.write(b"\n")


def _object(value: object, line: str | None) -> Iterator[bytes]:
    """A tree or a part of it, the nodes in it one by one.

    Args:
        value: the part.
        line: the line end before its last line, with its indent; None sets all on one line.
    """
    mark, inner = "{", _deeper(line)
    plain: dict[str, Any] = {}
    for name, part in mapping(value).items():
        nodes = type(part) is tuple and part and type(part[0]) is Node
        if not nodes and not isinstance(part, Made):
            plain[name] = part
            continue
        key = f'"{name}":' if inner is None else f'{inner}"{name}": '
        yield _fields(plain, mark, line) + f"{',' if plain else mark}{key}".encode()
        yield from _array(part, inner)
        mark, plain = ",", {}
    yield _fields(plain, mark, line) + (line or "").encode() + b"}"


def _deeper(line: str | None) -> str | None:
    return None if line is None else line + " " * _STEP


def _fields(fields: dict[str, Any], mark: str, line: str | None) -> bytes:
    """Fields without braces. A line end within a string is escaped, so none of those is hit."""
    if not fields:
        return b""
    if line is None:
        text = mark + json_text(fields, None)[1:-1]
    else:
        text = (mark + json_text(fields)[1:].removesuffix("\n}")).replace("\n", line)
    return text.encode("utf-8", "surrogatepass")


def _array(values: Iterable[object], line: str | None) -> Iterator[bytes]:
    inner = _deeper(line)
    mark = "["
    for value in values:
        yield f"{mark}{inner or ''}".encode()
        yield from _object(value, inner)
        mark = ","
    yield b"[]" if mark == "[" else f"{line or ''}]".encode()
