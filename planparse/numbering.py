"""Numbering styles (序号样式) as data: a sequence (how the number is written) in a format.

``enumerators`` lists every style that the beginning of a line could be, not the best guess; the
outline weighs them against the whole document. All patterns work on folded text (simplified, half
width; see ``script.fold``), which has the length of the original, so that offsets hold for both.

``rank`` is the usual order of nesting (GB/T 15834-2011, B.3.8; GB/T 9704-2012, 7.3.3; 立法法
第六十五条): a prior only, since documents skip and swap levels. ``weight`` is what it costs to take
such a mark for plain text, ``doubt`` what it costs to take it for a number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

import regex

from .numerals import CAPITAL, HAN, SEQUENCES, Sequence
from .patterns import compiled

TOP_RANK = 0.0


_FAMILIES = {
    name: names[0]
    for names in (
        ("han-comma", "han-dot", "han-mark", "han-blank"),
        ("han-paren", "han-half-paren", "paren-han-sign"),
        ("arabic-dot", "arabic-comma", "arabic-mark", "dot-digit"),
        ("arabic-paren", "paren-digit"),
    )
    for name in names
}


@dataclass(frozen=True, slots=True, eq=False)
class Style:
    """One way to number (序号样式), such as ``han-paren`` for （一）: one object for each."""

    name: str
    sequence: str | None
    before: str
    after: str
    rank: float
    weight: float
    doubt: float = 0.0
    sample: tuple[str, str] = ("", "")
    """What ``write`` puts before and after the ordinal."""
    level: int | None = None
    """The heading level that the container gives it, which tells lists of one style apart."""
    key: str = ""
    """Name and level."""
    family: str = ""
    """Styles that stand for one another in a careless list share a family (一、 一． 一，)."""

    def __post_init__(self) -> None:
        level = f"-h{self.level}" if self.level else ""
        object.__setattr__(self, "key", self.name + level)
        object.__setattr__(self, "family", _FAMILIES.get(self.name, self.name) + level)

    def at_level(self, level: int) -> Style:
        """The style of a heading whose level the container tells (1 for the outermost)."""
        return _at_level(self, level)

    def write(self, ordinal: int) -> str:
        """The enumerator for an ordinal: the inverse of ``enumerators``.

        >>> STYLES["han-paren"].write(12)
        '（十二）'
        """
        names = (self.sequence or "").split("|")
        number = SEQUENCES[names[0]].write(ordinal) if self.sequence else ""
        return f"{self.sample[0]}{number}{self.sample[1]}"


@cache
def _at_level(style: Style, level: int) -> Style:
    return replace(style, level=level, rank=0.55 * level - 0.3, weight=4.0)


class Enumerator(NamedTuple):
    """A possible number at ``start:end`` of a line; ``body`` is where its text begins."""

    style: Style
    ordinal: int | None
    start: int
    end: int
    body: int
    path: tuple[int, ...] = ()
    doubt: float = 0.0
    damaged: bool = False


_NOT_REFERENCE = (
    r"(?! ?(?:规定|所列|所称|所述|的|至|或|、|,|款|项(?!目)|之|第|修改|以及)"
    r"|[和与中]|“[^”]{1,20}”,)"
)
_NOT_SECTORS = rf" ?、(?! ?[{HAN}]{{1,2}}(?:[、和及与至]|[产级类线]))"
"""The mark of 一、 but not that of 一、二、三产业 or 二、三级医院."""


def _chapter(unit: str, rank: float, weight: float = 4.0) -> Style:
    names = {"编": "bian", "篇": "pian", "部分": "bufen", "章": "zhang", "节": "jie", "条": "tiao"}
    after = rf" ?{unit}{_NOT_REFERENCE}"
    return Style(names[unit], "han|arabic", "第 ?", after, rank, weight, 0.0, ("第", unit))


def _word(name: str, words: str, rank: float, weight: float, doubt: float = 0.0) -> Style:
    word = words.split("|", 1)[0]
    after = r"(?:[-—]\d{1,2})?(?: ?[:、.](?!\d)|(?= )|$|(?=[^\d\s年月日个项类%]))"
    return Style(name, "han|arabic", f"(?:{words}) ?", after, rank, weight, doubt, (word, "："))


_ALL = (
    _chapter("编", 0.0),
    _chapter("篇", 0.1),
    _chapter("部分", 0.5),
    _chapter("章", 1.0),
    _chapter("节", 2.0),
    _chapter("条", 3.0),
    Style("section-sign", "arabic", "§ ?", r" ?[.、:]?(?![\d.])", 1.0, 3.0, 0.0, ("§", ".")),
    Style("han-comma", "han", "", _NOT_SECTORS, 4.0, 3.0, 0.0, ("", "、")),
    Style("capital-comma", "capital", "", " ?[、.]", 3.8, 3.0, 0.0, ("", "、")),
    Style("han-dot", "han", "", r" ?\.(?!\d)", 4.0, 2.5, 0.2, ("", "．")),
    Style("han-mark", "han", "", r" ?[,;:]", 4.0, 1.0, 1.4, ("", "，")),
    Style("han-blank", "han", "", r" (?=[^\s\d])", 4.0, 0.8, 1.5, ("", " ")),
    Style("han-paren", "han", r"[(\[〔【〈] ?", r" ?[)\]〕】〉][、.]?", 5.0, 3.0, 0.0,
          ("（", "）")),
    Style("han-half-paren", "han", "", r" ?\)", 5.0, 1.6, 0.6, ("", "）")),
    Style("paren-han-sign", "paren-han-sign", "", "", 5.0, 3.0),
    Style("circled-han", "circled-han", "", "", 5.2, 2.0),
    Style("arabic-dot", "arabic", "", r" ?\.(?![\d.])", 6.0, 2.2, 0.0, ("", "．")),
    Style("arabic-mark", "arabic", "", r" ?。(?=[一-鿿])", 6.0, 1.0, 1.4, ("", "。")),
    Style("arabic-comma", "arabic", "", r" ?、", 6.0, 2.2, 0.1, ("", "、")),
    Style("dot-digit", "dot-digit", "", "", 6.0, 2.2),
    Style("arabic-paren", "arabic", r"[(\[] ?", r" ?[)\]][、.]?", 7.0, 2.2, 0.0, ("（", "）")),
    Style("paren-digit", "paren-digit", "", "", 7.0, 2.2),
    Style("arabic-half-paren", "arabic", "", r" ?\)", 7.5, 2.0, 0.1, ("", "）")),
    Style("circled-bare", "circled", "", "[、.]?", 8.0, 2.0),
    Style("zero-bare", "zero", "", r"(?=[ 、.一-鿿])[、.]?(?!\d)", 7.2, 1.6, 0.2, ("", " ")),
    Style("arabic-bare", "arabic", "", r" (?=[一-鿿“《])", 5.9, 0.3, 1.5, ("", " ")),
    Style("arabic-title", "arabic", "", r"(?!.)x", 5.9, 2.5),
    Style("zero-title", "zero", "", r"(?!.)x", 3.9, 2.5),
    Style("upper-dot", "upper", "", r" ?[.、](?![A-Za-z\d])", 8.2, 1.0, 0.4, ("", "．")),
    Style("lower-dot", "lower", "", r" ?[.、](?![A-Za-z\d])", 8.6, 1.0, 0.4, ("", "．")),
    Style("lower-paren", "lower", r"\(", r"\)", 8.8, 1.0, 0.4, ("（", "）")),
    Style("lower-half-paren", "lower", "", r"\)", 8.7, 1.0, 0.3, ("", "）")),
    Style("roman-dot", "roman", "", r" ?[.、](?![A-Za-z\d])", 8.3, 1.0, 0.5, ("", "．")),
    Style("roman-sign", "roman-sign", "", r" ?[.、]?", 8.3, 1.2, 0.4, ("", "．")),
    Style("stem-comma", "stem", "", r"[、.](?! ?[甲乙丙丁戊己庚辛壬癸])", 4.5, 0.9, 0.6,
          ("", "、")),
    Style("di-comma", "han", "第", r"[,、:](?!第)|(?<=第.)[是要]", 8.4, 1.8, 0.1, ("第", "，")),
    Style("di-stage", "han|arabic", "第", "(?:阶段|步骤?)(?=[ :,、(（。]|$)[:,、]?", 6.5, 1.2, 0.3,
          ("第", "阶段")),
    Style("han-is", "han", "", "是", 8.4, 1.8, 0.1, ("", "是")),
    Style("han-must", "han", "", "要(?![求素点件闻害塞地道务职])", 8.4, 1.2, 0.3, ("", "要")),
    Style("qi-comma", "han", "其", "[,、:]|(?<=其.)是", 8.4, 1.6, 0.1, ("其", "，")),
    _word("work", "重点任务|任务|工程|行动|项目|措施|举措|专项|目标|问题|要点|步骤", 6.2, 1.4, 0.5),
    Style("question", "han|arabic", "[问Qq]", r"[:.、]", 6.2, 1.2, 0.3, ("问", "：")),
)  # fmt: skip
BOX = Style("box", "han|arabic", "专栏 ?", "", 9.0, 3.0, 0.0, ("专栏", " "))
ATTACHMENT = Style("attachment", "han|arabic", "附件 ?", "", -1.0, 3.0, 0.0, ("附件", ""))
DECIMAL = Style("decimal", None, "", "", 5.95, 2.2)
DASH = Style("dash", None, "——", "", 8.3, 1.6, 0.0, ("——", ""))
BULLET = Style("bullet", None, "●", "", 8.5, 1.2, 0.2, ("●", ""))
FIRST_NEXT = Style("first-next", None, "", "", 8.4, 1.4, 0.3)
LEAD = Style("lead", None, "", "", 8.9, 0.0)
"""A run-in heading without a number (段首小标题)."""
QUESTION = Style("ask", None, "", "", 6.3, 0.0)
"""A question of an interview or of questions and answers (问：…答：…)."""
LINE = Style("line", None, "", "", 3.9, 0.0)
"""A heading line without a number (无序号标题)."""
GLOSSARY = Style("attachment", None, "", "", -1.0, 0.0)
"""The notes after a report (名词解释): an appendix without a number."""
TABLE = Style("box", None, "", "", 9.0, 0.0)
"""The name of a table that was laid flat, when it has no number (表题)."""
PREFACE = Style("line", None, "", "", 9.5, 0.0)
"""前言, 引言: a heading in front of the first number, which has no parts of its own."""
DOCUMENT = Style("document", None, "", "", -2.0, 0.0)
"""The title of a second document in the same file."""

STYLES: dict[str, Style] = {
    s.name: s
    for s in (*_ALL, BOX, ATTACHMENT, DECIMAL, DASH, BULLET, FIRST_NEXT, LEAD, LINE, DOCUMENT)
}
_FIRST_NEXT = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "最后": 99, "第三": 3, "第四": 4}
_HAN_DAMAGE = {"ー": 1, "ニ": 2, "卜": 10, "-": 1, "—": 1}


@cache
def _sequences(style: Style) -> tuple[Sequence, ...]:
    return tuple(SEQUENCES[name] for name in (style.sequence or "").split("|"))


@cache
def _pattern(style: Style) -> regex.Pattern[str]:
    number = "|".join(sequence.pattern for sequence in _sequences(style))
    return compiled(rf"(?:{style.before})(?P<n>{number})(?:{style.after}) ?")


def _value(style: Style, text: str) -> int | None:
    """The ordinal that a style's pattern found, by the sequence it is written in."""
    first, *others = _sequences(style)
    if not others:
        return first.read(text)
    return next((s.read(text) for s in (first, *others) if _whole(s.name).fullmatch(text)), None)


@cache
def _whole(name: str) -> regex.Pattern[str]:
    return compiled(SEQUENCES[name].pattern)


_DECIMAL_RE = compiled(
    r"(?!\d{1,2}\.\dG)(?P<n>\d{1,2}+(?:\.\d{1,2}+){1,4})[.、]?(?![\d%‰])(?P<blank> ?)"
    r"(?=[一-鿿“《\[(A-Za-zⅠ-Ⅻ]|(?<= )(?:(?:19|20)\d\d ?年|\dG))"
)
_LETTER_DECIMAL = compiled(r"(?P<a>[A-H])(?P<n>(?:\.\d{1,2}+){1,4})(?P<blank> ?)(?=[一-鿿“《])")
_DECIMAL_UNIT = compiled(
    r" ?(?:[万亿千百十]|个(?![人体性])|倍|元(?!宇)|公里|米|平方|吨|岁|分(?![级类工析布区])|"
    r"[年月](?!度)|版|版本|[Gg]|时代|以[上下内]|左右)"
)
_DOT_YEAR = compiled(r"(?P<n>\d{1,3}) ?\. ?(?=(?:19|20)\d\d ?年|\d+[^\d.%‰万亿个元])")
_DASH_RE = compiled(
    r"(?:[—―─–]{1,3}|[-－](?: ?[-－]){1,2}|[－](?=[一-鿿])) ?(?=[^\s\d—―─–、-])|"
    r"[—―─–]{2} ?(?=\d++(?! ?[—―─–-]))"
)
_BULLET_RE = compiled(r"[●■◆◇•▪▲▶►▸★※□➢✓] ?(?=\S)|[·○] ?(?=[一-鿿“])")
_FIRST_RE = compiled(r"(首先|其次|再次|再者|最后)[,、:]")
_BOX_RE = compiled(
    rf"专 ?栏 ?(?P<n>\d{{1,2}}+|[{HAN}]{{1,3}}+)?(?:[-—]\d{{1,2}})?(?P<mark>[:、. ]*)"
)
_ATTACH_RE = compiled(
    rf"附 ?(?P<what>件|录|表|图) ?(?P<n>\d{{1,2}}+|[{HAN}]{{1,3}}+|[A-Z])?"
    r"(?:[-—]\d{1,2})?(?P<mark>[:.、 ]*)"
)
_LOST_RE = compiled(r"[、.] ?(?=[一-鿿])|\( ?\) ?(?=[一-鿿])")
_DAMAGED_RE = compiled(r"(?P<open>\( ?)?(?P<n>[ーニ卜—-])(?(open) ?\)|、) ?(?=[一-鿿])")
_DAMAGED_CHAPTER = compiled(rf"第 ?[-—―─ㄧ] ?(?P<unit>[编篇章节条]){_NOT_REFERENCE} ?")
_CHAPTERS = {"编": "bian", "篇": "pian", "章": "zhang", "节": "jie", "条": "tiao"}
_LETTER_RE = compiled(r"[lI丨|] ?[.、] ?(?=[一-鿿])")

_DIGIT_STYLES = ("arabic-dot", "arabic-comma", "arabic-mark", "arabic-half-paren", "zero-bare",
                 "arabic-bare")  # fmt: skip
_HAN_STYLES = ("han-comma", "han-dot", "han-paren", "han-is", "han-must", "han-mark", "han-blank",
               "han-half-paren")  # fmt: skip
_DI: tuple[str, ...] = ("bian", "pian", "bufen", "zhang", "jie", "tiao", "di-comma", "di-stage")


_MARKS = {
    "han-comma": "、", "han-dot": ".", "han-mark": ",;:", "han-half-paren": ")", "han-is": "是",
    "han-must": "要", "arabic-dot": ".", "arabic-comma": "、", "arabic-mark": "。",
    "arabic-half-paren": ")",
}  # fmt: skip
"""What has to follow a number, at most a blank between: a cheap test before the pattern."""


def _starters() -> dict[str, tuple[Style, ...]]:
    table = {"第": _DI, "§": ("section-sign",), "其": ("qi-comma",)}
    table |= dict.fromkeys("0123456789", _DIGIT_STYLES)
    table |= dict.fromkeys(HAN, _HAN_STYLES)
    table |= dict.fromkeys(CAPITAL, ("capital-comma",))
    table |= dict.fromkeys("([〔【〈", ("han-paren", "arabic-paren", "lower-paren"))
    table |= dict.fromkeys("abcdefghijklmnopqrstuvwxyz", ("lower-dot", "lower-half-paren"))
    table |= dict.fromkeys("ABCDEFGHIJKLMNOPQRSTUVWXYZ", ("roman-dot", "upper-dot", "question"))
    table |= dict.fromkeys("甲乙丙丁戊己庚辛壬癸", ("stem-comma",))
    table |= dict.fromkeys("重任工行项措举专目问要步", ("work", "question"))
    for name in ("circled", "paren-digit", "dot-digit", "paren-han-sign", "circled-han"):
        style = "circled-bare" if name == "circled" else name
        table |= dict.fromkeys(SEQUENCES[name].pattern[1:-1], (style,))
    table |= dict.fromkeys(SEQUENCES["roman-sign"].pattern[1:-1], ("roman-sign",))
    return {char: tuple(STYLES[name] for name in names) for char, names in table.items()}


_STARTERS = _starters()
_ALONE = frozenset({"han-comma", "han-paren"})
"""Styles whose number may stand alone on its line, with the title on the next."""


def enumerators(folded: str, start: int = 0) -> tuple[Enumerator, ...]:
    """Every number that the text could begin with at ``start``, likeliest first.

    >>> [(e.style.name, e.ordinal) for e in enumerators("(三)加强统筹")]
    [('han-paren', 3)]
    """
    if start >= len(folded):
        return ()
    char = folded[start]
    styles = _STARTERS.get(char)
    if styles is None and char not in _READERS:
        return ()
    found: list[Enumerator] = []
    for style in _possible(styles, folded, start) if styles else ():
        match = _pattern(style).match(folded, start)
        if match and match.end() < len(folded) + (style.rank < 4 or style.name in _ALONE):
            value = _value(style, match["n"])
            if value is not None:
                end = match.end() - (match[0].endswith(" "))
                found.append(Enumerator(style, value, start, end, match.end(), doubt=style.doubt))
    if char in _READERS:
        found += _special(folded, start, bool(found))
    if len(found) > 1:
        found.sort(key=lambda e: e.doubt)
    return tuple(found)


def _possible(styles: tuple[Style, ...], folded: str, start: int) -> Iterable[Style]:
    """The styles whose number may be followed by what follows it here."""
    if len(styles) < 4:
        return styles
    end, size = start + 1, len(folded)
    while end < size and (folded[end] in HAN or folded[end].isdecimal()):
        end += 1
    after = folded[end : end + 1]
    if after == " ":
        after = folded[end + 1 : end + 2]
    return (x for x in styles if x.name not in _MARKS or (after and after in _MARKS[x.name]))


def _special(folded: str, start: int, any_found: bool) -> list[Enumerator]:
    """What begins with a mark that is no number, or a number in more than one part."""
    char = folded[start]
    reader = _READERS[char]
    one = reader(folded, start) if reader else None
    if one is None and (not any_found or char in "lI"):
        one = _damaged(folded, start)
    return [one] if one else []


@cache
def _decimal_style(depth: int, name: str = "decimal") -> Style:
    return Style(f"{name}-{depth}", None, "", "", DECIMAL.rank + depth / 20, DECIMAL.weight)


def _decimal(folded: str, start: int) -> Enumerator | None:
    match = _DECIMAL_RE.match(folded, start)
    if match:
        path = tuple(map(int, match["n"].split(".")))
        doubt = 1.6 if len(path) == 2 and _DECIMAL_UNIT.match(folded, match.end("n")) else 0.0
        end = match.end() - len(match["blank"])
        return Enumerator(_decimal_style(len(path)), path[-1], start, end, match.end(), path, doubt)
    match = _LETTER_DECIMAL.match(folded, start)
    if match:
        path = (ord(match["a"]) - 64, *map(int, match["n"][1:].split(".")))
        style = _decimal_style(len(path), "letter-decimal")
        end = match.end() - len(match["blank"])
        return Enumerator(style, path[-1], start, end, match.end(), path)
    match = _DOT_YEAR.match(folded, start)
    if match:
        style = STYLES["arabic-dot"]
        return Enumerator(style, int(match["n"]), start, match.end("n") + 1, match.end(), doubt=1.2)
    return None


def _dash(folded: str, start: int) -> Enumerator | None:
    match = _DASH_RE.match(folded, start)
    if not match:
        return None
    mark = match[0].rstrip()
    doubt = 0.0 if len(mark) > 1 else 0.5
    return Enumerator(DASH, None, start, start + len(mark), match.end(), doubt=doubt)


def _bullet(folded: str, start: int) -> Enumerator | None:
    match = _BULLET_RE.match(folded, start)
    doubt = 0.8 if match and match[0][0] in "·○" else 0.0
    return match and Enumerator(BULLET, None, start, start + 1, match.end(), doubt=doubt)


def _first_next(folded: str, start: int) -> Enumerator | None:
    match = _FIRST_RE.match(folded, start)
    if not match:
        return None
    value = _FIRST_NEXT[match[1]]
    return Enumerator(FIRST_NEXT, value, start, match.end(), match.end(), doubt=FIRST_NEXT.doubt)


def _box(folded: str, start: int) -> Enumerator | None:
    match = _BOX_RE.match(folded, start)
    if not match or (not match["n"] and not match["mark"]):
        return None
    value = _value(BOX, match["n"]) if match["n"] else None
    end = start + len(match[0].rstrip(" "))
    return Enumerator(BOX, value, start, end, match.end())


def _attachment(folded: str, start: int) -> Enumerator | None:
    match = _ATTACH_RE.match(folded, start)
    if not match or (":" in match["mark"] and match.end() < len(folded) and match["what"] == "件"):
        return None
    if match["what"] in "表图" or (not match["n"] and match.end() < len(folded)):
        return None
    value = _value(ATTACHMENT, match["n"]) if match["n"] and not match["n"].isalpha() else None
    if match["n"] and value is None:
        value = han_or_letter(match["n"])
    end = start + len(match[0].rstrip(" "))
    return Enumerator(
        ATTACHMENT, value, start, end, match.end(),
        doubt=1.5 if ":" in match["mark"] and match["what"] == "件" else 0.0,
    )  # fmt: skip


def han_or_letter(text: str) -> int | None:
    """The ordinal of an appendix named by a Chinese numeral or a capital letter (附录A)."""
    for name in ("han", "upper", "arabic"):
        if _whole(name).fullmatch(text):
            return SEQUENCES[name].read(text)
    return None


def _damaged(folded: str, start: int) -> Enumerator | None:
    """A number that a scanner lost or misread: 、 for 二、, ー、 for 一、, l. for 1."""
    match = _LOST_RE.match(folded, start)
    if match:
        names = {"、": "han-comma", ".": "arabic-dot"}
        style = STYLES[names.get(match[0][0], "han-paren")]
        end = start + len(match[0].rstrip(" "))
        return Enumerator(style, None, start, end, match.end(), doubt=0.6, damaged=True)
    match = _DAMAGED_RE.match(folded, start)
    if match:
        style = STYLES["han-paren" if match["open"] else "han-comma"]
        value = _HAN_DAMAGE[match["n"]]
        end = start + len(match[0].rstrip(" "))
        return Enumerator(style, value, start, end, match.end(), doubt=0.7, damaged=True)
    match = _DAMAGED_CHAPTER.match(folded, start)
    if match:
        style = STYLES[_CHAPTERS[match["unit"]]]
        end = start + len(match[0].rstrip(" "))
        return Enumerator(style, 1, start, end, match.end(), doubt=0.4, damaged=True)
    match = _LETTER_RE.match(folded, start)
    if match:
        end = start + len(match[0].rstrip(" "))
        return Enumerator(STYLES["arabic-dot"], 1, start, end, match.end(), doubt=0.9, damaged=True)
    return None


_Reader = Callable[[str, int], Enumerator | None]


def _readers() -> dict[str, _Reader | None]:
    table: dict[str, _Reader | None] = dict.fromkeys("、.第(ーニ卜lI丨|")
    table |= dict.fromkeys("0123456789ABCDEFGH", _decimal)
    table |= dict.fromkeys("—―─–-－", _dash)
    table |= dict.fromkeys("●■◆◇•▪▲▶►▸★※□➢✓·○", _bullet)
    table |= dict.fromkeys("首其再最", _first_next)
    return table | {"专": _box, "附": _attachment}


_READERS = _readers()
"""What begins with such a character besides a plain number; None: nothing but a damaged one."""
