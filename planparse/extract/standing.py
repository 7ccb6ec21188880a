"""What is in force where a line stands: the year, the nature, whether aims or results are told.

A heading, a lead-in and a caption speak for what follows them until something else is named; what
each leaves, and to which lines and sections, is kept here while ``facts`` reads the document.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..outline import Section
from ..patterns import compiled
from ..scan import Line
from ..tree import Nature
from .indicators import Context, Found, nature_in_force, topic_of, year_in_force
from .plain import Plain, plain

_LEAD_IN = compiled(
    "(?:达到|实现|符合|完成)(?:以下|下列|如下)[^,;。:]{0,12}(?:要求|标准|目标|指标)[^,;。:]{0,4}:$"
    "|目标(?:任务)?(?:是|为|如下|包括|有)?:$"
)
_REPORTING = compiled(
    "(?:[一二三四五六七八]?年(?:多)?来|过去(?:的)?[一二三四五六七八]年|回顾)[^。:]{0,40}(?:工作|方面|成绩|成效|进展)[^。:]{0,12}:$"
)
"""A lead-in to what has been done (一年来，我们抓好五个方面的工作：)."""
_TELLS_AIMS = compiled("目标(?:任务)?$")
_TELLS_RESULTS = compiled("(?:成绩单|回顾|成绩|成就|完成情况)$")
"""What a short line ends with that captions aims or results."""
_AHEAD = compiled("下一步|今后|打算|计划|安排|目标|思路|明年|建议|要求|今年|未来")
_HEADING = 40
_INSIDE = compiled("[。;,:]")
_HEAD_REACH = 30
_LEADING = 120
_ITEM_RANK = 5.9
"""Numbers of this rank and below count items, those above it chapters (see ``numbering``)."""


@dataclass(slots=True)
class Standing:
    """The year and nature that a section has in force while it is read."""

    year: int | None
    nature: str | None = None
    topic: str = ""
    """The metric that the line before is a heading of."""
    going: Found | None = None
    """The last target of the line before, if that line ends inside its sentence."""
    aimed: bool = False
    """Whether a lead-in says that what follows is to be reached (达到以下标准：)."""

    reported: str | None = None
    """The style of the sections that a lead-in says are done: "" before the first, "*" for all."""
    announced: str | None = None
    """The style of the items that a lead-in before them says are to be reached, in the same way."""
    headed: str | None = None
    """The nature that the section's heading says its targets have (主要预期目标)."""
    captions: str | None = None
    """The style of the bullets of which the last one captions those of another (■ over ●)."""

    def for_subsection(self, parent: Section, section: Section) -> Standing:
        """What a subsection begins with; what it names itself ends with it.

        Aims that are announced before the first chapter hold for items, not for chapters.
        """
        item = section.style is not None and section.style.rank >= _ITEM_RANK
        sign = _sign(section)
        if self.announced is not None and not (item and self.announced in ("", sign)):
            self.announced = self.nature = None
        elif self.announced is not None:
            self.announced = sign
        aimed = self.announced is not None or (self.aimed and (item or parent.line is not None))
        if self.captions is not None and (not item or sign == self.captions):
            self.captions = self.reported = self.headed = None
            self.aimed = False
        elif self.captions is None and self.reported is not None:
            self.reported = self._still_reported(section)
        reported = "*" if self.reported is not None else None
        return Standing(self.year, self.nature, aimed=aimed, reported=reported, headed=self.headed)

    def pass_section(self, section: Section, below: Standing) -> None:
        """Takes note of what a subsection leaves to those beside it.

        That is a lead-in which ends it, or a bullet without a text that captions other bullets.
        """
        if below.announced == "":
            self.announced, self.year, self.nature = "", below.year, below.nature
        elif section.name == "bullet" and not section.content and section.line is not None:
            self._pass_caption(_sign(section), plain(section.line.text, section.line.folded))

    def _pass_caption(self, style: str, reading: Plain) -> None:
        told = _TELLS_RESULTS.search(reading.text) is not None
        if told or _TELLS_AIMS.search(reading.text):
            self.captions, self.reported, self.aimed = style, "*" if told else None, not told
            self.headed = nature_in_force(reading)
            self.year = year_in_force(reading, Context(year=self.year)) or self.year

    def pass_heading(self, line: Line) -> None:
        """Takes note of what a heading without a text says of its section (主要预期目标)."""
        if _INSIDE.search(line.folded.rstrip("。 ")):
            return
        reading = plain(line.text, line.folded)
        text = reading.text.rstrip("。")
        if len(text) <= _HEADING and not _INSIDE.search(text):
            self.headed = nature_in_force(reading) or self.headed
            self.aimed = self.aimed or _TELLS_AIMS.search(text) is not None

    def pass_line(
        self, reading: Plain, found: list[Found], nature: Nature | None, kind: str
    ) -> None:
        """Takes note of what a line leaves to the lines and sections after it."""
        text = reading.text
        leads, unfinished = text.endswith(":"), text.endswith((";", ","))
        self.topic = topic_of(reading)
        self.going = (found[-1] if found else self.going) if unfinished else None
        self.nature = nature if leads else None
        if self.reported != "*":
            self.reported = (
                "" if leads and _REPORTING.search(text, max(0, len(text) - _LEADING)) else None
            )
        self.announced = "" if leads and _LEAD_IN.search(text) else None
        if self.announced is not None:
            self.aimed = True
        elif kind == "preamble" and not unfinished:
            self.aimed = False

    def _still_reported(self, section: Section) -> str | None:
        """Whether a section belongs to what a lead-in says is done: the first, and its like."""
        if section.line is not None and _AHEAD.search(section.line.folded, 0, _HEAD_REACH):
            return None
        return (self.reported or section.name) if self.reported in ("", "*", section.name) else None


def _sign(section: Section) -> str:
    """The style of a section; a bullet's own sign, since ■ may stand over ●."""
    bullet = section.name == "bullet" and section.line is not None
    return section.line.folded[:1] if bullet and section.line else section.name
