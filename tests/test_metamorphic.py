"""Changes that must not matter: the tree stays the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import regex
from expected import plain, structure
from hypothesis import HealthCheck, given, settings
from make_docx import make_docx
from strategies import plans

from planparse import Plan, parse, parse_bytes
from planparse.read import read
from planparse.script import fold, to_simplified

NUMBER = regex.compile(r"(?m)^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)(?=\S)")
"""A number at the beginning of a line, as pages set apart that have it in an element of its own."""
NARROW = str.maketrans("（），：；．", "(),:;.")
SLOW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def shown(plan: Plan) -> list[tuple[str, str, str, int]]:
    return [
        (fold(plain(n.label)), fold(plain(n.title)), n.kind, depth) for n, depth in structure(plan)
    ]


def tree(text: str) -> list[tuple[str, str, str, int]]:
    return shown(parse(text))


def wrapped(text: str, width: int) -> str:
    out = []
    for line in text.splitlines():
        out += [line[i : i + width] for i in range(0, len(line), width)] or [""]
    return "\n".join(out) + "\n"


CHANGES: dict[str, Callable[[str], str]] = {
    "half width": lambda t: t.translate(NARROW),
    "blank lines": lambda t: t.replace("\n", "\n\n"),
    "crlf": lambda t: t.replace("\n", "\r\n"),
    "indented": lambda t: "".join(f"　　{line}\n" for line in t.splitlines()),
    "trailing blanks": lambda t: t.replace("\n", "   \n"),
    "numbers alone": lambda t: NUMBER.sub("\\g<0>\n", t) if len(NUMBER.findall(t)) > 4 else t,
}


@pytest.mark.parametrize("change", sorted(CHANGES))
@SLOW
@given(plans())
def test_typography_does_not_matter(change: str, text: str) -> None:
    assert tree(CHANGES[change](text)) == tree(text)


SAMPLES = Path(__file__).resolve().parent.parent / "samples"
TEXTS = [path for path in sorted(SAMPLES.glob("*.txt")) if path.stem != "damaged"]
"""The samples, but for the one that is about typography gone wrong."""


@pytest.mark.parametrize("change", sorted(CHANGES))
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_typography_of_samples_does_not_matter(path: Path, change: str) -> None:
    if (path.stem, change) == ("task-table", "numbers alone"):
        pytest.skip("a table laid flat ends at a heading, which must be whole")
    text = read(path.read_bytes(), path.name).text
    assert tree(CHANGES[change](text)) == tree(text)


@pytest.mark.parametrize("width", [20, 24, 28, 33, 40])
@SLOW
@given(plans())
def test_hard_wraps_do_not_matter(width: int, text: str) -> None:
    assert tree(wrapped(text, width)) == tree(text)


@SLOW
@given(plans())
def test_script_does_not_matter(text: str) -> None:
    opencc = pytest.importorskip("opencc")
    traditional = opencc.OpenCC("s2t").convert(text)
    simple = [(a, to_simplified(b), c, d) for a, b, c, d in tree(traditional)]
    assert simple == tree(text)


@SLOW
@given(plans())
def test_an_appended_section_leaves_the_rest(text: str) -> None:
    longer = tree(text + "附件1\n考核细则\n一、考核对象\n各成员单位。\n")
    assert longer[: len(tree(text))] == tree(text)


def test_printed_lines_may_be_paragraphs_of_a_document() -> None:
    """As they are where a page was turned into a Word file line by line."""
    text = (SAMPLES / "wrapped-pdf.txt").read_text("utf-8")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    plan = parse_bytes(make_docx(*lines), "a.docx")
    assert shown(plan) == tree(text)
