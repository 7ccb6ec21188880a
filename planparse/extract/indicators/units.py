"""Units of measure and the magnitudes before them (计量单位): 家, 亿元, 万千瓦时, 元/平方米.

A unit says what kind of thing it counts, because that decides how the words around it are read:
*counter* (家, 项) takes a noun after it, *measure* (亿元, 公里) rarely, *ratio* (%) belongs to a
subject, *strict* (年, 小时, 分) is a target only behind a comparator. Units are looked up by their
first character, the longest first, as a dictionary is searched.
"""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_letters
from typing import Literal, NamedTuple

from ...patterns import compiled

Kind = Literal["ratio", "counter", "measure", "strict", "fold"]

# A one-character unit may begin another word (部门, 家庭): the characters after "!" rule it out.

_UNITS: dict[Kind, str] = {
    "ratio": "% ‰ ‱ 个百分点 百分点 倍!增数",
    "counter": """
        个!人体性别税 家!庭电具居族乡园 项!目 件!数 条!件例款线 条段 所!有需在属谓 套!餐
        场!景地所馆均次 座!谈位 处!理置罚于在 张 部!门分委队件位 辆 种!植类养业子质 台!阶账湾 台套
        台(套) 列!入为车出 艘 架!构次 颗 例!如外 起!步来点草 组!织建合 宗 篇 支!持撑付柱部线流援
        只!有要能 间!接隔 幢 栋 门!类诊槛户店 班!子级车 款!项式 册 枚 块!链 株 份!额 盏 幅!度
        期!间末内望刊限货 批!次发复准 人次 人年
        人!工才口均民大士员物选文机为力事群体际格生气数身行造保社会类论 名!单录称牌校师镇胜优
        位!于居数置列 户!外籍用均型口次 户次 架次 班次 车次 场次 家次 标准箱 标箱 TEU 箱 课时 学时
        匹 卷!宗积面 头!部 羽 锭 芯 眼 片!区 根!据本 孔 盘 组次 台次 万户
        穴!位居
        对!口接外标全社于应 村次 批次 棒 袋 尾 瓶 盒 桶 罐 束 粒 次!性序要生数日年产方于贷级高
    """,
    "measure": """
        元!素器件宇旦 元人民币 美元 美金 欧元 港元 港币 日元 英镑 卢布 人民币 亩!均产 亩次 公顷
        平方公里 平方千米 平方米 平米 立方米 立方 m² m³ m2 m3 ㎡ km² km 公里 千米 海里 车道公里
        米!级高宽长深厚跑线 方!面式案向法便位针阵略 里!程
        担!任当负保心忧架 吨标准煤 吨标煤 吨二氧化碳 吨二氧化碳当量 吨公里 吨!位级 公斤 千克 斤
        克!服难拉 吨油当量 tce 千瓦时 千瓦!时 兆瓦时 兆瓦 吉瓦时 吉瓦 瓦时 瓦!斯 kWh kW MWh MW
        GWh GW 千伏安 伏安 度电
        标准立方米 PFLOPS EFLOPS PFlops EFlops FLOPS Flops EB PB TB GB ZB P E Gbps Mbps Tbps 次/秒
        万度 亿度 机架 标准机架 微克/立方米 μg/m³ µg/m³ μg/m3 ug/m3 毫克/升 载重吨 总吨
    """,
    "strict": """
        年!度版均份级产代生 岁 周岁 个月 天!然津 个工作日 工作日 个小时 小时 分钟
        秒!杀 分!类别布之钟公析级散 毫米 厘米 微米 纳米 英寸 nm 兆 兆赫 GHz MHz ℃ 摄氏度 毫秒
        类!型似别 周!期年边围 分贝 课 平方 cm mm
    """,
}
_PER = (
    "人次|人月|人|户|家|亩|公顷|平方公里|平方千米|平方米|立方米|吨标准煤|吨|千瓦时|千瓦|百亿元|亿元|万元"
    "|元|万人|千人|百人|十万人|床|年|季度|月|周|日|天|小时|分钟|秒|分|升|次|个|百户|万户"
    "|次公里|百公里|千公里|公里|公斤|千克|立方米"
)


def _by_first() -> dict[str, tuple[tuple[str, str, Kind], ...]]:
    """(unit, characters that must not follow, kind) by first character, the longest first."""
    table: dict[str, list[tuple[str, str, Kind]]] = {}
    for kind, row in _UNITS.items():
        for entry in row.split():
            unit, _, guard = entry.partition("!")
            guard = guard or (ascii_letters if unit[-1] in ascii_letters else "")
            table.setdefault(unit[0], []).append((unit, guard, kind))
    return {c: tuple(sorted(t, key=lambda e: len(e[0]), reverse=True)) for c, t in table.items()}


_BY_FIRST = _by_first()
_RATE = compiled(f"/(?:{_PER})(?:[·.](?:{_PER}))?")
_PER_MANY = compiled("/(?:10|100|1)?[十百千]?[万亿]人?")
_MAGNIFYING = frozenset("十百千万亿")
_LARGE = ("万亿", "亿亿", "万", "亿")
MAGNITUDE = "(?:[十百千]?(?:万亿|亿亿|万|亿)|[百千])"


class Unit(NamedTuple):
    """A unit with its magnitude, as found in a plain reading."""

    written: str
    base: str
    kind: Kind
    end: int
    magnitude: str = ""
    vague: bool = False
    """Whether 余 or 多 stands between the two (3万余亩)."""


def unit_at(text: str, at: int) -> Unit | None:
    """The unit at a place in a plain reading, without a magnitude if it can be read so.

    >>> [unit_at(u, 0).written for u in ("万亿元", "万户居民", "个百分点", "元/平方米")]
    ['万亿元', '万户', '个百分点', '元/平方米']
    """
    base = _base(text, at)
    if base:
        return _rated(text, at + len(base[0]), base)
    if text.startswith("/", at) and (per_many := _PER_MANY.match(text, at)):
        return Unit(per_many[0], per_many[0], "ratio", per_many.end())
    for magnitude in magnitudes(text, at):
        start = at + len(magnitude)
        if text.startswith(("余", "多"), start) and (base := _base(text, start + 1)):
            return _rated(text, start + 1 + len(base[0]), base, magnitude, vague=True)
        if base := _base(text, start):
            return _rated(text, start + len(base[0]), base, magnitude)
    return None


def _base(text: str, at: int) -> tuple[str, Kind] | None:
    """The unit proper at a place, and its kind."""
    for unit, guard, kind in _BY_FIRST.get(text[at : at + 1], ()):
        if text.startswith(unit, at):
            after = at + len(unit)
            free = not guard or after == len(text) or text[after] not in guard
            if free or (unit == "家" and text.startswith("居家", after)):
                return unit, kind
    return None


def _rated(
    text: str, end: int, base: tuple[str, Kind], magnitude: str = "", *, vague: bool = False
) -> Unit:
    """A unit with what it is counted by (元/平方米)."""
    unit, kind = base
    rate = _RATE.match(text, end) if text.startswith("/", end) else None
    if rate is None:
        return Unit(magnitude + unit, unit, kind, end, magnitude, vague)
    return Unit(magnitude + unit + rate[0], unit, "measure", rate.end(), magnitude, vague)


def magnitudes(text: str, at: int) -> Iterator[str]:
    """The magnitudes that may be read at a place, the longest first (千万亿, 千万, 千)."""
    if text[at : at + 1] not in _MAGNIFYING:
        return
    small = "" if text.startswith(("万", "亿"), at) else text[at]
    for large in _LARGE:
        if text.startswith(large, at + len(small)):
            yield small + large
    if small and small != "十":
        yield small
