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

from corpus.numbers.document_types import TYPES
from corpus.text import HYPHENS, INVISIBLE, LOOK_ALIKES, normalize

# A line end stays, as numbers do not run over two lines but for those that break at their hyphen. Other blanks are one.
BLANKS = {c: " " for c in map(chr, range(0x3001)) if c.isspace() and c not in "\n\r"}
FOOTNOTES = dict.fromkeys("⁰¹²³⁴⁵⁶⁷⁸⁹", " ")  # 20-NQ/TW²
_ONE_TO_ONE = {**LOOK_ALIKES, **HYPHENS, **BLANKS, **FOOTNOTES}
# Most texts have few of these or none: looking for them is ten times as fast as translating every character.
_ODD = re.compile(f"[{''.join(map(re.escape, sorted(set(_ONE_TO_ONE) - {' '})))}]")
# "52-⏎CT/TW", as text out of a PDF has it: a line that ends in a number's own hyphen or slash goes on.
# (These begin with the character that they look for, which makes them fast.)
_BROKEN = re.compile(r"\n(?:(?<=[\dA-ZĐ][/-]\n)|(?<=[\dA-ZĐ][/-] \n)) ?(?=[A-ZĐ\d])|"
                     r"\n(?:(?<=\d [/-]\n)|(?<=\d [/-] \n)) ?(?=[A-ZĐ]{2,4} ?[/-])")
# Or one that begins with it: "20⏎-NQ/TW", "3381/QĐ⏎-UBND". A dash before a body alone may begin an item of a list.
_CODES = "|".join(sorted(set(TYPES.values())))
_BROKEN_BEFORE = re.compile(rf"\n(?<=\d\n) ?(?=[/-] ?(?:{_CODES})[/-][A-ZĐ]{{2}})|"
                            r"\n(?:(?<=\d[/-][A-ZĐ]{2}\n)|(?<=\d[/-][A-ZĐ]{3}\n)|(?<=\d[/-][A-ZĐ]{4}\n))"
                            r"(?=[/-][A-ZĐ]{2})")
# "18,19-NQ/TW": a list and no fraction, as a symbol stands behind it.
_TIGHT_LIST = re.compile(
    rf",(?<=\d,)(?=\d{{1,4}}(?:,\d{{1,4}}){{0,20}} ?[/-] ?(?:{'|'.join(TYPES)})(?![^\W_]))", re.IGNORECASE)
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
        return NumberImage(_join(_even(source)))
    if not encoded and unicodedata.is_normalized("NFC", source) and not _HIDDEN.search(source):
        return NumberImage(_join(_even(source)))
    letters, origins = [], []
    for letter, start, end in _read_pieces(source, encoded):
        letters.append(letter)
        origins.append((start, end))
    return NumberImage(_join(_even("".join(letters))), tuple(origins))


def _even(text: str) -> str:
    """One hyphen, one Đ, one kind of blank; no place in the text changes."""
    return _ODD.sub(lambda found: _ONE_TO_ONE[found[0]], text)


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


def _join(text: str) -> str:
    """The text, of the same length, with broken numbers on one line and the commas of tight lists as semicolons.

    >>> _join("số 52-\\nCT/TW; 18,19-NQ/TW; 83,5%")
    'số 52- CT/TW; 18;19-NQ/TW; 83,5%'
    """
    if "\n" in text:
        text = _BROKEN.sub(lambda found: " " * len(found[0]), text.replace("\r\n", " \n"))
        if "\n-" in text or "\n/" in text or "\n -" in text:
            text = _BROKEN_BEFORE.sub(lambda found: " " * len(found[0]), text)
    return _TIGHT_LIST.sub(";", text) if "," in text else text
