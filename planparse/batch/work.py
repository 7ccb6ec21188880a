"""One file to one result: the pure part of a batch, the same on every kind of scheduler.

A job and its result are small picklable values. Nothing here raises: whatever a document does to
the parser, bugs of ours included, is a result with an ``error``, because one file must never end a
batch. (What kills the whole process is the business of :mod:`planparse.batch.child`.)

A tree for the mirrored output is written by the worker itself, so that it never travels; a row of a
dataset is handed back compressed, to be kept in the ledger until the dataset is built.
"""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from ..errors import PlanparseError, ReadError, reading
from ..read.source import printable

if TYPE_CHECKING:
    from ..tree import Tree


@dataclass(frozen=True, slots=True)
class Job:
    """What to do with one file."""

    path: str
    shown: str
    """The path as the user gave it, for records and messages."""
    sha256: str
    shape: str
    """``yaml`` and ``json`` are written to ``out``; ``jsonl`` and ``rows`` are handed back."""
    out: str | None = None
    scratch: str = ""
    """Folder for the temporary file, on the file system of ``out``."""
    script: str = "source"
    original: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one job: the size of its output and, for datasets, the output, or an error."""

    path: str
    size: int = 0
    payload: bytes | None = None
    error: str | None = None
    message: str = ""


def do(job: Job) -> Result:
    """The result of a job; never raises an Exception."""
    try:
        text = _render(_document(job), job)
        data = text.encode("utf-8", "surrogatepass")
        if job.out is None:
            return Result(job.path, len(data), zlib.compress(data, 1))
        write_atomically(data, Path(job.out), Path(job.scratch))
        return Result(job.path, len(data))
    except PlanparseError as error:
        return Result(job.path, error=type(error).__name__, message=str(error))
    except Exception as error:  # a bug of ours or of a library: one failed file, not the end
        return Result(job.path, error=type(error).__name__, message=f"{job.shown}: {error}")


def _document(job: Job) -> Tree:
    with reading(job.shown):
        data = Path(job.path).read_bytes()
    if hashlib.sha256(data).hexdigest() != job.sha256:
        raise ReadError("{path}: changed while the batch was running; run it again", path=job.shown)
    shown = printable(job.shown)
    name = shown if job.shape == "jsonl" else PurePath(shown).name
    return document_of(data, name, script=job.script, original=job.original)


def document_of(data: bytes, name: str, *, script: str = "source", original: bool = False) -> Tree:
    """The plan of a file's bytes, to be written as ``planparse extract`` prints it.

    Raises PlanparseError.
    """
    from ..convert import in_script
    from ..pipeline import tree_of
    from ..read import read

    return in_script(tree_of(read(data, name, original=original)), script)


def _render(document: Tree, job: Job) -> str:
    from ..export import to_text
    from ..model import Plan
    from ..records import to_tables

    if job.shape != "rows":
        return to_text(document, job.shape)
    tables = to_tables(Plan.model_validate(document, from_attributes=True), printable(job.shown))
    return json.dumps({name: _lines(rows) for name, rows in tables.items()}, ensure_ascii=False)


def _lines(rows: list[dict[str, Any]]) -> str:
    return "".join(
        json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows
    )


def write_atomically(data: bytes, out: Path, scratch: Path) -> None:
    """Put a whole file in its place at once; a reader sees the old one or the new one."""
    out.parent.mkdir(parents=True, exist_ok=True)
    temporary = scratch / f"{hashlib.sha256(os.fsencode(out)).hexdigest()[:24]}.{os.getpid()}"
    temporary.write_bytes(data)
    temporary.replace(out)


def try_parse(data: bytes, name: str, *, script: str = "source") -> dict[str, Any]:
    """The Plan of a file's bytes as plain data, or its error; never raises.

    A module-level function of plain values, to be mapped by Spark, Ray or Dask bags.

    Returns:
        ``name``, ``sha256``, ``plan`` (as the JSON has it, or None), ``error`` (the name of an
        exception, or None) and ``message``.
    """
    from ..tree import plain

    out: dict[str, Any] = {"name": name, "sha256": hashlib.sha256(data).hexdigest()}
    try:
        plan = plain(document_of(data, name, script=script))
    except Exception as error:  # see do()
        return {**out, "plan": None, "error": type(error).__name__, "message": str(error)}
    return {**out, "plan": plan, "error": None, "message": ""}
