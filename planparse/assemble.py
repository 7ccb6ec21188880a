"""The outline's sections to the published nodes: titles, bodies, ids and spans.

Lossless by construction: a line is cut into segments that touch, so that every character of the
source lies in a leaf or in a branch's own part before its first child.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, repeat

from .classify import Classifier
from .division import Heading, first_sentence
from .extract.facts import Facts
from .inline import Inline, inline_items
from .lexicon import ACTION_START
from .numbering import Enumerator
from .outline import Section
from .patterns import compiled
from .roles import Role, role
from .scan import Line, repeats_title
from .span import LineIndex, Lines, Span
from .tree import CELL_MARK, Duty, Evidence, Form, Kind, Node

_SENTENCE = compiled(
    r"(?:[^。!?;“‘「(]|\([^()\n]{0,400}\)|\(|“[^”\n]{0,300}”|[“‘「])*+[。!?;]*+[”’」』)]*+ ?"
)
_TITLE_LIMIT = 60
_SPLIT_KINDS = frozenset({"task", "measure", "safeguard", "project", "box", "goal"})
_NO_MEASURE = compiled(
    r"(?:.{0,4}(?:单位|部门|机关|领导|责任人|时限|期限|时间|目标|措施|内容|进度):|"
    r".{0,12}(?:是.{0,30}(?:时期|关键|基础|要求|选择|举措|任务)|具有.{0,12}意义|面临)|当前|随着|为.{2,40}特?制定)"
)
_TOPIC = compiled(
    r"^(?:围绕|聚焦|以|依托|在|对|对于|针对|按照|根据|面向|结合|到\d{4}|充分利用)[^,]{1,40},"
)
_CLAUSE_END = compiled(r"[,。;!?]")
_ID_WORD = {"bian": "编", "pian": "篇", "bufen": "部分", "zhang": "章", "jie": "节", "tiao": "条",
            "box": "专栏", "attachment": "附件", "di-stage": "阶段", "work": "项"}  # fmt: skip


@dataclass(slots=True)
class _Ids:
    """Hands out ids that are unique in the plan."""

    seen: dict[str, int] = field(default_factory=dict)

    def take(self, parent: str, token: str) -> str:
        path = f"{parent}/{token}" if parent else token
        times = self.seen.get(path, 0) + 1
        self.seen[path] = times
        return path if times == 1 else self.take("", f"{path}~{times}")


def _token(enumerator: Enumerator | None, ordinal: int | None) -> str:
    """The part of an id that a section adds: the document's own number where it has one."""
    if (
        enumerator is None
        or ordinal is None
        or (enumerator.style.sequence is None and not enumerator.path)
    ):
        return "•"
    name = enumerator.style.name
    if enumerator.path:
        return ".".join(map(str, enumerator.path))
    if name in _ID_WORD:
        return f"{_ID_WORD[name]}{ordinal}"
    if "paren" in name:
        return f"({ordinal})"
    if name.startswith("circled"):
        return f"[{ordinal}]"
    return str(ordinal) if name in _PLAIN_NUMBERS else f"{ordinal}'"


_PLAIN_NUMBERS = frozenset(
    ["han-comma", "han-dot", "han-mark", "han-blank", "arabic-dot", "arabic-comma",
     "arabic-mark", "dot-digit", "arabic-bare", "zero-bare"]
)  # fmt: skip


class Assembler:
    """Builds the nodes of one document.

    A section is emptied when its node is there, so that most of the memory it took serves the next.
    """

    def __init__(
        self, text: str, index: LineIndex, classifier: Classifier,
        heads: dict[int, Heading], facts: Facts,
    ) -> None:  # fmt: skip
        self._text = text
        self._index = index
        self._classifier = classifier
        self._heads = heads
        self._facts = facts
        self._ids = _Ids()
        self._counts: dict[tuple[str, str], int] = {}

    # -- front, body, back --------------------------------------------------------------------

    def body(self, root: Section) -> tuple[Node, ...]:
        """The top-level nodes of the document, in document order."""
        out: list[Node] = []
        run: list[Line] = []
        started = False
        for part in root.content:
            if isinstance(part, Section):
                out += self._loose(run, started)
                run = []
                started = True
                out.append(self._section(part, ""))
            else:
                above = run[-1] if run and run[-1].part == "title" else None
                goes_on = above is not None and not repeats_title(above, part)
                if part.part == "title" and not goes_on:
                    out += self._loose(run, started)
                    run, started = [], False
                run.append(part)
        out += self._loose(run, started)
        root.content.clear()
        return tuple(out)

    def _loose(self, lines: Sequence[Line], after: bool) -> Iterator[Node]:
        """Nodes for lines outside every section: title, preamble, closing, furniture, contents."""
        for group in _groups(lines):
            first = group[0]
            if first.part == "toc":
                yield self._block(group, "", "paragraph", "toc", "contents page")
            elif first.part in ("furniture", "page-number"):
                yield self._block(group, "", "paragraph", "boilerplate", "site furniture")
            elif first.part == "cell":
                yield self._table(group, "")
            elif first.part == "title":
                yield self._title(group)
            else:
                for line in group:
                    yield from self._loose_line(line, after)

    def _loose_line(self, line: Line, after: bool) -> Iterator[Node]:
        kind: Kind = "closing" if after else "preamble"
        rule = "after the last section" if after else "before the first section"
        if (
            line.element in ("date", "document-number", "source", "speaker", "occasion")
            and not after
        ):
            kind, rule = "boilerplate", f"document element: {line.element}"
        elif line.element in ("issuer", "annotation", "attachment-list", "copy-to"):
            kind, rule = "closing", f"document element: {line.element}"
        items = inline_items(line.folded) if line.part == "text" else ()
        if not items:
            yield self._segment_node(
                line, 0, len(line.text), "", "paragraph", Role(kind, Evidence(rule=rule))
            )
            return
        if limit := items[0].enumerator.start:
            yield self._segment_node(
                line, 0, limit, "", "paragraph", Role(kind, Evidence(rule=rule))
            )
        yield from self._inline(items, None, line, "")

    def _title(self, lines: Sequence[Line]) -> Node:
        span = self._span(lines[0].start, self._end(lines[-1]))
        text = "".join(line.text for line in lines)
        return self._node(
            self._ids.take("", "title"),
            "title",
            role("title", "first heading line"),
            span,
            title=text,
        )

    # -- sections -----------------------------------------------------------------------------

    def _section(self, section: Section, parent_id: str) -> Node:
        line = section.line
        assert line is not None
        head = self._heads.pop(id(section))
        enumerator = section.enumerator
        decided = head.role
        span_end = self._end(head.extra or line)
        token = _token(enumerator, section.ordinal)
        node_id = self._number(parent_id, token)
        children: list[Node] = []
        own = self._own_text(line, head, node_id, children)
        if head.items:
            children += self._inline(head.items, section, line, node_id)
        content = [part for part in section.content if part is not head.extra]
        children += self._content(content, section, decided, node_id)
        section.content.clear()
        if children:
            span_end = max(span_end, children[-1].span.end)
        label = line.text[enumerator.start : enumerator.end].strip() if enumerator else None
        hint = line.paragraph.hint
        whole = not line.text[head.end :].strip()
        own_end = head.limit if own else head.end
        return self._node(
            node_id, _form(section, whole, head.end - head.body), decided,
            self._span(line.start, span_end),
            label=label, title=head.title or None, text=own, children=tuple(children),
            auto=bool(hint and hint.auto_label and not line.offset),
            ordinal=section.ordinal if enumerator else None,
            scheme=section.name or None,
            facts_line=line, facts_from=0, facts_to=own_end, duty=self._facts.duty(section),
        )  # fmt: skip

    def _number(self, parent_id: str, token: str) -> str:
        if token != "•":
            return self._ids.take(parent_id, token)
        return self._counted(parent_id, "•")

    def _counted(self, parent_id: str, token: str) -> str:
        key = (parent_id, token)
        self._counts[key] = self._counts.get(key, 0) + 1
        return self._ids.take(parent_id, f"{token}{self._counts[key]}")

    def _own_text(self, line: Line, head: Heading, node_id: str, children: list[Node]) -> str:
        """The run-in body: sentences as children where the kind wants them, else own text."""
        rest = line.text[head.end : head.limit].strip()
        if not rest:
            return ""
        if head.role.kind in _SPLIT_KINDS:
            kind = head.role.kind
            children += self._sentences(line, head.end, head.limit, kind, node_id)
            return ""
        return rest

    def _content(
        self, content: Sequence[Section | Line], section: Section, decided: Role, node_id: str
    ) -> Iterator[Node]:
        run: list[Line] = []
        for part in content:
            if isinstance(part, Line):
                run.append(part)
                continue
            yield from self._body_lines(run, section, decided, node_id)
            run = []
            yield self._section(part, node_id)
        yield from self._body_lines(run, section, decided, node_id)

    def _body_lines(
        self, lines: Sequence[Line], section: Section, decided: Role, node_id: str
    ) -> Iterator[Node]:
        for group in _groups(lines):
            part = group[0].part
            if part == "toc":
                yield self._block(group, node_id, "paragraph", "toc", "contents page")
            elif part in ("furniture", "page-number"):
                yield self._block(group, node_id, "paragraph", "boilerplate", "site furniture")
            elif part == "cell":
                yield self._table(group, node_id)
            else:
                for line in group:
                    yield from self._body_line(line, section, decided, node_id)

    def _body_line(
        self, line: Line, section: Section, decided: Role, node_id: str
    ) -> Iterator[Node]:
        items = inline_items(line.folded) if line.part == "text" else ()
        limit = items[0].enumerator.start if items else len(line.text)
        if limit:
            if decided.kind in _SPLIT_KINDS and line.part == "text":
                yield from self._sentences(line, 0, limit, decided.kind, node_id)
            else:
                yield self._segment(line, 0, limit, node_id, "paragraph", "text", "body paragraph")
        if items:
            yield from self._inline(items, section, line, node_id)

    def _inline(
        self, items: Sequence[Inline], section: Section | None, line: Line, node_id: str
    ) -> list[Node]:
        """Items inside a paragraph, nested by where they lie."""
        out: list[Node] = []
        index = 0
        while index < len(items):
            item = items[index]
            inner = []
            index += 1
            while index < len(items) and items[index].depth > item.depth:
                inner.append(items[index])
                index += 1
            out.append(self._inline_item(item, inner, section, line, node_id))
        return out

    def _inline_item(
        self,
        item: Inline,
        inner: Sequence[Inline],
        section: Section | None,
        line: Line,
        parent_id: str,
    ) -> Node:
        mark = item.enumerator
        limit = inner[0].enumerator.start if inner else item.end
        end = first_sentence(line.folded, mark.body, limit)
        title = line.text[mark.body : end].strip().rstrip("。；;：:，,")
        decided = self._classifier.inline(section, item.depth, bool(inner), title)
        node_id = self._number(parent_id, _token(mark, mark.ordinal))
        children: list[Node] = []
        text = ""
        if line.text[end:limit].strip():
            if decided.kind in _SPLIT_KINDS:
                children += self._sentences(line, end, limit, decided.kind, node_id)
            else:
                text = line.text[end:limit].strip()
        if inner:
            children += self._inline(inner, section, line, node_id)
        start = line.source(mark.start) if mark.start else line.start
        span = self._span(start, self._cut(line, item.end))
        return self._node(
            node_id, "inline", decided, span,
            label=line.text[mark.start : mark.end].strip(), title=title, text=text,
            ordinal=mark.ordinal, scheme=mark.style.name, children=tuple(children),
            facts_line=line, facts_from=mark.body, facts_to=end if children else item.end,
        )  # fmt: skip

    # -- leaves -------------------------------------------------------------------------------

    def _sentences(
        self, line: Line, begin: int, end: int, kind: str, parent_id: str
    ) -> Iterator[Node]:
        """The sentences of a body, measures where they call for action (举措)."""
        position = begin
        while position < end:
            match = _SENTENCE.match(line.folded, position, end)
            stop = match.end() if match and match.end() > position else end
            while stop < end and line.folded[stop] == " ":
                stop += 1
            if not line.folded[position:stop].strip():
                position = stop
                continue
            words = _action(line.folded[position:stop]) if kind != "goal" else None
            decided = (
                role("measure", "calls for action", words)
                if words
                else role("text", "does not call for action")
            )
            yield self._segment_node(line, position, stop, parent_id, "sentence", decided)
            position = stop

    def _segment(
        self, line: Line, begin: int, end: int, parent_id: str, form: Form, kind: Kind, rule: str
    ) -> Node:
        return self._segment_node(line, begin, end, parent_id, form, role(kind, rule))

    def _segment_node(
        self, line: Line, begin: int, end: int, parent_id: str, form: Form, decided: Role
    ) -> Node:
        text = line.text[begin:end].strip()
        start = line.source(begin) if begin else line.start
        measure = decided.kind == "measure"
        title = _action_phrase(text, line.folded[begin:end].strip()) if measure else None
        token = "s" if form == "sentence" else "p"
        return self._node(
            self._counted(parent_id, token), form, decided, self._span(start, self._cut(line, end)),
            title=title, text=text, facts_line=line, facts_from=begin, facts_to=end,
        )  # fmt: skip

    def _block(
        self, lines: Sequence[Line], parent_id: str, form: Form, kind: Kind, rule: str
    ) -> Node:
        """One node for a run of lines that belong together and say nothing of the plan."""
        span = self._span(lines[0].start, self._end(lines[-1]))
        text = "\n".join(line.text for line in lines)
        return self._node(self._counted(parent_id, kind), form, role(kind, rule), span, text=text)

    def _table(self, lines: Sequence[Line], parent_id: str) -> Node:
        node_id = self._counted(parent_id, "t")
        rows: list[Node] = []
        flat = self._facts.flat_rows(lines)
        for cells in _rows(lines, flat):
            span = self._span(cells[0].start, self._end(cells[-1]))
            hint = cells[0].paragraph.hint
            rows.append(
                self._node(
                    self._counted(node_id, "r"),
                    "row",
                    role("text", "table row"),
                    span,
                    text=CELL_MARK.join(_words(cells)),
                    origin_hint=hint,
                )
            )
        span = self._span(lines[0].start, self._end(lines[-1]))
        rows = self._facts.table(lines, flat, rows)
        return self._node(node_id, "table", role("text", "table"), span, children=tuple(rows))

    # -- pieces -------------------------------------------------------------------------------

    def _end(self, line: Line) -> int:
        return self._cut(line, len(line.text))

    def _cut(self, line: Line, offset: int) -> int:
        """Where in the source a segment that ends at ``offset`` ends: where the next begins."""
        position = line.offset + offset
        paragraph = line.paragraph
        while paragraph.text.startswith(" ", position):  # markup may stand behind it
            position += 1
        return paragraph.end if position >= len(paragraph.text) else paragraph.source(position)

    def _span(self, start: int, end: int) -> Span:
        while end > start and self._text[end - 1 : end].isspace():
            end -= 1
        return Span(start, end)

    def _node(
        self, node_id: str, form: Form, decided: Role, span: Span, *,
        label: str | None = None, title: str | None = None, text: str = "", auto: bool = False,
        ordinal: int | None = None, scheme: str | None = None, children: tuple[Node, ...] = (),
        facts_line: Line | None = None, facts_from: int = 0, facts_to: int = 0,
        origin_hint: object = None, duty: Duty | None = None,
    ) -> Node:  # fmt: skip
        hint = origin_hint or (facts_line.paragraph.hint if facts_line else None)
        found = self._facts.of(facts_line, facts_from, facts_to) if facts_line else {}
        if duty is not None:
            found["duty"] = duty
        return Node(
            id=node_id, form=form, kind=decided.kind, evidence=decided.evidence, label=label,
            auto=auto, ordinal=ordinal, scheme=scheme, title=title, text=text, span=span,
            lines=self._lines(span), origin=getattr(hint, "origin", None), children=children,
            **found,
        )  # fmt: skip

    def _lines(self, span: Span) -> Lines:
        return self._index.lines(span)


def _groups(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Runs of lines of one part; text and elements stay one by one in a run of their own."""
    run: list[Line] = []
    for line in lines:
        if run and _sort(run[-1]) != _sort(line):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _sort(line: Line) -> object:
    hint = line.paragraph.hint
    if line.part == "cell" and hint and hint.origin:
        return "cell", hint.origin.table
    if line.part in ("furniture", "page-number"):
        return "furniture"
    return "text" if line.part in ("text", "element", "footnote") else line.part


_COLUMNS = 63
"""As many as a table in Word can have."""


def _words(cells: Sequence[Line]) -> Iterator[str]:
    """The text of every cell of a row, the lines of one together; empty cells keep their place."""
    last = 0
    for column, lines in groupby(cells, _column):
        if isinstance(column, int) and column <= _COLUMNS:
            yield from repeat("", column - last - 1)
            last = column
        yield " ".join(line.text for line in lines)


def _column(line: Line) -> int | Line:
    """The column of a line's cell; a line that does not know it is a cell of its own."""
    hint = line.paragraph.hint
    return hint.origin.column if hint and hint.origin and hint.origin.column else line


def _rows(lines: Sequence[Line], flat: list[list[Line | None]] | None) -> Iterator[list[Line]]:
    if flat is not None:
        yield from ([cell for cell in row if cell] for row in flat)
        return
    run: list[Line] = []
    last: int | None = None
    for line in lines:
        hint = line.paragraph.hint
        row = hint.origin.row if hint and hint.origin else None
        if run and (row != last or row is None):
            yield run
            run = []
        run.append(line)
        last = row
    if run:
        yield run


def _form(section: Section, whole: bool, length: int) -> Form:
    style = section.name
    if style in ("dash", "bullet", "auto-bullet"):
        return "bullet"
    if section.enumerator is None or style in ("box", "attachment"):
        return "heading"
    return "heading" if length <= _TITLE_LIMIT and (whole or length <= 41) else "item"


def _action(folded: str) -> str | None:
    """The words by which a sentence calls for action, or None (FIELD: verb-initial clauses)."""
    if _NO_MEASURE.match(folded):
        return None
    text = folded
    topic = _TOPIC.match(text)
    if topic:
        text = text[topic.end() :]
    match = ACTION_START.match(text)
    return match[0] if match else None


def _action_phrase(text: str, folded: str) -> str:
    """A measure's title: its first clause, up to the first stop."""
    begin = 0
    topic = _TOPIC.match(folded)
    if topic:
        begin = topic.end()
    stop = _CLAUSE_END.search(folded, begin + 4)
    return text[: stop.start()] if stop else text
