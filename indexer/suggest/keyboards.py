"""Slips of the hand: what a syllable was meant to be before the keyboard, or what makes marks of keys, spoilt it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from indexer.analysis.fold import TONES, fold, tone_key

ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
VOWELS = frozenset("aeiouy")
CIRCUMFLEX, BREVE, HORN = "\u0302", "\u0306", "\u031b"
# The keys of Telex and VNI that give a tone: sắc, huyền, hỏi, ngã, nặng.
TELEX_TONES = dict(zip("sfrxj", "\u0301\u0300\u0309\u0303\u0323", strict=True))
VNI_TONES = dict(zip("12345", "\u0301\u0300\u0309\u0303\u0323", strict=True))
VNI_MARKS = {"6": ("aeo", CIRCUMFLEX), "7": ("ou", HORN), "8": ("a", BREVE)}


# Letters that sound alike in some part of the country, at the head and at the end of a syllable.
HEADS = (("tr", "ch"), ("s", "x"), ("d", "gi"), ("d", "r"), ("d", "v"), ("l", "n"), ("gi", "r"))
ENDS = (("c", "t"), ("n", "ng"), ("n", "nh"), ("i", "y"), ("ai", "ay"), ("ao", "au"))


def make_neighbours() -> dict[str, str]:
    """For each letter, the letters of the keys that touch its key."""
    # Each row of a keyboard stands about half a key to the right of the one above it.
    at = {key: (row, place + row / 2) for row, keys in enumerate(ROWS) for place, key in enumerate(keys)}
    return {a: "".join(b for b in LETTERS if b != a and abs(at[a][0] - at[b][0]) <= 1
                       and abs(at[a][1] - at[b][1]) <= 1) for a in LETTERS}


NEIGHBOURS = make_neighbours()


def slips(folded: str) -> set[str]:
    """All that a folded syllable may have been: a letter hit on a neighbouring key, dropped, doubled or added, two
    letters swapped, or written as it sounds.

    >>> [typed for typed in ("kha", "khooa", "hkoa", "jhoa", "khoas", "trung", "luc") if {"khoa", "chung", "lut"}
    ...  & slips(typed)] == ["kha", "khooa", "hkoa", "jhoa", "khoas", "trung", "luc"]
    True
    """
    made = set()
    for a, b in (*HEADS, *((b, a) for a, b in HEADS)):
        if folded.startswith(a):
            made.add(b + folded[len(a):])
    for a, b in (*ENDS, *((b, a) for a, b in ENDS)):
        if folded.endswith(a):
            made.add(folded[:-len(a)] + b)
    for i in range(len(folded) + 1):
        head, tail = folded[:i], folded[i:]
        if tail:
            made.add(head + tail[1:])
            made.update(head + key + tail[1:] for key in NEIGHBOURS.get(tail[0], ""))
        if len(tail) > 1:
            made.add(head + tail[1] + tail[0] + tail[2:])
        made.update(head + letter + tail for letter in LETTERS)
    return made - {folded, ""}


def decode(typed: str) -> Iterator[str]:
    """The tone keys (see `tone_key`) of what a syllable is in Telex or VNI, where its keys were left as they are.

    >>> list(decode("hojc")) == [tone_key("học")], list(decode("ddường")) == [tone_key("đường")]
    (True, True)
    >>> list(decode("u3y")) == [tone_key("ủy")], list(decode("nguowif")) == [tone_key("người")]
    (True, True)
    >>> list(decode("khoa")), list(decode("2017"))
    ([], [])
    """
    if typed.isdigit():
        return
    for read in (read_telex, read_vni):
        made = read(typed.lower())
        if made and made != tone_key(typed):
            yield made


def read_telex(typed: str) -> str:
    """The tone key of a run of Telex keys; "" where a key fits nowhere."""
    letters, tone = take_tone(typed)
    made: list[str] = []
    for letter in letters:
        base = fold(letter)
        seen = bool(VOWELS & set(fold("".join(made))))
        if letter in TELEX_TONES and seen:
            tone = TELEX_TONES[letter]
        elif letter == "z" and seen:
            tone = ""
        elif letter == "w":
            made = put_horn(made) or [*made, "ư"]
        elif letter in "dđ" and made[:1] == ["d"]:
            made[0] = "đ"
        elif base == letter and letter in "aeo" and letter in made:
            made[len(made) - 1 - made[::-1].index(letter)] = unicodedata.normalize("NFC", letter + CIRCUMFLEX)
        else:
            made.append(letter)
    return "".join(made).lower() + tone


def read_vni(typed: str) -> str:
    """The tone key of a run of VNI keys; "" where a digit fits nowhere."""
    letters, tone = take_tone(typed)
    made: list[str] = []
    for letter in letters:
        if letter in VNI_TONES and made:
            tone = VNI_TONES[letter]
        elif letter == "0" and made:
            tone = ""
        elif letter == "9" and "d" in made:
            made[made.index("d")] = "đ"
        elif letter == "7" and "".join(made[-2:]) == "uo":
            made[-2:] = ["ư", "ơ"]
        elif letter in VNI_MARKS:
            fits, mark = VNI_MARKS[letter]
            place = next((i for i in reversed(range(len(made))) if made[i] in fits), None)
            if place is None:
                return ""
            made[place] = unicodedata.normalize("NFC", made[place] + mark)
            # "ngu7o7i" has its horns one by one; "nguo7i" has one for both.
            if letter == "7" and place and made[place] == "ơ" and made[place - 1] == "u" and place + 1 < len(letters):
                made[place - 1] = "ư"
        elif letter.isdigit():
            return ""
        else:
            made.append(letter)
    return "".join(made) + tone


def put_horn(made: list[str]) -> list[str]:
    """The letters with Telex's "w" put to the last that takes it: uo → ươ, a → ă, o → ơ, u → ư; [] where none does."""
    for i in reversed(range(len(made))):
        if made[i] == "o" and i and made[i - 1] in "uư":
            return [*made[:i - 1], "ư", "ơ", *made[i + 1:]]
        if made[i] == "a" and i and made[i - 1] == "u":
            return [*made[:i - 1], "ư", "a", *made[i + 1:]]  # "ua" takes its horn on the u: mưa, của
        if made[i] in "aou":
            return [*made[:i], {"a": "ă", "o": "ơ", "u": "ư"}[made[i]], *made[i + 1:]]
    return []


def take_tone(typed: str) -> tuple[str, str]:
    """The letters without their tone mark, and the mark.

    >>> take_tone("hộc") == ("hôc", "\\u0323")
    True
    """
    parts = unicodedata.normalize("NFD", typed)
    tones = "".join(c for c in parts if c in TONES)
    return unicodedata.normalize("NFC", "".join(c for c in parts if c not in TONES)), tones[:1]
