"""What is not the writer's: pinyin, spaced letters, misread bytes, entities (注音、字距、错码)."""

from __future__ import annotations

from functools import cache

import regex

from ..patterns import compiled
from ..script import fold
from ..span import line_end
from .paragraph import Edit

_TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_VOWELS = f"aeiouvü{_TONES}"
_ENOUGH_PINYIN = 3


@cache
def _syllable() -> regex.Pattern[str]:
    return compiled(
        rf"(?<=\p{{Han}})[(（](?:[bpmfdtnlgkjqxrzcsywh]h?)?[{_VOWELS}]{{1,4}}(?:ng?|r)? ?[)）]"
    )


def pinyin_notes(text: str) -> list[Edit]:
    """Readings in brackets after a character (汉字注音), if the document is full of them."""
    if not any(tone in text for tone in "ǎàéèìóò"):
        return []
    found = list(_syllable().finditer(text))
    toned = sum(1 for match in found if not set(_TONES).isdisjoint(match.group()))
    if toned < _ENOUGH_PINYIN:
        return []
    return [Edit(*match.span(), "pinyin", "") for match in found]


_SPACED = compiled(r"\p{Han}(?:[ \u3000]\p{Han}){3,}")
_CLOSE = compiled(r"\p{Han}\p{Han}")
_BLANK = compiled(r"(?<=[\p{Han}“”《》])[ \u3000](?=[\p{Han}“”《》])")


def spaced_letters(text: str) -> list[Edit]:
    """The blanks of lines in which every character is set apart (总 体 要 求), as by a layout."""
    edits: list[Edit] = []
    done = 0
    for match in _SPACED.finditer(text):
        if match.start() < done:
            continue
        start = text.rfind("\n", 0, match.start()) + 1
        done = line_end(text, start)
        if not _CLOSE.search(text, start, done):
            blanks = _BLANK.finditer(text, start, done)
            edits += [Edit(*blank.span(), "letter-spacing", "") for blank in blanks]
    return edits


_ENTITY = compiled(r"&(?:[A-Za-z]{2,8}|#\d{2,6}|#x[0-9A-Fa-f]{2,5});")


def entities(text: str) -> list[Edit]:
    """Characters that stand written as in the source of a page (&ldquo;)."""
    if "&" not in text:
        return []
    from html import unescape

    read = ((match, unescape(match[0])) for match in _ENTITY.finditer(text))
    return [Edit(*m.span(), "entity", sign) for m, sign in read if len(sign) == 1 and sign.strip()]


_SLIPPED = ("十四五", "十五五", "十一五")


@cache
def _slips() -> dict[str, str]:
    """What “十X五 looks like one byte late with its private-use character dropped, and with it."""
    slips = {}
    for words in _SLIPPED:
        whole = f"“{words}".encode("gb18030")[1:] + b"\xa1"
        shifted = whole.decode("gb18030")
        slips[regex.sub(r"\p{Co}", "", shifted)] = shifted
    return slips


@cache
def _slip_cue() -> regex.Pattern[str]:
    """A lead byte that became ``?``, what was read one byte late, the ASCII byte that ends it."""
    return compiled(r"[?？]([!！]?)([\x80-\ud7ff\ue000-\uffff]{2,60}+)([@-~])")


def shifted_bytes(text: str) -> list[Edit]:
    """Stretches of GBK read one byte late (错位乱码), where the reversal leaves clean Chinese."""
    if not any(f"笆{c}" in text for c in "奈逦晃\ue1a2") and "?" not in text and "？" not in text:
        return []
    edits = []
    for match in _slip_cue().finditer(text):
        restored = _unslip("！" if match[1] else "", match[2], match[3])
        if restored:
            edits.append(Edit(*match.span(), "mojibake", restored))
    return edits


def _unslip(mark: str, shifted: str, last: str) -> str | None:
    if not any(not _common(c) for c in shifted if c >= "\u3400"):
        return None
    for short, full in _slips().items():
        shifted = shifted.replace(short, full)
    data = (mark + shifted).encode("gb18030") + last.encode("ascii")
    for lead in (b"\xa1", b"\xa3"):
        try:
            restored = (lead + data).decode("gbk")
        except UnicodeDecodeError:
            continue
        if _is_clean(restored):
            return restored
    return None


_MARKS = "。，、；：！？“”‘’《》（）—…·"


def _is_clean(text: str) -> bool:
    """Whether the text is everyday Chinese that begins with a mark."""
    return text[0] in _MARKS and all(c in _MARKS or _common(c) for c in text)


def _common(character: str) -> bool:
    """Whether it is one of the 3 755 characters of everyday use (一级汉字) of GB 2312."""
    try:
        data = fold(character).encode("gb2312")
    except UnicodeEncodeError:
        return False
    return len(data) == 2 and 0xB0 <= data[0] <= 0xD7
