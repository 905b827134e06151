"""The vocabulary of a store, written as one SQLite file into a generation that is being built.

It is a function of the store's texts alone: each block's counts are one of the block's texts, and they are added up
anew for every generation. So a build of what changed writes the very vocabulary that a full build would.
"""

from __future__ import annotations

import hashlib
import inspect
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from corpus.bulletin import Bulletin
from corpus.data_dir import DataDir
from corpus.storing.blocks import Block, list_blocks, read_block
from corpus.storing.store import Store
from indexer.analysis.abbreviations import learned_abbreviations
from indexer.analysis.fold import fold
from indexer.analysis.segmentation.kept_words import KeptWords
from indexer.analysis.segmentation.segment_all import segment_all
from indexer.analysis.segmentation.words import segmenter_name
from indexer.describing.describe import text_to_segment
from indexer.suggest import counting, phrases, word_counts
from indexer.suggest.counting import BlockCounts, count_block
from indexer.suggest.items import NUMBER, PHRASE, TITLE, mere_beginnings, put_items
from indexer.suggest.kept_counts import FILE as COUNTS
from indexer.suggest.kept_counts import KeptCounts
from indexer.suggest.pairs import write_pairs
from indexer.suggest.word_rows import put_words
from indexer.workers import Workers

FILE = "vocabulary.sqlite"
# A phrase is offered where two bulletins have it; in a large collection, two are an accident.
LARGE = 5_000
LEAST_PHRASE, LEAST_PHRASE_OF_LARGE = 2, 5

TABLES = """
CREATE TABLE syllable (id INTEGER PRIMARY KEY, spelling TEXT NOT NULL, folded TEXT NOT NULL, count INTEGER NOT NULL);
CREATE TABLE pair (part TEXT PRIMARY KEY, numbers BLOB NOT NULL);
CREATE TABLE item (id INTEGER PRIMARY KEY, text TEXT NOT NULL, count INTEGER NOT NULL);
CREATE TABLE start (shelf INTEGER, key TEXT, item INTEGER, PRIMARY KEY (shelf, key, item)) WITHOUT ROWID;
CREATE TABLE word (folded TEXT PRIMARY KEY, spellings TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE listed (words BLOB NOT NULL);
CREATE TABLE abbreviation (id INTEGER PRIMARY KEY, short TEXT NOT NULL, long TEXT NOT NULL, ambiguous INTEGER NOT NULL);
"""
WORK = """
CREATE TABLE work.syllable (spelling TEXT PRIMARY KEY, count INTEGER) WITHOUT ROWID;
CREATE TABLE work.pair (key TEXT PRIMARY KEY, count INTEGER) WITHOUT ROWID;
CREATE TABLE work.phrase (low TEXT PRIMARY KEY, text TEXT, best INTEGER, count INTEGER) WITHOUT ROWID;
CREATE TABLE work.beginning (low TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE work.title (text TEXT PRIMARY KEY, count INTEGER, newest TEXT) WITHOUT ROWID;
CREATE TABLE work.number (text TEXT PRIMARY KEY, code TEXT, count INTEGER) WITHOUT ROWID;
CREATE TABLE work.word (spelling TEXT PRIMARY KEY, cut INTEGER, beside INTEGER) WITHOUT ROWID;
CREATE TABLE work.abbreviation (pair TEXT PRIMARY KEY, count INTEGER) WITHOUT ROWID;
"""


@dataclass(frozen=True)
class Uncounted:
    """A block that is to be counted: its bulletins and the words of each."""

    bulletins: tuple[Bulletin, ...]
    words: tuple[list[str], ...]
    count: int


def build_vocabulary(data: DataDir, store: Store, folder: Path, words: KeptWords, workers: Workers) -> Path:
    """Writes the vocabulary of an installation's store, with the words and counts that were kept."""
    with closing(KeptCounts(data.root / COUNTS)) as kept:
        return write_vocabulary(store, folder, kept, words, workers)


def write_vocabulary(store: Store, folder: Path, kept: KeptCounts, words: KeptWords, workers: Workers) -> Path:
    """Writes the vocabulary of all bulletins that are not gone; the file's path. What stands there is replaced."""
    path = folder / FILE
    path.unlink(missing_ok=True)  # never written into: it may be a link to an older generation's file
    with closing(sqlite3.connect(path, isolation_level=None)) as made:
        # The folder is synced before it is published, and thrown away if this is killed.
        made.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=FILE;"
                           "ATTACH '' AS work; PRAGMA work.synchronous=OFF; PRAGMA work.cache_size=-32000;")
        made.executescript(TABLES + WORK)
        made.execute("BEGIN")
        count = 0
        for block, counts in count_blocks(store, kept, words, workers):
            add(made, counts)
            count += block.count
        finish(made, count)
        made.execute("COMMIT")
        made.execute("DETACH work")
    return path


def count_blocks(store: Store, kept: KeptCounts, words: KeptWords,
                 workers: Workers) -> Iterator[tuple[Block, BlockCounts]]:
    """The counts of all blocks in their order, those that changed counted anew."""
    salt = recipe()
    keys = {block: f"{salt} {block.number} {block.digest}" for block in list_blocks(store)}
    known = kept.known(keys.values())
    counted = workers.map(count_one, (
        fetch(store, block, words) for block, key in keys.items() if key not in known))
    for block, key in keys.items():
        counts = kept.find(key) if key in known else next(counted)
        if counts is None:  # what was kept is damaged
            counts = count_one(fetch(store, block, words))
            known.discard(key)
        if key not in known:
            kept.keep(key, counts)
        yield block, counts
    kept.keep_only(set(keys.values()))


def fetch(store: Store, block: Block, words: KeptWords) -> Uncounted:
    """A block's bulletins and their words."""
    bulletins = tuple(read_block(store, block))
    return Uncounted(bulletins, tuple(segment_all([text_to_segment(b) for b in bulletins], words)), block.count)


def count_one(block: Uncounted) -> BlockCounts:
    """What a worker does."""
    return count_block(zip(block.bulletins, block.words, strict=True), block.count)


def recipe() -> str:
    """Tells counts from those that another program made."""
    modules: tuple[ModuleType, ...] = (counting, phrases, word_counts, learned_abbreviations)
    made = hashlib.sha256(segmenter_name().encode())
    for module in modules:
        made.update(inspect.getsource(module).encode())
    return made.hexdigest()[:16]


def add(made: sqlite3.Connection, counts: BlockCounts) -> None:
    """Adds a block's counts to the sums."""
    made.executemany("INSERT INTO work.syllable VALUES (?, ?) "
                     "ON CONFLICT DO UPDATE SET count = count + excluded.count", counts.syllables.items())
    made.executemany("INSERT INTO work.pair VALUES (?, ?) "
                     "ON CONFLICT DO UPDATE SET count = count + excluded.count", counts.pairs.items())
    # The spelling is that of the block which has the phrase most often; of equals, that of the first.
    made.executemany(
        "INSERT INTO work.phrase VALUES (?1, ?2, ?3, ?3) ON CONFLICT DO UPDATE SET count = count + excluded.count, "
        "text = iif(excluded.best > best, excluded.text, text), best = max(best, excluded.best)",
        ((low, text, n) for low, (text, n) in counts.phrases.items()))
    made.executemany("INSERT INTO work.title VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET "
                     "count = count + excluded.count, newest = max(newest, excluded.newest)",
                     ((text, n, newest) for text, (n, newest) in counts.titles.items()))
    made.executemany("INSERT INTO work.number VALUES (?, ?, ?) "
                     "ON CONFLICT DO UPDATE SET count = count + excluded.count",
                     ((text, code, n) for text, (code, n) in counts.numbers.items()))
    made.executemany("INSERT INTO work.word VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET "
                     "cut = cut + excluded.cut, beside = beside + excluded.beside",
                     ((spelling, *n) for spelling, n in counts.words.items()))
    made.executemany("INSERT INTO work.abbreviation VALUES (?, ?) "
                     "ON CONFLICT DO UPDATE SET count = count + excluded.count", counts.abbreviations.items())


def finish(made: sqlite3.Connection, count: int) -> None:
    """The sums as they are asked for."""
    made.create_function("fold", 1, fold, deterministic=True)
    made.execute("INSERT INTO main.syllable SELECT row_number() OVER (ORDER BY spelling), spelling, fold(spelling), "
                 "count FROM work.syllable")
    made.execute("CREATE INDEX main.syllable_by_fold ON syllable (folded, count DESC, spelling, id)")
    made.execute("CREATE INDEX main.syllable_by_spelling ON syllable (spelling, id, count)")
    ids = dict(made.execute("SELECT spelling, id FROM main.syllable"))
    pairs = made.execute("SELECT key, count FROM work.pair")
    write_pairs(made, (((ids[a], ids[b]), n) for (a, b), n in ((key.split(" "), n) for key, n in pairs)), len(ids))
    least = LEAST_PHRASE if count < LARGE else LEAST_PHRASE_OF_LARGE
    in_order = made.execute("SELECT low, count FROM work.phrase WHERE count >= ? ORDER BY low", [least])
    made.executemany("INSERT INTO work.beginning VALUES (?)", ([low] for low in mere_beginnings(in_order)))
    made.execute("CREATE TABLE work.start (shelf INTEGER, key TEXT, item INTEGER)")
    first = 0
    for kind, chosen in (
            (PHRASE, made.execute("SELECT text, count, '' FROM work.phrase WHERE count >= ? "
                                  "AND low NOT IN work.beginning ORDER BY count DESC, low", [least])),
            # Of titles, the newest come first: that is what readers look for, and hardly any stands twice.
            (TITLE, made.execute("SELECT text, count, '' FROM work.title ORDER BY newest DESC, count DESC, text")),
            (NUMBER, made.execute("SELECT text, count, code FROM work.number ORDER BY count DESC, text"))):
        first = put_items(made, kind, first, chosen)
    put_words(made, made.execute("SELECT spelling, cut, beside FROM work.word"))
    explained = {(short, long): n for (short, long), n in (
        (pair.split("\t"), n) for pair, n in made.execute("SELECT pair, count FROM work.abbreviation"))}
    made.executemany("INSERT INTO main.abbreviation VALUES (?, ?, ?, ?)", (
        (id, row.short, row.long, row.ambiguous)
        for id, row in enumerate(learned_abbreviations.conclude(explained))))
    made.execute("INSERT OR IGNORE INTO main.start SELECT shelf, key, item FROM work.start ORDER BY 1, 2, 3")
