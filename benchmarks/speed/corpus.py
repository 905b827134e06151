"""The texts that speed is measured on: bulletins of collections, and variations of them beyond their end.

A variation takes the title and the first half of one bulletin's sentences and the second half of another's that
stands near it, so that it speaks of one matter as bulletins do. Document frequencies stay those of the collection. New
terms come with figures, of which half are drawn anew, and with one strange word in four bulletins, as slips and foreign
names are. Any bulletin can be had by its ordinal alone: nothing but the places of lines is held in memory.
"""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from random import Random
from string import ascii_lowercase

from benchmarks.relevance.known_items import DAYS, FIRST_DAY
from corpus.bulletin import Bulletin
from corpus.sample.sample_bulletin import read_bulletins
from corpus.storing.bulletin_lines import LineError, name_numbers, read_line, write_line
from corpus.storing.compression import open_to_read

# "78k" and "113k" stand for whole collections, whatever they hold exactly; other sizes are counts.
LAW, LAW_AND_NEWS = "78k", "113k"
COUNT = re.compile(r"(\d+)([kM]?)")
TIMES = {"": 1, "k": 1_000, "M": 1_000_000}

SENTENCE = re.compile(r"(?<=[.;!?…])\s+|\n")
FIGURE = re.compile(r"(?<![\d/])\d{3,7}(?![\d/])")
YEARS = range(1900, 2100)  # four digits that are a year stay: they are as common as words
REDRAWN = 0.5
# How many bulletins bring a word of their own. The vocabulary of the law and the news grows with the number of
# bulletins to the power of .6: from 113,000 to a million that is a new term in four bulletins or five.
COINED = 0.25
WORD = re.compile(r"[^\W\d_]{4,}")
NEAR = 200  # a partner stands at most so many bulletins away: articles of one law, news of some days
SECTIONS = 20  # of collections without sections; the first is the largest, as on portals
COLLECTED = datetime(2026, 1, 1, tzinfo=timezone.utc)


class NoCorpus(Exception):
    """The texts cannot be read; the message says which and why."""


@dataclass(frozen=True)
class Size:
    """How many bulletins, by the name that was asked for."""

    label: str
    count: int


class Collection:
    """Bulletins by ordinal: those of files in their order, then variations without end, the same for the same seed."""

    def __init__(self, lines: Path, law: int, seed: int):
        self._file = lines.open("rb")
        self._places = array("q", [0])
        for line in self._file:
            self._places.append(self._places[-1] + len(line))
        self.law, self.count, self.seed = law, len(self._places) - 1, seed
        if not self.count:
            raise NoCorpus(f"{lines}: không có bản tin nào")

    def close(self) -> None:
        """Lets go of the file."""
        self._file.close()

    def resolve(self, label: str) -> Size:
        """The size of a name: 10k, 78k, 300k, 1M, 500. ValueError for what is none."""
        match = COUNT.fullmatch(label)
        if not match or not int(match[1]):
            raise ValueError(f"“{label}” không phải cỡ, như 10k, 1M, 500")
        if self.law and label in (LAW, LAW_AND_NEWS):
            return Size(label, self.law if label == LAW else self.count)
        return Size(label, int(match[1]) * TIMES[match[2]])

    def bulletins(self, size: Size) -> Iterator[Bulletin]:
        """The bulletins of a size, one after the other."""
        return map(self.chooser(size), range(size.count))

    def chooser(self, size: Size) -> Callable[[int], Bulletin]:
        """The bulletin of each ordinal below a size: a sample of the law, or of all, where that is more."""
        whole = self.law if size.count <= self.law else self.count
        if size.count < whole:
            drawn = array("q", sorted(Random(f"{self.seed} sample").sample(range(whole), size.count)))
            return lambda ordinal: self.bulletin(drawn[ordinal])
        return self.bulletin

    def bulletin(self, ordinal: int) -> Bulletin:
        """A bulletin of the collection, or the variation that its ordinal names."""
        return self._read(ordinal) if ordinal < self.count else self._vary(ordinal)

    def _read(self, ordinal: int) -> Bulletin:
        self._file.seek(self._places[ordinal])
        read = json.loads(self._file.read(self._places[ordinal + 1] - self._places[ordinal]))
        texts = [read.get(name, "") for name in ("title", "summary", "body", "number")]
        return Bulletin(
            id=read["id"], url=read.get("url", ""), source=read["source"], title=texts[0], summary=texts[1],
            body=texts[2], number=texts[3], section=read["section"],
            published_on=date.fromisoformat(read["date"]) if read["date"] else None, numbers=name_numbers(*texts))

    def _vary(self, ordinal: int) -> Bulletin:
        random = Random(f"{self.seed} {ordinal}")
        first = random.randrange(self.count)
        second = min(max(first + random.randint(-NEAR, NEAR), 0), self.count - 1)
        head, tail = self._read(first), self._read(second)
        title, body = (redraw(text, random) for text in (head.title, join_halves(head.body, tail.body)))
        if random.random() < COINED:
            body = coin(body, random)
        day = (head.published_on or FIRST_DAY) + timedelta(days=random.randint(-30, 30))
        id = f"bien-the-{ordinal}"
        return replace(head, id=id, url=f"http://bien-the.example/{ordinal}", title=title, body=body, published_on=day,
                       numbers=name_numbers(title, head.summary, body, head.number))


def join_halves(head: str, tail: str) -> str:
    """The first half of a text's sentences and the second half of another's, with the paragraphs of each.

    >>> join_halves("Một. Hai.\\nBa. Bốn.", "Năm. Sáu.")
    'Một. Hai.\\nSáu.'
    """
    return "\n".join(half for half in (head[:middle(head)].strip(), tail[middle(tail):].strip()) if half)


def middle(text: str) -> int:
    """Where the second half of a text's sentences begins; of a single one, the whole is its first half.

    >>> middle("Một. Hai."), middle("Một")
    (5, 3)
    """
    ends = [match.end() for match in SENTENCE.finditer(text)]
    return ends[(len(ends) - 1) // 2] if ends else len(text)


def redraw(text: str, random: Random) -> str:
    """The text with half of its long figures drawn anew, as long as before.

    >>> redraw("năm 2017, giá 34567 đồng, 12/2017/NQ", Random(4))
    'năm 2017, giá 23522 đồng, 12/2017/NQ'
    """
    def other(match: re.Match[str]) -> str:
        figure = match[0]
        if int(figure) in YEARS or random.random() > REDRAWN:
            return figure
        return str(random.randrange(10 ** (len(figure) - 1), 10 ** len(figure)))
    return FIGURE.sub(other, text)


def coin(text: str, random: Random) -> str:
    """The text with another letter in one of its longer words.

    >>> coin("Mưa lớn, ruộng ngập", Random(3))
    'Mưa lớn, rulng ngập'
    """
    words = list(WORD.finditer(text))
    if not words:
        return text
    word = random.choice(words)
    at = random.randrange(word.start() + 1, word.end())
    return f"{text[:at]}{random.choice(ascii_lowercase)}{text[at + 1:]}"


def open_collection(work: Path, law: Path | None, news: Path | None, seed: int) -> Collection:
    """The collection of the files that there are, as plain lines in the work folder; of the sample portal's bulletins
    where there are none. Raises NoCorpus."""
    files = [path for path in (law, news) if path]
    made = hashlib.sha256("\0".join(f"{path.name} {path.stat().st_size}" for path in files).encode()).hexdigest()[:12]
    lines, count = work / f"texts-{made}.jsonl", work / f"texts-{made}.count"
    if not count.is_file():
        work.mkdir(parents=True, exist_ok=True)
        of_law = 0
        with lines.open("wb") as file:
            for bulletin in () if files else sample():
                file.write(write_line(complete(bulletin)))
            for path in files:
                for bulletin in read_file(path):
                    file.write(write_line(complete(bulletin)))
                    of_law += path == law
        count.write_text(str(of_law), encoding="utf-8")
    return Collection(lines, int(count.read_text(encoding="utf-8")), seed)


def read_file(path: Path) -> Iterator[Bulletin]:
    """The bulletins of JSON Lines."""
    try:
        with open_to_read(path) as file:
            for number, line in enumerate(file, 1):
                try:
                    yield read_line(line, path.name.split(".")[0], COLLECTED).bulletin
                except LineError as error:
                    raise NoCorpus(f"{path}, dòng {number}: {error}") from error
    except ValueError as error:
        raise NoCorpus(str(error)) from error


def sample() -> Iterator[Bulletin]:
    """The bulletins of the bundled sample portal."""
    for item in read_bulletins():
        yield Bulletin(id=item.file_name.removesuffix(".md"), url="", source="truongha.example", title=item.title,
                       body="\n".join(item.paragraphs), summary=item.summary, section=item.section,
                       published_on=item.published_on)


def complete(bulletin: Bulletin) -> Bulletin:
    """The bulletin with a day and a section, both decided by its id where it has none.

    >>> bare = complete(Bulletin("bm-1", "", "s", "Tin", "Bài"))
    >>> bare.published_on, bare.section
    (datetime.date(2021, 6, 14), 'Chuyên mục 6')
    """
    mixed = zlib.crc32(bulletin.id.encode())
    place = int(SECTIONS * (mixed / 2**32) ** 2) + 1
    return replace(bulletin, section=bulletin.section or f"Chuyên mục {place}",
                   published_on=bulletin.published_on or FIRST_DAY + timedelta(days=mixed % DAYS))
