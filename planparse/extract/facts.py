"""Runs the extractors over the document in order and hands each node what lies in its text.

Years and natures are in force from where they are named: a paragraph that begins 到2025年 speaks
for the paragraphs after it and for the items below, until another year is named.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from ..outline import Section
from ..patterns import compiled
from ..scan import Line, cell_text
from ..span import LineIndex, Span
from ..table_words import header_of, meanings
from ..tree import Duty, Evidence, Indicator, Kind, Meta, Node, Reference, Status
from .duties import ROLES, DutyFound, duty_columns, find_duties, merge, table_duty
from .indicators import (
    Context,
    Found,
    abreast,
    find_indicators,
    is_indicator_table,
    nature_in_force,
    table_indicators,
    year_in_force,
)
from .plain import plain
from .references import find_references
from .standing import Standing

_TARGET_KINDS = frozenset({"goal", "task", "measure", "safeguard", "box", "project", "appendix"})
_LONGEST_TOPIC = 20
"""Code points of a cell that names what the next one tells about."""
_LONGEST_CAPTION = 40
_FRAME = " ()（）〔〕[]【】。；"
"""Marks around a duty that has a line of its own."""
_TASK_ROW: tuple[Kind, Evidence] = "task", Evidence(rule="row of a table of tasks")
_TARGET_ROW: tuple[Kind, Evidence] = "goal", Evidence(rule="row of a table of targets")
_ACTUAL_KINDS = frozenset({"achievement", "overview", "preamble"})


class Facts:
    """The facts of one document, found before its nodes are built."""

    def __init__(self, meta: Meta, index: LineIndex) -> None:
        self._index = index
        period = meta.period
        self._start = period.start if period and period.start < period.end else None
        self._end = period.end if period else None
        self._document_year = _year_of(meta)
        self._reports = _is_report(meta.title or "")
        self._hands_down = _HANDS_DOWN.search(meta.title or "") is not None
        self._titled = _named_year(meta.title) if period is None else None
        self._in_table = Context(
            "target", self._document_year, self._end, self._start, self._titled
        )
        self._captions: dict[int, int] = {}
        """The year that the line above a table names, by the index of the table's first line."""
        self._above = ""
        """The last line of text or heading, until another kind of line comes."""
        self._aimed: set[int | None] = set()
        self._header: list[str] = []
        """The last header of a table: those below may go on without one."""
        self._lone = False
        """Whether that header has no rows of its own."""
        self._number: int | None = None
        """The number of the last table."""
        self._indicators: dict[int, list[Found]] = {}
        self._duties: dict[int, list[DutyFound]] = {}
        self._of_section: dict[int, tuple[Line, DutyFound]] = {}
        self._each: set[str] = set()
        """Styles whose items have duties in lines of their own."""

    # -- finding ------------------------------------------------------------------------------

    def read(self, root: Section, heads: Sequence[Any]) -> None:
        """Find the indicators and duties of every line, in document order."""
        stack = [(root, iter(root.content), Standing(None))]
        while stack:
            section, parts, year = stack[-1]
            part = next(parts, None)
            if part is None:
                stack.pop()
                if stack:
                    stack[-1][2].pass_section(section, year)
            elif isinstance(part, Section):
                below = year.for_subsection(section, part)
                self._section_line(part, heads, below)
                stack.append((part, iter(part.content), below))
            elif part.part == "text":
                kind = heads[section.index].role.kind if section.line else "preamble"
                self._line(part, 0, kind, year)
                self._duty_of(section, part)
            elif self._above:
                self._caption(part)

    def _section_line(self, section: Section, heads: Sequence[Any], year: Standing) -> None:
        line = section.line
        if line is not None:
            head = heads[section.index]
            self._line(line, head.body, head.role.kind, year)
            year.pass_heading(line)
            self._duty_of(section, line)

    def _caption(self, line: Line) -> None:
        """Takes note of the year that the line above a table names (2027年实事项目进展表)."""
        years = {int(year) for year in _YEAR.findall(self._above)}
        if len(self._above) <= _LONGEST_CAPTION and len(years) == 1:
            self._captions[line.index] = years.pop()
        self._above = ""

    def _line(self, line: Line, begin: int, kind: str, year: Standing) -> None:
        self._above = text = line.text
        duties = find_duties(text, document_year=self._document_year, folded=line.folded)
        if duties:
            self._duties[line.index] = sorted(duties, key=_start)
        reading = plain(text[begin:], line.folded[begin:])
        nature = nature_in_force(reading)
        asked = bool(duties) or (self._hands_down and kind == "preamble")
        context = Context(
            status=_status(kind, year, asked=asked, reports=self._reports),
            document_year=self._document_year, period_end=self._end, period_start=self._start,
            year=(year.going and year.going.year) or self._year(year.year, kind),
            topic=year.topic, nature=nature or year.nature or year.headed,
        )  # fmt: skip
        found = find_indicators(reading, context)
        if kind == "goal":
            self._aimed.update(f.year for f in found)
        if found:
            self._indicators[line.index] = sorted((_moved(f, begin) for f in found), key=_start)
        named = year_in_force(reading, context)
        if named is not None:
            year.year = named
        year.pass_line(reading, found, nature, kind)

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

    def _in_row(
        self, row: list[list[Line]], cells: list[Line], found: Found, name: list[Line]
    ) -> Indicator:
        """An indicator of a table row: it reaches from the name's cell to the value's."""
        begin = "".join(found.name.split())[:4]
        known = (c[0] for c in row if c and begin in "".join(c[0].text.split()))
        named = next(known, (name or cells)[0])
        first = min(named.start, cells[0].start)
        last = cells[-1]
        span = Span(first, max(first, last.source(len(last.text) - 1) + 1))
        return self._placed(found, span)

    # -- tables -------------------------------------------------------------------------------

    def table(self, lines: Sequence[Line], rows: Sequence[Node]) -> None:
        """Adds to the rows of a table the indicators and duties that its columns carry."""
        sheet = _sheet(lines, rows)
        if sheet is None:
            return
        same = sheet.number is not None and sheet.number == self._number
        if sheet.goes_on(self._header, anyhow=same or self._lone):
            sheet.header = self._header  # a heading or a page parts the rows from it
        else:
            sheet = sheet.below_its_own()
            self._header, self._lone = sheet.header, not sheet.rows
        self._number = sheet.number
        context, named = self._in_table, self._captions.get(lines[0].index)
        if named is not None:
            context = context._replace(period_start=None, period_end=None, year=named)
        aims = is_indicator_table(sheet.header)
        if aims:
            self._add_aims(sheet, context)
        if columns := duty_columns(sheet.header):
            self._add_tasks(sheet, columns, context, aims=aims)

    def _add_aims(self, sheet: _Sheet, context: Context) -> None:
        rows = list(sheet.single_rows())
        texts = [texts for _, texts, _ in rows]
        for row, column, found in table_indicators([sheet.header, *texts], context):
            node, _, cells = rows[row - 1]
            if column < len(cells) and cells[column]:
                one = self._in_row(cells, cells[column], found, cells[sheet.named()])
                node.tell(indicators=(*node.indicators, one))

    def _add_tasks(
        self, sheet: _Sheet, columns: dict[str, tuple[int, ...]], context: Context, *, aims: bool
    ) -> None:
        tasks = columns.get("task", ())
        named = [at for at in tasks if not _YEAR.search(sheet.header[at])]
        names = named or columns.get("category", ())
        answering = [at for role in (*ROLES, "deadline") for at in columns.get(role, ())]
        what = _TARGET_ROW if aims else _TASK_ROW
        for node, texts, cells in zip(sheet.rows, sheet.texts, sheet.cells, strict=True):
            _name_row(node, [texts[at] for at in names], what)
            if not aims:
                self._add_told(cells, tasks, sheet.header, node, context)
            held = sheet.held.get(node.id, cells)
            told = texts if held is cells else [cell_text(cell) for cell in held]
            duty = table_duty(sheet.header, told, self._document_year)
            if duty is not None:
                first = min(line.start for at in answering for line in held[at])
                node.told = node.told._replace(
                    duty=self._stated(duty, Span(min(first, node.span.start), node.span.end))
                )

    def _add_told(
        self,
        row: _Cells,
        columns: Sequence[int],
        header: Sequence[str],
        node: Node,
        told: Context,
    ) -> None:
        """Adds the targets that the task cells of a duty table's row name.

        What the cell in front names is what the next tells about (地区生产总值 | 增长6%).
        """
        topic = ""
        for column in columns:
            year = _named_year(header[column]) or told.year
            for line in row[column]:
                context = told._replace(topic=topic, year=year)
                found = find_indicators(plain(line.text, line.folded), context)
                more = (self._indicator(line, f) for f in found)
                node.tell(indicators=(*node.indicators, *more))
                topic = "" if found or len(line.text) > _LONGEST_TOPIC else line.text


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


_TELLS = compiled("(?:完成|进展|执行|运行|落实)情况|统计公报|工作(?:总结|汇报)$")
_HANDS_DOWN = compiled("下达.{0,40}(?:任务|指标|计划|目标)")
_PLANS = compiled("草案|安排|部署|目标|建议|方案|计划(?!执行)")


def _is_report(title: str) -> bool:
    """Whether a title is that of a report on what was done (…任务完成情况的通报)."""
    return _TELLS.search(title) is not None and _PLANS.search(title) is None


def _status(kind: str, year: Standing, *, asked: bool, reports: bool) -> Status:
    """What a line's numbers are by where it stands; what is asked of somebody is to be done."""
    if year.reported == "*":
        return "actual"
    aimed = year.aimed or year.going or asked
    if kind in _TARGET_KINDS or (aimed and kind != "achievement"):
        return "target"
    return "actual" if reports or kind in _ACTUAL_KINDS else "unknown"


def _moved(found: Found, by: int) -> Found:
    return found._replace(start=found.start + by, end=found.end + by) if by else found


_YEAR = compiled(r"(?<!\d)(?:19|20)[0-9]{2}(?!\d)(?! ?年 ?(?:前|底前|以前))")
_MADE = compiled(rf"(?<![到至] ?){_YEAR.pattern}")


def _year_of(meta: Meta) -> int | None:
    """The year a document was made: from its title, dates or number, but not a year to be met."""
    stated = (meta.title, meta.issue_date, meta.published_date, meta.document_number)
    return next((int(match[0]) for text in stated if (match := _MADE.search(text or ""))), None)


def _named_year(text: str | None) -> int | None:
    match = _YEAR.search(text or "")
    return int(match[0]) if match else None


_Cells = list[list[Line]]
"""The cells of a row, each with its lines."""


@dataclass(slots=True)
class _Sheet:
    """A table: what its header says, and its rows as nodes, as words and as lines."""

    number: int | None
    """The number that the reader gave the table."""
    header: list[str]
    rows: Sequence[Node]
    texts: list[list[str]]
    cells: list[_Cells]
    held: dict[str, _Cells]
    """The cells of those rows, by id, that cells from above reach into, with these."""

    def goes_on(self, header: Sequence[str], *, anyhow: bool) -> bool:
        """Whether the rows belong below a header that stands further up."""
        first = self.texts[0]
        if len(first) != len(header) or is_indicator_table(first) or duty_columns(first):
            return False
        return anyhow or (meanings(header)[0] == "number" and first[0].strip().isdecimal())

    def named(self) -> int:
        """The column of what is measured."""
        columns = meanings(self.header)
        return columns.index("name") if "name" in columns else 0

    def single_rows(self) -> Iterator[tuple[Node, list[str], _Cells]]:
        """Each row with its words and lines; one that holds several side by side comes as these."""
        for node, texts, cells in zip(self.rows, self.texts, self.cells, strict=True):
            rows = abreast(self.header, [[line.text for line in cell] for cell in cells])
            for row in rows:
                taken = [cell[at : at + 1] for (at, _), cell in zip(row, cells, strict=True)]
                yield node, [text for _, text in row], taken
            if not rows:
                yield node, texts, cells

    def below_its_own(self) -> _Sheet:
        """The table below its own header, which takes a row or two."""
        header, at = header_of(self.texts)
        rows, texts, cells = self.rows[at:], self.texts[at:], self.cells[at:]
        return _Sheet(self.number, header, rows, texts, cells, self.held)


def _sheet(lines: Sequence[Line], nodes: Sequence[Node]) -> _Sheet | None:
    """Rows of cells from the hints of a table's lines; none if these do not tell the cells."""
    rows: dict[int, dict[int, list[Line]]] = {}
    for line in lines:
        hint = line.paragraph.hint
        origin = hint.origin if hint else None
        if origin is None or origin.row is None or origin.column is None:
            return None
        rows.setdefault(origin.row, {}).setdefault(origin.column, []).append(line)
    width = max((max(r) for r in rows.values()), default=0)
    cells = [[rows[r].get(c, []) for c in range(1, width + 1)] for r in sorted(rows)]
    texts = [[cell_text(cell) for cell in row] for row in cells]
    if len(cells) != len(nodes):
        return None
    hint = next(iter(lines)).paragraph.hint
    number = hint.origin.table if hint and hint.origin else None
    return _Sheet(number, texts[0], nodes, texts, cells, _held(sorted(rows), nodes, cells))


def _held(
    numbers: Sequence[int], nodes: Sequence[Node], rows: Sequence[_Cells]
) -> dict[str, _Cells]:
    """The rows that merged cells (合并单元格) reach into, filled with what these say."""
    held: dict[str, _Cells] = {}
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            hint = cell[0].paragraph.hint if cell else None
            end = numbers[at] + hint.rows if hint else 0
            below = at + 1
            while below < len(rows) and numbers[below] < end:
                filled = held.setdefault(nodes[below].id, list(rows[below]))
                filled[column] = filled[column] or cell
                below += 1
    return held
