"""How fast a diff is, how right it is, and how deepdiff fares on the same trees.

Plans with planted edits (1 % of the nodes each moved, renamed, re-targeted, split, merged, added,
removed, and as many numbers skipped by hand). Memory is the peak that tracemalloc sees in a run of
its own. Without deepdiff (``pip install deepdiff``) its columns stay empty.
"""

from __future__ import annotations

import gc
import importlib.util
import tracemalloc
from collections.abc import Callable, Iterator

import planted
from benchmarks import common
from benchmarks.common import Options, Table

from planparse import Plan
from planparse.diff import apply, build, diff


def peak(work: Callable[[], object]) -> float:
    """Peak megabytes of a run."""
    gc.collect()
    tracemalloc.start()
    work()
    size = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return size


def rivals(old: Plan, new: Plan) -> list[float]:
    """Seconds of deepdiff by index and ignoring order; nothing without deepdiff."""
    if importlib.util.find_spec("deepdiff") is None:
        return []
    from deepdiff import DeepDiff

    a, b = old.model_dump(mode="json"), new.model_dump(mode="json")
    return [
        common.cpu(lambda: DeepDiff(a, b))[0],
        common.cpu(lambda: DeepDiff(a, b, ignore_order=True))[0],
    ]


def tables(options: Options) -> Iterator[Table]:
    """A row for each size."""
    table = Table(
        "Comparing two plans",
        ("nodes", "planparse s", "MB", "deepdiff s", "ignore_order s", "× faster", "recall", "false"),
        notes=["recall and false: of the planted edits, and of the edits reported."],
    )  # fmt: skip
    for nodes in options.nodes:
        (old, old_ids), (new, new_ids), truth = planted.planted_pair(nodes, max(1, nodes // 100))
        found = diff(old, new)
        assert apply(old, found).rows() == build(new).rows()
        recall, false = planted.score(truth, planted.recovered(found, old_ids, new_ids))
        mine, _ = common.median(lambda a=old, b=new: diff(a, b), options.runs)
        size = peak(lambda a=old, b=new: diff(a, b))
        theirs = rivals(old, new)
        cells = [f"{seconds:.2f}" for seconds in theirs] or ["-", "-"]
        faster = f"{min(theirs) / mine:.1f}" if theirs else "-"
        table.rows.append([
            str(len(build(old).items)), f"{mine:.3f}", f"{size:.1f}", *cells, faster,
            f"{recall:.4f}", f"{false:.4f}",
        ])  # fmt: skip
    yield table
