"""What the API reads besides searches: a bulletin, counts of days, values of filters, sources."""

from __future__ import annotations

from corpus.bulletin import Bulletin
from corpus.storing.bulletin_rows import text_hash
from indexer.asking.search import Answer
from search_app.addresses import bulletin_address, is_web_address
from search_app.api.searching import make_counts
from search_app.api.values import Days, Document, Facets, File, Sources, SourceValue
from search_app.browse.values import values_of
from search_app.library import source_title

STEPS = {"nam": "year", "thang": "month", "ngay": "day"}
ALL_FACETS = ("year", "source", "section", "kind", "author", "unit", "genre", "province", "commune")


def make_document(bulletin: Bulletin, base: str) -> Document:
    """A bulletin, whole."""
    return Document(
        id=bulletin.id, url=bulletin.url if is_web_address(bulletin.url) else None,
        page_url=base + bulletin_address(bulletin), title=bulletin.title, summary=bulletin.summary or None,
        body=bulletin.body, author=bulletin.author or None, section=bulletin.section or None, source=bulletin.source,
        source_title=source_title(bulletin.source), kind=bulletin.kind,
        published_on=bulletin.published_on.isoformat() if bulletin.published_on else None,
        published_at=bulletin.published_at.isoformat("minutes") if bulletin.published_at else None,
        number=bulletin.number or None,
        numbers=list(dict.fromkeys(str(number) for number in bulletin.numbers if number.is_full)),
        attachments=[File(file.name, file.address if is_web_address(file.address) else None)
                     for file in bulletin.attachments],
        version=bulletin.version, collected_at=bulletin.collected_at.isoformat() if bulletin.collected_at else None,
        content_hash=text_hash(bulletin).hex())


def make_days(answer: Answer, by: str) -> Days:
    """The counts of years, months or days among all that was found."""
    counts = make_counts(answer.page.facets).get(STEPS[by], [])
    return Days(by, answer.listed, answer.listed - sum(count.count for count in counts), counts)


def make_facet_values(answer: Answer) -> Facets:
    """The values of all filters among what was found."""
    return Facets(answer.listed, make_counts(answer.page.facets))


def make_sources() -> Sources:
    """All sources of the index."""
    return Sources([SourceValue(value, source_title(value), count) for value, count in values_of("source")])
