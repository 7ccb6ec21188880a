"""Which language messages are written in: Chinese or English (界面语言).

What a command prints as data (titles, texts, csv columns) does not depend on it; messages do.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Literal

Language = Literal["zh", "en"]

_VARIABLES = ("PLANPARSE_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
_chosen: str | None = None


def choose(option: str | None) -> None:
    """Settle the language for the whole program, as ``--lang`` does; None leaves it to the locale.

    >>> choose("zh"); language()
    'zh'
    >>> choose(None)
    """
    global _chosen
    _chosen = option


def language(option: str | None = None, environment: Mapping[str, str] | None = None) -> Language:
    """The language of messages: the option, else the first variable that is set, else English.

    >>> language("zh"), language(None, {"LC_ALL": "", "LANG": "zh_CN.UTF-8"}), language(None, {})
    ('zh', 'zh', 'en')
    """
    known = os.environ if environment is None else environment
    if environment is None:
        option = option or _chosen
    wanted = option or next((known[name] for name in _VARIABLES if known.get(name)), "")
    return "zh" if wanted.lower().startswith(("zh", "chinese")) else "en"
