"""Whether time and memory grow in step with the size of the text, on ordinary and hostile texts.

Each text of each size is read in a process of its own. A text whose time goes beyond a minute for each
megabyte is given up, and so are its larger sizes. Runs are repeated for five seconds, and the best counts.
Flatness is the slowest megabyte over the fastest.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence

from benchmarks import common
from benchmarks.common import NoFiguresError, Options, Table
from benchmarks.shapes import SHAPES, Shape


def tables(options: Options) -> Iterator[Table]:
    """Seconds for each megabyte at each size, flatness, and the highest memory for each byte."""
    chosen = {n: s for n, s in SHAPES.items() if not options.shapes or n in options.shapes}
    yield table("Scaling: seconds for each MB", chosen, options)


def table(title: str, shapes: Mapping[str, Shape], options: Options) -> Table:
    """The table of some texts."""
    columns = (
        "text",
        *(f"{size:g} MB" for size in options.sizes),
        "flatness",
        "memory ×, parse",
        "extract",
    )
    notes: list[str] = []
    out = Table(title, columns, notes=notes)
    for name, shape in shapes.items():
        out.rows.append(_row(name, shape, options.sizes, notes))
        print(".", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return out


def _row(name: str, shape: Shape, sizes: Sequence[float], notes: list[str]) -> list[str]:
    cells, rates, growths = [name], [], []
    for size in sizes:
        try:
            rate, growth = _measure(shape, size, "parse")
        except NoFiguresError as error:
            notes.append(f"{name}, {size:g} MB: {error}")
            cells += ["failed", *["-"] * (len(sizes) - len(cells))]
            break
        rates.append(rate)
        growths.append(growth)
        cells.append(f"{rate:.3f}")
    flatness = f"{max(rates) / min(rates):.2f}" if len(rates) > 1 else "-"
    most = f"{max(growths):.0f}" if growths else "-"
    return [*cells, flatness, most, _extracting(shape, sizes[0]) if growths else "-"]


def _extracting(shape: Shape, size: float) -> str:
    """The growth of memory in ``extract``, which makes no models."""
    return f"{_measure(shape, size, 'extract', runs=1)[1]:.0f}"


def _measure(shape: Shape, size: float, mode: str, runs: int = 12) -> tuple[float, float]:
    """Seconds and growth of memory, both for each megabyte."""
    text = shape(round(size * 1e6))
    real = common.size_of(text)
    with common.written(text) as path:
        command = [sys.executable, "-m", "benchmarks.child", mode, path, str(runs)]
        cost = common.child(command, timeout=60 + 60 * real)
    return cost["seconds"] / real, cost["growth"] / 1e6 / real
