"""Numbers with units: what is read of them, and what is no amount."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.extract.indicators.amounts import amounts
from planparse.extract.indicators.segments import usable
from planparse.extract.plain import plain


def read_amounts(text: str) -> list[tuple[int, int, object, str]]:
    """Every amount as (start, end, value, unit), with offsets in the given text."""
    reading = plain(text)
    return [(*reading.source_range(a.start, a.end), a.value, a.unit) for a in amounts(reading.text)]


def values(text: str) -> list[tuple[object, str]]:
    return [(value, unit) for _, _, value, unit in read_amounts(text)]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1.2万亿元", 1.2, "万亿元"),
        ("1200万人", 1200, "万人"),
        ("１２００万人", 1200, "万人"),
        ("8万亩", 8, "万亩"),
        ("1,250家", 1250, "家"),
        ("12 000 公里", 12000, "公里"),
        ("6．5％", 6.5, "%"),
        ("百分之六十", 60, "%"),
        ("百分之六十二点五", 62.5, "%"),
        ("千分之三", 3, "‰"),
        ("八成以上", 80, "%"),
        ("三分之二", 66.67, "%"),
        ("一亿元", 1, "亿元"),
        ("一倍", 1, "倍"),
        ("一半", 50, "%"),
        ("翻一番", 2, "倍"),
        ("翻番", 2, "倍"),
        ("翻两番", 4, "倍"),
        ("0.9个百分点", 0.9, "个百分点"),
        ("五千万元", 5000, "万元"),
        ("二百三十家", 230, "家"),
        ("1300多万辆", 1300, "万辆"),
        ("50余项", 50, "项"),
        ("2.5∶1", 2.5, ":1"),
        ("42万元/人", 42, "万元/人"),
        ("28微克/立方米", 28, "微克/立方米"),
        ("7000亿级", 7000, "亿元"),
        ("万亿级", 1, "万亿元"),
        ("1.7万P", 1.7, "万P"),
        ("20個", 20, "个"),
    ],
)
def test_single(text: str, value: float, unit: str) -> None:
    assert values(text) == [(value, unit)]


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("5%—5.5%", 5, 5.5, "%"),
        ("5％～6％", 5, 6, "%"),
        ("3-5家", 3, 5, "家"),
        ("5－10亿元", 5, 10, "亿元"),
        ("5000万元-1亿元", 0.5, 1, "亿元"),
        ("三至五家", 3, 5, "家"),
        ("两三个", 2, 3, "个"),
        ("1～3个百分点", 1, 3, "个百分点"),
    ],
)
def test_range(text: str, low: float, high: float, unit: str) -> None:
    assert values(text) == [((low, high), unit)]


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("30家以上", "≥"),
        ("5%以内", "≤"),
        ("5%左右", "≈"),
        ("100余项", ">"),
        ("500亿级", "≈"),
        ("40家", ""),
        ("10个左右", "≈"),
    ],
)
def test_bound(text: str, bound: str) -> None:
    assert [a.bound for a in amounts(text)] == [bound]


@pytest.mark.parametrize(
    "text",
    ["2027年", "5G基站", "6部门", "20世纪", "3.0版", "一批项目", "12月", "2026年3月5日"],
)
def test_no_amount(text: str) -> None:
    assert values(text) == []


def test_shared_unit_is_carried_back() -> None:
    assert values("分别达到30、50和100个") == [(30, "个"), (50, "个"), (100, "个")]


def test_from_to_is_no_range() -> None:
    assert values("从5%到8%") == [(5, "%"), (8, "%")]


def test_values_are_exact() -> None:
    [(value, _)] = values("增长0.1个百分点")
    assert Decimal(str(value)) == Decimal("0.1")
    assert isinstance(values("16.0亿元")[0][0], int)


UNITS = st.sampled_from(["亿元", "万亿元", "家", "个", "%", "公里", "万人次", "个百分点", "万千瓦"])
NUMBERS = st.one_of(
    st.integers(1, 10**9),
    st.decimals("0.01", 10**6, places=2).map(float),
).map(lambda n: int(n) if n == int(n) else n)


def written(number: float) -> str:
    return format(Decimal(str(number)), "f")


@given(NUMBERS, UNITS)
def test_formatting_then_reading_gives_the_value_back(value: float, unit: str) -> None:
    assert values(f"{written(value)}{unit}") == [(value, unit)]


@given(NUMBERS, NUMBERS, UNITS)
def test_ranges_survive_too(one: float, other: float, unit: str) -> None:
    if one != other:
        pair = (min(one, other), max(one, other))
        text = f"{written(pair[0])}-{written(pair[1])}{unit}"
        assert values(text) == [(pair, unit)]


@given(
    st.text(
        alphabet="0123456789.,-~一二三十百千万亿分之成番翻倍个家元%年至到从 余多，、", max_size=40
    )
)
def test_any_text_is_read(text: str) -> None:
    for start, end, _, _ in read_amounts(text):
        assert 0 <= start < end <= len(text)


@given(st.text(max_size=40))
def test_plain_keeps_the_way_back(text: str) -> None:
    reading = plain(text)
    assert len(reading.text) == len(reading.at)
    assert list(reading.at) == sorted(set(reading.at))


def test_time_grows_with_size() -> None:
    unit = "达到3-5亿元、1,200家和百分之六十，"
    began = time.perf_counter()
    assert len(read_amounts(unit * 3000)) == 9000
    assert time.perf_counter() - began < 3


def test_a_line_of_digits_takes_linear_time():
    """Each run of digits is read once, not once from every digit."""
    text = "1" * 40_000
    start = time.process_time()
    assert not usable(text, amounts(text))
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    "text",
    [
        "执行ISO 9001家",
        "达到50-100年一遇标准",
        "按3+5%配置",
        "“百日攻坚60天”",
        "每10万人",
        "第3次",
    ],
)
def test_numbers_in_names_are_no_amounts(text: str) -> None:
    reading = plain(text).text
    assert amounts(reading)
    assert usable(reading, amounts(reading)) == []
