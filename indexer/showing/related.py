"""related(): the bulletins that are about the same things, asked for as a reader would ask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from corpus.bulletin import Bulletin
from indexer.analysis.syllables import split_syllables
from indexer.engine.page import Hit, SearchPage
from indexer.engine.query import Number, Query, Word
from indexer.engine.ranking import inverse_frequency
from indexer.showing.key_phrases import COMMON, HANDFUL, key_phrases
from indexer.showing.known_words import Frequencies

# Phrases that are asked for: more than a page shows, since each alone may be an accident.
PHRASES = 10
# A bulletin that shares a third of the syllables may be related; which of them are is for ranking to say.
LEAST_SHARE = 1 / 3
# Candidates that are looked at for each that is wanted; copies and the bulletin itself are among them.
CANDIDATES = 4
# A shared document number tells about as much as two shared phrases of the same rarity.
NUMBER_WORTH = 4.0
# What else a hit shares, beside pairs and numbers: loose syllables, which may stand in other words altogether.
LOOSE_WORTH = 0.2
# With less than this share of what the bulletin's own hit has, a reader would not see the relation.
LEAST_RELATION = 0.1
# Scores of one text are equal but for rounding; of a text with another title, or a changed line, nearly so.
COPY = 0.97
# A few equal scores prove no copy.
COPY_PARTS = 6


class Index(Frequencies, Protocol):
    """What is asked of an engine here."""

    def search(self, query: Query) -> SearchPage:
        """The page of hits that the query names."""


def related(bulletin: Bulletin, engine: Index, limit: int = 5, phrases: Sequence[str] = ()) -> tuple[Hit, ...]:
    """Up to `limit` bulletins that share key phrases or document numbers with this one, the closest first.

    The bulletin itself is left out, and so are its copies: hits whose every part weighs as it does in the bulletin's
    own hit. `phrases` are its key phrases where the caller has them.

    >>> from indexer.describing.describe import describe
    >>> from indexer.engine.memory_engine import MemoryEngine
    >>> engine = MemoryEngine()
    >>> titles = ["Lũ trên sông Lạc", "Sông Lạc đón lũ", "Hội thi nấu ăn"]
    >>> bulletins = [Bulletin(str(n), "", "", title, "Tin nhanh.") for n, title in enumerate(titles, 1)]
    >>> engine.put(map(describe, bulletins))
    >>> engine.commit()
    >>> [hit.id for hit in related(bulletins[0], engine, phrases=["sông Lạc"])]
    ['2']
    """
    query = make_query(bulletin, phrases or key_phrases(bulletin, engine, PHRASES), engine, limit * CANDIDATES)
    if not query.words and not query.numbers:
        return ()
    scores = {hit: score(hit, engine) for hit in engine.search(query).hits}
    own = next((hit for hit in scores if hit.id == bulletin.id), None)
    least = LEAST_RELATION * (scores[own] if own else 0.0)
    others = [hit for hit in scores if hit.id != bulletin.id and scores[hit] > least
              and not (own and is_copy(hit, own))]
    return tuple(sorted(others, key=lambda hit: -scores[hit])[:limit])


def make_query(bulletin: Bulletin, phrases: Sequence[str], frequencies: Frequencies, wanted: int) -> Query:
    """The question for what a bulletin is about; any of its document numbers, or a share of its phrases' words.

    Words that a fifth of all bulletins hold relate none, and cost more than all others: they count in pairs only.
    The title's pairs are evidence, and demand nothing.
    """
    words: list[Word] = []
    pairs: list[str] = []
    for phrase in (*phrases, bulletin.title):
        syllables = split_syllables(phrase)
        if phrase is not bulletin.title:
            words += [Word(syllable.folded, syllable.marked) for syllable in syllables]
        pairs += [f"{a.folded}_{b.folded}" for a, b in zip(syllables, syllables[1:], strict=False)]
    common = max(HANDFUL, COMMON * frequencies.count())
    words = [word for word in words if frequencies.frequency("syllable", word.folded) <= common] or words
    distinct = len({word.folded for word in words})
    numbers = dict.fromkeys(number.key for number in bulletin.numbers if number.is_full)
    return Query(words=tuple(dict.fromkeys(words)), minimum=max(1, round(distinct * LEAST_SHARE)),
                 pairs=tuple(dict.fromkeys(pairs)), numbers=tuple(map(Number, numbers)),
                 numbers_only=bool(numbers) and not words, facets=(), explain=True, per_page=wanted)


def score(hit: Hit, frequencies: Frequencies) -> float:
    """How much a hit shares: its score, in which pairs tell most, and numbers count by their rarity.

    A search puts a number that was typed above everything; nobody typed these, and a decree that all bulletins cite
    relates none of them.
    """
    count = frequencies.count()
    shared = 0.0
    for part in hit.parts:
        if part.channel == "number":
            frequency = min(frequencies.frequency("number", part.term), count)
            shared += NUMBER_WORTH * inverse_frequency(frequency, count)
        else:
            shared += part.points * (1.0 if part.channel == "pair" else LOOSE_WORTH)
    return shared


def is_copy(hit: Hit, own: Hit) -> bool:
    """Whether a hit has all that the bulletin's own hit has, in the same measure: then it is the same text again."""
    theirs = {(part.channel, part.term): part.points for part in hit.parts}
    return len(own.parts) >= COPY_PARTS and all(
        COPY < theirs.get((part.channel, part.term), 0.0) / part.points < 1 / COPY for part in own.parts if part.points)
