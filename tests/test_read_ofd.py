from collections.abc import Mapping, Sequence

import pytest
from make_docx import pack

from planparse.errors import ReadError
from planparse.read.ofd import read_ofd

NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def text(content: str, x: float, y: float, size: float = 5.0, extra: str = "") -> str:
    """A text object whose characters are one size apart."""
    delta = f'DeltaX="g {len(content) - 1} {size}"' if len(content) > 1 else ""
    return (
        f'<ofd:TextObject ID="1" Boundary="{x} {y} 150 {size}" Font="1" Size="{size}" {extra}>'
        f'<ofd:TextCode X="0" Y="{size}" {delta}>{content}</ofd:TextCode></ofd:TextObject>'
    )


def page(*objects: str, template: str = "") -> str:
    return (
        f"<ofd:Page {NS}>{template}<ofd:Content><ofd:Layer ID='2'><ofd:PageBlock ID='3'>"
        f"{''.join(objects)}</ofd:PageBlock></ofd:Layer></ofd:Content></ofd:Page>"
    )


def ofd_parts(
    pages: Sequence[str], *, common: str = "", more: Mapping[str, str] = {}
) -> dict[str, str]:
    listed = "".join(
        f'<ofd:Page ID="{i}" BaseLoc="Pages/Page_{i}/Content.xml"/>' for i in range(len(pages))
    )
    return {
        "OFD.xml": f"<ofd:OFD {NS}><ofd:DocBody><ofd:DocInfo><ofd:Title>某市规划</ofd:Title>"
        "</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {NS}><ofd:CommonData>{common}</ofd:CommonData>"
        f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        **{f"Doc_0/Pages/Page_{i}/Content.xml": content for i, content in enumerate(pages)},
        **more,
    }


def make_ofd(*pages: str, common: str = "", more: Mapping[str, str] = {}) -> bytes:
    return pack(ofd_parts(pages, common=common, more=more))


FULL = "加快建设现代化产业体系推动制造业转型升级着力培育新兴产业集群"


def test_lines_in_reading_order() -> None:
    data = make_ofd(page(text("第二行", 30, 60), text("第一", 30, 50), text("行", 40, 50)))
    source = read_ofd(data, "a.ofd")
    assert source.text == "第一行\n第二行\n"
    assert source.meta == {"title": "某市规划"}
    assert {h.size for h in source.hints} == {14.0}
    assert [h.origin.page for h in source.hints if h.origin] == [1, 1]


def test_gaps_become_blanks() -> None:
    data = make_ofd(page(text("名称", 30, 50), text("目标", 80, 50.5)))
    assert read_ofd(data, "a.ofd").text == "名称 目标\n"


def test_hard_wrapped_lines_are_joined_over_pages() -> None:
    first = [text("一、总体要求", 40, 40), text(FULL[:-2], 40, 50), text(FULL, 30, 60)]
    second = [
        text("到二〇二七年。", 30, 40),
        text("（一）另起一段", 40, 50),
        text("- 2 -", 90, 280),
    ]
    source = read_ofd(make_ofd(page(*first, text("- 1 -", 90, 280)), page(*second)), "a.ofd")
    found = [(h.role, h.joined) for h in source.hints]
    assert found == [
        ("paragraph", False),
        ("paragraph", False),
        ("paragraph", True),
        ("page-number", None),
        ("paragraph", True),
        ("paragraph", False),
        ("page-number", None),
    ]


def test_templates_and_repeated_heads_are_furniture() -> None:
    template = '<ofd:Template TemplateID="9"/>'
    pages = [
        page(text("某市人民政府公报", 30, 10), text(f"正文{n}", 30, 50), template=template)
        for n in "甲乙丙"
    ]
    data = make_ofd(
        *pages,
        common='<ofd:TemplatePage ID="9" BaseLoc="Tpls/T.xml"/>',
        more={"Doc_0/Tpls/T.xml": page(text("版头", 10, 5))},
    )
    source = read_ofd(data, "a.ofd")
    roles = {source.text[h.start : h.end]: h.role for h in source.hints}
    assert source.text.count("版头") == 1
    assert roles["版头"] == roles["某市人民政府公报"] == "furniture"
    assert roles["正文甲"] == "paragraph"


def test_bold() -> None:
    fonts = f'<ofd:Res {NS}><ofd:Fonts><ofd:Font ID="1" FontName="黑体"/></ofd:Fonts></ofd:Res>'
    body = text(FULL, 30, 70).replace('Font="1"', 'Font="2"')
    data = make_ofd(
        page(text("一、目标", 30, 50), text("（一）任务", 30, 60, extra='Font2="x"'), body),
        common="<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>",
        more={"Doc_0/PublicRes.xml": fonts},
    )
    hints = read_ofd(data, "a.ofd").hints
    assert [(h.role, h.bold) for h in hints] == [("paragraph", n) for n in (4, 5, 0)]


def test_two_columns_and_words_of_latin_letters() -> None:
    words = (f"第{n}行{'文' * 11}" for n in "一二三四五六七八九")
    rows = [(word, 50 + 8 * n) for n, word in enumerate(words)]
    data = make_ofd(
        page(*(text(w, x, y) for w, y in rows for x in (20, 110)), text("5G Advanced", 20, 30))
    )
    lines = read_ofd(data, "a.ofd").text.split("\n")
    assert lines[0] == "5G Advanced"
    assert [line[:3] for line in lines[1:10]] == [line[:3] for line in lines[10:19]]


def test_one_code_with_several_lines_and_upright_text() -> None:
    code = (
        '<ofd:TextObject Boundary="30 50 100 20" Size="5"><ofd:TextCode X="0" Y="5" '
        'DeltaX="5 -5 5" DeltaY="0 8 0">甲乙丙丁</ofd:TextCode></ofd:TextObject>'
    )
    upright = (
        '<ofd:TextObject Boundary="30 90 5 20" Size="5"><ofd:TextCode X="0" Y="5" '
        'DeltaY="g 2 6">竖排字</ofd:TextCode></ofd:TextObject>'
    )
    assert read_ofd(make_ofd(page(code, upright)), "a.ofd").text == "甲乙\n丙丁\n竖排字\n"


def test_invisible_and_turned_text() -> None:
    data = make_ofd(
        page(
            text("正文", 30, 50),
            text("看不见", 30, 60, extra='Visible="false"'),
            text("内部资料", 30, 50, extra='CTM="0.7 0.7 -0.7 0.7 0 0"'),
        )
    )
    source = read_ofd(data, "a.ofd")
    roles = {source.text[h.start : h.end]: h.role for h in source.hints}
    assert roles == {"正文": "paragraph", "内部资料": "furniture"}


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"a.txt": ""}, "is no OFD document"),
        ({"OFD.xml": "<a/>"}, "names no document"),
        ({"OFD.xml": "<a/>", "Encryptions.xml": "<a/>"}, "is encrypted"),
        ({"OFD.xml": "<!DOCTYPE a><a/>"}, "document type"),
        ({k: v for k, v in ofd_parts([]).items() if k == "OFD.xml"}, "has no part"),
    ],
)
def test_refusals(parts: dict[str, str], message: str) -> None:
    with pytest.raises(ReadError, match=message) as caught:
        read_ofd(pack(parts), "坏.ofd")
    assert "坏.ofd" in str(caught.value)
