import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make_docx import (
    W,
    abstract,
    cell,
    chinese_numbering,
    docx_parts,
    level,
    make_docx,
    num,
    numbered,
    pack,
    paragraph,
    row,
    run,
    start_override,
    style,
    styled,
    table,
)

from planparse.errors import ReadError
from planparse.read import package
from planparse.read.docx import read_docx
from planparse.read.formats import write_number
from planparse.read.source import Hint, Source


def lines(data: bytes, **options: bool) -> list[str]:
    return read_docx(data, "a.docx", **options).text.splitlines()


def hint_of(source: Source, text: str) -> Hint:
    return next(h for h in source.hints if text in source.text[h.start : h.end])


def labels(numbering: str, *items: tuple[int, int], styles: str = "") -> list[str]:
    blocks = [paragraph("|", numbered(n, i)) for n, i in items]
    return [x.partition("|")[0].strip() for x in lines(make_docx(*blocks, numbering=numbering))]


SIX = [0, 1, 2, 3, 4, 5, 5, 4, 3, 2, 1, 2, 0, 1]
SIX_LABELS = [
    *("第一章", "一、", "（一）", "1.", "（1）", "①", "②"),
    *("（2）", "2.", "（二）", "二、", "（一）", "第二章", "一、"),
]


def six_levels() -> bytes:
    blocks = [paragraph(f"推进第{i}层工作", numbered(1, i)) for i in SIX]
    return make_docx(*blocks, numbering=chinese_numbering())


def test_chinese_levels() -> None:
    source = read_docx(six_levels(), "六级.docx")
    assert [h.auto_label for h in source.hints] == [len(x) for x in SIX_LABELS]
    assert [source.text[h.start : h.start + h.auto_label] for h in source.hints] == SIX_LABELS
    assert source.text.splitlines()[0] == "第一章推进第0层工作"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_labels_agree_with_libreoffice(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(six_levels())
    profile = (tmp_path / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to"]
    arguments = ["txt:Text (encoded):UTF8", "--outdir", str(tmp_path), str(tmp_path / "a.docx")]
    subprocess.run(command + arguments, check=True, capture_output=True, timeout=120)
    other = (tmp_path / "a.txt").read_text("utf-8-sig").splitlines()
    assert ["".join(x.split()) for x in other] == lines(six_levels())


@pytest.mark.parametrize(
    ("fmt", "expected"),
    [
        ("chineseCounting", "一 十 十一 二十 九十九 一〇〇 一一〇"),
        ("taiwaneseCounting", "一 十 十一 二十 九十九 一○○ 一一○"),
        ("chineseCountingThousand", "一 十 十一 二十 九十九 一百 一百一十"),
        ("japaneseCounting", "一 十 十一 二十 九十九 一百 一百一十"),
        ("ideographDigital", "一 一〇 一一 二〇 九九 一〇〇 一一〇"),
        ("taiwaneseDigital", "一 一○ 一一 二○ 九九 一○○ 一一○"),
        ("chineseLegalSimplified", "壹 壹拾 壹拾壹 贰拾 玖拾玖 壹佰 壹佰壹拾"),
        ("ideographLegalTraditional", "壹 壹拾 壹拾壹 貳拾 玖拾玖 壹佰 壹佰壹拾"),
        ("ideographTraditional", "甲 癸 11 20 99 100 110"),
        ("decimalEnclosedCircle", "① ⑩ ⑪ ⑳ 99 100 110"),
        ("decimalEnclosedParen", "⑴ ⑽ ⑾ ⒇ 99 100 110"),
        ("decimalFullWidth", "１ １０ １１ ２０ ９９ １００ １１０"),
        ("decimalZero", "01 10 11 20 99 100 110"),
        ("upperLetter", "A J K T UUUU VVVV FFFFF"),
        ("lowerRoman", "i x xi xx xcix c cx"),
        ("upperRoman", "I X XI XX XCIX C CX"),
        ("hebrew1", "1 10 11 20 99 100 110"),
    ],
)
def test_number_formats(fmt: str, expected: str) -> None:
    assert [write_number(n, fmt) for n in (1, 10, 11, 20, 99, 100, 110)] == expected.split()


def test_zeros_inside_chinese_numbers() -> None:
    found = [write_number(number, "chineseCountingThousand") for number in (101, 999, 1000)]
    assert found == ["一百零一", "九百九十九", "1000"]


@given(st.integers(-5, 10**9), st.sampled_from(["chineseCounting", "upperLetter", "lowerRoman"]))
def test_any_number_has_a_short_form(number: int, fmt: str) -> None:
    assert 1 <= len(write_number(number, fmt)) <= 60


DECIMALS = [level(i, "decimal", ".".join(f"%{k + 1}" for k in range(i + 1))) for i in range(4)]


def test_levels_restart_after_outer_ones() -> None:
    numbering = abstract(0, *DECIMALS) + num(1, 0)
    items = [(1, i) for i in (0, 1, 1, 0, 1, 2, 1)]
    assert labels(numbering, *items) == ["1", "1.1", "1.2", "2", "2.1", "2.1.1", "2.2"]


def test_a_skipped_outer_level_counts_as_used() -> None:
    numbering = abstract(0, *DECIMALS) + num(1, 0)
    assert labels(numbering, (1, 1), (1, 1), (1, 0), (1, 2)) == ["1.1", "1.2", "2", "2.1.1"]


def test_restart_rules() -> None:
    levels = [
        level(0, "chineseCounting", "%1、"),
        level(1, "chineseCounting", "（%2）"),
        level(2, "decimal", "%3.", '<w:lvlRestart w:val="0"/>'),
        level(3, "decimal", "（%4）", '<w:lvlRestart w:val="1"/>'),
    ]
    items = [(1, i) for i in (0, 1, 2, 3, 2, 3, 1, 2, 3, 0, 1, 2, 3)]
    expected = [
        "一、",
        "（一）",
        "1.",
        "（1）",
        "2.",
        "（2）",
        "（二）",
        "3.",
        "（3）",
        "二、",
        "（一）",
        "4.",
        "（1）",
    ]
    assert labels(abstract(0, *levels) + num(1, 0), *items) == expected


def test_start_override_takes_effect_once() -> None:
    numbering = abstract(0, *DECIMALS) + num(1, 0) + num(2, 0, start_override(0, 5))
    items = [(1, 0), (1, 0), (2, 0), (2, 0), (1, 0), (2, 0)]
    assert labels(numbering, *items) == ["1", "2", "5", "6", "7", "8"]


def test_level_override_replaces_the_level() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1)")}</w:lvlOverride>'
    numbering = abstract(0, *DECIMALS) + num(1, 0) + num(2, 0, override)
    assert labels(numbering, (1, 0), (2, 0)) == ["1", "B)"]


def test_legal_numbering_makes_outer_numbers_decimal() -> None:
    levels = [
        level(0, "chineseCounting", "第%1章"),
        level(1, "decimal", "%1.%2", "<w:isLgl/>"),
        level(2, "decimal", "%1.%2.%3"),
    ]
    numbering = abstract(0, *levels) + num(1, 0)
    assert labels(numbering, (1, 0), (1, 1), (1, 2)) == ["第一章", "1.1", "一.1.1"]


@pytest.mark.parametrize(("suffix", "gap"), [("nothing", ""), ("space", " "), ("tab", " ")])
def test_suffix(suffix: str, gap: str) -> None:
    data = make_docx(
        paragraph("总体要求", numbered(1, 1)),
        numbering=chinese_numbering(f'<w:suff w:val="{suffix}"/>'),
    )
    assert lines(data) == [f"一、{gap}总体要求"]


def test_numbers_from_styles() -> None:
    styles = (
        style("a", "Normal", default=True)
        + style("1", "heading 1", numbered(1, 0))
        + style("2", "heading 2", numbered(1, 1), based_on="1")
        + style("X", "三级条目", '<w:numPr><w:ilvl w:val="2"/></w:numPr>', based_on="2")
        + style("N", "无编号", '<w:numPr><w:numId w:val="0"/></w:numPr>', based_on="1")
    )
    levels = [
        level(0, "chineseCounting", "%1、", '<w:pStyle w:val="1"/>'),
        level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="2"/>'),
        level(2, "decimal", "%3."),
    ]
    blocks = [paragraph("|", styled(s)) for s in ["1", "2", "X", "X", "2", "N", "1"]]
    blocks.append(paragraph("|", styled("1") + numbered(0)))
    data = make_docx(*blocks, styles=styles, numbering=abstract(0, *levels) + num(1, 0))
    found = [x.partition("|")[0].strip() for x in lines(data)]
    assert found == ["一、", "（一）", "1.", "2.", "（二）", "", "二、", ""]
    source = read_docx(data, "a.docx")
    assert [h.level for h in source.hints] == [1, 2, 2, 2, 2, 1, 1, 1]


def test_number_style_link() -> None:
    styles = style("L", "条款", '<w:numPr><w:numId w:val="2"/></w:numPr>', kind="numbering")
    numbering = (
        abstract(0, extra='<w:numStyleLink w:val="L"/>')
        + abstract(1, level(0, "chineseCounting", "第%1条"), extra='<w:styleLink w:val="L"/>')
        + num(1, 0)
        + num(2, 1)
    )
    data = make_docx(
        paragraph("|", numbered(1)), paragraph("|", numbered(2)), styles=styles, numbering=numbering
    )
    assert lines(data) == ["第一条 |", "第二条 |"]


def test_circular_definitions_end() -> None:
    styles = style("A", "甲", based_on="B") + style("B", "乙", based_on="A")
    styles += style("L", "圈", '<w:numPr><w:numId w:val="1"/></w:numPr>', kind="numbering")
    numbering = abstract(0, extra='<w:numStyleLink w:val="L"/>') + num(1, 0)
    data = make_docx(paragraph("文", styled("A") + numbered(1)), styles=styles, numbering=numbering)
    assert lines(data) == ["文"]


def test_bullets() -> None:
    wingdings = '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>'
    numbering = (
        abstract(0, level(0, "bullet", "\uf06c"))
        + abstract(1, level(0, "bullet", "n", wingdings))
        + abstract(2, level(0, "bullet", "——"))
        + "".join(num(i + 1, i) for i in range(3))
    )
    assert labels(numbering, (1, 0), (2, 0), (3, 0)) == ["●", "●", "——"]


def test_an_empty_numbered_paragraph_counts_and_prints_nothing() -> None:
    blocks = [paragraph(text, numbered(1, 1)) for text in ("甲", "", "乙")]
    assert lines(make_docx(*blocks, numbering=chinese_numbering())) == ["一、甲", "", "三、乙"]


def test_custom_zero_padded_format() -> None:
    custom = (
        '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" '
        'w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/>'
        "</mc:Fallback></mc:AlternateContent>"
    )
    lvl = f'<w:lvl w:ilvl="0"><w:start w:val="1"/>{custom}<w:lvlText w:val="%1"/></w:lvl>'
    assert labels(abstract(0, lvl) + num(1, 0), (1, 0), (1, 0)) == ["001", "002"]


STYLES = (
    style("a", "Normal", run_properties='<w:sz w:val="32"/>', default=True)
    + style("1", "heading 1", '<w:outlineLvl w:val="0"/>', "<w:b/>", based_on="a")
    + style("B2", "标题 2", based_on="a")
    + style("T", "Title", '<w:outlineLvl w:val="0"/>', based_on="a")
    + style("11", "toc 1", based_on="a")
    + style("C", "强调", run_properties="<w:b/>", kind="character")
)


def test_heading_evidence() -> None:
    source = read_docx(
        make_docx(
            paragraph("某市行动方案", styled("T")),
            paragraph("总体要求", styled("1")),
            paragraph("基本原则", styled("B2")),
            paragraph("直接大纲", '<w:outlineLvl w:val="2"/>'),
            paragraph("降为正文", styled("1") + '<w:outlineLvl w:val="9"/>'),
            paragraph("总体要求 3", styled("11")),
            styles=STYLES,
        ),
        "a.docx",
    )
    assert [(h.role, h.level) for h in source.hints] == [
        ("title", 1),
        ("heading", 1),
        ("heading", 2),
        ("heading", 3),
        ("paragraph", None),
        ("toc", None),
    ]
    assert [h.origin.paragraph for h in source.hints if h.origin] == [1, 2, 3, 4, 5, 6]
    assert {h.size for h in source.hints} == {16.0}


def test_bold_lead() -> None:
    lead = run("加强领导。", "<w:b/>") + run("各部门要落实责任。")
    toggled = run("粗体标题", '<w:rStyle w:val="C"/>')
    source = read_docx(
        make_docx(
            paragraph(run("　　") + lead),
            paragraph(toggled),
            paragraph(toggled, styled("1")),
            paragraph("标题", styled("1")),
            paragraph(lead, numbered(1, 1)),
            styles=STYLES,
            numbering=chinese_numbering(),
        ),
        "a.docx",
    )
    assert [h.bold for h in source.hints] == [7, 4, 0, 2, 7]


def test_soft_breaks_tabs_and_symbols() -> None:
    content = (
        "<w:r><w:t>关于印发</w:t><w:br/><w:t>工作方案的通知</w:t><w:tab/><w:noBreakHyphen/>"
        '<w:sym w:font="Wingdings" w:char="F0FE"/><w:softHyphen/><w:t> 去空白 </w:t></w:r>'
    )
    source = read_docx(make_docx(paragraph(content, styled("1")), styles=STYLES), "a.docx")
    assert source.text == "关于印发\n工作方案的通知\t-☑去空白\n"
    assert [h.joined for h in source.hints] == [None, True]
    assert [h.origin.paragraph for h in source.hints if h.origin] == [1, 1]


def test_merged_cells() -> None:
    data = make_docx(
        "前",
        table(
            row(cell("指标", properties='<w:gridSpan w:val="2"/>'), cell("目标值")),
            row(
                cell("产业", properties='<w:vMerge w:val="restart"/>'),
                cell("规模", "（亿元）"),
                cell("500"),
            ),
            row(cell("不再出现", properties="<w:vMerge/>"), cell("企业"), cell("")),
        ),
        "后",
    )
    source = read_docx(data, "a.docx")
    assert source.text.split() == [
        "前",
        "指标",
        "目标值",
        "产业",
        "规模",
        "（亿元）",
        "500",
        "企业",
        "后",
    ]
    cells = [h for h in source.hints if h.role == "cell"]
    places = [(h.origin.table, h.origin.row, h.origin.column) for h in cells if h.origin]
    assert places == [
        (1, 1, 1),
        (1, 1, 3),
        (1, 2, 1),
        (1, 2, 2),
        (1, 2, 2),
        (1, 2, 3),
        (1, 3, 2),
    ]


def test_a_table_of_one_column_is_a_frame() -> None:
    source = read_docx(make_docx(table(row(cell("专栏1 重大工程", "1.建设平台。")))), "a.docx")
    assert [h.role for h in source.hints] == ["paragraph", "paragraph"]
    assert {h.origin.table for h in source.hints if h.origin} == {1}


def test_nested_tables_are_counted() -> None:
    inner = table(row(cell("内甲"), cell("内乙")))
    source = read_docx(make_docx(table(row(cell("外", inner), cell("右")))), "a.docx")
    tables = [h.origin.table for h in source.hints if h.origin]
    assert (source.text.split(), tables) == (["外", "内甲", "内乙", "右"], [1, 2, 2, 1])


CHANGES = (
    run("完成")
    + f'<w:del w:id="1">{run("甲").replace("w:t", "w:delText")}</w:del>'
    + f'<w:ins w:id="2">{run("乙")}</w:ins>'
)


def test_tracked_changes() -> None:
    data = make_docx(paragraph(CHANGES))
    assert lines(data) == ["完成乙"]
    assert lines(data, original=True) == ["完成甲"]


def test_a_deleted_paragraph_mark_joins_paragraphs() -> None:
    blocks = (paragraph("前半", '<w:rPr><w:del w:id="1"/></w:rPr>'), paragraph("后半", styled("1")))
    data = make_docx(*blocks, styles=STYLES)
    assert lines(data) == ["前半后半"]
    assert read_docx(data, "a.docx").hints[0].role == "heading"
    assert lines(data, original=True) == ["前半", "后半"]


def test_former_properties_are_read_with_the_original() -> None:
    change = f'{styled("1")}<w:pPrChange w:id="1"><w:pPr/></w:pPrChange>'
    data = make_docx(paragraph("文字", change), styles=STYLES)
    assert read_docx(data, "a.docx").hints[0].role == "heading"
    assert read_docx(data, "a.docx", original=True).hints[0].role == "paragraph"


def test_deleted_rows_are_left_out() -> None:
    gone = row(cell("旧"), cell("行")).replace("<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>")
    data = make_docx(table(row(cell("新"), cell("行")), gone))
    assert lines(data) == ["新", "行"]
    assert lines(data, original=True) == ["新", "行", "旧", "行"]


def test_text_boxes_come_once_and_after_their_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph('框内', numbered(1, 1))}</w:txbxContent>"
    both = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{box}</w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    data = make_docx(
        paragraph("甲", numbered(1, 1)),
        paragraph(both + run("锚点")),
        paragraph("乙", numbered(1, 1)),
        numbering=chinese_numbering(),
    )
    assert lines(data) == ["一、甲", "锚点", "一、框内", "二、乙"]


def char(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def test_fields() -> None:
    page = char("begin") + code(" PAGEREF _Toc1 ") + char("separate") + run("3") + char("end")
    contents = char("begin") + code(r' TOC \o "1-3" ') + char("separate") + run("第一章")
    circle = char("begin") + code(r" eq \o\ac(○,12) ") + char("end")
    data = make_docx(
        paragraph(contents + page),
        paragraph(run("第二章") + char("end")),
        paragraph(circle + run("正文")),
        paragraph(char("begin") + code("坏") + run("藏")),
        "此后照读",
    )
    source = read_docx(data, "a.docx")
    assert source.text.split() == ["第一章3", "第二章", "⑫正文", "此后照读"]
    assert [h.role for h in source.hints] == ["toc", "paragraph", "paragraph", "paragraph"]


def test_ruby_keeps_the_base_text() -> None:
    ruby = (
        f"<w:r><w:ruby><w:rt>{run('yù')}</w:rt><w:rubyBase>{run('毓')}</w:rubyBase></w:ruby></w:r>"
    )
    assert lines(make_docx(paragraph(run("锺灵") + ruby + run("秀")))) == ["锺灵毓秀"]


def test_hidden_text_is_left_out() -> None:
    data = make_docx(paragraph(run("可见") + run("隐藏", "<w:vanish/>")))
    assert lines(data) == ["可见"]


def test_content_controls_and_links() -> None:
    sdt = f"<w:sdt><w:sdtContent>{paragraph(run('块内'))}</w:sdtContent></w:sdt>"
    link = f"<w:hyperlink>{run('链接')}</w:hyperlink>"
    inline = f"<w:sdt><w:sdtContent>{run('域')}</w:sdtContent></w:sdt>"
    assert lines(make_docx(sdt, paragraph(link + inline))) == ["块内", "链接域"]


def test_notes_and_furniture() -> None:
    body = paragraph(run("正文") + '<w:r><w:footnoteReference w:id="2"/></w:r>')
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rIdheader1"/>'
        '<w:footerReference w:type="default" r:id="rIdfooter1"/></w:sectPr>'
    )
    data = make_docx(
        body,
        section,
        stories={
            "footnotes": f'<w:footnote w:id="0" w:type="separator">{paragraph("——")}</w:footnote>'
            f'<w:footnote w:id="2">{paragraph("数据来自年鉴。")}</w:footnote>',
            "header1": paragraph("内部资料"),
            "footer1": paragraph("第 1 页 共 9 页"),
        },
    )
    source = read_docx(data, "a.docx")
    assert source.text.splitlines() == ["正文", "数据来自年鉴。", "内部资料"]
    assert [h.role for h in source.hints] == ["paragraph", "footnote", "furniture"]


def test_title_of_the_properties() -> None:
    assert read_docx(make_docx("文", title=" 行动\n方案 "), "a.docx").meta == {"title": "行动 方案"}
    assert read_docx(make_docx("文"), "a.docx").meta == {}


def test_strict_documents() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    parts = {k: v.replace(W, strict) for k, v in docx_parts(paragraph("严格")).items()}
    assert lines(pack(parts)) == ["严格"]


def test_hints_are_ordered_and_apart() -> None:
    source = read_docx(six_levels(), "a.docx")
    ends = [0, *(h.end for h in source.hints)]
    assert all(h.start >= end for h, end in zip(source.hints, ends, strict=False))
    assert source.media_type.endswith("wordprocessingml.document")


def test_other_packages_are_refused_by_name() -> None:
    with pytest.raises(ReadError, match=r"b\.docx is a spreadsheet"):
        read_docx(pack({"xl/workbook.xml": "<a/>"}), "b.docx")
    with pytest.raises(ReadError, match=r"not a complete zip"):
        read_docx(b"PK\x03\x04", "b.docx")


def hostile(document: str | bytes) -> bytes:
    parts: dict[str, str | bytes] = {**docx_parts("")}
    parts["word/document.xml"] = document
    return pack(parts)


LAUGHS = (
    '<!DOCTYPE d [<!ENTITY a "哈哈哈哈"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>'
)


@pytest.mark.parametrize(
    ("document", "message"),
    [
        (LAUGHS, "document type"),
        ('<!DOCTYPE d SYSTEM "file:///etc/passwd"><d/>', "document type"),
        ("<a>" * 5000 + "</a>" * 5000, "deep"),
        (b" " * (package.SMALL * 4), "unpacks to more"),
        ("<a><b></a>", r"word/document\.xml:1:\d+ is damaged"),
        ('<?xml version="1.0" encoding="no-such"?><a/>', "word/document.xml"),
        ("<a/>", "no Word document"),
    ],
)
def test_hostile_parts(document: str | bytes, message: str) -> None:
    with pytest.raises(ReadError, match=message) as caught:
        read_docx(hostile(document), "坏.docx")
    assert "坏.docx" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_wrong_size_in_the_directory_is_an_error() -> None:
    data = bytearray(make_docx("文" * 500))
    at = data.rindex(b"word/document.xml") - 46
    data[at + 24 : at + 28] = (7).to_bytes(4, "little")
    with pytest.raises(ReadError):
        read_docx(bytes(data), "a.docx")


def test_gbk_declaration() -> None:
    text = docx_parts(paragraph("国标"))["word/document.xml"].replace("UTF-8", "GBK", 1)
    assert lines(hostile(text.encode("gbk"))) == ["国标"]


def rich_parts() -> dict[str, str]:
    blocks = [
        paragraph("总体要求", styled("1") + numbered(1, 0)),
        paragraph(CHANGES, numbered(1, 1)),
        table(row(cell("甲", properties='<w:gridSpan w:val="2"/>'), cell("乙"))),
        paragraph(char("begin") + code(r"eq \o\ac(○,1)") + char("end") + run("圈")),
        paragraph('<w:r><w:sym w:char="F06C"/><w:footnoteReference w:id="2"/></w:r>'),
    ]
    note = f'<w:footnote w:id="2">{paragraph("注")}</w:footnote>'
    return docx_parts(
        "".join(blocks),
        numbering=chinese_numbering(),
        styles=STYLES,
        title="题",
        stories={"footnotes": note},
    )


def test_the_unharmed_file_is_read() -> None:
    with zipfile.ZipFile(io.BytesIO(pack(rich_parts()))) as archive:
        assert archive.testzip() is None
    assert lines(pack(rich_parts()))[:2] == ["第一章总体要求", "一、完成乙"]


def test_time_grows_with_size() -> None:
    blocks = [paragraph(f"第{i}段", numbered(1, i % 6)) for i in range(3000)]
    assert len(lines(make_docx(*blocks, numbering=chinese_numbering()))) == 3000


def test_faces_lead_as_bold_does() -> None:
    def face(name: str) -> str:
        return f'<w:rFonts w:eastAsia="{name}"/>'

    styles = style("a", "Normal", "", face("仿宋_GB2312"), default=True)
    body = "各区按月报送进展。" * 4
    source = read_docx(
        make_docx(
            paragraph(run("总体思路", face("黑体"))),
            paragraph(run("（一）摸清底数。", face("楷体_GB2312")) + run(body)),
            paragraph(body),
            styles=styles,
        ),
        "a.docx",
    )
    assert [hint.bold for hint in source.hints] == [4, 8, 0]


def test_a_document_all_in_one_face_has_no_leads() -> None:
    hei = '<w:rFonts w:eastAsia="黑体"/>'
    source = read_docx(make_docx(paragraph(run("总体思路", hei)), paragraph(run("正文", hei))), "a")
    assert [hint.bold for hint in source.hints] == [0, 0]


def face(name: str, half_points: int = 32) -> str:
    return f'<w:rFonts w:eastAsia="{name}"/><w:sz w:val="{half_points}"/>'


FANGSONG = style("a", "Normal", "", face("仿宋_GB2312"), default=True)
PROSE = "各区按月报送进展，由牵头单位汇总后报领导小组办公室。"
CENTRED = '<w:jc w:val="center"/>'


def roles(*blocks: str) -> list[tuple[str, int | None]]:
    source = read_docx(make_docx(*blocks, styles=FANGSONG), "a.docx")
    return [(hint.role, hint.level) for hint in source.hints]


def headed(*headings: str) -> list[str]:
    return [block for heading in headings for block in (heading, paragraph(PROSE))]


def test_headings_by_type_alone() -> None:
    outer = [
        paragraph(run(text, face("黑体", 36)), CENTRED)
        for text in ("发展基础", "主要任务", "实施保障")
    ]
    inner = [paragraph(run(text, face("楷体"))) for text in ("完善设施", "丰富供给", "提升效能")]
    first, second, third = headed(*outer)[:2], headed(*outer)[2:4], headed(*outer)[4:]
    found = roles(paragraph("规划"), *first, *second[:1], *headed(*inner), *third)
    heading = [("heading", 1), ("paragraph", None)]
    below = [("heading", 2), ("paragraph", None)] * 3
    assert found[1:] == [*heading, ("heading", 1), *below, *heading]


@pytest.mark.parametrize(
    "texts",
    [
        ("总体思路", "重点任务"),
        ("总体思路：", "重点任务：", "保障措施："),
        ("一、总体思路", "重点任务", "保障措施", "工作要求"),
        ("表1 培训安排", "表2 经费安排", "表3 进度安排"),
    ],
)
def test_too_little_to_tell_headings_by_type(texts: tuple[str, ...]) -> None:
    blocks = headed(*(paragraph(run(text, face("黑体"))) for text in texts))
    assert {role for role, _ in roles(paragraph(PROSE), *blocks)} == {"paragraph"}


@pytest.mark.parametrize(("number", "own"), [("黑体", "楷体"), ("仿宋", "楷体"), ("黑体", "黑体")])
def test_what_stands_under_numbers_is_left_to_the_text(number: str, own: str) -> None:
    first = headed(paragraph(run("一、总体要求", face(number))))
    below = headed(*(paragraph(run(text, face(own))) for text in ("近期", "中期", "远期")))
    last = headed(paragraph(run("二、主要任务", face(number))))
    assert {role for role, _ in roles(paragraph("规划"), *first, *below, *last)} == {"paragraph"}


def test_quieter_lines_before_the_first_number_are_no_headings() -> None:
    before = headed(*(paragraph(run(text, face("楷体"))) for text in ("背景", "依据", "范围")))
    numbered_one = headed(paragraph(run("一、主要任务", face("黑体"))))
    assert {role for role, _ in roles(paragraph("规划"), *before, *numbered_one)} == {"paragraph"}


def test_the_lines_of_titles_are_no_headings() -> None:
    lines = [
        paragraph(run(text, face("小标宋", 44)), CENTRED) for text in ("某市", "养老服务", "规划")
    ]
    assert {role for role, _ in roles(paragraph("文件"), *lines, paragraph(PROSE))} == {"paragraph"}


def test_styles_go_before_type() -> None:
    blocks = headed(*(paragraph(run(text, face("黑体"))) for text in ("思路", "任务", "保障")))
    styled_one = paragraph("总则", '<w:outlineLvl w:val="0"/>')
    found = roles(styled_one, *blocks)
    assert found[0] == ("heading", 1)
    assert {role for role, _ in found[1:]} == {"paragraph"}


def test_a_sentence_in_a_heading_style_is_text() -> None:
    outline = '<w:outlineLvl w:val="1"/>'
    found = roles(
        paragraph(PROSE, outline), paragraph(f"1.{PROSE}", outline), paragraph("总则", outline)
    )
    assert found == [("paragraph", None), ("heading", 2), ("heading", 2)]


def soft(*lines: str) -> str:
    return "<w:r><w:br/></w:r>".join(run(line, face("小标宋", 44)) for line in lines)


def test_a_large_centred_title_goes_on_after_a_soft_return() -> None:
    title = paragraph(soft("某市人民政府办公室", "关于印发实施方案的通知", "2026年3月"), CENTRED)
    source = read_docx(make_docx(title, paragraph(PROSE * 3), styles=FANGSONG), "a.docx")
    assert [hint.joined for hint in source.hints] == [None, True, None, None]


def test_other_soft_returns_end_a_line() -> None:
    small = paragraph(run("某市养老") + "<w:r><w:br/></w:r>" + run("服务规划"), CENTRED)
    left = paragraph(soft("某市养老", "服务规划"))
    source = read_docx(make_docx(small, left, paragraph(PROSE * 3), styles=FANGSONG), "a.docx")
    assert {hint.joined for hint in source.hints} == {None}


def test_a_large_centred_title_may_take_several_paragraphs() -> None:
    large = face("小标宋", 44)
    lines = ("某市人民政府办公室", "关于印发养老服务", "实施方案的通知", "某市养老方案")
    titles = [paragraph(run(line, large), CENTRED) for line in lines]
    number = paragraph(run("某政发〔2026〕1号", face("仿宋")), CENTRED)
    chapter = paragraph(run("第一章 总则", large), CENTRED)
    blocks = (*titles, number, paragraph(PROSE * 3), titles[0], chapter, titles[0], "", titles[0])
    source = read_docx(make_docx(*blocks, paragraph(PROSE * 9), styles=FANGSONG), "a.docx")
    joined = [hint.joined for hint in source.hints]
    assert joined == [None, True, True, None, None, None, None, None, True, None, None]
