"""``planparse diff`` and ``planparse align``: reading and printing around the library functions."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import click

from ..diff import Diff, align, diff
from ..diff.align import Alignment
from ..language import Language, language
from ..model import Model, Plan
from .bilingual import FILE, command, option, usage
from .output import format_of, write_bytes

_SUFFIXES = {
    ".txt": "text", ".json": "json", ".yaml": "yaml", ".yml": "yaml", ".md": "md",
    ".html": "html", ".htm": "html", ".xlsx": "xlsx",
}  # fmt: skip
_TABLES = ("md", "html", "xlsx")
_NOTHING = ("/dev/null", "nul")
_WIDTH = option(
    "--width", metavar="N", type=click.IntRange(min=20), help="Columns; by default the terminal's."
)
_OUT = option(
    "-o", "--output", type=click.Path(dir_okay=False),
    help="Write here; the suffix decides the format.",
)  # fmt: skip


@command("diff")
@click.argument("paths", type=FILE, metavar="OLD NEW", nargs=-1, required=True)
@option(
    "-f", "--format", "kind", type=click.Choice(["text", "json", "yaml", "html", "md"]),
    help="text for readers (the default), json and yaml for programs, html side by side.",
)  # fmt: skip
@option("--table", is_flag=True, help="新旧对照表: three columns, as md, html or xlsx.")
@_OUT
@_WIDTH
@option("--furniture", is_flag=True, help="Compare contents pages and page furniture too.")
@option("--git", "from_git", is_flag=True, help="Take the arguments git gives a diff driver.")
@option("--textconv", is_flag=True, help="Print one plan as lines, for git's textconv.")
def diff_command(
    paths: tuple[str, ...],
    kind: str | None,
    table: bool,
    output: str | None,
    width: int | None,
    furniture: bool,
    from_git: bool,
    textconv: bool,
) -> None:
    """Say what changed from OLD to NEW: documents or extracted plans.

    \b
    planparse diff draft.docx final.docx               in the terminal
    planparse diff draft.txt final.txt -o diff.html    side by side
    planparse diff --table -o 对照表.xlsx old.txt new.txt

    Exits with 0 if they say the same, 1 if not, 2 if one cannot be read.
    """
    if textconv:
        _print_lines(paths)
        return
    old_path, new_path = _pair(paths, from_git)
    chosen = _format(kind, table, output)
    old, new = _open(old_path), _open(new_path)
    found = diff(old, new, furniture=furniture)
    if chosen == "text" and output is None:
        from ..diff_render.text import print_diff

        if from_git:
            click.echo(f"planparse {paths[0]}")
        print_diff(found, sys.stdout, lang=language(), width=width)
    else:
        _deliver(_written(old, found, chosen, table, language(), width), output)
    if not found.empty and not from_git:
        sys.exit(1)


def _print_lines(paths: tuple[str, ...]) -> None:
    from ..diff_render.textconv import textconv

    if len(paths) != 1:
        raise usage("--textconv takes one file")
    click.echo(textconv(_open(paths[0])), nl=False)


def _pair(paths: tuple[str, ...], from_git: bool) -> tuple[str, str]:
    """OLD and NEW; git calls a driver with path old hex mode new hex mode [to and how]."""
    if from_git and len(paths) in (7, 9):
        return paths[1], paths[4]
    if from_git and len(paths) == 1:
        raise usage("{path} is unmerged", path=paths[0])
    if len(paths) != 2:
        raise usage("give two files, OLD and NEW")
    if paths == ("-", "-"):
        raise usage("only one of the two can be stdin")
    return paths[0], paths[1]


def _format(kind: str | None, table: bool, output: str | None) -> str:
    chosen = kind or format_of(output, _SUFFIXES) or ("md" if table else "text")
    if table and chosen not in _TABLES:
        raise usage("--table writes md, html or xlsx, not {format}", format=chosen)
    if chosen == "xlsx" and output is None:
        raise usage("xlsx needs a file: -o {example}", example="table.xlsx")
    return chosen


def _open(path: str) -> Plan:
    from ..pipeline import open_plan, parse

    return parse("", name=path) if path.lower() in _NOTHING else open_plan(path)


def _written(
    old: Plan, found: Diff, kind: str, table: bool, lang: Language, width: int | None
) -> str | bytes:
    """The diff in a format other than the terminal's."""
    if kind == "xlsx" or table:
        from ..diff_render import sheet

        if kind == "xlsx":
            return sheet.table_xlsx(old, found, lang)
        make = sheet.table_html if kind == "html" else sheet.table_markdown
        return make(old, found, lang)
    if kind == "html":
        from ..diff_render.page import html

        return html(old, found, lang)
    if kind == "md":
        from ..diff_render.markdown import markdown

        return markdown(found, lang)
    if kind == "text":
        from ..diff_render.text import print_diff

        return _captured(lambda file: print_diff(found, file, lang=lang, width=width))
    return _data(found, kind)


def _captured(write: Callable[[Any], None]) -> str:
    from io import StringIO

    file = StringIO()
    write(file)
    return file.getvalue()


def _data(found: Model, kind: str) -> str:
    from ..export import dumps

    return dumps(found, kind)


def _deliver(data: str | bytes, output: str | None) -> None:
    write_bytes(data.encode("utf-8", "replace") if isinstance(data, str) else data, output)


@command("align")
@click.argument("upper", type=FILE)
@click.argument("lowers", type=FILE, metavar="LOWER…", nargs=-1, required=True)
@option(
    "-f", "--format", "kind", type=click.Choice(["text", "json", "yaml", "html"]),
    help="text for readers (the default), json and yaml for programs, html with the evidence.",
)  # fmt: skip
@_OUT
@_WIDTH
def align_command(
    upper: str,
    lowers: tuple[str, ...],
    kind: str | None,
    output: str | None,
    width: int | None,
) -> None:
    """Say which tasks and targets of UPPER each LOWER plan takes up (上下位衔接).

    \b
    planparse align national.txt city-a.docx city-b.docx
    planparse align national.txt city.txt -o align.html
    """
    chosen = kind or format_of(output, _SUFFIXES) or "text"
    if chosen not in ("text", "json", "yaml", "html"):
        raise usage("align writes text, json, yaml or html, not {format}", format=chosen)
    found = align(_open(upper), [_open(path) for path in lowers])
    if chosen == "text" and output is None:
        from ..diff_render.text import print_alignment

        print_alignment(found, sys.stdout, lang=language(), width=width)
    else:
        _deliver(_aligned(found, chosen, language(), width), output)


def _aligned(found: Alignment, kind: str, lang: Language, width: int | None) -> str:
    if kind == "html":
        from ..diff_render.align_views import align_html

        return align_html(found, lang)
    if kind == "text":
        from ..diff_render.text import print_alignment

        return _captured(lambda file: print_alignment(found, file, lang=lang, width=width))
    return _data(found, kind)
