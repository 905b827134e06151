"""Which tokens of a question a slip may have spoilt."""

from __future__ import annotations

from indexer.suggest.tokens import Typed


def looks_odd(typed: Typed) -> bool:
    """Whether anything in a question may be a slip: a syllable that is unknown, or that is known and never stands
    beside either of its neighbours."""
    for place, token in enumerate(typed.tokens):
        if not token.fixed:
            links = typed.links_of(place)
            if not typed.is_known(place) or links and typed.met.isdisjoint(links):
                return True
    return False


def doubtful(typed: Typed) -> set[int]:
    """The places of tokens that are unknown, or never stand beside one of their neighbours."""
    return {place for place in range(len(typed.tokens))
            if not typed.is_known(place) or not typed.met.issuperset(typed.links_of(place))}
