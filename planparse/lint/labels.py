"""Checks of the numbers themselves: their sequence, their marks, the order of their levels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import regex

from ..model import Node
from ..numbering import STYLES
from ..numerals import HAN, SEQUENCES, han_to_int, int_to_han
from ..patterns import compiled
from ..script import fold
from ..span import Span
from .document import Document, Hit, Placed, family, printed
from .model import Edit

_DAMAGE = compiled(r"[ーニ卜lI丨|]|^\(? ?[-—](?= ?[)、])")
_OPENING = compiled(r"[(（\[［〔【]?\s*")
_LEVELS = {"han-comma": 1, "han-paren": 2, "arabic-dot": 3, "arabic-paren": 4}
_SAMPLES = {1: "一、", 2: "（一）", 3: "1.", 4: "（1）"}


_DECIMAL = compiled(r"(\d{1,3})(?:[.．]\d{1,3})+[.．]?")
_WHOLE = compiled(r"(?:第)?(\d{1,3})[.．、]?")


# --- sequence --------------------------------------------------------------------------------


def sequence(document: Document) -> Iterator[Hit]:
    """What the outline found wrong with the numbers, and misread numbers that still fit."""
    at_start = {p.node.span.start: p for p in document.placed}
    told = set()
    for item in document.plan.diagnostics:
        if item.span is None or not item.code.startswith("NUM"):
            continue
        placed = at_start.get(item.span.start)
        if placed is not None:
            told.add(item.span.start)
            if not _runs_on(document, placed, item.code):
                yield _sequence_hit(item.code, placed)
    for placed in document.placed:
        label = placed.node.label or ""
        if placed.node.span.start not in told and _damaged(placed.node, label):
            yield _sequence_hit("NUM005", placed)


_FAR = 3


def _runs_on(document: Document, placed: Placed, code: str) -> bool:
    """Whether a number far from its neighbours goes on a list that runs through the document.

    Lists inside lists confuse the reading; a gap is a fault only where running on does not fit, and
    a number is taken for another only where the list goes on as if it were that other.
    """
    node = placed.node
    shown = printed(node.label or "")
    if shown is None or _damaged(node, node.label or ""):
        return False
    before = placed.before
    if before is not None and before.ordinal == shown:
        return False
    if code == "NUM005" and not _goes_on(placed):
        return True
    if before is not None and shown - (before.ordinal or 0) <= _FAR:
        return False
    first = document.first_shown
    end = node.span.start
    preceding = first.get((family(node), shown - 1), end)
    return preceding < end <= first.get((family(node), shown), end)


def _goes_on(placed: Placed) -> bool:
    """Whether the next number of the list shows what follows the number this one was read as."""
    node = placed.node
    following = printed(placed.after.label or "") if placed.after else None
    return following is not None and following == (node.ordinal or 0) + 1


def _damaged(node: Node, label: str) -> bool:
    style = STYLES.get(node.scheme or "")
    if not style or style.sequence not in ("han", "arabic") or not node.ordinal:
        return False
    return bool(_DAMAGE.search(fold(label)))


def _told_as(code: str, placed: Placed, label: str) -> str:
    """The code that says best what is wrong, seen from the number before in the same list."""
    before = placed.before.ordinal if placed.before else None
    number = printed(label)
    if before is None or number is None or _damaged(placed.node, label):
        return code
    if code in ("NUM002", "NUM004", "NUM005") and number == before:
        return "NUM003"
    if code == "NUM002":
        return "NUM004" if number < before else "NUM001" if number > before + 1 else code
    return code


def _sequence_hit(code: str, placed: Placed) -> Hit:
    node = placed.node
    label = node.label or ""
    span = Span(node.span.start, node.span.start + max(1, len(label)))
    code = _told_as(code, placed, label)
    expected = _written(node, label, node.ordinal or 0)
    before = placed.before
    first = (before.ordinal + 1) if before and before.ordinal else (node.ordinal or 1) - 1
    last = (node.ordinal or 1) - 1
    missing = _written(node, label, min(first, last) if first > last else first)
    if first < last:
        missing += "…" + _written(node, label, last)
    edits: tuple[Edit, ...] = ()
    if code == "NUM006" or (code == "NUM005" and _damaged(node, label)):
        edits = (Edit(span=Span(span.start, span.start + len(label)), text=expected),)
    values = {"label": label, "expected": expected, "missing": missing}
    return Hit(code, span, values, edits if label and expected != label else ())


_NUMBER = compiled(rf"[{HAN}]++|\d++|[ーニ卜lI丨|]")
_SIGN = compiled(r"[^\W\d_第]")
_DASH_NUMBER = compiled(r"[-—]")
_LAST_NUMBER = compiled(r"\d+(?=\D*$)")


def _written(node: Node, label: str, ordinal: int) -> str:
    """An ordinal in the dress of the label: its own brackets and mark, another number."""
    if _DECIMAL.fullmatch(label):
        return _LAST_NUMBER.sub(str(ordinal), label)
    style = STYLES.get(node.scheme or "")
    names = (style.sequence or "").split("|") if style else [""]
    inner = _OPENING.sub("", label, count=1)
    match = _NUMBER.search(label) or _SIGN.search(label)
    if match is None and _damaged(node, label):
        match = _DASH_NUMBER.search(label)
    name = "arabic" if "arabic" in names and match and match[0].isdecimal() else names[0]
    if not name or not 1 <= ordinal <= SEQUENCES[name].last:
        return str(ordinal)
    start, end = match.span() if match else (len(label) - len(inner),) * 2
    return f"{label[:start]}{SEQUENCES[name].write(ordinal)}{label[end:]}"


# --- marks -----------------------------------------------------------------------------------

_HAN_LINE = compiled(
    rf"(?m)^ *+(?P<n>[{HAN}]{{1,4}}+)(?P<x> ?[、,;:.](?!\d)| )(?=[一-鿿“])(?P<rest>[^\n]*+)"
)
_ARABIC_COMMA = compiled(r"\d{1,3}+ ?(?P<x>、)$")
_BRACKET_MARK = compiled(rf"\( ?(?:[{HAN}]{{1,4}}+|\d{{1,3}}+) ?\)(?P<x> ?[、,.:])")
_CIRCLE_MARK = compiled(r"[①-⑳㉑-㉟⑴-⒇㈠-㈩](?P<x>[、,.])")
_DECIMAL_MARK = compiled(r"\d{1,2}+(?:\.\d{1,2}+)++(?P<x>[.、])")
_COMMA_BLANK = compiled(r"[一二三四五六七八九十百]{1,4}+、(?P<x> ++)(?=\S)")
_REACH = 16


def marks(document: Document) -> Iterator[Hit]:
    """Wrong marks after ordinals (序号后的标点, GB/T 15834 B.3)."""
    for placed in document.placed:
        node = placed.node
        if node.label and not node.auto and node.form not in ("bullet", "inline"):
            yield from _marks_of(document, node)


def _marks_of(document: Document, node: Node) -> Iterator[Hit]:
    start = node.span.start
    near = document.folded[start : start + _REACH]
    label = fold(node.label or "")
    style = node.scheme or ""
    if style == "arabic-comma":
        yield from _one(document, node, "MRK002", _ARABIC_COMMA.match(label), document.dot)
    elif style in ("han-paren", "arabic-paren"):
        yield from _one(document, node, "MRK003", _BRACKET_MARK.match(near), "")
    elif style in ("circled-bare", "paren-digit", "paren-han-sign"):
        yield from _one(document, node, "MRK004", _CIRCLE_MARK.match(near), "")
    elif style.startswith("decimal"):
        yield from _one(document, node, "MRK008", _DECIMAL_MARK.match(near), "")
    elif style == "han-comma":
        yield from _one(document, node, "MRK009", _COMMA_BLANK.match(near), "")


def _one(
    document: Document, node: Node, code: str, match: regex.Match[str] | None, right: str
) -> Iterator[Hit]:
    if match is None:
        return
    begin = node.span.start + match.start("x")
    end = node.span.start + match.end("x")
    text = document.text
    label = text[node.span.start : end].rstrip()
    values = {"label": label, "right": f"{text[node.span.start : begin].rstrip()}{right}"}
    edit = Edit(span=Span(begin, end), text=right)
    yield Hit(code, Span(node.span.start, max(end, node.span.start + 1)), values, (edit,))


def han_marks(document: Document) -> Iterator[Hit]:
    """一， and 一. and 一 for 一、: lines in sequence, whether the outline took them or not."""
    lines = [m for m in _HAN_LINE.finditer(document.folded) if not document.outside(m.start())]
    values = [han_to_int(m["n"]) or -9 for m in lines]
    for k, match in enumerate(lines):
        near = (values[k - 1] + 1 if k else 0, values[k + 1] - 1 if k + 1 < len(lines) else 0)
        mark = match["x"].strip()
        if mark == "、" or values[k] not in near or (not mark and " " in match["rest"].strip()):
            continue
        begin, end = match.span("x")
        label = document.text[match.start("n") : end].rstrip()
        values_ = {"label": label, "right": f"{document.text[match.start('n') : begin]}、"}
        edit = Edit(span=Span(begin, end), text="、")
        yield Hit("MRK001" if mark else "MRK006", Span(match.start("n"), end), values_, (edit,))


def mixed_dots(document: Document) -> Iterator[Hit]:
    """Lists in which 1. and 1． stand side by side."""
    for siblings in document.lists:
        structural = (n for n in siblings if n.structural)
        dotted = [n for n in structural if n.scheme == "arabic-dot" and n.label and not n.auto]
        used = Counter(n.label[-1] for n in dotted if n.label and n.label[-1] in ".．")
        if len(used) < 2:
            continue
        usual = used.most_common(1)[0][0]
        for node in dotted:
            label = node.label or ""
            if label[-1] in ".．" and label[-1] != usual:
                at = node.span.start + len(label) - 1
                edit = Edit(span=Span(at, at + 1), text=usual)
                yield Hit("MRK010", Span(node.span.start, at + 1), {"label": label}, (edit,))


def articles(document: Document) -> Iterator[Hit]:
    """Articles numbered in Arabic numerals (立法法 第六十五条)."""
    for placed in document.placed:
        node = placed.node
        label = fold(node.label or "")
        if node.scheme == "tiao" and node.ordinal and regex.search(r"\d", label):
            right = f"第{int_to_han(node.ordinal)}条"
            yield Hit("MRK011", Span(node.span.start, node.span.start + len(label)),
                      {"right": right})  # fmt: skip


# --- levels ----------------------------------------------------------------------------------


def levels(document: Document) -> Iterator[Hit]:
    """Levels left out or turned round (层次序数, GB/T 9704 7.3.3)."""
    yield from _skipped(document)
    for outer in _LEVELS:
        for inner in _LEVELS:
            if _LEVELS[inner] < _LEVELS[outer]:
                yield from _reversed(document, outer, inner)


def _skipped(document: Document) -> Iterator[Hit]:
    """A level left out that the document uses elsewhere.

    ``1.`` directly under 一、 is common in published documents and is not reported; nor is what
    hangs under an article, a box or an attachment, which number afresh.
    """
    used = {_LEVELS.get(family(p.node), 0) for p in document.placed if p.node.form != "inline"}
    for placed in document.placed:
        node = placed.node
        parent = placed.above[-1] if placed.above else None
        if parent is None or node.form in ("inline", "bullet") or placed.before:
            continue
        level, above = _LEVELS.get(family(node), 0), _LEVELS.get(family(parent), 0)
        left_out = range(above + 1, level)
        if above and left_out and (above, level) != (1, 3) and used.issuperset(left_out):
            yield _level_hit("NUM007", node, parent, _SAMPLES[above + 1])


def _reversed(document: Document, outer: str, inner: str) -> Iterator[Hit]:
    """（一） divided into 一、: a higher form that begins again under each item of a lower one.

    Read from the order of the lines, since the tree prefers to see the usual nesting.
    """
    at_most = {name for name, level in _LEVELS.items() if level <= _LEVELS[outer]}
    nodes = [p.node for p in document.placed
             if p.node.form != "inline" and family(p.node) in at_most]  # fmt: skip
    first = next((family(n) for n in nodes if family(n) in (outer, inner)), None)
    if first != outer:
        return
    last = 0
    begun: list[tuple[Node, Node]] = []
    current: Node | None = None
    for node in nodes:
        if family(node) == outer:
            if node.ordinal != last + 1:
                return
            current, last = node, last + 1
        elif family(node) != inner:
            current = None  # a level above both parts them
        elif node.ordinal == 1 and current is not None:
            begun.append((current, node))
    if len({parent.id for parent, _ in begun}) >= 2:
        parent, node = begun[0]
        yield _level_hit("NUM008", node, parent, "")


def _level_hit(code: str, node: Node, parent: Node, skipped: str) -> Hit:
    label = node.label or ""
    span = Span(node.span.start, node.span.start + max(1, len(label)))
    return Hit(code, span, {"label": label, "parent": parent.label or "", "skipped": skipped})


def decimals(document: Document) -> Iterator[Hit]:
    """Decimal numbers (1.1) under a heading whose number is another (2)."""
    for placed in document.placed:
        label = placed.node.label or ""
        above = placed.above[-1].label if placed.above else None
        number, whole = _DECIMAL.fullmatch(label), _WHOLE.fullmatch(above or "")
        if number and whole and number[1] != whole[1]:
            span = Span(placed.node.span.start, placed.node.span.start + len(label))
            yield Hit("NUM009", span, {"label": label, "parent": above, "expected": whole[1]})
