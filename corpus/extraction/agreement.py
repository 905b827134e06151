"""How much a line is what a page's head or address names: the test for titles that needs no class names."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from corpus.text import normalize

PARTS = re.compile(r"(?<!\s)\s+[-–—|»«:•~]+\s+|(?:(?<!\s)\s+)?[|»«]\s*")  # blanks are tried from the first one only
WORD = re.compile(r"\w+")
KEPT = 512  # lines whose words are kept: as many as a page has


def words_of(text: str) -> list[str]:
    """The words of a text without case and accents.

    >>> words_of("Đại hội Đảng bộ")
    ['dai', 'hoi', 'dang', 'bo']
    """
    plain = normalize("NFD", text.lower().replace("đ", "d"))
    return WORD.findall("".join(character for character in plain if not unicodedata.combining(character)))


@lru_cache(maxsize=KEPT)
def counted(text: str) -> Counter[str]:
    """How often each word stands in a text; not to be changed. The lines of a page are held against its few names again
    and again: two fifths of the time of reading it went into that."""
    return Counter(words_of(text))


def agree(one: str, other: str) -> float:
    """How much two titles are one: the F1 of their words, 0 to 1; 0 for other titles of one or two words.

    >>> agree("Lễ khởi công cầu Bến Đò", "Le khoi cong cau Ben Do")
    1.0
    """
    left, right = counted(one), counted(other)
    common = (left & right).total()
    return 2 * common / (left.total() + right.total()) if common and min(left.total(), right.total()) > 1 else 0.0


def is_cut(name: str, text: str) -> bool:
    """Whether a name is the beginning of a text, with dots for the rest.

    >>> is_cut("Lễ khởi công cầu …", "Lễ khởi công cầu Bến Đò"), is_cut("Lễ khởi công", "Lễ khởi công cầu Bến Đò")
    (True, False)
    """
    begin = name.rstrip(".… ")
    return begin != name and len(begin.split()) > 2 and text.startswith(begin)


def agree_with_address(text: str, address: str) -> float:
    """How much of the address's last telling part is this title."""
    try:
        path = unquote(urlsplit(address).path)
    except ValueError:
        return 0.0
    slugs = [re.sub(r"\.\w{2,5}$", "", part).replace("_", "-").split("-") for part in path.split("/")]
    best = 0.0
    for slug in (slug for slug in slugs if len(slug) >= 4):
        left, right = counted(text), Counter(word.lower() for word in slug)
        best = max(best, 2 * (left & right).total() / (left.total() + right.total()))
    return best
