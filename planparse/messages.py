"""Sentences for people in the language of the reader (界面文字), as gettext does it.

The code holds a readable English template with named fields, ``messages.zh.yaml`` its Chinese under
the English as key. What has no Chinese is said in English. The catalogue is read when Chinese is
first asked for, so that English pays nothing for it.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from .language import Language, language


class Word(str):
    """A value of a template that is looked up itself, such as the reason a system gives."""

    __slots__ = ()


def say(template: str, /, **values: object) -> str:
    """The sentence of a template in the language of the program."""
    return say_in(language(), template, **values)


def say_in(lang: Language, template: str, /, **values: object) -> str:
    """The sentence of a template in a given language.

    >>> say_in("zh", "{name}: the page is empty", name="a.html")
    'a.html：网页是空的'
    >>> say_in("zh", "{path}: cannot be read ({reason})", path="a", reason=Word("is a directory"))
    'a：无法读取（是文件夹）'
    """
    if lang == "zh":
        known = chinese()
        template = known.get(template, template)
        values = {k: known.get(v, v) if isinstance(v, Word) else v for k, v in values.items()}
    return template.format(**values) if values else template


@cache
def chinese() -> dict[str, str]:
    """The Chinese of every template."""
    return {english: text for part in catalogue().values() for english, text in part.items()}


def catalogue() -> dict[str, dict[str, str]]:
    """The catalogue as it is written: parts, each English to Chinese."""
    from importlib.resources import files

    import yaml

    text = files(__package__).joinpath("messages.zh.yaml").read_text("utf-8")
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    parts: dict[str, dict[str, str]] = yaml.load(text, loader)
    return parts
