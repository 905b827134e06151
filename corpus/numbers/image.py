"""The image of a text that numbers are read from: one hyphen, one Đ, one kind of blank, and the way back to the text.

A tidied text is its own image, character for character. What a reader pastes may hold decomposed accents, invisible
characters or a percent-encoded address (`54%2F2016%2FQ%C4%90-UBND`); then every character of the image remembers where
it came from.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from corpus.text import HYPHENS, INVISIBLE, LOOK_ALIKES, normalize

# A line end stays: no number runs over two lines. Every other blank is one.
BLANKS = {c: " " for c in map(chr, range(0x3001)) if c.isspace() and c not in "\n\r"}
_ONE_TO_ONE = str.maketrans({**LOOK_ALIKES, **HYPHENS, **BLANKS})
_INVISIBLE = "".join(map(re.escape, INVISIBLE))
_HIDDEN = re.compile(f"[{_INVISIBLE}]")
_ESCAPE = "%[0-9A-Fa-f]{2}"
_PIECE = re.compile(f"((?:{_ESCAPE})+)|([{_INVISIBLE}])|[^%](?:[\u0300-\u036f]+)?|%", re.DOTALL)
# Only an escape of a slash, a blank or a letter with marks makes a text look percent-encoded; "83%20" does not.
_ENCODED = re.compile("%(?:2F|5C|[CE][0-9A-F]%[0-9A-F]{2})", re.IGNORECASE)


@dataclass(frozen=True)
class NumberImage:
    """`text` is what is read; `origins`, where its length differs, the span in the source of each of its characters."""

    text: str
    origins: tuple[tuple[int, int], ...] | None = None

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The span in the source of a stretch of the image that is not empty."""
        if self.origins is None:
            return start, end
        return self.origins[start][0], self.origins[end - 1][1]

    def source_position(self, position: int) -> int:
        """Where a character of the image begins in the source."""
        return position if self.origins is None else self.origins[position][0]


def make_image(source: str) -> NumberImage:
    """The image of a text.

    >>> image = make_image("số 54%2F2016%2FQ%C4%90\u2013UBND")
    >>> image.text, image.source_span(3, 5)
    ('số 54/2016/QĐ-UBND', (3, 5))
    """
    encoded = "%" in source and _ENCODED.search(source) is not None
    if source.isascii() and not encoded:
        return NumberImage(source.translate(_ONE_TO_ONE))
    if not encoded and unicodedata.is_normalized("NFC", source) and not _HIDDEN.search(source):
        return NumberImage(source.translate(_ONE_TO_ONE))
    letters, origins = [], []
    for letter, start, end in _read_pieces(source, encoded):
        letters.append(letter)
        origins.append((start, end))
    return NumberImage("".join(letters).translate(_ONE_TO_ONE), tuple(origins))


def _read_pieces(source: str, encoded: bool) -> Iterator[tuple[str, int, int]]:
    """Each character of the image with its span; what cannot be decoded stays as it stands."""
    for piece in _PIECE.finditer(source):
        if piece[2]:
            continue
        start, end = piece.span()
        if piece[1] and encoded:
            decoded = unquote_to_bytes(piece[1]).decode("utf-8", "replace")
        else:
            decoded = piece[0]
        decoded = normalize("NFC", decoded)
        if len(decoded) == end - start:
            yield from ((c, start + i, start + i + 1) for i, c in enumerate(decoded))
        else:
            yield from ((c, start, end) for c in decoded)
