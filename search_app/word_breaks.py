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
MOST_KEPT_CHARS = 28  # a longer run is no word
LONG_CHARS = 16  # a longer run may be wider than a narrow phone, in a heading and in capitals
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

    def keep_anew(self, text: str) -> Markup:
        """The same of a text that the collection does not hold, such as what a reader typed."""
        return self._breaks_of_page().keep_anew(text)

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


NO_TOKEN = Token("", "", False, False)


class Tokens(dict[str, Token]):
    """Tokens by what stands there, each read once."""

    def __missing__(self, text: str) -> Token:
        if len(self) >= MOST_TOKENS:
            self.clear()
        token = self[text] = read_token(text)
        return token


class Breaks:
    """Where lines may break, by words that are tone keys with blanks between. Titles come again and again: they are
    remembered.

    >>> print(Breaks(frozenset({tone_key("bản") + " tin"})).keep("Các bản tin về 20-NQ/TW"))
    Các <span class="w">bản tin</span> về <span class="w">20-NQ/TW</span>
    """

    def __init__(self, words: frozenset[str]):
        self._words = frozenset(word for word in words if len(word) <= MOST_KEPT_CHARS)
        self._tokens = Tokens()
        self._texts: dict[str, Markup] = {}

    def keep(self, text: str) -> Markup:
        """A text whose words and numbers stay on one line."""
        shown = self._texts.get(text)
        if shown is None:
            shown = self.keep_anew(text)
            if len(self._texts) < MOST_TEXTS:
                self._texts[text] = shown
        return shown

    def keep_anew(self, text: str) -> Markup:
        """The same, not remembered: of such texts there is no end, and they would take the room of titles."""
        shown, tokens = str(escape(text)).split(" "), [self._tokens[token] for token in text.split(" ")]
        parts, place, following = [], 0, [*tokens[1:], NO_TOKEN]
        while place < len(tokens):
            first, last = tokens[place].first, following[place].last
            if first and last and f"{first} {last}" in self._words:
                end = self._find_end(tokens, place)
                parts.append(hold(" ".join(shown[place:end])))
                place = end
                continue
            parts.append(hold(shown[place]) if tokens[place].is_number else shown[place])
            place += 1
        return Markup(" ".join(parts))

    def _find_end(self, tokens: list[Token], place: int) -> int:
        """Where the longest word ends that begins at a place with one of two syllables. Signs may stand before and
        behind it, and none within."""
        run, end = f"{tokens[place].first} {tokens[place + 1].last}", place + 2
        for reach in range(place + 2, min(place + LONGEST_WORD, len(tokens))):
            if not (tokens[reach - 1].goes_on and tokens[reach].last):
                break
            run = f"{run} {tokens[reach].last}"
            if run in self._words:
                end = reach + 1
        return end


def hold(run: str) -> str:
    """A run as HTML that stays on one line; a long one where there is room for it.

    >>> hold("bản tin"), hold("05/2013/TTLT-BGDĐT-BTC")
    ('<span class="w">bản tin</span>', '<span class="w long">05/2013/TTLT-BGDĐT-BTC</span>')
    """
    return f'<span class="w long">{run}</span>' if len(run) > LONG_CHARS else f'<span class="w">{run}</span>'


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
