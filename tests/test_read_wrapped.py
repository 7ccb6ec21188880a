"""Pages and documents that come inside another file: mht, Flat OPC, altChunk, Word's older XML."""

from __future__ import annotations

import base64
import quopri
import re

import pytest
from make_docx import R, chinese_numbering, docx_parts, make_docx, numbered, pack, paragraph
from make_docx import run as text_run

from planparse.errors import ReadError
from planparse.read import kind_of, read

pytest.importorskip("selectolax")

PROSE = "各区按月报送进展，由牵头单位汇总后报领导小组办公室。" * 4
HTML = f"<html><body><h1>某市养老规划</h1><p>一、总体要求</p><p>{PROSE}</p></body></html>"
LINES = ["某市养老规划", "一、总体要求", PROSE]


def archive(page: str, *, charset: str = "utf-8", coding: str = "quoted-printable") -> bytes:
    content = page.encode(charset)
    body = quopri.encodestring(content) if coding[0] == "q" else base64.encodebytes(content)
    picture = base64.encodebytes(b"\x89PNG")
    return b"\r\n".join(
        [
            b"From: <Saved by Blink>",
            b"Subject: =?utf-8?Q?page?=",
            b"MIME-Version: 1.0",
            b'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----Mark--x"',
            b"",
            b"",
            b"------Mark--x",
            b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n",
            picture,
            b"------Mark--x",
            b"Content-Type: text/html\r\nContent-Transfer-Encoding: " + coding.encode() + b"\r\n",
            body,
            b"------Mark--x--",
        ]
    )


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
@pytest.mark.parametrize("coding", ["quoted-printable", "base64"])
def test_a_web_page_saved_in_one_file(charset: str, coding: str) -> None:
    data = archive(HTML, charset=charset, coding=coding)
    assert kind_of(data, "page.mht") == "mht"
    source = read(data, "page.mht")
    assert source.text.splitlines() == LINES
    assert (source.media_type, source.encoding) == ("multipart/related", charset)


@pytest.mark.parametrize("data", [archive(""), archive(HTML).replace(b"text/html", b"text/css")])
def test_an_archive_without_a_page(data: bytes) -> None:
    data = data.replace(b'type="text/css"', b'type="text/html"')
    with pytest.raises(ReadError, match=r"a\.mht: the saved web page holds no page"):
        read(data, "a.mht")


def test_a_text_with_a_colon_is_no_archive() -> None:
    assert kind_of("from: 市政府\n一、总体要求\n".encode(), "a.txt") == "text"


def flat(parts: dict[str, str]) -> bytes:
    inner = "".join(
        f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{re.sub(r"<[?].*?[?]>", "", content)}'
        "</pkg:xmlData></pkg:part>"
        for name, content in parts.items()
        if not name.startswith("[")
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?>'
        '<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
        f"{inner}</pkg:package>"
    ).encode()


@pytest.mark.parametrize("name", ["a.doc", "a.xml", "a.docx"])
def test_a_package_in_one_xml_file_reads_as_the_zip_does(name: str) -> None:
    body = paragraph("总体要求", numbered(1)) + paragraph(PROSE)
    parts = docx_parts(body, numbering=chinese_numbering(), title="某市规划")
    assert kind_of(flat(parts), name) == "docx"
    one, other = read(flat(parts), name), read(pack(parts), name)
    assert (one.text, one.hints, one.meta) == (other.text, other.hints, other.meta)


def test_a_broken_package_in_one_file_is_one_sentence() -> None:
    data = flat(docx_parts(paragraph(PROSE)))
    with pytest.raises(ReadError, match="damaged"):
        read(data[:-30], "a.doc")
    with pytest.raises(ReadError, match="no Word document"):
        read(data.replace(b'name="/word/document.xml"', b'name="/other.xml"'), "a.doc")


def test_the_xml_of_word_2003_is_for_libreoffice() -> None:
    data = b'<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?><w:wordDocument/>'
    assert kind_of(data, "a.doc") == "office"


def embedding(page: bytes, name: str, body: str = '<w:altChunk r:id="rIdpage"/>') -> bytes:
    parts = docx_parts(body)
    relations = parts["word/_rels/document.xml.rels"]
    parts["word/_rels/document.xml.rels"] = relations.replace(
        "</Relationships>",
        f'<Relationship Id="rIdpage" Type="{R}/aFChunk" Target="{name}"/></Relationships>',
    )
    return pack({**parts, f"word/{name}": page})


@pytest.mark.parametrize("name", ["page.mht", "page.htm"])
def test_a_document_that_only_shows_a_page(name: str) -> None:
    page = archive(HTML) if name.endswith("mht") else HTML.encode()
    source = read(embedding(page, name), "a.docx")
    assert source.text.splitlines() == LINES
    assert source.media_type.endswith("wordprocessingml.document")


def test_a_document_with_text_of_its_own_is_read_for_that() -> None:
    body = paragraph(text_run("一、总体要求")) + '<w:altChunk r:id="rIdpage"/>'
    assert read(embedding(HTML.encode(), "page.htm", body), "a.docx").text == "一、总体要求\n"


def test_documents_are_not_opened_inside_one_another() -> None:
    inner = make_docx(paragraph(PROSE))
    assert read(embedding(inner, "inner.docx"), "a.docx").text.strip() == ""
