"""What a document says about itself: title, number, issuer, dates, addressees, source (公文要素).

Two layers. Predicates (``is_document_number``, ``is_date_line``…) judge one line and are used on
every unnumbered line of a document to tell its parts from its text, so each looks at the length
first and then at one compiled pattern. ``find_metadata`` reads the lines around the body with them.

Predicates and patterns expect text folded by ``planparse.script.fold`` (simplified, half width);
``find_metadata`` takes the lines as they are and returns values as they are written.

Each element has a module: its wording, its predicate and how its value is found. ``document`` puts
the values together. Where sources contradict each other, what the document says itself (signature,
date below it) outranks the index table of the page around it, and that outranks the container.
"""

from __future__ import annotations

from .addressees import is_addressee
from .dates import is_date_line, parse_date
from .document import find_metadata
from .furniture import is_boilerplate
from .genre import genre_of
from .issuers import is_issuer_line
from .notes import is_annotation, is_attachment_list, is_copy_line, is_source_line
from .numbers import is_document_number, normal_number
from .period import period_of
from .region import region_of
from .speech import is_occasion_line, is_salutation, is_speaker_line
from .titles import looks_like_title

__all__ = [
    "ELEMENTS",
    "find_metadata",
    "genre_of",
    "is_boilerplate",
    "looks_like_title",
    "normal_number",
    "parse_date",
    "period_of",
    "region_of",
]

ELEMENTS = (
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
"""The elements of an official document that take a line, and how to tell each."""
