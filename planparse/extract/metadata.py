"""What a document says about itself: title, number, issuer, dates, addressees, source (公文要素).

Two layers. Predicates (``is_document_number``, ``is_date_line``…) judge one line and are used on
every unnumbered line of a document to tell its parts from its text, so each looks at the length
first and then at one compiled pattern. ``find_metadata`` reads the lines around the body with them.

Predicates and patterns expect text folded by ``planparse.script.fold`` (simplified, half width);
``find_metadata`` takes the lines as they are and returns values as they are written.

Site furniture is data (``_FURNITURE``): whole lines only, since a fragment of a paragraph is never
furniture. Where sources contradict each other, what the document says itself (signature, date
below it) outranks the index table of the page around it, and that outranks the container.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache

import regex

from ..numerals import han_to_int
from ..patterns import compiled
from ..script import fold
from ..tree import Meta, Period
from .agencies import has_level, is_generic, is_national, is_unit, words

# --- dates ---------------------------------------------------------------------------------------

_DATE = (
    r"(?P<y>(?:19|20)\d\d)(?:\s?年\s?(?P<m>\d{1,2})\s?月(?:\s?(?P<d>\d{1,2})\s?日)?"
    r"|\s?[-./]\s?(?P<m>\d{1,2})\s?[-./]\s?(?P<d>\d{1,2})日?(?!\d))"
)
_HAN_YEAR = r"[一二][〇○零OoО0◯九八七六五四三二一]{3}"
_HAN_DATE = (
    rf"(?P<hy>{_HAN_YEAR})\s?年\s?(?P<hm>[一二三四五六七八九十元]{{1,2}})\s?月"
    r"(?:\s?(?P<hd>[一二三四五六七八九十廿卅]{1,3})\s?日)?"
)
_ANY_DATE = compiled(rf"{_DATE}|{_HAN_DATE}")
_COMPACT_DATE = compiled(r"(?P<y>(?:19|20)\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)")
_ZERO = str.maketrans(dict.fromkeys("○零OoО0◯", "〇"))


def parse_date(text: str) -> str | None:
    """The first date in a text (日期) as ``YYYY-MM-DD``, or ``YYYY-MM`` where no day is given.

    >>> [parse_date(t) for t in ("2021年1月2日", "二○二三年十月八日", "2024/03/05 09:30", "2024年")]
    ['2021-01-02', '2023-10-08', '2024-03-05', None]
    """
    folded = fold(text)
    for found in _ANY_DATE.finditer(folded):
        value = _iso(found)
        if value:
            return value
    compact = _COMPACT_DATE.fullmatch(folded.strip())
    return _checked(*(int(compact[part]) for part in "ymd")) if compact else None


def _iso(found: regex.Match[str]) -> str | None:
    if found["y"]:
        return _checked(int(found["y"]), int(found["m"]), int(found["d"]) if found["d"] else None)
    year = han_to_int(found["hy"].translate(_ZERO))
    month = han_to_int(found["hm"].replace("元", "一"))
    day = han_to_int(found["hd"]) if found["hd"] else None
    return _checked(year, month, day) if year and month else None


def _checked(year: int, month: int, day: int | None = None) -> str | None:
    try:
        value = date(year, month, day or 1)
    except ValueError:
        return None
    return value.isoformat() if day else f"{year:04}-{month:02}"


# --- predicates on one folded line ---------------------------------------------------------------

_CODE = r"[\u4e00-\u9fffA-Za-z]{1,16}"
_NUMBER = (
    rf"(?P<code>{_CODE})\s?(?:[〔\[【(〈]\s?)?(?P<year>(?:19|20)\d\d)\s?年?(?:[〕\]】)〉])\s?第?"
    r"\s?(?P<no>\d{1,5})\s?号"
    rf"|(?P<code>{_CODE})\s?[〔\[【(〈]\s?(?P<year>(?:19|20)\d\d)\s?第?\s?(?P<no>\d{{1,4}})\s?号"
    rf"|(?P<code>{_CODE}?[发函字办规文令])(?P<year>(?:19|20)\d\d)\s?(?P<no>\d{{1,3}})\s?号"
)
_NUMBER_LINE = compiled(
    rf"(?:(?:发文字号|文号|文件编号|字号)\s?:\s?)?(?:{_NUMBER}|(?P<order>(?:{_CODE}?\s?[令公告号])?"
    r"\s?\(?(?:(?:19|20)\d\d年?)?\)?\s?第\s?\d{1,4}\s?号(?:令|公告)?))(?:\s*签发人\s?:?.{0,20})?"
)
_DATE_LINE = compiled(
    rf"\(?\s?(?:{_DATE}|{_HAN_DATE})\s?\)?(?:\s?(?:印发|发布|通过))?"
    rf"|\S{{2,40}}办公[厅室]\S{{0,8}}\s?(?:{_DATE})\s?印发\.?"
)
_OCCASION = compiled(
    rf"[-—–]{{0,2}}\s?\(?(?:{_DATE}|{_HAN_DATE})[^。;]{{0,12}}?(?:在|于)?[^。;:]{{2,48}}(?:会议|"
    rf"大会|全会|上|通过|批准)\)?"
    r"|[-—–]{1,2}\s?(?:\d{4}年)?在[^。;:]{4,60}(?:会议|大会|全会|全体会)(?:上(?:的?.{0,8}))?"
)
_SOURCE = compiled(
    r"[(\[【]?(?:本文)?(?:稿件|信息|文章|消息|新闻|资料|内容)?(?:来源|出处|供稿|來源)(?:单位|"
    r"网站)?\s?[::].{0,60}"
)
_ANNOTATION = compiled(
    r"\((?:此件|此文|本文有|本件|信息公开|联系人|联系电话|征求意见|公开属性|共印)[^()]{0,50}\)"
    r"|此件(?:公开|依申请公开|不予?公开|主动公开|删减后公开)(?:发布)?|\(?信息公开(?:选项|类别|"
    r"属性)\s?:.{0,12}\)?"
)
_OFFICE = (
    r"(?:副?省长|副?市长|副?县长|副?区长|副?州长|副?旗长|副?镇长|副?乡长|副?盟长|自治区主席|"
    r"副?主席|总理|副?主任委员|副?主任|"
    r"副?部长|副?厅长|副?局长|副?书记|副?院长|副?署长|副?行长|副?司长|副?处长|副?会长|副?秘书长|"
    r"副?检察长|副?总经理|"
    r"副?董事长|副?理事长|副?校长|副?所长|副?台长|委员|代表)"
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
_DUTY_LABEL = compiled(
    r"(?:.{0,4})(?:牵头|责任|配合|主办|承办|协办|实施|参与|负责)(?:单位|部门|主体):"
)
_ISSUER_BODY = compiled(
    r"[\u4e00-\u9fff()“”、 ]{2,60}(?:委员会|委|人民政府|政府|办公厅|办公室|局|厅|部|院|署|会|总社|"
    r"集团|公司|银行|"
    r"领导小组|工作组|指挥部|法院|大学|党组|党工委|中央|司令部|国务院|(?:服务|管理|交易|控制|监测|"
    r"评审)中心|研究院)"
    r"(?:\s?(?:文件|\([^()]{1,12}\)))?"
)
_NOT_ISSUER = compiled(
    r"(?:关于|根据|坚持|建设|打造|推进|推动|加强|强化|完善|健全|建立|构建|组建|设立|成立|深化|"
    r"优化|提升|支持|培育|发挥|"
    r"落实|实施|加快|做好|创建|服务|牵头|配合|责任|负责|参与|抄送|主送|各|本|全|以|对|由|在|为|与|"
    r"是|有)"
)
_NAME_MARKS = compiled("[,、;]|及|和")
_GROUP_MARKS = compiled("[,，;；]")
_VALUE_MARKS = compiled("[:：。]")
_DASHED = compiled(r"[—–-]{2}[^。;]{4,60}$")
_AND_OTHERS = compiled("等.{0,3}(?:部门|單位|单位|部門)$")
_TIERS = compiled("各[省市县区州盟旗乡镇]+$")
_ADDRESSEE_END = compiled(
    r"(?:政府|委|办|局|厅|部|院|署|会|机构|单位|部门|企业|公司|集团|学校|高校|院校|大学|中心|"
    r"办公[厅室]|街道|乡镇|镇|乡|"
    r"开发区|园区|新区|区|市|县|省|旗|州|盟|队|银行|党组|军区|兵团|社|组织|团体|联盟|处|所|站|"
    r"法庭|海关|者|员)"
    r"(?:\([^()]{1,12}\))?"
)
_ADDRESSEE_START = compiled(
    r"(?:主送(?:单位|机关)?:)?(?:各(?!位|项|方面|类|级各类|种|式|个)|有关(?!规定|要求|事项|情况)|"
    r"国务院|全国|中央|中共|省|市[^场]|区[^域]|县|机关|驻|直属|本)"
    r"|[\u4e00-\u9fff]{2,7}(?:省|市|自治区|区|县|旗|州|盟)"
)


def is_document_number(text: str) -> bool:
    """Whether a folded line is a document number (发文字号) and nothing else.

    >>> [is_document_number(t) for t in ("沪府办发〔2023〕7号", "财金规〔2019〕86 号", "第3号线")]
    [True, True, False]
    """
    return 4 <= len(text) <= 60 and "号" in text and bool(_NUMBER_LINE.fullmatch(text.strip()))


def is_date_line(text: str) -> bool:
    """Whether a folded line is a date (成文日期), with or without brackets or a printing office.

    >>> [is_date_line(t) for t in ("2021年1月2日", "(二〇二一年一月二日)", "2021年启动试点")]
    [True, True, False]
    """
    return 8 <= len(text) <= 70 and bool(_DATE_LINE.fullmatch(text.strip()))


def is_occasion_line(text: str) -> bool:
    """Whether a folded line says when and where a report was given (——某年某月某日在…会议上)."""
    return 10 <= len(text) <= 90 and bool(_OCCASION.fullmatch(text.strip()))


def is_source_line(text: str) -> bool:
    """Whether a folded line names the source (来源：某报), also with the value to come."""
    return 3 <= len(text) <= 80 and bool(_SOURCE.fullmatch(text.strip()))


def is_annotation(text: str) -> bool:
    """Whether a folded line is a note for the reader of the document (附注：此件公开发布)."""
    return 4 <= len(text) <= 60 and bool(_ANNOTATION.fullmatch(text.strip()))


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


def is_addressee(text: str) -> bool:
    """Whether a folded line names whom the document is for (主送机关); it ends with a colon.

    >>> [is_addressee(t) for t in ("各区人民政府,市政府各委、办、局:", "各位代表:", "各市要做到:")]
    [True, False, False]
    """
    text = text.strip()
    if not 4 <= len(text) <= 300 or text[-1] != ":" or not _ADDRESSEE_START.match(text):
        return False
    if _DUTY_LABEL.fullmatch(text) or "。" in text or is_salutation(text):
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


def is_issuer_line(text: str) -> bool:
    """Whether a folded line is one or more issuing agencies (发文机关署名).

    >>> [is_issuer_line(t) for t in ("国家医疗保障局", "云溪市人民政府办公室", "建设区域医疗中心")]
    [True, True, False]
    """
    text = text.strip()
    if not 3 <= len(text) <= 70 or not _ISSUER_BODY.fullmatch(text) or _NOT_ISSUER.match(text):
        return False
    names = text.removesuffix("文件").replace("、", " ").split() or [text]
    if all(len(name) == 1 for name in names):
        names = ["".join(names)]
    return all(_is_issuer(name) for name in names) and (
        is_national(names[0]) or has_level(names[0])
    )


def _is_issuer(name: str) -> bool:
    return len(name) >= 3 and (is_national(name) or is_unit(name)) and not is_generic(name)


def is_attachment_list(text: str) -> bool:
    """Whether a folded line begins the list of attachments after the text (附件说明：附件：1.…)."""
    return 4 <= len(text) <= 200 and bool(_ATTACHMENTS.match(text))


def is_copy_line(text: str) -> bool:
    """Whether a folded line names who gets a copy (抄送机关)."""
    return 4 <= len(text) <= 300 and bool(_COPY.match(text))


_ATTACHMENTS = compiled(r"\s?附\s?件?\s?:\s?\S")
_COPY = compiled(r"\s?(?:抄\s?送|抄\s?报|主题词|分送)\s?:")

# --- titles --------------------------------------------------------------------------------------

GENRES = words(
    "规划纲要:纲要 行动纲要:纲要 纲要 专项规划:规划 规划 行动计划 行动方案 工作方案 实施方案 "
    "推进方案:工作方案 "
    "总体方案 试点方案 分工方案 改革方案 建设方案:方案 方案 工作计划 实施计划 推进计划:计划 计划 "
    "计画:计划 "
    "指导意见:意见 实施意见:意见 "
    "若干意见:意见 意见 若干措施:措施 政策措施:措施 措施 若干举措:措施 政策举措:措施 "
    "责任分解:清单 任务分解:清单 任务分工:清单 "
    "工作要点:要点 要点 通知 通报 通告 公告 "
    "公报 决定 决议 命令 "
    "工作报告:报告 报告 请示 批复 议案 函 纪要 政策解读:解读 解读 说明 问答 管理办法:办法 办法 "
    "实施细则:细则 细则 "
    "规定 条例 规则 规范 规程 指南 指引 章程 制度 标准 准则 建议 任务书 清单 分工表:清单 "
    "任务分解表:清单 讲话 总结 目录 "
    "政策 预案 倡议 安排 意见书:意见 白皮书 责任书"
)
_GENRE_NAME = {word.partition(":")[0]: word.partition(":")[2] or word for word in GENRES}
_TAIL = (
    r"(?:\s?\((?:[^()]{0,12}(?:试行|暂行|稿|草案|修订|修正|节选|摘要|摘编|版|全文|本)|"
    r"\d{4}年?(?:[-—–~至]{1,2}\d{4}年?)?|[一二三四五六七八九十]{1,3}|"
    r"[^()]{0,8}[〔\[]\d{4}[〕\]]\d+号)\)"
    r"|\s?[》”]|\s?\((?:全文|摘要)\)|\(\d{4}[-—–]\d{4}年?\))*"
)
_GENRE_END = compiled(rf"(?:{'|'.join(sorted(_GENRE_NAME, key=len, reverse=True))}){_TAIL}\s?")
_ISSUED = compiled(
    r"(?:印发|转发|发布|公布|颁布|下达|批转|贯彻落实|贯彻|实施)(?:《|"
    r"〈)?(?P<inner>[^》〉]{4,90}?)(?:》|〉)?(?:\([^()]{1,16}\))?的?"
    r"(?:通知|公告|决定|函)"
)
_TITLE_FORBIDDEN = compiled(
    r"[。;!?…|]|:.{0,80}:|,[^,]*,[^,]*,|^(?:[,、:)》—–-]|标\s*题|名\s*称|本|该|此|这|"
    r"为了?[^民农人]|根据|按照|依据|经|现将|结合|制定|附件?:|上述|以上|"
    r"编制|出台|落实|研究制定|印发了|贯彻执行)"
)
_NUMBERED_TITLE = compiled(
    r"\s?(?:\(?[一二三四五六七八九十百]{1,3}[)、.,]|第[一二三四五六七八九十百\d]+[章节条编篇部]|"
    r"\(?\d{1,3}[).、](?!\d)|"
    r"[①-⑳]|[一二三四五六七八九十]是)"
)
_MAX_TITLE = 80
_COMMON_NOUNS = frozenset(
    words(
        "规定 标准 规则 规范 规程 制度 建议 政策 安排 目录 计划 总结 清单 说明 要点 方案 措施 "
        "决定 报告 通知"
    )
)
"""Genres that also end ordinary clauses; with a comma before them the line is taken for prose."""


def looks_like_title(text: str) -> bool:
    """Whether a folded, unnumbered line reads like the title of a document (标题).

    >>> [looks_like_title(t) for t in ("关于促进夜间经济的意见", "一、行动计划", "制定专项规划")]
    [True, False, False]
    """
    text = text.strip()
    if not 5 <= len(text) <= _MAX_TITLE or _TITLE_FORBIDDEN.search(text):
        return False
    genre = genre_of(text)
    if genre is None or _NUMBERED_TITLE.match(text):
        return False
    return genre not in _COMMON_NOUNS or "," not in text


def genre_of(title: str | None) -> str | None:
    """The kind of document a title names (文种、体裁); of a printing notice, what it issues.

    >>> [genre_of(t) for t in ("关于印发《绿色建筑行动计划》的通知", "政府工作报告", "综述")]
    ['行动计划', '报告', None]
    """
    folded = fold(_joined(title or "")).strip()
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


_INTERPRETS = compiled(
    r"(?:[\[【(]?(?:一图(?:读懂|看懂|速览|解读)|图解|图说|图文解读|长图解读|政策(?:图解|解读)|解读)[\]】)]?"
    r" ?(?:[:|丨]|(?=[《〈“]))|一图(?:读懂|看懂|速览))"
)
"""How the title of an interpretation begins (解读、图解) when it ends with the plan's own."""
_GENRES_BY_LENGTH = sorted(_GENRE_NAME, key=len, reverse=True)

# --- periods and regions -------------------------------------------------------------------------

_YEARS = compiled(
    r"(?<!\d)((?:19|20)\d\d)\s?年?\s?(?:[-—–~]{1,2}|至|到)\s?((?:19|20)\d\d)\s?年?(?!\d)"
)
_FYP = compiled(
    r"[“\"‘「]?(?P<n>十[一二三四五六七八九]|[六七八九])[·、]?五[”\"’」]?(?=规划|计划|期间|时期|"
    r"发展|建设|加快|专项|[”\"’」]|[\u4e00-\u9fff(])"
    r"|第(?P<n>[一二三四五六七八九十]{1,3})个五年"
)
_CALENDAR = compiled(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_QUOTED_TEN = compiled(r"[“\"「]十五[”\"」]|“十五”")
_STATED_PERIOD = compiled(
    r"(?:规划|计划|实施|行动|方案|执行|工作)(?:期限?|时限|周期|时间|年限)(?:为|是|:|从|"
    r"自)\s?((?:19|20)\d\d)\s?年?\s?"
    r"(?:[-—–~]{1,2}|至|到)\s?((?:19|20)\d\d)\s?年"
)
_SINGLE_YEAR = compiled(
    r"(?<![\d到至比较〔\[(])((?:19|20)\d\d)\s?(?:年度?|/\s?(?:19|20)?\d\d年度?)"
    r"(?!\s?\d{1,2}\s?月|\s?(?:以?前|之前|[^\s()]{0,6}版|修[订正]|远景))"
)
_UNTIL_YEAR = compiled(
    r"(?:(?<!\d)(?P<y>(?:19|20)\d\d)\s?年(?:底|末)?(?:以|之)?前"
    r"|[到至]\s?(?P<y>(?:19|20)\d\d)\s?年)"
)


def period_of(title: str | None, head: Sequence[str] = ()) -> Period | None:
    """The years a plan covers (规划期), from its title or a sentence that states them.

    >>> period_of("某省“十四五”数字经济发展规划")
    Period(start=2021, end=2025)
    """
    folded = fold(_joined(title or ""))
    years = _YEARS.search(folded)
    if years:
        return _period(int(years[1]), int(years[2]))
    plan = _FYP.search(folded)
    if plan:
        return _five_years(plan["n"])
    if _QUOTED_TEN.search(folded):
        return Period(start=2001, end=2005)
    for line in head:
        stated = _STATED_PERIOD.search(fold(line[:2000]))
        if stated:
            return _period(int(stated[1]), int(stated[2]))
    named = {int(year) for year in _SINGLE_YEAR.findall(folded)}
    if len(named) == 2 and max(named) - min(named) == 1:  # 某年计划执行情况和次年计划草案的报告
        named.remove(min(named))
    return Period(start=min(named), end=min(named)) if len(named) == 1 else None


def _until(title: str, issued: int | None) -> Period | None:
    """The period of a plan whose title names its end only (某年前…方案): it begins when issued."""
    found = _UNTIL_YEAR.search(fold(_joined(title)))
    if not found or issued is None:
        return None
    return _period(issued, int(found["y"]))


def _joined(line: str) -> str:
    """A line without the blanks that set its letters apart (某 市 规 划), else as it is.

    >>> _joined("某 市 “十 四 五” 规 划"), _joined("某市 规划")
    ('某市“十四五”规划', '某市 规划')
    """
    parts = line.split()
    single = sum(len(part) == 1 for part in parts)
    return "".join(parts) if len(parts) >= 4 and single * 3 >= len(parts) * 2 else line


def _period(start: int, end: int) -> Period | None:
    return Period(start=start, end=end) if start <= end <= start + 40 else None


def _five_years(number: str) -> Period | None:
    """The years of the n-th five-year plan: 1953 for the first, no plan for 1963–1965."""
    n = han_to_int(number)
    if n is None or not 1 <= n <= 30:
        return None
    start = 1951 + 5 * n if n >= 3 else 1948 + 5 * n
    return Period(start=start, end=start + 4)


_PROVINCES = {
    name[: 3 if name[0] in "黑内" else 2]: name
    for name in words(
        "北京市 天津市 上海市 重庆市 河北省 山西省 辽宁省 吉林省 黑龙江省 江苏省 浙江省 "
        "安徽省 福建省 江西省 山东省 河南省 湖北省 湖南省 广东省 海南省 四川省 贵州省 "
        "云南省 陕西省 甘肃省 青海省 台湾省 内蒙古自治区 广西壮族自治区 西藏自治区 "
        "宁夏回族自治区 新疆维吾尔自治区 香港特别行政区 澳门特别行政区"
    )
}
_PLACE_START = (
    r"(?:^|关于(?:印发|转发|公布|发布)?|中共|印发|《|[\d年〇一二三四五六七八九]+年度?|\s|"
    r"加快推动|推进|解读)"
)
_PROVINCE = compiled(
    rf"{_PLACE_START}(?P<p>{'|'.join(sorted(_PROVINCES, key=len, reverse=True))})"
    r"(?P<s>省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)?"
)
_PLACE = compiled(
    rf"{_PLACE_START}(?:{'|'.join(_PROVINCES)})?(?:省|(?:壮族|回族|维吾尔)?自治区)?"
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
    """
    for text in (title, issuer):
        folded = fold(text or "")
        for found in _PLACE.finditer(folded):
            if not _NOT_PLACE.search(found["stem"]) and found["place"] not in _PROVINCE_NAMES:
                return found["place"]
        province = _PROVINCE.search(folded)
        if province:
            return _PROVINCES[province["p"]]
    return None


_PROVINCE_NAMES = frozenset(_PROVINCES.values())

# --- site furniture ------------------------------------------------------------------------------

_FURNITURE = (
    # where the page stands on the site, and what one can do with it
    r"(?:您?(?:的)?(?:(?:当前|现在)(?:所在)?|所在)的?(?:的)?位置|您所在的?位置|当前位置)\s?:?.{0,80}",
    r"(?:热门站点|友情链接|收藏本站|设为首页|加入收藏)\s?[|:][^。]{0,120}",
    r"首页(?:\s?[>»/|-]+\s?[^\s>»/|]{1,20}){0,8}(?:\s?>+)?",
    r"(?:\[?\s?(?:打印(?:本[页文])?|关闭(?:窗口|本[页文])?|收藏(?:本[页站])?|我的收藏|"
    r"下载(?:文字版|图片版|附件)?|全屏|分享|"
    r"分享到|微信|微博|纠错|返回(?:顶部|首页|列表)?|加大|还原|减小|放大|缩小|大|中|小|默认|繁体|"
    r"简体|English|无障碍(?:浏览)?|"
    r"长者(?:模式|助手)|关怀版|手机版|手机端|高级搜索|搜索|登录|注册|用户登录|上一页|下一页|\+|×|"
    r"↺|>)\s?\]?\s?[|/·]?\s?){1,10}:?",
    r"[【\[(]?\s?(?:字\s?[号体](?:大小)?|文字大小)\s?:?[^。]{0,24}[】\])]?",
    r"[【】|>×\[\]]|:::",
    r"(?:按 ?Enter ?到主内容区|跳到主要?内容区[块塊]?|您的浏览器不支[援持]JavaScript.{0,60})",
    r"[•·▪] ?(?:无障碍(?:浏览)?|长[辈者]版|适老版|友善列印|回上一页|设为首页|加入收藏|繁体|"
    r"简体)[ |]*",
    r"(?:[•·▪] ?)?(?:最后异动时间|建[档立]日期|最后更新(?:时间|日期)?|点阅(?:次)?数?|列印时间|"
    r"发布单位) ?: ?.{0,60}",
    r"[【\[](?:打印|关闭|收藏|分享|下载|大中小|大\s中\s小)[^】\]]{0,8}[】\]][^。]{0,30}",
    r"扫一?扫.{0,24}|(?:长按|微信)?(?:识别|扫描)二维码.{0,20}",
    r"分享(?:到|至)?\s?:.{0,30}",
    r"(?:相关(?:报道|链接|文章|新闻|附件|解读|文件|稿件)|推荐阅读|延伸阅读|热点推荐|附件下载|"
    r"上一[篇条]|下一[篇条])\s?:?(?:.{0,80})?",
    r"(?:浏览(?:次数|量)?|点击(?:量|次数|数)?|阅读(?:量|次数)?|访问(?:量|次数))\s?:\s?.{0,20}",
    # stamps: when and by whom the page was put up
    r"(?:发[布表](?:时间|日期)|发文日期|更新(?:时间|日期)|录入时间|添加时间|时间|日期|"
    r"上传时间)\s?:\s?(?:\d{3,4}.{0,60})?",
    r"(?:责任编辑|责编|编辑|作者|记者|审核|签发|校对|撰稿|发布人|信息员)\s?:\s?[^。,;:]{0,24}",
    r"(?:文章|以上内容)?来源于?网络.{0,20}|(?:原文|查看原文|来源)(?:链接|地址|网址)\s?:?.{0,200}",
    r"【?法宝引证码】?.{0,40}|【?(?:发布部门|时效性|效力级别|法规类别|批准部门|实施日期|"
    r"唯一标志)】?\s?:?.{0,60}",
    # index table of a government site
    r"(?:索\s?引\s?号|组配分类|主题分类|体裁分类|公开方式|公开(?:属性|期限|类型|类别|形式|范围|时限|责任部门)|"
    r"发布机构|发文(?:机构|机关|单位)|"
    r"公文种类|文件状态|有效性|效力状态|废止日期|失效日期|实施日期|生效日期|内容概述|信息来源|"
    r"主\s?题\s?词|关\s?键\s?词|文\s?号|"
    r"文件编号|发文字号|成文日期|标\s*题|名\s*称|统一编号|规范性文件编号|信息名称|"
    r"信息分类)\s?:\s?[^。]{0,300}",
    # who runs the site
    r".{0,60}(?:版权所有|(?<![\u4e00-\u9fff])版权:|Copyright|All Rights Reserved|网站标识码|"
    r"ICP\s?[备证]|公网安备).{0,160}",
    r"(?:主办单位?|承办单位?|技术支持|网站(?:地图|声明)|联系(?:方式|电话|我们)|隐私(?:声明|保护)|"
    r"邮政编码|邮编)\s?:[^。;]{0,100}"
    r"(?:联系(?:方式|电话)|电话|网站|网址|地址|邮编|备案|网络中心|信息中心|\d{6,})[^。;]{0,60}",
    r"(?:联系(?:方式|我们)|关于我们|网站地图|网站声明|隐私(?:声明|保护)|法律声明|"
    r"使用帮助)(?:\s?[|·]?\s?\S{2,6}){0,6}",
    r"https?://?\S{1,300}|www\.\S{1,200}",
    r"Public domain|维基文库.{0,40}|本(?:作品|文件)(?:来自|属于)?.{0,20}公有领域.{0,80}",
    r"404|页面不存在.{0,20}|您访问的页面.{0,30}|(?:\(完\)|全文完|\(以上\)|\(全文结束\))",
)
_FURNITURE_MAX = 320


@cache
def _furniture() -> regex.Pattern[str]:
    return compiled("|".join(f"(?:{pattern})" for pattern in _FURNITURE), regex.I)


def is_boilerplate(text: str) -> bool:
    """Whether a folded line is furniture of the page it was copied from (网页残留), not the text.

    >>> [is_boilerplate(t) for t in ("当前位置:首页>>正文", "打印本页 关闭窗口", "扩大开放。")]
    [True, True, False]
    """
    text = " ".join(text.split())
    if not 1 <= len(text) <= _FURNITURE_MAX or (len(text) > 20 and text[-1] == "。"):
        return False
    return _furniture().fullmatch(text) is not None


# --- the metadata of a document ------------------------------------------------------------------

_FIELDS = {
    "issuer": "发文机关 发文机构 发文单位 发布机构 制定机关 发布单位 发布部门",
    "issue_date": "成文日期 印发日期 签发日期 发文日期 成文时间",
    "published_date": "发布日期 发布时间 发表时间 发表日期 公开日期 更新时间 更新日期 时间 日期",
    "document_number": "发文字号 文号 文件编号 字号",
    "title": "标题 名称 文件名称 信息名称",
    "source_line": "来源 信息来源 稿件来源 文章来源 消息来源",
    "": "索引号 主题分类 组配分类 体裁分类 公文种类 分类 主题词 关键词 有效性 时效性 效力状态 "
    "文件状态 "
    "公开方式 公开类别 公开形式 实施日期 生效日期 废止日期 失效日期 内容概述 浏览次数 点击量 "
    "阅读量 "
    "点击次数 作者 编辑 责任编辑 责编 记者 字体 字号大小 统一编号 语种 生成日期 公开时限 公开范围",
}
_FIELD_OF = {name: field for field, names in _FIELDS.items() for name in words(names)}
_DATED = frozenset({"issue_date", "published_date"})


@cache
def _field_label() -> regex.Pattern[str]:
    names = sorted(_FIELD_OF, key=len, reverse=True)
    spaced = (r"\s*+".join(name) for name in names)
    return compiled(rf"(?:^|(?<=[\s|(【\[】\]]))(?P<name>{'|'.join(spaced)})\s*+:")


def find_metadata(
    head: Sequence[str],
    tail: Sequence[str] = (),
    *,
    titles: Sequence[str] = (),
    container: Mapping[str, str] | None = None,
) -> Meta:
    """What a document says about itself (公文要素).

    Args:
        head: Repaired lines from the document's beginning to its body, furniture included.
        tail: Repaired lines after the body.
        titles: The titles found, outermost first (printing notice, then what it issues).
        container: What the file format says, by the names of ``Meta``; used where nothing else is.

    >>> meta = find_metadata(["云府发〔2024〕3号", "各县人民政府："], titles=["云溪市节水行动方案"])
    >>> meta.document_number, meta.addressees, meta.genre, meta.region
    ('云府发〔2024〕3号', ('各县人民政府',), '行动方案', '云溪市')
    """
    top, bottom = _clean(head), _clean(tail)
    stated = dict(_stated([*top, *bottom]))
    given = {key: value for key, value in (container or {}).items() if value.strip()}
    signed = _signature(top) or _signature(bottom) or (None, None)
    titles = [name for name in titles if not _is_row(name)]
    titles = titles or [line for line in top[:12] if looks_like_title(fold(line))][:1]
    title = _title(titles, stated.get("title") or given.get("title"))
    names = list(dict.fromkeys([title, *titles] if title else titles))
    subtitle = _subtitle(top, title)
    issuer = signed[0] or stated.get("issuer") or _title_issuer(names) or _red_head(top)
    issuer = issuer or given.get("issuer")
    issue_date = signed[1] or stated.get("issue_date") or _bare_date(top, subtitle)
    issue_date = issue_date or _last_date(bottom) or _given_date(given, "issue_date")
    number = _document_number(top, names, stated, given)
    return Meta(
        title=title,
        subtitle=subtitle or given.get("subtitle"),
        document_number=number,
        issuer=issuer,
        addressees=next((_addressees(line) for line in top if is_addressee(fold(line))), ()),
        issue_date=issue_date,
        published_date=stated.get("published_date") or _web_date(top)
        or _given_date(given, "published_date"),
        period=_plan_period(names, [*head, *tail], _year_in(issue_date or number)),
        genre=_genre([*names, subtitle]),
        region=next((r for r in (region_of(name, None) for name in names) if r), None)
        or region_of(None, issuer),
        source_line=stated.get("source_line") or given.get("source_line"),
    )  # fmt: skip


def _genre(names: Sequence[str | None]) -> str | None:
    """The genre of the first title that tells it; a site's 政策解读： above a plan does not."""
    found = [genre for name in names if (genre := genre_of(name))]
    return found[1] if found[:1] == ["解读"] and len(found) > 1 else next(iter(found), None)


def _is_row(title: str) -> bool:
    """Whether a supposed title is a row of links or of an index table (公开属性： | …)."""
    return title.count("|") + title.count("｜") >= 2 or is_boilerplate(fold(title))


def _plan_period(names: Sequence[str], lines: Sequence[str], issued: int | None) -> Period | None:
    """The plan's period: named by a title, else stated by a line, else up to a year in a title."""
    found = (period_of(name) for name in names)
    ending = (_until(name, issued) for name in names)
    named = next((p for p in found if p), None)
    period = named or period_of(None, lines) or next((p for p in ending if p), None)
    if period is None and issued and any("政府工作报告" in fold(name) for name in names):
        return Period(start=issued, end=issued)  # given at its beginning, for the year
    return period


def _year_in(text: str | None) -> int | None:
    found = _CALENDAR.search(text or "")
    return int(found.group()) if found else None


def _clean(lines: Sequence[str]) -> list[str]:
    squeezed = (" ".join(line.split()) for line in lines)
    return [line for line in squeezed if line]


def _stated(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """(field, value) of index tables and stamps, last to first, so that the first one stands."""
    found: list[tuple[str, str]] = []
    for number, line in enumerate(lines):
        folded = fold(line)
        if ":" not in folded or len(folded) > _FURNITURE_MAX:
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


def _signature(lines: Sequence[str]) -> tuple[str, str | None] | None:
    """The issuers that sign a document and the date under them (署名、成文日期)."""
    for number, line in enumerate(lines):
        folded = fold(line)
        dated = _ANY_DATE.search(folded) if len(folded) <= 70 and "印发" not in folded else None
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
            return "、".join(_names(names)), _iso(dated)
    return None


def _names(lines: Sequence[str]) -> Iterator[str]:
    """The agencies on signature lines; letters set apart (国 务 院) are joined."""
    for line in lines:
        parts = line.replace("、", " ").split()
        yield from ["".join(parts)] if max(map(len, parts), default=0) == 1 else parts


def _title(titles: Sequence[str], stated: str | None) -> str | None:
    """The document's title; a stated one only where none was found or its beginning was lost."""
    first = next((" ".join(_joined(title).split()) for title in titles if title.strip()), None)
    if first is None or (stated and len(stated) > len(first) and stated.endswith(first)):
        return stated or first
    return first


def _subtitle(lines: Sequence[str], title: str | None) -> str | None:
    for line in lines:
        folded = fold(line)
        if is_occasion_line(folded) or (_DASHED.match(folded) and title):
            return line
    return None


def _title_issuer(titles: Sequence[str]) -> str | None:
    for title in titles:
        name, about, _ = title.partition("关于") if "关于" in title else title.partition("關於")
        name = _AND_OTHERS.sub("", name).strip()
        if about and name and is_issuer_line(fold(name)):
            return "、".join(_names([name]))
    return None


def _red_head(lines: Sequence[str]) -> str | None:
    """The agencies above the document number (发文机关标志), without 文件."""
    for number, line in enumerate(lines):
        if is_document_number(fold(line)):
            above = [name for name in lines[max(0, number - 8) : number] if name != "文件"]
            issuers = [name.removesuffix("文件") for name in above if is_issuer_line(fold(name))]
            return "、".join(_names(issuers)) or None
    return None


def _document_number(
    lines: Sequence[str],
    titles: Sequence[str],
    stated: Mapping[str, str],
    given: Mapping[str, str],
) -> str | None:
    for line in lines:
        if is_document_number(fold(line).strip(" ()")):
            return normal_number(line)
    for value in (stated.get("document_number"), given.get("document_number"), *titles):
        if value and (found := normal_number(value)):
            return found
    return None


@cache
def _number_anywhere() -> regex.Pattern[str]:
    return compiled(_NUMBER)


def normal_number(text: str) -> str | None:
    """The first document number (发文字号) of a text, written as GB/T 9704 has it.

    >>> [normal_number(t) for t in ("沪府发[2023]7 号", "（国发〔2021〕29号）", "国发201529号")]
    ['沪府发〔2023〕7号', '国发〔2021〕29号', '国发〔2015〕29号']
    """
    found = _number_anywhere().search(fold(text))
    if not found:
        order = _NUMBER_LINE.fullmatch(fold(text).strip())
        return "".join(order["order"].split()) if order and order["order"] else None
    code = text[slice(*found.span("code"))].strip()
    return f"{code}〔{found['year']}〕{int(found['no'])}号"


def _addressees(line: str) -> tuple[str, ...]:
    """The addressees (主送机关) of a line, apart where each is complete in itself."""
    names: list[str] = []
    for group in _GROUP_MARKS.split(line.rstrip(":： ")):
        parts = [part.strip() for part in group.split("、")]
        shared = _TIERS.match(fold(parts[0]))
        whole = not shared and all(len(part) > 2 and is_unit(fold(part)) for part in parts)
        names += parts if whole else [group.strip()]
    return tuple(name for name in names if name)


def _bare_date(lines: Sequence[str], subtitle: str | None) -> str | None:
    """A date that stands alone or in brackets under the title, else the day a report was given."""
    for line in lines:
        folded = fold(line)
        if is_date_line(folded) and "月" in folded and "印发" not in folded:
            return parse_date(folded)
    printed = next((line for line in lines if "印发" in line and is_date_line(fold(line))), None)
    return parse_date(subtitle or printed or "")


def _web_date(lines: Sequence[str]) -> str | None:
    """A bare 2024-03-05 among the first lines: pages stamp themselves so, documents do not."""
    stamps = (line for line in lines if is_date_line(fold(line)) and "月" not in line)
    return next((parse_date(line) for line in stamps), None)


def _last_date(lines: Sequence[str]) -> str | None:
    """A date that stands alone after the text, below a signature that is not understood."""
    for line in lines[-12:]:
        folded = fold(line)
        if "印发" not in folded and is_date_line(folded) and "月" in folded:
            return parse_date(folded)
    return None


def _given_date(given: Mapping[str, str], key: str) -> str | None:
    return parse_date(given.get(key, ""))
