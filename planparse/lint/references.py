"""Checks of what a document says of its other parts: articles, boxes, attachments, contents."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Node
from ..numerals import to_int
from ..patterns import compiled
from ..span import Span
from .document import HAN, Document, Hit, head_span, heading, squeezed

_ARTICLE = compiled(
    r"本(?:办法|规定|条例|细则|规则|章程|制度)(?:的 ?)?"
    rf"(?P<x>第 ?(?P<n>[{HAN}]{{1,6}}+|\d{{1,3}}+) ?条)"
)
_BOX = compiled(r"(?:(?:见|如|按照?)|\((?=[^)]{1,6}\)))(?P<x>专栏 ?(?P<n>\d{1,2}+))")
_ATTACHMENT = compiled(
    r"(?:(?:见|按照?|参照|填写)(?:本方案)?|\((?=[^)]{1,6}\)))(?P<x>附件 ?(?P<n>\d{1,2}+))"
)
_LISTED = compiled(r"(?m)^[ ]*+(?:附件 ?: ?)?(?P<n>\d{1,2}+) ?[.、] ?(?P<title>[^\n]{2,80}+)")
_LIST_START = compiled(r"(?m)^[ ]*+附件 ?:")


def references(document: Document) -> Iterator[Hit]:
    """References to articles, boxes and attachments that the document does not have."""
    nodes = [p.node for p in document.placed]
    known = {
        "tiao": {n.ordinal for n in nodes if n.scheme == "tiao"},
        "box": {n.ordinal for n in nodes if n.scheme == "box"},
        "attachment": {n.ordinal for n in nodes if n.scheme == "attachment"},
    }
    if known["attachment"]:
        known["attachment"] |= set(_listed(document))
    for scheme, pattern in (("tiao", _ARTICLE), ("box", _BOX), ("attachment", _ATTACHMENT)):
        there = known[scheme] - {None}
        if len(there) < (2 if scheme == "tiao" else 1):
            continue
        for match in pattern.finditer(document.folded):
            if to_int(match["n"]) not in there and not document.outside(match.start()):
                yield Hit("REF001", Span(*match.span("x")), {"x": match["x"]})


def _listed(document: Document) -> dict[int, str]:
    """The numbered names after 附件： (附件说明)."""
    start = _LIST_START.search(document.folded)
    found: dict[int, str] = {}
    position = start.start() if start else -1
    while position >= 0:
        match = _LISTED.match(document.folded, position)
        if not match or int(match["n"]) != len(found) + 1:
            break
        found[int(match["n"])] = match["title"].strip()
        position = match.end() + 1
    return found


def attachment_titles(document: Document) -> Iterator[Hit]:
    """Attachments whose title is not the one that 附件说明 gives."""
    listed = _listed(document)
    for placed in document.placed:
        node = placed.node
        name = listed.get(node.ordinal or 0)
        if node.scheme != "attachment" or not name or not node.title:
            continue
        ours, theirs = squeezed(node.title), squeezed(name)
        if ours not in theirs and theirs not in ours and not _continued(document, node, theirs):
            values = {"number": node.ordinal, "title": node.title, "listed": name}
            yield Hit("DOC009", head_span(node, document), values)


def _continued(document: Document, node: Node, listed: str) -> bool:
    """Whether the listed name stands at the attachment's head, over several lines perhaps."""
    start = node.span.start
    return listed in squeezed(document.text[start : start + 4 * len(listed) + 60])


_ENTRY_END = compiled(r"[\s.…·。_\-—–()\d]++$")


def contents(document: Document) -> Iterator[Hit]:
    """Entries of the contents page that the body lacks, where it has most of the others."""
    titles = {squeezed(heading(p.node)) for p in document.placed}
    titles |= {squeezed(p.node.title or "") for p in document.placed}
    entries = list(_entries(document))
    absent = [(span, text) for span, text in entries if squeezed(text) not in titles]
    body = squeezed(_after_contents(document)) if absent else ""
    absent = [(span, text) for span, text in absent if squeezed(text) not in body]
    if len(entries) >= 3 and len(absent) * 3 <= len(entries):
        for span, text in absent:
            yield Hit("REF002", span, {"x": text})


def _entries(document: Document) -> Iterator[tuple[Span, str]]:
    for node in document.plan.walk():
        if node.kind != "toc":
            continue
        position = node.span.start
        for line in document.text[node.span.start : node.span.end].split("\n"):
            text = _ENTRY_END.sub("", line).strip()
            if len(squeezed(text)) > 2 and squeezed(text) not in ("目录", "目次"):
                start = position + line.index(text[0])
                yield Span(start, start + len(text)), text
            position += len(line) + 1


def _after_contents(document: Document) -> str:
    ends = [n.span.end for n in document.plan.walk() if n.kind == "toc"]
    return document.text[max(ends, default=0) :]
