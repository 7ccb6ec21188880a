"""The words around an amount (数量词前后的短语): comparators, subjects, objects, shared metrics."""

from __future__ import annotations

from ...patterns import compiled
from .cues import action_ends, comparator_ends, comparator_forms, leading, leading_starts

YEAR = r"(?:(?:19|20|21)\d\d|二[〇零○]..)年"
_TIME = compiled(
    rf"(?:到|至|在|截至|于|力争|争取)?(?:{YEAR}(?:\d{{1,2}}月)?(?:年?底|末|中)?(?:之?前|以前)?(?:-|至|到)?"
    r"|(?:[“\"](?:十[一二三四五六七八九]?|[六七八九])五[”\"][、和])*+[“\"]?(?:十[一二三四五六七八九]?|[六七八九])五[”\"]?(?:期?末|期间|时期)|今年(?:底|内)?|全年|年内|明年|年底前?|每(?:年|季度|月|周)"
    r"|(?:未来|今后|力争用?|用)?[一二三四五六七八九十两\d]{1,2}年(?:之?内|(?:左右的?时间)?(?=,|$)"
    r"|(?=累计|新|改|建|培|完成|更新|引进|打造|实施|安排|投入|治理|创建|转化|推广))"
    r"|\d{1,2}月(?:底|末|\d{1,2}日)?前?|上半年|下半年|第?[一二三四]季度|本世纪(?:末|中叶)|期末|规划期(?:内|末)?|当年|各年度?)[,、]?"
)
_TIME_STARTS = frozenset(
    '到至在截于力争“"十六七八九一二三四五两今全年明每未用上下第期规当各0123456789'
)
_METRIC = compiled(
    r"(?:产业|市场|排放|重点工程|人均.{0,14}?|平均|年均|总|年)?(?:规模|收入|产值|总值|增加值|比重|占比|比例|总量|总额|数量|标准|面积|产量"
    r"|销售额|交易额|满足率|覆盖率|普及率|[一-龥]{0,3}率|[一-龥]{0,3}[有积储]量|(?:减排|排放|消费|供应|吞吐|发电|交易)量|浓度|强度|床位数|学位数|指数|能力|水平|投入|支出|人数|增速|[增涨降]幅|投资)$"
)
METRIC_ENDS = tuple("率量额模入产值重比例积准度数力平出速幅资")
"""What the names of metrics end with, as a first and cheap look."""
_ROOT = compiled(
    r"(?:产业)?(?:能级|规模|总量|总规模|体量|数量|总数)$|(?:总值|增加值)?(?:达到|突破).*$"
)
_SHARED_TAIL = compiled(r"(?:技术|发展|产业)?(?:水平|能力|实力|规模|质量|竞争力)$")
_OF_REGIONS = compiled(r"等(?:地区|区域|城市|省市|地)\K.{2,}$")
_CHANGES = compiled(
    "(?:得到|实现|取得|获得)?(?:显著|明显|大幅|不断|持续|进一步|稳步|全面|有效|逐步|更加|加快|基本)"
)
_PREDICATE = compiled(
    "支持|用于|用来|达到|达成|实现|完成|纳入|投入|列入|全部|均(?!衡)|已(?!建)|得到|位居|居(?!民|家|住)|保持|分别|由"
    "|向(?!上)|对(?!外|口|接)|以|为|来(?!料|源|访)|并(?!购|网)|且|或|在(?!线|建|校|园|岗|册|营)|到(?!位)|进入|实施|开展"
    "|取得|占(?!地)|比(?!较|例|赛)|较(?!大)|的|左右|不等|和(?!谐|美)|与|及|至|从(?!业)|用(?!户|地|水|电|能)"
    "|给(?!排)|可(?!控|再生|视|信|追|循|研|燃|移|穿|复|持)|应(?!用|急|届|收)|需(?!求)|要(?!素)|前(?!沿|瞻|端|期)"
    "|后(?!备|勤|市|续)|[^一-龥A-Za-z\\d“‘《]"
)
_NO_OBJECT = compiled("的|左右|不等|和|与|及|以内|用于|支持|[^一-龥A-Za-z\\d“‘《]")
_SHARE = compiled(
    r"(?P<who>[^,;。]{2,40}?)(?:基本|全面|均|全部|普遍|都|初步|率先|能够)*"
    r"(?P<what>(?:实现|完成|达到|建成|纳入|使用|应用|建立|接入|配备|通过|具备|开展|设置|设立|享有|接受)[^,;。]{1,24})$"
)
_JOINTS = "以及|(?<![饱共缓])和(?!谐|平|美)|(?<!参)与|(?<![普以涉])及(?!时|格|以[上下])"
_LIST = compiled(f"、|,|{_JOINTS}")
_COMMA, _AND = compiled("、|,"), compiled(_JOINTS)
_NOTED = compiled(r"\([^()]*\d[^()]*\)(?:给.*)?")
_NOTE = compiled(r"\((?:责任|牵头|配合|主办|见|\d)")
_TIER = compiled("^.{1,3}级")
_SIDE = compiled("城镇|城市|城区|农村|乡村")
_REGION_SIDE = compiled("(?P<region>[^、,]{0,6}?)(?P<side>城镇|城市|城区|农村|乡村)")
_TIERS = compiled("(?P<tiers>[省市县区乡镇村](?:、?[省市县区乡镇村])+)[两二三四]级")
"""省、市两级, 市县乡三级"""
_RISE_OR_FALL = compiled("(?:年均|每年)?(?:增长|下降|降低|减少|提高|提升|压减)$")
_STRIP_END = "、,;:和与及的“(-。 "
_STRIP_START = "、,;:和与及的”)-。 "
_TAILS = ("等", "的同时", "预期目标", "目标", "数量为", "总数")
_LONGEST = 7
"""No comparator is longer."""


def comparators(text: str, left: int, end: int) -> tuple[int, list[tuple[str, str]]]:
    """Takes comparators and adverbs off the end of a phrase: (new end, [(role, form)])."""
    taken: list[tuple[str, str]] = []
    left, ends = max(left, 0), comparator_ends()
    while end > left and text[end - 1] in ends:
        found = _comparator(text, left, end)
        if found is None:
            break
        taken.append(found)
        end -= len(found[1])
    return end, taken


def _comparator(text: str, left: int, end: int) -> tuple[str, str] | None:
    """The longest comparator that a phrase ends with, as (role, form)."""
    forms = comparator_forms()
    for start in range(max(left, end - _LONGEST), end):
        form = text[start:end]
        if form in forms:
            role, guard = forms[form]
            if not text.endswith(guard, left, start):
                return role, form
    return None


def trimmed(text: str, left: int, end: int, *, strong: bool) -> int:
    """Where the noun phrase of a subject begins, past times, adverbs and (``strong``) verbs."""
    left = _past_labels(text, left, end)
    if strong and text.startswith(_SCENES, left, end):
        scene = _SCENE.match(text, left, end)
        left = scene.end() if scene else left
    starts = leading_starts(strong)
    while left < end:
        time = _TIME.match(text, left, end) if text[left] in _TIME_STARTS else None
        if time is None:
            verb = leading(strong).match(text, left, end) if text[left] in starts else None
            if verb is None or (verb.end() == end and not strong):
                break
            left = verb.end()
        else:
            left = time.end()
    return left


_SCENES = ("围绕", "聚焦", "针对", "面向")
_SCENE = compiled(
    rf"(?:{'|'.join(_SCENES)})[^,;。]{{2,40}}?等?(?:领域|方面|行业|环节|方向|产业链?|场景),?"
    r"(?=实施|开展|组织|推进|建设|培育|打造|攻克|突破|攻关|布局|形成|引进|遴选|发布|新建|建成)"
)
_SHORT = 10
_NO_THING = compiled("体系|机制|制度|政策|能力|水平|工作|管理|服务|责任|力度|[的和、,]")
_LABELS = frozenset("(0123456789一二三四五六七八九十①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳-●•■◆")
_LABEL = compiled(
    r"(?:\(?\d{1,2}[.、)]|\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}(?:、|是(?!否))|[①-⑳]|-{1,2}|[●•■◆])+"
)


def _past_labels(text: str, left: int, end: int) -> int:
    if text[left : left + 1] not in _LABELS:
        return left
    match = _LABEL.match(text, left, end)
    return match.end() if match else left


def subject(text: str, left: int, end: int, *, strong: bool) -> str:
    """The subject in ``text[left:end]`` as the plain reading has it, without brackets of notes."""
    return tidy(text[trimmed(text, left, end, strong=strong) : end])


def tidy(name: str) -> str:
    """A name without stray marks at its ends and without an unmatched bracket."""
    bare = name.lstrip(_STRIP_START)
    harmony = bare.startswith(("美", "谐", "平")) and name.endswith("和" + bare)
    name = ("和" + bare if harmony else bare).rstrip(_STRIP_END)
    for opening, closing in ("()", "“”"):
        if name.count(opening) != name.count(closing):
            name = name.replace(opening, "").replace(closing, "")
    if name.endswith(_TAILS):
        for tail in _TAILS:
            name = name.removesuffix(tail) if len(name) > len(tail) + 1 else name
    return name.strip("、,;: ")


def following(text: str, start: int, end: int, *, expected: bool = False) -> str:
    """The noun phrase after a counter, or "" if what follows is no noun.

    After a verb an object is ``expected``, which may well begin with a modifier (对…有影响的企业).
    """
    while start < end and text[start] == "(":
        closing = text.find(")", start, end)
        if closing < 0:
            return ""
        start = closing + 1
    refused = _NO_OBJECT if expected and "的" in text[start:end] else _PREDICATE
    if start >= end or refused.match(text, start, end):
        return ""
    note = _NOTE.search(text[start:end])
    end = start + note.start() if note else end
    noun = tidy(text[start:end])
    return "" if noun == "等" else noun


def share(rest: str) -> str:
    """The name of 70%的X实现Y: 实现Y的X比例.

    >>> share("规模以上企业基本实现数字化")
    '实现数字化的规模以上企业比例'
    """
    rest = _NOTED.sub("", rest)
    match = _SHARE.fullmatch(rest)
    if match is None:
        return tidy(rest) + "比例"
    return f"{match['what']}的{tidy(match['who'])}比例"


def parts(name: str, count: int) -> list[str] | None:
    """The ``count`` subjects that a coordinated subject names, each with the shared metric.

    >>> parts("甲产业和乙产业增加值年均增长", 2)
    ['甲产业增加值年均增长', '乙产业增加值年均增长']
    """
    change = _RISE_OR_FALL.search(name)
    if change is not None:
        found = _parts(name[: change.start()], count)
        return [part + change[0] for part in found] if found else None
    return _parts(name, count)


def _parts(name: str, count: int) -> list[str] | None:
    splits = ([p for p in s.split(name) if len(p) > 1] for s in (_LIST, _COMMA, _AND))
    pieces = next((s for s in splits if len(s) == count), None)
    if tiered := _tiers(name, count):
        return tiered
    if pieces is None:
        beasts = name.split("、")
        if len(beasts) != count or any(len(_METRIC.sub("", p)) > 1 for p in beasts):
            return _town_and_country(name) if count == 2 else None
        pieces = beasts  # 猪、牛、羊规模
    if all(p.endswith("级") and len(p) < 5 for p in pieces[:-1]):
        return [p + _TIER.sub("", pieces[-1]) for p in pieces[:-1]] + [pieces[-1]]
    side, first = _SIDE.match(pieces[-1]), _REGION_SIDE.fullmatch(pieces[0])
    if side and first and all(_SIDE.fullmatch(p) for p in pieces[1:-1]):
        sides = [first["side"], *pieces[1:-1], side[0]]
        return [first["region"] + one + pieces[-1][side.end() :] for one in sides]
    tail = _OF_REGIONS.search(pieces[-1]) or _METRIC.search(pieces[-1])
    if tail is None or tail.start() == 0:
        return pieces
    shared = tail.group()
    return [p if _METRIC.search(p) else _lent(p, shared) for p in pieces[:-1]] + [pieces[-1]]


def _lent(name: str, tail: str) -> str:
    """A name with the tail of another; words that it has itself are not said twice."""
    again = next(k for k in range(len(tail), -1, -1) if name.endswith(tail[:k]))
    return name + tail[again:]


def _tiers(name: str, count: int) -> list[str] | None:
    """The subjects of 省、市两级…."""
    together = _TIERS.search(name)
    tiers = together["tiers"].replace("、", "") if together else ""
    if together is None or len(tiers) != count:
        return None
    head, tail = name[: together.start()], name[together.end() :]
    return [f"{head}{tier}级{tail}" for tier in tiers]


def without_tier(name: str) -> str:
    """What a name says of a tier of government, which another tier takes up; else "".

    >>> without_tier("省、市两级档案馆数字化率"), without_tier("绿化覆盖率")
    ('档案馆数字化率', '')
    """
    tier = _TIERS.search(name) or _TIER.match(name)
    return name[tier.end() :] if tier else ""


def _town_and_country(name: str) -> list[str] | None:
    """The two subjects of 城乡居民收入 or 城乡低保标准."""
    head, found, tail = name.replace("城、乡", "城乡").partition("城乡")
    town = "城镇" if tail.startswith(("居民", "常住", "人口", "登记")) else "城市"
    return [head + town + tail, head + "农村" + tail] if found and tail else None


def earlier_parts(clause: str, count: int, name: str) -> list[str] | None:
    """Subjects of the clause before (A和B水平提升，X率分别超过…), each followed by ``name``."""
    change = _CHANGES.search(clause)
    head = clause[: change.start()] if change else clause
    pieces = [p for p in _LIST.split(tidy(head)) if len(p) > 1]
    if len(pieces) < count or not change:
        return None
    bare = [_SHARED_TAIL.sub("", p) or p for p in pieces[:count]]
    return [p + name for p in bare]


_ATTAINED = compiled(
    r"(?P<who>[^,;。]{2,20}?)(?P<what>(?:达到|符合|满足|实现)[^,;。]{2,20}(?:要求|标准|目标))$"
)


def attained(rest: str) -> str:
    """The name of 50公里X达到Y要求: 达到Y要求的X, or "" if the words behind are others.

    >>> attained("河道达到防洪要求")
    '达到防洪要求的河道'
    """
    match = _ATTAINED.match(rest)
    return f"{match['what']}的{tidy(match['who'])}" if match else ""


def topic(clause: str, *, labels: bool) -> str:
    """The metric that a clause before names and leaves to the next one (某率，到2030年提高到…).

    What stands before a colon ``labels`` the rest, whatever it is (普通公路：新建60公里).
    """
    name = tidy(clause[trimmed(clause, 0, len(clause), strong=False) :]).removesuffix("目标")
    named = _METRIC.search(name) or (labels and len(name) <= _SHORT)
    return name if 3 <= len(name) <= 24 and named else ""


def made(clause: str) -> str:
    """What a clause before says is made, for one that says how much (建设农田，建成90万亩)."""
    begin = trimmed(clause, 0, len(clause), strong=False)
    thing = trimmed(clause, begin, len(clause), strong=True)
    name = tidy(clause[thing:])
    return name if thing > begin and 2 <= len(name) <= _SHORT and not _NO_THING.search(name) else ""


def ends_with_action(phrase: str) -> bool:
    """Whether a phrase ends with an action verb (…支持企业建设|30个)."""
    return not action_ends().isdisjoint([phrase[-length:] for length in (1, 2, 3, 4)])


def root(name: str) -> str:
    """The thing whose metric a name is: 数字经济 for 数字经济规模."""
    return _ROOT.sub("", name) or name
