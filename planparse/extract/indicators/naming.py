"""The name under which a reader would list an amount (指标名称): said, lent, or put together."""

from __future__ import annotations

from ...patterns import compiled
from ..plain import Plain
from . import phrases
from .reading import Page, Reading

_LEANING = compiled(
    "占|相当于|(?:总量|总数|总规模|同口径)$|(?:年均)?(?:增速|增幅|增长率|占比|比重|增长|降幅)$"
)
_METRIC = (
    "(?:年|总|全年)?(?:产量|产值|产能|投资|面积|收入|规模|销售额|营业收入|税收|库容|里程|长度)"
    "|总产量|总产值"
)
_BARE = compiled(_METRIC)
_MEASURED = compiled(f"(?:播种|种植|栽植|养殖|生产)?(?:{_METRIC}|总?人数|数量)$")
_STAGES = ("开工", "竣工", "投产", "完工", "入库", "签约", "落地", "达产", "通车", "投用", "上市")
_HEADING = 24
"""A run-in heading that names a metric has at most so many characters."""
_BEGUN = compiled("^(?:完成|实施|开展|组织)(?=.{4})")
_RUN_IN = 200
_SAID = 4
"""A verb of so many characters says what is done without the thing it is done to."""
_TOTAL = compiled("(?:[总人户件]数|数量|总量|规模)$")
_TIER = compiled("(?:国家|部|省|自治区|市|州|县|区)级")
_GRADE = compiled("^(?:[国部省市州县区]家?级(?:以上|及以上)?|[\\d.]+[一-龥]{1,3}以上)")
_JOINTS = compiled("、|以及|和|与|及")
_ABOVE = compiled("(?:规模|限额|[级元人])以[上下]$")
_PEOPLE_DO = compiled("(?<=[一-龥]{2})(?:驻(?![村外])|赴|下沉|深入|奔赴|挂职|进驻|前往).*$")


def names(page: Page, reading: Reading) -> tuple[list[str], bool]:
    """A name for each amount, and whether the clause before lent its subjects."""
    name = _name(page, reading)
    count = len(reading.segment.chain)
    spread = any(form in ("均", "都", "各", "分别") for form in reading.forms)
    spread = spread or (reading.amount.kind == "fold" and name == reading.subject)
    if not name or (count == 1 and not spread):
        return [name] * count, False
    if count == 1:
        pieces = len(_JOINTS.findall(name)) + 1
        return phrases.parts(name, pieces) or [name], False
    own = phrases.parts(name, count)
    if own:
        return own, False
    lent = None
    if "分别" in reading.forms or "分别" in reading.clause:
        start, end = clause_before(page.reading.text, reading.segment.clause)
        lent = phrases.earlier_parts(page.reading.text[start:end], count, name)
    return lent or [name] * count, bool(lent)


def _name(page: Page, reading: Reading) -> str:
    """The name under which a reader would list the amount."""
    return _object(reading) or _subject(page, reading)


def _object(reading: Reading) -> str:
    """The name that follows the amount: what it counts, or is a share or so much of."""
    subject, noun, rest, kind = reading.subject, reading.noun, reading.rest, reading.amount.kind
    if kind == "ratio" and rest.startswith("的") and len(rest) > 2:
        return phrases.share(rest[1:])
    if kind == "ratio":
        return subject.removesuffix("实现") + noun + "比例" if noun else ""
    if kind in ("measure", "counter") and reading.after_verb and rest.startswith("的"):
        return phrases.tidy(rest[1:])
    if kind == "measure" and noun:
        attained = "" if subject else phrases.attained(rest)
        return attained or (noun if reading.after_verb else subject + noun)
    if noun and reading.amount.unit in ("人", "名"):
        return _PEOPLE_DO.sub("", noun)
    return noun if reading.after_verb or not subject or kind == "counter" else ""


def _subject(page: Page, reading: Reading) -> str:
    """The name that precedes the amount, with the subject before that it leans on."""
    change = next(
        (f for f, r in zip(reading.forms, reading.roles, strict=True) if r in ("rise", "fall")), ""
    )
    subject, before = reading.subject, page.subject
    if _LEANING.match(subject) and before:
        tail = subject + (change if subject == "同口径" else "")
        return phrases.root(before) + ("占比" if subject == "占" else tail)
    if _BARE.fullmatch(subject) and before and not _BARE.fullmatch(before):
        return _MEASURED.sub("", before) + subject + change
    if _TIER.fullmatch(subject) and page.subject_kind == "counter":
        return subject + _GRADE.sub("", before)
    tier = _TIER.match(subject)
    if tier and page.subject_kind == reading.amount.kind:
        rest = phrases.without_tier(before)
        if rest.startswith(subject[tier.end() :]):  # 市级平台接入率…，县级平台…
            return tier[0] + rest
    if not subject or subject == "占":
        return _lent(page, reading, change)
    if before and _ABOVE.search(subject) and page.subject_kind == reading.amount.kind:
        return subject + _GRADE.sub("", before.removeprefix(subject))
    return subject.removesuffix(change) + change


def _lent(page: Page, reading: Reading, change: str) -> str:
    """The name of an amount without a subject: one named before, or what is done (建成投产)."""
    text, clause = page.reading.text, reading.segment.clause
    if reading.segment.nested:
        return ""
    counter = reading.amount.kind == "counter"
    laid = reading.amount.kind == "measure" and not reading.amount.unit.endswith("元")
    done = _done(reading) if counter else ""
    if done and page.subject_kind == "counter":
        return page.subject + done
    bears = not counter or page.subject_kind not in ("measure", "ratio")
    if page.subject and (bears or ("reach" in reading.roles and _TOTAL.search(page.subject))):
        return page.subject + change
    if len(done) >= _SAID:
        return done
    if reading.prefix.endswith("惠及"):
        return "惠及"
    start, end = clause_before(text, clause, ",;:")
    labels = text[end] == ":" and reading.amount.kind != "ratio"
    topic = phrases.topic(text[start:end], labels=labels) if end > start else ""
    topic = topic or _headed(page, reading)
    if not topic and (counter or laid) and reading.after_verb:
        topic = phrases.made(text[start:end]) or (_done(reading) if laid else "")
    return topic + change if topic else ""


def _headed(page: Page, reading: Reading) -> str:
    """The metric of a run-in heading or the line above: 耕地保有量。到2030年不低于300万亩."""
    if reading.prefix or not reading.roles:
        return ""
    text, number = page.reading.text, reading.amount.start
    heading, stop, _ = text[: min(_HEADING, number)].partition("。")
    if not stop:
        return page.context.topic if not page.found else ""
    if number > _RUN_IN:
        return ""
    alone = text.find("。", len(heading) + 1, number) < 0
    return phrases.topic(heading, labels=False) if alone else ""


def topic_of(reading: Plain) -> str:
    """The metric that a whole short line names, if it names one and says no more of it.

    >>> from planparse.extract.plain import plain
    >>> topic_of(plain("（一）森林覆盖率")), topic_of(plain("森林覆盖率稳步提高。"))
    ('森林覆盖率', '')
    """
    text = reading.text
    if len(text) > _HEADING or not text.endswith(phrases.METRIC_ENDS):
        return ""
    return phrases.topic(text, labels=False)


def _done(reading: Reading) -> str:
    """What is to become of things counted before: 建成投产 in 年内建成投产30个."""
    done = phrases.subject(reading.prefix, 0, len(reading.prefix), strong=False)
    if len(done) < _SAID:
        return done if done in _STAGES else ""
    return _BEGUN.sub("", done) if phrases.ends_with_action(done) else ""


def clause_before(text: str, clause: int, marks: str = ",;") -> tuple[int, int]:
    """The clause before the one that begins at ``clause``, if the sentence has one."""
    end = clause - 1
    if end <= 0 or text[end] not in marks:
        return clause, clause
    floor = max(0, end - 120)
    start = max(text.rfind(mark, floor, end) for mark in ",;。:") + 1
    return max(start, floor), end


def leans(name: str, before: str) -> bool:
    """Whether a name is short for one with the subject ``before`` it (占比, 省级, 总投资)."""
    short = _LEANING.match(name) or _TIER.fullmatch(name) or (before and _BARE.fullmatch(name))
    return bool(short or (_ABOVE.search(name) and _GRADE.sub("", name) == ""))
