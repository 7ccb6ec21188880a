"""What a document is (文种性质): a plan, a regulation, an explanation, a look back.

Its genre tells, if the title has one; a document that lost its title is known by its headings.
"""

from __future__ import annotations

from typing import NamedTuple

from .lexicon import ACTION_START
from .outline import Section
from .patterns import compiled
from .roles import heading_role
from .script import fold

PLAN_GENRES = frozenset(
    ["规划", "纲要", "计划", "行动计划", "方案", "工作方案", "实施方案", "行动方案", "意见",
     "实施意见", "指导意见", "措施", "要点", "工作要点", "清单"]
)  # fmt: skip
LAW_GENRES = frozenset(
    ["办法", "规定", "细则", "条例", "规则", "章程", "预案", "规程", "准则", "制度", "规范", "指南",
     "指引"]
)  # fmt: skip

_NAMES_PLAN = compiled(
    r"(?:规划|行动计划|三年行动|方案|(?:民生|惠民|为民办?|办)实事项目|施政(?:报告|白皮书|计[划画]))(?:\([^()]{1,16}\))?[^《》「」“”,。:]{0,12}$"
)
"""What a title calls a plan when it ends with another word (…规划说明书)."""
_LOOKS_BACK = compiled(
    r"总结|述职|述廉|汇报|评估报告|执行情况|情况的?(?:报告|汇报)$|年度报告|"
    r"整改.{0,6}情况的?(?:报告|汇报|通报|公示|公告|公开)"
)


def opening(section: Section) -> str:
    """The first words of a section after its label."""
    if section.line is None:
        return ""
    begin = section.enumerator.body if section.enumerator else 0
    return section.line.folded[begin : begin + 24].replace(" ", "")


_GENERAL = compiled(r"(?:总体(?:要求|思路|部署)|指导思想)(?:$|[^目]{0,2}(?:基本|工作)原则)")


def begins_plan(section: Section) -> bool:
    """Whether a section is that of the general requirements (总体要求), where a plan begins."""
    return _GENERAL.match(opening(section)) is not None


_PLAIN_FRAME = compiled(
    r"(?:总体(?:要求|思路)|指导思想|基本原则|(?:工作|主要|发展|总体|创建)目标|(?:重点|主要|工作)任务|目标任务|"
    r"(?:保障|工作|主要)措施|组织(?:领导|保障|实施))$"
)
"""Headings of plans that no regulation has."""


def _regulates(root: Section, genre: str | None, plan: bool) -> bool:
    """Whether a document lays down rules: its headings are sections, whatever their verbs.

    Articles (第一条…) do, unless the title names a plan, and chapters from 总则 to 附则. A document
    called 办法 or 预案 need not: many an 实施办法 is a plan by its headings.
    """
    articles = [s for s in root.walk() if s.name == "tiao"]
    if len(articles) >= 2:
        acts = sum(1 for s in articles if ACTION_START.match(opening(s)))
        return not plan and acts * 3 < len(articles) * 2
    titles = [opening(s).rstrip("。:") for s in root.sections]
    if "总则" in titles and "附则" in titles:
        return True
    return genre in LAW_GENRES and sum(1 for t in titles if _PLAIN_FRAME.match(t)) < 2


def _is_built_as_plan(root: Section) -> bool:
    """Whether a document that lost its title is a plan, by its headings or its innermost items."""
    titles = [opening(s).rstrip("。:") for s in root.sections]
    if sum(1 for title in titles if _PLAIN_FRAME.match(title)) > 1:
        return True
    kinds = [r.kind for title in titles if (r := heading_role(title))]
    if "task" in kinds and sum(1 for k in kinds if k in ("task", "goal", "safeguard")) > 1:
        return True
    opens = sum(1 for title in titles if ACTION_START.match(title))
    if any(begins_plan(s) for s in root.sections) and ("safeguard" in kinds or opens > 1):
        return True
    leaves = [s for s in root.walk() if s.enumerator and not any(True for _ in s.sections)]
    acts = sum(1 for s in leaves if ACTION_START.match(opening(s)))
    return len(leaves) >= 5 and acts * 3 >= len(leaves) * 2


_EXPLAINS = compiled(
    r"(?:《[^》]{1,10}》|[^《》]{0,6})的?(?:主要(?:内容|特点)|(?:出台|起草|制定|编制|政策|修订)(?:的?背景|过程|依据|目的))"
)


def _explains(root: Section) -> bool:
    """Whether a document that lost its title explains another, by its headings."""
    return sum(1 for s in root.sections if _EXPLAINS.match(opening(s))) > 1


class Nature(NamedTuple):
    """What a document is; ``genre`` is inferred where the title is lost."""

    genre: str | None
    plan: bool
    law: bool
    looks_back: bool


def nature_of(root: Section, genre: str | None, title: str | None) -> Nature:
    """What a document is, by its genre, its title and, without these, by its headings."""
    folded = fold(title or "")
    if not genre and not title and _explains(root):
        genre = "解读"
    plan = genre in PLAN_GENRES
    plan = plan or bool(genre in (None, "说明") and _NAMES_PLAN.search(folded))
    plan = plan or (not genre and not title and _is_built_as_plan(root))
    law = _regulates(root, genre, plan)
    plan = plan or (genre in LAW_GENRES and not law)
    return Nature(genre, plan, law, _LOOKS_BACK.search(folded) is not None)
