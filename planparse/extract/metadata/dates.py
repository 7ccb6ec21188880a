"""Dates: what they say, which lines are nothing else, and which of them dates the document (日期).

A date with 年月日 is the document's own; 2024-03-05 on a line of its own is the page's stamp, since
pages write dates so and documents do not. A line with 印发 is the printing office's and counts only
where no other line in front is dated.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import regex

from ...numerals import han_to_int
from ...patterns import compiled
from ...script import fold

DATE = (
    r"(?P<y>(?:19|20)\d\d)(?:\s?年\s?(?P<m>\d{1,2})\s?月(?:\s?(?P<d>\d{1,2})\s?日)?"
    r"|\s?[-./]\s?(?P<m>\d{1,2})\s?[-./]\s?(?P<d>\d{1,2})日?(?!\d))"
)
_HAN_YEAR = r"[一二][〇○零OoО0◯九八七六五四三二一]{3}"
HAN_DATE = (
    rf"(?P<hy>{_HAN_YEAR})\s?年\s?(?P<hm>[一二三四五六七八九十元]{{1,2}})\s?月"
    r"(?:\s?(?P<hd>[一二三四五六七八九十廿卅]{1,3})\s?日)?"
)
ANY_DATE = compiled(rf"{DATE}|{HAN_DATE}")
_COMPACT_DATE = compiled(r"(?P<y>(?:19|20)\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)")
_DATE_LINE = compiled(
    rf"\(?\s?(?:{DATE}|{HAN_DATE})\s?\)?(?:\s?(?:印发|发布|通过))?"
    rf"|\S{{2,40}}办公[厅室]\S{{0,8}}\s?(?:{DATE})\s?印发\.?"
)
_ZERO = str.maketrans(dict.fromkeys("○零OoО0◯", "〇"))


def parse_date(text: str) -> str | None:
    """The first date in a text (日期) as ``YYYY-MM-DD``, or ``YYYY-MM`` where no day is given.

    >>> [parse_date(t) for t in ("2021年1月2日", "二○二三年十月八日", "2024/03/05 09:30", "2024年")]
    ['2021-01-02', '2023-10-08', '2024-03-05', None]
    """
    folded = fold(text)
    for found in ANY_DATE.finditer(folded):
        value = iso(found)
        if value:
            return value
    compact = _COMPACT_DATE.fullmatch(folded.strip())
    return _checked(*(int(compact[part]) for part in "ymd")) if compact else None


def iso(found: regex.Match[str]) -> str | None:
    """The date that a match of ``ANY_DATE`` names, if the calendar has it."""
    if found["y"]:
        return _checked(int(found["y"]), int(found["m"]), int(found["d"]) if found["d"] else None)
    year = han_to_int(found["hy"].translate(_ZERO))
    month = han_to_int(found["hm"].replace("元", "一"))
    day = han_to_int(found["hd"]) if found["hd"] else None
    return _checked(year, month, day) if year and month else None


def _checked(year: int, month: int, day: int | None = None) -> str | None:
    try:
        value = date(year, month, day or 1)
    except ValueError:
        return None
    return value.isoformat() if day else f"{year:04}-{month:02}"


def is_date_line(text: str) -> bool:
    """Whether a folded line is a date (成文日期), with or without brackets or a printing office.

    >>> [is_date_line(t) for t in ("2021年1月2日", "(二〇二一年一月二日)", "2021年启动试点")]
    [True, True, False]
    """
    return 8 <= len(text) <= 70 and bool(_DATE_LINE.fullmatch(text.strip()))


def bare_date(lines: Sequence[str], subtitle: str | None) -> str | None:
    """A date that stands alone or in brackets under the title, else the day a report was given."""
    for line in lines:
        folded = fold(line)
        if is_date_line(folded) and "月" in folded and "印发" not in folded:
            return parse_date(folded)
    printed = next((line for line in lines if "印发" in line and is_date_line(fold(line))), None)
    return parse_date(subtitle or printed or "")


def web_date(lines: Sequence[str]) -> str | None:
    """A bare 2024-03-05 among the first lines: pages stamp themselves so, documents do not."""
    stamps = (line for line in lines if is_date_line(fold(line)) and "月" not in line)
    return next((parse_date(line) for line in stamps), None)


def last_date(lines: Sequence[str]) -> str | None:
    """A date that stands alone after the text, below a signature that is not understood."""
    for line in lines[-12:]:
        folded = fold(line)
        if "印发" not in folded and is_date_line(folded) and "月" in folded:
            return parse_date(folded)
    return None


def given_date(given: Mapping[str, str], key: str) -> str | None:
    """A date that the container gives."""
    return parse_date(given.get(key, ""))
