"""Numbers with units as plans write them (数值与单位): 1.2万亿元, 3—5家, 百分之六十, 翻一番, 2.5∶1.

Three decisions shape this module.

* Everything is matched on a *plain* reading: folded to simplified half width, one form for each
  punctuation mark, blanks gone. ``Plain`` keeps the way back, so that names and units come out in
  the script of the document.
* A magnitude (万, 亿, 万亿) stays in the unit and the value stays as written: 1.2万亿元 is 1.2 and
  万亿元. Values are read as decimals and leave as ``int`` where they are whole, so that no binary
  noise is added.
* A unit says what kind of thing it counts, because that decides how the words around it are read:
  *counter* (家, 项) takes a noun after it, *measure* (亿元, 公里) rarely, *ratio* (%) belongs to a
  subject, *strict* (年, 小时, 分) is a target only behind a comparator.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache
from string import ascii_letters
from typing import Literal

import regex

from ..numerals import han_to_int
from ..patterns import compiled
from ..script import fold

Kind = Literal["ratio", "counter", "measure", "strict", "fold"]
Number = int | float
Value = Number | tuple[Number, Number]

_MARKS = str.maketrans(
    {
        **dict.fromkeys("，﹐", ","),
        **dict.fromkeys("；﹔", ";"),
        **dict.fromkeys("：∶﹕", ":"),
        **dict.fromkeys("（﹙", "("),
        **dict.fromkeys("）﹚", ")"),
        **dict.fromkeys("－–—―‒‐−﹣", "-"),
        **dict.fromkeys("～〜∼", "~"),
        "％": "%",
        "﹪": "%",
        "．": ".",
        "＋": "+",
        "／": "/",
        "！": "!",
        "？": "?",
        "＞": ">",
        "＜": "<",
    }
)


_GAP = compiled(r"[\s\u200b\ufeff]")


@dataclass(frozen=True, slots=True)
class Plain:
    """The plain reading of a text, and for each of its characters the offset in that text."""

    text: str
    source: str
    at: Sequence[int]

    def source_range(self, start: int, end: int) -> tuple[int, int]:
        """The range of the source that a non-empty range of the plain reading comes from."""
        return self.at[start], self.at[end - 1] + 1

    def written(self, start: int, end: int) -> str:
        """A range as the source writes it, without the blanks that the plain reading drops."""
        return "".join(self.source[i] for i in self.at[start:end])


@lru_cache(maxsize=8)  # several extractors read one paragraph after another
def plain(text: str) -> Plain:
    """Fold a text for matching; a blank survives only between two Latin letters or digits.

    >>> plain("建成 ５００ 個，占比６％").text
    '建成500个,占比6%'
    """
    marked = fold(text).translate(_MARKS)
    if not _GAP.search(marked):
        return Plain(marked, text, range(len(marked)))
    chars: list[str] = []
    at: list[int] = []
    for offset, char in enumerate(marked):
        if not char.isspace() and char not in "\u200b\ufeff":
            if at and at[-1] < offset - 1 and _latin(char) and _latin(chars[-1]):
                chars.append(" ")
                at.append(offset - 1)
            chars.append(char)
            at.append(offset)
    return Plain("".join(chars), text, tuple(at))


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


# -- units ---------------------------------------------------------------------------------------
# A one-character unit may begin another word (部门, 家庭): the characters after "!" rule it out.

_UNITS: dict[Kind, str] = {
    "ratio": "% ‰ ‱ 个百分点 百分点 倍!增数",
    "counter": """
        个!人体性别税 家!庭电具居族乡园 项!目 件!数 条!件例款线 条段 所!有需在属谓 套!餐路
        场!景地所馆均次 座!谈位 处!理置罚于在 张 部!门分委队件位 辆 种!植类养业子质 台!阶账湾 台套
        台(套) 列!入为车出 艘 架!构次 颗 例!如外 起!步来点草 组!织建合 宗 篇 支!持撑付柱部线流援
        只!有要能 间!接隔 幢 栋 门!类诊槛户店 班!子级车 款!项式 册 枚 块!链 株 份!额 盏 幅!度
        期!间末内望刊限货 批!次发复准 人次 人年
        人!工才口均民大士员物选文机居为力事群体际格生气数身行造保社会类论 名!单录称牌校师镇胜优
        位!于居数置列 户!外籍用均型口次 户次 架次 班次 车次 场次 家次 标准箱 标箱 TEU 箱 课时 学时
        匹 卷!宗积面 头!部 羽 锭 芯 眼 片!区 根!据本 孔 盘 组次 台次 万户
        对!口接外标全社于应 村次 批次
    """,
    "measure": """
        元!素器件宇旦 元人民币 美元 美金 欧元 港元 港币 日元 英镑 卢布 人民币 亩!均产 亩次 公顷
        平方公里 平方千米 平方米 平米 立方米 立方 m² m³ ㎡ km² km 公里 千米 海里 车道公里 里!程
        担!任当负保心忧架 吨标准煤 吨标煤 吨二氧化碳 吨二氧化碳当量 吨公里 吨!位级 公斤 千克 斤
        克!服难拉 吨油当量 tce 千瓦时 千瓦!时 兆瓦时 兆瓦 吉瓦时 吉瓦 瓦时 瓦!斯 kWh kW MWh MW
        GWh GW 千伏安 伏安 度电
        标准立方米 PFLOPS EFLOPS PFlops EFlops FLOPS Flops EB PB TB GB ZB P E Gbps Mbps Tbps 次/秒
        万度 亿度 机架 标准机架 微克/立方米 μg/m³ µg/m³ μg/m3 ug/m3 毫克/升 载重吨 总吨
    """,
    "strict": """
        年!度版均份级产代生 岁 周岁 个月 天!然津 个工作日 工作日 个小时 小时 分钟
        秒!杀 分!类别布之钟公析级散 米 毫米 厘米 微米 纳米 英寸 nm 兆 兆赫 GHz MHz ℃ 摄氏度 毫秒
        类!型似别 周!期年边围 分贝 课 平方 cm mm
    """,
}
_MAGNITUDE = "(?:[十百千]?(?:万亿|亿亿|万|亿)|[百千])"
_PER = (
    "人次|人月|人|户|家|亩|公顷|平方公里|平方千米|平方米|立方米|吨标准煤|吨|千瓦时|千瓦|百亿元|亿元|万元"
    "|元|万人|千人|百人|十万人|床|年|季度|月|周|日|天|小时|分钟|秒|分|升|次|个|百户|万户"
    "|次公里|百公里|千公里|公里|公斤|千克|立方米"
)
_KINDS: dict[str, Kind] = {
    entry.partition("!")[0]: kind for kind, row in _UNITS.items() for entry in row.split()
}


def _alternatives() -> str:
    entries = sorted((e for row in _UNITS.values() for e in row.split()), key=len, reverse=True)
    return "|".join(
        regex.escape(unit)
        + (f"(?![{guard}])" if guard else "(?![A-Za-z])" if unit[-1] in ascii_letters else "")
        for unit, _, guard in sorted(
            (e.partition("!") for e in entries), key=lambda part: len(part[0]), reverse=True
        )
    )


@cache
def _unit_pattern() -> regex.Pattern[str]:
    return compiled(
        rf"(?P<mag>{_MAGNITUDE})??(?P<mid>(?<=[万亿百千])[余多])?"
        rf"(?P<base>{_alternatives()})(?P<per>/(?:{_PER}))?"
    )


_BARE_MAGNITUDE = compiled(rf"(?P<mag>{_MAGNITUDE})")
_ARABIC = r"(?<![\d.])(?:\d{1,3}(?:[, ]\d{3}){1,5}(?!\d)|\d{1,15}+)(?:[.·]\d{1,9}+)?(?![.·]?\d)"
_HAN = "[〇零一二两三四五六七八九十百千]"
_NUMBER = compiled(
    rf"""
      (?P<scale>[百千万])分之(?P<part>{_ARABIC}|{_HAN}{{1,7}}+(?:点[〇零一二三四五六七八九]{{1,4}}+)?)
    | (?P<den>[二三四五六七八九十]|\d{{1,3}}+)分之(?P<num>[一二三四五六七八九]|\d{{1,3}}+)
    | 翻了?(?P<fold>[一两二三四]?)番
    | (?P<half>减半|一半|半数)
    | (?P<arabic>{_ARABIC})
    | (?P<han>(?<![第〇零一二两三四五六七八九十百千万亿数几上\d]){_HAN}{{1,9}}+)
    | (?P<bare>(?<![\d数几上近每余多〇零一二两三四五六七八九十百千]){_MAGNITUDE})
    """,
    regex.VERBOSE,
)
_MONEY = compiled("规模|产值|收入|产业|投资|[额税款]|经济|营收|总值|支出|贷款|资金|利润|财政")
_SEPARATOR = compiled(r"-{1,2}|~|至|到")
_TENTHS = compiled(r"成(?P<half>半)?(?=以上|以内|左右|多|的|[,;。、)]|至|-|~|$)")
_FUZZ = compiled("[余多几]")
_BOUND = compiled(
    r"(?P<approx>级|左右|上下)(?:以上)?|(?P<least>及?以上|之上)|(?P<most>及?以内|之内|及?以下)"
    r"|(?P<more>有余|余|多)|(?P<about>不等)|(?P<within>内(?=[,;。、)]|$))"
)
_RATIO = compiled(rf"(?P<left>{_ARABIC}):(?P<right>{_ARABIC})(?![:\d])")
_BOUNDS = {"approx": "≈", "least": "≥", "most": "≤", "more": ">", "about": "≈", "within": "≤"}


@dataclass(frozen=True, slots=True)
class Amount:
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


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number before its unit is known."""

    start: int
    end: int
    value: Decimal
    spelled: bool = False
    bare: bool = False
    high: Decimal | None = None
    """The other end of two adjacent numerals (两三个)."""


def number(value: Decimal) -> Number:
    """A decimal as an ``int`` where it is whole, else as the ``float`` that prints like it."""
    return int(value) if value == value.to_integral_value() else float(value)


def amounts(text: str) -> list[Amount]:
    """Every number with a unit in a plain reading, in order and without overlaps.

    >>> [(a.value, a.unit, a.bound) for a in amounts("培育3-5家平台,规模达1.2万亿元左右")]
    [((3, 5), '家', ''), (1.2, '万亿元', '≈')]
    """
    found: list[Amount] = []
    position = 0
    while match := _NUMBER.search(text, position):
        amount = _read(text, match)
        position = max(amount.end if amount else match.end(), position + 1)
        if amount:
            found.append(amount)
    return _carried_back(text, _points(text, found))


def _read(text: str, match: regex.Match[str]) -> Amount | None:
    amount = _fixed(match) or _ratio(text, match)
    if amount is None:
        figure = _figure(match)
        amount = _quantity(text, figure) if figure else None
    return _bounded(text, amount) if amount else None


def _fixed(match: regex.Match[str]) -> Amount | None:
    """Amounts whose unit is in the words: 百分之六十, 三分之一, 翻两番, 一半."""
    start, end = match.span()
    if match["scale"]:
        value = _decimal(match["part"])
        sign = {"百": "%", "千": "‰", "万": "‱"}[match["scale"]]
        return Amount(start, end, number(value), sign, "ratio") if value is not None else None
    if match["den"]:
        below, above = _decimal(match["den"]), _decimal(match["num"])
        if not below or above is None:
            return None
        share = (above * 100 / below).quantize(Decimal("0.01")).normalize()
        return Amount(start, end, number(share), "%", "ratio")
    if match["fold"] is not None:
        doublings = {"两": 2, "二": 2, "三": 3, "四": 4}.get(match["fold"], 1)
        return Amount(start, end, 2**doublings, "倍", "fold")
    if match["half"]:
        return Amount(start, end, 50, "%", "fold" if match["half"] == "减半" else "ratio")
    return None


def _decimal(text: str) -> Decimal | None:
    """An Arabic or Chinese number as a decimal (六十点五, 1,200, 3·5)."""
    if text[0].isdecimal():
        digits = "".join(str(unicodedata.decimal(c, c)) for c in text if c not in ", ")
        return Decimal(digits.replace("·", "."))
    whole, _, part = text.partition("点")
    value = han_to_int(whole)
    if value is None:
        return None
    digits = "".join(str(han_to_int(c) or 0) for c in part)
    return Decimal(f"{value}.{digits}" if digits else value)


def _ratio(text: str, match: regex.Match[str]) -> Amount | None:
    """2.5∶1 as 2.5 with the unit ∶1; times of day (9:30) and 1:N scales are something else."""
    found = _RATIO.match(text, match.start()) if match["arabic"] else None
    if found is None or found["right"] != "1":
        return None
    value = _decimal(found["left"])
    return Amount(*found.span(), number(value), ":1", "ratio") if value is not None else None


def _figure(match: regex.Match[str]) -> _Figure | None:
    start, end = match.span()
    if match["arabic"]:
        value = _decimal(match["arabic"])
        return _Figure(start, end, value) if value is not None else None
    if match["bare"] or match["han"] in ("十", "百", "千"):
        return _Figure(start, start, Decimal(1), spelled=True, bare=True)
    article = match["han"] == "一" and not match.string.startswith("倍", end)  # 一批, 一个
    if article or match["han"] is None:
        return None
    pair = [han_to_int(c) or 0 for c in match["han"]]
    if len(pair) == 2 and 0 < pair[0] < pair[1] < 10:
        return _Figure(start, end, Decimal(pair[0]), spelled=True, high=Decimal(pair[1]))
    value = _decimal(match["han"])
    return _Figure(start, end, value, spelled=True) if value else None


def _quantity(text: str, figure: _Figure) -> Amount | None:
    """The amount that a figure begins: a range if another figure follows, else a single one."""
    first = _single(text, figure)
    glue = _SEPARATOR.match(text, first.end if first else figure.end)
    before = text[max(0, figure.start - 1) : figure.start]
    if glue and not figure.bare and before not in ("从", "由", "自"):
        match = _NUMBER.match(text, glue.end())
        second = _figure(match) if match and (match["arabic"] or match["han"]) else None
        last = _single(text, second) if second and not second.bare else None
        both = _range(figure, first, last) if last else None
        if both:
            return both
    return first


def _range(figure: _Figure, first: Amount | None, last: Amount) -> Amount | None:
    """Joins two ends; the unit of the second holds for the first unless that has its own."""
    low = figure.value
    if first and first.unit != last.unit:
        scale = _scale(first.unit), _scale(last.unit)
        if scale[0][1] and scale[0][1] != scale[1][1]:
            return None
        low = low * scale[0][0] / scale[1][0]
    if isinstance(last.value, tuple) or low >= Decimal(str(last.value)):
        return None
    return replace(last, start=figure.start, value=(number(low), last.value))


def _scale(unit: str) -> tuple[Decimal, str]:
    """The factor of a unit's magnitude and the unit without it."""
    factor = Decimal(1)
    match = _BARE_MAGNITUDE.match(unit)
    for sign in match["mag"] if match else "":
        factor *= {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 10**8}[sign]
    return factor, unit[match.end() :] if match else unit


def _single(text: str, figure: _Figure) -> Amount | None:
    """A figure with the unit that follows it, or None if none does."""
    tenths = text.startswith("成", figure.end) and _TENTHS.match(text, figure.end)
    if tenths and not figure.bare and figure.value < 10:
        share = figure.value * 10 + (5 if tenths["half"] else 0)
        return Amount(figure.start, tenths.end(), number(share), "%", "ratio")
    fuzz = _FUZZ.match(text, figure.end)
    start = fuzz.end() if fuzz else figure.end
    unit = _unit_pattern().match(text, start)
    bound = ">" if fuzz or (unit and unit["mid"]) else ""
    if figure.high is not None:  # 两三个 is 2 to 3, never 23 (GB/T 15835-2011)
        value: Value = (int(figure.value), int(figure.high))
    else:
        value = number(figure.value)
    if unit is None:
        amount = Amount(figure.start, start, value, "", "counter", bound)
        amount = replace(amount, spelled=figure.spelled, bare=figure.bare, unit_start=start)
        return _unitless(text, amount)
    kind: Kind = "measure" if unit["per"] else _KINDS[unit["base"]]
    if unit["base"] == "年" and not unit["mag"] and 1900 <= figure.value < 2200:
        return None
    written = (unit["mag"] or "") + unit["base"] + (unit["per"] or "")
    return Amount(
        figure.start, unit.end(), value, written, kind, bound, spelled=figure.spelled,
        bare=figure.bare, unit_start=start, unit_end=unit.end(),
    )  # fmt: skip


def _unitless(text: str, amount: Amount) -> Amount | None:
    """A magnitude without a unit: money in 7000亿级 and 规模达5000亿, else as it stands."""
    match = _BARE_MAGNITUDE.match(text, amount.end)
    if match is None or text.startswith(("+", "件事", "家企"), match.end()):
        return None
    money = _MONEY.search(text, max(0, amount.start - 24), amount.start)
    ends = not text[match.end() : match.end() + 1].isalpha()
    graded = text.startswith("级", match.end())
    tail = "元" if "亿" in match["mag"] and (graded or (ends and money)) else ""
    return replace(
        amount, end=match.end(), unit=match["mag"] + tail, tail=tail, kind="measure",
        unit_end=match.end(),
    )  # fmt: skip


def _bounded(text: str, amount: Amount) -> Amount:
    """The amount with the bound that follows it (以上, 左右, 以内)."""
    match = _BOUND.match(text, amount.end)
    if match is None or (amount.bare and match.lastgroup not in ("approx", "least")):
        return amount
    if match["more"] == "多" and amount.kind == "counter":
        return amount
    return replace(amount, end=match.end(), bound=_BOUNDS[str(match.lastgroup)])


def _points(text: str, found: list[Amount]) -> list[Amount]:
    """提升3个和5个百分点: the first 个 is short for 个百分点."""
    out = list(found)
    for i in range(len(out) - 2, -1, -1):
        this, after = out[i], out[i + 1]
        joined = text[this.end : after.start] in ("、", "和", "与", "及")
        if this.unit == "个" and after.unit == "个百分点" and joined:
            out[i] = replace(this, unit=after.unit, kind=after.kind, unit_start=0, unit_end=0)
    return out


_JOINT = compiled(rf"(?P<figure>{_ARABIC})(?:[、,和与及]|以及)$")


def _carried_back(text: str, found: list[Amount]) -> list[Amount]:
    """Gives the unit of 分别为30、50和100个 to the numbers before it that lack one."""
    out: list[Amount] = []
    floor = 0
    for amount in found:
        chain: list[Amount] = []
        start = amount.start
        while "分别" in text[max(floor, start - 40) : start]:
            match = _JOINT.search(text, max(floor, start - 20), start)
            value = _decimal(match["figure"]) if match else None
            if match is None or value is None:
                break
            start = match.start()
            end = match.end("figure")
            chain.append(replace(amount, start=start, end=end, value=number(value)))
        out += [*reversed(chain), amount]
        floor = amount.end
    return out


def format_amount(value: Value, unit: str) -> str:
    """Write an amount so that reading it gives the same value and unit.

    >>> [format_amount(1.2, "万亿元"), format_amount((3, 5), "家"), format_amount(2.5, ":1")]
    ['1.2万亿元', '3-5家', '2.5:1']
    """
    if isinstance(value, tuple):
        return f"{_digits(value[0])}-{_digits(value[1])}{unit}"
    return f"{_digits(value)}{unit}"


def _digits(value: Number) -> str:
    return format(Decimal(str(value)), "f")
