"""How fast a diff is, how right it is, and how deepdiff fares on the same trees.

    python tests/benchmarks/bench_diff.py [NODES]

Plans with planted edits (1 % of the nodes each moved, renamed, re-targeted, split, merged, added,
removed, and as many numbers skipped by hand). Times are the best of three; memory is the peak that
tracemalloc sees in a run of its own. Without deepdiff (``pip install deepdiff``) its columns stay
empty.
"""

from __future__ import annotations

import gc
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import planted

from planparse.diff import apply, build, diff

SIZES = (1_000, 2_000, 5_000, 10_000, 20_000)


def best(work: Callable[[], object], times: int = 3) -> float:
    """Seconds of the fastest of a few runs."""
    found = []
    for _ in range(times):
        gc.collect()
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return min(found)


def peak(work: Callable[[], object]) -> float:
    """Peak megabytes of a run."""
    gc.collect()
    tracemalloc.start()
    work()
    size = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return size


def rivals(old: dict, new: dict) -> tuple[str, str, float]:
    """deepdiff by index and ignoring order, and the faster of both in seconds."""
    try:
        from deepdiff import DeepDiff
    except ImportError:
        return "-", "-", 0.0
    plain = best(lambda: DeepDiff(old, new), 2)
    free = best(lambda: DeepDiff(old, new, ignore_order=True), 2)
    return f"{plain:.2f}", f"{free:.2f}", min(plain, free)


def main(sizes: tuple[int, ...]) -> None:
    """Print one line for each size."""
    print("nodes    planparse s  MB     deepdiff s  ignore_order s  faster   recall  false")
    for nodes in sizes:
        each = max(1, nodes // 100)
        (old, old_ids), (new, new_ids), truth = planted.planted_pair(nodes, each)
        found = diff(old, new)
        assert apply(old, found).rows() == build(new).rows()
        recall, false = planted.score(truth, planted.recovered(found, old_ids, new_ids))
        mine = best(lambda a=old, b=new: diff(a, b))
        size = peak(lambda a=old, b=new: diff(a, b))
        plain, free, theirs = "-", "-", 0.0
        if nodes <= 5_000:
            plain, free, theirs = rivals(old.model_dump(mode="json"), new.model_dump(mode="json"))
        ratio = f"{theirs / mine:.1f}x" if theirs else "-"
        print(
            f"{len(build(old).items):<8} {mine:<12.3f} {size:<6.1f} {plain:<11} {free:<15} "
            f"{ratio:<8} {recall:.4f}  {false:.4f}",
            flush=True,
        )
    if "deepdiff" not in sys.modules:
        print("for the comparison: pip install deepdiff")


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
