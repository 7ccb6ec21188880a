"""What a line without a number is by its wording alone: an element of the document, site furniture.

The outline needs these answers before it looks at structure; the wording itself belongs to
:mod:`planparse.extract.metadata`, which reads the values from the same lines.
"""

from __future__ import annotations

from .extract.metadata import ELEMENTS, is_boilerplate, looks_like_title
from .patterns import compiled

__all__ = ["element_of", "ends_title", "is_boilerplate", "is_title_like"]

_LONG = tuple(e for e in ELEMENTS if e[0] in ("attachment-list", "copy-to", "addressee"))
"""What may take more than a line of print."""
_SENTENCES = tuple(
    e for e in ELEMENTS if e[0] not in ("date", "speaker", "addressee", "salutation", "issuer")
)
"""What may end with a full stop."""
_LONGEST = 200
_LONGEST_TITLE = 80


def element_of(folded: str) -> str | None:
    """Which element of an official document (公文要素) a whole line is, or None.

    >>> element_of("2025年3月1日"), element_of("各县(区)人民政府:"), element_of("加强组织领导")
    ('date', 'addressee', None)
    """
    if not 0 < len(folded) <= _LONGEST:
        return None
    tests = _SENTENCES if folded[-1] == "。" else ELEMENTS if len(folded) <= 90 else _LONG
    return next((name for name, test in tests if test(folded)), None)


_TITLE_REST = compiled(
    r"\( ?(?:(?:19|20)\d\d ?(?:年度?)? ?(?:[-—–~至]{1,2} ?(?:19|20)\d\d ?年?)?(?:版|修订)?|"
    r"[^()]{0,6}(?:试行|暂行|征求意见稿|送审稿|讨论稿|修订稿?|草案|节选|摘要)) ?\)"
)


def ends_title(folded: str) -> bool:
    """Whether a whole line is the bracketed end of the title above it: years, version, status.

    >>> ends_title("(2025—2027年)"), ends_title("(试行)"), ends_title("(2025年3月1日)")
    (True, True, False)
    """
    return len(folded) <= 24 and _TITLE_REST.fullmatch(folded) is not None


def is_title_like(folded: str) -> bool:
    """Whether a whole line reads like the title of a document."""
    return len(folded) <= _LONGEST_TITLE and looks_like_title(folded)
