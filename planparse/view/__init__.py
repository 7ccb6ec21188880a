"""A plan as one HTML page: the tree beside the source, click either to find the other.

The page is a single file that asks for nothing from the network, so that it can be mailed, archived
or opened on a computer without one. Three decisions follow from documents being untrusted and long:

- The document is data, never markup. It stands in the page as JSON in which ``<``, ``>`` and ``&``
  are escaped, and ``page.js`` only ever writes it as text. A Content-Security-Policy names the
  hashes of the page's own script and style, so that nothing else could run or load even so.
- Every position is worked out here (``payload``), where offsets are code points and tests are
  cheap; the script gets offsets in UTF-16 units, as its strings count.
- The browser builds what is looked at: rows of the tree that are in sight, lines of the source in
  pieces while it is idle (``content-visibility`` spares it laying out the rest).
"""

from __future__ import annotations

import hashlib
import html
import json
from base64 import b64encode
from importlib.resources import files
from typing import Literal

from ..model import Plan
from ..patterns import compiled
from .payload import payload

__all__ = ["GENERATOR", "Language", "view_page"]

Language = Literal["zh", "en"]

GENERATOR = '<meta name="generator" content="planparse view">'
"""A line of every page, near its top, by which a page can be known for ours."""

_SLOT = compiled(r"\{\{([a-z]+)\}\}")
_UNSAFE = compiled("[<>&\u2028\u2029\ud800-\udfff]")


def view_page(plan: Plan, text: str | None, *, lang: Language = "zh") -> str:
    """The page of a plan (浏览页) as HTML text, to be written as UTF-8.

    Args:
        plan: what the tree, the tables and the diagnostics are drawn from.
        text: the decoded source that the plan's spans point into; without it (an extracted plan)
            the page shows the texts of the nodes in document order instead.
        lang: the language that the page opens in; the reader can change it.
    """
    style, script = _asset("style.css"), _asset("page.js")
    parts = {
        "lang": "zh-CN" if lang == "zh" else "en",
        "policy": _policy(style, script),
        "generator": GENERATOR,
        "title": html.escape(_printable(plan.meta.title or plan.source.name)),
        "style": style,
        "script": script,
        "data": _json(payload(plan, text, lang)),
    }
    return _SLOT.sub(lambda slot: parts[slot[1]], _asset("page.html"))


def _asset(name: str) -> str:
    return files(__name__).joinpath(name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(content: str) -> str:
    return "sha256-" + b64encode(hashlib.sha256(content.encode()).digest()).decode()


def _printable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _json(data: object) -> str:
    r"""JSON that can stand in a script element, whatever its strings hold.

    >>> print(_json({"text": "</script>"}))
    {"text":"\u003c/script\u003e"}
    """
    plain = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", plain)
