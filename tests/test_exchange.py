import csv
import io
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from planparse import dumps, parse, parse_file
from planparse.cli.exchange import export_command
from planparse.exchange import COLUMNS, FORMATS, export

SAMPLES = Path(__file__).parent.parent / "samples"
TEXTS = sorted(SAMPLES.glob("*.txt"))
PLAN = (
    "青山县修路方案\n一、总体要求\n县里修路，镇里架桥。\n"
    "二、主要任务\n（一）修路。县里负责。\n1.“A&B”<路>#一。镇里负责。\n"
)


def outline(plan):
    hidden = ("toc", "boilerplate")
    return [n for n in plan.walk() if n.structural and n.kind not in hidden]


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_every_sample_in_every_format(path, to):
    text = export(parse_file(path), to)
    assert text.endswith("\n")
    assert "None" not in text


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_opml_is_the_outline(path):
    plan = parse_file(path)
    root = ElementTree.fromstring(export(plan, "opml").encode())
    ids = [element.get("nodeId") for element in root.iter("outline")]
    assert ids == [node.id for node in outline(plan)]


def test_opml_nests_and_escapes():
    root = ElementTree.fromstring(export(parse(PLAN), "opml").encode())
    tasks = root.find("body")[1]
    assert tasks.get("text") == "二、主要任务"
    assert tasks[0][0].get("text") == "1.“A&B”<路>#一"
    assert tasks[0].get("_note") == "县里负责。"


def test_markdown():
    text = export(parse(PLAN), "markdown")
    assert text.startswith(
        "# 青山县修路方案\n\n## 一、总体要求\n\n县里修路，镇里架桥。\n\n## 二、主要任务\n"
    )
    assert "### （一）修路\n\n县里负责。\n" in text
    assert r"“A&B”\<路\>" in text


def test_markdown_holds_every_character_of_the_body():
    plan = parse_file(SAMPLES / "opinion.txt")
    text = re.sub(r"[\s#*\\-]", "", export(plan, "markdown"))
    for node in plan.walk():
        if node.kind not in ("toc", "boilerplate"):
            for part in (node.title or "") if not node.text else "", node.text:
                assert re.sub(r"[\s#*\\-]", "", part) in text


def test_mindmaps():
    mermaid = export(parse(PLAN), "mermaid").splitlines()
    assert mermaid[:3] == ["mindmap", '  root["青山县修路方案"]', '    n1["一、总体要求"]']
    assert mermaid[-1] == '        n4["1.“A#amp;B”#lt;路#gt;#35;一"]'
    markmap = export(parse(PLAN), "mindmap-md").splitlines()
    assert markmap[2:5] == ["- 一、总体要求", "- 二、主要任务", "  - （一）修路"]


def test_depth():
    assert len(export(parse(PLAN), "mermaid", depth=1).splitlines()) == 4
    assert "修路。" not in export(parse(PLAN), "mindmap-md", depth=1)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_csv_has_every_node_once(path):
    plan = parse_file(path)
    rows = list(csv.DictReader(io.StringIO(export(plan, "csv"))))
    assert [row["id"] for row in rows] == [node.id for node in plan.walk()]
    assert all(tuple(row) == COLUMNS for row in rows)
    known = {""} | {row["id"] for row in rows}
    assert all(row["parent"] in known for row in rows)


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=40), st.text(alphabet="<&\"'\x00\x0b#`]", max_size=8))
def test_any_title(text, more):
    plan = parse(f"一、{text}{more}\n二、任务\n")
    ElementTree.fromstring(export(plan, "opml").encode("utf-8", "surrogatepass"))
    for line in export(plan, "mermaid").splitlines()[1:]:
        assert re.fullmatch(r' +\w+\["[^"]*"\]', line)


def test_command(tmp_path):
    plan = tmp_path / "plan.json"
    plan.write_text(dumps(parse(PLAN)), "utf-8")
    output = tmp_path / "nodes.csv"
    result = CliRunner().invoke(
        export_command, [str(plan), "--to", "csv", "--bom", "-o", str(output)]
    )
    assert result.exit_code == 0
    assert output.read_bytes().startswith(b"\xef\xbb\xbfid,parent")
    assert CliRunner().invoke(export_command, [str(plan), "--to", "doc"]).exit_code == 2


@pytest.mark.parametrize("kind", sorted(FORMATS))
@pytest.mark.parametrize("text", ["", "没有标题的一段话。\n"])
def test_a_plan_without_headings_can_be_exported(kind: str, text: str) -> None:
    assert export(parse(text), kind).endswith("\n")
