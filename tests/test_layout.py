"""The shape of the project: who imports whom, public names, published schema."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

from make_schemas import SCHEMAS, plan_schema

import planparse

PACKAGE = Path(planparse.__file__).parent
ORDER = [
    "errors", "patterns", "span", "numerals", "script", "lexicon", "model", "numbering", "inline", "read", "clean",
    "extract.agencies", "extract.metadata", "marks", "scan", "outline", "classify", "extract",
    "assemble", "link", "pipeline",
]  # fmt: skip
"""The one way through the program: a module imports only what stands before it."""


def imports(path: Path) -> set[str]:
    """The planparse modules that a file imports at any level, dotted from the package."""
    package = path.relative_to(PACKAGE).with_suffix("").parts[:-1]
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = package[: len(package) - node.level + 1]
            found.add(".".join([*base, *(node.module.split(".") if node.module else [])]))
    return found


def rank(module: str) -> int | None:
    while module:
        if module in ORDER:
            return ORDER.index(module)
        module = module.rpartition(".")[0]
    return None


def test_imports_point_backwards() -> None:
    wrong = []
    for path in PACKAGE.rglob("*.py"):
        name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        own = rank(name)
        if own is None:
            continue
        for target in imports(path):
            other = rank(target)
            if other is not None and other > own:
                wrong.append((name, target))
    allowed = {("pipeline", "export")}
    assert not set(wrong) - allowed


def test_only_the_command_layer_imports_click() -> None:
    for path in PACKAGE.rglob("*.py"):
        if "cli" not in path.parts:
            assert "import click" not in path.read_text("utf-8"), path


def test_public_names() -> None:
    for name in planparse.__all__:
        assert getattr(planparse, name) is not None
    assert planparse.__all__ == sorted(planparse.__all__)


def test_schema_is_the_models() -> None:
    assert (SCHEMAS / "plan-1.0.schema.json").read_text("utf-8") == plan_schema()


def test_import_is_light() -> None:
    code = (
        "import sys, planparse; print(any(m in sys.modules for m in ('pydantic', 'rich', 'yaml')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
