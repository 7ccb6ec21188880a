"""Runs the extractors over the document in order and hands each node what lies in its text.

Years and natures are in force from where they are named: a paragraph that begins 到2025年 speaks
for the paragraphs after it and for the items below, until another year is named.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Protocol, TypeVar

from ..outline import Section
from ..patterns import compiled
from ..scan import Line
from ..span import LineIndex, Span
from ..tree import Duty, Evidence, Indicator, Kind, Meta, Nature, Node, Reference, Status
from .duties import DutyFound, duty_columns, find_duties, merge, table_duty
from .indicators import (
    Context,
    Found,
    blank_header,
    blank_row,
    find_indicators,
    flattened_rows,
    is_indicator_table,
    nature_in_force,
    table_indicators,
    topic_of,
    year_in_force,
)
from .plain import Plain, plain
from .references import find_references

_TARGET_KINDS = frozenset({"goal", "task", "measure", "safeguard", "box", "project", "appendix"})
_LEAD_IN = compiled(
    "(?:达到|实现|符合|完成)(?:以下|下列|如下)[^,;。:]{0,12}(?:要求|标准|目标|指标)[^,;。:]{0,4}:$"
    "|目标(?:任务)?(?:是|为|如下|包括|有)?:$"
)
_REPORTING = compiled(
    "(?:[一二三四五六七八]?年(?:多)?来|过去(?:的)?[一二三四五六七八]年|回顾)[^。:]{0,40}(?:工作|方面|成绩|成效|进展)[^。:]{0,12}:$"
)
"""A lead-in to what has been done (一年来，我们抓好五个方面的工作：)."""
_AHEAD = compiled("下一步|今后|打算|计划|安排|目标|思路|明年|建议|要求|今年|未来")
_HEAD_REACH = 30
_FEWEST = 2
_LONGEST_HEADER = 120
_LEADING = 120
_HEADER_REACH = 16
_ITEM_RANK = 5.9
"""Numbers of this rank and below count items, those above it chapters (see ``numbering``)."""
_FRAME = " ()（）〔〕[]【】。；"
"""Marks around a duty that has a line of its own."""
_TASK_ROW: tuple[Kind, Evidence] = "task", Evidence(rule="row of a table of tasks")
_TARGET_ROW: tuple[Kind, Evidence] = "goal", Evidence(rule="row of a table of targets")
_ACTUAL_KINDS = frozenset({"achievement", "overview", "preamble"})


@dataclass(slots=True)
class _Year:
    """The year and nature that a section has in force while it is read."""

    year: int | None
    nature: str | None = None
    topic: str = ""
    """The metric that the line before is a heading of."""
    columns: list[str] | None = None
    """The columns that a line just named, one blank apart."""
    going: Found | None = None
    """The last target of the line before, if that line ends inside its sentence."""
    aimed: bool = False
    """Whether a lead-in says that what follows is to be reached (达到以下标准：)."""

    reported: str | None = None
    """The style of the sections that a lead-in says are done: "" before the first, "*" for all."""

    def for_subsection(self, parent: Section, section: Section) -> _Year:
        """What a subsection begins with; what it names itself ends with it.

        Aims that are announced before the first chapter hold for items, not for chapters.
        """
        item = section.style is not None and section.style.rank >= _ITEM_RANK
        aimed = self.aimed and (item or parent.line is not None)
        if self.reported is not None:
            self.reported = self._still_reported(section)
        reported = "*" if self.reported is not None else None
        return _Year(self.year, self.nature, aimed=aimed, reported=reported)

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
        if leads and _LEAD_IN.search(text):
            self.aimed = True
        elif kind == "preamble" and not unfinished:
            self.aimed = False

    def _still_reported(self, section: Section) -> str | None:
        """Whether a section belongs to what a lead-in says is done: the first, and its like."""
        if section.line is not None and _AHEAD.search(section.line.folded, 0, _HEAD_REACH):
            return None
        return (self.reported or section.name) if self.reported in ("", "*", section.name) else None


class Facts:
    """The facts of one document, found before its nodes are built."""

    def __init__(self, meta: Meta, index: LineIndex) -> None:
        self._index = index
        period = meta.period
        self._start = period.start if period and period.start < period.end else None
        self._end = period.end if period else None
        self._document_year = _year_of(meta)
        self._in_table = Context("target", self._document_year, self._end, self._start)
        self._titled = _named_year(meta.title) if period is None else None
        self._aimed: set[int | None] = set()
        self._headers: list[tuple[int, list[str]]] = []
        """Headers of duty tables that stand alone in a line, by the line's index."""
        self._indicators: dict[int, list[Found]] = {}
        self._duties: dict[int, list[DutyFound]] = {}
        self._of_section: dict[int, tuple[Line, DutyFound]] = {}
        self._each: set[str] = set()
        """Styles whose items have duties in lines of their own."""

    # -- finding ------------------------------------------------------------------------------

    def read(self, root: Section, heads: Sequence[Any]) -> None:
        """Find the indicators and duties of every line, in document order."""
        stack = [(root, iter(root.content), _Year(None))]
        while stack:
            section, parts, year = stack[-1]
            part = next(parts, None)
            if part is None:
                stack.pop()
            elif isinstance(part, Section):
                below = year.for_subsection(section, part)
                self._section_line(part, heads, below)
                stack.append((part, iter(part.content), below))
            elif part.part == "text":
                kind = heads[section.index].role.kind if section.line else "preamble"
                self._line(part, 0, kind, year)
                self._duty_of(section, part)

    def _section_line(self, section: Section, heads: Sequence[Any], year: _Year) -> None:
        line = section.line
        if line is not None:
            head = heads[section.index]
            self._line(line, head.body, head.role.kind, year)
            self._duty_of(section, line)

    def _line(self, line: Line, begin: int, kind: str, year: _Year) -> None:
        reading = plain(line.text[begin:], line.folded[begin:])
        nature = nature_in_force(reading)
        context = Context(
            status=_status(kind, year),
            document_year=self._document_year, period_end=self._end, period_start=self._start,
            year=(year.going and year.going.year) or self._year(year.year, kind),
            topic=year.topic, nature=nature or year.nature,
        )  # fmt: skip
        found = self._in_columns(reading.source, context, year)
        found = find_indicators(reading, context) if found is None else found
        if kind == "goal":
            self._aimed.update(f.year for f in found)
        if found:
            self._indicators[line.index] = sorted((_moved(f, begin) for f in found), key=_start)
        named = year_in_force(reading, context)
        if named is not None:
            year.year = named
        year.pass_line(reading, found, nature, kind)
        if begin == 0 and line.folded.startswith(("序号", "编号")):
            self._note_header(line)
        duties = find_duties(line.text, document_year=self._document_year, folded=line.folded)
        if duties:
            self._duties[line.index] = sorted(duties, key=_start)

    def _note_header(self, line: Line) -> None:
        cells = line.folded.split() if len(line.folded) <= _LONGEST_HEADER else []
        if len(cells) > _FEWEST and duty_columns(cells):
            self._headers.append((line.index, cells))

    def _in_columns(self, text: str, context: Context, year: _Year) -> list[Found] | None:
        """The indicators of a line that is a row of a table, its cells one blank apart."""
        header = year.columns
        if header is None:
            year.columns = blank_header(text) if "指标" in text[:_HEADER_REACH] else None
            return [] if year.columns else None
        row = blank_row(header, text)
        if row is None:
            year.columns = None
            return None
        made = table_indicators([header, row], context._replace(status="target"))
        return [f._replace(start=0, end=len(text), text=text) for _, _, f in made]

    def _year(self, named: int | None, kind: str) -> int | None:
        """The year in force; else, in a plan without a period, the one that all its goals name."""
        if named is not None or kind not in _TARGET_KINDS:
            return named
        if self._end is None and kind != "goal" and len(self._aimed) == 1:
            return next(iter(self._aimed))
        return self._titled

    def _duty_of(self, section: Section, line: Line) -> None:
        """The first duty in a section's own lines is the section's, with those of its sentence."""
        waiting = self._duties.get(line.index)
        if section.line is None or not waiting or section.index in self._of_section:
            return
        own = [waiting.pop(0)]
        while waiting and "。" not in line.text[own[-1].end : waiting[0].start]:
            own.append(waiting.pop(0))
        duty = _together(own, line)
        if duty:
            self._of_section[self._owner(section, line, duty).index] = (line, duty)

    def _owner(self, section: Section, line: Line, duty: DutyFound) -> Section:
        """The section that a duty speaks for.

        Where no item of a list has one, a duty that stands alone below the last item is the list's;
        below a heading without any other text it is the heading's.
        """
        parent, own = section.parent, section.line
        around = line.text[: duty.start] + line.text[duty.end :]
        if own is None or parent is None or parent.line is None or line is own:
            return section
        if around.strip(_FRAME) or own.folded[-1] not in "。;" or duty.text.startswith("由"):
            return section
        last = next(part for part in reversed(parent.content) if isinstance(part, Section))
        if last is not section:
            self._each.add(section.name)
            return section
        items = list(parent.sections)
        owned = any(one.index in self._of_section for one in (parent, *items))
        return section if owned or len(items) < 2 or section.name in self._each else parent

    # -- handing out --------------------------------------------------------------------------

    def of(self, line: Line, begin: int, end: int) -> dict[str, Any]:
        """Indicators, duty and references that begin in ``line.text[begin:end]``."""
        out: dict[str, Any] = {}
        found = _between(self._indicators.get(line.index), begin, end)
        if found:
            out["indicators"] = tuple(self._indicator(line, f) for f in found)
        duty = _together(_between(self._duties.get(line.index), begin, end), line)
        if duty is not None:
            out["duty"] = self._duty(line, duty)
        references = tuple(self._references(line, begin, end))
        if references:
            out["references"] = references
        return out

    def duty(self, section: Section) -> Duty | None:
        """The duty that a section's heading line or own body states."""
        found = self._of_section.get(section.index)
        return self._duty(*found) if found else None

    def _span(self, line: Line, start: int, end: int) -> Span:
        first = line.source(start)
        return Span(first, max(first, line.source(end - 1) + 1 if end > start else first))

    def _indicator(self, line: Line, found: Found) -> Indicator:
        return self._placed(found, self._span(line, found.start, found.end))

    def _placed(self, found: Found, span: Span) -> Indicator:
        return Indicator(
            name=found.name, op=found.op, value=found.value, unit=found.unit, year=found.year,
            baseline=found.baseline, nature=found.nature, status=found.status, text=found.text,
            span=span, lines=self._index.lines(span),
        )  # fmt: skip

    def _duty(self, line: Line, found: DutyFound) -> Duty:
        return self._stated(found, self._span(line, found.start, found.end))

    def _stated(self, found: DutyFound, span: Span) -> Duty:
        return Duty(
            lead=tuple(found.lead), support=tuple(found.support), units=tuple(found.units),
            deadline=found.deadline, due=found.due, text=found.text, span=span,
            lines=self._index.lines(span),
        )  # fmt: skip

    def _references(self, line: Line, begin: int, end: int) -> Iterator[Reference]:
        text = line.text[begin:end]
        if "《" not in text and "第" not in text:
            return
        for found in find_references(text, line.folded[begin:end]):
            yield Reference(
                title=found.title, text=found.text, document_number=found.document_number,
                span=self._span(line, begin + found.start, begin + found.end),
            )  # fmt: skip

    def flat_rows(self, lines: Sequence[Line]) -> list[list[Line | None]] | None:
        """The rows of a table that extraction laid flat; None stands for a missing cell."""
        if not lines or (lines[0].paragraph.hint and lines[0].paragraph.hint.origin):
            return None
        rows = flattened_rows([line.text for line in lines])
        if not rows or sum(bool(cell) for row in rows for cell in row) != len(lines):
            return [[line] for line in lines]
        cells = iter(lines)
        return [[next(cells) if cell else None for cell in row] for row in rows]

    def _in_row(self, row: list[list[Line]], cells: list[Line], found: Found) -> Indicator:
        """An indicator of a table row: it reaches from the name's cell to the value's."""
        named = next((c[0] for c in row if c and found.name[:4] in c[0].text), cells[0])
        first = min(named.start, cells[0].start)
        last = cells[-1]
        span = Span(first, max(first, last.source(len(last.text) - 1) + 1))
        return self._placed(found, span)

    # -- tables -------------------------------------------------------------------------------

    def table(
        self, lines: Sequence[Line], flat: list[list[Line | None]] | None, rows: list[Node]
    ) -> list[Node]:
        """Table rows with the indicators and duties that their columns carry."""
        grid = _grid(lines)
        if flat is not None:
            grid = [[[cell] if cell else [] for cell in row] for row in flat]
        if len(grid) < 2:
            return rows
        header = [" ".join(c.text for c in cell) for cell in grid[0]]
        table = [[" ".join(c.text.rstrip(" |") for c in cell) for cell in row] for row in grid]
        aims = is_indicator_table(header)
        if aims:
            for row, column, found in table_indicators(table, self._in_table):
                cells = grid[row][column] if column < len(grid[row]) else []
                if cells:
                    one = self._in_row(grid[row], cells, found)
                    rows[row].indicators = (*rows[row].indicators, one)
        columns, first = duty_columns(header), 1
        if columns is None and (above := self._header_above(lines[0], len(header))):
            header, columns, first = above, duty_columns(above), 0
        if columns:
            tasks = columns.get("task", ())
            named = [at for at in tasks if not _YEAR.search(header[at])]
            names = named or columns.get("category", ())
            what = _TARGET_ROW if aims else _TASK_ROW
            for node, texts, row_cells in zip(
                rows[first:], table[first:], grid[first:], strict=False
            ):
                _name_row(node, [texts[at] for at in names if at < len(texts)], what)
                self._tasks_of(row_cells, tasks, node)
                duty = table_duty(header, texts, self._document_year) if any(row_cells) else None
                if duty is not None:
                    node.duty = self._stated(duty, node.span)
        return rows

    def _header_above(self, line: Line, width: int) -> list[str] | None:
        """The header that a line above names, for rows that headings of groups part from it."""
        at = bisect_left(self._headers, line.index, key=itemgetter(0))
        header = self._headers[at - 1][1] if at else []
        return header if len(header) == width else None

    def _tasks_of(self, row: list[list[Line]], columns: Sequence[int], node: Node) -> None:
        """Adds the targets that the task cells of a duty table's row name."""
        for column in columns:
            for line in row[column] if column < len(row) else ():
                found = find_indicators(plain(line.text, line.folded), self._in_table)
                node.indicators = (*node.indicators, *(self._indicator(line, f) for f in found))


class _Placed(Protocol):
    """Something found at a place in a line."""

    @property
    def start(self) -> int: ...


_P = TypeVar("_P", bound=_Placed)


def _between(found: list[_P] | None, begin: int, end: int) -> list[_P]:
    """What begins in a range, of a list in order of place."""
    if not found:
        return []
    first = bisect_left(found, begin, key=_start)
    return found[first : bisect_left(found, end, lo=first, key=_start)]


def _together(duties: Iterable[DutyFound], line: Line) -> DutyFound | None:
    """Duties that one node states, as one: 迁建医院（某局）、改造车站（某委）."""
    whole = merge(duties)
    return whole._replace(text=line.text[whole.start : whole.end]) if whole else None


def _start(found: _Placed) -> int:
    return found.start


def _name_row(row: Node, words: Iterable[str], what: tuple[Kind, Evidence]) -> None:
    """Names a row by the cells that say what is to be done, if one does."""
    title = " ".join(word for word in map(str.strip, words) if word)
    if title:
        row.title = title
        row.kind, row.evidence = what


def _status(kind: str, year: _Year) -> Status:
    if year.reported == "*":
        return "actual"
    if kind in _TARGET_KINDS or ((year.aimed or year.going) and kind != "achievement"):
        return "target"
    return "actual" if kind in _ACTUAL_KINDS else "unknown"


def _moved(found: Found, by: int) -> Found:
    return found._replace(start=found.start + by, end=found.end + by) if by else found


_YEAR = compiled(r"(?<!\d)(?:19|20)[0-9]{2}(?!\d)(?! ?年 ?(?:前|底前|以前))")


def _year_of(meta: Meta) -> int | None:
    """The year a document was made: from its title, dates or number, but not a year to be met."""
    stated = (meta.title, meta.issue_date, meta.published_date, meta.document_number)
    return next((year for text in stated if (year := _named_year(text))), None)


def _named_year(text: str | None) -> int | None:
    match = _YEAR.search(text or "")
    return int(match[0]) if match else None


def _grid(lines: Iterable[Line]) -> list[list[list[Line]]]:
    """Rows of cells, each a list of its lines, from the hints of a table's lines."""
    rows: dict[int, dict[int, list[Line]]] = {}
    for line in lines:
        hint = line.paragraph.hint
        origin = hint.origin if hint else None
        if origin is None or origin.row is None or origin.column is None:
            return []
        rows.setdefault(origin.row, {}).setdefault(origin.column, []).append(line)
    width = max((max(r) for r in rows.values()), default=0)
    return [[rows[r].get(c, []) for c in range(1, width + 1)] for r in sorted(rows)]
