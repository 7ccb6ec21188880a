"""Zip packages of XML parts (docx, ofd), opened as if every file came from a stranger.

Nothing is ever unpacked to disk, so a part's name is only a key and path tricks have no effect.
What a hostile file could still cost is bounded here, once, for both formats: a part is refused by
its declared size *and* by what actually comes out, the package by the sum, and a part that grows
by more than ``MAX_RATIO`` is taken for a bomb. XML is read by expat with a handler that refuses
any document type, which is the only door to entities, and with limits on depth and on the number
of elements; so readers may recurse over the tree. Names come back as ``prefix:local`` with our own
prefixes (``w:p``), the same for transitional and strict OOXML.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from typing import NamedTuple
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from ..errors import ReadError, brief, reason
from .source import check_size

MAX_PART = 128 << 20
MAX_TOTAL = 256 << 20
MAX_RATIO = 200
SMALL = 4 << 20
MAX_ENTRIES = 20_000
MAX_DEPTH = 200
MAX_ELEMENTS = 2_000_000

# Everything zipfile and zlib raise on damaged input (Python 3.11 to 3.14).
_ZIP_FAULTS = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
    IndexError,
    KeyError,
)
_STORED_OR_DEFLATED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

_OOXML = "http://schemas.openxmlformats.org/"
_STRICT = "http://purl.oclc.org/ooxml/"
_PREFIXES = {
    _OOXML + "wordprocessingml/2006/main": "w",
    _STRICT + "wordprocessingml/main": "w",
    _OOXML + "officeDocument/2006/relationships": "r",
    _STRICT + "officeDocument/relationships": "r",
    _OOXML + "officeDocument/2006/math": "m",
    _STRICT + "officeDocument/math": "m",
    _OOXML + "package/2006/relationships": "rel",
    _OOXML + "markup-compatibility/2006": "mc",
    _OOXML + "package/2006/metadata/core-properties": "cp",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://www.w3.org/XML/1998/namespace": "xml",
    "urn:schemas-microsoft-com:vml": "v",
    "http://schemas.microsoft.com/office/2006/xmlPackage": "pkg",
}
_DECLARED = re.compile(
    rb"""^(?:\xef\xbb\xbf)?\s*<\?xml[^>]{0,200}?encoding\s*=\s*["'](gb[\w-]*)""", re.I
)
_DECLARATION = re.compile(r"^\ufeff?\s*<\?xml[^>]{0,200}\?>")


def _short(name: str) -> str:
    """An expanded name (``uri local``) with our prefix; ``x:`` for namespaces we do not know."""
    uri, _, local = name.rpartition(" ")
    if not uri:
        return local
    if "ofdspec.org" in uri:
        return "ofd:" + local
    return _PREFIXES.get(uri, "x") + ":" + local


class _Names(dict[str, str]):
    """Expanded names to short ones, each computed once a document."""

    def __missing__(self, name: str) -> str:
        short = self[name] = _short(name)
        return short


class _Tree:
    """The expat handlers that build an element tree within the limits."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._names = _Names()
        self._builder = TreeBuilder()
        self._depth = 0
        self._left = MAX_ELEMENTS

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Open an element."""
        self._depth += 1
        self._left -= 1
        if self._depth > MAX_DEPTH:
            raise ReadError(
                "{where} nests elements more than {limit} deep; "
                "open the file in its own program and save a copy",
                where=self._where, limit=MAX_DEPTH,
            )  # fmt: skip
        if self._left < 0:
            raise ReadError(
                "{where} holds more than {limit} elements; "
                "open the file in its own program and save a copy",
                where=self._where, limit=MAX_ELEMENTS,
            )  # fmt: skip
        names = self._names
        self._builder.start(names[name], {names[k]: v for k, v in attributes.items()})

    def end(self, name: str) -> None:
        """Close an element."""
        self._depth -= 1
        self._builder.end(name)

    def doctype(self, *_: object) -> None:
        """Refuse a document type, and with it every entity and external reference."""
        raise ReadError(
            "{where} declares a document type or entities; "
            "open the file in its own program and save a copy",
            where=self._where,
        )

    def build(self, data: bytes, encoding: str | None) -> Element:
        """The root element of ``data``."""
        parser = expat.ParserCreate(encoding, namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self._builder.data
        parser.StartDoctypeDeclHandler = self.doctype
        parser.EntityDeclHandler = self.doctype
        parser.Parse(data, True)
        root = self._builder.close()
        assert isinstance(root, Element)
        return root


def parse_xml(data: bytes, where: str) -> Element:
    """The root of an XML part with short names; ``where`` names file and part in errors."""
    encoding = None
    if _DECLARED.match(data):  # expat knows no multi-byte encodings
        text = data.decode("gb18030", "replace")
        data, encoding = _DECLARATION.sub("", text).encode("utf-8"), "utf-8"
    try:
        return _Tree(where).build(data, encoding)
    except expat.ExpatError as error:
        raise ReadError(
            "{where}:{line}:{column} is damaged: {error}; "
            "open the file in its own program and save a copy",
            where=where,
            line=error.lineno,
            column=error.offset + 1,
            error=expat.ErrorString(error.code),
        ) from error
    except (LookupError, ValueError) as error:
        raise ReadError(
            "{where} is in an encoding that cannot be read: {error}; save a copy in UTF-8",
            where=where,
            error=error,
        ) from error


class Relation(NamedTuple):
    """One relationship of a part: the last word of its type and the part it leads to."""

    kind: str
    target: str


class Package:
    """A zip archive whose parts are read on demand, within the limits."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._left = MAX_TOTAL
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except _ZIP_FAULTS as error:
            raise ReadError(
                "{name} is not a complete zip package ({error}); get the file again, or open it "
                "in its own program and save a copy",
                name=name,
                error=reason(error),
            ) from error
        if len(entries) > MAX_ENTRIES:
            raise ReadError(
                "{name} holds {count} parts, more than any document needs",
                name=name,
                count=len(entries),
            )
        self._entries = {_key(entry.filename): entry for entry in entries}

    def __contains__(self, part: str) -> bool:
        return _key(part) in self._entries

    def read(self, part: str) -> bytes:
        """The bytes of a part; it must exist."""
        entry = self._entries.get(_key(part))
        if entry is None:
            raise missing(self.name, part)
        self._check(entry, part)
        try:
            with self._zip.open(entry) as stream:
                data = stream.read(min(MAX_PART, self._left) + 1)
        except _ZIP_FAULTS as error:
            raise ReadError(
                "{name}: part {part} is damaged ({error}); get the file again, or open it "
                "in its own program and save a copy",
                name=self.name,
                part=brief(part),
                error=reason(error),
            ) from error
        self._left -= len(data)
        if self._left < 0 or len(data) > MAX_PART:
            raise self._bomb(part)
        return data

    def _check(self, entry: zipfile.ZipInfo, part: str) -> None:
        if entry.flag_bits & 0x1:
            raise ReadError("{name} is encrypted; save a copy without a password", name=self.name)
        if entry.compress_type not in _STORED_OR_DEFLATED:
            raise ReadError(
                "{name}: part {part} is packed by a method that documents do not use; "
                "open it in its own program and save a copy",
                name=self.name,
                part=brief(part),
            )
        grown = entry.file_size > SMALL and entry.file_size > MAX_RATIO * entry.compress_size
        if grown or entry.file_size > min(MAX_PART, self._left):
            raise self._bomb(part)

    def _bomb(self, part: str) -> ReadError:
        return ReadError(
            "{name}: part {part} unpacks to more than a document can need "
            "(limit {part_limit} MB a part, {limit} MB in all, "
            "growth {growth} times); it was not opened",
            name=self.name,
            part=brief(part),
            part_limit=MAX_PART >> 20,
            limit=MAX_TOTAL >> 20,
            growth=MAX_RATIO,
        )

    def xml(self, part: str) -> Element | None:
        """The root of an XML part, or None if the package has no such part."""
        if part not in self:
            return None
        return parse_xml(self.read(part), f"{self.name}: {brief(part)}")

    def relations(self, part: str) -> dict[str, Relation]:
        """The internal relationships of a part ("" for the package) by id."""
        folder, file = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", file + ".rels"))
        found: dict[str, Relation] = {}
        for element in root if root is not None else ():
            if element.get("TargetMode", "").lower() == "external":
                continue
            target = element.get("Target", "").replace("\\", "/")
            kind = element.get("Type", "").rpartition("/")[2]
            found[element.get("Id", "")] = Relation(kind, resolve(folder, target))
        return found


class FlatPackage(Package):
    """A package in one XML file (Flat OPC), as programs fill in that use Word's XML for a form."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        check_size(data, name, MAX_PART)
        self._trees: dict[str, Element] = {}
        for part in parse_xml(data, name).findall("pkg:part"):
            content = part.find("pkg:xmlData")
            if content is not None and len(content):
                self._trees[_key(part.get("pkg:name", ""))] = content[0]

    def __contains__(self, part: str) -> bool:
        return _key(part) in self._trees

    def xml(self, part: str) -> Element | None:
        """The root of an XML part, or None if the package has no such part."""
        return self._trees.get(_key(part))


def opened(data: bytes, name: str) -> Package:
    """The package in a file, a zip archive or one XML file."""
    return Package(data, name) if data[:2] == b"PK" else FlatPackage(data, name)


def missing(name: str, part: str) -> ReadError:
    """The error for a part that the package must have."""
    return ReadError(
        "{name} has no part {part}; it is incomplete: get the file again",
        name=name,
        part=brief(part),
    )


def resolve(folder: str, target: str) -> str:
    """A part name from a reference relative to ``folder``.

    >>> resolve("word", "header1.xml"), resolve("Doc_0", "/Doc_0/Pages/../Tpls/a.xml")
    ('word/header1.xml', 'Doc_0/Tpls/a.xml')
    """
    path = posixpath.normpath(posixpath.join("/", folder, target.replace("\\", "/")))
    return path.lstrip("/")


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def number(value: str | None, default: float = 0.0) -> float:
    """A finite decimal attribute, or ``default``.

    >>> number("3.5"), number("nan"), number(None, 1.0)
    (3.5, 0.0, 1.0)
    """
    if value is None or len(value) > 40:
        return default
    try:
        result = float(value)
    except ValueError:
        return default
    return result if abs(result) < 1e9 else default
