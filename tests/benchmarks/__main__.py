"""All benchmarks, by one command.

    python tests/benchmarks [--only parse,peers,…] [--markdown]

parse    each step beside a one-pass regular expression scan
peers    tools from the package index: time, and headings found with the right parent
start    commands with little to do beside ``python -c pass``
export   writing JSON and YAML beside the plain writers
memory   growth of the peak for each megabyte of input
scaling  hostile and huge texts: seconds for each megabyte at several sizes
diff     comparing two plans, beside deepdiff where it is installed
dirt     how much of a tree is left when the text has suffered on its way
marks    as scaling, for a hundred marks, each repeated without end; long, so only when named

``bench_batch.py`` beside this file is run by pytest.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import common

NAMES = ("parse", "peers", "start", "export", "memory", "scaling", "diff", "dirt", "marks")
DEFAULT = NAMES[:-1]


def numbers(text: str) -> tuple[float, ...]:
    """A list of numbers with commas between them."""
    return tuple(map(float, text.split(",")))


def names(text: str) -> tuple[str, ...]:
    """A list of names with commas between them."""
    return tuple(text.split(","))


def main() -> None:
    """Run what the command line names and print its tables as they come."""
    default = common.Options()
    parser = argparse.ArgumentParser(
        prog="python tests/benchmarks", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("--only", type=names, default=DEFAULT, help="some of them, with commas")
    parser.add_argument("--markdown", action="store_true", help="tables as the README has them")
    parser.add_argument("--megabytes", type=float, default=default.megabytes,
                        help="text for parse, peers and export (%(default)s)")  # fmt: skip
    parser.add_argument("--sizes", type=numbers, default=default.sizes,
                        help="megabytes for memory, scaling and marks (1,2,5,10)")  # fmt: skip
    parser.add_argument(
        "--runs", type=int, default=default.runs, help="%(default)s, the median counts"
    )
    parser.add_argument("--tools", type=names, default=(), help="some of the tools of peers")
    parser.add_argument("--shapes", type=names, default=(), help="some of the texts of scaling")
    parser.add_argument(
        "--gold", type=Path, help="peers: score on NAME.txt with NAME.gold.jsonl too"
    )
    asked = parser.parse_args()
    unknown = set(asked.only) - set(NAMES)
    if unknown:
        parser.error(f"no benchmark {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}")
    options = common.Options(
        megabytes=asked.megabytes, sizes=asked.sizes, runs=asked.runs, tools=asked.tools,
        shapes=asked.shapes, gold=asked.gold,
    )  # fmt: skip
    print(common.machine(), flush=True)
    for name in asked.only:
        for table in importlib.import_module(f"benchmarks.bench_{name}").tables(options):
            print(table.markdown() if asked.markdown else table.text(), flush=True)


if __name__ == "__main__":
    sys.exit(main())
