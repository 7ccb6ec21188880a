"""How fast a plan is written, beside the plain writers on the same data as dicts and lists."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import yaml
from benchmarks import common
from benchmarks.common import Options, Table

from planparse import dumps, parse

DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def tables(options: Options) -> Iterator[Table]:
    """Seconds and rates of each format, and multiples of the plain writer."""
    plan = parse(common.text_of(options.megabytes))
    data = plan.model_dump(mode="json")
    pairs: dict[str, tuple[str, Callable[[], str], Callable[[], str]]] = {
        "json": ("json.dumps(indent=2)", lambda: dumps(plan, "json"),
                 lambda: json.dumps(data, ensure_ascii=False, indent=2)),
        "jsonl": ("json.dumps", lambda: dumps(plan, "jsonl"),
                  lambda: json.dumps(data, ensure_ascii=False, separators=(",", ":"))),
        "yaml": (f"yaml.dump({DUMPER.__name__})", lambda: dumps(plan, "yaml"),
                 lambda: yaml.dump(data, Dumper=DUMPER, allow_unicode=True, sort_keys=False)),
    }  # fmt: skip
    nodes = sum(1 for _ in plan.walk())
    table = Table(
        f"Writing a plan of {nodes} nodes",
        ("format", "output MB", "s", "MB/s", "× the plain writer", "plain writer", "its MB/s"),
    )
    for name, (writer, ours, plain) in pairs.items():
        seconds, text = common.median(ours, options.runs)
        base, other = common.median(plain, options.runs)
        size = common.size_of(text)
        table.rows.append([
            name, f"{size:.1f}", f"{seconds:.3f}", f"{size / seconds:.1f}", f"{seconds / base:.2f}",
            writer, f"{common.size_of(other) / base:.1f}",
        ])  # fmt: skip
    yield table
