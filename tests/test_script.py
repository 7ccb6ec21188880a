import regex
from hypothesis import given
from hypothesis import strategies as st

from planparse.script import fold, to_simplified

ANY = st.text(alphabet=st.characters(codec="utf-8"))
IDEOGRAPHS = st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF))


@given(ANY)
def test_folding_keeps_the_length_and_is_stable(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded
    assert [c for c in folded if c == "\n"] == [c for c in text if c == "\n"]


@given(ANY | IDEOGRAPHS)
def test_simplifying_keeps_the_length_and_is_stable(text: str) -> None:
    simplified = to_simplified(text)
    assert len(simplified) == len(text)
    assert to_simplified(simplified) == simplified


def test_traditional_becomes_simplified() -> None:
    assert fold("發展新質生產力，實施創新驅動發展戰略") == "发展新质生产力,实施创新驱动发展战略"
    assert fold("責任單位：經濟和信息化廳") == "责任单位:经济和信息化厅"


def test_full_width_becomes_half_width() -> None:
    assert fold("（１）：；！？％～＋－．，Ａｚ［］") == "(1):;!?%~+-.,Az[]"
    assert fold("一﹒目标﹑任务") == "一.目标、任务"


def test_every_blank_becomes_a_space_but_the_line_feed_stays() -> None:
    assert fold("甲\u3000乙\xa0丙\t丁\u2003戊\n") == "甲 乙 丙 丁 戊\n"


def test_chinese_marks_and_other_numbers_stay() -> None:
    for text in ("、。“”《》〔〕【】……——", "①⑴㈠ⅠⅣ⒈㎡", "二〇二五○", "\ue1a2"):
        assert fold(text) == text


def test_compatibility_ideographs_and_radicals_are_folded() -> None:
    assert fold("\uf9f7\u2f00\u2f08") == "立一人"
    assert fold("\uf92c") == "郎"


def test_zhu_is_left_to_its_word() -> None:
    assert fold("著力、顯著") == "著力、显著"
    assert to_simplified("著力解決，意味著，沿著") == "着力解决，意味着，沿着"
    kept = "顯著 著名 著作 卓著 昭著 論著 專著 編著 名著 原著 土著"
    assert "着" not in to_simplified(kept)


def test_marks_keep_their_width_when_simplifying() -> None:
    assert to_simplified("（一）總體要求：") == "（一）总体要求："


def test_simplified_characters_are_their_own_fold() -> None:
    common = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工"
    assert fold(common) == common
    assert regex.fullmatch(r"\p{Han}++", fold(common))
