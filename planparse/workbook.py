"""Excel workbooks whose bytes depend on their cells alone, not on the hour they were written."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from openpyxl import Workbook

_TIME = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_NO_TIME = b"1980-01-01T00:00:00Z"
"""The earliest time that a zip package can tell, which is what every part of it gets."""


def packed(book: Workbook) -> bytes:
    """The xlsx file of a workbook: the same cells give the same bytes."""
    draft, final = io.BytesIO(), io.BytesIO()
    book.save(draft)
    with ZipFile(draft) as parts, ZipFile(final, "w", ZIP_DEFLATED) as archive:
        for name in parts.namelist():
            data = parts.read(name)
            if name == "docProps/core.xml":
                data = _TIME.sub(_NO_TIME, data)
            entry = ZipInfo(name)
            entry.create_system = 3
            archive.writestr(entry, data, ZIP_DEFLATED)
    return final.getvalue()
