"""A process that works on one file at a time and may be killed without regret.

Both the pool and the Dask workers hand their jobs to such a process, because nothing else ends a
regular expression that hangs or survives a library that crashes. It is a plain subprocess that
talks pickles through its own standard streams, not a ``multiprocessing`` worker: those break their
pool when they die, may not be started by a daemonic process (which every Dask worker is), and
import the caller's main module again. The caller waits in a blocking read, which ends when the
answer comes, when the process dies, or when a timer kills it.

It leads a session of its own, so Ctrl-C in the terminal reaches only the parent, and killing its
group takes with it the converters it may have started. When its parent is gone its input ends, and
a thread that waits for just that ends the process, whatever it is doing.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
import time
import weakref
from typing import BinaryIO

from ..errors import PlanparseError
from .work import Job, Result, do

RECYCLE = 2000
"""Files after which a process is replaced by a fresh one, should a library leak memory."""
_START = 120.0
_TICK = 0.1
_SERVE = (
    "from planparse.patterns import open_cache; open_cache();"
    "from planparse.batch.child import serve; serve()"
)


class Child:
    """The parent's handle of the process, which is started when it is first needed."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._served = 0
        self._closed = False
        self._deadline: float | None = None
        self._lock = threading.Lock()

    def call(self, job: Job, timeout: float) -> Result:
        """The result of a job; if the process dies or takes too long, that is the result."""
        process = self._ready()
        _watch(self)
        with self._lock:
            self._deadline = time.monotonic() + timeout
        result = _ask(process, job)
        with self._lock:
            overdue = self._deadline is None
            self._deadline = None
        if result is None or overdue:
            code = _kill(process)
            result = result or _lost(job, code, timeout if overdue else None)
        self._served += 1
        return result

    def check(self, now: float) -> None:
        """Kill the process if its time is over; from the watching thread."""
        with self._lock:
            if self._deadline is not None and now > self._deadline and self._process:
                self._deadline = None  # which tells call() why its process died
                _signal(self._process)

    def _ready(self) -> subprocess.Popen[bytes]:
        process = self._process
        if process is not None and process.poll() is None and self._served < RECYCLE:
            return process
        if process is not None:
            _kill(process)
        with self._lock:
            if self._closed:
                raise PlanparseError("the batch is over")
            self._process = process = _start()
        self._served = 0
        _await(process)
        return process

    def stop(self) -> None:
        """Kill the process, if there is one, and start none any more; from any thread."""
        with self._lock:
            self._closed = True
        if self._process is not None and self._process.poll() is None:
            _signal(self._process)

    def close(self) -> None:
        """Kill the process and close its pipes; only from the thread that calls and reads."""
        self.stop()
        if self._process is not None:
            _kill(self._process)


_watched: weakref.WeakSet[Child] = weakref.WeakSet()
_watching = threading.Lock()


def _watch(child: Child) -> None:
    """Have one thread look at the clock for all children: a timer for each file would cost more."""
    if child in _watched:
        return
    with _watching:
        first = not _watched
        _watched.add(child)
    if first:
        threading.Thread(target=_look_at_the_clock, daemon=True).start()


def _look_at_the_clock() -> None:
    while True:
        time.sleep(_TICK)
        with _watching:
            children = list(_watched)
            if not children:
                return
        now = time.monotonic()
        for child in children:
            child.check(now)


def _start() -> subprocess.Popen[bytes]:
    """A fresh process that imports from where its parent did."""
    code = f"import sys; sys.path[:] = {sys.path!r}\n{_SERVE}"
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", code],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip


def _await(process: subprocess.Popen[bytes]) -> None:
    timer = threading.Timer(_START, _signal, (process,))
    timer.daemon = True
    timer.start()
    assert process.stdout is not None
    hello = process.stdout.read(1)
    timer.cancel()
    if hello != b"+":
        raise PlanparseError(
            "a worker process cannot be started (exit code {code})", code=_kill(process)
        )


def _ask(process: subprocess.Popen[bytes], job: Job) -> Result | None:
    """The answer to a job, or None if the process ended before it gave one."""
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        pickle.dump(job, process.stdin)
        process.stdin.flush()
        answer = pickle.load(process.stdout)  # from our own process
    except (EOFError, OSError, ValueError, pickle.UnpicklingError):
        return None
    return answer if isinstance(answer, Result) else None


def _signal(process: subprocess.Popen[bytes]) -> None:
    """Kill the process and its group; it may be gone already."""
    with contextlib.suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


def _kill(process: subprocess.Popen[bytes]) -> int:
    """Kill the process, close its pipes and return its exit code."""
    if process.poll() is None:
        _signal(process)
    code = process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with contextlib.suppress(OSError, ValueError):
                stream.close()
    return code


def _lost(job: Job, code: int, timeout: float | None) -> Result:
    if timeout is not None:
        message = f"{job.shown}: not finished after {timeout:g} s (--timeout)"
        return Result(job.path, error="Timeout", message=message)
    how = f"killed by signal {-code}" if code < 0 else f"exit code {code}"
    message = f"{job.shown}: the process that read it died ({how})"
    return Result(job.path, error="WorkerDied", message=message)


def serve() -> None:
    """Answer jobs until the input ends: what the process itself runs."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get among the answers
    jobs: queue.SimpleQueue[Job] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, jobs), daemon=True).start()
    from .. import convert, export, pipeline, records  # noqa: F401  (before the clock runs)

    answers.write(b"+")
    answers.flush()
    while True:
        pickle.dump(do(jobs.get()), answers)
        answers.flush()


def _listen(stream: BinaryIO, jobs: queue.SimpleQueue[Job]) -> None:
    while True:
        try:
            jobs.put(pickle.load(stream))
        except (EOFError, OSError):
            _end()


def _end() -> None:
    if hasattr(os, "killpg") and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(0)
