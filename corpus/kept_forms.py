"""What is remembered of forms that come again and again: short ones, and a bounded number of them.

Readers choose the words that they type. A memory that keeps whatever they send is theirs to fill.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

Kept = TypeVar("Kept")

# News text has about 40,000 forms of syllables. A form, what it came to and its place take 400 bytes at most: 20 MB.
MOST_FORMS = 50_000
# The longest syllable has seven letters (nghiêng); what is longer is a name, a key, or junk, and rarely comes again.
KEPT_CHARS = 20


def kept(function: Callable[[str], Kept]) -> Callable[[str], Kept]:
    """The function, with a memory of what it said of short texts.

    >>> said = kept(str.upper)
    >>> said("a"), said("b" * 21)[:3], held_by(said)
    ('A', 'BBB', 1)
    """
    held = lru_cache(MOST_FORMS)(function)

    @wraps(function)
    def ask(text: str) -> Kept:
        return held(text) if len(text) <= KEPT_CHARS else function(text)

    ask.held = held  # type: ignore[attr-defined]
    return ask


def kept_of_two(function: Callable[[str, str], Kept]) -> Callable[[str, str], Kept]:
    """The same for a function of two texts."""
    held = lru_cache(MOST_FORMS)(function)

    @wraps(function)
    def ask(one: str, other: str) -> Kept:
        return held(one, other) if len(one) <= KEPT_CHARS and len(other) <= KEPT_CHARS else function(one, other)

    ask.held = held  # type: ignore[attr-defined]
    return ask


def held_by(function: Callable[..., object]) -> int:
    """How many forms a function remembers."""
    return function.held.cache_info().currsize  # type: ignore[attr-defined]
