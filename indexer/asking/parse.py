"""parse(): what a reader typed to what an engine is asked. Never raises on a reader's text.

The grammar: words; "a phrase"; -word and -"a phrase" leave out; OR (or HOẶC) between two of them asks for either;
document numbers in any spelling. All else is text. `typed_items.py` reads it; here the items become a query.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import islice, product

from corpus.numbers.document_number import DocumentNumber
from corpus.text import plain_dashes, tidy
from indexer.analysis.abbreviations.abbreviations import Abbreviations, listed
from indexer.analysis.abbreviations.expansions import find_expansions
from indexer.analysis.question_words import find_question_words
from indexer.analysis.syllables import Syllable
from indexer.analysis.variants import other_spelling
from indexer.asking.typed_items import Item, group_choices, read_items, shorten
from indexer.engine.query import AnyOf, Clause, Expansion, Number, Phrase, Query, Word, make_pairs

# Longer texts are a whole bulletin pasted in, or an attack; their first part is searched, and the reader is told.
MAX_CHARS = 1_000
# Words that are looked up; the longest of 344 questions of citizens has 40. Each costs the reading of a list.
MAX_WORDS = 64
# Phrases, exclusions and choices, all together: nobody types more, and each costs a pass over its list.
MAX_CLAUSES = 16
# Up to this many distinct syllables (two or three words) all must be there; of more, MOST. Measured on the 344
# questions: see docs/decisions.
ALL_OF = 5
MOST = 0.3

QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″＂", '"'))


class Note(str, Enum):
    """What the parser did that the reader should know."""

    UNBALANCED_QUOTE = "unbalanced quote"
    TOO_LONG = "too long"
    TOO_MANY_WORDS = "too many words"


@dataclass(frozen=True)
class Understood:
    """What the parser made of a text.

    `query` has no filters yet. `words` and `pairs` are all that may be marked in a result, `alone` the folded words
    that may be marked outside a pair; `numbers` the document numbers that were typed; `included` what abbreviations
    stand for and is looked up as well, as a page writes it; `rewritten` the text as it was read.
    """

    query: Query
    words: tuple[Word, ...] = ()
    pairs: frozenset[str] = frozenset()
    alone: frozenset[str] = frozenset()
    included: tuple[str, ...] = ()
    numbers: tuple[DocumentNumber, ...] = ()
    notes: tuple[Note, ...] = ()
    rewritten: str = ""

    @property
    def has_marks(self) -> bool:
        """Whether any word was typed with a Vietnamese mark."""
        return any(word.marked for word in self.words)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed that could be looked up."""
        return not (self.words or self.numbers or self.query.required or self.query.excluded)


def parse(text: str, *, expand: bool = True, abbreviations: Abbreviations | None = None) -> Understood:
    """What a reader's text asks for; with `expand`, what its abbreviations stand for too, by the project's own list or
    by the `abbreviations` that are given.

    >>> parse('khoa học -"công nghệ"').query.excluded
    (Phrase(words=(Word(folded='cong', marked='công'), Word(folded='nghe', marked='nghệ'))),)
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
    items = read_items(tidied)
    if sum(len(item.syllables) for item in items) > MAX_WORDS:
        notes.append(Note.TOO_MANY_WORDS)
        items = shorten(items, MAX_WORDS)
    return combine(items, tuple(notes), tidied, (abbreviations or listed()) if expand else None)


def combine(items: list[Item], notes: tuple[Note, ...], rewritten: str, known: Abbreviations | None) -> Understood:
    """The query that the items make up, with what the abbreviations that are known stand for."""
    words: list[Word] = []
    spoken: list[Syllable] = []
    hints: list[Word] = []
    pairs: list[str] = []
    numbers: list[DocumentNumber] = []
    chosen: list[DocumentNumber] = []
    required: list[Clause] = []
    excluded: list[Clause] = []
    previous: tuple[Word, ...] = ()
    for group in group_choices(items, MAX_CLAUSES):
        if len(group) > 1:
            choices = tuple(choice for item in group for choice in either_spelling(make_clause(item)))
            required.append(AnyOf(choices[:MAX_CLAUSES]))
            hints += [word for item in group for word in make_words(item.syllables)]
            pairs += [pair for item in group for pair in make_pairs(make_words(item.syllables))]
            chosen += [item.number for item in group if item.number]
            previous = ()
            continue
        item, = group
        if item.minus:
            excluded.append(any_of(either_spelling(make_clause(item))))
            previous = ()
            continue
        if item.number:
            numbers.append(item.number)
        made = make_words(item.syllables)
        if item.quoted and item.number:
            required.append(Number(item.number.key))
        elif item.quoted:
            required.append(any_of(either_spelling(Phrase(made))))
            hints += made
            pairs += make_pairs(made)
            previous = ()
            continue
        words += made
        spoken += item.syllables
        pairs += make_pairs((*previous, *made))
        previous = made[-1:]
    asking = find_question_words([word.folded for word in words], [word.marked for word in words],
                                 bool(numbers or required))
    hints += [word for place, word in enumerate(words) if place in asking]
    words = [word for place, word in enumerate(words) if place not in asking]
    spellings = tuple(spelling_expansions(words + hints))
    pairs += spelling_pairs(pairs, spellings)
    abbreviations, included = read_abbreviations(spoken, rewritten, known) if known else ((), ())
    expansions = (*spellings, *abbreviations)
    distinct = len({word.folded for word in words})
    query = Query(
        words=tuple(words), minimum=least_words(distinct), pairs=tuple(dict.fromkeys(pairs)), hints=tuple(hints),
        numbers=tuple(Number(key) for key in dict.fromkeys(number.key for number in numbers)),
        numbers_only=bool(numbers) and not words, expansions=expansions,
        required=tuple(required[:MAX_CLAUSES]), excluded=tuple(excluded[:MAX_CLAUSES]))
    named = tuple(dict.fromkeys(numbers + chosen))
    otherwise = [expansion.phrase.words for expansion in expansions]
    alone = [*words, *hints, *(said[0] for said in otherwise if len(said) == 1)]
    return Understood(
        query, tuple(dict.fromkeys(words + hints + [word for said in otherwise for word in said])),
        frozenset(pairs).union(*map(make_pairs, otherwise)), frozenset(word.folded for word in alone),
        included, named, notes, rewritten)


def read_abbreviations(spoken: list[Syllable], text: str,
                       known: Abbreviations) -> tuple[tuple[Expansion, ...], tuple[str, ...]]:
    """What runs of the typed syllables are written as, short or long: for the engine, and for the reader's eye."""
    typed = [text[syllable.start:syllable.end] for syllable in spoken]
    folded = [syllable.folded for syllable in spoken]
    # What was typed with marks and stands in the other form too keeps them: "khoa học và công nghệ" is no "khóa học".
    marked = {syllable.folded: syllable.marked for syllable in spoken}
    found = find_expansions(known, folded, typed)
    expansions = tuple(
        Expansion(tuple(folded[one.start:one.end]),
                  Phrase(tuple(Word(syllable, marked.get(syllable, "")) for syllable in alternative)))
        for one in found for alternative in one.alternatives)
    return expansions, tuple(dict.fromkeys(one.written[0] for one in found if one.written))


def spelling_expansions(words: Iterable[Word]) -> Iterator[Expansion]:
    """The other spelling with i or y of each word that has one."""
    for word in dict.fromkeys(words):
        if other := other_spelling(word.folded, word.marked):
            yield Expansion((word.folded,), Phrase((Word(*other),)))


def spelling_pairs(pairs: Iterable[str], expansions: Iterable[Expansion]) -> list[str]:
    """The pairs as they read with the other spelling of a word.

    >>> spelling_pairs(["ky_thuat", "thuat_moi"], spelling_expansions([Word("ky")]))
    ['ki_thuat']
    """
    other = {expansion.words[0]: expansion.phrase.words[0].folded for expansion in expansions}
    halves = [pair.split("_") for pair in pairs]
    return ["_".join(other.get(half, half) for half in pair) for pair in halves if not other.keys().isdisjoint(pair)]


def make_words(syllables: tuple[Syllable, ...]) -> tuple[Word, ...]:
    """The words of syllables."""
    return tuple(Word(syllable.folded, syllable.marked) for syllable in syllables)


def make_clause(item: Item) -> Word | Phrase | Number:
    """The clause of an item that stands by itself."""
    if item.number:
        return Number(item.number.key)
    words = make_words(item.syllables)
    return words[0] if len(words) == 1 else Phrase(words)


def either_spelling(clause: Word | Phrase | Number) -> tuple[Word | Phrase | Number, ...]:
    """A clause in each of its spellings with i and y, the typed one first, MAX_CLAUSES at most.

    >>> [phrase.words[0].folded for phrase in either_spelling(Phrase((Word("ky"), Word("thuat"))))]
    ['ky', 'ki']
    """
    if isinstance(clause, Number):
        return (clause,)
    words = clause.words if isinstance(clause, Phrase) else (clause,)
    spellings = [(word, Word(*other)) if (other := other_spelling(word.folded, word.marked)) else (word,)
                 for word in words]
    made = islice(product(*spellings), MAX_CLAUSES)
    return tuple(map(Phrase, made)) if isinstance(clause, Phrase) else tuple(word for word, in made)


def any_of(choices: tuple[Word | Phrase | Number, ...]) -> Clause:
    """The one clause, or any of several."""
    return AnyOf(choices) if len(choices) > 1 else choices[0]


def least_words(distinct: int) -> int:
    """How many of the distinct words a bulletin must hold.

    >>> [least_words(n) for n in (0, 1, 4, 5, 6, 12, 18)]
    [0, 1, 4, 5, 4, 4, 6]
    """
    return distinct if distinct <= ALL_OF else max(ALL_OF - 1, -int(-distinct * MOST // 1))
