"""The document's title (标题): told by the container, else its first lines that read like one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ..marks import ends_title, is_title_like
from ..patterns import compiled
from .line import LONG, Line

_SAME = 8
"""From how many characters on two titles end alike by no chance."""
_OPENING = compiled(r"(?:前|序|引|导) ?言?$|各位|同志|目 ?录")


def mark_title(lines: list[Line]) -> None:
    """The document's title (标题): what the container says, else its first short lines."""
    told = [
        x
        for x in lines
        if x.paragraph.hint and x.paragraph.hint.role == "title" and not x.candidates
    ]
    if told:
        for line in told[:3]:
            line.part = "title"
        return
    headed = [x for x in lines if _heading_level(x) == 1]
    first = [x for x in lines if x.part == "text"][:4]
    if len(headed) == 1 and _comes_first(headed[0], first) and not headed[0].candidates:
        headed[0].part = "title"
        return
    for k, line in enumerate(first[:3]):
        if (
            line.candidates
            or len(line.folded) > 80
            or line.folded[-1] in "。;:,，"
            or (_OPENING.match(line.folded))
        ):
            return
        following = first[k + 1] if k + 1 < len(first) else None
        if is_title_like(line.folded) or (
            k == 0
            and following is not None
            and (len(line.folded) >= 8 and not is_title_like(following.folded))
        ):
            line.part = "title"
            if is_title_like(line.folded) and not (following and repeats_title(line, following)):
                return
        elif k == 0 and following is not None and is_title_like(following.folded):
            line.part = "title"
        else:
            return


def repeats_title(line: Line, following: Line) -> bool:
    """Whether the line under a title says it again: as it is, or under the full or masked name."""
    same = following.folded[-_SAME:] == line.folded[-_SAME:]
    return following.folded == line.folded or (same and is_title_like(following.folded))


def mark_title_rest(lines: Sequence[Line]) -> None:
    """The bracketed line under a title (（2025—2027年）、（试行）) belongs to it."""
    for before, line in pairwise(lines):
        if before.part == "title" and line.part == "text" and ends_title(line.folded):
            line.part, line.candidates, line.plain = "title", (), None


def mark_title_again(lines: Sequence[Line]) -> None:
    """A title that the page sets above the text stands again, or in full, where that begins."""
    first: Line | None = None
    for line, below in pairwise(lines):
        if line.candidates or len(line.folded) >= LONG * 2:
            return
        if first is not None and line.part == "text" and not line.element:
            signed = below.part == "element" and is_title_like(line.folded)
            halves = line.folded + below.folded == first.folded
            if signed or halves or line.folded == first.folded:
                line.part = "title"
                below.part = "title" if halves else below.part
        first = first or (line if line.part == "title" else None)


def _heading_level(line: Line) -> int | None:
    hint = line.paragraph.hint
    return hint.level if hint and hint.role == "heading" else None


def _comes_first(line: Line, first: Sequence[Line]) -> bool:
    """Whether nothing but a few short lines, such as a page's menu leaves, stands before a line."""
    if line not in first:
        return False
    return all(
        len(x.folded) <= 20 and x.folded[-1] not in "。;:" for x in first[: first.index(line)]
    )
