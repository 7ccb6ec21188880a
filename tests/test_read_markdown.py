import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planparse.clean import clean
from planparse.errors import ReadError
from planparse.pipeline import parse, parse_bytes
from planparse.read.encoding import one_line_end
from planparse.read.markdown import read_markdown
from planparse.read.source import Source


def read(text: str) -> Source:
    return read_markdown(text.encode("utf-8"), "a.md")


def plain(source: Source) -> str:
    """The text without its markup."""
    kept = list(source.text)
    for start, end in source.markup:
        kept[start:end] = [""] * (end - start)
    return "".join(kept)


def test_the_text_layer_is_the_file() -> None:
    text = "# 方案\r\n\r\n正文**要点**。\r\n"
    assert read(text).text == text.replace("\r\n", "\n")
    assert read("# 方案\r正文\r\n\r").text == "# 方案\n正文\n\n"


def test_headings() -> None:
    source = read("# 某市行动方案\n\n## 一、总体要求 ##\n###三、无空格\n\n目标\n---\n总则\n===\n")
    found = [(source.text[h.start : h.end], h.role, h.level) for h in source.hints]
    assert found == [
        ("# 某市行动方案", "heading", 1),
        ("## 一、总体要求 ##", "heading", 2),
        ("###三、无空格", "heading", 3),
        ("目标", "heading", 2),
        ("总则", "heading", 1),
    ]
    assert plain(source) == "某市行动方案\n\n一、总体要求\n三、无空格\n\n目标\n\n总则\n\n"


def test_a_sentence_over_a_rule_is_no_heading() -> None:
    source = read("各部门要抓好落实。\n---\n- 项\n---\n\n***\n")
    assert {h.role for h in source.hints} == {"paragraph"}
    assert plain(source) == "各部门要抓好落实。\n\n- 项\n\n\n\n"


@pytest.mark.parametrize(
    ("line", "text", "bold"),
    [
        ("**加强领导。**各部门落实。", "加强领导。各部门落实。", 5),
        ("__加强__ 领导", "加强 领导", 2),
        ("见[通知](http://example.org/a_b)全文", "见通知全文", 0),
        ("**[通知](u)**全文", "通知全文", 2),
        ("![图](a.png)", "图", 0),
        (r"1\. 建设`平台`", "1. 建设平台", 0),
        ("第一行<br>第二行<!-- 注 -->", "第一行第二行", 0),
        ("> 引文*强调*", "引文强调", 0),
        ("~~删~~ 3 * 4 * 5", "删 3 * 4 * 5", 0),
        ("snake_case_name", "snake_case_name", 0),
        ("- 列表项", "- 列表项", 0),
    ],
)
def test_inline_markup(line: str, text: str, bold: int) -> None:
    source = read(line)
    assert plain(source) == text
    assert source.hints[0].bold == bold


def test_tables() -> None:
    source = read("前\n\n| 指标 | 目标 |\n|:--|--:|\n| 规模 | **500** |\n企业 | 10 | x\n\n后\n")
    cells = [(source.text[h.start : h.end], h.origin) for h in source.hints if h.role == "cell"]
    places = [(o.table, o.row, o.column) for _, o in cells if o]
    assert [text for text, _ in cells] == ["指标", "目标", "规模", "**500**", "企业", "10", "x"]
    assert places[:4] == [(1, 1, 1), (1, 1, 2), (1, 2, 1), (1, 2, 2)]
    assert places[4:] == [(1, 3, 1), (1, 3, 2), (1, 3, 3)]
    assert plain(source).split() == ["前", "指标", "目标", "规模", "500", "企业", "10", "x", "后"]


def test_code_is_left_alone() -> None:
    source = read("```\n# 不是标题\n```\n# 标题\n~~~~\n未关\n")
    assert [h.level for h in source.hints] == [1]
    assert plain(source) == "\n# 不是标题\n\n标题\n\n未关\n"


def test_front_matter() -> None:
    source = read('---\ntitle: "行动方案"\ndate: 2025-01-02\n---\n\n# 一\n')
    assert source.meta == {"title": "行动方案"}
    assert [h.role for h in source.hints] == ["furniture"] * 4 + ["heading"]
    assert read("---\n正文\n").meta == {}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(encoding: str) -> None:
    source = read_markdown("## 二、重点任务\n".encode(encoding), "a.md")
    assert source.text == "## 二、重点任务\n"


def test_undecodable_bytes() -> None:
    with pytest.raises(ReadError, match=r"b\.md"):
        read_markdown(b"\xff\xff\x81\xff\x00\xff", "b.md")


@given(st.text(alphabet="#*_`~|[](){}<>!-=:.\\1一。 \t\r\n>甲", max_size=120))
def test_hints_and_markup_are_ordered(text: str) -> None:
    source = read(text)
    assert source.text == one_line_end(text)
    for ranges in ([(h.start, h.end) for h in source.hints], list(source.markup)):
        ends = [0, *(end for _, end in ranges)]
        assert all(start >= end for (start, _), end in zip(ranges, ends, strict=False))
        assert all(start <= end <= len(text) for start, end in ranges)


@pytest.mark.parametrize("unit", ["*", "**a", "[", "](", "<!--", "<a", "`", "_a", "|-", "> ", "#"])
def test_time_on_hostile_lines(unit: str) -> None:
    began = time.perf_counter()
    read(unit * 20_000 + "\n|-|\n" + f"{unit}\n" * 5_000)
    assert time.perf_counter() - began < 3


PLAN = (
    "# 某市养老服务方案\n\n## **一、**总体要求 ##\n\n**坚持公益。**把服务送到家。\n\n"
    "## 二、主要任务\n\n> （一）建设[站点](http://example.org)。新建`站点`12个。\n\n---\n\n"
    "| 指标 | **2027年** |\n| --- | --- |\n| 床位（张） | 300 |\n| | |\n"
)


def test_no_markup_in_the_plan() -> None:
    plan = parse_bytes(PLAN.encode("utf-8"), "a.md")
    nodes = list(plan.walk())
    texts = [node.title or "" for node in nodes] + [node.text for node in nodes]
    assert not any(set(text) & set("#*`>[]") for text in texts)
    assert [(n.label, n.title) for n in nodes if n.label] == [
        ("一、", "总体要求"),
        ("二、", "主要任务"),
        ("（一）", "建设站点"),
    ]
    assert [n.text for n in nodes if n.form == "row"] == ["指标 | 2027年", "床位（张） | 300"]
    assert plan.source.repairs == ()


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="#*_`~|[](){}<>!-=:\\1一。、 \t\n甲", max_size=80))
def test_markup_belongs_to_nodes(text: str) -> None:
    plan = parse_bytes(text.encode("utf-8"), "a.md")
    owned = bytearray(len(text))
    for node in plan.walk():
        end = node.children[0].span.start if node.children else node.span.end
        for position in range(node.span.start, end):
            assert not owned[position]
            owned[position] = 1
    assert all(owned[i] or char.isspace() for i, char in enumerate(text))


def test_time_grows_with_size() -> None:
    def seconds(count: int) -> float:
        data = ("**甲** 乙　 " * count).encode("utf-8")
        start = time.perf_counter()
        clean(read_markdown(data, "a.md"))
        return time.perf_counter() - start

    assert seconds(8000) < 30 * seconds(1000) + 0.5


PAGE = """*   [用户登录](https://example.cn/login)
*   #### [语言](https://example.cn/1.html#)
*   无障碍
*   [退出](javascript:void(0))

# 云溪市异地就医备案办理指南

参保人可以在线办理异地就医备案，就医结束后直接结算费用，不必先行垫付再回来报销。

![Image 2: 海报](https://example.cn/b.png)

**办理指引**

步骤1：打开应用，选择异地就医备案。

步骤2：填写信息，上传材料。

*   [中国政府网](https://example.cn/g)
*   [省政府网](https://example.cn/s)
*   · 市教育局
"""


def test_the_menus_of_a_web_page_are_furniture() -> None:
    source = read_markdown(PAGE.encode(), "a.md")
    furniture = [source.text[h.start : h.end] for h in source.hints if h.role == "furniture"]
    assert [x for x in furniture if "无障碍" in x or "教育局" in x] == [
        "*   无障碍", "*   · 市教育局"
    ]  # fmt: skip
    plan = parse_bytes(PAGE.encode(), "a.md")
    nodes = [node for top in plan.body for node in top.walk() if node.structural]
    assert [(node.label, node.title) for node in nodes] == [
        (None, "办理指引"), ("步骤1：", "打开应用，选择异地就医备案"), ("步骤2：", "填写信息，上传材料"),
    ]  # fmt: skip


def test_links_into_the_document_are_no_menu() -> None:
    text = "- [一、总体要求](#a)\n- [二、重点任务](#b)\n- [三、保障措施](#c)\n"
    assert not [h for h in read_markdown(text.encode(), "a.md").hints if h.role == "furniture"]


WRITTEN = "# 某市水利方案\n## 一、目标\n**（一）供水。**到2027年供水保证率达到95%。\n- **管网：**更换旧管。\n"


@pytest.mark.parametrize("name", ["a.txt", "-", "a.md"])
def test_markdown_is_known_by_its_marks_whatever_the_suffix(name: str) -> None:
    plan = parse_bytes(WRITTEN.encode(), name)
    assert plan.source.media_type == "text/markdown"
    titles = [(n.label, n.title) for n in plan.walk() if n.structural]
    assert titles == [("一、", "目标"), ("（一）", "供水"), ("-", "管网：更换旧管")]
    assert parse(WRITTEN).source.media_type == "text/markdown"


def test_a_string_in_markdown_has_the_tables_that_a_file_has() -> None:
    table = "序号\n重点任务\n责任单位\n1\n新建小学\n县教育局\n2\n修建道路\n县交通局\n"
    text = f"# 某县方案\n## 一、分工\n{table}## 二、保障\n加强领导。\n"
    plans = [parse(text), *(parse_bytes(text.encode(), name) for name in ("a.md", "a.txt"))]
    assert [[n.form for n in plan.walk()].count("row") for plan in plans] == [3, 3, 3]


@pytest.mark.parametrize(
    "text",
    [
        "**市2024年工作要点\n**县**局：\n全市建成**公里公路，**市**区先行。\n**委**部\n",
        "# 号线工程方案\n一、目标\n建成3号线。\n",
        "一、目标\n-----\n二、任务\n-----\n",
    ],
)
def test_left_out_names_and_rules_are_no_markdown(text: str) -> None:
    assert parse(text).source.media_type == "text/plain"
