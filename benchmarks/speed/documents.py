"""Bulletins as the terms that every engine is given: our folded syllables, joined by blanks. Made once a size."""

from __future__ import annotations

import json
import shutil
import signal
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from benchmarks.speed.corpus import Collection, Size
from corpus.bulletin import Bulletin
from corpus.storing.compression import open_to_read, open_to_write
from indexer.describing.describe import describe
from indexer.engine.entry import Zone

DOCUMENTS, FREQUENCIES = "documents.jsonl.zst", "frequencies.json"
BATCH = 200  # bulletins that a process analyses at a time
LOOKED_AT = 50  # kept documents that are made again, to see whether analysis is still the one they were made by

Progress = Callable[[int], object]


@dataclass(frozen=True)
class Document:
    """A bulletin as peers take it: `title` as it is shown, `head` and `body` as terms; `day` is a proleptic ordinal."""

    id: str
    title: str
    head: str
    body: str
    day: int
    year: int
    section: str
    numbers: tuple[str, ...]


def make_document(bulletin: Bulletin) -> Document:
    """The terms of a bulletin; its summary is part of the body.

    >>> made = make_document(Bulletin("1", "", "s", "Lũ về", "Mưa lớn.\\nNghị quyết 20-NQ/TW."))
    >>> made.head, made.body, made.numbers[:2]
    ('lu ve', 'mua lon nghi quyet 20 nq tw', ('20:nq:tw', '20:nq'))
    """
    entry = describe(bulletin)
    day = bulletin.published_on
    numbers = dict.fromkeys(key for zone in entry.zones.values() for key in zone.numbers)
    return Document(bulletin.id, bulletin.title, join(entry.title), f"{join(entry.summary)} {join(entry.body)}".strip(),
                    day.toordinal() if day else 0, day.year if day else 0, bulletin.section, tuple(numbers))


def join(zone: Zone) -> str:
    """The syllables of a zone."""
    return " ".join(syllable for paragraph in zone.paragraphs for syllable in paragraph)


def prepare(folder: Path, collection: Collection, size: Size, workers: int, progress: Progress) -> bool:
    """Makes the documents of a size, unless they are there and analysis still makes the same. Whether it made them.

    What was built from documents that are made again is cleared away with them.
    """
    if is_current(folder, collection, size):
        return False
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    frequencies: Counter[str] = Counter()
    with open_to_write(folder / DOCUMENTS) as file:
        for made in make_all(collection.bulletins(size), workers):
            for document in made:
                frequencies.update({*document.head.split(), *document.body.split()})
                file.write(f"{json.dumps(asdict(document), ensure_ascii=False)}\n".encode())
            progress(len(made))
    (folder / FREQUENCIES).write_text(json.dumps(frequencies), encoding="utf-8")
    return True


def make_all(bulletins: Iterable[Bulletin], workers: int) -> Iterator[list[Document]]:
    """The documents of bulletins in their order, a batch at a time, made by several processes."""
    rest = iter(bulletins)
    if workers < 2:
        while some := list(islice(rest, BATCH)):
            yield make_some(some)
        return
    # Ctrl-C is for who started the processes.
    with get_context("spawn").Pool(workers, signal.signal, (signal.SIGINT, signal.SIG_IGN)) as pool:
        # Not imap(), which reads all that it is given ahead: a million bulletins would stand in memory.
        waiting = deque(pool.apply_async(make_some, [some]) for _ in range(2 * workers)
                        if (some := list(islice(rest, BATCH))))
        while waiting:
            yield waiting.popleft().get()
            if some := list(islice(rest, BATCH)):
                waiting.append(pool.apply_async(make_some, [some]))


def make_some(bulletins: list[Bulletin]) -> list[Document]:
    """The documents of some bulletins."""
    return [make_document(bulletin) for bulletin in bulletins]


def is_current(folder: Path, collection: Collection, size: Size) -> bool:
    """Whether the kept documents are those that would be made now; a few of them are made again to see."""
    if not (folder / FREQUENCIES).is_file():
        return False
    kept = list(islice(read_documents(folder), LOOKED_AT))
    return kept == make_some(list(islice(collection.bulletins(size), LOOKED_AT)))


def read_documents(folder: Path) -> Iterator[Document]:
    """The documents of a folder."""
    with open_to_read(folder / DOCUMENTS) as file:
        for line in file:
            read = json.loads(line)
            yield Document(**{**read, "numbers": tuple(read["numbers"])})


def read_frequencies(folder: Path) -> dict[str, int]:
    """In how many documents each term stands."""
    found: dict[str, int] = json.loads((folder / FREQUENCIES).read_text(encoding="utf-8"))
    return found
