"""Text of unknown origin to plain data: JSON, and as much of YAML as extracted plans are made of.

An extracted plan may come from anybody, so loading runs no code and its time and memory are bounded
by the size of the text. YAML is built here from the events of the parser, with a stack of its own:
deep nesting ends in one sentence, not in the end of the process, and what plans never hold is
refused rather than understood. Aliases could multiply a few lines into gigabytes, tags name types,
and dates, sexagesimal numbers and words such as ``no`` would turn titles into something else; here
a plain word is null, true, false, a decimal number or else a string, as in JSON.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any, NoReturn

import yaml

from .errors import FormatError
from .messages import Word

MAX_JSON = 512 * 1024 * 1024
"""Largest JSON text that will be loaded, in characters."""

MAX_YAML = 64 * 1024 * 1024
"""Largest YAML text that will be loaded, in characters; JSON is quicker and may be larger."""

MAX_DEPTH = 200
"""Deepest nesting of lists and mappings; a plan has two levels for each level of its tree."""

MAX_DIGITS = 18
"""Longest integer, so that it fits into 64 bits wherever it goes next."""

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_HALF = re.compile("[\ud800-\udfff]|\\\\u[dD][89a-fA-F]")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*+)(?P<fraction>\.\d++(?:[eE][-+]\d++)?)?", re.ASCII)
"""What a YAML 1.1 writer never leaves plain for a string: 1e3 is a word to it."""
_WORDS = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip


def load_data(text: str, name: str) -> Any:
    r"""The data of a JSON or YAML text: mappings, lists, strings, numbers, truth values and null.

    Raises:
        FormatError: it is neither, or too large, nested too deeply, or holds what plans never do.

    >>> load_data("title: 2025-12-31\nlines: 3", "plan.yaml")
    {'title': '2025-12-31', 'lines': 3}
    >>> load_data("a: &a [*a, *a]", "plan.yaml")
    Traceback (most recent call last):
    planparse.errors.FormatError: plan.yaml, line 1: anchors and aliases are not allowed in a plan
    """
    if text.lstrip()[:1] in ("{", "["):
        return _load_json(text, name)
    return _load_yaml(text, name)


# --- JSON --------------------------------------------------------------------------------------


def _load_json(text: str, name: str) -> Any:
    _check_size(text, name, MAX_JSON, Word("split the file"))
    try:
        data = json.loads(text, parse_int=_int, parse_float=_float, parse_constant=_float)
        if _HALF.search(text):
            json.dumps(data, ensure_ascii=False).encode("utf-8")
    except json.JSONDecodeError as error:
        raise FormatError(
            "{name}, line {line}: not valid JSON", name=name, line=error.lineno
        ) from error
    except RecursionError as error:
        raise _too_deep(name) from error
    except UnicodeEncodeError as error:
        raise FormatError("{name}: holds half a character (a lone surrogate)", name=name) from error
    except _NumberError as error:
        raise FormatError("{name}: a number is too large for a plan", name=name) from error
    _check_depth(data, name)
    return data


class _NumberError(Exception):
    """A number that no plan holds."""


def _int(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise _NumberError
    return int(digits)


def _float(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise _NumberError
    return value


def _check_depth(data: Any, name: str) -> None:
    """Go down level by level, because the JSON reader counts its recursion, not ours."""
    level, depth = [data], 0
    while level:
        depth += 1
        if depth > MAX_DEPTH:
            raise _too_deep(name)
        level = [
            child
            for data in level
            for child in (data.values() if isinstance(data, dict) else data)
            if isinstance(child, dict | list)
        ]


# --- YAML --------------------------------------------------------------------------------------


class _Open:
    """A list or mapping that is still being filled; ``key`` waits for its value."""

    __slots__ = ("data", "key")

    def __init__(self, data: Any) -> None:
        self.data = data
        self.key: str | None = None

    def put(self, value: Any) -> None:
        if self.key is None:
            self.data.append(value)
        else:
            self.data[self.key] = value
            self.key = None

    @property
    def wants_key(self) -> bool:
        return self.key is None and isinstance(self.data, dict)


def _load_yaml(text: str, name: str) -> Any:
    _check_size(text, name, MAX_YAML, Word("write it as JSON"))
    try:
        return _built(text, name)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise FormatError(
            "{name}, line {line}: not valid JSON or YAML", name=name, line=line
        ) from error
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        raise FormatError(
            "{name}: holds a character that YAML does not allow", name=name
        ) from error


def _built(text: str, name: str) -> Any:
    documents: list[Any] = []
    stack = [_Open(documents)]
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.ScalarEvent):
            _check_node(event, name)
            if stack[-1].wants_key:
                stack[-1].key = event.value
            else:
                stack[-1].put(_scalar(event, name))
        elif isinstance(event, yaml.CollectionStartEvent):
            _check_node(event, name)
            if stack[-1].wants_key:
                _refuse(event, name, Word("a key must be a word"))
            data: Any = [] if isinstance(event, yaml.SequenceStartEvent) else {}
            stack[-1].put(data)
            stack.append(_Open(data))
            if len(stack) > MAX_DEPTH + 1:
                raise _too_deep(name)
        elif isinstance(event, yaml.CollectionEndEvent):
            stack.pop()
        elif isinstance(event, yaml.AliasEvent):
            _refuse(event, name, Word("anchors and aliases are not allowed in a plan"))
        elif isinstance(event, yaml.DocumentStartEvent) and documents:
            _refuse(event, name, Word("one plan a file, not a stream of documents"))
    return documents[0] if documents else None


def _check_node(event: yaml.ScalarEvent | yaml.CollectionStartEvent, name: str) -> None:
    if event.anchor is not None:
        _refuse(event, name, Word("anchors and aliases are not allowed in a plan"))
    if event.tag is not None:
        _refuse(event, name, Word("tags are not allowed in a plan"))


def _refuse(event: yaml.Event, name: str, why: Word) -> NoReturn:
    line = event.start_mark.line + 1 if event.start_mark else 1
    raise FormatError("{name}, line {line}: {why}", name=name, line=line, why=why)


def _scalar(event: yaml.ScalarEvent, name: str) -> Any:
    word: str = event.value
    if not event.implicit[0]:
        return word
    if word in _WORDS:
        return _WORDS[word]
    number = _NUMBER.fullmatch(word)
    if number is None:
        return word
    try:
        return _float(word) if number["fraction"] else _int(word)
    except _NumberError:
        _refuse(event, name, Word("a number is too large for a plan"))


# --- both --------------------------------------------------------------------------------------


def _check_size(text: str, name: str, limit: int, remedy: Word) -> None:
    if len(text) > limit:
        raise FormatError(
            "{name}: more than {limit} characters; {remedy}", name=name, limit=limit, remedy=remedy
        )


def _too_deep(name: str) -> FormatError:
    return FormatError(
        "{name}: nested too deeply to load (more than {limit} levels)", name=name, limit=MAX_DEPTH
    )
