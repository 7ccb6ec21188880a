"""Datasets from the ledger: JSON lines, a DuckDB file, a folder of Parquet files.

A dataset is always built whole, from results kept in the ledger and in the order of the paths,
beside its place and then put there at once. So it never holds a row twice or half a document, and
building it again gives the same rows. Rows go to DuckDB as JSON lines, some tens of megabytes at a
time, which is as fast as handing over columns and needs no library besides; Parquet files are
copies of the tables of such a database.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from ..errors import MissingExtraError
from ..records import TABLES
from .ledger import Ledger

_CHUNK = 32 * 1024 * 1024
_ROW = 8 * 1024 * 1024
_MEMORY = "1GB"

FILES = {
    "path": "VARCHAR", "plan_id": "VARCHAR", "status": "VARCHAR", "error": "VARCHAR",
    "message": "VARCHAR",
}  # fmt: skip
"""Columns of the table ``files``: every input, with ``done``, ``duplicate`` or ``failed``."""

VIEWS = {
    "refs": 'SELECT * FROM "references"',
    "targets": """
        SELECT p.region, p.issuer, p.genre, p.title AS plan, p.path, n.trail, i.*
        FROM indicators i JOIN plans p USING (plan_id) JOIN nodes n USING (plan_id, position)
        WHERE i.status = 'target'""",
    "tasks": """
        SELECT p.region, p.issuer, p.title AS plan, p.path, n.* EXCLUDE (rule, words)
        FROM nodes n JOIN plans p USING (plan_id) WHERE n.kind = 'task'""",
    "measures": """
        SELECT p.region, p.issuer, p.title AS plan, p.path, n.* EXCLUDE (rule, words)
        FROM nodes n JOIN plans p USING (plan_id) WHERE n.kind = 'measure'""",
    "offices": """
        SELECT p.region, p.title AS plan, p.path, o.plan_id, o.node_id, o.position, o.role,
               o.office, n.kind, n.title, n.trail, o.deadline, o.due, o.text
        FROM (
            SELECT *, 'lead' AS role, unnest(lead) AS office FROM duties UNION ALL
            SELECT *, 'support', unnest(support) FROM duties UNION ALL
            SELECT *, 'units', unnest(units) FROM duties) o
        JOIN plans p USING (plan_id) JOIN nodes n USING (plan_id, position)""",
    "overview": """
        SELECT p.plan_id, p.path, p.title, p.region, p.issuer, p.genre, p.issue_date,
               p.period_start, p.period_end, n.* EXCLUDE (plan_id),
               coalesce(i.targets, 0) AS targets, coalesce(d.duties, 0) AS duties
        FROM plans p
        LEFT JOIN (
            SELECT plan_id, count(*) FILTER (kind = 'goal') AS goals,
                   count(*) FILTER (kind = 'task') AS tasks,
                   count(*) FILTER (kind = 'measure') AS measures,
                   count(*) FILTER (kind = 'safeguard') AS safeguards
            FROM nodes GROUP BY plan_id) n USING (plan_id)
        LEFT JOIN (
            SELECT plan_id, count(*) AS targets FROM indicators WHERE status = 'target'
            GROUP BY plan_id) i USING (plan_id)
        LEFT JOIN (
            SELECT plan_id, count(*) AS duties FROM duties GROUP BY plan_id) d USING (plan_id)""",
}
"""Views of the DuckDB file; ``offices`` has one row for each office that a duty names."""


def write_jsonl(ledger: Ledger, output: Path, scratch: Path) -> None:
    """One Plan a line (JSON lines)."""
    temporary = scratch / "dataset"
    with temporary.open("wb") as file:
        for payload in ledger.payloads():
            file.write(zlib.decompress(payload))
    output.parent.mkdir(parents=True, exist_ok=True)
    temporary.replace(output)


def write_duckdb(ledger: Ledger, output: Path, scratch: Path) -> None:
    """A DuckDB file with ``TABLES``, ``files`` and ``VIEWS``."""
    temporary = scratch / "dataset"
    database = _database(ledger, temporary, scratch)
    for name, query in VIEWS.items():
        database.execute(f"CREATE VIEW {name} AS {query}")
    database.close()
    output.parent.mkdir(parents=True, exist_ok=True)
    temporary.replace(output)


def write_parquet(ledger: Ledger, output: Path, scratch: Path) -> None:
    """A folder with one Parquet file for each table."""
    database = _database(ledger, scratch / "dataset", scratch)
    output.mkdir(parents=True, exist_ok=True)
    for name in (*TABLES, "files"):
        temporary = scratch / f"{name}.parquet"
        database.execute(
            f'COPY "{name}" TO {_quoted(temporary)} (FORMAT parquet, COMPRESSION zstd)'
        )
        temporary.replace(output / f"{name}.parquet")
    database.close()
    (scratch / "dataset").unlink()


WRITERS: dict[str, Callable[[Ledger, Path, Path], None]] = {
    "jsonl": write_jsonl,
    "duckdb": write_duckdb,
    "parquet": write_parquet,
}


def require(to: str) -> None:
    """Raise MissingExtraError before any work if a dataset could not be written after it."""
    if to in ("duckdb", "parquet"):
        _duckdb(to)


def _duckdb(to: str = "duckdb") -> Any:
    try:
        return import_module("duckdb")
    except ImportError as error:
        raise MissingExtraError(f"--to {to}", "duckdb") from error


def _database(ledger: Ledger, file: Path, scratch: Path) -> Any:
    """A new DuckDB file with all tables filled."""
    database = _duckdb().connect(str(file))
    database.execute(f"SET memory_limit = '{_MEMORY}'")
    database.execute(f"SET temp_directory = {_quoted(scratch / 'spill')}")
    for name, columns in {**TABLES, "files": FILES}.items():
        types = ", ".join(f'"{column}" {type_}' for column, type_ in columns.items())
        database.execute(f'CREATE TABLE "{name}" ({types})')
    for chunk in _chunks(_documents(ledger)):
        _load(database, chunk, scratch)
    for chunk in _chunks({"files": line} for line in _files(ledger)):
        _load(database, chunk, scratch)
    return database


def _documents(ledger: Ledger) -> Iterator[dict[str, str]]:
    for payload in ledger.payloads():
        yield json.loads(zlib.decompress(payload).decode("utf-8", "replace"))


def _files(ledger: Ledger) -> Iterator[str]:
    for file in ledger.files("done", "unchanged", "duplicate", "failed"):
        status = "done" if file["status"] == "unchanged" else file["status"]
        row = {
            "path": file["path"], "plan_id": file["sha256"], "status": status,
            "error": file["error"], "message": file["message"] or None,
        }  # fmt: skip
        yield json.dumps(row, ensure_ascii=False) + "\n"


def _chunks(documents: Iterator[dict[str, str]]) -> Iterator[dict[str, list[str]]]:
    """Documents put together by table until they are large enough to be loaded."""
    chunk: dict[str, list[str]] = {}
    size = 0
    for document in documents:
        for name, lines in document.items():
            chunk.setdefault(name, []).append(lines)
            size += len(lines)
        if size > _CHUNK:
            yield chunk
            chunk, size = {}, 0
    if chunk:
        yield chunk


def _load(database: Any, chunk: dict[str, list[str]], scratch: Path) -> None:
    for name, texts in chunk.items():
        if not any(texts):
            continue
        file = scratch / "rows.ndjson"
        with file.open("w", encoding="utf-8", errors="replace", newline="\n") as stream:
            stream.writelines(texts)
        columns = {**TABLES, "files": FILES}[name]
        types = ", ".join(f"'{column}': '{type_}'" for column, type_ in columns.items())
        database.execute(
            f'INSERT INTO "{name}" SELECT * FROM read_json({_quoted(file)},'
            f" format = 'newline_delimited', columns = {{{types}}},"
            f" maximum_object_size = {_longest(texts)})"
        )
        file.unlink()


def _longest(texts: list[str]) -> int:
    """Room for the longest row in bytes; DuckDB sets aside a multiple of it, so no more."""
    long = (text for text in texts if len(text) * 4 > _ROW)
    return max((len(line) * 4 for text in long for line in text.split("\n")), default=_ROW) + _ROW


def _quoted(path: Path) -> str:
    return "'" + os.fspath(path).replace("'", "''") + "'"
