"""SQLite's FTS5: a contentless table over title and body beside an ordinary table, merged, read through a map."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from benchmarks.speed.peer import PER_PAGE, TITLE_WEIGHT, Answer, Feed, batches, count_bytes
from benchmarks.speed.queries import Asked, How

FILE = "fts5.sqlite"
OFFERED = 8
BATCH = 1000
TABLES = f"""
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    CREATE TABLE bulletin (key INTEGER PRIMARY KEY, id TEXT, title TEXT, day INT, year INT, section TEXT);
    CREATE TABLE number (number TEXT, key INT, PRIMARY KEY (number, key)) WITHOUT ROWID;
    CREATE VIRTUAL TABLE words USING fts5(
        head, body, content='', tokenize="unicode61 remove_diacritics 0", prefix='2 3');
    INSERT INTO words (words, rank) VALUES ('rank', 'bm25({TITLE_WEIGHT}, 1.0)');
"""
FINISH = """
    CREATE INDEX by_day ON bulletin (day);
    INSERT INTO words (words) VALUES ('optimize');
    CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, row);
    ANALYZE;
"""
OPEN = "PRAGMA mmap_size = 8589934592; PRAGMA cache_size = -65536; PRAGMA query_only = 1;"


class Fts5Peer:
    """FTS5, which comes with Python."""

    def build(self, folder: Path, feed: Feed) -> None:
        """Makes the file."""
        folder.mkdir(parents=True, exist_ok=True)
        made = sqlite3.connect(folder / FILE)
        made.executescript(TABLES)
        key = 0
        for some in batches(feed.documents(), BATCH):
            with made:
                keyed = list(enumerate(some, key + 1))
                made.executemany("INSERT INTO bulletin VALUES (?, ?, ?, ?, ?, ?)",
                                 ((n, d.id, d.title, d.day, d.year, d.section) for n, d in keyed))
                made.executemany("INSERT INTO number VALUES (?, ?)", ((o, n) for n, d in keyed for o in d.numbers))
                made.executemany("INSERT INTO words (rowid, head, body) VALUES (?, ?, ?)",
                                 ((n, d.head, d.body) for n, d in keyed))
                key += len(some)
        made.executescript(FINISH)
        made.close()

    def open(self, folder: Path) -> None:
        """Opens the file."""
        self._file = sqlite3.connect(f"file:{folder / FILE}?immutable=1", uri=True)
        self._file.executescript(OPEN)

    def can(self, asked: Asked) -> bool:
        """All but spelling, which FTS5 has not."""
        return asked.how is not How.MEANT

    def search(self, asked: Asked) -> Answer:
        """The page of hits; the total is a query of its own, or the sum of the counts."""
        if asked.how is How.COMPLETE:
            beginning = asked.words[0]
            found = self._file.execute("SELECT term FROM vocabulary WHERE term >= ? AND term < ? ORDER BY doc DESC "
                                       "LIMIT ?", [beginning, f"{beginning}\U0010ffff", OFFERED])
            return Answer(tuple(("", word) for word, in found), None)
        table, condition, values = where(asked)
        order = {"words": "rank", "number": "b.key"}[table] if not asked.newest else "b.day DESC"
        key = "rowid" if table == "words" else "key"
        # CROSS: SQLite would begin with the days, and look every bulletin of them up among the words.
        joined = f"FROM {table} CROSS JOIN bulletin b ON b.key = {table}.{key} WHERE {condition}"
        hits = self._file.execute(f"SELECT b.id, b.title {joined} ORDER BY {order} LIMIT ? OFFSET ?",
                                  [*values, PER_PAGE, (asked.page - 1) * PER_PAGE]).fetchall()
        if asked.facets:
            counts = self._file.execute(f"SELECT b.year, b.section, count(*) {joined} GROUP BY 1, 2", values)
            return Answer(tuple(hits), sum(count for _, _, count in counts))
        counted = joined if asked.since else f"FROM {table} WHERE {condition}"
        total, = self._file.execute(f"SELECT count(*) {counted}", values).fetchone()
        return Answer(tuple(hits), total)

    def size(self, folder: Path) -> int:
        """Bytes on disk."""
        return count_bytes(folder)

    def close(self) -> None:
        """Closes the file."""
        self._file.close()


def where(asked: Asked) -> tuple[str, str, list[Any]]:
    """The table that a query is looked up in, its condition, and the values of that."""
    if asked.how is How.NUMBER:
        return "number", "number.number = ?", [asked.words[0]]
    if asked.how is How.PHRASE:
        match = f'"{" ".join(asked.words)}"'
    elif asked.how is How.PREFIX:
        match = f'"{asked.words[0]}" *'
    else:
        match = (" AND " if asked.how is How.ALL else " OR ").join(f'"{word}"' for word in asked.words)
    if asked.since and asked.until:
        return "words", "words MATCH ? AND b.day BETWEEN ? AND ?", [
            match, asked.since.toordinal(), asked.until.toordinal()]
    return "words", "words MATCH ?", [match]
