"""Runs the rules that are patterns, and mends what a plain replacement cannot."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import regex

from ..numerals import int_to_han
from ..patterns import compiled
from ..span import Span
from .document import Document, Hit
from .model import Edit
from .rules import RULES, Rule

Fixer = Callable[["regex.Match[str]"], tuple[Edit, ...]]


@cache
def _compiled(pattern: str) -> regex.Pattern[str]:
    return compiled(pattern)


def pattern_hits(document: Document, rule: Rule) -> Iterator[Hit]:
    """Every occurrence of a rule's pattern in the folded text of the document."""
    assert rule.pattern is not None
    for match in _compiled(rule.pattern).finditer(document.folded):
        start, end = match.span("x")
        if document.outside(start):
            continue
        values = {name: _shown(document, match, name) for name in match.groupdict()}
        yield Hit(rule.code, Span(start, max(end, start + 1)), values, _edits(rule, match))


def _shown(document: Document, match: regex.Match[str], name: str) -> str:
    start, end = match.span(name)
    return document.text[start:end] if start >= 0 else ""


def _edits(rule: Rule, match: regex.Match[str]) -> tuple[Edit, ...]:
    if rule.code in _FIXERS:
        return _FIXERS[rule.code](match)
    if rule.replace is None:
        return ()
    return (Edit(span=Span(*match.span("x")), text=match.expand(rule.replace)),)


def _double_mark(match: regex.Match[str]) -> tuple[Edit, ...]:
    """，， to ， and ，。 to 。; what 。， was meant to be is not known."""
    start, end = match.span("x")
    if match["x"][0] == match["x"][1] or match["x"][1] == "。":
        return (Edit(span=Span(start, end - 1), text=""),)
    return ()


def _range_percent(match: regex.Match[str]) -> tuple[Edit, ...]:
    at = match.end("low")
    return (Edit(span=Span(at, at), text="%"),)


def _digits_and_ji(match: regex.Match[str]) -> tuple[Edit, ...]:
    return (Edit(span=Span(*match.span("x")), text=int_to_han(int(match["x"]))),)


def _no_comma(match: regex.Match[str]) -> tuple[Edit, ...]:
    return (Edit(span=Span(match.start("x") + 1, match.start("x") + 2), text=""),)


def _year_zero(match: regex.Match[str]) -> tuple[Edit, ...]:
    text = match["x"].replace("○", "〇").replace("零", "〇")
    return (Edit(span=Span(*match.span("x")), text=text),)


def _number_blank(match: regex.Match[str]) -> tuple[Edit, ...]:
    return (Edit(span=Span(*match.span("x")), text=match["x"].strip()),)


def _padded_date(match: regex.Match[str]) -> tuple[Edit, ...]:
    starts = [match.start(name) for name in ("m", "d") if match[name][0] == "0"]
    return tuple(Edit(span=Span(at, at + 1), text="") for at in starts)


_FIXERS: dict[str, Fixer] = {
    "PUN001": _double_mark, "PUN002": _range_percent, "PUN004": _digits_and_ji,
    "PUN005": _no_comma, "PUN007": _year_zero, "PUN008": _year_zero, "DOC005": _number_blank,
    "DOC006": _padded_date,
}  # fmt: skip


def pattern_rules() -> tuple[Rule, ...]:
    """The rules that are patterns."""
    return tuple(rule for rule in RULES.values() if rule.pattern)
