"""``planparse schema``: the JSON Schema of a document that planparse prints."""

from __future__ import annotations

import json

import click

from .bilingual import command


@command("schema")
@click.argument("which", type=click.Choice(["plan", "diff"]), default="plan")
def schema_command(which: str) -> None:
    """Print the JSON Schema of a plan (default) or of a diff.

    \b
    planparse schema > plan.schema.json
    planparse schema diff
    """
    if which == "plan":
        from ..export import json_schema
    else:
        from ..diff import json_schema
    click.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))
