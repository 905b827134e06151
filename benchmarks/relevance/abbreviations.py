"""Questions with the usual abbreviations in place of the words.

The table is the bench's own: were it the one that the search expands by, the questions would change with the product,
and no two runs could be compared.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from benchmarks.relevance.spelling import SYLLABLE, other_placement

TABLE = Path(__file__).with_suffix(".tsv")


class Shortening(NamedTuple):
    """What finds the long forms of a table in a text, and the short form of each."""

    pattern: re.Pattern[str]
    shorts: tuple[str, ...]


@cache
def read_table(path: Path = TABLE) -> Shortening:
    """The table in a file: `short TAB long` a line, blank lines and those that begin with # aside."""
    rows = [line.split("\t")[:2] for line in path.read_text(encoding="utf-8").splitlines()
            if "\t" in line and not line.startswith("#")]
    rows.sort(key=lambda row: -len(row[1]))  # "ủy ban mặt trận tổ quốc" before "mặt trận tổ quốc"
    longs = "|".join(f"({any_placement(long)})" for _, long in rows)
    return Shortening(re.compile(rf"(?<!\w)(?:{longs})(?!\w)", re.IGNORECASE), tuple(short for short, _ in rows))


def any_placement(phrase: str) -> str:
    """A pattern of a phrase in either style of placing the tone."""
    return SYLLABLE.sub(lambda word: "|".join({word[0]: 1, other_placement(word[0]): 1}).join(("(?:", ")")), phrase)


def abbreviate(text: str, path: Path = TABLE) -> str:
    """The text with every long form of the table replaced by its short form.

    >>> abbreviate("Uỷ ban nhân dân xã và Sở Khoa học và Công nghệ"), abbreviate("doanh nghiệpX")
    ('UBND xã và Sở KH&CN', 'doanh nghiệpX')
    """
    pattern, shorts = read_table(path)
    return pattern.sub(lambda found: shorts[(found.lastindex or 1) - 1], text)
