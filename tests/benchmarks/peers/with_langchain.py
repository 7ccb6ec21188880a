"""LangChain's RecursiveCharacterTextSplitter, cutting first where a line begins with a number.

It names no headings. In its favour every piece that begins a line counts as one, all of one level.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import adapter
from langchain_text_splitters import RecursiveCharacterTextSplitter

HAN = "[一二三四五六七八九十百]+"
SEPARATORS = [
    rf"\n(?=第{HAN}[编篇章节条])", rf"\n(?={HAN}、)", rf"\n(?=[（(]{HAN}[）)])", r"\n(?=\d{1,2}[.．、])",
    "\n\n", "\n", "。", "；", "，", "",
]  # fmt: skip
SPLITTER = RecursiveCharacterTextSplitter(
    SEPARATORS, keep_separator="end", is_separator_regex=True, chunk_size=200, chunk_overlap=0
)


def headings(text: str, pieces: list[str]) -> Iterator[adapter.Heading]:
    """Pieces that begin a line."""
    return adapter.flat(text, pieces)


def work(text: str) -> Any:
    """The call a user makes."""
    return SPLITTER.split_text(text)


if __name__ == "__main__":
    adapter.main("langchain-text-splitters", {"cuts": adapter.Reading(work, headings)})
