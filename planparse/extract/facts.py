"""Gathers what the extractors find in each segment of the text and turns it into model values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..model import Node
from ..scan import Line
from ..span import LineIndex


class Facts:
    """The facts of one document; knows the years and periods that are in force."""

    def of(
        self, line: Line, begin: int, end: int, kind: str, form: str, index: LineIndex
    ) -> dict[str, Any]:
        """Indicators, duty and references of ``line.text[begin:end]`` as fields of a Node."""
        return {}

    def table(self, lines: Sequence[Line], rows: list[Node], index: LineIndex) -> list[Node]:
        """Table rows with the indicators and duties their columns carry."""
        return rows
