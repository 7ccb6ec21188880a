"""``planparse export``: a plan in the formats of other programs."""

from __future__ import annotations

import click

from .bilingual import FILE, command, option
from .output import write


@command("export")
@click.argument("file", type=FILE, metavar="FILE")
@option("-t", "--to", required=True,
              type=click.Choice(["markdown", "mermaid", "mindmap-md", "opml", "csv"]),
              help="Output format.")  # fmt: skip
@option("--depth", metavar="N", type=click.IntRange(1), help="Show only so many levels.")
@option("--bom", is_flag=True, help="Begin with a byte order mark, for Excel.")
@option("-o", "--output", type=click.Path(dir_okay=False), help="Write here, not to stdout.")
def export_command(file: str, to: str, depth: int | None, bom: bool, output: str | None) -> None:
    """Write FILE, a document or an extracted plan, for another program (- is stdin).

    \b
    planparse export plan.docx --to markdown -o plan.md
    planparse export plan.txt --to mermaid --depth 2
    planparse export plan.yaml --to opml -o plan.opml
    planparse export plan.txt --to csv --bom -o nodes.csv
    """
    from ..exchange import export
    from ..pipeline import open_tree

    text = export(open_tree(file), to, depth=depth)
    write(f"\ufeff{text}" if bom else text, output)
