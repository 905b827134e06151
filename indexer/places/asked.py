"""find_asked(): the places that a question names, in whatever case and with or without marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.places.reading.lookup import LEVELS_OF, Names
from corpus.places.reading.scanning import WORD, words_from
from corpus.places.reading.words import NO_PLACE
from corpus.places.spelling import CITY, COMMUNE, KINDS, folded_key, folded_syllable, name_key, syllable_key
from corpus.places.unit import Unit

# The kinds as they are typed: in words, with or without marks, and in letters.
_FOLDED = {folded_key(kind): kind for kind in (*KINDS, CITY)}
_LETTERS = {"tp": CITY, "tx": "thị xã", "tt": "thị trấn", "p": "phường", "q": "quận", "h": "huyện", "x": "xã"}
_KIND = re.compile(rf"(?<![^\W_])(?:(?P<word>{'|'.join(sorted((*KINDS, CITY, *_FOLDED), key=len, reverse=True))})\s+|"
                   r"(?P<letters>tp|tx|tt|[pqhx])(?:\.\s*|\s+)|(?P<figure>[pq])(?=\d))", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"|(?<!\S)-\S+')
# A question for persons and streets: a unit's kind behind these belongs to a longer name ("đường tỉnh 639").
_NO_UNIT = NO_PLACE - frozenset("đoàn trường hội bạn dự án công ty khu hồ nhà anh em chị nam nữ bé".split())


@dataclass(frozen=True)
class AskedPlace:
    """A place named in text[start:end]: `kind` as meant ("" where bare), the `units` that bear the name."""

    start: int
    end: int
    kind: str
    units: tuple[Unit, ...]


def find_asked(text: str, names: Names) -> list[AskedPlace]:
    """The places with their kind, in order, then a bare name where the text says nothing else but units above it.

    Nothing in quotes or behind a minus is read, nor what stands behind ông, đường, cầu.
    """
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    found: list[AskedPlace] = []
    place = 0
    while match := _KIND.search(text, place):
        place = match.start() + 1
        if any(a <= match.start() < b for a, b in quoted) or is_refused(text, match.start()):
            continue
        if one := _behind_kind(text, match, names):
            found.append(one)
            place = one.end
    found += list(_above(text, found, quoted, names)) if found else list(_bare(text, quoted, names))
    return sorted(found, key=lambda one: one.start)


def is_refused(text: str, start: int) -> bool:
    """Whether the word before a place says that it is a person or a street."""
    before = text[:start].split()
    return bool(before) and before[-1].lower() in _NO_UNIT


def _kind(match: re.Match) -> str:
    if match["word"]:
        low = " ".join(match["word"].lower().split())
        return low if low in LEVELS_OF else _FOLDED[folded_key(low)]
    return _LETTERS[(match["letters"] or match["figure"]).lower()]


def _behind_kind(text: str, match: re.Match, names: Names) -> AskedPlace | None:
    kind = _kind(match)
    words = words_from(text, match.end(), names.longest)
    count, units = match_typed([word[0] for word in words], kind, names)
    letter = len(match["letters"] or "") == 1 and "." not in match[0]
    if not count or letter and not words[0][0].isdigit():
        return None
    return AskedPlace(match.start(), words[count - 1].end(), kind, units)


def match_typed(words: Sequence[str], kind: str, names: Names) -> tuple[int, tuple[Unit, ...]]:
    """How many of the words are a name of a kind ("": of any), at most, and its units: those that are written so, or,
    where words bear no mark, those that may be."""
    best: tuple[int, tuple[Unit, ...]] = (0, ())
    key = ""
    for count in range(1, min(len(words), names.longest) + 1):
        key = f"{key} {folded_syllable(words[count - 1])}".strip()
        units = tuple(unit for unit in names.folded.get(key, ()) if not kind or unit.kind == kind)
        fitting = tuple(unit for unit in units if _may_be(words[:count], unit.key))
        if fitting:
            best = count, fitting
        if key not in names.folded_beginnings:
            break
    if not best[0]:
        count, units = names.longest_match(kind, words) if kind else (0, ())
        return count, units
    return best


def _may_be(words: Sequence[str], key: str) -> bool:
    """Whether words are a name, each in its marks or in none."""
    own = key.split(" ")
    return len(own) == len(words) and all(
        word.isascii() or syllable_key(word) == other for word, other in zip(words, own, strict=True))


def _above(text: str, found: Sequence[AskedPlace], quoted: Sequence[tuple[int, int]],
           names: Names) -> Iterator[AskedPlace]:
    """Provinces and districts beside a place, bare: "phường Nam Đồng Đống Đa"."""
    spans = [*((one.start, one.end) for one in found), *quoted]
    words = list(WORD.finditer(text))
    place = 0
    while place < len(words):
        rest = words_from(text, words[place].start(), names.longest)
        count, units = match_typed([word[0] for word in rest], "", names)
        wide = tuple(unit for unit in units if unit.level != COMMUNE)
        start = words[place].start()
        if count and wide and not any(a <= start < b for a, b in spans) and (
                count > 1 or any(unit.key == name_key("Huế") for unit in wide)):
            yield AskedPlace(start, rest[count - 1].end(), "", wide)
            place += count
        else:
            place += 1


def _bare(text: str, quoted: Sequence[tuple[int, int]], names: Names) -> Iterator[AskedPlace]:
    """A name that is the whole question, or the whole of it but for a province or district behind it."""
    words = words_from(text.strip(), 0, names.longest + 4)
    if quoted or not words:
        return
    written = [word[0] for word in words]
    stripped = text.strip()
    offset = len(text) - len(text.lstrip())
    count, units = match_typed(written, "", names)
    if not count or count == 1 and written[0].lower() != "huế":
        return
    if words[count - 1].end() == len(stripped):
        yield AskedPlace(offset, offset + words[count - 1].end(), "", units)
        return
    rest = stripped[words[count - 1].end():].strip(" ,-–")
    behind = words_from(rest, 0, names.longest)
    more, above = match_typed([word[0] for word in behind], "", names)
    wide = tuple(unit for unit in above if unit.level != COMMUNE)
    lies = {unit.id for unit in wide}
    if more and behind[more - 1].end() == len(rest) and any(
            not lies.isdisjoint(names.gazetteer.region(unit) - {unit.id}) for unit in units):
        yield AskedPlace(offset, offset + words[count - 1].end(), "", units)
        begins = offset + len(stripped) - len(rest)
        yield AskedPlace(begins, begins + len(rest), "", wide)
