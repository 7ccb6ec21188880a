"""jionlp's sentence splitter.

It names no headings. In its favour every sentence that begins a line counts as one, all of one level.
"""

from __future__ import annotations

import adapter
import jionlp


def work(text: str) -> list[str]:
    """The call a user makes; ``fine`` would cut at commas too."""
    found: list[str] = jionlp.split_sentence(text, criterion="coarse")
    return found


if __name__ == "__main__":
    adapter.main("jionlp", {"sentences": adapter.Reading(work, adapter.flat)})
