"""Bytes to characters in whatever encoding Chinese offices use (UTF-8、GB18030、Big5、UTF-16).

An encoding is never taken because it happens to decode: nearly any bytes are valid GB18030, and
much GBK is valid Big5. Every candidate is decoded and the *reading* is judged by what its
characters are worth in Chinese text: frequent ones (常用字) much, rare ones nothing, private use,
controls and undecodable bytes less than nothing. Twenty characters are enough to tell.
charset-normalizer is asked only where none of the readings is Chinese. A text that somebody already
decoded wrongly and saved again (``ä¿¡æ¯``) is turned back if that is possible without loss.

What a file says of its own encoding (``meta charset``) is asked last, for servers and editors
re-encode files and leave the declaration as it was: it decides where the reading does not.
"""

from __future__ import annotations

import codecs
from collections import Counter
from functools import cache

import regex

from ..errors import ReadError
from ..patterns import compiled
from ..script import fold

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CODECS = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
_NAMES = {"big5hkscs": "big5"}
_OTHERS = ["cp932", "euc_jp", "cp949", "cp1250", "cp1251", "cp1252", "koi8_r", "iso2022_jp"]

_CHINESE = 0.25
"""From what mean worth of its characters on a reading is Chinese."""
_SURE = 0.6
"""From what worth on a valid UTF-8 reading needs no comparison."""
_PIECE = 4000
_FREQUENT = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里"
    "用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实"
    "日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政"
    "美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员"
    "解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件"
    "计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象"
    "完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运推促施项创"
    "企服责单牵快升支持善范障监督农村城镇县乡育养老医疗卫健环境态绿色能源网络数智慧融供链示试点布局构筑培"
    "深改革划要案办印贯彻落组织协调配套财税费补贴优惠奖励评价考核检查审批标准质量率增速稳左右亿元户均值"
)
_MARKS = frozenset("。，、；：！？“”‘’《》（）【】〔〕—…·％－～　〇×\xa0")


def decode(data: bytes, name: str, *, declared: str | None = None) -> tuple[str, str]:
    """The text of a file and the encoding it was read in (字符编码).

    >>> decode("二、主要目标".encode("gb18030"), "plan.txt")
    ('二、主要目标', 'gb18030')

    ``declared`` is the codec that is taken for a text in another language, whatever it makes of it.

    Raises:
        ReadError: the bytes are no text, or in no encoding that can be told.
    """
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return _from_bom(data[len(bom) :], codec, name)
    if data.isascii() and _worth(data.decode("ascii")) >= 0:
        return data.decode("ascii"), "utf-8"
    best = _best_reading(data)
    if best is not None:
        return best
    if declared is not None:
        return data.decode(declared, "replace").removeprefix("\ufeff"), declared
    return _other_language(data, name)


def _from_bom(data: bytes, codec: str, name: str) -> tuple[str, str]:
    text = data.decode(codec, "replace")
    if _worth(text) < 0:
        raise ReadError(
            "{name}: begins like {encoding} but goes on as something else; "
            "save it as UTF-8 text and try again",
            name=name,
            encoding=codec.upper(),
        )
    return _saved_again(text, codec)


def _best_reading(data: bytes) -> tuple[str, str] | None:
    """The candidate whose reading is the best Chinese, or None if none is Chinese."""
    found: tuple[float, str, str] | None = None
    for codec in _CODECS:
        text = data.decode(codec, "replace").removeprefix("\ufeff")
        worth = _worth(text)
        if codec == "utf-8":
            if worth >= _SURE:
                return text, codec
            mended, encoding = _saved_again(text, codec)
            if encoding != codec:
                return mended, encoding
        if worth >= _CHINESE and (found is None or worth > found[0]):
            found = worth, text, codec
    return (found[1], _NAMES.get(found[2], found[2])) if found else None


def _worth(text: str) -> float:
    """What the characters beyond ASCII are worth on average as Chinese text; 0 for plain ASCII."""
    counts = Counter(_sample(text))
    broken = text.count("\ufffd") / max(len(text), 1)
    total = weight = 0.0
    for character, count in counts.items():
        if "\x20" <= character < "\x7f" or character in "\t\n\r\f":
            continue
        total += count
        weight += count * _value(character)
    return (weight / total if total else 0.0) - 20 * broken


@cache
def _ascii() -> regex.Pattern[str]:
    return compiled(r"[ -~\s]{16,}+")


def _sample(text: str) -> str:
    """The beginning, the middle and the end of a long text, without its stretches of ASCII."""
    if len(text) <= 3 * _PIECE:
        return text
    text = _ascii().sub("", text)
    if len(text) <= 3 * _PIECE:
        return text
    middle = len(text) // 2
    return text[:_PIECE] + text[middle : middle + _PIECE] + text[-_PIECE:]


@cache
def _value(character: str) -> float:
    if character in _FREQUENT:
        return 1.0
    code = ord(character)
    if character in _MARKS:
        return 0.6
    if 0x4E00 <= code < 0xA000:
        return _value_of_ideograph(fold(character))
    if code < 0x20 or 0x7F <= code < 0xA0 or character == "\ufffd" or 0xD800 <= code < 0xE000:
        return -4.0
    if 0xE000 <= code < 0xF900 or code >= 0xF0000:
        return -1.5
    if 0x2000 <= code < 0x2500 or 0x3000 <= code < 0x3040 or 0xFF00 <= code < 0xFF5F:
        return 0.2
    return -0.7 if code >= 0x3040 else -0.3


def _value_of_ideograph(folded: str) -> float:
    if folded in _FREQUENT:
        return 1.0
    try:
        lead = folded.encode("gb2312")[0]
    except UnicodeEncodeError:
        return -0.6
    return 0.45 if lead < 0xD8 else -0.2


def _saved_again(text: str, codec: str) -> tuple[str, str]:
    """The text, turned back if it was read as Latin-1 or Windows-1252 and saved like that."""
    sample = _sample(text)
    latin = sum(1 for c in sample if "\x80" <= c <= "\xff")
    if latin * 3 < sum(1 for c in sample if not c.isascii()) or not latin:
        return text, codec
    for wrong, data in _wrong_bytes(text):
        for right in ("utf-8", "gb18030"):
            try:
                mended = data.decode(right)
            except UnicodeDecodeError:
                continue
            if _worth(mended) >= _CHINESE:
                return mended.removeprefix("\ufeff"), f"{right} (read as {wrong})"
    return text, codec


def _wrong_bytes(text: str) -> list[tuple[str, bytes]]:
    """The bytes a text had before it was read as Latin-1 or as Windows-1252."""
    found = []
    try:
        found.append(("latin-1", text.encode("latin-1")))
    except UnicodeEncodeError:
        back = _windows_1252()
        if all(c in back for c in set(text)):
            found.append(("cp1252", bytes(back[c] for c in text)))
    return found


@cache
def _windows_1252() -> dict[str, int]:
    """Characters to bytes; the five bytes that the code page leaves out read as controls."""
    table = {chr(code): code for code in range(256)}
    for code in range(0x80, 0xA0):
        character = bytes([code]).decode("cp1252", "ignore")
        if character:
            table[character] = code
    return table


def _other_language(data: bytes, name: str) -> tuple[str, str]:
    """What charset-normalizer makes of text that is not Chinese."""
    refusal = ReadError(
        "{name}: neither UTF-8, GB18030, Big5 nor UTF-16 text; "
        "give a text, docx, pdf or html file, or save it as UTF-8",
        name=name,
    )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    if text and not _has_controls(text):
        return text, "utf-8"
    if b"\0" in data:
        raise refusal
    from charset_normalizer import from_bytes, is_binary

    match = None if is_binary(data[:_PIECE]) else from_bytes(data, cp_isolation=_OTHERS).best()
    if match is None or _has_controls(str(match)):
        raise refusal
    return str(match).removeprefix("\ufeff"), match.encoding.replace("_", "-")


def _has_controls(text: str) -> bool:
    sample = _sample(text)
    return any((c < " " and c not in "\t\n\r\f\v") or "\x7f" <= c < "\xa0" for c in sample)


def one_line_end(text: str) -> str:
    r"""The text with every line ended by one line feed (换行符).

    >>> one_line_end("一\r\n二\r三\n")
    '一\n二\n三\n'
    """
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
