"""A diff as Markdown: a summary table, what needs attention, then each edit.

What went stands in ``<del>``, what came in ``<ins>``: ``**`` and ``~~`` do not take effect beside
Chinese punctuation. Every character of the documents that would be read as markup is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape as html_escape

from ..diff.messages import message, named, notice_text, pick, type_name, urgent
from ..diff.model import Diff, Edit, EditBase, Insert, Merge, Piece, Remove, Rename, Reword, Split
from .rows import Run

_MARKUP = re.compile(r"([\\`*_{}\[\]#|~$!])")
_LEAD = re.compile(r"^(\s*\d*)([-+.)])(?=\s|$)", re.MULTILINE)
_CONTEXT = 24


def escape(text: str) -> str:
    r"""Text that Markdown shows as it is.

    >>> escape("a|b *c*")
    'a\\|b \\*c\\*'
    """
    marked_up = _LEAD.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", text))
    return html_escape(marked_up, quote=False).replace("\n", " ")


def marked(found: Iterable[Run], *, breaks: bool = False) -> str:
    """Runs with what went and what came marked."""
    out: list[str] = []
    for op, text in found:
        name = {"-": "del", "+": "ins"}.get(op)
        parts = [escape(line) for line in text.split("\n")]
        if name:
            parts = [f"<{name}>{part}</{name}>" if part else "" for part in parts]
        out.append(("<br>" if breaks else " ").join(parts))
    return "".join(out)


def elided(pieces: Iterable[Piece], context: int = _CONTEXT) -> list[Run]:
    """The pieces with long common stretches cut to a few characters on either side."""
    found = [(piece.op, piece.text) for piece in pieces]
    out: list[Run] = []
    for at, (op, text) in enumerate(found):
        if op == "=" and len(text) > 2 * context:
            head = text[:context] if at else ""
            tail = text[-context:] if at + 1 < len(found) else ""
            text = f"{head}…{tail}"
        out.append((op, text))
    return out


def shown(edits: Iterable[Edit]) -> Iterator[Edit]:
    """Edits that deserve their own entry: not those that another one covers."""
    return (edit for edit in edits if not getattr(edit, "covered", False))


def markdown(diff: Diff, lang: str = "zh") -> str:
    """The whole diff as one Markdown document."""
    out = [f"# {pick(('版本比对', 'Comparison'), lang)}", ""]
    for words, side in ((("原件", "old"), diff.old), (("新件", "new"), diff.new)):
        title = f" {escape(side.title)}" if side.title else ""
        colon = "：" if lang == "zh" else ": "
        out.append(f"- {pick(words, lang)}{colon}{escape(side.name)}{title}")
    out.append("")
    if diff.empty:
        return "\n".join([*out, pick(("没有差异。", "No differences."), lang), ""])
    out += [
        f"| {pick(('变化', 'change'), lang)} | {pick(('处', 'count'), lang)} |",
        "| --- | ---: |",
    ]
    out += [f"| {type_name(name, lang)} | {count} |" for name, count in diff.summary.items()]
    out += ["", *_attention(diff, lang), f"## {pick(('明细', 'Edits'), lang)}", ""]
    for edit in shown(diff.edits):
        out.extend(_entry(edit, lang))
    return "\n".join([*out, ""])


def _attention(diff: Diff, lang: str) -> Iterator[str]:
    points = urgent(diff)
    if not points:
        return
    yield f"## {pick(('需要注意', 'Needs attention'), lang)}"
    yield ""
    colon = "：" if lang == "zh" else ": "
    for edit, notice in points:
        yield f"- {escape(subject(edit))}{colon}**{escape(notice_text(notice, lang))}**"
    yield ""


def subject(edit: EditBase) -> str:
    """The node that an edit is about."""
    ref = getattr(edit, "new", None) or getattr(edit, "old", None)
    if ref is None:
        changes = getattr(edit, "changes", ())
        return named(changes[0].new) if changes else ""
    return named(ref)


def _entry(edit: Edit, lang: str) -> Iterator[str]:
    yield f"- {escape(message(edit, lang))}"
    if isinstance(edit, Rename | Reword):
        yield f"  - {marked(elided(edit.pieces))}"
    elif isinstance(edit, Insert | Remove):
        mark = "+" if isinstance(edit, Insert) else "-"
        for entry in edit.entries:
            text = (entry.label or "") + (entry.title or "")
            text = f"{text} {entry.text}" if text and entry.text else text or entry.text
            yield f"  {'  ' * min(entry.depth, 4)}- {marked([(mark, text)])}"
    elif isinstance(edit, Split | Merge):
        for part in edit.edits:
            if isinstance(part, Rename | Reword):
                yield f"  - {marked(elided(part.pieces))}"
            elif isinstance(part, Insert | Remove):
                yield f"  - {escape(message(part, lang))}"
