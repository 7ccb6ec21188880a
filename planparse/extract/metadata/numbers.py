"""The document number (发文字号): agency code, year in brackets, serial number (GB/T 9704).

Brackets of every kind and none at all are understood, since extraction and typists change them; the
value is written as the standard has it. An order (第3号令) keeps its own form.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import regex

from ...patterns import compiled
from ...script import fold

_CODE = r"[\u4e00-\u9fffA-Za-z]{1,16}"
_NUMBER = (
    rf"(?P<code>{_CODE})\s?(?:[〔\[【(〈]\s?)?(?P<year>(?:19|20)\d\d)\s?年?(?:[〕\]】)〉])\s?第?"
    r"\s?(?P<no>\d{1,5})\s?号"
    rf"|(?P<code>{_CODE})\s?[〔\[【(〈]\s?(?P<year>(?:19|20)\d\d)\s?第?\s?(?P<no>\d{{1,4}})\s?号"
    rf"|(?P<code>{_CODE}?[发函字办规文令])(?P<year>(?:19|20)\d\d)\s?(?P<no>\d{{1,3}})\s?号"
)
_NUMBER_LINE = compiled(
    rf"(?:(?:发文字号|(?:发[布文])?文号|文件编号|字号)\s?:\s?)?(?:{_NUMBER}|(?P<order>(?:{_CODE}?\s?[令公告号])?"
    r"\s?\(?(?:(?:19|20)\d\d年?)?\)?\s?第\s?\d{1,4}\s?号(?:令|公告)?))(?:\s*签发人\s?:?.{0,20})?"
)


def is_document_number(text: str) -> bool:
    """Whether a folded line is a document number (发文字号) and nothing else.

    >>> [is_document_number(t) for t in ("沪府办发〔2023〕7号", "财金规〔2019〕86 号", "第3号线")]
    [True, True, False]
    """
    return 4 <= len(text) <= 60 and "号" in text and bool(_NUMBER_LINE.fullmatch(text.strip()))


def normal_number(text: str) -> str | None:
    """The first document number (发文字号) of a text, written as GB/T 9704 has it.

    >>> [normal_number(t) for t in ("沪府发[2023]7 号", "（国发〔2021〕29号）", "国发201529号")]
    ['沪府发〔2023〕7号', '国发〔2021〕29号', '国发〔2015〕29号']
    """
    found = _number_anywhere().search(fold(text))
    if not found:
        order = _NUMBER_LINE.fullmatch(fold(text).strip())
        return "".join(order["order"].split()) if order and order["order"] else None
    code = text[slice(*found.span("code"))].strip()
    return f"{code}〔{found['year']}〕{int(found['no'])}号"


@cache
def _number_anywhere() -> regex.Pattern[str]:
    return compiled(_NUMBER)


def document_number_of(
    lines: Sequence[str],
    titles: Sequence[str],
    stated: Mapping[str, str],
    given: Mapping[str, str],
) -> str | None:
    """The document's number: on a line of its own, else stated, given, or inside a title."""
    for line in lines:
        if is_document_number(fold(line).strip(" ()")):
            return normal_number(line)
    for value in (stated.get("document_number"), given.get("document_number"), *titles):
        if value and (found := normal_number(value)):
            return found
    return None
