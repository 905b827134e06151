"""What is asked: queries of every class, drawn from the texts themselves by rule and seed.

The same texts, seed and count give the same queries. A class is drawn by itself: leaving one out changes no other.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import islice
from pathlib import Path
from random import Random
from string import ascii_lowercase

from benchmarks.speed.corpus import Collection, Size
from benchmarks.speed.drawer import COMMON, TRIES, WORD, Drawer, fold, speak, write

SAMPLED = 2_000  # bulletins that words are taken from
SENTENCE = 18
PREFIX_TERMS = 5  # a prefix stands for at least so many terms
DEEP_PAGE = 50


class How(str, Enum):
    """What a query asks for."""

    ANY = "any of the words"
    ALL = "all of the words"
    PHRASE = "the words side by side"
    PREFIX = "words that begin so"
    NUMBER = "a document number"
    MEANT = "what a word was a slip for"
    COMPLETE = "how a beginning goes on"


@dataclass(frozen=True)
class Asked:
    """A query, for every engine. `text` is what a reader would type for it; of MEANT the slip is the only one of
    `words`, of COMPLETE and PREFIX the beginning, of NUMBER the key."""

    kind: str
    how: How
    words: tuple[str, ...]
    text: str
    since: date | None = None
    until: date | None = None
    newest: bool = False
    facets: bool = False
    page: int = 1


def count_postings(asked: Asked, frequencies: Mapping[str, int]) -> int:
    """How many postings the words of a query have, one for each word and bulletin; 0 where it asks for no words.

    >>> count_postings(Asked("all-of", How.ALL, ("lua", "nep"), "lúa nếp"), {"lua": 5, "nep": 2})
    7
    >>> count_postings(Asked("prefix", How.PREFIX, ("l",), "l"), {"lua": 5, "lut": 1, "nep": 2})
    6
    """
    if asked.how is How.PREFIX:
        return sum(count for term, count in frequencies.items() if term.startswith(asked.words[0]))
    if asked.how in (How.ANY, How.ALL, How.PHRASE):
        return sum(frequencies.get(word, 0) for word in set(asked.words))
    return 0


def one(drawer: Drawer, kind: str, word: str, **more: object) -> Asked:
    """A query for one word."""
    return Asked(kind, How.ANY, (word,), drawer.written[word], **more)  # type: ignore[arg-type]


def draw_rare(drawer: Drawer, kind: str) -> Asked:
    """A rare word."""
    return one(drawer, kind, drawer.rare())


def draw_common(drawer: Drawer, kind: str) -> Asked:
    """A common word."""
    return one(drawer, kind, drawer.common())


def draw_very_common(drawer: Drawer, kind: str) -> Asked:
    """A word that more than a fifth of the bulletins hold."""
    return one(drawer, kind, drawer.choose_word(drawer.count * COMMON[1], drawer.count))


def draw_all(drawer: Drawer, kind: str) -> Asked:
    """All of two to four words of a paragraph."""
    words = drawer.some()
    return Asked(kind, How.ALL, fold(words), write(words))


def draw_any(drawer: Drawer, kind: str) -> Asked:
    """Any of two to four words of a paragraph."""
    words = drawer.some()
    return Asked(kind, How.ANY, fold(words), " OR ".join(word.written.lower() for word in words))


def draw_sentence(drawer: Drawer, kind: str) -> Asked:
    """A judged question where there are any, else a stretch of a text: any of its words."""
    if drawer.questions:
        text = drawer.random.choice(drawer.questions)
        return Asked(kind, How.ANY, fold(speak(text)[0]), text)
    words = drawer.stretch(SENTENCE)
    return Asked(kind, How.ANY, fold(words), write(words))


def draw_phrase(drawer: Drawer, kind: str) -> Asked:
    """Two to four syllables that stand side by side somewhere."""
    words = drawer.stretch(drawer.random.randint(2, 4))
    return Asked(kind, How.PHRASE, tuple(word.folded for word in words), f'"{write(words)}"')


def draw_prefix(drawer: Drawer, kind: str) -> Asked:
    """The first two or three letters of a word."""
    prefix = drawer.random.choice(drawer.words)[:drawer.random.randint(2, 3)]
    if drawer.expansions(prefix) < PREFIX_TERMS:
        raise IndexError
    return Asked(kind, How.PREFIX, (prefix,), f"{prefix}*")


def draw_dates_rare(drawer: Drawer, kind: str) -> Asked:
    """A rare word in half of the time: from a bulletin's day to the end, or up to it."""
    middle = sorted(drawer.days)[len(drawer.days) // 2]
    first, last = (min(drawer.days), middle) if drawer.random.random() < 0.5 else (middle, max(drawer.days))
    return one(drawer, kind, drawer.rare(), since=first, until=last)


def draw_dates_common(drawer: Drawer, kind: str) -> Asked:
    """A common word in the year of some bulletin."""
    year = drawer.random.choice(drawer.days).year
    return one(drawer, kind, drawer.common(), since=date(year, 1, 1), until=date(year, 12, 31))


def draw_newest(drawer: Drawer, kind: str) -> Asked:
    """A common word, newest first."""
    return one(drawer, kind, drawer.common(), newest=True)


def draw_facets(drawer: Drawer, kind: str) -> Asked:
    """A common word with the counts of years and sections."""
    return one(drawer, kind, drawer.common(), facets=True)


def draw_page_50(drawer: Drawer, kind: str) -> Asked:
    """The hits 491 to 500 of a word that has as many."""
    return one(drawer, kind, drawer.choose_word(10 * DEEP_PAGE, drawer.count), page=DEEP_PAGE)


def draw_none(drawer: Drawer, kind: str) -> Asked:
    """Two words that no bulletin holds: a word written backwards, between two letters."""
    words = tuple(f"w{drawer.random.choice(drawer.words)[::-1]}q" for _ in range(2))
    if any(word in drawer.frequencies for word in words):
        raise IndexError
    return Asked(kind, How.ALL, words, " ".join(words))


def draw_number(drawer: Drawer, kind: str) -> Asked:
    """A document number that some bulletin names."""
    key, text = drawer.random.choice(drawer.numbers)
    return Asked(kind, How.NUMBER, (key,), text)


def draw_did_you_mean(drawer: Drawer, kind: str) -> Asked:
    """Two or three words side by side, without marks, with a wrong letter in one that makes it unknown."""
    words = [word.folded for word in drawer.stretch(drawer.random.randint(2, 3))]
    place = drawer.random.randrange(len(words))
    word = words[place]
    if not all(WORD.fullmatch(word) for word in words) or len(word) < 4:
        raise IndexError
    at = drawer.random.randrange(1, len(word))
    slip = f"{word[:at]}{drawer.random.choice(ascii_lowercase)}{word[at + 1:]}"
    if slip in drawer.frequencies:
        raise IndexError
    return Asked(kind, How.MEANT, (slip,), " ".join([*words[:place], slip, *words[place + 1:]]))


def draw_completion(drawer: Drawer, kind: str) -> Asked:
    """Two words side by side, the second of which has just been begun."""
    first, second = drawer.stretch(2)
    begun = second.written[:drawer.random.randint(1, 3)].lower()
    if not WORD.fullmatch(second.folded):
        raise IndexError
    return Asked(kind, How.COMPLETE, (second.folded[:len(begun)],), f"{first.written.lower()} {begun}")


CLASSES: dict[str, Callable[[Drawer, str], Asked]] = {
    "rare": draw_rare, "common": draw_common, "very-common": draw_very_common, "all-of": draw_all, "any-of": draw_any,
    "sentence": draw_sentence, "phrase": draw_phrase, "prefix": draw_prefix, "dates-rare": draw_dates_rare,
    "dates-common": draw_dates_common, "newest": draw_newest, "facets": draw_facets, "page-50": draw_page_50,
    "none": draw_none, "number": draw_number, "did-you-mean": draw_did_you_mean, "completion": draw_completion,
}


def draw(drawer: Drawer, kind: str, count: int) -> list[Asked]:
    """At most `count` different queries of a class; fewer where the texts have no more."""
    drawer.random.seed(f"{drawer.seed} {kind}")
    return list(islice(dict.fromkeys(draws(drawer, kind, count * TRIES)), count))


def draws(drawer: Drawer, kind: str, tries: int) -> Iterator[Asked]:
    """Queries of a class as they are drawn, some of them more than once."""
    for _ in range(tries):
        try:
            yield CLASSES[kind](drawer, kind)
        except IndexError:  # nothing to choose from, or this draw came to nothing
            continue


def draw_queries(collection: Collection, size: Size, frequencies: Mapping[str, int], questions: Sequence[str],
                 classes: Sequence[str], count: int, seed: int) -> list[Asked]:
    """`count` queries, shared out among all classes; of those that were chosen."""
    bulletin = collection.chooser(size)
    sample = Random(f"{seed} queries").sample(range(size.count), min(SAMPLED, size.count))
    drawer = Drawer([bulletin(ordinal) for ordinal in sample], frequencies, size.count, questions, seed)
    asked = []
    for place, kind in enumerate(CLASSES):
        share = count // len(CLASSES) + (place < count % len(CLASSES))
        if kind in classes:
            asked += draw(drawer, kind, share)
    Random(f"{seed} order").shuffle(asked)
    return asked


def read_questions(path: Path) -> list[str]:
    """The texts of judged questions: JSON Lines with `text`."""
    with path.open(encoding="utf-8") as file:
        return [json.loads(line)["text"] for line in file if line.strip()]
