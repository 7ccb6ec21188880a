"""Quantified targets: what is one, its name, operator and year, and what is none."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse import parse
from planparse.extract.indicators import (
    Context,
    Found,
    find_indicators,
    is_indicator_table,
    nature_in_force,
    table_indicators,
    year_in_force,
)
from planparse.extract.plain import plain

PLAN = Context("target", document_year=2026, period_start=2026, period_end=2030)


def find(text: str, context: Context, *, include_actuals: bool = False) -> list[Found]:
    return find_indicators(plain(text), context, include_actuals=include_actuals)


def short(found: Found) -> tuple[str, str, object, str]:
    return found.name, found.op, found.value, found.unit


def read(text: str, context: Context = PLAN) -> list[tuple[str, str, object, str]]:
    return [short(found) for found in find(text, context)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("建成40所以上乡镇托育园。", ("乡镇托育园", "≥", 40, "所")),
        ("新建步道60公里。", ("步道", "=", 60, "公里")),
        ("完成12万平方米校舍加固。", ("校舍加固", "=", 12, "万平方米")),
        ("港口吞吐量突破2.4亿吨。", ("港口吞吐量", ">", 2.4, "亿吨")),
        (
            "海洋生产总值占地区生产总值比重保持在18%左右。",
            ("海洋生产总值占地区生产总值比重", "≈", 18, "%"),
        ),
        ("户籍人口登记失业率控制在4%以内。", ("户籍人口登记失业率", "≤", 4, "%")),
        ("累计完成30万平方米以上厂房更新。", ("厂房更新", "≥", 30, "万平方米")),
        ("累计完成6个老旧市场改造工作。", ("老旧市场改造工作", "=", 6, "个")),
        ("形成不少于25项团体标准。", ("团体标准", "≥", 25, "项")),
        ("渔业产值增长6%左右。", ("渔业产值增长", "≈", 6, "%")),
        ("林下经济规模较2025年翻一番。", ("林下经济规模", "growth", 2, "倍")),
        ("护理员补助标准再提高50元。", ("护理员补助标准提高", "growth", 50, "元")),
        ("公交分担率提高3个百分点。", ("公交分担率提高", "growth", 3, "个百分点")),
        ("培育4-6家育种龙头企业。", ("育种龙头企业", "range", (4, 6), "家")),
        ("每年举办20场以上技能竞赛。", ("技能竞赛", "≥", 20, "场/年")),
        ("盐碱地产业规模达到百亿级。", ("盐碱地产业规模", "≈", 1, "百亿元")),
        ("审批时限压缩至3个工作日以内。", ("审批时限", "≤", 3, "个工作日")),
        ("打造8个产值过50亿元的茶产业集群。", ("产值过50亿元的茶产业集群", "=", 8, "个")),
        ("80%的县级医院实现远程会诊。", ("实现远程会诊的县级医院比例", "=", 80, "%")),
        ("绿色建筑面积达到新建建筑总面积的70%左右。", ("绿色建筑面积", "≈", 70, "%")),
        ("公交车电耗降至60.5千瓦时/百公里。", ("公交车电耗", "≤", 60.5, "千瓦时/百公里")),
        ("建成区新增绿地50公顷。", ("建成区新增绿地", "=", 50, "公顷")),
        ("新建公园实现100%雨水收集。", ("新建公园雨水收集比例", "=", 100, "%")),
        ("茶产业综合产值突破80亿元大关。", ("茶产业综合产值", ">", 80, "亿元")),
        ("烤烟收购量12万担。", ("烤烟收购量", "=", 12, "万担")),
        ("小微企业入库900家次。", ("小微企业入库", "=", 900, "家次")),
        ("户均产量年均提高2%。", ("户均产量年均提高", "growth", 2, "%")),
        ("入户检查频次年均压减10%以上。", ("入户检查频次年均压减", "≥", 10, "%")),
        ("农业担保费率降至1%以下。", ("农业担保费率", "≤", 1, "%")),
        ("发放取暖补贴600户。", ("取暖补贴", "=", 600, "户")),
        ("规划期内实施渡口改造60处。", ("渡口改造", "=", 60, "处")),
        ("平均住院日压缩到9天。", ("平均住院日", "≤", 9, "天")),
        ("每万名居民拥有4.5名全科医生。", ("全科医生", "=", 4.5, "名")),
        ("带动社员户均分红800元。", ("社员户均分红", "=", 800, "元")),
        ("建成连片千亩以上造林基地9个。", ("连片千亩以上造林基地", "=", 9, "个")),
        ("风机功率密度不低于4千瓦/公斤。", ("风机功率密度", "≥", 4, "千瓦/公斤")),
        ("特困供养标准提高到每人每月900元。", ("特困供养标准", "≥", 900, "元/月")),
        ("推动北渠扩建、南港码头等12个项目开工。", ("项目开工", "=", 12, "个")),
        (
            "推动北渠扩建、南港码头等12个投资超亿元项目开工。",
            ("投资超亿元项目开工", "=", 12, "个"),
        ),
    ],
)
def test_one_target(text: str, expected: tuple[str, str, object, str]) -> None:
    assert read(text) == [expected]


def test_a_list_shares_its_verb_not_its_names() -> None:
    found = read("新增泊位10个、仓库30万平方米和冷库5座。")
    assert found == [
        ("泊位", "=", 10, "个"),
        ("仓库", "=", 30, "万平方米"),
        ("冷库", "=", 5, "座"),
    ]


def test_respectively_pairs_subjects_with_values() -> None:
    found = read("粮食和蔬菜产量分别达到50万吨和80万吨。")
    assert found == [("粮食产量", "≥", 50, "万吨"), ("蔬菜产量", "≥", 80, "万吨")]


def test_respectively_may_lean_on_the_clause_before() -> None:
    text = "数控机床和检测仪器质量明显提高，本地配套率分别超过60%和40%。"
    found = find(text, PLAN)
    assert [f.name for f in found] == ["数控机床本地配套率", "检测仪器本地配套率"]
    assert {f.start for f in found} == {0}


def test_both_gives_each_subject_its_target() -> None:
    found = read("茶叶和柑橘产业规模均达到300亿元。")
    assert found == [("茶叶产业规模", "≥", 300, "亿元"), ("柑橘产业规模", "≥", 300, "亿元")]


def test_a_share_leans_on_the_subject_before() -> None:
    assert read("海洋经济规模达到900亿元，占GDP比重超过15%。")[1][0] == "海洋经济占GDP比重"


def test_from_to_keeps_the_first_end_as_baseline() -> None:
    [found] = find("农机化率由72%提高到85%。", PLAN)
    assert (found.value, found.op, found.baseline) == (85, "≥", "72%")


def test_traditional_script_is_kept() -> None:
    [found] = find("數字貿易總額超過1.5萬億元。", PLAN)
    assert short(found) == ("數字貿易總額", ">", 1.5, "萬億元")


@pytest.mark.parametrize(
    "text",
    [
        "建设“三港两带”，落实“8+3”体系。",
        "贯彻某政发〔2026〕15号文件，办好第20届博览会。",
        "启动第三轮为期5年的试点，打造15分钟便民圈。",
        "实施六大工程、18项重点任务。",
        "围绕12条产业链，强化要素保障。",
        "对首次认定的企业给予20万元奖励，最高不超过100万元。",
        "申报者年龄不超过40周岁。",
        "推广5G应用，升级2.0版平台，建设7号线。",
        "支持年营业收入5亿元以上企业做强。",
        "加快形成2平方公里规划实施方案。",
        "（12分）",
    ],
)
def test_no_target(text: str) -> None:
    assert read(text) == []


def test_results_are_reported_only_on_demand() -> None:
    text = "目前已建成驿站300个，同比增长20%。"
    assert find(text, PLAN) == []
    assert {f.status for f in find(text, PLAN, include_actuals=True)} == {"actual"}


def test_background_yields_only_what_lies_ahead() -> None:
    past = Context("actual", document_year=2026)
    assert read("全市建成驿站300个。", past) == []
    assert read("力争到2035年驿站达到900个。", past) == [("驿站", "≥", 900, "个")]


def test_unknown_sections_need_a_cue() -> None:
    vague = Context("unknown", document_year=2026)
    assert read("覆盖乡镇60个。", vague) == []
    assert read("确保覆盖率达到90%。", vague) == [("覆盖率", "≥", 90, "%")]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("到2028年，驿站达到900个。", 2028),
        ("2027年底前，建成驿站50个。", 2027),
        ("“十五五”末，驿站达到900个。", 2030),
        ("今年新增驿站30个。", 2026),
        ("2026—2029年，新增驿站80个。", 2029),
        ("驿站数量比2020年翻一番。", 2030),
        ("三年内，新增驿站80个。", 2030),
        ("二〇三五年，驿站达到900个。", 2035),
        ("2026年起五年内，驿站达到900个。", 2030),
        ("入户检查频次年均压减10%以上。", 2030),
        ("未来年均新增驿站80个。", 2030),
        ("服务七成以上年长村民的驿站达到900个。", 2030),
    ],
)
def test_year(text: str, year: int) -> None:
    assert [f.year for f in find(text, PLAN)] == [year]


def test_a_year_between_a_measure_and_its_number_holds_for_that_clause() -> None:
    found = find("快递通达率2027年前达到96%，公交准点率达到90%。", PLAN)
    assert [f.year for f in found] == [2027, 2030]
    found = find("到2027年，快递通达率达到96%，公交准点率达到90%。", PLAN)
    assert [f.year for f in found] == [2027, 2027]


def test_inherited_year_outweighs_the_period() -> None:
    context = Context("target", period_end=2030, year=2028)
    assert [f.year for f in find("新增驿站80个。", context)] == [2028]


def test_nature() -> None:
    [found] = find("主要预期目标是：进出口增长4%。", PLAN)
    assert found.nature == "预期性"
    assert nature_in_force(plain("13个预期性指标、8个约束性指标")) is None


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2027年的主要目标是：", 2027),
        ("到2028年，体系基本形成。", 2028),
        ("三、2026年重点工作", 2026),
        (
            "完善制度，健全机制，力争尽快见效，到2028年建成平台，形成一批可复制的经验做法和案例。",
            None,
        ),
        ("自2019年以来，成效显著。", None),
    ],
)
def test_year_in_force(text: str, year: int | None) -> None:
    assert year_in_force(plain(text), PLAN) == year


HEADER = ["类别", "指标", "单位", "2025年", "2030年", "属性"]


def test_table() -> None:
    rows = [
        HEADER,
        ["创新", "研发投入强度", "%", "2.1", "3左右", "预期性"],
        ["", "万人发明专利", "件", "8", "〔12〕", "预期性"],
        ["绿色", "空气优良天数比例", "%", "85", "≥90", "约束性"],
        ["", "用水总量", "亿立方米", "-", "完成上级下达任务", "约束性"],
    ]
    found = table_indicators(rows, PLAN)
    assert [(r, c, *short(f)) for r, c, f in found] == [
        (1, 4, "研发投入强度", "≈", 3, "%"),
        (2, 4, "万人发明专利", "=", 12, "件"),
        (3, 4, "空气优良天数比例", "≥", 90, "%"),
    ]
    assert [(f.year, f.baseline, f.nature) for _, _, f in found] == [
        (2030, "2.1", "预期性"),
        (2030, "8", "预期性"),
        (2030, "85", "约束性"),
    ]
    assert all(rows[r][c][f.start : f.end] == f.text for r, c, f in found)


def test_table_unit_from_the_name_and_change_in_the_cell() -> None:
    rows = [["序号", "指标", "预期值", "属性"], ["1", "能耗强度（吨/万元）", "下降15%", "约束性"]]
    [(_, _, found)] = table_indicators(rows, PLAN)
    assert (found.value, found.unit) == (15, "%")


def test_tables_of_other_kinds_are_left_alone() -> None:
    assert not is_indicator_table(["序号", "任务", "责任单位", "完成时限"])
    assert table_indicators([["序号", "任务"], ["1", "建设50个站点"]], PLAN) == []


WORDS = """
    到2028年 ， 、 。 （ ） “ ” 达到 超过 分别 均 和 由 提高到 30 5.5 % 亿元 家 个 以上 左右 的 培育
    新增 企业 占 比重 比2020年 翻一番 百分之 三 成 每年 其中 ： ； — 年均 增长 二 ( ) 級 萬
"""
SOUP = st.lists(st.sampled_from(WORDS.split()), max_size=30).map("".join)


@given(SOUP, st.sampled_from(["target", "actual", "unknown"]))
def test_any_soup_is_accepted_and_spans_hold(text: str, status: str) -> None:
    context = Context(status, 2026, 2030, 2026, None, None)  # type: ignore[arg-type]
    for found in find(text, context, include_actuals=True):
        assert found.text == text[found.start : found.end]
        assert found.text
        assert found.name


@given(st.text(max_size=60))
def test_any_text_is_accepted(text: str) -> None:
    find(text, PLAN, include_actuals=True)
    year_in_force(plain(text), PLAN)
    nature_in_force(plain(text))


@given(st.lists(st.lists(st.text(max_size=8), max_size=6), max_size=4))
def test_any_table_is_accepted(rows: list[list[str]]) -> None:
    table_indicators(rows, PLAN)
    table_indicators([HEADER, *rows], PLAN)


@pytest.mark.parametrize(
    "unit",
    [
        "新增驿站30个、",
        "驿站30个",
        "（驿站30个",
        "达到达到",
        "“30个",
        "30、",
        "到2028年",
        "由3%",
        "分别1、2和",
    ],
)
def test_time_grows_with_size(unit: str) -> None:
    def seconds(count: int) -> float:
        began = time.perf_counter()
        find(unit * count, PLAN)
        return time.perf_counter() - began

    seconds(10)
    assert seconds(2000) < 2


def test_a_year_before_the_last_one_is_ahead():
    context = Context("target", document_year=2030, period_start=2022, period_end=2030)
    found = find("到2025年，非常规水利用量达到300万立方米。", context)
    assert [(f.name, f.year) for f in found] == [("非常规水利用量", 2025)]


def test_results_of_the_plan_before():
    context = Context("target", period_start=2026, period_end=2030, document_year=2025)
    text = "“十四五”时期成绩显著。全市生产总值突破3000亿元，年均增长6.2%。"
    assert find(text, context) == []


def names(text, **given):
    context = Context("target", **{"document_year": 2024, "period_end": 2025, **given})
    return [(f.name, f.value, f.unit) for f in find(text, context)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("应届高校毕业生就业率达到85%。", [("应届高校毕业生就业率", 85, "%")]),
        ("再制造产值突破20亿元。", [("再制造产值", 20, "亿元")]),
        ("农产品抽检合格率，到2025年提高到98%。", [("农产品抽检合格率", 98, "%")]),
        ("30公里以上河道达到防洪标准。", [("达到防洪标准的河道", 30, "公里")]),
        ("参保率稳定在95%以上，人均预期寿命80岁。", [("参保率", 95, "%"), ("人均预期寿命", 80, "岁")]),
        ("粮食4500万—5000万吨。", [("粮食", (4500, 5000), "万吨")]),
        ("新能源车保有量较2023年增加约一倍。", [("新能源车保有量增加", 1, "倍")]),
        ("选派50名干部驻企服务。", [("干部", 50, "名")]),
        ("实施水利项目20个，完成投资3亿元，年内建成投产8个。",
         [("水利项目", 20, "个"), ("完成投资", 3, "亿元"), ("建成投产", 8, "个")]),
        ("引进5亿元以上项目9个，其中10亿元以上4个、20亿元以上2个。",
         [("5亿元以上项目", 9, "个"), ("10亿元以上项目", 4, "个"), ("20亿元以上项目", 2, "个")]),
        ("示范合作社发展到70家，其中国家级3家、省级9家。",
         [("示范合作社", 70, "家"), ("国家级示范合作社", 3, "家"), ("省级示范合作社", 9, "家")]),
        ("新认定瞪羚企业20家，总量达到90家。", [("瞪羚企业", 20, "家"), ("瞪羚企业总量", 90, "家")]),
        ("地方税收收入达到9亿元，同口径增长5%。",
         [("地方税收收入", 9, "亿元"), ("地方税收收入同口径增长", 5, "%")]),
        ("打造2家千亿级、5家百亿级企业。", [("千亿级", 2, "家"), ("百亿级企业", 5, "家")]),
        ("跨境结算额达到8亿元、同比增长9%。",
         [("跨境结算额", 8, "亿元"), ("跨境结算额同比增长", 9, "%")]),
        ("持证社工总量年均递增8%，到2025年达到4万人。",
         [("持证社工总量年均递增", 8, "%"), ("持证社工总量", 4, "万人")]),
        ("跨境结算额同比增长9%。", []),
        ("支持企业建设年产20万辆整车基地。", []),
        ("按不高于医疗费用50%的比例给予救助。", []),
        ("年度救助限额3万元。", []),
        ("市财政每年安排2000万元。", []),
        ("每户不超过500元。", []),
        ("担保费率不超过1%的，给予补助。", []),
        ("对北渠、南港等12个重点项目开展巡查。", []),
        ("共四个方面18条。", []),
        ("整合800万元资金用于贴息。", []),
    ],
)  # fmt: skip
def test_what_amounts_are_of(text, expected):
    assert names(text) == expected


def test_what_recurs_is_counted_by_its_turn():
    assert names("宣讲会每季度不少于3场。") == [("宣讲会", 3, "场/季度")]
    assert names("每条产业链培育2个样板。") == [("样板", 2, "个/条")]
    assert names("每个乡镇办好1所幼儿园。") == [("幼儿园", 1, "所")]


def test_results_of_a_named_year_in_a_review():
    text = "全市总产值稳步增长，2023年达到900亿元；投入强度达到2.7%。"
    assert find(text, Context("actual", period_start=2021, period_end=2025)) == []
    text = "展望未来，到2030年总产值达到900亿元。"
    [found] = find(text, Context("actual", period_start=2021, period_end=2025))
    assert (found.name, found.year) == ("总产值", 2030)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("打造滨河路、古城巷等8条示范街巷。", [("示范街巷", "=", 8, "条")]),
        ("年内新开通至周边城市的3条公交线路。", [("公交线路", "=", 3, "条")]),
        (
            "要确保12公里供水干线、30个小区管网更新等工程按期完工。",
            [("供水干线", "=", 12, "公里"), ("小区管网更新等工程按期完工", "=", 30, "个")],
        ),
        ("确保完成今年8.5亿元投资任务。", [("投资任务", "=", 8.5, "亿元")]),
        ("完成9万株苗木的植树任务。", [("苗木的植树任务", "=", 9, "万株")]),
        ("年内新建社区书屋三所。", [("社区书屋", "=", 3, "所")]),
        ("力争4个乡镇成功创建卫生乡镇。", [("乡镇成功创建卫生乡镇", "=", 4, "个")]),
        ("为700名失能老人提供上门护理。", [("失能老人提供上门护理", "=", 700, "名")]),
        ("完成城关镇6公里污水管网。", [("城关镇污水管网", "=", 6, "公里")]),
        ("小型项目压缩至15个工作日以内。", [("小型项目", "≤", 15, "个工作日")]),
        ("消防演练不少于2次。", [("消防演练", "≥", 2, "次")]),
        ("降尘强度控制在7.5吨/月·平方公里以下。", [("降尘强度", "≤", 7.5, "吨/月·平方公里")]),
        (
            "培育产值百亿元园区2个、亿元村30个以上。",
            [("产值百亿元园区", "=", 2, "个"), ("亿元村", "≥", 30, "个")],
        ),
        ("县级及以上医院占比达到40%。", [("县级及以上医院占比", "≥", 40, "%")]),
        (
            "城乡低保标准分别达到每人每月900元和每人每年8600元。",
            [("城市低保标准", "≥", 900, "元/月"), ("农村低保标准", "≥", 8600, "元/年")],
        ),
        (
            "经济总量和居民收入实现倍增。",
            [("经济总量", "growth", 2, "倍"), ("居民收入", "growth", 2, "倍")],
        ),
        ("力争三年内数字产业增加值实现翻番。", [("数字产业增加值", "growth", 2, "倍")]),
    ],
)
def test_objects_of_the_verb_are_counted(
    text: str, expected: list[tuple[str, str, object, str]]
) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "建设甲、乙等6个领域标准体系。",
        "抽查每季度开展1次。",
        "公积金贷款额度上浮15%。",
        "基本消除60人以上大班额。",
        "新建小区按每百户不低于20平方米标准配建用房。",
        "对本地采购率超过50%的企业给予奖励。",
        "建成滨江公路二期。",
        "推进30项重点任务落实。",
    ],
)
def test_sizes_phases_and_terms_are_no_targets(text: str) -> None:
    assert read(text) == []


def test_several_years_pair_with_their_values() -> None:
    found = find("到2027年、2030年，入园率分别不低于92%和95%。", PLAN)
    assert [(f.year, f.value) for f in found] == [(2027, 92), (2030, 95)]


def test_the_end_of_a_named_year() -> None:
    assert find("2029年年底前，覆盖率达到90%。", PLAN)[0].year == 2029


def test_problems_left_by_the_plan_before_do_not_look_back() -> None:
    found = find("完成“十四五”期间遗留的7个问题整改，办结率达到98%。", PLAN)
    assert [f.status for f in found] == ["target", "target"]


def test_table_with_a_base_value_beside_the_target() -> None:
    rows = [
        ["指标名称", "单位", "2020年基值", "2025年目标值", "年均增长", "责任单位"],
        ["公路里程", "公里", "210", "300", "7.4%", "市交通局"],
    ]
    [(_, column, found)] = table_indicators(rows, PLAN)
    assert (column, found.value, found.baseline, found.year) == (3, 300, "210", 2025)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "城、乡低保标准分别提高到每月900元、700元。",
            [("城市低保标准", "≥", 900, "元/月"), ("农村低保标准", "≥", 700, "元/月")],
        ),
        (
            "城乡居民人均可支配收入分别增长4%和5%。",
            [
                ("城镇居民人均可支配收入增长", "=", 4, "%"),
                ("农村居民人均可支配收入增长", "=", 5, "%"),
            ],
        ),
        (
            "城镇和农村居民人均可支配收入分别达到7万元、4万元以上。",
            [
                ("城镇居民人均可支配收入", "≥", 7, "万元"),
                ("农村居民人均可支配收入", "≥", 4, "万元"),
            ],
        ),
        (
            "城乡供水普及率和污水处理率分别达到99%和96%。",
            [("城乡供水普及率", "≥", 99, "%"), ("污水处理率", "≥", 96, "%")],
        ),
        (
            "全县城镇和农村居民收入分别增长6%和7%。",
            [("全县城镇居民收入增长", "=", 6, "%"), ("全县农村居民收入增长", "=", 7, "%")],
        ),
        (
            "省、市两级档案馆数字化率分别达到95%和88%，县级达到80%。",
            [
                ("省级档案馆数字化率", "≥", 95, "%"),
                ("市级档案馆数字化率", "≥", 88, "%"),
                ("县级档案馆数字化率", "≥", 80, "%"),
            ],
        ),
        (
            "地区生产总值、一般公共预算收入年均分别增长6%、5%左右。",
            [("地区生产总值年均增长", "≈", 6, "%"), ("一般公共预算收入年均增长", "≈", 5, "%")],
        ),
        ("困难老人护理补贴标准提高到每月300元。", [("困难老人护理补贴标准", "≥", 300, "元/月")]),
        ("孤儿基本生活费每人每月提高80元。", [("孤儿基本生活费提高", "growth", 80, "元/月")]),
    ],
)
def test_town_and_country_and_what_is_due_each_month(text: str, expected: object) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("完成12条、总长度30公里的道路改造。", [("道路改造", "=", 12, "条")]),
        ("完成8万平方米的公园绿地建设。", [("公园绿地建设", "=", 8, "万平方米")]),
        ("孕产妇死亡率控制在9/10万以内。", [("孕产妇死亡率", "≤", 9, "/10万")]),
        ("发病率降至10万分之40。", [("发病率", "≤", 40, "/10万")]),
        ("自付比重从目前28.5%降至26%左右。", [("自付比重", "≈", 26, "%")]),
        (
            "蔬菜播种面积达到20万亩，年产量60万吨。",
            [("蔬菜播种面积", "≥", 20, "万亩"), ("蔬菜年产量", "=", 60, "万吨")],
        ),
        (
            "实施重点项目40个，总投资90亿元，年内建成投产15个。",
            [
                ("重点项目", "=", 40, "个"),
                ("重点项目总投资", "=", 90, "亿元"),
                ("重点项目建成投产", "=", 15, "个"),
            ],
        ),
        (
            "计划建设重大项目30个。其中，一季度开工9个。",
            [("重大项目", "=", 30, "个"), ("重大项目开工", "=", 9, "个")],
        ),
        ("每周参加锻炼的人数达到6万人。", [("参加锻炼的人数", "≥", 6, "万人")]),
        (
            "鸡、鸭、鹅规模分别达300万只、200万只、100万只。",
            [
                ("鸡规模", "≥", 300, "万只"),
                ("鸭规模", "≥", 200, "万只"),
                ("鹅规模", "≥", 100, "万只"),
            ],
        ),
        (
            "桥梁项目、隧道项目、公园项目的办理时间分别压缩至60、45、20个工作日。",
            [
                ("桥梁项目", "≤", 60, "个工作日"),
                ("隧道项目", "≤", 45, "个工作日"),
                ("公园项目的办理时间", "≤", 20, "个工作日"),
            ],
        ),
        (
            "到2028年，二氧化硫、氮氧化物排放总量均比2023年下降9%以上。",
            [
                ("二氧化硫排放总量下降", "≥", 9, "%"),
                ("氮氧化物排放总量下降", "≥", 9, "%"),
            ],
        ),
        (
            "单位产值能耗和单位产值水耗分别较2023年降低8%和6%。",
            [("单位产值能耗降低", "=", 8, "%"), ("单位产值水耗降低", "=", 6, "%")],
        ),
        ("成都比2023年增长5%以上。", [("成都增长", "≥", 5, "%")]),
    ],
)
def test_metrics_lean_on_what_was_named_before(
    text: str, expected: list[tuple[str, str, object, str]]
) -> None:
    assert read(text) == expected


def test_a_share_compared_with_now_keeps_its_baseline() -> None:
    [found] = find("自付比重从目前28.5%降至26%左右。", PLAN)
    assert (found.baseline, found.status) == ("28.5%", "target")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("改造升级10千伏线路12.5公里。", [("10千伏线路", "=", 12.5, "公里")]),
        ("铺设雨水管网260米。", [("雨水管网", "=", 260, "米")]),
        ("河库清淤8万方。", [("河库清淤", "=", 8, "万方")]),
        ("对全县9所中心幼儿园全面提档升级。", [("中心幼儿园全面提档升级", "=", 9, "所")]),
        ("解决3万人的出行问题。", [("出行问题", "=", 3, "万人")]),
        ("巩固提升40个避灾点。", [("避灾点", "=", 40, "个")]),
        ("惠及6200人。", [("惠及", "=", 6200, "人")]),
        ("为70周岁以上老人投保1.2万份意外险。", [("意外险", "=", 1.2, "万份")]),
        ("为600名学生免费配镜。", [("学生免费配镜", "=", 600, "名")]),
    ],
)
def test_works_and_services_for_the_people(
    text: str, expected: list[tuple[str, str, object, str]]
) -> None:
    assert read(text) == expected


@pytest.mark.parametrize("text", ["建设100米跑道。", "对12家单位开展督查。", "着力解决3个问题。"])
def test_neither_works_nor_services(text: str) -> None:
    assert read(text) == []


def test_a_lead_in_says_that_the_list_is_to_be_reached() -> None:
    text = (
        "某县卫生创建工作方案\n一、创建标准\n达到以下要求：\n1.道路装灯率达到98%。\n"
        "2.绿地率≥35%。\n二、基本情况\n全县绿地率30%。\n"
    )
    found = [i for node in parse(text).walk() for i in node.indicators]
    assert [(i.name, i.value) for i in found] == [("道路装灯率", 98), ("绿地率", 35)]


def test_a_bare_metric_that_leans_on_nothing_is_leant_on() -> None:
    assert names("实现总产值70亿元，年均增长9%。") == [
        ("总产值", 70, "亿元"),
        ("总产值年均增长", 9, "%"),
    ]


@pytest.mark.parametrize(
    "text", ["力争1个突破。", "确保2个“零增长”。", "新建宽9米的道路。", "修建宽9米、高3米围墙。"]
)
def test_slogans_and_dimensions_are_no_targets(text: str) -> None:
    assert read(text) == []


def listed(text: str) -> list[tuple[str, object, str, int | None]]:
    found = [i for node in parse(text).walk() for i in node.indicators]
    return [(i.name, i.value, i.unit, i.year) for i in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("灌溉水有效利用系数由2020年的0.55提高到0.6以上。", ("灌溉水有效利用系数", "≥", 0.6, "")),
        ("城乡居民收入倍差缩小到1.9。", ("城乡居民收入倍差", "≤", 1.9, "")),
        ("消费价格指数控制在103以内。", ("消费价格指数", "≤", 103, "")),
        ("新装200套路口信号设备。", ("路口信号设备", "=", 200, "套")),
        ("新建厂房3万m2。", ("厂房", "=", 3, "万m2")),
        ("茶产业集群总量超过两千亿规模。", ("茶产业集群总量", ">", 2000, "亿元")),
        ("建设绿道(12条)。", ("绿道", "=", 12, "条")),
        ("新建引水隧洞,总长约900米。", ("总长", "≈", 900, "米")),
        ("甲中学、乙中学等6所学校改扩建。", ("学校改扩建", "=", 6, "所")),
        ("打造竹木、茶叶2个500亿级产业集群。", ("500亿级产业集群", "=", 2, "个")),
        ("5\t茶园新增就业800人\t县人社局\t各乡镇", ("茶园新增就业", "=", 800, "人")),
        ("林木蓄积量。到2028年不低于90万立方米。", ("林木蓄积量", "≥", 90, "万立方米")),
    ],
)
def test_what_real_plans_write(text: str, expected: tuple[str, str, object, str]) -> None:
    assert read(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "对用水大户(年用水量3万立方米及以上)开展审计。",
        "甲县要在百亿级、乙县要在50亿级项目上取得突破。",
        "当前全县有托育机构35家,覆盖率达到60%。",
        "进入全国竞争力指数前10。",
    ],
)
def test_what_real_plans_do_not_aim_at(text: str) -> None:
    assert read(text) == []


def test_one_share_for_several_subjects() -> None:
    assert read("单位产值能耗和单位产值水耗分别降低8%。") == [
        ("单位产值能耗降低", "=", 8, "%"),
        ("单位产值水耗降低", "=", 8, "%"),
    ]
    names = [f.name for f in find("甲市、乙市等地区水体浓度分别下降9%、7%。", PLAN)]
    assert names == ["甲市水体浓度下降", "乙市等地区水体浓度下降"]


def test_two_years_pair_with_two_values_of_one_subject() -> None:
    found = find("到2027年和2030年,达标率达到80%及以上和90%及以上。", PLAN)
    assert [(f.value, f.year) for f in found] == [(80, 2027), (90, 2030)]


def test_five_years_outlast_an_annual_plan() -> None:
    annual = Context("target", document_year=2026, period_end=2026)
    [found] = find("未来五年打造茶叶大县10个。", annual)
    assert found.year == 2030


def test_announced_aims_are_targets_wherever_they_stand() -> None:
    text = (
        "某县2026年重点工作任务分解的通知\n各乡镇：\n"
        "2026年全县主要预期目标是：生产总值增长6%；茶叶产量稳定在3万吨。\n去年茶叶产量2万吨。\n"
        "一、产业发展\n1.改造茶园500亩。\n"
    )
    assert listed(text) == [
        ("生产总值增长", 6, "%", 2026),
        ("茶叶产量", 3, "万吨", 2026),
        ("茶园", 500, "亩", 2026),
    ]
    reached = Context("actual", document_year=2026)
    assert read("全县完成年度目标:产量9万吨。", reached) == []
    assert read("规模将达到9亿元。", reached) == [("规模", "≥", 9, "亿元")]


def test_aims_announced_before_the_first_chapter_hold_for_its_items_only() -> None:
    text = (
        "某县水利规划解读\n到2030年,规划的六大目标是:\n——防洪体系完善。洪灾损失率降低到0.5%以下。\n"
        "——供水安全。自来水普及率98%。\n一、编制背景\n全县自来水普及率90%。\n"
    )
    assert [(name, value) for name, value, _, _ in listed(text)] == [
        ("洪灾损失率", 0.5),
        ("自来水普及率", 98),
    ]


def test_a_year_in_the_title_holds_where_no_other_is_named() -> None:
    text = "某市重点工作责任分解（2026年）\n一、主要目标\n1.茶叶产值增长7%。\n"
    assert listed(text) == [("茶叶产值增长", 7, "%", 2026)]


def test_a_metric_on_a_line_of_its_own() -> None:
    text = "某县行动方案\n一、工作目标\n（一）茶园覆盖率\n力争2030年达到35%。\n"
    assert listed(text) == [("茶园覆盖率", 35, "%", 2030)]


def test_a_share_that_is_only_told() -> None:
    timeless = Context("target")
    assert read("全县老人参加锻炼的比例为31.5%。", timeless) == []
    assert read("到2030年，比例为35%。", timeless) == [("比例", "=", 35, "%")]


def test_what_a_plan_is_reported_to_say_is_aimed_at() -> None:
    told = Context("actual", document_year=2026)
    text = "《某省旅游规划》提出,全省游客达到3亿人次。"
    assert read(text, told) == [("全省游客", "≥", 3, "亿人次")]
    assert read("《某省旅游规划》提出的任务完成,游客达到3亿人次。", told) == []
    assert read("全年预计将新增航道70公里。", told) == [("航道", "=", 70, "公里")]


def test_a_sentence_that_goes_on_in_the_next_paragraph() -> None:
    text = (
        "某地消息。\n到2030年，力争游客达到3亿人次；\n景区更加安全；\n旅游收入达到900亿元。\n"
        "去年旅游收入500亿元。\n"
    )
    assert listed(text) == [("游客", 3, "亿人次", 2030), ("旅游收入", 900, "亿元", 2030)]


def test_capacity_that_is_to_run() -> None:
    text = "推动甲电厂、乙电厂等240万千瓦机组建成投运。"
    assert read(text) == [("甲电厂、乙电厂机组建成投运", "=", 240, "万千瓦")]


def test_what_a_lead_in_says_was_done_is_no_target() -> None:
    text = (
        "某街道工作汇报\n一年来，我们重点抓好两个方面的工作：\n"
        "（一）突出招商引资。全年引进企业30家。\n（二）突出民生实事。改造小区5个。\n"
        "（三）下一步打算。2027年改造小区9个。\n"
    )
    assert [(name, value) for name, value, _, _ in listed(text)] == [("小区", 9)]


def test_rows_of_a_table_whose_cells_stand_one_blank_apart() -> None:
    text = (
        "某市“十五五”生态规划\n一、规划目标\n专栏1 主要指标\n"
        "序号 指标名称 单位 2025年现状值 2030年目标值 指标属性\n"
        "1 优良天数 比率 % 83.1 86以上 约束性\n2 碳排放降低 % - 完成省下达任务 约束性\n"
        "3 森林覆盖率 % 24.2 24.9 预期性\n到2030年，建成公园30个。\n"
    )
    found = [i for node in parse(text).walk() for i in node.indicators]
    assert [(i.name, i.op, i.value, i.unit, i.year, i.nature) for i in found] == [
        ("优良天数比率", "≥", 86, "%", 2030, "约束性"),
        ("森林覆盖率", "=", 24.9, "%", 2030, "预期性"),
        ("公园", "=", 30, "个", 2030, None),
    ]
    assert found[0].text == "86以上"


def test_a_value_with_a_note_behind_it() -> None:
    rows = [["指标", "2025年", "2030年"], ["研发投入增长（%）", "7*", ">7、力争高于前五年"]]
    [(_, _, found)] = table_indicators(rows, PLAN)
    assert (found.op, found.value, found.unit) == (">", 7, "%")


def test_a_share_is_not_compared_with_its_own_name() -> None:
    [found] = find("林业收入占财政收入比重提高0.5个百分点。", PLAN)
    assert (found.name, found.baseline) == ("林业收入占财政收入比重提高", None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("完成造林绿化7万亩。", [("造林绿化", "=", 7, "万亩")]),
        ("建设防护林,到2028年累计建成9万亩。", [("防护林", "=", 9, "万亩")]),
        ("编制科普读本,发放6万册。", [("科普读本", "=", 6, "万册")]),
        ("完善培训体系,培训300人。", []),
        ("购置生产线3条。", [("生产线", "=", 3, "条")]),
        ("文明村(社区)达到全县村(社区)总数的70%。", [("文明村(社区)", "≥", 70, "%")]),
        ("普通公路:改造提升90公里。", [("普通公路", "=", 90, "公里")]),
    ],
)
def test_numbers_that_stand_behind_verbs_only(
    text: str, expected: list[tuple[str, str, object, str]]
) -> None:
    assert read(text) == expected


def test_aims_announced_below_a_list_of_results_hold_for_the_list_that_follows() -> None:
    text = (
        "省长作报告。报告指出：\n●2027年全省产值达到5万亿元，居全国首位；\n●进出口额突破2万亿元。\n"
        "2028年发展目标\n报告提出，今年主要预期目标是：\n◆产值增长6%；\n◆粮食产量900万吨。\n"
    )
    found = [i for node in parse(text).walk() for i in node.indicators]
    assert [(i.name, i.value, i.year, i.nature) for i in found] == [
        ("产值增长", 6, 2028, "预期性"),
        ("粮食产量", 900, 2028, "预期性"),
    ]


def test_a_heading_says_the_nature_of_the_targets_below_it() -> None:
    text = (
        "某区2028年重点工作分解\n一、主要预期目标\n1.产值增长6%以上。（牵头单位：区发改局）\n"
        "二、重点任务\n2.新建学校3所。（牵头单位：区教育局）\n"
    )
    found = [i for node in parse(text).walk() for i in node.indicators]
    assert [(i.name, i.nature) for i in found] == [("产值增长", "预期性"), ("学校", None)]


def test_a_bullet_without_a_text_captions_the_bullets_of_another_sign() -> None:
    text = (
        "工作报告摘要\n■ 2027年成绩单\n● 预计产值增长6%左右\n● 粮食总产达到55万吨\n"
        "■ 2028年主要预期目标\n● 产值增长7%左右\n● 粮食产量继续保持50万吨以上\n"
    )
    found = [i for node in parse(text).walk() for i in node.indicators]
    assert [(i.name, i.value, i.year, i.nature) for i in found] == [
        ("产值增长", 7, 2028, "预期性"),
        ("粮食产量", 50, 2028, "预期性"),
    ]


def test_what_somebody_answers_for_is_to_be_reached() -> None:
    text = (
        "考核情况汇报\n一、指标设置情况\n人均产值：增长6%左右（高于全省5%平均水平），责任单位为区发改委；\n"
        "农产品产值：增长8%，责任单位为区农业局。\n"
    )
    assert [(name, value) for name, value, _, _ in listed(text)] == [
        ("人均产值增长", 6),
        ("农产品产值增长", 8),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("力争三季度全县产值增长9%以上。", [("全县产值增长", "≥", 9, "%")]),
        ("完善26个乡镇急救站。", [("乡镇急救站", "=", 26, "个")]),
        ("新增墓穴900穴。", [("墓穴", "=", 900, "穴")]),
    ],
)
def test_quarters_and_other_words(text: str, expected: list[tuple[str, str, object, str]]) -> None:
    assert read(text) == expected
    assert find(text, PLAN)[0].year in (2026, 2030)


def test_a_quarter_to_be_met_is_of_the_year_of_the_document() -> None:
    [found] = find("力争三季度全县产值增长9%以上。", Context("target", document_year=2027))
    assert found.year == 2027


def test_a_heading_that_names_aims_outweighs_what_its_section_is() -> None:
    text = (
        "某市2028年重点工作分工\n一、总体部署\n（一）总体要求和主要预期目标。\n"
        "1.坚持稳字当头，做好全年工作。\n2.优先稳定就业；城镇新增就业9万人以上，调查失业率6%左右。\n"
    )
    found = [i for node in parse(text).walk() for i in node.indicators]
    assert [(i.name, i.value, i.nature) for i in found] == [
        ("城镇新增就业", 9, "预期性"),
        ("调查失业率", 6, "预期性"),
    ]


def test_a_report_on_what_was_done_tells_results() -> None:
    text = (
        "关于2028年一季度招商工作完成情况的通报\n一、总体情况\n截止 3 月底，2028年新增项目15个，到位资金9亿元。\n"
        "第三产业到位资金2亿元。开工率100%。\n"
    )
    assert not listed(text)


def test_a_rise_over_last_year_is_a_result_unless_it_is_striven_for() -> None:
    year = Context(document_year=2027)
    assert not find("2027年，全市交出的答卷为1500亿元，同比增长6.8%。", year)
    text = "力争产值增幅13%以上、零售额同比增长15%以上、贷款增幅9%以上。"
    assert [(f.name, f.value) for f in find(text, year)] == [
        ("产值增幅", 13),
        ("零售额同比增长", 15),
        ("贷款增幅", 9),
    ]


def test_what_stands_before_a_year_is_not_always_led_to_it() -> None:
    actual = Context("actual")
    assert not find("记者注意到，2027年产值为1500亿元。", actual)
    assert find("到2027年，产值达到1500亿元。", actual)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2030年主要预期目标为产值增长5%左右。", [("产值增长", "≈", 5, "%")]),
        ("建议2030年产值增长目标为增长6%左右。", [("产值增长", "≈", 6, "%")]),
        ("开工建设东镇、西镇等2家敬老院。", [("敬老院", "=", 2, "家")]),
        (
            "培育40户10亿元以上企业、50户领军企业。",
            [("10亿元以上企业", "=", 40, "户"), ("领军企业", "=", 50, "户")],
        ),
        ("某省将争取完成林业投入420亿元以上。", [("林业投入", "≥", 420, "亿元")]),
        ("投资项目超100个等。", [("投资项目", ">", 100, "个")]),
        ("完成约1亿人居住的棚户区改造。", [("居住的棚户区改造", "≈", 1, "亿人")]),
        ("新增80只可控广播喇叭。", [("可控广播喇叭", "=", 80, "只")]),
        (
            "氨氮、氮氧化物重点工程减排量分别达到2吨、8吨。",
            [("氨氮重点工程减排量", "≥", 2, "吨"), ("氮氧化物重点工程减排量", "≥", 8, "吨")],
        ),
    ],
)
def test_names_of_aims(text: str, expected: list[tuple[str, str, object, str]]) -> None:
    assert read(text) == expected


def test_beside_targets_a_column_of_what_came_of_them_holds_none() -> None:
    rows = [
        ["指标名称", "2027年目标值", "2027年预计值", "完成情况"],
        ["产值(亿元)", "1000", "1008.5", "完成"],
    ]
    [(_, column, found)] = table_indicators(rows, PLAN)
    assert (column, found.value, found.year, found.baseline) == (1, 1000, 2027, None)


def test_a_number_per_head_may_be_the_first_end_of_a_rise() -> None:
    [found] = find("劳动生产率从人均8.7万元提高到12万元以上。", PLAN)
    assert (found.name, found.value, found.baseline) == ("劳动生产率", 12, "8.7万元")


def test_what_is_compared_with_last_year_is_told() -> None:
    assert not find(
        "全年粮食总产达到33万吨,与上年持平,棉花总产1188吨。", Context(document_year=2027)
    )
    assert find("全年粮食总产达到33万吨。", Context(document_year=2027))


def test_a_dash_announces_what_is_aimed_at() -> None:
    year = Context(document_year=2027)
    [found] = find("报告提出了今年发展的主要预期目标——产值增长7.5%,能耗进一步降低。", year)
    assert (found.name, found.value, found.year) == ("产值增长", 7.5, 2027)


def test_a_day_looked_back_from_may_be_reached() -> None:
    assert not find("截止到2025年6月,补贴惠及1188万名残疾人。", Context())
    assert not find("截至到2025年底,补贴惠及1188万名残疾人。", Context())


def test_what_the_line_for_the_year_names_is_no_result() -> None:
    year = Context(document_year=2027)
    [found] = find("2027年工作的总体思路是:坚持质量第一。产值同比增长4%。", year)
    assert (found.name, found.value, found.status) == ("产值同比增长", 4, "target")
    assert not find("产业加快发展。产值同比增长4%。", year)


@pytest.mark.parametrize("sign", ["%", "％", "﹪", "℅"])
def test_every_sign_that_is_typed_for_per_cent_is_one(sign: str) -> None:
    [found] = find(f"抽检合格率达98{sign}以上。", PLAN)
    assert (found.value, found.op, found.unit) == (98, "≥", "%")


def test_binding_aims_that_are_only_to_be_met_bind_no_others() -> None:
    told = "甲率达到80%,确保全面实现“十五五”约束性目标;乙率达到90%。"
    headed = "约束性指标:甲率达到80%;乙率达到90%。"
    assert [one.nature for one in find(told, PLAN)] == [None, None]
    assert [one.nature for one in find(headed, PLAN)] == ["约束性", "约束性"]


def test_work_on_counted_things_is_a_target() -> None:
    found = find("在抓好15个重点镇的同时,做好520个村的环境整治。", PLAN)
    assert [(one.name, one.value) for one in found] == [("重点镇", 15), ("村的环境整治", 520)]


def test_a_title_that_names_the_year_to_reach_says_nothing_of_when_it_was_written() -> None:
    text = "某市：到2030年 基本建成健康服务体系\n某市印发三年行动计划的通知，到2030年，建成体系。健全体系，自来水普及率99%以上。\n"
    found = [one for node in parse(text).walk() for one in node.indicators]
    assert [(one.name, one.year) for one in found] == [("自来水普及率", 2030)]


def test_what_a_notice_hands_down_is_to_be_reached() -> None:
    text = "某局关于下达2027年实事项目任务指标的通知\n各县民政局：\n纳入2027年实事的项目有：新建30家服务中心，开设50个暑托班。\n"
    found = [one for node in parse(text).walk() for one in node.indicators]
    assert [(one.name, one.value) for one in found] == [("服务中心", 30), ("暑托班", 50)]
