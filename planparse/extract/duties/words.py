"""The words that give units a role (牵头单位：…, …负责), as patterns, and the roles they give."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

import regex

from ...patterns import compiled

Role = Literal["lead", "support", "units", "deadline", "none"]
ROLES: tuple[Role, ...] = ("lead", "support", "units")

_LEAD = "牵头|主办|主责"
_HELP = "配合|协[同作助办]|参[与加]"
_LABEL = compiled(
    rf"(?P<label>(?=[^:]{{0,14}}?(?:{_LEAD}|{_HELP}|责任|承办|负责|(?:落实|实施|组织|执行|指导|监督)"
    rf"(?:单位|部门|主体)))(?:{_LEAD}|{_HELP}|责任|考核|承办|负责|落实|实施|组织|推进|执行|监督|指导|支持|建设|"
    r"主[要管]|行业|部[内级]|国家|其他|共同|第[一二三]|[市省区县州局厅级直内或和及与、/]|\([^()]{1,6}\)){1,6}+"
    r"(?:单位|部门|[处科股]室|机构|主体|地区|院校|领导|人员?|分工)?(?:[及和、](?:单位|部门))?"
    r"(?:\([^()]{1,6}\))?)\s?:\s?"
    r"|(?P<label>(?:牵头|责任|配合|协同|参与|负责)(?:考核|责任)?(?:单位|部门|处室)(?:[均都]?[为是])?)\s?(?=[\u4e00-\u9fff])"
    r"(?!及其|应|要|和|自身|按|的)"
    r"|(?P<due>(?:完成|办结|责任|整改|工作|实施|推进|时间|(?:计划)?完成|计划|落实)?(?:时限|期限|限期|时间|"
    r"时序|进度|节点)(?:要求|安排|节点)?|时间表|截止(?:时间|日期)|完成日期)\s?:\s?"
    r"|(?P<other>(?:项目)?责任人|(?:实际)?(?:完成|进展)情况|(?:牵头|责任)领导|联系(?:人|电话)|电话|分管领导|成果形式|目标(?:任务)?|绩效指标|工作成果|形象进度|备注|分值|依据)\s?:\s?"
)
_BY = (
    r"(?:要|应|须)?(?:按照?|依[照据]?|根据|结合)(?:各自)?的?(?:工作|部门)?(?:实际|职[责能]|任务)?"
    r"(?:任务|职责)?(?:分工|权限|范围)?"
)
_DO = (
    r"(?:分别|共同|具体|分工|联合|各自|统一|抓好|做好|组织|贯彻|推动|推进|督促){0,2}"
    r"(?:负责|承[担办]|落实|实施|推[进动]|执行)(?:落实|实施|推进|指导|监督|组织实施)?"
)
_VERB = compiled(
    r"(?P<lead>(?:共同|联合|负责|分别|具体|统一)?牵头(?:抓[总好]|组织)?(?:负责|落实|实施|推进|办理|完成|协调|制定)?|"
    rf"主[办责])|(?P<support>(?:{_BY})?(?:做好|积极|密切|共同|{_HELP})?(?:{_HELP})(?:工作|落实|实施|推进|做好)?)"
    rf"|(?P<units>{_BY}(?:{_DO})?|{_DO}|(?:业务)?指导|监督(?:指导)?|督促(?:指导)?|督导)"
)
_VERB_AT_END = compiled(rf"(?:{_VERB.pattern})$")
_VERBISH = compiled(
    rf"{_LEAD}|{_HELP}|负责|落实|承[担办]|指导|督|实施|推[进动]|执行|按|依|根据|结合"
)
_MAX_VERB = 40
_OFFICE = compiled("单位|部门|处室")
_PERSON = compiled("领导|责任人|负责人|人员|联系人")
_LEADS = compiled(f"{_LEAD}|主要责任|第一责任")
_HELPS = compiled(_HELP)


def role_of(label: str) -> Role:
    """The role a label gives to what follows it: 牵头单位 → lead, 责任单位 → units."""
    if _PERSON.search(label) and "单位" not in label:
        return "none"
    lead = bool(_LEADS.search(label))
    support = bool(_HELPS.search(label))
    if lead == support:
        return "units"
    return "lead" if lead else "support"


def label_at(folded: str, at: int, end: int) -> regex.Match[str] | None:
    """The label (牵头单位：) at a place; without a colon only 牵头单位 and its like are one."""
    if folded.find(":", at, end) >= 0 or _OFFICE.search(folded, at, end):
        return _LABEL.match(folded, at, end)
    return None


@lru_cache(maxsize=4096)
def verb_at_end(piece: str) -> tuple[Role, int] | None:
    """The role that the verb at the end of a piece gives, and where the verb begins.

    >>> verb_at_end("市财政局牵头"), verb_at_end("市财政局")
    (('lead', 4), None)
    """
    if not _VERBISH.search(piece):
        return None
    found = _VERB_AT_END.search(piece, max(0, len(piece) - _MAX_VERB))
    return (next(role for role in ROLES if found[role]), found.start()) if found else None
