"""What came new into a store: bulletins by their first text, in the order in which texts were written."""

from __future__ import annotations

from corpus.storing.store import Store


class Arrivals:
    """The new bulletins of a store. A mark is the key of a text; texts get higher keys the later they are written.

    >>> from pathlib import Path
    >>> from corpus.bulletin import Bulletin
    >>> with Store.open(Path(":memory:")) as store:
    ...     _ = store.put([Bulletin("1", "", "s", "Tin", "Bài")])
    ...     before = Arrivals(store).until(store.watermark())
    ...     _ = store.put([Bulletin("1", "", "s", "Tin", "Bài đã sửa"), Bulletin("2", "", "s", "Tin mới", "Bài")])
    ...     sorted(Arrivals(store).between(before, Arrivals(store).newest()))
    ['2']
    """

    def __init__(self, store: Store):
        self._store = store

    def newest(self) -> int:
        """The mark of the text that was written last; 0 in an empty store."""
        return self._store.connection.execute("SELECT coalesce(max(key), 0) FROM bulletin_text").fetchone()[0]

    def until(self, watermark: int) -> int:
        """The mark up to which all texts were there when the store had a watermark; a little less where what stood
        last has been changed since, never more."""
        return self._store.connection.execute(
            "SELECT coalesce(max(text_key), 0) FROM bulletin WHERE sequence <= ?", [watermark]).fetchone()[0]

    def between(self, after: int, until: int) -> frozenset[str]:
        """The ids of the bulletins whose first text came behind one mark and up to another."""
        return frozenset(id for id, in self._store.connection.execute(
            "SELECT id FROM bulletin_text WHERE key > ? AND key <= ? AND version = 1", [after, until]))
