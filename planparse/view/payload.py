"""What the page draws: nodes in document order, and the source cut into pieces that touch.

A piece is a run of characters that belong to one node and carry the same marks (indicator, duty,
reference, diagnostic), so that the script only has to walk a list, whatever overlaps what. Spans
that contradict each other (a plan edited by hand) are clipped to their place in document order.
Without a source, a text is put together from the labels, titles and texts of the nodes, and all
that follows is the same.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ..diagnostics import worded
from ..evidence import rule_name
from ..model import Duty, Node, Plan
from ..span import Span
from ..tables import Table, for_screen, indicator_table, task_table
from ..tasks import work_items

INDICATOR, DUTY, REFERENCE, DIAGNOSTIC = 1, 2, 4, 8
"""Bits of a piece's marks."""

Piece = tuple[int, int, int]
"""Where a piece ends (it starts where the last one ends), its node or -1, its marks."""
Units = Callable[[int], int]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A node, the index of its parent (-1 for none) and its span in the text that is shown."""

    node: Node
    parent: int
    span: Span


def payload(plan: Plan, text: str | None, lang: str) -> dict[str, Any]:
    """The data of the page, as plain values for JSON; offsets in UTF-16 code units."""
    original = _placed(plan)
    placed, numbers = original, None
    shown = text
    if shown is None:
        shown, placed, numbers = _restored(original)
    index = {id(item.node): i for i, item in enumerate(placed)}
    home = _owners(original, max([len(text or ""), *(p.span.end for p in original)], default=0))
    marks = _Marks(shown, restored=text is None)
    nodes = [_node(item, marks) for item in placed]
    diagnostics = list(_diagnostics(plan, home, placed, marks))
    units = _units(shown)
    pieces = _pieces(_owners(placed, len(shown)), marks.found)
    return {
        "lang": lang,
        "restored": text is None,
        "source": {"name": plan.source.name, "type": plan.source.media_type,
                   "characters": plan.source.characters, "lines": plan.source.lines},
        "rules": {rule: rule_name(rule, "zh") for rule in _rules(plan)},
        "meta": plan.meta.model_dump(mode="json", exclude_none=True),
        "text": shown,
        "numbers": numbers,
        "pieces": [value for end, node, bits in pieces for value in (units(end), node, bits)],
        "nodes": nodes,
        "diagnostics": diagnostics,
        "indicators": _indicators(plan, index, [units(span.start) for span in marks.aims]),
        "tasks": _tasks(plan, index),
    }  # fmt: skip


def _rules(plan: Plan) -> list[str]:
    """The rules of evidence that the plan names, each once."""
    return list(dict.fromkeys(node.evidence.rule for node in plan.walk() if node.evidence))


def _placed(plan: Plan) -> list[_Placed]:
    out: list[_Placed] = []
    stack = [(node, -1) for node in reversed(plan.body)]
    while stack:
        node, parent = stack.pop()
        stack.extend((child, len(out)) for child in reversed(node.children))
        out.append(_Placed(node, parent, node.span))
    return out


def _restored(placed: Sequence[_Placed]) -> tuple[str, list[_Placed], list[int]]:
    """A text made of the nodes' own words, a line each; the nodes in it; the lines' numbers."""
    lines: list[str] = []
    numbers: list[int] = []
    out: list[_Placed] = []
    position = 0
    for item in placed:
        own = own_words(item.node)
        rows = own.split("\n") if own else []
        lines += rows
        numbers += [item.node.lines.start] * len(rows)
        length = len(own) + 1 if own else 0
        out.append(_Placed(item.node, item.parent, Span(position, position + length)))
        position += length
    return "\n".join(lines), _grown(out), numbers


def _grown(placed: Sequence[_Placed]) -> list[_Placed]:
    """The same with every span reaching over the node's descendants."""
    ends = [item.span.end for item in placed]
    for i in range(len(placed) - 1, -1, -1):
        parent = placed[i].parent
        if parent >= 0:
            ends[parent] = max(ends[parent], ends[i])
    return [
        _Placed(item.node, item.parent, Span(item.span.start, end))
        for item, end in zip(placed, ends, strict=True)
    ]


def own_words(node: Node) -> str:
    """Label, title and text of a node as one would read them aloud (a title is said once).

    >>> from ..span import Lines
    >>> own_words(Node(id="1", form="heading", kind="task", label="一、", title="主要任务",
    ...                span=Span(0, 6), lines=Lines(1, 1)))
    '一、主要任务'
    """
    head = (node.title or "") if node.structural or node.form == "title" else ""
    if node.text.startswith(head):
        head = ""
    gap = " " if head and node.text else ""
    return f"{node.label or ''}{head}{gap}{node.text or ('' if head else node.title or '')}"


class _Marks:
    """Collects marked ranges of the text that is shown; in a restored text it looks for them."""

    def __init__(self, text: str, *, restored: bool) -> None:
        self._text = text
        self.restored = restored
        self.found: list[tuple[int, int, int]] = []
        self.aims: list[Span] = []
        """Where each indicator lies, in document order."""

    def place(self, span: Span, words: str, item: _Placed) -> Span:
        """Where a span of the source lies in the text that is shown; the node's span at worst."""
        if not self.restored:
            return span
        at = self._text.find(words, item.span.start, item.span.end) if words else -1
        return item.span if at < 0 else Span(at, at + len(words))

    def add(self, span: Span, words: str, item: _Placed, bit: int) -> Span:
        """Mark a range and return it."""
        place = self.place(span, words, item)
        if place is not item.span or not self.restored:
            self.found.append((place.start, place.end, bit))
        return place


def _owners(placed: Sequence[_Placed], length: int) -> list[tuple[int, int, int]]:
    """Touching ranges from 0 to ``length``, each with the innermost node that holds it, or -1."""
    out: list[tuple[int, int, int]] = []
    stack: list[tuple[int, int]] = [(-1, length)]
    position = 0

    def own(node: int, until: int) -> None:
        nonlocal position
        if until > position:
            out.append((position, until, node))
            position = until

    for i, item in enumerate(placed):
        while stack[-1][0] != item.parent:
            own(*stack.pop())
        limit = stack[-1][1]
        own(item.parent, min(item.span.start, limit))
        stack.append((i, min(item.span.end, limit)))
    while stack:
        own(*stack.pop())
    return out


def _pieces(
    owners: Iterable[tuple[int, int, int]], marks: Iterable[tuple[int, int, int]]
) -> Iterator[Piece]:
    """The owners' ranges cut wherever a mark begins or ends."""
    edges = sorted(
        edge for start, end, bit in marks if end > start for edge in ((start, bit), (end, -bit))
    )
    depth = dict.fromkeys((INDICATOR, DUTY, REFERENCE, DIAGNOSTIC), 0)
    done = 0
    for start, end, node in owners:
        position = start
        while position < end:
            while done < len(edges) and edges[done][0] <= position:
                bit = edges[done][1]
                depth[abs(bit)] += 1 if bit > 0 else -1
                done += 1
            position = min(end, edges[done][0]) if done < len(edges) else end
            yield position, node, sum(bit for bit, count in depth.items() if count > 0)


def _units(text: str) -> Units:
    """A function from code point offsets to UTF-16 offsets, which a script's strings have.

    >>> _units("甲𠀀乙")(3)
    4
    """
    if text.isascii() or max(text) <= "\uffff":
        return lambda offset: offset
    astral = [i for i, character in enumerate(text) if character > "\uffff"]
    return lambda offset: offset + bisect_left(astral, offset)


def _node(item: _Placed, marks: _Marks) -> dict[str, Any]:
    node = item.node
    out: dict[str, Any] = {
        "id": node.id, "up": item.parent, "form": node.form, "kind": node.kind,
        "lines": [node.lines.start, node.lines.end],
    }  # fmt: skip
    optional = {
        "label": node.label, "title": node.title, "text": node.text,
        "page": node.origin.page if node.origin else None,
        "rule": node.evidence.rule if node.evidence else None,
        "words": node.evidence.words if node.evidence else None,
        "duty": _duty(node.duty) if node.duty else None,
        "aims": [aim.text for aim in node.indicators],
        "refs": [[ref.text, ref.target] for ref in node.references],
        "goals": [goal.id for goal in node.goals],
    }  # fmt: skip
    out.update((key, value) for key, value in optional.items() if value)
    if node.duty:
        marks.add(node.duty.span, node.duty.text, item, DUTY)
    marks.aims += [marks.add(aim.span, aim.text, item, INDICATOR) for aim in node.indicators]
    for ref in node.references:
        marks.add(ref.span, ref.text, item, REFERENCE)
    return out


def _duty(duty: Duty) -> dict[str, str]:
    fields = {
        "lead": "、".join(duty.lead), "support": "、".join(duty.support),
        "units": "、".join(duty.units), "deadline": duty.deadline or "", "due": duty.due or "",
    }  # fmt: skip
    return {key: value for key, value in fields.items() if value}


def _diagnostics(
    plan: Plan, home: Sequence[tuple[int, int, int]], placed: Sequence[_Placed], marks: _Marks
) -> Iterator[dict[str, Any]]:
    """Each diagnostic with the index of the innermost node that holds its start, or -1."""
    starts = [start for start, _, _ in home]
    for issue in plan.diagnostics:
        node = -1
        if issue.span is not None and home:
            node = home[max(0, bisect_right(starts, issue.span.start) - 1)][2]
            if node >= 0:
                inner = placed[node].node
                marks.add(issue.span, inner.label or own_words(inner)[:8], placed[node], DIAGNOSTIC)
            elif not marks.restored:
                marks.found.append((issue.span.start, issue.span.end, DIAGNOSTIC))
        yield {
            "code": issue.code, "severity": issue.severity,
            "message": [worded(issue, "zh"), worded(issue, "en")],
            "line": issue.lines.start if issue.lines else 0, "node": node,
        }  # fmt: skip


def _indicators(plan: Plan, index: dict[int, int], starts: Sequence[int]) -> dict[str, Any]:
    """The table of targets (指标表), as ``planparse indicators`` prints it, with its places."""
    nodes = [index[id(node)] for node in plan.walk() for _ in node.indicators]
    return {**_filled(indicator_table([plan])), "nodes": nodes, "starts": list(starts)}


def _tasks(plan: Plan, index: dict[int, int]) -> dict[str, Any]:
    """The table of tasks (任务分解表), as ``planparse tasks`` prints it, with its nodes."""
    table = task_table([plan])
    return {**_filled(table), "nodes": [index[id(work.node)] for work in work_items(plan.body)]}


def _filled(table: Table) -> dict[str, Any]:
    shown = for_screen(table)
    return {"columns": shown.columns, "rows": shown.rows}
