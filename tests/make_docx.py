"""Minimal docx files for tests, written with the standard library."""

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_NAMESPACES = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="{MC}"'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

CHINESE_LEVELS = (
    ("chineseCountingThousand", "第%1章"),
    ("chineseCounting", "%2、"),
    ("chineseCounting", "（%3）"),
    ("decimal", "%4."),
    ("decimal", "（%5）"),
    ("decimalEnclosedCircle", "%6"),
)


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def numbered(num_id: int | str, ilvl: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{ilvl}"/><w:numId w:val="{num_id}"/></w:numPr>'


def styled(style: str) -> str:
    return f"<w:pStyle w:val={quoteattr(style)}/>"


def paragraph(content: str = "", properties: str = "") -> str:
    """A paragraph of plain text, or of ready-made runs where ``content`` begins with <."""
    inner = content if content.startswith("<") or not content else run(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def cell(*paragraphs: str, properties: str = "") -> str:
    inner = "".join(p if p.startswith("<") else paragraph(p) for p in paragraphs)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner or '<w:p/>'}</w:tc>"


def level(ilvl: int, fmt: str, text: str, extra: str = "", *, start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{ilvl}"><w:start w:val="{start}"/><w:numFmt w:val="{fmt}"/>{extra}'
        f"<w:lvlText w:val={quoteattr(text)}/></w:lvl>"
    )


def abstract(key: int, *levels: str, extra: str = "") -> str:
    return (
        f'<w:abstractNum w:abstractNumId="{key}">'
        f'<w:multiLevelType w:val="multilevel"/>{extra}{"".join(levels)}</w:abstractNum>'
    )


def num(key: int, abstract_key: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{abstract_key}"/>{overrides}</w:num>'


def start_override(ilvl: int, start: int) -> str:
    return f'<w:lvlOverride w:ilvl="{ilvl}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def chinese_numbering(extra: str = '<w:suff w:val="nothing"/>') -> str:
    """numbering.xml content: list 1 on the six levels of an official document."""
    levels = (level(i, fmt, text, extra) for i, (fmt, text) in enumerate(CHINESE_LEVELS))
    return abstract(0, *levels) + num(1, 0)


def style(
    style_id: str,
    name: str,
    properties: str = "",
    run_properties: str = "",
    *,
    based_on: str = "",
    kind: str = "paragraph",
    default: bool = False,
) -> str:
    base = f"<w:basedOn w:val={quoteattr(based_on)}/>" if based_on else ""
    first = ' w:default="1"' if default else ""
    return (
        f'<w:style w:type="{kind}" w:styleId={quoteattr(style_id)}{first}>'
        f"<w:name w:val={quoteattr(name)}/>{base}"
        f"<w:pPr>{properties}</w:pPr><w:rPr>{run_properties}</w:rPr></w:style>"
    )


def _part(root: str, content: str) -> str:
    return f"{_HEAD}<w:{root} {_NAMESPACES}>{content}</w:{root}>"


def _relationships(relations: Mapping[str, tuple[str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="{key}" Type="{R}/{kind}" Target="{target}"/>'
        for key, (kind, target) in relations.items()
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml."


def _content_types(parts: Mapping[str, str]) -> str:
    kinds = {"word/document.xml": "document.main"}
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{_CONTENT}'
        f"{kinds.get(name, name.removeprefix('word/').removesuffix('.xml').rstrip('0123456789'))}"
        '+xml"/>'
        for name in parts
        if name.startswith("word/") and name.endswith(".xml")
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def docx_parts(
    body: str,
    *,
    numbering: str = "",
    styles: str = "",
    title: str = "",
    stories: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """The parts of a document; ``stories`` are further parts such as footnotes or header1."""
    parts = {"word/document.xml": _part("document", f"<w:body>{body}</w:body>")}
    relations = {}
    for kind, content in (("numbering", numbering), ("styles", styles)):
        if content:
            parts[f"word/{kind}.xml"] = _part(kind, content)
            relations[f"rId{kind}"] = (kind, f"{kind}.xml")
    roots = {"header": "hdr", "footer": "ftr", "footnotes": "footnotes", "endnotes": "endnotes"}
    for name, content in (stories or {}).items():
        kind = name.rstrip("0123456789")
        parts[f"word/{name}.xml"] = _part(roots[kind], content)
        relations[f"rId{name}"] = (kind, f"{name}.xml")
    if title:
        parts["docProps/core.xml"] = (
            f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<dc:title>{escape(title)}</dc:title></cp:coreProperties>"
        )
    parts["word/_rels/document.xml.rels"] = _relationships(relations)
    parts["_rels/.rels"] = _relationships({"rId1": ("officeDocument", "word/document.xml")})
    return {"[Content_Types].xml": _content_types(parts), **parts}


def pack(parts: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def make_docx(
    *blocks: str,
    numbering: str = "",
    styles: str = "",
    title: str = "",
    stories: Mapping[str, str] | None = None,
) -> bytes:
    """A docx of the given paragraphs and tables (plain strings become paragraphs)."""
    body = "".join(b if b.startswith("<") else paragraph(b) for b in blocks)
    parts = docx_parts(body, numbering=numbering, styles=styles, title=title, stories=stories)
    return pack(parts)
