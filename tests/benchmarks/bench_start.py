"""How long a command takes that has little to do, beside ``python -c pass``; runs take turns."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks import common
from benchmarks.common import Options, Table

COMMANDS = (["--version"], ["extract"], ["extract", "-f", "json"], ["outline"])
COUNT = """
import runpy, sys
sys.argv = {arguments!r}
try:
    runpy.run_module("planparse", run_name="__main__")
except SystemExit:
    pass
sys.stderr.write(f"modules {{len(sys.modules)}}")
"""


def tables(options: Options) -> Iterator[Table]:
    """Median milliseconds, multiples of the bare interpreter, modules imported."""
    text = (common.SAMPLES / "report-longform.txt").read_bytes()[:10_000].decode("utf-8", "ignore")
    with common.written(text, "plan.txt") as path:
        commands: dict[str, list[str] | None] = {"python -c pass": None}
        for words in COMMANDS:
            file = [] if words[0].startswith("-") else [str(path)]
            commands[f"planparse {' '.join(words)}" + (", 10 kB" if file else "")] = [*words, *file]
        times: dict[str, list[float]] = {name: [] for name in commands}
        for turn in range(options.starts + 1):
            for name, arguments in commands.items():
                took = _run(arguments)
                if turn:  # the first may have to write byte code
                    times[name].append(took)
        middle = {name: statistics.median(found) for name, found in times.items()}
        base = middle["python -c pass"]
        table = Table(
            f"Start-up, median of {options.starts} runs taking turns",
            ("command", "ms", "× python -c pass", "modules"),
        )
        for name, arguments in commands.items():
            modules = _modules(arguments)
            table.rows.append(
                [name, f"{middle[name] * 1e3:.0f}", f"{middle[name] / base:.1f}", str(modules)]
            )
        yield table


def _run(arguments: list[str] | None) -> float:
    """Seconds by the clock of one command."""
    rest = ["-c", "pass"] if arguments is None else ["-m", "planparse", *arguments]
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, *rest],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=common.ROOT,
        env=_usual(),
    )
    return time.perf_counter() - began


def _usual() -> dict[str, str]:
    """The environment of an installed program, which finds the byte code of its last run."""
    return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


def _modules(arguments: list[str] | None) -> int:
    """How many modules are loaded when the command ends."""
    code = COUNT.format(arguments=["planparse", *arguments]) if arguments else (
        "import sys; sys.stderr.write(f'modules {len(sys.modules)}')")  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True,
        encoding="utf-8", cwd=Path(common.ROOT),
    )  # fmt: skip
    return int(done.stderr.split()[-1])
