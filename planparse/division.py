"""How a section's first line divides: label, title, run-in body, items inside it (标题行)."""

from __future__ import annotations

from typing import NamedTuple

from .classify import Classifier
from .inline import Inline, inline_items
from .memory import Shared
from .outline import Outline, Section
from .patterns import compiled
from .roles import Role, role
from .scan import KNOWN_HEADING, Line

_STOP = compiled(r"[。!?](?=[^”’」』)]|$)|[。!?][”’」』)]|;(?![^()。]{0,80}\))")
_COLON_TITLE = compiled(r"(?:[^。,;:!?()]|\([^。,;:!?()]*+\)){2,16}+:(?=.{6})")
_STAGE = compiled(r"[^。,;:()]{0,16}阶段 ?\((?=[^()]*\d)[^()]{3,40}\)(?= ?\p{Han})")
"""A stage and its dates, with which the heading ends though no stop follows."""
_RUNS_ON = compiled(
    r"(?: |根据|按照|依据|为[了进加切全确按做深贯认]|以|通过|坚持|成立|本|全面|深入|认真|到\d)"
    r"[^,。]*[,。]|(?<=指导思想)(?![和与及的])\p{Han}|"
    r"(?<=目标)(?![和与及的任明清责考导管如顺圆完])\p{Han}[^。]{30}"
)
"""How the text begins that extraction glued to a fixed heading."""


class Heading(NamedTuple):
    """How a section's first line divides: label, title, run-in body, items inside it."""

    body: int
    """Where the text after the label begins."""
    end: int
    """Where the title ends."""
    limit: int
    """Where the first item inside the line begins, or the line's length."""
    extra: Line | None
    """A second line that holds the title."""
    items: tuple[Inline, ...]
    role: Role

    def title(self, line: Line) -> str:
        """The title, without the mark at its end; ``line`` is the section's first."""
        return _title(line, self.body, self.end, self.extra)


_NOTHING = Heading(0, 0, 0, None, (), role("text", ""))
"""Of a line that heads nothing."""


def headings(read: Outline, classifier: Classifier) -> list[Heading]:
    """How every section's first line divides, and its role, by the section's index."""
    out = [_NOTHING] * read.size
    shared = Shared[Heading]()
    for section in read.root.walk():
        line = section.line
        if line is None:
            continue
        body = section.enumerator.body if section.enumerator else 0
        items = inline_items(line.folded, body)
        limit = items[0].enumerator.start if items else len(line.folded)
        end = _title_end(section, line, body, limit)
        extra = _second_title_line(section, line.text[body:end])
        decided = classifier.role(section, _title(line, body, end, extra), bool(items))
        heading = Heading(body, end, limit, extra, items, decided)
        out[section.index] = heading if items or extra else shared(heading)
    classifier.close()
    return out


def _title(line: Line, body: int, end: int, extra: Line | None) -> str:
    title = line.text[body:end]
    if extra is not None:
        title = extra.text if not title.strip() else f"{title} {extra.text}"
    return title.strip().rstrip("。；;：:，,").strip()


def _title_end(section: Section, line: Line, begin: int, limit: int) -> int:
    if section.enumerator is None and line.plain:
        return line.plain[2]
    known = KNOWN_HEADING.match(line.folded, begin, limit)
    if known and _RUNS_ON.match(line.folded, known.end(), limit):
        return known.end()
    return first_sentence(line.folded, begin, limit)


def first_sentence(folded: str, begin: int, limit: int) -> int:
    """Where the heading sentence of a line ends: at a colon after a few words, or at a stop."""
    end = _STAGE.match(folded, begin, limit) or _COLON_TITLE.match(folded, begin, limit)
    end = end or _STOP.search(folded, begin, limit)
    return end.end() if end else limit


def _second_title_line(section: Section, title: str) -> Line | None:
    """The line that holds an attachment's title where its number stands alone."""
    style = section.name
    alone = style in ("attachment", "box", "han-comma", "han-paren")
    if not alone or title.strip():
        return None
    first = section.content[0] if section.content else None
    if (
        isinstance(first, Line)
        and first.part in ("text", "title")
        and len(first.text) <= 60
        and not (first.text.endswith(("。", "；", "：")))
    ):
        return first
    return None
