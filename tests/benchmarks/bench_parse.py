"""How fast reading is, beside a one-pass regular expression scan of the same text in the same run.

The text is the samples, one copy after another with a small difference in each line, until it is
large enough. Every step is timed alone, then the whole.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex
from benchmarks import common
from benchmarks.common import Options, Table

from planparse import parse
from planparse.clean import clean
from planparse.outline import outline
from planparse.read.source import Source
from planparse.scan import scan

SCAN = regex.compile(
    r"^[　 ]*(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.．])", regex.M
)


def tables(options: Options) -> Iterator[Table]:
    """Times, rates and multiples of the scan."""
    text = common.text_of(options.megabytes)
    size = common.size_of(text)
    parse(text[:4000])
    base, _ = common.median(lambda: sum(1 for _ in SCAN.finditer(text)), max(21, options.runs))
    source = Source("benchmark", text, "text/plain", "")
    cleaning, cleaned = common.median(lambda: clean(source), options.runs)
    scanning, lines = common.median(lambda: scan(cleaned), options.runs)
    outlining, _ = common.median(lambda: outline(lines), options.runs)
    whole, _ = common.median(lambda: parse(text), options.runs)
    rest = max(1e-9, whole - cleaning - scanning - outlining)
    steps = {"one-pass regex scan": base, "clean": cleaning, "scan": scanning, "outline": outlining,
             "roles, facts, models": rest, "parse, whole": whole}  # fmt: skip
    table = Table(
        f"Parsing {size:.1f} MB, {len(lines)} lines", ("step", "s", "MB/s", "× regex scan")
    )
    for name, seconds in steps.items():
        table.rows.append(
            [name, f"{seconds:.3f}", f"{size / seconds:.2f}", f"{seconds / base:.1f}"]
        )
    yield table
