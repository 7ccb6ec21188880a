"""Notes around the text: source, remarks, attachments, copies (来源、附注、附件说明、抄送)."""

from __future__ import annotations

from ...patterns import compiled

_SOURCE = compiled(
    r"[(\[【]?(?:本文)?(?:稿件|信息|文章|消息|新闻|资料|内容)?(?:来源|出处|供稿|來源)(?:单位|"
    r"网站)?\s?[::].{0,60}"
)
_ANNOTATION = compiled(
    r"\((?:此件|此文|本文有|本件|信息公开|联系人|联系电话|征求意见|公开属性|共印)[^()]{0,50}\)"
    r"|此件(?:公开|依申请公开|不予?公开|主动公开|删减后公开)(?:发布)?|\(?信息公开(?:选项|类别|"
    r"属性)\s?:.{0,12}\)?"
)
_ATTACHMENTS = compiled(r"\s?附\s?件?\s?:\s?\S")
_COPY = compiled(r"\s?(?:抄\s?送|抄\s?报|主题词|分送)\s?:")


def is_source_line(text: str) -> bool:
    """Whether a folded line names the source (来源：某报), also with the value to come."""
    return 3 <= len(text) <= 80 and bool(_SOURCE.fullmatch(text.strip()))


def is_annotation(text: str) -> bool:
    """Whether a folded line is a note for the reader of the document (附注：此件公开发布)."""
    return 4 <= len(text) <= 60 and bool(_ANNOTATION.fullmatch(text.strip()))


def is_attachment_list(text: str) -> bool:
    """Whether a folded line begins the list of attachments after the text (附件说明：附件：1.…)."""
    return 4 <= len(text) <= 200 and bool(_ATTACHMENTS.match(text))


def is_copy_line(text: str) -> bool:
    """Whether a folded line names who gets a copy (抄送机关)."""
    return 4 <= len(text) <= 300 and bool(_COPY.match(text))
