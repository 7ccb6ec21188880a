"""Elements by what they do to the text inside (标签)."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


DROPPED = _words(
    "audio canvas datalist embed head iframe map noframes noscript object script style svg"
    " template video"
)
BLOCKS = _words(
    "address article aside blockquote body button caption center dd details dialog div dl dt"
    " fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li"
    " main menu nav ol optgroup option p pre search section select summary table tbody td"
    " textarea tfoot th thead tr ul"
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
FORMATTING = _words("a b big code em font i nobr s small strike strong tt u")
UNCOUNTED = _words(
    "area base body br col colgroup dd dt embed head hr html img input li link meta optgroup"
    " option p param rp rt script source style tbody td tfoot th thead tr track wbr"
)
"""What the HTML rules close by themselves, so that it cannot nest deeply."""
PARTS = _words("dd dt li optgroup option p tbody td tfoot th thead tr")
"""What of these holds text and is as deep as the element around it."""
SMALL = FORMATTING | {"br", "img", "sub", "sup", "span", "input", "label"}
"""What stands inside a line."""
CLOSED = _words(
    "p h1 h2 h3 h4 h5 h6 li ul ol dl dt pre blockquote figure details select a b strong"
)
"""What is part of an article and never holds the whole of one."""
TRANSPARENT = _words("table tbody tfoot thead tr")
"""What cannot be the article itself, but may hold it."""
OFF = _words("aside button footer header menu nav select")
"""What belongs to the site."""
