"""Who issues a document (发文机关): lines that name agencies, and where they count.

A signature is agencies with a date under them or behind them. Where none is found, the agencies in
front of 关于 in the title count, then those above the document number (红头).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...patterns import compiled
from ...script import fold
from ..agencies import has_level, is_generic, is_national, is_unit
from .dates import ANY_DATE, iso
from .numbers import is_document_number

_ISSUER_BODY = compiled(
    r"[\u4e00-\u9fff()“”、 ]{2,60}(?:[委局厅部院署会]|政府|办公室|总社|集团|公司|银行|领导小组|"
    r"工作组|大学|党组|中央|(?:服务|管理|交易|控制|监测|评审)中心)(?:\s?(?:文件|\([^()]{1,12}\)))?"
)
_AND_OTHERS = compiled("等.{0,3}(?:部门|單位|单位|部門)$")


def is_issuer_line(text: str) -> bool:
    """Whether a folded line is one or more issuing agencies (发文机关署名).

    >>> [is_issuer_line(t) for t in ("国家医疗保障局", "云溪市人民政府办公室", "建设区域医疗中心")]
    [True, True, False]
    """
    text = text.strip()
    if not 3 <= len(text) <= 70 or not _ISSUER_BODY.fullmatch(text):
        return False
    names = text.removesuffix("文件").replace("、", " ").split() or [text]
    if all(len(name) == 1 for name in names):
        names = ["".join(names)]
    return all(_is_issuer(name) for name in names) and (
        is_national(names[0]) or has_level(names[0])
    )


def _is_issuer(name: str) -> bool:
    return len(name) >= 3 and (is_national(name) or is_unit(name)) and not is_generic(name)


def signature_in(lines: Sequence[str]) -> tuple[str, str | None] | None:
    """The issuers that sign a document and the date under them (署名、成文日期)."""
    for number, line in enumerate(lines):
        folded = fold(line)
        dated = ANY_DATE.search(folded) if len(folded) <= 70 and "印发" not in folded else None
        if not dated or folded[dated.end() :].strip(" )"):
            continue
        names = [line[: dated.start()].strip(" (（")] if dated.start() > 3 else []
        if names and not is_issuer_line(fold(names[0])):
            continue
        for above in range(number - 1, max(-1, number - 12), -1):
            if (names and dated.start() > 3) or not is_issuer_line(fold(lines[above])):
                break
            names.insert(0, lines[above])
        if names:
            return "、".join(_names(names)), iso(dated)
    return None


def title_issuer(titles: Sequence[str]) -> str | None:
    """The agencies with which a title begins (某局关于…的通知)."""
    for title in titles:
        name, about, _ = title.partition("关于") if "关于" in title else title.partition("關於")
        name = _AND_OTHERS.sub("", name).strip()
        if about and name and is_issuer_line(fold(name)):
            return "、".join(_names([name]))
    return None


def red_head(lines: Sequence[str]) -> str | None:
    """The agencies above the document number (发文机关标志), without 文件."""
    for number, line in enumerate(lines):
        if is_document_number(fold(line)):
            above = [name for name in lines[max(0, number - 8) : number] if name != "文件"]
            issuers = [name.removesuffix("文件") for name in above if is_issuer_line(fold(name))]
            return "、".join(_names(issuers)) or None
    return None


def _names(lines: Sequence[str]) -> Iterator[str]:
    """The agencies on signature lines; letters set apart (国 务 院) are joined."""
    for line in lines:
        parts = line.replace("、", " ").split()
        yield from ["".join(parts)] if max(map(len, parts), default=0) == 1 else parts
