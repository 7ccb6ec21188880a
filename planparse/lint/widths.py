"""Checks of the width of marks (全角、半角), decided for the whole document first."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from ..patterns import compiled
from ..span import Span
from .document import Document, Hit
from .model import Edit

_FULL = str.maketrans(",;:!?()", "，；：！？（）")
_PAIR = compiled(r"(?P<open>[(（])(?P<in>[^()（）\n]{1,80}+)(?P<close>[)）])")
_HAN = compiled(r"[一-鿿]")


def marks(document: Document) -> Iterator[Hit]:
    """Half-width marks in Chinese: all over the document, or here and there in a full-width one."""
    if document.width == "unknown":
        return
    code = "WID001" if document.width == "half" else "WID002"
    pairs = _pairs(document)
    for span in document.half_marks:
        mark = document.text[span.start]
        if mark in "()":
            edits = pairs.get(span.start, ())
        else:
            edits = (Edit(span=span, text=mark.translate(_FULL)),)
        yield Hit(code, span, {"mark": mark}, edits)


def _pairs(document: Document) -> dict[int, tuple[Edit, ...]]:
    """Offsets of half-width brackets around Chinese text, with the edits that widen both."""
    found: dict[int, tuple[Edit, ...]] = {}
    for match in _PAIR.finditer(document.text):
        if not _HAN.search(match["in"]) or match["open"] == "（" or match["close"] == "）":
            continue
        edits = tuple(_widened(match, name) for name in ("open", "close"))
        found[match.start("open")] = edits
        if match["in"][0] < "\u2e80":
            found[match.start("close")] = edits
        else:
            found[match.start("close")] = ()
    return found


def _widened(match: regex.Match[str], name: str) -> Edit:
    return Edit(span=Span(*match.span(name)), text=match[name].translate(_FULL))


def brackets(document: Document) -> Iterator[Hit]:
    """Pairs of which one bracket is half-width and the other full-width."""
    for match in _PAIR.finditer(document.text):
        same = (match["open"] == "(") == (match["close"] == ")")
        if same or document.outside(match.start()):
            continue
        edits = tuple(_widened(match, name) for name in ("open", "close") if match[name] in "()")
        shown = match[0] if len(match[0]) <= 20 else f"{match[0][:9]}…{match[0][-9:]}"
        yield Hit("WID004", Span(*match.span()), {"label": shown}, edits)


def percent(document: Document) -> Iterator[Hit]:
    """The rarer of % and ％ where a document uses both."""
    half, full = document.text.count("%"), document.text.count("％")
    if not half or not full:
        return
    rare, usual = ("％", "%") if half >= full else ("%", "％")
    at = document.text.find(rare)
    while at >= 0:
        if not document.outside(at):
            span = Span(at, at + 1)
            yield Hit("WID003", span, {"mark": rare}, (Edit(span=span, text=usual),))
        at = document.text.find(rare, at + 1)
