import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.extract.references import announced_counts, find_references


def test_titles_and_document_numbers():
    text = (
        "依据《防洪法》《云溪市防汛办法（试行）》（云府发[2024]3 号）和《关于〈规划〉的决定》制定。"
    )
    found = find_references(text)
    assert [(r.title, r.document_number) for r in found] == [
        ("防洪法", None),
        ("云溪市防汛办法（试行）", "云府发〔2024〕3号"),
        ("关于〈规划〉的决定", None),
    ]
    assert [text[r.start : r.end] for r in found] == [r.text for r in found]


def test_nested_and_broken_title_marks():
    assert [r.title for r in find_references("关于《贯彻《水法》的意见》的说明")] == [
        "贯彻《水法》的意见"
    ]
    assert find_references("》《》《未完") == []
    assert [r.title for r in find_references("《" + "长" * 300 + "，按《水法》办")] == ["水法"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("违反本办法第六条的，予以通报。", [((("条", 6),), True)]),
        ("按照第三条第（一）项办理", [((("条", 3), ("项", 1)), True)]),
        ("符合第十二条第二款第三项规定", [((("条", 12), ("款", 2), ("项", 3)), True)]),
        (
            "有第三条第一项、第二项所列情形",
            [((("条", 3), ("项", 1)), True), ((("条", 3), ("项", 2)), True)],
        ),
        ("依照第五条至第七条处理", [((("条", 5),), True), ((("条", 7),), True)]),
        ("依据《水法》第四十条，责令改正", [((("条", 40),), False)]),
        ("根据《水法》（2016年修正）第四十条规定", [((("条", 40),), False)]),
        ("见本规划第二章第3节", [((("章", 2), ("节", 3)), True)]),
    ],
)
def test_places(text, places):
    found = [r for r in find_references(text) if r.place]
    assert [(r.place, r.internal) for r in found] == places
    assert all(text[r.start : r.end] == r.text for r in found)


@pytest.mark.parametrize(
    "text",
    [
        "第六条 本市实行河长制。",
        "第二章　总则",
        "建成全市第一条地铁",
        "第二节课",
        "获得第三项目奖",
        "第一目标",
        "第十五届",
    ],
)
def test_not_places(text):
    assert find_references(text) == []


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("重点抓好以下三项任务：", [(3, "任务")]),
        ("主要有以下三点体会", [(3, "体会")]),
        ("实施“六大工程”，推进五大行动", [(6, "工程"), (5, "行动")]),
        ("提出了8项重点举措", [(8, "重点举措")]),
        ("突出表现在四个方面：", [(4, "方面")]),
        ("共分六个部分", [(6, "部分")]),
        ("加快建设“五个中心”", []),
        ("二三级医院和15分钟生活圈", []),
        ("围绕37条产业链", []),
        ("第三项任务完成", []),
        ("投资120项工程", []),
    ],
)
def test_announced_counts(text, counts):
    found = announced_counts(text)
    assert [(c.count, c.noun) for c in found] == counts
    for c in found:
        assert c.noun in text[c.start : c.end]


@given(st.text(alphabet="《》第一二十条款项（）、和至本办法3 。以下大任务工程“”", max_size=60))
def test_any_text(text):
    for r in find_references(text):
        assert text[r.start : r.end] == r.text != ""
    for c in announced_counts(text):
        assert 2 <= c.count <= 60


@pytest.mark.parametrize(
    "unit", ["《", "》《", "第一条", "第一条、", "本办法第", "三项", "以下三大", "《法》（"]
)
def test_hostile_text_takes_linear_time(unit):
    find_references(unit * 10_000)
    announced_counts(unit * 10_000)
