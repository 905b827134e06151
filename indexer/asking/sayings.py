"""Other ways to say what was typed: abbreviations and what they stand for, i and y, one piece and two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from indexer.analysis.abbreviations.abbreviations import Abbreviations
from indexer.analysis.abbreviations.expansions import find_expansions
from indexer.analysis.adjacency import has_digit
from indexer.analysis.fold import fold, mark_key
from indexer.analysis.syllables import Syllable, is_vietnamese, split_syllables
from indexer.analysis.variants import other_spelling
from indexer.asking.typed import Typed
from indexer.engine.query import Expansion, Phrase, Word
from indexer.suggest.lexicon import Lexicon

# A glued run has two to four syllables, and no syllable more than seven letters.
MAX_PARTS, MAX_PART_CHARS, MAX_GLUED_CHARS = 4, 7, 20
LEAST_GLUED_CHARS = 3


class Saying(NamedTuple):
    """What stands for the typed syllables from `start` to `end`; `written` is how a page writes it, where that is worth
    saying. Where `in_any_marks`, it stands for other marks than were typed: "ụy ban nhân dân" is no UBND, nearly."""

    start: int
    end: int
    words: tuple[Word, ...]
    written: str = ""
    in_any_marks: bool = False


def find_sayings(typed: Typed, known: Abbreviations | None, lexicon: Lexicon) -> list[Saying]:
    """All other ways to say parts of what was typed outside quotes."""
    return [*other_forms(typed, known), *glued_forms(typed, lexicon), *split_forms(typed, lexicon)]


def other_forms(typed: Typed, known: Abbreviations | None) -> Iterator[Saying]:
    """The long forms of what was typed short, and the other way round."""
    if known is None:
        return
    folded = [syllable.folded for syllable in typed.syllables]
    surfaces = [typed.text[syllable.start:syllable.end] for syllable in typed.syllables]
    # What was typed with marks and stands in the other form too keeps them: "khoa học và công nghệ" is no "khóa học".
    marked = {syllable.folded: syllable.marked for syllable in typed.syllables}
    for found in find_expansions(known, folded, surfaces):
        other_marks = bool(found.spelt) and not any(agrees(typed.syllables[found.start:found.end], long)
                                                    for long in found.spelt)
        for place, alternative in enumerate(found.alternatives):
            words = tuple(Word(syllable, marked.get(syllable, "")) for syllable in alternative)
            yield Saying(found.start, found.end, words, found.written[0] if found.written and not place else "",
                         other_marks)


def agrees(typed: Sequence[Syllable], written: str) -> bool:
    """Whether no mark that was typed is another than that of a long form.

    >>> from indexer.analysis.syllables import split_syllables
    >>> [agrees(split_syllables(typed), "ủy ban nhân dân") for typed in ("uỷ ban nhan dan", "ụy ban nhân dân")]
    [True, False]
    """
    right = split_syllables(written)
    return len(right) == len(typed) and all(
        not one.marked or one.marked == other.marked or other_spelling(one.folded, one.marked) ==
        (other.folded, other.marked) for one, other in zip(typed, right, strict=True))


def glued_forms(typed: Typed, lexicon: Lexicon) -> Iterator[Saying]:
    """What was typed in two pieces and the corpus has in one: ô tô and ôtô, covid-19 and covid19."""
    for place in sorted(typed.together):
        first, second = typed.syllables[place - 1], typed.syllables[place]
        folded = first.folded + second.folded
        if has_digit(first.folded) and has_digit(second.folded) or len(folded) > MAX_GLUED_CHARS:
            continue
        surface = typed.text[first.start:first.end] + typed.text[second.start:second.end]
        word = Word(folded, mark_key(surface))
        is_code = has_digit(folded) and first.folded.isalpha() and not is_vietnamese(first.folded)
        if is_code or lexicon.is_glued(typed.words[place - 1], typed.words[place], word):
            yield Saying(place - 1, place + 1, (word,))


def split_forms(typed: Typed, lexicon: Lexicon) -> Iterator[Saying]:
    """What was typed in one piece and the corpus has as a word of several: oto and ô tô, daklak and Đắk Lắk."""
    for place, syllable in enumerate(typed.syllables):
        surface = typed.text[syllable.start:syllable.end].lower()
        if not LEAST_GLUED_CHARS <= len(surface) <= MAX_GLUED_CHARS or surface.isdigit():
            continue
        if has_digit(syllable.folded):
            letters = surface.rstrip("0123456789")
            if letters != surface and letters.isalpha() and len(letters) > 1:
                yield Saying(place, place + 1, (Word(fold(letters), mark_key(letters)), Word(surface[len(letters):])))
        elif not is_vietnamese(syllable.folded):
            runs = [tuple(Word(fold(part), mark_key(part)) for part in parts) for parts in ways_to_split(surface)]
            yield from (Saying(place, place + 1, run) for run in lexicon.shares(runs))


def ways_to_split(run: str) -> Iterator[list[str]]:
    """The ways to cut a run into two to four parts that may be syllables.

    >>> list(ways_to_split("oto"))
    [['o', 'to'], ['ot', 'o'], ['o', 't', 'o']]
    """
    for count in range(1, MAX_PARTS):
        for cuts in combinations(range(1, len(run)), count):
            bounds = [0, *cuts, len(run)]
            if all(b - a <= MAX_PART_CHARS for a, b in zip(bounds, bounds[1:], strict=False)):
                yield [run[a:b] for a, b in zip(bounds, bounds[1:], strict=False)]


def make_expansions(typed: Typed, sayings: Sequence[Saying], words: Sequence[Word]) -> tuple[Expansion, ...]:
    """The same for an engine, with the other spelling of each of the words that has one with i or y."""
    spelt = [Expansion((word.folded,), Phrase((Word(*other),))) for word in dict.fromkeys(words)
             if (other := other_spelling(word.folded, word.marked))]
    folded = [syllable.folded for syllable in typed.syllables]
    return (*spelt, *(Expansion(tuple(folded[one.start:one.end]), Phrase(one.words)) for one in sayings))
