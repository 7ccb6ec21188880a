"""The one way through the program: read → clean → scan → outline → classify → extract → model."""

from __future__ import annotations

import gc
import hashlib
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from .about import metadata_of
from .assemble import Assembler
from .classify import Classifier
from .clean import Cleaned, clean
from .diagnostics import diagnostic
from .division import headings
from .errors import PlanparseError, ReadError, reason
from .extract.facts import Facts
from .link import link
from .memory import Made
from .outline import Issue, outline
from .read import Source, read
from .read.source import printable
from .read.text import source_of
from .scan import scan
from .span import LineIndex, Span
from .tree import SCHEMA_VERSION, Diagnostic, SourceInfo, Tree, mapping

if TYPE_CHECKING:
    from .model import AnyPlan, Plan

_T = TypeVar("_T")


def parse(text: str, *, name: str = "<text>") -> Plan:
    r"""Read a plan from a string; any string gives a Plan.

    >>> plan = parse("某市方案\n一、总体要求\n二、主要任务\n（一）加强研发。\n")
    >>> [(node.label, node.title, node.kind) for node in plan.body if node.structural]
    [('一、', '总体要求', 'overview'), ('二、', '主要任务', 'task')]
    """
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    text = _whole(text)
    return parse_source(replace(source_of(text, printable(name), "unicode"), sha256=digest))


def _whole(text: str) -> str:
    """The text without half characters (lone surrogates), which no file could hold."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= sign <= "\udfff" else sign for sign in text)
    return text


def parse_file(path: str | Path) -> Plan:
    """Read a plan from a file of any supported kind, decided by content; ``-`` is stdin.

    Raises:
        ReadError: the file cannot be opened, recognised or decoded.
        MissingExtraError: its kind needs an optional extra that is not installed.
    """
    return parse_source(read_path_as(path))


def read_path_as(path: str | Path, *, original: bool = False) -> Source:
    """The decoded text layer of a file; ``-`` is stdin. Raises as :func:`parse_file` does."""
    return read(_bytes_of(path), _name_of(path), original=original)


def read_document(path: str | Path) -> Source:
    """As :func:`read_path_as`, for those who need the text: an extracted plan has none."""
    data = _bytes_of(path)
    if _is_extracted(data):
        raise ReadError("{path}: an extracted plan holds no text; give the document", path=path)
    return read(data, _name_of(path))


def _is_extracted(data: bytes) -> bool:
    head = data[:400].lstrip(b"\xef\xbb\xbf \r\n\t-[{")
    return head.startswith((b'"schema_version"', b"schema_version:"))


def _bytes_of(path: str | Path) -> bytes:
    if str(path) == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except OSError as error:
        if Path(path).is_dir():  # Windows calls it a lack of permission
            raise ReadError(
                "{path}: a folder; give one of its files, or read them all with planparse batch",
                path=path,
            ) from error
        raise ReadError(
            "{path}: cannot be read ({reason}); check the name", path=path, reason=reason(error)
        ) from error


def _name_of(path: str | Path) -> str:
    return "<stdin>" if str(path) == "-" else Path(path).name


def parse_bytes(data: bytes, name: str) -> Plan:
    """Read a plan from the bytes of a file; ``name`` serves messages and type detection."""
    return parse_source(read(data, name))


def parse_many(paths: Iterable[str | Path]) -> Iterator[tuple[Path, Plan | PlanparseError]]:
    """Read files one after the other; a file that fails is a value, not an exception."""
    for path in paths:
        try:
            yield Path(path), parse_file(path)
        except PlanparseError as error:
            yield Path(path), error


def parse_source(source: Source) -> Plan:
    """The Plan of a decoded source: its tree, made a validated model."""
    with _collector_paused(len(source.text)):
        return _model(_tree(source))


def _model(tree: Tree) -> Plan:
    """The tree as models; a part of it is let go as soon as its model is made."""
    from .model import Node, Plan

    parts = list(reversed(tree.body))
    tree.body = ()
    body = []
    while parts:
        body.append(Node.model_validate(parts.pop(), from_attributes=True))
    whole = {**mapping(tree), "body": body, "diagnostics": tuple(tree.diagnostics)}
    return Plan.model_validate(whole, from_attributes=True)


def tree_of(source: Source) -> Tree:
    """The tree of a decoded source, for those who only write it out."""
    with _collector_paused(len(source.text)):
        return _tree(source)


_LARGE = 300_000
"""From how many characters on the garbage collector is held while a tree is built."""


@contextmanager
def _collector_paused(characters: int) -> Iterator[None]:
    """A large tree is millions of objects and no garbage: scanning them all is waste."""
    if characters < _LARGE or not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _tree(source: Source) -> Tree:
    cleaned = clean(source)
    about = _source_info(source, cleaned)
    lines = scan(cleaned)
    del cleaned  # from here on each line is let go as soon as its node is there
    read = outline(lines)
    meta = metadata_of(source, lines, read)
    classifier = Classifier(meta.genre, read, meta.title)
    del lines
    heads = headings(read, classifier)
    index = LineIndex(source.text)
    facts = Facts(meta, index)
    facts.read(read.root, heads)
    body = Assembler(source.text, index, classifier, heads, facts).body(read.root)
    found = (*read.issues, *link(body)) if body else (diagnostic("DOC001"),)
    return Tree(SCHEMA_VERSION, about, meta, body, Made(partial(_told, index), found))


def _source_info(source: Source, cleaned: Cleaned) -> SourceInfo:
    count = source.text.count("\n") + (not source.text.endswith("\n") and bool(source.text))
    return SourceInfo(
        name=source.name, media_type=source.media_type, encoding=source.encoding,
        sha256=source.sha256, characters=len(source.text), lines=count, repairs=cleaned.repairs,
    )  # fmt: skip


def _told(index: LineIndex, found: Issue | Diagnostic) -> Diagnostic:
    """What is found in the outline as a diagnostic."""
    if isinstance(found, Diagnostic):
        return found
    code, label, number, start, length = found
    span = Span(start, start + length)
    return diagnostic(code, span=span, lines=index.lines(span), label=label, number=number)


def open_plan(path: str | Path) -> Plan:
    """A Plan from an extracted plan (JSON, YAML) or from a document; ``-`` is stdin."""
    return open_with_text(path)[0]


def open_tree(path: str | Path) -> AnyPlan:
    """As :func:`open_plan`, for those who only print: a document's tree is not made a model."""
    return _opened(path, tree_of)[0]


def open_with_text(path: str | Path) -> tuple[Plan, str | None]:
    """As :func:`open_plan`, with the source text; an extracted plan has none."""
    return _opened(path, parse_source)


def _opened(path: str | Path, make: Callable[[Source], _T]) -> tuple[_T | Plan, str | None]:
    from .export import load_plan

    data = _bytes_of(path)
    if _is_extracted(data):
        return load_plan(data.decode("utf-8-sig", "replace"), str(path)), None
    source = read(data, _name_of(path))
    return make(source), source.text
