"""Contents pages (目录): entries are known by their leaders, or because they come again later.

A list under 目录 ends where its first entry comes again; a scanner may have run several entries
into one line. Without that title, a run of short lines in front counts only if nearly all of them
differ and come again further on, apart from one another: a list stands in front of what it lists.
Where a text only repeats itself, its lines come again as close together as they were; and the cells
of a table are no list, whatever comes again in them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, zip_longest

from ..patterns import compiled
from ..script import fold
from .line import Line, squeeze

_LEADERS = compiled(r"(?:\.{4,}|…{2,}|·{4,}|。{4,}|(?:\. ){4,}|_{5,})[. …·]*\d{0,4} ?$")
_TOC_TITLE = compiled(r"目 ?[录次](?:$|(?=[前序引]言))|【(?:目[录次]|提纲)】$")
_TOC_PARAGRAPH = compiled(r"【(?:目[录次]|提纲|大纲)】 ?[第一1(]")
"""Contents that a site runs into one paragraph above the text (【提纲】一、…。（一）…。)."""
_NUMBERED = compiled(
    r"§|第[一二三四五六七八九十]{1,3}(?:[编篇章节]|部分)|[一二三四五六七八九十]{1,3}[、.]|\d{1,2}[.、]"
)
_MARKS = compiled(r"[^\p{L}\p{N}]")
_GLUED_ENTRY = compiled(r"(?=第[一二三四五六七八九十百]{1,4}[编篇章节])")


def mark_contents(lines: list[Line]) -> None:
    """Contents pages (目录): lines with leaders, and a list that the document repeats later."""
    titles = [i for i, line in enumerate(lines) if len(line.folded) < 8
              and _TOC_TITLE.match(line.folded.replace(" ", ""))]  # fmt: skip
    for line in lines:
        if _has_leaders(line.folded):
            line.part = "toc"
    for at in titles:
        lines[at].part = "toc"
        _mark_list(lines, at + 1)
    _mark_paragraph(lines)
    if not titles:
        _mark_untitled(lines)
    marked = [i for i, line in enumerate(lines) if line.part == "toc"]
    for a, b in pairwise(marked):
        if 1 < b - a <= 3 and all(len(lines[k].folded) < 45 for k in range(a + 1, b)):
            for k in range(a + 1, b):
                lines[k].part = "toc"


def _mark_paragraph(lines: Sequence[Line]) -> None:
    """All lines of a paragraph in front that says it is the contents."""
    front = lines[:40]
    found = next((x.paragraph for x in front if _TOC_PARAGRAPH.match(fold(x.paragraph.text))), None)
    for line in lines if found else ():
        if line.paragraph is found:
            line.part = "toc"


def _has_leaders(folded: str) -> bool:
    """Whether a line ends with leaders, or with leaders and a page number."""
    last = folded[-1]
    if last == "。":
        return folded.endswith("。。。。")
    return (last in " .…·_" or last.isdecimal()) and bool(_LEADERS.search(folded))


def _mark_untitled(lines: list[Line]) -> None:
    """A contents list without its title: short lines in front, most of which come again."""
    begin = 0
    while begin < min(len(lines), 30):
        end = begin
        while end < len(lines) and _is_short(lines[end]):
            end += 1
        if end - begin >= 7:
            later = _later(lines[begin : end + 3000], 80)
            again = [k for k in range(begin, end) if k in later]
            dense = len(again) * 10 >= (again[-1] - again[0] + 1) * 7 if again else False
            if len(again) >= 6 and dense and _is_list(lines, again, later):
                for line in lines[again[0] : again[-1] + 1]:
                    line.part = "toc"
                return
            break
        begin = end + 1
    _mark_chapters(lines)


def _is_short(line: Line) -> bool:
    """Whether a line may be an entry of a list."""
    return len(line.folded) <= 60 and line.folded[-1] not in "。;:" and not _is_cell(line)


def _is_cell(line: Line) -> bool:
    """Whether the reader of the file knows the line as a table's cell."""
    hint = line.paragraph.hint
    return hint is not None and hint.role == "cell"


def _later(lines: Sequence[Line], longest: int) -> dict[int, int]:
    """Where each of the lines, by index, comes again for the first time; those that do not lack."""
    found: dict[int, int] = {}
    after: dict[str, int] = {}
    for line in reversed(lines):
        entry = squeeze(line.folded) if len(line.folded) <= longest else ""
        if entry in after:
            found[line.index] = after[entry]
        if entry:
            after[entry] = line.index
    return found


def _is_list(lines: Sequence[Line], entries: Sequence[int], later: dict[int, int]) -> bool:
    """Whether lines that come again list what follows: all different, and set apart there.

    Headings may follow one another at once where one begins with another; two in three do not.
    """
    different = {squeeze(lines[k].folded) for k in entries}
    apart = sum(1 for a, b in pairwise(entries) if later[b] - later[a] != b - a)
    return len(different) * 10 >= len(entries) * 9 and apart * 3 >= len(entries) - 1


def _mark_chapters(lines: list[Line]) -> None:
    """Three or more numbered lines in a row, in front, every one of which comes again."""
    front = [line for line in lines[:40] if not _is_cell(line)]
    later = _later(lines, 60)
    run: list[int] = []
    for line in front:
        if _NUMBERED.match(squeeze(line.folded)) and line.index in later:
            run.append(line.index)
            continue
        if len(run) >= 3:
            break
        run = []
    listed = len(run) >= 3 and later[run[0]] > run[-1] and _is_list(lines, run, later)
    for k in run if listed else _before_restart(front):
        lines[k].part = "toc"


def _before_restart(front: Sequence[Line]) -> list[int]:
    """Three or more numbered lines with nothing between them, up to where the first comes again.

    Where the second comes again right below it, the text only repeats itself.
    """
    run: list[Line] = []
    for line, below in zip_longest(front, front[1:]):
        entry = squeeze(line.folded)
        if len(run) >= 3 and entry == squeeze(run[0].folded):
            repeats = below is not None and squeeze(below.folded) == squeeze(run[1].folded)
            return [] if repeats else [line.index for line in run]
        run = [*run, line] if len(entry) <= 40 and _NUMBERED.match(entry) else []
    return []


def _mark_list(lines: list[Line], begin: int) -> None:
    """Mark the entries after 目录 up to the line where the first of them comes again."""
    end = begin
    while (
        end < len(lines) and len(lines[end].folded) <= 60 and not lines[end].folded.endswith("。")
    ):
        end += 1
    entries = [squeeze(line.folded) for line in lines[begin:end]]
    first = next((e for e in entries if e), None)
    if not first:
        return
    again = next((k for k in range(1, len(entries)) if _words(entries[k]) == _words(first)), None)
    later = {squeeze(line.folded) for line in lines[end : end + 1500] if len(line.folded) <= 80}
    stop = begin + again if again else end
    later.update(entries[stop - begin :])
    known = sum(1 for e in entries[: stop - begin] if _among(e, later))
    if again or known * 2 >= stop - begin:
        for line in lines[begin:stop]:
            line.part = "toc"


def _words(entry: str) -> str:
    """An entry without marks: its heading may write the number otherwise (1、 and 1.)."""
    return _MARKS.sub("", entry)


def _among(entry: str, later: set[str]) -> bool:
    """Whether a contents line comes again, or one of the chapters that a scanner ran into it."""
    return entry in later or any(part in later for part in _GLUED_ENTRY.split(entry) if part)
