"""What the name and the place of an element say about the text in it (id、class)."""

from __future__ import annotations

from functools import cache

import regex

from ...patterns import compiled
from .page import Region, Table
from .tags import OFF


@cache
def _patterns() -> dict[str, regex.Pattern[str]]:
    sources = {
        "strong": r"(?i)^(?:ucap-?content|trs_(?:editor|ueditor|editor_view|preview)|zoom(?:con)?"
        r"|pages?_?content|custom_unionstyle|v_news_content|vsb_content(?:_\d++)?|js_content"
        r"|rich_media_content|article[-_]?(?:content|body|con|main|text)|content[-_]?article"
        r"|news[-_]?(?:content|con|body|text)|xxgk[-_]?content|zwgk[-_]?content|con_?text"
        r"|detail[-_]?(?:content|con)|text[-_]?content|main[-_]?text|fontzoom|easysite.*content"
        r"|conzt|info[-_]?content|post[-_]?(?:content|body)|entry-content|mw-parser-output)$",
        "off": r"(?i)(?:^|[-_])(?:nav|menu|foot(?:er)?|header?|side(?:bar)?|share|related?|xgxw"
        r"|recommend|crumbs?|breadcrumbs?|copyright|comments?|search|toolbar|links?|hot)"
        r"(?:$|[-_\d])",
        "away": r"(?i)opacity\s*+:\s*+0(?![.\d])|(?:left|top|indent)\s*+:\s*+-\d{3,}"
        r"|(?<![-\w])height\s*+:\s*+0(?:px)?\s*+(?:;|$)",
    }
    return {name: compiled(source) for name, source in sources.items()}


def region_of(
    tag: str, attributes: dict[str, str | None], css: str, parent: int, table: Table | None
) -> Region:
    """The region that an element opens inside the region ``parent``."""
    names = f"{attributes.get('id') or ''} {attributes.get('class') or ''}".split()
    patterns = _patterns()
    return Region(
        parent,
        tag,
        strong=any(patterns["strong"].search(name) for name in names),
        off=tag in OFF
        or bool(css and patterns["away"].search(css))
        or any(patterns["off"].search(name) for name in names),
        table=table.number if table else None,
    )
