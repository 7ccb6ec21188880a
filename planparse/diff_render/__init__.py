"""Showing diffs and alignments: terminal, Markdown, HTML pages and 新旧对照表.

``rows`` turns a diff into rows of old and new text once; the other modules only write them down.
Terminal output lives in ``text``, the only module here that imports rich; ``sheet`` imports
openpyxl when it is used.
"""
