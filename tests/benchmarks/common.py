"""What the benchmarks share: the text they read, clocks, child processes, tables.

Times of work inside a process are processor seconds, so that other work on the machine counts
little; times of whole commands are by the wall clock.
"""

from __future__ import annotations

import gc
import json
import os
import platform
import statistics
import subprocess
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SAMPLES = ROOT / "samples"
MIXED = ("report-longform", "action-plan", "work-report", "opinion", "plan-145-guihua")
"""The samples that large texts are made of."""


@dataclass(frozen=True)
class Options:
    """What the command line can change; the tests use very small ones."""

    megabytes: float = 1.0
    sizes: tuple[float, ...] = (1, 2, 5, 10)
    runs: int = 3
    starts: int = 21
    nodes: tuple[int, ...] = (1_000, 5_000)
    tools: tuple[str, ...] = ()
    shapes: tuple[str, ...] = ()
    gold: Path | None = None


@dataclass(frozen=True)
class Table:
    """One table of figures, and what has to be said with it."""

    title: str
    columns: Sequence[str]
    rows: list[Sequence[str]] = field(default_factory=list)
    notes: Sequence[str] = ()

    def text(self) -> str:
        """For the terminal."""
        cells = [self.columns, *self.rows]
        widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
        lines = [f"\n{self.title}"]
        lines += [
            "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
            for row in cells
        ]  # fmt: skip
        return "\n".join([*lines, *(f"  {note}" for note in self.notes)])

    def markdown(self) -> str:
        """For the README."""
        rows = [self.columns, ["---", *["---:"] * (len(self.columns) - 1)], *self.rows]
        lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
        return "\n".join([f"\n**{self.title}**\n", *lines, *(f"\n{note}" for note in self.notes)])


def _width(text: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(char) in "WF") for char in text)


def machine() -> str:
    """Date, interpreter, processor and load: what a figure has to be read with."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "?"
    return (
        f"{date.today()}, {platform.python_implementation()} {platform.python_version()}, "
        f"{platform.system()} {platform.machine()}, {cores} cores, load {load} at the start"
    )


def text_of(megabytes: float) -> str:
    """So many megabytes (UTF-8) of samples, no two copies of a sample alike."""
    once = "".join((SAMPLES / f"{name}.txt").read_text("utf-8") for name in MIXED)
    wanted = max(1, round(megabytes * 1e6 / len(once.encode())))
    return once + "".join(_copy(once, number) for number in range(2, wanted + 1))


def _copy(text: str, number: int) -> str:
    """The text with its first comma or full stop of each line after the copy's number in brackets."""
    out = []
    for line in text.split("\n"):
        places = [place for mark in "，。" if (place := line.find(mark)) > 0]
        place = min(places, default=-1)
        out.append(f"{line[:place]}（第{number}批）{line[place:]}" if place > 0 else line)
    return "\n".join(out)


def size_of(text: str) -> float:
    """Megabytes of a text in UTF-8."""
    return len(text.encode()) / 1e6


def cpu(work: Callable[[], Any]) -> tuple[float, Any]:
    """Processor seconds of one run, and what it returned."""
    gc.collect()
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def median(work: Callable[[], Any], runs: int) -> tuple[float, Any]:
    """Median processor seconds of a few runs, and what the last one returned."""
    found = [cpu(work) for _ in range(runs)]
    return statistics.median(seconds for seconds, _ in found), found[-1][1]


class NoFiguresError(Exception):
    """A child process gave no figures; the message says why, in a line."""


def child(command: Iterable[str | Path], timeout: float = 600, **environ: str) -> Any:
    """What a program prints in its last line, as JSON.

    Raises:
        NoFiguresError: it ran too long, or ended without printing that.
    """
    path = os.pathsep.join([str(ROOT), str(HERE.parent)])
    try:
        done = subprocess.run(
            [*map(str, command)], timeout=timeout, text=True, encoding="utf-8", check=False,
            capture_output=True, env={**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": path, **environ},
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise NoFiguresError(f"longer than {timeout:.0f} s") from error
    except OSError as error:
        raise NoFiguresError(str(error)) from error
    if done.returncode or not done.stdout.strip():
        last = (done.stderr.strip() or f"exit {done.returncode}").splitlines()[-1]
        raise NoFiguresError(last[:200])
    return json.loads(done.stdout.strip().splitlines()[-1])


@contextmanager
def written(text: str, name: str = "text.txt") -> Iterator[Path]:
    """The text as a UTF-8 file that goes away again."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(text.encode())
        yield path
