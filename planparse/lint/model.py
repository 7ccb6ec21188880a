"""What lint hands back: findings with exact places, and the edits that mend them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, PositiveInt

from ..model import Model
from ..span import Lines, Span

Severity = Literal["error", "warning", "info"]
Ground = Literal["law", "standard", "practice", "heuristic"]


class Edit(Model):
    """One replacement in the source text (改动)."""

    span: Span
    text: str


class Finding(Model):
    """One fault (问题): what it is, where it stands, what it rests on and how to mend it.

    A rule that would repeat itself (a habit of the whole document) gives one finding with the
    number of places in ``count``; ``span`` is then the first place and ``fix`` mends them all.
    """

    code: str
    severity: Severity
    message: str = Field(description="in Chinese")
    message_en: str
    ground: str = Field(description="law, standard, practice or heuristic, and the clause")
    span: Span
    lines: Lines
    column: PositiveInt = Field(description="1-based, in code points")
    count: PositiveInt = 1
    fix: tuple[Edit, ...] = Field(default=(), description="empty where no safe mending is known")
