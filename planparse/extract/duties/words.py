"""The words that give units a role (牵头单位：…, …负责), as patterns, and the roles they give."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

import regex

from ...patterns import compiled

Role = Literal["lead", "support", "units", "deadline", "none"]
ROLES: tuple[Role, ...] = ("lead", "support", "units")

_LABEL_PARTS = (
    "市|省|区|县|州|局|厅|部内|部级|国家|第[一二三]|其他|主要|牵头|责任|考核|配合|协同|协作|协助|协办|参与|"
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
    r"牵头|负责|配合|参与|参加|协同|协助|协办|主办|主责|落实|承担|指导|督促|监督|督导|实施|推进|推动|"
    r"执行|"
    r"承办|按|依|结合"
)
_MAX_VERB = 40
_OFFICE = compiled("单位|部门|处室")
_PERSON = compiled("领导|责任人|负责人|人员|联系人")
_LEADS = compiled("牵头|主办|主责|主要责任|第一责任")
_HELPS = compiled("配合|协同|协作|协助|协办|参与|参加")


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
