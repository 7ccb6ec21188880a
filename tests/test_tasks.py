"""The 任务分解表: rows of the outline, rows of tables with merged cells, deadlines, workbooks."""

import io

import pytest
from make_docx import cell, make_docx, row, table

from planparse import parse, parse_bytes
from planparse.lint import lint
from planparse.model import Plan
from planparse.tables import Table, for_screen, task_table, to_xlsx
from planparse.tasks import deadlines_in


def rows(plan: Plan) -> list[dict[str, str]]:
    found = task_table([plan])
    return [dict(zip(found.columns, one, strict=True)) for one in found.rows]


def told(plan: Plan, *columns: str) -> list[tuple[str, ...]]:
    return [tuple(one[column] for column in columns) for one in rows(plan)]


PAGE = """<h1>云溪县重点工作分解表</h1><table border="1">
<tr><th>序号</th><th>重点任务</th><th>具体举措</th><th>牵头单位</th><th>配合单位</th><th>时限</th></tr>
<tr><td>1</td><td rowspan="3">（一）做强竹产业。</td><td>建设交易中心</td>
<td rowspan="2">县林业局</td><td>县商务局</td><td rowspan="3">2026年6月底</td></tr>
<tr><td>2</td><td>培育龙头企业</td><td>县财政局</td></tr>
<tr><td>3</td><td>办好竹产品展会</td><td>县商务局</td><td>—</td></tr>
<tr><td>4</td><td>（二）改善出行</td><td>改造县道21公里</td><td>县交通局</td><td></td><td>年底前</td></tr>
</table>"""
MERGED = [
    ("（一）做强竹产业", "建设交易中心", "县林业局", "县商务局", "2026年6月底"),
    ("（一）做强竹产业", "培育龙头企业", "县林业局", "县财政局", "2026年6月底"),
    ("（一）做强竹产业", "办好竹产品展会", "县商务局", "", "2026年6月底"),
    ("（二）改善出行", "改造县道21公里", "县交通局", "", "年底前"),
]
COLUMNS = ("任务", "举措", "牵头单位", "配合单位", "完成时限")


def document() -> bytes:
    begun, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    return make_docx(
        "云溪县重点工作分解表",
        table(
            row(*map(cell, ("序号", "重点任务", "具体举措", "牵头单位", "配合单位", "时限"))),
            row(
                cell("1"), cell("（一）做强竹产业。", properties=begun), cell("建设交易中心"),
                cell("县林业局", properties=begun), cell("县商务局"),
                cell("2026年6月底", properties=begun),
            ),
            row(
                cell("2"), cell("", properties=goes_on), cell("培育龙头企业"),
                cell("", properties=goes_on), cell("县财政局"), cell("", properties=goes_on),
            ),
            row(
                cell("3"), cell("", properties=goes_on), cell("办好竹产品展会"), cell("县商务局"),
                cell("—"), cell("", properties=goes_on),
            ),
            row(*map(cell, ("4", "（二）改善出行", "改造县道21公里", "县交通局", "", "年底前"))),
        ),
    )  # fmt: skip


@pytest.mark.parametrize(("data", "name"), [(PAGE.encode(), "a.html"), (document(), "a.docx")])
def test_merged_cells_speak_for_every_row_they_fill(data: bytes, name: str) -> None:
    plan = parse_bytes(data, name)
    assert told(plan, *COLUMNS) == MERGED
    duties = [node.duty for node in plan.walk() if node.form == "row" and node.duty]
    assert [duty.due for duty in duties] == ["2026-06", "2026-06", "2026-06", None]


def test_a_deadline_in_a_table_is_not_the_date_of_the_document() -> None:
    plan = parse_bytes(PAGE.encode(), "a.html")
    assert (plan.meta.issue_date, plan.meta.issuer) == (None, None)
    assert lint(plan, "") == ()


def test_a_duty_from_a_merged_cell_reaches_back_to_it() -> None:
    plan = parse_bytes(PAGE.encode(), "a.html")
    first, second = [node for node in plan.walk() if node.form == "row" and node.duty][:2]
    assert second.duty is not None
    assert first.span.start < second.duty.span.start < second.span.start
    assert second.duty.span.end == second.span.end


def test_rows_with_one_column_of_work_stand_under_the_heading_between_them() -> None:
    wide = '<w:gridSpan w:val="3"/>'
    data = make_docx(
        "某县分工表",
        table(
            row(cell("序号"), cell("工作任务"), cell("责任单位")),
            row(cell("一、产业发展", properties=wide)),
            row(cell("1"), cell("建设冷库"), cell("县商务局")),
            row(cell("二、社会事业", properties=wide)),
            row(cell("2"), cell("新建学校"), cell("县教育局")),
        ),
    )
    assert told(parse_bytes(data, "a.docx"), "任务", "举措") == [
        ("一、产业发展", "建设冷库"), ("二、社会事业", "新建学校"),
    ]  # fmt: skip


TWO = """<h1>云溪县民生实事</h1><table border="1">
<tr><td colspan="6">云溪县民生实事分解表</td></tr>
<tr><th rowspan="2">序号</th><th rowspan="2">重点任务</th><th rowspan="2">工作措施</th>
<th colspan="2">责任单位</th><th rowspan="2">完成时限</th></tr>
<tr><th>牵头单位</th><th>配合单位</th></tr>
<tr><td>1</td><td>建设幼儿园</td><td>新建3所</td><td>县教育局</td><td>县财政局</td><td>8月底</td></tr>
<tr><td>2</td><td>改造市场</td><td>改造4个</td><td>县商务局</td><td></td><td>年底前</td></tr>
</table>"""


def wide_header() -> bytes:
    begun, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    first = ("序号", "重点任务", "工作措施")
    return make_docx(
        "云溪县民生实事",
        table(
            row(cell("云溪县民生实事分解表", properties='<w:gridSpan w:val="6"/>')),
            row(
                *(cell(name, properties=begun) for name in first),
                cell("责任单位", properties='<w:gridSpan w:val="2"/>'),
                cell("完成时限", properties=begun),
            ),
            row(
                *(cell("", properties=goes_on) for _ in first),
                cell("牵头单位"), cell("配合单位"), cell("", properties=goes_on),
            ),
            row(*map(cell, ("1", "建设幼儿园", "新建3所", "县教育局", "县财政局", "8月底"))),
            row(*map(cell, ("2", "改造市场", "改造4个", "县商务局", "", "年底前"))),
        ),
    )  # fmt: skip


@pytest.mark.parametrize(("data", "name"), [(TWO.encode(), "a.html"), (wide_header(), "a.docx")])
def test_a_header_may_take_two_rows_below_the_name_of_the_table(data: bytes, name: str) -> None:
    assert told(parse_bytes(data, name), *COLUMNS) == [
        ("建设幼儿园", "新建3所", "县教育局", "县财政局", "8月底"),
        ("改造市场", "改造4个", "县商务局", "", "年底前"),
    ]


PLAN = """某县养老工作方案
一、工作目标
1.养老床位达到900张。
牵头单位：县民政局
2.每个乡镇建成一所养老院（责任单位：各乡镇）
二、重点任务
（一）建设养老院。2026年6月底前选定地址，2027年内投入使用。引入社会力量。牵头单位：县民政局
（二）办好老年食堂。
1.培育运营企业。对新建食堂给予补助。
2.规范就餐价格（责任单位：县发展改革局；完成时限：9月底）
三、保障措施
成立工作专班，每月通报进展。
"""


def test_a_row_says_what_is_to_be_done_and_not_who() -> None:
    assert told(parse(PLAN), "任务", "举措", "内容") == [
        ("一、工作目标", "1.养老床位达到900张", ""),
        ("一、工作目标", "2.每个乡镇建成一所养老院", ""),
        ("二、重点任务", "（一）建设养老院",
         "2026年6月底前选定地址，2027年内投入使用。引入社会力量。"),
        ("（二）办好老年食堂", "1.培育运营企业", "对新建食堂给予补助。"),
        ("（二）办好老年食堂", "2.规范就餐价格", ""),
        ("三、保障措施", "", "成立工作专班，每月通报进展。"),
    ]  # fmt: skip


def test_what_somebody_answers_for_is_work_whatever_it_is_called() -> None:
    assert told(parse(PLAN), "牵头单位", "责任单位")[:2] == [("县民政局", ""), ("", "各乡镇")]


def test_a_deadline_is_taken_from_the_text_where_no_duty_states_one() -> None:
    assert [one["完成时限"] for one in rows(parse(PLAN))] == [
        "", "", "2026年6月底前、2027年内", "", "9月底", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("第三季度前完成立项，今年年底前开工。", "第三季度前、今年年底前"),
        ("10月15日前报送，每年12月底前总结。", "10月15日前、每年12月底前"),
        ("2025年底前完成一半，2025年底前验收。", "2025年底前"),
        ("到2030年前后实现，5个工作日内办结，三年前已建成。", ""),
        ("2026 年底前立项，2027 年 6 月底前完工。", "2026年底前、2027年6月底前"),
        ("改造2000年前建成的小区，2028年底前完工。", "2028年底前"),
        ("落实《2030年前达峰方案》和“年底前清零”要求。", ""),
        ("1月底前甲，2月底前乙，3月底前丙，4月底前丁。", ""),
    ],
)
def test_deadlines_in_a_text(text: str, deadline: str) -> None:
    assert deadlines_in(text) == deadline


def test_a_screen_has_no_room_for_whole_paragraphs() -> None:
    assert "内容" not in for_screen(task_table([parse(PLAN)])).columns
    assert for_screen(task_table([parse("")])).columns == (
        "序号", "任务", "举措", "牵头单位", "配合单位", "责任单位", "完成时限", "行",
    )  # fmt: skip


def test_a_workbook_is_ready_for_print_and_counts_with_numbers() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    found = Table(("序号", "任务", "目标值"), (("1", "=甲", "12.5"), ("2", "乙", "3～5")))
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(found, "表"))).active
    values = [[one.value for one in line] for line in sheet.iter_rows(min_row=2)]
    assert values == [[1, "=甲", 12.5], [2, "乙", "3～5"]]
    assert sheet["B2"].data_type == "s"
    assert (sheet.print_title_rows, sheet.page_setup.orientation) == ("$1:$1", "landscape")


def test_a_table_copied_from_a_page_keeps_its_groups_and_rows_without_a_unit() -> None:
    text = (
        "某县城市更新方案\n一、主要任务\n围绕两个行动开展工作。\n任务类型\n序号\n工作任务\n推进单位\n"
        "行动一：产业提升行动\n1\n建设竹产业交易中心\n县林业局、各乡镇\n2\n推进茶园改造，建设采摘道路\n"
        "行动二：环境整治行动\n3\n清理河道垃圾\n县水利局、各乡镇\n4\n改造农村户厕\n县农业农村局\n"
    )
    assert told(parse(text.replace("\n", "\n\n")), "任务", "举措", "责任单位") == [
        ("行动一：产业提升行动", "建设竹产业交易中心", "县林业局、各乡镇"),
        ("行动一：产业提升行动", "推进茶园改造，建设采摘道路", ""),
        ("行动二：环境整治行动", "清理河道垃圾", "县水利局、各乡镇"),
        ("行动二：环境整治行动", "改造农村户厕", "县农业农村局"),
    ]
