"""Numbers with units as plans write them (数值与单位): 1.2万亿元, 3—5家, 百分之六十, 翻一番, 2.5∶1.

Everything is matched on the plain reading of a paragraph. A magnitude (万, 亿, 万亿) stays in the
unit and the value stays as written: 1.2万亿元 is 1.2 and 万亿元. Values are read as decimals and
leave as ``int`` where they are whole, so that no binary noise is added.

A paragraph is searched once for characters that may begin a number; only there is the pattern of
numbers tried, and only behind a number are units and bounds looked for.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

import regex

from ...numerals import han_to_int
from ...patterns import compiled
from .units import MAGNITUDE, Kind, magnitudes, unit_at

Number = int | float
Value = Number | tuple[Number, Number]
Exact = int | Decimal

_NUMERAL = compiled(r"[\d〇零一二两三四五六七八九十百千万亿翻减半倍]")
_AFTER_ONE = frozenset("〇零一二两三四五六七八九十百千万亿半倍")
"""What makes a number of 一; before anything else it is an article (一批, 一个)."""
_ARABIC = r"(?<![\d.])(?:\d{1,3}(?:[, ]\d{3}){1,5}(?!\d)|\d{1,15}+)(?:[.·]\d{1,9}+)?(?![.·]?\d)"
_HAN = "[〇零一二两三四五六七八九十百千]"
_NUMBER = compiled(
    rf"""
      (?P<scale>(?:10|[十百])?万|[百千])分之(?P<part>{_ARABIC}|{_HAN}{{1,7}}+(?:点[〇零一二三四五六七八九]{{1,4}}+)?)
    | (?P<den>[二三四五六七八九十]|\d{{1,3}}+)分之(?P<num>[一二三四五六七八九]|\d{{1,3}}+)
    | 翻了?(?P<fold>[一两二三四]?)番
    | (?P<twice>(?<=[现到])倍增(?=[,;。、]|$))
    | (?P<half>减半|一半|半数)
    | (?P<arabic>{_ARABIC})
    | (?P<han>(?<![第〇零一二两三四五六七八九十百千万亿数几上\d]){_HAN}{{1,9}}+)
    | (?P<bare>(?<![\d数几上近每余多〇零一二两三四五六七八九十百千]){MAGNITUDE})
    """,
    regex.VERBOSE,
)
_MONEY = compiled("规模|产值|收入|产业|投资|[额税款]|经济|营收|总值|支出|贷款|资金|利润|财政")
_AFTER_SUM = ("规模", "大关", "门槛", "台阶")
_SEPARATOR = compiled(r"-{1,2}|~|至|到")
_SEPARATORS = ("-", "~", "至", "到")
_TENTHS = compiled(r"成(?P<half>半)?(?=以上|以内|左右|多|的|[,;。、)]|至|-|~|$)")
_FUZZ = ("余", "多", "几")
_BOUND = compiled(
    r"(?P<approx>级|左右|上下)(?:以上)?|(?P<least>及?以上|之上)|(?P<most>及?以内|之内|及?以下)"
    r"|(?P<more>有余|余|多)|(?P<about>不等)|(?P<within>内(?=[,;。、)]|$))"
)
_BOUND_STARTS = tuple("级左上之及以有余多不内")
_INDICES = ("系数", "指数", "倍差", "收入比", "倍率")
_INDEX = compiled(
    rf"(?:{'|'.join(_INDICES)})(?:\([^()]{{1,12}}\))?(?:(?:由|从)[^,;。]{{1,16}}?)?"
    r"(?:分别|力争|努力|预计|总体|稳步|年均|基本|达到|达|为|是|超过|大于|小于|高于|低于|不低于|不高于|不小于"
    r"|不大于|不超过|约|(?:控制|保持|稳定|维持)在|(?:提高|提升|增加|上升|下降|降低|缩小|降|升)[到至]"
    r"|[由从](?:\d{4}年(?:末|底)?)?的?|[≥≤<>:])*$"
)
"""What an index or coefficient (系数、指数) says before a number that has no unit."""
_AFTER_INDEX = compiled("$|[,;。、)(]|以[上下内]|及以|左右|上下|提[高升]|下?降|缩小|和|-")
_INDEX_REACH = 44
_RATIO = compiled(rf"(?P<left>{_ARABIC}):(?P<right>{_ARABIC})(?![:\d])")
_BOUNDS = {"approx": "≈", "least": "≥", "most": "≤", "more": ">", "about": "≈", "within": "≤"}


class Amount(NamedTuple):
    """One number with its unit; ``start`` and ``end`` are offsets in the plain reading."""

    start: int
    end: int
    value: Value
    unit: str
    kind: Kind
    bound: str = ""
    """What the words behind say: ≥ (以上), ≤ (以内), ≈ (左右), > (余), or nothing."""
    spelled: bool = False
    """Whether the number is written in Chinese numerals, as counts in running prose often are."""
    bare: bool = False
    """Whether there is a magnitude without a number before it (千亿元)."""
    unit_start: int = 0
    """Where the unit as written begins; it ends at ``unit_end`` (both 0 if it is implied)."""
    unit_end: int = 0
    tail: str = ""
    """What the unit is short of as written: 元 in 万亿级."""


class _Figure(NamedTuple):
    """A number before its unit is known."""

    start: int
    end: int
    value: Exact
    spelled: bool = False
    bare: bool = False
    high: Exact | None = None
    """The other end of two adjacent numerals (两三个)."""


def number(value: Exact) -> Number:
    """A decimal as an ``int`` where it is whole, else as the ``float`` that prints like it."""
    if isinstance(value, int):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


def amounts(text: str) -> list[Amount]:
    """Every number with a unit in a plain reading, in order and without overlaps.

    >>> [(a.value, a.unit, a.bound) for a in amounts("培育3-5家平台,规模达1.2万亿元左右")]
    [((3, 5), '家', ''), (1.2, '万亿元', '≈')]
    """
    found: list[Amount] = []
    position = 0
    while numeral := _NUMERAL.search(text, position):
        position = numeral.start()
        article = text[position] == "一" and text[position + 1 : position + 2] not in _AFTER_ONE
        match = None if article else _NUMBER.match(text, position)
        if match is None:
            position += 1
            continue
        amount = _READERS[str(match.lastgroup)](text, match)
        if amount is None:
            position = match.end()
            continue
        amount = _bounded(text, amount)
        position = amount.end
        found.append(amount)
    return _carried_back(text, _points(text, found)) if found else found


# -- one number ----------------------------------------------------------------------------------


def _in_hundred(_: str, match: regex.Match[str]) -> Amount | None:
    """百分之六十, 千分之三, 十万分之九."""
    value = _exact(match["part"])
    scale = match["scale"].replace("10", "十")
    sign = {"百": "%", "千": "‰", "万": "‱", "十万": "/10万", "百万": "/100万"}[scale]
    return Amount(*match.span(), number(value), sign, "ratio") if value is not None else None


def _fraction(_: str, match: regex.Match[str]) -> Amount | None:
    """三分之一, as a percentage."""
    below, above = _exact(match["den"]), _exact(match["num"])
    if not below or above is None:
        return None
    share = (Decimal(above) * 100 / below).quantize(Decimal("0.01")).normalize()
    return Amount(*match.span(), number(share), "%", "ratio")


def _doubled(_: str, match: regex.Match[str]) -> Amount:
    """翻一番, 翻两番; 实现倍增."""
    doublings = {"两": 2, "二": 2, "三": 3, "四": 4}.get(match["fold"] or "", 1)
    return Amount(*match.span(), 2**doublings, "倍", "fold")


def _halved(_: str, match: regex.Match[str]) -> Amount:
    """一半, 减半."""
    return Amount(*match.span(), 50, "%", "fold" if match["half"] == "减半" else "ratio")


def _arabic(text: str, match: regex.Match[str]) -> Amount | None:
    """500家, 3-5家, 1.2万亿元; 2.5∶1."""
    start, end = match.span()
    if text.startswith(":", end) and (ratio := _ratio(text, start)):
        return ratio
    value = _exact(text[start:end])
    if value is None or (1900 <= value < 2200 and text.startswith("年", end)):
        return None
    return _quantity(text, _Figure(start, end, value))


def _ratio(text: str, start: int) -> Amount | None:
    """2.5∶1 as 2.5 with the unit ∶1; times of day (9:30) and 1:N scales are something else."""
    found = _RATIO.match(text, start)
    if found is None or found["right"] != "1":
        return None
    value = _exact(found["left"])
    return Amount(*found.span(), number(value), ":1", "ratio") if value is not None else None


def _spelled(text: str, match: regex.Match[str]) -> Amount | None:
    """三百家, 两三个, 百亿元, 千万亿次."""
    figure = _han_figure(text, *match.span(), bare=match.lastgroup == "bare")
    return _quantity(text, figure) if figure else None


_READERS: dict[str, Callable[[str, regex.Match[str]], Amount | None]] = {
    "part": _in_hundred,
    "num": _fraction,
    "fold": _doubled,
    "twice": _doubled,
    "half": _halved,
    "arabic": _arabic,
    "han": _spelled,
    "bare": _spelled,
}
"""What turns a match of the pattern of numbers into an amount, by its last group."""


def _exact(text: str) -> Exact | None:
    """An Arabic or Chinese number, exactly (六十点五, 1,200, 3·5)."""
    if text.isdecimal():
        return int(text)
    if text[0].isdecimal():
        digits = text.replace(",", "").replace(" ", "").replace("·", ".")
        return int(digits) if digits.isdecimal() else Decimal(digits)
    whole, _, part = text.partition("点")
    value = han_to_int(whole)
    if value is None or not part:
        return value
    digits = "".join(str(han_to_int(c) or 0) for c in part)
    return Decimal(f"{value}.{digits}")


def _han_figure(text: str, start: int, end: int, *, bare: bool) -> _Figure | None:
    """A number in Chinese numerals; 一 alone is an article, but not in 一倍, 一万."""
    han = text[start:end]
    if bare or han in ("十", "百", "千"):
        return _Figure(start, start, 1, spelled=True, bare=True)
    if han == "一" and not text.startswith(("倍", "万", "亿"), end):
        return None
    if len(han) == 2:
        low, high = (han_to_int(c) or 0 for c in han)
        if 0 < low < high < 10:
            return _Figure(start, end, low, spelled=True, high=high)
    value = _exact(han)
    return _Figure(start, end, value, spelled=True) if value else None


def _quantity(text: str, figure: _Figure) -> Amount | None:
    """The amount that a figure begins: a range if another figure follows, else a single one."""
    first = _single(text, figure)
    end = first.end if first else figure.end
    if text.startswith(_SEPARATORS, end) and not figure.bare:
        return _range(text, figure, first, end) or first
    return first


def _range(text: str, figure: _Figure, first: Amount | None, end: int) -> Amount | None:
    """The range whose first end is read, if a second follows the mark at its ``end``."""
    glue = _SEPARATOR.match(text, end)
    if glue is None or text.endswith(("从", "由", "自"), 0, figure.start):
        return None
    match = _NUMBER.match(text, glue.end())
    second = _second(text, match) if match else None
    last = _single(text, second) if second and not second.bare else None
    return _joined(figure, first, last) if last else None


def _second(text: str, match: regex.Match[str]) -> _Figure | None:
    start, end = match.span()
    if match.lastgroup == "arabic":
        value = _exact(match[0])
        return _Figure(start, end, value) if value is not None else None
    return _han_figure(text, start, end, bare=False) if match.lastgroup == "han" else None


def _joined(figure: _Figure, first: Amount | None, last: Amount) -> Amount | None:
    """Joins two ends; the unit of the second holds for the first unless that has its own."""
    low: Exact = figure.value
    if first and first.unit != last.unit:
        scale = _scale(first.unit), _scale(last.unit)
        if scale[0][1] and scale[0][1] != scale[1][1]:
            return None
        low = Decimal(low) * scale[0][0] / scale[1][0]
    if isinstance(last.value, tuple) or low >= Decimal(str(last.value)):
        return None
    return last._replace(start=figure.start, value=(number(low), last.value))


def _scale(unit: str) -> tuple[int, str]:
    """The factor of a unit's magnitude and the unit without it."""
    factor = 1
    magnitude = next(magnitudes(unit, 0), "")
    for sign in magnitude:
        factor *= {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 10**8}[sign]
    return factor, unit[len(magnitude) :]


def _single(text: str, figure: _Figure) -> Amount | None:
    """A figure with the unit that follows it, or None if none does."""
    end = figure.end
    if text.startswith("成", end) and (tenths := _tenths(text, figure)):
        return tenths
    fuzzy = text.startswith(_FUZZ, end)
    end += fuzzy
    # 两三个 is 2 to 3, never 23 (GB/T 15835-2011)
    pair = (int(figure.value), int(figure.high)) if figure.high is not None else None
    value: Value = pair or number(figure.value)
    unit = unit_at(text, end)
    if unit is None:
        return _unitless(text, figure, value, end, fuzzy=fuzzy)
    if unit.base == "年" and not unit.magnitude and 1900 <= figure.value < 2200:
        return None
    return Amount(
        figure.start, unit.end, value, unit.written, unit.kind,
        ">" if fuzzy or unit.vague else "", figure.spelled, figure.bare, end, unit.end,
    )  # fmt: skip


def _tenths(text: str, figure: _Figure) -> Amount | None:
    """八成, 六成半, as a percentage."""
    tenths = _TENTHS.match(text, figure.end)
    if tenths is None or figure.bare or figure.value >= 10:
        return None
    share = figure.value * 10 + (5 if tenths["half"] else 0)
    return Amount(figure.start, tenths.end(), number(share), "%", "ratio")


def _unitless(
    text: str, figure: _Figure, value: Value, start: int, *, fuzzy: bool
) -> Amount | None:
    """A magnitude without a unit: money in 7000亿级 and 规模达5000亿, else as it stands."""
    magnitude = next(magnitudes(text, start), "")
    end = start + len(magnitude)
    if not magnitude:
        return _index(text, figure, value)
    if text.startswith(("+", "件事", "家企", "伏", "赫"), end):
        return None
    money = _MONEY.search(text, max(0, figure.start - 24), figure.start)
    ends = not text[end : end + 1].isalpha() or text.startswith(_AFTER_SUM, end)
    graded = text.startswith("级", end)
    tail = "元" if "亿" in magnitude and (graded or (ends and money)) else ""
    return Amount(
        figure.start, end, value, magnitude + tail, "measure", ">" if fuzzy else "",
        figure.spelled, figure.bare, start, end, tail,
    )  # fmt: skip


def _index(text: str, figure: _Figure, value: Value) -> Amount | None:
    """The value of an index or coefficient, which has no unit: 系数提高到0.55以上."""
    if figure.spelled or not _AFTER_INDEX.match(text, figure.end):
        return None
    floor = max(0, figure.start - _INDEX_REACH)
    named = any(text.find(word, floor, figure.start) >= 0 for word in _INDICES)
    if not named or not _INDEX.search(text, floor, figure.start):
        return None
    return Amount(figure.start, figure.end, value, "", "ratio")


def _bounded(text: str, amount: Amount) -> Amount:
    """The amount with the bound that follows it (以上, 左右, 以内)."""
    if not text.startswith(_BOUND_STARTS, amount.end):
        return amount
    match = _BOUND.match(text, amount.end)
    if match is None or (amount.bare and match.lastgroup not in ("approx", "least")):
        return amount
    if match["more"] == "多" and amount.kind == "counter":
        return amount
    return amount._replace(end=match.end(), bound=_BOUNDS[str(match.lastgroup)])


# -- what numbers lend one another ---------------------------------------------------------------


def _points(text: str, found: list[Amount]) -> list[Amount]:
    """提升3个和5个百分点: the first 个 is short for 个百分点."""
    if len(found) < 2 or "个百分点" not in text:
        return found
    out = list(found)
    for i in range(len(out) - 2, -1, -1):
        this, after = out[i], out[i + 1]
        joined = text[this.end : after.start] in ("、", "和", "与", "及")
        if this.unit == "个" and after.unit == "个百分点" and joined:
            out[i] = this._replace(unit=after.unit, kind=after.kind, unit_start=0, unit_end=0)
    return out


_JOINT = compiled(rf"(?P<figure>{_ARABIC})(?:[、,和与及]|以及)$")


def _carried_back(text: str, found: list[Amount]) -> list[Amount]:
    """Gives the unit of 分别为30、50和100个 to the numbers before it that lack one."""
    if "分别" not in text:
        return found
    out: list[Amount] = []
    floor = 0
    for amount in found:
        chain: list[Amount] = []
        start = amount.start
        while "分别" in text[max(floor, start - 40) : start]:
            match = _JOINT.search(text, max(floor, start - 20), start)
            value = _exact(match["figure"]) if match else None
            if match is None or value is None:
                break
            start = match.start()
            end = match.end("figure")
            chain.append(amount._replace(start=start, end=end, value=number(value)))
        out += [*reversed(chain), amount]
        floor = amount.end
    return out
