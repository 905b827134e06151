"""suggest_instead(): another wording of a question that has no answer as it was typed. Offered, never asked instead.

What may have been meant the suggester says; whether that is worth offering, the answers to both say. Nothing is
offered for what has an answer, unless that may be chance, or is of the language's own words; for a name only what is
well known.
"""

from __future__ import annotations

from dataclasses import replace

from indexer.analysis.syllables import split_syllables
from indexer.asking.known import Known
from indexer.asking.parse import Understood, parse
from indexer.asking.search import FEW, Answer, Question, ask
from indexer.engine.base import Engine
from indexer.suggest.did_you_mean import Suggestion
from indexer.suggest.lexicon import Lexicon
from indexer.suggest.suggester import Suggester

# A name that no bulletin has may be right: only one that this many have is offered in its place.
LEAST_OF_NAME = 10
# Where a few bulletins hold the syllables somewhere ("khao học"), one that so many times as many have.
MUCH_MORE = 10


def suggest_instead(engine: Engine, question: Question, answer: Answer, known: Known,
                    suggester: Suggester | None) -> Suggestion | None:
    """What may have been meant by a question whose answer is empty, or may be chance, and how many bulletins are
    the answer to that."""
    found = 0 if was_glued(engine, answer.understood) else answer.total
    if suggester is None or answer.understood.is_empty or found and not may_be_chance(answer):
        return None

    def count(text: str) -> int:
        query = parse(text, expand=question.expand, known=known).query
        # A number that was typed finds by itself; whether the words beside it are right, only they can say.
        return engine.search(query._replace(
            minimum=len(query.distinct_words), numbers=() if query.words else query.numbers,
            filters=question.filters, groups=(), facets=(), per_page=0)).total

    meant = suggester.did_you_mean(question.text, count)
    if meant is None or is_right(answer.understood, known.words):
        return None
    instead = ask(engine, replace(question, text=meant.text, facets=(), explain=False, page=1, per_page=0), known)
    least = max(LEAST_OF_NAME if is_name(question.text, known.words) else FEW, MUCH_MORE * found)
    # Two single syllables are beside each other by chance as well; unless what was typed is no Vietnamese at all.
    is_word = any(len(unit.words) > 1 for unit in instead.understood.units)
    if instead.total < least or not (is_word or has_strange_syllable(question.text, known.words)):
        return None
    return Suggestion(meant.text, instead.total)


def may_be_chance(answer: Answer) -> bool:
    """Whether what a text finds may hold its syllables by chance: they are no word together, and few have them all."""
    units = answer.understood.units
    return answer.grouped and answer.total < FEW and len(units) > 1 and all(len(unit.words) == 1 for unit in units)


def was_glued(engine: Engine, understood: Understood) -> bool:
    """Whether a text has its answer only because what was typed in one piece was read as several syllables."""
    return any(len(unit.words) == 1 and len(run) > 1 and not engine.frequency("syllable", unit.words[0].folded)
               and "".join(word.folded for word in run) == unit.words[0].folded
               for unit in understood.units for run in unit.runs)


def is_right(understood: Understood, words: Lexicon) -> bool:
    """Whether a text that finds nothing is spelt as it should be: words of the language all."""
    units = [unit.words for unit in understood.units]
    return bool(units) and all(len(unit) > 1 and words.is_listed(unit) for unit in units)


def is_name(text: str, words: Lexicon) -> bool:
    """Whether a text has a name in it that may be right: two capitals, and only syllables of the language."""
    capitals = sum(text[syllable.start].isupper() for syllable in split_syllables(text))
    return capitals > 1 and not text.isupper() and not has_strange_syllable(text, words)


def has_strange_syllable(text: str, words: Lexicon) -> bool:
    """Whether any syllable of a text is none of the language."""
    return not all(words.is_spelling(syllable.marked or syllable.folded)
                   for syllable in split_syllables(text) if syllable.folded.isalpha())
