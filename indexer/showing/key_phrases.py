"""key_phrases(): what a bulletin is about, in its own words, from the evidence that ranks results."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from corpus.bulletin import Bulletin
from corpus.numbers.find_numbers import find_numbers
from indexer.analysis.syllables import Syllable, split_syllables
from indexer.engine.postings import ZONE_WEIGHTS
from indexer.engine.ranking import inverse_frequency
from indexer.showing.known_words import Frequencies, Run, Words

# "khoa học và công nghệ" has five syllables, "hợp tác xã nông nghiệp" too; what is longer is a sentence.
LONGEST = 5
# Said twice in the body, or once in the title.
LEAST_WEIGHT = 2.0
# Candidates that are looked up in the index, the most frequent first: each costs a few reads.
LOOKED_UP = 60
# Syllables that are no words ("chị em" aside, often a stretch of a sentence) tell less than words do.
LOOSE_SHARE = 0.7
# What a title says is what the bulletin is about.
TITLE_BONUS = 1.5
# A part of a longer phrase is one of its own where it stands outside that phrase at least half as often again.
OWN_SHARE = 1.5
# What more than this share of all bulletins hold tells nothing about one; of a handful of bulletins no share tells.
COMMON = 0.2
HANDFUL = 20
# Words that join phrases and end none: no phrase begins or ends with one.
JOINTS = frozenset("""
    và của các những được cho với trong là đã sẽ đang từ đến tại về theo này đó khi để có không một hai ba bốn sáu bảy
    tám chín mười mọi mỗi như do bị ra vào lên xuống trên dưới sau trước cũng còn hay hoặc thì mà nhưng rằng nếu vì bởi
    nên phải rất hơn nhất đây kia ấy gì nào ai bằng qua giữa cùng cả chỉ đều vẫn lại rồi thêm nhiều ít ngoài gồm
    tới nhằm trở việc sự cuộc số năm tháng ngày giờ lần thứ nay ông bà anh chị em cháu ở đi đồng triệu tỷ nghìn
    toàn gần hết mới người khóa khoá
""".split())
# What may stand inside a phrase all the same: "khoa học và công nghệ", "đại biểu của dân".
INNER_JOINTS = frozenset({"và", "năm", "người", "số", "đồng", "mới", "ngày", "toàn", "ngoài", "không", "một"})
# What stands beside a phrase without being a part of it: nothing, or one of these.
NO_PARTS = JOINTS | {""}


class Spoken(NamedTuple):
    """A syllable of a line: as written, in lower case, folded; whether it opens a sentence or a line of capitals."""

    written: str
    lower: str
    folded: str
    is_forced: bool

    @property
    def free(self) -> str:
        """As written, in lower case where a capital says nothing."""
        return self.lower if self.is_forced else self.written


class Place(NamedTuple):
    """Where a bulletin says a run: stretch[start:end], of a zone."""

    stretch: Sequence[Spoken]
    start: int
    end: int
    zone: str


@dataclass
class Candidate:
    """A run of syllables of a bulletin: how often it is said, weighted by zone; how written; what stands beside it."""

    weight: float = 0.0
    in_title: bool = False
    folded: Run = ()
    written: Counter[str] = field(default_factory=Counter)
    forced: Counter[str] = field(default_factory=Counter)
    beside: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, place: Place) -> None:
        """Counts one place where it is said."""
        stretch, start, end, zone = place
        run = stretch[start:end]
        self.weight += ZONE_WEIGHTS[zone]
        self.in_title |= zone == "title"
        self.folded = tuple(each.folded for each in run)
        (self.forced if run[0].is_forced else self.written)[" ".join(each.written for each in run)] += 1
        before = stretch[start - 1].free if start else ""
        self.beside[before, stretch[end].free if end < len(stretch) else ""] += 1

    @property
    def said(self) -> int:
        """How many times the bulletin says it."""
        return self.beside.total()

    @property
    def shown(self) -> str:
        """How the bulletin writes it where it is free to choose; else as after a full stop, the first letter low."""
        if self.written:
            return self.written.most_common(1)[0][0]
        first = self.forced.most_common(1)[0][0]
        low = first.lower() if first.isupper() else first
        return low if any(syllable[:1].isupper() for syllable in low.split()[1:]) else low.lower()


def key_phrases(bulletin: Bulletin, frequencies: Frequencies, limit: int = 6) -> tuple[str, ...]:
    """Up to `limit` phrases of two to five syllables that tell what a bulletin is about, the most telling first.

    Frequent in the bulletin, rare among bulletins; whole words, as far as the words of the index know them; names in
    their capitals. No phrase holds another.

    >>> from indexer.engine.memory_engine import MemoryEngine
    >>> bulletin = Bulletin("1", "", "", "Kim Bồng giữ nghề gốm", "Nghề gốm ở Kim Bồng hồi sinh.")
    >>> key_phrases(bulletin, MemoryEngine())
    ('Kim Bồng', 'nghề gốm')
    """
    places = find_runs(bulletin)
    weights = {run: sum(ZONE_WEIGHTS[place.zone] for place in said) for run, said in places.items()
               if len(said) >= LEAST_WEIGHT or said[0].zone != "body"}
    frequent = sorted((run for run, weight in weights.items() if weight >= LEAST_WEIGHT),
                      key=lambda run: (-weights[run] * len(run), run))[:LOOKED_UP]
    found = {run: describe_run(places[run]) for run in frequent}
    words = Words(frequencies)
    whole = [run for run in frequent if is_phrase(run, found[run], words) and not is_cut_off(run, found[run], words)]
    return tuple(found[run].shown for run in choose(drop_parts(whole, found), found, frequencies, words, limit))


def find_runs(bulletin: Bulletin) -> dict[Run, list[Place]]:
    """All runs of a bulletin that may be phrases, in lower case, and where they are said."""
    found: defaultdict[Run, list[Place]] = defaultdict(list)
    # A summary is often the body's first sentence; what is printed twice is not said twice.
    summary = "" if bulletin.summary in bulletin.body else bulletin.summary
    zones = {"title": bulletin.title, "summary": summary, "body": bulletin.body}
    for zone, text in zones.items():
        for line in text.split("\n"):
            for stretch in stretches(line):
                if len(stretch) > 1:
                    add_runs(found, stretch, zone)
    return found


def describe_run(places: Iterable[Place]) -> Candidate:
    """What is said of a run in all its places."""
    made = Candidate()
    for place in places:
        made.add(place)
    return made


def stretches(line: str) -> Iterator[list[Spoken]]:
    """The runs of a line's syllables with nothing but blanks between; numbers and abbreviations end it."""
    is_loud = line.isupper()
    numbers = [(number.start, number.end) for number in find_numbers(line)]
    stretch: list[Spoken] = []
    previous: Syllable | None = None
    for syllable in split_syllables(line):
        written = line[syllable.start:syllable.end]
        between = line[previous.end:syllable.start] if previous else ""
        if previous and between != " ":
            yield stretch
            stretch = []
        previous = syllable
        in_number = any(start <= syllable.start < end for start, end in numbers)
        if in_number or not written.isalpha() or (len(written) > 1 and written.isupper() and not is_loud):
            yield stretch
            stretch = []
            continue
        opens = not stretch and not line[:syllable.start].rstrip().endswith((",", ";"))
        stretch.append(Spoken(written, written.lower(), syllable.folded, is_loud or opens))
    yield stretch


def add_runs(found: defaultdict[Run, list[Place]], stretch: Sequence[Spoken], zone: str) -> None:
    """Adds the runs of a stretch. Nearly all are said once and dropped, so of each only the place is kept."""
    lower = tuple(spoken.lower for spoken in stretch)
    joints = [is_joint(spoken) for spoken in stretch]
    for start in range(len(stretch) - 1):
        if joints[start]:
            continue
        for end in range(start + 2, min(start + LONGEST, len(stretch)) + 1):
            last = end - 1
            if joints[last]:
                if lower[last] not in INNER_JOINTS:
                    break
                continue
            if end == start + 2 and 1 in (len(lower[start]), len(lower[last])):
                continue
            found[lower[start:end]].append(Place(stretch, start, end, zone))


def is_joint(spoken: Spoken) -> bool:
    """Whether a syllable joins phrases; a capital inside a sentence makes a name of it (Năm Căn)."""
    return spoken.lower in JOINTS and (spoken.is_forced or spoken.written[0].islower())


def drop_parts(runs: Sequence[Run], found: dict[Run, Candidate]) -> Iterator[Run]:
    """The runs without those that stand nearly always inside one and the same longer run."""
    for run in runs:
        longer = [found[other].weight for other in runs if len(other) > len(run) and contains(other, run)]
        if not longer or found[run].weight >= OWN_SHARE * max(longer):
            yield run


def contains(run: Run, part: Run) -> bool:
    """Whether a run holds another side by side."""
    return any(run[place:place + len(part)] == part for place in range(len(run) - len(part) + 1))


def is_phrase(run: Run, candidate: Candidate, words: Words) -> bool:
    """Whether a run is made of whole words and of names, and is said often enough for its length.

    Up to four syllables may be any that are said together twice; else a syllable that is no word's part may only
    stand at the head ("trạm y tế"), and a name only at the end ("thị xã Kim Bồng").
    """
    capitals = {written.lower() for written in candidate.shown.split() if written[0].isupper()}
    single = [place for place in words.single(run) if run[place] not in INNER_JOINTS]
    names = [place for place in single if run[place] in capitals]
    if len(names) > 1 and names != list(range(len(run) - len(names), len(run))):
        return False
    loose = [place for place in single if place not in names]
    if candidate.said < 2:
        return len(run) == 2 and not loose
    return not loose or len(loose) == len(run) < LONGEST or loose == [0] and len(run) <= 3


def is_cut_off(run: Run, candidate: Candidate, words: Words) -> bool:
    """Whether a run mostly ends within a word or a name: "học công nghệ" behind "khoa" does, "Kim" before "Bồng" too.

    Two loose syllables that the same third one always stands beside are a part of something, too.
    """
    first, last = candidate.shown[0], candidate.shown.split()[-1][0]
    cut = sum(count for (before, after), count in candidate.beside.items() if (
        before and (words.straddle(run[::-1], before.lower(), backwards=True)
                    or before[0].isupper() and first.isupper() and not words.holds(run[:2]))
        or after and (words.straddle(run, after.lower())
                      or after[0].isupper() and last.isupper() and not words.holds(run[-2:]))))
    if 2 * cut >= candidate.said:
        return True
    sides = [{pair[side].lower() for pair in candidate.beside} for side in (0, 1)]
    return len(words.single(run)) == len(run) and any(len(side) == 1 and not side & NO_PARTS for side in sides)


def choose(runs: Iterable[Run], found: dict[Run, Candidate], frequencies: Frequencies, words: Words,
           limit: int) -> list[Run]:
    """The most telling runs; of two that share most of their syllables, the first."""
    count = frequencies.count()
    telling: dict[Run, float] = {}
    for run in runs:
        candidate = found[run]
        rarest = min(frequencies.frequency("pair", "_".join(pair))
                     for pair in zip(candidate.folded, candidate.folded[1:], strict=False))
        if count <= HANDFUL or rarest <= COMMON * count:
            said = math.log(1 + candidate.weight) * (TITLE_BONUS if candidate.in_title else 1.0)
            if candidate.shown.islower() and len(words.single(run)) == len(run):
                said *= LOOSE_SHARE
            telling[run] = said * inverse_frequency(min(rarest, count), count) * math.sqrt(len(run))
    chosen: list[Run] = []
    for run in sorted(telling, key=lambda run: (-telling[run], run)):
        if len(chosen) == limit:
            break
        if not any(2 * len(set(run) & set(other)) > min(len(run), len(other)) for other in chosen):
            chosen.append(run)
    return chosen
