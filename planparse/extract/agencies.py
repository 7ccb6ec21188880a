"""Names of organisations as data: how they end, how they begin, and which words only look so.

A Chinese agency name (机关名称) has no capital letter to show where it stands, but it ends in one
of some sixty suffixes and mostly begins with the level or the place it belongs to. Both lists come
from the names found in responsibility brackets of published plans. A suffix is *strong* when
ordinary nouns hardly ever end in it (局, 厅, 委员会) and *weak* when they do (中心, 院, 学校, 区):
callers that have no other evidence, such as a label, ask for strong ones or for a level in front.

Everything here works on text folded by ``planparse.script.fold``.
"""

from __future__ import annotations

from functools import lru_cache

from ..patterns import compiled


def words(text: str) -> tuple[str, ...]:
    """The words of a lexicon that is written as one string with blanks between."""
    return tuple(text.split())


STRONG_SUFFIXES = words(
    "委员会 管委会 监委会 居委会 村委会 委 局 厅 部 党组 政府 领导小组 工作组 专班 联席会议 "
    "办公室 委办 府办 信办 编办 外办 台办 侨办 法办 金融办 服务办 物流办 推进办 管理办 参事室 "
    "研究室 档案馆 处 科 股 署 税务所 派出所 司法所 法院 检察院 海关 海事 总队 支队 大队 中队 "
    "武警 军分区 银行 分行 支行 监会 残联 妇联 工商联 侨联 文联 社科联 科协 工会 红十字会 贸促会 "
    "供销社 联合社 共青团 团中央 常委会 人大 政协 总社 邮政 气象 烟草 国网"
)
WEAK_SUFFIXES = words(
    "中心 院 所 站 馆 园 公司 集团 党校 大学 高校 院校 学校 中学 机构 单位 部门 企业 街道 办 "
    "镇街 镇 乡 区 县 市 旗 州 盟 省 兵团 日报 广电 电网 电信 移动 联通 铁塔 铁路 城投 国投 交投 "
    "村 室 组 会 台 社 库 队"
)
LEVELS = words(
    "国务院 国家 中央 中共 全国 中国 最高人民 省 自治区 市 州 盟 区 县 旗 乡 镇 各 相关 有关 本市 "
    "本省 本区 "
    "团 驻 属地 地方 我市 我省"
)

_NATIONAL = (
    "外交部|国防部|国家发展改革委|国家发展和改革委员会|教育部|科技部|科学技术部|工业和信息化部|"
    "国家民委|公安部|"
    "国家安全部|民政部|司法部|财政部|人力资源社会保障部|人力资源和社会保障部|自然资源部|生态环境部|"
    "住房城乡建设部|住房和城乡建设部|交通运输部|水利部|农业农村部|商务部|文化和旅游部|"
    "国家卫生健康委|"
    "国家卫生健康委员会|退役军人事务部|退役军人部|应急管理部|应急部|审计署|人民银行|国务院国资委|"
    "海关总署|"
    "税务总局|市场监管总局|广电总局|体育总局|金融监管总局|银保监会|证监会|统计局|国际发展合作署|"
    "医保局|"
    "知识产权局|网信办|中科院|社科院|工程院|气象局|能源局|林草局|铁路局|民航局|邮政局|文物局|"
    "药监局|疾控局|"
    "供销合作总社|全国总工会|共青团中央|全国妇联|中国残联|发展改革委|工业和信息化委|农业部|"
    "环境保护部|文化部|"
    "卫生部|国土资源部|国家计委|国家经贸委|铁道部|信息产业部|国务院|国务院办公厅|中共中央|"
    "中共中央办公厅"
)


def _any(names: tuple[str, ...]) -> str:
    return "|".join(sorted(set(names), key=lambda word: (-len(word), word)))


_NOT = (
    r"(?:(?![省市县区])[\u4e00-\u9fff]?[部局处科股署]|总体部|委|部委|厅|政府|办公室|人大|党委|邮政|海事|烟草|"
    r"工会|银行|法院|..进办|(?:举|主|承|协|督|查|联|创|开|筹|兴|民|公|代|通|新|可|网)办|"
    r"(?:对|照|校|把)海关|攻关|机关|相关|有关)"
)
_NOT_FIRST = (
    r"(?:如(?!东|皋)|含(?!山)|即(?!墨)|包括|包含|除|尤其|特别|其中|对|因|若|详见|参见|以下|上述|按)"
)
_GENERIC = compiled(
    r"(?:(?:国家|中央|国务院|全?[省市区县州旗][级直]?)?(?:各?相关|各?有关|各[级类]?|其[他它]|直属|属地|所在|责任|"
    r"职能|成员)[^。;:,]{0,16}(?:部门|单位|地方|机构|[科处]室|企业|政府|街道|[院高学]校|党[委组]|组织|成员|专班|集团|"
    r"公司|行业|方面|[区县市省州盟旗乡镇街村地局办院会])(?:\([^)]{1,12}\))?"
    r"|(?:[市省区县][级直]|国家|中央|地方|(?:行业)?主管|行业)(?:有关)?(?:部门|单位|机构)"
    r"|全[市省区县]各[^。;:,]{1,10}|属地(?:政府|街道|镇街|乡镇)?|[^。;:,、]{0,8}运营商)"
)
_SUFFIXES = STRONG_SUFFIXES + WEAK_SUFFIXES
_NO_NAME = compiled(rf"{_NOT}$|{_NOT_FIRST}")
_NOTE = compiled(r"\([^()]{1,20}\)$")
_LEVEL = compiled(
    rf"(?:{_any(LEVELS)})|[\u4e00-\u9fff]{{2,8}}?(?:省|市|自治区|区|县|旗|州|盟)"
    r"|[\u4e00-\u9fff](?:县|州|旗)(?=人民政府|委|政府)"
)
_KNOWN = compiled(_NATIONAL)
_PROSE = compiled(
    r"[,。;:!?“”《》%<>=+×]|的|了|(?:提高|提升|(?:推动|推进|促进)(?!会|办|中心|服务|[局处科股室组])"
    r"|加强|实现|达到|包括|以及其|不少于|"
    r"不低于|例如|比如|以下|"
    r"以上|简称|见附件|试点|除外|等级|第[一二三四五六七八九十\d])"
)
_MAX_LENGTH = 40


@lru_cache(maxsize=8192)
def is_generic(name: str) -> bool:
    """Whether a name is an open one (各地区、相关部门、市直有关单位) rather than an agency's own.

    >>> [is_generic(n) for n in ("各有关部门", "相关部门", "市财政局")]
    [True, True, False]
    """
    return len(name) <= 30 and _GENERIC.fullmatch(name) is not None


@lru_cache(maxsize=8192)
def is_strong_unit(name: str) -> bool:
    """Whether a name ends as only organisations do (市财政局、财政部、省委办公厅).

    >>> [is_strong_unit(n) for n in ("市财政局", "全部", "数据中心", "高新区管委会")]
    [True, False, False, True]
    """
    if not 2 <= len(name) <= _MAX_LENGTH or _PROSE.search(name):
        return False
    return _ends_as(name, STRONG_SUFFIXES) or _KNOWN.fullmatch(name) is not None


def _ends_as(name: str, suffixes: tuple[str, ...]) -> bool:
    """Whether a name ends with a suffix and is more than it; a note in brackets may follow."""
    if _NO_NAME.match(name):
        return False
    note = _NOTE.search(name) if name.endswith(")") else None
    return name.endswith(suffixes, 1, note.start() if note else None) or name.endswith(suffixes, 1)


@lru_cache(maxsize=8192)
def is_unit(name: str) -> bool:
    """Whether a name can be a responsible unit (责任单位), open names included.

    >>> [is_unit(n) for n in ("装备信息中心", "各区市", "教科院", "授课水平高", "政府")]
    [True, True, True, False, False]
    """
    if not 2 <= len(name) <= _MAX_LENGTH:
        return False
    if is_generic(name):
        return True
    return not _PROSE.search(name) and (
        (len(name) >= 3 and _ends_as(name, _SUFFIXES)) or _KNOWN.fullmatch(name) is not None
    )


def has_level(name: str) -> bool:
    """Whether a name begins with a level of government or a place (市…、省…、某某县…)."""
    return _LEVEL.match(name) is not None


def is_national(name: str) -> bool:
    """Whether a name is that of a national body, the ministries included (国务院、教育部)."""
    return _KNOWN.match(name) is not None
