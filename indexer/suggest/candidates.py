"""What was typed, syllable by syllable, and what each stretch of it may have been meant to be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from corpus.numbers.find_numbers import find_numbers
from indexer.analysis.fold import KEPT_FORMS, fold, mark_key, tone_key
from indexer.analysis.syllables import MAX_SYLLABLE_CHARS
from indexer.suggest.counting import RUN
from indexer.suggest.keyboards import decode
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


@dataclass(frozen=True)
class Token:
    """A syllable as it was typed: text[start:end]. A fixed one is no word (a number, a sign) and stays as it is."""

    text: str
    start: int
    end: int
    fixed: bool = False

    @property
    def folded(self) -> str:
        """Without marks, in small letters."""
        return fold(self.text)

    @property
    def marked(self) -> str:
        """The mark key; "" where no mark was typed."""
        return mark_key(self.text)


class Reading(NamedTuple):
    """What the tokens from one to another may have been: syllables, each with its possible spellings, and the cost."""

    end: int
    syllables: tuple[tuple[Spelling, ...], ...]
    cost: float


def read_tokens(text: str) -> list[Token]:
    """The tokens of a tidied text. Those of document numbers and plain figures are fixed.

    >>> [(token.text, token.fixed) for token in read_tokens("u3y ban, 20-NQ/TW")]
    [('u3y', False), ('ban', False), ('20', True), ('NQ', True), ('TW', True)]
    """
    numbers = [(found.lead_start, found.end) for found in find_numbers(text, typed=True)]
    tokens = []
    for run in RUN.finditer(text):
        inside = any(start <= run.start() < end for start, end in numbers)
        fixed = inside or run.group().isdigit() or len(run.group()) > MAX_SYLLABLE_CHARS
        tokens.append(Token(run.group(), run.start(), run.end(), fixed))
    return tokens


def known_spellings(vocabulary: Vocabulary, folded: str) -> tuple[Spelling, ...]:
    """The commonest spellings of a folded syllable."""
    return vocabulary.spellings(folded)[:MAX_SPELLINGS]


def typed_spelling(vocabulary: Vocabulary, token: Token) -> Spelling:
    """The spelling that was typed: the corpus's own where it knows it, under any placement of the tone."""
    low = token.text.lower()
    same = [s for s in vocabulary.spellings(token.folded) if tone_key(s.text) == tone_key(low)]
    return max(same, key=lambda s: s.occurs) if same else Spelling(low, 0, 0)


def find_readings(vocabulary: Vocabulary, tokens: list[Token], place: int, text: str,
                  doubted: set[int]) -> Iterator[Reading]:
    """What the tokens from `place` on may have been; first of all, what was typed. Of those that are not in doubt, only
    the marks may be others."""
    token = tokens[place]
    spellings = known_spellings(vocabulary, token.folded)
    if token.fixed:
        yield Reading(place + 1, ((typed_spelling(vocabulary, token),),), 0.0)
        return
    if not token.marked and spellings:
        yield Reading(place + 1, (spellings,), 0.0)
    else:
        yield Reading(place + 1, ((typed_spelling(vocabulary, token),),), 0.0)
    if token.marked:
        others = tuple(s for s in spellings if tone_key(s.text) != token.marked)
        yield from [Reading(place + 1, (others,), OTHER_MARK)] if others else []
    if place + 1 < len(tokens) and doubted & {place, place + 1} and not tokens[place + 1].fixed \
            and text[token.end:tokens[place + 1].start] == " ":
        whole = token.text + tokens[place + 1].text
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


@lru_cache(maxsize=KEPT_FORMS)
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


def meet(vocabulary: Vocabulary, left: tuple[Spelling, ...], right: tuple[Spelling, ...]) -> bool:
    """Whether any of some spellings stands before any of some others."""
    return any(vocabulary.pairs.count(a.id, b.id) for a in left for b in right)
