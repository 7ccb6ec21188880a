"""Plain data and trees to YAML, event by event, through libyaml where PyYAML has it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from typing import Any, BinaryIO

import yaml
from yaml import events

from .memory import Made
from .tree import mapping

_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def to_yaml(documents: Iterable[object]) -> str:
    """Documents, plain data or trees, as a YAML stream; characters are kept, not escaped."""
    stream = io.StringIO()
    documents = list(documents)
    _dump(documents, _Dumper(stream, allow_unicode=True, width=100), None, len(documents) > 1)
    return stream.getvalue()


def write_yaml(documents: Iterable[object], stream: BinaryIO, *, several: bool) -> None:
    """Write documents as a YAML stream in UTF-8 while they are made."""
    _dump(documents, _Dumper(stream, allow_unicode=True, width=100), "utf-8", several)


def _dump(documents: Iterable[object], dumper: Any, encoding: str | None, several: bool) -> None:
    """Hand the events straight to libyaml.

    PyYAML's own way there builds a node for every scalar and takes three times as long.
    """
    emit = dumper.emit
    try:
        emit(events.StreamStartEvent(encoding=encoding))
        for document in documents:
            emit(events.DocumentStartEvent(explicit=several))
            _emit(document, emit, dumper)
            emit(events.DocumentEndEvent(explicit=False))
        emit(events.StreamEndEvent())
    finally:
        dumper.dispose()


_TAG = "tag:yaml.org,2002:"
# Events are only read, so those that come again and again are made once.
_WORDS = {
    word: events.ScalarEvent(None, None, (True, False), text)
    for word, text in ((None, "null"), (True, "true"), (False, "false"))
}
_MAPPING = events.MappingStartEvent(None, None, True, flow_style=False)
_MAPPING_END = events.MappingEndEvent()
_SEQUENCE = events.SequenceStartEvent(None, None, True, flow_style=False)
_SEQUENCE_END = events.SequenceEndEvent()
_KEYS: dict[str, events.ScalarEvent] = {}
"""The names of fields; keys of plain data are not kept."""


def _emit(value: object, emit: Callable[[events.Event], None], dumper: Any) -> None:
    """The events of a value: mapping, list, string, number, truth value, null, part of a tree."""
    if isinstance(value, str):
        emit(_scalar(value, dumper))
    elif isinstance(value, dict):
        emit(_MAPPING)
        for key, inner in value.items():
            emit(_scalar(key, dumper))
            _emit(inner, emit, dumper)
        emit(_MAPPING_END)
    elif isinstance(value, (list, tuple, Made)):
        emit(_SEQUENCE)
        for inner in value:
            _emit(inner, emit, dumper)
        emit(_SEQUENCE_END)
    elif value is None or isinstance(value, bool):
        emit(_WORDS[value])
    elif isinstance(value, int):
        emit(events.ScalarEvent(None, None, (True, False), str(value)))
    elif isinstance(value, float):
        node = dumper.represent_data(value)  # in PyYAML's own words
        emit(events.ScalarEvent(None, node.tag, (True, False), node.value))
    else:
        emit(_MAPPING)
        for name, inner in mapping(value).items():
            emit(_KEYS.get(name) or _KEYS.setdefault(name, _scalar(name, dumper)))
            _emit(inner, emit, dumper)
        emit(_MAPPING_END)


def _scalar(text: str, dumper: Any) -> events.ScalarEvent:
    """A string; it is quoted where a reader would take it for a number, a date or a word."""
    plain = True
    if not text or text[0] in dumper.yaml_implicit_resolvers:
        plain = dumper.resolve(yaml.ScalarNode, text, (True, False)) == _TAG + "str"
    return events.ScalarEvent(None, None, (plain, True), text)
