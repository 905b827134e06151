"""Line breaks that respect words: a title breaks between words, and neither inside one ("bản / tin") nor inside the
number of a document ("20- / NQ/TW")."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Callable, Iterator

from markupsafe import Markup, escape

from indexer.engine.base import EngineError
from indexer.showing.known_words import LONGEST_WORD, Words
from search_app.library import library

MOST_KEPT_CHARS = 28  # a longer run may be wider than a narrow phone
MOST_KNOWN = 200_000  # runs of syllables that are remembered: a few megabytes
NUMBER = re.compile(r"(?=\S*\d)\S*[-/]\S*")
BEFORE, AFTER = re.compile(r"^\W+"), re.compile(r"\W+$")
IsWord = Callable[[tuple[str, ...]], bool]


class KnownRuns:
    """The words of the index that answers, remembered as they are asked for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._engine: object = None
        self._words: Words | None = None
        self._asked = 0

    def holds(self, run: tuple[str, ...]) -> bool:
        """Whether a run of syllables is a word; False where no index answers."""
        try:
            engine = library().engine
        except EngineError:
            return False
        with self._lock:
            self._asked += 1
            if engine is not self._engine or self._words is None or self._asked > MOST_KNOWN * LONGEST_WORD:
                self._engine, self._words, self._asked = engine, Words(engine), 0
            words = self._words
        return words.holds(run)


def keep_words(text: str, is_word: IsWord) -> Markup:
    """A text whose words and numbers stay on one line.

    >>> print(keep_words("Các bản tin về 20-NQ/TW", {("bản", "tin")}.__contains__))
    Các <span class="w">bản tin</span> về <span class="w">20-NQ/TW</span>
    """
    return Markup(" ").join(
        Markup('<span class="w">{}</span>').format(run) if " " in run or NUMBER.fullmatch(run) and len(
            run) <= MOST_KEPT_CHARS else escape(run) for run in find_runs(text.split(" "), is_word))


def find_runs(tokens: list[str], is_word: IsWord) -> Iterator[str]:
    """The tokens, those of one word joined, the longest words first.

    >>> list(find_runs("bản tin, tin".split(), {("bản", "tin"), ("tin", "tin")}.__contains__))
    ['bản tin,', 'tin']
    """
    place = 0
    while place < len(tokens):
        length = next((n for n in range(min(LONGEST_WORD, len(tokens) - place), 1, -1)
                       if is_run(tokens[place:place + n], is_word)), 1)
        yield " ".join(tokens[place:place + length])
        place += length


def is_run(tokens: list[str], is_word: IsWord) -> bool:
    """Whether tokens are one word, with signs before and behind it and none within."""
    first, last = BEFORE.sub("", tokens[0]), AFTER.sub("", tokens[-1])
    syllables = (first, *tokens[1:-1], last)
    return all(map(str.isalpha, syllables)) and sum(map(len, tokens)) < MOST_KEPT_CHARS and is_word(
        tuple(unicodedata.normalize("NFC", syllable.lower()) for syllable in syllables))
