"""How fast reading is, beside one-pass regular expression scans of the same text in the same run.

One scan looks for three marks at the beginning of a line and no more; the other, still one pattern in
one pass, for a sign of everything that reading gives: marks of every kind, items inside a paragraph,
years, numbers with their units, units in charge. Neither decides anything. The text is the samples, one copy after another with a small difference in each line, until it is
large enough. Every step is timed alone, then the whole.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex
from benchmarks import common
from benchmarks.common import Options, Table

from planparse import parse
from planparse.clean import clean
from planparse.outline import outline
from planparse.read.source import Source
from planparse.scan import scan

MARKS = regex.compile(
    r"^[　 ]*(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.．])", regex.M
)
SIGNS = regex.compile(
    r"""
      ^[　\ ]*+(?:第[一二三四五六七八九十百零〇\d]++(?:部分|[编篇章节条])|[一二三四五六七八九十]++、
        |[（(][一二三四五六七八九十\d]++[）)]|\d++(?:[.．]\d++)*+[.．、]?|[①-⑳]|第[一二三四五六七八九十]++[，,]
        |——|专栏\ ?\d*+|附件\ ?\d*+)
    | (?<=[。；：，])(?:[一二三四五六七八九十]++是|[（(][一二三四五六七八九十\d]++[）)]|[①-⑳]
        |第[一二三四五六七八九十]++，)
    | (?:19|20)\d\d\ ?年(?:\d\d?月)?底?前?
    | \d++(?:[.,]\d++)*+\ ?(?:%|％|个百分点|[万亿]*+(?:元|公里|平方米|[家个项人户吨亩倍次所处名条座套台]))?
    | (?:牵头|责任|配合)(?:单位|部门)[：:]|（[^（）\n]*(?:牵头|配合|负责)[^（）\n]*）
    """,
    regex.M | regex.X,
)


def tables(options: Options) -> Iterator[Table]:
    """Times, rates and multiples of the scan."""
    text = common.text_of(options.megabytes)
    size = common.size_of(text)
    parse(text[:4000])
    marks, signs = (_scanned(pattern, text, options) for pattern in (MARKS, SIGNS))
    source = Source("benchmark", text, "text/plain", "")
    cleaning, cleaned = common.median(lambda: clean(source), options.runs)
    scanning, lines = common.median(lambda: scan(cleaned), options.runs)
    outlining, _ = common.median(lambda: outline(lines), options.runs)
    whole, _ = common.median(lambda: parse(text), options.runs)
    rest = max(1e-9, whole - cleaning - scanning - outlining)
    steps = {"regex scan for three marks": marks, "regex scan for everything": signs,
             "clean": cleaning, "scan": scanning, "outline": outlining,
             "roles, facts, models": rest, "parse, whole": whole}  # fmt: skip
    columns = ("step", "s", "MB/s", "× scan for three marks", "× scan for everything")
    table = Table(f"Parsing {size:.1f} MB, {len(lines)} lines", columns)
    for name, seconds in steps.items():
        ratios = [f"{seconds / base:.1f}" for base in (marks, signs)]
        table.rows.append([name, f"{seconds:.3f}", f"{size / seconds:.2f}", *ratios])
    yield table


def _scanned(pattern: regex.Pattern[str], text: str, options: Options) -> float:
    """Seconds of one pass."""
    return common.median(lambda: sum(1 for _ in pattern.finditer(text)), max(21, options.runs))[0]
