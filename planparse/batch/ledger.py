"""What a batch has to do and has done, in one SQLite file beside the output.

SQLite gives what resuming needs without more code: a transaction is there or it is not, however the
process ended, and the file grows instead of the memory. The lock is exclusive for the life of the
connection, so a second batch into the same output is refused, and a killed one leaves no lock.

``queue`` is this run: every input, by path. ``done`` outlives runs: what the last finished work on
an input was, by the key of everything that its result depends on. Datasets keep the result itself
there, so that a dataset is always built whole, in order, and never has a row twice. Paths are
stored as bytes, since not every file name is text.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from ..errors import FormatError, PlanparseError
from ..read.source import printable
from .inputs import Input
from .work import Result

_VERSION = 1
_SCHEMA = """
CREATE TABLE IF NOT EXISTS done (
    path BLOB PRIMARY KEY, key TEXT NOT NULL, size INTEGER NOT NULL, payload BLOB);
DROP TABLE IF EXISTS queue;
CREATE TABLE queue (
    path BLOB PRIMARY KEY, shown BLOB NOT NULL, out BLOB, key TEXT, sha256 TEXT,
    status TEXT NOT NULL DEFAULT 'waiting', error TEXT, message TEXT);
DROP TABLE IF EXISTS seen;
CREATE TABLE seen (sha256 TEXT PRIMARY KEY, shown BLOB NOT NULL);
"""
_BATCH = 500
_COMMIT_EVERY = 0.1


class Entry(NamedTuple):
    """One input of this run."""

    path: str
    shown: str
    out: str | None


class Ledger:
    """The open ledger of one output; a context manager, closed on leaving."""

    def __init__(self, file: Path, output: str, *, resume: bool = True) -> None:
        """Open or create the ledger; without ``resume`` what was done is forgotten.

        Raises:
            PlanparseError: another batch is writing to the same output.
            FormatError: the file is damaged.
        """
        self._db = sqlite3.connect(file, timeout=0.2)
        self._committed = time.monotonic()
        try:
            self._open(resume)
        except sqlite3.OperationalError as error:
            self._db.close()
            raise PlanparseError(
                "{path}: another batch is writing to it ({error})", path=output, error=error
            ) from error
        except sqlite3.DatabaseError as error:
            self._db.close()
            raise FormatError(
                "{path}: damaged ({error}); delete it and run again", path=file, error=error
            ) from error

    def _open(self, resume: bool) -> None:
        self._db.execute("PRAGMA locking_mode = EXCLUSIVE")
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        if self._db.execute("PRAGMA user_version").fetchone()[0] not in (0, _VERSION) or not resume:
            self._db.execute("DROP TABLE IF EXISTS done")
        self._db.executescript(_SCHEMA)
        self._db.execute(f"PRAGMA user_version = {_VERSION}")
        self._db.execute("CREATE TABLE IF NOT EXISTS built (key TEXT, size INTEGER)")
        if not resume:
            self._db.execute("DELETE FROM built")
        self._db.commit()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    # -- the queue ---------------------------------------------------------------------------

    def fill(self, inputs: Iterable[tuple[Input, str | None]]) -> int:
        """Put the inputs and their outputs in the queue; how many different files they are."""
        self._db.executemany(
            "INSERT OR IGNORE INTO queue (path, shown, out) VALUES (?, ?, ?)",
            ((_pack(i.path), _pack(i.shown), _pack(out) if out else None) for i, out in inputs),
        )
        self._db.commit()
        return int(self._db.execute("SELECT count(*) FROM queue").fetchone()[0])

    def clashes(self, limit: int = 5) -> list[tuple[str, list[str]]]:
        """Outputs that more than one input would write, with these inputs."""
        self._db.execute("CREATE INDEX queue_out ON queue (out)")
        rows = self._db.execute(
            "SELECT out FROM queue WHERE out IS NOT NULL GROUP BY out HAVING count(*) > 1 LIMIT ?",
            (limit,),
        ).fetchall()
        same = "SELECT shown FROM queue WHERE out = ? ORDER BY path LIMIT 5"
        return [
            (_unpack(out), [_unpack(s) for (s,) in self._db.execute(same, (out,))])
            for (out,) in rows
        ]

    def entries(self) -> Iterator[Entry]:
        """The queue in the order of the paths, a page at a time."""
        last = b""
        while True:
            page = self._db.execute(
                "SELECT path, shown, out FROM queue WHERE path > ? ORDER BY path LIMIT ?",
                (last, _BATCH),
            ).fetchall()
            if not page:
                return
            for path, shown, out in page:
                yield Entry(_unpack(path), _unpack(shown), _unpack(out) if out else None)
            last = page[-1][0]

    def first_with(self, sha256: str, shown: str) -> str:
        """The first path of this run with this content, which may be the given one."""
        self._db.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (sha256, _pack(shown)))
        row = self._db.execute("SELECT shown FROM seen WHERE sha256 = ?", (sha256,)).fetchone()
        return _unpack(row[0])

    # -- results -----------------------------------------------------------------------------

    def start(self, path: str, key: str, sha256: str) -> None:
        """Note what the result of an input will depend on."""
        self._db.execute(
            "UPDATE queue SET key = ?, sha256 = ? WHERE path = ?", (key, sha256, _pack(path))
        )

    def is_done(self, entry: Entry, key: str) -> bool:
        """Whether the same work was finished before and its output is still there."""
        row = self._db.execute(
            "SELECT size, payload IS NOT NULL FROM done WHERE path = ? AND key = ?",
            (_pack(entry.path), key),
        ).fetchone()
        if row is None:
            return False
        return bool(row[1]) if entry.out is None else _size(entry.out) == row[0]

    def mark(self, path: str, status: str, error: str | None = None, message: str = "") -> None:
        """Set what became of an input: unchanged, duplicate or failed."""
        self._db.execute(
            "UPDATE queue SET status = ?, error = ?, message = ? WHERE path = ?",
            (status, error, printable(message), _pack(path)),
        )
        self._commit_now_and_then()

    def record(self, result: Result) -> None:
        """Keep the result of an input that was worked on."""
        if result.error:
            self._db.execute("DELETE FROM done WHERE path = ?", (_pack(result.path),))
            self.mark(result.path, "failed", result.error, result.message)
            return
        self._db.execute(
            "INSERT OR REPLACE INTO done SELECT path, key, ?, ? FROM queue WHERE path = ?",
            (result.size, result.payload, _pack(result.path)),
        )
        self.mark(result.path, "done")

    def _commit_now_and_then(self) -> None:
        if time.monotonic() - self._committed > _COMMIT_EVERY:
            self.commit()

    def commit(self) -> None:
        """Make what was recorded last."""
        self._db.commit()
        self._committed = time.monotonic()

    def forget_others(self) -> None:
        """Drop the kept results of files that are no longer among the inputs."""
        self._db.execute("DELETE FROM done WHERE path NOT IN (SELECT path FROM queue)")
        self.commit()

    # -- what the sinks and the reports read -------------------------------------------------

    def payloads(self) -> Iterator[bytes]:
        """The results of this run's inputs in the order of the paths."""
        rows = self._db.execute(
            "SELECT done.payload FROM queue JOIN done USING (path)"
            " WHERE status IN ('done', 'unchanged') ORDER BY queue.path"
        )
        return (row[0] for row in rows)

    def files(self, *statuses: str) -> Iterator[dict[str, str | None]]:
        """Inputs by what became of them, in the order of the paths."""
        marks = ", ".join("?" * len(statuses))
        rows = self._db.execute(
            "SELECT shown, sha256, status, error, message FROM queue"
            f" WHERE status IN ({marks}) ORDER BY path",
            statuses,
        )
        for shown, sha256, status, error, message in rows:
            yield {
                "path": printable(_unpack(shown)), "sha256": sha256, "status": status,
                "error": error, "message": message,
            }  # fmt: skip

    def built(self) -> tuple[str, int] | None:
        """Key and size of the dataset that was last built, if one was."""
        row: tuple[str, int] | None = self._db.execute("SELECT key, size FROM built").fetchone()
        return row

    def set_built(self, key: str, size: int) -> None:
        """Remember the dataset that was just put in its place."""
        self._db.execute("DELETE FROM built")
        self._db.execute("INSERT INTO built VALUES (?, ?)", (key, size))
        self.commit()

    def fates(self) -> Iterator[str]:
        """What a dataset depends on: keys and fates of all inputs, in order."""
        rows = self._db.execute(
            "SELECT coalesce(key, ''), replace(status, 'unchanged', 'done'), message FROM queue"
            " ORDER BY path"
        )
        return ("\t".join(map(str, row)) for row in rows)


def _pack(path: str) -> bytes:
    return os.fsencode(path)


def _unpack(path: bytes) -> str:
    return os.fsdecode(path)


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except OSError:
        return -1
