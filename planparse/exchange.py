"""A plan in the formats of other programs: markdown, mind maps (mermaid, markmap), opml, csv.

All of them are made of the published plan alone, so that an extracted plan (JSON, YAML) will do as
well as a document. Markdown holds the whole text; mind maps and opml hold the outline, opml with
the texts as notes; csv has a row for every node.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

from .patterns import compiled
from .tree import CELL_MARK, FURNITURE_KINDS, Duty

if TYPE_CHECKING:
    from .model import AnyIndicator, AnyNode, AnyPlan

_DEEPEST_HEADING = 6
_BLANKS = compiled(r"\s+")


def export(plan: AnyPlan, to: str, *, depth: int | None = None) -> str:
    """A plan as ``markdown``, ``mermaid``, ``mindmap-md``, ``opml`` or ``csv``, to a depth."""
    return FORMATS[to](plan, depth)


def _one_line(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()


def _name(plan: AnyPlan) -> str:
    return _one_line(plan.meta.title or plan.source.name)


def _heading(node: AnyNode) -> str:
    """Label and title on one line; the text where there is no title."""
    space = " " if node.label and node.label[-1].isalnum() and (node.title or "") else ""
    return _one_line(f"{node.label or ''}{space}{node.title or (node.text if node.label else '')}")


def _outline(nodes: Sequence[AnyNode], depth: int | None) -> Iterator[tuple[int, AnyNode]]:
    """The structural nodes with their levels from 1, in document order."""
    stack: list[tuple[int, AnyNode]] = [(1, node) for node in reversed(nodes)]
    while stack:
        level, node = stack.pop()
        below: Sequence[AnyNode] = node.children
        shown = node.structural and node.kind not in FURNITURE_KINDS
        if shown and (depth is None or level <= depth):
            yield level, node
        stack += [(level + shown, child) for child in reversed(below)]


# --- markdown --------------------------------------------------------------------------------

_MARKDOWN = compiled(r"([\\`*_\[\]<>|~$])")
_MARKDOWN_START = compiled(r"^(\s*+\d{0,9}+)((?<!\d)[#+=-]|(?<=\d)[.)](?=\s|$))")


def _escaped(text: str) -> str:
    r"""Text that markdown shows as it stands: no emphasis, link, list or heading by accident.

    >>> print(_escaped("1. *重点*"), _escaped("1.重点"))
    1\. \*重点\* 1.重点
    """
    text = _MARKDOWN.sub(r"\\\1", text)
    return _MARKDOWN_START.sub(r"\1\\\2", text)


def _markdown(plan: AnyPlan, depth: int | None) -> str:
    """The whole text: headings to level 6, deeper ones in bold, items as paragraphs, tables."""
    titled = any(node.form == "title" for node in plan.body)
    out = [] if titled else [f"# {_escaped(_name(plan))}"]
    before: AnyNode | None = None
    for level, node in _everything(plan.body):
        if node.furniture or (depth is not None and level > depth):
            continue
        if before is not None and _run_on(before, node):
            out[-1] += _escaped(_one_line(node.text))
        else:
            out += _markdown_node(node, level)
        before = node
    return "\n\n".join(out) + "\n"


def _run_on(before: AnyNode, node: AnyNode) -> bool:
    """Whether two sentences stand in one paragraph."""
    return before.form == node.form == "sentence" and before.lines.end == node.lines.start


def _everything(nodes: Sequence[AnyNode]) -> Iterator[tuple[int, AnyNode]]:
    """Every node above the rows of tables, with its own level or that of the heading above it."""
    stack: list[tuple[int, AnyNode]] = [(1, node) for node in reversed(nodes)]
    while stack:
        level, node = stack.pop()
        yield level, node
        if node.form != "table":
            below: Sequence[AnyNode] = node.children
            stack += [(level + node.structural, child) for child in reversed(below)]


def _markdown_node(node: AnyNode, level: int) -> Iterator[str]:
    if node.form == "table":
        yield _markdown_table(node)
    elif node.form == "title":
        yield f"# {_escaped(_one_line(node.title or node.text))}"
    elif node.structural:
        text = _escaped(_heading(node))
        if node.form in ("bullet", "inline"):
            yield f"- {text}"
        elif level < _DEEPEST_HEADING and node.form == "heading":
            yield f"{'#' * (level + 1)} {text}"
        else:
            yield f"**{text}**"
        if node.text and node.title:
            yield _escaped(_one_line(node.text))
    elif node.text:
        yield _escaped(_one_line(node.text))


def _markdown_table(table: AnyNode) -> str:
    rows = [[_escaped(c.strip()).replace(r"\|", "|") for c in row.text.split(CELL_MARK)]
            for row in table.children]  # fmt: skip
    width = max((len(row) for row in rows), default=1)
    lines = [f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in rows]
    lines.insert(1, f"|{' --- |' * width}")
    return "\n".join(_one_line(line) for line in lines)


# --- mind maps -------------------------------------------------------------------------------


def _mindmap_markdown(plan: AnyPlan, depth: int | None) -> str:
    """A nested list under one heading, as markmap and most mind-map programs read it."""
    lines = [f"# {_escaped(_name(plan))}", ""]
    for level, node in _outline(plan.body, depth):
        lines.append(f"{'  ' * (level - 1)}- {_escaped(_heading(node))}")
    return "\n".join(lines) + "\n"


def _mermaid(plan: AnyPlan, depth: int | None) -> str:
    """A mermaid ``mindmap``; every text in quotes, since brackets would be shapes."""
    lines = ["mindmap", f'  root["{_quoted(_name(plan))}"]']
    for number, (level, node) in enumerate(_outline(plan.body, depth), 1):
        lines.append(f'{"  " * (level + 1)}n{number}["{_quoted(_heading(node))}"]')
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """Text inside a mermaid string: its own entities for quotes, hashes and backticks."""
    out = text.replace("#", "#35;").replace('"', "#quot;").replace("&", "#amp;")
    return out.replace("`", "#96;").replace("<", "#lt;").replace(">", "#gt;") or "…"


# --- opml ------------------------------------------------------------------------------------

_NOT_XML = compiled(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _opml(plan: AnyPlan, depth: int | None) -> str:
    """OPML 2.0: an outline element for each structural node, its text as ``_note``."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">', "  <head>",
             f"    <title>{_xml(_name(plan))}</title>", "  </head>", "  <body>"]  # fmt: skip
    shown = list(_outline(plan.body, depth))
    following = [level for level, _ in shown[1:]] + [0]
    for (level, node), after in zip(shown, following, strict=False):
        end = ">" if after > level else "/>"
        lines.append(f"{'  ' * (level + 1)}<outline {_attributes(node)}{end}")
        lines += [f"{'  ' * (up + 1)}</outline>" for up in range(level - 1, after - 1, -1) if up]
    return "\n".join([*lines, "  </body>", "</opml>", ""])


def _attributes(node: AnyNode) -> str:
    values = {"text": _heading(node), "_note": _note(node), "kind": node.kind, "nodeId": node.id}
    return " ".join(f'{name}="{_xml(value)}"' for name, value in values.items() if value)


def _note(node: AnyNode) -> str:
    """The node's own text and that of its paragraphs and sentences."""
    out = node.text if node.title else ""
    before: AnyNode | None = None
    for child in node.children:
        if child.text and not child.structural:
            joint = "" if not out or (before and _run_on(before, child)) else "\n"
            out += f"{joint}{child.text}"
        before = child
    return out


def _xml(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text), quote=True).replace("\n", "&#10;")


# --- csv -------------------------------------------------------------------------------------

COLUMNS = (
    "id", "parent", "level", "form", "kind", "label", "ordinal", "title", "text", "start_line",
    "end_line", "start", "end", "indicators", "lead", "support", "units", "deadline",
)  # fmt: skip
"""The columns of the csv table of nodes."""


def _csv(plan: AnyPlan, depth: int | None) -> str:
    """One row a node, parents before children."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(COLUMNS)
    body: Sequence[AnyNode] = plan.body
    stack = [(1, "", node) for node in reversed(body)]
    while stack:
        level, parent, node = stack.pop()
        below: Sequence[AnyNode] = node.children
        if depth is None or level <= depth:
            rows.writerow(_row(node, parent, level))
        stack += [(level + 1, node.id, child) for child in reversed(below)]
    return out.getvalue()


def _row(node: AnyNode, parent: str, level: int) -> tuple[object, ...]:
    duty = node.duty or Duty((), (), (), None, None, "", node.span, node.lines)
    return (
        node.id, parent, level, node.form, node.kind, node.label, node.ordinal, node.title,
        node.text, node.lines.start, node.lines.end, node.span.start, node.span.end,
        "；".join(map(_indicator, node.indicators)), "、".join(duty.lead),
        "、".join(duty.support), "、".join(duty.units), duty.deadline,
    )  # fmt: skip


def _indicator(found: AnyIndicator) -> str:
    value = found.value
    shown = "–".join(map(str, value)) if isinstance(value, tuple) else str(value)
    mark = found.op if len(found.op) == 1 else ""
    year = f" ({found.year})" if found.year else ""
    return f"{found.name} {mark}{shown}{found.unit}{year}"


FORMATS: dict[str, Callable[[AnyPlan, int | None], str]] = {
    "markdown": _markdown, "mermaid": _mermaid, "mindmap-md": _mindmap_markdown, "opml": _opml,
    "csv": _csv,
}  # fmt: skip
"""Every format that :func:`export` writes."""
