"""Quantified targets in running text (指标、量化目标).

A number becomes a target in four steps. ``amounts`` reads it; ``segments`` gives it the words that
belong to it; the words are read from the number outwards: comparators and adverbs come off the end
of what precedes, times and verbs off its beginning, and what is left is the name (``naming``); then
the rules below say what it is not. These vetoes are the heart of the matter, because most numbers
of a plan are no targets: settings (围绕37条产业链), attributes (年产值超百亿元的企业), subsidies,
conditions, results, durations, and counts of the plan's own parts.

A number without a comparator is taken for a target only where the sentence calls for action or
names a measured thing, and only if the section is one of goals, tasks or measures.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

from ..patterns import compiled
from . import naming
from .amounts import Amount, Plain, amounts, plain
from .cues import (
    FORWARD,
    MEASURE_NOUNS,
    OPERATORS,
    REPORTED,
    SUBSIDY_AFTER,
    SUBSIDY_BEFORE,
    action,
    preposition,
)
from .found import Context, Found, Nature, Operator, Status
from .segments import Segment, segments, usable
from .tables import flattened_rows, is_indicator_table, table_indicators
from .years import Moment, issue_year, moments, nature_in_force, year_at, year_in_force

__all__ = [
    "Context",
    "Found",
    "find_indicators",
    "flattened_rows",
    "is_indicator_table",
    "nature_in_force",
    "table_indicators",
    "year_in_force",
]

_EVERY = compiled("(?:^|(?<=[,;]))每(?P<unit>[条家户所])(?=[^,;。]{2})|每(?P<unit>年|季度|月|周)")
_EVERY_TIME = compiled("每(?:年|季度|月|周)$")
_NUMERIC = compiled(r"[\d零〇一二两兩三四五六七八九十百千万萬亿億翻减減半]")
_REACH = 160  # how far back in a clause a governing word is looked for
_ATTRIBUTE = compiled(r"(?:以上|以下|级)?的(?!目标|水平|规模|要求|速度)|级(?=[一-龥])")
_LIMITING = frozenset({"reach", "most", "keep", "least", "less", "over"})
_COMPARED = compiled(r"(?:比|较|高于|快于|优于|低于|在)(?P<base>[^,;。比较]{1,18})$")
_LEANING = compiled(
    "占|相当于|(?:总量|总数|总规模|同口径)$|(?:年均)?(?:增速|增幅|增长率|占比|比重|增长|降幅)$"
)
_SAMPLE = compiled(
    "(?:力争|确保|全力|加快|统筹)?(?:推动|推进|促进|加快|抓好|确保|实施|开工|建设|谋划)[^,;。]{3,120}等$"
)
_YIELDING = compiled("[年日](?:产|处理|加工|吞吐|供水|发电|出栏)能?力?$")
_CAP = compiled("(?:限额|封顶线|起付线|起付标准)$")
_TOTAL = compiled("(?:[总人户件]数|数量|总量|规模)$")
_EACH_HAS = compiled("每[十百千万]*[人名户][^,;。]{0,8}(?:拥有|配备)$")
_WORKS = compiled("项目|工程")
_ROUND = compiled("(?:大关|关口|大台阶)(?![一-龥])")
_TIER = compiled("(?:国家|部|省|自治区|市|州|县|区)级")
_GRADE = compiled("^(?:[国部省市州县区]家?级(?:以上|及以上)?|[\\d.]+[一-龥]{1,3}以上)")
_PER_HEAD = compiled("每(?:人|户|生|名[一-龥]{1,4})(?:每(?:年|月|季度|天|日|次))?$")
_RECIPIENTS = ("户", "人", "名", "人次", "户次")
_LOWERED = ("降", "下降", "压降")
_PARTS = compiled(f"(?:{'|'.join(MEASURE_NOUNS)})(?:落地|见效|落实|实施|有序|取得|全面|$)")
_TERMS = compiled("年龄$|注册资[本金]|贴息|奖励|补助|补贴|资助|奖补|额度|担保费|学历|经验")
_LIFETIME = compiled("(?:寿命|教育年限)$")
_METRIC_TIME = compiled(
    "时间|时限|时长|周期|寿命|年限|期限|用时|耗时|时效|年龄|龄$|分$|得分|评分|满意|指数|浓度|成绩|教育|水平|里程|高度"
    "|住院日|[天日]数|工期"
)
_FROM = compiled(r"(?:从|由)(?:\d{4}年(?:末|底)?的?)?(?:目前|现在)?的?$")
_COMPARING = compiled("^(?:比|较|与|同(?!比)|在|相比|相较)|的?基础上$")
_SUBSIDY_BEFORE = compiled(f"(?:{SUBSIDY_BEFORE})$")
_SUBSIDY_AFTER = compiled(SUBSIDY_AFTER)
_GIVEN = compiled("给予|予以")
_ELIGIBLE = compiled("(?:的|、)?(?:企业|单位|个人|人员|机构|项目|居民|家庭)?(?:可|应当|不得|方可)")
_SCENE = compiled("(?:^|[,、一-龥])(?:在|对|由|从|向|为|以|等|从|原|这|其中的|该|上述)$")
_EXISTING = compiled("(?:现有|共有|拥有|设有|原有|分为|包括|涉及|涵盖)$")
_JOINTS = compiled("、|以及|和|与|及")
_FUZZ = compiled("[余多餘]")
_REPORTED = compiled(REPORTED)
_FORWARD = compiled(FORWARD)
_ACHIEVED = compiled("(?:提前|率先|力争)?(?:实现)?$")
_LIFTED = compiled("^(?:提升|提高|降低|增加|扩大|减少|缩短|压缩|压降)(?=..)")
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
_ABOVE = compiled("(?:规模|限额|[级元人])以[上下]$")
_PEOPLE_DO = compiled("(?<=[一-龥]{2})(?:驻(?![村外])|赴|下沉|深入|奔赴|挂职|进驻|前往).*$")
_OF_YEAR = compiled(r"(?:(?:19|20|21)\d\d|二[〇零○]..)年(?:末|底)?的$")
_OF_WHOLE = compiled(
    r"(?<=达到|达|超过|突破|高于|大于|低于|小于|少于)[一-龥]{2,18}(?<!中|占|比例)的$"
)
"""The whole that a share is of, after the comparator: 面积达到新建建筑总面积的70%."""
_TRAILING_YEAR = compiled(
    r"(?<![比较])(?:到|在|至)?(?:19|20|21)\d\d年(?:底|末)?(?:前)?(?:力争|争取)?$"
)


@dataclass(slots=True)
class _Page:
    """One paragraph under reading, with what carries from clause to clause."""

    reading: Plain
    context: Context
    timeline: Sequence[Moment]
    subject: str = ""
    """The last named subject of the sentence, which 占GDP比重 and 增长5% may lean on."""
    subject_end: int = 0
    subject_kind: str = ""
    """The kind of amount that the subject had."""
    listed: tuple[int, bool] = (-1, False)
    """The clause last seen, and whether an amount of it was taken."""
    nature: Nature | None = None
    previous: tuple[int, int] = (0, 0)
    found: list[Found] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A segment with its words sorted out."""

    segment: Segment
    roles: tuple[str, ...]
    forms: tuple[str, ...]
    prefix: str
    """What precedes the comparators, as far as the segment goes."""
    clause: str
    """What precedes the amount in its whole clause, cut to a bounded length."""
    rest: str
    """What follows the amount in its segment."""
    subject: str
    noun: str
    """The noun phrase after the amount."""
    base: str | None

    @property
    def amount(self) -> Amount:
        return self.segment.chain[0]

    @property
    def last(self) -> Amount:
        return self.segment.chain[-1]


def find_indicators(text: str, context: Context, *, include_actuals: bool = False) -> list[Found]:
    """The quantified targets of one paragraph, in order.

    Results already reached are left out unless ``include_actuals`` asks for them; they then come
    with the status ``actual``, and what nobody can tell with ``unknown``.

    >>> [f] = find_indicators("到2027年，培育30家以上示范企业。", Context("target"))
    >>> f.name, f.op, f.value, f.unit, f.year
    ('示范企业', '≥', 30, '家', 2027)
    """
    if not _NUMERIC.search(text):
        return []
    reading = plain(text)
    usable_amounts = usable(reading.text, amounts(reading.text))
    if not usable_amounts:
        return []
    page = _Page(reading, context, moments(reading.text, context))
    page.nature = nature_in_force(text) or _nature(context.nature)
    for segment in segments(reading.text, usable_amounts):
        _take(page, segment)
    page.found.sort(key=lambda f: f.start)
    return [f for f in page.found if include_actuals or f.status == "target"]


def _nature(value: str | None) -> Nature | None:
    return cast("Nature", value) if value in ("约束性", "预期性") else None


def _take(page: _Page, segment: Segment) -> None:
    """Reads one segment, drops it or adds its indicators, and remembers what carries over."""
    text = page.reading.text
    if page.subject and "。" in text[page.subject_end : segment.left]:
        page.subject = ""
    reading = _read(page, segment)
    listed = page.listed == (segment.clause, True)
    taken = not _vetoed(reading, listed) and _add(page, reading)
    name = reading.noun if taken and reading.last.kind == "counter" else ""
    name = name or ("" if reading.noun else reading.subject)
    if taken and not name and not reading.noun and not page.subject:
        name = page.found[-1].name  # lent by the clause before, and lent on
    if name and not segment.nested and not _leans(name):
        page.subject, page.subject_end = name, segment.chain[-1].end
        page.subject_kind = segment.chain[-1].kind
    page.listed = (segment.clause, taken or listed)


def _leans(name: str) -> bool:
    """Whether a name is short for one with the subject before it (占比, 省级)."""
    short = _LEANING.match(name) or _TIER.fullmatch(name)
    return bool(short or (_ABOVE.search(name) and _GRADE.sub("", name) == ""))


def _read(page: _Page, segment: Segment) -> _Reading:
    """Sorts the words around a segment's amounts."""
    text = page.reading.text
    first, last = segment.chain[0], segment.chain[-1]
    left = max(segment.left, segment.begin - _REACH)
    own = _OF_YEAR.search(text[left : first.start])
    if own is None and first.kind == "ratio":
        own = _OF_WHOLE.search(text[left : first.start])
    own = own or _PER_HEAD.search(text[left : first.start])
    edge = left + own.start() if own else first.start
    end, taken = naming.comparators(text, left, edge)
    stop = end
    if segment.base is not None:
        stop, more = naming.comparators(text, left, segment.begin)
        stop = _origin(text, left, stop)
        taken += more
    roles = tuple(role for role, _ in taken)
    prefix = text[left:stop]
    prefix, base = _baseline(page, segment, prefix, roles)
    prefix = _TRAILING_YEAR.sub("", prefix)
    if first.kind == "fold":
        prefix = _ACHIEVED.sub("", prefix)
    rest = text[last.end : min(segment.right, last.end + _REACH)]
    strong = first.kind not in ("ratio", "fold")
    clause = text[max(segment.clause, first.start - _REACH) : stop]
    subject = naming.subject(prefix, 0, len(prefix), strong=strong)
    subject = _EVERY_TIME.sub("", subject)
    if any(form == "至" for _, form in taken):
        subject = _LIFTED.sub("", subject)
    noun = "" if _ROUND.match(rest) else _noun(text, segment, rest, naming.ends_with_action(prefix))
    forms = tuple(form for _, form in taken)
    return _Reading(segment, roles, forms, prefix, clause, rest, subject, noun, base)


def _origin(text: str, left: int, end: int) -> int:
    """Where 从/由(2020年的) begins before the first end of a from–to pair."""
    match = _FROM.search(text[left:end])
    return left + match.start() if match else end


def _noun(text: str, segment: Segment, rest: str, expected: bool) -> str:
    """The noun phrase after the amount, if its unit is one that takes one."""
    last = segment.chain[-1]
    if last.kind in ("strict", "fold") or (last.kind == "ratio" and not rest[:1].isalnum()):
        return ""
    return naming.following(text, last.end, last.end + len(rest), expected=expected)


def _baseline(
    page: _Page, segment: Segment, prefix: str, roles: tuple[str, ...]
) -> tuple[str, str | None]:
    """Splits off what the number is compared with: (subject side, baseline)."""
    if segment.base is not None:
        return prefix, segment.base
    near = bisect_left(page.timeline, segment.left, key=lambda moment: moment.start)
    for moment in page.timeline[near : near + 8]:
        if moment.sense == "base" and moment.start < segment.chain[0].start:
            written = page.reading.text[moment.start : moment.end]
            head, found, tail = prefix.rpartition(written)
            base = _COMPARING.sub("", written)
            return (head + tail if found else prefix).rstrip("在"), base
    if set(roles) & {"rise", "fall"} or segment.chain[0].kind == "fold":
        match = _COMPARED.search(prefix)
        if match:
            return prefix[: match.start()].rstrip("均都"), match["base"]
    return prefix, None


# -- what a number is not ------------------------------------------------------------------------


def _vetoed(reading: _Reading, listed: bool) -> bool:
    """Whether a rule says that the number is no target."""
    return (
        _is_attribute(reading)
        or _is_condition(reading)
        or _is_loose(reading)
        or _is_setting(reading, listed)
        or _is_part_count(reading)
    )


def _is_attribute(reading: _Reading) -> bool:
    """10亿元以上项目, 收入过200亿元的集群, 60万千瓦机组: the number describes what follows."""
    amount, rest = reading.last, reading.rest
    if amount.kind == "ratio":
        return False
    if reading.noun and _YIELDING.search(reading.prefix):
        return True
    if rest.startswith("的") and amount.kind != "counter":
        return bool(_ATTRIBUTE.match(rest))
    if amount.kind == "measure" and reading.noun:
        if not reading.subject and naming.attained(rest):
            return False
        after_verb = naming.ends_with_action(reading.prefix) or not reading.prefix
        return bool(amount.bound) or not after_verb
    return False


def _is_condition(reading: _Reading) -> bool:
    """Subsidies and their limits, eligibility, weights: 给予不超过30%, 营业收入…以上的."""
    before = None if _is_granted(reading) else _SUBSIDY_BEFORE.search(reading.prefix)
    if _CAP.search(reading.subject) and reading.amount.kind != "counter":
        return True
    if "最高" in reading.forms or (before and not (before[0][0] == "按" and reading.roles)):
        return True
    if _is_funding(reading):
        return True
    if _SUBSIDY_AFTER.match(reading.rest) and reading.last.kind != "counter":
        return True
    if _GIVEN.search(reading.clause) and reading.amount.kind in ("measure", "ratio"):
        return True
    lowered = any(form.startswith(_LOWERED) for form in reading.forms)
    limited = ("most" in reading.roles and not lowered) or "注册资" in reading.subject
    if limited and _TERMS.search(reading.subject):
        return True
    eligible = _ELIGIBLE.match(reading.rest)
    return bool(eligible) or "=" in reading.clause[-12:]


def _is_granted(reading: _Reading) -> bool:
    """发放租赁补贴500户: the number counts who is to get the subsidy."""
    return reading.amount.kind == "counter" and reading.amount.unit.endswith(_RECIPIENTS)


def _is_funding(reading: _Reading) -> bool:
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


def _is_loose(reading: _Reading) -> bool:
    """Durations, scores and spelled-out counts without a comparator: 三年, 15分钟, 三个中心."""
    amount = reading.amount
    limited = bool(_LIMITING & set(reading.roles))
    if amount.kind == "strict":
        named = _METRIC_TIME.search(reading.subject) and not reading.rest[:1].isalnum()
        return not (named and (limited or _LIFETIME.search(reading.subject)))
    if amount.spelled and amount.unit not in ("%", "倍"):
        vague = amount.value == 1 and not amount.bare
        return vague or not (limited or (amount.bound and not amount.bare))
    return False


def _is_setting(reading: _Reading, listed: bool) -> bool:
    """围绕37条产业链, 在10个领域开展: the number sets the scene and nobody is to reach it."""
    clause = reading.clause
    if _EACH_HAS.search(clause):
        return False
    if clause.endswith("的") and not reading.roles and "占" not in reading.prefix:
        return True
    if listed:
        return False
    bare = reading.amount.kind == "ratio" and not reading.roles and not reading.amount.bound
    if bare and not reading.subject and not reading.rest.startswith("的") and not reading.noun:
        return True
    if reading.noun and _SCENE.search(clause) and not _is_sample(reading):
        return True
    if not reading.noun and not (reading.rest.startswith("的")):
        return bool(_EXISTING.search(reading.prefix))
    places = [m.start() for m in preposition().finditer(clause)]
    verbs = [m.start() for m in action().finditer(clause)]
    if places and (not verbs or verbs[-1] < places[-1]):
        return True
    exact = not reading.amount.bound and not set(reading.roles) & {"least", "over", "most", "reach"}
    return exact and not verbs and reading.amount.kind != "ratio"


def _is_sample(reading: _Reading) -> bool:
    """推动甲、乙等30个项目开工: the things named before 等 are some of those counted."""
    return bool(_SAMPLE.match(reading.clause) and _WORKS.search(reading.noun))


def _is_part_count(reading: _Reading) -> bool:
    """六大任务, 30项举措, 五个方面20条: what the plan has parts of."""
    if reading.amount.kind == "counter" and _COUNTED_PARTS.fullmatch(reading.subject):
        return True
    if reading.amount.kind != "counter" or reading.amount.bound:
        return False
    heads = (reading.noun, reading.noun.partition("的")[0])
    counted = any(_PARTS.search(head) for head in heads)
    return counted and not set(reading.roles) & {"least", "over"}


# -- what it is ----------------------------------------------------------------------------------


def _operator(reading: _Reading, amount: Amount) -> Operator:
    """The operator: the words behind the number outweigh 达到, a strict bound outweighs both."""
    roles = [role for role in reading.roles if role in OPERATORS or role in ("rise", "fall")]
    if amount.kind == "fold" or _is_growth(reading, amount):
        return "growth"
    if isinstance(amount.value, tuple):
        return "range"
    bound = amount.bound or reading.last.bound
    if bound == "≈":
        return "≈"
    strict = next((OPERATORS[r] for r in roles if r in ("over", "least", "most", "less")), None)
    if strict:
        return cast("Operator", strict)
    if bound:
        return cast("Operator", bound)
    return cast("Operator", next((OPERATORS[r] for r in roles if r in OPERATORS), "="))


def _is_growth(reading: _Reading, amount: Amount) -> bool:
    """提高2个百分点, 再提高30元, 增长2倍 are rises; 增长5%左右 and 下降3% are rates."""
    nearest = next((r for r in reading.roles if r not in ("adverb", "about", "past")), "")
    if nearest not in ("rise", "fall"):
        return False
    lifted = any(form.endswith(("提高", "提升", "扩大")) for form in reading.forms)
    return amount.unit not in ("%", "‰") or lifted


def _names(page: _Page, reading: _Reading) -> tuple[list[str], bool]:
    """A name for each amount, and whether the clause before lent its subjects."""
    name = _name(page, reading)
    count = len(reading.segment.chain)
    spread = any(form in ("均", "都", "各") for form in reading.forms)
    if not name or (count == 1 and not spread):
        return [name] * count, False
    if count == 1:
        pieces = len(_JOINTS.findall(name)) + 1
        return naming.parts(name, pieces) or [name], False
    own = naming.parts(name, count)
    if own:
        return own, False
    lent = None
    if "分别" in reading.forms or "分别" in reading.clause:
        lent = naming.earlier_parts(page.reading.text[slice(*page.previous)], count, name)
    return lent or [name] * count, bool(lent)


def _name(page: _Page, reading: _Reading) -> str:
    """The name under which a reader would list the amount."""
    change = next(
        (f for f, r in zip(reading.forms, reading.roles, strict=True) if r in ("rise", "fall")), ""
    )
    subject = reading.subject
    if reading.amount.kind == "ratio" and reading.rest.startswith("的") and len(reading.rest) > 2:
        return naming.share(reading.rest[1:])
    if reading.amount.kind == "ratio" and reading.noun:
        return subject.removesuffix("实现") + reading.noun + "比例"
    counted = naming.ends_with_action(reading.prefix) or not subject
    if reading.amount.kind == "measure" and reading.noun and not subject:
        attained = naming.attained(reading.rest)
        if attained:
            return attained
    if reading.noun and reading.amount.unit in ("人", "名"):
        return _PEOPLE_DO.sub("", reading.noun)
    if reading.noun and (counted or reading.amount.kind == "counter"):
        return reading.noun
    if _LEANING.match(subject) and page.subject:
        tail = subject + (change if subject == "同口径" else "")
        return naming.root(page.subject) + ("占比" if subject == "占" else tail)
    if _TIER.fullmatch(subject) and page.subject_kind == "counter":
        return subject + _GRADE.sub("", page.subject)
    if not subject or subject == "占":
        return _lent(page, reading, change)
    if page.subject and _ABOVE.search(subject) and page.subject_kind == reading.amount.kind:
        return subject + _GRADE.sub("", page.subject.removeprefix(subject))
    return subject + change


def _lent(page: _Page, reading: _Reading, change: str) -> str:
    """The name of an amount without a subject: one named before, or what is done (建成投产)."""
    text, clause = page.reading.text, reading.segment.clause
    if reading.segment.nested:
        return ""
    counter = reading.amount.kind == "counter"
    bears = not counter or page.subject_kind not in ("measure", "ratio")
    if page.subject and (bears or ("reach" in reading.roles and _TOTAL.search(page.subject))):
        return page.subject + change
    if counter and reading.prefix:
        done = naming.subject(reading.prefix, 0, len(reading.prefix), strong=False)
        if len(done) >= 4 and naming.ends_with_action(done):
            return done
    start, end = _clause_before(text, clause, ",;:")
    labels = text[end] == ":" and reading.amount.kind != "ratio"
    topic = naming.topic(text[start:end], labels=labels) if end > start else ""
    return topic + change if topic else ""


def _add(page: _Page, reading: _Reading) -> bool:
    """Adds the indicators of a segment; False if it has no name."""
    text, segment = page.reading.text, reading.segment
    before = _clause_before(text, segment.clause)
    page.previous = before
    names, lent = _names(page, reading)
    if not names[0]:
        return False
    governing = year_at(segment.chain[0].start, page.timeline, text)
    status = _status(page, reading, governing)
    start = (
        before[0]
        if lent
        else naming.trimmed(text, segment.left, segment.chain[0].start, strong=False)
    )
    start = min(_visible(text, start), segment.chain[0].start)
    end = segment.chain[-1].end
    if reading.noun or reading.rest.startswith("的"):
        end = max(end, segment.right if segment.right - end < _REACH else end)
    pairs = _pairs(names, segment.chain)
    for name, amount in pairs:
        page.found.append(_found(page, reading, amount, name, status, governing, (start, end)))
    return True


def _pairs(names: list[str], chain: tuple[Amount, ...]) -> list[tuple[str, Amount]]:
    return (
        [(n, chain[0]) for n in names] if len(chain) == 1 else list(zip(names, chain, strict=False))
    )


def _clause_before(text: str, clause: int, marks: str = ",;") -> tuple[int, int]:
    """The clause before the one that begins at ``clause``, if the sentence has one."""
    end = clause - 1
    if end <= 0 or text[end] not in marks:
        return clause, clause
    floor = max(0, end - 120)
    start = max(text.rfind(mark, floor, end) for mark in ",;。:") + 1
    return max(start, floor), end


def _visible(text: str, start: int) -> int:
    while start < len(text) and text[start] in " ,;:、。-)”":
        start += 1
    return start


def _found(
    page: _Page,
    reading: _Reading,
    amount: Amount,
    name: str,
    status: Status,
    governing: Moment | None,
    place: tuple[int, int],
) -> Found:
    """The published form of one amount, in the script of the document."""
    start, end = page.reading.source_range(*place)
    return Found(
        name=_written(page, name, reading.segment),
        op=_operator(reading, amount),
        value=amount.value,
        unit=_unit(page, reading, amount),
        year=_year(page.context, governing, status),
        baseline=reading.base,
        nature=page.nature,
        status=status,
        start=start,
        end=end,
        text=page.reading.source[start:end],
    )


def _written(page: _Page, name: str, segment: Segment) -> str:
    """A name as the source spells it: folded text is traced back where it stands in the clause."""
    text = page.reading.text
    floor = max(0, segment.left - 2 * _REACH)
    spans = [(i, i + len(name)) for i in [text.find(name, floor, segment.right)] if i >= 0]
    if spans:
        return page.reading.written(*spans[0])
    table: dict[str, str] = {}
    for i in range(floor, min(len(text), segment.right)):
        table.setdefault(text[i], page.reading.source[page.reading.at[i]])
    return "".join(table.get(c, c) for c in name)


def _unit(page: _Page, reading: _Reading, amount: Amount) -> str:
    """The unit as written, with 元 where it is implied and /年 where the number recurs."""
    unit = amount.unit
    if amount.unit_end:
        written = page.reading.written(amount.unit_start, amount.unit_end)
        written = _FUZZ.sub("", written) + amount.tail
        unit = written.replace("％", "%").replace("億級", "億")
    clause = reading.clause + "".join(reading.forms)
    recurs = amount.kind in ("counter", "measure") and "/" not in unit
    head = page.reading.text[max(0, amount.start - 8) : amount.start]
    if recurs and (every := _EVERY.search(head) or _EVERY.search(clause)):
        unit += "/" + every["unit"]
    return unit


def _year(context: Context, governing: Moment | None, status: Status) -> int | None:
    """The year that governs a clause, else the inherited one, else the end of the period."""
    if governing and governing.year is not None:
        return governing.year
    if context.year is not None:
        return context.year
    return context.period_end if status == "target" else None


def _status(page: _Page, reading: _Reading, governing: Moment | None) -> Status:
    """Target or result: what the clause says, else when it speaks of, else the section's role."""
    context = page.context
    window = reading.clause + "".join(reversed(reading.forms))
    if "past" in reading.roles:
        return "actual"
    reported = _REPORTED.search(window)
    if reported and not (reported[0] == "同比" and _goes_on(page, reading)):
        return "actual"
    if governing and governing.sense == "past":
        return "actual"
    if context.status == "target":
        return "target"
    sentence = _sentence(page.reading.text, reading.amount.start)
    forward = bool(_FORWARD.search(sentence))
    due = bool(governing and governing.sense == "due" and governing.year)
    ahead = due and governing is not None and _later(governing.year, issue_year(context))
    if context.status == "actual":
        return "target" if ahead and (forward or _is_led(page, governing)) else "actual"
    return "target" if due or forward else "unknown"


def _goes_on(page: _Page, reading: _Reading) -> bool:
    """Whether a clause without a subject continues a target (达到9亿元、同比增长5%)."""
    return not reading.subject and bool(page.found) and page.found[-1].status == "target"


def _is_led(page: _Page, governing: Moment | None) -> bool:
    """Whether a time is one to be reached (到2030年, 至“十五五”末)."""
    if governing is None:
        return False
    text = page.reading.text
    before = text[max(0, governing.start - 2) : governing.start]
    return "到" in before or "至" in before or text.startswith(("到", "至"), governing.start)


def _later(year: int | None, now: int | None) -> bool:
    return year is not None and (now is None or year > now)


def _sentence(text: str, position: int) -> str:
    """The sentence up to a place, at most a bounded stretch of it."""
    floor = max(0, position - _REACH)
    return text[max(text.rfind("。", floor, position), floor) : position]
