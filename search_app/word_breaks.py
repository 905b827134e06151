"""Line breaks that respect words: a title breaks between words, and neither inside one ("bản / tin") nor inside the
number of a document ("20- / NQ/TW")."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable
from typing import NamedTuple

from flask import g
from markupsafe import Markup, escape

from indexer.analysis.fold import tone_key
from indexer.asking.known import NOTHING_KNOWN
from indexer.engine.base import EngineError
from indexer.showing.snippet import Piece
from indexer.suggest.lexicon import Lexicon
from search_app.library import library
from search_app.marked_text import show_marked

LONGEST_WORD = 4  # in syllables
MOST_KEPT_CHARS = 28  # a longer run may be wider than a narrow phone
MOST_TEXTS = 20_000  # that are remembered as they are shown: some five megabytes
MOST_TOKENS = 50_000  # that are remembered as they are read; a language has fewer
DIGIT = re.compile(r"\d")
SIGNS = "\"'“”‘’«»()[]{}.,;:!?…*"


class KnownRuns:
    """The words of the index that answers, and the texts that were shown with them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._lexicon: Lexicon | None = None
        self._breaks = Breaks(frozenset())

    def keep(self, text: str) -> Markup:
        """A text whose words stay on one line."""
        return self._breaks_of_page().keep(text)

    def keep_marked(self, pieces: Iterable[Piece]) -> Markup:
        """The pieces of a text, the words in each on one line, what was found marked."""
        return show_marked(pieces, self._breaks_of_page().keep)

    def _breaks_of_page(self) -> Breaks:
        breaks: Breaks | None = g.get("breaks")
        if breaks is None:  # once a page: a page has a hundred pieces of titles
            breaks = g.breaks = self._look()
        return breaks

    def _look(self) -> Breaks:
        """What breaks lines by the words of the index that answers; where none answers, by no words."""
        try:
            lexicon = library().known.words
        except EngineError:
            lexicon = NOTHING_KNOWN.words
        with self._lock:
            if lexicon is not self._lexicon:
                self._lexicon, self._breaks = lexicon, Breaks(lexicon.runs())
            return self._breaks


class Token(NamedTuple):
    """What stands between two blanks: the tone key of its letters where a word may begin with it ("" where none may),
    and where one may end, and whether it goes on from one end to the other; whether it is a number that stays whole."""

    first: str
    last: str
    goes_on: bool
    is_number: bool


class Breaks:
    """Where lines may break, by words that are tone keys with blanks between. Titles come again and again: they are
    remembered.

    >>> print(Breaks(frozenset({tone_key("bản") + " tin"})).keep("Các bản tin về 20-NQ/TW"))
    Các <span class="w">bản tin</span> về <span class="w">20-NQ/TW</span>
    """

    def __init__(self, words: frozenset[str]):
        self._words = words
        self._tokens: dict[str, Token] = {}
        self._texts: dict[str, Markup] = {}

    def keep(self, text: str) -> Markup:
        """A text whose words and numbers stay on one line."""
        shown = self._texts.get(text)
        if shown is None:
            shown = self._keep(text)
            if len(self._texts) < MOST_TEXTS:
                self._texts[text] = shown
        return shown

    def _keep(self, text: str) -> Markup:
        shown, tokens = str(escape(text)).split(" "), [self._read(token) for token in text.split(" ")]
        parts, place = [], 0
        while place < len(tokens):
            end = self._find_end(tokens, place)
            run = " ".join(shown[place:end])
            parts.append(f'<span class="w">{run}</span>' if end > place + 1 or tokens[place].is_number else run)
            place = end
        return Markup(" ".join(parts))

    def _find_end(self, tokens: list[Token], place: int) -> int:
        """Where the longest word that begins at a place ends. Signs may stand before and behind it, and none within;
        one of three syllables begins with one of two, which spares two thirds of the looking up."""
        end, run = place + 1, tokens[place].first
        if not run:
            return end
        for reach in range(place + 1, min(place + LONGEST_WORD, len(tokens))):
            token = tokens[reach]
            if not token.last:
                break
            run = f"{run} {token.last}"
            if run in self._words and len(run) <= MOST_KEPT_CHARS:
                end = reach + 1
            elif reach == place + 1:
                break
            if not token.goes_on:
                break
        return end

    def _read(self, text: str) -> Token:
        token = self._tokens.get(text)
        if token is None:
            if len(self._tokens) >= MOST_TOKENS:
                self._tokens.clear()
            token = self._tokens[text] = read_token(text)
        return token


def read_token(text: str) -> Token:
    """What stands between two blanks.

    >>> read_token("tin,"), read_token("20-NQ/TW").is_number
    (Token(first='', last='tin', goes_on=False, is_number=False), True)
    """
    first, last = text.lstrip(SIGNS), text.rstrip(SIGNS)
    return Token(tone_key(first) if first.isalpha() else "", tone_key(last) if last.isalpha() else "", last == text,
                 is_number(text))


def is_number(token: str) -> bool:
    """Whether a token is a number with letters, or of several parts, that a line might be broken in.

    >>> is_number("20-nq/tw"), is_number("kinh-te"), is_number("2020")
    (True, False, False)
    """
    return ("-" in token or "/" in token) and len(token) <= MOST_KEPT_CHARS and bool(DIGIT.search(token))
