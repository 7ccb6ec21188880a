"""Reads one file and prints what it cost: run by the benchmarks, in a process of its own.

    python -m benchmarks.child extract|extract-json|parse|json|yaml FILE [RUNS]

``extract`` does what the command does: it reads a tree and writes it as YAML (or JSON) while it goes over it.

Growth of memory is the highest resident size minus that before the file was opened, when planparse
was imported and had read a small sample.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from pathlib import Path

from benchmarks import common

from planparse import dumps, parse_file
from planparse.json_text import write_json
from planparse.pipeline import read_path_as, tree_of
from planparse.yaml_text import write_yaml

LIMIT = 12 * 1024**3
"""Bytes of address space, so that a wrong turn ends this process and not the machine."""
LONG = 5.0
"""Seconds of work after which no further run is begun."""


def peak() -> int:
    """The highest resident size of this process so far, in bytes."""
    status = Path("/proc/self/status")
    if status.exists():  # unlike ru_maxrss this does not begin with the parent's size
        line = next(x for x in status.read_text().splitlines() if x.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size if sys.platform == "darwin" else size * 1024


def main() -> None:
    """Print seconds, growth and the number of nodes as one line of JSON."""
    mode, path, runs = sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 1
    resource.setrlimit(resource.RLIMIT_AS, (LIMIT, LIMIT))

    def work(file: str | Path) -> int:
        if mode.startswith("extract"):
            tree = tree_of(read_path_as(file))
            write = write_json if mode == "extract-json" else write_yaml
            with Path(os.devnull).open("wb") as stream:
                write([tree], stream, several=False)
            return sum(1 for top in tree.body for _ in top.walk())
        plan = parse_file(file)
        if mode != "parse":
            dumps(plan, mode).encode()
        return sum(1 for _ in plan.walk())

    work(common.SAMPLES / "action-plan.txt")
    before = peak()
    seconds, nodes = common.cpu(lambda: work(path))
    growth = peak() - before
    spent = seconds
    for _ in range(runs - 1):
        if spent > LONG:
            break
        again, _ = common.cpu(lambda: work(path))
        seconds, spent = min(seconds, again), spent + again
    print(json.dumps({"seconds": seconds, "growth": growth, "nodes": nodes}))


if __name__ == "__main__":
    main()
