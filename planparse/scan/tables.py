"""Tables that were torn into fragments (表格碎片), whose columns nothing tells.

A table whose header can be read comes from the reader as cells with row and column. What stays are
the others: a header that print broke over several lines, or names no column that anybody knows.
Their rows cannot be put together, but below 专栏 or a table's name it is plain that they are cells,
and no headings.
"""

from __future__ import annotations

from ..numbering import ATTACHMENT, BOX, TABLE
from ..patterns import compiled
from .line import Line

_TABLE_HEAD = compiled(r"(?:指标(?:体系)?|[^发代]表|清单|一览)(?:\([^)]*\))?$")
_CELL_LENGTH = 26


def mark_flat_tables(lines: list[Line]) -> None:
    """The fragments of a table, a line each, under 专栏 or a table's name.

    Such fragments are no headings and their numbers no items; they end with the first long line,
    the first sentence, or the first number of an outer level.
    """
    for k, line in enumerate(lines):
        if line.part != "text" or not _is_head(line.folded):
            continue
        boxed = bool(line.candidates) and line.candidates[0].style in (BOX, ATTACHMENT)
        if line.candidates and not boxed and not line.folded.endswith("表"):
            continue
        run = []
        for cell in lines[k + 1 : k + 2000]:
            if cell.part == "page-number":
                continue
            if cell.part != "text" or not _is_fragment(cell):
                break
            run.append(cell)
        if len(run) >= 6:
            for cell in run:
                cell.part, cell.candidates = "cell", ()
            before = lines[k - 1].candidates if k else ()
            if not line.candidates and not (before and before[0].style is ATTACHMENT):
                line.plain = TABLE, 3.0, len(line.folded)


def _is_head(folded: str) -> bool:
    """Whether a line could be the name of a table."""
    return len(folded) <= 50 and folded[-1] in "标系表单览)" and bool(_TABLE_HEAD.search(folded))


def _is_fragment(line: Line) -> bool:
    if len(line.folded) > _CELL_LENGTH or line.folded[-1] in "。;:":
        return False
    first = line.candidates[0] if line.candidates else None
    return first is None or first.doubt >= 1.0 or first.style.rank >= 5.9
