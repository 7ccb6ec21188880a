"""Saved web pages to a text layer in which the article and the site around it are told apart.

The page is parsed by lexbor (through selectolax), because saved pages are never valid and lexbor
repairs them as browsers do. One pass over the tree gives one line a block (p, leaf div, li, table
cell, heading, run between two br); everything later works on these lines and on the list of
regions (elements) that hold them, never on the tree again.

Where the article is. Every line has a weight: its characters, if it reads like prose, less those
in links. A region weighs what its lines weigh. A region with an id or class that Chinese content
systems give to articles (UCAP-CONTENT, TRS_Editor, zoom…) wins if it holds a fair part of the
page; else the search goes down from the root as long as one region holds nearly all of what its
parent holds, and stops where the weight divides among paragraphs. A sentence that stands on the
page twice counts only where it stands in the smaller block, so that a hidden copy for reading
aloud neither draws the search away nor widens it. Nothing is thrown away but script, style and
what the page hides: lines outside the article have the role ``furniture``.

Tables are data or layout. A table around the article, around another table, or with one cell that
holds most of the article is layout and its cells are plain blocks.

Two guards keep time linear. Elements nested deeper than browsers allow (512) are unwrapped before
parsing, since the HTML rules look through all open elements at each ``<div>``; open formatting
elements are limited to eight, since the rules open each of them again in every paragraph.
"""

from __future__ import annotations

import codecs
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import regex

from ..errors import MissingExtraError, ReadError
from ..patterns import compiled
from ..tree import Origin
from .source import Hint, Role, Source

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

MAX_BYTES = 200_000_000
_MAX_DEPTH = 512
_MAX_FORMATTING = 8
_MAX_COLUMNS = 256


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_DROPPED = _words(
    "audio canvas datalist embed head iframe map noframes noscript object script style svg"
    " template video"
)
_BLOCKS = _words(
    "address article aside blockquote body button caption center dd details dialog div dl dt"
    " fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li"
    " main menu nav ol optgroup option p pre search section select summary table tbody td"
    " textarea tfoot th thead tr ul"
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_FORMATTING = _words("a b big code em font i nobr s small strike strong tt u")
_UNCOUNTED = _words(
    "area base body br col colgroup dd dt embed head hr html img input li link meta optgroup"
    " option p param rp rt script source style tbody td tfoot th thead tr track wbr"
)
_SMALL = _FORMATTING | {"br", "img", "sub", "sup", "span", "input", "label"}
_CLOSED = _words(
    "p h1 h2 h3 h4 h5 h6 li ul ol dl dt pre blockquote figure details select a b strong"
)
_TRANSPARENT = _words("table tbody tfoot thead tr")
_OFF_TAGS = _words("aside button footer header menu nav select")


# --- decoding ------------------------------------------------------------------------------------

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CODECS = {
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "x-gbk", "gb_2312-80", "csgb2312"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "big5hkscs", "x-x-big5", "cn-big5"), "big5hkscs"),
    **dict.fromkeys(("utf-8", "utf8", "unicode-1-1-utf-8"), "utf-8"),
}


@cache
def _charset_pattern() -> regex.Pattern[bytes]:
    return regex.compile(rb"""(?i)(?:charset|encoding)\s*+=\s*+["']?\s*+([-\w]++)""")


def _decode(data: bytes) -> tuple[str, str]:
    """The text of a page and its encoding: by BOM, else UTF-8 if valid, else what meta declares."""
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return data.decode(codec, "replace").removeprefix("\ufeff"), codec
    even, odd = data[:4096:2].count(0), data[1:4096:2].count(0)
    if max(even, odd) * 50 > len(data[:4096]) and max(even, odd) > 4 * min(even, odd):
        codec = "utf-16-be" if even > odd else "utf-16-le"
        return data.decode(codec, "replace"), codec
    found = _charset_pattern().search(data, 0, 4096)
    declared = _CODECS.get(found[1].decode("ascii").lower()) if found else None
    return _least_damaged(data, [declared] if declared else [])


@cache
def _private_use() -> regex.Pattern[str]:
    return compiled("[\ue000-\uf8ff]")


def _least_damaged(data: bytes, declared: list[str]) -> tuple[str, str]:
    """The reading with fewest undecodable bytes; the declared encoding is forgiven one in 500.

    GB 18030 reads nearly any bytes; what it does not know comes out as private use characters.
    """
    best: tuple[int, str, str] | None = None
    for codec in dict.fromkeys(["utf-8", *declared, "gb18030", "big5hkscs"]):
        text = codecs.getincrementaldecoder(codec)("replace").decode(data)
        faults = text.count("\ufffd")
        if codec == "gb18030":
            faults += len(_private_use().findall(text))
        if codec in declared and faults * 500 < len(text):
            faults = 0
        if best is None or faults < best[0]:
            best = (faults, text, codec)
        if not faults:
            break
    assert best is not None
    return best[1], best[2]


@cache
def _tag_pattern() -> regex.Pattern[str]:
    return compiled(r"<(/?)([a-zA-Z][^\s/<>]*+)[^<>]*+>")


def _flatten(html: str) -> str:
    """The page without elements that are nested deeper than any browser would keep them."""
    levels: Counter[str] = Counter()
    dropped: Counter[str] = Counter()
    out: list[str] = []
    done = 0
    for tag in _tag_pattern().finditer(html):
        name = tag[2].lower()
        if name in _UNCOUNTED or tag[0].endswith("/>"):
            continue
        formatting = name in _FORMATTING
        counter = "formatting" if formatting else "other"
        limit = _MAX_FORMATTING if formatting else _MAX_DEPTH
        if not tag[1] and levels[counter] < limit:
            levels[counter] += 1
        elif tag[1] and not dropped[name]:
            levels[counter] = max(0, levels[counter] - 1)
        else:
            dropped[name] += -1 if tag[1] else 1
            out += html[done : tag.start()], "" if name in _SMALL else "<br>"
            done = tag.end()
    return "".join([*out, html[done:]])


# --- from the tree to lines ----------------------------------------------------------------------


class _Style(NamedTuple):
    bold: bool = False
    face: str = ""
    size: float | None = None
    link: bool = False
    pre: bool = False


@dataclass(slots=True)
class _Region:
    """One element that can hold lines."""

    parent: int
    tag: str
    strong: bool = False
    weak: bool = False
    off: bool = False
    table: int | None = None
    """The table whose cell holds the region."""
    weight: float = 0.0
    lines: int = 0


@dataclass(slots=True)
class _Line:
    text: str
    region: int
    runs: list[tuple[int, _Style]]
    cell: tuple[int, int, int] | None
    heading: int | None
    weight: float = 0.0
    repeated: bool = False

    @property
    def links(self) -> int:
        return sum(length for length, style in self.runs if style.link)

    @property
    def size(self) -> float | None:
        return self.runs[0][1].size if self.runs else None


@dataclass(slots=True)
class _Table:
    """The grid of one table: where the next cell goes, and which places merged cells hold."""

    number: int
    row: int = 0
    column: int = 0
    held: dict[int, int] = field(default_factory=dict)
    """Column to the last row in which a cell from above still fills it."""
    width: int = 0
    leads: dict[int, int] = field(default_factory=dict)
    """Width of the first cell of each row."""

    def next_row(self) -> None:
        self.row += 1
        self.column = 0

    def place(self, attributes: dict[str, str | None]) -> tuple[int, int, int]:
        """The (table, row, column) of the cell that begins here, counted from 1."""
        self.row = self.row or 1
        column = self.column
        while self.held.get(column, 0) >= self.row:
            column += 1
        wide = _span(attributes.get("colspan"))
        high = _span(attributes.get("rowspan"))
        if high > 1 and column < _MAX_COLUMNS:
            self.held.update(dict.fromkeys(range(column, column + wide), self.row + high - 1))
        self.leads.setdefault(self.row, wide)
        self.column = column + wide
        self.width = max(self.width, self.column)
        return self.number, self.row, column + 1

    def caption_rows(self) -> int:
        """How many rows at the top are one cell across the whole table: a caption, not data."""
        if self.width < 2:
            return 0
        data = (row for row, wide in self.leads.items() if wide < self.width)
        return next(data, 1) - 1


def _span(value: str | None) -> int:
    value = (value or "").strip()
    if not (value.isascii() and value.isdigit()):
        return 1
    return min(max(int(value[:4]), 1), _MAX_COLUMNS)


@dataclass(slots=True)
class _Page:
    """What one pass over the tree collects."""

    lines: list[_Line] = field(default_factory=list)
    regions: list[_Region] = field(default_factory=list)
    tables: list[_Table] = field(default_factory=list)
    layout: set[int] = field(default_factory=set)
    hidden: int = 0


@dataclass(slots=True)
class _Frame:
    """The state of one open element, restored when it closes."""

    block: bool
    region: int
    style: _Style
    table: _Table | None
    cell: tuple[int, int, int] | None
    heading: int | None


@cache
def _patterns() -> dict[str, regex.Pattern[str]]:
    sources = {
        "hidden": r"(?i)display\s*+:\s*+none",
        "away": r"(?i)opacity\s*+:\s*+0(?![.\d])|(?:left|top|indent)\s*+:\s*+-\d{3,}"
        r"|(?<![-\w])height\s*+:\s*+0(?:px)?\s*+(?:;|$)",
        "as_block": r"(?i)display\s*+:\s*+(?:block|table|flex|grid)",
        "as_inline": r"(?i)display\s*+:\s*+inline\s*+(?:;|!|$)",
        "weight": r"(?i)font-weight\s*+:\s*+(bold|[1-9]00|normal)",
        "face": r"(?i)font-family\s*+:\s*+([^;]++)",
        "size": r"(?i)font-size\s*+:\s*+(\d{1,3}(?:\.\d++)?)\s*+(px|pt)",
        "blank": r"[\s\u00a0\u200b\u2060\ufeff]++",
        "unseen": r"[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]++",
        "wrap": r"(?<=[\u3001-\u9fff\uff00-\uffef])[ \t\r]*+\n[ \t\r\n]*+"
        r"(?=[\u3001-\u9fff\uff00-\uffef])",
        "strong": r"(?i)^(?:ucap-?content|trs_(?:editor|ueditor|editor_view|preview)|zoom(?:con)?"
        r"|pages?_?content|custom_unionstyle|v_news_content|vsb_content(?:_\d++)?|js_content"
        r"|rich_media_content|article[-_]?(?:content|body|con|main|text)|content[-_]?article"
        r"|news[-_]?(?:content|con|body|text)|xxgk[-_]?content|zwgk[-_]?content|con_?text"
        r"|detail[-_]?(?:content|con)|text[-_]?content|main[-_]?text|fontzoom|easysite.*content"
        r"|conzt|info[-_]?content|post[-_]?(?:content|body)|entry-content|mw-parser-output)$",
        "weak": r"(?i)^(?:content|article|main|con|text|detail|body|post|entry|view)$",
        "off": r"(?i)(?:^|[-_\b])(?:nav|menu|foot(?:er)?|header?|side(?:bar)?|share|related?|xgxw"
        r"|recommend|crumbs?|breadcrumbs?|copyright|comments?|search|toolbar|links?|hot)"
        r"(?:$|[-_\b\d])",
    }
    return {name: compiled(source) for name, source in sources.items()}


def _face(families: str) -> str:
    """The typeface class of a font list: hei (黑体), kai (楷体), fang (仿宋), song (宋体) or ''."""
    first = families.split(",")[0].lower()
    if "雅黑" in first or "yahei" in first:
        return ""
    names = (("hei", "黑"), ("kai", "楷"), ("fang", "仿"), ("song", "宋"), ("simsun", "宋"))
    return next((latin for latin, han in names if latin in first or han in first), "")


def _styled(style: _Style, tag: str, attributes: dict[str, str | None]) -> _Style:
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


class _Collector:
    """Walks the tree once, without recursion, and breaks its text into lines."""

    def __init__(self, show_hidden: bool) -> None:
        self.page = _Page()
        self._show_hidden = show_hidden
        self._parts: list[tuple[str, _Style]] = []
        self._place: _Frame | None = None
        self._frames = [_Frame(True, -1, _Style(), None, None, None)]

    def walk(self, root: LexborNode) -> _Page:
        """Visits every element once: down to the first child, along, and up again."""
        node: LexborNode | None = root
        while node is not None:
            below = node.child if self._enter(node) else None
            if below is not None:
                node = below
                continue
            self._leave(node)
            while node.next is None or len(self._frames) == 1:
                parent = node.parent
                if parent is None or len(self._frames) == 1:
                    self._flush()
                    return self.page
                node = parent
                self._leave(node)
            node = node.next
        return self.page

    def _enter(self, node: LexborNode) -> bool:
        """Opens a node; says whether its children are to be visited."""
        tag = node.tag or ""
        if tag == "-text":
            self._text(node.text_content or "")
        elif tag == "br":
            self._flush()
        if not node.is_element_node:
            self._frames.append(self._frames[-1])
            return False
        attributes = node.attributes
        css = attributes.get("style") or ""
        if self._drops(node, tag, attributes, css):
            self._frames.append(self._frames[-1])
            return False
        self._open(tag, attributes, css)
        return True

    def _drops(
        self, node: LexborNode, tag: str, attributes: dict[str, str | None], css: str
    ) -> bool:
        if tag in _DROPPED:
            return True
        if "hidden" not in attributes and not (css and _patterns()["hidden"].search(css)):
            return False
        if self._show_hidden:
            return False
        self.page.hidden += len(node.text(deep=True))
        return True

    def _open(self, tag: str, attributes: dict[str, str | None], css: str) -> None:
        outer = self._frames[-1]
        block = tag in _BLOCKS
        if css and "display" in css.lower():
            as_block, as_inline = _patterns()["as_block"], _patterns()["as_inline"]
            block = bool(as_block.search(css)) or (block and not as_inline.search(css))
        if block:
            self._flush()
        region = outer.region
        if tag not in _SMALL or block or attributes.get("id") or attributes.get("class"):
            region = self._region(tag, attributes, css)
        style = _styled(outer.style, tag, attributes)
        frame = _Frame(block, region, style, outer.table, outer.cell, outer.heading)
        if tag in _HEADINGS:
            frame.heading = _HEADINGS[tag]
        elif tag == "table":
            self._open_table(frame)
        elif tag == "tr" and frame.table:
            frame.table.next_row()
        elif tag in ("td", "th") and frame.table:
            frame.cell = frame.table.place(attributes)
        self._frames.append(frame)

    def _open_table(self, frame: _Frame) -> None:
        if frame.table:
            self.page.layout.add(frame.table.number)
        frame.table, frame.cell = _Table(len(self.page.tables)), None
        self.page.tables.append(frame.table)

    def _region(self, tag: str, attributes: dict[str, str | None], css: str) -> int:
        names = f"{attributes.get('id') or ''} {attributes.get('class') or ''}".split()
        patterns = _patterns()
        self.page.regions.append(
            _Region(
                self._frames[-1].region,
                tag,
                strong=any(patterns["strong"].search(name) for name in names),
                weak=tag in ("article", "main")
                or any(patterns["weak"].search(name) for name in names),
                off=tag in _OFF_TAGS
                or bool(css and patterns["away"].search(css))
                or any(patterns["off"].search(name) for name in names),
                table=table.number if (table := self._frames[-1].table) else None,
            )
        )
        return len(self.page.regions) - 1

    def _leave(self, node: LexborNode) -> None:
        if node.tag == "-text" or not node.is_element_node:
            self._frames.pop()
            return
        frame = self._frames[-1]
        if frame is not self._frames[-2] and frame.block:
            self._flush()
        self._frames.pop()

    def _text(self, text: str) -> None:
        frame = self._frames[-1]
        pieces = text.split("\n") if frame.style.pre else [_patterns()["wrap"].sub("", text)]
        for number, piece in enumerate(pieces):
            if number:
                self._flush()
            if piece:
                self._parts.append((piece, frame.style))
                if self._place is None and not piece.isspace():
                    self._place = frame

    def _flush(self) -> None:
        """Ends the line that has been collected, if there is any ink in it."""
        parts, frame = self._parts, self._place
        self._parts, self._place = [], None
        if frame is None:
            return
        text, runs = _squeeze(parts)
        if text:
            region, cell, heading = max(frame.region, 0), frame.cell, frame.heading
            self.page.lines.append(_Line(text, region, runs, cell, heading))


def _squeeze(parts: list[tuple[str, _Style]]) -> tuple[str, list[tuple[int, _Style]]]:
    """One line of text with single blanks, and its runs of one style as (length, style)."""
    blank, unseen = _patterns()["blank"], _patterns()["unseen"]
    out: list[str] = []
    runs: list[tuple[int, _Style]] = []
    after_blank = True
    for piece, style in parts:
        piece = blank.sub(" ", unseen.sub("", piece))
        if after_blank:
            piece = piece.removeprefix(" ")
        if not piece:
            continue
        after_blank = piece[-1] == " "
        out.append(piece)
        if runs and runs[-1][1] == style:
            runs[-1] = (runs[-1][0] + len(piece), style)
        else:
            runs.append((len(piece), style))
    text = "".join(out)
    if text.endswith(" ") and runs:
        text = text[:-1]
        runs[-1] = (runs[-1][0] - 1, runs[-1][1])
    return text, runs


# --- where the article is ------------------------------------------------------------------------


@cache
def _sentence_end() -> regex.Pattern[str]:
    return compiled(r"[。！？；!?;]")


def _mark_repeated(lines: list[_Line]) -> None:
    """Marks copies: a line printed before, and a long one made of sentences of smaller blocks."""
    sentences = [
        [s for part in _sentence_end().split(line.text) if len(s := part.strip()) >= 8]
        for line in lines
    ]
    owner: dict[str, tuple[int, int]] = {}
    for number, found in enumerate(sentences):
        for sentence in found:
            owner[sentence] = min(owner.get(sentence, (1 << 60, 0)), (len(found), number))
    seen: set[str] = set()
    for line, found in zip(lines, sentences, strict=True):
        owners = Counter(owner[s][1] for s in found if len(found) > owner[s][0])
        foreign = sum(len(s) for s in found if len(found) > owner[s][0])
        blob = len(owners) >= 2 and foreign * 5 >= 4 * sum(map(len, found))
        line.repeated = blob or (len(line.text) >= 40 and line.text in seen)
        seen.add(line.text)


@cache
def _prose() -> regex.Pattern[str]:
    return compiled(r"[。；，！？、：]")


def _weigh(page: _Page) -> None:
    """Gives every line and region its weight, then takes away that of menus and footers."""
    _mark_repeated(page.lines)
    for line in page.lines:
        length = len(line.text)
        own = length - line.links
        prose = (length >= 12 and _prose().search(line.text)) or length >= 25
        if not line.repeated and own * 2 > length:
            line.weight = own if prose else own * 0.1
    _sum_up(page)
    total = sum(line.weight for line in page.lines)
    outside = [False] * len(page.regions)
    for number, region in enumerate(page.regions):
        off = region.off and region.weight < 0.4 * total
        outside[number] = off or (region.parent >= 0 and outside[region.parent])
    for line in page.lines:
        if outside[line.region]:
            line.weight = 0.0
    _sum_up(page)


def _sum_up(page: _Page) -> None:
    """Adds the lines up along the regions; a parent always stands before its children."""
    for region in page.regions:
        region.weight, region.lines = 0.0, 0
    for line in page.lines:
        page.regions[line.region].weight += line.weight
        page.regions[line.region].lines += 1
    for region in reversed(page.regions):
        if region.parent >= 0:
            page.regions[region.parent].weight += region.weight
            page.regions[region.parent].lines += region.lines


def _main_region(page: _Page) -> int:
    """The region that holds the article; 0, the whole page, where nothing stands out."""
    regions = page.regions
    total = regions[0].weight
    if total < 100:
        return 0
    named = [n for n, r in enumerate(regions) if r.strong and r.weight >= 0.3 * total]
    if named:
        heaviest = max(regions[n].weight for n in named)
        return max(n for n in named if regions[n].weight >= 0.97 * heaviest)
    children: dict[int, list[int]] = {}
    for number, region in enumerate(regions):
        children.setdefault(region.parent, []).append(number)
    return _descend(regions, children)


def _descend(regions: list[_Region], children: dict[int, list[int]]) -> int:
    best = here = 0
    while below := children.get(here):
        heavy = max(below, key=lambda n: regions[n].weight)
        region = regions[heavy]
        share = 0.6 if region.weak else 0.75
        if region.weight < share * regions[here].weight:
            break
        if region.tag in _CLOSED:
            break
        if region.tag not in _TRANSPARENT and region.lines >= 3:
            best = heavy
        here = heavy
    return best


def _inside(page: _Page, main: int) -> list[bool]:
    """For each line whether it lies in the main region or in a twin of it beside it."""
    regions = page.regions
    chosen = regions[main]
    within = [False] * len(regions)
    for number, region in enumerate(regions):
        twin = chosen.strong and region.strong and region.parent == chosen.parent
        above = region.parent >= 0 and within[region.parent]
        within[number] = number == main or twin or above
    inside = [within[line.region] for line in page.lines]
    size = sum(len(line.text) for line, on in zip(page.lines, inside, strict=True) if on)
    for number, line in enumerate(page.lines):
        if line.repeated and len(line.text) > 0.4 * size:  # the whole article once more
            inside[number] = False
    return inside


def _mark_layout(page: _Page, inside: list[bool], main: int) -> None:
    """Adds the tables that only arrange the page to ``page.layout``."""
    above = main
    while above >= 0:
        if (around := page.regions[above].table) is not None:
            page.layout.add(around)
        above = page.regions[above].parent
    article = sum(len(line.text) for line, on in zip(page.lines, inside, strict=True) if on)
    tables: Counter[int] = Counter()
    cells: Counter[tuple[int, int, int]] = Counter()
    for line in page.lines:
        if line.cell:
            tables[line.cell[0]] += len(line.text)
            cells[line.cell] += len(line.text)
    for cell, length in cells.items():
        if length > 0.6 * tables[cell[0]] and length > 0.5 * article and length > 200:
            page.layout.add(cell[0])


# --- title, furniture and metadata ---------------------------------------------------------------

_BRACKETS = r"[\[\]【】（）()<>|｜·\s]*+"


@cache
def _widgets() -> dict[str, regex.Pattern[str]]:
    tool = (
        r"(?:打印(?:本页|此页)?|关闭(?:窗口|本页)?|收藏(?:本页)?|分享(?:到)?|下载|全屏|纠错|内容纠错"
        r"|微信|微博|QQ|QQ空间|返回(?:顶部|首页|列表)?|听全文|语音播报|朗读|字体?[号体]?|加大|还原|减小"
        r"|放大|缩小|默认|大|中|小|无障碍(?:浏览)?|长者(?:助手|模式)|简体?|繁体?|繁體|English|首页)"
    )
    sources = {
        "always": rf"^{_BRACKETS}(?:{tool}[:：]?{_BRACKETS})++$"
        r"|^(?:您?(?:当前|现在|所在)的?(?:所在)?|您当前所在的?)位置\s*+[:：]?"
        r"|^首页\s*+[>＞»/]"
        r"|^(?:微信)?扫(?:一扫|码(?:关注|进入|打开|下载|阅读|分享|查看))[^。]{0,24}$"
        r"|^(?:浏览|点击|阅读|访问)(?:次数|量|数)\s*+[:：]"
        r"|^(?:上|下)一(?:篇|条|页)\s*+(?:[:：]|$)",
        "head": r"^(?:(?:发[布表]|更新|公开)?(?:时间|日期)\s*+[:：])"
        r"|^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:\s++\d{1,2}:\d{2}(?::\d{2})?)?$"
        r"|^[（(]?(?:信息|稿件|文章)?[来來][源][^。]{0,40}$|^(?:作者|记者|编辑|访问量)\s*+[:：]",
        "tail": r"^(?:相关(?:附件|链接|新闻|文章|报道|阅读|信息|解读|推荐|文件)|推荐阅读|延伸阅读"
        r"|附件下载)\s*+[:：]?$"
        r"|^[^。]{0,80}(?:版权所有|网站标识码|ICP\s*+备[^。]{0,12}\d{5}|公网安备)"
        r"|^[（(\[【]?(?:责任编辑|责编|编辑|信息来源|稿件来源|来源)\s*+[:：][^。]{0,40}$",
        "related": r"^(?:相关(?:链接|新闻|文章|报道|阅读|信息|解读|推荐)|推荐阅读|延伸阅读)",
    }
    return {name: compiled(source) for name, source in sources.items()}


def _furniture(lines: list[_Line], inside: list[bool]) -> list[bool]:
    """For each line whether it belongs to the site and not to the document."""
    out = [not on for on in inside]
    own = [number for number, on in enumerate(inside) if on]
    prose = [k for k, number in enumerate(own) if lines[number].weight >= 40]
    first, last = (prose[0], prose[-1]) if prose else (len(own), -1)
    widgets, related = _widgets(), False
    index = _index_tables(lines)
    for k, number in enumerate(own):
        line = lines[number]
        if k > last and widgets["related"].search(line.text):
            related = True
        out[number] = (
            bool(widgets["always"].search(line.text))
            or (k < first and bool(widgets["head"].search(line.text)))
            or (k < first and line.cell is not None and line.cell[0] in index)
            or (k > last and bool(widgets["tail"].search(line.text)))
            or (related and line.links * 5 >= len(line.text) * 4)
        )
    return out


def _index_tables(lines: list[_Line]) -> set[int]:
    """The tables of 公文要素 (索引号, 发文字号…) that sites print above a document."""
    found = Counter(
        line.cell[0]
        for line in lines
        if line.cell and _bare(line.text).partition("：")[0].rstrip(":") in _INDEX_NAMES
    )
    return {table for table, count in found.items() if count >= 3}


def _bare(text: str) -> str:
    return "".join(text.split())


def _title_lines(page: _Page, inside: list[bool], title: str | None) -> set[int]:
    """The lines that print the article's title: up to four lines in a row, near its beginning."""
    begin = next((n for n, on in enumerate(inside) if on), len(page.lines))
    prose = (n for n, line in enumerate(page.lines) if inside[n] and line.weight >= 40)
    end = min(next(prose, len(page.lines)), begin + 30)
    order = [*range(begin, end), *range(begin - 1, max(-1, begin - 60), -1)]
    wanted = _bare(title or "")
    for first in order if len(wanted) >= 4 else ():
        count = _prints(page.lines, first, wanted)
        if count:
            return set(range(first, first + count))
    found = next((n for n in order if _likely_title(page.lines[n])), None)
    return set() if found is None else {found}


def _prints(lines: list[_Line], first: int, wanted: str) -> int:
    """How many lines from ``first`` on, taken together, are exactly the title; 0 if none."""
    text = ""
    for count, line in enumerate(lines[first : first + 4], 1):
        if line.cell and count > 1 and lines[first].cell != line.cell:
            return 0
        text += _bare(line.text)
        if text == wanted:
            return count
        if not wanted.startswith(text):
            return 0
    return 0


def _likely_title(line: _Line) -> bool:
    return line.heading == 1 and 6 <= len(line.text) <= 120


_META_NAMES = {
    "articletitle": "title",
    "og:title": "title",
    "pubdate": "published_date",
    "publishdate": "published_date",
    "article:published_time": "published_date",
    "firstpublishedtime": "published_date",
    "contentsource": "source_line",
    "source": "source_line",
}
_TABLE_NAMES = {
    "标题": "title",
    "名称": "title",
    "信息名称": "title",
    "文件名称": "title",
    "发文字号": "document_number",
    "文号": "document_number",
    "文件编号": "document_number",
    "发文机关": "issuer",
    "发文机构": "issuer",
    "发布机构": "issuer",
    "制发机关": "issuer",
    "发文单位": "issuer",
    "成文日期": "issue_date",
    "发文日期": "issue_date",
    "生成日期": "issue_date",
    "发布日期": "published_date",
    "公开日期": "published_date",
    "发布时间": "published_date",
}
_INDEX_NAMES = {*_TABLE_NAMES, "索引号", "主题分类", "主题词", "分类", "有效性", "公开方式"}
_DATES = _words("issue_date published_date")


@cache
def _meta_patterns() -> dict[str, regex.Pattern[str]]:
    return {
        "date": compiled(r"((?:19|20)\d{2})\s*+[-年./]\s*+(\d{1,2})\s*+[-月./]\s*+(\d{1,2})"),
        "stamp": compiled(r"(?:发[布表])?(?:时间|日期)\s*+[:：]\s*+(\d{4}[^\s]{3,8})"),
        "source": compiled(r"(?:^|\s)[（(]?(?:信息|稿件|文章)?来源\s*+[:：]\s*+([^\s）)]{2,40})"),
        "site": compiled(
            r"\s*+(?:[-_|｜–—]{1,2}|::)\s*+[^-_|｜–—]{0,30}(?:网|网站|平台|政府|门户)$"
        ),
    }


def _value(key: str, value: str) -> str | None:
    """A metadata value as Meta wants it: dates in ISO form, None where it says nothing."""
    value = " ".join(value.split())
    if key not in _DATES:
        return value or None
    found = _meta_patterns()["date"].search(value)
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else None


def _put(meta: dict[str, str], key: str, value: str) -> None:
    clean = _value(key, value)
    if clean and key not in meta:
        meta[key] = clean


def _metadata(root: LexborNode, page: _Page, furniture: list[bool]) -> dict[str, str]:
    """Metadata by the names of model.Meta: the index table, then meta tags, then visible stamps."""
    meta: dict[str, str] = {}
    for key, value in _index_table(page.lines):
        _put(meta, key, value)
    for node in root.css("meta"):
        name = node.attributes.get("name") or node.attributes.get("property") or ""
        if wanted := _META_NAMES.get(name.strip().lower()):
            _put(meta, wanted, node.attributes.get("content") or "")
    patterns = _meta_patterns()
    for line, off in zip(page.lines, furniture, strict=True):
        if off and (found := patterns["stamp"].search(line.text)):
            _put(meta, "published_date", found[1])
        if off and (found := patterns["source"].search(line.text)):
            _put(meta, "source_line", found[1])
    heading = root.css_first("head title")
    if heading is not None:
        _put(meta, "title", patterns["site"].sub("", heading.text(deep=True).strip()))
    return meta


def _index_table(lines: list[_Line]) -> Iterator[tuple[str, str]]:
    """(key, value) of a table of 公文要素: a cell with a known name, and the cell after it."""
    for number, line in enumerate(lines[:400]):
        name = _bare(line.text).rstrip(":：")
        key = _TABLE_NAMES.get(name)
        after = lines[number + 1] if number + 1 < len(lines) else None
        if key and line.cell and after and after.cell and after.cell[:2] == line.cell[:2]:
            if not _bare(after.text).endswith(("：", ":")):
                yield key, after.text
        elif name[:12].find("：") > 0 and not line.weight >= 200:
            name, _, value = _bare(line.text).partition("：")
            found = _TABLE_NAMES.get(name)
            if found and found != "title":
                yield found, value


# --- hints ---------------------------------------------------------------------------------------


def _emphasis(lines: list[_Line], inside: list[bool]) -> list[int]:
    """How many characters lead each line in a bolder face (bold, 黑体, 楷体) than the body's."""
    styles: Counter[tuple[bool, str]] = Counter()
    for line, on in zip(lines, inside, strict=True):
        for length, style in line.runs if on else ():
            styles[style.bold, style.face] += length
    base = styles.most_common(1)[0][0] if styles else (False, "")
    out = []
    for line in lines:
        lead = 0
        for length, style in line.runs:
            if not (
                style.bold > base[0] or (style.face in ("hei", "kai") and style.face != base[1])
            ):
                break
            lead += length
        out.append(len(line.text[:lead].rstrip()))
    return out


def _in_data(line: _Line, page: _Page) -> bool:
    """Whether the line is a cell of a table of data, and not its caption row."""
    if line.cell is None or line.cell[0] in page.layout:
        return False
    return line.cell[1] > page.tables[line.cell[0]].caption_rows()


def _role(line: _Line, off: bool, title: bool, page: _Page) -> tuple[Role, int | None]:
    if title:
        return "title", None
    if off:
        return "furniture", None
    if _in_data(line, page):
        return "cell", None
    if line.heading and len(line.text) <= 100:
        return "heading", line.heading
    return "paragraph", None


def _hints(page: _Page, inside: list[bool], off: list[bool], titles: set[int]) -> Iterator[Hint]:
    numbers = {t: n for n, t in enumerate(_data_tables(page), 1)}
    at = 0
    bold = _emphasis(page.lines, inside)
    for number, line in enumerate(page.lines):
        role, level = _role(line, off[number], number in titles, page)
        cell = line.cell if _in_data(line, page) else None
        table, row, column = (numbers[cell[0]], cell[1], cell[2]) if cell else (None, None, None)
        yield Hint(
            at,
            at + len(line.text),
            role,
            level=level,
            bold=bold[number],
            size=line.size,
            origin=Origin(paragraph=number + 1, table=table, row=row, column=column),
        )
        at += len(line.text) + 1


def _data_tables(page: _Page) -> Iterable[int]:
    found = (line.cell[0] for line in page.lines if line.cell)
    return [table for table in dict.fromkeys(found) if table not in page.layout]


def _collect(root: LexborNode) -> _Page:
    """The lines of the page; what it hides is taken in only where it is nearly all there is."""
    page = _Collector(show_hidden=False).walk(root)
    if page.hidden > 3 * sum(len(line.text) for line in page.lines):
        page = _Collector(show_hidden=True).walk(root)
    return page


def _parse(html: str, name: str) -> LexborNode:
    try:
        from selectolax.lexbor import LexborHTMLParser
    except ImportError:
        raise MissingExtraError("reading HTML", "html") from None
    try:
        root = LexborHTMLParser(_flatten(html)).root
    except (ValueError, RuntimeError, MemoryError) as error:
        raise ReadError(
            "{name}: the page cannot be parsed as HTML ({error})", name=name, error=error
        ) from error
    if root is None:
        raise ReadError("{name}: the page is empty", name=name)
    return root


def read_html(data: bytes, name: str) -> Source:
    """The text layer of a saved web page, with its article and its furniture told apart.

    Args:
        data: The file as it is.
        name: What messages and the Plan call the file.

    Raises:
        ReadError: The file is larger than 200 MB or is no page at all.
        MissingExtraError: selectolax is not installed.
    """
    if len(data) > MAX_BYTES:
        raise ReadError(
            "{name}: larger than {limit} MB; split it first",
            name=name,
            limit=MAX_BYTES // 1_000_000,
        )
    html, encoding = _decode(data)
    root = _parse(html, name)
    page = _collect(root)
    inside, off, titles, meta = _understand(root, page)
    return Source(
        name=name,
        text="".join(line.text + "\n" for line in page.lines),
        media_type="text/html",
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=encoding,
        hints=tuple(_hints(page, inside, off, titles)),
        meta=meta,
    )


def _understand(
    root: LexborNode, page: _Page
) -> tuple[list[bool], list[bool], set[int], dict[str, str]]:
    """Which lines are article, which furniture, which title; and the metadata."""
    if not page.regions:
        page.regions.append(_Region(-1, "html"))
    _weigh(page)
    main = _main_region(page)
    inside = _inside(page, main)
    _mark_layout(page, inside, main)
    off = _furniture(page.lines, inside)
    meta = _metadata(root, page, off)
    return inside, off, _title_lines(page, inside, meta.get("title")), meta
