"""The bulletins of a data folder, or of a file of JSON Lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path

from corpus.bulletin import Bulletin
from corpus.data_dir import DataDir
from corpus.storing.bulletin_lines import LineError, read_line
from corpus.storing.compression import open_to_read
from corpus.storing.records import read_records
from corpus.storing.store import Store


def read_bulletins(path: Path) -> Iterator[Bulletin]:
    """The bulletins of a folder's store that are not gone, or of the lines of a file. StoreError, or LineError which
    names the line."""
    if path.is_dir():
        with Store.open(DataDir(path).store, read_only=True, create=False) as store:
            yield from (bulletin for bulletin in store.bulletins() if not bulletin.gone_on)
        return
    now = datetime.now(timezone.utc)
    with open_to_read(path) as file:
        for record in read_records(file):
            try:
                if record.error:
                    raise LineError(record.error)
                yield read_line(record.raw, path.name, now).bulletin
            except LineError as error:
                raise LineError(f"{path.name}: dòng {record.number}: {error}") from error
