"""Damages the samples at random and checks what must hold of every text.

    python tests/fuzz/fuzz_text.py [SECONDS] [SEED]

Pieces are cut, doubled, moved, swapped between samples and sprinkled with marks; then nothing may be
lost or owned twice, children lie inside their parents, ids are unique, and no exception is raised.
Prints the number of executions; a failing text is written to fuzz-failure.txt.
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

from planparse import Plan, parse

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
MARKS = [
    "一、",
    "（一）",
    "1.",
    "①",
    "一是",
    "——",
    "第一章",
    "\n",
    "\n\n",
    "。",
    "；",
    "专栏1",
    "附件1",
    "附件：",
    "：",
    "2025年",
    "50%以上",
    "（责任单位：市科技局）",
    "《",
    "》",
    "　",
    "\t",
    "第三条",
    "目录",
    "……………3",
    "- 3 -",
    "（",
    "）",
]


def damage(text: str, texts: list[str], rng: random.Random) -> str:
    """A text with up to twelve random edits."""
    for _ in range(rng.randint(1, 12)):
        at = rng.randrange(len(text) + 1)
        to = min(len(text), at + int(rng.expovariate(0.02)))
        kind = rng.randrange(6)
        if kind == 0:
            text = text[:at] + text[to:]
        elif kind == 1:
            text = text[:at] + text[at:to] * 2 + text[to:]
        elif kind == 2:
            other = rng.choice(texts)
            start = rng.randrange(len(other))
            text = text[:at] + other[start : start + 200] + text[at:]
        elif kind == 3:
            text = text[:at] + text[at:to].replace("\n", "") + text[to:]
        elif kind == 4:
            text = text[:at] + rng.choice(MARKS) * rng.choice((1, 1, 2, 30)) + text[at:]
        else:
            text = text[at:] + text[:at]
    return text[:20_000]


def check(plan: Plan, text: str) -> None:
    """Raise AssertionError where a Plan breaks a promise."""
    owned = bytearray(len(text))
    ids = set()
    for node in plan.walk():
        assert node.id not in ids, f"id {node.id} twice"
        ids.add(node.id)
        position = node.span.start
        for child in node.children:
            assert position <= child.span.start <= child.span.end <= node.span.end, node.id
            position = child.span.end
        end = node.children[0].span.start if node.children else node.span.end
        assert not any(owned[node.span.start : end]), f"{node.id} owns what another owns"
        owned[node.span.start : end] = b"\1" * (end - node.span.start)
    lost = [i for i, c in enumerate(text) if not owned[i] and not c.isspace()]
    assert not lost, f"lost {text[lost[0] - 5 : lost[0] + 5]!r}"


def main() -> None:
    """Run until the time is up."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    rng = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 0)
    texts = [path.read_text("utf-8") for path in sorted(SAMPLES.glob("*.txt"))]
    stop, runs = time.monotonic() + seconds, 0
    while time.monotonic() < stop:
        text = damage(rng.choice(texts), texts, rng)
        try:
            check(parse(text), text)
        except Exception:
            Path("fuzz-failure.txt").write_text(text, "utf-8")
            print(f"failed after {runs} executions; see fuzz-failure.txt")
            raise
        runs += 1
    print(f"{runs} executions, no failure")


if __name__ == "__main__":
    main()
