"""The progress line of a batch: on stderr, and only where that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ..messages import say

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

    from .driver import Progress, Summary


@contextmanager
def shown_progress(quiet: bool = False) -> Iterator[Progress]:
    """A callback for :func:`planparse.batch.run` that draws rate, remaining time and failures."""
    if quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    bar = _bar()
    task = bar.add_task("", total=None, rate="", failed="")

    def show(summary: Summary) -> None:
        elapsed = bar.tasks[0].elapsed or 0.001
        bar.update(
            task, total=summary.total, completed=summary.finished,
            rate=say("{rate:.0f} files/s", rate=summary.finished / elapsed),
            failed=say("{count} failed", count=summary.failed) if summary.failed else "",
        )  # fmt: skip

    with bar:
        yield show


def _bar() -> Bar:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.progress import TimeRemainingColumn as Remaining

    from ..render import console

    return Progress(
        MofNCompleteColumn(), BarColumn(), TextColumn("{task.fields[rate]}"), Remaining(),
        TextColumn("[red]{task.fields[failed]}"), console=console(stderr=True), transient=True,
    )  # fmt: skip
