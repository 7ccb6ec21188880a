"""The rules as data (校对规则): ``rules.yaml`` beside this module, and the type of one rule.

Only what can be told from text with few false alarms is there. What published documents do as a
matter of course is no rule: ``1.`` running on across （一）（二）, ``1.`` directly under 一、, a
list that begins again under a new parent. A habit of a whole document (half-width marks, ``1、``
for ``1.``) is told once, with a count.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Literal

import yaml

from .model import Ground, Severity

When = Literal["always", "full-width", "articles"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule (规则); messages are templates for ``str.format``."""

    code: str
    name: str
    severity: Severity
    ground: Ground
    zh: str
    en: str
    bad: str
    good: str
    clause: str = ""
    when: When = "always"
    once: bool = False
    fixable: bool = False
    pattern: str | None = None
    replace: str | None = None

    @property
    def basis(self) -> str:
        """The ground with its clause, as findings show it.

        >>> RULES["MRK003"].basis
        'standard: GB/T 15834-2011 B.3.4'
        """
        return f"{self.ground}: {self.clause}" if self.clause else self.ground


def _load() -> dict[str, Rule]:
    text = files(__package__).joinpath("rules.yaml").read_text("utf-8")
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return {code: Rule(code, **fields) for code, fields in yaml.load(text, loader).items()}


RULES: dict[str, Rule] = _load()
