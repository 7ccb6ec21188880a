"""``planparse lint``: what is wrong with a document, and its mended text."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from ..columns import padded, width_of, wrapped
from ..errors import ReadError
from ..language import Language, language
from ..messages import say
from .bilingual import FILE, command, option, usage
from .output import write, write_bytes

if TYPE_CHECKING:
    from ..lint.report import Report
    from ..lint.rules import Rule
    from ..model import Plan
    from ..read import Source

_SEVERITY_STYLES = {"error": "red", "warning": "yellow", "info": "cyan", "name": "bold"}


class _Options(NamedTuple):
    select: tuple[str, ...]
    ignore: tuple[str, ...]


@command("lint")
@click.argument("files", type=FILE, nargs=-1, metavar="FILE…")
@option("-f", "--format", "format_", type=click.Choice(["text", "json", "sarif"]),
              default="text", show_default=True, help="Output format.")  # fmt: skip
@option("-o", "--output", type=click.Path(dir_okay=False), help="Write here, not to stdout.")
@option("--select", multiple=True, metavar="CODES",
              help="Only these rules: codes or their beginnings, with commas.")  # fmt: skip
@option("--ignore", multiple=True, metavar="CODES", help="Leave these rules out.")
@option("--fix", is_flag=True, help="Print the mended text of FILE instead of findings.")
@option("--write", "in_place", is_flag=True, help="With --fix: change the files themselves.")
@option("--baseline", type=click.Path(dir_okay=False), help="Known findings to leave out.")
@option("--write-baseline", type=click.Path(dir_okay=False),
              help="Write the findings there as known, and report none.")  # fmt: skip
@option("--rules", "list_rules", is_flag=True, help="List the rules and their grounds.")
@option("--explain", metavar="CODE", help="Show one rule with an example each way.")
def lint_command(
    files: tuple[str, ...], format_: str, output: str | None, select: tuple[str, ...],
    ignore: tuple[str, ...], fix: bool, in_place: bool, baseline: str | None,
    write_baseline: str | None, list_rules: bool, explain: str | None,
) -> None:  # fmt: skip
    """Check numbering, form and content of each FILE (- is stdin).

    Exit code 0: nothing, or info alone; 1: warnings or errors; 2: wrong usage.

    \b
    planparse lint draft.txt
    planparse lint *.docx --select NUM,MRK --format sarif -o lint.sarif
    planparse lint draft.txt --fix -o mended.txt
    planparse lint draft.txt --fix --write
    planparse lint --explain NUM001
    """
    options = _Options(_codes(select, "--select"), _codes(ignore, "--ignore"))
    if list_rules or explain:
        write(_described(_codes((explain,), "--explain") if explain else ()), output)
        return
    if not files:
        raise click.MissingParameter(param_type="argument", param_hint="'FILE…'")
    if in_place and (not fix or output):
        raise usage("--write goes with --fix, and without -o")
    if fix:
        _fix(files, output, in_place, options)
        return
    reports = [_report(name, options) for name in files]
    if write_baseline:
        _write_baseline(reports, Path(write_baseline))
        return
    if baseline:
        reports = _without_known(reports, Path(baseline))
    _print(reports, format_, output)
    sys.exit(_exit_code(reports))


def _codes(values: Iterable[str], name: str) -> tuple[str, ...]:
    """The codes of a repeatable, comma-separated option; an unknown one is wrong usage."""
    from ..lint import RULES

    codes = tuple(c.strip().upper() for value in values for c in value.split(",") if c.strip())
    for code in codes:
        if not any(known.startswith(code) for known in RULES):
            raise usage("{option}: no rule begins with {code}; see --rules", option=name, code=code)
    return codes


def _read(name: str) -> tuple[Source, Plan]:
    from ..pipeline import parse_source, read_document

    source = read_document(name)
    return source, parse_source(source)


def _report(name: str, options: _Options) -> Report:
    from ..lint import lint
    from ..lint.report import Report
    from ..read.source import printable

    source, plan = _read(name)
    found = lint(plan, source.text, select=options.select, ignore=options.ignore)
    return Report(printable(name), source.text, found)


def _exit_code(reports: Iterable[Report]) -> int:
    return int(any(f.severity != "info" for report in reports for f in report.findings))


# --- baseline --------------------------------------------------------------------------------


def _write_baseline(reports: list[Report], path: Path) -> None:
    from ..lint.baseline import dump_baseline, fingerprint, relative

    known = {relative(r.name, path): [fingerprint(f, r.text) for f in r.findings] for r in reports}
    write(dump_baseline(known), str(path))
    count = sum(map(len, known.values()))
    click.echo(say("{path}: findings noted: {count}", path=path, count=count), err=True)


def _without_known(reports: list[Report], path: Path) -> list[Report]:
    from dataclasses import replace

    from ..lint.baseline import load_baseline, relative, unknown

    known = load_baseline(path)
    return [
        replace(r, findings=unknown(r.findings, r.text, known.get(relative(r.name, path))))
        for r in reports
    ]


# --- mending ---------------------------------------------------------------------------------


def _fix(files: tuple[str, ...], output: str | None, in_place: bool, options: _Options) -> None:
    """Mend the files; the exit code tells whether faults are left."""
    from ..lint import lint
    from ..lint.mend import mend
    from ..lint.report import Report, summary
    from ..pipeline import parse

    if len(files) > 1 and not in_place:
        raise usage("--fix prints one text; give one FILE, or --write")
    left = []
    for name in files:
        source, plan = _read(name)
        text, places = mend(plan, source.text, select=options.select, ignore=options.ignore)
        if in_place:
            _replace(name, source, text)
        else:
            write(text, output)
        found = lint(parse(text, name=name), text, select=options.select, ignore=options.ignore)
        left.append(Report(name, text, found))
        click.echo(say("{path}: places mended: {count}", path=name, count=places), err=True)
    click.echo(summary(left, language()), err=True)
    sys.exit(_exit_code(left))


def _replace(name: str, source: Source, text: str) -> None:
    """Write a text file back as it was encoded; refuse where that would lose anything."""
    from ..lint.mend import encoded_like

    if text == source.text:
        return
    if name == "-" or source.encoding is None or not source.media_type.startswith("text/"):
        raise ReadError("{path}: only text files can be changed in place; use -o", path=name)
    data = encoded_like(Path(name).read_bytes(), source.text, text, source.encoding)
    if data is None:
        raise ReadError("{path}: cannot be written back as it was; use -o", path=name)
    write_bytes(data, name)


# --- printing --------------------------------------------------------------------------------


def _print(reports: list[Report], format_: str, output: str | None) -> None:
    from ..lint.report import summary, text_rows, to_json, to_sarif

    if format_ == "json":
        write(to_json(reports), output)
    elif format_ == "sarif":
        write(to_sarif(reports, language()), output)
    elif output:
        rows = [row for r in reports if r.findings for row, _ in text_rows(r, language(), 100)]
        write("".join(f"{row}\n" for row in rows), output)
    else:
        _print_text(reports)
    click.echo(summary(reports, language()), err=True)


def _print_text(reports: list[Report]) -> None:
    from rich.text import Text

    from ..lint.report import text_rows
    from ..render import console

    out = console()
    for report in reports:
        if not report.findings:
            continue
        for row, severity in text_rows(report, language(), out.width):
            text = Text(row)
            if severity == "name":
                text.stylize(_SEVERITY_STYLES[severity])
            elif severity:
                text.stylize(_SEVERITY_STYLES[severity], 0, row.find("  ", row.find(":") + 6))
            out.print(text, no_wrap=True, overflow="ignore", crop=False, soft_wrap=True)


def _described(codes: tuple[str, ...]) -> str:
    """The rules as a list, or one rule at length."""
    from ..lint import RULES

    lang = language()

    if not codes:
        return "".join(f"{row}\n" for rule in RULES.values() for row in _rule_rows(rule, lang))
    chosen = [rule for code, rule in RULES.items() if code.startswith(codes)]
    return "\n".join(
        f"{_heading(r, lang)}\n{r.zh if lang == 'zh' else r.en}\n"
        f"✗\n{_indented(r.bad)}✓\n{_indented(r.good)}"
        for r in chosen
    )


def _heading(rule: Rule, lang: Language) -> str:
    from ..lint.report import basis_words, severity_word

    return say(
        "{code} {name} ({severity}; {basis})",
        code=rule.code,
        name=rule.name,
        severity=severity_word(rule.severity, lang),
        basis=basis_words(rule.basis, lang),
    )


def _rule_rows(rule: Rule, lang: Language) -> Iterator[str]:
    """A rule in the list of rules: code, severity, whether --fix mends it, message and ground."""
    from ..lint.report import basis_words, severity_word
    from ..render import console

    severity = padded(severity_word(rule.severity, lang), 7)
    head = f"{rule.code}  {severity}  {'--fix' if rule.fixable else '     '}  "
    text = f"{rule.zh if lang == 'zh' else rule.en} [{basis_words(rule.basis, lang)}]"
    for k, line in enumerate(wrapped(text, max(20, console().width - width_of(head)))):
        yield (" " * width_of(head) if k else head) + line


def _indented(text: str) -> str:
    return "".join(f"    {line}\n" for line in text.rstrip("\n").split("\n"))
