"""What the words of a heading say it is for (标题用语): the genre's fixed headings as data.

The rules are tried in order; the first that matches decides. Where the words may as well name the
object of a task (优化发展环境), a heading that opens with a policy verb is not decided by them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from .lexicon import ACTION_START
from .patterns import compiled
from .tree import Evidence, Kind

RULES: tuple[tuple[Kind, str, str], ...] = (
    ("achievement", "retrospect",
     r"(?:^过去.{0,6}|^(?:今年|20\d\d年)?(?:上半年|前三季度|[一二三]季度)|[一两三四五]年来|近年来).{0,8}工作$|"
     r"回顾|成就|主要成绩|工作总结|(?<!(?:推[动进]|力争|努力|确保).{0,24})取得(?!.{0,3}更).{0,12}(?:进展|成效|成绩)|成效(?:显著|明显)|完成情况|"
     r"(?:时期|年).{0,10}工作情况|执行情况|主要做法|(?:做法|举措|措施)[和及与]成效|(?:工作|建设|发展|实施|改革)成效$|^(?:工作|建设|发展|实施|改革|主要)(?:成果|进展)$|进展情况|开展情况$|"
     r"(?:年|季度|月|周|阶段).{0,4}(?:亮点|特色)(?:工作)?$|目标.{0,6}(?:如期|全面|顺利|圆满)?(?:实现|完成)$"),
    ("goal", "goal", r"^目标任务$"),
    ("task", "next steps",
     r"下一步|^(?:今后|明年|来年|今年)[^,。]{0,10}(?<!情况)工作$|对策(?:建议|措施)|工作(?:打算|建议)|^建议$|"
     r"(?:20\d\d年|明年|来年|今后|下阶段|下半年).{0,20}(?:思路|打算|计划|举措|安排|草案|展望|谋划)$"),
    ("overview", "state of things",
     r"情况$|"
     r"存在.{0,4}(?:不足|困难|问题)|原因分析|^(?:主要)?(?:问题|困难)|(?:问题|困难|不足|挑战)$"),
    ("goal", "the year's aims", r"^20\d\d ?年.{0,12}(?:总体要求|总体思路)"),
    ("task", "goal and task", r"目标.{0,6}(?:任务|举措|措施)|目标.{1,8}重点工作"),
    ("overview", "overview",
     r"^.{0,22}总体(?:要求|思路|考虑|部署|战略|构想)|^总体(?!目标)|"
     r"^(?:指导(?:思想|方针)|(?:基本|工作)原则).{0,10}(?:目标|任务)$"),
    ("goal", "goal", r"目标|愿景|远景|^(?:到|展望)20\d\d|指标(?:体系)?$|具体指标|预期成效|^预期"),
    ("principle", "principle", r"原则$|遵循.{0,4}原则"),
    ("overview", "background",
     r"指导(?:思想|方针)|背景|现状|形势|(?:趋势|态势)(?:$|研判|分析)|基础[与和及]|(?:现实|建设|工作|规划)基础|发展基础$|发展环境|机遇|面临的?.{0,6}(?:挑战|问题)|意义|必要性|"
     r"重要性|(?:编制|起草|制定|出台|修订)(?:过程|依据|说明|情况)|(?:目的|法律|政策|计[划画]|规划|决策|文件|制定|编制|起草)依据|(?:出台|制定|起草|编制|决策)目的|"
     r"缘起$|(?:客观|主要|政策|法律)依据(?:$|[与和及])|(?:内在|客观|有利|不利)条件$|(?:环境|问题|情势|现[况状]|需求)(?:分析|说明)|主要考虑|(?:工作|发展|编制|建设|规划)思路|存在.{0,4}问题|"
     r"短板|内涵(?:$|[和与及])|^(?:前|序|引|导) ?言|^概[述况]|^绪论|^(?:规划)?总[则论]$|"
     r"(?:战略|功能|发展|规划|总体|城市|产业)定位|"
     r"^规划(?:范围|期限)|^项目概|编写目的|^目的"),
    ("safeguard", "safeguard",
     r"(?:组织|实施|政策|综合|工作|制度|支撑|要素|资金|经费|人才|规划|强化|加强|落实|机制|服务)保障"
     r"(?:措施|机制|体系|政策|条件|工作)?$|保障措施|保障机制$|保障政策$|^保障(?:体系|条件)?$|"
     r"实施保障|政策保障|保障支撑|支撑[与和及]保障|组织(?:保障|实施|领导)|(?:规划|计划|纲要)实施$|"
     r"^(?:成立|设立)?.{0,8}(?:领导小组|工作专班)(?:$|组成|成员|及)|^(?:成立|设立|组建).{0,16}(?:小组|专班|指挥部)$|^(?:工作|有关|几点|整改|相关|具体)要求$|^工作要求|规划实施|监督评估|督导评[价估]|"
     r"团结起来.{0,30}奋斗$|^推[动进]机制$|^(?:职责|责任|部门|工作)分工$|^(?:资金|经费)(?:筹措|筹集|安排)(?:与管理)?$|奖惩(?:措施|办法|机制)?$|"
     r"督促(?:检查|落实|指导)|考核评[价估]|管考|宣传引导|实施机制|^组织|落实机制"),
    ("section", "contents", r"^本(?:办法|方案|规定|细则|通知|意见|计划|制度|(?:若干|政策)?措施)|"
     r"^(?:问|[Qq]):|"
     r"^(?!.*策略|优化|统一|规范|完善|改进|简化|健全|扩大|提高|放宽|拓宽|理顺).{2,6}(?:方式|方法|对象|范围|标准|程序|流程|条件|期限|时间|结果[应运]用)(?:\([^()]*\))?$|"
     r"^(?:考[核评]|检查|督[查导]|评价|评估|培训|监测|申报|报送|活动|创新)(?:内容|重点|亮点|特色)(?:[和及与].{2,4})?(?:\([^()]*\))?$|"
     r"^(?:申报|报送|报名|推荐|评选|评审|参[赛评])(?:材料)?(?:要求|条件|资格|名额|程序)$|"
     r"^(?:主办|协办|承办|办理|联系|实施|指导)(?:单位|机关)$|经费来源$|"
     r"^(?:相关|基本)?(?:概念|术语|名词)(?:定义|解释|释义)$|"
     r"^(?:注意事项|(?:办理|办事|操作|申报|申请)(?:指南|指引|流程|须知|材料))$|"
     r"(?:经济|社会|生态|预期)?效益(?:分析)?$|(?:投资|费用|资金|经费)(?:估算|概算|匡算|构成)|资金(?:使用|筹措)|风险分析|环境影响评价|"
     r"主要内容$|^(?:附|罚) ?则$|说明(?:事项)?$|^其他事项$|解读$|对象$|范围$"),
    ("section", "steps",
     r"(?:实施|工作|推进|方法)步骤|(?:进度|时间|阶段|日程)安排|^(?:工作|实施|推进)(?:进度$|时间)|期程$|阶段\s?\([^()]*[月日][^()]*\)$|^实施阶段|(?:每|各|逐|按)月.{0,4}(?:安排|计划)"),
    ("task", "task",
     r"任务|重点工作|主要工作|工作(?:安排|部署|重点|内容|举措|措施)|举措|措施|重点(?:行动|工程|项目|领域|方向)|民生实事|专项行动|"
     r"建设内容|(?:主攻|政策|工作|推动)方向|施政重点|发展重点|(?:执行|实施|推进|推动|施政|发展)策略|行动$|工程$|计划$"),
)  # fmt: skip
_PATTERNS = tuple((kind, name, compiled(pattern)) for kind, name, pattern in RULES)

STATE = compiled(r".{0,4}(?:情况|[现概]况|现状|背景|形势|基础|特[点征])")
"""A heading that tells how things stand, wherever it is (基本情况、区域概况)."""
TERMS = compiled(
    r"本(?:办法|方案|规定|细则|通知|意见|计划|制度|(?:若干|政策)?措施)(?:所称|适用|自|由|有效)"
)
"""How a clause of rules begins, however long it is (本意见所称…，是指…)."""
WAYS = compiled(r"(?:工作|活动|整治|创建|推进|实施)?(?:方式|方法)")
"""A heading of contents under which a plan often lists its work."""

SCHEDULE = compiled(r"(?:工作|计划|实施|推进|活动|建设)(?:安排|计划)")
"""A heading of work that tells only its stages where another section names the tasks."""


class Role(NamedTuple):
    """A kind and why."""

    kind: Kind
    evidence: Evidence


@lru_cache(maxsize=4096)
def role(kind: Kind, rule: str, words: str = "") -> Role:
    """A role with its evidence."""
    return Role(kind, Evidence(rule=rule, words=words))


_OBJECT = compiled(
    "问题|困难|挑战|不足|机遇|短板|发展环境|(?:规划|功能|战略|发展)定位|(?:发展|建设|现实|工作|规划)基础"
)
"""Words that name the object of a task as often as the background of a plan (优化发展环境)."""


_HELD_TO = compiled(r"要?(?:坚持|盯住|紧盯|紧扣|聚焦|锁定|瞄准|对照|围绕).{0,8}目标(?!任务).{2}")
"""A heading that calls for keeping to an aim (紧盯目标抓落实) names none."""


@lru_cache(maxsize=256)  # a list's headings are asked for by their parent, then one by one
def heading_role(folded_title: str) -> Role | None:
    """What a heading's own words say, or None.

    >>> heading_role("主要目标").kind, heading_role("保障措施").kind
    ('goal', 'safeguard')
    """
    title = folded_title.replace(" ", "").rstrip("。:").strip("【】[]")
    for kind, name, pattern in _PATTERNS:
        match = pattern.search(title)
        if match and _OBJECT.fullmatch(match[0]) and len(title) > 4 and ACTION_START.match(title):
            continue
        if match and match[0] == "目标" and _HELD_TO.match(title):
            continue
        if match:
            return role(kind, f"heading: {name}", match[0])
    return None
