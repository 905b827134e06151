"""Clauses of a query as a cluster says them. What these functions give filters, and scores nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from indexer.engine.query import AnyOf, Beside, Clause, Expansion, Number, Phrase, Prefix, Query, Word, make_pairs
from indexer.engine.spelt import all_spellings, marks_of, one_spelling, spelt_alone

Body = dict[str, Any]
ALL: Body = {"match_all": {}}
NOTHING: Body = {"match_none": {}}
# Signs that mean something in a pattern.
SIGNS = str.maketrans({sign: f"\\{sign}" for sign in "\\*?"})


def term(field: str, value: str) -> Body:
    """Bulletins that hold a term."""
    return {"term": {field: value}}


def any_of(clauses: Iterable[Body], minimum: int = 1) -> Body:
    """Bulletins of which so many clauses hold.

    >>> any_of([])
    {'match_none': {}}
    """
    held = list(clauses)
    if not held:
        return NOTHING
    return held[0] if len(held) == minimum == 1 else {"bool": {"should": held, "minimum_should_match": minimum}}


def all_of(clauses: Iterable[Body], but: Sequence[Body] = ()) -> Body:
    """Bulletins of which all clauses hold and none of some others.

    >>> all_of([])
    {'match_all': {}}
    """
    held = list(clauses)
    if not but:
        return held[0] if len(held) == 1 else {"bool": {"filter": held}} if held else ALL
    return {"bool": {"filter": held or [ALL], "must_not": list(but)}}


def having(clause: Clause) -> Body:
    """The bulletins that hold a clause."""
    if isinstance(clause, Word):
        return term("syllable", clause.folded)
    if isinstance(clause, Number):
        if clause.bulletins is None:
            return term("number", clause.key)
        return {"terms": {"id": list(clause.bulletins)}} if clause.bulletins else NOTHING
    if isinstance(clause, Prefix):
        return {"prefix": {"syllable": clause.folded}}
    if isinstance(clause, AnyOf):
        return any_of(map(having, clause.choices))
    if isinstance(clause, Beside):
        return having_beside(clause.words)
    return having_phrase(clause)


def having_phrase(phrase: Phrase) -> Body:
    """The bulletins in a line of which the syllables stand side by side; two of them are their pair."""
    if not phrase.words:
        return ALL
    if len(phrase.words) == 1:
        return having(phrase.words[0])
    pairs = [term("pair", pair) for pair in dict.fromkeys(make_pairs(phrase.words))]
    if len(phrase.words) == 2:
        return pairs[0]
    # The pairs leave few bulletins whose lines are read.
    said = {"match_phrase": {"line": {"query": " ".join(word.folded for word in phrase.words), "analyzer": "line"}}}
    return all_of([*pairs, said])


def having_beside(words: tuple[Word, ...]) -> Body:
    """The bulletins in which syllables stand as they were typed, each two neighbours side by side."""
    if len(words) != 1:
        return all_of(spelt_so(*pair) for pair in dict.fromkeys(pairwise(words)))
    word, = words
    if word.is_bare:
        return term("spelt", spelt_alone(word.folded))
    return term("mark", word.marked) if word.marked else term("syllable", word.folded)


def spelt_so(first: Word, second: Word) -> Body:
    """The bulletins that hold a spelling which two typed syllables agree with."""
    whole = one_spelling(first, second)
    if whole is not None:
        return term("spelt", whole)
    begin = all_spellings(first, second)
    if not second.marked:
        return {"prefix": {"spelt": f"{begin}{marks_of(first.marked)}_" if first.marked else begin}}
    return {"wildcard": {"spelt": {"value": f"{begin.translate(SIGNS)}*_{marks_of(second.marked).translate(SIGNS)}"}}}


def saying(expansion: Expansion, exact: bool) -> Body:
    """The bulletins that hold all pairs of an expansion's phrase, or its one word, or bear its key."""
    if expansion.key:
        return term("number", expansion.key)
    words = expansion.phrase.words
    if len(words) == 1:
        return having(Beside(words) if exact else words[0])
    marks = [word.marked for word in words if word.marked] if exact else []
    return all_of([*(term("pair", pair) for pair in dict.fromkeys(make_pairs(words))),
                   *(term("mark", mark) for mark in dict.fromkeys(marks))])


def scoring_always(clause: Body, points: float) -> Body:
    """The bulletins of a clause, each with so many points."""
    return {"constant_score": {"filter": clause, "boost": points}}


def named(name: str, clause: Body) -> Body:
    """A clause by whose name hits tell that it holds of them."""
    return {"bool": {"filter": [clause], "_name": name}}


def holding_words(query: Query) -> list[Body]:
    """For each word that counts the bulletins that hold it, itself or in an expansion."""
    said: dict[str, list[Body]] = {}
    for expansion in query.expansions:
        for folded in expansion.words:
            said.setdefault(folded, []).append(saying(expansion, query.exact))
    return [any_of([having(Beside((word,)) if query.exact else word), *said.get(word.folded, ())])
            for word in query.distinct_words]
