"""Random inputs: texts and files of the genre, damaged as scanners, copying and malice damage them."""

from __future__ import annotations

import copy
import io
import random
import zipfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from make_docx import pack
from strategies import BODIES, HEADINGS, MARKS

from planparse.numbering import STYLES
from planparse.numerals import SEQUENCES

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
SIZE = 20_000
"""Longest text that is made, so that one execution takes milliseconds."""

_STYLES = [style for style in STYLES.values() if style.sequence]
XML = [
    b"<",
    b">",
    b"&",
    b"'",
    b"/",
    b"&#x4e00;",
    b"<!--",
    b"]]>",
    b"<w:t>",
    b"</w:p>",
    b"-1",
    b"9" * 20,
    b"%1",
]
HTML = [b"<table>", b"</div>", b"<!--", b"<p style='", b"<svg>", b"\0", b"<td rowspan=65535>", b"&#xd800;", b"<pre>",
        b"<template>", b"<meta charset=utf-16>", b"<br>"]  # fmt: skip
PDF = [
    b"endobj",
    b"0 R",
    b"<<",
    b">>",
    b"/Length 9",
    b"stream\n",
    b"/Rotate 90",
    b"-1",
    b"1e30",
    b"Tj",
    b"TJ",
    b"Td",
]
MARKDOWN = [
    "# ",
    "###### ",
    "```\n",
    "> ",
    "| ",
    "|---|\n",
    "**",
    "- ",
    "1. ",
    "    ",
    "<!--",
    "[a](b)",
    "\\",
    "---\n",
    "&nbsp;",
]


@cache
def samples() -> tuple[str, ...]:
    """The published sample texts."""
    return tuple(path.read_text("utf-8") for path in sorted(SAMPLES.glob("*.txt")))


@cache
def containers(suffix: str) -> tuple[bytes, ...]:
    """The published samples in a container."""
    paths = sorted((SAMPLES / "containers").glob(f"*.{suffix}"), key=lambda p: p.stat().st_size)
    return tuple(path.read_bytes() for path in paths[:4])


def plan_text(rng: random.Random) -> str:
    """A text that is a little or much like a plan."""
    choice = rng.random()
    if choice < 0.2:
        return soup(rng)
    if choice < 0.25:
        return "".join(chr(rng.choice((rng.randrange(0x250), rng.randrange(0xD800), rng.randrange(0xE000, 0x11000))))
                       for _ in range(rng.randrange(200)))  # fmt: skip
    if choice < 0.4:
        return damaged(lines(rng), rng)
    return damaged(rng.choice(samples()), rng)


def soup(rng: random.Random) -> str:
    """Marks of every style and scraps of text in any order."""
    words = [*MARKS, *HEADINGS, *BODIES]
    return "".join(rng.choice(words) for _ in range(rng.randrange(1, 80)))


def lines(rng: random.Random) -> str:
    """Marks at the beginnings of lines, as a careless writer numbers."""
    ends = ["", "。", "：", "；", "。" + BODIES[0]]
    rows = [
        mark(rng) + rng.choice(HEADINGS) + rng.choice(ends) for _ in range(rng.randrange(1, 60))
    ]
    return "\n".join(rows)


def mark(rng: random.Random) -> str:
    """A number of any style, or another mark."""
    style = rng.choice(_STYLES)
    last = SEQUENCES[(style.sequence or "").partition("|")[0]].last
    return style.write(rng.randint(1, min(last, 12))) if rng.random() < 0.7 else rng.choice(MARKS)


_WIDE = str.maketrans("（），：；．123", "(),:;.１２３")


def damaged(text: str, rng: random.Random, marks: Sequence[str] = MARKS) -> str:
    """A text with up to twelve random edits: cut, doubled, moved, run together, sprinkled with marks."""
    for _ in range(rng.randint(1, 12)):
        at = rng.randrange(len(text) + 1)
        to = min(len(text), at + int(rng.expovariate(0.02)))
        kind = rng.randrange(8)
        if kind == 0:
            text = text[:at] + text[to:]
        elif kind == 1:
            text = text[:at] + text[at:to] * 2 + text[to:]
        elif kind == 2:
            other = rng.choice(samples())
            start = rng.randrange(len(other))
            text = text[:at] + other[start : start + 200] + text[at:]
        elif kind == 3:
            text = text[:at] + text[at:to].replace("\n", "") + text[to:]
        elif kind == 4:
            text = text[:at] + rng.choice(marks) * rng.choice((1, 1, 2, 30)) + text[at:]
        elif kind == 5:
            text = text[:at] + text[at:to].translate(_WIDE) + text[to:]
        elif kind == 6:
            text = text[:at] + "\n".join(text[at:to]) + text[to:]
        else:
            text = text[at:] + text[:at]
    return text[:SIZE]


def damaged_bytes(data: bytes, rng: random.Random, pieces: Sequence[bytes]) -> bytes:
    """A file with up to twelve edits: bytes changed, cut out, doubled elsewhere, words put in, cut off."""
    out = bytearray(data)
    for _ in range(rng.randint(1, 12)):
        at = rng.randrange(len(out) + 1)
        kind = rng.randrange(12)
        if kind < 3 and out:
            out[min(at, len(out) - 1)] = rng.randrange(256)
        elif kind < 5:
            del out[at : at + rng.randint(1, 60)]
        elif kind < 8:
            there = rng.randrange(len(out) + 1)
            out[there:there] = out[at : at + rng.randint(1, 200)]
        elif kind < 11:
            out[at:at] = rng.choice(pieces) * rng.choice((1, 1, 1, 50))
        else:
            del out[max(at, len(out) // 2) :]
    return bytes(out)


def damaged_package(data: bytes, rng: random.Random) -> bytes:
    """A zip package whose archive is damaged, or one of whose parts is: its bytes or its elements."""
    choice = rng.random()
    if choice < 0.15:
        return damaged_bytes(data, rng, XML)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    name = rng.choice([name for name in parts if name.endswith((".xml", ".rels"))])
    part = archive_bytes(parts[name])
    damage = damaged_bytes(part, rng, XML) if choice < 0.3 else damaged_elements(part, rng)
    return pack({**parts, name: damage})


def archive_bytes(part: str | bytes) -> bytes:
    return part.encode() if isinstance(part, str) else part


_VALUES = [
    "",
    "0",
    "-1",
    "1",
    "2",
    "9",
    "99999999999",
    "1.5",
    "1e30",
    "nan",
    "x",
    "一、",
    "true",
    "g 5 3",
    "0 1 -1 0 3 4",
    "%1.%2",
    "../../x",
    "décimal",
]


def damaged_elements(data: bytes, rng: random.Random) -> bytes:
    """Well-formed XML with elements left out, doubled, moved or emptied and attributes changed."""
    root = ElementTree.fromstring(data)
    for _ in range(rng.randint(1, 8)):
        everything = list(root.iter())
        parent, other = rng.choice(everything), rng.choice(everything)
        kind = rng.randrange(6)
        if kind == 0 and len(parent):
            parent.remove(rng.choice(list(parent)))
        elif kind == 1 and len(parent) and len(everything) < 3000:
            parent.insert(0, copy.deepcopy(rng.choice(list(parent))))
        elif kind == 2 and len(everything) < 3000:
            other.append(copy.deepcopy(parent))
        elif kind == 3 and parent.attrib:
            parent.attrib[rng.choice(list(parent.attrib))] = rng.choice(_VALUES)
        elif kind == 4:
            parent.tag, other.tag = other.tag, parent.tag
        else:
            parent.text = rng.choice(
                [*_VALUES, mark(rng), plan_text(rng)[:300].translate(_NO_CONTROLS)]
            )
    return ElementTree.tostring(root, "utf-8")


_NO_CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535))
