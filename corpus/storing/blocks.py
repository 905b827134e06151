"""The texts of a store in blocks that hardly change: for what is counted over all of them, and kept block by block.

A new text takes the next key, so that what a day brings lies in the last block, and a text that is replaced or gone
changes only the block that it lay in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from corpus.bulletin import Bulletin
from corpus.storing.bulletin_rows import COLUMNS, read_row
from corpus.storing.store import Store

# Texts to a block. A day's few texts cost one block to be counted anew (a second); twice as many, twice that; half as
# many, and there are twice as many blocks to be added up.
BLOCK = 4_096


@dataclass(frozen=True)
class Block:
    """One block: equal digests are equal texts. `count` are the bulletins in it that are not gone."""

    number: int
    count: int
    digest: str


def list_blocks(store: Store) -> list[Block]:
    """The blocks that hold bulletins, in the order of their keys. Gone bulletins do not count.

    >>> from pathlib import Path
    >>> with Store.open(Path(":memory:")) as store:
    ...     _ = store.put([Bulletin("1", "", "s", "Tin", "Bài")])
    ...     [(block.number, block.count) for block in list_blocks(store)]
    [(0, 1)]
    """
    rows = store.connection.execute("SELECT text_key, text_hash FROM bulletin WHERE gone_on = '' ORDER BY text_key")
    found = []
    for number, group in groupby(rows, lambda row: row[0] // BLOCK):
        made, count = hashlib.sha256(), 0
        for key, text_hash in group:
            made.update(b"%d " % key + text_hash)
            count += 1
        found.append(Block(number, count, made.hexdigest()))
    return found


def read_block(store: Store, block: Block) -> Iterator[Bulletin]:
    """The bulletins of a block in the order of their keys."""
    rows = store.connection.execute(
        f"SELECT {COLUMNS} FROM bulletin_text t {store.connection.ordered_join} bulletin b "
        "ON b.id = t.id AND b.text_key = t.key WHERE b.gone_on = '' AND t.key >= ? AND t.key < ? ORDER BY t.key",
        [block.number * BLOCK, (block.number + 1) * BLOCK])
    for row in rows:
        yield read_row(row)
