"""Extracted plans from anybody: loaded, or refused in one sentence, quickly and without harm."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from planparse import FormatError, Plan, SchemaVersionError, dumps, load_plan, parse
from planparse import loading as limits
from planparse.lint.baseline import load_baseline
from planparse.loading import load_data

TEXT = "某市方案\n一、总体目标\n到2027年，规模达到500亿元以上。\n二、主要任务\n（一）加强研发。\n"
HEAD = 'schema_version: "1.0"\n'
NODE = 'id: "1", form: item, kind: task, span: {start: 0, end: 1}, lines: {start: 1, end: 1}'


@pytest.fixture(scope="module")
def plan() -> Plan:
    return parse(TEXT)


def nested(plan: Plan, depth: int) -> dict[str, Any]:
    """The plan's data with a body that is so many nodes deep."""
    data = json.loads(dumps(plan))
    node = yaml.safe_load(f"{{{NODE}}}")
    for _ in range(depth - 1):
        node = {**node, "children": [node]}
    return {**data, "body": [node]}


def multiplying(levels: int) -> str:
    """A plan in YAML of a few lines whose aliases stand for 2 ** levels nodes."""
    rows = [f"- &n0 {{{NODE}}}"]
    rows += [f"- &n{i} {{{NODE}, children: [*n{i - 1}, *n{i - 1}]}}" for i in range(1, levels)]
    source = "source: {name: a, media_type: b, sha256: c, characters: 1, lines: 1}"
    return f"{HEAD}{source}\nmeta: {{}}\nbody:\n" + "\n".join(rows)


HOSTILE = {
    "aliases that multiply": (multiplying(40), "anchors and aliases"),
    "an alias to itself": (f"{HEAD}body: &a [*a]", "anchors and aliases"),
    "a tag that runs code": (f'{HEAD}a: !!python/object/apply:os.system ["true"]', "tags are not"),
    "a tag that fails": (f'{HEAD}a: !!int "x"', "tags are not"),
    "brackets": (HEAD + "a: " + "[" * 1_000_000, "nested too deeply"),
    "open brackets in JSON": ('{"a":' + "[" * 1_000_000, "nested too deeply"),
    "brackets in JSON": ("[" * 400 + "]" * 400, "nested too deeply"),
    "indentation": ("\n".join(" " * n + "a:" for n in range(3000)), "nested too deeply"),
    "digits": (f"{HEAD}a: {'9' * 100_000}", "line 2: a number is too large"),
    "digits in JSON": (f'{{"schema_version": "1.0", "a": {"9" * 100_000}}}', "too large"),
    "infinity": (f"{HEAD}a: 1.0e+999", "too large"),
    "not a number": ('{"schema_version": "1.0", "a": NaN}', "too large"),
    "a sexagesimal number": (HEAD + "a: 1" + ":1" * 100_000, "source: Field required"),
    "a list as key": (f"{HEAD}? [1]\n: 2", "line 2: a key must be a word"),
    "two documents": (f"{HEAD}---\n{HEAD}", "one plan a file"),
    "a control character": (f"{HEAD}a: \0", "a character that YAML does not allow"),
    "half a character": (f"{HEAD}a: \ud800", "a character that YAML does not allow"),
    "half a character in JSON": ('{"schema_version": "1.0", "a": "\\ud800"}', "half a character"),
    "half a JSON": ('{"a": 1,\n', "line 2: not valid JSON"),
    "half a YAML": (f"{HEAD}a: [1", ": not valid JSON or YAML"),
    "nothing": ("", "not an extracted plan"),
    "a word": ("plan", "not an extracted plan"),
    "another version": ('schema_version: "9.1"', "schema 9.1; this planparse knows 1.0"),
    "a long version": (f"schema_version: {'x' * 1_000_000}", "xxx…xxx"),
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_plans_are_refused_in_one_sentence(case: str) -> None:
    text, reason = HOSTILE[case]
    began = time.process_time()
    with pytest.raises(FormatError) as caught:
        load_plan(text, "strange.yaml")
    assert time.process_time() - began < 2
    message = str(caught.value)
    assert message.startswith("strange.yaml")
    assert reason in message
    assert len(message) < 200
    assert "\n" not in message


def test_only_another_version_is_a_version_error() -> None:
    with pytest.raises(SchemaVersionError):
        load_plan(HOSTILE["another version"][0])


def test_a_wrong_field_is_named(plan: Plan) -> None:
    data = json.loads(dumps(plan))
    data["body"][0]["span"]["start"] = "one"
    with pytest.raises(FormatError, match=r"body\.0\.span\.start: .*integer"):
        load_plan(json.dumps(data))


def test_values_must_be_finite_and_whole_characters(plan: Plan) -> None:
    text = dumps(plan)
    assert '"value": 500' in text
    for wrong in ("NaN", "Infinity", "1e999", '"nan"', '"inf"'):
        with pytest.raises(FormatError):
            load_plan(text.replace('"value": 500', f'"value": {wrong}'))


@pytest.mark.parametrize("format", ["json", "jsonl", "yaml"])
def test_the_deepest_plan_that_loads_can_be_written(plan: Plan, format: str) -> None:
    deepest = (limits.MAX_DEPTH - 4) // 2
    loaded = load_plan(json.dumps(nested(plan, deepest)))
    assert load_plan(dumps(loaded, format)) == loaded
    with pytest.raises(FormatError, match="nested too deeply"):
        load_plan(json.dumps(nested(plan, deepest + 2)))


def test_too_large(monkeypatch: pytest.MonkeyPatch, plan: Plan) -> None:
    for name, format in (("MAX_JSON", "json"), ("MAX_YAML", "yaml")):
        text = dumps(plan, format)
        monkeypatch.setattr(limits, name, len(text) - 1)
        with pytest.raises(FormatError, match=f"more than {len(text) - 1} characters; "):
            load_plan(text)


def test_yaml_by_other_hands_is_read_as_json_would_be() -> None:
    text = (
        "# a comment\nwords: [no, yes, 2025-12-31, 1:30, 012, 0x1F, 1_000, .5, 1e30, =, <<]\n"
        'quoted: [\'1\', "null", "\\u4e00"]\nfolded: >-\n  一\n  二\n'
        "values: [1, -2, 2.5, 1.0e+3, ~, null, true, False]\nempty:\n"
    )
    assert load_data(text, "a.yaml") == {
        "words": [
            "no",
            "yes",
            "2025-12-31",
            "1:30",
            "012",
            "0x1F",
            "1_000",
            ".5",
            "1e30",
            "=",
            "<<",
        ],
        "quoted": ["1", "null", "一"],
        "folded": "一 二",
        "values": [1, -2, 2.5, 1000.0, None, None, True, False],
        "empty": None,
    }


def test_without_libyaml(monkeypatch: pytest.MonkeyPatch, plan: Plan) -> None:
    monkeypatch.setattr(limits, "_Loader", yaml.SafeLoader)
    assert load_plan(dumps(plan, "yaml")) == plan
    for case in ("aliases that multiply", "brackets", "half a YAML", "a control character"):
        with pytest.raises(FormatError):
            load_plan(HOSTILE[case][0].replace("[" * 1_000_000, "[" * 5_000))


@pytest.mark.parametrize("text", ["", "[", '{"version": 1, "files": {"a": {"b": ' + "9" * 5000])
def test_a_strange_baseline_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "known.json"
    path.write_text(text, "utf-8")
    with pytest.raises(FormatError, match=r"known\.json"):
        load_baseline(path)


def test_half_characters_in_a_string_become_replacement_characters() -> None:
    plan = parse("一、总\ud800体要求\n")
    assert plan.body[0].title == "总\ufffd体要求"
    assert load_plan(dumps(plan, "yaml")) == load_plan(dumps(plan, "json")) == plan
