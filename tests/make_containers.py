"""Makes samples/containers/: each of six samples as docx, html, Markdown, OFD, pdf, odt and doc.

    python tests/make_containers.py [NAME…]

What a writer does by hand in a word processor is decided here from the sample's lines by rules of
this script's own, never by planparse: which lines are titles, headings and table cells, and which
numbers the word processor generates. The samples differ on purpose:

* ``report-longform``   one multilevel list numbers all five levels; LibreOffice does not know its
                        lvlRestart and is given typed numbers
* ``action-plan``       a list for each style, restarted by startOverride, which LibreOffice loses
                        in doc files and is given typed numbers for; typed attachment names
* ``measures-law``      a list for each run of items; the articles run on over the chapters
* ``plan-145-guihua``   heading styles with typed numbers, a contents field, a table
* ``work-report``       as above; unnumbered leads in bold
* ``traditional``       no styles at all, everything typed

docx, html, Markdown and OFD come out the same byte for byte wherever the script runs (their zips
are stored with one date). pdf, odt and doc are made from the docx by LibreOffice, whose files carry
the time, so they are written only where the docx has changed or they are missing; without
LibreOffice they stay as they are.
"""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

from make_docx import (
    abstract,
    cell,
    docx_parts,
    level,
    num,
    paragraph,
    row,
    run,
    start_override,
    styled,
    table,
)
from make_docx import style as docx_style

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
FOLDER = SAMPLES / "containers"
NAMES = (
    "action-plan", "measures-law", "plan-145-guihua", "report-longform", "traditional",
    "work-report",
)  # fmt: skip
AUTOMATIC = {
    "report-longform": ("han", "han-paren", "arabic", "arabic-paren", "circled"),
    "action-plan": ("han", "han-paren", "arabic"),
    "measures-law": ("chapter", "article", "han-paren", "arabic"),
}
PLAIN = frozenset({"traditional"})
OFFICE = {"pdf": "pdf:writer_pdf_Export", "odt": "odt", "doc": "doc:MS Word 97"}

_HAN = "一二三四五六七八九十"
_STYLES = (
    ("chapter", rf"第([{_HAN}]+)章", "第%{}章", "chineseCountingThousand"),
    ("section", rf"第([{_HAN}]+)节", "第%{}节", "chineseCountingThousand"),
    ("article", rf"第([{_HAN}]+)条(?!、)", "第%{}条", "chineseCountingThousand"),
    ("han", rf"([{_HAN}]+)、", "%{}、", "chineseCountingThousand"),
    ("han-paren", rf"[（(]([{_HAN}]+)[）)]", "（%{}）", "chineseCountingThousand"),
    ("arabic", r"(\d{1,2})\.(?!\d)", "%{}.", "decimal"),
    ("arabic-paren", r"（(\d{1,2})）|([⑴-⒇])", "（%{}）", "decimal"),
    ("circled", r"([①-⑳])", "%{}", "decimalEnclosedCircle"),
    ("zero", r"(0\d)　", "", ""),
)
_ORDER = [name for name, *_ in _STYLES]
_LEADER = re.compile(r"…+(\d+)$")
_TITLE = re.compile(
    r"(?:规划|方案|通知|办法|報告|报告|意見)$|^（\d{4}—\d{4}年）$|计划（\d{4}—\d{4}年）$"
)


@dataclass
class Block:
    """A paragraph or a table of a sample, as its writer would set it."""

    kind: str
    """title, subtitle, heading, toc, text, or table."""
    text: str = ""
    label: str = ""
    style: str = ""
    ordinal: int = 0
    level: int = 0
    lead: int = 0
    """How many code points after the label are set in bold."""
    rows: list[list[str]] = field(default_factory=list)

    @property
    def whole(self) -> str:
        return self.label + self.text


def blocks(name: str) -> list[Block]:
    """A sample's lines as blocks."""
    lines = (SAMPLES / f"{name}.txt").read_text("utf-8").splitlines()
    found = [_block(line.strip()) for line in lines if line.strip()]
    _set_titles(found)
    _set_levels(found)
    return list(_with_tables(found))


def _block(line: str) -> Block:
    leader = _LEADER.search(line)
    if leader or line.replace("　", "") == "目录":
        return Block("toc", _LEADER.sub(r"\t\1", line))
    for name, pattern, _, _ in _STYLES:
        match = re.match(pattern, line)
        if match:
            label, text = match[0], line[match.end() :]
            number = next(group for group in match.groups() if group)
            whole = text[-1:] not in "。；：）" and "。" not in text and len(text) < 40
            lead = 0 if whole else text.find("。") + 1
            kind = "heading" if whole and name != "circled" else "text"
            return Block(kind, text, label, name, _value(number), lead=lead if lead < 20 else 0)
    stop = line.find("。") + 1
    return Block("text", line, lead=stop if 5 < stop < 16 and len(line) > 2 * stop else 0)


def _value(number: str) -> int:
    if number.isdecimal():
        return int(number)
    if number[0] in "①⑴":
        return 1
    if len(number) == 1 and number not in _HAN:
        return ord(number) - ord("①" if number < "⑴" else "⑴") + 1
    tens, _, ones = number.rpartition("十")
    if "十" not in number:
        return _HAN.index(number) + 1
    return 10 * (_HAN.index(tens) + 1 if tens else 1) + (_HAN.index(ones) + 1 if ones else 0)


def _set_titles(found: list[Block]) -> None:
    for at, block in enumerate(found):
        if block.kind == "text" and not block.label and _TITLE.search(block.text):
            block.kind = "subtitle" if block.text.startswith("（") else "title"
        elif at and found[at - 1].whole.startswith("附件") and len(found[at - 1].whole) < 5:
            block.kind = "centred"


def _set_levels(found: list[Block]) -> None:
    used = {block.style for block in found if block.kind == "heading"}
    levels = {name: at for at, name in enumerate((n for n in _ORDER if n in used), 1)}
    for block in found:
        if block.kind == "heading":
            block.level = levels[block.style]


def _with_tables(found: list[Block]) -> Iterator[Block]:
    """Gather the cells under 专栏 into a table: its rows begin where the header's count is full."""
    at = 0
    while at < len(found):
        yield found[at]
        at += 1
        if not found[at - 1].text.startswith("专栏"):
            continue
        end = at
        while end < len(found) and not found[end].label and len(found[end].text) <= 20:
            end += 1
        if end - at >= 8:
            cells = [block.text for block in found[at:end]]
            width = next(i for i, text in enumerate(cells) if "（" in text)
            yield Block("table", rows=[cells[i : i + width] for i in range(0, len(cells), width)])
            at = end


# --- docx ------------------------------------------------------------------------------------

_SONG = '<w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体"/>'
_HEI = '<w:rFonts w:ascii="黑体" w:hAnsi="黑体" w:eastAsia="黑体"/>'
_BODY = (
    '<w:ind w:firstLineChars="200" w:firstLine="640"/><w:spacing w:line="560" w:lineRule="exact"/>'
)

_LEADERS = '<w:tab w:val="right" w:leader="dot" w:pos="8800"/>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _docx_styles() -> str:
    headings = "".join(
        docx_style(
            f"Heading{n}", f"heading {n}",
            f'<w:ind w:firstLine="640"/><w:outlineLvl w:val="{n - 1}"/>',
            (_HEI if n == 1 else _SONG + "<w:b/>") + _size(32), based_on="Normal",
        )
        for n in range(1, 6)
    )  # fmt: skip
    return (
        docx_style("Normal", "Normal", "", _SONG + _size(32), default=True)
        + docx_style("Title", "Title", '<w:jc w:val="center"/>', _HEI + _size(40))
        + docx_style("Subtitle", "Subtitle", '<w:jc w:val="center"/>', _SONG + _size(36))
        + docx_style("TOC1", "toc 1", f"<w:tabs>{_LEADERS}</w:tabs>")
        + headings
    )  # fmt: skip


class _Lists:
    """The lists of a document and the paragraphs' places in them (自动编号)."""

    def __init__(self, name: str) -> None:
        self._styles = AUTOMATIC.get(name, ())
        self._multilevel = name == "report-longform"
        self._fresh = name == "measures-law"
        self._abstracts: list[str] = []
        self._counts: dict[str, int] = {}
        self._instances: list[str] = []
        self._current: dict[str, int] = {}

    def place(self, block: Block) -> str:
        """The numbering properties of a block, or nothing if its number is typed."""
        if block.style not in self._styles:
            return ""
        ilvl = self._styles.index(block.style)
        if self._multilevel:
            return self._place(1, ilvl)
        if (
            block.ordinal != self._counts.get(block.style, 0) + 1
            or block.style not in self._current
        ):
            self._current[block.style] = self._begin(ilvl, block)
        self._counts[block.style] = block.ordinal
        return self._place(self._current[block.style], ilvl)

    def _begin(self, ilvl: int, block: Block) -> int:
        """Another instance of the style's list, or a list of its own; its key."""
        key = len(self._instances) + 1
        if self._fresh:
            self._abstracts.append(abstract(key, self._level(ilvl, block.style)))
            self._instances.append(num(key, key))
        else:
            self._instances.append(num(key, ilvl, start_override(ilvl, block.ordinal)))
        return key

    @staticmethod
    def _place(key: int, ilvl: int) -> str:
        return f'<w:numPr><w:ilvl w:val="{ilvl}"/><w:numId w:val="{key}"/></w:numPr>'

    def numbering(self) -> str:
        """The content of numbering.xml."""
        if not self._styles:
            return ""
        levels = [self._level(ilvl, style) for ilvl, style in enumerate(self._styles)]
        if self._multilevel:
            return abstract(0, *levels) + num(1, 0)
        shared = [abstract(i, lvl) for i, lvl in enumerate(levels)]
        return "".join([*(self._abstracts or shared), *self._instances])

    def _level(self, ilvl: int, style: str) -> str:
        _, _, text, fmt = next(entry for entry in _STYLES if entry[0] == style)
        restart = '<w:lvlRestart w:val="1"/>' if self._multilevel and style == "arabic" else ""
        suffix = "space" if style in ("chapter", "article") else "nothing"
        indent = '<w:pPr><w:ind w:left="0" w:firstLine="640"/></w:pPr>'
        found = level(ilvl, fmt, text.format(ilvl + 1), f'{restart}<w:suff w:val="{suffix}"/>')
        return found.replace("</w:lvl>", f"{indent}</w:lvl>")


def make_docx_file(name: str, *, typed: bool = False) -> bytes:
    """The sample as Word would save it, with typed numbers on demand."""
    lists = _Lists("" if typed else name)
    body = "".join(_docx_block(block, lists, plain=name in PLAIN) for block in blocks(name))
    page = (
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="2098" w:right="1474" w:bottom="1985" w:left="1588"/></w:sectPr>'
    )
    return stored(docx_parts(body + page, numbering=lists.numbering(), styles=_docx_styles()))


def _docx_block(block: Block, lists: _Lists, *, plain: bool) -> str:
    if block.kind == "table":
        border = "".join(
            f'<w:{side} w:val="single" w:sz="4"/>'
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        widths = [5000, *[1250] * (len(block.rows[0]) - 1)]
        rows = (
            row(
                *(
                    cell(
                        paragraph(run(t, _size(24))), properties=f'<w:tcW w:w="{w}" w:type="dxa"/>'
                    )
                    for t, w in zip(texts, widths, strict=True)
                )
            )
            for texts in block.rows
        )
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        set_up = (
            f"<w:tblPr><w:tblBorders>{border}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        )
        return table(*rows).replace("<w:tblPr/>", set_up)
    if block.kind == "toc":
        text, _, page = block.text.partition("\t")
        tab = f"<w:r><w:tab/><w:t>{page}</w:t></w:r>" if page else ""
        return paragraph(run(text) + tab, styled("TOC1"))
    place = lists.place(block)
    label = "" if place else block.label
    if plain:
        return paragraph(label + block.text, _BODY)
    if block.kind in ("title", "subtitle"):
        return paragraph(block.text, styled(block.kind.capitalize()))
    if block.kind == "centred":
        return paragraph(run(block.text, "<w:b/>"), '<w:jc w:val="center"/>')
    if block.kind == "heading":
        return paragraph(label + block.text, styled(f"Heading{block.level}") + place)
    at = block.lead
    runs = (
        run(label + block.text[:at], "<w:b/>") + run(block.text[at:])
        if at
        else run(label + block.text)
    )
    return paragraph(runs, place + _BODY)


def stored(parts: dict[str, str]) -> bytes:
    """A zip that is the same wherever it is made: one date, one system, nothing compressed."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for part, content in parts.items():
            info = zipfile.ZipInfo(part)
            info.create_system = 3
            archive.writestr(info, content)
    return buffer.getvalue()


# --- html and Markdown -----------------------------------------------------------------------

_CHROME = (
    '<nav><a href="/">首页</a> <a href="/zwgk/">政务公开</a> <a href="/hdjl/">互动交流</a></nav>\n',
    "<footer><p>主办单位：政府办公室</p><p>网站标识码：0000000000</p></footer>\n",
)


def make_html(name: str) -> bytes:
    """The sample as a web page."""
    found = blocks(name)
    title = next(block.text for block in found if block.kind == "title")
    body = "\n".join(_html_block(block, plain=name in PLAIN) for block in found)
    return (
        '<!DOCTYPE html>\n<html lang="zh"><head><meta charset="utf-8">'
        f"<title>{html.escape(title)}</title></head>\n<body>\n{_CHROME[0]}"
        f'<div class="content">\n{body}\n</div>\n{_CHROME[1]}</body></html>\n'
    ).encode()


def _html_block(block: Block, *, plain: bool) -> str:
    if block.kind == "table":
        rows = ("".join(f"<td>{html.escape(text)}</td>" for text in texts) for texts in block.rows)
        return "<table>" + "".join(f"<tr>{cells}</tr>" for cells in rows) + "</table>"
    text = html.escape(block.whole).replace("\t", "……")
    if block.kind == "title" and not plain:
        return f"<h1>{text}</h1>"
    if block.kind in ("subtitle", "centred") and not plain:
        return f'<p style="text-align:center"><strong>{text}</strong></p>'
    if block.kind == "heading" and not plain:
        return f"<h{block.level + 1}>{text}</h{block.level + 1}>"
    at = len(block.label) + block.lead
    if block.lead and not plain:
        text = f"<strong>{html.escape(block.whole[:at])}</strong>{html.escape(block.whole[at:])}"
    return f'<p style="text-indent:2em">{text}</p>'


def make_markdown(name: str) -> bytes:
    """The sample in Markdown."""
    return (
        "\n\n".join(_md_block(block, plain=name in PLAIN) for block in blocks(name)).encode()
        + b"\n"
    )


def _md_block(block: Block, *, plain: bool) -> str:
    if block.kind == "table":
        lines = ["| " + " | ".join(texts) + " |" for texts in block.rows]
        return "\n".join([lines[0], "|" + " --- |" * len(block.rows[0]), *lines[1:]])
    text = block.whole.replace("\t", "……")
    if plain:
        return text
    if block.kind == "title":
        return f"# {text}"
    if block.kind == "heading":
        return f"{'#' * (block.level + 1)} {text}"
    at = len(block.label) + block.lead
    return f"**{text[:at]}**{text[at:]}" if block.lead else text


# --- OFD -------------------------------------------------------------------------------------

_OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_EM, _LEFT, _TOP, _STEP = 5.6, 28.0, 37.0, 9.8
_WIDTH, _LINES = 27, 22
_HANGING = "。，、；：！？）》”"


@dataclass
class _Text:
    """Characters on a line of a page: their distance from the left margin, in characters."""

    text: str
    left: float
    line: int
    bold: bool = False
    size: float = 1.0


def _wide(character: str) -> float:
    return 0.5 if character.isascii() else 1.0


def _wrapped(text: str, indent: int) -> Iterator[tuple[str, int]]:
    """The lines a paragraph is broken into, and their indents; marks may hang (标点悬挂)."""
    line, room = "", float(_WIDTH - indent)
    for character in text:
        if room < _wide(character) and character not in _HANGING:
            yield line, indent
            line, room, indent = "", float(_WIDTH), 0
        line += character
        room -= _wide(character)
    yield line, indent


def _set_pages(found: Sequence[Block]) -> list[list[_Text]]:
    pages: list[list[_Text]] = [[]]
    at = 0
    for block in found:
        for texts in _set_block(block):
            if at == _LINES:
                pages.append([])
                at = 0
            pages[-1] += [_Text(t.text, t.left, at, t.bold, t.size) for t in texts]
            at += 1
    return pages


def _set_block(block: Block) -> Iterator[list[_Text]]:
    if block.kind == "table":
        for texts in block.rows:
            yield [_Text(text, 4.5 * i + 10 * (i > 0), 0) for i, text in enumerate(texts)]
        return
    text = block.whole.replace("\t", "…………")
    if block.kind in ("title", "subtitle", "centred"):
        size = 1.4 if block.kind == "title" else 1.0
        for start in range(0, len(text), 18):
            part = text[start : start + 18]
            left = (_WIDTH - size * sum(map(_wide, part))) / 2
            yield [_Text(part, left, 0, bold=True, size=size)]
        return
    for line, indent in _wrapped(text, 2):
        yield [_Text(line, indent, 0, bold=block.kind == "heading")]


def _text_object(key: int, text: _Text) -> str:
    em = _EM * text.size
    advances = " ".join(f"{_wide(character) * em:.4g}" for character in text.text[:-1])
    x, y = _LEFT + text.left * _EM, _TOP + text.line * _STEP
    return (
        f'<ofd:TextObject ID="{key}" Boundary="{x:.5g} {y:.5g} {_WIDTH * _EM:g} {em:.4g}" '
        f'Font="{2 if text.bold else 1}" Size="{em:.4g}"><ofd:TextCode X="0" Y="{em * 0.88:.4g}" '
        f'DeltaX="{advances}">{escape(text.text)}</ofd:TextCode></ofd:TextObject>'
    )


def make_ofd(name: str) -> bytes:
    """The sample printed to OFD, 27 characters to a line and 22 lines to a page."""
    parts = {}
    pages = _set_pages(blocks(name))
    for number, texts in enumerate(pages):
        foot = _Text(f"- {number + 1} -", (_WIDTH - 2.5) / 2, _LINES + 1)
        objects = "".join(
            _text_object(100 * number + 10 + i, t) for i, t in enumerate([*texts, foot])
        )
        parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = (
            f'<ofd:Page {_OFD}><ofd:Content><ofd:Layer ID="{9000 + number}">{objects}</ofd:Layer>'
            "</ofd:Content></ofd:Page>"
        )
    listed = "".join(
        f'<ofd:Page ID="{8000 + i}" BaseLoc="Pages/Page_{i}/Content.xml"/>'
        for i in range(len(pages))
    )
    fonts = '<ofd:Font ID="1" FontName="宋体"/><ofd:Font ID="2" FontName="黑体"/>'
    parts["Doc_0/PublicRes.xml"] = f"<ofd:Res {_OFD}><ofd:Fonts>{fonts}</ofd:Fonts></ofd:Res>"
    parts["Doc_0/Document.xml"] = (
        f"<ofd:Document {_OFD}><ofd:CommonData><ofd:PageArea>"
        "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData>"
        f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>"
    )
    root = (
        f'<ofd:OFD {_OFD} Version="1.1" DocType="OFD"><ofd:DocBody><ofd:DocInfo>'
        "<ofd:DocID>0</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
        "</ofd:DocBody></ofd:OFD>"
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return stored({"OFD.xml": head + root, **{n: head + c for n, c in sorted(parts.items())}})


# --- all -------------------------------------------------------------------------------------

MAKERS = {"docx": make_docx_file, "html": make_html, "md": make_markdown, "ofd": make_ofd}


def convert(paths: Sequence[Path], kind: str, folder: Path) -> None:
    """Have LibreOffice convert files, all in one run and with a profile of its own."""
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            ["soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless",
             "--convert-to", kind, "--outdir", str(folder), *map(str, paths)],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=600,
        )  # fmt: skip


def main(names: Sequence[str]) -> None:
    """Write the containers of the named samples, of all by default."""
    FOLDER.mkdir(exist_ok=True)
    changed: dict[str, list[str]] = {suffix: [] for suffix in OFFICE}
    for name in names or NAMES:
        for suffix, maker in MAKERS.items():
            path, data = FOLDER / f"{name}.{suffix}", maker(name)
            new = not path.exists() or path.read_bytes() != data
            if new:
                path.write_bytes(data)
            for other, due in changed.items():
                if suffix == "docx" and (new or not path.with_suffix(f".{other}").exists()):
                    due.append(name)
    for suffix, due in changed.items():
        if due and shutil.which("soffice"):
            _print(due, suffix)
        elif due:
            print(f"no LibreOffice: {len(due)} {suffix} files are not made", file=sys.stderr)


_TYPED = {"report-longform": ("pdf", "odt", "doc"), "action-plan": ("doc",)}
"""Whose numbers LibreOffice would get wrong, and in what."""
_FREE_FONTS = (("宋体", "Noto Sans CJK SC"), ("黑体", "Noto Serif CJK SC"))
_ONE_FACE = (("宋体", "Droid Sans Fallback"), ("黑体", "Droid Sans Fallback"))


def _for_office(name: str, suffix: str) -> bytes:
    """The docx in fonts that LibreOffice has; the longest in one face, to keep its pdf small."""
    made = make_docx_file(name, typed=suffix in _TYPED.get(name, ()))
    with zipfile.ZipFile(BytesIO(made)) as archive:
        parts = {part: archive.read(part).decode() for part in archive.namelist()}
    fonts = _ONE_FACE if name == "report-longform" else _FREE_FONTS
    for font, free in fonts:
        parts["word/styles.xml"] = parts["word/styles.xml"].replace(font, free)
    if fonts is _ONE_FACE:
        for part in ("word/styles.xml", "word/document.xml"):
            parts[part] = parts[part].replace("<w:b/>", "")
    return stored(parts)


def _print(names: Sequence[str], suffix: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{name}.docx" for name in names]
        for path in paths:
            path.write_bytes(_for_office(path.stem, suffix))
        convert(paths, OFFICE[suffix], FOLDER)


if __name__ == "__main__":
    main(sys.argv[1:])
