"""``planparse indicators`` and ``planparse tasks``: flat tables of one or several plans."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from ..language import language
from ..tables import (
    Table,
    for_reader,
    for_screen,
    indicator_table,
    task_table,
    to_csv,
    to_markdown,
    to_xlsx,
)
from .bilingual import FILE, command, option, usage
from .output import format_of, write, write_bytes

if TYPE_CHECKING:
    from ..model import AnyPlan

_FORMATS = ("table", "csv", "md", "xlsx", "json")
_SUFFIXES = {".csv": "csv", ".md": "md", ".xlsx": "xlsx", ".json": "json"}


def _options(run: Callable[..., None]) -> Callable[..., None]:
    for decorate in reversed(
        (
            click.argument("files", type=FILE, nargs=-1, required=True, metavar="FILE…"),
            option("-f", "--format", "format_", type=click.Choice(_FORMATS),
                         help="By default a terminal table, or what the suffix of -o says."),
            option("-o", "--output", type=click.Path(dir_okay=False), help="Write here."),
            option("--bom", is_flag=True, help="csv: begin with a BOM, as Excel wants it."),
            option("--width", metavar="N", type=click.IntRange(min=20),
                   help="Columns; by default the terminal's."),
        )
    ):  # fmt: skip
        run = decorate(run)
    return run


@command("indicators")
@_options
def indicators_command(**options: Any) -> None:
    """Print the quantified targets of each FILE as one table.

    \b
    planparse indicators plan.txt
    planparse indicators a.txt b.docx -o targets.csv --bom
    """
    _run(indicator_table, "指标", **options)


@command("tasks")
@_options
def tasks_command(**options: Any) -> None:
    """Print the 任务分解表 of each FILE: task, measure, responsible units, deadline.

    \b
    planparse tasks plan.txt
    planparse tasks plan.docx -o tasks.xlsx
    """
    _run(task_table, "任务分解表", **options)


def _run(
    build: Callable[[Sequence[AnyPlan]], Table], title: str, *, files: tuple[str, ...],
    format_: str | None, output: str | None, bom: bool, width: int | None,
) -> None:  # fmt: skip
    from ..pipeline import open_tree

    table = build([open_tree(name) for name in files])
    kind = format_ or format_of(output, _SUFFIXES) or ("csv" if output else "table")
    if kind == "xlsx":
        if output is None:
            raise usage("xlsx needs a file: -o {example}", example="tasks.xlsx")
        write_bytes(to_xlsx(table, title), output)
    elif kind == "csv":
        write(("\ufeff" if bom else "") + to_csv(table), output)
    elif kind == "md":
        write(to_markdown(table), output)
    elif kind == "json":
        write(_json(table), output)
    else:
        from ..render import print_table

        shown = for_reader(for_screen(table), language())
        print_table(shown.columns, shown.rows, width=width)


def _json(table: Table) -> str:
    import json

    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
