"""The course of a batch: find, refuse what cannot be, work, record, build, report."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import stat
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .. import __version__
from ..errors import PlanparseError, ReadError, reading, reason
from . import sinks
from .inputs import Input, absolute_path, find, output_name
from .ledger import Entry, Ledger
from .pool import Pool, cores
from .work import Job

MIRRORED = ("yaml", "json")
_BY_SUFFIX = {
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".duckdb": "duckdb", ".db": "duckdb",
    ".parquet": "parquet",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Options:
    """What a batch is to make, and how."""

    output: str
    to: str | None = None
    """``yaml json jsonl duckdb parquet``; by default what the suffix of OUT says, or yaml."""
    workers: int = 0
    """Processes on this machine; 0 for one a core."""
    timeout: float = 120.0
    resume: bool = True
    script: str = "source"
    original: bool = False
    keep_suffix: bool = False
    scheduler: str | None = None
    """Address of a Dask scheduler, to work on its cluster instead."""

    @property
    def format(self) -> str:
        """What is made."""
        return self.to or _BY_SUFFIX.get(Path(self.output).suffix.lower(), "yaml")

    @property
    def mirrored(self) -> bool:
        """Whether every input has an output of its own."""
        return self.format in MIRRORED

    @property
    def folder(self) -> bool:
        """Whether the output is a folder, not a file."""
        return self.mirrored or self.format == "parquet"

    @property
    def state(self) -> Path:
        """The hidden folder with the ledger and temporary files."""
        output = Path(self.output).absolute()
        return output / ".planparse" if self.folder else output.parent / f".{output.name}.planparse"

    def report(self, name: str) -> Path:
        """Where ``errors`` and ``duplicates`` are reported: in the folder, or beside the file."""
        output = Path(self.output).absolute()
        if self.folder:
            return output / f"{name}.jsonl"
        return output.parent / f"{output.name}.{name}.jsonl"

    def fingerprint(self) -> str:
        """Everything but the file itself that a result depends on."""
        shape = "rows" if self.format in ("duckdb", "parquet") else self.format
        return f"{__version__}\t{shape}\t{self.script}\t{self.original}"


@dataclass(slots=True)
class Summary:
    """How far a batch is, or how it ended."""

    total: int = 0
    written: int = 0
    unchanged: int = 0
    duplicates: int = 0
    failed: int = 0
    seconds: float = 0.0

    @property
    def finished(self) -> int:
        """How many files need no more work."""
        return self.written + self.unchanged + self.duplicates + self.failed


Progress = Callable[[Summary], None]


def run(
    inputs: Iterable[str | os.PathLike[str]], options: Options, *,
    listing: Iterable[str] = (), progress: Progress = lambda _: None,
) -> Summary:  # fmt: skip
    """Read many files into a folder of trees or into one dataset.

    Args:
        inputs: files, folders, patterns, or ``-`` for the listing.
        options: what to make of them.
        listing: paths, one an item, where ``-`` is among the inputs.
        progress: called with the summary so far, after each file.

    Returns:
        How many files were written, unchanged, duplicates and failed. Failures are no exception:
        they are in ``errors.jsonl`` (:meth:`Options.report`).

    Raises:
        ReadError: an input names nothing, or two of them would write the same output.
        MissingExtraError: the format or the scheduler needs an extra.
        PlanparseError: another batch is writing to the same output.
        KeyboardInterrupt: what was done until then is kept.
    """
    sinks.require(options.format)
    _check_output(options)
    try:
        return _run(inputs, options, listing, progress)
    except (OSError, sqlite3.Error) as error:
        raise PlanparseError(
            "{path}: cannot be written ({reason})", path=options.output, reason=reason(error)
        ) from error


def _run(
    inputs: Iterable[str | os.PathLike[str]], options: Options, listing: Iterable[str],
    progress: Progress,
) -> Summary:  # fmt: skip
    started = time.monotonic()
    summary = Summary()
    scratch = _scratch(options)
    with Ledger(options.state / "ledger.sqlite", options.output, resume=options.resume) as ledger:
        _empty(scratch)
        summary.total = ledger.fill(
            _with_outputs((os.fspath(name) for name in inputs), listing, options)
        )
        _refuse_clashes(ledger)
        try:
            _work(ledger, options, summary, progress)
        finally:
            ledger.commit()
            _report(ledger, options, scratch)
            summary.seconds = time.monotonic() - started
        if not options.mirrored:
            _build(ledger, options, scratch)
        _empty(scratch)
    summary.seconds = time.monotonic() - started
    return summary


def _check_output(options: Options) -> None:
    output = Path(options.output)
    if options.folder and output.exists() and not output.is_dir():
        raise ReadError(
            "{path}: is a file; --to {format} writes a folder", path=output, format=options.format
        )
    if not options.folder and output.is_dir():
        raise ReadError(
            "{path}: is a folder; --to {format} writes a file", path=output, format=options.format
        )


def _scratch(options: Options) -> Path:
    scratch = options.state / "scratch"
    scratch.mkdir(parents=True, exist_ok=True)
    return scratch


def _empty(scratch: Path) -> None:
    """Remove what a killed run left; only the holder of the ledger's lock may."""
    shutil.rmtree(scratch)
    scratch.mkdir()


def _with_outputs(
    arguments: Iterable[str], listing: Iterable[str], options: Options
) -> Iterator[tuple[Input, str | None]]:
    output = absolute_path(options.output)
    for found in find(arguments, listing, skip=output):
        if options.mirrored:
            name = output_name(found.relative, "." + options.format, keep=options.keep_suffix)
            yield found, str(Path(output, name))
        else:
            yield found, None


def _refuse_clashes(ledger: Ledger) -> None:
    clashes = ledger.clashes()
    if clashes:
        out, names = clashes[0]
        raise ReadError(
            "{path}: {first} and {second} would both be written there; "
            "give --keep-suffix, the folder above them, or two outputs",
            path=out,
            first=names[0],
            second=names[1],
        )


def _work(ledger: Ledger, options: Options, summary: Summary, progress: Progress) -> None:
    jobs = _jobs(ledger, options, summary, progress)
    with closing(_runner(options).run(jobs)) as results:
        for result in results:
            ledger.record(result)
            if result.error:
                summary.failed += 1
            else:
                summary.written += 1
            progress(summary)


def _runner(options: Options) -> Any:
    if options.scheduler is None:
        return Pool(options.workers or cores(), options.timeout)
    from .cluster import Cluster

    return Cluster(options.scheduler, options.timeout)


def _jobs(ledger: Ledger, options: Options, summary: Summary, progress: Progress) -> Iterator[Job]:
    """The files that need work; those that do not are marked on the way."""
    for entry in ledger.entries():
        job = _job(ledger, entry, options, summary)
        if job is not None:
            yield job
        else:
            progress(summary)


def _job(ledger: Ledger, entry: Entry, options: Options, summary: Summary) -> Job | None:
    try:
        sha256 = _digest(entry)
    except PlanparseError as error:
        ledger.mark(entry.path, "failed", type(error).__name__, str(error))
        summary.failed += 1
        return None
    key = _key(entry, options, sha256)
    ledger.start(entry.path, key, sha256)
    first = ledger.first_with(sha256, entry.shown)
    if first != entry.shown:
        ledger.mark(entry.path, "duplicate", None, first)
        summary.duplicates += 1
        return None
    if ledger.is_done(entry, key):
        ledger.mark(entry.path, "unchanged")
        summary.unchanged += 1
        return None
    return Job(
        entry.path, entry.shown, sha256, options.fingerprint().split("\t")[1], entry.out,
        str(options.state / "scratch"), options.script, options.original,
    )  # fmt: skip


def _key(entry: Entry, options: Options, sha256: str) -> str:
    """Everything that the result for an input depends on."""
    names = f"{entry.shown}\t{entry.out or ''}".encode("utf-8", "replace").decode()
    return f"{options.fingerprint()}\t{sha256}\t{names}"


def _digest(entry: Entry) -> str:
    with reading(entry.shown):
        if not stat.S_ISREG(Path(entry.path).stat().st_mode):
            raise ReadError("{path}: not a regular file", path=entry.shown)
        with Path(entry.path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


def _report(ledger: Ledger, options: Options, scratch: Path) -> None:
    """Write errors.jsonl always (empty: no errors), duplicates.jsonl where there are some."""
    errors = (
        {"path": f["path"], "error": f["error"], "message": f["message"], "sha256": f["sha256"]}
        for f in ledger.files("failed")
    )
    _write_lines(errors, options.report("errors"), scratch)
    same = ({"path": f["path"], "same_as": f["message"]} for f in ledger.files("duplicate"))
    if not _write_lines(same, options.report("duplicates"), scratch):
        options.report("duplicates").unlink()


def _write_lines(rows: Iterable[dict[str, Any]], out: Path, scratch: Path) -> int:
    count = 0
    temporary = scratch / "report"
    with temporary.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    out.parent.mkdir(parents=True, exist_ok=True)
    temporary.replace(out)
    return count


def _build(ledger: Ledger, options: Options, scratch: Path) -> None:
    """Build the dataset, unless it is there and nothing has changed."""
    ledger.forget_others()
    digest = hashlib.sha256(f"{options.format}\t{__version__}\n".encode())
    for key in ledger.fates():
        digest.update(key.encode("utf-8", "surrogatepass") + b"\n")
    output = Path(options.output).absolute()
    if ledger.built() == (digest.hexdigest(), _size(output)):
        return
    sinks.WRITERS[options.format](ledger, output, scratch)
    ledger.set_built(digest.hexdigest(), _size(output))


def _size(output: Path) -> int:
    """Bytes of a file, or of the Parquet files of a folder; -1 if there is none."""
    if output.is_dir():
        return sum(file.stat().st_size for file in output.glob("*.parquet"))
    return output.stat().st_size if output.exists() else -1
