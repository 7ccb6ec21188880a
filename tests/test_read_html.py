from __future__ import annotations

import re
import sys
import time

import pytest
from hinted import put_together
from hypothesis import given, settings
from hypothesis import strategies as st

from planparse import parse_bytes
from planparse.errors import MissingExtraError, ReadError
from planparse.read.html import read_html
from planparse.read.html.nesting import flatten
from planparse.read.source import Hint, Source

pytest.importorskip("selectolax")

BODY = (
    "各区要建立街道统筹、社区落实的服务机制，优先保障高龄和失能老人，"
    "到2027年建成嵌入式服务点三百个，服务半径不超过一公里。"
)
MORE = (
    "鼓励企业参与适老化改造，符合条件的给予一次性补助；补助标准由市民政局会同市财政局另行制定，"
    "并根据物价水平适时调整。"
)
ARTICLE = (
    f"<p>一、总体要求</p><p>{BODY}</p><p><strong>（一）</strong>服务网络</p>"
    f"<p><b>1.优化布点。</b>{MORE}</p><p>某市民政局</p><p>2026年3月2日</p>"
)
MENU = "".join(f"<li><a href='/{n}'>{n}</a></li>" for n in ("首页", "政务公开", "办事服务", "互动"))
PAGE = f"""<!doctype html><html><head><meta charset="utf-8">
<title>某市社区养老服务三年行动方案_某市人民政府网站</title>
<meta name="ArticleTitle" content="某市社区养老服务三年行动方案">
<meta name="PubDate" content="2026-03-05 09:30"><meta name="ContentSource" content="市民政局">
<style>p {{ color: red }}</style><script>var a = "<p>脚本</p>";</script></head><body>
<div class="nav"><ul>{MENU}</ul></div>
<div class="path">您现在的位置：首页 &gt; 政策文件</div>
<div class="wrap"><h1>某市社区养老服务三年行动方案</h1>
<div class="info">发布日期：2026-03-05　来源：市民政局　【字号：大 中 小】</div>
<div class="share">分享到：<a>微信</a><a>微博</a></div>
<div class="body-of-text">{ARTICLE}</div>
<div><a>打印</a> <a>关闭</a></div></div>
<div class="foot">版权所有：某市人民政府办公室　某ICP备00000000号</div></body></html>"""


def read(page: str) -> Source:
    return read_html(page.encode(), "page.html")


def shown(source: Source) -> list[tuple[str, str]]:
    return [(hint.role, source.text[hint.start : hint.end]) for hint in source.hints]


def of_role(source: Source, *roles: str) -> list[str]:
    return [text for role, text in shown(source) if role in roles]


def hint_of(source: Source, text: str) -> Hint:
    return next(h for h in source.hints if source.text[h.start : h.end].startswith(text))


def test_the_article_is_told_from_the_site() -> None:
    source = read(PAGE)
    assert of_role(source, "title") == ["某市社区养老服务三年行动方案"]
    assert of_role(source, "paragraph") == [
        "一、总体要求",
        BODY,
        "（一）服务网络",
        "1.优化布点。" + MORE,
        "某市民政局",
        "2026年3月2日",
    ]
    furniture = of_role(source, "furniture")
    assert furniture[:5] == [
        "首页",
        "政务公开",
        "办事服务",
        "互动",
        "您现在的位置：首页 > 政策文件",
    ]
    assert "分享到：微信微博" in furniture
    assert "脚本" not in source.text
    assert "color" not in source.text


def test_hints_are_the_lines() -> None:
    source = read(PAGE)
    assert "".join(text + "\n" for _, text in shown(source)) == source.text
    assert [h.origin.paragraph for h in source.hints if h.origin] == [
        n + 1 for n in range(len(source.hints))
    ]
    assert source.media_type == "text/html"
    assert source.encoding == "utf-8"


def test_metadata_has_the_names_of_meta() -> None:
    assert read(PAGE).meta == {
        "title": "某市社区养老服务三年行动方案",
        "published_date": "2026-03-05",
        "source_line": "市民政局",
    }


def test_metadata_of_an_index_table() -> None:
    table = """<table><tr><td>索 引 号：</td><td>0001/2026-7</td><td>发文字号：</td>
    <td>某政发〔2026〕7号</td></tr><tr><td>发布机构：</td><td>某市人民政府</td>
    <td>成文日期：</td><td>2026年2月1日</td></tr><tr><td>名　　称：</td>
    <td colspan="3">关于发展社区养老的意见</td></tr><tr><td>主题词：</td><td></td></tr></table>"""
    page = PAGE.replace("<meta name=", "<meta xname=").replace("某市人民政府网站", "")
    source = read(page.replace('<div class="wrap">', table + '<div class="wrap">'))
    assert source.meta["document_number"] == "某政发〔2026〕7号"
    assert source.meta["issuer"] == "某市人民政府"
    assert source.meta["issue_date"] == "2026-02-01"
    assert source.meta["title"] == "关于发展社区养老的意见"
    assert source.meta["source_line"] == "市民政局"
    assert hint_of(source, "某政发").role == "furniture"


def test_an_index_table_within_the_article_is_furniture() -> None:
    table = """<table><tr><td>索引号：0001</td><td>发文字号：某政发〔2026〕7号</td></tr>
    <tr><td>发布机构：某市人民政府</td><td>成文日期：2026年2月1日</td></tr></table>"""
    source = read(PAGE.replace(ARTICLE, table + ARTICLE))
    assert source.meta["document_number"] == "某政发〔2026〕7号"
    assert source.meta["issue_date"] == "2026-02-01"
    assert hint_of(source, "发文字号").role == "furniture"
    assert of_role(source, "paragraph") == of_role(read(PAGE), "paragraph")


def test_a_title_printed_on_two_lines() -> None:
    page = PAGE.replace("<h1>某市社区养老服务三年行动方案</h1>", "")
    page = page.replace(ARTICLE, "<p>某市社区养老服务</p><p>三年行动方案</p>" + ARTICLE)
    assert of_role(read(page), "title") == ["某市社区养老服务", "三年行动方案"]


def test_a_bare_page_is_all_article() -> None:
    source = read(f"<h2>某区托育服务方案</h2>{ARTICLE}")
    assert of_role(source, "furniture") == []
    assert hint_of(source, "某区").level == 2


def test_headings_have_levels_and_bold_leads_are_counted() -> None:
    page = PAGE.replace("<p>一、总体要求</p>", "<h3>一、总体要求</h3>")
    source = read(page)
    heading = hint_of(source, "一、")
    assert (heading.role, heading.level) == ("heading", 3)
    assert hint_of(source, "（一）").bold == 3
    assert hint_of(source, "1.优化").bold == len("1.优化布点。")
    assert hint_of(source, "各区").bold == 0


@pytest.mark.parametrize(
    "lead",
    [
        '<span style="font-weight:bold">主要目标。</span>',
        '<span style="font-weight: 700; font-size:16px">主要目标。</span>',
        '<span style="font-family: 黑体, SimHei">主要目标。</span>',
        '<font face="楷体_GB2312">主要目标。</font>',
    ],
)
def test_leads_in_another_face(lead: str) -> None:
    source = read(PAGE.replace(f"<p>{BODY}", f"<p>{lead}{BODY}"))
    assert hint_of(source, "主要目标").bold == 5


def test_bold_throughout_is_no_evidence() -> None:
    source = read(f"<div style='font-weight:bold'><p>{BODY}</p><p>{MORE}</p></div>")
    assert {hint.bold for hint in source.hints} == {0}


def test_sizes_are_in_points() -> None:
    source = read(f'<p style="font-size:24px">某方案</p><p style="font-size: 16pt">{BODY}</p>')
    assert [hint.size for hint in source.hints] == [18.0, 16.0]


def test_line_breaks_and_blanks() -> None:
    source = read(
        f"<div>一、目标<br>&emsp;&emsp;{BODY}<br/>　　二、任务&nbsp;&nbsp;<br>某\n  市"
        "<span>规</span>\n<span>划</span>&#8203;</div><pre>甲\n 乙</pre>"
    )
    assert source.text.split("\n") == ["一、目标", BODY, "二、任务", "某市规 划", "甲", "乙", ""]


def test_style_decides_what_is_a_block() -> None:
    page = f"<div>一、<div style='display:inline'>目标</div></div><span style='display:block'>{BODY}</span>末"
    assert read(page).text == f"一、目标\n{BODY}\n末\n"


def test_cells_and_merged_cells() -> None:
    table = """<table><tr><th colspan="2">指标</th><th>目标值</th></tr>
    <tr><td rowspan="2">养老</td><td>床位</td><td><p>5万张</p><p>（不含社会办）</p></td></tr>
    <tr><td>护理员</td><td>2万人</td></tr></table>"""
    source = read(PAGE.replace(f"<p>{BODY}</p>", f"<p>{BODY}</p>{table}"))
    cells = [
        (source.text[h.start : h.end], h.origin.table, h.origin.row, h.origin.column)
        for h in source.hints
        if h.role == "cell" and h.origin
    ]
    assert cells == [
        ("指标", 1, 1, 1),
        ("目标值", 1, 1, 3),
        ("养老", 1, 2, 1),
        ("床位", 1, 2, 2),
        ("5万张", 1, 2, 3),
        ("（不含社会办）", 1, 2, 3),
        ("护理员", 1, 3, 2),
        ("2万人", 1, 3, 3),
    ]


def test_a_row_across_the_top_of_a_table_is_its_caption() -> None:
    caption = "<tr><td colspan=2>附件1 任务分工表</td></tr>"
    table = f"<table>{caption}<tr><td>任务</td><td>单位</td></tr></table>"
    source = read(PAGE.replace(f"<p>{BODY}</p>", f"<p>{BODY}</p>{table}"))
    assert hint_of(source, "附件1").role == "paragraph"
    assert hint_of(source, "任务").role == "cell"


def test_layout_tables_have_no_cells() -> None:
    inner = f"<table><tr><td>{ARTICLE}</td></tr></table>"
    page = f"<table><tr><td><ul>{MENU}</ul></td><td>{inner}</td></tr></table>"
    source = read(page)
    assert of_role(source, "cell") == []
    assert BODY in of_role(source, "paragraph")
    assert "互动" in of_role(source, "furniture")


def test_what_the_page_hides_is_left_out() -> None:
    page = PAGE.replace("<h1>", "<p style='DISPLAY : none'>隐去</p><p hidden>不见</p><h1>")
    assert not {"隐去", "不见"} & set(read(page).text.split("\n"))


def test_an_article_that_a_script_would_show_is_taken_in() -> None:
    source = read(f"<body><p>载入中</p><div style='display:none'>{ARTICLE * 3}</div></body>")
    assert BODY in of_role(source, "paragraph")


@pytest.mark.parametrize(
    "copy",
    [
        f"<div style='opacity:0;height:0'>一、总体要求　{BODY}1.优化布点。{MORE}某市民政局</div>",
        f"<div class='reader'>{ARTICLE}</div>",
        f"<div class='reader'>{BODY * 2}{MORE * 2}{BODY * 2}</div>",
    ],
)
def test_a_copy_for_reading_aloud_is_furniture(copy: str) -> None:
    source = read(PAGE.replace("</body>", copy + "</body>"))
    assert of_role(source, "paragraph") == of_role(read(PAGE), "paragraph")


def test_a_copy_within_the_article_is_furniture() -> None:
    source = read(PAGE.replace(ARTICLE, ARTICLE + f"<p>{BODY}{MORE}</p>"))
    assert of_role(source, "paragraph") == of_role(read(PAGE), "paragraph")


def test_an_article_in_two_editors_is_one() -> None:
    halves = (
        f"<div class='TRS_Editor'>{ARTICLE}</div><div class='TRS_Editor'><p>{BODY * 2}</p></div>"
    )
    assert BODY * 2 in of_role(read(PAGE.replace(ARTICLE, halves)), "paragraph")


@pytest.mark.parametrize(
    "line",
    [
        "当前位置：首页 > 公开",
        "【打印】 【关闭】",
        "字号：大 中 小",
        "扫一扫在手机打开当前页",
        "上一篇：某通知",
        "分享到： 微信 微博",
        "浏览次数：18",
    ],
)
def test_widgets_inside_the_article_are_furniture(line: str) -> None:
    page = PAGE.replace("<p>某市民政局</p>", f"<p>某市民政局</p><p>{line}</p>")
    kinds = {node.text: node.kind for node in parse_bytes(page.encode(), "page.html").walk()}
    assert kinds[line] == "boilerplate"
    assert kinds["某市民政局"] != "boilerplate"


@pytest.mark.parametrize("line", ["扫码入园", "下一条线路的建设", "落实ICP备案制度"])
def test_words_of_widgets_in_the_text_are_text(line: str) -> None:
    source = read(PAGE.replace("<p>某市民政局</p>", f"<p>{line}</p><p>{BODY}</p>"))
    assert line in of_role(source, "paragraph")


def test_a_named_container_wins_over_a_longer_neighbour() -> None:
    other = "".join(f"<p>第{n}条留言，内容与方案无关，但是写得很长很长。</p>" for n in range(9))
    page = f"<div><div id='UCAP-CONTENT'>{ARTICLE}</div><div>{other}</div></div>"
    source = read(page)
    assert BODY in of_role(source, "paragraph")
    assert of_role(source, "furniture")[0].startswith("第0条留言")


@pytest.mark.parametrize("codec", ["gb18030", "big5hkscs", "utf-8", "utf-16", "utf-16-le"])
def test_encodings_without_a_declaration(codec: str) -> None:
    text = "<p>一、主要任務</p><p>加強基礎設施建設，改善公共服務，提高治理能力，完善保障制度。</p>"
    source = read_html((text * 5).encode(codec), "a.html")
    assert source.text.startswith("一、主要任務\n加強基礎設施")


def test_a_wrong_declaration_is_not_believed() -> None:
    page = PAGE.replace('charset="utf-8"', 'charset="gb2312"')
    assert BODY in read(page).text
    assert BODY in read_html(page.replace("gb2312", "utf-8").encode("gb18030"), "a").text


def test_a_page_with_one_bad_byte_keeps_its_declared_encoding() -> None:
    data = PAGE.encode("utf-8").replace("某市民政局".encode(), b"\xff" + "某市民政局".encode())
    source = read_html(data, "a.html")
    assert source.encoding == "utf-8"
    assert BODY in source.text


@pytest.mark.parametrize("data", [b"", b"<", b"<html>", b"\x00\x00", b"<!--", b"text only"])
def test_anything_is_read(data: bytes) -> None:
    assert read_html(data, "a.html").media_type == "text/html"


def test_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planparse.read.html.MAX_BYTES", 10)
    with pytest.raises(ReadError, match="larger than"):
        read(PAGE)


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "selectolax.lexbor", None)
    with pytest.raises(MissingExtraError, match=r"planparse\[html\]"):
        read(PAGE)


@pytest.mark.parametrize(
    "hostile",
    [
        "<div>" * 10_000 + BODY,
        "<div>" * 60_000 + BODY + "</div>" * 60_000,
        "<x-a>" * 20_000 + "<p>" * 20_000 + BODY,
        "".join(f"<p><font size={n}>{n}" for n in range(5_000)) + BODY,
        "<a " * 60_000 + "><p>" + BODY,
        "<!--" * 60_000 + "--><p>" + BODY,
        "<table><tr><td>" * 5_000 + BODY,
        "<table>" + "<tr><td rowspan=9999 colspan=9999>一" * 3_000 + "</table>" + BODY,
        "<ul><li>" * 5_000 + BODY,
        f"<p>{'，' * 100_000}</p>{BODY}",
        f"<p>{' ' * 100_000}</p>{BODY}",
        f"<p>{'[[' * 50_000}</p>{BODY}",
        f"<p>{'打印' * 50_000}x</p>{BODY}",
    ],
)
def test_hostile_pages_are_read_in_time(hostile: str) -> None:
    begin = time.perf_counter()
    source = read(hostile)
    assert BODY in source.text
    assert time.perf_counter() - begin < 3


WORDS = st.text(st.sampled_from("建设推进落实完善机制服务体系产业创新，。 1<>&\n"), max_size=60)
TAGS = st.sampled_from(["p", "div", "li", "td", "b", "span", "h2", "table", "tr", "a", "section"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(TAGS, WORDS, st.booleans()), max_size=30))
def test_the_lines_are_the_text_of_the_page(parts: list[tuple[str, str, bool]]) -> None:
    page, ink = "", ""
    for tag, words, closed in parts:
        escaped = words.replace("&", "&amp;").replace("<", "&lt;")
        page += f"<{tag}>{escaped}" + (f"</{tag}>" if closed else "")
        ink += words
    source = read(page)
    assert sorted("".join(source.text.split())) == sorted("".join(ink.split()))
    assert "".join(text + "\n" for _, text in shown(source)) == source.text
    assert all(text == text.strip() != "" for _, text in shown(source))


def test_a_page_in_another_language_is_read_as_it_declares() -> None:
    page = '<meta charset="windows-1251"><p>План работ</p>'
    source = read_html(page.encode("cp1251"), "a.html")
    assert (source.text, source.encoding) == ("План работ\n", "windows-1251")


@pytest.mark.parametrize("name", ["hex", "idna", "unicode_escape", "nothing"])
def test_a_page_cannot_name_any_codec_it_likes(name: str) -> None:
    page = f'<meta charset="{name}"><p>Grüße</p>'
    assert read_html(page.encode(), "a.html").text == "Grüße\n"


def test_chinese_that_follows_long_markup_tells_the_encoding() -> None:
    page = f"<script>{'var a = 1; ' * 9000}</script>{PAGE}<script>{'var b = 2; ' * 9000}</script>"
    source = read_html(page.replace("utf-8", "gb2312").encode("gb18030"), "a.html")
    assert source.encoding == "gb18030"
    assert BODY in source.text


def items(html: str) -> list[tuple[str, int]]:
    source = read(PAGE.replace(ARTICLE, ARTICLE + html))
    texts = [source.text[h.start : h.end] for h in source.hints]
    first = next(n for n, text in enumerate(texts) if text.startswith("2026年3月2日")) + 1
    return [
        (text, hint.auto_label)
        for text, hint in zip(texts[first:], source.hints[first:], strict=True)
        if hint.role == "paragraph"
    ]


def test_items_have_the_number_a_browser_prints() -> None:
    assert items("<ol><li>摸清底数；<li>建立台账；</ol>") == [
        ("1. 摸清底数；", 2),
        ("2. 建立台账；", 2),
    ]
    assert items("<ol start=4><li>甲项工作<li value=9>乙项工作<li>丙项工作</ol>") == [
        ("4. 甲项工作", 2),
        ("9. 乙项工作", 2),
        ("10. 丙项工作", 3),
    ]
    assert items("<ol reversed><li>甲项<li>乙项</ol>") == [("2. 甲项", 2), ("1. 乙项", 2)]


@pytest.mark.parametrize(
    ("attributes", "label"),
    [
        ("type=a", "c."),
        ("type=I", "III."),
        ("style='list-style:lower-roman outside'", "iii."),
        ("style='list-style-type: cjk-ideographic'", "三、"),
    ],
)
def test_numbers_in_other_forms(attributes: str, label: str) -> None:
    [(text, length)] = items(f"<ol start=3 {attributes}><li>完善设施</li></ol>")
    assert (text[:length], text[length:].strip()) == (label, "完善设施")


def test_numbers_of_an_editor_that_draws_them() -> None:
    html = (
        "<ol class='custom_cn2'><li class='list-cn-3-1 x'><p>摸清底数</p><p>按月更新。</p></li>"
        "<li class='list-num-2-12'><p>建立台账</p></li></ol>"
    )
    assert items(html) == [("（一）摸清底数", 3), ("按月更新。", 0), ("12）建立台账", 3)]


def test_nested_lists_count_for_themselves() -> None:
    html = "<ol><li>改造管网<ol type=a><li>供水<li>燃气</ol><li>改造道路</ol>"
    assert [text for text, _ in items(html)] == ["1. 改造管网", "a. 供水", "b. 燃气", "2. 改造道路"]


@pytest.mark.parametrize(
    "html",
    [
        "<ol style='list-style:none'><li>摸清底数</li></ol>",
        "<ul><li>1.摸清底数</li></ul>",
        "<ul><li>（一）摸清底数</li></ul>",
        "<ul><li>分享</li></ul>",
        "<ol><li><a href=x>另一个文件</a></li></ol>",
        "<ol><li></li></ol><p>摸清底数</p>",
    ],
)
def test_items_without_a_marker(html: str) -> None:
    assert [length for _, length in items(html)] in ([0], [])


def test_bullets_are_printed() -> None:
    assert items("<ul><li>新建泵站一座；<li>改造泵站两座。</ul>") == [
        ("• 新建泵站一座；", 1),
        ("• 改造泵站两座。", 1),
    ]


def test_menus_and_lists_beside_the_article_have_no_numbers() -> None:
    source = read(
        PAGE.replace('<div class="foot">', "<aside><ol><li>热点</ol></aside><div class=f>")
    )
    assert "热点" in source.text.splitlines()
    assert all(hint.auto_label == 0 for hint in source.hints)


@pytest.mark.parametrize("nest", ["<div>", "<ul><li>", "<table><tr><td>", "<b>"])
def test_very_deep_nesting_keeps_the_text_and_few_elements(nest: str) -> None:
    page = f"<html><body><p>前言</p>{nest * 3000}一、总体要求{nest * 3000}二、重点任务"
    assert len(flatten(page)) < 600 * len(nest) + 200
    assert "".join(read(page).text.split()) == "前言一、总体要求二、重点任务"


@pytest.mark.parametrize(
    "title",
    [
        "{} - 通知公告 - 某县民政局",
        "某县民政局_{}",
        "{}—某县民政局",
        "{}（2026—2028年）-某县民政局",
    ],
)
def test_the_title_of_a_page_is_what_the_page_prints_of_it(title: str) -> None:
    name = "某县社区养老服务实施办法"
    shown = title.split("-某县")[0].format(name) if "年）" in title else name
    page = re.sub(r"<title>.*?</title>", f"<title>{title.format(name)}</title>", PAGE)
    page = re.sub("<meta name=.*", "", page).replace(
        "<h1>某市社区养老服务三年行动方案", f"<h1>{shown}"
    )
    source = read(page)
    assert source.meta["title"] == shown
    assert of_role(source, "title") == [shown]


WRAPPED = [
    "一、总体要求",
    "坚持预防为主、积极消灭的方针，落实属地责任和行业责任，健全",
    "网格化巡护体系，确保不发生重特大火灾和人员伤亡事故，切实维",
    "护人民群众生命财产安全。",
    "二、重点工作",
    "划定禁火区，设立检查站，对进入林区的车辆和人员逐一登记，收",
    "缴火种。",
]


def paragraphs_of(html: str) -> list[str]:
    page = re.sub('<div class="info">.*?</div>', "", PAGE.replace(ARTICLE, html))
    return put_together(read(page))


PARAGRAPHS = ["一、总体要求", "".join(WRAPPED[1:4]), "二、重点工作", "".join(WRAPPED[5:])]


def test_hard_wrapped_text_is_put_together() -> None:
    inset = [("" if n in (2, 3, 6) else "\u3000\u3000") + line for n, line in enumerate(WRAPPED)]
    assert paragraphs_of("<p>" + "<br>\n".join(inset)) == PARAGRAPHS
    assert paragraphs_of("<pre>" + "\n".join(inset) + "</pre>") == PARAGRAPHS
    assert paragraphs_of("<p>" + "<br>\n".join(WRAPPED)) == PARAGRAPHS


def test_lines_of_blocks_and_blank_lines_are_not_put_together() -> None:
    assert paragraphs_of("".join(f"<p>{line}<br></p>" for line in WRAPPED)) == WRAPPED
    assert paragraphs_of("<p>" + "<br><br>".join(WRAPPED)) == WRAPPED


def test_paragraphs_parted_by_line_breaks_stay_paragraphs() -> None:
    paragraphs = [BODY, MORE, "二、重点任务", BODY[:30] + "：", MORE, BODY * 2]
    assert paragraphs_of("<div>" + "<br>".join(paragraphs)) == paragraphs


def test_a_cell_over_several_rows_keeps_the_columns_of_the_others() -> None:
    page = (
        "<h1>某县分工表</h1><table border=1><tr><th>序号</th><th>任务类别</th><th>工作任务</th><th>责任单位</th></tr>"
        "<tr><td>1</td><td rowspan=2>产业</td><td>建设厂房</td><td>县工信局</td></tr>"
        "<tr><td>2</td><td><p>培育企业</p><p>每年3家</p></td><td>县工信局<br>县统计局</td></tr></table>"
    )
    rows = [n for n in parse_bytes(page.encode(), "a.html").walk() if n.form == "row"]
    assert [row.text for row in rows[1:]] == [
        "1 | 产业 | 建设厂房 | 县工信局", "2 |  | 培育企业 每年3家 | 县工信局 县统计局",
    ]  # fmt: skip
    assert [row.title for row in rows[1:]] == ["建设厂房", "培育企业 每年3家"]
    assert [row.duty and row.duty.units for row in rows[1:]] == [
        ("县工信局",),
        ("县工信局", "县统计局"),
    ]
