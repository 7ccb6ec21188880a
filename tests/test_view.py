"""The page of ``planparse view`` without a browser: what is in it and where it points."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from planparse import Plan, dumps, parse, parse_file
from planparse.cli.view import view_command
from planparse.model import Diagnostic, Meta, Node, SourceInfo
from planparse.span import Lines, Span
from planparse.view import GENERATOR, view_page
from planparse.view.payload import DIAGNOSTIC, INDICATOR, own_words

LONG = "report-longform.txt"
HOSTILE = (
    "某市</title><script>window.hacked = 1</script>方案\n一、总体要求]]><!-- <script>\n"
    "（一）加强<img src=x onerror=alert(1)>研发。{{script}} {{data}}\u2028完善\u2029机制&amp;。\n"
    "二、</script><style>*{display:none}</style>主要任务\n"
)


class Elements(HTMLParser):
    """The elements of a page and the text of its scripts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "script":
            self.scripts.append("")

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1][0] == "script":
            self.scripts[-1] += data


def data_of(page: str) -> dict:
    return json.loads(Elements(page).scripts[0])


def units(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass")


def pieces_of(data: dict) -> list[tuple[str, int, int]]:
    """The pieces as text, cut as a script cuts its strings."""
    whole, out, start = units(data["text"]), [], 0
    flat = data["pieces"]
    for end, node, bits in zip(flat[::3], flat[1::3], flat[2::3], strict=True):
        out.append((whole[2 * start : 2 * end].decode("utf-16-le", "surrogatepass"), node, bits))
        start = end
    return out


def plan_of(nodes: tuple[Node, ...], diagnostics: tuple[Diagnostic, ...] = ()) -> Plan:
    source = SourceInfo(name="x.txt", media_type="text/plain", sha256="0", characters=0, lines=0)
    return Plan(source=source, meta=Meta(), body=nodes, diagnostics=diagnostics)


def leaf(name: str, start: int, end: int, **fields: object) -> Node:
    base = {"form": "item", "kind": "task", "lines": Lines(1, 1)}
    return Node(id=name, span=Span(start, end), **{**base, **fields})


@pytest.fixture(scope="module")
def long(samples: Path) -> tuple[Plan, str]:
    path = samples / LONG
    return parse_file(path), path.read_bytes().decode()


def test_every_node_is_in_the_page(long: tuple[Plan, str]) -> None:
    plan, text = long
    data = data_of(view_page(plan, text))
    assert [node["id"] for node in data["nodes"]] == [node.id for node in plan.walk()]
    parents = [data["nodes"][n["up"]]["id"] if n["up"] >= 0 else None for n in data["nodes"]]
    assert parents == [None if not p[:-1] else p[-2].id for p in map(plan.breadcrumbs, ids(plan))]


def ids(plan: Plan) -> list[str]:
    return [node.id for node in plan.walk()]


def test_pieces_are_the_source_and_lie_in_their_nodes(long: tuple[Plan, str]) -> None:
    plan, text = long
    pieces = pieces_of(data_of(view_page(plan, text)))
    assert "".join(words for words, _, _ in pieces) == text
    nodes = list(plan.walk())
    position = 0
    for words, node, _ in pieces:
        if node >= 0:
            span = nodes[node].span
            assert span.start <= position
            assert position + len(words) <= span.end
        else:
            assert not words.strip()
        position += len(words)
    assert {n for _, n, _ in pieces if n >= 0} >= {
        i for i, node in enumerate(nodes) if not node.children
    }


def test_indicators_are_marked_to_the_character(long: tuple[Plan, str]) -> None:
    plan, text = long
    data = data_of(view_page(plan, text))
    marked = "".join(words for words, _, bits in pieces_of(data) if bits & INDICATOR)
    wanted = [item for node in plan.walk() for item in node.indicators]
    assert wanted
    assert all(item.span.of(text) in marked for item in wanted)
    assert data["indicators"]["starts"] == [item.span.start for item in wanted]
    assert len(data["indicators"]["rows"]) == len(wanted)


def test_tasks_point_at_their_nodes() -> None:
    text = "一、主要任务\n（一）建设网络。增设站点。（责任单位：县交通局）\n（二）培育人才。\n"
    plan = parse(text)
    data = data_of(view_page(plan, text))
    for row, node in zip(data["tasks"]["rows"], data["tasks"]["nodes"], strict=True):
        assert data["nodes"][node]["title"] in row[2]


def test_a_hostile_document_stays_text() -> None:
    page = view_page(parse(HOSTILE, name="<b>.txt"), HOSTILE)
    elements = Elements(page)
    tags = [tag for tag, _ in elements.tags]
    assert tags.count("script") == 2
    assert tags.count("style") == 1
    assert "img" not in tags
    assert data_of(page)["text"] == HOSTILE
    assert not set(elements.scripts[0]) & set("<>&\u2028\u2029")


def test_the_page_asks_for_nothing(long: tuple[Plan, str]) -> None:
    page = view_page(*long)
    for _, attributes in Elements(page).tags:
        assert not attributes.keys() & {"src", "href", "srcset", "action", "background"}
        assert not [name for name in attributes if name.startswith("on")]
    assert not re.search(r"https?://|@import|url\(", page)
    assert "default-src 'none'" in page
    assert page.index(GENERATOR) < 400


def test_the_policy_names_the_hashes_of_what_is_there() -> None:
    import base64
    import hashlib

    page = view_page(parse(""), "")
    for tag in ("style", "script"):
        content = re.search(rf"<{tag}>(.*?)</{tag}>", page, re.S)
        assert content
        digest = base64.b64encode(hashlib.sha256(content[1].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in page


def test_offsets_count_utf16_units() -> None:
    text = "𠀀镇方案\n一、𠮷林村任务\n（一）到2027年，𠮷林产值达到500亿元。\n"
    plan = parse(text)
    data = data_of(view_page(plan, text))
    pieces = pieces_of(data)
    assert "".join(words for words, _, _ in pieces) == text
    by_node = {i: "".join(w for w, n, _ in pieces if n == i) for i in range(len(data["nodes"]))}
    at = next(i for i, n in enumerate(data["nodes"]) if n.get("title") == "𠮷林村任务")
    assert by_node[at].strip() == "一、𠮷林村任务"


def test_a_lone_surrogate_does_not_break_the_page() -> None:
    text = "一、目标\ud800任务\n"
    page = view_page(parse(text, name="\udcff.txt"), text)
    page.encode("utf-8")
    assert data_of(page)["text"] == text


def test_without_a_source_the_nodes_own_words_are_shown(long: tuple[Plan, str]) -> None:
    plan, _ = long
    data = data_of(view_page(plan, None))
    assert data["restored"]
    pieces = pieces_of(data)
    for i, node in enumerate(plan.walk()):
        assert "".join(w for w, n, _ in pieces if n == i).strip() == own_words(node).strip()
    marked = [words for words, _, bits in pieces if bits & INDICATOR]
    assert marked
    assert len(data["numbers"]) == data["text"].count("\n") + 1


@pytest.mark.parametrize("text", ["一、任务错了\n", None])
def test_diagnostics_find_their_node(text: str | None) -> None:
    issue = Diagnostic(
        code="NUM", severity="warning", message="?", span=Span(0, 2), lines=Lines(1, 1)
    )
    bare = Diagnostic(code="DOC", severity="info", message="!")
    node = leaf("1", 0, 7, label="一、", title="任务错了")
    data = data_of(view_page(plan_of((node,), (issue, bare)), text))
    assert [d["node"] for d in data["diagnostics"]] == [0, -1]
    assert [w for w, _, bits in pieces_of(data) if bits & DIAGNOSTIC] == ["一、"]


def test_spans_that_contradict_each_other_are_clipped() -> None:
    inner = leaf("1/1", 1, 99), leaf("1/2", 0, 2), leaf("1/3", 2, 4)
    nodes = (leaf("1", 2, 4, children=inner), leaf("2", 0, 50))
    data = data_of(view_page(plan_of(nodes), "甲乙丙丁戊己"))
    assert "".join(words for words, _, _ in pieces_of(data)) == "甲乙丙丁戊己"


@given(st.text(alphabet=st.characters(), max_size=80))
def test_any_text_comes_back(text: str) -> None:
    whole = leaf("1", 0, len(text), text=text)
    page = view_page(plan_of((whole,)), text)
    page.encode("utf-8")
    data = data_of(page)
    assert data["text"] == text
    assert units("".join(words for words, _, _ in pieces_of(data))) == units(text)


cuts = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 6)), max_size=12)


@given(cuts, st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=6))
def test_any_spans_give_pieces_that_touch(
    spans: list[tuple[int, int, int]], issues: list[tuple[int, int]]
) -> None:
    text = "".join(chr(0x4E00 + i) if i % 5 else chr(0x20000 + i) for i in range(25))
    nodes: list[Node] = []
    for number, (start, end, taken) in enumerate(spans):
        count = min(taken, len(nodes))
        children = tuple(nodes[len(nodes) - count :])
        del nodes[len(nodes) - count :]
        nodes.append(leaf(str(number), start, end, children=children))
    found = tuple(
        Diagnostic(code="X", severity="info", message="", span=Span(a, b)) for a, b in issues
    )
    data = data_of(view_page(plan_of(tuple(nodes), found), text))
    assert "".join(words for words, _, _ in pieces_of(data)) == text


# -- colours ---------------------------------------------------------------------------------


def colours() -> dict[str, dict[str, tuple[int, ...]]]:
    css = files("planparse.view").joinpath("style.css").read_text(encoding="utf-8")
    light, dark = css.split('[data-theme="dark"] {')
    out = {}
    for name, block in (("light", light), ("dark", dark.split("}")[0])):
        found = re.findall(r"--([a-z]+): (\d+) (\d+) (\d+);", block)
        out[name] = {key: tuple(map(int, rgb)) for key, *rgb in found}
    return out


def luminance(rgb: tuple[int, ...]) -> float:
    parts = [c / 255 for c in rgb]
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: tuple[int, ...], two: tuple[int, ...]) -> float:
    low, high = sorted((luminance(one), luminance(two)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_can_be_read(theme: str) -> None:
    table = colours()[theme]
    assert table.keys() == colours()["light"].keys()
    for name in table.keys() - {"ground", "panel", "rule"}:
        for ground in ("ground", "panel"):
            tinted = tuple(
                round(0.2 * c + 0.8 * g) for c, g in zip(table[name], table[ground], strict=True)
            )
            assert contrast(table[name], table[ground]) >= 4.5, (name, ground)
            assert contrast(table["ink"], tinted) >= 4.5, (name, ground)


def test_every_kind_has_a_colour_and_a_name() -> None:
    from typing import get_args

    from planparse.model import Form, Kind

    css = files("planparse.view").joinpath("style.css").read_text(encoding="utf-8")
    script = files("planparse.view").joinpath("page.js").read_text(encoding="utf-8")
    for kind in get_args(Kind):
        assert re.search(rf"\.k-{kind}\b", css), kind
        assert f'[data-only~="{kind}"] .k-{kind}' in css, kind
        assert re.search(rf"\b{kind}: \[\"", script), kind
    for form in get_args(Form):
        assert re.search(rf"\b{form}: \[\"", script), form
    assert "innerHTML" not in script
    assert "</" not in script
    assert "<!--" not in script


# -- the command -----------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.txt").write_text("一、主要任务\n（一）加强研发。\n", encoding="utf-8")
    return tmp_path


def test_command_writes_beside_nothing_and_says_where(folder: Path) -> None:
    result = CliRunner().invoke(view_command, ["plan.txt"])
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "plan.html\n")
    assert CliRunner().invoke(view_command, ["plan.txt", "--lang", "en"]).exit_code == 0
    assert data_of((folder / "plan.html").read_text(encoding="utf-8"))["lang"] == "en"


def test_command_prints_the_page(folder: Path) -> None:
    result = CliRunner().invoke(view_command, ["plan.txt", "-o", "-"])
    assert result.exit_code == 0
    assert result.stderr == ""
    assert result.stdout.startswith("<!DOCTYPE html>")
    assert not (folder / "plan.html").exists()


@pytest.mark.parametrize("form", ["json", "yaml"])
def test_command_takes_an_extracted_plan(folder: Path, form: str) -> None:
    name = f"extracted.{form}"
    (folder / name).write_text(dumps(parse_file("plan.txt"), form), encoding="utf-8")
    assert CliRunner().invoke(view_command, [name]).exit_code == 0
    data = data_of((folder / "extracted.html").read_text(encoding="utf-8"))
    assert data["restored"]
    assert "加强研发" in data["text"]


def test_command_spares_files_that_are_not_its_own(folder: Path) -> None:
    (folder / "plan.html").write_text("<html>a page saved from the web</html>", encoding="utf-8")
    result = CliRunner().invoke(view_command, ["plan.txt"])
    assert result.exit_code == 2
    assert "plan.html exists" in result.stderr
    assert "saved from the web" in (folder / "plan.html").read_text(encoding="utf-8")
    assert CliRunner().invoke(view_command, ["plan.txt", "-o", "plan.txt"]).exit_code == 2
    assert CliRunner().invoke(view_command, ["plan.txt", "-o", "-", "--open"]).exit_code == 2
    assert CliRunner().invoke(view_command, ["plan.txt", "-o", "plan.html"]).exit_code == 0
    assert CliRunner().invoke(view_command, ["plan.txt"]).exit_code == 0


def test_command_opens_the_page(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    assert CliRunner().invoke(view_command, ["plan.txt", "--open"]).exit_code == 0
    assert opened == [(folder / "plan.html").as_uri()]


def test_a_task_names_the_ids_of_its_goals() -> None:
    text = "一、工作目标\n（一）林区通达水平显著提升。\n二、主要任务\n（一）修路。推动林区通达水平显著提升。\n"
    nodes = data_of(view_page(parse(text), text))["nodes"]
    assert [node["goals"] for node in nodes if node.get("goals")] == [["1/(1)"]]
