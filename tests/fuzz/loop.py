"""The loop that all targets share: make, check, and where it fails, keep, name and shorten the input."""

from __future__ import annotations

import random
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from .promises import Tally
from .targets import TARGETS, Target

LIMIT = 20.0
"""Seconds of processor time after which an execution counts as hung."""
MEMORY = 4 * 1024**3
SLICE = 5.0
"""Seconds before the next target has its turn."""
SHORTENING = 30.0


@dataclass
class Result:
    """What became of one target's inputs."""

    target: Target
    executions: int = 0
    refused: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    findings: dict[str, Path] = field(default_factory=dict)


def run(
    targets: Sequence[Target], seconds: float, seed: int, folder: Path
) -> tuple[list[Result], Tally]:
    """Give the targets turns until the time is up; failing inputs go into the folder."""
    limit_memory()
    tally = Tally()
    results = [Result(target) for target in targets]
    stop = time.monotonic() + seconds
    while time.monotonic() < stop:
        for result in results:
            end = min(stop, time.monotonic() + SLICE)
            while time.monotonic() < end:
                _execute(result, f"{seed}/{result.executions}", tally, folder)
    return results, tally


def _execute(result: Result, seed: str, tally: Tally, folder: Path) -> None:
    target = result.target
    data = target.make(random.Random(f"{target.name}/{seed}"))
    folder.mkdir(parents=True, exist_ok=True)
    last = folder / f"{target.name}.last"
    last.write_bytes(data)  # what is left here is what ended the process
    began, failure = time.process_time(), None
    try:
        with limited():
            result.refused += not target.check(data, tally)
    except Exception as error:
        failure = error
    spent = time.process_time() - began
    result.executions += 1
    result.seconds += spent
    result.slowest = max(result.slowest, spent)
    if failure is not None:
        _keep(result, data, failure, folder)
    last.unlink()


def _keep(result: Result, data: bytes, error: Exception, folder: Path) -> None:
    """Keep the first input that fails in one way, shortened."""
    name = named(error)
    if name in result.findings:
        return
    path = result.findings[name] = folder / f"{result.target.name}-{name}"
    path.write_bytes(data)
    print(f"\n{path}", file=sys.stderr)
    traceback.print_exception(error, limit=-6)
    path.write_bytes(shortened(data, lambda part: _fails(result.target, part) == name))


def named(error: BaseException) -> str:
    """A name for a way to fail: the kind of error and where it was raised."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "planparse" in Path(frame.filename).parts] or frames
    place = f"{Path(ours[-1].filename).stem}-{ours[-1].name}"
    return f"{type(error).__name__}-{Path(frames[-1].filename).stem}-{frames[-1].name}-{place}"


def _fails(target: Target, data: bytes) -> str | None:
    try:
        with limited():
            target.check(data, Tally())
    except Exception as error:
        return named(error)
    return None


def shortened(data: bytes, fails: Callable[[bytes], bool]) -> bytes:
    """A part of the input that still fails: runs are left out, long ones first, while time lasts."""
    stop = time.monotonic() + SHORTENING
    size = len(data) // 2
    while size:
        at = 0
        while at < len(data) and time.monotonic() < stop:
            less = data[:at] + data[at + size :]
            if fails(less):
                data = less
            else:
                at += size
        size //= 2
    return data


def replay(path: Path) -> None:
    """Check a kept input again; raises as it did."""
    target = TARGETS[path.name.partition("-")[0].removesuffix(".last")]
    with limited():
        target.check(path.read_bytes(), Tally())


def limit_memory() -> None:
    """Make an allocation beyond MEMORY fail, where the system can."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))


@contextmanager
def limited() -> Iterator[None]:
    """Raise TimeoutError in a block that takes too much processor time, where the system can."""
    if sys.platform == "win32":
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"more than {LIMIT:g} s")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, LIMIT)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
