"""What a number of a plan is not (非指标的数): the rules that say that no target is meant.

These vetoes are the heart of the matter, because most numbers of a plan are no targets: settings
(围绕37条产业链), attributes (年产值超百亿元的企业), subsidies, conditions, results, durations, and
counts of the plan's own parts.
"""

from __future__ import annotations

from ...patterns import compiled
from .cues import MEASURE_NOUNS, SUBSIDY_AFTER, SUBSIDY_BEFORE, last_action, preposition
from .phrases import attained, trimmed
from .reading import Reading

_ATTRIBUTE = compiled(r"(?:以上|以下|级)?的(?!目标|水平|规模|要求|速度)|级(?=[一-龥])")
_AVERAGE = ("平均水平", "的平均水平", "平均值", "平均线")
_BOUNDING = frozenset({"least", "over", "most", "reach"})
_LIMITING = frozenset({"reach", "most", "keep", "least", "less", "over"})
_SAMPLE = compiled(
    "(?:力争|确保|全力|加快|统筹)?(?:推动|推进|促进|加快|抓好|确保|实施|开工|建设|谋划)[^,;。]{3,120}等$"
)
_EXTENTS = ("公里", "米", "亩", "公顷")
_WORKED = compiled(
    "(?:[,、;:和与及并]|[一二三四五六七八九十]是|同步|加快|抓好|全面|年内)*"
    "(?:完成|新建|建成|建设|改造|新改建|改扩建|铺设|敷设|治理|修复|硬化|拓宽|整治|疏浚|新增)"
)
_SIZES = ("人", "名", "户", "床", "张", "层", "头", "只", "羽", "岁")
_SIZED = compiled(
    "[一-龥]{0,6}?(?:学校|班额|企业(?!家)|单位|机构|医院|自然村|村[民屯组]|园区|工地|场所|小区|建筑|养殖场)"
)
_RUNNING = compiled("(?:建成|投产|并网|投运|投用|投入运行|投入使用)+$")
_YIELDING = compiled("[年日](?:产|处理|加工|吞吐|供水|发电|出栏)能?力?$")
_CAP = compiled("(?:限额|封顶线|起付线|起付标准)$")
_EACH_HAS = compiled("每[十百千万]*[人名户][^,;。]{0,8}(?:拥有|配备)$")
_RANKED = compiled("[十百千万亿五]{1,3}级[一-龥]{2,8}$")
_WORKS = compiled("项目|工程")
_RECIPIENTS = ("户", "人", "名", "人次", "户次", "家", "所")
_LOWERED = ("降", "下降", "压降")
_PART_UNITS = ("个", "项", "条", "件", "类", "种", "款", "点", "步")
_PARTS = compiled(f"(?:{'|'.join(MEASURE_NOUNS)})(?:落地|见效|落实|实施|有序|取得|全面|$)")
_TERMS = compiled("年龄$|注册资[本金]|贴息|奖励|补助|补贴|资助|奖补|额度|担保费|学历|经验")
_LENGTHS = ("全长", "总长", "总长度", "长度")
_DIMENSIONS = ("长", "宽", "高", "深", "厚")
_TIMES = ("天", "日", "小时", "分钟", "秒", "个月", "年")
_SHORTENED = ("压缩", "缩短", "压减", "精简")
_MADE = compiled(
    "(?:开工建设|开工|动工|新建|建成|建设|新增|新开通|开通|新辟|打造|培育|创建|引进|改造|完成|实施|举办|推出|增设|新设"
    "|组建|设立|布局|铺设|敷设|修建|硬化|疏浚)"
)
_SCOPES = compiled(
    "(?:领域|行业|方面|环节|地区|区域|城市|[省市县区](?!级)|国家|部门|单位|产业|学科|专业)"
)
_NAMED = 3
"""The name of a thing that is ensured has so many characters."""
_ENSURED = ("确保", "力争", "争取")
_SERVED = compiled(
    "(?:提供|发放|办理|安装|配备|实施|开展|落实|进行|购买|适配|建立|改造|减免|免费|筛查|体检)"
)
_WORKED_ON = compiled(
    "(?:改造|升级|整治|维修|修缮|修复|清淤|疏浚|重建|提档|治理|加固|扩建|改扩建|达标建设)$"
)
_DEEDS = compiled(rf"{_WORKED_ON.pattern}|(?:更新|建设|收储|出让|征收|拆除|绿化|造林)$")
_PAPERS = compiled("(?:方案|规划|计划|报告|名录|图集|导则)$")
_ACHIEVED = compiled(
    "(?:创建|创成|建成|竣工|投产|开工|完工|通车|投用|投入使用|投入运营|上市|达标|达产|挂牌|通过|摘帽|出列"
    "|脱贫|入选|跻身|进入|退出|获批|获评)"
)
_LIFETIME = compiled("(?:寿命|教育年限)$")
_METRIC_TIME = compiled(
    "时间|时限|时长|周期|寿命|年限|期限|用时|耗时|时效|年龄|龄$|分$|得分|评分|满意|指数|浓度|成绩|教育|水平|里程|高度"
    "|住院日|[天日]数|工期"
)
_SUBSIDY_BEFORE = compiled(f"(?:{SUBSIDY_BEFORE})$")
_SUBSIDY_AFTER = compiled(SUBSIDY_AFTER)
_GIVEN = compiled("给予|予以")
_ELIGIBLE = compiled(
    "(?:的|、)?(?:企业|单位|个人|人员|机构|项目|居民|家庭)?(?:可(?!控|再生)|应当|不得|方可)"
)
_SCENES = ("在", "对", "由", "从", "向", "为", "以", "等", "原", "这", "其中的", "该", "上述")
_SCENE = compiled(f"(?:^|[,、一-龥])(?:{'|'.join(_SCENES)})$")
_EXISTING = compiled("(?:现有|共有|拥有|设有|原有|分为|包括|涉及|涵盖)$")
_COUNTED_PARTS = compiled(
    f"(?:\\d+|[一二三四五六七八九十两]+)[大个项类]?(?:{'|'.join(MEASURE_NOUNS)})"
)
_FUNDS = compiled(
    "财政(?:每年|拟|将|新增)*(?:安排|拨付|下达)$"
    "|(?:安排|拨付|下达|整合|统筹)[^,;。]{0,8}(?:资金|经费|预算)$"
    "|(?:中央|省级?|市级?|县级?|区级?|财政|自筹|配套|地方|专项)(?:预算内|补助|配套)?(?:资金|经费)$"
)
_SPENT = compiled("(?:[一-龥]{0,4}(?:资金|经费))?(?:用于|用来|予以)")
_PER_PIECE = compiled("每[一-龥]{1,4}$")
_SAMPLED = compiled("的?比例[^,;。为达到]{1,12}(?:查|检|验|评|抽)")


def vetoed(reading: Reading, listed: bool) -> bool:
    """Whether a rule says that the number is no target."""
    return (
        _is_attribute(reading)
        or _is_condition(reading)
        or _is_loose(reading)
        or _is_setting(reading, listed)
        or _is_part_count(reading)
    )


def _is_attribute(reading: Reading) -> bool:
    """10亿元以上项目, 收入过200亿元的集群, 全省7.5%平均水平: the number describes what follows."""
    amount, rest = reading.last, reading.rest
    if rest.startswith(_AVERAGE):
        return True
    if amount.kind == "ratio":
        return False
    if reading.noun and _YIELDING.search(reading.prefix):
        return True
    if reading.noun and _RUNNING.search(reading.noun):
        return False
    if reading.segment.nested and amount.kind == "measure" and amount.bound in ("≥", "≤"):
        return not reading.roles and not reading.after_verb  # 企业(年用水1万立方米及以上)
    works = amount.unit.endswith(_EXTENTS) and _WORKED.match(reading.prefix, _begin(reading))
    if rest.startswith("的") and amount.kind != "counter":
        return bool(_ATTRIBUTE.match(rest)) and not works
    if amount.kind == "measure" and reading.noun:
        if not reading.subject and attained(rest):
            return False
        if _PAPERS.search(reading.noun):  # 形成1平方公里实施方案
            return True
        if amount.bound == "≥" and works and _DEEDS.search(reading.noun):
            return works.end() < len(reading.prefix)  # 完成300公里以上河道整治
        return bool(amount.bound) or not (reading.after_verb or not reading.subject or works)
    return bool(amount.bound) and amount.unit in _SIZES and bool(_SIZED.match(reading.noun))


def _is_condition(reading: Reading) -> bool:
    """Subsidies and their limits, eligibility, weights: 给予不超过30%, 营业收入…以上的."""
    before = None if _is_granted(reading) else _SUBSIDY_BEFORE.search(reading.prefix)
    if _CAP.search(reading.subject) and reading.amount.kind != "counter":
        return True
    if "最高" in reading.forms or (before and not (before[0][0] == "按" and reading.roles)):
        return True
    if _is_funding(reading):
        return True
    if reading.last.kind != "counter" and _SUBSIDY_AFTER.match(reading.rest):
        return True
    if reading.amount.kind in ("measure", "ratio") and (
        _GIVEN.search(reading.clause)
        or (reading.rest.startswith("的") and _GIVEN.search(reading.rest))
    ):
        return True
    if _is_limit(reading) and _TERMS.search(reading.subject):
        return True
    if _is_term(reading):
        return True
    eligible = reading.rest and _ELIGIBLE.match(reading.rest)
    return bool(eligible) or "=" in reading.clause[-12:]


def _is_term(reading: Reading) -> bool:
    """额度上浮20%, 按每百户20平方米标准配建: a rule that holds for each case."""
    floats = reading.prefix.endswith("上浮") or "下浮" in reading.forms
    return floats or ("按" in reading.clause and reading.rest.startswith(("标准", "的标准")))


def _is_limit(reading: Reading) -> bool:
    """Whether a number bounds what is asked or paid: 年龄不超过45岁, but not 利率降至3%."""
    if "most" in reading.roles and not any(f.startswith(_LOWERED) for f in reading.forms):
        return True
    return "注册资" in reading.subject


def _is_granted(reading: Reading) -> bool:
    """发放租赁补贴500户: the number counts who is to get the subsidy."""
    return reading.amount.kind == "counter" and reading.amount.unit.endswith(_RECIPIENTS)


def _is_funding(reading: Reading) -> bool:
    """Money that is handed out and where it comes from: 财政安排…, 中央资金…, 每件不超过…元."""
    if not reading.amount.unit.endswith("元"):
        return reading.clause.endswith("按") and bool(_SAMPLED.match(reading.rest))
    words = reading.subject if reading.subject else reading.prefix
    return bool(
        _FUNDS.search(reading.prefix)
        or _SPENT.match(reading.rest)
        or ("most" in reading.roles and _PER_PIECE.search(reading.subject))
        or (words.endswith("总投资") and "about" in reading.roles)
    )


def _is_loose(reading: Reading) -> bool:
    """Durations, scores and spelled-out counts without a comparator: 三年, 15分钟, 三个中心."""
    amount = reading.amount
    limited = not _LIMITING.isdisjoint(reading.roles)
    if amount.unit == "次":
        return "most" in reading.roles or not (limited or amount.bound)
    if amount.unit == "米":
        laid = _is_made(reading) and not reading.noun and reading.subject not in _DIMENSIONS
        return not (limited or laid or reading.subject.endswith(_LENGTHS))
    if amount.kind == "strict":
        named = _METRIC_TIME.search(reading.subject) and not reading.rest[:1].isalnum()
        shortened = amount.unit.endswith(_TIMES) and any(
            form.startswith(_SHORTENED) for form in reading.forms
        )
        aged = limited and not reading.subject and amount.unit == "岁"
        known = named and (limited or _LIFETIME.search(reading.subject))
        return not (shortened or aged or known)
    if amount.spelled and amount.unit not in ("%", "倍"):
        vague = amount.value == 1 and not amount.bare
        listed = not reading.noun and not reading.rest[:1].isalnum() and amount.unit != "期"
        listed = listed and _is_made(reading)
        return vague or not (limited or listed or (amount.bound and not amount.bare))
    return False


def _is_made(reading: Reading) -> bool:
    """新建幼儿园两所: a verb, what it makes, and last how many."""
    return bool(reading.subject) and _MADE.match(reading.prefix, _begin(reading)) is not None


def _begin(reading: Reading) -> int:
    """Where the words before the number begin, past times and adverbs."""
    return trimmed(reading.prefix, 0, len(reading.prefix), strong=False)


def _is_setting(reading: Reading, listed: bool) -> bool:
    """围绕37条产业链, 在10个领域开展: the number sets the scene and nobody is to reach it."""
    clause = reading.clause
    if "每" in clause and _EACH_HAS.search(clause):
        return False
    if clause.endswith("的") and not reading.roles and "占" not in reading.prefix:
        return not (reading.noun and reading.amount.kind == "counter" and _is_made(reading))
    if clause.endswith("在") and reading.amount.bound == "≈":
        return True  # 在50亿级、20亿级项目上取得突破
    if listed or _is_done(reading):
        return False
    bare = reading.amount.kind == "ratio" and not reading.roles and not reading.amount.bound
    if bare and not reading.subject and not reading.rest.startswith("的") and not reading.noun:
        return True
    if (
        reading.noun
        and clause.endswith(_SCENES)
        and _SCENE.search(clause)
        and not (clause.endswith("等") and _is_sample(reading))
    ):
        return True
    if not reading.noun and not (reading.rest.startswith("的")):
        return bool(_EXISTING.search(reading.prefix))
    place = max((m.start() for m in preposition().finditer(clause)), default=-1)
    led = _is_ensured(reading) or (reading.changes and reading.base is None)
    verb = len(clause) if led else last_action(clause)
    if verb < place:
        return True
    exact = not reading.amount.bound and _BOUNDING.isdisjoint(reading.roles)
    if not exact or verb >= 0 or _RANKED.match(reading.noun):
        return False
    return reading.amount.kind != "ratio"


def _is_sample(reading: Reading) -> bool:
    """推动甲、乙等30个项目开工: the things named before 等 are some of those counted."""
    if _is_made(reading) or _WORKED_ON.search(reading.noun):
        return not _SCOPES.match(reading.noun)
    if _WORKS.search(reading.noun) or _RUNNING.search(reading.noun):
        return _SAMPLE.match(reading.clause) is not None
    return _RANKED.match(reading.noun) is not None


def _is_ensured(reading: Reading) -> bool:
    """确保A、60个小区改造等工程完工: what is ensured is aimed at, whatever verb follows."""
    if reading.noun.startswith("“") or len(reading.noun) < _NAMED:  # 2个“零增长”, 1个突破
        return False
    led = reading.clause.lstrip("要应须、").startswith(_ENSURED)
    return led or not set(_ENSURED).isdisjoint(reading.forms)


def _is_done(reading: Reading) -> bool:
    """3个县成功创建示范区, 为600名儿童提供救助, 对9所学校加固: reached, served or worked on."""
    if reading.amount.kind != "counter":
        return False
    if "为" in reading.forms or reading.clause.startswith("为"):
        served = reading.amount.unit.endswith(_RECIPIENTS)
        return served and _SERVED.search(reading.noun) is not None
    if reading.clause.startswith("对") or reading.clause.endswith("等"):
        return _WORKED_ON.search(reading.noun) is not None
    return not reading.subject and _ACHIEVED.search(reading.noun) is not None


def _is_part_count(reading: Reading) -> bool:
    """六大任务, 30项举措, 五个方面20条: what the plan has parts of."""
    if reading.amount.kind == "counter" and _COUNTED_PARTS.fullmatch(reading.subject):
        return True
    if reading.amount.unit not in _PART_UNITS or reading.amount.bound:
        return False
    done = reading.noun.removesuffix("工作")
    if reading.amount.unit == "个" and reading.prefix.endswith("完成") and _DEEDS.search(done):
        return False  # 完成9个老旧小区改造工作
    counted = _PARTS.search(reading.noun) or _PARTS.search(reading.noun.partition("的")[0])
    return bool(counted) and "least" not in reading.roles and "over" not in reading.roles
