"""A Vietnamese syllable taken apart into letters and tone, and other spellings of it.

Written apart from the analysis of the index on purpose: a bench that shares the code that it measures sees no error.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

# A run of letters: a syllable, a foreign word or an abbreviation. Digits end it.
SYLLABLE = re.compile(r"[^\W\d_]+")
GRAVE, ACUTE, TILDE, HOOK, DOT = TONES = "\u0300\u0301\u0303\u0309\u0323"
VOWELS = frozenset("aăâeêioôơuưy")
# Letters that one base key and a mark make: another of the same group is another quality.
QUALITIES = ("aăâ", "eê", "oôơ", "uư", "dđ")
OTHER_QUALITIES = {letter: group.replace(letter, "") for group in QUALITIES for letter in group}
# The rhymes in which two placements of the tone are both taught; a consonant after them settles the matter.
TWO_PLACES = ("oa", "oe", "uy")
KEPT_SPELLINGS = 200_000  # a collection of news has some 40,000; junk must not fill the memory


class Spelled(NamedTuple):
    """A syllable: its letters without the tone, the tone ("" is level), and the letter that bears it (-1: none)."""

    letters: str
    tone: str
    place: int


@lru_cache(maxsize=KEPT_SPELLINGS)
def take_apart(syllable: str) -> Spelled:
    """The letters and the tone of a syllable; case stays.

    >>> take_apart("Uỷ").letters, take_apart("Uỷ").place, take_apart("ban")
    ('Uy', 1, Spelled(letters='ban', tone='', place=-1))
    """
    letters, tone, place = [], "", -1
    for index, letter in enumerate(unicodedata.normalize("NFC", syllable)):
        decomposed = unicodedata.normalize("NFD", letter)
        for mark in decomposed[1:]:
            if mark in TONES:
                tone, place = mark, index
        letters.append(unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in TONES)))
    return Spelled("".join(letters), tone, place)


def put_together(letters: str, tone: str, place: int) -> str:
    """The syllable of these letters with the tone on the letter at `place`.

    >>> put_together("hoa", GRAVE, 1), put_together("hoa", GRAVE, 2), put_together("ban", "", -1)
    ('hòa', 'hoà', 'ban')
    """
    if not tone:
        return letters
    return letters[:place] + unicodedata.normalize("NFC", letters[place] + tone) + letters[place + 1:]


@lru_cache(maxsize=KEPT_SPELLINGS)
def exact_key(syllable: str) -> str:
    """The same for two spellings that differ in case or in the placement of the tone only.

    >>> exact_key("Hoà") == exact_key("hòa"), exact_key("hòa") == exact_key("hoa")
    (True, False)
    """
    letters, tone, _ = take_apart(syllable.lower())
    return letters + tone


def bare(text: str) -> str:
    """The text without diacritics; case stays.

    >>> bare("Đường phố Huế")
    'Duong pho Hue'
    """
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not unicodedata.combining(c)))


def is_marked(syllable: str) -> bool:
    """Whether a syllable has any Vietnamese mark; đ has one."""
    return bare(syllable) != syllable


def other_placement(syllable: str) -> str:
    """The syllable in the other style of placing the tone, old for new and new for old; itself where there is one only.

    >>> [other_placement(s) for s in ("hoà", "hòa", "UỶ", "khỏe", "quý", "toàn", "hoa")]
    ['hòa', 'hoà', 'ỦY', 'khoẻ', 'quý', 'toàn', 'hoa']
    """
    letters, tone, place = take_apart(syllable)
    low = letters.lower()
    last = len(letters) - 1
    # In "quy" the u belongs to the consonant and bears no tone.
    if not tone or not low.endswith(TWO_PLACES) or low.endswith("quy") or place < last - 1:
        return syllable
    return put_together(letters, tone, last if place == last - 1 else last - 1)


def tone_place(letters: str) -> int:
    """Which letter of a syllable without a tone would bear one; -1 where it has no vowel.

    >>> [tone_place(s) for s in ("công", "hoa", "quy", "gia", "ngươi", "QĐ")]
    [1, 1, 2, 2, 3, -1]
    """
    low = letters.lower()
    vowels = [index for index, letter in enumerate(low) if letter in VOWELS]
    if len(vowels) > 1 and low.startswith(("qu", "gi")):
        vowels = vowels[1:]
    if not vowels:
        return -1
    if shaped := [index for index in vowels if low[index] in "ăâêôơư"]:
        return shaped[-1]
    return vowels[-1] if low[-1] not in VOWELS or len(vowels) == 1 else vowels[-2]


def wrongly_marked(syllable: str) -> tuple[str, ...]:
    """Every spelling of a marked syllable that has one other mark: another tone, or another shape of one letter.

    None of them is unmarked, for that would be a mark left out, or another spelling of the same syllable.

    >>> wrongly_marked("án")
    ('àn', 'ãn', 'ản', 'ạn', 'ắn', 'ấn')
    >>> wrongly_marked("đi"), wrongly_marked("ban"), wrongly_marked("QĐ")
    (('đì', 'đí', 'đĩ', 'đỉ', 'đị'), (), ())
    """
    if not is_marked(syllable):
        return ()
    letters, tone, place = take_apart(syllable)
    bearer = place if tone else tone_place(letters)
    made = [put_together(letters, other, bearer) for other in TONES if other != tone and bearer >= 0]
    for index, letter in enumerate(letters):
        for other in OTHER_QUALITIES.get(letter.lower(), ""):
            shaped = letters[:index] + (other.upper() if letter.isupper() else other) + letters[index + 1:]
            made.append(put_together(shaped, tone, place))
    return tuple(other for other in made if is_marked(other) and exact_key(other) != exact_key(syllable))
