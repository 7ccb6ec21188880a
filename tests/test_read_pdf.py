"""PDF files are made here by hand: one page is a list of (font, size, x, y, text)."""

from __future__ import annotations

import sys
import zlib

import pytest
from hinted import put_together
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from planparse.errors import MissingExtraError, ReadError
from planparse.read.pdf import read_pdf
from planparse.read.source import Source

pytest.importorskip("pypdfium2")

SONG, HEI, LATIN = "F1", "F2", "F3"
LEFT, SIZE, WIDE, PITCH = 80.0, 16.0, 28, 28.0
Piece = tuple[str, float, float, float, str]


def font(name: str, number: int) -> dict[int, str]:
    return {
        number: f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /UniGB-UCS2-H "
        f"/DescendantFonts [{number + 1} 0 R] >>",
        number + 1: f"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /{name} /CIDSystemInfo "
        f"<< /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 "
        f"/W [1 95 500 814 939 500] /FontDescriptor {number + 2} 0 R >>",
        number + 2: f"<< /Type /FontDescriptor /FontName /{name} /Flags 4 /FontBBox "
        "[0 -120 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 80 >>",
    }


def shown(font_name: str, size: float, x: float, y: float, text: str, matrix: str) -> str:
    code = text.encode("latin-1" if font_name == LATIN else "utf-16-be").hex()
    return f"BT /{font_name} {size} Tf {matrix} {x} {y} Tm <{code}> Tj ET\n"


def make(
    pages: list[list[Piece]],
    *,
    rotate: int = 0,
    extra: str = "",
    trailer: str = "",
    matrix: str = "1 0 0 1",
    packed: bool = True,
) -> bytes:
    objects = {**font("STSong-Light", 3), **font("SimHei", 6)}
    objects[9] = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    kids = []
    for number, pieces in enumerate(pages):
        page, content = 10 + 2 * number, 11 + 2 * number
        kids.append(f"{page} 0 R")
        stream = "".join(shown(*piece, matrix) for piece in pieces) + extra
        coded = zlib.compress(stream.encode()).decode("latin-1") if packed else stream
        code = "/Filter /FlateDecode" if packed else ""
        objects[page] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate {rotate} /Contents "
            f"{content} 0 R /Resources << /Font << /F1 3 0 R /F2 6 0 R /F3 9 0 R >> >> >>"
        )
        objects[content] = f"<< /Length {len(coded)} {code} >>\nstream\n{coded}\nendstream"
    objects[1] = "<< /Type /Catalog /Pages 2 0 R >>"
    objects[2] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    return assembled(objects, trailer)


def assembled(objects: dict[int, str], trailer: str) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start, size = len(out), max(objects) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n".encode()
    for number in range(1, size):
        out += f"{places.get(number, 0):010} 00000 {'n' if number in places else 'f'} \n".encode()
    out += f"trailer << /Size {size} /Root 1 0 R {trailer} >>\n".encode()
    return bytes(out + f"startxref\n{start}\n%%EOF\n".encode())


def wrapped(text: str, indent: int = 2, wide: int = WIDE, rest: int = 0) -> list[tuple[int, str]]:
    """(indent, line) as a printer breaks a paragraph of full-width characters."""
    out = [(indent, text[: wide - indent])]
    text = text[wide - indent :]
    while text:
        out.append((rest, text[: wide - rest]))
        text = text[wide - rest :]
    return out


def laid_out(lines: list[tuple[int, str]], top: float = 740.0, x: float = LEFT) -> list[Piece]:
    return [
        (SONG, SIZE, x + indent * SIZE, top - k * PITCH, text)
        for k, (indent, text) in enumerate(lines)
    ]


def roles(source: Source, role: str) -> list[str]:
    return [source.text[h.start : h.end] for h in source.hints if h.role == role]


BODY = (
    "各区要把扩大优质供给摆在突出位置，统筹安排资金和用地，建立按"
    "月调度、按季通报的工作机制，确保年内开工建设的项目不少于六十个。"
)
MORE = (
    "对进展缓慢的项目，由牵头单位约谈有关负责人，限期整改，整改情"
    "况报领导小组办公室备案，并向社会公开，接受群众监督和评议。"
)


def one_page(paragraphs: list[str]) -> list[Piece]:
    return laid_out([line for text in paragraphs for line in wrapped(text)])


def test_wrapped_lines_join_and_headings_begin_paragraphs() -> None:
    paragraphs = ["一、总体安排", BODY, "（一）重点工程", MORE, "二、组织保障", BODY]
    source = read_pdf(make([one_page(paragraphs)]), "样例.pdf")
    assert put_together(source) == paragraphs
    assert source.media_type == "application/pdf"


def test_a_full_last_line_does_not_swallow_the_next_paragraph() -> None:
    full, line = (BODY * 3)[: WIDE - 2 + WIDE], ("推进" * 20)[: WIDE - 2]
    paragraphs = [full, MORE, line, BODY[::-1]]
    assert put_together(read_pdf(make([one_page(paragraphs)]), "a.pdf")) == paragraphs


def test_hints_cover_every_line_and_name_page_and_size() -> None:
    pages = [one_page([BODY]), one_page([MORE])]
    source = read_pdf(make(pages), "a.pdf")
    rebuilt = "".join(source.text[h.start : h.end] + "\n" for h in source.hints)
    assert rebuilt == source.text
    assert {h.origin.page for h in source.hints if h.origin} == {1, 2}
    assert {h.size for h in source.hints} == {16.0}


def test_a_paragraph_goes_on_over_a_page_with_number_and_running_head() -> None:
    lines = wrapped(BODY + MORE)
    parts = [lines[:2], lines[2:4], lines[4:]]
    pages = [
        [
            (SONG, 10.5, LEFT, 800, f"某市公共服务规划 第{number}版"),
            *laid_out([*wrapped(MORE), *part] if number == 1 else part),
            (SONG, 14, 280, 70, f"— {number} —"),
        ]
        for number, part in enumerate(parts, 1)
    ]
    source = read_pdf(make(pages), "a.pdf")
    assert put_together(source) == [MORE, BODY + MORE]
    assert roles(source, "page-number") == ["— 1 —", "— 2 —", "— 3 —"]
    assert [text[:8] for text in roles(source, "furniture")] == ["某市公共服务规划"] * 3


@pytest.mark.parametrize("form", ["{}", "- {} -", "第 {} 页", "第{}页 共3页", "{}/3", "·{}·"])
def test_page_numbers_in_every_form(form: str) -> None:
    pages = [
        [*one_page([BODY[number:], MORE]), (SONG, 10.5, 290, 50, form.format(number) + " ")]
        for number in (1, 2, 3)
    ]
    source = read_pdf(make(pages), "a.pdf")
    assert len(roles(source, "page-number")) == 3
    assert put_together(source) == [text for n in (1, 2, 3) for text in (BODY[n:], MORE)]


def test_a_year_or_item_alone_on_a_line_in_the_body_is_no_page_number() -> None:
    page = laid_out([(2, "2030"), *wrapped(BODY), (2, "12")], top=600)
    assert roles(read_pdf(make([page, page, page]), "a.pdf"), "page-number") == []


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [line for text in (BODY, MORE) for line in wrapped(text, wide=13)]
    right = [line for text in (MORE, BODY) for line in wrapped(text, wide=13)]
    title = (SONG, 22, 200, 790, "两栏排印的简报")
    page = [title]
    for a, b in zip(laid_out(left, x=60), laid_out(right, x=310), strict=True):
        page += [a, b]
    source = read_pdf(make([page]), "a.pdf")
    assert put_together(source) == ["两栏排印的简报", BODY, MORE, MORE, BODY]


def test_a_table_with_wide_gaps_stays_in_rows() -> None:
    rows = [("序号", "指标名称", "目标值"), ("1", "养老床位", "5万张"), ("2", "托育机构", "800家")]
    page: list[Piece] = []
    for k, row in enumerate(rows * 4):
        page += [(SONG, 12, x, 700 - 30 * k, t) for x, t in zip((90, 200, 400), row, strict=True)]
    source = read_pdf(make([page]), "a.pdf")
    assert put_together(source)[:3] == [
        "序号 指标名称 目标值",
        "1 养老床位 5万张",
        "2 托育机构 800家",
    ]


def test_hanging_indents() -> None:
    items = [f"{number}．{BODY}" for number in (1, 2, 3)]
    lines = [line for item in items for line in wrapped(item, indent=0, rest=2)]
    before = wrapped(MORE, indent=2)
    source = read_pdf(make([laid_out(before + lines)]), "a.pdf")
    assert put_together(source) == [MORE, *items]


def test_a_title_over_two_lines_is_one_paragraph_and_its_size_is_told() -> None:
    title = [
        (SONG, 22, 151, 760, "某某市城市更新与老旧小区改"),
        (SONG, 22, 217, 725, "造三年行动计划"),
    ]
    body = laid_out(wrapped(BODY), top=640)
    source = read_pdf(make([[*title, *body]]), "a.pdf")
    assert put_together(source) == ["某某市城市更新与老旧小区改造三年行动计划", BODY]
    assert [h.size for h in source.hints][:2] == [22.0, 22.0]


def test_two_headings_of_one_size_do_not_join() -> None:
    page = laid_out([(2, "一、总体要求"), (2, "（一）基本思路"), *wrapped(BODY)])
    assert put_together(read_pdf(make([page]), "a.pdf"))[:2] == ["一、总体要求", "（一）基本思路"]


def test_a_lead_in_black_type_is_counted() -> None:
    lead, rest = "（一）夯实数字底座。", BODY[:16]
    first = (HEI, SIZE, LEFT + 2 * SIZE, 740, lead)
    second = (SONG, SIZE, LEFT + (2 + len(lead)) * SIZE, 740, rest)
    page = [first, second, *laid_out([(0, BODY[16:44]), (0, BODY[44:])], top=740 - PITCH)]
    source = read_pdf(make([page]), "a.pdf")
    assert source.hints[0].bold == len(lead)
    assert [h.bold for h in source.hints[1:]] == [0, 0]
    assert put_together(source) == [lead + BODY]


def test_black_type_throughout_is_no_evidence() -> None:
    page = [(HEI, *piece[1:]) for piece in one_page([BODY, MORE])]
    assert {h.bold for h in read_pdf(make([page]), "a.pdf").hints} == {0}


def test_letters_set_apart_stay_apart_and_justified_ones_do_not() -> None:
    apart = shown(SONG, 30, 100, 700, "民政总局办公厅", "6 Tc 1 0 0 1")
    even = shown(SONG, 16, 80, 600, BODY[:26], "1 Tc 1 0 0 1")
    lines = read_pdf(make([[]], extra=apart + even), "a.pdf").text.split("\n")
    assert lines == ["民 政 总 局 办 公 厅", BODY[:26], ""]


def test_a_number_set_without_blanks_is_one_word_and_no_row_is_lost() -> None:
    source = read_pdf(make([laid_out([(2, "到2027年建成120个"), *wrapped(BODY)])]), "a.pdf")
    assert source.text.split("\n")[0] == "到2027年建成120个"


def test_radicals_become_characters() -> None:
    source = read_pdf(make([laid_out([(2, "⼀、⽬标"), *wrapped(BODY)])]), "a.pdf")
    assert source.text.startswith("一、目标")


@pytest.mark.parametrize("quarter", [0, 1, 2, 3])
def test_a_page_of_turned_text_is_read_upright(quarter: int) -> None:
    matrix = ("1 0 0 1", "0 1 -1 0", "-1 0 0 -1", "0 -1 1 0")[quarter]
    lines = ["1. First", "words of the text", "Second", "(3) third of all"]
    page: list[Piece] = []
    for k, text in enumerate(lines):
        x, y = 80.0 + 20 * (k % 2), 540.0 - 24 * k
        place = ((x, y), (595 - y, x), (595 - x, 842 - y), (y, 842 - x))[quarter]
        page.append((LATIN, 12, *place, text))
    source = read_pdf(make([page], matrix=matrix, rotate=90), "a.pdf")
    assert source.text.splitlines() == lines


def test_a_slanted_watermark_is_furniture() -> None:
    mark = shown(SONG, 40, 150, 300, "内部资料", "0.7 0.7 -0.7 0.7")
    source = read_pdf(make([one_page([BODY, MORE])], extra=mark), "a.pdf")
    assert roles(source, "furniture") == ["内部资料"]
    assert put_together(source) == [BODY, MORE]


def test_size_may_come_from_the_text_matrix() -> None:
    page = [(SONG, 1, *piece[2:]) for piece in one_page([BODY, MORE])]
    source = read_pdf(make([page], matrix="16 0 0 16"), "a.pdf")
    assert {h.size for h in source.hints} == {16.0}
    assert put_together(source) == [BODY, MORE]


def test_a_scan_names_its_pages_and_a_remedy() -> None:
    with pytest.raises(ReadError, match=r"^扫描件\.pdf: .* \(pages: 3\); .*ocrmypdf -l chi_sim"):
        read_pdf(make([[], [], []]), "扫描件.pdf")


def test_a_scan_with_page_numbers_only_is_a_scan() -> None:
    pages = [[(SONG, 10.5, 290, 50, f"— {n} —")] for n in (1, 2)]
    with pytest.raises(ReadError, match=r"without a text layer \(pages: 2\)"):
        read_pdf(make(pages), "a.pdf")


def test_an_encrypted_file_is_named_so() -> None:
    lock = f"<< /Filter /Standard /V 1 /R 2 /P -44 /O <{'41' * 32}> /U <{'42' * 32}> >>"
    data = make([one_page([BODY])], trailer=f"/Encrypt {lock} /ID [<00> <00>]")
    with pytest.raises(ReadError, match="encrypted"):
        read_pdf(data, "a.pdf")


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"%PDF-1.7\n%%EOF", b"\x00" * 100])
def test_a_broken_file_is_one_sentence(data: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        read_pdf(data, "a.pdf")
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("a.pdf: ")


def test_too_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planparse.read.pdf.MAX_PAGES", 2)
    with pytest.raises(ReadError, match="3 pages, more than 2"):
        read_pdf(make([one_page([BODY])] * 3), "a.pdf")


def test_too_much_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planparse.read.pdf._MAX_GLYPHS", 100)
    with pytest.raises(ReadError, match="too much text"):
        read_pdf(make([one_page([BODY])] * 3), "a.pdf")


def test_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planparse.read.pdf.MAX_BYTES", 10)
    with pytest.raises(ReadError, match="larger than"):
        read_pdf(make([one_page([BODY])]), "a.pdf")


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(MissingExtraError, match=r"planparse\[pdf\]"):
        read_pdf(make([one_page([BODY])]), "a.pdf")


HAN = st.text(st.sampled_from("建设推进落实完善机制服务体系产业创新"), min_size=9, max_size=90)


@settings(max_examples=30, deadline=None)
@given(st.lists(HAN, min_size=3, max_size=6))
def test_any_paragraphs_come_back(paragraphs: list[str]) -> None:
    """Each ends in a full stop; the body is wide enough on the page to know its margins."""
    paragraphs = [BODY, *(text + "。" for text in paragraphs), MORE]
    lines = [line for text in paragraphs for line in wrapped(text)]
    texts = [text for _, text in lines]  # PDFium drops some of what is set without a font file
    assume(len(set(texts)) == len(texts) and min(map(len, texts)) > 1)
    source = read_pdf(make([laid_out(lines)]), "a.pdf")
    assert "".join(source.text.split()) == "".join(paragraphs)
    assert put_together(source) == paragraphs


NOTE = "① 重点项目是列入年度计划的"
MARKED = "各区要把扩大优质供给摆在突出位置"


def with_note(mark: list[Piece], note: list[Piece]) -> list[list[Piece]]:
    lines = wrapped(BODY + MORE)
    first = [(SONG, SIZE, LEFT + 2 * SIZE, 740, MARKED), *mark]
    return [
        [*first, *laid_out(lines[:2], top=740 - PITCH), *note, (SONG, 14, 280, 60, "— 1 —")],
        [*laid_out([*lines[2:], (2, MORE[::-1][:20])]), (SONG, 14, 280, 60, "— 2 —")],
    ]


def test_a_footnote_does_not_part_the_paragraph_that_its_page_ends_in() -> None:
    mark = [
        (SONG, 7.0, LEFT + 18.1 * SIZE, 746, "①"),
        (SONG, SIZE, LEFT + 18.6 * SIZE, 740, "。"),
    ]
    note = [(SONG, 9.0, LEFT, 120, NOTE), (SONG, 9.0, LEFT, 106, "项目。")]
    source = read_pdf(make(with_note(mark, note)), "a.pdf")
    assert source.text.splitlines()[0] == MARKED + "。"
    assert roles(source, "footnote") == [NOTE, "项目。"]
    joined = [h.joined for h in source.hints if h.role == "footnote"]
    assert joined == [False, True]
    first = next(h for h in source.hints if h.role == "footnote")
    assert source.text[: first.start].replace("\n", "").endswith(MORE)


def test_small_type_at_the_foot_without_a_mark_in_the_text_is_text() -> None:
    pages = with_note([], [(SONG, 9.0, LEFT, 120, "1 重点项目")])
    assert roles(read_pdf(make(pages), "a.pdf"), "footnote") == []


def test_an_exponent_is_no_mark() -> None:
    page = [
        (SONG, SIZE, LEFT, 740, "新建五百"),
        (LATIN, SIZE, LEFT + 4 * SIZE, 740, "m"),
        (LATIN, 8.0, LEFT + 4 * SIZE + 14, 746, "2"),
        (SONG, SIZE, LEFT + 5.2 * SIZE, 740, "以上"),
        (LATIN, 7.0, LEFT + 7.3 * SIZE, 746, "2"),
        (SONG, SIZE, LEFT, 712, MORE[:20]),
        (LATIN, 9.0, LEFT, 120, "2"),
        (SONG, 9.0, LEFT + 8, 120, "按建筑面积计算。"),
    ]
    source = read_pdf(make([page]), "a.pdf")
    assert source.text.splitlines()[0] == "新建五百m2以上"
    assert len(roles(source, "footnote")) == 1


CHAPTERS = ("现状", "目标", "任务", "保障")


def test_running_heads_may_name_the_chapter() -> None:
    pages = [
        [(SONG, 10.5, LEFT, 800, f"公共服务规划·{name}"), *one_page([name * 30, MORE[k:]])]
        for k, name in enumerate(CHAPTERS)
    ]
    source = read_pdf(make(pages), "a.pdf")
    assert [text[-2:] for text in roles(source, "furniture")] == list(CHAPTERS)


def test_a_table_that_goes_on_over_pages_has_no_running_head() -> None:
    def rows(names: str) -> list[Piece]:
        return [
            (SONG, 10.5, LEFT, 790 - 20 * k, f"{name}项工作安排") for k, name in enumerate(names)
        ]

    pages = [rows("甲乙丙丁"), rows("戊己庚辛"), rows("壬癸子丑")]
    body = [one_page([BODY[k:], MORE[k:], BODY[k:] + MORE]) for k in (0, 3)]
    assert roles(read_pdf(make([*body, *pages]), "a.pdf"), "furniture") == []


def test_a_page_of_short_items_keeps_to_the_margins_of_the_others() -> None:
    names = (
        "申报书；",
        "证明；",
        "批准文件；",
        "批复文件；",
        "承诺书；",
        "合同；",
        "照片；",
        "其他材料。",
    )
    items = [(2, f"{k}.{name}") for k, name in enumerate(names, 1)]
    page = laid_out([(2, "一、申报条件"), *wrapped(MORE[:40]), (2, "二、申报材料"), *items])
    source = read_pdf(make([one_page([BODY, MORE] * 2), page]), "a.pdf")
    assert put_together(source)[4:8] == ["一、申报条件", MORE[:40], "二、申报材料", "1.申报书；"]


def test_signature_date_and_note_are_three_paragraphs() -> None:
    top = 740 - 3 * PITCH
    signature: list[Piece] = [
        (SONG, SIZE, LEFT + (WIDE - 7.5) * SIZE, top, "某市人民政府"),
        (SONG, SIZE, LEFT + (WIDE - 8.8) * SIZE, top - PITCH, "二〇二六年五月八日"),
        (SONG, SIZE, LEFT + 2 * SIZE, top - 2 * PITCH, "（此件公开发布）"),
    ]
    source = read_pdf(make([[*laid_out(wrapped(BODY)), *signature]]), "a.pdf")
    assert put_together(source)[1:] == ["某市人民政府", "二〇二六年五月八日", "（此件公开发布）"]


def test_paragraphs_of_a_printed_web_page_are_set_apart_by_white() -> None:
    texts = (BODY[: WIDE - 1] + "。", MORE[:20], BODY, MORE[:9], BODY[: WIDE - 1] + "。", MORE)
    page: list[Piece] = []
    y = 780.0
    for text in texts:
        for start in range(0, len(text), WIDE):
            page.append((SONG, SIZE, LEFT, y, text[start : start + WIDE]))
            y -= 24
        y -= 16
    assert put_together(read_pdf(make([page]), "a.pdf")) == list(texts)


def test_one_full_line_among_short_ones_tells_the_margin() -> None:
    texts = [
        "一、工作任务",
        "（一）严把采购关；",
        "（二）严把加工关；",
        BODY[:40] + "。",
        "（三）严把留样关；",
    ]
    page = one_page([*texts, "一、每餐每样留足；", "二、冷藏保存两天；", "三、做好留样记录；"])
    assert put_together(read_pdf(make([page]), "a.pdf"))[:6] == [*texts, "一、每餐每样留足；"]


def drawn(across: list[tuple[float, float, float]], down: list[tuple[float, float, float]]) -> str:
    """Strokes: (height, from, to) across the page, (place, from, to) down the page."""
    lines = [f"{a} {y} m {b} {y} l S" for y, a, b in across]
    return "\n".join([*lines, *(f"{x} {a} m {x} {b} l S" for x, a, b in down)]) + "\n"


def cells(source: Source) -> dict[tuple[int | None, ...], list[str]]:
    found: dict[tuple[int | None, ...], list[str]] = {}
    for hint in source.hints:
        if hint.role == "cell" and hint.origin:
            place = (hint.origin.table, hint.origin.row, hint.origin.column)
            text = source.text[hint.start : hint.end]
            if hint.joined:
                found[place][-1] += text
            else:
                found.setdefault(place, []).append(text)
    return found


GRID = drawn(
    [(y, 80, 500) for y in (700, 660, 600, 560)], [(x, 560, 700) for x in (80, 180, 340, 500)]
)
TABLE: list[Piece] = [
    (SONG, 12.0, 100, 676, "任务"), (SONG, 12.0, 200, 676, "内容"), (SONG, 12.0, 360, 676, "单位"),
    (SONG, 12.0, 100, 626, "改造道路"), (SONG, 12.0, 186, 640, "拓宽六条县道并完善排水照"),
    (SONG, 12.0, 186, 622, "明设施"), (SONG, 12.0, 360, 626, "市交通局"),
    (SONG, 12.0, 100, 576, "改造管网"), (SONG, 12.0, 200, 576, "更换管道"),
    (SONG, 12.0, 360, 576, "市水务局"),
]  # fmt: skip


def test_a_ruled_table_is_read_cell_by_cell() -> None:
    page = [*laid_out([(2, "一、任务分工")], top=730), *TABLE, *laid_out(wrapped(MORE), top=520)]
    source = read_pdf(make([page], extra=GRID), "a.pdf")
    assert put_together(source) == ["一、任务分工", MORE]
    assert cells(source) == {
        (1, 1, 1): ["任务"], (1, 1, 2): ["内容"], (1, 1, 3): ["单位"],
        (1, 2, 1): ["改造道路"], (1, 2, 2): ["拓宽六条县道并完善排水照明设施"],
        (1, 2, 3): ["市交通局"],
        (1, 3, 1): ["改造管网"], (1, 3, 2): ["更换管道"], (1, 3, 3): ["市水务局"],
    }  # fmt: skip
    order = [source.text[h.start : h.end] for h in source.hints if h.role == "cell"]
    assert order[3:6] == ["改造道路", "拓宽六条县道并完善排水照", "明设施"]


def test_places_that_no_line_parts_are_one_cell() -> None:
    lines = drawn(
        [(700, 80, 500), (660, 180, 500), (600, 80, 500), (560, 80, 500)],
        [(80, 560, 700), (180, 560, 700), (340, 600, 700), (500, 560, 700)],
    )
    page = [(*piece[:3], 640.0 if piece[4] == "任务" else piece[3], piece[4]) for piece in TABLE]
    found = cells(read_pdf(make([[p for p in page if p[4] != "改造道路"]], extra=lines), "a.pdf"))
    assert found[1, 1, 1] == ["任务"]
    assert (1, 2, 1) not in found
    source = read_pdf(make([[p for p in page if p[4] != "改造道路"]], extra=lines), "a.pdf")
    tall = {source.text[h.start : h.end]: h.rows for h in source.hints}
    assert (tall["任务"], tall["内容"]) == (2, 1)
    assert found[1, 3, 2] == ["更换管道 市水务局"]


def test_a_table_that_goes_on_over_a_page_is_one() -> None:
    found = cells(read_pdf(make([TABLE, TABLE[3:]], extra=GRID), "a.pdf"))
    assert {place[0] for place in found} == {1}
    assert found[1, 5, 3] == ["市交通局"]
    apart = [[*TABLE, *laid_out([(2, MORE[:20])], top=500)], TABLE]
    assert {place[0] for place in cells(read_pdf(make(apart, extra=GRID), "a.pdf"))} == {1, 2}


def test_boxes_drawn_as_rectangles_and_thin_bars_make_a_table() -> None:
    boxes = "".join(
        f"{x} {y} {w} {h} re S\n"
        for x, w in ((80, 100), (180, 160), (340, 160))
        for y, h in ((560, 40), (600, 60), (660, 40))
    )
    bars = drawn([], []) + "".join(f"{x} 560 0.5 140 re f\n" for x in (80, 180, 340, 500))
    bars += "".join(f"80 {y} 420 0.5 re f\n" for y in (560, 600, 660, 700))
    for extra in (boxes, bars):
        assert len(cells(read_pdf(make([TABLE], extra=extra), "a.pdf"))) == 9


def test_a_frame_around_text_is_no_table_and_has_margins_of_its_own() -> None:
    frame = drawn([(400, 76, 420), (560, 76, 420)], [(76, 400, 560), (420, 400, 560)])
    box = laid_out([(0, BODY[:20]), (0, BODY[20:40]), (0, BODY[40:50] + "。")], top=530)
    source = read_pdf(make([[*one_page([MORE]), *box]], extra=frame), "a.pdf")
    assert put_together(source) == [MORE, BODY[:50] + "。"]
    assert cells(source) == {}


def test_lines_that_only_arrange_the_page_are_no_table() -> None:
    lines = drawn(
        [(780, 60, 540), (300, 60, 540), (280, 60, 540)],
        [(60, 280, 780), (78, 280, 780), (540, 280, 780)],
    )
    source = read_pdf(make([one_page([BODY, MORE] * 2)], extra=lines), "a.pdf")
    assert put_together(source) == [BODY, MORE] * 2


@pytest.mark.parametrize("date", ["2026/3/5 10:20", "11/22/26, 1:45 PM", "2026/3/5 上午10:20"])
def test_what_a_browser_prints_at_the_edges_is_furniture(date: str) -> None:
    head = (SONG, 8.0, 24.0, 820.0, f"{date} 某市养老方案")
    foot = (LATIN, 8.0, 24.0, 20.0, "https://www.example.cn/art/2026/3/5/1.html")
    source = read_pdf(make([[head, *one_page([BODY, MORE]), foot]]), "a.pdf")
    assert len(roles(source, "furniture")) == 2
    assert put_together(source) == [BODY, MORE]


def test_a_file_without_pages_is_named_so() -> None:
    objects = {1: "<< /Type /Catalog /Pages 2 0 R >>", 2: "<< /Type /Pages /Kids [] /Count 0 >>"}
    with pytest.raises(ReadError, match=r"^leer\.pdf: the PDF has no pages$"):
        read_pdf(assembled(objects, ""), "leer.pdf")
