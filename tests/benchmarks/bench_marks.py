"""Whether one mark repeated without end, in one line or in many, takes more than its share of time."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks import bench_scaling
from benchmarks.common import Options, Table
from benchmarks.shapes import MARKS


def tables(options: Options) -> Iterator[Table]:
    """As for scaling, a row for each mark; those that grow most stand first."""
    chosen = {n: s for n, s in MARKS.items() if not options.shapes or n in options.shapes}
    table = bench_scaling.table("Marks repeated: seconds for each MB", chosen, options)
    table.rows.sort(key=lambda row: "999" if row[-2] == "-" else row[-2].zfill(9), reverse=True)
    yield table
