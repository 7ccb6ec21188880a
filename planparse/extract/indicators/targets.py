"""Quantified targets in running text (指标、量化目标).

A number becomes a target in five steps. ``amounts`` reads it; ``segments`` gives it the words that
belong to it; ``reading`` sorts those from the number outwards; ``vetoes`` say what it is not;
``naming`` and ``values`` say what it is.

A number without a comparator is taken for a target only where the sentence calls for action or
names a measured thing, and only if the section is one of goals, tasks or measures.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import repeat
from typing import cast

from ..plain import Plain
from . import phrases
from .amounts import Amount, amounts
from .found import Context, Found, Nature, Status
from .naming import clause_before, leans, names
from .reading import REACH, Page, Reading, read_segment
from .segments import Segment, segments, usable
from .values import operator, status, unit, year
from .vetoes import vetoed
from .years import Moment, moments, nature_in_force, paired_years, year_at


def find_indicators(
    reading: Plain, context: Context, *, include_actuals: bool = False
) -> list[Found]:
    """The quantified targets of one paragraph, in order.

    Results already reached are left out unless ``include_actuals`` asks for them; they then come
    with the status ``actual``, and what nobody can tell with ``unknown``.

    >>> from planparse.extract.plain import plain
    >>> [f] = find_indicators(plain("到2027年，培育30家以上示范企业。"), Context("target"))
    >>> f.name, f.op, f.value, f.unit, f.year
    ('示范企业', '≥', 30, '家', 2027)
    """
    text = reading.text
    counted = usable(text, amounts(text))
    if not counted:
        return []
    timeline = moments(text, context)
    page = Page(
        reading, context, timeline,
        bases=[moment for moment in timeline if moment.sense == "base"],
        nature=nature_in_force(reading) or _nature(context.nature),
    )  # fmt: skip
    for segment in segments(text, counted):
        _take(page, segment)
    page.found.sort(key=lambda f: f.start)
    return [f for f in page.found if include_actuals or f.status == "target"]


def _nature(value: str | None) -> Nature | None:
    return cast("Nature", value) if value in ("约束性", "预期性") else None


def _take(page: Page, segment: Segment) -> None:
    """Reads one segment, drops it or adds its indicators, and remembers what carries over."""
    text = page.reading.text
    since = text[page.subject_end : segment.left] if page.subject else ""
    if "。" in since and "。其中" not in since:
        page.subject = ""
    reading = read_segment(page, segment)
    listed = page.listed == (segment.clause, True)
    taken = not vetoed(reading, listed) and _add(page, reading)
    name = reading.noun if taken and reading.last.kind == "counter" else ""
    name = name or ("" if reading.noun else reading.subject)
    if taken and not name and not reading.noun and not page.subject:
        name = page.found[-1].name  # lent by the clause before, and lent on
    if name and not segment.nested and not leans(name, page.subject):
        page.subject, page.subject_end = name, segment.chain[-1].end
        page.subject_kind = segment.chain[-1].kind
    page.listed = (segment.clause, taken or listed)


def _add(page: Page, reading: Reading) -> bool:
    """Adds the indicators of a segment; False if it has no name."""
    text, segment = page.reading.text, reading.segment
    called, lent = names(page, reading)
    if not called[0]:
        return False
    governing = year_at(segment.chain[0].start, page.timeline, text)
    state = status(page, reading, governing)
    start = (
        clause_before(text, segment.clause)[0]
        if lent
        else phrases.trimmed(text, segment.left, segment.chain[0].start, strong=False)
    )
    start = min(_visible(text, start), segment.chain[0].start)
    end = segment.chain[-1].end
    if reading.noun or reading.rest.startswith("的"):
        end = max(end, segment.right if segment.right - end < REACH else end)
    years = _years(page, reading, called, governing, state)
    for (name, amount), due in zip(_pairs(called, segment.chain), years, strict=False):
        page.found.append(_found(page, reading, amount, name, state, due, (start, end)))
    return True


def _years(
    page: Page, reading: Reading, called: list[str], governing: Moment | None, state: Status
) -> Iterator[int | None]:
    """The year of each amount: 到2022年和2030年，…分别达到22%和30% names one for each."""
    if governing and ("分别" in reading.forms or len(set(called)) == 1 < len(called)):
        paired = paired_years(governing, page.timeline, page.reading.text)
        if len(paired) == len(reading.segment.chain):
            return iter(paired)
    return repeat(year(page.context, governing, state))


def _pairs(names: list[str], chain: tuple[Amount, ...]) -> list[tuple[str, Amount]]:
    return (
        [(n, chain[0]) for n in names] if len(chain) == 1 else list(zip(names, chain, strict=False))
    )


def _visible(text: str, start: int) -> int:
    while start < len(text) and text[start] in " ,;:、。-)”":
        start += 1
    return start


def _found(
    page: Page,
    reading: Reading,
    amount: Amount,
    name: str,
    state: Status,
    due: int | None,
    place: tuple[int, int],
) -> Found:
    """The published form of one amount, in the script of the document."""
    start, end = page.reading.source_range(*place)
    return Found(
        name=_written(page, name, reading.segment),
        op=operator(reading, amount),
        value=amount.value,
        unit=unit(page, reading, amount),
        year=due,
        baseline=reading.base,
        nature=page.nature,
        status=state,
        start=start,
        end=end,
        text=page.reading.source[start:end],
    )


def _written(page: Page, name: str, segment: Segment) -> str:
    """A name as the source spells it: folded text is traced back where it stands in the clause."""
    reading = page.reading
    floor = max(0, segment.left - 2 * REACH)
    at = reading.text.find(name, floor, segment.right)
    if at >= 0:
        return reading.written(at, at + len(name))
    places = [reading.text.find(char, floor, segment.right) for char in name]
    return "".join(
        reading.source[reading.at[at]] if at >= 0 else char
        for at, char in zip(places, name, strict=True)
    )
