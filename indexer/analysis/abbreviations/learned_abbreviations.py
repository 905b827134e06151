"""Abbreviations that a text explains itself: "khoa học và công nghệ (KH&CN)", "UBND (Ủy ban nhân dân)".

Nothing is guessed: each letter of the short form must begin a syllable of the long one, in order and without a gap but
for words like "và". Of 170 pairs found in 5,000 newspaper articles and 5,000 articles of law, looked at one by one, one
was wrong, and a rule was added for it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from indexer.analysis.abbreviations.abbreviations import Row, Run, cut, letters_of, may_be_syllable
from indexer.analysis.fold import fold

# A short form and a long one, as a text writes them.
Pair = tuple[str, str]

# Two to twelve letters; a lower-case one belongs to the capital before it (ThS, TTg).
SHORT = r"(?P<short>(?:[A-ZĐƯÔƠÂĂÊ][a-zđ]?[.&/–-]{0,1} ?){2,12})"
LEAD = r"(?:(?:sau đây |dưới đây )?(?:gọi|viết) (?:chung |tắt |ngắn gọn )*là:? )?"
QUOTE = "[\"“”'‘’]?"
# A long form, then its short one in brackets and nothing else there.
LONG_FIRST = re.compile(rf"\(\s?{LEAD}{QUOTE}{SHORT}{QUOTE}\s?\)")
# A short form, then its long one in brackets and nothing else there.
SHORT_FIRST = re.compile(rf"(?<!\w){SHORT}\s?\(\s?{LEAD}{QUOTE}(?P<long>[^()\"“”]{{5,90}}?){QUOTE}\s?\)")
UNIT = re.compile(r"[A-ZĐƯÔƠÂĂÊ][a-zđ]?|&")
SYLLABLE = re.compile(r"[^\W\d_]+")
# What may stand between the syllables of one name; a full stop or a colon ends it.
WITHIN = re.compile(r"[\s,/&–-]*")
# Words that a short form may pass over.
PASSED_OVER = frozenset({"và", "của", "về", "cho", "các", "trong", "với", "những", "trên", "ở", "tại", "là"})
# Twelve letters and what they pass over; nobody abbreviates more.
MOST_SYLLABLES = 18
# Two letters meet two syllables by chance, a name's initials above all; so few say little.
FEWEST_LETTERS = 2
# Of all explanations of a short form, the share that one must have to be the one that is meant: "Liên hợp quốc" is
# 41 of the 48 explanations of LHQ in the news, and the others say "Liên hiệp quốc".
MOSTLY = 0.8
# Texts that must explain a pair before it is believed. Of the 280 that two of 35,529 news or of 78,104 articles of law
# explain alike, one is a joke; among the 600 others are more of those, and slips of the pen ("Khoa họa xã hội").
LEAST = 2
# Letters of a short form that is learnt. Writers explain the unusual: TS is said to be "thí sinh" in 24 news and is
# "tiến sĩ", unexplained, in hundreds. Two letters that are worth it stand in the list, with what they need beside them.
LEARNED_LETTERS = 3
# Nine in ten Vietnamese have one of these.
FAMILY_NAMES = frozenset("nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly".split())
LONGEST_NAME = 4


class Spoken(NamedTuple):
    """A syllable and its place in a text."""

    start: int
    end: int
    text: str


def find_abbreviations(text: str) -> list[tuple[str, str]]:
    """The (short, long) pairs that a text explains, as it writes them, each once, in order.

    >>> find_abbreviations("Sở Khoa học và Công nghệ (KH&CN) trình UBND (Ủy ban nhân dân); ông Cao Tiến (sinh 1970)")
    [('KH&CN', 'Khoa học và Công nghệ'), ('UBND', 'Ủy ban nhân dân')]
    >>> find_abbreviations("Ban Chấp hành Trung ương (sau đây viết tắt là BCHTW) và tỉnh Đắk Nông (ĐN), Nam (VN)")
    [('BCHTW', 'Ban Chấp hành Trung ương'), ('ĐN', 'Đắk Nông')]
    """
    found: dict[tuple[str, str], int] = {}
    for match in LONG_FIRST.finditer(text):
        short = tidy_short(match["short"])
        before = syllables_before(text, match.start())
        if start := match_backwards(units(short), before):
            found.setdefault((short, tidy_long(text[before[-start].start:before[-1].end])), match.start())
    for match in SHORT_FIRST.finditer(text):
        short = tidy_short(match["short"])
        inside = syllables_before(text, match.end("long"), match.start("long"))
        if inside and inside[0].start == match.start("long") and match_backwards(units(short), inside) == len(inside):
            found.setdefault((short, tidy_long(match["long"])), match.start())
    return sorted(found, key=lambda pair: found[pair])


def learn(texts: Iterable[str], least: int = LEAST) -> list[Row]:
    """The pairs that at least so many of the texts explain, as rows for `Abbreviations`, the surest first.

    >>> learn(["dịch vụ công (DVC) tốt", "các dịch vụ công (DVC)", "an toàn thông tin (ATTT)"])
    [Row(short='DVC', long='dịch vụ công', ambiguous=False, cues=())]
    """
    return conclude(count_pairs(texts), least)


def count_pairs(texts: Iterable[str]) -> Counter[Pair]:
    """How many of the texts explain each pair, by how they write it. Counts of several parts may be added up.

    >>> count_pairs(["dịch vụ công (DVC), Dịch vụ công (DVC)", "Dịch vụ công (DVC)"])
    Counter({('DVC', 'dịch vụ công'): 1, ('DVC', 'Dịch vụ công'): 1})
    """
    counts: Counter[Pair] = Counter()
    for text in texts:
        found = find_abbreviations(text)
        # One text that writes a pair in two ways explains it once: the first way.
        counts.update({(letters_of(short), meaning(long)): (short, long) for short, long in reversed(found)}.values())
    return counts


def conclude(counts: Mapping[Pair, int], least: int = LEAST) -> list[Row]:
    """The rows that counted pairs amount to: those that so many texts explain, the surest first.

    A short form that the texts explain in several ways is ambiguous, unless one way has four in five of them; so is one
    that may be a syllable. Left out are forms of two letters and the names of people.

    >>> conclude({("THA", "thi hành án"): 9, ("NSX", "ngày sản xuất"): 2, ("NSX", "nhà sản xuất"): 2,
    ...           ("DA", "dự án"): 9})  # doctest: +NORMALIZE_WHITESPACE
    [Row(short='THA', long='thi hành án', ambiguous=True, cues=()),
     Row(short='NSX', long='ngày sản xuất', ambiguous=True, cues=()),
     Row(short='NSX', long='nhà sản xuất', ambiguous=True, cues=())]
    """
    shorts: dict[tuple[str, Run], Counter[str]] = {}
    longs: dict[tuple[str, Run], Counter[str]] = {}
    explained: Counter[str] = Counter()
    for (short, long), count in sorted(counts.items()):
        letters = letters_of(short)
        key = letters, meaning(long)
        shorts.setdefault(key, Counter())[short] += count
        # A line in capitals does not say how its words are spelt elsewhere.
        longs.setdefault(key, Counter())[long.lower() if long.isupper() else long] += count
        explained[letters] += count
    rows: list[Row] = []
    for (letters, meant), spellings in sorted(shorts.items(), key=lambda item: (-item[1].total(), item[0])):
        count = spellings.total()
        long = longs[letters, meant].most_common(1)[0][0]
        if count < least or len(letters) < LEARNED_LETTERS or is_persons_name(long):
            continue
        ambiguous = count < MOSTLY * explained[letters]
        spelt: dict[Run, Row] = {}
        for short, times in spellings.most_common():
            if not spelt or times >= least:
                run = cut(short)
                spelt.setdefault(run, Row(short, long, ambiguous or all(map(may_be_syllable, run))))
        rows += spelt.values()
    return rows


def meaning(long: str) -> Run:
    """What of a long form tells it from another: not its signs, and not its "và".

    >>> meaning("Khám, chữa bệnh") == meaning("khám chữa bệnh"), meaning("khoa học và công nghệ")
    (True, ('khoa', 'hoc', 'cong', 'nghe'))
    """
    return tuple(syllable for syllable in cut(long) if syllable != "va")


def is_persons_name(long: str) -> bool:
    """Whether a long form looks like the name of a person, whose letters are another one's tomorrow.

    >>> is_persons_name("Hồ Quỳnh Hương"), is_persons_name("Hồ sơ"), is_persons_name("Liên đoàn Lao động")
    (True, False, False)
    """
    syllables = long.split()
    return (len(syllables) <= LONGEST_NAME and fold(syllables[0]) in FAMILY_NAMES
            and all(syllable[:1].isupper() for syllable in syllables))


def tidy_short(short: str) -> str:
    """The short form without blanks and signs at its end."""
    return re.sub(r"\s", "", short).rstrip("&/–-")


def tidy_long(long: str) -> str:
    """The long form with single blanks."""
    return " ".join(long.split())


def units(short: str) -> list[str]:
    """What each begins a syllable, in order; "&" may be a word.

    >>> units("KH&CN"), units("T.Ư"), units("ThS")
    (['K', 'H', '&', 'C', 'N'], ['T', 'Ư'], ['Th', 'S'])
    """
    return UNIT.findall(short)


def syllables_before(text: str, end: int, start: int = 0) -> list[Spoken]:
    """The last syllables of a text before a place, as far back as one name may reach."""
    reach = max(start, end - 10 * MOST_SYLLABLES)
    spoken: list[Spoken] = []
    following = end
    for match in reversed(list(SYLLABLE.finditer(text, reach, end))):
        if not WITHIN.fullmatch(text, match.end(), following):
            break
        if "\n" in text[match.end():following]:
            break
        spoken.append(Spoken(match.start(), match.end(), match.group()))
        following = match.start()
        if len(spoken) == MOST_SYLLABLES:
            break
    return spoken[::-1]


def match_backwards(letters: Sequence[str], spoken: Sequence[Spoken]) -> int:
    """How many of the last syllables the letters abbreviate; 0 where they do not.

    The last letter begins the last syllable, and so on towards the front.
    """
    if sum(letter != "&" for letter in letters) < FEWEST_LETTERS:
        return 0
    count = next(spans(letters, [each.text for each in spoken]), 0)
    shouted = [len(each.text) > 1 and each.text.isupper() for each in spoken[len(spoken) - count:]]
    # "(Theo HTV) (TH)": an abbreviation is no syllable, unless the whole line is in capitals.
    return 0 if any(shouted) and not all(shouted) else count


def spans(letters: Sequence[str], syllables: Sequence[str], taken: int = 0) -> Iterator[int]:
    """The numbers of syllables at the end that the letters may stand for, those with fewest passed over first."""
    if not letters:
        yield taken
        return
    last = letters[-1]
    if last == "&":
        if syllables and syllables[-1].lower() == "và":
            yield from spans(letters[:-1], syllables[:-1], taken + 1)
        yield from spans(letters[:-1], syllables, taken)
        return
    if not syllables:
        return
    if begins(last, syllables[-1]):
        yield from spans(letters[:-1], syllables[:-1], taken + 1)
    if taken and syllables[-1].lower() in PASSED_OVER:
        yield from spans(letters, syllables[:-1], taken + 1)


def begins(letter: str, syllable: str) -> bool:
    """Whether a letter, or a letter and a lower-case one, begins a syllable. W is how party papers write "ương".

    >>> begins("U", "Ủy"), begins("W", "ương"), begins("D", "đảng"), begins("Th", "Thạc")
    (True, True, False, True)
    """
    if letter == "W" and syllable.lower() in ("ương", "ư"):
        return True
    first = syllable[:1].upper()
    if "Đ" in (letter[0], first) and letter[0] != first:
        return False
    return fold(syllable).startswith(fold(letter))
