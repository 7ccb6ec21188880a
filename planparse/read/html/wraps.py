"""Text that was pasted with the line ends of a printed page: by ``br``, or in ``pre`` (硬换行).

Such a block has many lines that end near one edge, in the middle of a sentence, and none that goes
far beyond it. A line goes on the one above if that one is full and this one is not set in; where
nothing is set in, a blank line, a sentence's end or a number begins another paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..labels import typed_label
from .page import Line

_ENDS = "。；：！？.;:!?"
_WIDEST = 130
_RAGGED = 4
_FEWEST = 3


def mark_wrapped(lines: list[Line]) -> None:
    """Marks the lines that go on the line above although the page breaks them."""
    for run in _runs(lines):
        widest = max(map(_width, run))
        full = [_width(line) >= widest - _RAGGED for line in run]
        torn = sum(on and line.text[-1] not in _ENDS for on, line in zip(full, run, strict=True))
        if sum(full) < max(_FEWEST, len(run) / 5) or torn < 2 or widest > _WIDEST:
            continue
        indents = any(line.indented for line in run)
        for number in range(1, len(run)):
            line, above = run[number], run[number - 1]
            begins = above.text[-1] in _ENDS or typed_label().match(line.text) is not None
            parted = line.breaks > 1 or (line.indented if indents else begins)
            line.joined = full[number - 1] and not parted


def _runs(lines: list[Line]) -> Iterator[list[Line]]:
    """Lines of one block that only line breaks part."""
    run: list[Line] = []
    for line in lines:
        if not line.breaks:
            if len(run) > _FEWEST:
                yield run
            run = []
        run.append(line)
    if len(run) > _FEWEST:
        yield run


def _width(line: Line) -> int:
    """The width of a line in Latin letters."""
    return sum(1 if sign.isascii() else 2 for sign in line.text)
