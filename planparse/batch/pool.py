"""Jobs on the cores of this machine: a thread for each process, which waits for its answers.

Jobs are taken from their iterator only as there is room for them, so that ten million files are
never in memory at once. Results come as they are ready, in any order; order is the ledger's.
"""

from __future__ import annotations

import contextlib
import os
import queue
import threading
from collections.abc import Iterable, Iterator

from ..errors import PlanparseError
from .child import Child
from .work import Job, Result

_AHEAD = 2
"""Jobs under way or waiting, for each process."""


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Pool:
    """So many processes; ``run`` may be called once."""

    def __init__(self, workers: int, timeout: float) -> None:
        self._workers = workers
        self._timeout = timeout
        self._todo: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._done: queue.SimpleQueue[Result | PlanparseError] = queue.SimpleQueue()
        self._children: list[Child] = []
        self._threads: list[threading.Thread] = []

    def run(self, jobs: Iterable[Job]) -> Iterator[Result]:
        """Results of the jobs as they are ready; closing the iterator kills the processes."""
        waiting = 0
        try:
            for job in jobs:
                self._todo.put(job)
                waiting += 1
                if waiting > len(self._threads) < self._workers:
                    self._add_thread()
                while waiting >= self._workers * _AHEAD:
                    yield self._next()
                    waiting -= 1
            while waiting:
                yield self._next()
                waiting -= 1
        finally:
            self._stop()

    def _add_thread(self) -> None:
        child = Child()
        thread = threading.Thread(target=self._drive, args=(child,), daemon=True)
        self._children.append(child)
        self._threads.append(thread)
        thread.start()

    def _drive(self, child: Child) -> None:
        while (job := self._todo.get()) is not None:
            try:
                self._done.put(child.call(job, self._timeout))
            except PlanparseError as error:  # no process can be started: raised by _next
                self._done.put(error)
        child.close()

    def _next(self) -> Result:
        while True:
            # Waiting for ever could not be interrupted on Windows.
            with contextlib.suppress(queue.Empty):
                answer = self._done.get(timeout=0.2)
                if isinstance(answer, PlanparseError):
                    raise answer
                return answer

    def _stop(self) -> None:
        with contextlib.suppress(queue.Empty):
            while True:
                self._todo.get_nowait()
        for _ in self._threads:
            self._todo.put(None)
        for child in self._children:
            child.stop()
        for thread in self._threads:
            thread.join(timeout=1)
