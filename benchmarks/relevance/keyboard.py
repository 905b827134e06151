"""Slips of the keyboard: a neighbouring key, and Telex or VNI typing that no input method turned into letters."""

from __future__ import annotations

from random import Random

from benchmarks.relevance.spelling import ACUTE, DOT, GRAVE, HOOK, SYLLABLE, TILDE, take_apart

# The rows of a keyboard and how far each is shifted to the right, in keys.
ROWS = (("qwertyuiop", 0.0), ("asdfghjkl", 0.25), ("zxcvbnm", 0.75))
NEAR = 1.3  # in keys: the two beside, and those above and below that touch
PLACES = {key: (shift + x, y) for y, (row, shift) in enumerate(ROWS) for x, key in enumerate(row)}
NEIGHBOURS = {
    key: "".join(other for other, (a, b) in PLACES.items() if other != key and (a - x) ** 2 + (b - y) ** 2 <= NEAR ** 2)
    for key, (x, y) in PLACES.items()}
# A slip in a word of two letters makes another word rather than a misspelt one.
LEAST_LETTERS = 3

TELEX = {"ă": "aw", "â": "aa", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw", "đ": "dd"}
TELEX_TONES = {GRAVE: "f", ACUTE: "s", HOOK: "r", TILDE: "x", DOT: "j"}
VNI = {"ă": "a8", "â": "a6", "ê": "e6", "ô": "o6", "ơ": "o7", "ư": "u7", "đ": "d9"}
VNI_TONES = {GRAVE: "2", ACUTE: "1", HOOK: "3", TILDE: "4", DOT: "5"}


def press_neighbour(text: str, random: Random) -> str:
    """The text with one plain letter replaced by one that lies beside it.

    >>> press_neighbour("khoa học", Random(1)), press_neighbour("20-NQ", Random(1)), NEIGHBOURS["a"]
    ('kboa học', '20-NQ', 'qwsz')
    """
    places = [place for word in SYLLABLE.finditer(text) if len(word[0]) >= LEAST_LETTERS
              for place in range(*word.span()) if text[place].lower() in NEIGHBOURS]
    if not places:
        return text
    place = random.choice(places)
    pressed = random.choice(NEIGHBOURS[text[place].lower()])
    return text[:place] + (pressed.upper() if text[place].isupper() else pressed) + text[place + 1:]


def leave_raw(text: str, letters: dict[str, str], tones: dict[str, str], random: Random) -> str:
    """The keys that were pressed for a text under an input method that was switched off.

    Some people press the tone's key right after its letter, some at the end of the syllable: drawn once for a text.

    >>> leave_raw("khoa học, đường", TELEX, TELEX_TONES, Random(2)), leave_raw("Ủy ban", VNI, VNI_TONES, Random(2))
    ('khoa hojc, dduowfng', 'U3y ban')
    >>> leave_raw("khoa học, đường", TELEX, TELEX_TONES, Random(3))
    'khoa hocj, dduowngf'
    """
    at_end = random.random() < 0.5
    return SYLLABLE.sub(lambda word: press_keys(word[0], letters, tones, at_end), text)


def press_keys(syllable: str, letters: dict[str, str], tones: dict[str, str], at_end: bool) -> str:
    """The keys of one syllable.

    >>> press_keys("nước", TELEX, TELEX_TONES, False), press_keys("NƯỚC", VNI, VNI_TONES, True)
    ('nuowsc', 'NUO7C1')
    """
    spelled = take_apart(syllable)
    low = spelled.letters.lower()
    pressed = []
    for index, letter in enumerate(low):
        keys = letters.get(letter, letter)
        # Input methods make ươ of uo and one key, and most people press it once.
        if low[index:index + 2] == "ươ":
            keys = "u"
        if index == spelled.place and not at_end:
            keys += tones[spelled.tone]
        pressed.append(keys.capitalize() if spelled.letters[index].isupper() else keys)
    if spelled.tone and at_end:
        pressed.append(tones[spelled.tone])
    joined = "".join(pressed)
    return joined.upper() if len(syllable) > 1 and syllable.isupper() else joined
