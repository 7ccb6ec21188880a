"""The shape of the project: who imports whom, public names, published schema."""

from __future__ import annotations

import ast
import dataclasses
import json
import subprocess
import sys
from pathlib import Path

from make_schemas import SCHEMAS, plan_schema

import planparse
from planparse import model, tree
from planparse.pipeline import parse_source, read_path_as, tree_of

PACKAGE = Path(planparse.__file__).parent
ORDER = [
    "memory", "language", "messages", "errors", "patterns", "span", "numerals", "script", "table_words", "lexicon", "tree",
    "diagnostics", "numbering", "inline", "read.source",
    "read.encoding", "read.margins", "read.cells", "read.laying", "read.drawn", "read.columns", "read.stack", "read.stacked", "read.tagged", "read.markdown", "read.text", "read.labels", "read.looks", "read.formats", "read.package",
    "read.docx.properties", "read.docx.numbering", "read.docx.boxes", "read.docx.pieces", "read.docx.styles",
    "read.docx.signs", "read.docx.tables", "read.docx.headings", "read.docx.layer", "read.docx.runs", "read.docx.story",
    "read.docx.document", "read.docx", "read.office",
    "read.pdf.glyphs", "read.pdf.rules", "read.pdf.grids", "read.pdf.library", "read.pdf.rows", "read.pdf.columns", "read.pdf.page", "read.pdf.lines", "read.pdf.reading", "read.pdf.tables",
    "read.pdf.margins", "read.pdf.notes", "read.pdf.paragraphs", "read.pdf.faces", "read.pdf.layer", "read.pdf", "read.ofd",
    "read.html.tags", "read.html.page", "read.html.lists", "read.html.items", "read.html.wraps", "read.html.charset", "read.html.nesting", "read.html.styles",
    "read.html.regions", "read.html.walk", "read.html.article", "read.html.index", "read.html.furniture",
    "read.html.metadata", "read.html.hints", "read.html", "read.mht", "read",
    "clean.edges", "clean.paragraph", "clean.foreign", "clean.lines", "clean.pages", "clean.glued", "clean.measures", "clean.mend", "clean.torn",
    "clean.wraps", "clean.joining", "clean",
    "extract.agencies", "extract.metadata.spacing", "extract.metadata.dates", "extract.metadata.numbers",
    "extract.metadata.notes", "extract.metadata.speech", "extract.metadata.issuers", "extract.metadata.addressees",
    "extract.metadata.genre", "extract.metadata.period", "extract.metadata.region", "extract.metadata.furniture",
    "extract.metadata.titles", "extract.metadata.stated", "extract.metadata.document", "extract.metadata", "marks",
    "scan.line", "scan.unbroken", "scan.cuts", "scan.contents", "scan.parts", "scan.links", "scan.attachments", "scan.candidates",
    "scan.trust", "scan.tables", "scan.titles", "scan.leads", "scan.headings", "scan.documents", "scan.plain", "scan",
    "reading", "outline", "roles", "nature", "announced", "classify", "division", "extract",
    "assemble", "about", "link", "model", "pipeline",
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


def test_the_tree_has_the_fields_of_the_model() -> None:
    names = [
        n
        for n, c in vars(tree).items()
        if dataclasses.is_dataclass(c) and n not in ("Span", "Lines", "Evidence")
    ]
    assert len(names) == 12
    for name in names:
        cls = getattr(tree, name)
        full = getattr(model, "Plan" if name == "Tree" else name).model_fields
        assert list(tree.published(cls)) == list(full)
        defaults = {field.name: field.default for field in dataclasses.fields(cls)}
        if "told" in defaults:
            defaults |= defaults.pop("told")._asdict()
        for field, default in defaults.items():
            if default is not dataclasses.MISSING:
                assert default == full[field].default, (name, field)


def test_the_data_of_a_tree_is_the_data_of_its_plan(samples: Path) -> None:
    source = read_path_as(samples / "action-plan.txt")
    data = tree.plain(tree_of(source))
    assert data == parse_source(source).model_dump(mode="json")
    assert json.loads(json.dumps(data)) == data


def test_extract_imports_no_pydantic() -> None:
    code = (
        "import sys; from planparse.cli import group;"
        "group(['extract', '-'], standalone_mode=False);"
        "assert not {'pydantic', 'rich'} & set(sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], input="一、总体要求\n".encode(), capture_output=True
    )
    assert (run.returncode, run.stderr) == (0, b"")
    assert "总体要求" in run.stdout.decode()
