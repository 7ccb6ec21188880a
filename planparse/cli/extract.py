"""``planparse extract``: the Plan of each file as YAML, JSON or JSON lines."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from ..errors import ReadError, reason
from .bilingual import command, option


@command("extract")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
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
    from ..pipeline import read_path_as, tree_of
    from ..tree import plain

    sources = [read_path_as(name, original=original) for name in files]
    if text_only:
        write(
            "".join(f"{s.text}\n" if not s.text.endswith("\n") else s.text for s in sources), output
        )
        return
    plans = [plain(tree_of(source)) for source in sources]
    if script == "simplified":
        from ..convert import simplify

        plans = [simplify(plan) for plan in plans]
    write(render(plans, format_ or _by_suffix(output)), output)


def _by_suffix(output: str | None) -> str:
    suffix = Path(output).suffix.lower() if output else ""
    return {".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl"}.get(suffix, "yaml")


def render(plans: Sequence[dict[str, Any]], format_: str) -> str:
    """Several plans as a YAML stream, a JSON array or JSON lines; one plan as itself."""
    from ..export import to_text, to_yaml

    if format_ == "yaml":
        return to_yaml(plans)
    if format_ == "jsonl":
        return "".join(to_text(plan, "jsonl") for plan in plans)
    return to_text(plans[0] if len(plans) == 1 else plans)


def write(text: str, output: str | None) -> None:
    """Write UTF-8 to a file or to stdout, whatever the locale."""
    write_bytes(text.encode("utf-8", "surrogatepass"), output)


def write_bytes(data: bytes, output: str | None) -> None:
    """Write bytes to a file, or to stdout for None and ``-``."""
    if output is None or output == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        Path(output).write_bytes(data)
    except OSError as error:
        raise ReadError(
            "{path}: cannot be written ({reason})", path=output, reason=reason(error)
        ) from error
