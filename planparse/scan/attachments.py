"""Attachments (附件): the list after the text, and the titles that begin what it lists.

Entries under 附件： are no items of the plan, and a line that repeats one of them heads that
attachment. A lone 附：… with text below it and no such repetition is the attachment itself.
"""

from __future__ import annotations

from ..numbering import ATTACHMENT, GLOSSARY, Enumerator
from ..patterns import compiled
from .line import Line, squeeze

_LIST_HEAD = compiled(r"附 ?[表图] ?: ?\d{1,2} ?[.、]")
_BARE_LIST = compiled(r"附 ?件 ?: *")
_ATTACHED = compiled(r"附 ?件 ?(?:\d|$)")
_FILES = 8
_LISTED = compiled(r"\d{1,2} ?[.、]")
_LONE_MARK = compiled(r"附 ?件? ?: ?(?!\d)(?=\S)")
_CONTACT = compiled(r"联系|电话|传真|邮箱|地址|抄送|主题词")
_LIST_NUMBER = compiled(r"(?:附 ?件? ?: ?)?(?:\d{1,2} ?[.、])? ?")


def mark_first_attachment(lines: list[Line]) -> None:
    """附件 at the very top says that the whole file is one; its title is the document's."""
    first = next((x for x in lines if x.part == "text"), None)
    if first is not None and len(first.folded) <= 6 and _ATTACHED.match(first.folded):
        first.part, first.element = "element", "attachment-mark"


def mark_attachment_list(lines: list[Line]) -> None:
    """附件：1.… 2.… after the text lists attachments; its entries are not items of the plan."""
    for k, line in enumerate(lines):
        if line.part == "text" and line.folded[:1] == "附" and _LIST_HEAD.match(line.folded):
            line.part, line.element = "element", "attachment-list"
        bare = line.folded[:1] == "附" and _BARE_LIST.fullmatch(line.folded) is not None
        if bare and line.part == "text" and (_comes_again(lines, k + 1) or _only_names(lines, k)):
            line.part, line.element = "element", "attachment-list"
        if line.element != "attachment-list":
            continue
        for entry in lines[k + 1 : k + 30]:
            if entry.part in ("page-number", "furniture"):
                continue
            if entry.part != "text" or len(entry.folded) > 80:
                break
            if _LISTED.match(entry.folded) or (bare and entry.folded[-1] not in "。;"):
                entry.part, entry.element = "element", "attachment-list"
                bare = bool(_LISTED.match(entry.folded)) and bare
            else:
                break
    _mark_lone_attachment(lines)


def _only_names(lines: list[Line], at: int) -> bool:
    """Whether 附件： after a signature is a page's list of files: a few names end the page."""
    rest = [x for x in lines[at + 1 : at + _FILES + 2] if x.part == "text"]
    signed = any(x.element in ("date", "issuer") for x in lines[max(at - 3, 0) : at])
    short = all(len(x.folded) <= 60 and x.folded[-1] not in "。;:" for x in rest)
    return signed and short and len(lines) - at - 1 <= _FILES


def _comes_again(lines: list[Line], at: int) -> bool:
    """Whether the name after 附件： heads an attachment further on."""
    if at >= len(lines):
        return False
    name = squeeze(lines[at].folded)
    return any(squeeze(x.folded[:80]) == name or _ATTACHED.match(x.folded) for x in lines[at + 1 :])


def _mark_lone_attachment(lines: list[Line]) -> None:
    """附：… with its text below is the attachment itself, not a list of what is enclosed."""
    listed = [k for k, x in enumerate(lines) if x.element == "attachment-list"]
    if len(listed) != 1:
        return
    line = lines[listed[0]]
    mark = _LONE_MARK.match(line.folded)
    rest = [x for x in lines[listed[0] + 1 :] if x.part not in ("page-number", "furniture")]
    texts = [x for x in rest if x.part in ("text", "cell") and not _CONTACT.match(x.folded)]
    name = squeeze(line.folded[mark.end() :]) if mark else ""
    again = any(squeeze(x.folded[:80]) == name for x in rest)
    if mark and len(texts) == len(rest) >= 2 and not again:
        line.part, line.element = "text", None
        end = len(mark[0].rstrip())
        line.candidates = (Enumerator(ATTACHMENT, None, 0, end, mark.end()),)


def mark_attached(lines: list[Line]) -> None:
    """The title of an attachment begins it, with or without 附件 above (GB/T 9704, 7.3.7)."""
    names: set[str] = set()
    for k, line in enumerate(lines):
        if line.element == "attachment-list":
            name = squeeze(_LIST_NUMBER.sub("", line.folded))
            if len(name) >= 6:
                names.add(name)
        elif names and line.part == "text" and not line.candidates and len(line.folded) <= 80:
            before = lines[k - 1].candidates if k else ()
            marked = bool(before) and before[0].style is ATTACHMENT
            if not marked and squeeze(line.folded) in names:
                line.plain = GLOSSARY, 4.0, len(line.folded)
