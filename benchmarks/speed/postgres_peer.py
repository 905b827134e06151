"""PostgreSQL's own full-text search, on the server that BANTIN_POSTGRES names ("host=127.0.0.1 dbname=bench")."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from benchmarks.speed.peer import PER_PAGE, TITLE_WEIGHT, Answer, Feed, PeerMissing, require
from benchmarks.speed.queries import Asked, How

SERVER = "BANTIN_POSTGRES"
NAME = "table.txt"
COLUMNS = "id text, title text, day int, year int, section text, number text[], head text, body text"
# ts_rank's weights of D, C, B and A: the title is A, the body D.
WEIGHTS = f"'{{{1 / TITLE_WEIGHT:.4f}, 0, 0, 1}}'"


class PostgresPeer:
    """A table with a weighted tsvector and GIN; ranked by ts_rank, which is no BM25."""

    def __init__(self) -> None:
        try:
            import psycopg  # here and not above: the bench runs without its peers
        except ImportError as error:
            raise require("psycopg", error) from error
        if not os.environ.get(SERVER):
            raise PeerMissing(f"chưa có máy chủ: đặt {SERVER}, chẳng hạn 'host=127.0.0.1 dbname=bench'")
        try:
            self._server = psycopg.connect(os.environ[SERVER], autocommit=True)
        except psycopg.OperationalError as error:
            raise PeerMissing(f"{SERVER}: {error}") from error
        # One core, as for the others.
        self._server.execute("SET max_parallel_workers_per_gather = 0; SET max_parallel_maintenance_workers = 0")

    def build(self, folder: Path, feed: Feed) -> None:
        """Makes the table, named after the folder."""
        folder.mkdir(parents=True, exist_ok=True)
        table = re.sub(r"\W+", "_", f"bantin_{folder.parent.name}")
        self._run(f"DROP TABLE IF EXISTS {table}; CREATE TABLE {table} ({COLUMNS}, words tsvector "
                  "GENERATED ALWAYS AS (setweight(to_tsvector('simple', head), 'A') || "
                  "setweight(to_tsvector('simple', body), 'D')) STORED)")
        with self._server.cursor().copy(
                f"COPY {table} (id, title, day, year, section, number, head, body) FROM STDIN") as copy:
            for d in feed.documents():
                copy.write_row((d.id, d.title, d.day, d.year, d.section, list(d.numbers), d.head, d.body))
        self._run("SET maintenance_work_mem = '512MB'")
        for index in ("GIN (words)", "GIN (number)", "BTREE (day)"):
            self._run(f"CREATE INDEX ON {table} USING {index}")
        self._run(f"VACUUM ANALYZE {table}")
        (folder / NAME).write_text(table, encoding="utf-8")

    def open(self, folder: Path) -> None:
        """Looks whether the table is still there."""
        self._table = (folder / NAME).read_text(encoding="utf-8")
        self._run(f"SELECT FROM {self._table} LIMIT 1")

    def can(self, asked: Asked) -> bool:
        """All but suggestions."""
        return asked.how not in (How.MEANT, How.COMPLETE)

    def search(self, asked: Asked) -> Answer:
        """The page of hits; the total is a query of its own, or the sum of the counts."""
        words = make_words(asked)
        conditions, values = ["words @@ to_tsquery('simple', %(words)s)"], {"words": words, "key": asked.words[0]}
        if asked.how is How.NUMBER:
            conditions = ["number @> ARRAY[%(key)s]"]
        if asked.since and asked.until:
            conditions.append(f"day BETWEEN {asked.since.toordinal()} AND {asked.until.toordinal()}")
        found = f"FROM {self._table} WHERE {' AND '.join(conditions)}"
        order = "day DESC" if asked.newest else f"ts_rank({WEIGHTS}, words, to_tsquery('simple', %(words)s)) DESC"
        if asked.how is How.NUMBER:
            order = "id"
        hits = self._run(f"SELECT id, title {found} ORDER BY {order} LIMIT {PER_PAGE} "
                         f"OFFSET {(asked.page - 1) * PER_PAGE}", values).fetchall()
        if asked.facets:
            counts = self._run(f"SELECT year, section, count(*) {found} GROUP BY 1, 2", values)
            return Answer(tuple(hits), sum(count for _, _, count in counts))
        total, = self._run(f"SELECT count(*) {found}", values).fetchone()
        return Answer(tuple(hits), total)

    def size(self, folder: Path) -> int:
        """Bytes of the table and its indexes, on the server."""
        table = (folder / NAME).read_text(encoding="utf-8")
        return int(self._run(f"SELECT pg_total_relation_size('{table}')").fetchone()[0])

    def close(self) -> None:
        """Ends the connection."""
        self._server.close()

    def _run(self, statement: str, values: dict[str, str] | None = None) -> Any:
        return self._server.execute(statement, values)


def make_words(asked: Asked) -> str:
    """The query in tsquery's own language.

    >>> make_words(Asked("phrase", How.PHRASE, ("khoa", "hoc"), ""))
    "'khoa' <-> 'hoc'"
    """
    if asked.how is How.PREFIX:
        return f"'{asked.words[0]}':*"
    joined = {How.PHRASE: " <-> ", How.ALL: " & "}.get(asked.how, " | ")
    return joined.join(f"'{word}'" for word in asked.words)
