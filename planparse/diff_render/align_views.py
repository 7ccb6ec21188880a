"""An alignment as rows for a terminal table and as an HTML page."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from ..diff.align import Alignment, TargetMatch, Uptake
from ..diff.messages import named, pick, target_text
from .page import document

_RELATIONS = {
    "equal": ("一致", "equal"), "higher": ("高于上位", "higher"), "lower": ("低于上位", "lower"),
    "incomparable": ("不可比", "not comparable"),
}  # fmt: skip
_SECTIONS = (("任务承接", "tasks"), ("指标衔接", "targets"), ("下位新增任务", "new below"))
_NONE = ("无人承接", "nobody")

Section = tuple[str, list[tuple[str, ...]]]


def summary_lines(alignment: Alignment, lang: str) -> Iterator[str]:
    """Who is compared and the figures, one line each."""
    upper = alignment.upper
    yield f"{pick(('上位', 'upper'), lang)}: {upper.name} {upper.title or ''}".rstrip()
    for number, lower in enumerate(alignment.lowers, 1):
        cites = pick((" 引用上位规划", " cites the upper plan"), lang) if lower.cites else ""
        head = f"{pick(('下位', 'lower'), lang)}{number}: {lower.name}"
        yield f"{head} {lower.title or ''}{cites}".rstrip()
    tasks, gaps = len(alignment.tasks), len(alignment.missing)
    aims, lost = len(alignment.targets), len(alignment.missing_targets)
    short = sum(match.shortfall for target in alignment.targets for match in target.found)
    yield pick(
        (
            f"任务 {tasks} 项，无人承接 {gaps} 项；指标 {aims} 项，无对应 {lost} 项，"
            f"低于要求 {short} 项；下位新增 {len(alignment.additions)} 项",
            f"{tasks} tasks, {gaps} taken up by nobody; {aims} targets, "
            f"{lost} without counterpart, {short} short; {len(alignment.additions)} new below",
        ),
        lang,
    )


def heads(title: str, alignment: Alignment, lang: str) -> tuple[str, ...]:
    """Column heads of a section."""
    lower = tuple(
        f"{pick(('下位', 'lower '), lang)}{n}" for n in range(1, len(alignment.lowers) + 1)
    )
    tasks, targets, new = (pick(words, lang) for words in _SECTIONS)
    if title == tasks:
        return (pick(("上位任务", "upper task"), lang), *lower)
    if title == targets:
        return (pick(("上位指标", "upper target"), lang), *lower)
    assert title == new
    return (pick(("规划", "plan"), lang), pick(("任务", "task"), lang))


def cells(alignment: Alignment, lang: str) -> Iterator[Section]:
    """The sections of the report: title and rows of plain text."""
    tasks, targets, new = (pick(words, lang) for words in _SECTIONS)
    count = len(alignment.lowers)
    rows: list[tuple[str, ...]] = []
    for task in alignment.tasks:
        columns = [[u for u in task.taken if u.plan == n][:1] for n in range(count)]
        texts = [_uptake(found[0]) if found else "—" for found in columns]
        rows.append((_flag(named(task.upper), not task.taken, lang), *texts))
    yield tasks, rows
    rows = []
    for target in alignment.targets:
        matches = [[m for m in target.found if m.plan == n] for n in range(count)]
        texts = [_match(found[0], lang) if found else "—" for found in matches]
        rows.append((_flag(target_text(target.target), not target.found, lang), *texts))
    yield targets, rows
    yield new, [(str(one.plan + 1), named(one.lower)) for one in alignment.additions]


def _flag(text: str, missing: bool, lang: str) -> str:
    return f"✗ {text}（{pick(_NONE, lang)}）" if missing else text


def _uptake(uptake: Uptake) -> str:
    sign = "●" if uptake.strength == "full" else "◐"
    return f"{sign} {named(uptake.lower)} {uptake.score:.2f}"


def _match(match: TargetMatch, lang: str) -> str:
    words = pick(_RELATIONS[match.relation], lang)
    year = "" if match.same_year else pick(("，年份不同", ", another year"), lang)
    sign = "⚠ " if match.shortfall else ""
    return f"{sign}{target_text(match.target)} {words}{year}"


def align_html(alignment: Alignment, lang: str = "zh") -> str:
    """The report as one page that needs nothing else, evidence included."""
    title = pick(("上下位规划衔接", "alignment"), lang)
    out = [f"<h1>{title}</h1>\n"]
    out += [f"<p>{escape(line)}</p>\n" for line in summary_lines(alignment, lang)]
    for name, rows in cells(alignment, lang):
        if not rows:
            continue
        head = "".join(f"<th>{escape(cell)}</th>" for cell in heads(name, alignment, lang))
        out.append(f"<h2>{name}</h2>\n<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n")
        evidence = _evidence(alignment) if rows and name == pick(_SECTIONS[0], lang) else {}
        for at, row in enumerate(rows):
            more = evidence.get(at, {})
            out.append(
                f"<tr>{''.join(_cell(c, more.get(n, '')) for n, c in enumerate(row))}</tr>\n"
            )
        out.append("</tbody>\n</table>\n")
    return document(title, "".join(out), lang)


def _cell(text: str, more: str) -> str:
    style = ' class="high"' if text.startswith(("✗", "⚠")) else ""
    note = f'<div class="note">{escape(more)}</div>' if more else ""
    return f"<td{style}>{escape(text)}{note}</td>"


def _evidence(alignment: Alignment) -> dict[int, dict[int, str]]:
    """Shared phrases by row and column of the task table."""
    found: dict[int, dict[int, str]] = {}
    for row, task in enumerate(alignment.tasks):
        for uptake in reversed(task.taken):
            words = "；".join(uptake.evidence.phrases) or uptake.evidence.parts or ""
            found.setdefault(row, {})[uptake.plan + 1] = words
    return found
