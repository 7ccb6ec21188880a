"""``planparse outline``: the tree in the terminal, coloured by kind, with line numbers."""

from __future__ import annotations

import click

from .bilingual import FILE, command, option


@command("outline")
@click.argument("file", type=FILE, metavar="FILE")
@option("--depth", metavar="N", type=click.IntRange(min=1), help="Show only so many levels.")
@option("--all", "everything", is_flag=True, help="Also sentences, paragraphs, tables.")
@option(
    "--width", metavar="N", type=click.IntRange(min=20), help="Columns; by default the terminal's."
)
def outline_command(file: str, depth: int | None, everything: bool, width: int | None) -> None:
    """Print the tree of FILE (a document or an extracted plan; - is stdin).

    \b
    planparse outline plan.txt
    planparse outline plan.docx --depth 2
    planparse outline plan.txt --all | less -R
    """
    from ..pipeline import open_tree
    from ..render import print_diagnostics, print_outline

    plan = open_tree(file)
    print_outline(plan, depth=depth, everything=everything, width=width)
    print_diagnostics(plan, width=width)
