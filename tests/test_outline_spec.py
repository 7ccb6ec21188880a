"""The cases under tests/spec: a plan between dots and the outline that a reader expects of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from expected import structure

from planparse import parse

SPEC = Path(__file__).resolve().parent / "spec"


def cases() -> list[tuple[str, str, str]]:
    found = []
    for path in sorted(SPEC.glob("*.md")):
        text = path.read_text("utf-8")
        for match in re.finditer(r"^## ([^\n]+)\n\.\n(.*?)\n\.\n(.*?)\n?\.$", text, re.M | re.S):
            found.append((f"{path.stem}: {match[1]}", match[2], match[3]))
    return found


def shown(source: str) -> str:
    plan = parse(source)
    rows = [
        f"{'  ' * (depth - 1)}{node.label or '-'} {node.title or ''} | {node.kind}".rstrip()
        for node, depth in structure(plan)
    ]
    rows += [f"! {d.code} {d.lines.start if d.lines else 0}" for d in plan.diagnostics]
    return "\n".join(rows)


CASES = cases()


def test_there_are_cases() -> None:
    assert len(CASES) >= 12


@pytest.mark.parametrize(("source", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_case(source: str, expected: str) -> None:
    assert shown(source) == expected
