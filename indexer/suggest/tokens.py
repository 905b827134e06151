"""What was typed, token by token, and what of it the corpus knows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from corpus.numbers.find_numbers import find_numbers
from indexer.analysis.fold import fold, mark_key, tone_key
from indexer.analysis.syllables import MAX_SYLLABLE_CHARS
from indexer.suggest.counting import RUN
from indexer.suggest.vocabulary import Spelling, Vocabulary

Link = tuple[int, int]


@dataclass(frozen=True)
class Token:
    """A syllable as it was typed: text[start:end]. A fixed one is no word (a number, a sign) and stays as it is."""

    text: str
    start: int
    end: int
    fixed: bool = False

    @cached_property
    def folded(self) -> str:
        """Without marks, in small letters."""
        return fold(self.text)

    @cached_property
    def marked(self) -> str:
        """The mark key; "" where no mark was typed."""
        return mark_key(self.text)


@dataclass(frozen=True)
class Typed:
    """A question as it stands. `spellings` are what each token is taken for: the spelling that was typed, or any that
    the corpus has where no mark was. `links` are the pairs of words with one blank between, by the places of their
    tokens, and `met` those of them that stand side by side anywhere in the corpus."""

    text: str
    tokens: tuple[Token, ...]
    spellings: tuple[tuple[Spelling, ...], ...]
    links: tuple[Link, ...]
    met: frozenset[Link]

    def is_known(self, place: int) -> bool:
        """Whether the corpus has a token, as it was typed."""
        return any(spelling.occurs for spelling in self.spellings[place])

    def links_of(self, place: int) -> list[Link]:
        """The links that a token is in: none, one or two."""
        return [link for link in self.links if place in link]

    @property
    def barriers(self) -> set[int]:
        """The places before which something other than a blank stands, or a number on either side."""
        return {place for place in range(1, len(self.tokens)) if (place - 1, place) not in self.links}

    @property
    def all_known(self) -> bool:
        """Whether the corpus has every word, as it was typed."""
        return all(token.fixed or self.is_known(place) for place, token in enumerate(self.tokens))


def read_tokens(text: str) -> tuple[Token, ...]:
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
    return tuple(tokens)


def look_up(vocabulary: Vocabulary, text: str, tokens: tuple[Token, ...]) -> Typed:
    """What the corpus knows of the tokens of a text."""
    spellings = tuple((typed_spelling(vocabulary, token),) if token.marked else vocabulary.spellings(token.folded)
                      for token in tokens)
    links = tuple((place, place + 1) for place, (left, right) in enumerate(zip(tokens, tokens[1:], strict=False))
                  if not left.fixed and not right.fixed and text[left.end:right.start] == " ")
    met = frozenset(link for link in links if meet(vocabulary, *(spellings[place] for place in link)))
    return Typed(text, tokens, spellings, links, met)


def typed_spelling(vocabulary: Vocabulary, token: Token) -> Spelling:
    """The spelling that was typed: the corpus's own where it knows it, under any placement of the tone."""
    low = token.text.lower()
    same = [s for s in vocabulary.spellings(token.folded) if tone_key(s.text) == tone_key(low)]
    return max(same, key=lambda s: s.occurs) if same else Spelling(low, 0, 0)


def meet(vocabulary: Vocabulary, left: tuple[Spelling, ...], right: tuple[Spelling, ...]) -> bool:
    """Whether any of some spellings stands before any of some others."""
    return any(vocabulary.pairs.count(a.id, b.id) for a in left for b in right)
