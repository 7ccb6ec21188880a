"""Whom a document is for (主送机关): a line of agencies that ends with a colon.

Addressees are kept apart only where each is complete in itself: 各区、县人民政府 is one.
"""

from __future__ import annotations

from functools import cache

import regex

from ...patterns import compiled
from ...script import fold
from ..agencies import is_unit

_NAME_MARKS = compiled("[,、;]|及|和")
_OUTSIDE = "(?![^(（)）]*[)）])"
_GROUP_MARKS = compiled(f"[,，;；]{_OUTSIDE}")
_PART_MARKS = compiled(f"、{_OUTSIDE}")
_TIERS = compiled("各[省市县区州盟旗乡镇]+$")
_ADDRESSEE_START = compiled(
    r"(?:主送(?:单位|机关)?:)?(?:各(?!位|项|方面|类|级各类|种|式|个)|有关(?!规定|要求|事项|情况)|"
    r"国务院|全国|中央|中共|省|市[^场]|区[^域]|县|机关|驻|直属|本)"
    r"|[\u4e00-\u9fff]{2,7}(?:省|市|自治区|区|县|旗|州|盟)"
)
_ADDRESSEE_END = compiled(
    r"(?:政府|机构|单位|部门|企业|公司|集团|[学高院]校|大学|中心|办公室|街道|银行|党组|兵团|组织|团体|法庭|海关|"
    r"[委办局厅部院署会镇乡区市县省旗州盟队社处所站者员])"
    r"(?:\([^()]{1,12}\))?"
)


def is_addressee(text: str) -> bool:
    """Whether a folded line names whom the document is for (主送机关); it ends with a colon.

    >>> [is_addressee(t) for t in ("各区人民政府,市政府各委、办、局:", "各位代表:", "各市要做到:")]
    [True, False, False]
    """
    text = text.strip()
    if not 4 <= len(text) <= 300 or text[-1] != ":" or not _ADDRESSEE_START.match(text):
        return False
    pieces = _NAME_MARKS.split(text[:-1].removeprefix("主送:"))
    ends = [bool(_ADDRESSEE_END.search(piece.strip(), max(0, len(piece) - 20))) for piece in pieces]
    last = pieces[-1].strip()
    return sum(ends) * 3 >= len(ends) * 2 and _whole_addressee(last)


@cache
def _addressee_tail() -> regex.Pattern[str]:
    return compiled(rf".*{_ADDRESSEE_END.pattern}", regex.S)


def _whole_addressee(last: str) -> bool:
    return len(last) <= 40 and bool(_addressee_tail().fullmatch(last))


def addressees_of(line: str) -> tuple[str, ...]:
    """The addressees (主送机关) of a line, apart where each is complete in itself.

    >>> addressees_of("各县（市、区）人民政府，市发展改革委、市财政局：")
    ('各县（市、区）人民政府', '市发展改革委', '市财政局')
    """
    names: list[str] = []
    for group in _GROUP_MARKS.split(line.rstrip(":： ")):
        parts = [part.strip() for part in _PART_MARKS.split(group)]
        shared = _TIERS.match(fold(parts[0]))
        whole = not shared and all(len(part) > 2 and is_unit(fold(part)) for part in parts)
        names += parts if whole else [group.strip()]
    return tuple(name for name in names if name)
