import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse import Plan, parse_many
from planparse.errors import ReadError
from planparse.read import read
from planparse.read.encoding import decode

SIMPLIFIED = (
    "三、重点任务\n（一）推进老旧小区改造。到2027年，完成改造120个小区，惠及居民3.5万户，"
    "新增停车泊位8000个以上。（责任单位：市住房城乡建设局、各区人民政府）\n"
    "——服务能力明显增强。社区养老服务设施覆盖率达到95%，“一刻钟”便民生活圈基本建成。"
)
TRADITIONAL = (
    "三、重點任務\n（一）推進老舊社區改造。到2027年，完成改造120個社區，惠及居民3.5萬戶，"
    "新增停車泊位8000個以上。（責任單位：市住房局、各區人民政府）\n"
    "——服務能力明顯增強。社區養老服務設施覆蓋率達到95%，「一刻鐘」便民生活圈基本建成。"
)
LENGTHS = (20, 27, 40, 75, 140)
READINGS = [
    (SIMPLIFIED, "utf-8", "utf-8"),
    (SIMPLIFIED, "gb18030", "gb18030"),
    (SIMPLIFIED, "utf-16-le", "utf-16-le"),
    (SIMPLIFIED, "utf-16-be", "utf-16-be"),
    (TRADITIONAL, "utf-8", "utf-8"),
    (TRADITIONAL, "big5", "big5"),
    (TRADITIONAL, "gb18030", "gb18030"),
]


@pytest.mark.parametrize(("text", "codec", "name"), READINGS)
@pytest.mark.parametrize("length", LENGTHS)
def test_every_cut_of_a_plan_is_read_in_its_encoding(
    text: str, codec: str, name: str, length: int
) -> None:
    for start in range(0, len(text) - length, 7):
        cut = text[start : start + length]
        assert decode(cut.encode(codec), "plan.txt") == (cut, name)


@pytest.mark.parametrize(
    ("bom", "codec"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_a_byte_order_mark_decides_and_goes(bom: bytes, codec: str) -> None:
    assert decode(bom + SIMPLIFIED.encode(codec), "plan.txt") == (SIMPLIFIED, codec)


@pytest.mark.parametrize("wrong", ["latin-1", "cp1252"])
def test_text_that_was_read_as_latin_is_turned_back(wrong: str) -> None:
    text = "加快信息基础设施建设，构建城市数字底座。"
    damaged = "".join(
        bytes([b]).decode(wrong if wrong == "latin-1" or b not in HOLES else "latin-1")
        for b in text.encode()
    )
    assert decode(damaged.encode(), "plan.txt") == (text, f"utf-8 (read as {wrong})")


HOLES = {0x81, 0x8D, 0x8F, 0x90, 0x9D}


def test_a_damaged_byte_does_not_change_the_encoding() -> None:
    data = (SIMPLIFIED * 20).encode()
    text, name = decode(data[:301] + b"\xff" + data[301:], "plan.txt")
    assert name == "utf-8"
    assert text.count("\ufffd") <= 4
    assert text.endswith(SIMPLIFIED)


def test_a_tail_cut_inside_a_character_does_not_matter() -> None:
    assert decode(SIMPLIFIED.encode()[:-1], "plan.txt")[1] == "utf-8"


def test_ascii_and_empty_files_are_utf_8() -> None:
    assert decode(b"", "plan.txt") == ("", "utf-8")
    assert decode(b"1. GDP 5%\r\n", "plan.txt") == ("1. GDP 5%\r\n", "utf-8")


def test_text_in_another_language_is_read_too() -> None:
    french = "Le schéma de développement économique prévoit l’aménagement du territoire."
    assert decode(french.encode(), "plan.txt") == (french, "utf-8")
    text, name = decode(french.replace("’", "'").encode("latin-1"), "plan.txt")
    assert "schéma" in text
    assert name.startswith("cp125")


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 20,
        bytes(range(256)) * 8,
        b"\0\1\2\3" * 50,
        codecs.BOM_UTF16_LE + bytes(range(200, 256)) * 9,
    ],
)
def test_binary_files_are_refused_with_their_name(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"^grafik\.txt: ") as error:
        decode(data, "grafik.txt")
    assert "UTF-8" in str(error.value)


def test_the_source_has_one_line_end_and_says_where_it_is_from() -> None:
    source = read("一、总体要求\r\n二、目标\r三、任务\r\n".encode("gb18030"), "方案.txt")
    assert source.text == "一、总体要求\n二、目标\n三、任务\n"
    assert (source.name, source.media_type, source.encoding) == (
        "方案.txt",
        "text/plain",
        "gb18030",
    )
    assert len(source.sha256) == 64
    assert source.hints == ()


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        text, name = decode(data, "x")
    except ReadError:
        assert data
        return
    assert name
    assert text or not data.strip(b"\xff\xfe\xef\xbb\xbf\0")


def test_many_files_are_read_one_after_the_other_and_one_that_fails_is_a_value(
    tmp_path: Path,
) -> None:
    good, missing = tmp_path / "a.txt", tmp_path / "b.txt"
    good.write_text("一、总体要求\n", "utf-8")
    (first, plan), (second, error) = parse_many([good, missing])
    assert (first, second) == (good, missing)
    assert isinstance(plan, Plan)
    assert plan.body[0].title == "总体要求"
    assert isinstance(error, ReadError)
