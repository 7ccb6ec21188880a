"""What a document says of itself: the lines that may be title, date or signature (题头、落款)."""

from __future__ import annotations

from collections.abc import Sequence

from .extract.metadata import find_metadata
from .marks import ends_title
from .outline import Outline
from .patterns import compiled
from .read.source import Source
from .scan import Line
from .table_words import holds_targets, holds_tasks, meanings
from .tree import Meta

_HEAD, _TAIL = 40, 25
"""Lines that may hold what a document says of itself."""
_LONGEST = 2000
"""Code points of one of them: no title, date or signature is further in."""


def metadata_of(source: Source, lines: Sequence[Line], tree: Outline) -> Meta:
    """Title, issuer, dates and the like, from the head and the tail of a document."""
    titles = _titles(lines)
    first = next((s.line.index for s in tree.root.walk() if s.line), len(lines))
    rows = _rows_of_work(lines[: max(first, 1)])
    above = [
        line.text
        for line in lines[: max(first, 1)]
        if line.part != "toc" and _table(line) not in rows
    ]
    head = [text[:_LONGEST] for text in above[:_HEAD]]
    tail = [line.text[-_LONGEST:] for line in lines[-_TAIL:] if line.part != "cell"]
    meta = find_metadata(head, tail, titles=titles, container=source.meta)
    if meta.genre is None:
        meta.genre = _genre_in(lines)
    return meta


def _rows_of_work(lines: Sequence[Line]) -> set[int]:
    """The tables of tasks or targets: a date in them is a deadline, a unit one of many."""
    names: dict[int, dict[int, list[str]]] = {}
    for line in lines:
        table = _table(line)
        hint = line.paragraph.hint
        if table is not None and hint and hint.origin and (row := hint.origin.row) and row <= 2:
            names.setdefault(table, {}).setdefault(row, []).append(line.text)
    found = set()
    for table, rows in names.items():
        meant = [meanings(row) for row in rows.values()]
        if any(holds_tasks(row) or holds_targets(row) for row in meant):
            found.add(table)
    return found


def _table(line: Line) -> int | None:
    hint = line.paragraph.hint
    return hint.origin.table if line.part == "cell" and hint and hint.origin else None


_SELF = compiled(
    r"(?:制定|编制|制订|编写|出台|形成)(?:了)?(?:本(?:工作|实施|行动|专项|管理)?(?P<genre>规划|行动计划|计划|方案|意见|"
    r"办法|细则|规定)|《[^》]{2,60}(?P<genre>规划|行动计划|计划|方案|意见)》)"
    r"|(?P<told>解读)如下[:。]|如下(?P<told>解读)[:。]"
)


def _genre_in(lines: Sequence[Line]) -> str | None:
    """The genre a document without a title gives itself: 特制定本方案, 现解读如下, 同志们.

    What an item says has been drawn up (编制了《…规划》) is another document.
    """
    if any(line.folded.startswith("同志们") for line in lines[:5]):
        return "讲话"
    for line in lines[:_HEAD]:
        match = _SELF.search(line.folded[-400:])
        listed = bool(match and line.candidates and "《" in match[0])
        if match and not listed and line.part == "text":
            return match["genre"] or match["told"]
    return None


def _titles(lines: Sequence[Line]) -> list[str]:
    """Titles in document order; a title over several lines is one."""
    out: list[str] = []
    last = -9
    for line in lines:
        hint = line.paragraph.hint
        below = hint and (hint.level or 1) > 1 and not ends_title(line.folded)
        if line.part != "title" or below:
            continue
        if line.index == last + 1 and out and out[-1] != line.text:
            out[-1] += line.text
        else:
            out.append(line.text)
        last = line.index
    return out
