"""Terms of the party's Central Committee and of the National Assembly: which one a day falls in.

A committee's term runs from the day after the congress closes, or from the opening of its own first session if that
falls within the congress (guidance 36-HD/VPTW); the Assembly's from its first session.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta

PARTY: tuple[tuple[date, str], ...] = (
    (date(1960, 9, 10), "III"), (date(1976, 12, 20), "IV"), (date(1982, 3, 31), "V"), (date(1986, 12, 18), "VI"),
    (date(1991, 6, 27), "VII"), (date(1996, 7, 1), "VIII"), (date(2001, 4, 22), "IX"), (date(2006, 4, 25), "X"),
    (date(2011, 1, 18), "XI"), (date(2016, 1, 27), "XII"), (date(2021, 1, 31), "XIII"), (date(2026, 1, 23), "XIV"),
)
ASSEMBLY: tuple[tuple[date, str], ...] = (
    (date(1987, 6, 17), "VIII"), (date(1992, 9, 19), "IX"), (date(1997, 9, 20), "X"), (date(2002, 7, 19), "XI"),
    (date(2007, 7, 19), "XII"), (date(2011, 7, 21), "XIII"), (date(2016, 7, 20), "XIV"), (date(2021, 7, 20), "XV"),
    (date(2026, 4, 6), "XVI"),
)
UNSURE = timedelta(days=3)  # around a border papers of either term are dated
ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI",
         "XVII", "XVIII", "XIX", "XX", "XXI", "XXII", "XXIII", "XXIV", "XXV")


def terms_of(day: date, table: Sequence[tuple[date, str]] = PARTY) -> tuple[str, ...]:
    """The term that a day falls in; both within three days of a border, none before the table begins.

    >>> terms_of(date(2013, 11, 4)), terms_of(date(2021, 2, 1)), terms_of(date(1950, 1, 1))
    (('XI',), ('XII', 'XIII'), ())
    """
    starts = [start for start, _ in table]
    places = dict.fromkeys(bisect_right(starts, each) - 1 for each in (day - UNSURE, day + UNSURE))
    return tuple(table[place][1] for place in places if place >= 0)


def read_term(written: str) -> str:
    """A term in Roman figures, however it is written; "" for what is none.

    >>> read_term("xi"), read_term("12"), read_term("IIX"), read_term("03")
    ('XI', 'XII', '', 'III')
    """
    if written.isascii() and written.isdigit():
        return ROMAN[int(written)] if int(written) < len(ROMAN) else ""
    return written.upper() if written.upper() in ROMAN else ""
