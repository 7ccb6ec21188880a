"""``planparse view``: a document as one HTML page, tree beside source."""

from __future__ import annotations

import sys
import webbrowser
from pathlib import Path

import click

from ..language import language
from .bilingual import FILE, command, option, usage
from .output import write


@command("view")
@click.argument("file", type=FILE, metavar="FILE")
@option("-o", "--output", type=click.Path(dir_okay=False),
              help="Write here (- is stdout), not to FILE with .html in this folder.")  # fmt: skip
@option("--open", "open_", is_flag=True, help="Show the page in the browser.")
def view_command(file: str, output: str | None, open_: bool) -> None:
    """Write one page that shows the tree of FILE beside its source (- is stdin).

    The page needs no network. FILE may be an extracted plan; then the texts of its nodes
    stand in for the source.

    \b
    planparse view plan.docx --open
    planparse view plan.pdf -o pages/plan.html --lang en
    planparse extract plan.txt | planparse view - -o plan.html
    """
    from ..pipeline import open_with_text
    from ..view import view_page

    if open_ and output == "-":
        raise usage("--open needs a file; leave out -o - or name one")
    target = _target(file, output)
    plan, text = open_with_text(file)
    write(view_page(plan, text, lang=language()), target)
    if target != "-":
        print(target, file=sys.stderr)
    if open_:
        webbrowser.open(Path(target).resolve().as_uri())


def _target(file: str, output: str | None) -> str:
    """Where the page goes. A file that is not a page of ours is only overwritten by name."""
    from ..view import GENERATOR

    if output is not None:
        if output != "-" and file != "-" and Path(output).resolve() == Path(file).resolve():
            raise usage("{path} is the document itself; give another name to -o", path=output)
        return output
    path = Path("plan.html" if file == "-" else f"{Path(file).stem}.html")
    if path.exists():
        with path.open("rb") as old:
            if GENERATOR.encode() not in old.read(400):
                raise usage("{path} exists and is not a page of planparse; use -o", path=path)
    return str(path)
