"""Ways of typing a question: every one is a rule; what it draws, it draws from a seed of the way and the question."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from benchmarks.relevance.abbreviations import abbreviate
from benchmarks.relevance.keyboard import TELEX, TELEX_TONES, VNI, VNI_TONES, leave_raw, press_neighbour
from benchmarks.relevance.spelling import SYLLABLE, bare, is_marked, other_placement, wrongly_marked

HALF = 0.5  # of the marked syllables lose their marks, each by its own draw


def unmark_half(text: str, random: Random) -> str:
    """The text with the marks of about half its marked syllables left out.

    >>> unmark_half("nghị quyết về cải cách hành chính", Random(1))
    'nghi quyết về cai cach hanh chính'
    """
    def draw(syllable: str) -> str:
        return bare(syllable) if is_marked(syllable) and random.random() < HALF else syllable

    return SYLLABLE.sub(lambda word: draw(word[0]), text)


def mark_one_wrongly(text: str, random: Random) -> str:
    """The text with one mark of one syllable taken for another.

    >>> mark_one_wrongly("cải cách hành chính", Random(1)), mark_one_wrongly("khong dau", Random(1))
    ('cải cắch hành chính', 'khong dau')
    """
    syllables = [word for word in SYLLABLE.finditer(text) if wrongly_marked(word[0])]
    if not syllables:
        return text
    word = random.choice(syllables)
    return text[:word.start()] + random.choice(wrongly_marked(word[0])) + text[word.end():]


Way = Callable[[str, Random], str]
WAYS: dict[str, Way] = {
    "plain": lambda text, _: text,
    "no-diacritics": lambda text, _: bare(text),
    "half": unmark_half,
    "caps": lambda text, _: text.upper(),
    "other-tone": lambda text, _: SYLLABLE.sub(lambda word: other_placement(word[0]), text),
    "one-wrong-mark": mark_one_wrongly,
    "abbreviated": lambda text, _: abbreviate(text),
    "neighbouring-key": press_neighbour,
    "telex-raw": lambda text, random: leave_raw(text, TELEX, TELEX_TONES, random),
    "vni-raw": lambda text, random: leave_raw(text, VNI, VNI_TONES, random),
}
PLAIN = "plain"
# What readers do most of the time; the other ways are slips, which the search may answer with a suggestion instead.
USUAL = ("plain", "no-diacritics", "half", "caps", "other-tone", "one-wrong-mark", "abbreviated")


def retype(text: str, way: str, id: str) -> str:
    """The text of question `id` typed in a way of WAYS: the same in every run and on every machine.

    >>> retype("Uỷ ban", "other-tone", "q1"), retype("Uỷ ban", "caps", "q1"), retype("Uỷ ban", "vni-raw", "q1")
    ('Ủy ban', 'UỶ BAN', 'Uy3 ban')
    >>> retype("khoa học công nghệ", "half", "q1") == retype("khoa học công nghệ", "half", "q1")
    True
    """
    return WAYS[way](text, Random(f"{way} {id}"))
