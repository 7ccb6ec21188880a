"""Checks that need the whole tree: headings, counts, references, targets, duties, elements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import regex

from ..model import Duty, Indicator, Node
from ..numerals import han_to_int
from ..patterns import compiled
from ..script import fold
from ..span import Span
from .document import Document, Hit, family, heading
from .model import Edit

_HAN = "一二三四五六七八九十百零〇"
_NOT_WORDS = compiled(r"[^\w]")


def _squeezed(text: str) -> str:
    return _NOT_WORDS.sub("", fold(text))


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() else han_to_int(text.replace("两", "二"))


def _head_span(node: Node, document: Document) -> Span:
    """The label and title of a node, at most its first line."""
    stop = document.text.find("\n", node.span.start)
    length = len(heading(node))
    end = min(node.span.start + max(1, length), stop if stop >= 0 else len(document.text))
    return Span(node.span.start, max(end, node.span.start + 1))


# --- headings --------------------------------------------------------------------------------


def repeated_titles(document: Document) -> Iterator[Hit]:
    """The same title twice in one list."""
    seen: dict[tuple[str, str], Node] = {}
    for placed in document.placed:
        node = placed.node
        title = _squeezed(node.title or "")
        numbered = node.label and node.scheme not in ("attachment", "box")
        if len(title) < 4 or node.form not in ("heading", "item") or not numbered:
            continue
        parent = placed.above[-1].id if placed.above else ""
        first = seen.setdefault((parent, title), node)
        if first is not node and family(first) == family(node):
            values = {"title": node.title, "line": first.lines.start}
            yield Hit("HDG001", _head_span(node, document), values)


def empty_sections(document: Document) -> Iterator[Hit]:
    """Headings with nothing under them whose fellows all have something."""
    for nodes in _fellows(document):
        empty = [n for n in nodes if not n.children and not n.text]
        if len(nodes) >= 4 and len(empty) * 4 <= len(nodes):
            for node in empty:
                if node is not nodes[-1] and _is_bare_heading(node, document):
                    yield Hit("HDG002", _head_span(node, document), {"title": heading(node)})


def _is_bare_heading(node: Node, document: Document) -> bool:
    """Whether a node is a short heading that ends without a mark, alone on its line."""
    last = document.folded[node.span.end - 1 : node.span.end]
    return node.form == "heading" and len(node.title or "") <= 30 and last not in "。;:,!?"


def end_marks(document: Document) -> Iterator[Hit]:
    """Headings on a line of their own that end in 。 among fellows that do not."""
    for nodes in _fellows(document):
        if family(nodes[0]) not in ("han-comma", "han-paren"):
            continue
        alone = [n for n in nodes if n.form == "heading" and n.children and _alone(n, document)]
        marked = [n for n in alone if _end_mark(n, document)]
        if len(alone) >= 3 and marked and len(marked) * 3 <= len(alone):
            for node in marked:
                span = _head_span(node, document)
                edit = Edit(span=Span(span.end, span.end + 1), text="")
                yield Hit("HDG003", span, {"title": heading(node)}, (edit,))


def _fellows(document: Document) -> Iterator[list[Node]]:
    """The lists of the document: numbered siblings of one style."""
    groups: list[Sequence[Node]] = [document.plan.body]
    groups += [p.node.children for p in document.placed]
    for group in groups:
        lists: dict[str, list[Node]] = {}
        for node in group:
            if node.structural and node.label and node.form != "inline":
                lists.setdefault(family(node), []).append(node)
        yield from lists.values()


def _alone(node: Node, document: Document) -> bool:
    span = _head_span(node, document)
    shown = document.text[span.start : span.end]
    rest = document.text[span.end : span.end + 2]
    return shown == heading(node) and rest.lstrip("。")[:1] in ("", "\n", "\r")


def _end_mark(node: Node, document: Document) -> bool:
    end = _head_span(node, document).end
    return document.text[end : end + 1] == "。"


# --- counts ----------------------------------------------------------------------------------

_NOUN = "任务|工作|工程|行动|措施|举措|问题|要求|建议|原则|意见|内容|机制|计划|方面|事|要点|重点"
_ANNOUNCED = compiled(
    rf"(?P<x>(?P<n>[两{_HAN}]{{1,3}}+|\d{{1,2}}+) ?[个项大点条件](?:方面)?的?"
    rf"(?:重点|主要|具体)?(?:{_NOUN}){{1,2}}) ?:$"
)
_TITLE = compiled(
    rf"(?P<x>(?P<n>[两{_HAN}]{{1,3}}+|\d{{1,2}}+) ?[个项大条]"
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
    groups: list[Sequence[Node]] = [document.plan.body]
    groups += [p.node.children for p in document.placed]
    for group in groups:
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
    announced = _number(match["n"])
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


# --- references ------------------------------------------------------------------------------

_ARTICLE = compiled(
    r"本(?:办法|规定|条例|细则|规则|章程|制度)(?:的 ?)?"
    rf"(?P<x>第 ?(?P<n>[{_HAN}]{{1,6}}+|\d{{1,3}}+) ?条)"
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
            if _number(match["n"]) not in there and not document.outside(match.start()):
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
        ours, theirs = _squeezed(node.title), _squeezed(name)
        if ours not in theirs and theirs not in ours and not _continued(document, node, theirs):
            values = {"number": node.ordinal, "title": node.title, "listed": name}
            yield Hit("DOC009", _head_span(node, document), values)


def _continued(document: Document, node: Node, listed: str) -> bool:
    """Whether the listed name stands at the attachment's head, over several lines perhaps."""
    start = node.span.start
    return listed in _squeezed(document.text[start : start + 4 * len(listed) + 60])


_ENTRY_END = compiled(r"[\s.…·。_\-—–()\d]++$")


def contents(document: Document) -> Iterator[Hit]:
    """Entries of the contents page that the body lacks, where it has most of the others."""
    titles = {_squeezed(heading(p.node)) for p in document.placed}
    titles |= {_squeezed(p.node.title or "") for p in document.placed}
    entries = list(_entries(document))
    absent = [(span, text) for span, text in entries if _squeezed(text) not in titles]
    body = _squeezed(_after_contents(document)) if absent else ""
    absent = [(span, text) for span, text in absent if _squeezed(text) not in body]
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
            if len(_squeezed(text)) > 2 and _squeezed(text) not in ("目录", "目次"):
                start = position + line.index(text[0])
                yield Span(start, start + len(text)), text
            position += len(line) + 1


def _after_contents(document: Document) -> str:
    ends = [n.span.end for n in document.plan.walk() if n.kind == "toc"]
    return document.text[max(ends, default=0) :]


# --- targets ---------------------------------------------------------------------------------


def targets(document: Document) -> Iterator[Hit]:
    """One indicator with two values for one year."""
    seen: dict[tuple[str, str, int, bool], Indicator] = {}
    for node in document.plan.walk():
        for found in node.indicators:
            name = _squeezed(found.name)
            if found.status != "target" or found.year is None or len(name) < 3:
                continue
            key = (name, found.unit, found.year, found.op == "growth")
            first = seen.setdefault(key, found)
            if _contradict(first, found):
                values = {"name": found.name, "year": found.year, "value": _amount(found),
                          "line": first.lines.start, "other": _amount(first)}  # fmt: skip
                yield Hit("TGT001", found.span, values)


def _contradict(a: Indicator, b: Indicator) -> bool:
    """Whether two statements cannot both be meant: other values, but not a floor and a ceiling.

    Within one line the parts of a whole often share a name, so that only lines are compared.
    """
    if a.value == b.value or a.lines == b.lines:
        return False
    if {a.op, b.op} & {"≤", "<"} and a.op != b.op:
        return False
    return "range" not in (a.op, b.op) or a.op == b.op


def _amount(found: Indicator) -> str:
    if isinstance(found.value, tuple):
        return f"{found.value[0]}—{found.value[1]}{found.unit}"
    return f"{found.value}{found.unit}"


# --- duties ----------------------------------------------------------------------------------


def duties(document: Document) -> Iterator[Hit]:
    """Tasks without the unit, or the lead, that all their neighbours have."""
    for nodes in _fellows(document):
        if len(nodes) < 5:
            continue
        held = [_duties_below(n) for n in nodes]
        yield from _lacking(document, "DTY001", nodes, [any(map(_units, d)) for d in held])
        if all(any(map(_units, d)) for d in held):
            yield from _lacking(document, "DTY003", nodes, [any(x.lead for x in d) for d in held])


def _lacking(
    document: Document, code: str, nodes: Sequence[Node], has: Sequence[bool]
) -> Iterator[Hit]:
    without = [node for node, there in zip(nodes, has, strict=True) if not there]
    if len(without) * 5 <= len(nodes):
        for node in without:
            yield Hit(code, _head_span(node, document), {"title": heading(node)})


def _duties_below(node: Node) -> list[Duty]:
    return [one.duty for one in node.walk() if one.duty]


def _units(duty: Duty) -> tuple[str, ...]:
    return (*duty.lead, *duty.support, *duty.units)


def deadlines(document: Document) -> Iterator[Hit]:
    """Deadlines that lie before the date of the document."""
    date = document.plan.meta.issue_date
    if not date:
        return
    for node in document.plan.walk():
        duty = node.duty
        if duty and duty.due and duty.due < date[: len(duty.due)]:
            yield Hit("TGT002", duty.span, {"deadline": duty.deadline or duty.due, "date": date})


# --- elements --------------------------------------------------------------------------------

_ADDRESSEES = compiled(
    r"各[^。;:!?\n]{2,120}+(?<=人民政府|政府|单位|部门|机构|委员会|管委会|委|局|厅|公司|院校|高校|学校)[。;,]?$"
)
_ISSUES = compiled(r"关于(?:印发|转发|批转)")
_GENRE = compiled(
    r"(?:通知|函|令|公告|通告|决定|批复|意见|命令|通报|报告|请示|决议|公报|议案|纪要|说明|解读)[)）》]*(?:\([^)]*\))?$"
)


def addressees(document: Document) -> Iterator[Hit]:
    """Addressees (主送机关) that do not end in a colon: the first line before the first section."""
    for node in document.plan.body:
        if node.structural:
            return
        text = fold(node.text).rstrip()
        if node.kind != "preamble" or not _ADDRESSEES.match(text):
            continue
        end = node.span.end
        mark = text[-1] in "。;,"
        edit = Edit(span=Span(end - mark, end), text="：")
        yield Hit("DOC007", Span(end - 1, end), {}, (edit,))
        return


def genre(document: Document) -> Iterator[Hit]:
    """A title 关于印发… that does not say what kind of document it is (文种)."""
    for node in _titles(document.plan.body):
        title = fold(node.title or node.text).replace(" ", "")
        if _ISSUES.search(title) and not _ends_in_genre(document, node, title):
            yield Hit("DOC010", node.span, {})


def _ends_in_genre(document: Document, node: Node, title: str) -> bool:
    """Whether the title, or the title with the lines it may go on in, names the genre."""
    following = document.folded[node.span.end : node.span.end + 160].split("\n")
    for line in ("", *following[:5]):
        title += line.replace(" ", "")
        if _GENRE.search(title):
            return True
    return False


def _titles(nodes: Iterable[Node]) -> Iterator[Node]:
    return (node for node in nodes if node.form == "title")
