"""What diagnostics say (诊断的措辞): a template for each code, filled with the values it carries.

A plan holds the English message, whatever the locale; with the values beside it the same can be
said in Chinese when it is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from .language import Language
from .messages import say_in
from .span import Lines, Span
from .tree import Diagnostic, Severity

TEMPLATES = {
    "NUM001": "“{label}”: {number} is missing before it",
    "NUM002": "“{label}”: the list does not begin with 1",
    "NUM003": "“{label}”: {number} comes twice",
    "NUM004": "“{label}”: comes after {number}",
    "NUM005": "“{label}”: read as {number}",
    "NUM006": "“{label}”: the number is lost",
    "CNT001": "announces {announced} items but {found} follow: {text}",
    "DOC001": "the file holds no text",
}


def diagnostic(
    code: str,
    severity: Severity = "warning",
    span: Span | None = None,
    lines: Lines | None = None,
    **values: str | int | None,
) -> Diagnostic:
    """A diagnostic with its message in English; a value that is None is left out.

    >>> diagnostic("NUM003", label="（二）", number=2).message
    '“（二）”: 2 comes twice'
    """
    return Diagnostic(
        code=code,
        severity=severity,
        message=say_in("en", TEMPLATES[code], **values),
        values={name: value for name, value in values.items() if value is not None},
        span=span,
        lines=lines,
    )


class _Said(Protocol):
    """A diagnostic of the tree or of the published model."""

    @property
    def code(self) -> str: ...
    @property
    def message(self) -> str: ...
    @property
    def values(self) -> Mapping[str, str | int]: ...


def worded(found: _Said, lang: Language) -> str:
    """The message of a diagnostic in a language; as it stands where a plan has no values for it.

    >>> worded(diagnostic("NUM003", label="（二）", number=2), "zh")
    '“（二）”：序号2重复'
    """
    if lang == "en" or found.code not in TEMPLATES:
        return found.message
    try:
        return say_in(lang, TEMPLATES[found.code]).format(**found.values)
    except KeyError:
        return found.message
