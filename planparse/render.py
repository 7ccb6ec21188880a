"""Trees and tables for the terminal; with the diff's renderer the only place that imports rich."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.table import Table
from rich.text import Text

from .columns import padded, wrapped
from .diagnostics import worded
from .language import language
from .messages import say

if TYPE_CHECKING:
    from .model import AnyNode, AnyPlan

STYLES = {
    "title": "bold", "goal": "green", "task": "bold cyan", "measure": "cyan", "project": "cyan",
    "safeguard": "magenta", "overview": "yellow", "principle": "yellow", "achievement": "blue",
    "box": "bright_blue", "appendix": "bold blue", "section": "white",
}  # fmt: skip


class Terminal(Console):
    """A console that leaves it to the command what to do when its reader has gone (``| head``)."""

    def on_broken_pipe(self) -> None:
        """Tell the command; rich would end the program."""
        raise BrokenPipeError


def console(width: int | None = None, *, stderr: bool = False) -> Console:
    """A console on stdout or stderr that honours NO_COLOR, pipes and a given width."""
    stream = sys.stderr if stderr else sys.stdout
    return Terminal(file=stream, width=width, highlight=False, soft_wrap=False, emoji=False)


def clip(text: str, width: int) -> str:
    """Cut a text to so many columns, double-width characters counted as two.

    >>> clip("加快建设创新体系", 9)
    '加快建设…'
    """
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(0, width - 1)).rstrip() + "…"


def print_outline(
    plan: AnyPlan, *, depth: int | None = None, everything: bool = False, width: int | None = None
) -> None:
    """Print a plan's structural nodes, one a line: line number, label, title, kind."""
    out = console(width)
    digits = len(str(plan.source.lines or 1))
    if not everything and plan.body and not any(node.structural for node in plan.walk()):
        note = say(
            "{name}: no headings or items found; --all shows the text", name=plan.source.name
        )
        console(width, stderr=True).print(Text(note), soft_wrap=True)
    if plan.meta.title and not any(node.form == "title" for node in plan.body):
        out.print(Text(clip(plan.meta.title, out.width), "bold"), no_wrap=True)
    for level, node in _shown(plan.body, 0, depth, everything):
        out.print(_row(node, level, digits, out.width), no_wrap=True, overflow="ellipsis")


def _shown(
    nodes: Sequence[AnyNode], level: int, depth: int | None, everything: bool
) -> Iterator[tuple[int, AnyNode]]:
    for node in nodes:
        shown = everything or node.structural or node.form == "title"
        if shown and (depth is None or level < depth):
            yield level, node
        yield from _shown(node.children, level + shown, depth, everything)


def _row(node: AnyNode, level: int, digits: int, width: int) -> Text:
    number = f"{node.lines.start:>{digits}} "
    kind = f" {say(node.kind)}"
    indent = "  " * min(level, 12)
    room = max(8, width - len(number) - len(indent) - cell_len(kind))
    body = clip(_words(node), room)
    row = Text(number, "dim")
    row.append(indent)
    row.append(body, STYLES.get(node.kind, "dim"))
    row.append(" " * max(0, room - cell_len(body)))
    row.append(kind, "dim")
    return row


def _words(node: AnyNode) -> str:
    """What a line of the outline says of a node."""
    if node.structural and (heading := heading_text(node)):
        return heading
    if node.form == "table":
        return say("[table, rows: {count}]", count=len(node.children))
    words = node.text if node.form == "row" else node.title or node.text
    return " ".join(words.split())


def heading_text(node: AnyNode) -> str:
    """Label and title as one line: a blank after a label that ends in a word or number."""
    label = node.label or ""
    apart = label[-1:].isalnum() and label[-1] not in "是要"
    blank = " " if apart and node.title else ""
    return f"{label}{blank}{node.title or ''}"


def print_diagnostics(plan: AnyPlan, *, width: int | None = None) -> None:
    """Print a plan's diagnostics to stderr, one a line, in the user's language."""
    out = console(width, stderr=True)
    for item in plan.diagnostics:
        where = f"{plan.source.name}:{item.lines.start}: " if item.lines else ""
        out.print(Text(f"{where}{item.code} {worded(item, language())}", "yellow"), soft_wrap=True)


_NARROW = 80
_FEW = 4


def _print_records(out: Console, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Rows one under the other, a line for every cell that is not empty, for a narrow terminal."""
    start = max(map(cell_len, columns)) + 2
    for number, row in enumerate(rows):
        if number:
            out.print()
        for column, cell in zip(columns, row, strict=True):
            lines = wrapped(" ".join(cell.split()), max(10, out.width - start)) if cell else []
            for k, line in enumerate(lines):
                head = Text(padded("" if k else column, start), "dim")
                out.print(head.append(line, "default"), soft_wrap=True)


def print_table(
    columns: Sequence[str], rows: Sequence[Sequence[str]], *, width: int | None = None,
    title: str | None = None,
) -> None:  # fmt: skip
    """Print rows as a table that folds its cells to the width of the terminal."""
    out = console(width)
    if not rows:
        console(width, stderr=True).print(Text(say("nothing found")), soft_wrap=True)
        return
    if out.width < _NARROW and len(columns) > _FEW:
        _print_records(out, columns, rows)
        return
    table = Table(title=title, show_lines=out.width < 100, expand=False, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    out.print(table)
