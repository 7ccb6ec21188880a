"""Older word processor formats (doc, wps, rtf, odt…), converted to docx by LibreOffice.

LibreOffice is the one free program that keeps the generated labels of these formats. It runs as
a separate process with a profile of its own in a temporary folder, so that neither the user's
settings nor a running instance matter, under a time limit that ends its children too. The file is
handed over under a fixed name, whatever it is called.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path, PurePath

from ..errors import ReadError, reason
from ..messages import Word
from .docx import read_docx
from .source import OLE, Source

TIMEOUT = 120.0
SUFFIXES = {
    ".doc": "application/msword",
    ".dot": "application/msword",
    ".wps": "application/vnd.ms-works",
    ".wpt": "application/vnd.ms-works",
    ".rtf": "application/rtf",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ott": "application/vnd.oasis.opendocument.text-template",
    ".fodt": "application/vnd.oasis.opendocument.text-flat-xml",
    ".xml": "application/xml",
    ".uot": "application/vnd.uof.text",
}

_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:\\Program Files\\LibreOffice\\program\\soffice.exe",
    "C:\\Program Files (x86)\\LibreOffice\\program\\soffice.exe",
)


@cache
def find_office() -> str | None:
    """The path of LibreOffice's program, None if it is not installed."""
    for command in ("soffice", "libreoffice"):
        found = shutil.which(command)
        if found:
            return found
    return next((place for place in _PLACES if Path(place).is_file()), None)


def _suffix(data: bytes, suffix: str) -> str:
    """The suffix that fits the content: Chinese .wps files, for one, are Word files inside."""
    if data.startswith(b"{\\rtf"):
        return ".rtf"
    if data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml") and suffix == ".doc":
        return ".xml"
    if data.startswith(OLE) and "WordDocument".encode("utf-16-le") in data:
        return ".doc"
    return suffix if suffix in SUFFIXES else ".doc"


def _run(command: list[str], limit: float) -> str | None:
    """Run a program in its own process group; what it said, or None if its time was up."""
    posix = sys.platform != "win32"
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=posix,
    ) as process:
        try:
            said, _ = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            _stop(process)
            return None
    return said.decode("utf-8", "replace")


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End a program and the processes it has started."""
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def convert(data: bytes, name: str, suffix: str, *, timeout: float = TIMEOUT) -> bytes:
    """The docx that LibreOffice makes of a file."""
    program = find_office()
    if program is None:
        raise ReadError(
            "{name}: reading {suffix} files needs LibreOffice: install it from libreoffice.org "
            "(or the package libreoffice-writer), or save the file as .docx",
            name=name,
            suffix=suffix,
        )
    with tempfile.TemporaryDirectory(prefix="planparse-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        source, target = home / f"in{suffix}", home / "out" / "in.docx"
        source.write_bytes(data)
        command = [
            program,
            f"-env:UserInstallation={(home / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(target.parent),
            str(source),
        ]
        try:
            said = _run(command, timeout)
        except OSError as error:
            raise ReadError(
                "{name}: LibreOffice could not be started ({reason})",
                name=name,
                reason=reason(error),
            ) from error
        if said is None:
            raise ReadError(
                "{name}: LibreOffice did not finish within {timeout:g} s; save it as .docx there",
                name=name,
                timeout=timeout,
            )
        if not target.is_file():
            why = _reason(said) or Word("no reason given")
            raise ReadError(
                "{name}: LibreOffice cannot convert it ({reason}); open it in its own program "
                "and save it as .docx",
                name=name,
                reason=why,
            )
        return target.read_bytes()


def _reason(said: str) -> str:
    """What LibreOffice said of the file, without its warnings about Java."""
    lines = (line.strip() for line in said.splitlines())
    return " ".join(line for line in lines if not line.startswith("Warning:"))[-200:]


def read_office(data: bytes, name: str) -> Source:
    """The text layer of a file in an older format (doc、wps、rtf、odt), by way of docx."""
    suffix = PurePath(name).suffix.lower()
    if data.startswith(OLE) and "EncryptedPackage".encode("utf-16-le") in data:
        raise ReadError("{name} is protected by a password; save a copy without one", name=name)
    source = read_docx(convert(data, name, _suffix(data, suffix)), name)
    return replace(source, media_type=SUFFIXES.get(suffix, "application/octet-stream"))
