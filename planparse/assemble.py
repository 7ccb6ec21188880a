"""The outline's sections to the published nodes: titles, bodies, ids and spans.

Lossless by construction: a line is cut into segments that touch, so that every character of the
source lies in a leaf or in a branch's own part before its first child.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, repeat
from typing import TypeVar

from .classify import Classifier
from .division import Heading, first_sentence
from .extract.facts import Facts
from .inline import Inline, inline_items
from .lexicon import ACTION_START
from .memory import Shared, taken
from .numbering import Enumerator
from .outline import Section
from .patterns import compiled
from .roles import Role, role
from .scan import Line, cell_text, repeats_title
from .span import LineIndex, Span
from .tree import CELL_MARK, NOTHING, Duty, Evidence, Form, Kind, Node, Told

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


class _Ids:
    """Hands out the ids of what lies in one node, or at the top: unique in the plan."""

    __slots__ = ("_above", "_taken")

    def __init__(self, above: str = "") -> None:
        self._above = f"{above}/" if above else ""
        self._taken: dict[str, int] = {}

    def take(self, token: str) -> str:
        """The id for a token; • is always counted."""
        if token == "•":
            return self.count(token)
        times = self._times(token)
        return f"{self._above}{token}" if times == 1 else f"{self._above}{token}~{times}"

    def count(self, token: str) -> str:
        """The id for a token with a running number."""
        return f"{self._above}{token}{self._times(token)}"

    def _times(self, token: str) -> int:
        times = self._taken[token] = self._taken.get(token, 0) + 1
        return times


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

    A section is emptied while its nodes are made, so that the memory it took serves the next.
    """

    def __init__(
        self, text: str, index: LineIndex, classifier: Classifier,
        heads: list[Heading], facts: Facts,
    ) -> None:  # fmt: skip
        self._text = text
        self._index = index
        self._classifier = classifier
        self._heads = heads
        self._facts = facts
        self._ids = _Ids()
        self._labels = Shared[str]()  # most labels come again

    # -- front, body, back --------------------------------------------------------------------

    def body(self, root: Section) -> tuple[Node, ...]:
        """The top-level nodes of the document, in document order."""
        out: list[Node] = []
        run: list[Line] = []
        started = False
        for part in taken(root.content):
            if isinstance(part, Section):
                out += self._loose(run, started)
                run = []
                started = True
                out.append(self._section(part, self._ids))
            else:
                above = run[-1] if run and run[-1].part == "title" else None
                goes_on = above is not None and not repeats_title(above, part)
                if part.part == "title" and not goes_on:
                    out += self._loose(run, started)
                    run, started = [], False
                run.append(part)
        out += self._loose(run, started)
        return tuple(out)

    def _loose(self, lines: list[Line], after: bool) -> Iterator[Node]:
        """Nodes for lines outside every section: title, preamble, closing, furniture, contents."""
        for part in _runs(lines):
            if isinstance(part, Line):
                yield from self._loose_line(part, after)
            elif part[0].part == "title":
                yield self._title(part)
            else:
                yield self._explained(part, self._ids)

    def _explained(self, lines: Sequence[Line], ids: _Ids) -> Node:
        """One node for a run of contents, of site furniture, or of the cells of one table."""
        part = lines[0].part
        if part == "cell":
            return self._table(lines, ids)
        if part == "toc":
            return self._block(lines, ids, "toc", "contents page")
        return self._block(lines, ids, "boilerplate", "site furniture")

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
                line, 0, len(line.folded), self._ids, "paragraph", Role(kind, Evidence(rule=rule))
            )
            return
        if limit := items[0].enumerator.start:
            yield self._segment_node(
                line, 0, limit, self._ids, "paragraph", Role(kind, Evidence(rule=rule))
            )
        yield from self._inline(items, None, line, self._ids)

    def _title(self, lines: Sequence[Line]) -> Node:
        span = self._span(lines[0].start, self._end(lines[-1]))
        text = "".join(line.text for line in lines)
        return self._node(
            self._ids.take("title"),
            "title",
            role("title", "first heading line"),
            span,
            title=text,
        )

    # -- sections -----------------------------------------------------------------------------

    def _section(self, section: Section, ids: _Ids) -> Node:
        line = section.line
        assert line is not None
        head = self._heads[section.index]
        enumerator = section.enumerator
        decided = head.role
        span_end = self._end(head.extra or line)
        token = _token(enumerator, section.ordinal)
        node_id = ids.take(token)
        inner = _Ids(node_id)
        children: list[Node] = []
        own = self._own_text(line, head, inner, children)
        if head.items:
            children += self._inline(head.items, section, line, inner)
        children += self._content(section, head, inner)
        if children:
            span_end = max(span_end, children[-1].span.end)
        label = self._label(line, enumerator) if enumerator else None
        hint = line.paragraph.hint
        whole = not line.text[head.end :].strip()
        own_end = head.limit if own else head.end
        return self._node(
            node_id, _form(section, whole, head.end - head.body), decided,
            self._span(line.start, span_end),
            label=label, title=head.title(line) or None, text=own, children=tuple(children),
            auto=bool(hint and hint.auto_label and not line.offset),
            ordinal=section.ordinal if enumerator else None,
            scheme=section.name or None,
            facts_line=line, facts_from=0, facts_to=own_end, duty=self._facts.duty(section),
        )  # fmt: skip

    def _own_text(self, line: Line, head: Heading, ids: _Ids, children: list[Node]) -> str:
        """The run-in body: sentences as children where the kind wants them, else own text."""
        rest = line.text[head.end : head.limit].strip()
        if not rest:
            return ""
        if head.role.kind in _SPLIT_KINDS:
            kind = head.role.kind
            children += self._sentences(line, head.end, head.limit, kind, ids)
            return ""
        return rest

    def _content(self, section: Section, head: Heading, ids: _Ids) -> Iterator[Node]:
        if head.extra and section.content:
            section.content.remove(head.extra)
        for part in _runs(section.content):
            if isinstance(part, Section):
                yield self._section(part, ids)
            elif isinstance(part, Line):
                yield from self._body_line(part, section, head.role, ids)
            else:
                yield self._explained(part, ids)

    def _body_line(self, line: Line, section: Section, decided: Role, ids: _Ids) -> Iterator[Node]:
        items = inline_items(line.folded) if line.part == "text" else ()
        limit = items[0].enumerator.start if items else len(line.folded)
        if limit:
            if decided.kind in _SPLIT_KINDS and line.part == "text":
                yield from self._sentences(line, 0, limit, decided.kind, ids)
            else:
                yield self._segment(line, 0, limit, ids, "paragraph", "text", "body paragraph")
        if items:
            yield from self._inline(items, section, line, ids)

    def _inline(
        self, items: Sequence[Inline], section: Section | None, line: Line, ids: _Ids
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
            intro = line.folded[: items[0].enumerator.start][-24:] if not item.depth else ""
            out.append(self._inline_item(item, inner, section, line, ids, intro))
        return out

    def _inline_item(
        self,
        item: Inline,
        inner: Sequence[Inline],
        section: Section | None,
        line: Line,
        ids: _Ids,
        intro: str,
    ) -> Node:
        mark = item.enumerator
        limit = inner[0].enumerator.start if inner else item.end
        end = first_sentence(line.folded, mark.body, limit)
        title = line.text[mark.body : end].strip().rstrip("。；;：:，,")
        decided = self._classifier.inline(section, item.depth, bool(inner), title, intro)
        node_id = ids.take(_token(mark, mark.ordinal))
        below = _Ids(node_id)
        children: list[Node] = []
        text = ""
        if line.text[end:limit].strip():
            if decided.kind in _SPLIT_KINDS:
                children += self._sentences(line, end, limit, decided.kind, below)
            else:
                text = line.text[end:limit].strip()
        if inner:
            children += self._inline(inner, section, line, below)
        start = line.source(mark.start) if mark.start else line.start
        span = self._span(start, self._cut(line, item.end))
        return self._node(
            node_id, "inline", decided, span,
            label=self._label(line, mark), title=title, text=text,
            ordinal=mark.ordinal, scheme=mark.style.name, children=tuple(children),
            facts_line=line, facts_from=mark.body, facts_to=end if children else item.end,
        )  # fmt: skip

    # -- leaves -------------------------------------------------------------------------------

    def _sentences(self, line: Line, begin: int, end: int, kind: str, ids: _Ids) -> Iterator[Node]:
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
            yield self._segment_node(line, position, stop, ids, "sentence", decided)
            position = stop

    def _segment(
        self, line: Line, begin: int, end: int, ids: _Ids, form: Form, kind: Kind, rule: str
    ) -> Node:
        return self._segment_node(line, begin, end, ids, form, role(kind, rule))

    def _segment_node(
        self, line: Line, begin: int, end: int, ids: _Ids, form: Form, decided: Role
    ) -> Node:
        text = line.text[begin:end].strip()
        start = line.source(begin) if begin else line.start
        measure = decided.kind == "measure"
        title = _action_phrase(text, line.folded[begin:end].strip()) if measure else None
        token = "s" if form == "sentence" else "p"
        return self._node(
            ids.count(token), form, decided, self._span(start, self._cut(line, end)),
            title=title, text=text, facts_line=line, facts_from=begin, facts_to=end,
        )  # fmt: skip

    def _block(self, lines: Sequence[Line], ids: _Ids, kind: Kind, rule: str) -> Node:
        """One node for a run of lines that belong together and say nothing of the plan."""
        span = self._span(lines[0].start, self._end(lines[-1]))
        text = "\n".join(line.text for line in lines)
        return self._node(ids.count(kind), "paragraph", role(kind, rule), span, text=text)

    def _table(self, lines: Sequence[Line], ids: _Ids) -> Node:
        node_id = ids.count("t")
        inner = _Ids(node_id)
        rows: list[Node] = []
        for cells in _rows(lines):
            span = self._span(cells[0].start, self._end(cells[-1]))
            hint = cells[0].paragraph.hint
            rows.append(
                self._node(
                    inner.count("r"),
                    "row",
                    role("text", "table row"),
                    span,
                    text=CELL_MARK.join(_words(cells)),
                    origin_hint=hint,
                )
            )
        span = self._span(lines[0].start, self._end(lines[-1]))
        self._facts.table(lines, rows)
        return self._node(node_id, "table", role("text", "table"), span, children=tuple(rows))

    # -- pieces -------------------------------------------------------------------------------

    def _end(self, line: Line) -> int:
        return self._cut(line, len(line.folded))

    def _cut(self, line: Line, offset: int) -> int:
        """Where in the source a segment that ends at ``offset`` ends: where the next begins."""
        position = line.offset + offset
        paragraph, text = line.paragraph, line.paragraph.text
        while text.startswith(" ", position):  # markup may stand behind it
            position += 1
        return paragraph.end if position >= len(text) else paragraph.source(position)

    def _span(self, start: int, end: int) -> Span:
        while end > start and self._text[end - 1 : end].isspace():
            end -= 1
        return Span(start, end)

    def _label(self, line: Line, mark: Enumerator) -> str:
        return self._labels(line.text[mark.start : mark.end].strip())

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
        if origin := getattr(hint, "origin", None):
            found["origin"] = origin
        return Node(
            id=node_id, form=form, kind=decided.kind, evidence=decided.evidence, label=label,
            auto=auto, ordinal=ordinal, scheme=scheme, title=title, text=text,
            start=span.start, end=span.end, index=self._index,
            told=Told(**found) if found else NOTHING, children=children,
        )  # fmt: skip


_P = TypeVar("_P")


def _runs(parts: list[_P] | tuple[()]) -> Iterator[_P | list[Line]]:
    """Sections and lines of text one by one, neighbours of one other part or table together."""
    for sort, run in groupby(taken(parts), _sort):
        if sort == "single":
            yield from run
        else:
            yield [part for part in run if isinstance(part, Line)]


def _sort(part: object) -> object:
    if not isinstance(part, Line) or part.part in ("text", "element", "footnote"):
        return "single"
    hint = part.paragraph.hint
    if part.part == "cell" and hint and hint.origin:
        return "cell", hint.origin.table
    return "furniture" if part.part == "page-number" else part.part


_COLUMNS = 63
"""As many as a table in Word can have."""


def _words(cells: Sequence[Line]) -> Iterator[str]:
    """The text of every cell of a row, the lines of one together; empty cells keep their place."""
    last = 0
    if all(isinstance(_column(cell), int) for cell in cells):
        cells = sorted(cells, key=_place)
    for column, lines in groupby(cells, _column):
        if isinstance(column, int) and column <= _COLUMNS:
            yield from repeat("", column - last - 1)
            last = column
        yield cell_text(list(lines))


def _place(line: Line) -> int:
    column = _column(line)
    return column if isinstance(column, int) else 0


def _column(line: Line) -> int | Line:
    """The column of a line's cell; a line that does not know it is a cell of its own."""
    hint = line.paragraph.hint
    return hint.origin.column if hint and hint.origin and hint.origin.column else line


def _rows(lines: Sequence[Line]) -> Iterator[list[Line]]:
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
