"""Type that stands out from the body at the beginning of a line (黑体、楷体、加粗)."""

from __future__ import annotations

from collections import Counter

from .page import Line


def mark_leads(lines: list[Line]) -> None:
    """Counts the leading characters that stand out, unless all of the text is set that way."""
    total = sum(len(line.text) for line in lines)
    loud = Counter[str]()
    for line in lines:
        if line.faces:
            loud[line.faces[0]] += len(line.text)
    body = {face for face, count in loud.items() if count > 0.5 * total}
    for line in lines:
        lead = next((k for k, face in enumerate(line.faces) if face in body), len(line.faces))
        line.lead = min(lead, len(line.text))
