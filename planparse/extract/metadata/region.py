"""The place a document is for (地区): the city or county its title names, else the province."""

from __future__ import annotations

from ...patterns import compiled
from ...script import fold
from ..agencies import words

_PROVINCES = {
    name[: 3 if name[0] in "黑内" else 2]: name
    for name in words(
        "北京市 天津市 上海市 重庆市 河北省 山西省 辽宁省 吉林省 黑龙江省 江苏省 浙江省 "
        "安徽省 福建省 江西省 山东省 河南省 湖北省 湖南省 广东省 海南省 四川省 贵州省 "
        "云南省 陕西省 甘肃省 青海省 台湾省 内蒙古自治区 广西壮族自治区 西藏自治区 "
        "宁夏回族自治区 新疆维吾尔自治区 香港特别行政区 澳门特别行政区"
    )
}
_PROVINCE_NAMES = frozenset(_PROVINCES.values())
_PLACE_START = (
    r"(?:^|关于(?:印发|转发|公布|发布)?|中共|印发|《|[\d年〇一二三四五六七八九]+年度?|\s|"
    r"加快推动|推进|解读)"
)
_PROVINCE = compiled(
    rf"{_PLACE_START}(?P<p>{'|'.join(sorted(_PROVINCES, key=len, reverse=True))})"
    r"(?P<s>省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)?"
)
_PLACE = compiled(
    rf"{_PLACE_START}(?:中共)?+"
    rf"(?:(?:北京|天津|上海|重庆)市|(?:{'|'.join(_PROVINCES)})(?:省|(?:壮族|回族|维吾尔)?自治区)?)?"
    r"(?:(?P<city>[\u4e00-\u9fff]{2,4}市)(?=[\u4e00-\u9fff]{2,4}[区县市](?:人民政府|政府|委)))?"
    r"(?P<place>(?P<stem>[\u4e00-\u9fff]{2,6}?)(?:自治州|自治县|市|县|旗|州|盟)"
    r"|(?P<stem>[\u4e00-\u9fff]{2,4}?)(?:新区|区))"
)
_NOT_PLACE = compiled(
    "[推进加强促快建设实落全各本关于发展改革的和与及好做大培提完健深为以等我该年级超城都股门园校社景片特试示辖战略创"
    "型印通知农股支持动争打造营构统筹聚用把助力一二三四五六七八九十]|自治"
)


def region_of(title: str | None, issuer: str | None = None) -> str | None:
    """The place a document is for (地区), in full (上海 → 上海市); None for national documents.

    >>> [region_of(t) for t in ("上海市政府工作报告", "包头市考评办法", "关于城市更新的意见")]
    ['上海市', '包头市', None]
    >>> region_of("重庆市万州区人民政府关于印发方案的通知")
    '万州区'
    """
    for text in (title, issuer):
        folded = fold(text or "")
        for found in _PLACE.finditer(folded):
            if not _NOT_PLACE.search(found["stem"]) and found["place"] not in _PROVINCE_NAMES:
                return found["place"]
            if found["city"]:
                return found["city"]
        province = _PROVINCE.search(folded)
        if province:
            return _PROVINCES[province["p"]]
    return None
