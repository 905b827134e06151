"""Is the store what was written? What keeps it is asked, then every text and every page by its own hash."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterator

from corpus.storing.bulletin_rows import COLUMNS, read_row, text_hash
from corpus.storing.errors import REMEDY, StoreDamaged, StoreError
from corpus.storing.pages import Pages
from corpus.storing.store import Store

# Of a file with holes, the first lines tell as much as a million.
MOST_LINES = 20
Progress = Callable[[int, int], None]


def check_file(store: Store) -> Iterator[str]:
    """What the store finds wrong with itself: with its file, and with what its tables say of each other."""
    try:
        yield from store.connection.faults(MOST_LINES)
    except StoreError as error:
        yield str(error)


def check_texts(store: Store, progress: Progress) -> Iterator[str]:
    """The bulletins whose text is not that which was stored, by its hash; and those that cannot be read, in all their
    versions."""
    try:
        held = store.connection.execute("SELECT id, text_hash FROM bulletin ORDER BY id").fetchall()
    except StoreError as error:
        yield str(error)
        return
    for done, (id, digest) in enumerate(held, 1):
        try:
            found = store.get(id)
            if found is None or text_hash(found) != digest:
                yield f"bản tin {id}: nội dung không còn như lúc ghi"
            elif found.version > 1:
                store.versions(id)
        except StoreError as error:
            yield f"bản tin {id}: {error}"
        progress(done, len(held))


def check_pages(store: Store, progress: Progress) -> Iterator[str]:
    """The pages whose bytes are not those that were fetched, by their hash."""
    pages = Pages(store)
    try:
        held = [digest for digest, in store.connection.execute("SELECT sha256 FROM blob")]
    except StoreError as error:
        yield str(error)
        return
    for done, digest in enumerate(held, 1):
        try:
            raw = pages.raw(digest)
            if raw is None or hashlib.sha256(raw).digest() != digest:
                yield f"trang {digest.hex()[:12]}: không còn như lúc tải"
        except (StoreError, ValueError) as error:
            yield f"trang {bytes(digest).hex()[:12]}: {error}"
        progress(done, len(held))


def look_at_some(store: Store, count: int) -> None:
    """Reads a few texts anywhere in the store. StoreDamaged where one is not that which was stored.

    >>> from pathlib import Path
    >>> with Store.open(Path(":memory:")) as store:
    ...     look_at_some(store, 5)
    """
    last, = store.connection.execute("SELECT coalesce(max(key), 0) FROM bulletin_text").fetchone()
    rows = store.connection.execute(
        f"SELECT b.text_hash, {COLUMNS} FROM bulletin_text t {store.connection.ordered_join} bulletin b "
        "ON b.id = t.id AND b.text_key = t.key WHERE t.key >= ? ORDER BY t.key LIMIT ?",
        [random.randint(0, last), count])
    for digest, *row in rows:
        found = read_row(tuple(row))
        if text_hash(found) != digest:
            raise StoreDamaged(f"bản tin {found.id}: nội dung không còn như lúc ghi; {REMEDY}")
