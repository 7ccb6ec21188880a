"""What the words before a list say its items are (列项的引语): 必须坚持以下原则：一是…；二是….

The line above a list announces it as a heading would; a section's own text may end with it.
"""

from __future__ import annotations

from collections.abc import Iterator

from .inline import inline_items
from .outline import Section
from .patterns import compiled
from .scan import Line

WORK_LIST = compiled(
    r"(?:措施|举措|办法|做法)[^。,]{0,4}[:。]?$|(?:各项|以下|几项|下列).{0,6}工作[^。,]{0,3}[:。]?$"
)
AIM_LIST = compiled(
    r"(?:^|[。;,]|年的?)(?:主要|工作|行动|发展|总体|具体|年度|奋斗|预期){0,2}(?:目标|指标)[为是]?:$"
)
PAST_LIST = compiled(
    r"(?:[一两三四]年来|以来|过去[^。]{0,4}年|上半年)(?![^。]*[将要])[^。]{0,30}"
    r"(?:工作|成效|成绩|方面|亮点)[^。,]{0,4}:$|"
    r"(?:做|作|开展|抓|完成)了(?:以下|如下|下列)[^。,]{0,6}(?:工作|方面|[大件]事)[^。,]{0,3}:$"
)
"""How a list of what has been done is announced."""
PRINCIPLES = compiled(r"(?:原则|导向|理念)[^。,;:]{0,2}:$")


def lines_above(parent: Section) -> Iterator[tuple[Section, Line | None]]:
    """Each subsection with the line under which the list that it belongs to begins."""
    before = above = parent.line
    last: Section | None = None
    for part in parent.content:
        if isinstance(part, Line):
            before = part
            continue
        if last is None or _family(part) != _family(last) or part.ordinal == 1:
            above = before
        yield part, above
        before, last = _last_line(part), part


def _family(section: Section) -> str:
    return section.style.family if section.style else ""


def _last_line(section: Section) -> Line | None:
    """The last line of a section's text, which may announce the list that follows it."""
    while section.content and isinstance(section.content[-1], Section):
        section = section.content[-1]
    last = section.content[-1] if section.content else None
    return last if isinstance(last, Line) else section.line


def lists_below(section: Section) -> bool:
    """Whether a paragraph under a heading lists items inside it (一是…；二是…)."""
    lines = (part for part in section.content if isinstance(part, Line))
    return any(line.part == "text" and inline_items(line.folded) for line in lines)
