"""did_you_mean(): what a reader may have meant, where it finds clearly more. Offered, and never asked instead."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial

from indexer.analysis.fold import fold
from indexer.suggest.best_path import Way, best_ways
from indexer.suggest.doubt import doubtful, looks_odd
from indexer.suggest.readings import find_readings
from indexer.suggest.tokens import Typed, look_up, read_tokens
from indexer.suggest.vocabulary import Vocabulary
from indexer.suggest.wording import rights_a_mark, write

# Longer questions are sentences, which find by most of their words; and a way through forty readings takes long.
MAX_TOKENS = 16
# Clearly more: so many times what the question itself finds, and at least so many (any, where it finds none).
TIMES = 5
LEAST = 3
# Of fewer words than these a reader wants to find all.
LONG = 6
# What makes a question more than a row of words.
OPERATOR = re.compile(r'"|(?<!\S)-|\b(?:OR|HOẶC)\b')
# The engine is asked for so many suggestions' counts, besides the question's own.
ASKS = 3

Count = Callable[[str], int]


@dataclass(frozen=True)
class Suggestion:
    """Another wording, and how many bulletins have all of its words."""

    text: str
    count: int


def did_you_mean(vocabulary: Vocabulary, text: str, count: Count) -> Suggestion | None:
    """What may have been meant by a tidied text, or None. `count` says how many bulletins have all words of a text.

    Offered where a word was mistyped and the suggestion is found clearly more often, or where only marks differ and
    those that were typed are next to unknown in their place. Nothing is offered for what was typed without marks: it
    finds every spelling already.
    """
    tokens = read_tokens(text)
    if len(tokens) > MAX_TOKENS:
        return None
    typed = look_up(vocabulary, text, tokens)
    if not looks_odd(typed):
        return None
    readings = find_readings(vocabulary, typed, doubtful(typed))
    ways = best_ways(vocabulary, readings, typed.barriers)
    return choose(vocabulary, typed, ways, count)


def choose(vocabulary: Vocabulary, typed: Typed, ways: list[Way], count: Count) -> Suggestion | None:
    """The first of some ways, the likeliest first, that is worth offering; None where the typed text itself is likelier
    than any such."""
    # The index is asked last of all, and nothing twice: that costs more than all else here.
    count = cache(count)
    seen = {fold(typed.text)}
    for way in ways:
        offered = write(vocabulary, typed, way)
        if fold(offered) == fold(typed.text) and (typed.all_known or count(typed.text)):
            # The likeliest reading has the typed syllables: what is less likely is not worth a question.
            hits = count(offered) if rights_a_mark(vocabulary, typed, way) else 0
            return Suggestion(offered, hits) if hits else None
        if fold(offered) in seen:
            continue
        seen.add(fold(offered))
        if looks_odd(look_up(vocabulary, offered, read_tokens(offered))):
            continue  # it has the words, and never together: a slip put right would be no stranger
        if finds_more(typed, offered, count):
            return Suggestion(offered, count(offered))
        if len(seen) > ASKS:
            break
    return None


def finds_more(typed: Typed, offered: str, count: Count) -> bool:
    """Whether what is offered instead of what was typed finds clearly more."""
    found, tokens = count(typed.text), len(typed.tokens)
    measure = count
    if found >= LEAST and typed.text[-1:].isalnum() and not OPERATOR.search(typed.text):
        # Long texts have all words of any slip somewhere. What counts then is whether they stand side by side.
        measure, tokens = partial(count_phrase, count), LONG
    return measure(offered) >= most_of(measure(typed.text), tokens) and count(offered) > found


def count_phrase(count: Count, text: str) -> int:
    """How many bulletins have a text word for word."""
    return count(f'"{text}"')


def most_of(found: int, tokens: int) -> int:
    """How many hits are clearly more than `found`; long questions have all their words nowhere, which says little.

    >>> most_of(0, 2), most_of(0, 12), most_of(1, 2), most_of(4, 2)
    (1, 3, 5, 20)
    """
    return max(TIMES * found, 1 if tokens < LONG else LEAST)
