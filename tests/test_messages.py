"""Sentences for people in Chinese and English: nothing is missing, nothing is left over."""

from __future__ import annotations

import ast
import copy
import errno
import os
import pickle
import re
import string
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import click
import pytest
import yaml
from click.shell_completion import ShellComplete
from click.testing import CliRunner

import planparse
from planparse import errors, messages
from planparse.cli import group
from planparse.cli.bilingual import Command, paragraphs
from planparse.diagnostics import TEMPLATES, diagnostic, worded
from planparse.evidence import COMPOSED, rule_name
from planparse.messages import Word, catalogue, chinese, say_in
from planparse.model import Kind
from planparse.roles import RULES
from planparse.tables import HEADINGS

PACKAGE = Path(planparse.__file__).parent
RAISED = {"PlanparseError", "ReadError", "FormatError", "SchemaVersionError"}
SPOKEN = {"say", "usage", "Word", "_say"}
HAN = re.compile("[一-鿿]")


def calls() -> Iterator[tuple[Path, ast.Call, str]]:
    """Every call in the package by the name that is called."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                called = node.func
                name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
                yield path, node, name


def literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def spoken_templates() -> Iterator[tuple[Path, ast.Call, str]]:
    for path, call, name in calls():
        if name in RAISED | SPOKEN and call.args:
            template = literal(call.args[0])
            if template is not None:
                yield path, call, template


def commands() -> Iterator[tuple[str, click.Command]]:
    yield "planparse", group
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        assert command is not None
        yield name, command


def help_texts() -> set[str]:
    texts: set[str] = set()
    for _, command in commands():
        texts.update(paragraphs(command.help or ""))
        options = command.get_params(click.Context(command))
        texts.update(o.help for o in options if isinstance(o, click.Option) and o.help)
    return texts


# --- the catalogue ---------------------------------------------------------------------------


def test_errors_are_raised_with_a_template() -> None:
    """A sentence put together before it is raised could not be said in Chinese."""
    wrong = [
        f"{path.name}:{call.lineno}"
        for path, call, name in calls()
        if name in RAISED and call.args and literal(call.args[0]) is None
    ]
    assert not wrong


def test_every_message_has_chinese() -> None:
    missing = {template for _, _, template in spoken_templates()} - set(chinese())
    missing |= set(TEMPLATES.values()) - set(chinese())
    assert not missing


def test_every_value_is_given() -> None:
    """The fields of a template are the keywords of its call."""
    for path, call, template in spoken_templates():
        given = {keyword.arg for keyword in call.keywords}
        if None not in given:
            assert given == fields(template), f"{path.name}:{call.lineno}"


def test_missing_extras_are_named_in_chinese() -> None:
    for _, call, name in calls():
        what = literal(call.args[0]) if name == "MissingExtraError" else None
        assert what is None or what.startswith("--") or what in chinese(), what


def test_nothing_is_left_over() -> None:
    said = {template for _, _, template in spoken_templates()} | set(TEMPLATES.values())
    said |= {literal(call.args[0]) for _, call, name in calls() if name == "MissingExtraError"}  # type: ignore[misc]
    said.add(errors.MissingExtraError("x", "y").template)
    assert set(catalogue()["messages"]) <= said
    assert set(catalogue()["help"]) == help_texts()
    assert set(catalogue()["kinds"]) == set(get_args(Kind))
    reasons = {text[:1].lower() + text[1:] for text in map(os.strerror, errno.errorcode)}
    assert set(catalogue()["system"]) <= reasons


def test_a_page_names_kinds_as_the_terminal_does() -> None:
    script = (PACKAGE / "view" / "page.js").read_text("utf-8")
    table = script.partition("const KINDS = {")[2].partition("};")[0]
    assert dict(re.findall(r'(\w+): \["(.+?)"', table)) == catalogue()["kinds"]


def test_a_page_heads_tables_as_the_terminal_does() -> None:
    script = (PACKAGE / "view" / "page.js").read_text("utf-8")
    table = script.partition("const COLUMNS = {")[2].partition("};")[0]
    page = dict(re.findall(r'"(.+?)": "(.+?)"', table))
    assert {name: page.get(name) for name in HEADINGS if name != "来源"}.items() <= page.items()
    assert all(HEADINGS.get(name, text) == text for name, text in page.items())


def test_fields_agree() -> None:
    for english, text in chinese().items():
        click_words = english in catalogue()["click"]
        assert (
            fields(text) <= fields(english) if click_words else fields(text) == fields(english)
        ), english
        assert HAN.search(text) or not re.search("[A-Za-z]", re.sub(r"\{.*?\}", "", english)), text


def test_keys_come_once() -> None:
    document = yaml.compose((PACKAGE / "messages.zh.yaml").read_text("utf-8"))
    keys = [key.value for _, part in document.value for key, _ in part.value]
    assert sorted(keys) == sorted(set(keys))


def test_typography() -> None:
    """Full-width marks after Chinese characters."""
    for text in chinese().values():
        assert not re.search("[一-鿿][,;:?!(]|[一-鿿)]\\.$", text), text


# --- errors ----------------------------------------------------------------------------------


def test_an_error_is_told_in_both_languages() -> None:
    error = errors.ReadError("{path}: cannot be read ({reason})", path=Path("{a}.txt"),
                             reason=errors.reason(FileNotFoundError(2, os.strerror(2))))  # fmt: skip
    assert str(error) == "{a}.txt: cannot be read (no such file or directory)"
    assert error.told("zh") == "{a}.txt：无法读取（没有这个文件或文件夹）"
    assert error.told("en") == str(error)


@pytest.mark.parametrize(
    "error",
    [errors.ReadError("plain {text}"), errors.SchemaVersionError("{a} {b:g}", a=Path("{}"), b=1.5),
     errors.MissingExtraError("reading PDF", "pdf")],
)  # fmt: skip
def test_errors_travel_between_processes(error: errors.PlanparseError) -> None:
    for other in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert type(other) is type(error)
        assert (str(other), other.told("zh"), vars(other)) == (
            str(error),
            error.told("zh"),
            vars(error),
        )


# --- the command line ------------------------------------------------------------------------


def shown(*arguments: str, lang: str = "zh") -> str:
    result = CliRunner().invoke(
        group, arguments, "", {"PLANPARSE_LANG": lang}, prog_name="planparse"
    )
    return result.output


def test_every_command_takes_lang() -> None:
    for name, command in commands():
        assert isinstance(command, Command), name
        assert any("--lang" in option.opts for option in command.params), name


@pytest.mark.parametrize("name", [name for name, _ in commands()])
def test_help_is_chinese(name: str) -> None:
    text = shown(*([] if name == "planparse" else [name]), "--help")
    assert text.startswith("用法：")
    for row in text.splitlines():
        english = re.sub(r"\(.*?\)|\[.*?\]|`.*?`", "", row)
        words = re.findall(r"(?<![\w./-])[a-z]{3,}(?![\w./*-])", english)
        known = {
            "planparse",
            "yaml",
            "json",
            "jsonl",
            "docx",
            "html",
            "csv",
            "xlsx",
            "duckdb",
            "parquet",
            "git",
        }
        if not row.startswith("  planparse") and "| planparse" not in row:
            assert len(set(words) - known) <= 1 or HAN.search(row), row
    assert all(messages_width(row) <= 80 for row in text.splitlines() if "planparse " not in row)


def messages_width(row: str) -> int:
    from planparse.columns import width_of

    return width_of(row)


SCHEMA_HELP = """\
用法：planparse schema [OPTIONS] [plan|diff]

  输出规划树（默认）或比对结果的 JSON Schema。

  planparse schema > plan.schema.json
  planparse schema diff

选项：
  --lang [zh|en]  界面语言；默认随系统区域设置。
  -h, --help      显示本帮助。
"""
OUTLINE_OPTIONS = """\
Options:
  --depth N       Show only so many levels.  [x>=1]
  --all           Also sentences, paragraphs, tables.
  --width N       Columns; by default the terminal's.  [x>=20]
  --lang [zh|en]  Language of messages; by default that of the locale.
  -h, --help      Show this message and exit.
"""


def test_help_as_it_is_printed() -> None:
    assert shown("schema", "--help") == SCHEMA_HELP
    assert shown("outline", "--help", lang="en").endswith(OUTLINE_OPTIONS)


def test_help_keeps_its_examples() -> None:
    for name, _ in commands():
        arguments = [] if name == "planparse" else [name]
        english, text = shown(*arguments, "--help", lang="en"), shown(*arguments, "--help")
        examples = [
            row.split("  ")[1] for row in english.splitlines() if row.startswith("  planparse")
        ]
        assert name == "schema" or examples
        assert all(example in text for example in examples)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nosuch"], "错误：没有命令“nosuch”。"),
        (["outlin"], "错误：没有命令“outlin”；是不是“outline”？"),
        (["extract", "--nosuch"], "错误：没有选项“--nosuch”。"),
        (["outline"], "错误：缺少参数 'FILE'"),
        (["batch", "x"], "错误：缺少选项"),
        (["outline", "--depth", "0", "a"], "'--depth' 的值无效：0 不在 x>=1 的范围内。"),
        (["outline", "--depth", "x", "a"], "'--depth' 的值无效：“x”不是有效的数。"),
        (["extract", "-f", "xml", "a"], "“xml”不在可选值"),
        (["outline", "a", "b"], "错误：多出的参数（b）"),
        (["outline", "--depth"], "错误：选项“--depth”需要一个值。"),
        (["outline", "no-such-plan.txt"], "planparse：no-such-plan.txt：无法读取（没有这个文件或文件夹）；请检查文件名"),
        (["chunk", "--min", "900", "a"], "错误：--min 大于 --max"),
        (["lint"], "错误：缺少参数 'FILE…'"),
    ],
)  # fmt: skip
def test_wrong_usage_is_told_in_chinese(arguments: list[str], said: str) -> None:
    assert said in shown(*arguments)


def test_lang_counts_wherever_it_stands() -> None:
    missing = ["outline", "no-such-plan.txt"]
    for arguments in (
        ["--lang", "zh", *missing],
        [*missing, "--lang=zh"],
        ["outline", "--lang", "zh", missing[1]],
    ):
        assert "无法读取" in shown(*arguments, lang="en")
    assert "No such option" in shown("outline", "--nosuch", "--lang", "en")
    assert shown("outline", "--help", "--lang", "en").startswith("Usage:")
    assert shown("--lang", "de", "outline", "a").startswith("用法：")


def test_words_of_click_are_known() -> None:
    """What the installed click says to users of a program without prompts, editors and dates."""
    folder = Path(click.__file__).parent
    said: set[str] = set()
    for name in ("core", "exceptions", "formatting", "parser"):
        for node in ast.walk(ast.parse((folder / f"{name}.py").read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "ngettext"):
                said.update(text for text in map(literal, node.args) if text)
    unsaid = re.compile(
        r"[Dd]eprecat|Abort|env var|declar|defined twice|flag for|start character|dynamic|iterable|unknown"
        r"|Could not open|Takes \{nargs|takes \{nargs|\{nargs\} arguments|Missing (?:parameter|\{)|Positional|Usage:"
    )
    assert {text for text in said if not unsaid.search(text)} <= set(chinese())


def test_the_catalogue_waits_until_something_is_said() -> None:
    code = (
        "import sys; from planparse.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "from planparse.messages import chinese\n"
        "print(chinese.cache_info().currsize, file=sys.stderr)"
    )
    sample = str(PACKAGE.parent / "samples" / "opinion.txt")
    for arguments, lang in (
        (["--version"], "en"),
        (["--version"], "zh"),
        (["chunk", "--help"], "en"),
        (["chunk", sample], "zh"),
    ):
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True,
            env={**os.environ, "PLANPARSE_LANG": lang, "PYTHONUTF8": "1"},
        )  # fmt: skip
        assert done.stderr.strip() == "0", arguments


def test_a_terminal_without_chinese_shows_what_it_can() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "planparse", "--help", "--lang", "zh"], capture_output=True, check=False,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"--lang [zh|en]" in done.stdout


@pytest.mark.parametrize(
    "command",
    ["extract", "extract -f json", "tasks -f csv", "tasks -f md", "indicators -f json", "export -t csv",
     "export -t opml", "export -t markdown", "export -t mermaid", "chunk", "lint -f json"],
)  # fmt: skip
def test_data_is_the_same_in_both_languages(samples: Path, command: str) -> None:
    def data(lang: str) -> str:
        words = [*command.split(), str(samples / "damaged.txt"), "--lang", lang]
        return CliRunner().invoke(group, words).stdout

    assert data("zh") == data("en") != ""


# --- diagnostics and evidence ----------------------------------------------------------------


def test_diagnostics_keep_english_and_show_chinese() -> None:
    plan = planparse.parse("一、目标\n二、任务\n四、保障\n")
    [found] = plan.diagnostics
    assert (found.message, found.values) == (
        "“四、”: 3 is missing before it",
        {"label": "四、", "number": 3},
    )
    assert worded(found, "zh") == "“四、”之前缺第3项"
    assert worded(found.model_copy(update={"values": {}}), "zh") == found.message
    assert worded(found.model_copy(update={"code": "NEW001"}), "zh") == found.message
    assert planparse.load_plan(planparse.dumps(plan)) == plan


def test_diagnostics_without_values_still_load() -> None:
    plan = planparse.parse("一、目标\n二、任务\n四、保障\n")
    data = plan.model_dump(mode="json")
    for item in data["diagnostics"]:
        del item["values"]
    assert planparse.load_plan(yaml.safe_dump(data)).diagnostics[0].values == {}


@pytest.mark.parametrize("code", TEMPLATES)
def test_every_diagnostic_can_be_said(code: str) -> None:
    values = dict.fromkeys(fields(TEMPLATES[code]), 2)
    assert HAN.search(worded(diagnostic(code, **values), "zh"))  # type: ignore[arg-type]


def rules() -> set[str]:
    """The rules of evidence that the program names, as far as they stand in it as words."""
    found = {f"heading: {name}" for _, name, _ in RULES}
    for _, call, name in calls():
        if name == "role" and len(call.args) > 1 and (rule := literal(call.args[1])):
            found.add(rule)
        found |= {
            literal(k.value) for k in call.keywords if name == "Evidence" and literal(k.value)
        }  # type: ignore[misc]
    return found


def test_every_rule_of_evidence_has_a_chinese_name(samples: Path) -> None:
    named = rules()
    for path in sorted(samples.glob("*.txt")):
        named |= {node.evidence.rule for node in planparse.parse_file(path).walk() if node.evidence}
    assert len(named) > 40
    assert not [rule for rule in named if not HAN.search(rule_name(rule, "zh"))]
    assert not [rule for rule in named if re.search("[A-Za-z]", rule_name(rule, "zh"))]
    assert all(f"{c.removesuffix('{what}')}" for c in COMPOSED)
    assert rule_name("a rule to come", "zh") == "a rule to come"


def test_words_in_templates_are_looked_up() -> None:
    assert say_in("zh", "{name} is {what}; give a .docx that Word or WPS has saved", name="a.docx",
                  what=Word("a spreadsheet")).startswith("a.docx 是电子表格")  # fmt: skip
    assert messages.say("no such template {x}", x=1) == "no such template 1"


@pytest.mark.parametrize(("lang", "said"), [("zh", "输出格式。"), ("en", "Output format.")])
def test_completion_speaks_the_language(
    monkeypatch: pytest.MonkeyPatch, lang: str, said: str
) -> None:
    monkeypatch.setenv("PLANPARSE_LANG", lang)
    complete = ShellComplete(group, {}, "planparse", "_PLANPARSE_COMPLETE").get_completions
    assert [item.help for item in complete(["lint"], "--form")] == [said]
    assert "view" in {item.value for item in complete([], "")}
    for name in (
        "extract",
        "outline",
        "tasks",
        "diff",
        "align",
        "batch",
        "lint",
        "view",
        "chunk",
        "export",
    ):
        assert [item.type for item in complete([name], "pl")] == ["file"], name
