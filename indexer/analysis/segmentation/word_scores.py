"""Scores: how much one, two or three neighbouring tokens speak for a new word, at each token around them.

The model asks 43 questions about each token ("is the one before it `khoa`", "do it and the next one stand in the
dictionary"). Turned round: one token, a pair, or three in a row answer all questions that are about them alone, once
they are read, for each of the five tokens from two before the last of them to two behind it. The sum of the answers
that reach a token is what the model says of it. No question is spelt out, where underthesea writes 43 strings a token.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Set
from itertools import chain

from indexer.analysis.segmentation.crf_model import CrfModel
from indexer.analysis.segmentation.tokens import Scores, Token

NOTHING: Scores = (0.0, 0.0, 0.0, 0.0, 0.0)
REACH = 2  # tokens that a template looks ahead at most: the first of the five places
TEMPLATE = re.compile(r"T\[(-?\d+)(?:,(-?\d+))?\](?:\.(\w+))?")
# What stands before and behind a text, to any question.
BEFORE, BEHIND = Token("BOS"), Token("EOS")


class Answers:
    """What runs of so many tokens say, by question: "" is their text, "lower" the same in small letters."""

    def __init__(self, dictionary: Set[str]):
        self._dictionary = dictionary
        self._by_question: defaultdict[str, dict[str, Scores]] = defaultdict(dict)

    def put(self, question: str, answer: str, place: int, lead: float) -> None:
        """Takes in a weight of the model."""
        alone = [0.0] * len(NOTHING)
        alone[place] = lead
        known = self._by_question[question]
        known[answer] = add(known.get(answer, NOTHING), alone)

    def prepare(self) -> None:
        """Sums what many runs have in common, once all weights are in."""
        flags = (False, True)
        self._texts, self._lowers = self._by_question[""], self._by_question["lower"]
        self._plain = {(title, number, word): self._sum({"istitle": str(title), "isdigit": str(number),
                                                         "is_in_dict": str(word)})
                       for title in flags for number in flags for word in flags}
        self._edges = {edge: self._sum(dict.fromkeys(self._by_question, edge.text)) for edge in (BEFORE, BEHIND)}

    def scores(self, first: Token, *more: Token) -> Scores:
        """What these tokens say."""
        if first is BEFORE:
            return self._edges[BEFORE]
        if first is BEHIND or more and more[-1] is BEHIND:
            return self._edges[BEHIND]
        text, lower, title = first.text, first.lower, first.is_title
        for token in more:
            text += " " + token.text
            lower += " " + token.lower
            title = title and token.is_title
        plain = self._plain[title, first.is_number and not more, lower in self._dictionary]
        own, small = self._texts.get(text), self._lowers.get(lower)
        if own is None and small is None:
            return plain
        return add(plain, own or NOTHING, small or NOTHING)

    def beginnings(self) -> set[str]:
        """The runs less their last token, in small letters, of which something is known."""
        known = chain(self._texts, self._lowers, self._dictionary)
        return {text.lower().rpartition(" ")[0] for text in known}

    def _sum(self, answers: dict[str, str]) -> Scores:
        return add(NOTHING, *(self._by_question[question].get(answer, NOTHING) for question, answer in answers.items()))


def read_answers(model: CrfModel, templates: Iterable[str], dictionary: Set[str]) -> dict[int, Answers]:
    """The answers of one, two and three tokens."""
    by_length = {length: Answers({word for word in dictionary if word.count(" ") == length - 1})
                 for length in (1, 2, 3)}
    read = {template: read_template(template) for template in templates}
    for attribute, lead in model.lead.items():
        template, _, answer = attribute.partition("=")
        length, place, question = read[template]
        by_length[length].put(question, answer, place, lead)
    for answers in by_length.values():
        answers.prepare()
    return by_length


def read_template(template: str) -> tuple[int, int, str]:
    """How many tokens a template reads, the place of the token that it speaks of, and the question.

    >>> read_template("T[0]"), read_template("T[-1,0].lower"), read_template("T[0,2].is_in_dict")
    ((1, 2, ''), (2, 2, 'lower'), (3, 0, 'is_in_dict'))
    """
    found = TEMPLATE.fullmatch(template)
    if found is None:
        raise ValueError(f"no template: {template}")
    first, last = int(found[1]), int(found[2] or found[1])
    return last - first + 1, REACH - last, found[3] or ""


def add(*scores: Iterable[float]) -> Scores:
    """The sum of several, place by place."""
    two_before, before, now, behind, two_behind = map(sum, zip(*scores))
    return two_before, before, now, behind, two_behind
