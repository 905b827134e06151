"""What attached files cost: pages of PDF a second, OCR pages a minute, and what they add to describing and to an index.

    python -m benchmarks.attachments

Seconds are of the processor, children's too; the files are the sample portal's.
"""

from __future__ import annotations

import resource
import tempfile
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from pathlib import Path

from corpus.attachments.programs import can_read_scans
from corpus.attachments.reading import read_file
from corpus.bulletin import Bulletin
from corpus.sample.sample_bulletin import FILES, read_bulletins
from indexer.describing.around import Around
from indexer.describing.describe import describe
from indexer.engine.entry import Entry
from indexer.engine.open import open_engine

PAGED = ("18-2016-nq-hdnd.pdf", "12-nq-tu-2022.pdf")
WHOLE = ("402-bc-tu-2026.docx", "phu-luc-1836.xlsx")
SCAN = "1402-qd-ubnd-2020.pdf"


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints a line for each figure."""
    parser = ArgumentParser(description="Measures what attached files cost.")
    parser.add_argument("--rounds", type=int, default=30, help="how often each file is read")
    rounds = parser.parse_args(arguments).rounds
    for name in PAGED:
        raw = (FILES / name).read_bytes()
        pages = len(read_file(raw).pages)
        print(f"{name}: {rounds * pages / repeat(lambda: read_file(raw), rounds):.0f} pages a second")
    for name in WHOLE:
        raw = (FILES / name).read_bytes()
        print(f"{name}: {rounds / repeat(lambda: read_file(raw), rounds):.1f} files a second")
    if can_read_scans():
        raw = (FILES / SCAN).read_bytes()
        print(f"{SCAN}: {60 / (repeat(lambda: read_file(raw), 2) / 2):.1f} OCR pages a minute")
    measure_index(rounds)


def repeat(work: Callable[[], object], rounds: int) -> float:
    """Seconds of the processor that some rounds of work took, programs that it called among them."""
    work()
    began = spent()
    for _ in range(rounds):
        work()
    return max(spent() - began, 1e-9)


def spent() -> float:
    """Seconds of the processor of this process and its children."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def measure_index(rounds: int) -> None:
    """What files add to describing bulletins, and to an index of them."""
    bulletins = [Bulletin(item.file_name, "", "sample", item.title, "\n".join(item.paragraphs), summary=item.summary)
                 for item in read_bulletins()]
    texts = [read_file((FILES / name).read_bytes()).pages for name in (*PAGED, *WHOLE)]
    hung = [Around((texts[place % len(texts)],)) for place in range(len(bulletins))]
    for label, around in (("without files", [Around()] * len(bulletins)), ("a file on each", hung)):
        made: list[Entry] = []
        seconds = repeat(lambda: made.extend(describe(each, around=what) for each, what in zip(
            bulletins, around, strict=True)), max(1, rounds // 10)) / max(1, rounds // 10)
        print(f"{label}: {len(bulletins) / seconds:.0f} bulletins described a second, "
              f"{size_of(made[:len(bulletins)]) / 1e3:.0f} KB of index")


def size_of(entries: Sequence[Entry]) -> int:
    """Bytes of an index of some entries."""
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"whoosh:{folder}/index", create=True)
        engine.put(entries)
        engine.commit()
        engine.close()
        return sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())


if __name__ == "__main__":
    main()
