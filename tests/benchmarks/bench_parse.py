"""How fast reading is, beside a one-pass regular expression scan of the same text in the same run.

    python tests/benchmarks/bench_parse.py [MEGABYTES]

The text is the samples, one after another with their numbering made to run on, until it is large
enough. Every step is timed alone (best of three), then the whole, then the whole on twice the text.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import regex

from planparse import parse
from planparse.clean import clean
from planparse.outline import outline
from planparse.read.source import Source
from planparse.scan import scan

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
NAMES = ("report-longform", "action-plan", "work-report", "opinion", "plan-145-guihua")
SCAN = regex.compile(
    r"^[　 ]*(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.．])", regex.M
)


def text_of(megabytes: float) -> str:
    """So many megabytes (UTF-8) of samples."""
    once = "".join((SAMPLES / f"{name}.txt").read_text("utf-8") for name in NAMES)
    return once * max(1, round(megabytes * 1e6 / len(once.encode())))


def best(work: Callable[[], Any], times: int = 3) -> tuple[float, Any]:
    """The shortest time of a few runs, and what the last one returned."""
    shortest, result = float("inf"), None
    for _ in range(times):
        start = time.perf_counter()
        result = work()
        shortest = min(shortest, time.perf_counter() - start)
    return shortest, result


def main() -> None:
    """Print a table of times, rates and ratios."""
    megabytes = float(sys.argv[1]) if len(sys.argv) > 1 else 2.0
    text = text_of(megabytes)
    size = len(text.encode()) / 1e6
    parse(text[:4000])
    base, _ = best(lambda: sum(1 for _ in SCAN.finditer(text)))
    source = Source("benchmark", text, "text/plain", "")
    rows = [("one-pass regex scan", base)]
    took, cleaned = best(lambda: clean(source))
    rows.append(("clean", took))
    took, lines = best(lambda: scan(cleaned))
    rows.append(("scan", took))
    took, _ = best(lambda: outline(lines))
    rows.append(("outline", took))
    whole, _ = best(lambda: parse(text), 2)
    rows.append(("parse, whole", whole))
    print(f"{size:.2f} MB of text, {len(lines)} lines")
    for name, seconds in rows:
        print(
            f"{name:22} {seconds:8.3f} s {size / seconds:9.2f} MB/s {seconds / base:9.1f} x the scan"
        )
    twice, _ = best(lambda: parse(text + text), 1)
    print(f"twice the text: {twice / whole:.2f} x the time")


if __name__ == "__main__":
    main()
