"""What helps a large document to stay small in memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

_P = TypeVar("_P")


def taken(parts: list[_P]) -> Iterator[_P]:
    """The parts in order; each leaves the list, so that it can be let go, when its turn comes.

    >>> parts = ["一", "二"]
    >>> next(taken(parts)), parts
    ('一', ['二'])
    """
    parts.reverse()
    while parts:
        yield parts.pop()
