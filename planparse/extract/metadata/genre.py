"""The kind of a document (文种、体裁) by the words its title ends with.

A notice that prints or forwards something (关于印发…的通知) is of the kind of what it issues.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...patterns import compiled
from ...script import fold
from ..agencies import words
from .spacing import joined

GENRES = words(
    "规划纲要:纲要 行动纲要:纲要 纲要 专项规划:规划 规划 行动计划 行动方案 工作方案 实施方案 "
    "推进方案:工作方案 "
    "总体方案 试点方案 分工方案 改革方案 建设方案:方案 方案 工作计划 实施计划 推进计划:计划 计划 "
    "计画:计划 "
    "指导意见:意见 实施意见:意见 "
    "若干意见:意见 意见 若干措施:措施 政策措施:措施 措施 若干举措:措施 政策举措:措施 "
    "责任分解:清单 任务分解:清单 任务分工:清单 责任分工:清单 "
    "工作要点:要点 要点 通知 通报 通告 公告 "
    "公报 决定 决议 命令 "
    "工作报告:报告 报告 请示 批复 议案 函 纪要 政策解读:解读 解读 说明 问答 管理办法:办法 办法 "
    "实施细则:细则 细则 "
    "规定 条例 规则 规范 规程 指南 指引 章程 制度 标准 准则 建议 任务书 清单 分工表:清单 "
    "任务分解表:清单 讲话 总结 目录 "
    "政策 预案 倡议 安排 意见书:意见 白皮书 责任书"
)
_GENRE_NAME = {word.partition(":")[0]: word.partition(":")[2] or word for word in GENRES}
_GENRES_BY_LENGTH = sorted(_GENRE_NAME, key=len, reverse=True)
_TAIL = (
    r"(?:\s?\((?:[^()]{0,12}(?:试行|暂行|稿|草案|修订|修正|节选|摘要|摘编|版|全文|本)|"
    r"\d{4} ?年?(?: ?[-—–~至]{1,2} ?\d{4} ?年?)?|[一二三四五六七八九十]{1,3}|"
    r"[^()]{0,8}[〔\[]\d{4}[〕\]]\d+号)\)"
    r"|\s?[》”]|\s?\((?:全文|摘要)\)|\(\d{4}[-—–]\d{4} ?年?\))*"
)
_GENRE_END = compiled(rf"(?:{'|'.join(sorted(_GENRE_NAME, key=len, reverse=True))}){_TAIL}\s?")
_ISSUED = compiled(
    r"(?:印发|转发|发布|公布|颁布|下达|批转|贯彻落实|贯彻|实施)(?:《|"
    r"〈)?(?P<inner>[^》〉]{4,90}?)(?:》|〉)?(?:\([^()]{1,16}\))?的?"
    r"(?:通知|公告|决定|函)"
)
_INTERPRETS = compiled(
    r"(?:[\[【(]?(?:一图(?:读懂|看懂|速览|解读)|图解|图说|图文解读|长图解读|政策(?:图解|解读)|解读)[\]】)]?"
    r" ?(?:[:|丨]|(?=[《〈“]))|一图(?:读懂|看懂|速览))"
)
"""How the title of an interpretation begins (解读、图解) when it ends with the plan's own."""


def genre_of(title: str | None) -> str | None:
    """The kind of document a title names (文种、体裁); of a printing notice, what it issues.

    >>> [genre_of(t) for t in ("关于印发《绿色建筑行动计划》的通知", "政府工作报告", "综述")]
    ['行动计划', '报告', None]
    """
    folded = fold(joined(title or "")).strip()
    if _INTERPRETS.match(folded):
        return "解读"
    for issued in _ISSUED.finditer(folded):
        inner = _genre_at_end(issued["inner"])
        if inner:
            return inner
    return _genre_at_end(folded)


def _genre_at_end(folded: str) -> str | None:
    begin = max(0, len(folded) - 48)
    for found in _GENRE_END.finditer(folded, begin):
        if found.end() == len(folded):
            word = next(
                name for name in _GENRES_BY_LENGTH if folded.startswith(name, found.start())
            )
            return _GENRE_NAME[word]
    return None


def named_genre(names: Sequence[str | None]) -> str | None:
    """The genre of the first title that tells it; a site's 政策解读： above a plan does not."""
    found = [genre for name in names if (genre := genre_of(name))]
    return found[1] if found[:1] == ["解读"] and len(found) > 1 else next(iter(found), None)
