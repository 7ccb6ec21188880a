"""Tables in plain text: cells apart by tabs, or by wide blanks under a header."""

from __future__ import annotations

import pytest

from planparse import parse, parse_bytes
from planparse.read.columns import columns


def cells(text: str) -> list[tuple[str, int, int]]:
    found = []
    for hint in columns(text).cells:
        assert hint.origin
        assert hint.origin.row
        assert hint.origin.column
        found.append((text[hint.start : hint.end], hint.origin.row, hint.origin.column))
    return found


def test_tabs_are_columns_where_rows_follow_one_another() -> None:
    assert cells("村名\t户数\t人口\n东村\t12\t40\n\t\t51\n") == [
        ("村名", 1, 1), ("户数", 1, 2), ("人口", 1, 3),
        ("东村", 2, 1), ("12", 2, 2), ("40", 2, 3),
    ]  # fmt: skip
    assert cells("一、总体要求\n\t\t二、主要任务\n\t\t三、保障措施\n") == []
    assert cells("只有一行\t两格\t三格\n") == []


def test_wide_blanks_are_columns_only_under_a_header_that_names_them() -> None:
    table = "序号  指标  2025年  属性\n1  森林覆盖率（%）  62  约束性\n"
    assert [c for c, row, _ in cells(table) if row == 2] == ["1", "森林覆盖率（%）", "62", "约束性"]
    assert cells("组  长：李一  县委书记\n副组长：王二  县长\n成  员：赵三  局长\n") == []
    assert cells("第一章  总则  一般规定\n第二章  任务  重点工作\n") == []


def test_the_index_table_of_a_page_is_left_alone() -> None:
    assert cells("索引号：\t0001\t主题分类：\t教育\n发文机关：\t县政府\t成文日期：\t2024\n") == []


def test_targets_and_duties_of_a_table_set_with_tabs() -> None:
    plan = parse(
        "云溪县“十四五”教育规划\n一、发展目标\n专栏1 主要指标\n"
        "指标\t2020年\t2025年\t属性\n学前教育毛入园率（%）\t88.5\t92\t预期性\n"
        "义务教育巩固率（%）\t97\t≥98\t约束性\n"
        "二、任务分工\n"
        "序号\t重点任务\t牵头单位\t配合单位\t完成时限\n"
        "1\t新建城东小学\t县教育局\t县发改局、县财政局\t2024年12月\n"
    )
    found = [i for n in plan.walk() for i in n.indicators]
    assert [(i.name, i.op, i.value, i.year, i.nature) for i in found] == [
        ("学前教育毛入园率", "=", 92, 2025, "预期性"),
        ("义务教育巩固率", "≥", 98, 2025, "约束性"),
    ]
    duties = [n.duty for n in plan.walk() if n.duty]
    assert [(d.lead, d.support, d.deadline) for d in duties] == [
        (("县教育局",), ("县发改局", "县财政局"), "2024年12月")
    ]


def test_targets_in_the_task_cells_of_a_duty_table() -> None:
    plan = parse(
        "云溪县2026年水利工作任务分解表\n一、任务分工\n"
        "序号\t重点任务\t牵头单位\t完成时限\n"
        "1\t治理中小河流18公里，加固病险水库3座\t县水务局\t2026年11月\n"
        "2\t修订防汛预案\t县应急局\t2026年5月\n"
    )
    found = [(n.form, i.name, i.value, i.unit, i.year) for n in plan.walk() for i in n.indicators]
    assert found == [
        ("row", "中小河流", 18, "公里", 2026),
        ("row", "病险水库", 3, "座", 2026),
    ]


def _years(goal: str) -> list[int | None]:
    text = f"云溪县普惠托育实施意见\n一、主要目标\n{goal}\n二、主要任务\n1.扩大供给。新建托育园12所。\n"
    return [i.year for n in parse(text).walk() for i in n.indicators]


def test_the_year_of_all_goals_holds_for_the_tasks() -> None:
    assert _years("到2027年，托位达到900个，普惠托位占比达到60%。") == [2027, 2027, 2027]
    assert _years("到2027年，托位达到900个。到2030年，托位达到1500个。") == [2027, 2030, None]


def test_every_row_of_a_long_table_counts() -> None:
    rows = 3_000
    assert len(columns("甲\t乙\t丙\n" * rows).cells) == 3 * rows
    assert len(columns("序号  任务  单位\n" * rows).cells) == 3 * rows


def test_a_text_that_is_nothing_but_a_table_is_no_contents_page() -> None:
    rows = "".join(f"{n}\t指标{n}\t%\t{n}\t≥{n + 9}\t预期性\n" for n in range(1, 40))
    (table,) = parse(rows).body
    assert (table.form, len(table.children)) == ("table", 39)
    (table,) = parse("序号\t指标\t单位\t2020年\t2025年\t属性\n" + rows).body
    assert sum(len(row.indicators) for row in table.children) == 39


def test_short_lines_that_come_again_with_the_text_around_them_are_no_contents_page() -> None:
    units = "县教育局\n县交通局\n县住建局\n县民政局\n县水利局\n县卫健局\n县文旅局\n县城管局\n"
    rows = "1\n新建学校\n县教育局\n年底\n2\n修建道路\n县交通局\n6月底\n"
    for text in (units * 2, units * 5, rows * 2, rows * 20, "序号\n任务\n单位\n时间\n" + rows * 20):
        assert "toc" not in {node.kind for node in parse(text).walk()}


def test_single_blanks_are_columns_below_a_header_that_names_all() -> None:
    table = (
        "序号 指标 单位 2020年现状 2025年目标 属性\n1 森林 覆盖率 % 62 63以上 约束性\n"
        "2 颗粒物（PM2.5）浓度 微克/立方米 38 34 约束性\n\n3 能耗降低 % - 完成省下达任务 约束性\n"
        "以上指标按年度考核。\n"
    )
    assert [[c for c, row, _ in cells(table) if row == n] for n in (2, 3, 4)] == [
        ["1", "森林 覆盖率", "%", "62", "63以上", "约束性"],
        ["2", "颗粒物（PM2.5）浓度", "微克/立方米", "38", "34", "约束性"],
        ["3", "能耗降低", "%", "-", "完成省下达任务", "约束性"],
    ]
    found = [i for n in parse(table).walk() for i in n.indicators]
    assert [(i.name, i.op, i.value, i.unit) for i in found] == [
        ("森林覆盖率", "≥", 63, "%"),
        ("颗粒物(PM2.5)浓度", "=", 34, "微克/立方米"),
    ]
    assert cells("重点 任务 名称\n加强 领导 保障\n落实 责任 分工\n") == []


def test_tasks_set_with_single_blanks_below_headings_of_groups() -> None:
    plan = parse(
        "序号 重点任务 牵头单位 配合单位 完成时限\n一、教育\n1 新建 城东小学 县教育局 县发改局、县财政局 6月\n"
        "二、交通\n2 修建环城路 县交通局 各镇 12月底\n3 改造桥梁 县交通局 年底\n"
    )
    duties = [
        (n.title, n.duty.lead, n.duty.support, n.duty.deadline) for n in plan.walk() if n.duty
    ]
    assert duties == [
        ("新建 城东小学", ("县教育局",), ("县发改局", "县财政局"), "6月"),
        ("修建环城路", ("县交通局",), ("各镇",), "12月底"),
        ("改造桥梁", ("县交通局",), (), "年底"),
    ]
    assert [n.title for n in plan.walk() if n.structural] == ["教育", "交通"]


def test_strokes_are_columns_below_a_header_and_no_words() -> None:
    table = (
        "附件1 |\n类别 | 任 务 名 称 | 指标要求 | 牵头部门 | 备注 |\n|---|---|---|---|---|\n"
        "经济 | 生产总值 | 增长5.5%（市定） | 县发改局 | A类 |\n服务业增加值 | 增长6% | 县商务局 | | |\n"
        "索引号： | 0001 | 成文日期： | 2024-01-05 |\n"
    )
    assert parse(table).body[0].text == "附件1"
    (table_node,) = [n for n in parse(table).walk() if n.form == "table"]
    assert [row.text for row in table_node.children] == [
        "类别 | 任 务 名 称 | 指标要求 | 牵头部门 | 备注",
        "经济 | 生产总值 | 增长5.5%（市定） | 县发改局 | A类",
        " | 服务业增加值 | 增长6% | 县商务局",
    ]
    assert [row.duty.lead for row in table_node.children if row.duty] == [
        ("县发改局",),
        ("县商务局",),
    ]
    found = [(i.name, i.op, i.value) for row in table_node.children for i in row.indicators]
    assert found == [("生产总值增长", "=", 5.5), ("服务业增加值增长", "=", 6)]
    assert cells("首页 | 政务公开 | 工作动态 | 通知\n站点地图 | 联系我们 | 关于 | 帮助\n") == []


LAID = [
    "某市方案", "一、任务分工", "序号", "任务", "责任单位", "1", "新建学校", "县教育局", "2", "修路", "县交通局", "二、目标",
    "序号 指标 单位 2025年 2030年 属性", "1 森林覆盖率 % 20 24 约束性", "2 用水量 亿立方米 3 4 预期性", "三、保障", "加强领导。",
]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("\n".join(LAID), "a.txt"),
        ("\n\n".join(LAID), "a.md"),
        ("<html><body>" + "".join(f"<p>{line}</p>" for line in LAID) + "</body></html>", "a.html"),
    ],
)
def test_tables_that_a_container_holds_as_paragraphs_are_told_as_in_text(
    data: str, name: str
) -> None:
    plan = parse_bytes(data.encode(), name)
    tables = [node for node in plan.walk() if node.form == "table"]
    assert [[row.text for row in table.children[1:]] for table in tables] == [
        ["1 | 新建学校 | 县教育局", "2 | 修路 | 县交通局"],
        ["1 | 森林覆盖率 | % | 20 | 24 | 约束性", "2 | 用水量 | 亿立方米 | 3 | 4 | 预期性"],
    ]
    assert [(i.name, i.value) for n in plan.walk() for i in n.indicators] == [
        ("森林覆盖率", 24), ("用水量", 4),
    ]  # fmt: skip
    assert [node.label for node in plan.walk() if node.structural] == ["一、", "二、", "三、"]


def test_cells_that_print_broke_go_on_below() -> None:
    table = (
        "序号    重点任务              责任单位      完成时限\n"
        "1       建设冷链物流园，完成  县商务局、县  12月底\n"
        "        道路和供水配套。      开发区\n"
        "2       修建环城路            县交通局      6月\n"
        "　　注：以上任务按月调度。\n"
    )
    plan = parse(table)
    (found,) = [node for node in plan.walk() if node.form == "table"]
    assert [row.text for row in found.children[1:]] == [
        "1 | 建设冷链物流园，完成道路和供水配套。 | 县商务局、县开发区 | 12月底",
        "2 | 修建环城路 | 县交通局 | 6月",
    ]
    assert [row.duty.units for row in found.children if row.duty] == [
        ("县商务局", "县开发区"), ("县交通局",),
    ]  # fmt: skip


def test_a_table_drawn_with_box_characters() -> None:
    table = (
        "某县任务分工表\n┌────┬────────┬──────┐\n"
        "│序号│工作任务        │责任单位    │\n"
        "├────┼────────┼──────┤\n"
        "│ 1  │新建一所中心小学│县教育局、县│\n"
        "│    │，年内开工      │财政局      │\n"
        "├────┼────────┼──────┤\n"
        "│ 2  │修建环城路      │县交通局    │\n"
        "└────┴────────┴──────┘\n各镇抓好落实。\n"
    )
    plan = parse(table)
    assert [node.form for node in plan.body] == ["paragraph", "table", "paragraph"]
    assert [row.text for row in plan.body[1].children] == [
        "序号 | 工作任务 | 责任单位",
        "1 | 新建一所中心小学，年内开工 | 县教育局、县财政局",
        "2 | 修建环城路 | 县交通局",
    ]
    duties = [(row.title, row.duty.units) for row in plan.body[1].children if row.duty]
    assert duties == [
        ("新建一所中心小学，年内开工", ("县教育局", "县财政局")), ("修建环城路", ("县交通局",)),
    ]  # fmt: skip


def test_rows_that_lack_cells_in_front_begin_below_blanks() -> None:
    table = (
        "类别    指标              2025年  2030年    属性\n"
        "创新    甲技术占比（%）   1       2         预期性\n"
        "        乙专利（件）      3       高于全省  预期性\n"
        "绿色发展\n"
        "生态    丙覆盖率（%）     40      45        约束性\n"
    )
    (found,) = [node for node in parse(table).walk() if node.form == "table"]
    assert [row.text for row in found.children[1:]] == [
        "创新 | 甲技术占比（%） | 1 | 2 | 预期性",
        " | 乙专利（件） | 3 | 高于全省 | 预期性",
        "绿色发展",
        "生态 | 丙覆盖率（%） | 40 | 45 | 约束性",
    ]
    assert [i.value for row in found.children for i in row.indicators] == [2, 45]


def test_words_set_with_blanks_lack_what_spans_the_rows_above() -> None:
    table = (
        "序号 重点任务 建设地点 责任单位 完成时限\n1 修建道路 东镇 县交通局 6月底\n"
        "改造桥梁 西镇 县住建局 年底\n2 新建学校 南镇 县教育局 年底\n"
    )
    (found,) = [node for node in parse(table).walk() if node.form == "table"]
    assert [row.duty.units for row in found.children if row.duty] == [
        ("县交通局",), ("县住建局",), ("县教育局",),
    ]  # fmt: skip


def test_a_blank_between_a_year_and_its_sign_parts_no_names() -> None:
    text = "序号 指标名称 2027 年目标值 2027 年预计值 完成情况\n1 产值(亿元) 1000 1008.5 完成\n2 税收(亿元) 72 72 完成\n"
    found = [one for node in parse(text).walk() for one in node.indicators]
    assert [(one.name, one.value, one.year) for one in found] == [
        ("产值", 1000, 2027),
        ("税收", 72, 2027),
    ]


def test_rows_set_to_the_left_for_want_of_a_number_may_lack_cells_behind_too() -> None:
    table = (
        "2027年民生实事进展情况表\n序号 | 项目内容 | 进展情况 | 责任单位 |\n"
        "1 | 新建托育园7家。 | 建成东镇、西镇等13家托育园。 | 卫生健康局 |\n"
        "新增托育位500个。 | 新增托育位600个。 | ||\n2 | 新建桥梁3座。 | 建成桥梁2座。 | 交通运输局 |\n"
    )
    found = [one for node in parse(table).walk() for one in node.indicators]
    assert [one.value for one in found if one.status == "target"] == [7, 500, 3]
