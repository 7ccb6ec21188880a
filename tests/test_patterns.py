"""The cache of compiled patterns: it saves time, and nothing else depends on it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import regex

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


@pytest.mark.parametrize("flags", [0, int(regex.I), int(regex.X)])
def test_a_pattern_rebuilt_is_the_pattern(tmp_path: Path, flags: int) -> None:
    text = r"第 (?P<n>[一二三\d]{1,3})章 | (?P<other>附 [件录])"
    cache = patterns._Cache()
    cache.open(tmp_path / "p")
    made = cache.get((text, flags))
    cache.save()
    again = patterns._Cache()
    again.open(tmp_path / "p")
    assert list(again.known) == [(text, flags)]
    rebuilt = again.get((text, flags))
    assert not again.grown
    assert (rebuilt.pattern, rebuilt.flags, rebuilt.groupindex) == (
        made.pattern,
        made.flags,
        made.groupindex,
    )
    for example in ("第 二章 ", "第二章", "附件", " 附 件", "第 十章 "):
        one, two = made.search(example), rebuilt.search(example)
        assert (one and one.span("n")) == (two and two.span("n"))


def test_where_the_cache_lies() -> None:
    assert patterns.cache_folder({"PLANPARSE_CACHE": "/x"}) == Path("/x")
    assert patterns.cache_folder({"XDG_CACHE_HOME": "/c"}) == Path("/c/planparse")
    assert patterns.cache_folder({"HOME": "/h"}) == Path("/h/.cache/planparse")
    assert patterns.cache_folder({}) is None
