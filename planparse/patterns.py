"""Regular expressions, compiled when first used, and kept by the command line for its next run.

The program knows some four hundred patterns, of which a document needs half. Compiling those costs
more than reading a short document with them, so the command line keeps what the ``regex`` library
made of them in the user's cache folder, as Python keeps ``.pyc`` files: the arguments from which
its pickle support rebuilds a pattern. A file of another version, or a damaged one, counts as empty.
``PLANPARSE_CACHE`` names another folder; an empty ``PLANPARSE_CACHE=`` turns the file off.
"""

from __future__ import annotations

import atexit
import contextlib
import copyreg
import hashlib
import marshal
import os
import sys
from itertools import islice
from pathlib import Path
from typing import Any, cast

import regex

from . import __version__

_FORMAT = 2
"""Goes up whenever the file is laid out anew."""

_Key = tuple[str, int]
_Parts = tuple[Any, ...]


_reduce: Any = copyreg.dispatch_table.get(regex.Pattern)
_rebuild: Any = _reduce(regex.compile(""))[0] if _reduce else None


class _Cache:
    """What patterns are rebuilt from, by their text and flags."""

    def __init__(self) -> None:
        self.file: Path | None = None
        self.known: dict[_Key, _Parts] = {}
        self.grown = False

    def open(self, file: Path) -> None:
        self.file = file
        self.known = _load(file)
        atexit.register(self.save)

    def get(self, key: _Key) -> regex.Pattern[str]:
        parts = self.known.get(key)
        if parts is None:
            made = regex.compile(*key)
            self.known[key] = _reduce(made)[1]
            self.grown = True
            return made
        found: regex.Pattern[str] = _rebuild(*parts)
        return found

    def save(self) -> None:
        """Write the file anew if there is something to add; a folder that refuses is let be."""
        if self.file is None or not self.grown:
            return
        draft = self.file.with_name(f"{self.file.name}.{os.getpid()}")
        try:
            payload = marshal.dumps(self.known)
            self.file.parent.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(hashlib.sha256(payload).digest() + payload)
            draft.replace(self.file)
        except (OSError, ValueError):  # read-only home, full disk: the next run compiles again
            with contextlib.suppress(OSError):
                draft.unlink()


_CACHE = _Cache()


class _Pattern:
    """Stands for a pattern until it is used; from then on its methods are those of the pattern."""

    _METHODS = (
        "match", "search", "fullmatch", "finditer", "findall", "sub", "subn", "split", "splititer",
    )  # fmt: skip

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._given = int(flags)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        made = _made(self.pattern, self._given)
        for method in self._METHODS:
            setattr(self, method, getattr(made, method))
        return getattr(made, name)


def _made(pattern: str, flags: int) -> regex.Pattern[str]:
    """The pattern: from the cache where the command line has opened it, else compiled now."""
    return regex.compile(pattern, flags) if _CACHE.file is None else _CACHE.get((pattern, flags))


def compiled(pattern: str, flags: int = 0) -> regex.Pattern[str]:
    """The pattern, which is compiled when it is first used.

    >>> compiled("第(?P<n>[一二三]+)章").match("第二章")["n"]
    '二'
    """
    return cast("regex.Pattern[str]", _Pattern(pattern, flags))


def comes(pattern: regex.Pattern[str], text: str, times: int) -> bool:
    """Whether a text has a pattern so many times; it is read no further than that.

    >>> comes(compiled("甲"), "甲乙甲", 2)
    True
    """
    return sum(1 for _ in islice(pattern.finditer(text), times)) == times


def open_cache(environment: dict[str, str] | None = None) -> None:
    """Take patterns from the user's cache folder from now on, and add new ones at the end."""
    folder = cache_folder(dict(os.environ) if environment is None else environment)
    if folder is not None and _CACHE.file is None and _rebuild is not None:
        _CACHE.open(folder / _file_name())


def cache_folder(environment: dict[str, str]) -> Path | None:
    """The folder for what may be deleted at any time; None where caching is off.

    >>> cache_folder({"PLANPARSE_CACHE": ""}) is None
    True
    """
    if "PLANPARSE_CACHE" in environment:
        chosen = environment["PLANPARSE_CACHE"]
        return Path(chosen) if chosen else None
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        if environment.get(name):
            return Path(environment[name]) / "planparse"
    home = environment.get("HOME")
    return Path(home) / ".cache" / "planparse" if home else None


def _file_name() -> str:
    bits = 64 if sys.maxsize > 2**32 else 32
    python = f"{sys.implementation.cache_tag}-{sys.byteorder}{bits}"
    return f"patterns-{_FORMAT}-{__version__}-{python}-{regex.__version__}"


def _load(file: Path) -> dict[_Key, _Parts]:
    try:
        data = file.read_bytes()
    except OSError:  # not there yet, or not ours to read
        return {}
    digest, payload = data[:32], data[32:]
    if hashlib.sha256(payload).digest() != digest:
        return {}
    known: dict[_Key, _Parts] = marshal.loads(payload)
    return known
