import shutil
import sys
import time
from pathlib import Path

import pytest
from make_docx import chinese_numbering, make_docx, numbered, paragraph

from planparse.errors import ReadError
from planparse.read import kind_of, office, read
from planparse.read.office import convert, read_office

RTF = (
    rb"{\rtf1\ansi\deff0{\fonttbl{\f0 SimSun;}}\f0 "
    + "".join(f"\\u{ord(sign)}?" for sign in "一、总体要求").encode("ascii")
    + rb"\par}"
)


def test_a_docx_under_another_name_is_read_directly() -> None:
    data = make_docx(paragraph("总体要求", numbered(1, 1)), numbering=chinese_numbering())
    assert read(data, "a.wps").text == "一、总体要求\n"


def test_without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_office", lambda: None)
    with pytest.raises(ReadError, match=r"^a\.doc: .*install") as caught:
        read_office(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc")
    assert "\n" not in str(caught.value)


def test_a_web_page_under_another_name_is_one() -> None:
    assert kind_of(b"\r\n<HTML><body>", "a.doc") == "html"


def test_content_decides_the_suffix() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")
    assert office._suffix(ole, ".wps") == ".doc"
    assert office._suffix(RTF, ".doc") == ".rtf"
    assert office._suffix(b"PK", ".odt") == ".odt"
    assert office._suffix(b"", "../../x") == ".doc"


@pytest.mark.skipif(sys.platform == "win32", reason="uses a shell script")
@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("sleep 60 & wait", "did not finish"),
        ("echo no filter; exit 1", r"cannot convert .*no filter"),
    ],
)
def test_a_program_that_fails(
    script: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setattr(office, "find_office", lambda: str(program))
    began = time.perf_counter()
    with pytest.raises(ReadError, match=message):
        convert(b"x", "a.doc", ".doc", timeout=0.5)
    assert time.perf_counter() - began < 5


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_rtf_through_libreoffice() -> None:
    source = read_office(RTF, "a.RTF")
    assert source.text == "一、总体要求\n"
    assert (source.name, source.media_type) == ("a.RTF", "application/rtf")


def test_a_password_is_told_without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planparse.read.office.find_office", lambda: None)
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(ReadError, match=r"a\.docx is protected by a password"):
        read_office(data, "a.docx")
