"""What else is said of an amount (数值属性): operator, unit, year, whether it is aimed at."""

from __future__ import annotations

from typing import cast

from ...patterns import compiled
from .amounts import Amount
from .cues import FORWARD, OPERATORS, REPORTED
from .found import Context, Operator, Status
from .reading import REACH, Page, Reading
from .years import Moment, issue_year

_EVERY = compiled("(?:^|(?<=[,;]))每(?P<unit>[条家户所])(?=[^,;。]{2})|每(?P<unit>年|季度|月|周)")
_BY_THEN = ("底前", "年底前", "末前", "前")
_TURN_OF_SUBJECT = compiled("每(?:年|季度|月|周)[^,;。]{2,30}的[一-龥]{0,4}(?:人数|数量|比例|率)")
_STRICT = frozenset({"over", "least", "most", "less"})
_HEARD = 1500
"""So far an announcement of aims is heard."""
_REACHING = frozenset({"reach", "over", "most", "rise", "fall", "keep"})
_FUZZ = compiled("[余多餘]")
_PER_CENT = str.maketrans("％﹪℅", "%%%")
_AIMS = compiled("目标(?:任务)?(?:值)?(?:还?(?:是|为|包括|有|如下|设定为):?|:|[—-]{1,2})")
_MET = compiled("(?:完成|实现|达到|超过)[^,;。]*$")
_REPORTED = compiled(REPORTED)
_FORWARD = compiled(FORWARD)
_STRIVEN = compiled("力争|将(?:达|超过|突破|增[加至长]|新[增建开])")
_THOUGHT = compiled("(?:总体|基本|工作)(?:思路|要求|目标)(?:是|为|:)|指导思想(?:是|为|:)")
_OPENING = 40
"""A paragraph says within so many characters that it tells what guides the work."""
_RANKED = compiled(
    "同比|[与和比较](?:上|去)年(?:同期)?(?:持平|增加|增长|减少|下降)|(?:居|列|占)(?:全[国省市]|世界|全球)|居[^,;。]{0,4}首位|连续[^,;。]{1,4}年|全[国省市]首个"
)
"""What is only said of what has been reached."""
_QUOTES_PLAN = compiled("》(?:还|也|中|明确)*(?:提出|指出|明确|要求|确定|部署)(?!的|以来)")


def operator(reading: Reading, amount: Amount) -> Operator:
    """The operator: the words behind the number outweigh 达到, a strict bound outweighs both."""
    if amount.kind == "fold" or _is_growth(reading, amount):
        return "growth"
    if isinstance(amount.value, tuple):
        return "range"
    bound = amount.bound or reading.last.bound
    if bound == "≈":
        return "≈"
    said = [role for role in reading.roles if role in OPERATORS]
    strict = [OPERATORS[role] for role in said if role in _STRICT]
    if strict:
        return cast("Operator", strict[0])
    return cast("Operator", bound or (OPERATORS[said[0]] if said else "="))


def _is_growth(reading: Reading, amount: Amount) -> bool:
    """提高2个百分点, 再提高30元, 增长2倍 are rises; 增长5%左右 and 下降3% are rates."""
    nearest = next((r for r in reading.roles if r not in ("adverb", "about", "past")), "")
    if nearest not in ("rise", "fall") or (reading.noun and amount.kind == "counter"):
        return False
    lifted = any(form.endswith(("提高", "提升", "扩大")) for form in reading.forms)
    return amount.unit not in ("%", "‰") or lifted


def unit(page: Page, reading: Reading, amount: Amount) -> str:
    """The unit as written, with 元 where it is implied and /年 where the number recurs."""
    unit = amount.unit
    if amount.unit_end:
        written = page.reading.written(amount.unit_start, amount.unit_end)
        written = _FUZZ.sub("", written) + amount.tail
        unit = written.translate(_PER_CENT).replace("億級", "億")
    paced = amount.kind in ("counter", "measure") or unit.endswith("百分点")
    if paced and "/" not in unit:
        every = _turn(page, reading, amount)
        return f"{unit}/{every}" if every else unit
    return unit


def _turn(page: Page, reading: Reading, amount: Amount) -> str:
    """What a number is counted by where it recurs: 年 in 每年举办20场."""
    clause = reading.clause + "".join(reading.forms)
    head = page.reading.text[max(0, amount.start - 8) : amount.start]
    if "每" not in head and "每" not in clause:
        return ""
    if _TURN_OF_SUBJECT.search(clause):
        return ""
    every = _EVERY.search(head) or _EVERY.search(clause)
    return every["unit"] if every else ""


def year(context: Context, governing: Moment | None, status: Status) -> int | None:
    """The year that governs a clause, else the inherited one, else the end of the period."""
    if governing and governing.year is not None:
        return governing.year
    if context.year is not None:
        return context.year
    return context.period_end if status == "target" else None


def status(page: Page, reading: Reading, governing: Moment | None) -> Status:
    """Target or result: what the clause says, else when it speaks of, else the section's role."""
    context = page.context
    window = reading.clause + "".join(reversed(reading.forms))
    if "past" in reading.roles:
        return "actual"
    reported = _REPORTED.search(window)
    if reported and not (reported[0] == "同比" and _is_striven(page, reading)):
        return "actual"
    if governing and governing.sense == "past":
        return "actual"
    text, place = page.reading.text, reading.amount.start
    if context.status == "target":
        told = _is_fact(page, reading, governing) and not _is_announced(text, place)
        return "unknown" if told else "target"
    if _is_announced(text, place):
        return "target"
    sentence = _sentence(page.reading.text, reading.amount.start)
    forward = bool(_FORWARD.search(sentence))
    due = bool(governing and governing.sense == "due" and governing.year)
    ahead = due and governing is not None and _later(governing.year, issue_year(context))
    if context.status == "actual":
        led = ahead and (forward or _is_led(page, governing))
        return "target" if led or _STRIVEN.search(sentence) else "actual"
    dated = issue_year(context) is not None
    if due and not forward and not (dated and ahead) and _is_ranked(text, place):
        return "unknown"
    return "target" if due or forward or _is_reached(reading, context) else "unknown"


def _is_ranked(text: str, position: int) -> bool:
    """Whether a sentence ranks what it tells or compares it with last year's (居全国首位)."""
    end = text.find("。", position, position + REACH)
    begin = position - len(_sentence(text, position))
    return _RANKED.search(text, begin, end if end > 0 else position + REACH) is not None


def _is_announced(text: str, position: int) -> bool:
    """Whether aims are announced before (主要预期目标是：…, 总体思路是：…, 《规划》提出…)."""
    if _THOUGHT.search(text, 0, _OPENING):
        return True
    floor = max(0, position - _HEARD)
    if text.find("》", floor, position) >= 0 and _QUOTES_PLAN.search(text, floor, position):
        return True
    said = text.rfind("目标", floor, position)
    if said < 0:
        return False
    match = _AIMS.match(text, said)
    if match is None or _MET.search(text, max(0, said - 16), said):
        return False
    return match.end() <= position and (match[0][-1] in ":-—" or "。" not in text[said:position])


def _is_reached(reading: Reading, context: Context) -> bool:
    """Whether a plan whose time lies ahead says what a measure comes to (占比提高到8%以上)."""
    ends = context.year or context.period_end
    if ends is None or not _later(ends, issue_year(context)):
        return False
    return any(
        role in _REACHING and form[0] != "不"
        for role, form in zip(reading.roles, reading.forms, strict=True)
    )


def _is_fact(page: Page, reading: Reading, governing: Moment | None) -> bool:
    """Whether a share is only told, in a document that names no time to reach it: 占比为33.9%."""
    context = page.context
    if governing or context.year or context.period_end or reading.amount.kind != "ratio":
        return False
    told = reading.roles[:1] == ("is",) or reading.prefix.endswith(("占", "占到"))
    return told and not reading.amount.bound and len(reading.segment.chain) == 1


def _is_striven(page: Page, reading: Reading) -> bool:
    """Whether a rise over last year is aimed at (力争产值增长6%、销售同比增长5%)."""
    text = page.reading.text
    if _goes_on(page, reading) or _THOUGHT.search(text, 0, _OPENING):
        return True
    return _STRIVEN.search(_sentence(text, reading.amount.start)) is not None


def _goes_on(page: Page, reading: Reading) -> bool:
    """Whether a clause without a subject continues a target (达到9亿元、同比增长5%)."""
    return not reading.subject and bool(page.found) and page.found[-1].status == "target"


def _is_led(page: Page, governing: Moment | None) -> bool:
    """Whether a time is one to be reached (到2030年, 至“十五五”末)."""
    if governing is None:
        return False
    text = page.reading.text
    before = text[max(0, governing.start - 2) : governing.start]
    if before.rstrip('“"')[-1:] in ("到", "至") or text.startswith(("到", "至"), governing.start):
        return True
    return text.startswith(_BY_THEN, governing.end)


def _later(year: int | None, now: int | None) -> bool:
    return year is not None and (now is None or year > now)


def _sentence(text: str, position: int) -> str:
    """The sentence up to a place, at most a bounded stretch of it."""
    floor = max(0, position - REACH)
    return text[max(text.rfind("。", floor, position), floor) : position]
