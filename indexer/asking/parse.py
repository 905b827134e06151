"""parse(): what a reader typed to what an engine is asked. Never raises on a reader's text.

The grammar: words; "a phrase"; -word and -"a phrase" leave out; OR (or HOẶC) between two of them asks for either;
document numbers in any spelling. All else is text. `typed_items.py` reads it; here the items become a query, step by
step.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from corpus.numbers.document_number import DocumentNumber
from corpus.text import plain_dashes, tidy
from indexer.asking.days import NO_DAYS, FoundDays, find_days
from indexer.asking.groups import make_groups
from indexer.asking.known import NOTHING_KNOWN, Known
from indexer.asking.sayings import Saying, find_sayings, make_expansions
from indexer.asking.typed import Typed, make_words, sort_items
from indexer.asking.typed_items import read_items, shorten
from indexer.asking.units import Unit, excluded_of, make_units, required_of
from indexer.engine.query import Expansion, Number, Query, Word, make_pairs
from indexer.places.widening import Widened

# Longer texts are a whole bulletin pasted in, or an attack; their first part is searched, and the reader is told.
MAX_CHARS = 1_000
# Words that are looked up; the longest of 344 questions of citizens has 40. Each costs the reading of a list.
MAX_WORDS = 64
# Phrases, exclusions and choices, of each kind: nobody types more, and each costs a pass over its list.
MAX_CLAUSES = 16
# Of a sentence, up to this many distinct syllables must all be there; of more, MOST. Measured on the 344 questions:
# see docs/decisions.
ALL_OF = 5
MOST = 0.3

# What a text may have to say of itself: quotes, and a dash in front of what is left out.
SIGNS = re.compile(r'"|(?<!\S)-(?=\S)')
QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″＂", '"'))


class Note(str, Enum):
    """What the parser did that the reader should know."""

    UNBALANCED_QUOTE = "unbalanced quote"
    TOO_LONG = "too long"
    TOO_MANY_WORDS = "too many words"


@dataclass(frozen=True)
class Understood:
    """What the parser made of a text.

    `query` has no filters yet. `units` are what was asked for, one by one. `words` and `pairs` are all that may be
    marked in a result, `alone` the folded words that may be marked outside a pair; `numbers` the document numbers that
    were typed; `included` what abbreviations stand for and is looked up as well, as a page writes it; `rewritten` the
    text as it was read; `days` what it says of days and order, `offered` days that it
    names and that may or may not be meant so. `places` are those that it names, with `widened` the query's second group
    holds what names them otherwise.
    """

    query: Query
    units: tuple[Unit, ...] = ()
    words: tuple[Word, ...] = ()
    pairs: frozenset[str] = frozenset()
    alone: frozenset[str] = frozenset()
    included: tuple[str, ...] = ()
    numbers: tuple[DocumentNumber, ...] = ()
    notes: tuple[Note, ...] = ()
    rewritten: str = ""
    days: FoundDays = NO_DAYS
    offered: FoundDays = NO_DAYS
    places: tuple[Widened, ...] = ()
    widened: bool = False

    @property
    def has_marks(self) -> bool:
        """Whether any word was typed with a Vietnamese mark."""
        return any(word.marked for word in self.words)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed that could be looked up."""
        return not (self.words or self.numbers or self.query.required or self.query.excluded)

    @property
    def grouped(self) -> bool:
        """Whether the answer is told apart from what is nearly right: not of a sentence, which no bulletin need hold
        whole."""
        return bool(self.query.groups) and self.query.lifted


def parse(text: str, *, expand: bool = True, known: Known = NOTHING_KNOWN, today: date | None = None) -> Understood:
    """What a reader's text asks for, by the words that are known; with `expand`, what its abbreviations stand for too.
    The days that it names are read as days where it is told what is `today`.

    >>> [unit.written for unit in parse("chi 2,87 tỷ đồng").units], parse('khoa học -"đô"').query.excluded
    (['chi', '2,87 tỷ đồng'], (Beside(words=(Word(folded='do', marked='đô'),)),))
    >>> parse("20-NQ/TW").query.numbers_only, parse("").is_empty, parse('"thiếu').notes
    (True, True, (<Note.UNBALANCED_QUOTE: 'unbalanced quote'>,))
    """
    notes = []
    tidied = plain_dashes(tidy(text[:MAX_CHARS])).translate(QUOTES)
    if len(text) > MAX_CHARS:
        notes.append(Note.TOO_LONG)
    if tidied.count('"') % 2:
        tidied += '"'
        notes.append(Note.UNBALANCED_QUOTE)
    if (today and find_days(tidied, today).spans or SIGNS.search(tidied)) and known.is_title(tidied):
        # Who pastes a title looks for that bulletin: its day is no filter, and its dashes leave nothing out.
        tidied, today = SIGNS.sub(" ", tidied), None
    items = read_items(tidied)
    if sum(len(item.syllables) for item in items) > MAX_WORDS:
        notes.append(Note.TOO_MANY_WORDS)
        items = shorten(items, MAX_WORDS)
    # Beside a document's number a day is the document's own, and no bulletin need be of that day.
    days = find_days(tidied, today) if today and not any(item.number for item in items) else NO_DAYS
    understood = understand(sort_items(items, tidied, MAX_CLAUSES, days), days, tuple(notes), known, expand)
    if days.is_year and not days.newest and understood.query.groups and not understood.grouped:
        # In a sentence a year is mostly what the sentence is about.
        understood = understand(sort_items(items, tidied, MAX_CLAUSES), NO_DAYS, tuple(notes), known, expand)
        return replace(understood, offered=days)
    return understood


def understand(typed: Typed, days: FoundDays, notes: tuple[Note, ...], known: Known, expand: bool) -> Understood:
    """What the parts of a text ask for."""
    sayings = find_sayings(typed, known.abbreviations if expand else None, known.words)
    units = make_units(typed, sayings, known.words)
    words = tuple(word for place, word in enumerate(typed.words) if place not in typed.aside)
    hints = (*choice_words(typed), *(word for place, word in enumerate(typed.words) if place in typed.aside))
    expansions = make_expansions(typed, sayings, (*words, *hints))
    pairs = find_pairs(typed, expansions)
    named = tuple(dict.fromkeys(number.number for number in typed.numbers))
    query = Query(
        words=words, minimum=least_words(len({word.folded for word in words})), pairs=tuple(dict.fromkeys(pairs)),
        hints=hints, numbers=tuple(Number(key) for key in dict.fromkeys(
            number.key for number in (*named, *typed.quoted_numbers))),
        numbers_only=bool(named or typed.quoted_numbers) and not words, expansions=expansions,
        required=tuple(required_of(typed)[:MAX_CLAUSES]), excluded=tuple(excluded_of(typed)))
    query = make_groups(query, units)
    chosen = [item.number for choice in typed.choices for item in choice if item.number]
    otherwise = [expansion.phrase.words for expansion in expansions]
    alone = [*words, *hints, *(said[0] for said in otherwise if len(said) == 1)]
    return Understood(
        query, units, tuple(dict.fromkeys((*words, *hints, *(word for said in otherwise for word in said)))),
        frozenset(pairs).union(*map(make_pairs, otherwise)), frozenset(word.folded for word in alone),
        name_included(sayings), tuple(dict.fromkeys((*named, *typed.quoted_numbers, *chosen))), notes, typed.text, days)


def choice_words(typed: Typed) -> tuple[Word, ...]:
    """The words of choices and of phrases in quotes."""
    chosen = [syllable for choice in typed.choices for item in choice for syllable in item.syllables]
    return make_words((*chosen, *(syllable for phrase in typed.phrases for syllable in phrase)))


def find_pairs(typed: Typed, expansions: Sequence[Expansion]) -> list[str]:
    """The pairs of words that were typed one behind the other, in the other spelling with i and y as well."""
    words = typed.words
    pairs = [f"{words[i - 1].folded}_{words[i].folded}" for i in sorted(typed.joined)]
    for syllables in (*typed.phrases, *(item.syllables for choice in typed.choices for item in choice)):
        pairs += make_pairs(make_words(syllables))
    spelt = [expansion for expansion in expansions if len(expansion.words) == len(expansion.phrase.words) == 1]
    return pairs + spelling_pairs(pairs, spelt)


def spelling_pairs(pairs: Iterable[str], expansions: Iterable[Expansion]) -> list[str]:
    """The pairs as they read with the other spelling of a word.

    >>> from indexer.engine.query import Phrase
    >>> spelling_pairs(["ky_thuat", "thuat_moi"], [Expansion(("ky",), Phrase((Word("ki"),)))])
    ['ki_thuat']
    """
    other = {expansion.words[0]: expansion.phrase.words[0].folded for expansion in expansions}
    halves = [pair.split("_") for pair in pairs]
    return ["_".join(other.get(half, half) for half in pair) for pair in halves if not other.keys().isdisjoint(pair)]


def name_included(sayings: Sequence[Saying]) -> tuple[str, ...]:
    """What abbreviations stand for, each once."""
    return tuple(dict.fromkeys(saying.written for saying in sayings if saying.written))


def least_words(distinct: int) -> int:
    """How many of the distinct words of a sentence a bulletin must hold.

    >>> [least_words(n) for n in (0, 1, 4, 5, 6, 12, 18)]
    [0, 1, 4, 5, 4, 4, 6]
    """
    return distinct if distinct <= ALL_OF else max(ALL_OF - 1, -int(-distinct * MOST // 1))
