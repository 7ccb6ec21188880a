"""The one way the benchmark talks to a tool: run by the tool's own Python, standard library only.

    python with_TOOL.py READING [--time FILE --runs N] FILE…

prints one line of JSON: the tool's version, for each FILE its headings as [line, depth], and the median
processor seconds of reading the text of --time, after a first run that does not count.
"""

from __future__ import annotations

import argparse
import gc
import json
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

Heading = tuple[int, int]
"""A line, from 1, and a depth."""


@dataclass(frozen=True)
class Reading:
    """A configuration of the tool: the call that is timed, and its answer as headings."""

    work: Callable[[str], Any]
    headings: Callable[[str, Any], Iterable[Heading]]


def starts(text: str, pieces: Iterable[str]) -> Iterator[tuple[int, bool]]:
    """For each piece of the text, in order: its line, and whether it begins there."""
    at, line = 0, 1
    for piece in pieces:
        found = text.find(piece.strip(), at) if piece.strip() else -1
        if found < 0:
            yield line, False
            continue
        line += text.count("\n", at, found)
        yield line, not text[text.rfind("\n", 0, found) + 1 : found].strip()
        at = found


def flat(text: str, pieces: Iterable[str]) -> Iterator[Heading]:
    """Pieces as headings of one level: those that begin a line, each line once."""
    last = 0
    for line, begins in starts(text, pieces):
        if begins and line > last:
            yield line, 1
            last = line


def main(package: str, readings: dict[str, Reading]) -> None:
    """Do what the command line asks and print the answer."""
    parser = argparse.ArgumentParser()
    parser.add_argument("reading", choices=readings)
    parser.add_argument("--time", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("files", type=Path, nargs="*")
    asked = parser.parse_args()
    reading = readings[asked.reading]
    texts = [path.read_bytes().decode() for path in asked.files]
    answer = {
        "version": version(package),
        "headings": [list(reading.headings(text, reading.work(text))) for text in texts],
        "seconds": clock(reading.work, asked.time.read_bytes().decode(), asked.runs) if asked.time else None,
    }  # fmt: skip
    print(json.dumps(answer))


def clock(work: Callable[[str], Any], text: str, runs: int) -> float:
    """Median processor seconds of a few runs after one that does not count."""
    work(text[: len(text) // 20])
    found = []
    for _ in range(runs):
        gc.collect()
        began = time.process_time()
        work(text)
        found.append(time.process_time() - began)
    return statistics.median(found)
