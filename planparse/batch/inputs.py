"""Which files a batch is to read, found lazily and in no particular order.

An argument is a file, a folder (searched to any depth for documents that can be read), a pattern
with ``* ? [ ]`` (``**`` for any depth; the shell may have expanded it already) or ``-``, which
stands for a list of paths, one a line. Memory does not grow with the number of files: folders are
scanned entry by entry, and sorting is left to the ledger.

``relative`` is where an output goes below OUT: for a folder or a pattern the path below it, for a
file its name, for a line of a list the path as it is written there.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from ..errors import ReadError

SUFFIXES = frozenset({
    ".txt", ".text", ".md", ".markdown", ".htm", ".html", ".shtml", ".mht", ".mhtml",
    ".pdf", ".ofd", ".docx", ".doc", ".wps", ".wpt", ".dot", ".rtf", ".odt",
})  # fmt: skip
"""What is taken from folders; a file that is named is always taken."""


@dataclass(frozen=True, slots=True)
class Input:
    """A file to be read: its absolute path, the path to show, and the one below OUT."""

    path: str
    shown: str
    relative: str


def find(
    arguments: Iterable[str], listing: Iterable[str] = (), *, skip: str | None = None
) -> Iterator[Input]:
    """Every file that the arguments name, as they come; some may come twice.

    Args:
        arguments: files, folders, patterns, or ``-`` for the listing.
        listing: the lines of the list that ``-`` stands for.
        skip: a folder to pass by (the output, where it lies among the input).

    Raises:
        ReadError: an argument names nothing; a listed file that is missing is left to fail alone.
    """
    for argument in arguments:
        if argument == "-":
            for line in listing:
                yield from _listed(line.rstrip("\r\n"), skip)
        else:
            yield from _argument(argument, skip)


def _argument(argument: str, skip: str | None) -> Iterator[Input]:
    if Path(argument).is_dir():
        yield from _folder(argument, skip)
    elif Path(argument).exists():
        yield _input(argument, PurePath(argument).name)
    elif glob.has_magic(argument):
        yield from _pattern(argument, skip)
    else:
        raise ReadError("{path}: no such file or folder; check the name", path=argument)


def _pattern(pattern: str, skip: str | None) -> Iterator[Input]:
    fixed = _fixed_part(pattern)
    found = False
    for name in glob.iglob(pattern, recursive=True):  # noqa: PTH207
        if Path(name).is_file() and not _inside(name, skip):
            found = True
            yield _input(name, os.path.relpath(name, fixed))
    if not found:
        raise ReadError("{pattern}: matches no file; check the pattern", pattern=pattern)


def _fixed_part(pattern: str) -> str:
    """The folder above the first part with a wildcard.

    >>> _fixed_part("plans/2025/**/*.txt") == os.path.join("plans", "2025")
    True
    """
    parts = PurePath(pattern).parts[:-1]
    fixed = next((i for i, part in enumerate(parts) if glob.has_magic(part)), len(parts))
    return str(PurePath(*parts[:fixed])) if fixed else "."


def _listed(line: str, skip: str | None) -> Iterator[Input]:
    if not line.strip():
        return
    below = PurePath(line)
    parts = [part for part in below.parts if part not in (below.anchor, "..", ".")]
    mirrored = str(PurePath(*parts)) if parts else "."
    if Path(line).is_dir():
        for entry in _folder(line, skip):
            yield Input(entry.path, entry.shown, str(PurePath(mirrored, entry.relative)))
    else:
        yield _input(line, mirrored)


def _folder(folder: str, skip: str | None) -> Iterator[Input]:
    """Documents below a folder; hidden entries and lock files of Office are passed by."""
    stack = [folder]
    while stack:
        here = stack.pop()
        try:
            entries = os.scandir(here)
        except OSError:  # recorded: reading it as a file fails with the same reason
            yield _input(here, os.path.relpath(here, folder))
            continue
        with entries:
            for entry in entries:
                if entry.name.startswith((".", "~$")):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    if not _inside(entry.path, skip):
                        stack.append(entry.path)
                elif PurePath(entry.name).suffix.lower() in SUFFIXES and entry.is_file():
                    yield _input(entry.path, os.path.relpath(entry.path, folder))


def _inside(path: str, folder: str | None) -> bool:
    if folder is None:
        return False
    absolute = absolute_path(path)
    return absolute == folder or absolute.startswith(folder + os.sep)


def absolute_path(path: str) -> str:
    """The path without ``..``, links kept as they are: Path has no such function."""
    return os.path.abspath(path)  # noqa: PTH100


def _input(path: str, relative: str) -> Input:
    return Input(absolute_path(path), PurePath(os.path.normpath(path)).as_posix(), relative)


def output_name(relative: str, suffix: str, *, keep: bool = False) -> str:
    """Where a mirrored output goes below OUT.

    >>> output_name("市/规划.docx", ".yaml"), output_name("市/规划.v2", ".yaml")
    ('市/规划.yaml', '市/规划.v2.yaml')
    >>> output_name("a.txt", ".json", keep=True)
    'a.txt.json'
    """
    old = PurePath(relative).suffix
    known = old.lower() in SUFFIXES and not keep
    return (relative.removesuffix(old) if known else relative) + suffix
