"""Applies the fixes of findings to the text (自动修改): only what is safe, nothing twice."""

from __future__ import annotations

import codecs
from collections.abc import Collection, Iterable

from ..model import Plan
from ..pipeline import parse
from . import lint
from .model import Edit, Finding

_ROUNDS = 50
"""Mending one fault can uncover another (1.、 then mixed dots); a row of stops goes one a round."""


def apply_fixes(text: str, findings: Iterable[Finding]) -> str:
    """The text with the edits of the findings; of edits that overlap, the first is done.

    >>> from planparse.span import Span
    >>> _apply("甲、、乙", [Edit(span=Span(1, 2), text="")])
    '甲、乙'
    """
    return _apply(text, (edit for finding in findings for edit in finding.fix))


def _apply(text: str, edits: Iterable[Edit]) -> str:
    parts: list[str] = []
    position = 0
    for edit in sorted(set(edits), key=lambda e: (e.span, e.text)):
        if edit.span.start < position:
            continue
        parts += [text[position : edit.span.start], edit.text]
        position = edit.span.end
    return "".join(parts) + text[position:]


def mend(
    plan: Plan, text: str, *, select: Collection[str] = (), ignore: Collection[str] = ()
) -> tuple[str, int]:
    r"""The mended text and how many places were mended.

    >>> from planparse import parse
    >>> draft = "一、主要任务\n（一）、修路\n（二）、架桥\n"
    >>> mend(parse(draft), draft)
    ('一、主要任务\n（一）修路\n（二）架桥\n', 2)
    """
    places = 0
    for _ in range(_ROUNDS):
        fixable = [f for f in lint(plan, text, select=select, ignore=ignore) if f.fix]
        mended = apply_fixes(text, fixable)
        if mended == text:
            break
        places += sum(f.count for f in fixable)
        text = mended
        plan = parse(text, name=plan.source.name)
    return text, places


_MARKS = (b"", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WIDER = {"big5": "big5hkscs"}


def encoded_like(data: bytes, old: str, new: str, encoding: str) -> bytes | None:
    r"""A new text in the encoding, with the byte order mark and the line ends, of an old file.

    None where the old file does not come out again byte for byte, so that nothing but the mends
    would ever change.

    >>> encoded_like("一\r\n".encode("gb18030"), "一\n", "一、\n", "gb18030").decode("gb18030")
    '一、\r\n'
    """
    for codec in (encoding, _WIDER.get(encoding, encoding)):
        for mark in _MARKS:
            for end in ("\n", "\r\n"):
                if _encoded(mark, old, end, codec) == data:
                    return _encoded(mark, new, end, codec)
    return None


def _encoded(mark: bytes, text: str, end: str, codec: str) -> bytes | None:
    try:
        return mark + text.replace("\n", end).encode(codec)
    except (UnicodeEncodeError, LookupError):
        return None
