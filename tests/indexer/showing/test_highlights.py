"""Highlights over real text: every marked piece answers to the query, on every page and bulletin, however it is typed.

What a piece may say is worked out from the query by the bench's own letters, not by the analysis that placed the mark.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.relevance.retyping import retype
from benchmarks.relevance.spelling import bare, exact_key, is_marked
from corpus.bulletin import Bulletin
from corpus.extraction.extract import Page, extract
from corpus.numbers.find_numbers import find_numbers
from corpus.text import tidy, tidy_paragraphs
from indexer.asking.parse import Understood, parse
from indexer.showing.snippet import ELLIPSIS, SNIPPET_CHARS, Piece, mark, snippet

WAYS: dict[str, Callable[[str], str]] = {
    "as typed": str,
    "no diacritics": bare,
    "half unmarked": lambda text: retype(text, "half", text),
    "capitals": str.upper,
    "capitals without diacritics": lambda text: bare(text).upper(),
    "other tone style": lambda text: retype(text, "other-tone", text),
    "one wrong mark": lambda text: retype(text, "one-wrong-mark", text),
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "abbreviated": lambda text: retype(text, "abbreviated", text),
    "quoted": lambda text: f'"{text}"',
    "more blanks": lambda text: "\t" + text.replace(" ", " \u00a0 ") + " ",
}
SPAN_WORDS = (1, 2, 3, 5, 8)
# A snippet shows the whole of a stretch that is no longer than this, however near the end of its reach it stands.
SHOWN_WHOLE = 150
COUNT = r"(?<![\w.])\d{1,3}(?:\.\d{3})+(?![\w]|\.\d)"
WORD = re.compile(COUNT + r"|[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
OPERATOR = re.compile(r'(?:^|\s)-["\w]|(?<!\S)(?:OR|HOẶC)(?!\S)|["“”„‟«»″＂]')


def join(pieces: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in pieces)


def words_of(text: str) -> list[str]:
    """The runs of letters and digits of a text in low letters without marks; a count without its dots."""
    return [bare(word).lower().replace(".", "") for word in WORD.findall(unicodedata.normalize("NFC", text))]


def allowed(query: str, understood: Understood) -> set[str]:
    """Every word that may be marked: the query's own, and those of what its words are looked up as besides."""
    return {*words_of(query), *(word.folded for expansion in understood.query.expansions
                                for word in expansion.phrase.words)}


def answers(piece: str, query: str, words: set[str]) -> bool:
    """Whether a marked piece says a thing that was asked for: words of the query, or a number that it names."""
    if set(words_of(piece)) <= words or all(any(part in words for part in split_glue(word)) for word in pieces(piece)):
        return True
    asked = {found.number.key for found in find_numbers(tidy(query), typed=True)}
    return any(not asked.isdisjoint(found.number.keys) for found in find_numbers(piece))


def pieces(text: str) -> list[str]:
    return WORD.findall(unicodedata.normalize("NFC", text))


def split_glue(word: str) -> Iterator[str]:
    """A run as it stands, and the parts of it where the case changes."""
    parts = re.split(r"(?<=[^\W\d_])(?=[A-ZÀ-ỸĐ][^\W\d_])|(?<=[A-ZĐ]{2})(?=[^\W\dA-ZÀ-ỸĐ_])", word)
    return (bare(part).lower() for part in (word, *parts))


def cuts_a_syllable(parts: tuple[Piece, ...]) -> bool:
    """Whether a piece ends inside a word, lost blanks and signs apart, or between a letter and its mark."""
    for before, after in zip(parts, parts[1:], strict=False):
        a, b = before.text[-1], after.text[0]
        if unicodedata.combining(b):
            return True
        if ELLIPSIS in (before.text, after.text) or not (a.isalnum() and b.isalnum()):
            continue
        if not (a.isalpha() and b.isalpha() and a.isupper() != b.isupper()):
            return True
    return False


def check(text: str, query: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """What holds of the marks of any query in any text; the marked text and its snippet."""
    understood = parse(query)
    whole, short = mark(text, understood), snippet(text, understood)
    flat = text.replace("\n", " ")
    assert join(whole) == flat
    inner = tuple(piece for i, piece in enumerate(short)
                  if not (piece.text == ELLIPSIS and i in (0, len(short) - 1) and not piece.found))
    assert join(inner) in flat
    words = allowed(query, understood)
    for parts in (whole, short):
        assert all(piece.text for piece in parts)
        assert not cuts_a_syllable(parts), (query, parts)
        wrong = [piece.text for piece in parts if piece.found and not answers(piece.text, query, words)]
        assert wrong == [], query
        assert not any(piece.found and (piece.text != piece.text.strip()) for piece in parts)
    assert any(piece.found for piece in whole) == any(piece.found for piece in short)
    return whole, short


def check_span(text: str, span: str, way: str) -> None:
    """A query taken from the text: something is marked, the span itself, and the snippet shows all of its words."""
    query = WAYS[way](span)
    whole, short = check(text, query)
    marked = [piece.text for piece in whole if piece.found]
    assert marked, query
    if find_numbers(tidy(query), typed=True) or way == "abbreviated":
        return
    # A word with one wrong mark is marked in that spelling where the text has it: the span is then no one piece.
    if way != "one wrong mark":
        assert any(" ".join(span.split()) in piece for piece in marked), (query, marked)
    # Where words may be shown in other letters, BHYT for "bảo hiểm y tế", the best stretch is no question of words.
    if len(span) <= SHOWN_WHOLE and way != "one wrong mark" and not parse(query).query.expansions:
        shown = {word for piece in short if piece.found for word in words_of(piece.text)}
        assert set(words_of(span)) <= shown, query
    if way in ("as typed", "capitals", "other tone style", "decomposed", "quoted"):
        check_spelling(query, marked)


def check_spelling(query: str, marked: list[str]) -> None:
    """What was typed with a mark, and stands so in the text, is not marked in another spelling."""
    typed: dict[str, set[str]] = {}
    others = {word.folded for expansion in parse(query).query.expansions for word in expansion.phrase.words}
    for word in pieces(query):
        typed.setdefault(bare(word).lower(), set()).add(exact_key(word))
    for word in (word for piece in marked for word in pieces(piece)):
        keys = typed.get(bare(word).lower(), set())
        if keys and bare(word).lower() not in others and all(is_marked(key) for key in keys):
            assert exact_key(word) in keys, (query, word)


def spans(text: str, seed: str) -> Iterator[tuple[str, str]]:
    """For each way of typing a span of the text, drawn from a seed: some words in a row of one line, no operator."""
    random = Random(seed)
    lines = [line for line in text.split("\n") if WORD.search(line)]
    for way in WAYS if lines else ():
        for _ in range(9):
            words = list(WORD.finditer(random.choice(lines)))
            count = min(random.choice(SPAN_WORDS), len(words))
            first = random.randrange(len(words) - count + 1)
            span = words[0].string[words[first].start():words[first + count - 1].end()]
            if not (OPERATOR.search(tidy(WAYS[way](span)).strip('"')) or GLUED.search(span)
                    or reads_as_another_number(span, words[0].string)):
                yield span, way
                break


def reads_as_another_number(span: str, line: str) -> bool:
    """Whether a span reads as a whole document number that its line does not name: 2021/QĐ-UBND, cut from 09/2021/…"""
    named = {key for found in find_numbers(line) for key in found.number.keys}
    return any(found.number.is_full and found.number.key not in named
               for found in find_numbers(tidy(span), typed=True))


# Lost blanks: a run of several words to the index, one to plain eyes. The cases of test_snippet.py hold them.
GLUED = re.compile(r"(?<=[a-zà-ỹđ])[A-ZÀ-ỸĐ]|(?<=[A-ZĐ]{2})[a-zà-ỹđ]")


def test_every_sample_bulletin(sample_bulletins: tuple[Bulletin, ...]) -> None:
    for bulletin in sample_bulletins:
        for span, way in spans(bulletin.body, bulletin.id):
            check_span(bulletin.body, span, way)
        for span, way in spans(bulletin.title, bulletin.id):
            check_span(bulletin.title, span, way)
            check(bulletin.body, WAYS[way](bulletin.title))
            check(bulletin.summary, WAYS[way](span))


@lru_cache(maxsize=1)
def read_pages(folder: Path) -> dict[str, tuple[str, str]]:
    """Title and body of every page, by its file's name."""
    found = {path.name: extract(Page("", path.read_bytes())) for path in sorted(folder.glob("*.html"))}
    return {name: (page.title, page.body) for name, page in found.items()}


@pytest.mark.shared
def test_every_page_of_the_collection(shared: Path) -> None:
    pages = read_pages(shared / "data" / "pages")
    assert len(pages) > 40
    tried = 0
    for name, (title, body) in pages.items():
        for text in (title, body):
            for span, way in spans(text, name):
                tried += 1
                check_span(text, span, way)
        check(body, title)
    assert tried > 400


@pytest.mark.shared
def test_every_page_as_it_was_judged(shared: Path) -> None:
    """The texts that people read from the pages, queried in the words of their titles."""
    lines = (shared / "data" / "pages" / "gold.jsonl").read_text("utf-8").splitlines()
    for gold in map(json.loads, lines):
        title, body = tidy(gold["title"]), tidy_paragraphs(gold["body"])
        for way in ("as typed", "no diacritics", "capitals", "decomposed"):
            check(body, WAYS[way](title))
            assert join(mark(title, parse(WAYS[way](title)))) == title


ODD = [
    ("o\u0302\u0300n ào", "ồn"), ("o\u0300\u0302n ào", "on"), ("ho\u0300\u0302ng ho\u0301a", "hồng"),
    ("a\u0301\u0323 b", "a"), ("lu\u0301\u200ba", "lua"), ("ﬁle lúa", "lúa"), ("İstanbul lúa", "lúa"),
    ("đ\u0323ường", "đường"), ("Straße lúa", "lua"), ("lúa\u0489 nếp", "lúa"), ("ก็ lúa", "lua"), ("лу́а lúa", "lua"),
    ("👩\u200d🌾lúa👍🏽", "lúa"), ("\u0301lúa", "lúa"), ("lúa\u0301\u0301\u0301 x", "lua"), ("１２３ lúa", "lúa"),
]


@pytest.mark.parametrize(("text", "query"), ODD, ids=range(len(ODD)))
@pytest.mark.parametrize("clean", [str, tidy])
def test_odd_characters(clean: Callable[[str], str], text: str, query: str) -> None:
    whole, _ = check(clean(text), query)
    assert any(piece.found for piece in whole) or clean is str


PIECES = ["lúa", "nếp ", "LÚA ", "lua ", "đường ", "dương", " ", ". ", "\n", "20-NQ/TW ", "\u0301", "\u0302", "\u0323",
          "o\u0300\u0302n", "2.550", "😀", "ﬁ", "İ", "ก็", "_", "-", "x"]


@settings(max_examples=200)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(st.characters(codec="utf-8"), max_size=2)),
                max_size=40).map("".join),
       st.sampled_from(["lúa", "lua nep", "đường", "on", "20-NQ/TW", "2550", '"lúa nếp"', "LÚA ĐƯỜNG", "x lúa"]))
def test_marks_never_cut_a_letter_from_its_mark(text: str, query: str) -> None:
    for each in (text, tidy_paragraphs(text)):
        for parts in (mark(each, parse(query)), snippet(each, parse(query), SNIPPET_CHARS)):
            for before, after in zip(parts, parts[1:], strict=False):
                if before.found:
                    assert not "\u0300" <= after.text[0] <= "\u036f"
                if after.found:
                    assert not unicodedata.combining(after.text[0])
