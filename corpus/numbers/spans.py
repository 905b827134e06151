"""The stretches of an image at which a number may stand: digits with their year, not inside something else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_NUMBER = re.compile(
    r"(?<![\w/\\])(?<!\d[.,:])(?<![^\W_][/\\_=@&%#?-])"  # not inside 120, 20.5, an address, a date
    r"(?P<digits>\d{1,6}+(?:\.\d{1,3}+(?=/20\d\d/))?(?:[A-Za-zĐđ](?![^\W_]))?)"  # 66.11/2026/NQ-CP; 36a
    r"(?P<year>(?: ?[/_-] ?| )(?:19[4-9]\d|20\d\d)(?!\d)|/\d\d(?=/[A-ZĐ]))?")
_CENTURY = 46  # two-digit years: the state's numbers begin in 1945


class Span(NamedTuple):
    """Digits as written, a letter behind them small, and where they and the year behind them stand."""

    digits: str
    year: str
    start: int
    digits_end: int
    end: int


def find_spans(text: str) -> Iterator[Span]:
    """All of an image, in order and not overlapping.

    >>> [(span.digits, span.year) for span in find_spans("20-NQ/TW, 36A, 30/2020/NĐ-CP, ngày 5")]
    [('20', ''), ('36a', ''), ('30', '2020'), ('5', '')]
    """
    for found in _NUMBER.finditer(text):
        yield Span(found["digits"].lower(), _read_year(found["year"] or ""), found.start(), found.end("digits"),
                   found.end())


def _read_year(written: str) -> str:
    year = re.sub(r"\D", "", written)
    if len(year) == 2:
        return ("19" if int(year) >= _CENTURY else "20") + year
    return year
