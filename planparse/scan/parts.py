"""What a line is by its container or its wording: cell, page number, element (公文要素).

The container (a hint of the file format) outranks the wording. Only short lines are judged by their
wording, since a fragment of a paragraph is neither furniture nor an element of the document.
"""

from __future__ import annotations

from ..marks import element_of, is_boilerplate
from .line import Line


def mark_parts(lines: list[Line]) -> None:
    """Give its part to each line that the container or its wording explains."""
    for line in lines:
        if line.part != "text":
            continue
        hint = line.paragraph.hint
        role = hint.role if hint else "paragraph"
        if line.paragraph.role == "page-number" or role == "page-number":
            line.part = "page-number"
        elif role == "cell":
            line.part = "cell"
        elif role == "toc":
            line.part = "toc"
        elif role == "furniture":
            line.part = "furniture"
        elif role == "footnote":
            line.part = "footnote"
        elif len(line.folded) <= 200:
            if is_boilerplate(line.folded) or _is_stamp(line):
                line.part = "furniture"
            else:
                line.element = element_of(line.folded)
                if line.element:
                    line.part = "element"


def _is_stamp(line: Line) -> bool:
    """Whether a bulleted line near the top is a stamp or link of the page (• 更新时间：…)."""
    if line.index > 60 or line.folded[0] not in "•·●▪-":
        return False
    bare = line.folded[1:].strip()
    return is_boilerplate(bare) or element_of(bare) == "source"
