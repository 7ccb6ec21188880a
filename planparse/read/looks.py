"""Type that stands out from the body's: bold, 黑体, 楷体 (字体).

Official documents are set in 仿宋 or 宋体 and their headings in 黑体 and 楷体, often in one size
and without bold (GB/T 9704-2012, 7.3.3): the face is then the only sign of a heading.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

LOUD = ("hei", "kai")
"""The faces of headings."""
_FACES = (
    ("fang", ("fang", "仿")),
    ("song", ("simsun", "song", "宋")),
    ("hei", ("hei", "黑", "fzht")),
    ("kai", ("kai", "楷", "fzkt")),
)


class Look(NamedTuple):
    """How a stretch of text is set."""

    bold: bool = False
    face: str = ""
    size: float | None = None


def face_of(name: str) -> str:
    """The class of a typeface by its name: hei (黑体), kai (楷体), fang (仿宋), song (宋体) or ''.

    >>> [face_of(name) for name in ("楷体_GB2312", "SimHei", "FZFS-GBK 仿宋", "微软雅黑", "Arial")]
    ['kai', 'hei', 'fang', '', '']
    """
    name = name.lower()
    if "yahei" in name or "雅黑" in name:
        return ""
    return next((face for face, parts in _FACES if any(part in name for part in parts)), "")


def base_of(runs: Iterable[tuple[int, Look]]) -> Look:
    """The look that most characters have; ``runs`` are lengths and looks."""
    counts: Counter[tuple[bool, str]] = Counter()
    for length, look in runs:
        counts[look.bold, look.face] += length
    return Look(*counts.most_common(1)[0][0]) if counts else Look()


def size_of(runs: Iterable[tuple[int, Look]]) -> float:
    """The size that most characters have; 0 where none is known."""
    sizes: Counter[float] = Counter()
    for length, look in runs:
        sizes[look.size or 0.0] += length
    return sizes.most_common(1)[0][0] if sizes else 0.0


def lead_of(text: str, runs: Iterable[tuple[int, Look]], base: Look) -> int:
    """How many characters at the beginning of a line stand out; blanks may look as they like."""
    lead = at = 0
    for length, look in runs:
        if not text[at : at + length].isspace():
            loud = look.face in LOUD and look.face != base.face
            if not (look.bold > base.bold or loud):
                break
            lead = at + length
        at += length
    return len(text[:lead].rstrip())
