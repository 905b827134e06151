"""suggest_instead(): another wording of a question that has no answer as it was typed. Offered, never asked instead.

What may have been meant the suggester says; whether that is worth offering, the answers to both say. Nothing is offered
for what has an answer, for words of the language, or for a name.
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


def suggest_instead(engine: Engine, question: Question, answer: Answer, known: Known,
                    suggester: Suggester | None) -> Suggestion | None:
    """What may have been meant by a question whose answer is empty, and how many bulletins are the answer to that."""
    if suggester is None or answer.total or answer.understood.is_empty:
        return None

    def count(text: str) -> int:
        query = parse(text, expand=question.expand, known=known).query
        # A number that was typed finds by itself; whether the words beside it are right, only they can say.
        return engine.search(query._replace(
            minimum=len(query.distinct_words), numbers=() if query.words else query.numbers,
            filters=question.filters, groups=(), facets=(), per_page=1)).total

    meant = suggester.did_you_mean(question.text, count)
    if meant is None or is_right(question.text, answer.understood, known.words):
        return None
    instead = ask(engine, replace(question, text=meant.text, facets=(), explain=False, page=1, per_page=1), known)
    if instead.total < FEW or not any(len(unit.words) > 1 for unit in instead.understood.units):
        return None
    return Suggestion(meant.text, instead.total)


def is_right(text: str, understood: Understood, words: Lexicon) -> bool:
    """Whether a text that finds nothing is spelt as it should be: words of the language all, or a name."""
    units = [unit.words for unit in understood.units]
    if units and all(len(unit) > 1 and words.is_listed(unit) for unit in units):
        return True
    syllables = split_syllables(text)
    capitals = sum(text[syllable.start].isupper() for syllable in syllables)
    return capitals > 1 and not text.isupper() and all(
        words.is_spelling(syllable.marked or syllable.folded) for syllable in syllables if syllable.folded.isalpha())
