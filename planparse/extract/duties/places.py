"""Where duties stand in a paragraph (责任分工的位置): brackets, labelled lines, last clauses."""

from __future__ import annotations

from ...patterns import compiled
from ...script import fold
from ..agencies import is_strong_unit, is_unit
from .found import DutyFound
from .pieces import CLOSERS, OPENERS, before_remark
from .reader import Reader
from .words import label_at

_MAX_BRACKET = 800
_DUTY_PLACE = compiled(r"[(〔\[【〈:]|牵头|分工|负责|(?:单位|部门)[均都]?[为是]")
_BRACKET = compiled(r"[()〔〕\[\]【】〈〉]")
_BLOCK = compiled(
    r"(?:^|(?<=[。;!?)]))[ \-—★●•▲◆■·*]{0,4}(?=(?:"
    r"牵头|责任|配合|协同|参与|主责|主要责任|第一责任|负责|(?:承办|协办|实施|落实|承担)(?:责任)?(?:单位|部门)|"
    r"(?:完成|办结|整改|落实|推进)(?:时限|期限|限期|时间)|时限要求|时间节点|市级|省级|区级|县级|国家)"
    r"[^。;:,]{0,10}:)"
)
_BOXED = compiled(
    r"[【\[〔](?P<label>(?:牵头|责任|配合|协同|参与|主办|协办|承办|负责|完成)(?:单位|部门|科室|处室|时限|时间))"
    r"[】\]〕](?=[^:])"
)
_FOOTER = compiled(r"联系(?:方式|电话)|网站|版权|备案|邮编|http")
_LAST_SENTENCE = compiled(r"(?:^|(?<=[。!?]))[^。!?]{4,300}[。]?\s*$")
_SAYS_WHO = compiled("(?:单位|部门)[均都]?[为是]")
_IN_PASSING = compiled(
    "(?:^|(?<=[,;。)]))(?:[^,;。:()]{0,8}(?:目标|任务|指标|项目|工作|事项)的?)?"
    "(?P<duty>(?:牵头|责任|配合|承办|主办|协办|主责)(?:单位|部门)[均都]?[为是][^。;:()]{2,160})(?=[。;]|$)"
)
_ANSWERING = ("牵头", "分工", "负责")
_AFTER_NAMES = frozenset("、,;。")


def find_duties(
    text: str, *, document_year: int | None = None, folded: str | None = None
) -> list[DutyFound]:
    """Every duty (责任分工) of a paragraph, in order: brackets, or a line that begins with a label.

    >>> [d.units for d in find_duties("优化服务。（责任单位：市财政局、市税务局）")]
    [('市财政局', '市税务局')]
    """
    folded = fold(text) if folded is None else folded
    if not _DUTY_PLACE.search(folded):
        return []
    folded = _BOXED.sub(r" \g<label>:", folded)
    out: list[DutyFound] = []
    done = 0
    pairs = _brackets(folded)
    several = len(pairs) > 1 and _all_named(folded, pairs)
    for start, end in pairs:
        if start < done:
            continue
        duty = _bracket_duty(folded, text, start, end, document_year, several=several)
        if duty:
            out.append(duty)
            done = end
    return out or _unbracketed(folded, text, document_year)


def _brackets(folded: str) -> list[tuple[int, int]]:
    """Bracket pairs of any kind, outer before inner; an open one at the end closes there."""
    stack: list[int] = []
    pairs: list[tuple[int, int]] = []
    for found in _BRACKET.finditer(folded):
        at = found.start()
        if found.group() in OPENERS:
            stack.append(at)
        elif stack:
            start = stack.pop()
            if at - start <= _MAX_BRACKET and len(stack) < 4:
                pairs.append((start, at + 1))
    if stack and len(folded) - stack[0] <= _MAX_BRACKET and _is_duty_left_open(folded, stack[0]):
        pairs.append((stack[0], len(folded.rstrip())))
    return sorted(pairs, key=lambda pair: (pair[0], -pair[1]))


def _is_duty_left_open(folded: str, start: int) -> bool:
    """Whether a bracket that nothing closes begins with a label or names who answers."""
    if label_at(folded, start + 1, len(folded)):
        return True
    return any(folded.find(word, start) >= 0 for word in _ANSWERING)


def _all_named(folded: str, pairs: list[tuple[int, int]]) -> bool:
    """Whether each bracket names agencies for the part of the sentence before it.

    So stand the duties of a list in one sentence: 甲项目建设(某局)、乙项目改造(某局、某委).
    """
    floor = 0
    for start, end in pairs:
        names = folded[start + 1 : end - 1].split("、")
        if not all(is_strong_unit(name.strip()) for name in names):
            return False
        if end < len(folded) and folded[end] not in _AFTER_NAMES:
            return False
        before = _part_before(folded, floor, start)
        if len(before) < 3 or is_unit(before):
            return False
        floor = end
    return True


def _part_before(folded: str, floor: int, position: int) -> str:
    begin = max(folded.rfind(mark, floor, position) for mark in _AFTER_NAMES) + 1
    return folded[max(begin, floor) : position].strip()


def _bracket_duty(
    folded: str, text: str, start: int, end: int, year: int | None, *, several: bool
) -> DutyFound | None:
    closed = folded[end - 1] in CLOSERS
    first, last = start + 1, end - closed
    if last - first < 3 or folded[first:last].isascii():
        return None
    reader = Reader(folded, text)
    reader.read(first, before_remark(folded, first, last))
    labelled = reader.labels and (reader.any_unit or reader.deadline)
    if labelled and reader.unknown <= max(1, reader.known):
        return reader.found(start, end, year)
    if reader.unknown or not reader.pieces:
        mostly = reader.verbs and reader.strong and reader.unknown * 3 <= reader.known
        return reader.found(start, end, year) if mostly else None
    if several or (reader.verbs and reader.strong) or _closes(folded, start, end, reader):
        return reader.found(start, end, year)
    return None


def _closes(folded: str, start: int, end: int, reader: Reader) -> bool:
    """Whether a bracket without label or verb may be a duty, by where it stands."""
    before = folded[:start].rstrip(" ")[-1:]
    after = folded[end:].strip(" ")
    if not reader.any_unit:
        return reader.firm and not after.strip("。;")
    if (before and before in "。;!?”") or (not before and not after):
        return True
    return not after.strip("。;") and reader.strong >= 2 and reader.strong == reader.known


def _unbracketed(folded: str, text: str, year: int | None) -> list[DutyFound]:
    """A line 责任单位：…, such a clause after the text, or a last sentence …牵头，…负责."""
    duty = _labelled(folded, text, year) if ":" in folded else None
    duty = duty or _last_sentence(folded, text, year)
    return [duty] if duty else _named_in_passing(folded, text, year)


def _named_in_passing(folded: str, text: str, year: int | None) -> list[DutyFound]:
    """The clauses that say who answers for what stands before them (…，责任单位为区经信局)."""
    out: list[DutyFound] = []
    if not _SAYS_WHO.search(folded):
        return out
    for clause in _IN_PASSING.finditer(folded):
        reader = Reader(folded, text)
        reader.read(*clause.span("duty"))
        if reader.labels and reader.strong and not reader.unknown:
            out.append(reader.found(*clause.span("duty"), year))
    return out


def _labelled(folded: str, text: str, year: int | None) -> DutyFound | None:
    """What stands behind a label at the beginning of a sentence, up to the end."""
    for label in _BLOCK.finditer(folded):
        start, end = label.end(), len(folded.rstrip())
        reader = Reader(folded, text)
        if end - start > _MAX_BRACKET or _FOOTER.search(folded, start, end):
            break
        reader.read(start, before_remark(folded, start, end))
        sure = reader.known >= max(1, 2 * reader.unknown) or (
            reader.deadline and not reader.unknown
        )
        if reader.labels and sure and (reader.any_unit or reader.deadline):
            return reader.found(start, end, year)
    return None


def _last_sentence(folded: str, text: str, year: int | None) -> DutyFound | None:
    """A last sentence that says who leads and who answers (…牵头，…按职责分工负责)."""
    tail = max(0, len(folded) - 320)
    if not any(folded.find(word, tail) >= 0 for word in _ANSWERING):
        return None
    last = _LAST_SENTENCE.search(folded, tail)
    if last and any(word in last.group() for word in _ANSWERING):
        reader = Reader(folded, text)
        reader.read(last.start(), last.end())
        whole = not reader.unknown and reader.strong == reader.known - reader.dues > 0
        if reader.verbs and whole:
            return reader.found(last.start(), len(folded.rstrip()), year)
    return None
