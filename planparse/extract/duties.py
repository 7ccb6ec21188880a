"""Who answers for a task and until when: （责任单位：…）, （…牵头，…配合，6月底完成）.

One grammar serves brackets, lines of their own and table cells. The text is cut into pieces at
、，；and between complete units at 及 和; each piece is a label with what follows it (牵头单位：…),
a unit, a unit that ends in the verb of a role (…按职责分工负责), a deadline, or unknown. Units wait
until a verb claims them or a label's clause ends. What the pieces are decides whether the text is a
duty at all: without a label every piece has to be known, so that （政府主导、部门配合） or
（包括牵头单位自身） are not duties, and a bracket of bare units has to close a sentence.

Units are given as they are written: a level that the first name has (市科技局、财政局) is not
lent to the others. 等相关部门 after a list is dropped, 相关部门 standing for itself is kept. Roles:
牵头 and 主办 lead, 配合, 参与, 协同 and 协办 support, and whatever else, 责任单位 and 负责
included, are ``units``: the document does not say who among them leads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

import regex

from ..patterns import compiled
from ..script import fold
from .agencies import has_level, is_generic, is_strong_unit, is_unit
from .metadata import parse_date

Role = Literal["lead", "support", "units", "deadline", "none"]

_MAX_BRACKET = 800
_MAX_UNIT = 40


@dataclass(frozen=True, slots=True)
class DutyFound:
    """A duty in a text: units by role, deadline, and where it stands (brackets included)."""

    lead: tuple[str, ...]
    support: tuple[str, ...]
    units: tuple[str, ...]
    deadline: str | None
    due: str | None
    start: int
    end: int
    text: str


# --- labels, verbs, deadlines --------------------------------------------------------------------

_LABEL_PARTS = (
    "市|省|区|县|州|局|厅|部内|部级|国家|第一|主要|牵头|责任|考核|配合|协同|协作|协助|协办|参与|"
    "参加|主办|主责|承办|负责|落实|"
    "实施|组织|推进|执行|监督|指导|支持|建设|主管|行业|级|直|内|或|和|及|与|、|/|共同"
)
_LABEL = compiled(
    r"(?P<label>(?=[^:]{0,14}?(?:牵头|责任|配合|协同|协作|协助|协办|参与|参加|主办|主责|承办|负责|"
    r"(?:落实|实施|组织|执行|指导|监督)"
    rf"(?:单位|部门|主体)))(?:{_LABEL_PARTS}|\([^()]{{1,6}}\)){{1,6}}+"
    r"(?:单位|部门|处室|科室|股室|机构|主体|地区|院校|领导|人员?|分工)?(?:[及和、](?:单位|部门))?"
    r"(?:\([^()]{1,6}\))?)\s?:\s?"
    r"|(?P<label>(?:牵头|责任|配合|协同|参与|负责)(?:考核|责任)?(?:单位|部门|处室)(?:为|"
    r"是)?)\s?(?=[\u4e00-\u9fff])"
    r"(?!及其|应|要|和|自身|按|的)"
    r"|(?P<due>(?:完成|办结|责任|整改|工作|实施|推进|时间|计划完成|计划|落实)?(?:时限|期限|限期|时间|"
    r"时序|进度|节点)(?:要求|安排|节点)?"
    r"|时限要求|时间表|截止(?:时间|日期)|完成日期)\s?:\s?"
    r"|(?P<other>联系人|联系电话|电话|分管领导|成果形式|目标(?:任务)?|绩效指标|工作成果|形象进度|"
    r"备注|分值|依据)\s?:\s?"
)
_DUTY_WORD = compiled(
    r"牵头|责任|负责|配合|参与|协同|协办|主办|承办|落实|完成|推进|时限|期限|单位|部门|局|委|处"
)
_DUTY_PLACE = compiled(r"[(（〔﹝\[［【〈<:：]|[牵牽][头頭]|分工")
"""A bracket, a label or the word of a closing sentence: without them there is no duty."""
_VERB = compiled(
    r"(?P<lead>(?:共同|联合|负责|分别|具体|统一)?牵头(?:负责|抓好落实|抓总|落实|实施|推进|组织实施|组织|办理|完成|"
    r"协调|制定)?|主办|主责)"
    r"|(?P<support>(?:(?:按照|按|依|依据|根据)(?:各自)?(?:工作)?(?:职责|职能)(?:任务)?(?:分工)?)?"
    r"(?:做好|积极|密切|协同|协助|共同|参与)?(?:配合|参与|参加|协同|协助|协办)(?:工作|落实|实施|"
    r"推进|做好)?)"
    r"|(?P<units>(?:(?:要|应|须)?(?:按照|按|依照|依|依据|根据|结合)(?:各自)?(?:的)?(?:实际|职责|"
    r"职能|工作职责|任务|部门职责)?"
    r"(?:任务|职责)?(?:分工|权限|范围)?(?:分别|共同|抓好|具体|做好|组织)?(?:负责|落实|抓好落实|"
    r"推进|实施|推动落实|执行|承担)?(?:落实|实施)?"
    r"|(?:分别|共同|具体|分工|联合|各自|统一)?(?:负责|承担|承办|组织实施|组织落实|推进|推动|实施|"
    r"落实|执行|"
    r"抓好落实|贯彻落实|推进落实|推动落实|督促落实)"
    r"(?:落实|实施|推进|指导|监督|组织实施)?|(?:业务)?指导|监督(?:指导)?|督促(?:指导)?|督导))"
)
_VERB_AT_END = compiled(rf"(?:{_VERB.pattern})$")
_VERBISH = compiled(
    r"牵头|负责|配合|参与|参加|协同|协办|主办|主责|落实|承担|指导|督促|监督|督导|实施|推进|推动|"
    r"执行|"
    r"承办|按|依|结合"
)
_OPEN_END = compiled(
    r"(?<![高中初平同特])等(?:\d{1,2}|[一二三四五六七八九十几多]{1,2})?(?:个|家)?(?:各级|各|其他|"
    r"多个|其它)?(?:市|省|区|县|国家|中央|市直|省直|区直|县直)?"
    r"(?:级)?(?:相关|有关|相应|成员|职能|责任|地方|主管|行业|牵头|配合|参与)*(?:区|市|县|省)?"
    r"(?:职能|责任|主管)?(?:部门|单位|机构|政府|地区|地方|区县|处室|企业|科室|部委|委办局|市区|"
    r"县区|院校|学校|协会|组织)?(?:(?:和|及|、)(?:单位|部门|地区))?$"
)
_YEAR_MONTH = (
    r"(?:(?:20\d\d|今|明|当|本|次|每)年)?(?:\d{1,2}月(?:份|\d{1,2}日|[上中下]旬|底|末|初)?|"
    r"[上下]半年|"
    r"(?:第)?[一二三四1-4]季度末?|年?(?:底|末|内|初|中|终))"
)
_DEADLINE = compiled(
    rf"(?:于|在|至|到|截至|力争|确保|预计|计划|从|自|需)?(?:{_YEAR_MONTH}|"
    rf"20\d\d年(?:[-—–~至到]+20\d\d年)?|(?:每|全|当|本|近)(?:年|季度|月|期|周)(?:度)?|"
    r"长期|持续|即日|即时|常态|按(?:进度|时序|计划|年度|时间|期|月|季|要求|节点)|分(?:阶段|年度|"
    r"期|步|批)|适时|立即|年度|逐年|"
    r"印发[^。]{0,8}|方案印发|文件印发|十[三四五六]五|“十[三四五六]五”|贯穿|近期|中长期|远期|中期|"
    r"规划期|滚动|动态|定期|实时|尽快|随时|同步)"
    r"[^;:]{0,32}"
)
_DONE = compiled(
    r"完成|推进|见效|成效|到位|落实|坚持|实施|启动|开展|前$|底$|末$|内$|优化|更新|年$|月$|日$|"
    r"执行|建成|有效|运行|出台|报送|起$|推动|工作|任务|提升|达到|进行|反馈"
)
_RESULT = compiled(r"完成|取得|实现|形成|建成|达到|全面|基本|持续")
_FIRM = compiled(r"完成|持续|推进|坚持|见效|成效|到位|建成|启动|实施|优化")
_SHARE = compiled(r"\((?P<role>牵头|配合|参与|主办|协办|主责|协同)(?:单位|部门|处室)?\)$")
_NOISE = compiled(r"[无/\-—–.、,;。:\s]*|暂无|详见.{0,10}|不涉及")
_ENUMERATOR = compiled(
    r"(?:\(?\d{1,2}[).、]|[①-⑳]|[一二三四五六七八九十]{1,2}、)\s?(?=[\u4e00-\u9fff])"
)
_LEADING = compiled(
    r"(?:并?由|以|会同|商(?=市|省|区|县|国家|财政|有关)|联合(?=[市省区县各国])|及|与|同时|"
    r"并)(?=[\u4e00-\u9fff]{2})"
)


_PERSON = compiled("领导|责任人|负责人|人员|联系人")
_LEADS = compiled("牵头|主办|主责|主要责任|第一责任")
_HELPS = compiled("配合|协同|协作|协助|协办|参与|参加")


def _role(label: str) -> Role:
    """The role a label gives to what follows it: 牵头单位 → lead, 责任单位 → units."""
    if _PERSON.search(label) and "单位" not in label:
        return "none"
    lead = bool(_LEADS.search(label))
    support = bool(_HELPS.search(label))
    if lead == support:
        return "units"
    return "lead" if lead else "support"


# --- cutting into pieces -------------------------------------------------------------------------

_OPENERS, _CLOSERS = "(〔[【〈", ")〕]】〉"
_BRACKET = compiled(r"[()〔〕\[\]【】〈〉]")
_SEPARATORS = "、,;。\n"
_JOIN = compiled(
    r"以及|会同|及(?!其|时)|和(?!平|田|县|林|硕|静|龙|顺|政县|布克)|(?<!参)与(?!其)|/|\s+"
)


_TIER = r"(?:省|自治区|直辖市|市|县|区|旗|自治州|州|盟|乡|镇|街道|新疆生产建设兵团)"
_TIERS = compiled(
    rf"各{_TIER}{{1,3}}(?:\([^()]{{1,8}}\))?(?:、{_TIER}{{1,3}}(?:\([^()]{{1,8}}\))?)++"
    r"(?:党委、政府|(?:人民)?政府|党委|办事处)?(?=[^\u4e00-\u9fff]|负责|配合|牵头|落实|按|和|及|等|$)"
)
_REMARK = compiled(
    r"[,;。、(〔]\s?(?:以下(?:[^,;。]{0,8}(?:均|都|同|不再|各项|任务|工作))|下同|不再[^,;。]{0,4}(?:列|赘|重复)"
    r"|(?:排|列)[^,;。]{0,3}(?:首|第一|前)[^,;。]{0,8}牵头|牵头[^,;。]{0,4}(?:排|列)[^,;。]{0,3}(?:首|第一|前))"
)
"""A remark after the units that speaks of the other items of the plan, up to the end."""


def _before_remark(folded: str, start: int, end: int) -> int:
    found = _REMARK.search(folded, start, end)
    return found.start() if found else end


def _clauses(folded: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """The pieces of ``folded[start:end]`` at separators outside brackets, and what ended each.

    The tiers of one open name (各省、自治区、直辖市人民政府) stay together.
    """
    depth, begin, whole = 0, start, start
    for at in range(start, end):
        char = folded[at]
        if char == "各" and at >= whole:
            tiers = _TIERS.match(folded, at, end)
            whole = tiers.end() if tiers else whole
        if at < whole:
            continue
        if char in _OPENERS:
            depth += 1
        elif char in _CLOSERS:
            depth = max(0, depth - 1)
        elif not depth and char in _SEPARATORS:
            yield begin, at, char
            begin = at + 1
    yield begin, end, ""


def _strip(folded: str, start: int, end: int) -> tuple[int, int]:
    while start < end and folded[start] in " 、,;。:":
        start += 1
    while end > start and folded[end - 1] in " 、,;。:":
        end -= 1
    return start, end


def _units(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The units of one piece: 及 和 and blanks divide it only between complete units."""
    begin = start
    for found in _JOIN.finditer(folded, start, end):
        if found.start() - begin > 2 * _MAX_UNIT or _depth(folded, begin, found.start()):
            continue
        left = _close_open_end(folded[begin : found.start()].strip())
        right = folded[found.end() : min(end, found.end() + 2 * _MAX_UNIT)].strip()
        if _ends_unit(left) and _begins_unit(right):
            yield _strip(folded, begin, found.start())
            begin = found.end()
    yield _strip(folded, begin, end)


def _depth(folded: str, start: int, end: int) -> bool:
    return folded.count("(", start, end) > folded.count(")", start, end)


def _ends_unit(left: str) -> bool:
    return is_strong_unit(left) or is_generic(left) or (has_level(left) and is_unit(left))


def _begins_unit(right: str) -> bool:
    """Whether what follows 及 or 和 is, up to the next one, a unit as well."""
    head = _JOIN.split(right, maxsplit=1)[0]
    return any(is_unit(_close_open_end(part)) for part in (right, head))


def _close_open_end(name: str) -> str:
    """A name without 等, 等部门, 等相关单位 at its end."""
    found = _OPEN_END.search(name) if "等" in name else None
    return name[: found.start()] if found else name


# --- the grammar ---------------------------------------------------------------------------------


@dataclass(slots=True)
class _Reader:
    """Reads the pieces of one duty; ``default`` is the role of units that no word gives one."""

    folded: str
    text: str
    default: Role = "units"
    roles: dict[str, list[str]] = field(default_factory=lambda: {r: [] for r in _ROLES})
    deadline: tuple[int, int] | None = None
    pending: list[str] = field(default_factory=list)
    label: Role | None = None
    fresh: bool = False
    labels: int = 0
    verbs: int = 0
    known: int = 0
    strong: int = 0
    unknown: int = 0
    dues: int = 0
    pieces: int = 0

    def read(self, start: int, end: int) -> None:
        """Read ``folded[start:end]``."""
        for begin, stop, mark in _clauses(self.folded, start, end):
            begin, stop = _strip(self.folded, begin, stop)
            if begin < stop:
                self._piece(begin, stop)
            if (self.label is not None and mark != "、") or mark in ";。":
                self._flush(self.label or self.default)
            self.fresh = self.fresh and mark not in ";。"
        self._flush(self.label or self.default)

    def _piece(self, start: int, end: int) -> None:
        start = self._after_number(start, end)
        while start < end:
            label = _LABEL.match(self.folded, start, end)
            if not label or label.end() == label.start():
                break
            self._flush(self.label or self.default)
            self._open(label)
            start, end = _strip(self.folded, label.end(), end)
            start = self._after_number(start, end)
        while start < end:  # another label further on, set off by a blank only
            label = next(self._later_labels(start, end), None)
            if label is None:
                break
            self._content(*_strip(self.folded, start, label.start()))
            self._flush(self.label or self.default)
            self._open(label)
            start, end = _strip(self.folded, label.end(), end)
        if start < end:
            self._content(start, end)

    def _after_number(self, start: int, end: int) -> int:
        mark = _ENUMERATOR.match(self.folded, start, end)
        return mark.end() if mark else start

    def _later_labels(self, start: int, end: int) -> Iterator[regex.Match[str]]:
        blank = self.folded.find(" ", start, end)
        while blank >= 0:
            label = _LABEL.match(self.folded, blank + 1, end)
            if label:
                yield label
            blank = self.folded.find(" ", blank + 1, end)

    def _open(self, label: regex.Match[str]) -> None:
        self.labels += 1
        self.fresh = True
        if label["due"]:
            self.label = "deadline"
        else:
            self.label = "none" if label["other"] else _role(label["label"])

    def _content(self, start: int, end: int) -> None:
        for blank in _VERB_BLANK.finditer(self.folded, start, end) if self.label is None else ():
            self._said(start, blank.start())  # 某局牵头 某局配合
            start = blank.end()
        self._said(start, end)

    def _said(self, start: int, end: int) -> None:
        piece = self.folded[start:end]
        if not piece or self.label == "none" or _NOISE.fullmatch(piece):
            return
        if self.label == "deadline":
            self._due(start, end)
            return
        self.pieces += 1
        verb = self._verb(start, end)
        subject = piece[: verb.start()] if verb else piece
        goes_on = self._goes_on(piece, start)
        if goes_on or (is_deadline(piece) and not is_strong_unit(subject)):
            self.known += 1
            self.dues += 1
            self._due(start, end)
            return
        stop = start + verb.start() if verb else end
        lead_in = _LEADING.match(self.folded, start, stop)
        self._list(lead_in.end() if lead_in else start, stop)
        if verb:
            self.verbs += 1
            self._flush(self._claimed(next(role for role in _ROLES if verb[role])))

    def _verb(self, start: int, end: int) -> regex.Match[str] | None:
        piece = self.folded[start:end]
        if not _VERBISH.search(piece):
            return None
        found = _VERB_AT_END.search(piece, max(0, len(piece) - _MAX_UNIT))
        return found if found and (found.start() or self.pending) else None

    def _goes_on(self, piece: str, start: int) -> bool:
        """Whether a piece is the rest of the deadline just read (6月底前，完成编制)."""
        near = self.deadline is not None and start - self.deadline[1] <= 1
        return near and _RESULT.match(piece) is not None and not is_unit(piece)

    def _claimed(self, role: Role) -> Role:
        """A label just read outranks a mere 负责: 牵头单位：某局负责 is a lead."""
        named = self.fresh and self.label in ("lead", "support")
        return self.label if named and role == "units" and self.label else role

    def _list(self, start: int, end: int) -> None:
        joint = self.folded.find("会同", start, end)
        if joint > start and not self.label and is_strong_unit(self.folded[start:joint].strip()):
            self._unit(start, joint)
            self._flush("lead")
            start = joint + len("会同")
        for begin, stop in _units(self.folded, start, end):
            self._unit(begin, stop)

    def _unit(self, start: int, end: int) -> None:
        closed = _close_open_end(self.folded[start:end])
        if self.folded[start:end] and not closed:  # nothing but 等相关部门
            return
        start, end = _strip(self.folded, start, start + len(closed))
        share = _SHARE.search(self.folded, max(start, end - 8), end)
        end = share.start() if share else end
        name = self.folded[start:end]
        if not name:
            return
        if is_unit(name):
            self.known += 1
            self.strong += is_strong_unit(name) or is_generic(name)
        else:
            self.unknown += 1
        if len(name) > _MAX_UNIT:
            return
        if share:
            self.roles[_role(share["role"])].append(self.text[start:end].strip())
        else:
            self.pending.append(self.text[start:end].strip())

    def _due(self, start: int, end: int) -> None:
        if self.deadline is None:
            self.deadline = (start, end)
        elif start - self.deadline[1] <= 2:
            self.deadline = (self.deadline[0], end)

    def _flush(self, role: Role) -> None:
        if role in self.roles:
            self.roles[role] += self.pending
        self.pending.clear()

    def found(self, start: int, end: int, year: int | None) -> DutyFound:
        """The duty read, as standing in ``text[start:end]``."""
        deadline = self.text[slice(*self.deadline)].strip() if self.deadline else None
        return DutyFound(
            lead=tuple(dict.fromkeys(self.roles["lead"])),
            support=tuple(dict.fromkeys(self.roles["support"])),
            units=tuple(dict.fromkeys(self.roles["units"])),
            deadline=deadline,
            due=due_date(deadline, year) if deadline else None,
            start=start,
            end=end,
            text=self.text[start:end],
        )

    @property
    def any_unit(self) -> bool:
        """Whether there is a unit in any role."""
        return any(self.roles.values())

    @property
    def firm(self) -> bool:
        """Whether the deadline says what is to be done by then, and is not only a period."""
        return bool(self.deadline and _FIRM.search(self.folded, *self.deadline))


_ROLES: tuple[Role, ...] = ("lead", "support", "units")


_LASTING = compiled("长期|常年|全年|长期性工作|常态化")
_VERB_BLANK = compiled(r"(?<=牵头|负责|主办|承办|配合|参与)\s+(?=[一-龥])")


def is_deadline(piece: str) -> bool:
    """Whether a folded piece says until when (6月底完成、持续推进、2025年12月底前).

    >>> [is_deadline(p) for p in ("6月底前完成", "持续推进", "2025年", "年产50万吨")]
    [True, True, True, False]
    """
    if _LASTING.fullmatch(piece):
        return True
    if len(piece) > 60 or not _DEADLINE.fullmatch(piece):
        return False
    return _DONE.search(piece) is not None


# --- when it is due ------------------------------------------------------------------------------

_DUE = compiled(
    r"(?:(?P<year>20\d\d)年|(?P<relative>[今明当本]年))?\s?"
    r"(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日|份?[底末初]|[上中下]旬)?|(?P<half>[上下])半年|"
    r"第?(?P<quarter>[一二三四1-4])季度"
    r"|(?P<end>年?[底末终])|(?P<within>年?内)|(?=[^\d月]|$))"
)
_QUARTER = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}


def due_date(deadline: str, document_year: int | None = None) -> str | None:
    """When a deadline (完成时限) falls, as exactly as it says: a day, a month or a year.

    >>> [due_date(d, 2024) for d in ("6月底前完成", "2025年12月31日", "2026年内", "持续推进")]
    ['2024-06', '2025-12-31', '2026', None]
    """
    folded = fold(deadline)
    exact = parse_date(folded)
    if exact and len(exact) == 10:
        return exact
    due, year = None, None
    for found in _DUE.finditer(folded):
        if not found.group():
            continue
        year = _due_year(found, year, document_year)
        value = _due_value(found, year)
        due = value or due
    return due


def _due_year(found: regex.Match[str], before: int | None, document: int | None) -> int | None:
    if found["year"]:
        return int(found["year"])
    if found["relative"] and document:
        return document + (found["relative"][0] == "明")
    return before or document


def _due_value(found: regex.Match[str], year: int | None) -> str | None:
    if year is None:
        return None
    month = 0
    if found["month"]:
        month = int(found["month"])
        if found["day"]:
            return parse_date(f"{year}年{month}月{found['day']}日")
    elif found["half"]:
        month = 6 if found["half"] == "上" else 12
    elif found["quarter"]:
        month = _QUARTER[found["quarter"]]
    elif found["end"]:
        month = 12
    if month > 12:
        return None
    return f"{year}-{month:02}" if month else str(year)


# --- where duties stand --------------------------------------------------------------------------

_BLOCK = compiled(
    r"(?:^|(?<=[。;!?)]))\s?(?=(?:牵头|责任|配合|协同|参与|主责|主要责任|第一责任|完成时限|"
    r"完成期限|完成时间|负责|市级|省级|区级|县级|国家)"
    r"[^。;:,]{0,10}:)"
)
_BOXED = compiled(
    r"[【\[〔](?P<label>(?:牵头|责任|配合|协同|参与|主办|协办|承办|负责|完成)(?:单位|部门|科室|处室|时限|时间))"
    r"[】\]〕](?=[^:])"
)
_FOOTER = compiled(r"联系(?:方式|电话)|网站|版权|备案|邮编|http")
_LAST_SENTENCE = compiled(r"(?:^|(?<=[。!?]))[^。!?]{4,300}[。]?\s*$")


def find_duties(
    text: str, *, document_year: int | None = None, folded: str | None = None
) -> list[DutyFound]:
    """Every duty (责任分工) of a paragraph, in order: brackets, or a line that begins with a label.

    >>> [d.units for d in find_duties("优化服务。（责任单位：市财政局、市税务局）")]
    [('市财政局', '市税务局')]
    """
    if not _DUTY_PLACE.search(text):
        return []
    folded = fold(text) if folded is None else folded
    folded = _BOXED.sub(r" \g<label>:", folded)
    if not _DUTY_WORD.search(folded) and not folded.rstrip(" 。").endswith((")", "〕", "]", "】")):
        return []
    out: list[DutyFound] = []
    done = 0
    pairs = _brackets(folded)
    several = len(pairs) > 1 and _all_named(folded, pairs)
    for start, end in pairs:
        if start < done:
            continue
        duty = _bracket_duty(folded, text, start, end, document_year, several=several)
        if duty:
            out.append(duty)
            done = end
    return out or _unbracketed(folded, text, document_year)


def _brackets(folded: str) -> list[tuple[int, int]]:
    """Bracket pairs of any kind, outer before inner; an open one at the end closes there."""
    stack: list[int] = []
    pairs: list[tuple[int, int]] = []
    for found in _BRACKET.finditer(folded):
        at = found.start()
        if found.group() in _OPENERS:
            stack.append(at)
        elif stack:
            start = stack.pop()
            if at - start <= _MAX_BRACKET and len(stack) < 4:
                pairs.append((start, at + 1))
    if stack and len(folded) - stack[0] <= _MAX_BRACKET and _LABEL.match(folded, stack[0] + 1):
        pairs.append((stack[0], len(folded.rstrip())))
    return sorted(pairs, key=lambda pair: (pair[0], -pair[1]))


_AFTER_NAMES = frozenset("、,;。")


def _all_named(folded: str, pairs: list[tuple[int, int]]) -> bool:
    """Whether each bracket names agencies for the part of the sentence before it.

    So stand the duties of a list in one sentence: 甲项目建设(某局)、乙项目改造(某局、某委).
    """
    floor = 0
    for start, end in pairs:
        names = folded[start + 1 : end - 1].split("、")
        if not all(is_strong_unit(name.strip()) for name in names):
            return False
        if end < len(folded) and folded[end] not in _AFTER_NAMES:
            return False
        before = _part_before(folded, floor, start)
        if len(before) < 3 or is_unit(before):
            return False
        floor = end
    return True


def _part_before(folded: str, floor: int, position: int) -> str:
    begin = max(folded.rfind(mark, floor, position) for mark in _AFTER_NAMES) + 1
    return folded[max(begin, floor) : position].strip()


def _bracket_duty(
    folded: str, text: str, start: int, end: int, year: int | None, *, several: bool
) -> DutyFound | None:
    closed = folded[end - 1] in _CLOSERS
    first, last = start + 1, end - closed
    if last - first < 3 or folded[first:last].isascii():
        return None
    reader = _Reader(folded, text)
    reader.read(first, _before_remark(folded, first, last))
    labelled = reader.labels and (reader.any_unit or reader.deadline)
    if labelled and reader.unknown <= max(1, reader.known):
        return reader.found(start, end, year)
    if reader.unknown or not reader.pieces:
        mostly = reader.verbs and reader.strong and reader.unknown * 3 <= reader.known
        return reader.found(start, end, year) if mostly else None
    if several or (reader.verbs and reader.strong) or _closes(folded, start, end, reader):
        return reader.found(start, end, year)
    return None


def _closes(folded: str, start: int, end: int, reader: _Reader) -> bool:
    """Whether a bracket without label or verb may be a duty, by where it stands."""
    before = folded[:start].rstrip(" ")[-1:]
    after = folded[end:].strip(" ")
    if not reader.any_unit:
        return reader.firm and not after.strip("。;")
    if (before and before in "。;!?”") or (not before and not after):
        return True
    return not after.strip("。;") and reader.strong >= 2 and reader.strong == reader.known


def _unbracketed(folded: str, text: str, year: int | None) -> list[DutyFound]:
    """A line 责任单位：…, such a clause after the text, or a last sentence …牵头，…负责."""
    for label in _BLOCK.finditer(folded):
        start, end = label.end(), len(folded.rstrip())
        reader = _Reader(folded, text)
        if end - start > _MAX_BRACKET or _FOOTER.search(folded, start, end):
            break
        reader.read(start, _before_remark(folded, start, end))
        sure = reader.known >= max(1, 2 * reader.unknown) or (
            reader.deadline and not reader.unknown
        )
        if reader.labels and sure and (reader.any_unit or reader.deadline):
            return [reader.found(start, end, year)]
    last = _LAST_SENTENCE.search(folded, max(0, len(folded) - 320))
    if last and ("牵头" in last.group() or "分工" in last.group()):
        reader = _Reader(folded, text)
        reader.read(last.start(), last.end())
        whole = not reader.unknown and reader.strong == reader.known - reader.dues > 0
        if reader.verbs and whole:
            return [reader.found(last.start(), len(folded.rstrip()), year)]
    return []


def merge(duties: Iterable[DutyFound]) -> DutyFound | None:
    """Several duties of one task as one: units in order without repeats, the first deadline."""
    found = list(duties)
    if len(found) < 2:
        return found[0] if found else None
    dated = next((duty for duty in found if duty.deadline), found[0])
    return DutyFound(
        lead=_union(duty.lead for duty in found),
        support=_union(duty.support for duty in found),
        units=_union(duty.units for duty in found),
        deadline=dated.deadline,
        due=dated.due,
        start=min(duty.start for duty in found),
        end=max(duty.end for duty in found),
        text="\n".join(duty.text for duty in found),
    )


def _union(names: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for group in names for name in group))


# --- tables --------------------------------------------------------------------------------------

_HEADS = (
    ("person", r"领导|责任人|负责人|联系人|电话|联络员|备注"),
    ("deadline", r"(?:时限|期限|限期|时间|进度|节点|时序)(?!.{0,4}内容)|截止"),
    ("both", r"牵头.{0,6}(?:配合|协同|参与)"),
    ("support", r"配合|协同|协作|协办|参与|参加|协助"),
    ("lead", r"牵头|主办|主责|主要责任|第一责任"),
    (
        "units",
        r"(?:责任|负责|承办|落实|实施|承担|主管).{0,4}(?:单位|部门|处室|科室|机构|主体)|分工|"
        r"任务单位",
    ),
    ("number", r"序号|编号"),
    ("task", r"任务|举措|措施|事项|工作内容|工作要点|项目|内容|指标|要求|目标"),
)

_HEAD_PATTERNS = [(role, compiled(pattern)) for role, pattern in _HEADS]


def duty_columns(header: Sequence[str]) -> dict[str, tuple[int, ...]] | None:
    """Which columns of a table hold duties (任务分解表), by role; None if none does.

    Keys: lead, support, units, deadline, number, task (as far as the table has them).

    >>> duty_columns(["序号", "重点任务", "牵头单位", "配合单位", "完成时限"])["lead"]
    (2,)
    """
    columns: dict[str, tuple[int, ...]] = {}
    for at, cell in enumerate(header):
        role = _head_role(fold(cell))
        if role:
            columns[role] = (*columns.get(role, ()), at)
    columns.pop("person", None)
    columns["units"] = columns.pop("both", ()) + columns.get("units", ())
    if not columns["units"]:
        del columns["units"]
    wanted = {"lead", "support", "units"} & columns.keys()
    return columns if wanted or {"deadline", "task"} <= columns.keys() else None


def _head_role(cell: str) -> str | None:
    name = "".join(cell.split())
    if not 2 <= len(name) <= 16:
        return None
    return next((role for role, pattern in _HEAD_PATTERNS if pattern.search(name)), None)


def table_duty(
    header: Sequence[str], row: Sequence[str], document_year: int | None = None
) -> DutyFound | None:
    """The duty a table row states, given the table's header; offsets count in a cell.

    >>> duty = table_duty(["任务", "牵头单位", "完成时限"], ["开展普查", "市统计局", "2025年6月"])
    >>> duty.lead, duty.deadline, duty.due
    (('市统计局',), '2025年6月', '2025-06')
    """
    columns = duty_columns(header)
    if not columns:
        return None
    parts: list[DutyFound] = []
    for role in (*_ROLES, "deadline"):
        for at in columns.get(role, ()):
            if at < len(row) and row[at].strip():
                parts.append(_cell(row[at], role, document_year))
    return merge(part for part in parts if part.deadline or part.lead + part.support + part.units)


def _cell(cell: str, role: str, year: int | None) -> DutyFound:
    folded = fold(cell).replace("\r", "\n")
    reader = _Reader(folded, cell)
    if role == "deadline":
        start, end = _strip(folded, 0, len(folded))
        if start < end and not _NOISE.fullmatch(folded, start, end):
            reader.deadline = (start, end)
    else:
        reader.default = "lead" if role == "lead" else "support" if role == "support" else "units"
        reader.read(0, len(folded))
    return reader.found(0, len(cell), year)
