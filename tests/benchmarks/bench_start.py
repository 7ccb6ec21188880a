"""How long a command takes that has little to do, beside ``python -c pass``; runs take turns.

The command line keeps compiled patterns from one run to the next, as Python keeps byte code; one row
shows a run that finds none.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import common
from benchmarks.common import Options, Table

FILE = "10 kB"
"""Stands for the file in the arguments of a command."""
COUNT = "\nimport sys; sys.stderr.write(f'modules {len(sys.modules)}')"
RUN = """
import runpy, sys
sys.argv = {arguments!r}
try:
    runpy.run_module("planparse", run_name="__main__")
except SystemExit:
    pass
"""


@dataclass(frozen=True)
class Command:
    """Arguments of ``planparse``, or none for the bare interpreter."""

    name: str
    arguments: tuple[str, ...] = ()
    environ: dict[str, str] = field(default_factory=dict)


COMMANDS = (
    Command("python -c pass"),
    Command("planparse --version", ("--version",)),
    Command("planparse extract, 10 kB", ("extract", FILE)),
    Command("planparse extract -f json, 10 kB", ("extract", "-f", "json", FILE)),
    Command("planparse outline, 10 kB", ("outline", FILE)),
    Command("planparse extract, 10 kB, no patterns kept", ("extract", FILE), {"PLANPARSE_CACHE": ""}),
)  # fmt: skip


def tables(options: Options) -> Iterator[Table]:
    """Median milliseconds, multiples of the bare interpreter, modules imported."""
    text = (common.SAMPLES / "report-longform.txt").read_bytes()[:10_000].decode("utf-8", "ignore")
    table = Table(
        f"Start-up, median of {options.starts} runs taking turns",
        ("command", "ms", "× python -c pass", "modules"),
    )
    with common.written(text, "plan.txt") as path:
        times: dict[str, list[float]] = {command.name: [] for command in COMMANDS}
        for turn in range(options.starts + 1):
            for command in COMMANDS:
                took = _seconds(command, path)
                if turn:  # the first may have to write byte code and patterns
                    times[command.name].append(took)
        base = statistics.median(times[COMMANDS[0].name])
        for command in COMMANDS:
            middle = statistics.median(times[command.name])
            cells = [f"{middle * 1e3:.0f}", f"{middle / base:.1f}", str(_modules(command, path))]
            table.rows.append([command.name, *cells])
    yield table


def _seconds(command: Command, path: Path) -> float:
    """Seconds by the clock."""
    arguments = _arguments(command, path)
    rest = ["-m", "planparse", *arguments] if arguments else ["-c", "pass"]
    began = time.perf_counter()
    subprocess.run([sys.executable, *rest], check=True, stdout=subprocess.DEVNULL,
                   cwd=common.ROOT, env=_environ(command))  # fmt: skip
    return time.perf_counter() - began


def _modules(command: Command, path: Path) -> int:
    """How many modules are loaded when the command ends."""
    arguments = _arguments(command, path)
    code = RUN.format(arguments=["planparse", *arguments]) if arguments else ""
    done = subprocess.run(
        [sys.executable, "-c", code + COUNT], check=True, stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL, text=True, encoding="utf-8", cwd=common.ROOT, env=_environ(command),
    )  # fmt: skip
    return int(done.stderr.split()[-1])


def _arguments(command: Command, path: Path) -> list[str]:
    return [str(path) if argument == FILE else argument for argument in command.arguments]


def _environ(command: Command) -> dict[str, str]:
    """The environment of an installed program, which finds the byte code of its last run."""
    usual = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return {**usual, **command.environ}
