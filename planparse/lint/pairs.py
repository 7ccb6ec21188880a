"""Brackets and quotation marks without their other half (括号、引号、书名号不成对).

A pair may go on over line ends but not into the next heading, item or cell. Each kind of mark is
counted by itself, since print crosses them now and then, and what closes a number (1）, a)) has
nothing to open.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from ..patterns import compiled
from ..span import Span
from .document import Document, Hit
from .model import Edit

_PAIRS = dict(zip("（《“【〔〈「『", "）》”】〕〉」』", strict=True))
_OPENS = {close: opening for opening, close in _PAIRS.items()}
_MARK = compiled('[()（）《》“”【】〔〕〈〉「」『』"]')
_WIDE = {"(": "（", ")": "）"}
_LABEL = compiled(r"(?:^|[\s。；;，,：:、.．])[\dA-Za-z一二三四五六七八九十]{1,3}$")
"""What stands before a bracket that closes a number."""
_STRUCTURE = frozenset({"heading", "item", "bullet", "row", "title"})
_QUOTED = 12


def unpaired(document: Document) -> Iterator[Hit]:
    """Every mark whose other half is missing, or straight, in its paragraph and those with it."""
    starts = sorted({n.span.start for n in document.plan.walk() if n.form in _STRUCTURE})
    section, open_marks = -1, _Open(document)
    for match in _MARK.finditer(document.text):
        at = match.start()
        if document.outside(at):
            continue
        here = bisect_right(starts, at)
        if here != section:
            yield from open_marks.left()
            section = here
        yield from open_marks.take(_WIDE.get(match[0], match[0]), at)
    yield from open_marks.left()


class _Open:
    """The marks of one section that wait for their other half."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._waiting: dict[str, list[int]] = {opening: [] for opening in (*_PAIRS, '"')}

    def take(self, mark: str, at: int) -> Iterator[Hit]:
        """What is wrong once this mark is there."""
        waiting = self._waiting
        if mark == '"':
            yield from self._straight(at)
        elif mark in _PAIRS:
            if mark == "“" and waiting[mark]:
                yield self._hit("PUN009", waiting[mark].pop())
            waiting[mark].append(at)
        elif waiting[_OPENS[mark]]:
            waiting[_OPENS[mark]].pop()
        elif mark == "”" and waiting['"']:
            yield self._hit("PUN011", waiting['"'].pop(), "“")
        elif not (mark == "）" and self._closes_number(at)):
            yield self._hit("PUN009", at)

    def left(self) -> Iterator[Hit]:
        """The marks that were opened and never closed; none waits any more."""
        for mark, places in self._waiting.items():
            if mark != '"':
                yield from (self._hit("PUN009", at) for at in places)
            places.clear()

    def _straight(self, at: int) -> Iterator[Hit]:
        if self._waiting["“"]:
            self._waiting["“"].pop()
            yield self._hit("PUN011", at, "”")
        elif self._waiting['"']:
            self._waiting['"'].pop()
        else:
            self._waiting['"'].append(at)

    def _closes_number(self, at: int) -> bool:
        return _LABEL.search(self._document.text, max(0, at - 4), at) is not None

    def _hit(self, code: str, at: int, right: str = "") -> Hit:
        text = self._document.text
        around = text[max(0, at - _QUOTED) : at].rpartition("\n")[2]
        around += text[at : at + _QUOTED].partition("\n")[0]
        edits = (Edit(span=Span(at, at + 1), text=right),) if right else ()
        return Hit(code, Span(at, at + 1), {"mark": text[at], "around": around.strip()}, edits)
