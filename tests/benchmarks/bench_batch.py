"""How a batch grows with workers and with files; run by name, not by default.

    pytest tests/benchmarks/bench_batch.py -s

The corpus is made from samples/: copies of each text with a line that makes it a different one.
Every run is a process of its own, so that the peak memory is that of its parent alone. FILES sets
the size of the corpus, for a quick look: FILES=1000 pytest …
"""

import json
import os
import subprocess
import sys
import time
from itertools import cycle
from pathlib import Path

import pytest

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.txt"))
FILES = int(os.environ.get("FILES", "10000"))
RUN = """
import json, resource, sys
from planparse.batch import Options, run
inputs, output, workers = sys.argv[1:]
summary = run([inputs], Options(output, workers=int(workers)))
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([summary.written, summary.unchanged, summary.seconds, peak / 1024]))
"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpus")
    texts = cycle([path.read_text("utf-8") for path in SAMPLES])
    for number in range(FILES):
        path = folder / f"{number // 1000:03}" / f"plan{number:05}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{next(texts)}\n（样本第{number}号）\n", "utf-8")
    return folder


def measure(inputs, output, workers):
    """Files written and unchanged, seconds, and peak memory of the parent in MB."""
    command = [sys.executable, "-c", RUN, str(inputs), str(output), str(workers)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    written, unchanged, seconds, peak = json.loads(done.stdout)
    print(
        f"\n{Path(output).suffix or 'trees':8} {workers} workers {written:6} written "
        f"{unchanged:6} unchanged {seconds:7.1f} s {(written + unchanged) / seconds:7.0f} files/s "
        f"{peak:5.0f} MB"
    )
    return written, seconds, peak


def free_cores():
    """How much more two processes do that share nothing: what a pool could reach here at best."""
    work = "sum(i * i for i in range(30_000_000))"
    times = []
    for count in (1, 2):
        began = time.monotonic()
        started = [subprocess.Popen([sys.executable, "-c", work]) for _ in range(count)]
        for process in started:
            process.wait()
        times.append(time.monotonic() - began)
    return 2 * times[0] / times[1]


def test_two_workers_are_nearly_twice_as_fast_as_one(corpus, tmp_path):
    if len(os.sched_getaffinity(0)) < 2:
        pytest.skip("one core only")
    part = corpus / "000"
    best = {1: 1e9, 2: 1e9}
    free = []
    for turn in range(3):
        free.append(free_cores())
        for workers in best:
            _, seconds, _ = measure(part, tmp_path / f"out{turn}{workers}", workers)
            best[workers] = min(best[workers], seconds)
    gains = ", ".join(f"{gain:.2f}" for gain in free)
    print(f"\ntwo workers: {best[1] / best[2]:.2f} times one; two unrelated processes: {gains}")
    if min(free) < 1.9:
        pytest.skip(f"the machine is busy: two unrelated processes do {gains} times the work")
    assert best[1] / best[2] >= 1.8


@pytest.mark.parametrize("output", ["out", "plans.jsonl", "plans.duckdb"])
def test_memory_of_the_parent_does_not_grow_with_the_files(corpus, tmp_path, output):
    _, _, small = measure(corpus / "000", tmp_path / "small" / output, 2)
    written, _, large = measure(corpus, tmp_path / "large" / output, 2)
    assert written == FILES
    if not output.endswith(".duckdb"):  # its cache is bounded, by 1 GB, but fills
        assert large < small * 1.1 + 5
    else:
        assert large < 1200


def test_nothing_to_do_takes_little_time(corpus, tmp_path):
    measure(corpus / "000", tmp_path / "out", 2)
    written, seconds, _ = measure(corpus / "000", tmp_path / "out", 2)
    assert written == 0
    assert seconds < 3
