"""A diff as one HTML page that needs nothing else: side by side, unchanged parts folded.

No script and no network; a content security policy in the page forbids both, and every text of the
documents is escaped. ``<details>`` folds what did not change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from operator import attrgetter

from ..diff.messages import notice_text, pick, type_name, urgent
from ..diff.model import Diff
from ..model import Plan
from .markdown import subject
from .rows import Row, Run, comments, lines_text, rows

_FOLD = 3
"""Unchanged rows are folded from so many on."""

STYLE = """
:root{color-scheme:light dark;--line:#d0d7de;--soft:#f6f8fa;--gone:#ffebe9;--came:#dafbe1;
--warn:#9a6700;--ink:#1f2328;--paper:#fff}
@media(prefers-color-scheme:dark){:root{--line:#30363d;--soft:#161b22;--gone:#67060c66;
--came:#033a1699;--warn:#d29922;--ink:#e6edf3;--paper:#0d1117}}
body{margin:0 auto;max-width:90rem;padding:1rem;color:var(--ink);background:var(--paper);
font:15px/1.7 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
h1{font-size:1.3rem}h2{font-size:1.05rem}
table{width:100%;border-collapse:collapse;table-layout:fixed}
td,th{border:1px solid var(--line);padding:.3rem .5rem;vertical-align:top;text-align:left;
overflow-wrap:anywhere;white-space:pre-line}
th{background:var(--soft)}
.side{width:38%}.note{font-size:.85rem}
tr.same{opacity:.75}
del{background:var(--gone);text-decoration:line-through}
ins{background:var(--came);text-decoration:none;border-bottom:1px solid currentColor}
.high{color:var(--warn);font-weight:600}.high::before{content:"⚠ "}
.lines{opacity:.6;font-size:.8rem}
summary{cursor:pointer;padding:.3rem .5rem;background:var(--soft);border:1px solid var(--line)}
.counts{display:flex;flex-wrap:wrap;gap:.5rem;padding:0;list-style:none}
.counts li{border:1px solid var(--line);border-radius:1rem;padding:0 .7rem}
@media(max-width:45rem){td,th{display:block;width:auto!important}}
@media print{details{display:none}}
"""


def html(old: Plan, diff: Diff, lang: str = "zh") -> str:
    """The page for a diff of ``old``."""
    title = pick(("版本比对", "Comparison"), lang)
    body = "".join(_body(old, diff, lang, title))
    return document(f"{title}: {diff.old.name} → {diff.new.name}", body, lang)


def document(title: str, body: str, lang: str) -> str:
    """A complete page around a body that is already markup."""
    code = "zh-CN" if lang == "zh" else "en"
    return (
        f'<!DOCTYPE html>\n<html lang="{code}">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n"
        f"<body>\n{body}</body>\n</html>\n"
    )


def _body(old: Plan, diff: Diff, lang: str, title: str) -> Iterator[str]:
    yield f"<h1>{title}</h1>\n"
    sides = (_side(side.name, side.title) for side in (diff.old, diff.new))
    yield f"<p>{' → '.join(sides)}</p>\n"
    if diff.empty:
        yield f"<p>{pick(('没有差异。', 'No differences.'), lang)}</p>\n"
    else:
        counts = (f"<li>{type_name(n, lang)} {c}</li>" for n, c in diff.summary.items())
        yield f'<ul class="counts">{"".join(counts)}</ul>\n'
        yield from _attention(diff, lang)
    shown: list[Row] = []
    for changed, found in groupby(rows(old, diff), key=attrgetter("changed")):
        run = list(found)
        if changed or len(run) < _FOLD:
            shown.extend(run)
            continue
        yield from _table(shown, lang)
        yield from _table(run, lang, folded=True)
        shown = []
    yield from _table(shown, lang)


def _side(name: str, title: str | None) -> str:
    return f"<strong>{escape(name)}</strong> {escape(title or '')}"


def _attention(diff: Diff, lang: str) -> Iterator[str]:
    points = [
        f"<li>{escape(subject(edit))} "
        f'<span class="high">{escape(notice_text(n, lang))}</span></li>\n'
        for edit, n in urgent(diff)
    ]
    if points:
        yield f"<h2>{pick(('需要注意', 'Needs attention'), lang)}</h2>\n"
        yield f"<ul>\n{''.join(points)}</ul>\n"


def _table(run: list[Row], lang: str, *, folded: bool = False) -> Iterator[str]:
    if not run:
        return
    if folded:
        words = pick((f"{len(run)}个节点没有变化", f"{len(run)} nodes unchanged"), lang)
        yield f"<details><summary>{words}</summary>\n"
    heads = (pick(w, lang) for w in (("原文", "old"), ("修改后", "new"), ("变化", "change")))
    old, new, change = heads
    yield f'<table>\n<thead><tr><th class="side">{old}</th><th class="side">{new}</th>'
    yield f"<th>{change}</th></tr></thead>\n<tbody>\n"
    for row in run:
        yield _row(row, lang)
    yield "</tbody>\n</table>\n"
    if folded:
        yield "</details>\n"


def _row(row: Row, lang: str) -> str:
    notes = "".join(
        f'<div class="{severity}">{escape(words)}</div>' for severity, words in comments(row, lang)
    )
    style = "" if row.changed else ' class="same"'
    pad = f' style="padding-left:{0.5 + min(row.depth, 8)}rem"'
    return (
        f"<tr{style}><td{pad}>{markup(row.left())}</td><td{pad}>{markup(row.right())}</td>"
        f'<td class="note">{notes}<span class="lines">{lines_text(row)}</span></td></tr>\n'
    )


def markup(found: Iterable[Run], gone: str = "del", came: str = "ins") -> str:
    """Runs as HTML, what went and came in these elements."""
    out: list[str] = []
    for op, text in found:
        safe = escape(text)
        out.append(
            safe
            if op == "="
            else f"<{gone if op == '-' else came}>{safe}</{gone if op == '-' else came}>"
        )
    return "".join(out)
