"""Letters: a text at one byte a character, folded, and the case of each: made and searched at the speed of C.

Looking for a dozen words in twenty bulletins is most of a page's work when every syllable becomes an object first.
Here a character stays one character, so that a place in the image is the place in the text.
"""

from __future__ import annotations

from typing import NamedTuple
from unicodedata import combining

import numpy as np

from indexer.analysis.fold import fold

BLANK, LINE_END, OTHER = b" \n\x80"
SMALL, CAPITAL, NEITHER = b"aAx"
# In the table of folds: a character not looked at yet, and one that no byte can stand for.
UNSEEN, UNKNOWN = 0, 1
# By code point; filled in as characters come: no more than a few hundred ever do, and the rest stays untouched memory.
FOLDS = np.zeros(0x110000, np.uint8)
CASES = np.zeros(0x110000, np.uint8)


class Letters(NamedTuple):
    """`folded`: a blank, each character of the text folded, a blank; whatever is no letter or digit is a blank too,
    and a letter whose fold has no ASCII letter is OTHER.

    `cases`: for each character of the text SMALL, CAPITAL or NEITHER, or else BLANK or LINE_END.
    """

    folded: bytes
    cases: bytes


def read_letters(text: str) -> Letters | None:
    """The letters of a text; None where it has a character that no byte can stand for.

    >>> read_letters("Đường số 2\\nở QUẢ ²")
    Letters(folded=b' duong so 2 o qua \\x80 ', cases=b'Aaaaa aa x\\na AAA x')
    >>> read_letters(""), read_letters("a\u0301")
    (Letters(folded=b'  ', cases=b''), None)
    """
    # numpy's own index type: both tables are looked up in half the time, the conversion included.
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.intp)
    folded = FOLDS[points].tobytes()
    if UNSEEN in folded or UNKNOWN in folded:
        learn(text)
        folded = FOLDS[points].tobytes()
        if UNKNOWN in folded:
            return None
    return Letters(b" " + folded + b" ", CASES[points].tobytes())


def learn(text: str) -> None:
    """Takes the characters of a text into the tables."""
    for character in set(text):
        CASES[ord(character)] = read_case(character)
        FOLDS[ord(character)] = read_fold(character)


def read_fold(character: str) -> int:
    """The byte of a character.

    >>> chr(read_fold("Ở")), chr(read_fold("_")), read_fold("²") == OTHER, read_fold("\u0309") == UNKNOWN
    ('o', ' ', True, True)
    """
    if combining(character):
        return UNKNOWN  # left alone by NFC: whether it belongs to the letter before it, only the syllables say
    if not character.isalnum():
        return BLANK
    folded = fold(character)
    if len(folded) == 1 and folded.isascii() and folded.isalnum():
        return ord(folded)
    mixed = not folded or any(part.isascii() or not part.isalnum() for part in folded)
    return UNKNOWN if mixed else OTHER


def read_case(character: str) -> int:
    """The byte of a character's case; letters of scripts without cases pass for capitals, as they do to isupper()."""
    if not character.isalnum():
        return LINE_END if character == "\n" else BLANK
    return SMALL if character.islower() else CAPITAL if character.isalpha() else NEITHER
