"""Numbering styles: what is written is read back, and look-alikes are not read at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.numbering import STYLES, enumerators, han_or_letter
from planparse.numerals import SEQUENCES, han_to_int, int_to_han
from planparse.script import fold

WRITTEN = sorted(
    name
    for name, style in STYLES.items()
    if style.sequence
    and "|" not in style.sequence
    and style.sequence not in ("roman", "lower")
    and not name.endswith("-title")
)


@given(st.integers(1, 999))
def test_han_numerals_survive(value: int) -> None:
    assert han_to_int(int_to_han(value)) == value


@pytest.mark.parametrize("name", sorted(SEQUENCES))
def test_every_ordinal_of_a_sequence_is_read_back(name: str) -> None:
    sequence = SEQUENCES[name]
    for value in range(1, sequence.last + 1):
        assert sequence.read(sequence.write(value)) == value


@pytest.mark.parametrize("name", WRITTEN)
def test_written_enumerators_are_matched(name: str) -> None:
    style = STYLES[name]
    last = min(SEQUENCES[style.sequence or ""].last, 40)
    for value in range(1, last + 1):
        line = fold(f"{style.write(value)}加强组织领导")
        label = style.write(value).rstrip()
        found = [(e.style.name, e.ordinal, e.end) for e in enumerators(line)]
        assert (name, value, len(label)) in found, (line, found)


def test_what_is_written_before_and_after_a_number() -> None:
    assert [STYLES[n].write(3) for n in ("work", "question", "dash")] == [
        "重点任务三：", "问三：", "——",
    ]  # fmt: skip


def test_the_letter_of_an_appendix_is_the_first_part_of_its_decimals() -> None:
    assert [e.path for e in enumerators("C.2.4 范围") if e.path] == [(3, 2, 4)]


FORMS = [
    ("第一编 总论", "bian", 1), ("第三部分 保障", "bufen", 3), ("第十二章 附则", "zhang", 12),
    ("第1章 概述", "zhang", 1), ("第二节 目标", "jie", 2), ("第二十一条 本办法", "tiao", 21),
    ("一、总体要求", "han-comma", 1), ("一．总体要求", "han-dot", 1),
    ("（十一）强化监管", "han-paren", 11), ("(一)强化", "han-paren", 1),
    ("㈠加强", "paren-han-sign", 1), ("1.夯实基础", "arabic-dot", 1),
    ("１．夯实基础", "arabic-dot", 1), ("1﹒夯实", "arabic-dot", 1),
    ("1、夯实", "arabic-comma", 1),
    ("（1）夯实", "arabic-paren", 1), ("⑴夯实", "paren-digit", 1),
    ("1）夯实", "arabic-half-paren", 1),
    ("①夯实", "circled-bare", 1), ("1.1 夯实", "decimal-2", 1), ("1.1.3夯实", "decimal-3", 3),
    ("a.夯实", "lower-dot", 1), ("A.夯实", "upper-dot", 1), ("Ⅱ.夯实", "roman-sign", 2),
    ("第一，夯实", "di-comma", 1), ("首先，夯实", "first-next", 1), ("一是夯实", "han-is", 1),
    ("其一，夯实", "qi-comma", 1), ("——夯实", "dash", None), ("●夯实", "bullet", None),
    ("专栏1 重点工程", "box", 1), ("附件1", "attachment", 1), ("任务1：夯实", "work", 1),
    ("工程一：夯实", "work", 1), ("999.夯实", "arabic-dot", 999), ("01 夯实", "zero-bare", 1),
    ("附件", "attachment", None), ("附录A", "attachment", 1), ("附件三", "attachment", 3),
    ("专栏1重点工程", "box", 1), ("专栏：重点工程", "box", None), ("问1：为何修渠？", "question", 1),
    ("A.1 范围", "letter-decimal-2", 1), ("B.2.3范围", "letter-decimal-3", 3),
]  # fmt: skip


@pytest.mark.parametrize(("line", "style", "ordinal"), FORMS)
def test_forms(line: str, style: str, ordinal: int | None) -> None:
    assert (style, ordinal) in [(e.style.name, e.ordinal) for e in enumerators(fold(line))]


@pytest.mark.parametrize("line", [form[0] for form in FORMS])
def test_a_number_inside_a_line_is_read_as_at_its_beginning(line: str) -> None:
    before = "第二，1．"
    found = enumerators(fold(before + line), len(before))
    assert found == tuple(
        e._replace(start=e.start + 5, end=e.end + 5, body=e.body + 5)
        for e in enumerators(fold(line))
    )
    assert all(e.start == 5 < e.end <= e.body for e in found)


DAMAGED = [
    ("、总体要求", "han-comma", None, "、"), (".夯实基础", "arabic-dot", None, "."),
    ("（）夯实基础", "han-paren", None, "（）"), ("ニ、主要任务", "han-comma", 2, "ニ、"),
    ("ー、总体要求", "han-comma", 1, "ー、"), ("（卜）夯实基础", "han-paren", 10, "（卜）"),
    ("第-章 总则", "zhang", 1, "第-章"), ("第—条 为规范管理", "tiao", 1, "第—条"),
    ("l.夯实基础", "arabic-dot", 1, "l."), ("I、夯实基础", "arabic-dot", 1, "I、"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "style", "ordinal", "label"), DAMAGED)
def test_damaged_numbers_are_told_from_whole_ones(
    line: str, style: str, ordinal: int | None, label: str
) -> None:
    for before in ("", "一、甲。"):
        shift = len(before)
        found = [e for e in enumerators(fold(before + line), shift) if e.damaged]
        assert [(e.style.name, e.ordinal) for e in found] == [(style, ordinal)]
        assert (found[0].start, found[0].end) == (shift, shift + len(label))
        assert found[0].body - shift == len(line) - len(line[len(label) :].lstrip())
        assert 0 < found[0].doubt < 1


@pytest.mark.parametrize("line", ["1.", "①", "（1）", "一是", "——", "a."])
def test_a_mark_alone_is_no_item(line: str) -> None:
    assert enumerators(fold(line)) == ()


@pytest.mark.parametrize("line", ["一、", "（一）", "第一章", "第三条"])
def test_a_heading_may_stand_on_the_next_line(line: str) -> None:
    assert [(e.start, e.end) for e in enumerators(fold(line))] == [(0, len(line))]


def test_a_year_after_a_number_is_doubtful() -> None:
    found = enumerators("一、1.2026年修路", 2)
    assert [(e.style.name, e.ordinal, e.start, e.end) for e in found] == [("arabic-dot", 1, 2, 4)]
    assert 1 < found[0].doubt < 2


@pytest.mark.parametrize(
    ("line", "mark", "doubtful"), [("—— 修路", 2, False), ("——修路", 2, False), ("— 修路", 1, True)]
)
def test_a_single_dash_is_doubtful(line: str, mark: int, doubtful: bool) -> None:
    found = enumerators(line)
    assert [(e.style.name, e.end, e.doubt > 0) for e in found] == [("dash", mark, doubtful)]


@pytest.mark.parametrize(
    "line", ["第一章 总则", "第三条 甲", "一、总体要求", "（一）加强", "1.夯实", "附件1"]
)
def test_the_marks_of_official_documents_are_beyond_doubt(line: str) -> None:
    assert enumerators(fold(line))[0].doubt == 0


def test_words_before_a_number_leave_some_doubt() -> None:
    assert [0 < e.doubt < 1 for e in enumerators("任务1:修渠")] == [True]


def test_an_attachment_with_a_colon_is_doubtful() -> None:
    assert [e.doubt for e in enumerators("附件1")] == [0.0]
    assert [e.doubt > 1 for e in enumerators("附件:")] == [True]
    assert [e.doubt > 1 for e in enumerators("附件1:")] == [True]
    assert [e.doubt for e in enumerators("附录1:名单")] == [0.0]


@pytest.mark.parametrize(("text", "ordinal"), [("A", 1), ("十二", 12), ("3", 3), ("甲", None)])
def test_the_number_of_an_appendix(text: str, ordinal: int | None) -> None:
    assert han_or_letter(text) == ordinal


def test_levels_of_a_container_rank_from_the_outside() -> None:
    ranks = [STYLES["arabic-dot"].at_level(level).rank for level in range(1, 7)]
    assert ranks == sorted(set(ranks))
    assert STYLES["zhang"].rank < ranks[2] < ranks[-1] < STYLES["han-comma"].rank
    keys = {STYLES["arabic-dot"].at_level(level).key for level in (1, 2)}
    assert len(keys | {STYLES["arabic-dot"].key}) == 3


@pytest.mark.parametrize(
    "line",
    ["2026年是关键之年", "五年来全市", "一体推进教育科技", "第一书记驻村", "第三条规定的",
     "本办法第三条",
     "第一批试点", "三城一区", "12345热线", "3D打印", "附件：1.某某清单", "附件1：责任分工表", "专栏作家",
     "一二三产融合", "二十国集团", "甲、乙两村合修"],
)  # fmt: skip
def test_look_alikes(line: str) -> None:
    assert enumerators(fold(line)) == ()


@pytest.mark.parametrize(("line", "doubt"), [("2.69 万亿元", 1.0), ("4.5 个百分点", 1.0)])
def test_decimals_are_doubtful(line: str, doubt: float) -> None:
    assert all(e.doubt >= doubt for e in enumerators(fold(line)))


@given(st.text(max_size=40))
def test_any_line_is_taken(line: str) -> None:
    folded = fold(line)
    for found in enumerators(folded):
        assert 0 <= found.start <= found.end <= found.body <= len(folded)
