"""Faults of numbering, form and content, each with the ground it rests on (文稿校对).

The rules are data, in ``rules.yaml``; how a fault is found is in ``patterns`` (rules that are
patterns), ``labels``, ``widths``, ``pairs``, ``headings``, ``references``, ``facts``, ``elements``
and ``dates``. A check yields hits; only here do hits become findings, so that conditions, counting
and order are the same for every rule.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from ..model import Plan
from ..span import Lines
from . import dates, elements, facts, headings, labels, pairs, references, widths
from .document import Document, Hit
from .model import Edit, Finding
from .patterns import pattern_hits, pattern_rules
from .rules import RULES, Rule

__all__ = ["RULES", "Edit", "Finding", "Rule", "lint"]

_CHECKS: tuple[tuple[Callable[[Document], Iterator[Hit]], tuple[str, ...]], ...] = (
    (labels.sequence, ("NUM001", "NUM002", "NUM003", "NUM004", "NUM005", "NUM006")),
    (labels.levels, ("NUM007", "NUM008")),
    (labels.decimals, ("NUM009",)),
    (labels.marks, ("MRK002", "MRK003", "MRK004", "MRK008", "MRK009")),
    (labels.han_marks, ("MRK001", "MRK006")),
    (labels.mixed_dots, ("MRK010",)),
    (labels.articles, ("MRK011",)),
    (widths.marks, ("WID001", "WID002")),
    (widths.percent, ("WID003",)),
    (widths.brackets, ("WID004",)),
    (pairs.unpaired, ("PUN009", "PUN011")),
    (elements.addressees, ("DOC007",)),
    (references.attachment_titles, ("DOC009",)),
    (elements.genre, ("DOC010",)),
    (dates.impossible, ("DOC011",)),
    (references.references, ("REF001",)),
    (references.contents, ("REF002",)),
    (headings.counts, ("CNT001",)),
    (headings.repeated_titles, ("HDG001",)),
    (headings.empty_sections, ("HDG002",)),
    (headings.end_marks, ("HDG003",)),
    (facts.targets, ("TGT001",)),
    (facts.deadlines, ("TGT002",)),
    (facts.duties, ("DTY001", "DTY003")),
)
"""Every check that is a function, with the codes it may give."""


def lint(
    plan: Plan, text: str, *, select: Collection[str] = (), ignore: Collection[str] = ()
) -> tuple[Finding, ...]:
    r"""What is wrong with a document, in document order (校对结果).

    Args:
        plan: the plan that was read from ``text``.
        text: the decoded source, as ``Source.text`` has it.
        select: codes or beginnings of codes to look for; empty means all.
        ignore: codes or beginnings of codes to leave out.

    >>> from planparse import parse
    >>> draft = "一、总体要求\n依据青政发[2026]5号文件。\n二、主要任务\n"
    >>> [(f.code, f.lines.start, f.column) for f in lint(parse(draft), draft)]
    [('DOC001', 2, 6)]
    """
    wanted = {code for code in RULES if _chosen(code, select, ignore)}
    document = Document(plan, text)
    by_rule: dict[str, list[Hit]] = {}
    for hit in _hits(document, wanted):
        by_rule.setdefault(hit.code, []).append(hit)
    found = [one for code, hits in by_rule.items() for one in _findings(document, code, hits)]
    return tuple(sorted(found, key=lambda f: (f.span, f.code)))


def _chosen(code: str, select: Collection[str], ignore: Collection[str]) -> bool:
    return (not select or code.startswith(tuple(select))) and not code.startswith(tuple(ignore))


def _hits(document: Document, wanted: Collection[str]) -> Iterator[Hit]:
    applies = {code for code in wanted if document.holds(RULES[code].when)}
    for rule in pattern_rules():
        if rule.code in applies:
            yield from pattern_hits(document, rule)
    for check, codes in _CHECKS:
        if applies.intersection(codes):
            yield from (hit for hit in check(document) if hit.code in applies)


def _findings(document: Document, code: str, hits: list[Hit]) -> Iterator[Finding]:
    rule = RULES[code]
    hits.sort(key=lambda hit: hit.span)
    if not rule.once:
        for hit in hits:
            yield _finding(document, rule, hit, hit.edits, 1)
        return
    edits = dict.fromkeys(edit for hit in hits for edit in hit.edits)
    yield _finding(document, rule, hits[0], tuple(edits), len(hits))


def _finding(
    document: Document, rule: Rule, hit: Hit, edits: tuple[Edit, ...], count: int
) -> Finding:
    zh, en = rule.zh.format(**hit.values), rule.en.format(**hit.values)
    if count > 1:
        zh, en = f"{zh}（共{count}处）", f"{en} ({count} places)"
    start = document.index.line(hit.span.start)
    end = document.index.line(max(hit.span.start, hit.span.end - 1))
    return Finding(
        code=rule.code, severity=rule.severity, message=zh, message_en=en, ground=rule.basis,
        span=hit.span, lines=Lines(start, end), column=document.column(hit.span.start),
        count=count, fix=edits,
    )  # fmt: skip
