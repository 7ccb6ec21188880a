"""What helps a large document to stay small in memory."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any, Generic, TypeVar, overload

_P = TypeVar("_P")
_Q = TypeVar("_Q")
_H = TypeVar("_H", bound=Hashable)
_MANY = 4_000
"""How many unlike objects are remembered."""


class Shared(Generic[_H]):
    """One object for all that are equal, as long as not too many are unlike each other.

    >>> shared = Shared[tuple[int, ...]]()
    >>> shared(tuple([1, 2])) is shared(tuple([1, 2]))
    True
    """

    __slots__ = ("_known",)

    def __init__(self) -> None:
        self._known: dict[_H, _H] = {}

    def __call__(self, value: _H) -> _H:
        """The first object that is equal to the value; else the value, which serves from now on."""
        if len(self._known) > _MANY:
            self._known.clear()
        return self._known.setdefault(value, value)


class Made(Sequence[_P]):
    """Parts that are made, from what is known of each, when they are asked for, and not kept.

    >>> list(Made(str.upper, ["a", "b"]))
    ['A', 'B']
    """

    __slots__ = ("_known", "_make")

    def __init__(self, make: Callable[[_Q], _P], known: Sequence[_Q]) -> None:
        self._make: Callable[[Any], _P] = make
        self._known = known

    def __len__(self) -> int:
        return len(self._known)

    @overload
    def __getitem__(self, at: int) -> _P: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[_P]: ...
    def __getitem__(self, at: int | slice) -> _P | Sequence[_P]:
        if isinstance(at, slice):
            return Made(self._make, self._known[at])
        return self._make(self._known[at])


def taken(parts: list[_P] | tuple[()]) -> Iterator[_P]:
    """The parts in order; each leaves the list, so that it can be let go, when its turn comes.

    >>> parts = ["一", "二"]
    >>> next(taken(parts)), parts
    ('一', ['二'])
    """
    if parts:
        parts.reverse()
    while parts:
        yield parts.pop()
