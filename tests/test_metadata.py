import pytest
from hypothesis import given
from hypothesis import strategies as st

import planparse
from planparse.extract.metadata import (
    find_metadata,
    genre_of,
    is_addressee,
    is_annotation,
    is_attachment_list,
    is_boilerplate,
    is_copy_line,
    is_date_line,
    is_document_number,
    is_issuer_line,
    is_occasion_line,
    is_salutation,
    is_source_line,
    is_speaker_line,
    looks_like_title,
    normal_number,
    parse_date,
    period_of,
    region_of,
)
from planparse.script import fold
from planparse.tree import Meta

PREDICATES = (
    is_addressee, is_annotation, is_attachment_list, is_boilerplate, is_copy_line, is_date_line,
    is_document_number, is_issuer_line, is_occasion_line, is_salutation, is_source_line,
    is_speaker_line, looks_like_title,
)  # fmt: skip

PROSE = [
    "加强组织领导，压实各方责任。",
    "2024年启动试点，2025年全面推开。",
    "建设国家区域医疗中心",
    "强化基层党组织建设",
    "到2025年，建成3个以上示范区",
    "充分发挥市长热线作用",
    "各市要结合实际制定方案：",
    "责任单位：",
    "来源地管理制度不断完善，追溯体系基本建成",
    "时间紧、任务重",
    "第三条规定的情形",
]


@pytest.mark.parametrize(
    ("predicate", "lines"),
    [
        (is_document_number, ["云府发〔2024〕3号", "云府办发[2023]12 号", "科规【2022】7号"]),
        (is_document_number, ["国发201529号", "省令第30号", "云政发〔2024〕3号 签发人：李四"]),
        (is_date_line, ["2024年5月6日", "（2024年5月6日）", "二〇二四年五月六日", "2024-05-06"]),
        (is_date_line, ["二○一九年十二月三十一日", "2024 年 5 月 6 日"]),
        (is_occasion_line, ["——2024年1月9日在云溪市第五届人民代表大会第三次会议上"]),
        (is_occasion_line, ["——在2024年全市水利工作会议上的讲话"]),
        (is_source_line, ["来源：云溪日报", "（来源：新华社）", "信息来源: 办公室", "来源："]),
        (is_annotation, ["（此件公开发布）", "(此件主动公开)", "（本文有删减）", "此件公开发布"]),
        (is_speaker_line, ["云溪市市长 王 明", "省水利厅厅长 李大伟", "水务局局长周强"]),
        (is_salutation, ["各位代表：", "同志们：", "各位领导，同志们："]),
        (is_addressee, ["各县（市、区）人民政府，市政府各部门：", "各有关单位："]),
        (is_addressee, ["省人民代表大会常务委员会：", "有关省、自治区水利厅（局）："]),
        (is_issuer_line, ["云溪市人民政府", "国家能源局", "财 政 部", "教育部 财政部"]),
        (is_issuer_line, ["中共中央办公厅 国务院办公厅", "云溪市水务局文件"]),
        (is_attachment_list, ["附件：1.任务分工表", "附件:重点项目清单"]),
        (is_copy_line, ["抄送：市委各部门，市人大常委会办公室。"]),
        (looks_like_title, ["云溪市节水行动方案", "关于促进渔业发展的若干措施（试行）"]),
        (looks_like_title, ["云溪市人民政府关于印发《云溪市“十五五”水利规划》的通知"]),
        (looks_like_title, ["2024年政府工作报告", "《云溪市养老服务规划》政策解读"]),
        (is_boilerplate, ["当前位置：首页 > 政务公开 > 正文", "【字体：大 中 小】", "打印 关闭"]),
        (
            is_boilerplate,
            ["快捷搜索：论文 合同", "1 内部资料", "注意保存", "VIP专免", "25.34KB", "31 页"],
        ),
        (
            is_boilerplate,
            ["您的位置：云溪资讯网 > 政府机构 > 某文", "云溪资讯网 首页", "到云溪文库首页"],
        ),
        (is_boilerplate, ["网友 分享 时间：", "请先登录", "执行日期：2006-5-23"]),
        (is_boilerplate, ["扫一扫在手机打开当前页", "分享到：", "浏览次数：12", "上一篇：某文"]),
        (is_boilerplate, ["索 引 号：00001/2024-1", "版权所有：某市政府", "京ICP备123号"]),
        (is_boilerplate, ["文档编号：1008612", "文件格式：DOCX", "页数：18页", "大小：21.5KB"]),
        (
            is_boilerplate,
            ["1、下载文档前请先预览，以免与所需内容不符。", "- 2、本文档共9页，可全部阅读。"],
        ),
        (is_boilerplate, ["如文档侵犯您的著作权，请与客服联系，我们将及时处理。"]),
        (is_boilerplate, ["责任编辑：王某", "发布时间：2024-01-02 09:30", "https://a.cn/b.html"]),
    ],
)
def test_lines_that_are(predicate, lines):
    for line in lines:
        assert predicate(fold(line)), line


@pytest.mark.parametrize("line", PROSE)
def test_text_is_none_of_them(line):
    assert [p.__name__ for p in PREDICATES if p(fold(line))] == []


@pytest.mark.parametrize(
    "line",
    ["一、行动计划", "（一）实施方案", "第二章 发展规划", "制定实施方案", "全面实施三年行动计划。",
     "编制规划，完善标准，落实方案", "根据有关规定"],
)  # fmt: skip
def test_headings_and_clauses_are_no_titles(line):
    assert not looks_like_title(fold(line))


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024年5月6日", "2024-05-06"),
        ("成文日期：2024-5-6", "2024-05-06"),
        ("二O二四年十二月三十一日", "2024-12-31"),
        ("二〇二四年五月", "2024-05"),
        ("2024.05.06 12:30", "2024-05-06"),
        ("20240506", "2024-05-06"),
        ("2024年13月6日", None),
        ("2024年2月30日", None),
        ("2024年", None),
        ("", None),
    ],
)
def test_dates(text, date):
    assert parse_date(text) == date


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("云溪市水利发展“十五五”规划", "规划"),
        ("国民经济和社会发展第十五个五年规划纲要", "纲要"),
        ("关于印发云溪市养老服务三年行动计划（2024—2026年）的通知", "行动计划"),
        ("关于做好防汛工作的通知", "通知"),
        ("关于促进渔业高质量发展的实施意见", "意见"),
        ("推進農村改革工作方案", "工作方案"),
        ("《某某办法》政策解读", "解读"),
        ("关于2023年工作情况的报告", "报告"),
        ("在座谈会上的发言", None),
        (None, None),
    ],
)
def test_genres(title, genre):
    assert genre_of(title) == genre


@pytest.mark.parametrize(
    ("title", "head", "years"),
    [
        ("云溪市“十三五”环保规划", [], (2016, 2020)),
        ("第十五个五年规划纲要", [], (2026, 2030)),
        ("第一个五年计划", [], (1953, 1957)),
        ("“六五”计划", [], (1981, 1985)),
        ("种业行动计划（2024—2026年）", [], (2024, 2026)),
        ("种业行动计划(2024年至2026年)", [], (2024, 2026)),
        ("种业三年行动计划", ["规划期限为2023—2025年。"], (2023, 2025)),
        ("2024年防汛工作要点", [], (2024, 2024)),
        ("2024年政府工作报告", [], (2024, 2024)),
        ("2030年前碳减排行动方案", [], None),
        ("机构名录（2025年版）", [], None),
        ("2024年预算执行情况和2025年预算草案的报告", [], (2025, 2025)),
        ("防汛办法", [], None),
        ("种业行动计划（2026—2024年）", [], None),
    ],
)
def test_periods(title, head, years):
    period = period_of(title, head)
    assert (period and (period.start, period.end)) == years


@pytest.mark.parametrize(
    ("title", "issuer", "region"),
    [
        ("广东省人民政府办公厅关于防汛的通知", None, "广东省"),
        ("内蒙古自治区草原保护规划", None, "内蒙古自治区"),
        ("济南市防汛方案", None, "济南市"),
        ("浙江省杭州市防汛方案", None, "杭州市"),
        ("关于加强城市更新的意见", None, None),
        ("全面推进乡村振兴的意见", "云溪县人民政府", "云溪县"),
        ("国务院关于防汛的通知", "国务院", None),
        ("推进北京防汛的方案", None, "北京市"),
        ("上海市云溪区人民政府办公室关于防汛的通知", None, "云溪区"),
        ("浙江省杭州市云溪区防汛方案", "杭州市云溪区人民政府", "杭州市"),
        ("杭州市云溪区人民政府关于防汛的通知", None, "云溪区"),
        ("中共云溪县委关于制定规划的建议", None, "云溪县"),
        ("中共温州市鹿城区委关于制定规划的建议", None, "温州市"),
    ],
)
def test_regions(title, issuer, region):
    assert region_of(title, issuer) == region


def test_document_numbers_are_written_one_way():
    assert normal_number("（云办函【2024】12号）") == "云办函〔2024〕12号"
    assert normal_number("云府发[2024]03 号") == "云府发〔2024〕3号"
    assert normal_number("〔无〕") is None


def test_the_number_under_the_name_that_databases_of_law_give_it():
    meta = find_metadata(
        [
            "云溪市政府关于分解落实节水任务的通知",
            "发布部门: 云溪市政府",
            "发布文号: 云政发[2006]75号",
        ],
        titles=["云溪市政府关于分解落实节水任务的通知"],
    )
    assert meta.document_number == "云政发〔2006〕75号"


def test_a_notice_with_its_plan():
    meta = find_metadata(
        [
            "索 引 号：0001/2024-01 主题分类：水利",
            "发文机关：云溪市人民政府 成文日期：2024年03月01日",
            "发文字号：云府发〔2024〕3号 发布日期：2024年03月08日",
            "云溪市人民政府关于印发云溪市节水行动方案（2024—2026年）的通知",
            "云府发〔2024〕3 号",
            "各县（区）人民政府，市政府各部门：",
            "现将《云溪市节水行动方案》印发给你们，请认真贯彻执行。",
            "云溪市人民政府",
            "2024年2月29日",
            "（此件公开发布）",
            "来源：市水务局",
        ],
        titles=[
            "云溪市人民政府关于印发云溪市节水行动方案（2024—2026年）的通知",
            "云溪市节水行动方案（2024—2026年）",
        ],
    )
    assert meta.document_number == "云府发〔2024〕3号"
    assert meta.issuer == "云溪市人民政府"
    assert meta.issue_date == "2024-02-29"
    assert meta.published_date == "2024-03-08"
    assert meta.addressees == ("各县（区）人民政府", "市政府各部门")
    assert meta.genre == "行动方案"
    assert meta.region == "云溪市"
    assert meta.source_line == "市水务局"
    assert meta.period is not None
    assert (meta.period.start, meta.period.end) == (2024, 2026)


def test_joint_signature_at_the_end():
    meta = find_metadata(
        ["关于加强水价管理的通知", "各省、自治区、直辖市发展改革委、水利厅（局）："],
        ["国家发展改革委 水利部", "二〇二四年六月三十日"],
        titles=["关于加强水价管理的通知"],
    )
    assert meta.issuer == "国家发展改革委、水利部"
    assert meta.issue_date == "2024-06-30"
    assert meta.addressees == ("各省、自治区、直辖市发展改革委、水利厅（局）",)


def test_a_report_with_occasion_and_speaker():
    meta = find_metadata(
        ["政府工作报告", "——2024年1月9日在云溪市第五届人民代表大会第三次会议上", "市长 王 明"],
        ["（来源：云溪日报）"],
        titles=["政府工作报告"],
    )
    assert meta.subtitle == "——2024年1月9日在云溪市第五届人民代表大会第三次会议上"
    assert meta.issue_date == "2024-01-09"
    assert meta.genre == "报告"
    assert meta.source_line == "云溪日报"


def test_the_container_fills_only_gaps():
    container = {"title": "页面标题", "published_date": "2024年5月6日", "issuer": "某网"}
    meta = find_metadata([], titles=["节水办法"], container=container)
    assert (meta.title, meta.published_date, meta.issuer) == ("节水办法", "2024-05-06", "某网")
    assert find_metadata([]) == Meta()


def test_value_on_the_next_line():
    meta = find_metadata(["发布时间：", "2024-05-06", "来源：", "云溪日报"])
    assert (meta.published_date, meta.source_line) == ("2024-05-06", "云溪日报")


@given(st.text(max_size=80), st.sampled_from(PREDICATES))
def test_predicates_take_any_text(text, predicate):
    assert predicate(fold(text)) in (True, False)


@given(
    st.lists(
        st.text(alphabet="年月日2024五〇市府发〔〕3号：，（）—关于的通知来源 ", max_size=30),
        max_size=8,
    )
)
def test_metadata_takes_any_lines(lines):
    meta = find_metadata(lines, lines, titles=lines[:1])
    assert meta.issue_date is None or parse_date(
        meta.issue_date + "-01"[: 10 - len(meta.issue_date)]
    )


@pytest.mark.parametrize(
    "unit", ["关于", "各市、", "首页>", "2024年", "（", "委员会", "印发《规划", "来源："]
)
@pytest.mark.parametrize("predicate", PREDICATES)
def test_long_lines_are_quick(predicate, unit):
    assert not predicate(fold(unit * 20_000))
    predicate(fold(unit * 30))


def test_period_up_to_a_year_in_the_title():
    lines = ["云府发〔2022〕3号"]
    meta = find_metadata(lines, titles=["云溪市2030年前节水行动方案"])
    assert (meta.period.start, meta.period.end) == (2022, 2030)


def test_letters_set_apart_in_a_title():
    meta = find_metadata([], titles=["云 溪 市 “ 十 四 五 ” 节 水 规 划"])
    assert (meta.genre, meta.period.end) == ("规划", 2025)
    assert meta.title == "云溪市“十四五”节水规划"


def test_a_row_of_an_index_table_is_no_title():
    head = ["名 称： | 云溪市节水行动方案 | |", "公开属性： | 全部公开 | 公开期限： | 长期公开 | |"]
    assert find_metadata(head, titles=[head[1]]).title == "云溪市节水行动方案"
    nav = ["热门站点| 资料网 | 论坛", "云溪市渡口管理办法"]
    assert find_metadata(nav, titles=nav[:1]).title == "云溪市渡口管理办法"
    assert is_boilerplate("公开属性: | 全部公开 |")


def test_genre_of_policy_moves():
    assert genre_of("关于扩大就业的若干政策举措（2025年版）") == "措施"


def test_a_report_on_government_work_is_for_the_year_it_is_given_in():
    head = ["云溪市政府工作报告", "——2025年1月9日在云溪市第三届人民代表大会第四次会议上"]
    assert find_metadata(head, titles=head[:1]).period.start == 2025


def test_cells_of_a_table_at_the_end_are_no_signature():
    table = "序号\t工作任务\t责任单位\t完成时限\n" + "".join(
        f"{n}\t整治河道{n}条\t滨河市水务局\t2028年{n}月\n" for n in range(1, 6)
    )
    text = f"滨河市河道整治工作方案\n一、工作目标\n河道变清。\n二、任务分工\n{table}"
    meta = planparse.parse_bytes(text.encode(), "plan.txt").meta
    assert (meta.issuer, meta.issue_date) == (None, None)


def test_a_notice_and_what_it_issues_by_name():
    text = "\n".join((
        "云府办〔2024〕3号 云溪市人民政府办公室关于印发2024年重点工作事项的通知",
        "各县（区）人民政府：",
        "现将《2024年〈政府工作报告〉重点工作事项》印发给你们，请抓好落实。",
        "云溪市人民政府办公室",
        "2024年3月1日",
        "2024年《政府工作报告》",
        "重点工作事项",
        "一、建设产业园区",
        "（一）完善道路。",
        "二、改善民生",
        "（二）扩大就业。",
    ))  # fmt: skip
    plan = planparse.parse(text)
    assert plan.meta.title == "云溪市人民政府办公室关于印发2024年重点工作事项的通知"
    assert [n.title for n in plan.body if n.kind == "title"][1:] == [
        "2024年《政府工作报告》重点工作事项"
    ]


def test_the_name_that_a_database_of_laws_states():
    head = [
        "云溪縣主管法規共用系統",
        "法規名稱： 云溪縣施政計畫編審作業注意事項",
        "公發布日： 民國103年4月18日",
    ]
    assert find_metadata(head, titles=[]).title == "云溪縣施政計畫編審作業注意事項"
    assert all(is_boilerplate(fold(line)) for line in head)
    assert is_boilerplate(">政务公开 >法规文件 >县政府文件")


def test_a_title_printed_twice():
    head = "云溪市人民政府关于印发节水管理办法的通知\n"
    plan = planparse.parse(head * 2 + "一、扩大就业\n加强培训。\n二、改善民生\n扩大供给。\n")
    assert plan.meta.title == head.strip()
    assert [n.title for n in plan.body if n.kind == "title"] == [head.strip()] * 2
