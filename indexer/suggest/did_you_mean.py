"""did_you_mean(): what a reader may have meant, where it finds clearly more. Offered, and never asked instead."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial

from indexer.analysis.fold import fold, tone_key
from indexer.suggest.best_path import Way, best_ways
from indexer.suggest.candidates import Token, find_readings, meet, read_tokens, typed_spelling
from indexer.suggest.vocabulary import Spelling, Vocabulary

# Longer questions are sentences, which find by most of their words; and a way through forty readings takes long.
MAX_TOKENS = 16
# Clearly more: so many times what the question itself finds, and at least so many (any, where it finds none).
TIMES = 5
LEAST = 3
# Of fewer words than these a reader wants to find all.
LONG = 6
# What makes a question more than a row of words.
OPERATOR = re.compile(r'"|(?<!\S)-|\b(?:OR|HOẶC)\b')
# The engine is asked for so many suggestions' counts, besides the question's own.
ASKS = 3
# A mark is taken for a slip where the marks that are offered stand so many times as often in that place, and at least
# twice: once may be a slip of its own.
LEAST_MARKED = 2
MARK_TIMES = 20

Count = Callable[[str], int]


@dataclass(frozen=True)
class Suggestion:
    """Another wording, and how many bulletins have all of its words."""

    text: str
    count: int


def did_you_mean(vocabulary: Vocabulary, text: str, count: Count) -> Suggestion | None:
    """What may have been meant by a tidied text, or None. `count` says how many bulletins have all words of a text.

    Offered where a word was mistyped and the suggestion is found clearly more often, or where only marks differ and
    those that were typed are next to unknown in their place. Nothing is offered for what was typed without marks: it
    finds every spelling already.
    """
    tokens = read_tokens(text)
    if len(tokens) > MAX_TOKENS or not looks_odd(vocabulary, tokens, text):
        return None
    # The index is asked last of all, and nothing twice: that costs more than all else here.
    count = cache(count)
    seen = {fold(text)}
    for way in likeliest(vocabulary, tokens, text):
        offered = write(text, tokens, way, vocabulary)
        if fold(offered) == fold(text) and (all_known(vocabulary, tokens) or count(text)):
            # The likeliest reading has the typed syllables: what is less likely is not worth a question.
            hits = count(offered) if wrong_marks(vocabulary, tokens, way, text) else 0
            return Suggestion(offered, hits) if hits else None
        if fold(offered) in seen:
            continue
        seen.add(fold(offered))
        if looks_odd(vocabulary, read_tokens(offered), offered):
            continue  # it has the words, and never together: a slip put right would be no stranger
        if finds_more(text, offered, len(tokens), count):
            return Suggestion(offered, count(offered))
        if len(seen) > ASKS:
            break
    return None


def finds_more(text: str, offered: str, tokens: int, count: Count) -> bool:
    """Whether what is offered instead of a text of some tokens finds clearly more."""
    found = count(text)
    measure = count
    if found >= LEAST and text[-1:].isalnum() and not OPERATOR.search(text):
        # Long texts have all words of any slip somewhere. What counts then is whether they stand side by side.
        measure, tokens = partial(count_phrase, count), LONG
    return measure(offered) >= most_of(measure(text), tokens) and count(offered) > found


def count_phrase(count: Count, text: str) -> int:
    """How many bulletins have a text word for word."""
    return count(f'"{text}"')


def most_of(found: int, tokens: int) -> int:
    """How many hits are clearly more than `found`; long questions have all their words nowhere, which says little.

    >>> most_of(0, 2), most_of(0, 12), most_of(1, 2), most_of(4, 2)
    (1, 3, 5, 20)
    """
    return max(TIMES * found, 1 if tokens < LONG else LEAST)


def looks_odd(vocabulary: Vocabulary, tokens: list[Token], text: str) -> bool:
    """Whether anything in a question may be a slip: a syllable that is unknown, or that is known and never stands
    beside either of its neighbours."""
    met = meetings(vocabulary, tokens, text)
    for i, token in enumerate(tokens):
        if not token.fixed:
            near = [met[link] for link in beside(tokens, i, text)]
            if not is_known(vocabulary, tokens, i) or near and not any(near):
                return True
    return False


def doubtful(vocabulary: Vocabulary, tokens: list[Token], text: str) -> set[int]:
    """The tokens that a slip may have spoilt: those that are unknown, or never stand beside one of their neighbours."""
    met = meetings(vocabulary, tokens, text)
    return {i for i in range(len(tokens))
            if not is_known(vocabulary, tokens, i) or not all(met[link] for link in beside(tokens, i, text))}


def meetings(vocabulary: Vocabulary, tokens: list[Token], text: str) -> dict[tuple[int, int], bool]:
    """Of each two words with a blank between, whether they stand side by side anywhere, as they were typed."""
    choices = [readings(vocabulary, tokens, i) for i in range(len(tokens))]
    return {(a, b): meet(vocabulary, choices[a], choices[b])
            for i in range(len(tokens)) for a, b in beside(tokens, i, text) if a == i}


def is_known(vocabulary: Vocabulary, tokens: list[Token], place: int) -> bool:
    """Whether the corpus has a token, as it was typed."""
    return any(spelling.occurs for spelling in readings(vocabulary, tokens, place))


def all_known(vocabulary: Vocabulary, tokens: list[Token]) -> bool:
    """Whether the corpus has every token, as it was typed."""
    return all(token.fixed or is_known(vocabulary, tokens, i) for i, token in enumerate(tokens))


def readings(vocabulary: Vocabulary, tokens: list[Token], place: int) -> tuple[Spelling, ...]:
    """What a token is taken for as it stands: the spelling that was typed, or any where no mark was."""
    token = tokens[place]
    return (typed_spelling(vocabulary, token),) if token.marked else vocabulary.spellings(token.folded)


def beside(tokens: list[Token], place: int, text: str) -> list[tuple[int, int]]:
    """The pairs of tokens with a blank between them that a token is in, of words only."""
    return [(a, b) for a, b in ((place - 1, place), (place, place + 1))
            if 0 <= a and b < len(tokens) and not tokens[a].fixed and not tokens[b].fixed
            and text[tokens[a].end:tokens[b].start] == " "]


def likeliest(vocabulary: Vocabulary, tokens: list[Token], text: str) -> list[Way]:
    """The likeliest readings of the tokens, best first."""
    doubted = doubtful(vocabulary, tokens, text)
    lattice = [list(find_readings(vocabulary, tokens, place, text, doubted)) for place in range(len(tokens))]
    barriers = {i for i in range(1, len(tokens))
                if text[tokens[i - 1].end:tokens[i].start] != " " or tokens[i].fixed or tokens[i - 1].fixed}
    return best_ways(vocabulary, lattice, barriers)


def wrong_marks(vocabulary: Vocabulary, tokens: list[Token], way: Way, text: str) -> bool:
    """Whether a way that differs from the typed text by marks alone puts right a mark that is next to unknown there."""
    chosen = [spelling for _, spellings in way.steps for spelling in spellings]
    if len(chosen) != len(tokens):
        return False
    typed = [typed_spelling(vocabulary, token) for token in tokens]
    for i, token in enumerate(tokens):
        if not token.marked or tone_key(chosen[i].text) == token.marked:
            continue
        near = beside(tokens, i, text)
        before = sum(vocabulary.pairs.count(swap(a, i, typed, chosen).id, swap(b, i, typed, chosen).id)
                     for a, b in near) if near else typed[i].occurs
        after = sum(vocabulary.pairs.count(chosen[a].id, chosen[b].id) for a, b in near) if near else chosen[i].occurs
        if after >= LEAST_MARKED and after >= MARK_TIMES * before:
            return True
    return False


def swap(at: int, place: int, typed: list[Spelling], chosen: list[Spelling]) -> Spelling:
    """The typed spelling at its place, and what was chosen everywhere else."""
    return typed[at] if at == place else chosen[at]


def write(text: str, tokens: list[Token], way: Way, vocabulary: Vocabulary) -> str:
    """The text with what the way chose in the places of the tokens; what it left alone stays as it was typed."""
    pieces, place, first = [], 0, 0
    flat = [spelling for _, spellings in way.steps for spelling in spellings]
    at = 0
    for end, chosen in way.steps:
        start, stop = tokens[first].start, tokens[end - 1].end
        typed = text[start:stop]
        spelled = " ".join(spelling.text for spelling in chosen)
        bare = end - first == 1 and not tokens[first].marked and fold(spelled) == tokens[first].folded
        near = flat[max(0, at - 1):at + 2]
        sure = any(vocabulary.pairs.count(a.id, b.id) for a, b in zip(near, near[1:], strict=False))
        keeps = tokens[first].fixed or tone_key(spelled) == tone_key(typed) or bare and not sure
        pieces += [text[place:start], typed if keeps else in_case_of(typed, spelled)]
        at += len(chosen)
        place, first = stop, end
    return "".join([*pieces, text[place:]])


def in_case_of(typed: str, spelled: str) -> str:
    """The spelling in the capitals of what was typed.

    >>> in_case_of("HOJC", "học"), in_case_of("Khoahoc", "khoa học"), in_case_of("u3y", "ủy")
    ('HỌC', 'Khoa học', 'ủy')
    """
    if len(typed) > 1 and typed.isupper():
        return spelled.upper()
    return spelled[:1].upper() + spelled[1:] if typed[:1].isupper() else spelled
