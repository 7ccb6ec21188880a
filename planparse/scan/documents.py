"""Several documents in one file (合订): each title that reads like one begins a section."""

from __future__ import annotations

from ..marks import is_title_like
from ..numbering import ATTACHMENT, DOCUMENT, LINE
from .line import Line


def split_documents(lines: list[Line]) -> None:
    """Titles of further documents in one file; excerpts of several count as sections."""
    body = [line for line in lines if line.part in ("text", "title")]
    titled = [line for line in body if _begins_document(lines, line)]
    ends = [*(line.index for line in titled[1:]), len(lines)]
    titled = [
        line
        for line, end in zip(titled, ends, strict=False)
        if any(x.candidates for x in lines[line.index + 1 : end])
    ]
    headed = sum(1 for line in body if line.plain and line.plain[0] is LINE)
    if len({line.folded for line in titled}) < 3 or len(titled) * 3 < headed:
        return
    for line in titled:
        line.part = "text"
        line.plain = (DOCUMENT, 2.0, len(line.folded))


def _begins_document(lines: list[Line], line: Line) -> bool:
    """Whether a line reads like a title and is not that of an attachment or of an enclosed plan."""
    if line.candidates or len(line.folded) > 80 or not is_title_like(line.folded):
        return False
    before = lines[line.index - 1] if line.index else None
    if before is None:
        return True
    attached = bool(before.candidates) and before.candidates[0].style is ATTACHMENT
    return before.part == "text" and not attached and before.folded != line.folded
