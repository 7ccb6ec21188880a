import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse import parse
from planparse.extract.agencies import is_generic, is_strong_unit, is_unit
from planparse.extract.duties import (
    due_date,
    duty_columns,
    find_duties,
    is_deadline,
    merge,
    table_duty,
)


@pytest.mark.parametrize(
    ("text", "lead", "support", "units"),
    [
        ("推进普查。（责任单位：市统计局、市财政局）", "", "", "市统计局 市财政局"),
        ("（牵头单位：水利厅）", "水利厅", "", ""),
        ("(牵头部门:县水务局;配合部门:县财政局、各乡镇)", "县水务局", "县财政局 各乡镇", ""),
        ("〔牵头单位：区住建局，责任单位：各街道(功能区)〕", "区住建局", "", "各街道(功能区)"),
        ("【责任处室：规划处、人事处】", "", "", "规划处 人事处"),
        ("（教育部牵头，相关部门及各地区按职责分工负责）", "教育部", "", "相关部门 各地区"),
        ("（市教委牵头、市体育局配合，市团委参与）", "市教委", "市体育局 市团委", ""),
        ("（水利部、财政部等相关部门按职责分工负责）", "", "", "水利部 财政部"),
        ("（应急部等有关部门及各地区分别负责）", "", "", "应急部 各地区"),
        ("（文化和旅游部、体育总局及各地区负责）", "", "", "文化和旅游部 体育总局 各地区"),
        ("优化布局。（基教科、招生考试中心、各县市）", "", "", "基教科 招生考试中心 各县市"),
        ("优化布局。〔省商务厅、省林草局〕", "", "", "省商务厅 省林草局"),
        ("（省市场监管局（省知识产权局）负责）", "", "", "省市场监管局（省知识产权局）"),
        ("（市住建局、水务局按职责落实）", "", "", "市住建局 水务局"),
        ("（责任单位：市教委（牵头）、市财政局（配合）、各区）", "市教委", "市财政局", "各区"),
        ("（责任单位：1.市审计局；2.市税务局）", "", "", "市审计局 市税务局"),
        ("（牵头单位：市气象局负责；各县区按职责分工负责）", "市气象局", "", "各县区"),
        ("（由市民政局牵头，会同市残联推进）", "市民政局", "", "市残联"),
        ("（云溪海关牵头，市贸促会、市商务局按职责分工配合）", "云溪海关", "市贸促会 市商务局", ""),
        ("（市数据局牵头，各县区按照职责做好配合工作）", "市数据局", "各县区", ""),
        ("（县应急局牵头，县公安局、县卫健局参加）", "县应急局", "县公安局 县卫健局", ""),
        ("（责任单位：市高院、市通信局等；各区政府）", "", "", "市高院 市通信局 各区政府"),
        ("（牵头领导：王五；牵头单位：市文旅局；联系人：赵六）", "市文旅局", "", ""),
        (
            "（市科技局、市科协分别牵头，市统计局和各县区配合）",
            "市科技局 市科协",
            "市统计局 各县区",
            "",
        ),
        ("（市司法局负责牵头；各区县政府负责落实）", "市司法局", "", "各区县政府"),
        ("（责任单位：市教委、市体育局〔排名第一的为牵头单位〕）", "", "", "市教委 市体育局"),
        (
            "加强巡查。县水务局、县应急局按职责分工负责，2026年5月底前完成并长期坚持。",
            "",
            "",
            "县水务局 县应急局",
        ),
        ("（县教育局牵头 县财政局配合 各乡镇负责）", "县教育局", "县财政局", "各乡镇"),
        ("（责任部门及单位：县卫健局、县爱卫办）", "", "", "县卫健局 县爱卫办"),
        ("改进服务。（县医保局，县总医院管理中心；长期）", "", "", "县医保局 县总医院管理中心"),
        ("【责任单位】区水务局、区园林中心", "", "", "区水务局 区园林中心"),
        ("〔牵头部门〕区水务局 〔配合部门〕区园林中心", "区水务局", "区园林中心", ""),
        ("责任单位：县农业农村局 配合单位：县供销社", "", "县供销社", "县农业农村局"),
        ("开展试点（责任单位：市教育局）。", "", "", "市教育局"),
        ("（责任单位：市公安局、市通管局", "", "", "市公安局 市通管局"),
        ("（牽頭單位：縣發改局；責任單位：縣財政局）", "縣發改局", "", "縣財政局"),
        (
            "推广应用。省工信厅牵头，省林业局、能源局按职责分工负责。",
            "省工信厅",
            "",
            "省林业局 能源局",
        ),
    ],
)
def test_units_by_role(text, lead, support, units):
    found = find_duties(text)
    assert len(found) == 1
    duty = found[0]
    assert (duty.lead, duty.support, duty.units) == (
        tuple(lead.split()),
        tuple(support.split()),
        tuple(units.split()),
    )
    assert text[duty.start : duty.end] == duty.text


@pytest.mark.parametrize(
    "text",
    [
        "（此件公开发布）",
        "各单位（包括牵头单位自身）要认真落实。",
        "形成合力（党委领导、政府负责、社会协同、公众参与）。",
        "占比达到（60%）",
        "打造队伍。（专业素质高、授课水平高）",
        "打造队伍。（一期工程）",
        "有关单位（如市公安局、市司法局）。",
        "鼓励社会力量参与（企业、高校、科研院所）。",
        "项目负责人（张三负责）汇报",
        "（2023—2025年）",
        "牵头单位：负责统筹协调各项工作，建立台账，定期通报。",
        "主办单位：某市教育局    联系方式：010-1234567",
        "由市教委牵头推进改革，完善制度。",
        "",
        "（）",
    ],
)
def test_other_brackets_are_not_duties(text):
    assert find_duties(text) == []


@pytest.mark.parametrize(
    ("text", "deadline", "due"),
    [
        ("（6月底完成，牵头单位：市水务局）", "6月底完成", "2023-06"),
        (
            "（9月底取得阶段性成效并持续推进，牵头单位：市水务局）",
            "9月底取得阶段性成效并持续推进",
            "2023-09",
        ),
        ("（持续推进，责任单位：市水务局）", "持续推进", None),
        ("（责任单位：市水务局；完成时限：2025年12月底前）", "2025年12月底前", "2025-12"),
        ("（各区政府负责，年内持续推进）", "年内持续推进", "2023"),
        ("责任单位：市水务局 完成时限：2024年6月", "2024年6月", "2024-06"),
        ("建成二期。（2025年底前完成）", "2025年底前完成", "2025-12"),
        ("（市体育局负责，6月底前，完成修缮）", "6月底前，完成修缮", "2023-06"),
        ("（2024年底前组织实施，市体育局负责）", "2024年底前组织实施", "2024-12"),
        ("完成时限：2025年3月15日", "2025年3月15日", "2025-03-15"),
    ],
)
def test_deadlines(text, deadline, due):
    (duty,) = find_duties(text, document_year=2023)
    assert (duty.deadline, duty.due) == (deadline, due)


def test_several_brackets_and_merging():
    text = "先行先试。（责任单位：市科协）总结推广。（责任单位：市科协、市妇联；完成时限：2024年）"
    found = find_duties(text)
    assert [duty.units for duty in found] == [("市科协",), ("市科协", "市妇联")]
    whole = merge(found)
    assert whole is not None
    assert whole.units == ("市科协", "市妇联")
    assert whole.deadline == "2024年"
    assert (whole.start, whole.end) == (found[0].start, found[1].end)
    assert merge([]) is None
    assert merge(found[:1]) is found[0]


@pytest.mark.parametrize(
    ("text", "year", "due"),
    [
        ("2024年上半年", None, "2024-06"),
        ("第三季度", 2024, "2024-09"),
        ("明年3月底前", 2024, "2025-03"),
        ("6月底", None, None),
        ("二〇二五年十二月三十一日", None, "2025-12-31"),
        ("2024年6月底前取得阶段性成效，2025年10月完成", None, "2025-10"),
        ("13月底", 2024, None),
        ("长期坚持", 2024, None),
    ],
)
def test_due_dates(text, year, due):
    assert due_date(text, year) == due


def test_deadline_words():
    assert is_deadline("按进度推进")
    assert is_deadline("12月取得明显成效")
    assert not is_deadline("年产50万吨")
    assert not is_deadline("市财政局")


HEADER = ["序号", "重点任务", "牵头单位", "配合单位", "完成时限"]


def test_table_rows():
    assert duty_columns(HEADER) == {
        "number": (0,), "task": (1,), "lead": (2,), "support": (3,), "deadline": (4,),
    }  # fmt: skip
    duty = table_duty(HEADER, ["1", "建设泵站", "市水务局", "市财政局、各区", "2026年12月"])
    assert duty is not None
    assert (duty.lead, duty.support) == (("市水务局",), ("市财政局", "各区"))
    assert (duty.deadline, duty.due) == ("2026年12月", "2026-12")


def test_table_cells_may_say_more_or_nothing():
    header = ["任务", "责任单位", "协同单位", "时限"]
    duty = table_duty(header, ["开展", "省科技厅牵头，省教育厅配合", "无", "/"])
    assert duty is not None
    assert (duty.lead, duty.support, duty.units) == (("省科技厅",), ("省教育厅",), ())
    assert duty.deadline is None
    assert table_duty(header, ["开展", "/", "—", ""]) is None
    assert table_duty(header, ["开展"]) is None
    assert duty_columns(["姓名", "性别", "年龄"]) is None
    assert duty_columns(["任务", "责任人", "联系电话"]) is None


def test_names():
    for name in (
        "市发展改革委",
        "高新区管委会",
        "最高人民法院",
        "市政府金融办",
        "人民银行某省分行",
    ):
        assert is_strong_unit(name), name
    for name in ("全部", "布局", "政府", "党委", "学科", "授课水平高", "如市公安局"):
        assert not is_unit(name), name
    for name in ("各有关部门", "相关部门", "各地区", "市直有关单位", "各级政府"):
        assert is_generic(name), name


UNITS = st.sampled_from(["市财政局", "省委宣传部", "各县区", "农业农村部", "高新区管委会"])


@given(st.lists(UNITS, min_size=1, max_size=6, unique=True), st.sampled_from("、，；"))
def test_a_labelled_list_is_given_back(units, comma):
    text = f"抓好落实。（责任单位：{comma.join(units)}）"
    assert find_duties(text)[0].units == tuple(units)


@given(
    st.text(
        alphabet="（）()〔〕【】、，；。：市局委牵头责任单位负配合等及和 6月底完成年", max_size=60
    )
)
def test_any_text_is_read_and_spans_hold(text):
    for duty in find_duties(text, document_year=2024):
        assert 0 <= duty.start < duty.end <= len(text)
        assert text[duty.start : duty.end] == duty.text
        for name in duty.lead + duty.support + duty.units:
            assert name
            assert name in duty.text


@pytest.mark.parametrize(
    "unit", ["（", "（责任单位：", "（市财政局、", "等", "及市局 ", "牵头，", "〔】"]
)
def test_hostile_text_takes_linear_time(unit):
    find_duties(unit * 20_000)


def test_tiers_of_one_open_name_stay_together():
    text = "加强统筹。（财政部，各省、自治区、直辖市人民政府，各市、县（市、区）政府）"
    [found] = find_duties(text)
    assert found.units == ("财政部", "各省、自治区、直辖市人民政府", "各市、县（市、区）政府")


def test_a_remark_on_the_other_items_is_no_unit():
    [found] = find_duties("优化流程。（市税务局负责；以下均需各区县配合，不再列出）")
    assert found.units == ("市税务局",)
    [found] = find_duties("推广应用。（市水务局、市财政局等部门，列首位的为牵头单位，下同）")
    assert found.units == ("市水务局", "市财政局")


def test_brackets_of_the_parts_of_a_sentence():
    found = find_duties("完成水厂迁建（市水务局）、泵站改造（市住建局、市财政局）。")
    assert [f.units for f in found] == [("市水务局",), ("市住建局", "市财政局")]
    assert find_duties("由省农业农村厅（省乡村振兴局）、省水利厅（省移民局）审核。") == []


def test_who_acts_together_with_others_leads():
    [found] = find_duties("规范市场。（省水利厅会同省财政厅、省林草局负责）")
    assert (found.lead, found.units) == (("省水利厅",), ("省财政厅", "省林草局"))


def test_a_section_that_says_who_answers_for_it_is_a_task():
    text = "云溪县民生项目\n一、乡镇电网升级。新建线路40公里。\n{}二、校园食堂。改建食堂6个。\n"
    kinds = [n.kind for n in parse(text.format("责任单位：县供电公司\n")).walk() if n.label]
    assert kinds[0] == "task"


@pytest.mark.parametrize("title", ["云溪县2026年水利重点工作责任分工", "云溪县2026年惠民实事项目"])
def test_a_division_of_work_is_read_as_a_plan(title):
    nodes = parse(f"{title}\n一、乡镇供水\n1.管网延伸。新建管网30公里。\n2.水质检测。\n").walk()
    assert [i.name for n in nodes for i in n.indicators] == ["管网"]


@pytest.mark.parametrize(
    ("text", "lead", "support", "units"),
    [
        ("（市工信局，市商务局、市统计局参与）", "", "市商务局 市统计局", "市工信局"),
        ("（市工信局牵头，市商务局，市统计局参与）", "市工信局", "市商务局 市统计局", ""),
        ("（市民政局负责，市财政局、市残联协助）", "", "市财政局 市残联", "市民政局"),
        ("（就业促进科、市人才服务中心牵头）", "就业促进科 市人才服务中心", "", ""),
        ("优化服务。（市投资促进局、市企业服务中心）", "", "", "市投资促进局 市企业服务中心"),
        ("以上任务由县水务局负责，县应急局配合。", "", "县应急局", "县水务局"),
    ],
)
def test_who_helps_and_who_answers(text: str, lead: str, support: str, units: str) -> None:
    [found] = find_duties(text)
    assert (found.lead, found.support, found.units) == (
        tuple(lead.split()), tuple(support.split()), tuple(units.split()),
    )  # fmt: skip


def test_prose_about_answering_is_no_duty() -> None:
    assert find_duties("加强统筹，做到层层有人负责。") == []


def test_duties_of_one_sentence_are_one_duty_of_its_task() -> None:
    text = "某县重点工作方案\n一、重点任务\n1.完成医院迁建（县卫健局）、车站改造（县交通局）。\n"
    [duty] = [node.duty for node in parse(text).walk() if node.duty]
    assert duty.units == ("县卫健局", "县交通局")


def test_those_who_answer_beside_a_lead_column_do_not_lead() -> None:
    header = ["重点工作", "牵头部门", "主责单位", "协办单位"]
    duty = table_duty(header, ["治理扬尘", "市生态环境局", "各区政府", "市交通委"])
    assert duty is not None
    assert (duty.lead, duty.units, duty.support) == (
        ("市生态环境局",),
        ("各区政府",),
        ("市交通委",),
    )


def test_deadlines_with_a_label_in_a_line_of_their_own() -> None:
    for line in ("整改时限：2026年5月底", "办结时限：2026年5月底。", "时间节点：2026年5月底"):
        (found,) = find_duties(line, document_year=2026)
        assert (found.deadline, found.due) == ("2026年5月底", "2026-05")


def test_a_remark_on_other_tasks_names_no_units() -> None:
    text = "规范市场秩序。〔责任单位：省商务厅按职责分工负责。具体任务均涉及各市州人民政府，不再做分工，下同。〕"
    assert [d.units for d in find_duties(text)] == [("省商务厅",)]


def test_a_duty_below_the_last_item_of_a_list_is_the_lists() -> None:
    plan = parse(
        "某县应急体系分工方案\n一、主要任务\n（一）完善预案\n"
        "1．编制总体预案，明确响应程序。\n2．开展联合演练，检验预案效果。\n（责任单位：县应急局、县消防大队）\n"
        "（二）充实物资\n1．建设县级储备库。\n（责任单位：县粮食局）\n2．更新救援装备。\n（责任单位：县应急局）\n"
        "（三）指挥机构\n1．综合协调组\n由县政府办公室牵头。\n2．医疗救护组\n由县卫生健康局牵头。\n"
    )
    owners = [(node.label, node.title) for node in plan.walk() if node.duty]
    assert owners == [
        ("（一）", "完善预案"), ("1．", "建设县级储备库"), ("2．", "更新救援装备"),
        ("1．", "综合协调组"), ("2．", "医疗救护组"),
    ]  # fmt: skip


FLAT = (
    "某县2026年实事项目责任分解表\n序号\n民生实事\n责任单位\n完成时限\n"
    "1\n新建步道12公里。\n县水务局\n县住建局\n11月底前\n"
    "2\n改造泵站5座。\n县水务局\n8月投入使用\n开工建设水厂。\n12月底前\n"
    "3\n办好老年食堂20家。\n县民政局\n/\n分享到：\n"
)


def test_a_duty_table_printed_one_cell_a_line() -> None:
    rows = [node for node in parse(FLAT).walk() if node.form == "row"]
    told = [(r.duty.units, r.duty.deadline) if r.duty else None for r in rows]
    assert told == [
        None,
        (("县水务局", "县住建局"), "11月底前"),
        (("县水务局",), "8月投入使用"),
        ((), "12月底前"),
        (("县民政局",), None),
    ]
    assert [(i.name, i.value) for r in rows for i in r.indicators] == [
        ("步道", 12),
        ("泵站", 5),
        ("老年食堂", 20),
    ]
    assert rows[1].duty is not None
    assert rows[1].duty.lines.start == 6


def test_a_duty_table_with_bars_and_a_late_number() -> None:
    text = "任务分解表\n序号 |\n目标与任务 |\n牵头责任单位 |\n责任单位 |\n"
    text += "80 |\n新增托位300个。 |\n县教育局 |\n县各有关单位 |\n"
    text += "81 |\n办好开放大学。 |\n县教育局 |\n县人社局 |\n"
    duties = [node.duty for node in parse(text).walk() if node.duty]
    assert [(d.lead, d.units) for d in duties] == [
        (("县教育局",), ("县各有关单位",)),
        (("县教育局",), ("县人社局",)),
    ]


def test_an_indicator_table_says_who_answers() -> None:
    text = (
        "附：指标任务表\n指标\n单位\n2025年完成\n2026年目标\n责任单位\n"
        "城镇新增就业\n万人\n0.5\n0.6以上\n县人社局\n空气优良天数比率\n%\n84.5\n≥86\n县生态环境局\n"
    )
    rows = [node for node in parse(text).walk() if node.indicators]
    told = [(i.name, i.op, i.value, i.unit, i.year) for r in rows for i in r.indicators]
    assert told == [
        ("城镇新增就业", "≥", 0.6, "万人", 2026),
        ("空气优良天数比率", "≥", 86, "%", 2026),
    ]
    assert [r.duty.units for r in rows if r.duty] == [("县人社局",), ("县生态环境局",)]


def test_a_remark_in_brackets_ends_the_units() -> None:
    [duty] = find_duties("责任单位：市财政局、市卫生健康委（除注明外，列第一位为牵头单位，下同）")
    assert duty.units == ("市财政局", "市卫生健康委")


@pytest.mark.parametrize(
    ("text", "lead", "support", "units"),
    [
        ("推进普查。——责任单位：市统计局", "", "", "市统计局"),
        ("★责任单位：市水利局", "", "", "市水利局"),
        ("承办单位：市体育局 协办单位：市教育局", "", "市教育局", "市体育局"),
        ("（第一责任单位：市水利局；第二责任单位：市财政局）", "市水利局", "", "市财政局"),
    ],
)
def test_labels_behind_marks_and_in_order(text: str, lead: str, support: str, units: str) -> None:
    [duty] = find_duties(text)
    assert (duty.lead, duty.support, duty.units) == tuple(
        tuple(names.split()) for names in (lead, support, units)
    )


def test_rows_that_headings_of_groups_part_from_their_header() -> None:
    text = (
        "某区2026年重点任务分解表\n序号\t重点任务\t牵头单位\t配合单位\t完成时限\n"
        "一、工业提质\n1\t新增规上企业30家\t区工信局\t区统计局\t12月底\n2\t实施技改项目50个\t区工信局\t区财政局\t11月底\n"
        "二、乡村振兴\n3\t打造和美乡村6个\t区农业局\t各镇街\t持续推进\n4\t建设渠道9公里\t区水利局\t各镇街\t年底\n"
    )
    rows = [node for node in parse(text).walk() if node.form == "row" and node.duty]
    told = [(r.duty.lead, r.duty.support, r.duty.deadline) for r in rows if r.duty]
    assert told == [
        (("区工信局",), ("区统计局",), "12月底"),
        (("区工信局",), ("区财政局",), "11月底"),
        (("区农业局",), ("各镇街",), "持续推进"),
        (("区水利局",), ("各镇街",), "年底"),
    ]
    assert [i.name for r in rows for i in r.indicators] == [
        "规上企业",
        "技改项目",
        "和美乡村",
        "渠道",
    ]


def test_clauses_that_say_in_passing_who_answers() -> None:
    text = (
        "投资增长7%（按计划设置），责任单位为区发改委；技改占比16%，牵头单位是区经信局、区科技局；"
    )
    found = find_duties(text)
    assert [(d.lead, d.units) for d in found] == [
        ((), ("区发改委",)),
        (("区经信局", "区科技局"), ()),
    ]
    assert found[0].text == "责任单位为区发改委"
    assert not find_duties("试点企业的申报，责任单位为企业法人单位所在的其他主体时应说明。")


def test_how_far_a_work_has_come_is_no_deadline() -> None:
    header = ["序号", "项目内容", "当前进度", "牵头单位"]
    found = table_duty(header, ["1", "新建学校", "95%", "县教育局"])
    assert found is not None
    assert (found.lead, found.deadline) == (("县教育局",), None)


def test_a_bracket_that_the_end_of_a_text_cuts_off() -> None:
    [found] = find_duties("改造园区。(市经信委牵头落实")
    assert found.lead == ("市经信委",)


def test_a_line_that_says_who_answers_for_the_aims_above_it() -> None:
    [one] = find_duties("4项目标的责任单位均为县发展改革局。")
    [other] = find_duties("该目标责任单位为县财政局。")
    assert (one.units, other.units) == (("县发展改革局",), ("县财政局",))
    assert not find_duties("责任单位均要建立台账。")


def test_people_and_progress_end_a_duty_in_a_line() -> None:
    [duty] = find_duties(
        "2.新增车位300个。 牵头领导:王某 责任单位:县公安局 项目责任人:李某 配合单位:县城管局、县财政局 实际完成情况:已建成55%。"
    )
    assert (duty.units, duty.support) == (("县公安局",), ("县城管局", "县财政局"))
