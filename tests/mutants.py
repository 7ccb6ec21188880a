"""Mutation check of how numbers are read and nested, by name and never part of the tests.

    pip install mutmut && python tests/mutants.py [--early N] [--resume]

mutmut changes the functions of ``numbering.py`` and ``outline.py`` in some 1,700 ways, one at a time,
and runs the quick tests that touch the place (``tool.mutmut`` in pyproject.toml names them). What the
tests do not notice survives and is listed; ``mutmut show NAME`` prints the change. Data at the top of
a module is not changed. It takes about half an hour of one core.

mutmut loads the program before it puts a mutant in, so it cannot judge functions that run on import:
a sample of N of their mutants (60) is tried here, each in a process of its own.
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
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MUTANTS = ROOT / "mutants"
CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["mutmut"]
SURVIVED, NO_TESTS = 0, 33


def main() -> int:
    parser = argparse.ArgumentParser(prog="python tests/mutants.py")
    parser.add_argument("--early", type=int, default=60, metavar="N")
    parser.add_argument("--resume", action="store_true", help="only try and list; mutmut has run")
    options = parser.parse_args()
    sources = {path: ast.parse((ROOT / path).read_text("utf-8")) for path in CONFIG["source_paths"]}
    early = {
        mangled(path, name) for path, module in sources.items() for name in run_on_import(module)
    }
    if not options.resume:
        late = {
            mangled(path, name) for path, module in sources.items() for name in functions(module)
        } - early
        command = [sys.executable, "-m", "mutmut", "run", "--max-children", "1"]
        subprocess.run(
            [*command, *(f"{name}__mutmut_*" for name in sorted(late))], cwd=ROOT, check=True
        )
    results = {path: tried(path, early, options.early) for path in sources}
    for path, codes in results.items():
        alive = [name for name, code in codes.items() if code in (SURVIVED, NO_TESTS)]
        print(f"{path}: {len(codes) - len(alive)} of {len(codes)} killed; these survived:")
        print("".join(f"  {name}\n" for name in alive))
    return 0


def tried(path: str, early: set[str], sample: int) -> dict[str, int]:
    """How the tests ended for each mutant of a module that was tried."""
    codes: dict[str, int | None] = json.loads((MUTANTS / f"{path}.meta").read_text("utf-8"))[
        "exit_code_by_key"
    ]
    alone = sorted(name for name in codes if name.rpartition("__mutmut_")[0] in early)
    done = {name: code for name, code in codes.items() if code is not None and name not in alone}
    chosen = random.Random(0).sample(alone, min(sample, len(alone)))
    return done | {name: in_own_process(name) for name in sorted(chosen)}


def in_own_process(name: str) -> int:
    """How the tests end in a process that has this mutant from the beginning."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider"]
    world = {**os.environ, "MUTANT_UNDER_TEST": name, "PYTHONPATH": str(MUTANTS)}
    done = subprocess.run(
        [*command, *CONFIG["pytest_add_cli_args_test_selection"]],
        cwd=MUTANTS, env=world, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    return done.returncode


def functions(module: ast.Module) -> Iterator[str]:
    """The functions of a module as mutmut names them: x_name, xǁClassǁname."""
    for part in module.body:
        if isinstance(part, ast.FunctionDef):
            yield f"x_{part.name}"
        elif isinstance(part, ast.ClassDef):
            yield from (
                f"xǁ{part.name}ǁ{m.name}" for m in part.body if isinstance(m, ast.FunctionDef)
            )


def run_on_import(module: ast.Module) -> Iterator[str]:
    """Functions that are called while the module is loaded, and what makes the objects of its tables."""
    for part in module.body:
        if not isinstance(part, ast.FunctionDef | ast.ClassDef):
            calls = (node.func for node in ast.walk(part) if isinstance(node, ast.Call))
            yield from (f"x_{call.id}" for call in calls if isinstance(call, ast.Name))
    yield from (name for name in functions(module) if name.endswith("ǁ__post_init__"))


def mangled(path: str, name: str) -> str:
    """A function's name with its module's before it."""
    return f"{path.removesuffix('.py').replace('/', '.')}.{name}"


if __name__ == "__main__":
    sys.exit(main())
