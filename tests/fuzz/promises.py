"""What must hold of every plan, whatever it was read from; each promise is a function that raises."""

from __future__ import annotations

import csv
import io
import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stdout
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from rich.cells import cell_len
from test_records import check_row

from planparse import Plan, Span, dumps, load_plan, parse
from planparse.chunk import chunks
from planparse.clean import clean
from planparse.diff import Diff, align, apply, build, diff
from planparse.diff_render import markdown, page
from planparse.diff_render.align_views import align_html
from planparse.exchange import FORMATS, export
from planparse.lint import RULES, lint
from planparse.lint.mend import mend
from planparse.pipeline import parse_source
from planparse.read import Source
from planparse.records import TABLES, to_tables
from planparse.render import print_outline
from planparse.tables import indicator_table, task_table, to_csv, to_markdown
from planparse.view import view_page

SCHEMAS = Path(__file__).resolve().parents[2] / "schemas"
Tally = Counter[str]
"""How often each promise was checked."""


def lossless(plan: Plan, source: Source) -> None:
    """Every non-blank character of the source belongs to exactly one node."""
    text = source.text
    owned = bytearray(len(text))
    for node in plan.walk():
        end = node.children[0].span.start if node.children else node.span.end
        assert not any(owned[node.span.start : end]), f"{node.id} owns what another owns"
        owned[node.span.start : end] = b"\1" * (end - node.span.start)
    lost = [i for i, sign in enumerate(text) if not owned[i] and not sign.isspace()]
    assert not lost, f"lost {text[lost[0] - 5 : lost[0] + 5]!r}"


def in_order(plan: Plan, source: Source) -> None:
    """Children lie inside their parents, one after the other."""
    position = 0
    for node in plan.body:
        assert position <= node.span.start
        position = node.span.end
    for node in plan.walk():
        position = node.span.start
        for child in node.children:
            assert position <= child.span.start <= child.span.end <= node.span.end, node.id
            position = child.span.end


def in_bounds(plan: Plan, source: Source) -> None:
    """Every span lies in the source; what a node says of itself lies on its lines."""
    for span in _spans(plan):
        assert 0 <= span.start <= span.end <= len(source.text), span


def _spans(plan: Plan) -> Iterator[Span]:
    for node in plan.walk():
        yield node.span
        yield from (found.span for found in (*node.indicators, *node.references))
        if node.duty:
            yield node.duty.span
    yield from (found.span for found in plan.diagnostics if found.span)
    yield from (repair.span for repair in plan.source.repairs if repair.span)


def lines_agree(plan: Plan, source: Source) -> None:
    """Lines are those of the spans, counted from 1, and only a line feed ends one."""
    ends = [i for i, sign in enumerate(source.text) if sign == "\n"]
    last = len(ends) + (not source.text.endswith("\n"))
    for node in plan.walk():
        first = min(bisect_left(ends, node.span.start) + 1, max(last, 1))
        assert node.lines.start == first, (node.id, node.lines, first)
        assert first <= node.lines.end <= max(last, 1), (node.id, node.lines)


def ids_unique(plan: Plan, source: Source) -> None:
    """An id names one node, and what points to a node points to one that is there."""
    ids = Counter(node.id for node in plan.walk())
    assert max(ids.values(), default=1) == 1, ids.most_common(1)
    for node in plan.walk():
        for link in (*(goal.id for goal in node.goals), *(r.target for r in node.references)):
            assert link is None or link in ids, link


def deterministic(plan: Plan, source: Source) -> None:
    """The same source gives the same plan."""
    assert dumps(parse_source(source)) == dumps(plan)


def json_reloads(plan: Plan, source: Source) -> None:
    """A plan survives JSON, which its published schema describes."""
    text = dumps(plan, "jsonl")
    assert load_plan(text) == plan
    valid("plan", json.loads(text))


def yaml_reloads(plan: Plan, source: Source) -> None:
    """A plan survives YAML."""
    assert load_plan(dumps(plan, "yaml")) == plan


def in_pieces(plan: Plan, source: Source) -> None:
    """Chunks do not overlap and leave out no character."""
    left = [True] * len(source.text)
    for chunk in chunks(plan, clean(source), largest=120):
        assert all(left[chunk.span.start : chunk.span.end]), chunk.id
        left[chunk.span.start : chunk.span.end] = [False] * (chunk.span.end - chunk.span.start)
    lost = [i for i, sign in enumerate(source.text) if left[i] and not sign.isspace()]
    assert not lost, f"lost {source.text[lost[0] - 5 : lost[0] + 5]!r}"


def shown(plan: Plan, source: Source | None) -> None:
    """Every table, export and page can be made, with one row for a node."""
    assert view_page(plan, source and source.text).count("</html>") == 1
    for kind in FORMATS:
        assert export(plan, kind)
    tables = to_tables(plan)
    assert list(tables) == list(TABLES)
    assert len(tables["nodes"]) == sum(1 for _ in plan.walk())
    for name, rows in tables.items():
        for row in rows:
            check_row(row, TABLES[name])
    for table in (indicator_table([plan]), task_table([plan])):
        assert to_csv(table)


def read_by_others(plan: Plan, source: Source | None) -> None:
    """What is written for other programs is what they read: XML, CSV, and lines that fit."""
    ElementTree.fromstring(export(plan, "opml"))
    rows = list(csv.reader(io.StringIO(export(plan, "csv"), newline="")))
    assert len(rows) == 1 + sum(1 for _ in plan.walk())
    for table in (indicator_table([plan]), task_table([plan])):
        rows = list(csv.reader(io.StringIO(to_csv(table), newline="")))
        assert [len(row) for row in rows] == [len(table.columns)] * (1 + len(table.rows))
        assert to_markdown(table).count("\n") == 2 + len(table.rows)
    with redirect_stdout(io.StringIO()) as out:
        print_outline(plan, everything=True, width=60)
    assert all(cell_len(line) <= 60 for line in out.getvalue().split("\n"))


Promise = Callable[[Plan, Source], None]
ALWAYS: tuple[Promise, ...] = (lossless, in_order, in_bounds, lines_agree, ids_unique)
SOMETIMES: tuple[Promise, ...] = (
    deterministic,
    json_reloads,
    yaml_reloads,
    in_pieces,
    shown,
    read_by_others,
)
"""Dearer promises: one of them is checked of each plan, chosen by the plan's own hash."""


def check_plan(plan: Plan, source: Source, tally: Tally) -> None:
    """Raise AssertionError where a plan breaks a promise."""
    turn = int(source.sha256[:8], 16) % len(SOMETIMES)
    for promise in (*ALWAYS, SOMETIMES[turn]):
        promise(plan, source)
        tally[promise.__name__] += 1


def check_diff(old: Plan, new: Plan, tally: Tally) -> None:
    """Raise AssertionError where a diff is not what turns the old plan into the new one."""
    found = diff(old, new)
    assert apply(old, found).rows() == build(new).rows()
    assert found.empty == (build(old).rows() == build(new).rows())
    tally["diff_applies"] += 1
    text = found.model_dump_json()
    again = Diff.model_validate_json(text)
    assert again == found
    valid("diff", json.loads(text))
    tally["diff_reloads"] += 1
    assert diff(old, old).empty
    tally["same_is_empty"] += 1
    for edit in found.plain():
        assert edit.message("zh")
        assert edit.message("en")
    assert page.html(old, found).count("</html>") == 1
    assert markdown.markdown(found)
    assert align_html(align(old, [new])).count("</html>") == 1
    tally["diff_shown"] += 1


def valid(name: str, data: Any) -> None:
    """Raise where data does not fit a published schema; without jsonschema nothing is checked."""
    validator = _validator(name)
    if validator is not None:
        validator.validate(data)


@cache
def _validator(name: str) -> Any:
    if find_spec("jsonschema") is None:
        return None
    from jsonschema import Draft202012Validator

    schema = json.loads((SCHEMAS / f"{name}-1.0.schema.json").read_text("utf-8"))
    return Draft202012Validator(schema)


_NUMERAL = frozenset("〇零一二三四五六七八九十百千第卜ニ")


def words(text: str) -> str:
    """The Chinese characters that are no part of a number."""
    return "".join(sign for sign in text if "一" <= sign <= "鿿" and sign not in _NUMERAL)


def check_mending(plan: Plan, text: str, tally: Tally) -> None:
    """Raise AssertionError where mending loses words, or finds more to mend in what it mended."""
    found = lint(plan, text)
    for finding in found:
        assert 0 <= finding.span.start <= finding.span.end <= len(text), finding
        assert all(0 <= e.span.start <= e.span.end <= len(text) for e in finding.fix), finding
    tally["findings_in_bounds"] += 1
    codes = [code for code, rule in RULES.items() if rule.fixable]
    one = codes[len(text) % len(codes)]
    for select in ((), (one,)):
        _check_mended(plan, text, select, tally)


def _check_mended(plan: Plan, text: str, select: Sequence[str], tally: Tally) -> None:
    mended, places = mend(plan, text, select=select)
    assert words(mended) == words(text)
    assert (places > 0) >= (mended != text)
    tally["mending_keeps_words"] += 1
    assert mend(parse(mended), mended, select=select) == (mended, 0)
    tally["mending_settles"] += 1
