"""The parts of a report that is given: occasion, speaker, salutation (会议、报告人、称谓)."""

from __future__ import annotations

from ...patterns import compiled
from .dates import DATE, HAN_DATE

_OCCASION = compiled(
    rf"[-—–]{{0,2}}\s?\(?(?:{DATE}|{HAN_DATE})[^。;]{{0,12}}?(?:在|于)?[^。;:]{{2,48}}(?:会议|"
    rf"大会|全会|上|通过|批准)\)?"
    r"|[-—–]{1,2}\s?(?:\d{4}年)?在[^。;:]{4,60}(?:会议|大会|全会|全体会)(?:上(?:的?.{0,8}))?"
)
_OFFICE = (
    r"(?:副?(?:(?:[省市县区州旗镇乡盟部厅局院署行司处会校所台]|秘书|检察|董事|理事)长|主席|主任|书记|总?经理)|总理|"
    r"委员|代表)"
)
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何罗郑梁谢宋唐许邓韩冯曹彭曾肖萧田董潘袁蔡蒋余于杜叶程魏苏吕丁沈任姚卢傅"
    "钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎闫薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严赖覃洪武莫孔汤常温康施"
    "牛樊葛邢齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂苗曲盛冉翁蓝"
    "骆路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑党宫费卜冷晏席卫米柏宗瞿"
    "桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"
)
_SPEAKER = compiled(
    rf"[^,。;:、!?“”《》]{{0,26}}?{_OFFICE}(?:\s?[::]\s?|"
    rf"\s)[\u4e00-\u9fff](?:\s?[\u4e00-\u9fff]){{1,3}}"
    rf"|[^,。;:、!?“”《》]{{2,26}}?{_OFFICE}[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}"
)
_OFFICE_WORD = compiled(f"{_OFFICE}.")
_SALUTATION = compiled(
    r"(?:尊敬的)?(?:各位|同志们|主任|委员长|主席团|女士们|大家|朋友们|全体)"
    r"(?!.*(?:让我们|我们|请))[^。;:]{0,40}[::!]?|(?:全国|省|市|区|县)人大常委会:"
)


def is_occasion_line(text: str) -> bool:
    """Whether a folded line says when and where a report was given (——某年某月某日在…会议上)."""
    return 10 <= len(text) <= 90 and bool(_OCCASION.fullmatch(text.strip()))


def is_speaker_line(text: str) -> bool:
    """Whether a folded line is an office and a name (某市市长 王 某).

    >>> [is_speaker_line(t) for t in ("某市市长 王 晓明", "财政厅厅长李立", "办好市长热线")]
    [True, True, False]
    """
    if not 4 <= len(text) <= 40 or not _OFFICE_WORD.search(text):
        return False
    return bool(_SPEAKER.fullmatch(text.strip()))


def is_salutation(text: str) -> bool:
    """Whether a folded line addresses an audience (各位代表：) and says nothing more.

    >>> [is_salutation(t) for t in ("各位代表,同志们:", "各位代表,让我们共同努力!")]
    [True, False]
    """
    return 3 <= len(text) <= 50 and bool(_SALUTATION.fullmatch(text.strip()))
