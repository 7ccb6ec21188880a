"""Page numbers before the first word of a page, where extraction lost the break (行首页码).

Such a number is known by its place: a line may begin with digits that no sentence begins with, go
on an unfinished one, or begin with a label that is the next only without its first digits (3.1.2,
then 33.1.3: page 3 begins with 3.1.3). Each alone proves little; what counts is an ascending chain.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..patterns import compiled
from ..script import fold
from .lines import Line
from .pages import Link, chains, places_of
from .paragraph import Edit

_GLUED = compiled(
    r"(\d{1,3})(?=[\p{Han}“‘《（]|[A-Z]\.\d)"
    r"(?! ?(?:[年月日时个位家项条万亿千百次人元件户所座公岁倍多余号%]))"
)
_APART = compiled(r"(\d{1,3}) (?=[\p{Han}“‘《（]|——|[A-Z]\.\d)")
_LABEL = compiled(r"(\d{1,4})((?:\.\d{1,2}){0,3})(?= ?\p{Han})")
_ROMAN = compiled(r"[IVXivx]{1,5}(?=1 ?\p{Han})")
_APPENDIX = compiled(r"附[录件] ?[A-Z\d一二三四五六七八九十]")
_HEADING = 30

_Path = tuple[int, ...]


def unglue_page_numbers(lines: list[Line], edits: list[Edit]) -> None:
    """Takes page numbers off the first words of pages."""
    places = places_of(lines)
    links: list[Link] = []
    widths: dict[int, int] = {}
    for index, digits, width in _candidates(lines):
        links.append(Link(index, int(digits), places[index]))
        widths[index] = width
    chained = {link.index: link.value for link in chains(links)}
    apart = {index for index in chained if lines[index].text[widths[index] - 1] == " "}
    if sum(1 for index in apart if not _above(lines, index).finished) * 3 < len(apart):
        chained = {index: value for index, value in chained.items() if index not in apart}
    for link in _between(links, chained, lines, widths):
        chained[link.index] = link.value
    for index in chained:
        _cut(lines[index], widths[index], edits)
        if index in apart:
            lines[index].indent = _above(lines, index).indent
    for line in lines:
        roman = None if line.aside else _ROMAN.match(line.text)
        if roman and len(line.text) <= _HEADING:
            _cut(line, roman.end(), edits)


_SHARED = compiled("由会员分享[,，]可在线阅读")
_PIECE = compiled(r"(\d{1,3})、 ?")
_PIECE_LENGTH = 80
_FRONT = 40


def unglue_shared_pieces(lines: list[Line], edits: list[Edit]) -> None:
    """Takes the count off the pieces in which a document-sharing site shows a text (1、…2、…).

    The site says whose it is before the first; each piece goes on where the last one was cut off,
    which tells the pieces of a text that begins with the first.
    """
    begin = next((k + 1 for k, x in enumerate(lines[:_FRONT]) if _SHARED.search(x.text)), None)
    if begin is None and _cut_in_pieces(lines):
        begin = 0
    number = 1
    for line in lines[begin:] if begin is not None else ():
        match = _PIECE.match(line.text)
        if match and int(match[1]) == number and match.end() < len(line.text):
            _cut(line, match.end(), edits)
            line.glue = "" if number > 1 else None
            number += 1


def _cut_in_pieces(lines: list[Line]) -> bool:
    """Whether the first lines are counted, and most of them stop in the middle of a sentence."""
    pieces = [x for n, x in enumerate(lines[:_FRONT], 1) if x.text.startswith(f"{n}、")]
    if len(pieces) < 2 or pieces != lines[: len(pieces)]:
        return False
    cut = sum(1 for x in pieces[:-1] if len(x.text) > _PIECE_LENGTH and not x.finished)
    return cut * 2 >= len(pieces)


def _above(lines: list[Line], index: int) -> Line:
    """The line of text above one that has some."""
    index -= 1
    while index and lines[index].aside:
        index -= 1
    return lines[index]


def _between(
    links: list[Link], chained: dict[int, int], lines: list[Line], widths: dict[int, int]
) -> Iterator[Link]:
    """Page numbers that come next in a chain, before an appendix: its page may hold a picture."""
    page = 0
    for link in links:
        if link.index in chained:
            page = link.value
        elif (
            page
            and link.value == page + 1
            and _APPENDIX.match(lines[link.index].text, widths[link.index])
        ):
            page = link.value
            yield link


def _cut(line: Line, width: int, edits: list[Edit]) -> None:
    if len(line.cuts) > 1 and line.cuts[1][0] <= width:
        return
    source = line.cuts[0][1]
    edits.append(Edit(source, source + width, "page-number-glued", ""))
    cuts = tuple((max(offset - width, 0), at if offset else at + width) for offset, at in line.cuts)
    line.renew(line.text[width:], cuts)
    line.columns -= width


def _candidates(lines: list[Line]) -> Iterator[tuple[int, str, int]]:
    """Lines that may begin with a page number, its digits, and how much goes with them."""
    labels = _Labels()
    above: Line | None = None
    for index, line in enumerate(lines):
        if line.aside or line.leader:
            continue
        if above is not None and line.indent > above.indent:
            match = _APART.match(line.text)
        else:
            match = None
        if match is None:
            roman = _ROMAN.match(line.text)
            digits = labels.glued(line.text[roman.end() if roman else 0 :])
            if digits:
                yield index, digits, len(digits)
            else:
                match = _GLUED.match(line.text)
        if match is not None:
            yield index, match[1], match.end()
        above = line


class _Labels:
    """Follows the decimal labels of a document, to see which one does not come next."""

    def __init__(self) -> None:
        self._last: _Path = ()

    def glued(self, text: str) -> str:
        """The digits before a label that is the next only without them."""
        match = _LABEL.match(fold(text[:24]))
        if match is None or (not match[2] and len(text) > _HEADING):
            return ""
        rest = tuple(int(part) for part in match[2].split(".")[1:])
        first = match[1]
        for width in range(len(first)):
            path = (int(first[width:]), *rest)
            known = first[width] != "0" and self._comes_next(path)
            if known and (not width or rest or text[len(first)] == " "):
                self._last = path
                return first[:width]
        return ""

    def _comes_next(self, path: _Path) -> bool:
        depth = len(path)
        if path in ((1,), (*self._last, 1)):
            return True
        if depth > len(self._last):
            return False
        return path[:-1] == self._last[: depth - 1] and path[-1] == self._last[depth - 1] + 1
