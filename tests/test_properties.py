"""What holds of every text: a Plan, nothing lost, spans that agree, and a way back."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import MARKS

from planparse import Plan, dumps, load_plan, parse

SOUP = st.lists(st.sampled_from(MARKS), max_size=60).map("".join)
ANY = st.one_of(st.text(max_size=200), SOUP)


def owned(plan: Plan, size: int) -> bytearray:
    marks = bytearray(size)
    for node in plan.walk():
        end = node.children[0].span.start if node.children else node.span.end
        for position in range(node.span.start, end):
            assert not marks[position]
            marks[position] = 1
    return marks


@settings(max_examples=300, deadline=None)
@given(ANY)
def test_any_text_gives_a_plan_that_loses_nothing(text: str) -> None:
    plan = parse(text)
    marks = owned(plan, len(text))
    assert not [c for c, m in zip(text, marks, strict=True) if not m and not c.isspace()]
    ids = [node.id for node in plan.walk()]
    assert len(ids) == len(set(ids))


@settings(max_examples=100, deadline=None)
@given(ANY)
def test_children_lie_inside_and_in_order(text: str) -> None:
    for node in parse(text).walk():
        position = node.span.start
        for child in node.children:
            assert position <= child.span.start <= child.span.end <= node.span.end
            position = child.span.end
        assert node.lines.start == text.count("\n", 0, node.span.start) + 1


@settings(max_examples=60, deadline=None)
@given(SOUP)
def test_plans_survive_json_and_yaml(text: str) -> None:
    plan = parse(text)
    assert load_plan(dumps(plan, "json")) == plan
    assert load_plan(dumps(plan, "yaml")) == plan


@settings(max_examples=40, deadline=None)
@given(SOUP)
def test_the_same_text_gives_the_same_plan(text: str) -> None:
    assert dumps(parse(text)) == dumps(parse(text))
