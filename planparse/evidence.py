"""Names for the rules of evidence (判定依据): a plan has them in English, a page shows Chinese."""

from __future__ import annotations

from .language import Language
from .messages import Word, chinese, say_in

COMPOSED = (
    "heading: {what}", "inherited from {what}", "item below {what}", "document element: {what}",
)  # fmt: skip
"""Rules that name a kind, a group of headings or an element of official documents."""


def rule_name(rule: str, lang: Language) -> str:
    """A rule's name in a language.

    >>> rule_name("item below a task", "zh"), rule_name("inherited from goal", "zh")
    ('任务之下的条目', '从属于目标')
    """
    if lang == "en":
        return rule
    if rule not in chinese():
        for template in COMPOSED:
            start = template.removesuffix("{what}")
            if rule.startswith(start):
                return say_in(lang, template, what=Word(rule.removeprefix(start)))
    return say_in(lang, rule)
