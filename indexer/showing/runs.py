"""find_runs(): the runs of syllables of a bulletin that may be phrases, where each is said, and how it is written."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from corpus.bulletin import Bulletin
from corpus.numbers.find_numbers import find_numbers
from indexer.analysis.syllables import Syllable, split_syllables
from indexer.engine.postings import ZONE_WEIGHTS
from indexer.showing.known_words import Run

# "khoa học và công nghệ" has five syllables, "hợp tác xã nông nghiệp" too; what is longer is a sentence.
LONGEST = 5
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


def describe_run(places: Iterable[Place]) -> Candidate:
    """What is said of a run in all its places."""
    made = Candidate()
    for place in places:
        made.add(place)
    return made
