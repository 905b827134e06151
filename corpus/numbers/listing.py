"""read_list(): the later members of a list of numbers: "các Nghị quyết số 18, 19 và 20"."""

from __future__ import annotations

import re

from corpus.numbers.citing import FIRST_YEAR, LAST_YEAR, goes_with_citation
from corpus.numbers.symbol import read_symbol

_STEP = r" ?(?:[,;]|,? ?(?:và|va|hoặc|hay|&)(?= )) ?"
# Number by number, so that "khoản 1, 2 và 4 Điều 5" behind a number is no list of documents.
_MEMBER = re.compile(rf"{_STEP}(?P<member>(?:số |so )?(?P<digits>\d{{1,4}}[a-zđ]?)(?:/(?:19[4-9]|20\d)\d)?)"
                     r"(?![^\W_]|[.,:]\d| ?[/_%°]|-\d|\.\d)", re.IGNORECASE)
_BEFORE = re.compile(rf"(?<![\w.,/-])(?:\d{{1,4}}[a-zđ]?{_STEP}){{1,20}}$", re.IGNORECASE)
_DIGITS = re.compile(r"\d{1,4}[a-zđ]?", re.IGNORECASE)
MOST = 40  # members; a longer list is a table


def read_list(text: str, position: int) -> dict[int, int]:
    """Where the digits of the members that follow a number begin, each with where it begins with its "số".

    What stands behind the last must go with a citation, or be the symbol of all ("18, 19 và 20-NQ/TW"); what counts
    something is no member, nor what follows it.

    >>> read_list("Quyết định số 217, số 218 của Bộ Chính trị", 17), read_list("Nghị định 168, 30 người", 13)
    ({22: 19}, {})
    >>> read_list("Nghị quyết 29 và 33, 15 đại biểu", 13)
    {17: 17}
    """
    members: dict[int, int] = {}
    ends: list[int] = []
    end = position
    while len(members) < MOST and (found := _MEMBER.match(text, end)):
        digits = found["digits"].rstrip("abcdđ")
        if FIRST_YEAR <= int(re.sub(r"\D", "", digits)) <= LAST_YEAR and found["member"][:1].isdigit():
            break
        members[found.start("digits")] = found.start("member")
        end = found.end()
        ends.append(end)
    while members and not (read_symbol(text, ends[-1]) or goes_with_citation(text, ends[-1])):
        del members[max(members)], ends[-1]
    return members


def read_list_before(text: str, position: int) -> list[tuple[int, int]]:
    """Where the members stand whose symbol is that of the number at a position: "18, 19-NQ/TW" as readers type it.

    >>> read_list_before("18, 19 và 20-NQ/TW", 10)
    [(0, 2), (4, 6)]
    """
    found = _BEFORE.search(text, max(0, position - 100), position)
    return [each.span() for each in _DIGITS.finditer(text, found.start(), position)] if found else []
