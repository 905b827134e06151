"""look_around(): what stands around bulletins in a store, for the index."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from corpus.bulletin import Bulletin
from corpus.storing.families import Families
from corpus.storing.files import Files
from corpus.storing.store import Store
from indexer.describing.around import Around


def look_around(store: Store, bulletins: Sequence[Bulletin]) -> list[Around]:
    """What stands around each of some bulletins.

    >>> from pathlib import Path
    >>> with Store.open(Path(":memory:")) as store:
    ...     look_around(store, [Bulletin("1", "", "s")])
    [Around(files=(), family=0)]
    """
    files, families = Files(store), Families(store).of([bulletin.id for bulletin in bulletins])
    hung = files.of(bulletins)
    return [Around(files.texts(hung.get(bulletin.id, ())), number(families.get(bulletin.id, "")))
            for bulletin in bulletins]


def number(family: str) -> int:
    """A family's number in an index: 56 bits of its name, as of documents."""
    return int.from_bytes(hashlib.blake2b(family.encode(), digest_size=7).digest(), "big") if family else 0
