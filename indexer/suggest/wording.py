"""A way through the readings → the question in other words; and whether that only puts a wrong mark right."""

from __future__ import annotations

from indexer.analysis.fold import fold, tone_key
from indexer.suggest.best_path import Way
from indexer.suggest.tokens import Link, Typed, typed_spelling
from indexer.suggest.vocabulary import Spelling, Vocabulary

# A mark is taken for a slip where the marks that are offered stand so many times as often in that place, and at least
# twice: once may be a slip of its own.
LEAST_MARKED = 2
MARK_TIMES = 20


def write(vocabulary: Vocabulary, typed: Typed, way: Way) -> str:
    """The text with what the way chose in the places of the tokens; what it left alone stays as it was typed."""
    pieces, place, first = [], 0, 0
    flat = [spelling for _, spellings in way.steps for spelling in spellings]
    at = 0
    for end, chosen in way.steps:
        head = typed.tokens[first]
        start, stop = head.start, typed.tokens[end - 1].end
        before = typed.text[start:stop]
        spelled = " ".join(spelling.text for spelling in chosen)
        bare = end - first == 1 and not head.marked and fold(spelled) == head.folded
        near = flat[max(0, at - 1):at + 2]
        sure = any(vocabulary.pairs.count(a.id, b.id) for a, b in zip(near, near[1:], strict=False))
        keeps = head.fixed or tone_key(spelled) == tone_key(before) or bare and not sure
        pieces += [typed.text[place:start], before if keeps else in_case_of(before, spelled)]
        at += len(chosen)
        place, first = stop, end
    return "".join([*pieces, typed.text[place:]])


def in_case_of(typed: str, spelled: str) -> str:
    """The spelling in the capitals of what was typed.

    >>> in_case_of("HOJC", "học"), in_case_of("Khoahoc", "khoa học"), in_case_of("u3y", "ủy")
    ('HỌC', 'Khoa học', 'ủy')
    """
    if len(typed) > 1 and typed.isupper():
        return spelled.upper()
    return spelled[:1].upper() + spelled[1:] if typed[:1].isupper() else spelled


def rights_a_mark(vocabulary: Vocabulary, typed: Typed, way: Way) -> bool:
    """Whether a way that differs from the typed text by marks alone puts right a mark that is next to unknown there."""
    chosen = [spelling for _, spellings in way.steps for spelling in spellings]
    if len(chosen) != len(typed.tokens):
        return False
    for place, token in enumerate(typed.tokens):
        if token.marked and tone_key(chosen[place].text) != token.marked:
            was = [*chosen[:place], typed_spelling(vocabulary, token), *chosen[place + 1:]]
            links = typed.links_of(place)
            before = occurrences(vocabulary, was, place, links)
            after = occurrences(vocabulary, chosen, place, links)
            if after >= LEAST_MARKED and after >= MARK_TIMES * before:
                return True
    return False


def occurrences(vocabulary: Vocabulary, spellings: list[Spelling], place: int, links: list[Link]) -> int:
    """How often the corpus has a spelling beside its neighbours, or by itself where it stands apart."""
    if not links:
        return spellings[place].occurs
    return sum(vocabulary.pairs.count(spellings[a].id, spellings[b].id) for a, b in links)
