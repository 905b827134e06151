"""scan(): where a text may name a place, and which units bear the name. Kinds find most; bare names are provinces and
districts alone, and only where nothing beside them says that it is a person, a street or a firm."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.places.reading.lookup import Names
from corpus.places.reading.words import NO_PLACE, PLACE_AFTER_ALL, STARTERS
from corpus.places.spelling import APOSTROPHES, COMMUNE, KINDS, name_key
from corpus.places.unit import Unit

UPPER = "".join(c for c in map(chr, range(0x41, 0x1EFA)) if c.isupper() and c.isalpha() and (
    c < "[" or 0xC0 <= ord(c) < 0x1B1 or ord(c) >= 0x1EA0))
_OF_LAND = ("đảo", "miền núi", "biên giới", "vùng cao")  # "huyện đảo Lý Sơn", "xã biên giới Nậm Cắn"
_WORDS = {**{f"{kind} {land}": kind for kind in ("huyện", "xã") for land in _OF_LAND},
          "thị trấn": "thị trấn", "thị xã": "thị xã", "thành phố": "thành phố", "đặc khu": "đặc khu",
          "phường": "phường", "quận": "quận", "huyện": "huyện", "tỉnh": "tỉnh", "xã": "xã"}
_LETTERS = {"TP": "thành phố", "TX": "thị xã", "TT": "thị trấn", "P": "phường", "Q": "quận", "H": "huyện", "X": "xã",
            "T": "tỉnh"}


def _forms(word: str) -> set[str]:
    """A kind as it is written: in small letters, with a capital, as a title's words, in capitals."""
    title = " ".join(part[:1].upper() + part[1:] for part in word.split())
    return {word, word[:1].upper() + word[1:], title, word.upper()}


def _behind_first(words: Iterable[str]) -> str:
    """What follows the first letter of kinds' words.

    >>> _behind_first(["xã"])
    'ã(?:(?<=[Xx]ã))|Ã(?:(?<=[X]Ã))'
    """
    firsts: dict[str, set[str]] = {}
    for word in words:
        for form in sorted(_forms(word)):
            firsts.setdefault(form[1:], set()).add(form[0])
    rests: dict[str, list[str]] = {}
    for rest, before in firsts.items():
        rests.setdefault(rest[0], []).append(
            rf"(?<=[{''.join(sorted(before))}]{rest[0]}){rest[1:]}".replace(" ", r"\s+"))
    return "|".join(f"{second}(?:{'|'.join(own)})" for second, own in sorted(rests.items(), reverse=True))


# KIND and RUN begin with a set of letters, to which a search runs ahead by itself; what stands before the first letter
# is looked at behind it. Beginning with (?<!…), they took two to six times as long.
_AT_START = r"(?<![^\W_].)"
_SECOND = "|".join(sorted({form[1:3].strip() for word in _WORDS for form in _forms(word)}))
KIND = re.compile(
    rf"[xXpPhHtTqQđĐ](?={_SECOND}|[.PXTpxt\d]){_AT_START}(?:"
    rf"(?P<word>{_behind_first(_WORDS)})(?P<gap>\s*:\s*|\s+(?:như:?\s+)?)(?=[{UPPER}\d\"“])|"
    rf"(?P<long>(?<=T)\.?[PXTpxt])(?:\.\s{{0,2}}|\s{{1,2}}|(?=HCM))(?=[{UPPER}\d])|"
    rf"(?P<short>(?<=[PQHXT])\.)\s?(?=[{UPPER}\d])|(?P<figure>(?:(?<=[(,] [PQ])|(?<=[PQ])(?=\d+[,)]))(?=\d)))")
WORD = re.compile(rf"[^\W_]+(?:[{APOSTROPHES}][^\W_]+)*[{APOSTROPHES}]?(?![^\W_])")
GAP = re.compile(r"\s?[-–]\s?|[^\S\n]+")
_REST_OF_WORD = rf"[^\W_]*+(?:[{APOSTROPHES}][^\W_]++)*+"
_RUN_WORD = rf"[{UPPER}]{_REST_OF_WORD}"
NEXT_CAPITAL = re.compile(rf" [{UPPER}]")
_NAME = rf"{_RUN_WORD}(?: {_RUN_WORD})"
RUN = re.compile(rf"[{UPPER}]{_AT_START}(?:(?<=H)uế(?![^\W_])(?! [{UPPER}])|"
                 rf"{_REST_OF_WORD}(?: {_RUN_WORD})+(?P<dash>\s?[-–]\s?{_NAME}*)?)")
LIST = re.compile(r"\s*(?:,\s*(?:và|cùng)?|;|\s(?:và|cùng|hoặc)(?=\s))\s*[\"“]?")
FIGURE_ENDS = re.compile(r"\s*(?:[,;.)(]|và|$|quận|Quận|TP)")
# Kinds before the last one of a list of several: "các xã, phường: A, B".
SEVERAL = re.compile(r"(?:xã|phường|thị trấn)\s*(?:,|;|\s(?:và|hoặc))\s*$", re.IGNORECASE)
COMMUNES = tuple(kind for kind, level in KINDS.items() if level == COMMUNE and kind != "đặc khu")
NO_COMMUNE = re.compile(r"hợp tác $", re.IGNORECASE)  # "hợp tác xã Thanh Bình" is a firm
BEFORE = re.compile(r"([^\W_]+)[ \"“]+$")
SENTENCE = re.compile(r"(?:^|[.!?:;\n\"“”…]|[-–+*])\s*$")


@dataclass(frozen=True)
class Seen:
    """A place named in text[start:end]: `kind` as written ("" if bare), the `units` that bear the name, `form`: kind,
    list, name, or loose (a unit of another kind bears it). `name` is where the name itself begins."""

    start: int
    end: int
    name: int
    kind: str
    units: tuple[Unit, ...]
    form: str


def scan(text: str, names: Names) -> list[Seen]:
    """All that may name a place, in order; nothing overlaps."""
    found: list[Seen] = []
    for match in KIND.finditer(text):
        if found and match.start() < found[-1].end:
            continue
        kinds = _kinds(text, match.start(), _kind_of(match))
        if seen := _behind_kind(text, match, kinds, names):
            found.append(seen)
            found += _list_behind(text, seen, kinds, names)
    found += _bare(text, found, names)
    return sorted(found, key=lambda seen: seen.start)


def _kind_of(match: re.Match) -> str:
    if match["word"] is not None:
        return _WORDS[" ".join(match.string[match.start():match.end("word")].lower().split())]
    written = match.string[match.start():match.end("long")] if match["long"] else match.string[match.start()]
    return _LETTERS[written.upper().replace(".", "")]


def words_from(text: str, start: int, most: int) -> list[re.Match]:
    """The words that follow one another from a place on, with a blank or a hyphen between."""
    words: list[re.Match] = []
    while len(words) < most and (word := WORD.match(text, start)):
        words.append(word)
        gap = GAP.match(text, word.end())
        if not gap:
            break
        start = gap.end()
    return words


def _behind_kind(text: str, match: re.Match, kinds: tuple[str, ...], names: Names) -> Seen | None:
    start = match.end() + (text[match.end():match.end() + 1] in ("\"", "“"))
    words = words_from(text, start, names.longest)
    kind, first = _kind_of(match), match.start()
    if NO_COMMUNE.search(text, max(0, first - 9), first):
        return None
    count, units = names.of_any_kind(kinds, [word[0] for word in words])
    if count == 1 and match["short"] and words[0][0].isalpha() and len(words[0][0]) < 3:
        return None  # "ông P.V": initials, though towns had wards of Roman numbers
    if not count:
        count, units = names.of_another_kind(kind, [word[0] for word in words])
        return Seen(first, words[count - 1].end(), words[0].start(), kind, units, "loose") if count else None
    if match["gap"] and ":" in match["gap"]:  # "các xã: A, B": the kind belongs to all of the list
        return Seen(words[0].start(), words[count - 1].end(), words[0].start(), kind, units, "list")
    return Seen(first, words[count - 1].end(), words[0].start(), kind, units, "kind")


def _kinds(text: str, start: int, kind: str) -> tuple[str, ...]:
    """The kinds that a list may be of: of all communes' where another one of theirs stands right before."""
    return COMMUNES if kind in COMMUNES and SEVERAL.search(text, max(0, start - 16), start) else (kind,)


def _list_behind(text: str, head: Seen, kinds: tuple[str, ...], names: Names) -> Iterator[Seen]:
    """The further members of a list behind a kind."""
    last = head
    while gap := LIST.match(text, last.end):
        words = words_from(text, gap.end(), names.longest)
        if not words or not (words[0][0][:1].isupper() or words[0][0].isdigit()):
            return
        count, units = names.of_any_kind(kinds, [word[0] for word in words])
        if not count:
            return
        end = words[count - 1].end()
        if words[0][0].isdigit() and not (text[head.name].isdigit() and FIGURE_ENDS.match(text, end)):
            return
        if not words[0][0].isdigit() and NEXT_CAPITAL.match(text, end):
            return
        if _is_above(text[words[0].start():end], head, names):
            return
        last = Seen(words[0].start(), end, words[0].start(), head.kind, units, "list")
        yield last


def _is_above(written: str, head: Seen, names: Names) -> bool:
    """Whether a bare name behind a unit is that of a unit above it: "xã Hương Toàn, Hương Trà"."""
    above = {unit.id for unit in names.wide.get(name_key(written), ())}
    levels = {unit.level for unit in head.units}
    return bool(above) and levels == {COMMUNE} and any(not above.isdisjoint(names.gazetteer.region(unit))
                                                       for unit in head.units)


def _bare(text: str, found: list[Seen], names: Names) -> Iterator[Seen]:
    """Provinces and districts that are named without their kind."""
    spans = iter([(seen.start, seen.end) for seen in found])
    taken = next(spans, None)
    for run in RUN.finditer(text):
        if not run["dash"] and not names.opens(run[0].partition(" ")[0]):
            continue
        while taken and taken[1] <= run.start():
            taken = next(spans, None)
        if taken and taken[0] < run.end():
            continue
        yield from _read_run(text, run.start(), run.end(), names)


def _read_run(text: str, start: int, end: int, names: Names) -> Iterator[Seen]:
    written = text[start:end]
    units = names.wide.get(name_key(written))
    if not units:
        dash = re.search(r"\s?[-–]\s?", written)
        if dash:
            yield from _read_run(text, start, start + dash.start(), names)
            yield from _read_run(text, start + dash.end(), end, names)
            return
        first, _, rest = written.partition(" ")
        if rest and first.lower() in STARTERS and SENTENCE.search(text, max(0, start - 3), start):
            start += len(first) + 1
            units = names.wide.get(name_key(rest))
        if not units:
            return
    elif is_refused(text, start):
        return
    yield Seen(start, end, start, "", units, "name")


def is_refused(text: str, start: int) -> bool:
    """Whether what stands before a bare name says that it is no place.

    >>> is_refused("ông Hương Trà", 4), is_refused("tại Hương Trà", 4)
    (True, False)
    """
    before = BEFORE.search(text, max(0, start - 16), start)
    if not before:
        return False
    word = before[1]
    first = SENTENCE.search(text, max(0, before.start() - 3), before.start())
    if word[0].isupper() and not word.isupper() and not first:
        return True
    return word.lower() in NO_PLACE and not PLACE_AFTER_ALL.search(text[max(0, start - 24):start].lower())
