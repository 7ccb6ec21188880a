"""How near the headings a tool finds come to those a reader decided on: one score for every tool.

A tool's answer is its headings in document order, each with its line and its depth in the tool's own
tree. A true heading is a *hit* when the tool has a heading on its line; other headings are *spurious*.
A hit has the *wrong parent* when the heading above it in the tool's tree (spurious ones stand in that
tree too) is not the true heading above it. tree-F1 counts only hits with the right parent.

Titles of documents and headings the reader marked optional count neither way. Items inside a line
(一是…；二是…) are left out, because a tool that marks lines could not find them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import expected
from benchmarks import common

from planparse.read.encoding import one_line_end


@dataclass(frozen=True)
class Truth:
    """The headings of a document: line and depth; the lines that count neither way."""

    headings: tuple[tuple[int, int], ...]
    passed: frozenset[int] = frozenset()
    upto: int | None = None


@dataclass(frozen=True)
class Document:
    """A text and its true headings."""

    name: str
    text: str
    truth: Truth


@dataclass(frozen=True)
class Score:
    """Counts over one document or, added up, several."""

    true: int = 0
    hit: int = 0
    spurious: int = 0
    wrong: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.true + other.true, self.hit + other.hit,
            self.spurious + other.spurious, self.wrong + other.wrong,
        )  # fmt: skip

    @property
    def missed(self) -> int:
        return self.true - self.hit

    @property
    def f1(self) -> float:
        return self._f1(self.hit)

    @property
    def tree_f1(self) -> float:
        return self._f1(self.hit - self.wrong)

    def _f1(self, right: int) -> float:
        both = self.true + self.hit + self.spurious
        return 2 * right / both if both else 1.0


def score(truth: Truth, found: Sequence[tuple[int, int]]) -> Score:
    """The counts of one document."""
    if truth.upto is not None:
        found = [heading for heading in found if heading[0] <= truth.upto]
    pairs = _pairs(truth, found)
    kept = [k for k, (line, _) in enumerate(found) if k in pairs or line not in truth.passed]
    above_true = parents([depth for _, depth in truth.headings])
    above_found = dict(zip(kept, parents([found[k][1] for k in kept]), strict=True))
    wrong = 0
    for k, true in pairs.items():
        parent = above_found[k]
        got = None if parent is None else pairs.get(kept[parent], -1)
        wrong += got != above_true[true]
    return Score(len(truth.headings), len(pairs), len(kept) - len(pairs), wrong)


def _pairs(truth: Truth, found: Sequence[tuple[int, int]]) -> dict[int, int]:
    """For each heading found that is a hit, the true one: on one line, in the order they come."""
    waiting: dict[int, list[int]] = {}
    for number, (line, _) in enumerate(truth.headings):
        waiting.setdefault(line, []).append(number)
    pairs = {}
    for k, (line, _) in enumerate(found):
        if waiting.get(line):
            pairs[k] = waiting[line].pop(0)
    return pairs


def parents(depths: Iterable[int]) -> list[int | None]:
    """For each heading the index of the one it hangs under."""
    out: list[int | None] = []
    stack: list[tuple[int, int]] = []
    for index, depth in enumerate(depths):
        while stack and stack[-1][1] >= depth:
            stack.pop()
        out.append(stack[-1][0] if stack else None)
        stack.append((index, depth))
    return out


def truth_of(rows: Iterable[expected.Row], upto: int | None = None) -> Truth:
    """What counts of a hand-made outline."""
    headings, passed = [], set()
    for row in rows:
        if row.kind == "title" or row.optional:
            passed.update(range(row.line, row.end + 1))
        elif row.kind not in expected.NOT_STRUCTURE and not row.inline:
            headings.append((row.line, row.depth))
    return Truth(tuple(headings), frozenset(passed), upto)


def samples() -> Iterator[Document]:
    """The project's own plans with the outlines that a reader decided."""
    for path in sorted((common.SAMPLES / "expected").glob("*.outline")):
        text = (common.SAMPLES / f"{path.stem}.txt").read_bytes().decode("utf-8-sig")
        yield Document(path.stem, one_line_end(text), truth_of(expected.rows(path)))


def gold(folder: Path) -> Iterator[Document]:
    """The documents of a folder with NAME.txt (or .md) beside NAME.gold.jsonl.

    A document whose original is no text (a docx, a pdf…) is left out: its dump lacks the numbers
    that Word generates.
    """
    for path in sorted(folder.glob("*.gold.jsonl")):
        name = path.name.removesuffix(".gold.jsonl")
        files = [p for p in sorted(folder.glob(f"{name}.*")) if ".jsonl" not in p.name]
        if len(files) != 1 or files[0].suffix not in (".txt", ".md"):
            continue
        text = one_line_end(files[0].read_bytes().decode("utf-8-sig"))
        yield Document(name, text, _gold_truth(path.read_text("utf-8")))


def _gold_truth(text: str) -> Truth:
    upto, rows = None, []
    for data in map(json.loads, filter(str.strip, text.splitlines())):
        if "range" in data:
            upto = data["range"][1]
            continue
        rows.append(
            expected.Row(
                data["line"], data.get("label"), data.get("title") or "", data["kind"],
                data["depth"], bool(data.get("optional")), data.get("end_line") or data["line"],
                bool(data.get("inline")),
            )
        )  # fmt: skip
    return truth_of(rows, upto)
