"""Word documents (docx): the text layer as Word prints it, generated labels included.

The reader is our own because the labels need it: a plan numbered by Word holds no 一、 in its
text, and what a paragraph is called depends on numbering.xml, on styles and on every paragraph
before it (:mod:`planparse.read.docx.numbering`). The rest is one walk over document.xml:

* A paragraph is a line; a soft line break (Shift+Enter) ends a line too, and the lines of one
  heading or of a large centred title are marked as joined. An empty paragraph is an empty line;
  it counts in its list but prints no label.
* Type that stands out from the body's tells leads, and in documents without heading styles the
  headings (:mod:`planparse.read.docx.headings`).
* A table cell gives a line a paragraph, merged cells once, at their top left corner. A table of
  one column is a frame around text (专栏), so its paragraphs stay paragraphs.
* Text boxes follow the paragraph they are anchored in; of ``mc:AlternateContent`` only the choice
  is read, which is why nothing comes twice.
* Tracked changes (修订) are read as accepted, or with ``original=True`` as rejected; a paragraph
  whose mark is deleted continues in the next one.
* Notes follow the body, headers and footers come last, and only where they say more than a page
  number. Hidden text is left out.
* The title of the document properties is passed on; the dates there say when the file was made,
  not when the document was issued, so they are not.
"""

from __future__ import annotations

from ..package import opened
from ..source import Source
from .document import Document

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def read_docx(data: bytes, name: str, *, original: bool = False) -> Source:
    """The text layer of a Word document, tracked changes accepted (or rejected: ``original``)."""
    document = Document(opened(data, name), original=original)
    text, hints = document.read().finished()
    return Source(
        name=name,
        text=text,
        media_type=MEDIA_TYPE,
        hints=hints,
        meta={"title": document.title} if document.title else {},
    )


def embedded_page(data: bytes, name: str) -> bytes | None:
    """The page or text that a document without text of its own shows in its place (altChunk).

    Programs that turn web pages into documents in the browser leave the conversion to Word.
    """
    return Document(opened(data, name), original=False).embedded()
