"""completions(): how the beginning of a question may go on. Phrases, numbers and titles of the corpus itself."""

from __future__ import annotations

import unicodedata
from enum import Enum
from itertools import islice
from typing import NamedTuple

from corpus.kept_forms import kept, kept_of_two
from corpus.text import tidy
from indexer.analysis.fold import TONES, fold, tone_key
from indexer.suggest.counting import RUN
from indexer.suggest.vocabulary import Item, Vocabulary
from indexer.suggest.items import NUMBER, PHRASE, TITLE, item_keys

LIMIT = 8
# One letter begins a tenth of all that there is.
MIN_CHARS = 2
# A longer beginning is a text that was pasted in.
MAX_CHARS = 100
# Of so many, at least these are titles, where there are any: a phrase leads to many bulletins, a title to the one.
TITLES = 3
# Items that are looked at for marks that agree, at most.
LOOKED_AT = 300


class Kind(str, Enum):
    """What a completion is."""

    TITLE = "title"
    NUMBER = "number"
    PHRASE = "phrase"


KINDS = {PHRASE: Kind.PHRASE, TITLE: Kind.TITLE, NUMBER: Kind.NUMBER}


class Completion(NamedTuple):
    """A text that goes on as it was begun, and in how many bulletins it stands."""

    text: str
    kind: Kind
    count: int  # type: ignore[assignment]  # a tuple's own count() is not missed here


def completions(vocabulary: Vocabulary, typed: str, limit: int = LIMIT) -> list[Completion]:
    """What the typed text may go on to, the best first; phrases and numbers by how many bulletins have them, titles
    from the newest on.

    Typing without marks is welcome: a syllable without them agrees with every spelling, one with them only with its
    own. The last syllable may be unfinished, unless a blank follows it.
    """
    if len(typed) > MAX_CHARS:
        return []
    words = RUN.findall(tidy(typed))
    key = " ".join(fold(word) for word in words)
    if len(key) < MIN_CHARS:
        return []
    finished = typed[-1:].isspace()
    numbers = matching(vocabulary, NUMBER, words, key, finished, limit) if any(c.isdigit() for c in key) else []
    phrases = matching(vocabulary, PHRASE, words, key, finished, limit)
    room = limit - len(numbers)
    titles = matching(vocabulary, TITLE, words, key, finished, max(TITLES, room - len(phrases)))
    phrases = phrases[:max(room - TITLES, room - len(titles))]
    found = [*numbers, *phrases, *titles]
    unique = {one.text.lower(): one for one in reversed(found)}
    return [one for one in found if unique[one.text.lower()] is one][:limit]


def matching(vocabulary: Vocabulary, kind: int, words: list[str], key: str, finished: bool,
             limit: int) -> list[Completion]:
    """The best items of a kind that agree with the typed words, each once: two beginnings of one title may agree."""
    fits = number_agrees if kind == NUMBER else agrees
    # Most go on letter for letter as they were begun, which is seen at once.
    begun = f" {' '.join(words).lower()}{' ' * finished}"
    found: dict[str, Item] = {}
    for item in islice(vocabulary.starting(kind, key), LOOKED_AT):
        if begun in f" {item.text.lower()} " or fits(item.text, words, finished):
            found.setdefault(item.text, item)
            if len(found) == limit:
                break
    return [Completion(item.text, KINDS[kind], item.count) for item in found.values()]


def agrees(text: str, words: list[str], finished: bool) -> bool:
    """Whether a text has the typed words side by side, the marks that were typed included.

    >>> agrees("Khoa học và công nghệ", ["khoa", "ho"], False), agrees("Khoa học", ["khoa", "hó"], False)
    (True, False)
    >>> agrees("Khoa học", ["khoa", "ho"], True), agrees("Đường sá", ["đương"], False)
    (False, True)
    """
    runs = RUN.findall(text)
    *whole, last = words
    fits = is_spelling if finished else is_beginning
    for start, run in enumerate(runs[len(whole):]):
        if fits(run, last) and all(map(is_spelling, runs[start:], whole)):
            return True
    return False


@kept_of_two
def is_spelling(syllable: str, typed: str) -> bool:
    """Whether a syllable is what was typed; unmarked letters agree with marked ones.

    >>> is_spelling("học", "hoc"), is_spelling("học", "hóc"), is_spelling("hoà", "hòa")
    (True, False, True)
    """
    folded = fold(typed)
    return folded == fold(syllable) and (typed.lower() == folded or tone_key(typed) == tone_key(syllable))


@kept_of_two
def is_beginning(syllable: str, typed: str) -> bool:
    """Whether a syllable is what was typed, or may become it; unmarked letters agree with marked ones.

    >>> [is_beginning("đường", typed) for typed in ("du", "đươ", "đườ", "đừơ", "dương", "đú")]
    [True, True, True, True, True, False]
    """
    wanted, wanted_tone = letters_and_tone(typed)
    given, given_tone = letters_and_tone(syllable)
    return len(wanted) <= len(given) and (not wanted_tone or wanted_tone == given_tone) and all(
        a == b or a == fold(b) for a, b in zip(wanted, given, strict=False))


@kept
def letters_and_tone(syllable: str) -> tuple[str, str]:
    """The small letters of a syllable without their tone, and the tone.

    >>> letters_and_tone("Học") == ("hoc", "\\u0323")
    True
    """
    parts = unicodedata.normalize("NFD", syllable.lower())
    return (unicodedata.normalize("NFC", "".join(c for c in parts if c not in TONES)),
            "".join(c for c in parts if c in TONES))


def number_agrees(text: str, words: list[str], finished: bool) -> bool:
    """Whether a number begins as was typed, in any spelling. Its key has said so but for what is behind the key's end.

    >>> number_agrees("12/2023/QĐ-UBND", ["12", "2023", "q"], False), number_agrees("12-NQ/TU", ["12", "q"], False)
    (True, False)
    """
    typed = "".join(fold(word) for word in words)
    spelled = next((key.replace(" ", "") for key in item_keys(NUMBER, text)), "")
    digits = next((i for i, c in enumerate(typed) if c.isdigit()), 0)
    bare = typed[digits:]
    return spelled.startswith(bare) or spelled.lstrip("0").startswith(bare.lstrip("0") or bare)
