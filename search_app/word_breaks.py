"""Line breaks that respect words: a title breaks between words, and neither inside one ("bản / tin") nor inside the
number of a document ("20- / NQ/TW")."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Sequence

from flask import g
from markupsafe import Markup, escape

from indexer.engine.base import EngineError
from indexer.showing.known_words import LONGEST_WORD, Words
from search_app.library import library

MOST_KEPT_CHARS = 28  # a longer run may be wider than a narrow phone
MOST_PAGES = 20_000  # after so many the runs of syllables that are remembered are forgotten: they fill a few megabytes
MOST_TEXTS = 20_000  # that are remembered as they are shown: some five megabytes
DIGIT = re.compile(r"\d")
SIGNS = "\"'“”‘’«»()[]{}.,;:!?…*"
IsWord = Callable[[tuple[str, ...]], bool]


class KnownRuns:
    """The words of the index that answers, remembered as they are asked for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._engine: object = None
        self._words: Words | None = None
        self._pages = 0
        self._kept: dict[str, Markup] = {}

    def keep(self, text: str) -> Markup:
        """A text whose words stay on one line. Titles come again and again: they are remembered, too."""
        known = g.get("known_runs")
        if known is None:  # once a page: a page has a hundred pieces of titles
            known = g.known_runs = self._look()
        is_word, kept = known
        shown = kept.get(text)
        if shown is None:
            shown = keep_words(text, is_word)
            if len(kept) < MOST_TEXTS:
                kept[text] = shown
        return shown

    def _look(self) -> tuple[IsWord, dict[str, Markup]]:
        """What tells words in the index that answers, and the texts that were seen; where none answers, no words."""
        try:
            engine = library().engine
        except EngineError:
            return no_word, {}
        with self._lock:
            self._pages += 1
            if engine is not self._engine or self._words is None or self._pages > MOST_PAGES:
                self._engine, self._words, self._pages, self._kept = engine, Words(engine), 0, {}
            return self._words.holds, self._kept


def no_word(_run: tuple[str, ...]) -> bool:
    """Nothing is a word."""
    return False


def keep_words(text: str, is_word: IsWord) -> Markup:
    """A text whose words and numbers stay on one line.

    >>> print(keep_words("Các bản tin về 20-NQ/TW", {("bản", "tin")}.__contains__))
    Các <span class="w">bản tin</span> về <span class="w">20-NQ/TW</span>
    """
    shown, small = str(escape(text)).split(" "), text.lower().split(" ")
    parts, place = [], 0
    while place < len(small):
        end = find_end(small, place, is_word)
        run = " ".join(shown[place:end])
        parts.append(f'<span class="w">{run}</span>' if end > place + 1 or is_number(small[place]) else run)
        place = end
    return Markup(" ".join(parts))


def find_end(tokens: Sequence[str], place: int, is_word: IsWord) -> int:
    """Where the longest word that begins at a place ends. Signs may stand before and behind it, and none within; one of
    three syllables begins with one of two, which spares two thirds of the looking up.

    >>> find_end(["hợp", "tác", "xã,", "bản"], 0, {("hợp", "tác"), ("hợp", "tác", "xã")}.__contains__)
    3
    """
    end, behind = place + 1, tokens[place + 1:place + LONGEST_WORD]
    first = tokens[place] if tokens[place].isalpha() else tokens[place].lstrip(SIGNS)
    if not first.isalpha():
        return end
    run: tuple[str, ...] = (first,)
    for token in behind:
        last = token if token.isalpha() else token.rstrip(SIGNS)
        run = (*run, last)
        if not last.isalpha():
            break
        if is_word(run) and sum(map(len, run)) < MOST_KEPT_CHARS - LONGEST_WORD:
            end = place + len(run)
        elif len(run) == 2:
            break
        if last is not token:
            break
    return end


def is_number(token: str) -> bool:
    """Whether a token is a number with letters, or of several parts, that a line might be broken in.

    >>> is_number("20-nq/tw"), is_number("kinh-te"), is_number("2020")
    (True, False, False)
    """
    return ("-" in token or "/" in token) and len(token) <= MOST_KEPT_CHARS and bool(DIGIT.search(token))
