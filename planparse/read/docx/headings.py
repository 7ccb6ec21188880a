"""Headings that only their type tells, and sentences that only their style calls headings.

Where a document uses no heading styles, short lines of one face and size that differs from the
body's, three of them or more, are its headings; larger type is the outer level. Where it numbers
lines too, they are so only if they begin before the numbers and are set louder than all that is
numbered: else they stand under numbers, and the text decides about them. And a sentence is not a
heading, though Word's gallery makes it easy to set one in the style of a heading.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import regex

from ...patterns import compiled
from ..labels import typed_label
from ..looks import Look, lead_of
from ..source import Hint

_LONGEST = 30
_FEWEST = 3
_SENTENCE = 20


@dataclass(slots=True)
class SetLine:
    """A line with its hint and how it is set: lengths and looks of its stretches."""

    text: str
    hint: Hint
    runs: Sequence[tuple[int, Look]]
    centred: bool = False


class _Type(NamedTuple):
    """What the headings of one level have in common."""

    size: float
    centred: bool
    bold: bool
    face: str

    def loudness(self) -> tuple[float, int, bool]:
        """The order of the types of a document: size, 黑体, 楷体, bold (GB/T 9704-2012, 7.3.3)."""
        return self.size, {"hei": 2, "kai": 1}.get(self.face, 0), self.bold


_PLAIN = _Type(0.0, False, False, "")


@cache
def _patterns() -> dict[str, regex.Pattern[str]]:
    sources = {
        "caption": r"[图表]\s*+\d",
        "attachment": r"附\s*+[件表录]\s*+[\d一二三四五六七八九十]*+\s*+[:：]?$",
        "mark": r"[。；：，、！？.;:,!?）)]$|。",
    }
    return {name: compiled(source) for name, source in sources.items()}


def with_headings(lines: list[SetLine], base: Look, size: float) -> Iterator[Hint]:
    """The hints of the lines, with the headings that stand out from the body's look and size."""
    for line in lines:
        if line.hint.role == "heading" and _is_sentence(line):
            line.hint = line.hint._replace(role="paragraph", level=None)
    styled = any(line.hint.role == "heading" for line in lines)
    levels = {} if styled else _levels(lines, base, size)
    for number, line in enumerate(lines):
        level = levels.get(number)
        yield line.hint._replace(role="heading", level=level) if level else line.hint


def _is_sentence(line: SetLine) -> bool:
    numbered = line.hint.auto_label or typed_label().match(line.text)
    return not numbered and len(line.text) >= _SENTENCE and line.text.rstrip()[-1:] in ("。", "；")


def _levels(lines: list[SetLine], base: Look, size: float) -> dict[int, int]:
    """The level of each line that its type makes a heading."""
    fellows: defaultdict[_Type, list[int]] = defaultdict(list)
    numbered: list[int] = []
    loudest = _PLAIN
    for number, line in enumerate(lines):
        if line.hint.role != "paragraph" or (line.hint.origin and line.hint.origin.table):
            continue
        found = _type_of(line, base, size)
        if line.hint.auto_label or typed_label().match(line.text):
            numbered.append(number)
            loudest = max(loudest, found or _PLAIN, key=_Type.loudness)
        elif found and _may_head(lines, number):
            fellows[found].append(number)
    first = min(numbered, default=len(lines))
    kept = {
        found: alone
        for found, places in fellows.items()
        if found.loudness() > loudest.loudness() and len(alone := _alone(places)) >= _FEWEST
    }
    if min((places[0] for places in kept.values()), default=0) > first:
        return {}
    outer_first = sorted(kept, key=lambda found: (-found.size, kept[found][0]))
    return {n: level for level, found in enumerate(outer_first, 1) for n in kept[found]}


def _type_of(line: SetLine, base: Look, size: float) -> _Type | None:
    """How a line begins, if all of it or its lead stands out from the body."""
    look = next((look for _, look in line.runs), Look())
    larger = (look.size or 0.0) > 1.1 * size > 0
    if not larger and not lead_of(line.text, line.runs, base):
        return None
    return _Type(look.size or 0.0, line.centred, look.bold, look.face)


def _may_head(lines: list[SetLine], number: int) -> bool:
    """Whether a line may be a heading by its wording, its look and its place."""
    line = lines[number]
    if not 0 < number < len(lines) - 1 or not 2 <= len(line.text) <= _LONGEST:
        return False
    before, after = lines[number - 1], lines[number + 1]
    return (
        _is_uniform(line)
        and not _patterns()["mark"].search(line.text)
        and not _patterns()["caption"].match(line.text)
        and not _patterns()["attachment"].match(before.text)
        and after.hint.role != "cell"
    )


def _is_uniform(line: SetLine) -> bool:
    at = 0
    looks = set()
    for length, look in line.runs:
        if line.text[at : at + length].strip():
            looks.add(look)
        at += length
    return len(looks) == 1


def _alone(places: list[int]) -> list[int]:
    """The places without those that follow one another, as the lines of a title do."""
    beside = {n for a, b in pairwise(places) if b == a + 1 for n in (a, b)}
    return [n for n in places if n not in beside]
