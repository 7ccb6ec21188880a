"""What the page says in so many words: index tables and stamps (发文机关：…、发布日期：…)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import regex

from ...patterns import compiled
from ...script import fold
from ..agencies import words
from .dates import parse_date
from .furniture import FURNITURE_MAX

_FIELDS = {
    "issuer": "发文机关 发文机构 发文单位 发布机构 制定机关 发布单位 发布部门",
    "issue_date": "公发布日 成文日期 印发日期 签发日期 发文日期 成文时间",
    "published_date": "发布日期 发布时间 发表时间 发表日期 公开日期 更新时间 更新日期 时间 日期",
    "document_number": "发文字号 发布文号 发文文号 文号 文件编号 字号",
    "title": "标题 名称 文件名称 信息名称 法规名称",
    "source_line": "来源 信息来源 稿件来源 文章来源 消息来源",
    "": "索引号 主题分类 组配分类 体裁分类 公文种类 分类 主题词 关键词 有效性 时效性 效力状态 "
    "文件状态 "
    "公开方式 公开类别 公开形式 实施日期 生效日期 废止日期 失效日期 内容概述 浏览次数 点击量 "
    "阅读量 "
    "点击次数 作者 编辑 责任编辑 责编 记者 字体 字号大小 统一编号 语种 生成日期 公开时限 公开范围",
}
_FIELD_OF = {name: field for field, names in _FIELDS.items() for name in words(names)}
_DATED = frozenset({"issue_date", "published_date"})
_VALUE_MARKS = compiled("[:：。]")


@cache
def _field_label() -> regex.Pattern[str]:
    names = sorted(_FIELD_OF, key=len, reverse=True)
    spaced = (r"\s*+".join(name) for name in names)
    return compiled(rf"(?:^|(?<=[\s|(【\[】\]]))(?P<name>{'|'.join(spaced)})\s*+:")


def stated_fields(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """(field, value) of index tables and stamps, last to first, so that the first one stands."""
    found: list[tuple[str, str]] = []
    for number, line in enumerate(lines):
        folded = fold(line)
        if ":" not in folded or len(folded) > FURNITURE_MAX:
            continue
        labels = list(_field_label().finditer(folded))
        if not labels or labels[0].start() > 1:
            continue
        ends = [label.start() for label in labels[1:]] + [len(line)]
        for label, end in zip(labels, ends, strict=True):
            field = _FIELD_OF["".join(label["name"].split())]
            value = line[label.end() : end].strip(" |()（）【】[]")
            if not value and end == len(line) and number + 1 < len(lines):
                value = _next_value(lines[number + 1])
            value = (parse_date(value) or "") if field in _DATED else value
            if field and value:
                found.append((field, value))
    return reversed(found)


def _next_value(line: str) -> str:
    return line if len(line) <= 80 and not _VALUE_MARKS.search(line) else ""
