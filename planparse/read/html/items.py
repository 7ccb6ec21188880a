"""Which list items of an article show their marker (列表项)."""

from __future__ import annotations

from ..labels import typed_label
from .page import Page

_SHORT = 6
"""Shorter items with a bullet are more often a menu or a row of buttons than a list."""


def number_items(page: Page, off: list[bool], titles: set[int]) -> None:
    """Writes the markers of the article's list items into the text, as Word's labels are."""
    for number, line in enumerate(page.lines):
        hidden = off[number] or number in titles or line.cell is not None or line.heading
        if not line.marker or hidden or line.links * 2 > len(line.text):
            continue
        if line.marker[0] in "•◦▪" and len(line.text) < _SHORT:
            continue
        if not typed_label().match(line.text):
            line.number()
