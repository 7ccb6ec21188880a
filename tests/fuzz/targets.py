"""What is fuzzed: for each target how an input is made, as bytes, and what must hold of it."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from benchmarks.bench_dirt import CHANGES
from make_docx import pack
from test_read_docx import rich_parts
from test_read_html import PAGE
from test_read_ofd import FULL, make_ofd, page
from test_read_ofd import text as text_object
from test_read_pdf import BODY, MORE, SONG, make, one_page

from planparse import FormatError, ReadError, dumps, load_plan, parse
from planparse.diff import diff
from planparse.pipeline import parse_source
from planparse.read import read

from .damage import (
    HTML,
    MARKDOWN,
    PDF,
    SAMPLES,
    containers,
    damaged,
    damaged_bytes,
    damaged_package,
    plan_text,
)
from .promises import (
    Tally,
    check_diff,
    check_mending,
    check_plan,
    json_reloads,
    read_by_others,
    shown,
    yaml_reloads,
)


@dataclass(frozen=True)
class Target:
    """One thing to fuzz; ``check`` says whether the input was read or refused, or raises."""

    name: str
    make: Callable[[random.Random], bytes]
    check: Callable[[bytes, Tally], bool]


# --- files -------------------------------------------------------------------------------------


def check_file(name: str, data: bytes, tally: Tally) -> bool:
    """A file is read and its plan keeps every promise, or it is refused in one sentence."""
    try:
        source = read(data, name)
    except ReadError as error:
        one_sentence(error, name, tally)
        return False
    position = 0
    for hint in source.hints:
        assert position <= hint.start <= hint.end <= len(source.text), hint
        position = hint.end
    if source.media_type in ("text/html", "application/pdf"):
        # their readers make one line of every hint
        rows = (source.text[hint.start : hint.end] + "\n" for hint in source.hints)
        assert "".join(rows) == source.text
    tally["hints_in_order"] += 1
    check_plan(parse_source(source), source, tally)
    return True


def one_sentence(error: Exception, name: str, tally: Tally) -> None:
    message = str(error)
    assert message.startswith(name), message
    assert "\n" not in message, message
    assert len(message) < 400, message
    tally["refused_in_a_sentence"] += 1


_CODECS = ("utf-8",) * 4 + ("gb18030", "utf-16", "big5", "utf-8-sig")


def make_text(rng: random.Random) -> bytes:
    data = plan_text(rng).encode(rng.choice(_CODECS), "ignore")
    return (
        damaged_bytes(data, rng, [b"\r", b"\0", b"\xff", b"\x0c"]) if rng.random() < 0.1 else data
    )


def make_dirt(rng: random.Random) -> bytes:
    """A text that has suffered in one way or two: tags, lost or written line ends, Markdown."""
    text = plan_text(rng)
    for change in rng.sample(sorted(CHANGES), rng.choice((1, 2))):
        text = CHANGES[change](text)
    if rng.random() < 0.5:  # what is torn may be torn anywhere
        at = rng.randrange(len(text) + 1)
        text = text[:at] + rng.choice(("<br", "&nbsp", "**", "\\", "</p>", "|", "\t")) + text[at:]
    return text.encode("utf-8", "ignore")


def make_markdown(rng: random.Random) -> bytes:
    text = plan_text(rng) if rng.random() < 0.4 else rng.choice(containers("md")).decode()
    return damaged(text, rng, MARKDOWN).encode()


def make_html(rng: random.Random) -> bytes:
    if rng.random() < 0.3:
        return damaged_bytes(rng.choice(containers("html")), rng, HTML)
    table = "<table><tr><td rowspan=2>甲</td><td><p>乙</p></td></tr><tr><td>丙</td></tr></table>"
    text = PAGE.replace("<h1>", table + "<h1>") if rng.random() < 0.5 else PAGE
    return damaged_bytes(text.encode(rng.choice(("utf-8", "gb18030", "utf-16"))), rng, HTML)


def make_docx(rng: random.Random) -> bytes:
    small = rng.random() < 0.7
    return damaged_package(pack(rich_parts()) if small else rng.choice(containers("docx")), rng)


def make_ofd_file(rng: random.Random) -> bytes:
    if rng.random() < 0.3:
        return damaged_package(rng.choice(containers("ofd")), rng)
    objects = [
        text_object(FULL, 30, 50),
        text_object("一、总体要求", 40, 40),
        text_object("落款", 90, 60),
    ]
    return damaged_package(make_ofd(page(*objects), page(*objects)), rng)


@cache
def _pdf_files() -> tuple[bytes, ...]:
    pages = [
        [*one_page(["一、总体安排", BODY, MORE]), (SONG, 14.0, 280.0, 70.0, f"— {number} —")]
        for number in (1, 2, 3)
    ]
    turned = make(pages, packed=False, matrix="0 1 -1 0")
    return (make(pages), make(pages, packed=False), turned, *containers("pdf")[:2])


def make_pdf(rng: random.Random) -> bytes:
    return damaged_bytes(rng.choice(_pdf_files()), rng, PDF)


# --- extracted plans ---------------------------------------------------------------------------

_STRANGE: list[Any] = [
    None, True, -1, 0, 10**17, 10**30, 1.5, 1e308, "", "x", "1", "一、\n", "\x00", "\u2028", "2027年" * 50, [], {}, [[]], [None], [1, 2],
    {"start": 5, "end": 2}, {"start": -3, "end": 10**12}, {"a": 1}, "≥", "task", "heading", "=1+1", "</script>",
]  # fmt: skip
_SIGNS = ["&a ", "*a", "!!int ", "!!python/name:os.system ", "[" * 300, "{", "}", "]", ": ", "- ", "? ", "| ", ">\n", "---\n", "...\n", "%YAML 9.9\n",
          "9" * 5000, "1e999", "NaN", "Infinity", "'", '"', "\\ud800", "\\", "\t", "#", "@", "`", "\0", "\u0085", "<<: ", "<<: *a", "~", "null", ",", "  ",
          "1:1:1", "2024-13-45", "0x", "=", "﻿"]  # fmt: skip


@cache
def _plans() -> tuple[dict[str, Any], ...]:
    texts = ["一、总体目标\n到2027年，规模达到500亿元以上。\n二、任务\n（一）加强研发。（责任单位：市科技局，2026年底前完成）\n",
             (SAMPLES / "damaged.txt").read_text("utf-8"), (SAMPLES / "action-plan.txt").read_text("utf-8")]  # fmt: skip
    return tuple(json.loads(dumps(parse(text))) for text in texts)


def make_plan(rng: random.Random) -> bytes:
    """An extracted plan as JSON or YAML with values changed, or with its text damaged."""
    data = json.loads(json.dumps(rng.choice(_plans()[:2] if rng.random() < 0.9 else _plans())))
    if rng.random() < 0.7:
        for _ in range(rng.choice((1, 1, 1, 3))):
            _change(data, rng)
    text = _written(data, rng)
    if rng.random() < 0.3:
        text = damaged(text, rng, _SIGNS)
    return text.encode("utf-8", "surrogatepass")


def _written(data: dict[str, Any], rng: random.Random) -> str:
    if rng.random() < 0.5:
        return json.dumps(data, ensure_ascii=rng.random() < 0.5, indent=rng.choice((None, 2)))
    from planparse.yaml_text import to_yaml

    return to_yaml([data])


def _change(data: Any, rng: random.Random) -> None:
    """Walk to a random place and put something strange, or something of the plan's own, there."""
    while True:
        keys = list(data) if isinstance(data, dict) else list(range(len(data)))
        if not keys:
            return
        key = rng.choice(keys)
        below = data[key]
        if isinstance(below, dict | list) and below and rng.random() < 0.85:
            data = below
            continue
        choice = rng.random()
        if choice < 0.6:
            data[key] = copy.deepcopy(rng.choice(_STRANGE))
        elif choice < 0.75:
            del data[key]
        elif isinstance(data, list):
            data.insert(0, copy.deepcopy(below))
        else:
            data[rng.choice(("children", "extra", "span", "goals", "value"))] = copy.deepcopy(below)
        return


def check_loading(data: bytes, tally: Tally) -> bool:
    """A text loads as a plan that every command can use, or is refused in one sentence."""
    try:
        plan = load_plan(data.decode("utf-8", "replace"), "plan.json")
    except FormatError as error:
        one_sentence(error, "plan.json", tally)
        return False
    for promise in (json_reloads, yaml_reloads, shown, read_by_others):
        promise(plan, None)
        tally[promise.__name__] += 1
    assert diff(plan, plan).empty
    tally["same_is_empty"] += 1
    return True


# --- pairs of plans and mending ----------------------------------------------------------------

_BETWEEN = "\x1e"


def make_pair(rng: random.Random) -> bytes:
    """Two texts: a plan and what damage makes of it, or two plans that have little in common."""
    old = plan_text(rng)[:6000]
    new = damaged(old, rng) if rng.random() < 0.8 else plan_text(rng)[:6000]
    return f"{old}{_BETWEEN}{new}".encode()


def check_pair(data: bytes, tally: Tally) -> bool:
    old, _, new = data.decode("utf-8", "replace").partition(_BETWEEN)
    before, after = parse(old), parse(new)
    check_diff(before, after, tally)
    check_diff(after, before, tally)
    return True


def check_lint(data: bytes, tally: Tally) -> bool:
    text = data.decode("utf-8", "replace")
    check_mending(parse(text), text, tally)
    return True


def _utf8(rng: random.Random) -> bytes:
    return plan_text(rng).encode()


TARGETS = {
    target.name: target
    for target in (
        Target("text", make_text, partial(check_file, "a.txt")),
        Target("dirt", make_dirt, partial(check_file, "a.txt")),
        Target("markdown", make_markdown, partial(check_file, "a.md")),
        Target("html", make_html, partial(check_file, "a.html")),
        Target("docx", make_docx, partial(check_file, "a.docx")),
        Target("ofd", make_ofd_file, partial(check_file, "a.ofd")),
        Target("pdf", make_pdf, partial(check_file, "a.pdf")),
        Target("load", make_plan, check_loading),
        Target("diff", make_pair, check_pair),
        Target("lint", _utf8, check_lint),
    )
}
