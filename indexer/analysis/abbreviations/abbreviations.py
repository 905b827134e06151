"""Abbreviations of state, party and provincial life: short forms and long ones, looked up both ways.

`abbreviations.tsv` is the list, written for this project: short form, long form, and a note. A note that begins with
"ambiguous" says that the letters stand for other things as well; the words behind its colon are those in whose company
they stand for this one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from indexer.analysis.fold import fold
from indexer.analysis.syllables import split_syllables

Run = tuple[str, ...]

AMBIGUOUS = "ambiguous"
SEPARATORS = re.compile(r"[^\w]+")
# What may be a Vietnamese syllable once its marks are off.
SYLLABLE = re.compile(r"(?:[bcdghklmnpqrstvx]|ch|gh|gi|kh|ng|ngh|nh|ph|qu|th|tr)?"
                      r"(?:(?:[aeiou]{1,3}|u?ye)(?:c|ch|m|n|ng|nh|p|t)?|[aeiou]{0,2}y|uy(?:ch|n|nh|p|t))")


class Row(NamedTuple):
    """One line of the list: KH&CN, khoa học và công nghệ. `cues` are folded runs that settle an ambiguous one."""

    short: str
    long: str
    ambiguous: bool = False
    cues: tuple[Run, ...] = ()


class Form(NamedTuple):
    """One way to write what a row names, as the syllables that analysis cuts it into."""

    run: Run
    written: str
    row: Row
    is_short: bool


class Abbreviations:
    """Short and long forms, looked up folded, in both directions. `longest` is the syllables of the longest form."""

    def __init__(self, rows: Iterable[Row]):
        self.rows = tuple(dict.fromkeys(rows))
        self._forms: dict[Run, list[Form]] = {}
        self._by_long: dict[Run, list[Form]] = {}
        for row in self.rows:
            for written in (row.short, row.long):
                self._add(Form(cut(written), written, row, written is row.short))
        for row in self.rows:
            self._add_variants(row)
        self.longest = max(map(len, self._forms), default=0)

    def expand(self, short: str) -> tuple[str, ...]:
        """All long forms of a short one, the list's order kept; typed letters with a mark are taken at their word.

        >>> listed().expand("khcn"), listed().expand("BTC"), listed().expand("xyz")
        (('khoa học và công nghệ',), ('Ban Tổ chức', 'Bộ Tài chính'), ())
        """
        forms = as_typed([form for form in self.find_forms(cut(short)) if form.is_short], short)
        return tuple(dict.fromkeys(form.row.long for form in forms))

    def abbreviate(self, long: str) -> tuple[str, ...]:
        """All short forms of a long one.

        >>> listed().abbreviate("van hoa the thao va du lich"), listed().abbreviate("Uỷ ban nhân dân")
        (('VHTT&DL', 'VH-TT&DL'), ('UBND',))
        """
        forms = [form for form in self.find_forms(cut(long)) if not form.is_short]
        return tuple(dict.fromkeys(form.row.short for form in forms))

    def find_forms(self, run: Run) -> Sequence[Form]:
        """The forms that a run of folded syllables may be.

        >>> [(form.written, form.row.long) for form in listed().find_forms(("hd",))]
        [('HD', 'hướng dẫn'), ('HĐ', 'hợp đồng'), ('HĐ', 'hội đồng')]
        """
        return self._forms.get(run, ())

    def list_forms(self, row: Row) -> Sequence[Form]:
        """All forms of what a row names, those of other rows too.

        >>> [form.written for form in listed().list_forms(Row("TW", "Trung ương"))]
        ['TW', 'Trung ương', 'T.Ư', 'Trung ương', 'TƯ', 'Trung ương']
        """
        return self._by_long[cut(row.long)]

    def _add(self, form: Form) -> None:
        self._forms.setdefault(form.run, []).append(form)
        self._by_long.setdefault(cut(form.row.long), []).append(form)

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


@cache
def listed() -> Abbreviations:
    """The abbreviations of the project's own list."""
    text = files("indexer.analysis.abbreviations").joinpath("abbreviations.tsv").read_text("utf-8")
    return Abbreviations(read_rows(text))


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
