"""What a writer types before an item, roughly; the text decides later what it is (序号)."""

from __future__ import annotations

from functools import cache

import regex

from ..patterns import compiled

_NUMBER = r"[\d０-９一二三四五六七八九十百]{1,4}"


@cache
def typed_label() -> regex.Pattern[str]:
    """How a line begins that its writer has numbered or marked.

    >>> [bool(typed_label().match(line)) for line in ("（一）目标", "2.5万亩", "——原则", "目标")]
    [True, False, True, False]
    """
    return compiled(
        rf"[（(〔\[［]\s*+{_NUMBER}\s*+[）)〕\]］]|{_NUMBER}\s*+(?:[）)、]|[．.，,:：](?!\d))"
        rf"|第\s*+{_NUMBER}\s*+[编章节条部]|[①-⑳●■◆▪•·○□◇★☆▲△➢✓]|[—―─-]"
        r"|[一二三四五六七八九十]是|附件|附表|专栏"
    )
