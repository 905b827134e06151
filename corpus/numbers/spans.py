"""The stretches of an image at which a number may stand: digits with their year, not inside something else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from corpus.numbers.leads import GLUED, GLUED_NAMES, GLUED_TO_LARGE, LETTERS


def _behind(codes: Iterable[str]) -> str:
    """Or right behind one of these letters, which begin a word."""
    return "".join(rf"|(?<=(?<!\w){code})" for code in sorted(set(codes)))


# Not inside 120, 20.5, an address, a date; right behind "số" it may stand ("số126/2020/NĐ-CP").
_BEFORE = r"(?:(?<![\w/\\])(?<!\d[.,:])(?<![^\W_][/\\_=@&%#?-])|(?<=[^\W\d_])(?:(?<=\b[Ss]ố){}))"
_DIGITS = (r"\d{1,3}+\.\d{3}(?=/[A-ZĐ]{2})|"  # 1.234/QĐ-UBND
           r"(?=\d\d\.)(?:(?<=[yY]ết )|(?<=[yY]et )|(?<=ết số )|(?<=et so )|(?<=[nN][qQ] ))"
           r"\d{2}\.\d{1,2}(?![\d%]|[.,/]\d)|"  # Nghị quyết 66.13
           r"\d{1,6}+(?:\.\d{1,3}+(?=/20\d\d(?!\d)))?(?:[A-Za-zĐđ](?![^\W_]))?")  # 66.11/2026/NQ-CP; 36a
_YEAR = r"(?P<year>(?: ?[/_-] ?| )(?:19[4-9]\d|20\d\d)(?!\d)|/\d\d(?=/[A-ZĐ]))?"
_LARGE = "".join(rf"|(?<=(?<!\w){code})(?=\d{{3}})" for code in GLUED_TO_LARGE)
_NAMES = "".join(rf"|(?<={name})" for name in (*GLUED_NAMES, *map(str.lower, GLUED_NAMES)))
_NUMBER = re.compile(rf"(?=\d){_BEFORE.format(_behind(GLUED) + _LARGE + _NAMES)}(?P<digits>{_DIGITS}){_YEAR}")
# Typed in a hurry: "nq20", and the letter O for a nought.
_TYPED = re.compile(
    rf"{_BEFORE.format(_behind([*map(str.lower, LETTERS), *map(str.upper, LETTERS), *LETTERS]) + _NAMES)}"
    rf"(?P<digits>(?=[Oo]{{0,5}}\d)[\dOo]{{0,5}}[Oo][\dOo]{{0,5}}+(?![^\W_])|{_DIGITS}){_YEAR}")
_THOUSANDS = re.compile(r"\.(?=\d{3}$)")
_CENTURY = 46  # two-digit years: the state's numbers begin in 1945


class Span(NamedTuple):
    """Digits as written, a letter behind them small, and where they and the year behind them stand."""

    digits: str
    year: str
    start: int
    digits_end: int
    end: int


def find_spans(text: str, *, typed: bool = False) -> Iterator[Span]:
    """All of an image, in order and not overlapping.

    >>> [(span.digits, span.year) for span in find_spans("20-NQ/TW, 36A, 30/2020/NĐ-CP, ngày 5")]
    [('20', ''), ('36a', ''), ('30', '2020'), ('5', '')]
    """
    for found in (_TYPED if typed else _NUMBER).finditer(text):
        digits, year = found["digits"].lower(), _read_year(found["year"]) if found["year"] else ""
        if typed and "o" in digits:
            digits = digits.replace("o", "0")
        if "." in digits and not year:
            digits = _THOUSANDS.sub("", digits)
        yield Span(digits, year, found.start(), found.end("digits"), found.end())


def _read_year(written: str) -> str:
    year = re.sub(r"\D", "", written)
    if len(year) == 2:
        return ("19" if int(year) >= _CENTURY else "20") + year
    return year
