"""Families: bulletins whose text stands at several addresses, or on several portals. Filled by corpus/likeness."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from corpus.storing.store import BATCH, Store


class Families:
    """The families of a store; none in one that an older program wrote and nobody has written to since. A family is
    named by the first id that was ever in it.

    >>> from pathlib import Path
    >>> from corpus.bulletin import Bulletin
    >>> with Store.open(Path(":memory:")) as store:
    ...     _ = store.put([Bulletin(id, "", "s", "Tin", "Bài") for id in "ab"])
    ...     Families(store).change({"a": "a", "b": "a"})
    ...     Families(store).of(["a", "b"]), Families(store).members(["a"])
    ({'a': 'a', 'b': 'a'}, {'a': ['a', 'b']})
    """

    def __init__(self, store: Store):
        self.store = store
        self.connection = store.connection

    @cached_property
    def exist(self) -> bool:
        """Whether the store has a place for families at all."""
        return self.connection.has_table("family")

    def of(self, ids: Sequence[str]) -> dict[str, str]:
        """The family of each of some bulletins that has one."""
        return self._pairs("bulletin", ids)

    def members(self, families: Iterable[str]) -> dict[str, list[str]]:
        """The bulletins of some families, in the order of their ids."""
        found: dict[str, list[str]] = {}
        for id, family in sorted(self._pairs("family", list(families)).items()):
            found.setdefault(family, []).append(id)
        return found

    def also(self, ids: Sequence[str]) -> dict[str, list[str]]:
        """Further addresses at which the texts of some bulletins stand to the letter, by the bulletin."""
        found: dict[str, list[str]] = {}
        for start in range(0, len(ids) if self.exist else 0, BATCH):
            some = ids[start:start + BATCH]
            for id, address in self.connection.execute(
                    f"SELECT bulletin, address FROM also WHERE bulletin IN ({','.join('?' * len(some))}) "
                    "ORDER BY bulletin, address", some):
                found.setdefault(id, []).append(address)
        return found

    def note(self, address: str, id: str | None) -> None:
        """Notes whose text stands at an address, to the letter; None where it is another one, or no longer any."""
        held = self.connection.execute("SELECT bulletin FROM also WHERE address = ?", [address]).fetchone()
        before = held[0] if held else None
        if before == id:
            return
        self.connection.execute("DELETE FROM also WHERE address = ?", [address])
        if id is not None:
            self.connection.execute("INSERT INTO also (address, bulletin) VALUES (?, ?)", [address, id])
        self.store.touch(filter(None, (before, id)))  # pages that were made before say it otherwise

    def all(self) -> dict[str, str]:
        """The family of each bulletin that has one."""
        return dict(self.connection.execute("SELECT bulletin, family FROM family")) if self.exist else {}

    def change(self, families: Mapping[str, str]) -> None:
        """Puts bulletins into families, or out of any where the name is "": they count as changed."""
        with self.store.transaction():
            for id, family in families.items():
                if family:
                    self.connection.execute("INSERT INTO family (bulletin, family) VALUES (?, ?) "
                                            "ON CONFLICT (bulletin) DO UPDATE SET family = excluded.family",
                                            [id, family])
                else:
                    self.connection.execute("DELETE FROM family WHERE bulletin = ?", [id])
            self.store.touch(families)

    def _pairs(self, column: str, values: Sequence[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for start in range(0, len(values) if self.exist else 0, BATCH):
            some = values[start:start + BATCH]
            found.update(self.connection.execute(
                f"SELECT bulletin, family FROM family WHERE {column} IN ({','.join('?' * len(some))})", some))
        return found
