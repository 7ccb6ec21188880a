"""The cache of compiled patterns: it saves time, and nothing else depends on it."""

from __future__ import annotations

import hashlib
import marshal
import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from planparse import patterns

TEXT = "某市方案\n一、总体要求\n二、主要任务\n（一）加强研发。到2027年，研发投入达到3%。\n"


def extract(folder: Path | str) -> bytes:
    run = subprocess.run(
        [sys.executable, "-m", "planparse", "extract", "-"],
        input=TEXT.encode(), capture_output=True, check=True,
        env={**os.environ, "PLANPARSE_CACHE": str(folder)},
    )  # fmt: skip
    assert run.stderr == b""
    return run.stdout


def test_a_run_leaves_its_patterns_and_the_next_reads_the_same_with_them(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "cache"
    first = extract(folder)
    (file,) = folder.iterdir()
    kept = file.read_bytes()
    assert len(kept) > 10_000
    assert extract(folder) == first == extract("")
    assert file.read_bytes() == kept


@pytest.mark.parametrize("damage", [b"", b"x" * 500, None])
def test_a_damaged_file_counts_as_empty(tmp_path: Path, damage: bytes | None) -> None:
    first = extract(tmp_path)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2] if damage is None else damage)
    assert extract(tmp_path) == first
    assert len(file.read_bytes()) == len(whole)


def test_a_folder_that_refuses_is_let_be(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    assert extract(blocked) == extract("")


def test_only_patterns_are_unpickled(tmp_path: Path) -> None:
    cache = patterns._Cache()
    file = tmp_path / "p"
    payload = marshal.dumps({("a", 0): pickle.dumps(os.getcwd)})
    file.write_bytes(hashlib.sha256(payload).digest() + payload)
    cache.open(file)
    with pytest.raises(pickle.UnpicklingError):
        cache.get(("a", 0))


def test_where_the_cache_lies() -> None:
    assert patterns.cache_folder({"PLANPARSE_CACHE": "/x"}) == Path("/x")
    assert patterns.cache_folder({"XDG_CACHE_HOME": "/c"}) == Path("/c/planparse")
    assert patterns.cache_folder({"HOME": "/h"}) == Path("/h/.cache/planparse")
    assert patterns.cache_folder({}) is None
