"""Names: the units that a written name may mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property

from corpus.kept_forms import kept
from corpus.places.gazetteer import Gazetteer
from corpus.places.reading.words import STARTERS
from corpus.places.spelling import (
    CITY, COMMUNE, DISTRICT, KINDS, PROVINCE, folded_key, folded_syllable, name_key, split_kind, syllable_key)
from corpus.places.uncollected import uncollected
from corpus.places.unit import Unit

# How people call units that have a longer name.
NICKNAMES = {"hcm": "Hồ Chí Minh", "tphcm": "Hồ Chí Minh", "thừa thiên": "Thừa Thiên Huế", "tt huế": "Thừa Thiên Huế",
             "br vt": "Bà Rịa - Vũng Tàu"}
LEVELS_OF = {**{kind: (level,) for kind, level in KINDS.items()}, CITY: (PROVINCE, DISTRICT)}


class Names:
    """The names of a gazetteer as they are looked up: keys of syllables, joined by blanks."""

    def __init__(self, gazetteer: Gazetteer):
        self.gazetteer = gazetteer
        by_kind: dict[tuple[str, str], list[Unit]] = {}
        bare: dict[str, list[Unit]] = {}
        wide: dict[str, list[Unit]] = {}
        with uncollected():
            for unit in gazetteer.units.values():
                kind, keys = keys_of(unit)
                for key in keys:
                    by_kind.setdefault((kind, key), []).append(unit)
                    bare.setdefault(key, []).append(unit)
                    if kind == "đặc khu" or unit.level != COMMUNE:
                        wide.setdefault(key, []).append(unit)
            for nickname, name in NICKNAMES.items():
                for unit in bare.get(name_key(name), ()):
                    if unit.level == PROVINCE:
                        by_kind.setdefault((unit.kind, name_key(nickname)), []).append(unit)
                        bare.setdefault(name_key(nickname), []).append(unit)
                        wide.setdefault(name_key(nickname), []).append(unit)
            self.by_kind = {key: tuple(units) for key, units in by_kind.items()}
            self.bare = {key: tuple(units) for key, units in bare.items()}
            # Provinces, districts and special zones (islands): what a bare name in a text may be.
            self.wide = {key: tuple(units) for key, units in wide.items()
                         if (" " in key or key in ONE_SYLLABLE) and not key.split()[-1].isdigit()}
        self.beginnings = beginnings(self.bare)
        self.longest = max(key.count(" ") for key in self.bare) + 1

    @cached_property
    def folded(self) -> dict[str, tuple[Unit, ...]]:
        """Units by their bare names without marks."""
        made: dict[str, list[Unit]] = {}
        with uncollected():
            for unit in self.gazetteer.units.values():
                made.setdefault(folded_key(split_kind(unit.name)[1]), []).append(unit)
            return {key: tuple(units) for key, units in made.items()}

    @cached_property
    def folded_beginnings(self) -> frozenset[str]:
        """What folded names begin with."""
        return beginnings(self.folded)

    @cached_property
    def opens(self) -> Callable[[str], bool]:
        """Whether a run of capitals that begins with a word may be a wide name, or have one behind a sentence's first
        word: most are persons'."""
        firsts = {key.split(" ")[0] for key in self.wide}
        return kept(lambda word: syllable_key(word) in firsts or word.lower() in STARTERS)

    def longest_match(self, kind: str, words: Sequence[str]) -> tuple[int, tuple[Unit, ...]]:
        """How many of the words are a name behind a kind, at most, and its units; (0, ()) where none are."""
        best: tuple[int, tuple[Unit, ...]] = (0, ())
        key = ""
        for count, word in enumerate(words[:self.longest], 1):
            key = f"{key} {syllable_key(word)}" if key else syllable_key(word)
            if units := self.by_kind.get((kind, key)):
                best = count, units
            if key not in self.beginnings:
                break
        return best if best[0] else self._without_marks(kind, words)

    def _without_marks(self, kind: str, words: Sequence[str]) -> tuple[int, tuple[Unit, ...]]:
        """The same where some syllables were written without their marks."""
        best: tuple[int, tuple[Unit, ...]] = (0, ())
        key = ""
        for count, word in enumerate(words[:self.longest], 1):
            key = f"{key} {folded_syllable(word)}" if key else folded_syllable(word)
            found = tuple(unit for unit in self.folded.get(key, ()) if unit.kind == kind
                          and agree(words[:count], unit.key))
            if found:
                best = count, found
            if key not in self.folded_beginnings:
                break
        return best

    def of_any_kind(self, kinds: Iterable[str], words: Sequence[str]) -> tuple[int, tuple[Unit, ...]]:
        """The longest name that units of some kinds bear."""
        found = [self.longest_match(kind, words) for kind in kinds]
        most = max(count for count, _ in found)
        return most, tuple(unit for count, units in found if count == most for unit in units)

    def of_another_kind(self, kind: str, words: Sequence[str]) -> tuple[int, tuple[Unit, ...]]:
        """The longest name of two syllables or more that a unit of another kind bears at the same level: "thị trấn Tứ
        Hạ" after it has become a phường."""
        best: tuple[int, tuple[Unit, ...]] = (0, ())
        key = ""
        for count, word in enumerate(words[:self.longest], 1):
            key = f"{key} {syllable_key(word)}" if key else syllable_key(word)
            if key not in self.beginnings:
                break
            units = tuple(unit for unit in self.bare.get(key, ()) if unit.level in LEVELS_OF[kind])
            if units and count > 1:
                best = count, units
        return best

    def of_same_code(self, units: Iterable[Unit]) -> tuple[Unit, ...]:
        """The units that bear the name and the code of others under another kind: "phường Thủy Vân" when it was a
        xã."""
        return tuple(dict.fromkeys(other for unit in units for other in self.bare.get(unit.key, ())
                                   if other.code == unit.code))

    def same_level(self, kind: str, units: Iterable[Unit]) -> tuple[Unit, ...]:
        """Provinces and districts of the same names, whatever their kind: a town may be called a city too early."""
        keys = {unit.key for unit in units}
        return tuple(unit for key in sorted(keys) for unit in self.bare.get(key, ())
                     if unit.level != COMMUNE and unit.level in LEVELS_OF[kind])


def keys_of(unit: Unit) -> tuple[str, tuple[str, ...]]:
    """The kind of a unit, and the keys of its names."""
    kind, bare = split_kind(unit.name)  # not unit.key: to remember it of all of them takes longer than to make it
    key = name_key(bare)
    if not unit.also and bare[:1] not in "nN":
        return kind, (key,)
    return kind, tuple(dict.fromkeys((key, *(name_key(split_kind(name)[1]) for name in unit.also), *farm(bare))))


def farm(bare: str) -> Iterator[str]:
    """The key of a town that a state farm became, with its letters written out: "thị trấn Nông trường Mộc Châu"."""
    for letters, words in (("nt ", "Nông trường "), ("n.t ", "Nông trường ")):
        if bare.lower().startswith(letters):
            yield name_key(words + bare[len(letters):])


ONE_SYLLABLE = frozenset({name_key("Huế")})  # others are words and persons' names as well


def beginnings(keys: Iterable[str]) -> frozenset[str]:
    """All that keys begin with, themselves included."""
    made = set()
    for key in keys:
        made.add(key)
        while " " in key:
            key = key.rpartition(" ")[0]
            made.add(key)
    return frozenset(made)


def agree(words: Sequence[str], key: str) -> bool:
    """Whether each written word is that of a name's key, or bears no mark at all and may be it.

    >>> agree(["Cư", "Jut"], name_key("Cư Jút")), agree(["Hương", "Văn"], name_key("Hương Vân"))
    (True, False)
    """
    own = key.split(" ")
    return len(own) == len(words) and all(
        syllable_key(word) == other or word.isascii() and folded_syllable(word) == folded_syllable(plain(other))
        for word, other in zip(words, own, strict=True))


def plain(key: str) -> str:
    """A syllable's key as letters again."""
    return "đăk" if key == "đăk*" else key
