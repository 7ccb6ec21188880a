"""Texts that could be slow to read: each a function from a size in bytes (UTF-8) to a text.

``SHAPES`` are whole documents; ``MARKS`` are single marks that are repeated in one line without end.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator

from benchmarks import common

from planparse.numerals import int_to_han

Shape = Callable[[int], str]


def _fill(size: int, lines: Iterable[str]) -> str:
    """As many lines as make the size."""
    out, left = [], size
    for line in lines:
        out.append(line)
        left -= len(line.encode())
        if left <= 0:
            break
    return "".join(out)


def _repeat(size: int, text: str) -> str:
    return text * max(1, size // len(text.encode()))


def samples(size: int) -> str:
    """The mixed samples."""
    return common.text_of(size / 1e6)


def headings(size: int) -> str:
    """Numbered headings and nothing else: some 40 000 for a megabyte."""
    return _fill(size, (f"{n}．建设第{n}项\n" for n in itertools.count(1)))


def plain_headings(size: int) -> str:
    """Short lines without a number, each as good a heading as the next."""
    return _fill(
        size, (f"强化保障 推动第{int_to_han(n % 999 + 1)}项\n" for n in itertools.count(1))
    )


def chapters(size: int) -> str:
    """Chapter, section and articles that run on through all of them."""

    def lines() -> Iterator[str]:
        for n in itertools.count(1):
            if n % 20 == 1:
                yield f"第{int_to_han(n // 20 % 999 + 1)}章　管理\n"
            yield f"第{int_to_han(n % 999 + 1)}条　各单位应当按照职责做好有关工作。\n"

    return _fill(size, lines())


def paragraph(size: int) -> str:
    """One paragraph without a line end."""
    return _repeat(size, "到2027年，力争培育龙头企业12家，产值达到30亿元，由市商务局牵头推进。")


def unbroken(size: int) -> str:
    """One sentence without an end."""
    return _repeat(size, "推进产业融合发展和基础设施建设，")


def brackets(size: int) -> str:
    """Brackets 10 000 deep, again and again."""
    return _repeat(size, "（" * 10_000 + "一" + "）" * 10_000 + "\n")


def deeper(size: int) -> str:
    """Decimal numbers that go one level deeper with each line, to 200 levels."""
    chain = [".".join(["1"] * depth) + " 落实\n" for depth in range(1, 201)]
    return _fill(size, itertools.cycle(chain))


MIXED_MARKS = ("{han}、", "（{han}）", "{n}．", "（{n}）", "{n}）", "{n}、", "第{han}，", "{han}是",
               "——", "{n}.{n} ", "第{han}条　", "({han})", "{letter}.", "附件{n}：", "专栏{n}　")  # fmt: skip


def candidates(size: int) -> str:
    """Every line begins with a mark, of kinds and numbers that follow no order."""

    def lines() -> Iterator[str]:
        state = 7
        for _ in itertools.count():
            state = (state * 1103515245 + 12345) % 2**31
            kind, n = MIXED_MARKS[(state >> 8) % len(MIXED_MARKS)], (state >> 16) % 30 + 1
            mark = kind.format(n=n, han=int_to_han(n), letter=chr(64 + n % 26))
            yield f"{mark}推进有关工作。\n"

    return _fill(size, lines())


def restarts(size: int) -> str:
    """Two lists that begin again and again, turn by turn."""
    turn = "1．摸清底数。\n2．建立台账。\n（1）逐户走访。\n（2）逐项登记。\n（一）压实责任。\n"
    return _repeat(size, turn)


def ambiguous(size: int) -> str:
    """Three kinds of mark, each of which could hang under each other."""
    turn = "一、第一方面\n（一）第一项\n1．第一点\n（一）第一项\n一、第一方面\n1．第一点\n"
    return _repeat(size, turn)


def wrapped(size: int) -> str:
    """Lines that a layout broke in the middle of the sentence."""
    return _repeat(
        size,
        "进一步完善体制机制，加快形成统一开放的市场\n体系，推动各类要素自由流动和高效\n配置。\n",
    )


def inline(size: int) -> str:
    """Items inside one paragraph."""
    return _repeat(size, "一是加强领导，明确分工；二是落实资金，专款专用；三是严格考核。")


def blank(size: int) -> str:
    """Blank lines of wide spaces."""
    return _repeat(size, "　　　　\n　\n\n")


def contents(size: int) -> str:
    """A contents page that does not end."""
    return _fill(
        size, (f"第{int_to_han(n % 999 + 1)}节 建设{'…' * 8}{n}\n" for n in itertools.count(1))
    )


def rows(size: int) -> str:
    """A table of targets with tabs."""
    return _fill(
        size, (f"{n}\t指标{n}\t%\t{n % 100}\t≥{n % 90 + 9}\t预期性\n" for n in itertools.count(1))
    )


def stacked(size: int) -> str:
    """Task tables that were laid flat, one cell a line, again and again."""
    head = "序号\n重点任务\n责任单位\n完成时限\n"
    return _repeat(size, f"{head}1\n新建学校\n县教育局\n年底\n2\n修建道路\n县交通局\n6月底\n")


def duties(size: int) -> str:
    """Units that answer for a task, a list without end."""
    return _repeat(
        size, "1．推进建设。（牵头单位：市发展改革委；配合单位：市财政局、市住房城乡建设局）\n"
    )


SHAPES: dict[str, Shape] = {
    f.__name__: f
    for f in (samples, headings, plain_headings, chapters, paragraph, unbroken, brackets, deeper,
              candidates, restarts, ambiguous, wrapped, inline, blank, contents, rows, stacked, duties)
}  # fmt: skip

MARKS: dict[str, Shape] = {
    repr(mark)[1:-1]: lambda size, mark=mark: _repeat(size, mark)
    for mark in (
        "一", "十", "百万", "〇", "1", "1.", "1,", "0.", "1.1 ", "１．", "A.", "a)", "Ⅰ", "Ⅰ.", "①", "⑴", "⒈", "㈠",
        "（", "）", "（一", "（一）", "（1）", "(1)", "【", "〔", "第", "第一", "第一章", "第一条", "第一，", "一、", "一是", "首先",
        "——", "—", "-", "·", "●", "、", "，", "。", "；", "：", "…", "“", "“”", "《", "《》", "《一》、",
        "附件", "附件1", "专栏", "专栏1", "表1", "年", "2025年", "2025—2030年", "%", "5%", "3-5", "不低于", "不低于5", "达到", "翻一番", "万",
        "1亿元", "提高", "到2025年，", "牵头", "牵头单位：", "责任单位：", "（责任单位：", "（责任单位：甲局）", "市财政局", "市财政局、", "局", "各", "底前",
        "完成时限：", "问：", "目录", "第1页", "- 1 -", "（yī）", "yī", "a", "Ã", "é", "锟斤拷", "\ufffd", "\u200b", "\U0001f600",
        " ", "　", "\t", "\n", "\r", "\u2028", "\x0c", "。\n", "一、\n", "（一）\n", "1．\n", "第一条\n", "专栏1\n", "——\n", "《\n", "（\n", "a\n",
    )
}  # fmt: skip
