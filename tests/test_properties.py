"""What holds of every text: a Plan that keeps every promise, and a way back."""

from __future__ import annotations

import pytest
from fuzz.promises import ALWAYS, SOMETIMES, Promise
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import MARKS

from planparse.pipeline import parse_source
from planparse.read import Source

SOUP = st.lists(st.sampled_from(MARKS), max_size=60).map("".join)
ANY = st.one_of(st.text(max_size=200), SOUP)


def source(text: str) -> Source:
    return Source("a.txt", text, "text/plain", "")


@settings(max_examples=300, deadline=None)
@given(ANY)
def test_any_text_gives_a_plan_that_keeps_its_promises(text: str) -> None:
    one = source(text)
    plan = parse_source(one)
    for promise in ALWAYS:
        promise(plan, one)


@pytest.mark.parametrize("promise", SOMETIMES, ids=[p.__name__ for p in SOMETIMES])
@settings(max_examples=40, deadline=None)
@given(text=SOUP)
def test_any_plan_can_be_used(promise: Promise, text: str) -> None:
    one = source(text)
    promise(parse_source(one), one)
