"""The labels Word generates (自动编号), resolved from numbering.xml as Word resolves them.

A paragraph names a list (``numId``) and a level (``ilvl``); the list is an instance of an abstract
definition. Where the standard (ECMA-376, 17.9) leaves questions open we do as Word does:

* Instances of one abstract definition count together; an instance's ``startOverride`` takes effect
  once, where that instance and level are first used.
* A level that was never used when a deeper one is needed counts as used once (``1.1`` first, then
  ``2``).
* ``isLgl`` turns the numbers *inherited* from outer levels into decimals, save ``decimalZero``;
  the level's own number keeps its format.
* Text boxes count for themselves, headers and footers together, each kind of notes for itself; the
  reader makes one :class:`Counter` for each of these stories.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple
from xml.etree.ElementTree import Element

from ..formats import write_number
from .properties import at, count, flag, value

LEVELS = 9
MAX_LABEL = 255
MAX_LINKS = 4
BULLET = "●"

_PLACEHOLDER = re.compile(r"%([1-9])")
_SYMBOL_FONTS = ("wingdings", "webdings", "symbol", "zapf", "marlett", "opensymbol")
_SUFFIX = {"tab": " ", "space": " ", "nothing": ""}


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list definition (编号级别)."""

    start: int = 1
    fmt: str = "decimal"
    width: int = 0
    """Digits of a custom zero-padded format (001, 002…)."""
    text: str = ""
    suffix: str = " "
    legal: bool = False
    restart: int | None = None
    style: str | None = None
    hidden: bool = False

    def write(self, number: int) -> str:
        """The number alone, without what surrounds it."""
        written = write_number(number, self.fmt)
        return written.zfill(self.width) if self.width else written

    def restarts_after(self, used: int, own: int) -> bool:
        """Whether level ``own`` (this one) starts anew after level ``used`` (both from 0)."""
        if self.restart is None or self.restart > own:
            return True
        return used < self.restart


class Label(NamedTuple):
    """A generated label and what stands between it and the text."""

    text: str
    suffix: str


_NO_LEVEL = Level(fmt="none", suffix="")


@dataclass(frozen=True, slots=True)
class _Instance:
    """A ``w:num``: the abstract definition it counts with, its levels, and its start overrides."""

    abstract: str
    levels: tuple[Level, ...]
    starts: Mapping[int, int] = field(default_factory=dict)


def _format(lvl: Element) -> tuple[str, int]:
    """The number format of a level and the width of a zero-padded custom one."""
    direct = lvl.find("w:numFmt")
    custom = at(lvl, "mc:AlternateContent/mc:Choice/w:numFmt")
    if custom is not None:
        first = custom.get("w:format", "").partition(",")[0].strip()
        if re.fullmatch("0{1,9}1", first):
            return "decimal", len(first)
        direct = at(lvl, "mc:AlternateContent/mc:Fallback/w:numFmt") if direct is None else direct
    return (direct.get("w:val", "decimal") if direct is not None else "decimal"), 0


def _bullet(lvl: Element, text: str) -> str:
    """The text of a bullet; characters of symbol fonts and pictures become ●."""
    fonts = at(lvl, "w:rPr/w:rFonts")
    names = " ".join(fonts.attrib.values()).lower() if fonts is not None else ""
    private = any("\ue000" <= sign <= "\uf8ff" for sign in text)
    if private or not text.strip() or any(font in names for font in _SYMBOL_FONTS):
        return BULLET
    return text


def read_level(lvl: Element) -> Level:
    """A level from its ``w:lvl`` element."""
    fmt, width = _format(lvl)
    text = (value(lvl, "w:lvlText") or "")[:MAX_LABEL]
    picture = lvl.find("w:lvlPicBulletId") is not None
    if fmt == "bullet":
        text = BULLET if picture else _bullet(lvl, text)
    restart = value(lvl, "w:lvlRestart")
    return Level(
        start=count(value(lvl, "w:start"), 0, most=32_767),
        fmt=fmt,
        width=width,
        text=text,
        suffix=_SUFFIX.get(value(lvl, "w:suff") or "tab", " "),
        legal=bool(flag(lvl, "w:isLgl")),
        restart=None if restart is None else count(restart, LEVELS),
        style=value(lvl, "w:pStyle"),
        hidden=bool(flag(lvl, "w:rPr/w:vanish")),
    )


def _levels(parent: Element) -> tuple[Level, ...]:
    found = {count(lvl.get("w:ilvl"), -1): read_level(lvl) for lvl in parent.findall("w:lvl")}
    return tuple(found.get(index, _NO_LEVEL) for index in range(LEVELS))


class Numbering:
    """The list definitions of a document (numbering.xml).

    ``style_lists`` gives the list (numId) of each numbering style, which definitions may only
    refer to (``numStyleLink``).
    """

    def __init__(self, root: Element | None, style_lists: Mapping[str, str]) -> None:
        self._lists: dict[str, _Instance] = {}
        if root is None:
            return
        abstracts = {a.get("w:abstractNumId", ""): a for a in root.findall("w:abstractNum")}
        nums = {n.get("w:numId", ""): n for n in root.findall("w:num")}
        levels = {key: _levels(element) for key, element in abstracts.items()}
        for num_id, num in nums.items():
            key = _abstract(num, abstracts, nums, style_lists)
            if key is not None:
                self._lists[num_id] = _instance(num, key, levels[key])

    def instance(self, num_id: str) -> _Instance | None:
        """The list with this id, or None ("0" stands for no numbering)."""
        return self._lists.get(num_id) if num_id != "0" else None

    def level_of_style(self, num_id: str, style: str) -> int | None:
        """The level of a list that is linked to a paragraph style (``w:pStyle``), if any."""
        instance = self.instance(num_id)
        for index, level in enumerate(instance.levels if instance else ()):
            if level.style == style:
                return index
        return None


def _abstract(
    num: Element,
    abstracts: Mapping[str, Element],
    nums: Mapping[str, Element],
    style_lists: Mapping[str, str],
) -> str | None:
    """The id of the definition a list really uses, after following numStyleLink."""
    key = value(num, "w:abstractNumId")
    for _ in range(MAX_LINKS):
        link = value(abstracts.get(key or ""), "w:numStyleLink")
        following = nums.get(style_lists.get(link, "")) if link else None
        if following is None:
            break
        key = value(following, "w:abstractNumId")
    return key if key in abstracts else None


def _instance(num: Element, key: str, levels: tuple[Level, ...]) -> _Instance:
    starts: dict[int, int] = {}
    own = list(levels)
    for override in num.findall("w:lvlOverride"):
        index = count(override.get("w:ilvl"), -1)
        if not 0 <= index < LEVELS:
            continue
        lvl = override.find("w:lvl")
        if lvl is not None:
            own[index] = read_level(lvl)
        start = value(override, "w:startOverride")
        if start is not None:
            starts[index] = count(start, 0, most=32_767)
            own[index] = replace(own[index], start=starts[index])
    return _Instance(key, tuple(own), starts)


class Counter:
    """The running numbers of one story (正文、文本框、页眉…), by abstract definition."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._values: dict[str, list[int | None]] = {}
        self._used: set[tuple[str, int]] = set()

    def next(self, num_id: str, ilvl: int) -> Label | None:
        """The label of the next paragraph on this level; None where nothing is printed."""
        instance = self._numbering.instance(num_id)
        if instance is None or not 0 <= ilvl < LEVELS:
            return None
        values = self._values.setdefault(instance.abstract, [None] * LEVELS)
        self._count(instance, num_id, values, ilvl)
        level = instance.levels[ilvl]
        text = self._text(instance, values, ilvl)
        if level.hidden or not text:
            return None
        return Label(text, level.suffix)

    def _count(self, instance: _Instance, num_id: str, values: list[int | None], ilvl: int) -> None:
        for outer in range(ilvl):
            if values[outer] is None:
                values[outer] = instance.levels[outer].start
        current = values[ilvl]
        override = ilvl in instance.starts and (num_id, ilvl) not in self._used
        restart = current is None or override
        values[ilvl] = instance.levels[ilvl].start if restart else (current or 0) + 1
        self._used.add((num_id, ilvl))
        for inner in range(ilvl + 1, LEVELS):
            if instance.levels[inner].restarts_after(ilvl, inner):
                values[inner] = None

    def _text(self, instance: _Instance, values: list[int | None], ilvl: int) -> str:
        level = instance.levels[ilvl]
        if level.fmt == "bullet":
            return level.text

        def number(match: re.Match[str]) -> str:
            index = int(match[1]) - 1
            shown = instance.levels[index]
            current = values[index]
            if index > ilvl or current is None or shown.fmt in ("none", "bullet"):
                return ""
            if level.legal and index < ilvl and shown.fmt != "decimalZero":
                return str(current)
            return shown.write(current)

        return _PLACEHOLDER.sub(number, level.text)[:MAX_LABEL]
