"""Jobs on an existing Dask cluster, for more than one machine.

Every task hands its jobs to a process of its own (see :mod:`planparse.batch.child`), kept from task
to task, so a timeout or a crash costs one file there too and never the Dask worker. If a whole Dask
worker is lost, the scheduler gives its tasks to others; a task that loses several is parted, and a
file that loses several more by itself is failed. Tasks are submitted in a moving window, so that
neither the client nor the scheduler ever holds more than a few for each thread; the first hold one
file, later ones more, which keeps a small batch spread out and a large one cheap.

The workers read the inputs, and write mirrored outputs, by the paths the client knows: inputs and
outputs lie on a file system that all of them share. Datasets come back compressed to the client.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import islice
from typing import Any

from .. import __version__
from ..errors import MissingExtraError, PlanparseError, ReadError
from .child import Child
from .work import Job, Result

_AHEAD = 3
"""Tasks under way or waiting, for each thread of the cluster."""
_CONNECT = 20
_ASK_AGAIN = 2.0
_AGAIN = 2
"""How often a lost file is submitted again; Dask itself has tried several workers each time."""
_LARGEST = 16
"""Most files of one task; a task costs the scheduler the same whatever it holds."""
_local = threading.local()


def do_in_child(jobs: list[Job], timeout: float) -> list[Result]:
    """What a Dask task runs: the jobs, in a process that belongs to the thread."""
    if not hasattr(_local, "child"):
        _local.child = Child()
    child: Child = _local.child
    return [child.call(job, timeout) for job in jobs]


def worker_version() -> str:
    """The version of planparse where this runs."""
    return __version__


class Cluster:
    """A connection to a scheduler; ``run`` may be called once."""

    def __init__(self, address: str, timeout: float) -> None:
        """Connect.

        Raises:
            MissingExtraError: dask.distributed is not installed.
            ReadError: no scheduler answers, or its workers lack this version of planparse.
        """
        try:
            self._dask: Any = import_module("distributed")
        except ImportError as error:
            raise MissingExtraError("--scheduler", "dask") from error
        self._timeout = timeout
        self._asked, self._threads = -_ASK_AGAIN, 0
        try:
            self._client = self._dask.Client(address, timeout=_CONNECT, set_as_default=False)
        except (OSError, ValueError, TypeError) as error:
            raise ReadError(
                "{address}: no Dask scheduler answers; check the address", address=address
            ) from error
        self._check_workers(address)

    def _check_workers(self, address: str) -> None:
        try:
            versions = set(self._client.run(worker_version).values())
        except Exception as error:  # whatever a worker without planparse raises
            self._client.close()
            raise PlanparseError(
                "{address}: workers cannot import planparse ({error})", address=address, error=error
            ) from error
        if versions - {__version__}:
            self._client.close()
            other = ", ".join(sorted(versions - {__version__}))
            raise PlanparseError(
                "{address}: workers have planparse {other}, not {version}",
                address=address,
                other=other,
                version=__version__,
            )

    def run(self, jobs: Iterable[Job]) -> Iterator[Result]:
        """Results of the jobs as they are ready; closing the iterator cancels the rest."""
        self._ready = self._dask.as_completed(loop=self._client.loop, raise_errors=False)
        self._running: dict[Any, list[Job]] = {}
        self._lost: dict[str, int] = {}
        try:
            for task in self._tasks(iter(jobs)):
                self._submit(task)
                while len(self._running) >= self._room():
                    yield from self._next()
            while self._running:
                yield from self._next()
        finally:
            self._client.cancel(list(self._running))
            self._client.close()

    def _tasks(self, jobs: Iterator[Job]) -> Iterator[list[Job]]:
        """Jobs in growing handfuls."""
        count = 0
        while task := list(islice(jobs, min(_LARGEST, 1 + count // (2 * self._room())))):
            yield task
            count += 1

    def _submit(self, task: list[Job]) -> None:
        future = self._client.submit(do_in_child, task, self._timeout, pure=False)
        self._running[future] = task
        self._ready.add(future)

    def _room(self) -> int:
        """How many tasks may be under way; asked now and then, as clusters grow and shrink."""
        now = time.monotonic()
        if now > self._asked + _ASK_AGAIN:
            threads: int = sum(self._client.nthreads().values())
            self._asked, self._threads = now, threads
        return max(4, _AHEAD * self._threads)

    def _next(self) -> list[Result]:
        """Results of the next finished task; none yet if it was lost and is done again."""
        future = next(self._ready)
        task = self._running.pop(future)
        if future.status == "lost":  # its result went with its worker; waiting for it could hang
            return self._again(task, LookupError("result lost"))
        try:
            results: list[Result] = future.result()
        except Exception as error:  # a lost worker has many faces; do_in_child raises next to none
            return self._again(task, error)
        self._lost.pop(task[0].path, None)
        return results

    def _again(self, task: list[Job], error: Exception) -> list[Result]:
        """Submit the jobs of a lost task one by one, each so many times; then they are failed."""
        results = []
        for job in task:
            times = self._lost.get(job.path, 0) + 1
            if times <= _AGAIN:
                self._lost[job.path] = times
                self._submit([job])
                continue
            self._lost.pop(job.path)
            message = f"{job.shown}: the Dask workers that read it were lost ({error})"
            results.append(Result(job.path, error="WorkerDied", message=message))
        return results
