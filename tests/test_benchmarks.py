"""The score that the benchmarks use, on cases made by hand; and every benchmark on a tiny input."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks import common, scoring, shapes
from benchmarks.scoring import Score, Truth, score

BENCHMARKS = Path(__file__).resolve().parent / "benchmarks"
NAMES = ("parse", "start", "export", "memory", "scaling", "marks", "diff", "dirt", "peers")
TINY = common.Options(
    megabytes=0.01, sizes=(0.01, 0.02), runs=1, starts=1, nodes=(100,), tools=("planparse",),
    shapes=("restarts", "（"), gold=None,
)  # fmt: skip
THREE = Truth(((2, 1), (3, 2), (5, 1)))


@pytest.mark.parametrize(
    ("truth", "found", "expected"),
    [
        pytest.param(THREE, [(2, 1), (3, 2), (5, 1)], Score(3, 3, 0, 0), id="all right"),
        pytest.param(THREE, [(2, 3), (3, 7), (5, 2)], Score(3, 3, 0, 0), id="depths may differ"),
        pytest.param(THREE, [], Score(3, 0, 0, 0), id="nothing found"),
        pytest.param(THREE, [(2, 1), (3, 1), (5, 1)], Score(3, 3, 0, 1), id="a child at the top"),
        pytest.param(THREE, [(2, 1), (3, 2), (5, 2)], Score(3, 3, 0, 1), id="a sibling too deep"),
        pytest.param(
            THREE, [(2, 1), (3, 2), (4, 1), (5, 2)], Score(3, 3, 1, 1), id="under a spurious one"
        ),
        pytest.param(THREE, [(3, 1), (5, 1)], Score(3, 2, 0, 1), id="the true parent is missed"),
        pytest.param(
            Truth(((2, 1),), frozenset({1})), [(1, 1), (2, 2)], Score(1, 1, 0, 0), id="under a title"
        ),
        pytest.param(
            Truth(((1, 1),), frozenset({1})), [(1, 1)], Score(1, 1, 0, 0), id="a title line that also heads"
        ),
        pytest.param(
            Truth(((2, 1), (2, 2)), frozenset()), [(2, 1)], Score(2, 1, 0, 0), id="two on a line"
        ),
        pytest.param(
            Truth(((2, 1),), frozenset(), 4), [(2, 1), (9, 1)], Score(1, 1, 0, 0), id="past the range"
        ),
    ],
)  # fmt: skip
def test_score(truth: Truth, found: list[tuple[int, int]], expected: Score) -> None:
    assert score(truth, found) == expected


def test_f1_counts_what_is_missed_and_what_is_spurious() -> None:
    total = score(THREE, [(2, 1), (4, 1)]) + score(THREE, [(2, 1), (3, 1), (5, 1)])
    assert total == Score(6, 4, 1, 1)
    assert total.missed == 2
    assert total.f1 == pytest.approx(8 / 11)
    assert total.tree_f1 == pytest.approx(6 / 11)
    assert Score().tree_f1 == 1


def test_gold_files_are_read(tmp_path: Path) -> None:
    rows = [
        {"range": [1, 8]},
        {"line": 1, "label": None, "depth": 0, "title": "某县方案", "kind": "title", "end_line": 2},
        {"line": 3, "label": None, "depth": 1, "title": "为推进", "kind": "preamble"},
        {"line": 4, "label": "一、", "depth": 1, "title": "任务", "kind": "task"},
        {"line": 5, "label": "（一）", "depth": 2, "title": "修路", "kind": "task"},
        {
            "line": 5,
            "label": "一是",
            "depth": 3,
            "title": "勘测",
            "kind": "measure",
            "inline": True,
        },
        {"line": 6, "label": None, "depth": 2, "title": "另", "kind": "text", "optional": True},
    ]
    (tmp_path / "a.txt").write_text("某县\n方案\n", "utf-8")
    (tmp_path / "b.txt").write_text("dump\n", "utf-8")
    (tmp_path / "b.docx").write_bytes(b"")
    for name in "ab":
        lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        (tmp_path / f"{name}.gold.jsonl").write_text(lines, "utf-8")
    [document] = scoring.gold(tmp_path)
    assert document.name == "a"
    assert document.truth == Truth(((4, 1), (5, 2)), frozenset({1, 2, 6}), 8)


def test_samples_have_headings_on_their_lines() -> None:
    documents = list(scoring.samples())
    assert len(documents) >= 8
    assert sum(len(document.truth.headings) for document in documents) >= 300
    for document in documents:
        lines = document.text.split("\n")
        assert all(lines[line - 1].strip() for line, _ in document.truth.headings)


@pytest.mark.parametrize("name", [*shapes.SHAPES, "（"])
def test_shapes_have_the_size_asked_for(name: str) -> None:
    text = {**shapes.SHAPES, **shapes.MARKS}[name](100_000)
    assert 0.5 <= common.size_of(text) * 10 <= 1.5


def test_no_two_copies_of_a_sample_are_alike() -> None:
    lines = [line for line in common.text_of(0.1).split("\n") if "，" in line[1:]]
    assert len(lines) == len(set(lines))


@pytest.mark.parametrize("name", NAMES)
def test_benchmark_runs(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = importlib.import_module(f"benchmarks.bench_{name}")
    for constant, count in (("MODES", 1), ("COMMANDS", 2)):
        if hasattr(bench, constant):
            few = getattr(bench, constant)[:count]
            monkeypatch.setattr(bench, constant, few)
    [table] = bench.tables(TINY)
    assert table.rows
    assert all(len(row) == len(table.columns) for row in table.rows)
    assert not any("cannot run" in note for note in table.notes)
    assert table.markdown().count("\n| ") == len(table.rows) + 2
    assert table.rows[0][0] in table.text()


def test_the_command_lists_every_benchmark() -> None:
    done = subprocess.run(
        [sys.executable, str(BENCHMARKS), "--help"], check=True, capture_output=True, text=True,
        encoding="utf-8",
    )  # fmt: skip
    for path in BENCHMARKS.glob("bench_*.py"):
        assert path.stem.removeprefix("bench_") in done.stdout, path
