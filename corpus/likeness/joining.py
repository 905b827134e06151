"""join_alike(): the bulletins of a store that have the same text, joined into families; what is new is compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from corpus.likeness.sketch import Sketch, likeness, sketch, unpack
from corpus.storing.families import Families
from corpus.storing.store import BATCH, Store

ALIKE = 0.8  # of their rows of words: what a copy with another introduction, or without its last lines, has in common
DAYS_APART = 60  # at most: a notice that comes back word for word after that is another one
MOST_ALIKE = 40  # texts of one bucket that a new one is compared with: more share a form to be filled in

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Joined:
    """How many texts were looked at, how many bulletins now have a family, and how many families there are."""

    looked_at: int
    bulletins: int
    families: int


@dataclass(frozen=True)
class Held:
    """A bulletin, by what it is compared by."""

    id: str
    day: date | None
    sketch: Sketch

    @property
    def keys(self) -> Iterator[tuple[object, ...]]:
        """What is equal in bulletins that may be alike."""
        yield ("same", self.sketch.same)
        for place, band in enumerate(self.sketch.bands):
            yield (place, band, self.sketch.figures)


def join_alike(store: Store, progress: Progress = lambda done, total: None) -> Joined:
    """Joins what came since the last time. Killed on the way, the next call does what is left.

    >>> from pathlib import Path
    >>> from corpus.bulletin import Bulletin
    >>> with Store.open(Path(":memory:")) as store:
    ...     _ = store.put([Bulletin(id, "", id, "Tin", "Bài.") for id in "ab"])
    ...     join_alike(store)
    Joined(looked_at=2, bulletins=2, families=1)
    """
    families = Families(store)
    with store.alone_at("join") as alone:
        new = list(keep_sketches(store, progress)) if alone else []  # else whoever is at it, or the next one, does it
        known = families.all()
        if new:
            now = put_together(store, new, known)
            families.change({id: now.get(id, "") for id in known.keys() | now.keys() if known.get(id) != now.get(id)})
            known = now
    return Joined(len(new), len(known), len(set(known.values())))


def keep_sketches(store: Store, progress: Progress) -> Iterator[str]:
    """The ids of bulletins whose text was not looked at yet; their sketches are kept."""
    waiting = [id for id, in store.connection.execute(
        "SELECT b.id FROM bulletin b LEFT JOIN likeness l USING (text_key) WHERE b.gone_on = '' "
        "AND l.text_key IS NULL ORDER BY b.id")]
    for start in range(0, len(waiting), BATCH):
        some = waiting[start:start + BATCH]
        made = [(id, sketch(bulletin).pack()) for id, bulletin in store.get_many(some).items()]
        with store.transaction():
            store.connection.executemany(
                "INSERT INTO likeness (text_key, sketch) SELECT text_key, ? FROM bulletin WHERE id = ? "
                "ON CONFLICT (text_key) DO UPDATE SET sketch = excluded.sketch",
                [(packed, id) for id, packed in made])
        progress(min(start + BATCH, len(waiting)), len(waiting))
    yield from waiting


def put_together(store: Store, new: Iterable[str], known: dict[str, str]) -> dict[str, str]:
    """The family of each bulletin that has one, after the new ones were compared with all; those lose the family that
    their older text had."""
    fresh = set(new)
    held = {one.id: one for one in read_all(store)}
    wanted = {key for id in fresh if id in held for key in held[id].keys}
    alike: defaultdict[tuple[object, ...], list[Held]] = defaultdict(list)
    for one in held.values():
        for key in one.keys:
            if key in wanted:
                alike[key].append(one)
    family = {id: name for id, name in known.items() if id not in fresh}
    for id in sorted(fresh & held.keys()):
        one = held[id]
        for key in one.keys:
            others = sorted((other for other in alike[key] if other.id != id), key=lambda other: apart(one, other))
            for other in others[:MOST_ALIKE]:
                if family.get(id, id) != family.get(other.id, other.id) and are_alike(store, one, other):
                    join(family, id, other.id)
    sizes: defaultdict[str, int] = defaultdict(int)
    for name in family.values():
        sizes[name] += 1
    return {id: name for id, name in family.items() if sizes[name] > 1}


def read_all(store: Store) -> Iterator[Held]:
    """All bulletins that are not gone and were looked at."""
    for id, day, packed in store.connection.execute(
            "SELECT b.id, b.published_on, l.sketch FROM bulletin b JOIN likeness l USING (text_key) "
            "WHERE b.gone_on = '' ORDER BY b.id"):
        yield Held(id, date.fromisoformat(day) if day else None, unpack(packed))


def apart(one: Held, other: Held) -> int:
    """How many days two bulletins are apart; 0 where a day is not known."""
    return abs((one.day - other.day).days) if one.day and other.day else 0


def are_alike(store: Store, one: Held, other: Held) -> bool:
    """Whether two bulletins that share a key have the same text."""
    if apart(one, other) > DAYS_APART or one.sketch.figures != other.sketch.figures:
        return False
    if one.sketch.same == other.sketch.same:
        return True
    texts = store.get_many([one.id, other.id])
    return likeness(texts[one.id], texts[other.id]) >= ALIKE


def join(family: dict[str, str], one: str, other: str) -> None:
    """Makes two bulletins, and all that are of their families, one family, named by the least name that it had."""
    ours, theirs = family.get(one, one), family.get(other, other)
    name = min(ours, theirs)
    family[one] = family[other] = name
    for id, held in list(family.items()):
        if held in (ours, theirs):
            family[id] = name
