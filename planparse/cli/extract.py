"""``planparse extract``: the Plan of each file as YAML, JSON or JSON lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

import click

from ..diagnostics import TEMPLATES
from ..messages import say
from .bilingual import FILE, command, option, report
from .output import binary, format_of, utf8, write

if TYPE_CHECKING:
    from ..tree import Tree

_SUFFIXES = {".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl"}


@command("extract")
@click.argument("files", type=FILE, nargs=-1, required=True, metavar="FILE…")
@option("-f", "--format", "format_", type=click.Choice(["yaml", "json", "jsonl"]),
              help="Output format; by default YAML, or what the suffix of -o says.")  # fmt: skip
@option("-o", "--output", type=click.Path(dir_okay=False), help="Write here, not to stdout.")
@option("--text", "text_only", is_flag=True, help="Print the decoded text layer instead.")
@option("--script", type=click.Choice(["source", "simplified"]), default="source",
              show_default=True, help="Script of titles and texts.")  # fmt: skip
@option("--original", is_flag=True, help="docx: the text before its tracked changes.")
def extract_command(
    files: tuple[str, ...], format_: str | None, output: str | None, text_only: bool,
    script: str, original: bool,
) -> None:  # fmt: skip
    """Print the tree of each FILE (- is stdin).

    \b
    planparse extract plan.txt
    planparse extract plan.docx notice.pdf -f json -o plans.json
    cat plan.txt | planparse extract - -f jsonl
    """
    from ..convert import in_script
    from ..pipeline import read_path_as, tree_of

    sources = [read_path_as(name, original=original) for name in files]
    for source in sources:
        if not source.text.strip():
            report(source.name, say(TEMPLATES["DOC001"]))
    if text_only:
        write(
            "".join(f"{s.text}\n" if not s.text.endswith("\n") else s.text for s in sources), output
        )
        return
    trees = (in_script(tree_of(source), script) for source in sources)
    with binary(output) as stream:
        chosen = format_ or format_of(output, _SUFFIXES) or "yaml"
        _print(trees, chosen, stream, several=len(sources) > 1)


def _print(trees: Iterator[Tree], format_: str, stream: BinaryIO, *, several: bool) -> None:
    """Several trees as a YAML stream, a JSON array or JSON lines; one tree as itself."""
    if format_ == "yaml":
        from ..yaml_text import write_yaml

        write_yaml(trees, stream, several=several)
    elif format_ == "jsonl":
        from ..export import to_text

        for tree in trees:
            stream.write(utf8(to_text(tree, "jsonl")))
    else:
        from ..json_text import write_json

        write_json(trees, stream, several=several)
