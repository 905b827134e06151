"""Tokenizer: a text in underthesea's tokens, each an object of its own that remembers what followed it.

The pattern neither matches white space nor looks past it, so a run between two blanks is always cut alike, and is cut
once. Two exceptions: the last run, since the pattern knows the end of the text, and "Th s", which it takes for "Th.s".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from itertools import chain

# Small letters whose capitals came with Unicode 15.1 to 17: underthesea's library knows them, Python 3.11 to 3.13 not
# (all of them), and a letter without a capital counts as one.
LATER_SMALL = re.compile(
    "[\u019b\u0264\u1c8a\ua7cd\ua7cf\ua7d3\ua7d5\ua7db\U00010d70-\U00010d85\U00016ebb-\U00016ed3]")
NUMBER = re.compile(r"([+-]?)0*([0-9]{1,10})")
LARGEST_NUMBER = 2 ** 31 - 1
LONGEST_RESPELT = 6  # characters of a token; longer ones are left as they are
ACROSS_BLANK = re.compile(r"Th[^\S\n][Ss]")
# Bounds of what is remembered: 100,000 runs are 15 MB of memory.
MAX_RUNS = 100_000
LONGEST_RUN = 40

# How much is said for a new word at each of five tokens: two before the last one read, one before it, itself, one
# behind it, two behind it.
Scores = tuple[float, float, float, float, float]
# The scores that come with the second token of a pair, and what third tokens add to them; None where none does.
Pair = tuple[float, float, float, float, float, "dict[Token, Scores] | None"]


class Token:
    """A token's text and what the model asks of it."""

    __slots__ = ("text", "lower", "is_title", "is_number", "followers", "sums")

    def __init__(self, text: str):
        text.encode()  # half a surrogate pair is refused, as underthesea refuses it
        self.text = text
        self.lower = text.lower()
        self.is_title = all(part[0] == part[0].upper() and not LATER_SMALL.match(part) for part in text.split(" "))
        self.is_number = is_number(text)
        # What is remembered of the pairs that begin with the token, and what different ones that end with it say.
        self.followers: dict[Token, Pair] = {}
        self.sums: dict[Scores, Pair] = {}

    def forget(self) -> None:
        """Lets go of what is remembered: tokens refer to each other, and would wait for the collector of cycles."""
        self.followers.clear()
        self.sums.clear()


def is_number(text: str) -> bool:
    """Whether a token is a whole number of 32 bits.

    >>> is_number("2013"), is_number("1.5"), is_number("2147483648"), is_number("٣")
    (True, False, False, False)
    """
    found = NUMBER.fullmatch(text)
    return found is not None and -LARGEST_NUMBER - 1 <= int(found[1] + found[2]) <= LARGEST_NUMBER


class Tokenizer:
    """Cuts texts into tokens; two equal tokens are one object until `forget`."""

    def __init__(self, pattern: re.Pattern[str], characters: Mapping[str, str], respelt: Mapping[str, str]):
        self._pattern = pattern
        self._characters = characters
        self._respelt = respelt
        self._tokens: dict[str, Token] = {}
        self._runs: dict[str, tuple[Token, ...]] = {}
        self._ends: dict[str, tuple[Token, ...]] = {}

    def tokens(self, text: str) -> list[Token]:
        """The tokens of a text, respelt (NFC, hoà → hòa, ð → đ)."""
        text = unicodedata.normalize("NFC", text)
        for old, new in self._characters.items():
            text = text.replace(old, new)
        if ACROSS_BLANK.search(text):
            return list(self._cut(text))
        runs = text.split()
        if not runs:
            return []
        end = text[text.rindex(runs.pop()):]
        known = self._runs
        try:
            found = [known[run] for run in runs]
        except KeyError:
            found = [known.get(run) or self._learn(run, run + " ", known) for run in runs]
        found.append(self._ends.get(end) or self._learn(end, end, self._ends))
        return list(chain.from_iterable(found))

    def is_full(self) -> bool:
        """Whether it is time to forget: nothing new is remembered."""
        return max(len(self._runs), len(self._ends)) >= MAX_RUNS

    def forget(self) -> None:
        """Lets go of all that is remembered."""
        for token in self._tokens.values():
            token.forget()
        self._tokens.clear()
        self._runs.clear()
        self._ends.clear()

    def _learn(self, run: str, text: str, known: dict[str, tuple[Token, ...]]) -> tuple[Token, ...]:
        cut = self._cut(text)
        if len(run) <= LONGEST_RUN and len(known) < MAX_RUNS:
            known[run] = cut
        return cut

    def _cut(self, text: str) -> tuple[Token, ...]:
        return tuple(self._token(found.group()) for found in self._pattern.finditer(text))

    def _token(self, text: str) -> Token:
        if len(text) <= LONGEST_RESPELT:
            text = self._respelt.get(text, text)
        token = self._tokens.get(text)
        if token is None:
            token = self._tokens[text] = Token(text)
        return token
