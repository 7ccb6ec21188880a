"""Jobs on an existing Dask cluster, for more than one machine.

Every task hands its job to a process of its own (see :mod:`planparse.batch.child`), kept from task
to task, so a timeout or a crash costs one file there too and never the Dask worker. If a whole Dask
worker is lost, the scheduler gives its tasks to others; a file that loses several is failed, and
the batch goes on. Tasks are submitted in a moving window, so that neither the client nor the
scheduler ever holds more than a few for each thread.

The workers read the inputs, and write mirrored outputs, by the paths the client knows: inputs and
outputs lie on a file system that all of them share. Datasets come back compressed to the client.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

from .. import __version__
from ..errors import MissingExtraError, PlanparseError, ReadError
from .child import Child
from .work import Job, Result

_AHEAD = 3
"""Tasks under way or waiting, for each thread of the cluster."""
_CONNECT = 20
_local = threading.local()


def do_in_child(job: Job, timeout: float) -> Result:
    """What a Dask task runs: the job, in a process that belongs to the thread."""
    if not hasattr(_local, "child"):
        _local.child = Child()
    child: Child = _local.child
    return child.call(job, timeout)


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
        try:
            self._client = self._dask.Client(address, timeout=_CONNECT, set_as_default=False)
        except (OSError, ValueError, TypeError) as error:
            raise ReadError(f"{address}: no Dask scheduler answers; check the address") from error
        self._check_workers(address)

    def _check_workers(self, address: str) -> None:
        try:
            versions = set(self._client.run(worker_version).values())
        except Exception as error:  # whatever a worker without planparse raises
            self._client.close()
            raise PlanparseError(f"{address}: workers cannot import planparse ({error})") from error
        if versions - {__version__}:
            self._client.close()
            other = ", ".join(sorted(versions - {__version__}))
            raise PlanparseError(f"{address}: workers have planparse {other}, not {__version__}")

    def run(self, jobs: Iterable[Job]) -> Iterator[Result]:
        """Results of the jobs as they are ready; closing the iterator cancels the rest."""
        running: dict[Any, Job] = {}
        ready = self._dask.as_completed(loop=self._client.loop, raise_errors=False)
        try:
            room = self._room()
            for job in jobs:
                future = self._client.submit(do_in_child, job, self._timeout, pure=False)
                running[future] = job
                ready.add(future)
                while len(running) >= room:
                    yield self._next(ready, running)
                    room = self._room() if not len(running) % 64 else room
            while running:
                yield self._next(ready, running)
        finally:
            self._client.cancel(list(running))
            self._client.close()

    def _room(self) -> int:
        """How many tasks may be under way; clusters grow and shrink."""
        threads: int = sum(self._client.nthreads().values())
        return max(4, _AHEAD * threads)

    @staticmethod
    def _next(ready: Any, running: dict[Any, Job]) -> Result:
        future = next(ready)
        job = running.pop(future)
        if future.status == "finished":
            result: Result = future.result()
            return result
        reason = future.exception() if future.status == "error" else future.status
        name = type(reason).__name__
        if name == "KilledWorker":
            message = f"{job.shown}: the Dask workers that read it died"
            return Result(job.path, error="WorkerDied", message=message)
        return Result(job.path, error=name, message=f"{job.shown}: {reason}")
