"""Abbreviations of state, party and provincial life, and what a query's abbreviations stand for.

`abbreviations.tsv` is the list, written for this project: short form, long form, and a note. A note that begins with
"ambiguous" says that the letters stand for other things as well; the words behind its colon are those in whose company
they stand for this one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from indexer.analysis.fold import fold
from indexer.analysis.syllables import split_syllables

Run = tuple[str, ...]

AMBIGUOUS = "ambiguous"
SEPARATORS = re.compile(r"[^\w]+")
VOWEL = re.compile(r"[aeiouy]")
# What may be a Vietnamese syllable once its marks are off.
SYLLABLE = re.compile(r"(?:[bcdghklmnpqrstvx]|ch|gh|gi|kh|ng|ngh|nh|ph|qu|th|tr)?"
                      r"(?:(?:[aeiou]{1,3}|u?ye)(?:c|ch|m|n|ng|nh|p|t)?|[aeiou]{0,2}y|uy(?:ch|n|nh|p|t))")


class Row(NamedTuple):
    """One line of the list: KH&CN, khoa học và công nghệ. `cues` are folded runs that settle an ambiguous one."""

    short: str
    long: str
    ambiguous: bool = False
    cues: tuple[Run, ...] = ()


@dataclass(frozen=True)
class Expansion:
    """What words[start:end] of a query says in other letters.

    `alternatives` are runs of folded syllables, the long forms of a short one first, and the other way round;
    `written[i]` is how a page writes alternatives[i].
    """

    start: int
    end: int
    alternatives: tuple[Run, ...]
    written: tuple[str, ...] = ()


class Form(NamedTuple):
    """One way to write what a row names, as the syllables that analysis cuts it into."""

    run: Run
    written: str
    row: Row
    is_short: bool


class Abbreviations:
    """Short and long forms, looked up folded, in both directions."""

    def __init__(self, rows: Iterable[Row]):
        self.rows = tuple(dict.fromkeys(rows))
        self._forms: dict[Run, list[Form]] = {}
        self._rings: dict[Run, list[Form]] = {}
        for row in self.rows:
            for written in (row.short, row.long):
                self._add(Form(cut(written), written, row, written is row.short))
        for row in self.rows:
            self._add_variants(row)
        self._longest = max(map(len, self._forms), default=0)

    def expand(self, short: str) -> tuple[str, ...]:
        """All long forms of a short one, the list's order kept; typed letters with a mark are taken at their word.

        >>> listed().expand("khcn"), listed().expand("BTC"), listed().expand("xyz")
        (('khoa học và công nghệ',), ('Ban Tổ chức', 'Bộ Tài chính'), ())
        """
        forms = as_typed([form for form in self._forms.get(cut(short), ()) if form.is_short], short)
        return tuple(dict.fromkeys(form.row.long for form in forms))

    def abbreviate(self, long: str) -> tuple[str, ...]:
        """All short forms of a long one.

        >>> listed().abbreviate("van hoa the thao va du lich"), listed().abbreviate("Uỷ ban nhân dân")
        (('VHTT&DL', 'VH-TT&DL'), ('UBND',))
        """
        forms = [form for form in self._forms.get(cut(long), ()) if not form.is_short]
        return tuple(dict.fromkeys(form.row.short for form in forms))

    def find_expansions(self, words: Sequence[str], typed: Sequence[str] = ()) -> list[Expansion]:
        """What the folded syllables of a query may be written as, the longest runs first served, in order of place.

        `typed` are the same syllables as they were typed. An ambiguous short form counts where one of its cues stands
        elsewhere in the query (and, could it be a syllable, in capitals); or, where the list knows no rival, typed in
        capitals in a query that has other words and is not all capitals. No long form leads to an ambiguous short one:
        in a bulletin there is no telling what it stands for.

        >>> [e.written for e in listed().find_expansions(["kh", "cn", "o", "xa"])]
        [('khoa học và công nghệ', 'khoa học công nghệ', 'KHCN')]
        >>> [e.alternatives for e in listed().find_expansions(["uy", "ban", "nhan", "dan", "xa"])]
        [(('ubnd',),)]
        >>> listed().find_expansions(["tu"], ["TU"]), listed().find_expansions(["tu", "nghi", "quyet"])
        ([], [])
        """
        words = tuple(words)
        lengths = range(min(self._longest, len(words)), 0, -1)
        taken: set[int] = set()
        found = []
        for length in lengths:
            for start in range(len(words) - length + 1):
                place = range(start, start + length)
                if words[start:start + length] in self._forms and taken.isdisjoint(place):
                    expansion = self._expansion(words, typed, start, start + length)
                    if expansion:
                        found.append(expansion)
                        taken.update(place)
        return sorted(found, key=lambda expansion: expansion.start)

    def _expansion(self, words: Run, typed: Sequence[str], start: int, end: int) -> Expansion | None:
        run = words[start:end]
        forms = as_typed(self._forms[run], "".join(typed[start:end]))
        meant = [form for form in forms if not form.is_short or is_clear(form.row, forms, words, typed, start, end)]
        ring = [form for row in dict.fromkeys(form.row for form in meant) for form in self._rings[cut(row.long)]
                if form.run != run and not (form.is_short and form.row.ambiguous)]
        # What was not typed comes first: the long forms of a short one, the short forms of a long one.
        ring.sort(key=lambda form: form.is_short == meant[0].is_short)
        others = {form.run: form.written for form in ring}
        if any(not form.is_short for form in meant):
            others |= {inner: inner_written for inner, inner_written in self._shortened(run) if inner not in others}
        return Expansion(start, end, tuple(others), tuple(others.values())) if others else None

    def _shortened(self, run: Run) -> Iterable[tuple[Run, str]]:
        """A long form with a shorter long form in it abbreviated: "MTTQ việt nam"."""
        for length in range(len(run) - 1, 1, -1):
            for start in range(len(run) - length + 1):
                for form in self._forms.get(run[start:start + length], ()):
                    short = cut(form.row.short)
                    if not form.is_short and not form.row.ambiguous:
                        yield ((*run[:start], *short, *run[start + length:]),
                               " ".join((*run[:start], form.row.short, *run[start + length:])))

    def _add(self, form: Form) -> None:
        self._forms.setdefault(form.run, []).append(form)
        self._rings.setdefault(cut(form.row.long), []).append(form)

    def _add_variants(self, row: Row) -> None:
        """KHCN beside KH&CN, "khoa học công nghệ" beside "khoa học và công nghệ", where nothing else is written so."""
        joined = SEPARATORS.sub("", row.short)
        bare = " ".join(re.sub(r"\bvà\b", " ", row.long).split())
        for written, is_short in ((joined, True), (bare, False)):
            if cut(written) not in self._forms and not (is_short and not written.isupper()):
                self._add(Form(cut(written), written, row, is_short))


@lru_cache(4_096)  # the long forms of a row are asked for whenever the row is
def cut(text: str) -> Run:
    """The folded syllables of a short or long form.

    >>> cut("KH&CN"), cut("Kinh tế - xã hội")
    (('kh', 'cn'), ('kinh', 'te', 'xa', 'hoi'))
    """
    return tuple(syllable.folded for syllable in split_syllables(text))


def letters_of(short: str) -> str:
    """The folded letters of a short form.

    >>> letters_of("GD&ĐT"), letters_of("T.Ư")
    ('gddt', 'tu')
    """
    return fold(SEPARATORS.sub("", short))


def capitals_of(short: str) -> str:
    """The letters of a short form in capitals, their marks kept.

    >>> capitals_of("GD&ĐT"), capitals_of("TTg")
    ('GDĐT', 'TTG')
    """
    return SEPARATORS.sub("", short).upper()


def may_be_syllable(folded: str) -> bool:
    """Whether folded letters may be a Vietnamese syllable.

    >>> may_be_syllable("tha"), may_be_syllable("ubnd")
    (True, False)
    """
    return SYLLABLE.fullmatch(folded) is not None


def as_typed(forms: Sequence[Form], typed: str) -> list[Form]:
    """The forms that typed letters may mean: those of these very letters (TƯ is not TU), unless they are all low.

    Low letters, and capitals that no form has (BCD), are taken for typing without diacritics.
    """
    letters = SEPARATORS.sub("", typed)
    exact = [form for form in forms if not form.is_short or capitals_of(form.row.short) == letters.upper()]
    return list(forms) if letters.isascii() and (letters.islower() or not exact) else exact


def is_clear(row: Row, forms: Sequence[Form], words: Run, typed: Sequence[str], start: int, end: int) -> bool:
    """Whether the query says that a short form, typed at words[start:end], stands for this row's long one."""
    if not row.ambiguous:
        return True
    capitals = bool(typed) and "".join(typed[start:end]).isupper()
    if capitals or not VOWEL.search("".join(words[start:end])):
        if any(holds(words[:start], cue) or holds(words[end:], cue) for cue in row.cues):
            return True
    elsewhere = "".join([*typed[:start], *typed[end:]])
    has_rival = len({form.row.long for form in forms if form.is_short}) > 1
    return capitals and not has_rival and any(c.isalpha() for c in elsewhere) and not elsewhere.isupper()


def holds(words: Run, run: Run) -> bool:
    """Whether a run stands in words.

    >>> holds(("nghi", "quyet", "cua"), ("nghi", "quyet")), holds(("nghi", "luan"), ("nghi", "quyet"))
    (True, False)
    """
    return any(words[place:place + len(run)] == run for place in range(len(words) - len(run) + 1))


@cache
def listed() -> Abbreviations:
    """The abbreviations of the project's own list."""
    return Abbreviations(read_rows(files("indexer").joinpath("analysis/abbreviations.tsv").read_text("utf-8")))


def join_learned(learned: Iterable[Row]) -> Abbreviations:
    """The project's own list with what a corpus explains.

    What the list has letters for, it knows better; of that, it takes other spellings alone (VHTT-DL beside VH-TT&DL).
    QPTĐ beside the list's QPTD counts where it is typed so, and low letters mean the list's.

    >>> book = join_learned([Row("TCTD", "tổ chức tín dụng"), Row("UBND", "ủy ban nhân đạo")])
    >>> book.expand("tctd"), book.expand("UBND")
    (('tổ chức tín dụng',), ('Ủy ban nhân dân',))
    """
    rows = list(listed().rows)
    known: dict[str, list[Row]] = {}
    for row in rows:
        known.setdefault(letters_of(row.short), []).append(row)
    for row in learned:
        namesakes = known.get(letters_of(row.short), [])
        alike = [same._replace(short=row.short) for same in namesakes if cut(same.long) == cut(row.long)]
        if alike or any(capitals_of(same.short) == capitals_of(row.short) for same in namesakes):
            rows += alike
        else:
            rows.append(row._replace(ambiguous=row.ambiguous or bool(namesakes)))
    return Abbreviations(rows)


def read_rows(text: str) -> list[Row]:
    """The rows of the list. ValueError names the line that is none."""
    rows = []
    for number, line in enumerate(text.splitlines()[1:], 2):
        try:
            short, long, note = line.split("\t")
        except ValueError as error:
            raise ValueError(f"abbreviations.tsv, line {number}: not three columns: {line!r}") from error
        kind, _, cues = note.partition(":")
        rows.append(Row(short, long, kind == AMBIGUOUS, tuple(cut(cue) for cue in cues.split(",") if cue.strip())))
    return rows


def expand(short: str) -> tuple[str, ...]:
    """The long forms that the list has for a short one.

    >>> expand("ubnd")
    ('Ủy ban nhân dân',)
    """
    return listed().expand(short)


def abbreviate(long: str) -> tuple[str, ...]:
    """The short forms that the list has for a long one.

    >>> abbreviate("khoa hoc cong nghe")
    ('KH&CN',)
    """
    return listed().abbreviate(long)


def find_expansions(words: Sequence[str], typed: Sequence[str] = ()) -> list[Expansion]:
    """What a query's folded syllables may be written as, by the list (`Abbreviations.find_expansions`).

    >>> find_expansions(["btv", "tinh", "uy"])[0].written
    ('Ban Thường vụ',)
    """
    return listed().find_expansions(words, typed)
