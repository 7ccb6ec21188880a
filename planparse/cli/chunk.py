"""``planparse chunk``: a document as pieces for retrieval, one JSON object a line."""

from __future__ import annotations

import click

from .bilingual import FILE, command, option, usage
from .output import write


@command("chunk")
@click.argument("files", type=FILE, nargs=-1, required=True, metavar="FILE…")
@option("--max", "largest", metavar="N", type=click.IntRange(20), default=800, show_default=True,
              help="No piece has more characters.")  # fmt: skip
@option("--min", "smallest", metavar="N", type=click.IntRange(0), default=80, show_default=True,
              help="A smaller piece joins its neighbour under the same heading.")  # fmt: skip
@option("--skip", multiple=True, metavar="KIND",
              help="Leave out nodes of this kind (toc, …); may be repeated.")  # fmt: skip
@option("-o", "--output", type=click.Path(dir_okay=False), help="Write here, not to stdout.")
def chunk_command(
    files: tuple[str, ...], largest: int, smallest: int, skip: tuple[str, ...], output: str | None
) -> None:
    """Cut each FILE (- is stdin) into pieces for retrieval, as JSON lines.

    Whole nodes where they fit, each with its heading path, node ids, span and lines; no body twice.

    \b
    planparse chunk plan.txt > plan.jsonl
    planparse chunk *.docx --max 500 --min 50 --skip toc --skip boilerplate -o chunks.jsonl
    """
    from typing import get_args

    from ..chunk import chunks
    from ..clean import clean
    from ..model import Kind
    from ..pipeline import parse_source, read_document

    if smallest > largest:
        raise usage("--min is larger than --max")
    for kind in skip:
        if kind not in get_args(Kind):
            raise usage(
                "--skip: no kind {kind}; one of {kinds}",
                kind=kind, kinds=", ".join(get_args(Kind)),
            )  # fmt: skip
    rows = []
    for name in files:
        source = read_document(name)
        found = chunks(
            parse_source(source), clean(source), largest=largest, smallest=smallest, skip=skip
        )
        rows += [_row(source.name, chunk.model_dump(mode="json")) for chunk in found]
    write("".join(rows), output)


def _row(source: str, chunk: dict[str, object]) -> str:
    import json

    return json.dumps({"source": source, **chunk}, ensure_ascii=False) + "\n"
