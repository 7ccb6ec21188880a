"""What the hints of a container make of its text."""

from planparse.read.source import Source


def put_together(source: Source) -> list[str]:
    """The text put together by the hints: one string a paragraph."""
    out: list[str] = []
    for hint in source.hints:
        text = source.text[hint.start : hint.end]
        if hint.role == "paragraph" and hint.joined:
            out[-1] += text
        elif hint.role == "paragraph":
            out.append(text)
    return out
