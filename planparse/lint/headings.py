"""Checks of headings in their lists, and of how many items are announced (标题、项数)."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from ..model import Node
from ..numerals import to_int
from ..patterns import compiled
from ..script import fold
from ..span import Span
from .document import HAN, Document, Hit, family, fellows, head_span, heading, squeezed
from .model import Edit


def repeated_titles(document: Document) -> Iterator[Hit]:
    """The same title twice in one list."""
    seen: dict[tuple[str, str], Node] = {}
    for placed in document.placed:
        node = placed.node
        title = squeezed(node.title or "")
        numbered = node.label and node.scheme not in ("attachment", "box")
        if len(title) < 4 or node.form not in ("heading", "item") or not numbered:
            continue
        parent = placed.above[-1].id if placed.above else ""
        first = seen.setdefault((parent, title), node)
        if first is not node and family(first) == family(node):
            values = {"title": node.title, "line": first.lines.start}
            yield Hit("HDG001", head_span(node, document), values)


def empty_sections(document: Document) -> Iterator[Hit]:
    """Headings with nothing under them whose fellows all have something."""
    for nodes in fellows(document):
        empty = [n for n in nodes if not n.children and not n.text]
        if len(nodes) >= 4 and len(empty) * 4 <= len(nodes):
            for node in empty:
                if node is not nodes[-1] and _is_bare_heading(node, document):
                    yield Hit("HDG002", head_span(node, document), {"title": heading(node)})


def _is_bare_heading(node: Node, document: Document) -> bool:
    """Whether a node is a short heading that ends without a mark, alone on its line."""
    last = document.folded[node.span.end - 1 : node.span.end]
    return node.form == "heading" and len(node.title or "") <= 30 and last not in "。;:,!?"


def end_marks(document: Document) -> Iterator[Hit]:
    """Headings on a line of their own that end in 。 among fellows that do not."""
    for nodes in fellows(document):
        if family(nodes[0]) not in ("han-comma", "han-paren"):
            continue
        alone = [n for n in nodes if n.form == "heading" and n.children and _alone(n, document)]
        marked = [n for n in alone if _end_mark(n, document)]
        if len(alone) >= 3 and marked and len(marked) * 3 <= len(alone):
            for node in marked:
                span = head_span(node, document)
                edit = Edit(span=Span(span.end, span.end + 1), text="")
                yield Hit("HDG003", span, {"title": heading(node)}, (edit,))


def _alone(node: Node, document: Document) -> bool:
    span = head_span(node, document)
    shown = document.text[span.start : span.end]
    rest = document.text[span.end : span.end + 2]
    return shown == heading(node) and rest.lstrip("。")[:1] in ("", "\n", "\r")


def _end_mark(node: Node, document: Document) -> bool:
    end = head_span(node, document).end
    return document.text[end : end + 1] == "。"


_NOUN = "任务|工作|工程|行动|措施|举措|问题|要求|建议|原则|意见|内容|机制|计划|方面|事|要点|重点"
_ANNOUNCED = compiled(
    rf"(?P<x>(?P<n>[两{HAN}]{{1,3}}+|\d{{1,2}}+) ?[个项大点条件](?:方面)?的?"
    rf"(?:重点|主要|具体)?(?:{_NOUN}){{1,2}}) ?:$"
)
_TITLE = compiled(
    rf"(?P<x>(?P<n>[两{HAN}]{{1,3}}+|\d{{1,2}}+) ?[个项大条]"
    r"(?:重点|主要|专项)?(?:任务|措施|举措|工程|行动))$"
)
_LOOK_BACK = 60


def counts(document: Document) -> Iterator[Hit]:
    """Announced numbers of items (以下五项任务：) that are not the number that follows."""
    for items in _runs(document):
        first = items[0]
        if first.ordinal != 1 or any(b.ordinal != k for k, b in enumerate(items, 1)):
            continue
        begin = max(0, first.span.start - _LOOK_BACK)
        lead = document.folded[begin : first.span.start].rstrip()
        match = _ANNOUNCED.search(lead)
        if match:
            yield from _count_hit(match, begin, len(items))
    for placed in document.placed:
        yield from _title_count(document, placed.node)


def _runs(document: Document) -> Iterator[list[Node]]:
    for group in document.lists:
        run: list[Node] = []
        for node in group:
            if run and (not node.structural or family(node) != family(run[0]) or node.ordinal == 1):
                yield run
                run = []
            if node.structural and node.ordinal is not None:
                run.append(node)
        if run:
            yield run


def _count_hit(match: regex.Match[str], offset: int, count: int) -> Iterator[Hit]:
    announced = to_int(match["n"])
    if announced is not None and announced >= 2 and announced != count:
        span = Span(offset + match.start("x"), offset + match.end("x"))
        yield Hit("CNT001", span, {"x": match["x"], "number": announced, "count": count})


def _title_count(document: Document, node: Node) -> Iterator[Hit]:
    match = _TITLE.search(fold(node.title or ""))
    items = [n for n in node.children if n.structural]
    if not match or len(items) < 2 or len({family(n) for n in items}) > 1:
        return
    if all(n.ordinal == k for k, n in enumerate(items, 1)):
        at = document.folded.find(match["x"], node.span.start)
        if 0 <= at < node.span.start + 80:
            yield from _count_hit(match, at - match.start("x"), len(items))
