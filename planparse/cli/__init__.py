"""The command line: every command is one public function plus reading and printing.

stdout carries data only, stderr everything else. Exit codes: 0 nothing to report; 1 differences,
findings or (batch) some files failed; 2 wrong usage or unreadable input.
"""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from io import TextIOWrapper

import click

from .. import __version__
from ..messages import say
from . import bilingual

_COMMANDS = {
    "extract": "extract:extract_command",
    "outline": "outline:outline_command",
    "schema": "schema:schema_command",
    "indicators": "tables:indicators_command",
    "tasks": "tables:tasks_command",
    "diff": "diff:diff_command",
    "align": "diff:align_command",
    "batch": "batch:batch_command",
    "lint": "lint:lint_command",
    "view": "view:view_command",
    "chunk": "chunk:chunk_command",
    "export": "exchange:export_command",
}


class _Commands(bilingual.Command, click.Group):
    """Imports a command's module only when the command is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        target = _COMMANDS.get(cmd_name)
        if target is None:
            return None
        from ..patterns import open_cache

        open_cache()
        module, name = target.split(":")
        command: click.Command = getattr(import_module(f".{module}", __name__), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in _COMMANDS and not ctx.resilient_parsing:
            from difflib import get_close_matches

            for meant in get_close_matches(args[0], _COMMANDS, 1):
                ctx.fail(
                    say("no command “{name}”; did you mean “{meant}”?", name=args[0], meant=meant)
                )
        return super().resolve_command(ctx, args)


def _show_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(f"planparse, version {__version__}")
        ctx.exit()


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@bilingual.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version,
    help="Show the version and exit.",
)  # fmt: skip
def group() -> None:
    """Chinese plans and policy documents as a tree of goals, tasks and measures.

    \b
    planparse extract plan.txt               the tree as YAML
    planparse outline plan.docx              the tree in the terminal
    planparse tasks plan.pdf -o tasks.csv    tasks, units and deadlines (任务分解表)
    planparse diff draft.docx final.docx     what has changed
    """


def main() -> None:
    """Run the command line; what the terminal cannot show is no reason to stop."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    gc.set_threshold(100_000)  # starting up makes many objects that stay, and little garbage
    try:
        code = group(standalone_mode=False)
        if isinstance(code, int):  # click hands the code of ctx.exit() back
            sys.exit(code)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        error.show(sys.stderr)
        sys.exit(2)
    except click.Abort:
        sys.exit(130)
    finally:
        if "duckdb" not in sys.modules:  # it complains of whatever is left over
            gc.freeze()  # the process ends: nothing is to be gained from a last search for garbage
