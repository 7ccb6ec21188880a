"""The table of 公文要素 (索引号, 发文字号…) that sites print above a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from .page import Line, bare

_NAMES = {
    "title": "标题 名称 信息名称 文件名称",
    "document_number": "发文字号 文号 文件编号",
    "issuer": "发文机关 发文机构 发布机构 制发机关 发文单位",
    "issue_date": "成文日期 发文日期 生成日期",
    "published_date": "发布日期 公开日期 发布时间",
}
_TABLE_NAMES = {name: key for key, names in _NAMES.items() for name in names.split()}
_INDEX_NAMES = {*_TABLE_NAMES, "索引号", "主题分类", "主题词", "分类", "有效性", "公开方式"}


def index_tables(lines: list[Line]) -> set[int]:
    """The tables of 公文要素 (索引号, 发文字号…) that sites print above a document."""
    found = Counter(
        line.cell[0]
        for line in lines
        if line.cell and bare(line.text).partition("：")[0].rstrip(":") in _INDEX_NAMES
    )
    return {table for table, count in found.items() if count >= 3}


def index_values(lines: list[Line]) -> Iterator[tuple[str, str]]:
    """(key, value) of a table of 公文要素: a cell with a known name, and the cell after it."""
    for number, line in enumerate(lines[:400]):
        name = bare(line.text).rstrip(":：")
        key = _TABLE_NAMES.get(name)
        after = lines[number + 1] if number + 1 < len(lines) else None
        if key and line.cell and after and after.cell and after.cell[:2] == line.cell[:2]:
            if not bare(after.text).endswith(("：", ":")):
                yield key, after.text
        elif name[:12].find("：") > 0 and not line.weight >= 200:
            name, _, value = bare(line.text).partition("：")
            found = _TABLE_NAMES.get(name)
            if found and found != "title":
                yield found, value
