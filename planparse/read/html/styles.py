"""How text is set inside an element: bold, typeface, size (字体、字号)."""

from __future__ import annotations

from functools import cache
from typing import Any

import regex

from ...patterns import compiled
from ..looks import face_of
from .page import Style


@cache
def _patterns() -> dict[str, regex.Pattern[str]]:
    sources = {
        "weight": r"(?i)font-weight\s*+:\s*+(bold|[1-9]00|normal)",
        "face": r"(?i)font-family\s*+:\s*+([^;]++)",
        "size": r"(?i)font-size\s*+:\s*+(\d{1,3}(?:\.\d++)?)\s*+(px|pt)",
    }
    return {name: compiled(source) for name, source in sources.items()}


def styled(style: Style, tag: str, attributes: dict[str, str | None]) -> Style:
    """The style inside an element, given the style around it."""
    changes: dict[str, Any] = {}
    if tag in ("b", "strong", "th"):
        changes["bold"] = True
    elif tag == "a":
        changes["link"] = True
    elif tag in ("pre", "textarea"):
        changes["pre"] = True
    if tag == "font" and attributes.get("face"):
        changes["face"] = _face(attributes["face"] or "")
    css = attributes.get("style") or ""
    if "font" in css.lower():
        changes |= _from_css(css)
    return style._replace(**changes) if changes else style


def _from_css(css: str) -> dict[str, Any]:
    patterns, changes = _patterns(), dict[str, Any]()
    if found := patterns["weight"].search(css):
        changes["bold"] = found[1].lower() == "bold" or (found[1] >= "600" and found[1].isdigit())
    if found := patterns["face"].search(css):
        changes["face"] = _face(found[1])
    if found := patterns["size"].search(css):
        changes["size"] = round(float(found[1]) * (0.75 if found[2].lower() == "px" else 1), 2)
    return changes


def _face(families: str) -> str:
    """The typeface class of a font list, by its first font."""
    return face_of(families.split(",")[0])
