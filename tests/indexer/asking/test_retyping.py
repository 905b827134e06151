"""Soundness: every span of a bulletin, however it is typed again, finds that bulletin with no word lacking.

The ways of typing come from the bench and from here, never from the analysis of the index: a test that shared its code
would see none of its faults.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from benchmarks.relevance.retyping import retype
from benchmarks.relevance.spelling import bare
from corpus.bulletin import Bulletin
from corpus.numbers.find_numbers import find_numbers
from corpus.text import tidy, tidy_paragraphs
from indexer.analysis.abbreviations.abbreviations import read_rows
from indexer.analysis.syllables import split_syllables
from indexer.asking.search import Question, ask
from indexer.describing.describe import describe
from indexer.engine.base import Engine
from indexer.engine.memory_engine import MemoryEngine
from indexer.engine.query import Filters

MOST_SYLLABLES = 20
# Spellings that readers mix freely; all of them end the syllable.
I_AND_Y = [pair.split() for pair in (
    "ký kí", "kỳ kì", "kỷ kỉ", "kỹ kĩ", "kỵ kị", "lý lí", "mỹ mĩ", "quý quí", "quỳ quì", "quỷ quỉ", "quỹ quĩ",
    "quỵ quị", "tý tí", "tỳ tì", "tỷ tỉ", "tỵ tị")]
OTHER_I_OR_Y = {a: b for pair in I_AND_Y for a, b in (pair, pair[::-1])}
WORD = re.compile(r"[^\W\d_]+")


def swap_i_and_y(text: str) -> str:
    """The text with kĩ for kỹ and tỉ for tỷ, and the other way round."""
    def swap(found: re.Match[str]) -> str:
        other = OTHER_I_OR_Y.get(found[0].lower(), found[0])
        return other.capitalize() if found[0][0].isupper() and other != found[0] else other

    return WORD.sub(swap, text)


def by(way: str) -> Callable[[str], str]:
    return lambda text: retype(text, way, text)


WAYS: dict[str, Callable[[str], str]] = {
    "as typed": str,
    "no diacritics": bare,
    "half unmarked": by("half"),
    "one wrong mark": by("one-wrong-mark"),
    "capitals": str.upper,
    "low": str.lower,
    "capitals without diacritics": lambda text: bare(text).upper(),
    "other tone style": by("other-tone"),
    "i for y": swap_i_and_y,
    "i for y without diacritics": lambda text: bare(swap_i_and_y(text)),
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "decomposed other tone style": lambda text: unicodedata.normalize("NFD", retype(text, "other-tone", text)),
    "more blanks": lambda text: "\t " + text.replace(" ", " \u00a0 ") + "\u3000",
    "invisible signs": lambda text: "\ufeff" + text.replace("n", "n\u200b\u00ad"),
    "between dashes": lambda text: f"– {text} －",
    "signs around": lambda text: f"…（{text}）?!",
    "single quotes": lambda text: f"‘{text}’,",
}
HIDING = {"no diacritics", "half unmarked", "capitals", "capitals without diacritics", "low"}
QUOTES = ('"{}"', "“{}”", "＂{}＂", "« {} »", '"{}')
QUOTED_WAYS = ("as typed", "no diacritics", "half unmarked", "one wrong mark", "capitals", "other tone style",
               "decomposed", "more blanks")
# What the grammar of a query takes for something else than words. Each rule is as narrow as it can be.
LEAVES_OUT = re.compile(r'(?:^|\s)-["\w]')  # a minus right before a word
EITHER = re.compile(r"(?<!\S)(?:OR|HOẶC)(?!\S)")  # either of two, where capitals are no way of shouting
GLUED = re.compile(r"(?<=[a-zà-ỹđ])[A-ZÀ-ỸĐ]|(?<=[A-ZÀ-ỸĐ]{2})[a-zà-ỹđ]")  # a lost blank
QUOTE = re.compile(r'["“”„‟«»″＂]')


@dataclass(frozen=True)
class Span:
    """A stretch of one paragraph of a bulletin, from the start of a syllable to the end of one."""

    bulletin: Bulletin
    paragraph: str
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.paragraph[self.start:self.end]

    @property
    def cuts_a_number(self) -> bool:
        """Whether the span reads as a whole document number that its paragraph does not name: 2023/QĐ-UBND, cut from
        12/2023/QĐ-UBND."""
        named = {key for found in find_numbers(self.paragraph) for key in found.number.keys}
        return any(found.number.is_full and found.number.key not in named
                   for found in find_numbers(tidy(self.text), typed=True))


def paragraphs(bulletin: Bulletin) -> list[str]:
    return [line for text in (bulletin.title, bulletin.summary, bulletin.body) for line in text.split("\n")
            if split_syllables(line)]


@st.composite
def spans(draw: st.DrawFn, bulletins: st.SearchStrategy[Bulletin]) -> Span:
    bulletin = draw(bulletins)
    paragraph = draw(st.sampled_from(paragraphs(bulletin)))
    syllables = split_syllables(paragraph)
    first = draw(st.integers(0, len(syllables) - 1))
    last = min(first + draw(st.integers(0, MOST_SYLLABLES - 1)), len(syllables) - 1)
    return Span(bulletin, paragraph, syllables[first].start, syllables[last].end)


def is_plain(query: str) -> bool:
    """Whether a query asks for nothing but words, by the rules above."""
    text = tidy(query)
    return not LEAVES_OUT.search(text) and not EITHER.search(text)


def changes_a_quotation(way: str, text: str) -> bool:
    """Whether a way of typing changes what stands in quotes, which is taken at its letters: no kĩ for kỹ, and a blank
    that was lost (bànNhà) is seen by the change of case, in a run that has marks, or not at all."""
    return bool(QUOTE.search(text)) and (way.startswith("i for y") or way in HIDING and bool(GLUED.search(text)))


def lacks(engine: Engine, query: str, id: str, day: date | None = None) -> str:
    """What is wrong with the answer to a query, of a day, that should find a bulletin; "" where it does, every word."""
    # A day in a bulletin's text is no day that it was published on.
    question = Question(query, Filters(day, day), per_page=1000, dated=False)
    hit = next((hit for hit in ask(engine, question).page.hits if hit.id == id), None)
    if hit is None:
        return f"{query!r} does not find {id}"
    return f"{query!r} finds {id} without {hit.missing}" if hit.missing else ""


def holding(*bulletins: Bulletin) -> Engine:
    engine = MemoryEngine()
    engine.put(map(describe, bulletins))
    engine.commit()
    return engine


@pytest.fixture(scope="module")
def memory(sample_bulletins: tuple[Bulletin, ...]) -> Engine:
    return holding(*sample_bulletins)


@pytest.mark.parametrize("way", WAYS)
@settings(max_examples=100)
@given(data=st.data())
def test_every_span_of_the_sample_finds_its_bulletin(
        way: str, memory: Engine, sample_bulletins: tuple[Bulletin, ...], data: st.DataObject) -> None:
    span = data.draw(spans(st.sampled_from(sample_bulletins)))
    query = WAYS[way](span.text)
    assume(is_plain(query) and not span.cuts_a_number and not changes_a_quotation(way, span.text))
    day = span.bulletin.published_on
    assert not lacks(memory, query, span.bulletin.id, day)


@pytest.mark.parametrize("way", QUOTED_WAYS)
@settings(max_examples=100)
@given(data=st.data())
def test_every_span_of_the_sample_finds_its_bulletin_as_a_phrase(
        way: str, memory: Engine, sample_bulletins: tuple[Bulletin, ...], data: st.DataObject) -> None:
    span = data.draw(spans(st.sampled_from(sample_bulletins)))
    assume(not QUOTE.search(span.text) and not span.cuts_a_number)
    query = QUOTES[span.start % len(QUOTES)].format(WAYS[way](span.text))
    day = span.bulletin.published_on
    assert not lacks(memory, query, span.bulletin.id, day)


@settings(max_examples=120)
@given(data=st.data())
def test_the_default_engine_finds_them_among_all(
        sample_engine: Engine, sample_bulletins: tuple[Bulletin, ...], data: st.DataObject) -> None:
    way = data.draw(st.sampled_from(sorted(WAYS.keys() - {"i for y", "i for y without diacritics"})))
    span = data.draw(spans(st.sampled_from(sample_bulletins)))
    query = WAYS[way](span.text)
    assume(is_plain(query) and not span.cuts_a_number and not changes_a_quotation(way, span.text))
    assert not lacks(sample_engine, query, span.bulletin.id)
    if not QUOTE.search(query):
        assert not lacks(sample_engine, f'"{query}"', span.bulletin.id)


# Texts that no portal of ours holds: every syllable of the language nearly, and what portals let slip into them.
ONSETS = ["", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "ph", "qu",
          "r", "s", "t", "th", "tr", "v", "x"]
RHYMES = ["a", "ai", "am", "anh", "ă", "ăn", "âu", "e", "ê", "iên", "i", "y", "yên", "o", "oa", "oà", "òa", "oe", "oan",
          "ô", "ông", "ơ", "ơn", "u", "ua", "uy", "uý", "úy", "uyên", "ư", "ưa", "ương", "ươi"]
TONES = ["", "", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
SLIPPED_IN = [
    "KH&CN", "UBND", "UBNDtỉnh", "bànNhà", "Hội đồngND", "NGuyễn", "iPhone", "2.550", "83,5%", "05/6/2023", "34/64",
    "20-NQ/TW", "Nghị quyết số 20-NQ/TW", "12/2023/QĐ-UBND", "Nghị quyết 20", "số 5", "kinh tế - xã hội", "(", ")",
    "-", "–", "“hai", "ba”", "\"", "'", "😀", "e\u0323\u0302", "ƣơng", "QÐ", "http://a.vn/b-c?d=1", "x_y", "a1b2", "1a",
    "đ" * 60, "OR", "HOẶC", "hoặc", "là gì", "như thế nào", "có không", "TP.HCM", "A.B.C", "Wi-Fi", "Đăk R'Lấp", "…",
    "\u0301", "東京", "ก", "١٢"]


def make_syllable(onset: str, rhyme: str, tone: str) -> str:
    letters = unicodedata.normalize("NFD", onset + rhyme)
    place = next((i for i, c in enumerate(letters) if i >= len(onset) and c in "aeiouy"), None)
    if place is None or any(c in TONES[2:] for c in letters):
        return unicodedata.normalize("NFC", letters)
    return unicodedata.normalize("NFC", letters[:place + 1] + tone + letters[place + 1:])


syllables_made = st.builds(make_syllable, st.sampled_from(ONSETS), st.sampled_from(RHYMES), st.sampled_from(TONES))
words_made = st.one_of(
    syllables_made, syllables_made.map(str.capitalize), syllables_made, st.sampled_from(SLIPPED_IN),
    st.sampled_from(["kỹ thuật", "Mỹ", "quý", "tỉ lệ", "lí do", "Uỷ ban"]))
joints = st.sampled_from([" ", " ", " ", " ", ", ", ". ", " - ", "-", "/", ";", ": "])
lines_made = st.lists(st.tuples(words_made, joints).map("".join), min_size=1, max_size=30).map("".join)


@st.composite
def bulletins_made(draw: st.DrawFn) -> Bulletin:
    title, summary = tidy(draw(lines_made)), tidy(draw(lines_made))
    body = tidy_paragraphs("\n".join(draw(st.lists(lines_made, min_size=1, max_size=2))))
    made = Bulletin("made", "", "s", title, body, summary=summary)
    assume(paragraphs(made))
    return made


@pytest.mark.parametrize("way", WAYS)
@settings(max_examples=50)
@given(data=st.data())
def test_every_span_of_a_made_text_finds_it(way: str, data: st.DataObject) -> None:
    span = data.draw(spans(bulletins_made()))
    query = WAYS[way](span.text)
    assume(is_plain(query) and not span.cuts_a_number and not changes_a_quotation(way, span.text))
    assert not lacks(holding(span.bulletin), query, "made")


@pytest.mark.parametrize("way", QUOTED_WAYS)
@settings(max_examples=40)
@given(data=st.data())
def test_every_span_of_a_made_text_finds_it_as_a_phrase(way: str, data: st.DataObject) -> None:
    span = data.draw(spans(bulletins_made()))
    assume(not QUOTE.search(span.text) and not span.cuts_a_number and not changes_a_quotation(way, f'"{span.text}"'))
    query = f'"{WAYS[way](span.text)}"'
    assert not lacks(holding(span.bulletin), query, "made")


LIST = files("indexer.analysis.abbreviations").joinpath("abbreviations.tsv")
ROWS = [row for row in read_rows(LIST.read_text("utf-8")) if not row.ambiguous]
CONTEXTS = ("{}", "Hôm nay {} họp.", "Ngày 05/6, {}, tại xã Hải Lộc")
SHORT_WAYS = ("as typed", "low", "no diacritics", "capitals", "decomposed", "more blanks", "signs around")
LONG_WAYS = (*SHORT_WAYS, "half unmarked", "one wrong mark", "other tone style")


def test_short_and_long_forms_find_each_other() -> None:
    """Of every pair on the list that has one meaning, in a context, however either is typed."""
    assert len(ROWS) > 150
    failed = []
    for row in ROWS:
        short, long = (holding(*(Bulletin(str(i), "", "s", "Tin", context.format(form))
                                 for i, context in enumerate(CONTEXTS))) for form in (row.short, row.long))
        for i, context in enumerate(CONTEXTS):
            for engine, ways, form in ((long, SHORT_WAYS, row.short), (short, LONG_WAYS, row.long)):
                # Many ways of typing are one: short forms are capitals without diacritics.
                queries = {WAYS[way](context.format(form)) for way in ways}
                failed += [wrong for query in sorted(queries) if (wrong := lacks(engine, query, str(i)))]
    assert failed == []


def test_spans_of_the_sample_with_their_words_abbreviated(
        memory: Engine, sample_bulletins: tuple[Bulletin, ...]) -> None:
    tried, failed = 0, []
    for bulletin in sample_bulletins:
        for paragraph in paragraphs(bulletin):
            syllables = split_syllables(paragraph)
            for first in range(0, len(syllables), MOST_SYLLABLES // 2):
                last = min(first + MOST_SYLLABLES, len(syllables)) - 1
                span = Span(bulletin, paragraph, syllables[first].start, syllables[last].end)
                query = shorten(span.text)
                if query != span.text and is_plain(query) and not QUOTE.search(query) and not span.cuts_a_number:
                    tried += 1
                    day = bulletin.published_on
                    failed += [wrong for way in ("as typed", "no diacritics")
                               if (wrong := lacks(memory, WAYS[way](query), bulletin.id, day))]
    assert tried > 300 and failed == []


LONG_FORMS = [(row.long.lower(), re.compile(rf"(?<!\w){re.escape(row.long)}(?!\w)", re.IGNORECASE), row.short)
              for row in sorted(ROWS, key=lambda row: -len(row.long))]


def shorten(text: str) -> str:
    """The text with every long form that has a short one abbreviated, the longest first."""
    for long, pattern, short in LONG_FORMS:
        if long in text.lower():
            text = pattern.sub(lambda _, short=short: short, text)  # type: ignore[misc]
    return text
