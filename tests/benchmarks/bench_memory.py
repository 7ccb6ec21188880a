"""How much memory a text takes: growth of the highest resident size, each size in a new process."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from benchmarks import common
from benchmarks.common import NoFiguresError, Options, Table

MODES = (
    ("extract", "extract to YAML"),
    ("extract-json", "extract to JSON"),
    ("parse", "parse"),
    ("json", "parse and JSON"),
    ("yaml", "parse and YAML"),
)


def tables(options: Options) -> Iterator[Table]:
    """Growth for each megabyte of input: read alone, then read and written."""
    table = Table(
        "Memory: growth of the peak, in MB for each MB of input",
        ("input", *(name for _, name in MODES)),
    )
    for megabytes in options.sizes:
        text = common.text_of(megabytes)
        with common.written(text) as path:
            cells = [_growth(mode, path, text) for mode, _ in MODES]
        table.rows.append([f"{common.size_of(text):.1f} MB", *cells])
    yield table


def _growth(mode: str, path: object, text: str) -> str:
    command = [sys.executable, "-m", "benchmarks.child", mode, str(path)]
    size = common.size_of(text)
    try:
        cost = common.child(command, timeout=60 + 60 * size)
    except NoFiguresError as error:
        return str(error)
    return f"{cost['growth'] / 1e6 / size:.1f}"
