"""Task tables in plain text that were laid flat, one cell a line."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from click.testing import CliRunner

from planparse import parse
from planparse.cli.outline import outline_command
from planparse.read.stacked import stacked

COUNTED = """清河县重点工作分解表
一、重点任务
序号
重点任务
工作措施
责任单位
完成时限
1
建设冷链物流园
完成道路和供水配套，引进企业10家以上。
县商务局、县开发区管委会
2026年12月底
2
压减审批时限
1.推行一窗受理。
2.公布办事清单。
县行政审批局
全年
二、工作要求
（一）加强领导。各单位要压实责任。
"""


def rows(text: str) -> list[list[list[str]]]:
    """The words of every row, by column; a cell may hold several lines."""
    found = []
    for _, hints in groupby(
        stacked(text), key=lambda h: h.origin and (h.origin.table, h.origin.row)
    ):
        columns = groupby(hints, key=lambda h: h.origin and h.origin.column)
        found.append([[text[h.start : h.end] for h in cell] for _, cell in columns])
    return found


def test_rows_are_told_by_their_number_and_cells_may_take_several_lines() -> None:
    header, first, second = rows(COUNTED)
    assert header == [
        ["序号"],
        ["重点任务"],
        ["工作措施"],
        ["责任单位"],
        ["完成时限"],
    ]
    assert first[3:] == [["县商务局、县开发区管委会"], ["2026年12月底"]]
    assert second[1:3] == [["压减审批时限"], ["1.推行一窗受理。", "2.公布办事清单。"]]


def test_a_flattened_table_states_duties_and_is_no_heading() -> None:
    plan = parse(COUNTED)
    heads = [node.label for node in plan.walk() if node.structural]
    assert heads == ["一、", "二、", "（一）"]
    stated = [(n.title, n.duty.units, n.duty.deadline) for n in plan.walk() if n.duty]
    assert stated == [
        ("建设冷链物流园 完成道路和供水配套，引进企业10家以上。", ("县商务局", "县开发区管委会"), "2026年12月底"),
        ("压减审批时限 1.推行一窗受理。 2.公布办事清单。", ("县行政审批局",), "全年"),
    ]  # fmt: skip
    assert [(i.name, i.value) for n in plan.walk() for i in n.indicators] == [("企业", 10)]


def test_the_outline_shows_the_rows_of_a_table(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(COUNTED, "utf-8")
    done = CliRunner().invoke(outline_command, [str(path), "--all", "--width", "60"])
    lines = done.stdout.splitlines()
    assert lines[2].split() == ["3", "[table,", "rows:", "3]", "text"]
    assert lines[4].startswith(" 8     1 | 建设冷链物流园 | 完成道路")


def test_names_of_columns_over_two_lines_groups_and_labels_in_a_cell() -> None:
    table = (
        "序号\n工作任务\n责任\n领导\n牵头单位\n完成时限\n一、产业发展（2项）\n"
        "1\n新增规上企业8家。\n张三\n县工信局\n12月底\n"
        "2\n建成物流园。\n李四\n县商务局\n配合单位：\n县农业农村局\n10月底\n"
        "二、民生保障（1项）\n3\n新建幼儿园3所。\n王五\n县教育局\n8月底\n备注：按月调度。\n"
    )
    found = rows(table)
    assert found[0][2] == ["责任", "领导"]
    assert found[1] == [["一、产业发展（2项）"]]
    assert found[3][2:5] == [["李四"], ["县商务局", "配合单位：", "县农业农村局"], ["10月底"]]
    assert found[4] == [["二、民生保障（1项）"]]
    assert found[5][-1] == ["8月底"]
    duties = [node.duty for node in parse(table).walk() if node.duty]
    assert [(d.lead, d.support) for d in duties] == [
        (("县工信局",), ()), (("县商务局",), ("县农业农村局",)), (("县教育局",), ()),
    ]  # fmt: skip


def test_rows_without_a_number_have_a_line_for_each_column() -> None:
    table = (
        "重点任务清单\n\n任务\n\n责任单位\n\n时间节点\n\n改造老旧小区\n\n县住建局、各镇政府\n\n2026年底前\n\n"
        "新建口袋公园20个\n\n县园林中心\n\n2026年10月\n\n县人民政府办公室\n\n2026年1月5日\n"
    )
    assert rows(table) == [
        [["任务"], ["责任单位"], ["时间节点"]],
        [["改造老旧小区"], ["县住建局、各镇政府"], ["2026年底前"]],
        [["新建口袋公园20个"], ["县园林中心"], ["2026年10月"]],
    ]


def test_a_cell_that_was_left_empty_shifts_nothing() -> None:
    table = (
        "序号\n工作任务\n牵头单位\n完成时限\n1\n制定总体方案。\n县发改局\n3月底\n"
        "2\n开展调查摸底。\n6月底\n3\n公布结果。\n县统计局\n年底\n"
    )
    hints = [h for h in stacked(table) if h.origin and h.origin.row == 3]
    assert [(h.origin.column, table[h.start : h.end]) for h in hints if h.origin] == [
        (1, "2"), (2, "开展调查摸底。"), (4, "6月底"),
    ]  # fmt: skip


def test_words_of_a_header_alone_make_no_table() -> None:
    assert rows("一、工作目标\n二、重点任务\n三、责任分工\n四、完成时限\n") == []
    assert (
        rows(
            "工作任务\n责任单位\n完成时限\n各单位要按照分工抓好落实，确保任务完成。\n此件公开发布\n"
        )
        == []
    )
    assert rows("序号\n任务\n责任单位\n1\n") == []


def test_a_number_in_the_next_table_is_no_row_and_figures_stand_beside_duties() -> None:
    plan = parse(
        "某县2026年目标任务分解表\n序号\n工作任务\n牵头单位\n完成时限\n1\n改造供水管网。\n县水利局\n10月底\n"
        "2\n建设养老驿站。\n县民政局\n持续推进\n附：指标任务表\n指标\n单位\n2025年完成\n2026年目标\n责任单位\n"
        "公共预算收入增长\n%\n3.2\n3\n县财政局\n城镇新增就业\n万人\n0.62\n0.6以上\n县人社局\n"
    )
    duties = [(n.title, n.duty.lead or n.duty.units) for n in plan.walk() if n.duty]
    assert duties == [
        ("改造供水管网。", ("县水利局",)), ("建设养老驿站。", ("县民政局",)),
        ("公共预算收入增长", ("县财政局",)), ("城镇新增就业", ("县人社局",)),
    ]  # fmt: skip
    found = [(i.name, i.op, i.value, i.unit, i.year) for n in plan.walk() for i in n.indicators]
    assert found == [
        ("公共预算收入增长", "=", 3, "%", 2026), ("城镇新增就业", "≥", 0.6, "万人", 2026),
    ]  # fmt: skip


def test_several_tasks_under_one_number() -> None:
    table = (
        "序号\n工作事项\n主要内容\n牵头单位\n配合单位\n"
        "1\n充实队伍。\n招聘医师30名以上，优先安排到基层。\n县卫健局\n县人社局\n"
        "选派骨干医师到乡镇卫生院驻点帮扶。\n县卫健局\n/\n"
        "2\n方便就医。\n推行预约转诊。\n县医保局\n县卫健局\n分享到：\n"
    )
    assert rows(table)[1:] == [
        [["1"], ["充实队伍。"], ["招聘医师30名以上，优先安排到基层。"], ["县卫健局"], ["县人社局"]],
        [["选派骨干医师到乡镇卫生院驻点帮扶。"], ["县卫健局"], ["/"]],
        [["2"], ["方便就医。"], ["推行预约转诊。"], ["县医保局"], ["县卫健局"]],
    ]
    duties = [node.duty for node in parse(table).walk() if node.duty]
    assert [(d.lead, d.support) for d in duties] == [
        (("县卫健局",), ("县人社局",)),
        (("县卫健局",), ()),
        (("县医保局",), ("县卫健局",)),
    ]


def targets(text: str) -> list[tuple[object, ...]]:
    return [
        (i.name, i.op, i.value, i.unit, i.year, i.baseline, i.nature)
        for n in parse(text).walk() for i in n.indicators
    ]  # fmt: skip


def test_targets_laid_flat_with_categories_that_span_rows() -> None:
    table = (
        "云溪县生态建设“十四五”规划\n专栏1 主要指标\n"
        "类别\n指标\n单位\n2020年\n2025年\n属性\n"
        "创新\n甲技术占比\n%\n1\n2\n预期性\n乙专利\n件\n3\n≥4\n约束性\n"
        "绿色\n丙用水量\n亿立方米\n—\n完成上级下达任务\n约束性\n"
    )
    assert rows(table)[1:] == [
        [["创新"], ["甲技术占比"], ["%"], ["1"], ["2"], ["预期性"]],
        [["乙专利"], ["件"], ["3"], ["≥4"], ["约束性"]],
        [["绿色"], ["丙用水量"], ["亿立方米"], ["—"], ["完成上级下达任务"], ["约束性"]],
    ]
    assert targets(table) == [
        ("甲技术占比", "=", 2, "%", 2025, "1", "预期性"),
        ("乙专利", "≥", 4, "件", 2025, "3", "约束性"),
    ]


def test_targets_laid_flat_below_headings_of_groups() -> None:
    table = (
        "指标\n2020年\n2025年\n〔累计〕1\n属性\n"
        "生态环境\n1.空气\n优良天数比率（%）\n80.1\n>84\n-\n约束性\n"
        "2.排放总量减少（%）\n氨氮\n-\n-\n〔9〕\n约束性\n注：〔〕内为累计数。\n"
    )
    assert rows(table)[1:] == [
        [["生态环境"]],
        [["1.空气"]],
        [["优良天数比率（%）"], ["80.1"], [">84"], ["-"], ["约束性"]],
        [["2.排放总量减少（%）"]],
        [["氨氮"], ["-"], ["-"], ["〔9〕"], ["约束性"]],
    ]
    assert [found[:4] for found in targets(table)] == [
        ("优良天数比率", ">", 84, "%"),
        ("氨氮", "=", 9, "%"),
    ]


def test_a_table_of_an_appraisal_whose_rows_lack_cells_at_their_end() -> None:
    table = (
        "项 目\n分值\n目标任务\n监考单位\n发展质量\n粮食产量\n3\n年终综合考核\n县农业农村局\n"
        "工业投资\n2\n52\n外贸进出口额\n1\n900\n县商务局\n失业率\n1\n低于 4.5\n县人社局\n"
    )
    assert rows(table)[1:] == [
        [["发展质量"]],
        [["粮食产量"], ["3"], ["年终综合考核"], ["县农业农村局"]],
        [["工业投资"], ["2"], ["52"]],
        [["外贸进出口额"], ["1"], ["900"], ["县商务局"]],
        [["失业率"], ["1"], ["低于 4.5"], ["县人社局"]],
    ]
    assert [found[:3] for found in targets(table)] == [
        ("工业投资", "=", 52), ("外贸进出口额", "=", 900), ("失业率", "<", 4.5),
    ]  # fmt: skip
    assert not [node for node in parse(table).walk() if node.duty]


def test_a_count_may_begin_anew_and_a_header_come_again() -> None:
    row = "1\n新建学校\n县教育局\n年底\n2\n修建道路\n县交通局\n6月底\n"
    head = "序号\n重点任务\n责任单位\n完成时限\n"
    tables = [node for node in parse((head + row) * 20).walk() if node.form == "table"]
    assert [len(table.children) for table in tables] == [3] * 20
    (table,) = [node for node in parse(head + row * 20).walk() if node.form == "table"]
    assert len(table.children) == 41


def test_columns_below_a_running_number_may_have_names_that_nobody_knows() -> None:
    table = "序号\n镇\n村\n户主\n整改措施\n整改时限\n1\n东镇\n南村\n张三\n拆除重建\n9月底\n"
    assert rows(table)[0] == [["序号"], ["镇"], ["村"], ["户主"], ["整改措施"], ["整改时限"]]
    assert rows(table)[1] == [["1"], ["东镇"], ["南村"], ["张三"], ["拆除重建"], ["9月底"]]


def test_strokes_that_end_the_cells_are_no_words() -> None:
    table = "序号 |\n任务 |\n责任单位 |\n1 |\n新建学校 |\n县教育局 |\n2 |\n修建道路 |\n县交通局 |\n"
    (found,) = parse(table).body
    assert [row.text for row in found.children] == [
        "序号 | 任务 | 责任单位", "1 | 新建学校 | 县教育局", "2 | 修建道路 | 县交通局",
    ]  # fmt: skip
    assert found.span.end == len(table) - 1


def test_print_lines_around_a_table_are_joined() -> None:
    prose = "为加快建设便民利民的公共服务体系，提升全县公共服务水平，结合\n实际制定本方案，请各单位认真抓好落实。\n"
    text = prose * 6 + "序号\n任务\n责任单位\n1\n新建学校\n县教育局\n2\n修路\n县交通局\n" + prose
    body = parse(text).body
    assert [node.form for node in body].count("table") == 1
    assert body[-1].text == prose.replace("\n", "")


def test_a_page_number_in_a_table_is_no_cell_and_its_rows_go_on() -> None:
    table = "指标\n2020年\n2025年\n属性\n甲率（%）\n1\n2\n预期性\n— 3 —\n乙率（%）\n3\n4\n约束性\n- 4 -\n丙率（%）\n5\n6\n约束性\n"
    assert [found[:3] for found in targets(table)] == [
        ("甲率", "=", 2), ("乙率", "=", 4), ("丙率", "=", 6),
    ]  # fmt: skip


def test_groups_of_targets_may_be_numbered_like_chapters() -> None:
    table = (
        "指标\n2025年\n2030年\n属性\n一、托育服务\n1.甲率（%）\n8\n12以上\n预期性\n"
        "二、养老服务\n1.乙率（%）\n51\n60以上\n约束性\n三、重点任务\n（一）增加供给。建设一批园所。\n"
    )
    assert [found[:3] for found in targets(table)] == [("甲率", "≥", 12), ("乙率", "≥", 60)]
    assert [node.title for node in parse(table).walk() if node.form == "heading"][:1] == [
        "重点任务"
    ]


def test_several_targets_that_stand_abreast_in_one_row() -> None:
    table = (
        "指标\n2025年\n2030年\n属性\n甲率（%）\n其中：乙率（%）\n97\n49\n100\n55\n预期性\n"
        "丙率（%）\n其中：城市\n乡村\n34\n77\n80以上\n85以上\n约束性\n丁率（%）\n5\n6\n预期性\n"
    )
    assert [found[:3] for found in targets(table)] == [
        ("甲率", "=", 100), ("乙率", "=", 55), ("丙率(城市)", "≥", 80), ("丙率(乡村)", "≥", 85),
        ("丁率", "=", 6),
    ]  # fmt: skip
    found = [one for node in parse(table).walk() for one in node.indicators]
    assert [one.baseline for one in found] == ["97", "49", "34", "77", "5"]
    assert [table[one.span.start :].partition("\n")[0] for one in found[2:4]] == [
        "其中：城市",
        "乡村",
    ]


def test_traditional_names_and_lines_of_a_lone_stroke() -> None:
    table = (
        "|\n序號 |\n項目名稱 |\n2027年建設內容 |\n投入金額（萬元） |\n責任單位 |\n|\n1 |\n校園改造 |\n"
        "改造操場3個。 |\n300 |\n縣教育局 |\n|\n2 |\n道路新建 |\n新建道路5公里。 |\n450 |\n縣交通局 |\n"
    )
    plan = parse(table)
    assert [node.duty.units for node in plan.walk() if node.duty] == [("縣教育局",), ("縣交通局",)]
    found = [one for node in plan.walk() for one in node.indicators]
    assert [(one.name, one.value, one.year) for one in found] == [
        ("操場", 3, 2027),
        ("道路", 5, 2027),
    ]


def test_an_appraisal_names_what_is_measured_in_a_column_of_its_own() -> None:
    table = (
        "2027年渔业考核表\n考核项目\n序号\n考核指标\n考核内容\n单位\n年度目标\n责任部门\n评分部门\n产业提质\n"
        "1\n确保供给\n渔业产值增幅\n%\n≥3%\n县海洋局\n县农业局\n市农业局\n"
        "2\n水产品产量\n万吨\n42\n县农业局\n市农业局\n3\n风险防控\n-\n良好以上\n县应急局\n市应急局\n"
    )
    assert [found[:5] for found in targets(table)] == [
        ("渔业产值增幅", "≥", 3, "%", 2027),
        ("水产品产量", "=", 42, "万吨", 2027),
    ]
    assert [node.duty.units for node in parse(table).walk() if node.duty] == [
        ("县海洋局", "县农业局"), ("县农业局",), ("县应急局",),
    ]  # fmt: skip


def test_the_line_above_a_table_names_the_year_of_its_tasks() -> None:
    table = "信息来源：县府办\n2027年某县实事进展表\n序号\n任务\n责任单位\n1\n新建公园3处。\n县住建局\n2\n新增车位90个。\n县交通局\n"
    assert [(found[0], found[4]) for found in targets(table)] == [("公园", 2027), ("车位", 2027)]


def test_an_office_may_print_only_its_own_rows_below_the_headings_of_all() -> None:
    table = (
        "县教育局2027年重点工作分解表\n\n序号\n\n重点工作任务\n\n主要责任单位\n\n协同配合单位\n\n"
        "一、主要预期目标\n\n3\n\n投资增长7%左右。\n\n县发改委\n\n县工信局、县教育局，各乡镇政府。\n\n"
        "二、扩大投资\n\n三、改善民生\n\n68\n\n加快建设东镇小学。\n\n县教育局\n\n县投资中心。\n"
    )
    found = [node.duty for node in parse(table).walk() if node.duty]
    assert [(duty.lead, duty.support) for duty in found] == [
        (("县发改委",), ("县工信局", "县教育局", "各乡镇政府")),
        (("县教育局",), ("县投资中心",)),
    ]


def test_cells_that_say_who_answers_may_reach_into_the_rows_below() -> None:
    table = (
        "2027年实事进展表\n序号\n实事项目\n牵头单位\n负责科室\n负责人\n完成时间\n进展情况\n"
        "1\n新增老年食堂15个\n县民政局\n养老科\n何某\n11月底前\n已建成3个。\n"
        "2\n新增床位100张\n10月底前\n已完成选址。\n3\n建成活动中心\n目前正在装修。\n4\n组织活动300场次\n已组织73场次。\n"
    )
    assert [(found[0], found[2]) for found in targets(table)] == [
        ("老年食堂", 15), ("床位", 100), ("活动", 300),
    ]  # fmt: skip
    second = rows(table)[2]
    assert second == [["2"], ["新增床位100张"], ["10月底前"], ["已完成选址。"]]


def test_a_single_row_whose_lines_end_with_strokes_may_lack_cells() -> None:
    long = "东镇养老机构正在建设，" * 20
    table = (
        "2027年实事进度表\n序号 |\n责任单位 |\n实施内容 |\n协同单位 |\n分管 领导 |\n最新进度 |\n是否达序时 |\n存在问题 |\n"
        f"15 |\n县民政局 |\n新增床位300张，增设4家居家养老中心。 |\n县财政局 |\n{long}已完成。 |\n是 |\n"
    )
    assert [(found[0], found[2]) for found in targets(table)] == [
        ("床位", 300),
        ("居家养老中心", 4),
    ]
    [duty] = [node.duty for node in parse(table).walk() if node.duty]
    assert (duty.units, duty.support) == (("县民政局",), ("县财政局",))
