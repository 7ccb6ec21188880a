"""Checks of the elements at the head of an official document (公文要素)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..model import Node
from ..patterns import compiled
from ..script import fold
from ..span import Span
from .document import Document, Hit
from .model import Edit

_ADDRESSEES = compiled(
    r"各[^。;:!?\n]{2,120}+(?<=人民政府|政府|单位|部门|机构|委员会|管委会|委|局|厅|公司|院校|高校|学校)[。;,]?$"
)
_ISSUES = compiled(r"关于(?:印发|转发|批转)")
_GENRE = compiled(
    r"(?:通知|函|令|公告|通告|决定|批复|意见|命令|通报|报告|请示|决议|公报|议案|纪要|说明|解读)[)）》]*(?:\([^)]*\))?$"
)


def addressees(document: Document) -> Iterator[Hit]:
    """Addressees (主送机关) that do not end in a colon: the first line before the first section."""
    for node in document.plan.body:
        if node.structural:
            return
        text = fold(node.text).rstrip()
        if node.kind != "preamble" or not _ADDRESSEES.match(text):
            continue
        end = node.span.end
        mark = text[-1] in "。;,"
        edit = Edit(span=Span(end - mark, end), text="：")
        yield Hit("DOC007", Span(end - 1, end), {}, (edit,))
        return


def genre(document: Document) -> Iterator[Hit]:
    """A title 关于印发… that does not say what kind of document it is (文种)."""
    for node in _titles(document.plan.body):
        title = fold(node.title or node.text).replace(" ", "")
        if _ISSUES.search(title) and not _ends_in_genre(document, node, title):
            yield Hit("DOC010", node.span, {})


def _ends_in_genre(document: Document, node: Node, title: str) -> bool:
    """Whether the title, or the title with the lines it may go on in, names the genre."""
    following = document.folded[node.span.end : node.span.end + 160].split("\n")
    for line in ("", *following[:5]):
        title += line.replace(" ", "")
        if _GENRE.search(title):
            return True
    return False


def _titles(nodes: Iterable[Node]) -> Iterator[Node]:
    return (node for node in nodes if node.form == "title")
