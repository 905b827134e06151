"""tidy(): the one cleaning of text, done on the way in. Behind this door text is right and is not checked again.

What a portal wrote is kept to the letter, dashes, quotes and fractions with it: only what is wrong is put right, such
as an eth in place of a Đ, or text that was encoded twice. plain_dashes() is for those who read: numbers and dates.
fold() is how numbers, dates and names are compared: without case and marks.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from corpus.repair.twice_encoded import repair_encoding

# Eth for the Vietnamese đ (49 of 4,423 provincial documents write "QÐ" with it), gha (ƣ) for ư as some PDFs have it.
LOOK_ALIKES = {"ð": "đ", "Ð": "Đ", "ƣ": "ư", "Ƣ": "Ư"}
# U+2010 to U+2015, the minus sign, the small and the full-width hyphen. NFKC would leave the en dash.
HYPHENS = dict.fromkeys([*map(chr, range(0x2010, 0x2016)), "\u2212", "\ufe63", "\uff0d"], "-")
# Zero-width characters, the byte-order mark and the soft hyphen stay inside words if they are left in.
INVISIBLE = dict.fromkeys(map(chr, [*range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF, 0x00AD]))
# Control characters never belong to a text; white space among them is a blank or a line end.
CONTROLS = {chr(c): None for c in [*range(0x20), *range(0x7F, 0xA0)] if not chr(c).isspace()}
TABLE = str.maketrans({**LOOK_ALIKES, **INVISIBLE, **CONTROLS})
DASHES = str.maketrans(HYPHENS)

BLANKS = re.compile(r"\s+")

# Normal forms put marks in order, and are made for a few on a letter: Python sorts them by insertion, so that 80,000 in
# a row take 11 seconds. No language writes more than 30 (Unicode Annex 15, "Stream-Safe Text Format").
MOST_MARKS = 30
TIBETAN_PAIRS = "\u0f73\u0f75\u0f81"  # no marks by themselves, but they come apart into two
FIRST_MARK, LAST_MARK = 0x300, 0x1E94A  # of those with a combining class, as of Unicode 16
MARKS = TIBETAN_PAIRS + "".join(filter(unicodedata.combining, map(chr, range(FIRST_MARK, LAST_MARK + 1))))
TOO_MANY_MARKS = re.compile(f"([{MARKS}]{{{MOST_MARKS}}})[{MARKS}]+")


def tidy(text: str) -> str:
    """One line of text: NFC, one Đ, single blanks, nothing invisible, encoded once.

    >>> tidy("Quyết  định\\u00a0số 12/2023/Q\\u00d0-UBND\\u200b "), tidy("2019 – 2021: “½”…")
    ('Quyết định số 12/2023/QĐ-UBND', '2019 – 2021: “½”…')
    >>> tidy("Nghá»‹ quyáº¿t cá»§a Tá»‰nh á»§y")
    'Nghị quyết của Tỉnh ủy'
    """
    return BLANKS.sub(" ", clean_characters(text)).strip()


def tidy_paragraphs(text: str) -> str:
    """Several paragraphs: each line tidied, empty lines dropped, joined by a newline.

    >>> tidy_paragraphs("Một  hai \\r\\n\\r\\n\\tba")
    'Một hai\\nba'
    """
    lines = (tidy(line) for line in clean_characters(text).splitlines())
    return "\n".join(line for line in lines if line)


def clean_characters(text: str) -> str:
    """The text with every character in its one form; lone surrogates, which no file can hold, become U+FFFD."""
    text = repair_encoding(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    # NFC last: what is taken out or replaced may have kept a mark from its letter.
    return normalize("NFC", text.translate(TABLE))


def normalize(form: Literal["NFC", "NFD"], text: str) -> str:
    """The normal form of a text, in time that grows with its length alone: of more than 30 marks in a row the rest are
    dropped.

    >>> normalize("NFC", "tie\u0302\u0301ng"), len(normalize("NFC", "a" + "\u0323\u0301" * 40_000))
    ('tiếng', 30)
    """
    return unicodedata.normalize(form, text if text.isascii() else TOO_MANY_MARKS.sub(r"\1", text))


def plain_dashes(text: str) -> str:
    """The text with a hyphen for every dash, for reading numbers and dates; no place in it changes.

    >>> plain_dashes("20–NQ/TW, 2019 — 2021")
    '20-NQ/TW, 2019 - 2021'
    """
    return text.translate(DASHES)


def fold(text: str) -> str:
    """Lower case without diacritics. Characters that a text has precomposed keep their count.

    >>> fold("Nghị quyết số 05-CTHĐ/TU")
    'nghi quyet so 05-cthd/tu'
    """
    return text.lower() if text.isascii() else text.lower().translate(PLAIN)


class Plain(dict[int, str]):
    """What stands for each character where marks do not count. Each is worked out once: the marks of a letter do not
    hang on its neighbours, and decomposing whole texts took a third of the time of reading their numbers."""

    def __missing__(self, code: int) -> str:
        made = self[code] = "".join(c for c in unicodedata.normalize("NFD", chr(code)) if not unicodedata.combining(c))
        return made


PLAIN = Plain({ord("đ"): "d"})
