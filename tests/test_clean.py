import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planparse.clean import Cleaned, Paragraph, clean
from planparse.clean.lines import read_lines
from planparse.read.columns import columns
from planparse.read.source import Hint, Source
from planparse.read.text import source_of as parsed_text
from planparse.span import Span


def source_of(text: str, hints: tuple[Hint, ...] = ()) -> Source:
    return Source("plan.txt", text, "text/plain", "", hints=hints)


def cleaned(text: str) -> Cleaned:
    return clean(source_of(text))


def texts(text: str) -> list[str]:
    return [p.text for p in cleaned(text).paragraphs]


def rules(text: str) -> dict[str, int]:
    return {repair.rule: repair.count for repair in cleaned(text).repairs}


def replayed(found: Cleaned) -> list[str]:
    text, pieces, at = found.source.text, [], 0
    for edit in found.edits():
        assert edit.start >= at
        pieces += [text[at : edit.start], edit.text]
        at = edit.end
    lines = "".join([*pieces, text[at:]]).splitlines()
    return [line.strip() for line in lines if line.strip()]


def check(found: Cleaned) -> None:
    text, at = found.source.text, 0
    edited = {i for edit in found.edits() for i in range(edit.start, edit.end)}
    owned = [False] * len(text)
    for p in found.paragraphs:
        assert at <= p.start < p.end
        at = p.end
        owned[p.start : p.end] = [True] * (p.end - p.start)
        assert p.text == p.text.strip() != ""
        assert len(p.text.splitlines()) == 1
        places = [p.source(i) for i in range(len(p.text))]
        assert all(p.start <= place < p.end for place in places)
        assert places == sorted(places)
        for character, place in zip(p.text, places, strict=True):
            assert place in edited or text[place] == character
        assert p.source(len(p.text)) == p.end
        assert p.span(0, len(p.text)).end == p.end
    assert all(own or c.isspace() for own, c in zip(owned, text, strict=True))


# --- any text ---------------------------------------------------------------------------------

INK = st.sampled_from(
    "一、（）1.2。，；：—“”规划 \u3000\xa0\t\u200b\ufeff\x0c\r\n\n\n3PM国(guó)?笆·.-A"
)
SOUP = st.text(INK, max_size=120)


@settings(max_examples=300, deadline=None)
@given(SOUP | st.text(max_size=80))
def test_any_text_is_cleaned_and_nothing_is_lost(text: str) -> None:
    found = cleaned(text)
    check(found)
    if any(p.text.strip("\u200b\ufeff") for p in found.paragraphs):
        assert replayed(found) == [p.text for p in found.paragraphs]


@given(SOUP)
def test_cleaning_is_deterministic(text: str) -> None:
    first, second = cleaned(text), cleaned(text)
    assert first.repairs == second.repairs
    assert list(first.edits()) == list(second.edits())


def test_an_empty_document_has_no_paragraphs() -> None:
    assert texts("") == texts(" \n\u3000\r\n") == []


# --- single rules -----------------------------------------------------------------------------


def test_indents_and_blank_lines_are_noted() -> None:
    text = "方案\r\n\r\n\n　　 推进改革。\r\n"
    first, second = read_lines(Source("a.txt", text, "text/plain", ""), [])
    assert (first.text, first.indent, first.blank) == ("方案", 0, 0)
    assert (second.text, second.indent, second.blank) == ("推进改革。", 5, 2)
    assert (second.start, second.end) == (10, 15)


def test_blanks_inside_a_line_become_one() -> None:
    text = "总 \u3000 目标\xa0：\t到2030年  翻一番"
    assert texts(text) == ["总 目标 ： 到2030年 翻一番"]
    assert rules(text) == {"blanks": 4}
    (paragraph,) = cleaned(text).paragraphs
    assert text[paragraph.source(2)] == "目"
    assert paragraph.span(2, 4).of(text) == "目标"


def test_hidden_characters_vanish() -> None:
    text = "\ufeff一、总\u200b体要\xad求\n\u200b\n二、目标"
    assert texts(text) == ["一、总体要求", "二、目标"]
    assert rules(text) == {"invisible": 4}
    check(cleaned(text))


def test_pinyin_goes_if_the_document_is_full_of_it() -> None:
    text = "發(fā)展數(shù)字經(jīng)濟,建設(shè)產(chǎn)業(yè)園(app)。"
    assert texts(text) == ["發展數字經濟,建設產業園(app)。"]
    assert rules(text) == {"pinyin": 6}
    once = "“鄞”字读作鄞(yín)。"
    assert texts(once) == [once]


@pytest.mark.parametrize(
    ("words", "lost"),
    [("。“十四五”期間", True), ("，“十五五”期間", False), ("，“開放”期間", False)],
)
def test_bytes_read_one_late_are_turned_back(words: str, lost: bool) -> None:
    shifted = words.encode("gb18030")[1:].decode("gb18030", "ignore")
    if lost:
        shifted = "".join(c for c in shifted if not "\ue000" <= c < "\uf900")
    text = f"取得了明顯進展?{shifted}，繼續努力。"
    assert texts(text) == [f"取得了明顯進展{words}，繼續努力。"]
    assert rules(text) == {"mojibake": 1}
    check(cleaned(text))


def test_ordinary_questions_are_no_damage() -> None:
    text = "怎么看?我们使用A方案,还是使用《办法》B?答:都可以a"
    assert texts(text) == [text]


# --- page numbers -----------------------------------------------------------------------------

LONG = (
    "加快建设现代综合交通运输体系，完善城市道路网络，打通断头路二十条，新建改建农村公路三百公里，"
    "提升公共交通服务水平，推动客运服务一体化，鼓励绿色出行，规范停车管理。"
)


def pages(*numbers: str) -> str:
    return "".join(f"第{n}段。{LONG}{LONG}{LONG}\n{number}\n" for n, number in enumerate(numbers))


@pytest.mark.parametrize("form", ["— {} —", "- {} -", "－{}－", "·{}·", "{}", "{}/4", "第 {} 页"])
def test_a_line_that_is_only_a_page_number(form: str) -> None:
    found = cleaned(pages(*(form.format(n) for n in range(1, 5)))).paragraphs
    assert [p.role for p in found] == ["text", "page-number"] * 4
    assert [len(p.text) > 100 for p in found] == [True, False] * 4


def test_bare_numbers_that_do_not_ascend_are_text() -> None:
    assert {p.role for p in cleaned(pages("7", "3", "120", "5")).paragraphs} == {"text"}


def test_row_numbers_of_a_table_are_no_page_numbers() -> None:
    table = "".join(f"{n}\n新建公园数量\n{n * 7}个\n约束性\n" for n in range(1, 9))
    assert {p.role for p in cleaned(table).paragraphs} == {"text"}


def test_a_sentence_runs_on_across_a_page_number() -> None:
    open_line = "统筹推进城市更新，改造老旧小区，完善社区养老托育服务设施，新增停车泊位，建设"
    text = f"{LONG}\n{open_line}\n— 2 —\n口袋公园。\n"
    first, second = cleaned(text).paragraphs
    assert second.text.endswith("停车泊位，建设口袋公园。")
    assert "— 2 —" in text[second.start : second.end]
    assert rules(text) == {"page-number": 1, "wrap": 2}
    assert text[second.source(second.text.index("口袋"))] == "口"
    assert first.text == LONG


# --- wrapped lines ----------------------------------------------------------------------------

PLAN = [
    "滨江市公共服务提升三年行动方案",
    "一、总体要求",
    "（一）指导思想",
    "坚持以人民为中心的发展思想，聚焦群众急难愁盼问题，统筹布局教育、医疗、养老、托育等公共服务，着力补短板、"
    "强弱项、提质量，不断增强群众的获得感、幸福感、安全感，为建设宜居宜业的现代化城市提供有力支撑。",
    "（二）主要目标",
    "到2027年，公共服务体系更加健全，城乡差距明显缩小，基本形成十五分钟便民生活圈，学前教育毛入园率达到98%以上，"
    "每千人口执业医师数达到3.6人，养老机构护理型床位占比提高到65%，城镇新增就业累计15万人。",
    "二、重点任务",
    "（一）办好人民满意的教育",
    "1.扩大优质教育资源供给。新建改扩建中小学校25所，新增学位3.2万个，推进集团化办学，实现优质学校对口帮扶全覆盖，"
    "深化教师交流轮岗，完善随迁子女入学政策。（责任单位：市教育局、市财政局）",
    "2.促进职业教育产教融合。支持职业院校与龙头企业共建产业学院，打造8个高水平专业群，"
    "建设12个开放型实训基地，每年培养高技能人才5000人以上。（责任单位：市教育局、市人力资源社会保障局）",
    "（二）建设更高水平的健康城市",
    "3.提升基层医疗卫生服务能力。加强社区卫生服务中心标准化建设，推进紧密型医共体建设，组建家庭医生团队600个，"
    "重点人群签约率达到80%，推动优质医疗资源下沉，建立健全分级诊疗制度。（责任单位：市卫生健康委）",
    "三、保障措施",
    "加强组织领导，建立由市政府分管领导牵头的联席会议制度，明确责任分工，细化工作举措，强化要素保障，形成工作合力；"
    "加强督导评估，定期通报进展情况，及时总结推广典型经验，营造良好社会氛围。",
]


def wrap(paragraphs: list[str], width: int, indent: str = "") -> str:
    lines = []
    for paragraph in paragraphs:
        whole = indent + paragraph
        lines += [whole[i : i + width] for i in range(0, len(whole), width)]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("indent", ["", "　　"])
@pytest.mark.parametrize("width", range(20, 41))
def test_a_plan_wrapped_at_any_width_is_joined_again(width: int, indent: str) -> None:
    found = cleaned(wrap(PLAN, width, indent))
    check(found)
    assert replayed(found) == [p.text for p in found.paragraphs]
    # A paragraph that fills its last line cannot be told from one that goes on, unless indented.
    doubtful = {i + j for i, p in enumerate(PLAN) if len(p) % width == 0 for j in (0, 1)}
    lost = {i for i, p in enumerate(PLAN) if p not in [q.text for q in found.paragraphs]}
    assert lost <= (set() if indent else doubtful)


def wrap_columns(paragraphs: list[str], width: int) -> list[str]:
    """Sets paragraphs as a page does: no mark begins a line, no number is broken."""
    lines = []
    for paragraph in paragraphs:
        line = ""
        for word in re.findall(r"[A-Za-z0-9.%]+|.[，。、；：”）》]*", paragraph):
            if len((line + word).encode("gbk")) > width:
                lines.append(line)
                line = ""
            line += word
        lines.append(line)
    return lines


@pytest.mark.parametrize("width", [48, 52, 56, 60, 70])
def test_a_plan_set_in_columns_is_joined_again(width: int) -> None:
    assert texts("\n".join(wrap_columns(PLAN, width))) == PLAN


def test_a_plan_that_is_not_wrapped_stays_as_it_is() -> None:
    assert texts("\n".join(PLAN)) == PLAN
    assert rules("\n".join(PLAN)) == {}


def test_a_heading_over_two_lines_is_one() -> None:
    long = "四、推动公共服务数字化智能化转型发展，全面提升便民利民惠民水平"
    assert long in texts(wrap([*PLAN, long, *PLAN[3:4]], 26))


def test_words_keep_their_blank_and_characters_do_not_get_one() -> None:
    body = "推广智慧康养平台，接入 Internet of Things 设备和 Android 终端，服务十万人次以上。"
    assert body in texts(wrap([*PLAN, body, *PLAN], 30))


def test_lines_of_similar_length_are_no_wrapped_text() -> None:
    names = "\n".join(
        f"（{c}）市{c}局城市更新重点建设项目推进情况专题报告" for c in "一二三四五六七八九十"
    )
    assert len(texts(names)) == 10
    cells = "\n".join(f"滨江新区第{n:02}中学改扩建工程项目（二期）教学楼" for n in range(1, 20))
    assert len(texts(cells)) == 19


def test_contents_lines_are_never_joined() -> None:
    contents = [f"{c}、公共服务提升重点任务{'.' * 34}{n}" for n, c in enumerate("一二三四", 1)]
    found = texts("\n".join(contents) + "\n" + wrap(PLAN, 24))
    assert found[:4] == contents


def test_a_page_number_glued_to_the_first_word_comes_off() -> None:
    body = PLAN[3] + PLAN[5] + PLAN[3] + PLAN[5]
    lines = wrap([PLAN[1], body, PLAN[6], body, PLAN[12], body], 28).splitlines()
    for number, at in enumerate((9, 21, 33, 45), 1):
        lines[at] = f"{number}{lines[at]}"
    found = cleaned("\n".join(lines))
    assert [p.text for p in found.paragraphs] == [PLAN[1], body, PLAN[6], body, PLAN[12], body]
    assert {r.rule: r.count for r in found.repairs}["page-number-glued"] == 4
    check(found)


CLAUSES = [
    ("1 范围", PLAN[3] + PLAN[5]),
    ("2 术语", PLAN[5] + PLAN[3]),
    ("2.1 公共服务", PLAN[3] + PLAN[5]),
    ("2.2 便民生活圈", PLAN[5] + PLAN[3]),
    ("3 总则", PLAN[3] + PLAN[5]),
    ("3.1 工作原则", PLAN[5] + PLAN[3]),
]


def test_a_page_number_glued_to_a_label_is_told_by_the_labels_before_it() -> None:
    whole = [text for clause in CLAUSES for text in clause]
    lines = wrap(whole, 28).splitlines()
    for page, label in enumerate(("2 术语", "2.1 公共服务", "2.2 便民生活圈", "3 总则"), 7):
        lines[lines.index(label)] = f"{page}{label}"
    lines[0] = f"VI{lines[0]}"
    found = cleaned("\n".join(lines))
    assert [p.text for p in found.paragraphs] == whole
    assert {r.rule: r.count for r in found.repairs}["page-number-glued"] == 5
    check(found)


def test_indented_page_numbers_before_the_first_word_come_off() -> None:
    body = PLAN[3] + PLAN[5] + PLAN[3] + PLAN[5]
    lines = wrap([PLAN[1], body, PLAN[6], body, PLAN[12], body], 28).splitlines()
    for number, at in enumerate((9, 21, 33, 45), 18):
        lines[at] = f"  {number} {lines[at]}"
    found = cleaned("\n".join(lines))
    assert [p.text for p in found.paragraphs] == [PLAN[1], body, PLAN[6], body, PLAN[12], body]
    check(found)


def test_indented_chapters_keep_their_numbers() -> None:
    whole = [f"  {number} 公共服务第{number}章" for number in range(1, 6)]
    lines = [line for head in whole for line in (head, *wrap([PLAN[3] * 2], 28).splitlines())]
    found = [p.text for p in cleaned("\n".join(lines)).paragraphs]
    assert found == [text for head in whole for text in (head.strip(), PLAN[3] * 2)]


def test_a_subscript_on_a_line_of_its_own_goes_back() -> None:
    text = (
        "空气质量持续改善，PM 年均浓度降到每立方米二十八微克以下，优良天数\n"
        "2.5\n比率达到百分之八十五以上。\n"
    )
    body = wrap(PLAN, 33)
    assert any("PM2.5年均浓度" in p for p in texts(body + text + body))
    check(cleaned(body + text + body))
    assert texts("PM\n2.5\n年均浓度下降\n") == ["PM2.5年均浓度下降"]


def test_a_line_wider_than_the_page_is_broken_where_a_break_was_lost() -> None:
    lines = wrap_columns(PLAN, 52)
    last = "推动公共服务共建共享，鼓励社会力量参与。"
    lines.append(f"{last} （三）完善公共文化体育服务体系，丰富群众生活。")
    found = cleaned("\n".join([*lines, *lines[3:9]]))
    assert [p.text for p in found.paragraphs][len(PLAN) : len(PLAN) + 2] == [
        last,
        "（三）完善公共文化体育服务体系，丰富群众生活。",
    ]
    assert {r.rule: r.count for r in found.repairs}["break"] == 1
    check(found)
    assert replayed(found) == [p.text for p in found.paragraphs]


def test_a_table_in_a_wrapped_text_parts_what_stands_around_it() -> None:
    rows = ["指标\t2025年\t属性", "村数\t12\t预期性", "户数\t300\t预期性"]
    lines = wrap_columns(PLAN, 52)
    text = "\n".join([*lines, *rows, *lines])
    found = clean(Source("plan.txt", text, "text/plain", hints=tuple(columns(text).cells)))
    cells = [cell for row in rows for cell in row.split("\t")]
    assert [p.text for p in found.paragraphs] == [*PLAN, *cells, *PLAN]
    check(found)


def test_letters_set_apart_are_put_together() -> None:
    text = "第 二 章 “ 十 五 五 ” 主 要 任 务\n一 加 强 领 导\n序号 县 乡 村 组\n各 县：\n总 则\n"
    found = cleaned(text)
    assert [p.text for p in found.paragraphs] == [
        "第二章“十五五”主要任务", "一加强领导", "序号 县 乡 村 组", "各 县：", "总 则"
    ]  # fmt: skip
    assert {r.rule for r in found.repairs} == {"letter-spacing"}
    check(found)


def test_entities_are_read_and_tags_are_markup() -> None:
    text = "<p>坚持&ldquo;四水四定&rdquo;，A&amp;B</p>\n<p>节水&nbsp;优先</p>\n<p></p><b>完</b>"
    found = clean(parsed_text(text, "a.txt", None))
    assert [p.text for p in found.paragraphs] == ["坚持“四水四定”，A&B", "节水优先", "完"]
    assert {r.rule: r.count for r in found.repairs} == {"entity": 3}
    check(found)


# --- containers -------------------------------------------------------------------------------


def hinted(*lines: tuple[str, bool | None], role: str = "paragraph") -> Source:
    hints, text = [], ""
    for line, joined in lines:
        kind = "page-number" if line.isdigit() else role
        hints.append(Hint(len(text), len(text) + len(line), kind, joined=joined))  # type: ignore[arg-type]
        text += line + "\n"
    return replace(source_of(text, tuple(hints)), media_type="application/pdf")


def test_a_pdf_says_which_lines_go_together() -> None:
    source = hinted(
        ("推进城市更新，", False),
        ("改造老旧小区", True),
        ("5", None),
        ("三十个。", True),
        ("二、目标", False),
    )
    found = clean(source)
    assert [p.text for p in found.paragraphs] == ["推进城市更新，改造老旧小区三十个。", "二、目标"]
    assert found.paragraphs[0].hint == source.hints[0]
    check(found)


def test_paragraphs_that_are_lines_of_print_are_joined() -> None:
    lines = wrap(PLAN, 24).splitlines()
    found = clean(hinted(*((line, None) for line in lines)))
    assert [p.text for p in found.paragraphs] == PLAN
    check(found)


def test_where_each_paragraph_is_a_line_nothing_else_is_joined() -> None:
    lines = [
        *PLAN,
        "城镇登记失业率控制在合理区间，新增就业持续扩大，公共服务水平稳步提高，",
        "市级统筹",
        "PM",
        "2.5",
    ]
    source = hinted(*((line, None) for line in lines))
    assert [p.text for p in clean(source).paragraphs] == lines


def test_paragraphs_map_back_over_what_was_swallowed() -> None:
    paragraph = Paragraph("甲乙丙", 3, 9, ((0, 3), (2, 8)))
    assert [paragraph.source(i) for i in range(4)] == [3, 4, 8, 9]
    assert paragraph.span(0, 2) == Span(3, 5)
    assert paragraph.span(1, 3) == Span(4, 9)
    assert paragraph.span(1, 1) == Span(4, 4)


# --- pieces of a line -------------------------------------------------------------------------


def test_pieces_of_a_line_are_joined_at_marks_that_begin_no_line() -> None:
    text = "依据《办法》（发改〔\n2031\n〕\n17\n号）等文件\n，制定\n2031\n年计划。\n目\n录\n"
    found = cleaned(text)
    check(found)
    assert [p.text for p in found.paragraphs] == [
        "依据《办法》（发改〔2031〕17号）等文件，制定2031年计划。",
        "目录",
    ]


def test_a_date_of_pieces_stands_by_itself_under_a_title() -> None:
    text = "（\n一\n）内容\n；\n实施细则\n2031\n年\n2\n月\n1\n日\n正文从\n3\n月\n起。"
    assert texts(text) == ["（一）内容；", "实施细则", "2031年2月1日", "正文从3月起。"]


def test_numbers_of_a_table_are_no_pieces() -> None:
    text = "名称\n单位\n2030\n年\n学位\n个\n35\n床位\n张\n20\n项目\n个\n7\n"
    assert texts(text) == text.split()


def test_the_buttons_of_a_page_are_no_pieces() -> None:
    text = "【字号：\n加大\n还原\n减小\n】\n2031年云溪县政府工作报告\n各位代表：\n"
    assert texts(text) == text.split()
