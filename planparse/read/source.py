"""What reading a container yields: one decoded text layer and what the container says of its parts.

Whatever the container, the text layer is a plain string with one paragraph, table cell or printed
line a line; spans of the Plan point into it. Labels that Word generates (自动编号) are written into
the text layer, as LibreOffice's text export does, and marked by ``Hint.auto_label``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from ..errors import ReadError
from ..tree import Origin

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What a file in the container of Office before 2007 begins with."""

Role = Literal[
    "paragraph", "heading", "title", "cell", "furniture", "footnote", "page-number", "toc"
]


class Hint(NamedTuple):
    """What the container knows of the text in ``start:end`` (code points, normally one line).

    Hints come in document order and do not overlap; text without a hint is a plain paragraph.
    """

    start: int
    end: int
    role: Role = "paragraph"
    level: int | None = None
    """Outline level of a heading, 1 for the outermost (Word style, h1…h6, #)."""
    auto_label: int = 0
    """How many code points at ``start`` are a label that Word generated."""
    bold: int = 0
    """How many code points at the beginning of the paragraph are set in bold (a run-in lead)."""
    size: float | None = None
    """Font size in points, where known."""
    joined: bool | None = None
    """pdf: True if the line goes on the paragraph of the line above, False if it begins one."""
    origin: Origin | None = None
    rows: int = 1
    """How many rows of its table the cell fills (合并单元格)."""


@dataclass(frozen=True, slots=True)
class Source:
    """A decoded file: ``text`` and the container's hints about it."""

    name: str
    text: str
    media_type: str
    sha256: str = ""
    """Of the file's bytes, set where they are read."""
    encoding: str | None = None
    hints: tuple[Hint, ...] = ()
    meta: dict[str, str] = field(default_factory=dict)
    """Metadata of the container by the names of model.Meta (title, issue_date, …), unverified."""
    markup: tuple[tuple[int, int], ...] = ()
    """Ranges of ``text`` that are markup (``##``, ``**``), to be left out of titles and texts."""


def printable(name: str) -> str:
    r"""A name, or another text, without lone surrogates (bytes of a name that are not UTF-8).

    >>> print(printable("plan\udcff.txt"))
    plan\udcff.txt
    """
    return name.encode("utf-8", "backslashreplace").decode()


def check_size(data: bytes, name: str, limit: int) -> None:
    """Refuse a file of more than ``limit`` bytes."""
    if len(data) > limit:
        megabytes = limit // 1_000_000
        raise ReadError(
            "{name}: larger than {limit} MB; split it first", name=name, limit=megabytes
        )
