"""How much of a plan's tree is left when its text has suffered on its way, as crawled text has.

Every sample (and every text in the folder of ``--gold``) is changed in one way after the other and read
again. A heading is found again if one with the same label and the same beginning of its title comes back,
its place if it hangs under the same heading as before. Both are F1: what was made up counts as well.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import regex
from benchmarks import common
from benchmarks.common import Options, Table
from expected import structure

from planparse import parse
from planparse.read import read
from planparse.script import fold

HAN = "一二三四五六七八九十"
_LABEL = rf"(?:[{HAN}]+、|[（(][{HAN}]+[）)]|\d+[.．、](?!\d))"
_FIRST = 12
"""How many characters of a title have to come back."""


def _printed(text: str, columns: int = 72) -> str:
    """Lines of print: no mark begins one."""
    out = []
    for line in text.split("\n"):
        row, width = "", 0
        for sign in line:
            width += 2 if unicodedata.east_asian_width(sign) in "WFA" else 1
            if width > columns and sign not in "，。；：、！？）》”":
                out.append(row)
                row, width = "", 2
            row += sign
        out.append(row)
    return "\n".join(out)


def _ink(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _apart(text: str) -> str:
    lines = (
        regex.sub(r"(?<=\p{Han})(?=\p{Han})", " ", x) if len(x) < 30 else x
        for x in text.split("\n")
    )
    return "\n".join(lines)


CHANGES: dict[str, Callable[[str], str]] = {
    "a blank line after each": lambda t: t.replace("\n", "\n\n"),
    "no indents, no blank lines": lambda t: "\n".join(_ink(t)),
    "marks in half width": lambda t: t.translate(str.maketrans("（），：；", "(),:;")),
    "page numbers every 28 lines": lambda t: "\n".join(
        f"{line}\n— {n // 28} —" if n % 28 == 0 else line for n, line in enumerate(t.split("\n"), 1)
    ),
    "printed lines, 36 characters": _printed,
    "the same, each a paragraph <p>": lambda t: "".join(f"<p>{x}</p>\n" for x in _ink(_printed(t))),
    "tags <br> for line ends": lambda t: t.replace("\n", "<br>"),
    r"line ends written \n": lambda t: t.replace("\n", r"\n"),
    "Markdown bold headings": lambda t: regex.sub(
        rf"(?m)^([ 　]*)({_LABEL}[^。\n]{{2,30}})$", r"\1**\2**", t
    ),
    "numbers on lines of their own": lambda t: regex.sub(rf"(?m)^([ 　]*{_LABEL})(?=\S)", r"\1\n", t),
    "short lines spaced out": _apart,
    "signs before numbers": lambda t: regex.sub(rf"(?m)^(?=[{HAN}]+、|（[{HAN}]+）)", "◆", t),
    "all in one line, blanks between": lambda t: " ".join(_ink(t)),
    "all in one line": lambda t: "".join(_ink(t)),
}  # fmt: skip


def tables(options: Options) -> Iterator[Table]:
    """The share of headings, and of headings in their place, that each change leaves."""
    texts = list(_texts(options))
    trees = [_tree(text) for text in texts]
    table = Table(
        f"Text that has suffered: what is left of {sum(map(len, trees))} headings of {len(texts)} texts",
        ("change", "headings found again", "in their place"),
    )
    for name, change in CHANGES.items():
        found = [(tree, _tree(change(text))) for tree, text in zip(trees, texts, strict=True)]
        heads = _f1((([x[0] for x in a], [x[0] for x in b]) for a, b in found))
        table.rows.append([name, f"{heads:.3f}", f"{_f1(found):.3f}"])
    yield table


def _texts(options: Options) -> Iterator[str]:
    folder: Path = options.gold or common.SAMPLES
    for path in sorted(folder.glob("*.txt")):
        yield read(path.read_bytes(), path.name).text


def _tree(text: str) -> list[tuple[str, str]]:
    """The headings and items of a text, each with the one above it."""
    out: list[tuple[str, str]] = []
    above = [""]
    for node, depth in structure(parse(text)):
        own = regex.sub(r"\s", "", fold(f"{node.label or ''}{node.title or ''}"))[:_FIRST]
        out.append((own, above[depth - 1]))
        above[depth:] = [own]
    return out


def _f1(pairs: Iterable[tuple[list, list]]) -> float:  # type: ignore[type-arg]
    right = both = 0
    for old, new in pairs:
        right += sum((Counter(old) & Counter(new)).values())
        both += len(old) + len(new)
    return 2 * right / both if both else 1.0
