"""All that a document says about itself, put together; here sources that differ are ranked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...script import fold
from ...tree import Meta
from .addressees import addressees_of, is_addressee
from .dates import bare_date, given_date, last_date, web_date
from .genre import named_genre
from .issuers import red_head, signature_in, title_issuer
from .numbers import document_number_of
from .period import plan_period, year_in
from .region import region_of
from .stated import stated_fields
from .titles import is_row, looks_like_title, subtitle_of, title_of


def find_metadata(
    head: Sequence[str],
    tail: Sequence[str] = (),
    *,
    titles: Sequence[str] = (),
    container: Mapping[str, str] | None = None,
) -> Meta:
    """What a document says about itself (公文要素).

    Args:
        head: Repaired lines from the document's beginning to its body, furniture included.
        tail: Repaired lines after the body.
        titles: The titles found, outermost first (printing notice, then what it issues).
        container: What the file format says, by the names of ``Meta``; used where nothing else is.

    >>> meta = find_metadata(["云府发〔2024〕3号", "各县人民政府："], titles=["云溪市节水行动方案"])
    >>> meta.document_number, meta.addressees, meta.genre, meta.region
    ('云府发〔2024〕3号', ('各县人民政府',), '行动方案', '云溪市')
    """
    top, bottom = _clean(head), _clean(tail)
    stated = dict(stated_fields([*top, *bottom]))
    given = {key: value for key, value in (container or {}).items() if value.strip()}
    signed = signature_in(top) or signature_in(bottom) or (None, None)
    titles = [name for name in titles if not is_row(name)]
    titles = (
        titles
        or [line for line in top[:12] if looks_like_title(fold(line)) and not is_row(line)][:1]
    )
    title = title_of(titles, stated.get("title") or given.get("title"))
    names = list(dict.fromkeys([title, *titles] if title else titles))
    subtitle = subtitle_of(top, title)
    issuer = signed[0] or stated.get("issuer") or title_issuer(names) or red_head(top)
    issuer = issuer or given.get("issuer")
    issue_date = signed[1] or stated.get("issue_date") or bare_date(top, subtitle)
    issue_date = issue_date or last_date(bottom) or given_date(given, "issue_date")
    number = document_number_of(top, names, stated, given)
    return Meta(
        title=title,
        subtitle=subtitle or given.get("subtitle"),
        document_number=number,
        issuer=issuer,
        addressees=next((addressees_of(line) for line in top if is_addressee(fold(line))), ()),
        issue_date=issue_date,
        published_date=stated.get("published_date") or web_date(top)
        or given_date(given, "published_date"),
        period=plan_period(names, [*head, *tail], year_in(issue_date or number)),
        genre=named_genre([*names, subtitle]),
        region=next((r for r in (region_of(name, None) for name in names) if r), None)
        or region_of(None, issuer),
        source_line=stated.get("source_line") or given.get("source_line"),
    )  # fmt: skip


def _clean(lines: Sequence[str]) -> list[str]:
    squeezed = (" ".join(line.split()) for line in lines)
    return [line for line in squeezed if line]
