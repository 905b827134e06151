"""The terms of the channel "spelt": two syllables side by side as they are spelt, and single ones without a mark.

A term begins with the folded syllables, so that all spellings of a pair stand in a row and can be read by their
beginning; behind the bar stand the marks of each, as VNI typists type them, nothing for a syllable that bears none.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from indexer.engine.query import Word

BAR = "|"
# Acute, grave, hook, tilde, dot below; circumflex, horn, breve.
DIGITS = dict(zip("\u0301\u0300\u0309\u0303\u0323\u0302\u031b\u0306", "12345678", strict=True)) | {"đ": "9"}
KEPT_FORMS = 200_000


@lru_cache(KEPT_FORMS)
def marks_of(key: str) -> str:
    """The marks of a mark key, which its folded form lacks; marks of other languages stand for themselves.

    >>> marks_of("đương\u0300"), marks_of("hoc\u0323"), marks_of(""), marks_of("u\u0308")
    ('9772', '5', '', '\u0308')
    """
    return "".join(DIGITS.get(character, character) for character in unicodedata.normalize("NFD", key)
                   if character in DIGITS or unicodedata.combining(character))


def spelt_pair(first: Word, second: Word) -> str:
    """The term of two syllables that stand side by side, each with its mark key or "" where it bears no mark.

    >>> spelt_pair(Word("con"), Word("de", "đê")), spelt_pair(Word("ban"), Word("do"))
    ('con_de|_96', 'ban_do|_')
    """
    return f"{first.folded}_{second.folded}{BAR}{marks_of(first.marked)}_{marks_of(second.marked)}"


def spelt_alone(folded: str) -> str:
    """The term of a syllable that bears no mark.

    >>> spelt_alone("con")
    'con|'
    """
    return folded + BAR


def all_spellings(first: Word, second: Word) -> str:
    """What the terms of all spellings of two syllables begin with."""
    return f"{first.folded}_{second.folded}{BAR}"


def one_spelling(first: Word, second: Word) -> str | None:
    """The one term that two typed syllables agree with; None where they agree with several.

    >>> one_spelling(Word("con", "con"), Word("de", "đê")), one_spelling(Word("con"), Word("de", "đê"))
    ('con_de|_96', None)
    """
    return spelt_pair(first, second) if first.marked and second.marked else None


def agrees(term: str, first: Word, second: Word) -> bool:
    """Whether a pair's term is a spelling of two typed syllables: a typed mark is demanded, also its absence.

    >>> agrees("con_de|_96", Word("con"), Word("de", "đê")), agrees("con_de|2_96", Word("con", "con"), Word("de"))
    (True, False)
    """
    spellings = term.rpartition(BAR)[2].split("_")
    return all(not word.marked or spelling == marks_of(word.marked)
               for word, spelling in zip((first, second), spellings, strict=True))
