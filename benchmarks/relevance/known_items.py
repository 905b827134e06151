"""Questions out of a collection that nobody judged: the first part of a title, to find the bulletin it was taken from.

The title itself is left out of what is loaded; else any search would find its own words.
"""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from benchmarks.relevance.questions import BadFile, Judged
from corpus.reasons import why
from corpus.storing.compression import open_to_read
from corpus.text import tidy, tidy_paragraphs

FIRST_DAY = date(2010, 1, 1)
DAYS = 5844  # sixteen years: a collection without days gets them spread over as long as a portal's
LEAST_WORDS = 6  # of a title: two thirds of less do not name one bulletin
SENTENCE = re.compile(r"[^.\n]{80,}")  # as long a stretch in two bulletins: one was made from the other
SHARED = 0.5  # of a bulletin's long sentences found elsewhere too: it is another's copy, and either answers
SEED = "known items"


@dataclass(frozen=True)
class Item:
    """A bulletin of the collection, tidied as the store tidies it."""

    id: str
    title: str
    body: str


def read_items(path: Path, limit: int | None = None) -> Iterator[Item]:
    """The bulletins of JSON Lines that have a text, at most `limit`. Raises BadFile."""
    count = 0
    try:
        with open_to_read(path) as file:
            for number, line in enumerate(file, 1):
                if count == limit:
                    return
                try:
                    read = json.loads(line)
                    item = Item(str(read["id"]), tidy(read["title"]), tidy_paragraphs(read["body"]))
                except (ValueError, KeyError, TypeError) as error:
                    raise BadFile(f"{path}, dòng {number}: không phải bản tin ({why(error)})") from error
                if item.body:
                    count += 1
                    yield item
    except ValueError as error:  # a damaged archive
        raise BadFile(str(error)) from error


def line_without_title(item: Item) -> str:
    """The line that loads a bulletin without its title, on a day that its id decides.

    >>> line_without_title(Item("bm-1", "Tin", "Lúa tốt"))
    '{"id": "bm-1", "title": "", "date": "2021-06-14", "body": "Lúa tốt"}\\n'
    """
    day = FIRST_DAY + timedelta(days=zlib.crc32(item.id.encode()) % DAYS)
    return json.dumps({"id": item.id, "title": "", "date": day.isoformat(), "body": item.body},
                      ensure_ascii=False) + "\n"


def without_last_third(title: str) -> str:
    """The words of a title but for the last third.

    >>> without_last_third("Kết quả xổ số ngày hôm qua"), without_last_third("Một hai")
    ('Kết quả xổ số ngày', 'Một hai')
    """
    words = title.split()
    return " ".join(words[:len(words) - len(words) // 3])


class TitleQuestions:
    """Collects bulletins, and draws the titles that can be asked for."""

    def __init__(self) -> None:
        self._beginnings: dict[str, str] = {}
        self._sentences: dict[str, frozenset[bytes]] = {}

    def watch(self, items: Iterable[Item]) -> Iterator[Item]:
        """Hands the bulletins through and remembers what is needed of them."""
        for item in items:
            if len(item.title.split()) >= LEAST_WORDS:
                self._beginnings[item.id] = without_last_third(item.title)
            self._sentences[item.id] = frozenset(
                hashlib.blake2b(sentence.strip().encode(), digest_size=8).digest()
                for sentence in SENTENCE.findall(item.body) or [item.body])
            yield item

    def draw(self, count: int) -> list[Judged]:
        """At most `count` questions, the same for the same collection, in the order of the ids.

        Beginnings that two titles share, and bulletins that share half their text with others, have no one answer and
        are not asked for.
        """
        beginnings = Counter(text.casefold() for text in self._beginnings.values())
        holders = Counter(sentence for sentences in self._sentences.values() for sentence in sentences)

        def is_copy(id: str) -> bool:
            sentences = self._sentences[id]
            return sum(holders[sentence] > 1 for sentence in sentences) >= SHARED * len(sentences)

        single = sorted(id for id, text in self._beginnings.items()
                        if beginnings[text.casefold()] == 1 and not is_copy(id))
        drawn = Random(SEED).sample(single, min(count, len(single)))
        return [Judged(f"title-{id}", self._beginnings[id], {id: 1}) for id in sorted(drawn)]
