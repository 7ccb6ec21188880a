import os
import signal
import sys
import threading
import time

import pytest

from planparse.batch import Options, Summary, run
from planparse.errors import MissingExtraError, PlanparseError, ReadError

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning:distributed"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # sockets of the killed worker
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore:Port 8787 is already in use"),
]
TEXT = (
    "第{}县工作方案\n一、主要任务\n（一）加强研发。支持企业创新。\n二、保障措施\n（一）加强领导。\n"
)


@pytest.fixture(scope="module")
def cluster():
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=3, threads_per_worker=1, processes=True, dashboard_address=None,
        silence_logs=50,
    ) as cluster:  # fmt: skip
        yield cluster


def corpus(folder, count):
    folder.mkdir()
    for number in range(count):
        text = TEXT.format(number) + "（二）强化支撑。推进项目建设。\n" * 5
        (folder / f"plan{number:03}.txt").write_text(text, "utf-8")
    return folder


def tree(folder):
    files = (path for path in folder.rglob("*") if path.is_file())
    shown = (path for path in files if ".planparse" not in str(path))
    return {str(path.relative_to(folder)): path.read_bytes() for path in shown}


@pytest.mark.parametrize("output", ["out", "plans.jsonl"])
def test_a_cluster_gives_what_this_machine_gives(cluster, tmp_path, output):
    plans = corpus(tmp_path / "plans", 12)
    (plans / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    here = run([plans], Options(str(tmp_path / "a" / output), workers=1))
    address = cluster.scheduler_address
    there = run([plans], Options(str(tmp_path / "b" / output), scheduler=address))
    assert (there.written, there.failed) == (here.written, here.failed) == (12, 1)
    assert tree(tmp_path / "a") == tree(tmp_path / "b")


@pytest.mark.skipif(sys.platform == "win32", reason="sends SIGKILL")
def test_a_worker_killed_in_the_middle_costs_no_file(cluster, tmp_path):
    plans = corpus(tmp_path / "plans", 40)
    killed = threading.Event()
    victim = next(iter(cluster.workers.values())).pid

    def kill(summary: Summary) -> None:
        if summary.finished >= 10 and not killed.is_set():
            killed.set()
            os.kill(victim, signal.SIGKILL)

    options = Options(str(tmp_path / "b" / "out"), scheduler=cluster.scheduler_address)
    summary = run([plans], options, progress=kill)
    assert killed.is_set()
    assert (summary.written, summary.failed) == (40, 0), options.report("errors").read_text("utf-8")
    run([plans], Options(str(tmp_path / "a" / "out"), workers=2))
    assert tree(tmp_path / "a") == tree(tmp_path / "b")


def test_a_file_that_takes_too_long_fails_alone(cluster, tmp_path):
    plans = corpus(tmp_path / "plans", 3)
    (plans / "large.txt").write_text(TEXT.format("大") + "（二）强化支撑。\n" * 200_000, "utf-8")
    options = Options(str(tmp_path / "out.jsonl"), scheduler=cluster.scheduler_address, timeout=0.5)
    began = time.monotonic()
    summary = run([plans], options)
    assert (summary.written, summary.failed) == (3, 1)
    assert '"Timeout"' in options.report("errors").read_text("utf-8")
    assert time.monotonic() - began < 20


def test_workers_of_another_version_are_refused(cluster, tmp_path, monkeypatch):
    monkeypatch.setattr("planparse.batch.cluster.__version__", "99")
    plans = corpus(tmp_path / "plans", 1)
    with pytest.raises(PlanparseError, match="not 99"):
        run([plans], Options(str(tmp_path / "out"), scheduler=cluster.scheduler_address))


def test_a_scheduler_that_does_not_answer_is_named(tmp_path, monkeypatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr("planparse.batch.cluster._CONNECT", 0.5)
    plans = corpus(tmp_path / "plans", 1)
    with pytest.raises(ReadError, match=r"127\.0\.0\.1:1: no Dask scheduler"):
        run([plans], Options(str(tmp_path / "out"), scheduler="tcp://127.0.0.1:1"))


def test_a_missing_extra_is_named(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    plans = corpus(tmp_path / "plans", 1)
    with pytest.raises(MissingExtraError, match=r"planparse\[dask\]"):
        run([plans], Options(str(tmp_path / "out"), scheduler="tcp://127.0.0.1:1"))
