"""A diff or an alignment in the terminal (rich): summary first, readable from 60 columns on.

Colour is never the only sign: where the output has none (a pipe, NO_COLOR), what went stands in
``[-…-]`` and what came in ``{+…+}``, as git's word diff has it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import IO

from rich.cells import cell_len
from rich.console import Console
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from ..diff.align import Alignment
from ..diff.messages import message, notice_text, pick, type_name, urgent
from ..diff.model import (
    Diff,
    Edit,
    EditBase,
    Entry,
    Insert,
    Merge,
    PlainEdit,
    Remove,
    Rename,
    Renumber,
    Reword,
    Side,
    Split,
)
from ..render import Terminal
from .align_views import cells, heads, summary_lines
from .markdown import elided, shown, subject
from .rows import Run

_SIGNS = {
    "insert": ("+", "green"), "remove": ("-", "red"), "move": (">", "blue"),
    "split": ("Y", "magenta"), "merge": ("V", "magenta"), "rename": ("~", "yellow"),
    "reword": ("~", "yellow"), "renumber": ("#", "bright_black"),
    "target-changed": ("!", "bold red"),
    "deadline-changed": ("!", "bold red"), "duty-changed": ("!", "bold red"),
    "kind-changed": ("?", "bright_black"),
}  # fmt: skip
_CLOSING = frozenset("，。、；：）》”’！？,.;:)]}%")
_OPENING = frozenset("（《“‘〔([")
_BODY = 60


def console(file: IO[str], width: int | None = None) -> Console:
    """A console for a stream: where it is no terminal, ``COLUMNS`` wide or else 80."""
    if width is None and not file.isatty():
        columns = os.environ.get("COLUMNS", "")
        width = int(columns) if columns.isdigit() else 80
    return Terminal(file=file, width=width, highlight=False, emoji=False)


def print_diff(diff: Diff, file: IO[str], *, lang: str = "zh", width: int | None = None) -> None:
    """Write a diff for a reader."""
    out = console(file, width)
    _print(out, _side("---", diff.old, lang, "red"), 0)
    _print(out, _side("+++", diff.new, lang, "green"), 0)
    if diff.empty:
        out.print(pick(("没有差异", "no differences"), lang))
        return
    _print(out, _counts(diff, lang), 0)
    for item in _attention(diff, lang):
        if isinstance(item, Text):
            _print(out, item, 0)
        else:
            out.print(item)
    out.print(Rule(pick(("明细", "edits"), lang), style="bright_black", characters="─"))
    signs = bool(out.no_color or not out.is_terminal)
    for edit in shown(diff.edits):
        _print_edit(out, edit, lang, signs)


def _side(mark: str, side: Side, lang: str, style: str) -> Text:
    nodes = pick((f"{side.nodes}个节点", f"{side.nodes} nodes"), lang)
    return Text.assemble((f"{mark} {side.name}", style), f"  {side.title or ''} ({nodes})")


def _counts(diff: Diff, lang: str) -> Text:
    parts = [f"{type_name(name, lang)} {count}" for name, count in diff.summary.items()]
    return Text(" · ".join(parts), style="bold")


def _attention(diff: Diff, lang: str) -> Iterator[Rule | Text]:
    points = urgent(diff)
    if not points:
        return
    words = pick((f"需要注意 {len(points)} 处", f"points that need attention: {len(points)}"), lang)
    yield Rule(words, style="yellow", characters="─")
    for edit, notice in points:
        line = Text.assemble(
            ("! ", "bold red"), subject(edit), "  ", (notice_text(notice, lang), "bold yellow")
        )
        yield line


def _print_edit(out: Console, edit: Edit, lang: str, signs: bool) -> None:
    mark, style = _SIGNS[edit.type]
    head = Text.assemble((f"{mark} ", style), (message(edit, lang), "bold"), (_where(edit), "dim"))
    _print(out, head, 0)
    for line in _details(edit, lang, signs):
        _print(out, line, 4)


def _print(out: Console, text: Text, indent: int) -> None:
    """Print with a hanging indent, broken between any two Chinese characters."""
    first = True
    for line in wrapped(text, max(20, out.width - indent - 2)):
        pad = indent if first else indent + 2
        out.print(Text(" " * pad) + line, no_wrap=True, crop=False, overflow="ignore")
        first = False


def wrapped(text: Text, width: int) -> list[Text]:
    """The text in lines of at most so many cells (rich breaks at blanks only).

    No line begins with a closing mark or ends with an opening one, and a run of ASCII stays
    together where it fits.
    """
    plain, cuts, used, room = text.plain, [], 0, width
    for at, char in enumerate(plain):
        if char == "\n":
            cuts.append(at + 1)
            used = 0
            continue
        size = cell_len(char)
        if used + size > room:
            start = cuts[-1] if cuts else 0
            cut = _word_start(plain, at, start)
            while cut > start + 1 and (plain[cut] in _CLOSING or plain[cut - 1] in _OPENING):
                cut -= 1
            cuts.append(cut)
            used = cell_len(plain[cut:at])
        used += size
    lines = text.divide(cuts)
    for line in lines:
        line.rstrip()
    return list(lines)


def _word_start(plain: str, at: int, line: int) -> int:
    """Where the ASCII word around ``at`` begins, if that is behind the middle of the line."""
    start = at
    while start > line and plain[start - 1].isascii() and not plain[start - 1].isspace():
        start -= 1
    return start if plain[at].isascii() and start > (line + at) // 2 else at


def _where(edit: EditBase) -> str:
    sides = [getattr(edit, name, None) for name in ("old", "new")]
    if isinstance(edit, Renumber):
        sides = [edit.changes[0].old, edit.changes[0].new]
    lines = [f"L{ref.lines.start}" for ref in sides if ref is not None and ref.lines is not None]
    return f"  {'→'.join(lines)}" if lines else ""


def _details(edit: Edit | PlainEdit, lang: str, signs: bool) -> Iterator[Text]:
    if isinstance(edit, Rename | Reword):
        yield styled(elided(edit.pieces, 12), signs)
    elif isinstance(edit, Insert | Remove):
        mark = "+" if isinstance(edit, Insert) else "-"
        for entry in edit.entries:
            yield styled([(mark, _entry(entry))], signs)
    elif isinstance(edit, Split | Merge):
        for part in edit.edits:
            yield from _details(part, lang, signs)


def _entry(entry: Entry) -> str:
    head = "  " * min(entry.depth, 6) + (entry.label or "") + (entry.title or "")
    body = entry.text.replace("\n", " ")
    body = body if len(body) <= _BODY else body[:_BODY] + "…"
    return f"{head} {body}" if head.strip() and body else head + body


def styled(found: Iterable[Run], signs: bool) -> Text:
    """Runs with colour, and with signs where there is none."""
    text = Text()
    for op, words in found:
        if op == "=":
            text.append(words.replace("\n", " "))
            continue
        shown_words = words.replace("\n", " ")
        if signs:
            shown_words = f"[-{shown_words}-]" if op == "-" else f"{{+{shown_words}+}}"
        text.append(shown_words, style="red strike" if op == "-" else "green underline")
    return text


def print_alignment(
    alignment: Alignment, file: IO[str], *, lang: str = "zh", width: int | None = None
) -> None:
    """Write an alignment for a reader."""
    out = console(file, width)
    for line in summary_lines(alignment, lang):
        out.print(Text(line, style="bold"))
    for title, rows in cells(alignment, lang):
        if not rows:
            continue
        table = Table(title=title, title_justify="left", expand=True, show_lines=False)
        for name in heads(title, alignment, lang):
            table.add_column(name, overflow="fold")
        for row in rows:
            table.add_row(*(Text(cell) for cell in row))
        out.print(table)
