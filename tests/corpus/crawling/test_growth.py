"""Everything that takes what was fetched takes time that grows with its length, whatever it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timezone

import pytest

from benchmarks.drills.hostile_answers import FEEDS, MARKUP, TEXTS, repeated
from corpus.crawling.addresses import canonical, pattern
from corpus.crawling.asking import is_wanted
from corpus.crawling.calendars import calendar_days, is_calendar
from corpus.crawling.fetching.headers import content_type_of, location_of, read_retry_after, validator
from corpus.crawling.link import is_page, make_link, repeats_itself
from corpus.crawling.permission.robots import read_robots
from corpus.crawling.reading.content import Content, read_content
from corpus.crawling.reading.feeds import find_addresses, find_feeds, is_feed
from corpus.crawling.reading.pager import guess_next_page
from corpus.crawling.scope import Scope
from corpus.crawling.sources import Source
from corpus.dates.finding import find_dates
from corpus.extraction import agreement, author, boilerplate, charset, date_line, published, summary
from corpus.numbers.find_numbers import find_numbers
from corpus.text import fold, tidy, tidy_paragraphs
from tests.growth import grows_too_fast

PAGE = "http://h/tin/1"


def sitemap(kind: str) -> Callable[[int], str]:
    root, unit = FEEDS[kind]
    return lambda length: f"<{root}>{repeated(unit, length)}"


def in_bytes(work: Callable[[bytes], object]) -> Callable[[str], object]:
    return lambda text: work(text.encode("utf-8", "replace"))


@pytest.mark.parametrize("kind", FEEDS)
def test_feeds(kind: str) -> None:
    assert not grows_too_fast(in_bytes(find_addresses), sitemap(kind))


MARKUP_READERS = {
    "find_feeds": in_bytes(find_feeds), "is_feed": in_bytes(lambda raw: is_feed(raw, "text/html")),
    "guess_next_page": in_bytes(lambda raw: guess_next_page("http://h/tin/", raw)),
    "decode": in_bytes(charset.decode), "decode 1258": lambda text: charset.decode(text.encode("cp1258", "replace")),
}
LINE_READERS: dict[str, Callable[[str], object]] = {
    work.__name__: work for work in (
        tidy, tidy_paragraphs, fold, find_numbers, find_dates, boilerplate.opens_the_end, boilerplate.is_furniture,
        boilerplate.says_not_found, date_line.moment_of, date_line.has_label, date_line.first_moment,
        date_line.label_rank, date_line.names_other_day, author.clean_name, agreement.words_of, published.parse_stamp,
        canonical, read_robots, is_page, repeats_itself, make_link, pattern, calendar_days, is_calendar,
        content_type_of, location_of, validator, read_retry_after)}
LINE_READERS |= {
    "END": boilerplate.END.match, "JOINER": author.JOINER.split, "PARTS": date_line.PARTS.split,
    "SEGMENTS": date_line.SEGMENTS.split, "LABEL": date_line.LABEL.match, "title parts": agreement.PARTS.split,
    "steps": summary.SEPARATORS.split, "canonical": lambda text: canonical(text, PAGE),
    "query": lambda text: canonical("?" + text, PAGE), "is_wanted": lambda text: is_wanted(text, PAGE),
    "labels": lambda text: charset.labels(b"", text),
    "robots": lambda text: read_robots("User-agent: *\n" + text).allows("http://h/" + "a" * 2_000),
    "rules": lambda text: read_robots("User-agent: *\nDisallow: /" + text).allows("http://h/" + "a" * 2_000)}
LINES = [*TEXTS.values(), "a", "/a", "%41", "&a=b", "*a", "Disallow: /*a*\n", "a\n", "[", "\ud800", "ı", "2017/03/"]


@pytest.mark.parametrize("name", MARKUP_READERS)
def test_what_looks_for_something_in_markup(name: str) -> None:
    problems = {unit: grows_too_fast(MARKUP_READERS[name], lambda length, unit=unit: repeated(unit, length))
                for unit in (*MARKUP.values(), "Trang sau ", "\u0301\u0323", "\u00f0")}
    assert not {unit: problem for unit, problem in problems.items() if problem}


@pytest.mark.parametrize("name", LINE_READERS)
def test_what_reads_a_line(name: str) -> None:
    problems = {unit: grows_too_fast(LINE_READERS[name], lambda length, unit=unit: repeated(unit, length))
                for unit in LINES}
    assert not {unit: problem for unit, problem in problems.items() if problem}


PLACES = {  # where in a page a text may stand
    "alone": "{}", "line": "<h1>Hội nghị triển khai công tác quý hai</h1><p>22/03/2017</p><p>{}</p>",
    "title": "<title>{}</title><h1>Hội nghị triển khai công tác quý hai</h1><p>Sáng nay, huyện họp.</p>",
    "headline": "<h1>{}</h1><p>22/03/2017</p><p>Sáng nay, huyện họp về kế hoạch của năm, các xã đã phát biểu.</p>",
    "names": '<p class="{0}" id="{0}" style="{0}">Sáng nay, huyện họp về kế hoạch của năm, các xã đã phát biểu.</p>',
    "head": '<meta name=description content="{0}"><meta property=article:published_time content="{0}"><h1>Tin</h1>',
    "link": '<a href="{0}">{0}</a><link rel=canonical href="{0}"><base href="{0}">',
}
SCOPE = Scope(Source("a"), frozenset({"h"}))


def read_page(text: str) -> object:
    """A page, as the crawl reads it."""
    raw = text.encode("utf-8", "replace")
    return read_content(Content(PAGE, raw, "text/html; charset=utf-8", 0, datetime.now(timezone.utc)), SCOPE)


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES)
def test_pages(place: str) -> None:
    units = [*TEXTS.values(), *(MARKUP.values() if place in ("alone", "line") else ())]
    problems = {unit: grows_too_fast(read_page, lambda length, unit=unit: PLACES[place].format(repeated(unit, length)))
                for unit in units}
    assert not {unit: problem for unit, problem in problems.items() if problem}


def test_a_reader_that_grows_too_fast_is_noticed() -> None:
    import re
    blanks = re.compile(r"\s*x")
    assert grows_too_fast(blanks.search, lambda length: " " * length)
    assert not grows_too_fast(re.compile(r"\sx").search, lambda length: " " * length)
