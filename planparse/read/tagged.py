r"""Text with the tags of a page left in it (带标签的文本), as data sets of crawled pages have it.

``<br>``, ``<p>`` and the two signs ``\n`` stand for line ends, other tags and blanks written as
``&nbsp;`` for nothing. The text layer stays as it is: each piece between two such ends is a
paragraph of its own, and the tags are markup.
"""

from __future__ import annotations

from ..patterns import comes, compiled
from .source import Hint

_INSIDE = r"(?:[ /][^<>\n]{0,300})?>"
_END = compiled(
    rf"(?i:</?(?:br|p|div|li|ul|ol|tr|td|th|table|tbody|section|article|center|h[1-6]){_INSIDE})|"
    r"(?:\\r)?\\n"
)
_HIDDEN = compiled(
    rf"(?i:</?(?:span|font|strong|b|i|u|em|a|img|sup|sub|o:p|input|label|form|html|body){_INSIDE})|"
    r"<!--[^<>\n]{0,300}-->|&(?:nbsp|ensp|emsp|thinsp|#160|#12288|#xa0|#x3000);|\\t"
)
_ENOUGH = 3

Range = tuple[int, int]


def is_tagged(text: str) -> bool:
    """Whether tags or written line ends come again and again."""
    if "<" not in text and "\\n" not in text and "&" not in text:
        return False
    return comes(_END, text, _ENOUGH) or comes(_HIDDEN, text, _ENOUGH)


def pieces(text: str) -> tuple[tuple[Hint, ...], tuple[Range, ...]]:
    r"""The paragraphs between line ends, and the markup.

    >>> hints, markup = pieces("<p>一、目标</p><p>节水&nbsp;。</p>")
    >>> [("一、目标</p><p>节水&nbsp;。</p>")[:4], len(markup)]
    ['一、目标', 5]
    """
    ends = [match.span() for match in _END.finditer(text)]
    hidden = [match.span() for match in _HIDDEN.finditer(text)]
    hints = []
    start = 0
    for first, last in (*ends, (len(text), len(text))):
        for line in text[start:first].splitlines(keepends=True):
            if line.strip():
                hints.append(Hint(start, start + len(line)))
            start += len(line)
        start = last
    return tuple(hints), tuple(sorted([*ends, *hidden]))
