"""What a line without a number is by its wording alone: an element of the document, site furniture.

The outline needs these answers before it looks at structure; the wording itself belongs to
:mod:`planparse.extract.metadata`, which reads the values from the same lines.
"""

from __future__ import annotations

from .extract.metadata import (
    is_addressee,
    is_annotation,
    is_attachment_list,
    is_boilerplate,
    is_copy_line,
    is_date_line,
    is_document_number,
    is_issuer_line,
    is_occasion_line,
    is_salutation,
    is_source_line,
    is_speaker_line,
    looks_like_title,
)

__all__ = ["element_of", "is_boilerplate", "is_title_like"]

_ELEMENTS = (
    ("date", is_date_line),
    ("document-number", is_document_number),
    ("occasion", is_occasion_line),
    ("source", is_source_line),
    ("annotation", is_annotation),
    ("attachment-list", is_attachment_list),
    ("copy-to", is_copy_line),
    ("speaker", is_speaker_line),
    ("addressee", is_addressee),
    ("salutation", is_salutation),
    ("issuer", is_issuer_line),
)
_LONGEST = 200
_LONGEST_TITLE = 80


def element_of(folded: str) -> str | None:
    """Which element of an official document (公文要素) a whole line is, or None.

    >>> element_of("2025年3月1日"), element_of("各县(区)人民政府:"), element_of("加强组织领导")
    ('date', 'addressee', None)
    """
    if len(folded) > _LONGEST:
        return None
    return next((name for name, test in _ELEMENTS if test(folded)), None)


def is_title_like(folded: str) -> bool:
    """Whether a whole line reads like the title of a document."""
    return len(folded) <= _LONGEST_TITLE and looks_like_title(folded)
