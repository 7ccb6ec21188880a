"""One segment read from its number outwards (由数及词): what precedes, what follows, what is meant.

Comparators and adverbs come off the end of what precedes, times and verbs off its beginning, and
what is left is the subject; what follows a counter is the noun it counts.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from operator import attrgetter
from typing import NamedTuple

import regex

from ...patterns import compiled
from ..plain import Plain
from . import phrases
from .amounts import Amount
from .found import Context, Found, Nature
from .segments import Segment
from .years import Moment

REACH = 160
"""How far back in a clause a governing word is looked for."""

_OF_YEAR = compiled(rf"{phrases.YEAR}(?:末|底)?的$")
_OF_WHOLE = compiled(
    r"(?<=达到|达|超过|突破|高于|大于|低于|小于|少于)[一-龥()]{2,18}(?<!中|占|比例)的$"
)
"""The whole that a share is of, after the comparator: 面积达到新建建筑总面积的70%."""
_PER_HEAD = compiled(
    "(?:每(?:人|户|生|名[一-龥]{1,4})(?:每(?:年|月|季度|天|日|次))?|每(?:月|季度|天|日|次))$"
)
_TRAILING_YEAR = compiled(
    r"(?<![比较])(?:力争|争取|确保)?(?:到|在|至)?(?:19|20|21)\d\d年(?:底|末)?(?:前)?(?:力争|争取)?$"
    r"|(?:今年|当年|全年|年内)$"
)
_FROM = compiled(r"(?:从|由)(?:\d{4}年(?:末|底)?的?)?(?:目前|现在)?的?(?:[人户亩]均)?$")
_COMPARING = compiled("^(?:比|较|与|同(?!比)|在|相比|相较)|的?基础上$")
_COMPARED = compiled(r"(?:比(?![重例率值])|较|高于|快于|优于|低于|在)(?P<base>[^,;。比较]{1,18})$")
_ACHIEVED = compiled("(?:提前|率先|力争)?(?:实现)?$")
_STRIVING = ("确保", "力争", "争取")
_AIM_IS = compiled("目标(?:任务)?(?:[为是]|:)")
_LIFTED = compiled("^(?:提升|提高|降低|增加|扩大|减少|缩短|压缩|压降)(?=..)")
_EVERY_TIME = compiled("(?:每人)?每(?:年|季度|月|周)$")
_ROUND = compiled("(?:大关|关口|大台阶|台阶|门槛|规模)(?![一-龥])")
_SHARED = compiled("(?:(?<![年户人亩日月村校班平])均|(?<![成首国古])都|分别)$")


@dataclass(slots=True)
class Page:
    """One paragraph under reading, with what carries from clause to clause."""

    reading: Plain
    context: Context
    timeline: tuple[Moment, ...]
    bases: list[Moment]
    """The times of the timeline that numbers are compared with."""
    nature: Nature | None
    subject: str = ""
    """The last named subject of the sentence, which 占GDP比重 and 增长5% may lean on."""
    subject_end: int = 0
    subject_kind: str = ""
    """The kind of amount that the subject had."""
    listed: tuple[int, bool] = (-1, False)
    """The clause last seen, and whether an amount of it was taken."""
    found: list[Found] = field(default_factory=list)


class Reading(NamedTuple):
    """A segment with its words sorted out."""

    segment: Segment
    amount: Amount
    last: Amount
    roles: tuple[str, ...]
    forms: tuple[str, ...]
    prefix: str
    """What precedes the comparators, as far as the segment goes."""
    after_verb: bool
    """Whether that ends with an action verb."""
    clause: str
    """What precedes the amount in its whole clause, cut to a bounded length."""
    rest: str
    """What follows the amount in its segment."""
    subject: str
    noun: str
    """The noun phrase after the amount."""
    base: str | None

    @property
    def changes(self) -> bool:
        """Whether the words before the number speak of a rise or a fall."""
        return "rise" in self.roles or "fall" in self.roles


def read_segment(page: Page, segment: Segment) -> Reading:
    """Sorts the words around a segment's amounts."""
    text = page.reading.text
    first, last = segment.chain[0], segment.chain[-1]
    left = max(segment.left, segment.begin - REACH)
    stop, taken = _governed(text, segment, left)
    roles, forms = zip(*taken, strict=True) if taken else ((), ())
    prefix = text[left:stop]
    if first.kind == "fold":
        prefix = _ACHIEVED.sub("", prefix)
    prefix, base = _baseline(page, segment, prefix, roles)
    shared = _SHARED.search(prefix) if base is not None else None
    if shared:  # 均比2015年下降: the adverb stands before what is compared with
        prefix = prefix[: shared.start()]
        roles, forms = (*roles, "adverb"), (*forms, shared[0])
    if "年" in prefix[-6:]:
        prefix = _TRAILING_YEAR.sub("", prefix)
    after_verb = phrases.ends_with_action(prefix)
    rest = text[last.end : min(segment.right, last.end + REACH)]
    return Reading(
        segment, first, last, roles, forms, prefix, after_verb,
        clause=text[max(segment.clause, first.start - REACH) : stop],
        rest=rest,
        subject=_subject(prefix, first, forms),
        noun=_noun(text, last, rest, expected=after_verb),
        base=base,
    )  # fmt: skip


def _governed(text: str, segment: Segment, left: int) -> tuple[int, list[tuple[str, str]]]:
    """Where the comparators before a segment's number begin, and which they are."""
    first = segment.chain[0]
    own = _own(text, left, first)
    stop, taken = phrases.comparators(text, left, left + own.start() if own else first.start)
    if segment.base is None:
        return stop, taken
    stop, more = phrases.comparators(text, left, segment.begin)
    return _origin(text, left, stop), taken + more


def _own(text: str, left: int, amount: Amount) -> regex.Match[str] | None:
    """Words between comparator and number that belong to the number: 2020年的, 总面积的, 每人."""
    before = text[left : amount.start]
    found = None
    if before.endswith("的"):
        found = _OF_YEAR.search(before)
        if found is None and amount.kind == "ratio":
            found = _OF_WHOLE.search(before)
    return found or (_PER_HEAD.search(before) if "每" in before else None)


def _origin(text: str, left: int, end: int) -> int:
    """Where 从/由(2020年的) begins before the first end of a from–to pair."""
    match = _FROM.search(text[left:end])
    return left + match.start() if match else end


def _baseline(
    page: Page, segment: Segment, prefix: str, roles: tuple[str, ...]
) -> tuple[str, str | None]:
    """Splits off what the number is compared with: (subject side, baseline)."""
    if segment.base is not None:
        return prefix, segment.base
    near = bisect_left(page.bases, segment.left, key=attrgetter("start")) if page.bases else 0
    if near < len(page.bases) and page.bases[near].start < segment.chain[0].start:
        moment = page.bases[near]
        written = page.reading.text[moment.start : moment.end]
        head, found, tail = prefix.rpartition(written)
        return (head + tail if found else prefix).rstrip("在"), _COMPARING.sub("", written)
    if "rise" in roles or "fall" in roles or segment.chain[0].kind == "fold":
        match = _COMPARED.search(prefix)
        if match:
            return prefix[: match.start()], match["base"]
    return prefix, None


def _subject(prefix: str, amount: Amount, forms: tuple[str, ...]) -> str:
    """What the words before the comparators say is measured or counted."""
    strong = amount.kind not in ("ratio", "fold")
    begin = max(0, *map(prefix.rfind, _STRIVING)) if strong else 0
    if "目标" in prefix:
        ends = [said.end() for said in _AIM_IS.finditer(prefix) if said.end() < len(prefix)]
        begin = max([begin, *ends])
    subject = phrases.subject(prefix, begin, len(prefix), strong=strong)
    if "每" in subject:
        subject = _EVERY_TIME.sub("", subject)
    return _LIFTED.sub("", subject) if "至" in forms else subject


def _noun(text: str, last: Amount, rest: str, *, expected: bool) -> str:
    """The noun phrase after the amount, if its unit is one that takes one."""
    if rest.startswith("、") and (described := rest.find("的")) > 0:
        return phrases.following(text, last.end + described + 1, last.end + len(rest))
    if not rest or last.kind in ("strict", "fold") or _ROUND.match(rest):
        return ""
    if last.kind == "ratio" and not rest[0].isalnum():
        return ""
    return phrases.following(text, last.end, last.end + len(rest), expected=expected)
