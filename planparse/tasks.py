"""The rows of a 任务分解表: what is to be done, by whom, until when; a row for each piece of work.

Work is either a heading or item of the outline or a row of a table that the document holds. The
columns of such a table are known by its header, and a cell that print left empty under 重点任务
goes on saying what the cell above says.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from .extract.duties import duty_columns
from .patterns import compiled
from .script import tidy
from .table_words import header_of
from .tree import CELL_MARK, Duty

if TYPE_CHECKING:
    from .model import AnyDuty, AnyNode

_WORK = frozenset({"task", "measure", "safeguard", "project"})
_APART = frozenset({"toc", "boilerplate", "closing"})
_YEAR = compiled(r"(?<!\d)(?:19|20)\d\d")
_LONGEST_GROUP = 40
"""Code points of a heading between the rows of a table."""
_NO_GROUP = compiled(r"\W*(?:注|备注|说明|合计|总计|小计|附)")
_OPENING = "（(【[〔"
_STATED = compiled(
    r"[（(【\[]?(?:(?:牵头|配合|责任|主办|协办|承办|参与|落实|督办)[^：:。]{0,8}"
    r"|(?:完成|办结|整改)?(?:时限|时间|期限))[：:].*+"
)
"""A paragraph that says who or until when, and nothing else."""
_IN_YEAR = (
    r"(?:\d{1,2}月份?(?:\d{1,2}日|[底末初]|[上中下]旬)?"
    r"|第?[一二三四1-4]季度末?|[上下]半年|年?[底末])"
)
_PAST = r"(?:建成|建造|建设|竣工|开工|投用|交付|成立|注册|登记|形成|发生|出生)[^，。；]{0,4}的"
_UNTIL = compiled(
    rf"(?<![\d年月至到—\-~])(?:(?:(?:20\d\d|[今明当每])年)?{_IN_YEAR}(?:以|之)?前"
    rf"|(?:20\d\d|[今明当])年(?:(?:以|之)?前|(?:年|以|之)?内))(?![述期后三列提来]|{_PAST})"
)
_TITLES = compiled(r"《[^》]{0,80}》|“[^”]{0,80}”")
_MOST_DEADLINES = 3


class Work(NamedTuple):
    """One row of a 任务分解表."""

    node: AnyNode
    task: str
    measure: str
    content: str
    duty: AnyDuty | None
    deadline: str


def work_items(nodes: Sequence[AnyNode]) -> Iterator[Work]:
    """The innermost tasks and measures, and whatever else somebody has to answer for."""
    header: list[str] = []
    for path, node in paths(nodes):
        if node.form == "table":
            header = yield from _rows(node, path, header)
        elif node.structural and (node.kind in _WORK or _answered(node)) and not _has_work(node):
            yield _item(node, path)


def paths(
    nodes: Sequence[AnyNode], above: tuple[AnyNode, ...] = ()
) -> Iterator[tuple[tuple[AnyNode, ...], AnyNode]]:
    """Every node with the structural nodes it lies in, itself the last if it is one."""
    for node in nodes:
        path = (*above, node) if node.structural else above
        yield path, node
        yield from paths(node.children, path)


def name_of(node: AnyNode) -> str:
    """Number and heading of a node."""
    return f"{node.label or ''}{node.title or ''}"


def _answered(node: AnyNode) -> bool:
    return node.duty is not None and bool(node.duty.lead or node.duty.support or node.duty.units)


def _has_work(node: AnyNode) -> bool:
    return any(
        (child.structural and (child.kind in _WORK or _answered(child)))
        or (child.form == "table" and any(row.duty for row in child.children))
        for child in node.children
    )


# -- the outline ------------------------------------------------------------------------------


def _item(node: AnyNode, path: tuple[AnyNode, ...]) -> Work:
    found = [inner.duty for inner in node.walk() if inner.duty is not None]
    inherited = (above.duty for above in reversed(path) if above.duty is not None)
    duty = merged(found) if found else next(inherited, None)
    brackets = [one.text for one in found if one.text[:1] in _OPENING]
    name = _without(name_of(node), brackets)
    content = _without("\n".join(_paragraphs(node)), brackets)
    until = duty.deadline if duty and duty.deadline else deadlines_in(f"{name}。{content}")
    above = _without(name_of(path[-2]), _stated_in(path[-2])) if len(path) > 1 else ""
    return Work(node, above or name, name if above else "", content, duty, until)


def _stated_in(node: AnyNode) -> list[str]:
    return [node.duty.text] if node.duty and node.duty.text[:1] in _OPENING else []


def _paragraphs(node: AnyNode) -> Iterator[str]:
    """The body of a piece of work, a paragraph a string; its sentences stand together."""
    run, line = node.text, node.lines.start
    for inner in node.walk():
        if inner is node or inner.form in ("table", "row") or inner.kind in _APART:
            continue
        words = f"{name_of(inner)}{inner.text}" if inner.structural else inner.text
        words = "" if _STATED.fullmatch(words.strip()) else words
        if inner.form == "sentence" and inner.lines.start == line:
            run += words
        else:
            yield from _told(run)
            run = words
        line = inner.lines.end if inner.form == "sentence" else 0
    yield from _told(run)


def _told(paragraph: str) -> Iterator[str]:
    words = paragraph.strip()
    if words and not _STATED.fullmatch(words):
        yield words


def _without(text: str, brackets: Iterable[str]) -> str:
    """A text without the brackets that say who answers for it."""
    for words in brackets:
        text = text.replace(words, "")
    return "\n".join(filter(None, (line.strip(" \u3000") for line in text.split("\n"))))


def deadlines_in(text: str) -> str:
    """The deadlines that a text names in passing; nothing if it names more than three.

    >>> deadlines_in("2026年6月底前编制方案，每年12月底前报送总结。")
    '2026年6月底前、每年12月底前'
    >>> deadlines_in("落实《2030年前碳达峰行动方案》。前10年前后的变化")
    ''
    """
    if "前" not in text and "内" not in text:
        return ""
    found = dict.fromkeys(_UNTIL.findall(_TITLES.sub("", tidy(text))))
    return "、".join(found) if len(found) <= _MOST_DEADLINES else ""


# -- tables in the document -------------------------------------------------------------------


def _rows(
    table: AnyNode, path: tuple[AnyNode, ...], header: list[str]
) -> Generator[Work, None, list[str]]:
    """The rows of a table that say who answers; gives back the header, for a table that goes on."""
    above = ""
    group = name_of(path[-1]) if path else ""
    own, taken = header_of([row.text.split(CELL_MARK) for row in table.children[:4]])
    if duty_columns(own):
        header = own
    for row in table.children[taken if header is own else 0 :]:
        cells = row.text.split(CELL_MARK)
        if row.duty is not None or (_is_task(row) and _counted(cells, header)):
            names = _name_columns(header) if len(cells) <= len(header) else []
            told = [cells[at].strip() if at < len(cells) else "" for at in names]
            above = (told[0] if told else row.title or row.text) or above
            task, measure = _named(told, above, group)
            stated = row.duty.deadline if row.duty else None
            until = stated or deadlines_in(f"{above}。{measure}")
            yield Work(row, task, measure, "", row.duty, until)
        elif heading := _group_of(row, cells):
            group, above = heading, ""
    return header


def _is_task(row: AnyNode) -> bool:
    return row.kind == "task" and bool(row.title)


def _counted(cells: Sequence[str], header: Sequence[str]) -> bool:
    """Whether a row has its number, where the rows have any."""
    numbers = (duty_columns(header) or {}).get("number", ())
    return all(at < len(cells) and cells[at].strip() for at in numbers)


def _named(told: Sequence[str], first: str, heading: str) -> tuple[str, str]:
    """Task and measure of a row: of several cells the first, else what stands above the rows."""
    if len(told) < 2:
        return (heading, first) if heading else (first, "")
    first = first or heading
    return first.rstrip("。；;："), " ".join(filter(None, told[1:]))


def _name_columns(header: Sequence[str]) -> list[int]:
    """Which columns say what is to be done, those that group it first."""
    columns = duty_columns(header) or {}
    named = [at for at in columns.get("task", ()) if not _YEAR.search(header[at])]
    return sorted((*columns.get("category", ()), *named))


def _group_of(row: AnyNode, cells: Sequence[str]) -> str:
    """The heading that a row is between others, if it is one."""
    words = [cell.strip() for cell in cells if cell.strip()]
    heading = row.title if _is_task(row) else words[0] if len(words) == 1 else ""
    if not heading or len(heading) > _LONGEST_GROUP or _NO_GROUP.match(heading):
        return ""
    return heading


# -- duties -----------------------------------------------------------------------------------


def merged(duties: Sequence[AnyDuty]) -> AnyDuty:
    """Several statements of duty (牵头单位 on one line, 配合单位 on the next) as one."""
    first = duties[0]
    if len(duties) == 1:
        return first

    def together(role: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(unit for duty in duties for unit in getattr(duty, role)))

    return Duty(
        lead=together("lead"),
        support=together("support"),
        units=together("units"),
        deadline=next((d.deadline for d in duties if d.deadline), None),
        due=next((d.due for d in duties if d.due), None),
        text=first.text,
        span=first.span,
        lines=first.lines,
    )
