"""What a document says of itself, tied together: references, goals served, counts announced.

Only what the text says outright is linked. A reference gets a target where it names an article or
chapter that is here; a task is tied to a goal where its own words repeat the goal's heading; a
number that a heading announces (六大工程) is held against the items that follow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from .diagnostics import diagnostic
from .extract.references import announced_counts, find_references
from .tree import Diagnostic, Evidence, GoalLink, Node, Reference

_UNITS = {"bian": "编", "pian": "篇", "bufen": "部分", "zhang": "章", "jie": "节", "tiao": "条"}
_SERVES = frozenset({"task", "measure", "project", "safeguard"})
_GOAL_TITLE = 6
"""Shortest goal heading, in code points, that counts as named when a task repeats it."""


def link(body: Sequence[Node]) -> tuple[Diagnostic, ...]:
    """Resolve the references and goals of the nodes in place; returns what does not add up."""
    places = _places(body)
    goals = _Goals(body)
    for top in body:
        for node in top.walk():
            _tie(node, places, goals)
    return tuple(_counts(body))


def _places(body: Sequence[Node]) -> dict[tuple[str, int], Node]:
    """Articles, chapters and the like by unit and number; the first of each."""
    found: dict[tuple[str, int], Node] = {}
    for top in body:
        for node in top.walk():
            unit = _UNITS.get(node.scheme or "")
            if unit and node.ordinal is not None:
                found.setdefault((unit, node.ordinal), node)
    return found


def _tie(node: Node, places: dict[tuple[str, int], Node], goals: _Goals) -> None:
    if places:
        for reference in node.references:
            reference.target = _target(reference, places)
    serves = goals and node.structural and node.kind in _SERVES
    if serves and (served := tuple(_served(node, goals))):
        node.tell(goals=served)


def _target(reference: Reference, places: dict[tuple[str, int], Node]) -> str | None:
    """The id of the article, chapter or item that a reference names, if it is here."""
    if reference.title is not None:
        return None
    found = find_references(reference.text)
    steps = found[0].place if found else ()
    node = next((places[step] for step in steps if step in places), None)
    if node is None:
        return None
    for unit, number in steps:
        if unit == "项":
            inner = (c for c in node.children if c.structural and c.ordinal == number)
            node = next(inner, node)
    return node.id


class _Goals:
    """The headings of the goals, found in a text in one pass over it, however many they are."""

    def __init__(self, body: Sequence[Node]) -> None:
        self.ids = {
            node.title: node.id
            for top in body
            for node in top.walk()
            if node.kind == "goal" and node.structural and len(node.title or "") >= _GOAL_TITLE
            if node.title
        }
        self.place = {title: number for number, title in enumerate(self.ids)}
        self._beginnings: dict[str, list[str]] = {}
        for title in self.ids:
            self._beginnings.setdefault(title[:_GOAL_TITLE], []).append(title)

    def __bool__(self) -> bool:
        return bool(self.ids)

    def named_in(self, words: str) -> set[str]:
        """The headings that a text repeats."""
        found = set()
        for at in range(len(words) - _GOAL_TITLE + 1):
            for title in self._beginnings.get(words[at : at + _GOAL_TITLE], ()):
                if words.startswith(title, at):
                    found.add(title)
        return found


def _served(node: Node, goals: _Goals) -> Iterator[GoalLink]:
    """Goals whose heading the node's own words repeat."""
    named = goals.named_in(node.text + "".join(c.text for c in node.children if not c.structural))
    if node.title in goals.ids:
        named.add(node.title)
    for title in sorted(named, key=goals.place.__getitem__):
        evidence = Evidence(rule="repeats the goal's heading", words=title)
        yield GoalLink(id=goals.ids[title], evidence=evidence)


def _counts(body: Iterable[Node]) -> Iterator[Diagnostic]:
    for top in body:
        for node in top.walk():
            items = [child for child in node.children if child.structural]
            if len(items) < 2 or len({child.scheme for child in items}) > 1:
                continue
            for text, owner in _announcing(node, items[0]):
                counts = announced_counts(text)
                if counts and counts[-1].count != len(items):
                    yield _miscount(owner, text, counts[-1].count, len(items))


def _announcing(node: Node, first: Node) -> Iterator[tuple[str, Node]]:
    """The words that may say how many items follow: the heading, or the line before the list."""
    if node.title and not node.text:
        yield node.title, node
    before = [c for c in node.children if not c.structural and c.span.end <= first.span.start]
    if before and before[-1].text.rstrip()[-1:] in ("：", ":"):
        yield before[-1].text, before[-1]


def _miscount(node: Node, text: str, announced: int, found: int) -> Diagnostic:
    return diagnostic(
        "CNT001", "info", node.span, node.lines, announced=announced, found=found, text=text[:30]
    )
