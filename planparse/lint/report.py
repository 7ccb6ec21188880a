"""Findings as text for people, JSON for programs and SARIF 2.1.0 for code hosts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from .. import __version__
from ..columns import padded, width_of, wrapped
from ..language import Language
from ..span import Span
from .baseline import fingerprint
from .model import Finding, Severity
from .rules import RULES, Rule

_SEVERITIES = {"error": "错误", "warning": "警告", "info": "提示"}
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_GROUNDS = {"law": "法规", "standard": "标准", "practice": "惯例", "heuristic": "推断"}


@dataclass(frozen=True, slots=True)
class Report:
    """The findings of one document, with the text they point into."""

    name: str
    text: str
    findings: tuple[Finding, ...]


def severity_word(severity: Severity, lang: Language) -> str:
    """The severity as people read it."""
    return _SEVERITIES[severity] if lang == "zh" else severity


def basis_words(ground: str, lang: Language) -> str:
    """The ground of a rule as people read it: the clause alone, where there is one.

    >>> basis_words("standard: GB/T 9704-2012 7.2.5", "zh"), basis_words("heuristic", "zh")
    ('GB/T 9704-2012 7.2.5', '推断')
    """
    kind, _, clause = ground.partition(": ")
    return clause or (_GROUNDS[kind] if lang == "zh" else kind)


# --- text ------------------------------------------------------------------------------------


def text_rows(report: Report, lang: Language, width: int) -> Iterator[tuple[str, str]]:
    """Rows of one document as (row, severity or ""): its name, then place, code and message."""
    yield report.name, "name"
    places = [f"{f.lines.start}:{f.column}" for f in report.findings]
    column = max(map(len, places), default=0)
    words = [severity_word(f.severity, lang) for f in report.findings]
    widest = max(map(width_of, words), default=0)
    for finding, place, word in zip(report.findings, places, words, strict=True):
        head = f"  {place:>{column}}  {padded(word, widest)}  {finding.code}  "
        message = finding.message if lang == "zh" else finding.message_en
        message += f" [{basis_words(finding.ground, lang)}]"
        room = max(20, width - width_of(head))
        for k, line in enumerate(wrapped(message, room)):
            yield (head if not k else " " * width_of(head)) + line, "" if k else finding.severity


def summary(reports: Sequence[Report], lang: Language) -> str:
    """One line that counts the findings and those that ``--fix`` would mend."""
    found = [f for report in reports for f in report.findings]
    counts = {name: sum(f.severity == name for f in found) for name in _SEVERITIES}
    fixable = sum(1 for f in found if f.fix)
    if lang == "zh":
        parts = "，".join(f"{_SEVERITIES[name]}{n}" for name, n in counts.items() if n)
        return f"{len(reports)}个文件：{parts or '未发现问题'}" + (
            f"；其中{fixable}项可用 --fix 修改" if fixable else ""
        )
    parts = ", ".join(_plural(n, name) for name, n in counts.items() if n)
    return f"{_plural(len(reports), 'file')}: {parts or 'nothing found'}" + (
        f"; --fix can mend {fixable}" if fixable else ""
    )


def _plural(count: int, noun: str) -> str:
    """A number with its noun; info has no plural."""
    return f"{count} {noun}{'' if count == 1 or noun == 'info' else 's'}"


# --- JSON ------------------------------------------------------------------------------------


def to_json(reports: Sequence[Report]) -> str:
    """An array with one object for each document."""
    data = [
        {"file": r.name, "findings": [f.model_dump(mode="json") for f in r.findings]}
        for r in reports
    ]
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


# --- SARIF -----------------------------------------------------------------------------------

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def to_sarif(reports: Sequence[Report], lang: Language) -> str:
    """A SARIF 2.1.0 log with one run; regions are in code points."""
    codes = list(RULES)
    run = {
        "tool": {
            "driver": {
                "name": "planparse", "semanticVersion": __version__,
                "rules": [_sarif_rule(RULES[code], lang) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [
            _sarif_result(f, report, codes.index(f.code), lang)
            for report in reports
            for f in report.findings
        ],
    }  # fmt: skip
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _sarif_rule(rule: Rule, lang: Language) -> dict[str, Any]:
    message = rule.zh if lang == "zh" else rule.en
    return {
        "id": rule.code,
        "name": "".join(part.capitalize() for part in rule.name.split("-")),
        "shortDescription": {"text": message},
        "help": {"text": f"{basis_words(rule.basis, lang)}\n\n✗ {rule.bad}\n✓ {rule.good}"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"ground": rule.basis, "fixable": rule.fixable},
    }


def _sarif_result(finding: Finding, report: Report, index: int, lang: Language) -> dict[str, Any]:
    location = {"uri": _uri(report.name)}
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message if lang == "zh" else finding.message_en},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": location,
                    "region": region(report.text, finding.span),
                }
            }
        ],
        "partialFingerprints": {"planparse/v1": fingerprint(finding, report.text)},
        "occurrenceCount": finding.count,
    }
    if finding.fix:
        replacements = [
            {"deletedRegion": region(report.text, e.span), "insertedContent": {"text": e.text}}
            for e in finding.fix
        ]
        change = {"artifactLocation": location, "replacements": replacements}
        result["fixes"] = [{"artifactChanges": [change]}]
    return result


def region(text: str, span: Span) -> dict[str, int]:
    r"""A SARIF region: 1-based lines and columns, the end column exclusive.

    >>> region("甲\n乙丙", Span(2, 4))["endColumn"]
    3
    """
    start, end = span.start, span.end
    return {
        "startLine": text.count("\n", 0, start) + 1,
        "startColumn": start - text.rfind("\n", 0, start),
        "endLine": text.count("\n", 0, end) + 1,
        "endColumn": end - text.rfind("\n", 0, end),
        "charOffset": start,
        "charLength": end - start,
    }


def _uri(name: str) -> str:
    return quote(name.replace("\\", "/"), safe="/:") if name != "-" else "stdin"
