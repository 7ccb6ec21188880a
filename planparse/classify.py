"""A role for every section (章节的性质), with the evidence it rests on.

Three sources, in this order: what the heading says (the genre's fixed headings), where it stands
(a child takes after its parent; below a task an item with items is a task and a leaf a measure),
and how it begins (a heading that opens with a policy verb announces work). Past and future part
here: what stands under a retrospect is an achievement, whatever its words. What the document is
as a whole (a plan, a regulation) is told by :mod:`planparse.nature`.
"""

from __future__ import annotations

import regex

from .announced import AIM_LIST, PAST_LIST, PRINCIPLES, WORK_LIST, lines_above, lists_below
from .lexicon import ACTION_START
from .nature import begins_plan, nature_of, opening
from .numbering import LEAD, PREFACE
from .outline import Outline, Section
from .patterns import compiled
from .roles import SCHEDULE, STATE, TERMS, WAYS, Role, heading_role, role
from .scan import Line
from .script import fold
from .tree import Kind

_LAST_SAFEGUARD = compiled(
    r"^(?:保障|确保|抓好|做好|狠抓|强化).{0,18}(?:工作|任务|政策|措施|责任)(?:的?落实|落地)(?:落地|见效|到位|工作)?$|(?:支持|扶持|配套)政策(?!体系)|政策(?:支持|扶持|供给)$|(?:加强|强化|落实).{0,6}领导|"
    r"^(?!社会|民生|住房|就业|医疗|粮食|能源|交通|生活|权益|安全).{2}保障$"
)
"""What only the last sections of a plan are called when they secure the rest."""
_LATE_SAFEGUARD = compiled(r"监督|督导|督查|评价|评估|考核|宣传|组织|领导|统筹|机制|实施|问责|要求")
_PRINCIPLE_START = compiled(r"坚持|树立|突出|贯彻|把握|统筹|遵循|注重|立足|以.{2,12}为")
_FRAME_KINDS: dict[str, tuple[Kind, ...]] = {
    "overview": ("goal", "overview", "principle", "achievement"),
    "goal": ("goal", "overview", "principle"),
}
_BOUNDS = compiled(r".{0,4}(?:范围|对象|期限)")
"""What stands beside an aim and bounds the work (整治范围)."""
_NAMES_WORK = compiled(r"(?!.{0,6}(?:行动|工程|计划)$).{1,12}$")
"""A heading that names the work itself (重点任务), not one thing to be done (参与健康行动)."""
_PAST = frozenset({"回顾", "成就", "主要成绩"})
"""Words of the past that no goal is told in, as 成效 may be."""
_INHERITED: frozenset[Kind] = frozenset({"safeguard", "achievement", "principle"})

_SAFE_CHILD = compiled(
    r"组织(?:领导|实施|保障|协调)|要素保障|(?:资金|投入|经费|人才|政策|用地|服务|法治)(?:保障|支持|支撑)|督[导促查]|考核|评估|"
    r"宣传|氛围|(?:统筹|沟通)协调|部门联动|(?:党的|加强|强化).{0,4}领导|责任落实|(?:压实|落实|强化|明确)责任|"
    r"(?:提高|统一|深化).{0,4}(?:认识|思想|站位)|监督|监测|奖惩|问责|信息报送"
)

_MEANS = compiled(
    r"财政|金融|资金|人才|法[规律制治]|制度建设|标准|国际.{0,4}合作|机制|试点|示范|政策"
)
"""What a plan is carried out with: no proof alone, since it may be a task as well."""

_PROBLEMS = compiled(r"存在.{0,6}(?:问题|不足|困难)|(?:主要|突出)问题$|问题和不足")


def _before_problems(section: Section) -> bool:
    """Whether a later sibling tells the problems: what comes before it has been done already."""
    last = section.parent.last_where(_tells_problems) if section.parent else None
    return last is not None and section.line is not None and section.line.index < last


def _tells_problems(section: Section) -> bool:
    return section.line is not None and _PROBLEMS.search(section.line.folded[:30]) is not None


_PARTY = compiled(r"(?:加强|坚持|强化|提高|改进)党.{0,24}领导")


def _frames(section: Section) -> bool:
    """Whether a section's items all set the frame: background, principles, goals, past results."""
    titles = _child_titles(section)
    roles = [heading_role(title) for title in titles]
    framing = {"overview", "goal", "achievement", "principle"}
    known = sum(1 for r in roles if r is not None and r.kind in framing)
    if len(titles) < 2 or known * 4 < len(titles) * 3:
        return False
    parent = section.parent
    return known == len(titles) or (parent is not None and next(parent.sections, None) is section)


def _child_titles(section: Section) -> list[str]:
    return [opening(s) for s in section.sections]


def _child_safeguards(section: Section) -> bool:
    """Whether a late section consists of safeguards, whatever its heading says."""
    if section.parent is None or not section.parent.ends_with(section, of=3):
        return False
    if section.line and _PARTY.search(section.line.folded[:40]):
        return True
    titles = _child_titles(section)
    hits = sum(1 for title in titles if _SAFE_CHILD.search(title))
    if hits >= 2 and hits * 5 >= len(titles) * 3:
        return True
    means = sum(1 for title in titles if _MEANS.search(title) or _SAFE_CHILD.search(title))
    names_work = ACTION_START.match(opening(section))
    return bool(hits) and len(titles) >= 3 and means * 5 >= len(titles) * 4 and not names_work


def _comes_late(section: Section) -> bool:
    """Whether a section is one of the last two."""
    above = section.parent
    return above is None or any(above.ends_with(section, of=n) for n in (1, 2))


def _ends_after_tasks(section: Section) -> bool:
    """Whether the last section follows one that names the tasks (重点任务): it says how."""
    above = section.parent
    if above is None or not above.ends_with(section, of=3):
        return False
    titles = _child_titles(above)
    return titles[-1] == opening(section) and any("任务" in title for title in titles[:-1])


def _tells_stages(section: Section) -> bool:
    """Whether the items below are stages (（一）准备阶段), and a section beside names the tasks."""
    stages = ["阶段" in title[:16] for title in _child_titles(section)]
    beside = _child_titles(section.parent) if section.parent else []
    return len(stages) > 1 and all(stages) and any("任务" in title for title in beside)


_YEARS_BEFORE = compiled(
    r"[“ ]*(?:十[一二三四五] ?五|过去) ?”? ?(?:时期|期间|以来|五年)"
    r"[^。]*(?:面对|完成|取得|成就|实现|迈上|跃上|经受)"
)


def _opens_with_past(section: Section) -> bool:
    """Whether the first section of a plan begins with the years before it."""
    first: Section | Line | None = section
    while isinstance(first, Section):
        first = next(
            (x for x in first.content if not isinstance(x, Line) or x.part == "text"), None
        )
    if first is None or section.parent is None or not _YEARS_BEFORE.match(first.folded):
        return False
    return next(section.parent.sections, None) is section


_OWNER = compiled("(?:牵头|责任|主办|承办)(?:单位|部门|科室|处室)(?= ?:)")


def _owner_label(section: Section) -> str:
    """The label under which a section names who answers for it (责任单位：…), or nothing."""
    own = (section.line, *(part for part in section.content if isinstance(part, Line)))
    found = (_OWNER.search(line.folded) for line in own if line is not None)
    return next((match[0] for match in found if match), "")


def _works(section: Section) -> bool:
    """Whether most of the innermost items below open with a policy verb."""
    leaves = [s for s in section.walk() if not any(True for _ in s.sections)]
    acts = sum(
        1 for s in leaves
        if s.line and ACTION_START.match(s.line.folded, s.enumerator.body if s.enumerator else 0)
    )  # fmt: skip
    return acts * 3 >= len(leaves)


def _mostly_act(titles: list[str], least: int) -> bool:
    """Whether three in four headings, of which there are enough, open with a policy verb."""
    acts = sum(1 for title in titles if ACTION_START.match(title))
    return len(titles) >= least and acts * 4 >= len(titles) * 3


_CONTENT = compiled(r"内容|重点|解读|说明(?!事项)|分工")
"""Of the headings that only name contents, those under which work may stand."""
_ANY_MEASURES = compiled(
    r"(?:落实|狠抓)?(?:主要|工作|具体|相关|重点|推进|实施)?(?:工作)?(?:措施|举措|要求)(?:[和与及](?:措施|要求))?"
)
"""Headings that say nothing of what the measures are for."""

_LAW_FRAME = compiled(
    r"(?:制定|起草|出台|编制|实施|政策|工作)?背景|指导思想|保障措施|(?:组织|工作|实施)保障|组织领导|工作要求"
)
"""Headings that rules which are no law share with plans."""

_NAMED = compiled(r"(?:重点)?任务|工程|行动|项目|措施|举措|专项|目标|问题")
_NAMED_KINDS: dict[str, Kind] = {"目标": "goal", "问题": "overview"}
_AIM = compiled(
    r"(?!明确|确定|制定|锚定|紧盯|聚焦|围绕|实现)[一-龥]{0,4}目标(?:$|[和与及].{1,4}$)|"
    r"(?:衡量|绩效|考核|主要|核心|关键|预期)?指标$"
)
"""A heading that names the aim of the work it stands in (工作目标、目标和结构)."""


_WAYS = compiled(r"(?:措施|举措|途径|办法|任务|管理|保障|建设)$")
"""Headings that tell how an aim is reached."""


def _aim_and_means(section: Section) -> bool:
    """Whether the items of a section tell first the aim of its work, then how it is reached."""
    titles = [fold(title) for title in _child_titles(section)]
    return len(titles) > 1 and bool(_AIM.match(titles[0]) and any(map(_WAYS.search, titles[1:])))


def _named(section: Section) -> Role | None:
    """What a label that is a word says (任务一：, 举措1：, 目标二：)."""
    if section.name != "work" or section.enumerator is None or section.line is None:
        return None
    found = _NAMED.match(section.line.folded, section.enumerator.start)
    return (
        role(_NAMED_KINDS.get(found[0], "task"), "its label names it", found[0]) if found else None
    )


class Classifier:
    """Gives each section of one document its role, parents before children."""

    def __init__(self, genre: str | None, read: Outline, title: str | None = None) -> None:
        self._nature = nature_of(read.root, genre, title)
        # By the index of a section, as everything below.
        self._roles: list[Role | None] = [None] * read.size
        self._late: set[int] = set()
        self._general: dict[int, int] = {}
        self._acts: dict[int, tuple[int, int]] = {}
        self._annexes: dict[int, Role | None] = {}
        self._listing: set[int] = set()
        self._above: list[Line | None] = [None] * read.size

    def role(self, section: Section, title: str, lists: bool) -> Role:
        """The role of a section whose parent has been classified already.

        ``lists`` tells whether its own line lists items inside it.
        """
        found = self._decide(section, fold(title))
        if found.evidence.rule == "item below a task" and (lists or lists_below(section)):
            found = role("task", "item with items of its own")
        self._roles[section.index] = found
        if found.kind == "safeguard" and section.parent is not None:
            self._late.add(section.parent.index)
        return found

    def close(self) -> None:
        """Let go what only sections are judged by; items in paragraphs ask for roles alone."""
        self._above.clear()

    def of(self, section: Section | None) -> Role | None:
        """The role given before, or None for the root."""
        return self._roles[section.index] if section is not None and section.line else None

    def inline(
        self, parent: Section | None, depth: int, nested: bool, text: str, intro: str = ""
    ) -> Role:
        """The role of an item inside a paragraph; ``intro`` is what announces its list."""
        above = self.of(parent)
        if above is None:
            return self._free(fold(text))
        kind = above.kind
        own = heading_role(fold(text)) if len(text) <= 6 else None
        if own and kind == "overview" and own.kind in ("goal", "principle"):
            return own
        if kind in ("task", "measure", "box", "project", "goal"):
            if PRINCIPLES.search(intro):
                return role("principle", "listed under words that name principles")
            if kind == "goal":
                return role("goal", "inherited from goal")
            first = kind == "task" and not self._below_task(parent) and depth == 0
            return role("task" if nested or first else "measure", f"item below {kind}")
        return role(kind, f"inherited from {kind}")

    def _decide(self, section: Section, title: str) -> Role:
        style = section.name
        if style == "box":
            return role("box", "numbered 专栏")
        if style == "attachment":
            self._annexes[section.index] = heading_role(title)
            return role("appendix", "numbered 附件" if section.enumerator else "titled as listed")
        if style == "document":
            return role("section", "title of a further document")
        if section.style is PREFACE:
            return role("preamble", "before the first section")
        parent = self.of(section.parent)
        regulated = self._nature.law
        if self._in_appendix(section):
            regulated = style == "tiao" or (self._nature.law and style.startswith("letter-decimal"))
        if regulated:
            framed = self._framed_in_law(section, title, parent)
            return framed or role("section", "article of a regulation")
        own = self._heading(section, title)
        if parent is None or parent.kind == "appendix" or self._is_document(section.parent):
            return _named(section) or self._top(section, title, own)
        return self._below(section, title, own, parent)

    def _heading(self, section: Section, title: str) -> Role | None:
        """What a heading's words say: 工作方式 nothing, where the items below announce work."""
        if len(title) > 40 and not TERMS.match(title):
            return None
        if self._nature.plan and WAYS.fullmatch(title):
            return None if _mostly_act(_child_titles(section), least=3) else heading_role(title)
        if SCHEDULE.fullmatch(title) and _tells_stages(section):
            return role("section", "heading: steps", title)
        return heading_role(title)

    def _framed_in_law(self, section: Section, title: str, parent: Role | None) -> Role | None:
        """What the background and the safeguards of rules without articles are (一、实施背景)."""
        if parent is not None:
            framed = parent.kind in ("overview", "safeguard")
            return role(parent.kind, f"inherited from {parent.kind}") if framed else None
        plain = section.style is not None and section.style.family == "han-comma"
        return heading_role(title) if plain and _LAW_FRAME.fullmatch(title) else None

    def _in_steps(self, section: Section | None) -> bool:
        """Whether a section tells the steps of the work, or stands below one that does."""
        while section is not None and (found := self.of(section)) is not None:
            if found.evidence.rule == "heading: steps":
                return True
            section = section.parent
        return False

    def _in_appendix(self, section: Section) -> bool:
        above = section.parent
        while above is not None:
            found = self.of(above)
            if found is not None and found.kind == "appendix":
                return True
            above = above.parent
        return False

    def _is_document(self, section: Section | None) -> bool:
        return section is not None and section.name == "document"

    def _top(self, section: Section, title: str, own: Role | None) -> Role:
        if self._nature.genre == "解读" and section.enumerator is None and len(title) > 10:
            own = None
        secures = _LAST_SAFEGUARD.search(title) if own is None or own.kind == "task" else None
        if secures and section.parent is not None and section.parent.ends_with(section, of=3):
            return role("safeguard", "one of the last sections", secures[0])
        if own and own.kind == "safeguard" and len(title) > 14 and not _comes_late(section):
            own = None
        if own and _ANY_MEASURES.fullmatch(title) and _ends_after_tasks(section):
            return role("safeguard", "one of the last sections", title)
        if own and _ANY_MEASURES.fullmatch(title) and _child_safeguards(section):
            return role("safeguard", "its items are safeguards")
        if own and own.kind == "goal" and _aim_and_means(section):
            return role("task", "its items tell the aim and the means")
        if own and not (own.kind == "goal" and len(title) > 24 and ACTION_START.match(title)):
            return own
        if _child_safeguards(section):
            return role("safeguard", "its items are safeguards")
        if _frames(section):
            return role("overview", "its items are background and goals")
        if self._in_appendix(section):
            return self._annexed(section)
        return self._unnamed(section, title)

    def _annexed(self, section: Section) -> Role:
        """The role of a section of an appendix whose heading does not tell."""
        annex = self._annexes.get(section.parent.index) if section.parent else None
        if _works(section) or (annex is not None and annex.kind == "task"):
            return role("task", "work items below it in an appendix")
        return role("section", "no work items below it in an appendix")

    def _unnamed(self, section: Section, title: str) -> Role:
        """The role of a top section whose heading does not tell: by where it stands."""
        if self._before_general(section):
            return role("overview", "before the general requirements")
        if self._looks_back(section):
            return role("achievement", "told before the problems, or in a summary of work done")
        if self._nature.plan and _opens_with_past(section):
            return role("overview", "the first section, on the years before")
        beside = section.parent.index if section.parent else None
        if beside in self._late and _LATE_SAFEGUARD.search(title):
            return role("safeguard", "after the safeguards", title)
        free = self._free(title)
        if free.kind == "section" and self._among_tasks(section):
            return role("task", "most sections beside it announce work")
        label = _owner_label(section) if free.kind == "section" else ""
        return role("task", "says who answers for it", label) if label else free

    def _among_tasks(self, section: Section) -> bool:
        """Whether three in four of at least four numbered sections open with a policy verb."""
        above = section.parent
        if above is None or section.enumerator is None or self._nature.genre == "解读":
            return False
        acts, among = self._acting(above)
        return among >= 4 and acts * 4 >= among * 3

    def _acting(self, above: Section) -> tuple[int, int]:
        """How many of the numbered sections below one open with a policy verb, and of how many."""
        if above.index not in self._acts:
            titles = [opening(s) for s in above.sections if s.enumerator]
            acts = sum(1 for title in titles if ACTION_START.match(title))
            self._acts[above.index] = acts, len(titles)
        return self._acts[above.index]

    def _before_general(self, section: Section) -> bool:
        """Whether a later sibling begins the plan proper (总体要求), to which this leads up."""
        above = section.parent
        if not self._nature.plan or above is None or section.line is None:
            return False
        if above.index not in self._general:
            begins = (s.line.index for s in above.sections if s.line and begins_plan(s))
            self._general[above.index] = next(begins, -1)
        return section.line.index < self._general[above.index]

    def _free(self, title: str) -> Role:
        verb = ACTION_START.match(title)
        if verb and self._nature.genre != "解读":
            return role("task", "opens with a policy verb", verb[0])
        if self._nature.plan or self._nature.genre == "讲话":
            return role("task", "heading in a plan", self._nature.genre or "")
        return role("section", "nothing says more")

    def _below(self, section: Section, title: str, own: Role | None, parent: Role) -> Role:
        kind = parent.kind
        if kind in _INHERITED:
            return role(kind, f"inherited from {kind}")
        if kind in ("task", "measure", "project", "box"):
            return self._in_task(section, title, own, kind)
        if kind in ("overview", "goal"):
            return self._in_frame(section, title, own, parent)
        if own and len(title) <= 16 and not (own.kind == "task" and self._in_steps(section.parent)):
            return own
        words = parent.evidence.words
        if parent.evidence.rule == "heading: contents" and not _CONTENT.search(words):
            return role(kind, f"inherited from {kind}")
        if self._in_steps(section.parent) or self._nature.genre == "解读":
            return role(kind, f"inherited from {kind}")
        if section.parent and section.enumerator and ACTION_START.match(title):
            acts, among = self._acting(section.parent)
            if acts * 2 >= among:
                return role("task", "opens with a policy verb", title[:4])
        return role(kind, f"inherited from {kind}")

    def _in_frame(self, section: Section, title: str, own: Role | None, parent: Role) -> Role:
        kind = parent.kind
        if own and kind == "goal" and _BOUNDS.fullmatch(title):
            return own
        if (
            own
            and own.kind in _FRAME_KINDS[kind]
            and (len(title) <= 24 or own.evidence.words[:1] in ("到", "展"))
        ):
            return own
        if own and own.evidence.words in _PAST:
            return own
        if own and own.kind == "task" and kind == "overview" and _NAMES_WORK.match(title):
            return own
        if kind == "goal" and _aim_and_means(section):
            return role("task", "its items tell the aim and the means")
        if kind == "goal" and self._listed(section, WORK_LIST):
            return role("measure", "listed under words that announce measures")
        if section.style is LEAD and parent.evidence.rule == "heading: the year's aims":
            verb = None if _PRINCIPLE_START.match(title) else ACTION_START.match(title)
            if verb:
                return role("measure", "opens with a policy verb", verb[0])
        return role(kind, f"inherited from {kind}")

    def _in_task(self, section: Section, title: str, own: Role | None, kind: Kind) -> Role:
        if own and own.kind == "goal" and _AIM.match(title):
            return own
        tells = (own is None or own.kind == "overview") and STATE.fullmatch(title)
        if tells and not ACTION_START.match(title):
            return own or role("overview", "heading: state of things", title)
        if own is None and self._listed(section, AIM_LIST):
            return role("goal", "listed under words that name the aim")
        if kind == "task" and not self._below_task(section.parent):
            return role("task", "item below the task section")
        if any(s.name != "box" for s in section.sections):
            return role("task", "item with items of its own")
        return role("measure", "item below a task")

    def _listed(self, section: Section, words: regex.Pattern[str]) -> bool:
        """Whether a leaf stands under a heading, or in a list under a line, that ends so."""
        parent = section.parent
        if section.enumerator is None or parent is None or any(True for _ in section.sections):
            return False
        heads = (parent.line, self._announced(section, parent))
        return any(x is not None and words.search(x.folded[-24:]) for x in heads)

    def _announced(self, section: Section, parent: Section) -> Line | None:
        """The line above the list that a section belongs to."""
        if parent.index not in self._listing:
            self._listing.add(parent.index)
            for part, line in lines_above(parent):
                self._above[part.index] = line
        return self._above[section.index]

    def _looks_back(self, section: Section) -> bool:
        """Whether a section tells what has been done: by the document, its place or its list."""
        if self._nature.looks_back or _before_problems(section):
            return True
        parent = section.parent
        above = self._announced(section, parent) if parent and section.enumerator else None
        return above is not None and PAST_LIST.search(above.folded[-60:]) is not None

    def _below_task(self, section: Section | None) -> bool:
        above = self.of(section.parent) if section is not None else None
        return above is not None and above.kind in ("task", "measure", "box")
