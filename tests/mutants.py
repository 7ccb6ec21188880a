"""Mutation check of how numbers are read and nested, by name and never part of the tests.

    pip install mutmut && python tests/mutants.py [--sample N] [--early N] [--seed N]

mutmut changes the functions of ``numbering.py``, ``reading.py`` and ``outline.py`` in some 1,900 ways, one at a time,
and runs the quick tests that touch the place (``tool.mutmut`` in pyproject.toml names them). What the
tests do not notice survives and is listed; ``mutmut show NAME`` prints the change. Data at the top of
a module is not changed. All of them take half an hour of one core or more; ``--sample`` tries N, for
one ``--seed`` (0) always the same.

mutmut loads the program before it puts a mutant in, so it cannot judge functions that run on import:
a sample of N of their mutants (``--early``, 40) is tried here, each in a process of its own.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import random
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MUTANTS = ROOT / "mutants"
CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["mutmut"]
SURVIVED, NO_TESTS = 0, 33


def main() -> int:
    parser = argparse.ArgumentParser(prog="python tests/mutants.py")
    parser.add_argument("--sample", type=int, metavar="N")
    parser.add_argument("--early", type=int, default=40, metavar="N")
    parser.add_argument("--seed", type=int, default=0, metavar="N")
    options = parser.parse_args()
    mutmut("*__mutmut_1")  # makes all of them and tries a few
    early, late = sorted_out(known())
    chosen = sampled(late, options.sample or len(late), options.seed)
    mutmut(*chosen)
    results = {name: code for name, code in known().items() if name in chosen}
    results |= {name: in_own_process(name) for name in sampled(early, options.early, options.seed)}
    alive = sorted(name for name, code in results.items() if code in (SURVIVED, NO_TESTS))
    print(f"{len(results) - len(alive)} of {len(results)} killed; these survived:")
    print("".join(f"  {name}\n" for name in alive))
    return 0


def mutmut(*names: str) -> None:
    """Run mutmut on these mutants; it makes all of them first."""
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", "1", *names]
    subprocess.run(command, cwd=ROOT, check=True)


def known() -> dict[str, int | None]:
    """How the tests ended for each mutant; None if it was not tried."""
    codes: dict[str, int | None] = {}
    for path in CONFIG["source_paths"]:
        codes |= json.loads((MUTANTS / f"{path}.meta").read_text("utf-8"))["exit_code_by_key"]
    return codes


def sorted_out(names: Iterable[str]) -> tuple[list[str], list[str]]:
    """Mutants of functions that run on import, and the others."""
    early = {name for path in CONFIG["source_paths"] for name in run_on_import(path)}
    alone = sorted(name for name in names if name.rpartition("__mutmut_")[0] in early)
    return alone, sorted(set(names) - set(alone))


def sampled(names: Sequence[str], count: int, seed: int) -> list[str]:
    return sorted(random.Random(seed).sample(names, min(count, len(names))))


def in_own_process(name: str) -> int:
    """How the tests end in a process that has this mutant from the beginning."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider"]
    world = {**os.environ, "MUTANT_UNDER_TEST": name, "PYTHONPATH": str(MUTANTS)}
    done = subprocess.run(
        [*command, *CONFIG["pytest_add_cli_args_test_selection"]],
        cwd=MUTANTS, env=world, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    return done.returncode


def run_on_import(path: str) -> Iterator[str]:
    """Functions called while a module is loaded, and what makes the objects of its tables.

    They are named as mutmut does: x_name and, for methods, xǁClassǁname.
    """
    module = path.removesuffix(".py").replace("/", ".")
    for part in ast.parse((ROOT / path).read_text("utf-8")).body:
        if isinstance(part, ast.ClassDef):
            yield f"{module}.xǁ{part.name}ǁ__post_init__"
        elif not isinstance(part, ast.FunctionDef):
            calls = (node.func for node in ast.walk(part) if isinstance(node, ast.Call))
            yield from (f"{module}.x_{call.id}" for call in calls if isinstance(call, ast.Name))


if __name__ == "__main__":
    sys.exit(main())
