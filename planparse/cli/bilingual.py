"""Commands that speak Chinese or English: ``--lang`` on each, help, usage errors, wrapping.

Help is written in English where a command is defined; its Chinese stands in the catalogue, a
paragraph a key. Of an example (a block that click does not wrap) only the gloss is translated.
Click takes its own words from gettext, which wants compiled files and knows only the locale; the
modules of click that talk to users get our look-up in its place.
"""

from __future__ import annotations

import copy
import inspect
import os
import re
import sys
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import click

from ..columns import width_of, wrapped
from ..errors import PlanparseError
from ..language import choose
from ..messages import say

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

LANGUAGES = ("zh", "en")
FILE = click.Path(readable=False, allow_dash=True)
"""The type of an argument that names a file, so that shells complete it; nothing is checked."""
_TALKING = ("core", "decorators", "exceptions", "formatting", "parser", "types")


_NAMES = frozenset({"file", "directory", "path"})
"""What click says when a type is made, before anybody can have asked for a language."""


def _look_up(template: str) -> str:
    return template if template in _NAMES else say(template)


def _teach_click() -> None:
    for name in _TALKING:
        module = sys.modules[f"click.{name}"]
        module._ = _look_up  # type: ignore[attr-defined]
        module.ngettext = lambda one, many, n: say(one if n == 1 else many)  # type: ignore[attr-defined]


_teach_click()


def asked(arguments: Sequence[str]) -> str | None:
    """What ``--lang`` says anywhere among the arguments; help and errors may come before it.

    >>> asked(["outline", "--lang", "zh", "a"]), asked(["--lang=en"]), asked(["--", "--lang=en"])
    ('zh', 'en', None)
    """
    found = None
    for before, argument in pairwise(["", *arguments]):
        if argument == "--":
            break
        value = argument if before == "--lang" else argument.removeprefix("--lang=")
        if value in LANGUAGES and (before == "--lang" or value != argument):
            found = value
    return found


def usage(template: str, /, **values: object) -> click.UsageError:
    """A usage error in the user's language, to be raised."""
    return click.UsageError(say(template, **values))


def report(program: str, message: str) -> None:
    """A line on stderr, after the name of the program."""
    click.echo(say("{program}: {message}", program=program, message=message), err=True)


# --- help ------------------------------------------------------------------------------------

_GLOSS = re.compile(r"^(?P<example>\S.*? {2,})(?P<gloss>\S.*)$")


def paragraphs(text: str) -> list[str]:
    """The parts of a help text that are looked up: paragraphs in one line, glosses of examples.

    >>> paragraphs("Print it\\nall.\\n\\n\\b\\nplanparse a   the gloss\\nplanparse b")
    ['Print it all.', 'the gloss']
    """
    found = []
    for block in _blocks(text):
        if block.startswith("\b"):
            found += [m["gloss"] for line in block.split("\n") if (m := _GLOSS.match(line))]
        else:
            found.append(block)
    return found


def _blocks(text: str) -> list[str]:
    blocks = [block.strip("\n") for block in inspect.cleandoc(text).split("\n\n")]
    return [b if b.startswith("\b") else " ".join(b.split()) for b in blocks if b]


def spoken(text: str) -> str:
    """A help text in the user's language; examples stay, but for their glosses."""
    return "\n\n".join(
        "\n".join(map(_example, block.split("\n"))) if block.startswith("\b") else say(block)
        for block in _blocks(text)
    )


def _example(line: str) -> str:
    match = _GLOSS.match(line)
    return f"{match['example']}{say(match['gloss'])}" if match else line


class _Formatter(click.HelpFormatter):
    """Help that is wrapped by columns, of which a Chinese character takes two."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or say("Usage: "))

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{say('{heading}:', heading=heading)}\n")

    def write_text(self, text: str) -> None:
        indent = " " * self.current_indent
        rows = "\n\n".join("\n".join(self._rows(b, self.current_indent)) for b in _blocks(text))
        self.write("".join(f"{indent}{row}".rstrip() + "\n" for row in rows.split("\n")))

    def _rows(self, block: str, indent: int) -> list[str]:
        if block.startswith("\b"):
            return block.split("\n")[1:]
        return wrapped(block, self.width - indent)

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        rows = list(rows)
        start = min(max(width_of(term) for term, _ in rows), col_max) + col_spacing
        indent = " " * self.current_indent
        for term, words in rows:
            lines = _lines(words, max(self.width - start - 2, 10))
            if width_of(term) > start - col_spacing:
                self.write(f"{indent}{term}\n")
                term = ""
            for line in lines:
                self.write(f"{indent}{term}{' ' * (start - width_of(term))}{line}".rstrip() + "\n")
                term = ""


def _lines(words: str, width: int) -> list[str]:
    """A help text in lines; the note in brackets at its end stays whole if it can."""
    words, gap, note = words.rpartition("  [")
    lines = wrapped(words, width) if words else []
    if gap and lines and width_of(f"{lines[-1]}{gap}{note}") <= width:
        return [*lines[:-1], f"{lines[-1]}{gap}{note}"]
    return lines + wrapped(f"{gap.lstrip()}{note}", width)


class _Context(click.Context):
    formatter_class = _Formatter


# --- commands --------------------------------------------------------------------------------


class Option(click.Option):
    """An option whose help is shown in the user's language."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Spellings and help, for the list of options."""
        shown = copy.copy(self)
        shown.help = spoken(self.help or "")
        return click.Option.get_help_record(shown, ctx)


class Command(click.Command):
    """A command in the user's language, with ``--lang``; deliberate errors end it with code 2."""

    context_class = _Context

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._help: Option | None = None
        self.params.append(
            Option(
                ["--lang"], type=click.Choice(LANGUAGES), expose_value=False,
                help="Language of messages; by default that of the locale.",
            )
        )  # fmt: skip

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse; what ``--lang`` says counts for errors on the way, too."""
        wanted = asked(args)
        if wanted or ctx.parent is None:
            choose(wanted)
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run; an error of ours becomes one line on stderr and exit code 2.

        A reader that has seen enough (``| head``) is no error; click would end with 1.
        """
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result
        except PlanparseError as error:
            report("planparse", error.told())
            ctx.exit(2)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help of the command."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(spoken(self.help or ""))

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first paragraph, whole: a list of commands wraps it."""
        return say(_blocks(self.help or "")[0])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """What may follow on the command line, with its help."""
        items = super().shell_complete(ctx, incomplete)
        for item in items:
            item.help = item.help and spoken(item.help)
        return items

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """``--help``, looked up like every option only when it is shown."""
        names = self.get_help_option_names(ctx)
        if self._help is None or set(self._help.opts) != set(names):
            self._help = Option(
                names, is_flag=True, is_eager=True, expose_value=False,
                help="Show this message and exit.", callback=_show_help,
            )  # fmt: skip
        return self._help


def _show_help(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(ctx.get_help(), color=ctx.color)
        ctx.exit()


command = partial(click.command, cls=Command)
option = partial(click.option, cls=Option)
