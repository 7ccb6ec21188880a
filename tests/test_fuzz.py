"""A few turns of every fuzz target, and every input that ever failed (tests/fuzz/kept)."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

pytest.importorskip("selectolax")
pytest.importorskip("pypdfium2")

from fuzz.loop import replay, shortened
from fuzz.promises import Tally
from fuzz.targets import TARGETS

KEPT = sorted((Path(__file__).resolve().parent / "fuzz" / "kept").iterdir())
FEW = {"docx": 120, "ofd": 120, "load": 120, "diff": 6}
ALWAYS_READ = {"text", "markdown", "html", "diff", "lint"}
"""Targets whose inputs are, nearly or entirely, never refused."""


@pytest.mark.parametrize("name", TARGETS)
def test_promises_hold_of_damaged_inputs(name: str) -> None:
    target, tally = TARGETS[name], Tally()
    count = FEW.get(name, 25)
    inputs = [target.make(random.Random(f"{name}/test/{n}")) for n in range(count)]
    read = sum(target.check(data, tally) for data in inputs)
    assert count / 10 < read <= count
    assert name in ALWAYS_READ or read < count
    assert tally


@pytest.mark.parametrize("path", KEPT, ids=[path.name for path in KEPT])
def test_what_failed_once(path: Path) -> None:
    replay(path)


def test_a_failing_input_is_shortened() -> None:
    assert (
        shortened(b"abcdefgh-x-ijklmnop" * 3, lambda data: b"x" in data and b"p" in data) == b"xp"
    )
