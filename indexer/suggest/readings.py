"""What each stretch of what was typed may have been meant to be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from corpus.kept_forms import kept
from indexer.analysis.fold import fold, mark_key, tone_key
from indexer.suggest.keyboards import decode
from indexer.suggest.tokens import Token, Typed, meet, typed_spelling
from indexer.suggest.vocabulary import Spelling, Vocabulary

# What a slip costs, in natural logarithms: how much likelier the rest must be for the slip to be believed. Telex or VNI
# left raw can hardly be anything else; a lost blank is likelier than a lost letter; another mark than the one typed is
# a slip of its own. Found by trial on the sample's slips; a half more or less of each changes one row in fifty.
TYPED_RAW, JOINED, SPLIT, OTHER_MARK, SLIPPED = 1.0, 3.0, 3.0, 5.0, 6.0
# Spellings of one folded syllable that are tried: "dan" has fourteen in news, and the last ones are names.
MAX_SPELLINGS = 12
# Readings of one syllable by slips; with three letters nearly all syllables are one slip apart.
MAX_SLIPS = 64
# Parts of a glued run: "sởkhoahọccôngnghệ" has five.
MAX_PARTS = 5
MAX_GLUED_CHARS = 32


class Reading(NamedTuple):
    """What the tokens from one to another may have been: syllables, each with its possible spellings, and the cost."""

    end: int
    syllables: tuple[tuple[Spelling, ...], ...]
    cost: float


def known_spellings(vocabulary: Vocabulary, folded: str) -> tuple[Spelling, ...]:
    """The commonest spellings of a folded syllable."""
    return vocabulary.spellings(folded)[:MAX_SPELLINGS]


def find_readings(vocabulary: Vocabulary, typed: Typed, doubted: set[int]) -> list[list[Reading]]:
    """For each place, what the tokens from there on may have been; first of all, what was typed. Of tokens that are not
    in doubt, only the marks may be others."""
    return [list(readings_at(vocabulary, typed, place, doubted)) for place in range(len(typed.tokens))]


def readings_at(vocabulary: Vocabulary, typed: Typed, place: int, doubted: set[int]) -> Iterator[Reading]:
    """What the tokens from a place on may have been."""
    token = typed.tokens[place]
    spellings = known_spellings(vocabulary, token.folded)
    if token.fixed or token.marked or not spellings:
        yield Reading(place + 1, ((typed_spelling(vocabulary, token),),), 0.0)
    else:
        yield Reading(place + 1, (spellings,), 0.0)
    if token.fixed:
        return
    if token.marked:
        others = tuple(s for s in spellings if tone_key(s.text) != token.marked)
        yield from [Reading(place + 1, (others,), OTHER_MARK)] if others else []
    if doubted & {place, place + 1} and (place, place + 1) in typed.links:
        whole = token.text + typed.tokens[place + 1].text
        if joined := agreeing(known_spellings(vocabulary, fold(whole)), whole):
            yield Reading(place + 2, (joined,), JOINED)
    if place not in doubted:
        return
    for meant in decode(token.text):
        raw = tuple(s for s in vocabulary.spellings(fold(meant)) if tone_key(s.text) == meant)
        yield from [Reading(place + 1, (raw,), TYPED_RAW)] if raw else []
    if len(token.folded) <= MAX_GLUED_CHARS:
        for parts in split_run(vocabulary, token.text):
            yield Reading(place + 1, parts, SPLIT)
    yield from slipped(vocabulary, token, place)


def slipped(vocabulary: Vocabulary, token: Token, place: int) -> Iterator[Reading]:
    """What a token may have been before one slip."""
    # A figure is nobody's slip for a letter, and two letters are one slip from every syllable.
    if len(token.folded) < 3 or not token.folded.isalpha():
        return
    for folded in vocabulary.near(token.folded)[:MAX_SLIPS]:
        spellings = known_spellings(vocabulary, folded)
        fitting = with_tone_of(spellings, token.marked) if token.marked else spellings
        if fitting:
            yield Reading(place + 1, (fitting,), SLIPPED)
        if fitting != spellings:
            yield Reading(place + 1, (tuple(s for s in spellings if s not in fitting),), SLIPPED + OTHER_MARK)


def with_tone_of(spellings: tuple[Spelling, ...], marked: str) -> tuple[Spelling, ...]:
    """The spellings whose tone is that of a mark key: a slip of a letter leaves the tone as it was."""
    tone = tone_of(marked)
    return tuple(s for s in spellings if tone_of(tone_key(s.text)) == tone)


@kept
def tone_of(key: str) -> str:
    """The tone mark at the end of a tone key, or "".

    >>> tone_of(tone_key("học")) == "\u0323", tone_of("hôn")
    (True, '')
    """
    return "".join(c for c in key if not c.isalpha())


def agreeing(spellings: tuple[Spelling, ...], typed: str) -> tuple[Spelling, ...]:
    """The spellings that have the typed marks; all of them where none was typed."""
    wanted = mark_key(typed)
    return tuple(s for s in spellings if tone_key(s.text) == wanted) if wanted else spellings


def split_run(vocabulary: Vocabulary, run: str) -> Iterator[tuple[tuple[Spelling, ...], ...]]:
    """The ways to read a glued run as two to five syllables, each pair of neighbours of which stands in the corpus."""

    def go(rest: str, parts: tuple[tuple[Spelling, ...], ...]) -> Iterator[tuple[tuple[Spelling, ...], ...]]:
        if not rest and len(parts) > 1:
            yield parts
        if not rest or len(parts) == MAX_PARTS:
            return
        for end in range(1, min(len(rest), 7) + 1):
            head = agreeing(known_spellings(vocabulary, fold(rest[:end])), rest[:end])
            if head and (not parts or meet(vocabulary, parts[-1], head)):
                yield from go(rest[end:], (*parts, head))

    yield from go(run, ())
