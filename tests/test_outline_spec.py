"""The cases under tests/spec: a plan between dots and the outline that a reader expects of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from expected import structure

from planparse import parse, parse_bytes
from planparse.clean import clean
from planparse.outline import outline
from planparse.read.source import Source
from planparse.scan import scan

SPEC = Path(__file__).resolve().parent / "spec"


def cases() -> list[tuple[str, str, str]]:
    found = []
    for path in sorted(SPEC.glob("*.md")):
        text = path.read_text("utf-8")
        for match in re.finditer(r"^## ([^\n]+)\n+\.\n(.*?)\n\.\n(.*?)\n?\.$", text, re.M | re.S):
            found.append((f"{path.stem}: {match[1]}", match[2], match[3]))
    return found


def shown(source: str) -> str:
    plan = parse(source)
    rows = [
        f"{'  ' * (depth - 1)}{node.label or '-'} {node.title or ''} | {node.kind}".rstrip()
        for node, depth in structure(plan)
    ]
    rows += [f"! {d.code} {d.lines.start if d.lines else 0}" for d in plan.diagnostics]
    return "\n".join(rows)


CASES = cases()


def test_there_are_cases() -> None:
    assert len(CASES) >= 12


@pytest.mark.parametrize(
    ("source", "expected"), [pytest.param(*case, id=title) for title, *case in CASES]
)
def test_case(source: str, expected: str) -> None:
    assert shown(source) == expected


def test_a_heading_level_of_the_container_does_not_rename_the_style() -> None:
    text = "# 某市管理办法\n\n## 第一章 总则\n\n第一条 为规范管理，制定本办法。\n\n第二条 本办法适用于全市。\n\n## 附件1\n\n评分标准\n"
    nodes = [n for n in parse_bytes(text.encode(), "a.md").walk() if n.structural]
    assert [(n.scheme, n.kind) for n in nodes] == [
        ("zhang", "section"),
        ("tiao", "section"),
        ("tiao", "section"),
        ("attachment", "appendix"),
    ]
    assert nodes[-1].title == "评分标准"


def test_headings_of_a_container_count_as_lines_of_text_do() -> None:
    """Boxes and attachments keep numbers of their own, and 一、 goes on with 二．."""
    text = (
        "# 某市教育发展方案\n\n## 一、总体要求\n\n补齐短板。\n\n### 专栏2 主要指标\n\n建成学校20所。\n\n"
        "## 二．重点任务\n\n### 专栏5 重点工程\n\n建设校舍。\n\n## 附件2 分工表\n\n## 附件4 名词解释\n"
    )
    plan = parse_bytes(text.encode(), "a.md")
    assert [n.label for n in plan.walk() if n.form == "heading"] == [
        "一、", "专栏2", "二．", "专栏5", "附件2", "附件4",
    ]  # fmt: skip
    assert plan.diagnostics == ()


def homes(text: str) -> dict[str, tuple[str, str]]:
    """For the text of every node its id and kind."""
    return {node.text or node.title or "": (node.id, node.kind) for node in parse(text).walk()}


DATED = "青山县人民政府\n2026年3月5日\n"


def test_what_closes_a_document_hangs_under_no_section() -> None:
    body = "青山县修路方案\n一、总体要求\n县里修路。\n二、主要任务\n（一）架桥。镇里负责。\n"
    for after in ("", "附件1\n路段名单\n北路。\n"):
        found = homes(body + DATED + after)
        assert found["青山县人民政府"] == ("p1", "closing")
        assert found["2026年3月5日"] == ("p2", "closing")
    inside = body.replace("县里修路。\n", "县里修路。\n2026年3月5日\n此前完成测量。\n")
    assert homes(inside)["2026年3月5日"] == ("1/p2", "text")


def test_an_appeal_closes_a_report_only_at_its_end() -> None:
    report = "青山县工作报告\n一、过去一年\n{}修路十条。\n二、今年任务\n（一）架桥。镇里负责。\n{}"
    appeal = "让我们共同努力，把路修好！\n"
    assert homes(report.format("", appeal))[appeal.strip()] == ("p1", "closing")
    found = homes(report.format(appeal, ""))
    assert found[appeal.strip()][0].startswith("1/")


@pytest.mark.parametrize(
    "before", [DATED, f"{DATED}打印本页\n", "（联系人：王某，电话：0101234）\n"]
)
def test_a_title_after_the_end_begins_a_second_document(before: str) -> None:
    title = "青山县供水设施管护实施方案"
    text = f"关于修渠的通知\n一、总体要求\n县里修渠。\n二、主要任务\n每月报告。\n{before}{title}\n一、工作目标\n井井有水。\n"
    found = homes(text)
    assert found[title][1] == "title"
    assert found[before.splitlines()[0]][1] == "closing"
    assert found["工作目标"][0] == "1~2"
    numbered = homes(text.replace(title, "三、保障措施"))
    assert numbered["保障措施"] == ("3", "safeguard")


@pytest.mark.parametrize("text", ["", "一、总体要求", "县里修渠。"])
def test_a_text_of_a_line_or_none_has_an_outline(text: str) -> None:
    plan = parse(text)
    assert [n.label for n in plan.walk() if n.structural] == (["一、"] if "一" in text else [])
    assert [d.code for d in plan.diagnostics] == ([] if text else ["DOC001"])


def test_the_last_of_the_sections_below_that_pass_a_test() -> None:
    text = "一、修渠\n二、打井\n三、建站\n四、验收\n"
    root = outline(scan(clean(Source("a", text, "text/plain", "")))).root
    assert root.last_where(lambda section: section.ordinal != 4) == 2
    assert root.last_where(lambda section: False) == 2  # remembered
    assert next(root.sections).last_where(lambda section: True) is None


def test_marks_without_a_number_are_counted_from_one() -> None:
    items = [n for n in parse("一、主要目标\n——修渠。\n——打井。\n").walk() if n.label == "——"]
    assert [n.ordinal for n in items] == [1, 2]


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        (("（一）", "（二）", "（四）"), "“（四）”: 3 is missing before it"),
        (("（一）", "（一）", "（二）"), "“（一）”: 1 comes twice"),
        (("（一）", "（二）", "（二）"), "“（二）”: 2 comes twice"),
    ],
)
def test_what_is_wrong_with_a_number_is_told(labels: tuple[str, ...], message: str) -> None:
    within = "一、主要任务\n" + "".join(f"{label}修渠。镇里负责。\n" for label in labels)
    across = within.replace(labels[2], f"二、保障措施\n{labels[2]}")
    for text in (within, across) if labels[2] == "（四）" else (within,):
        assert [d.message for d in parse(text).diagnostics] == [message]


def test_levels_of_a_container_decide_against_the_usual_order_of_numbers() -> None:
    source = (
        "# 修路方案\n\n## 1.北片\n\n### 一、测量\n\n### 二、施工\n\n## 2.南片\n\n### 一、测量\n"
    )
    nodes = [n for n in parse_bytes(source.encode(), "a.md").walk() if n.structural]
    assert [n.id for n in nodes] == ["1", "1/1", "1/2", "2", "2/1"]


def titles(text: str) -> list[str]:
    """What the nodes of form title say."""
    return [node.title or "" for node in parse(text).walk() if node.form == "title"]


def test_a_second_body_begins_with_the_name_that_the_notice_gives() -> None:
    text = (
        "云溪市人民政府办公室关于印发云溪市全民健身实施计划的通知\n各县区人民政府：\n"
        "现将《云溪市全民健身实施计划》印发给你们。\n一、加强领导\n二、抓好落实\n"
        "云溪市全民健身\n实施计划\n一、总体要求\n二、主要任务\n"
    )
    assert titles(text)[1:] == ["云溪市全民健身实施计划"]
    other = text.replace("\n实施计划\n一", "\n推进办法\n一")
    assert len(titles(other)) == 1


@pytest.mark.parametrize("closing", ["云溪市商务局", "2027年3月5日", "（此件公开发布）"])
def test_a_second_body_begins_with_a_title_after_what_closes_the_first(closing: str) -> None:
    text = (
        "关于报送材料的函\n一、报送内容\n二、报送时间\n{}\n云溪市夜间经济发展方案\n一、总体要求\n"
    )
    assert titles(text.format(closing)) == ["关于报送材料的函", "云溪市夜间经济发展方案"]
    assert len(titles(text.format("请按时报送。"))) == 1


def test_a_paragraph_after_a_list_of_bullets_is_none_of_them() -> None:
    bullet = "——做强做优做大装备制造业，支持企业扩大生产规模并且提升技术水平和产品质量。\n"
    after = (
        "各县区要把这些放在心上，明确责任人，排出时间表，按月报送进展，市里将定期通报各地工作情况。"
    )
    text = "云溪市产业方案\n一、发展产业\n{}" + after + "\n二、改善环境\n"
    assert homes(text.format(bullet * 2))[after][0] == "1/s1"
    assert homes(text.format(bullet))[after][0] == "1/•1/s1"
