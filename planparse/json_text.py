"""Trees and plain data to JSON, node by node, byte for byte as pydantic writes them.

A tree's JSON is fifteen times its text. Written whole it would stand in memory twice over, so a
node is written as soon as its turn comes, and nothing is kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from pydantic_core import PydanticSerializationError, to_json

from .tree import Node, Tree, mapping

_STEP = 2


def json_text(data: object, indent: int | None = _STEP) -> str:
    """A model, a tree or plain data as JSON text, without a newline at the end."""
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


def _object(value: Tree | Node, line: str) -> Iterator[bytes]:
    """A tree or a node, the nodes in it one by one; ``line`` is the line end with its indent."""
    mark, inner = "{", line + " " * _STEP
    plain: dict[str, Any] = {}
    for name, part in mapping(value).items():
        if type(part) is not tuple or not part or type(part[0]) is not Node:
            plain[name] = part
            continue
        yield _fields(plain, mark, line) + f'{"," if plain else mark}{inner}"{name}": '.encode()
        yield from _array(part, inner)
        mark, plain = ",", {}
    yield _fields(plain, mark, line) + line.encode() + b"}"


def _fields(fields: dict[str, Any], mark: str, line: str) -> bytes:
    """Fields without braces. A line end within a string is escaped, so none of those is hit."""
    if not fields:
        return b""
    text = mark + json_text(fields)[1:].removesuffix("\n}")
    return text.replace("\n", line).encode("utf-8", "surrogatepass")


def _array(values: Iterable[Tree | Node], line: str) -> Iterator[bytes]:
    inner = line + " " * _STEP
    mark = "["
    for value in values:
        yield f"{mark}{inner}".encode()
        yield from _object(value, inner)
        mark = ","
    yield b"[]" if mark == "[" else f"{line}]".encode()
