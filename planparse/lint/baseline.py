"""Known findings (基线): what a project has decided to live with, so that only new faults count.

A finding is known by its file, its code and the text of its line without blanks, not by its line
number, so that a baseline outlives edits elsewhere. The same fault on two equal lines counts twice.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..errors import FormatError, reading
from ..loading import load_data
from .model import Finding

_VERSION = 1


def fingerprint(finding: Finding, text: str) -> str:
    """What a finding is known by across edits of the document.

    The line counts without blanks; a finding that speaks for the whole document counts by its code.
    """
    start = text.rfind("\n", 0, finding.span.start) + 1
    stop = text.find("\n", finding.span.start)
    line = text[start : stop if stop >= 0 else len(text)]
    key = finding.code if finding.count > 1 else f"{finding.code}\0{''.join(line.split())}"
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def relative(path: str, baseline: Path) -> str:
    """A document's path seen from the folder of the baseline, with forward slashes."""
    if path == "-":
        return path
    try:
        return Path(os.path.relpath(path, baseline.parent)).as_posix()
    except ValueError:  # another drive
        return Path(path).as_posix()


def dump_baseline(known: Mapping[str, Iterable[str]]) -> str:
    """A baseline file: for each document, how often each fingerprint occurs."""
    files = {name: dict(sorted(Counter(prints).items())) for name, prints in sorted(known.items())}
    data = {"version": _VERSION, "files": {name: found for name, found in files.items() if found}}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def load_baseline(path: Path) -> dict[str, Counter[str]]:
    """The known findings of a baseline file.

    Raises:
        ReadError: the file cannot be read.
        FormatError: it is not a baseline.
    """
    try:
        with reading(path):
            text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FormatError("{path}: not a baseline (not UTF-8)", path=path) from error
    data = load_data(text, str(path))
    if not _valid(data):
        raise FormatError(
            "{path}: not a baseline of version {version}", path=path, version=_VERSION
        )
    return {name: Counter(found) for name, found in data["files"].items()}


def _valid(data: Any) -> bool:
    if not isinstance(data, dict) or data.get("version") != _VERSION:
        return False
    files = data.get("files")
    return isinstance(files, dict) and all(
        isinstance(found, dict) and all(isinstance(n, int) for n in found.values())
        for found in files.values()
    )


def unknown(
    findings: Sequence[Finding], text: str, known: Counter[str] | None
) -> tuple[Finding, ...]:
    """The findings that a baseline does not hold."""
    left = Counter(known or ())
    out = []
    for finding in findings:
        mark = fingerprint(finding, text)
        if left[mark] > 0:
            left[mark] -= 1
        else:
            out.append(finding)
    return tuple(out)
