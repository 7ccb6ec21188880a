"""Contents pages (目录): entries are known by their leaders, or because they come again later.

A list under 目录 ends where its first entry comes again; a scanner may have run several entries
into one line. Without that title, a run of short lines in front counts only if nearly all of them
come again further on.
"""

from __future__ import annotations

from itertools import pairwise

from ..patterns import compiled
from .line import Line, squeeze

_LEADERS = compiled(r"(?:\.{4,}|…{2,}|·{4,}|。{4,}|(?:\. ){4,}|_{5,})[. …·]*\d{0,4} ?$")
_TOC_TITLE = compiled(r"目 ?[录次](?:$|(?=[前序引]言))")
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
    if not titles:
        _mark_untitled(lines)
    marked = [i for i, line in enumerate(lines) if line.part == "toc"]
    for a, b in pairwise(marked):
        if 1 < b - a <= 3 and all(len(lines[k].folded) < 45 for k in range(a + 1, b)):
            for k in range(a + 1, b):
                lines[k].part = "toc"


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
        while (
            end < len(lines)
            and 0 < len(lines[end].folded) <= 60
            and (lines[end].folded[-1] not in "。;:")
        ):
            end += 1
        if end - begin >= 7:
            last = {
                squeeze(x.folded): x.index for x in lines[begin : end + 3000] if len(x.folded) <= 80
            }
            again = [k for k in range(begin, end) if last[squeeze(lines[k].folded)] > k]
            if len(again) >= 6 and len(again) * 10 >= (again[-1] - again[0] + 1) * 7:
                for line in lines[again[0] : again[-1] + 1]:
                    line.part = "toc"
                return
            break
        begin = end + 1
    _mark_chapters(lines)


def _mark_chapters(lines: list[Line]) -> None:
    """Three or more numbered lines in a row, in front, every one of which comes again."""
    front = [line for line in lines[:40] if line.folded]
    last = {squeeze(line.folded): line.index for line in lines if 0 < len(line.folded) <= 60}
    run: list[Line] = []
    for line in front:
        entry = squeeze(line.folded)
        if _NUMBERED.match(entry) and last.get(entry, -1) > line.index:
            run.append(line)
            continue
        if len(run) >= 3:
            break
        run = []
    if len(run) < 3 or last[squeeze(run[0].folded)] <= run[-1].index:
        run = _before_restart(front)
    for line in run:
        line.part = "toc"


def _before_restart(front: list[Line]) -> list[Line]:
    """Three or more numbered lines with nothing between them, up to where the first comes again."""
    run: list[Line] = []
    for line in front:
        entry = squeeze(line.folded)
        if len(run) >= 3 and entry == squeeze(run[0].folded):
            return run
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
