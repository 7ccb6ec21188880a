"""``planparse batch``: many files to a folder of trees or to one dataset."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from ..messages import say
from .bilingual import FILE, command, option, report

if TYPE_CHECKING:
    from ..batch import Options, Summary

_FORMATS = ("yaml", "json", "jsonl", "duckdb", "parquet")


@command("batch")
@click.argument("inputs", type=FILE, nargs=-1, required=True, metavar="IN…")
@option(
    "-o",
    "--output",
    required=True,
    type=click.Path(),
    metavar="OUT",
    help="Folder for yaml, json and parquet; file for jsonl and duckdb.",
)
@option(
    "--to",
    type=click.Choice(_FORMATS),
    help="By default what the suffix of OUT says (.jsonl .duckdb .parquet), or yaml.",
)
@option(
    "-j",
    "--jobs",
    metavar="N",
    type=click.IntRange(min=1),
    help="Processes; by default one a core.",
)
@option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=120.0,
    show_default=True,
    metavar="SECONDS",
    help="Longest time for one file.",
)
@option(
    "--resume/--no-resume",
    default=True,
    show_default=True,
    help="Skip files that an earlier run into OUT has done and that have not changed.",
)
@option("--scheduler", metavar="ADDRESS", help="Work on this Dask cluster.")
@option("--keep-suffix", is_flag=True, help="Write plan.docx to plan.docx.yaml.")
@option(
    "--script",
    type=click.Choice(["source", "simplified"]),
    default="source",
    show_default=True,
    help="Script of titles and texts.",
)
@option("--original", is_flag=True, help="docx: the text before its tracked changes.")
@option("-q", "--quiet", is_flag=True, help="Neither progress nor a last line.")
def batch_command(
    inputs: tuple[str, ...], output: str, to: str | None, jobs: int | None, timeout: float,
    resume: bool, scheduler: str | None, keep_suffix: bool, script: str, original: bool,
    quiet: bool,
) -> None:  # fmt: skip
    """Read every document of IN… (folders, files, patterns; - is a list of paths on stdin).

    A file that fails ends nothing: it is reported in errors.jsonl (in the folder OUT, or beside
    the file as OUT.errors.jsonl), and the exit code is 1. Files with the same content are read
    once; the others are in duplicates.jsonl. Run the same command again after any interruption.

    \b
    planparse batch plans -o trees
    planparse batch plans 'news/**/*.html' -o plans.jsonl
    find . -name '*.pdf' | planparse batch - -o plans.duckdb
    """
    from ..batch import Options

    options = Options(
        output, to, jobs or 0, timeout, resume, script, original, keep_suffix, scheduler
    )
    summary = _run(inputs, options, quiet)
    if summary.failed:
        sys.exit(1)


def _run(inputs: tuple[str, ...], options: Options, quiet: bool) -> Summary:
    from ..batch import Summary, run
    from ..batch.progress import shown_progress

    so_far = Summary()
    with shown_progress(quiet) as show:

        def progress(summary: Summary) -> None:
            nonlocal so_far
            so_far = summary
            show(summary)

        listing = _stdin_lines() if "-" in inputs else ()
        try:
            so_far = run(inputs, options, listing=listing, progress=progress)
        except KeyboardInterrupt:
            interrupted = say(
                "interrupted: {done} of {total} files done; run the same command to go on",
                done=so_far.finished, total=so_far.total,
            )  # fmt: skip
            _tell(interrupted, quiet)
            sys.exit(130)
    _tell(_last_line(so_far, options), quiet)
    return so_far


def _stdin_lines() -> Iterator[str]:
    stream: Iterable[bytes] = sys.stdin.buffer
    return (os.fsdecode(line) for line in stream)


def _tell(line: str, quiet: bool) -> None:
    if not quiet:
        report("planparse batch", line)


def _last_line(summary: Summary, options: Options) -> str:
    parts = [say("{count} written", count=summary.written)]
    if summary.unchanged:
        parts.append(say("{count} unchanged", count=summary.unchanged))
    if summary.duplicates:
        parts.append(say("{count} duplicates", count=summary.duplicates))
    if summary.failed:
        where = options.report("errors")
        parts.append(say("{count} failed (see {path})", count=summary.failed, path=where))
    rate = summary.finished / summary.seconds if summary.seconds else 0
    return say(
        "{parts}; {seconds:.1f} s, {rate:.0f} files/s",
        parts=say(", ").join(parts), seconds=summary.seconds, rate=rate,
    )  # fmt: skip
