"""Units: what a reader asks for, one by one, each with what it demands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.numbers.document_number import DocumentNumber
from indexer.asking.clauses import Simple, any_of, as_typed, either_spelling, in_any_marks, spelt_parts, variants_of
from indexer.asking.cutting import cut_units
from indexer.asking.sayings import Saying
from indexer.asking.typed import Typed, make_words
from indexer.asking.typed_items import Item
from indexer.engine.query import Beside, Clause, Number, Word
from indexer.suggest.lexicon import Lexicon

DAY = re.compile(r"\d{4}-\d\d-\d\d")
TERM = re.compile(r"[IVXL]+")


@dataclass(frozen=True)
class Unit:
    """One thing that was asked for, as it was `written`: a word, a figure, a number, a phrase in quotes, a choice.

    `as_typed` are the clauses of a bulletin that has it in the marks that were typed, `in_any_marks` of one that has it
    side by side in whatever marks. `runs` are the runs of syllables that may be marked for it; `words` are its own
    words, which a bulletin may lack. It was read from text[start:end], unless that is empty.
    """

    written: str
    as_typed: tuple[Clause, ...]
    in_any_marks: tuple[Clause, ...] = ()
    runs: tuple[tuple[Word, ...], ...] = ()
    words: tuple[Word, ...] = ()
    start: int = 0
    end: int = 0


def make_units(typed: Typed, sayings: Sequence[Saying], lexicon: Lexicon) -> tuple[Unit, ...]:
    """All that was asked for, each once; nothing of what is left out."""
    words = mean_bare(typed, lexicon)
    units = [*word_units(typed, words, sayings, lexicon), *number_units(typed),
             *(phrase_unit(typed, phrase) for phrase in typed.phrases),
             *(choice_unit(typed, choice) for choice in typed.choices)]
    return tuple({unit.as_typed: unit for unit in reversed(units)}.values())[::-1]


def mean_bare(typed: Typed, lexicon: Lexicon) -> tuple[Word, ...]:
    """The words, those that were typed without a mark and are meant so bare: beside a neighbour with a mark the bare
    spelling is what stands mostly. "con mèo" asks for no "còn mèo", and "gia xăng" for giá xăng."""
    words = list(typed.words)
    for place in typed.together:
        first, second = typed.words[place - 1:place + 1]
        bare = place if first.marked else place - 1
        if bool(first.marked) != bool(second.marked) and words[bare].folded.isalpha() and lexicon.meant_bare(
                first, second):
            words[bare] = Word(words[bare].folded, words[bare].folded)
    return tuple(words)


def word_units(typed: Typed, words: tuple[Word, ...], sayings: Sequence[Saying], lexicon: Lexicon) -> Iterable[Unit]:
    """The units of what was typed outside quotes."""
    for start, end in cut_units(typed, words, lexicon):
        own = words[start:end]
        others = [(saying, run) for saying in sayings for run in other_runs(own, start, end, saying)]
        exact = [*variants_of(own), *(run for saying, run in others if not saying.in_any_marks)]
        runs = [*exact, *(run for saying, run in others if saying.in_any_marks)]
        numbers = [Number(number.number.key) for number in typed.numbers
                   if not number.number.is_full and start in number.places and end - 1 in number.places]
        yield Unit(typed.written(start, end), (any_of([*map(Beside, exact), *numbers]),),
                   (any_of([*clauses_of(in_any_marks(runs)), *numbers]),), tuple(dict.fromkeys(runs)),
                   tuple(typed.words[start:end]), typed.syllables[start].start, typed.syllables[end - 1].end)


def other_runs(own: tuple[Word, ...], start: int, end: int, saying: Saying) -> Iterable[tuple[Word, ...]]:
    """A unit as another way to say a part of the text puts it: the whole of it, or with that part put in its place."""
    if saying.start <= start and end <= saying.end:
        yield saying.words
    elif start <= saying.start and saying.end <= end:
        yield (*own[:saying.start - start], *saying.words, *own[saying.end - start:])


def clauses_of(clause: Clause) -> tuple[Simple, ...]:
    """The choices of a clause, or the clause."""
    return getattr(clause, "choices", None) or (clause,)  # type: ignore[return-value]


def number_units(typed: Typed) -> Iterable[Unit]:
    """A unit for each number that is whole, or of which nothing is left to be looked up as words."""
    named = [*(number.number for number in typed.numbers if number.number.is_full or not number.places),
             *typed.quoted_numbers]
    return (Unit(write_number(number), (Number(number.key),), (Number(number.key),)) for number in dict.fromkeys(named))


def write_number(number: DocumentNumber) -> str:
    """A number with what narrows it.

    >>> write_number(DocumentNumber("20", "", "NQ", "", narrowed="XI"))
    'Nghị quyết 20 (khóa XI)'
    >>> write_number(DocumentNumber("20", "", "NQ", "TW", narrowed="2012-11-01"))
    '20-NQ/TW (ngày 01/11/2012)'
    """
    said = number.narrowed
    if not said:
        return str(number)
    if DAY.fullmatch(said):
        year, month, day = said.split("-")
        return f"{number} (ngày {day}/{month}/{year})"
    if said.isdigit():
        return f"{number} (năm {said})"
    return f"{number} (khóa {said})" if TERM.fullmatch(said) else f"{number} ({said.upper()})"


def phrase_unit(typed: Typed, phrase: tuple) -> Unit:
    """A phrase in quotes: it holds in any group, in the first one in the marks that were typed."""
    words = make_words(phrase)
    return Unit(typed.text[phrase[0].start:phrase[-1].end], tuple(spelt_parts(typed.text, phrase)),
                runs=tuple(variants_of(words)))


def choice_unit(typed: Typed, choice: tuple[Item, ...]) -> Unit:
    """What OR joins: either will do, in the first group in the marks that were typed."""
    numbers = [Number(item.number.key) for item in choice if item.number]
    runs = [run for item in choice if not item.number for run in variants_of(make_words(item.syllables))]
    written = " hoặc ".join(
        str(item.number) if item.number else typed.text[item.syllables[0].start:item.syllables[-1].end]
        for item in choice)
    return Unit(written, (any_of([*clauses_of(as_typed(runs)), *numbers] if runs else numbers),), runs=tuple(runs))


def required_of(typed: Typed) -> list[Clause]:
    """What holds in any group: phrases, choices and numbers in quotes, whatever the marks."""
    from_choices = [any_of(clause for item in choice for clause in either_spelling(item)) for choice in typed.choices]
    from_phrases = [any_of(either_spelling(Item(phrase, True, False))) for phrase in typed.phrases]
    return [*from_choices, *from_phrases, *(Number(number.key) for number in typed.quoted_numbers)]


def excluded_of(typed: Typed) -> list[Clause]:
    """What is left out, in the marks that were typed."""
    made: list[Clause] = []
    for item in typed.excluded:
        if item.number:
            made.append(Number(item.number.key))
        else:
            made.append(as_typed(variants_of(make_words(item.syllables))))
    return made
