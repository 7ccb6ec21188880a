"""Dates that no calendar has (不存在的日期): 13月, 2月30日."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator

from ..patterns import compiled
from ..span import Span
from .document import Document, Hit

_DATE = compiled(
    r"(?<![\d./第])(?:(?P<year>(?:19|20)\d\d) ?年 ?)?(?P<month>\d{1,2}) ?月"
    r"(?: ?(?P<day>\d{1,2}) ?日|(?P<rest>[底末初份前上中下]))?(?![龄息租均票供])"
)
_LEAP_YEAR = 2024


def impossible(document: Document) -> Iterator[Hit]:
    """Dates with a month or a day that there is not.

    A bare number of months may be a span of time: only a year, a day or 底 makes it a date.
    """
    for match in _DATE.finditer(document.folded):
        if document.outside(match.start()) or not (match["year"] or match["day"] or match["rest"]):
            continue
        month, day = int(match["month"]), match["day"]
        year = int(match["year"]) if match["year"] else _LEAP_YEAR
        if not 1 <= month <= 12 or (day and not 1 <= int(day) <= monthrange(year, month)[1]):
            span = Span(*match.span())
            yield Hit("DOC011", span, {"x": document.text[span.start : span.end]})
