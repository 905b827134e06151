"""repair_encoding(): "Nghá»‹ quyáº¿t" as "Nghị quyết": text that was encoded twice, or more often."""

from __future__ import annotations

import re
import unicodedata

import ftfy

# How the first byte of a Vietnamese letter in UTF-8 looks in Latin-1 or windows-1252, and what may follow it there.
NEXT = ("[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014"
        "\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]")
MARK = re.compile(f"[ÂÃÄÅÆáâ]{NEXT}")
# All bytes of one letter, each as a character; the last one of "à" is a blank that cannot be told from others.
LETTER = re.compile(rf"[ÂÄÅÆ]{NEXT}|[áâ]{NEXT}{NEXT}|Ã(?:{NEXT}|(?=\s|$))")
# "làm" whose hard blank became a plain one on the way: what follows is no word by itself.
BROKEN_BLANK = re.compile(r"(?<=Ã) (?=(?:ng|nh|ch|[nmptciou]|y(?! t))\b)")
MARKS_PER_LETTER = 40  # one lone mark in a long text is a French word or a quotation
PIECE = re.compile(r"[^<>\n]+")  # of a page, that one hand wrote: its frame may be right where its text is wrong


def repair_encoding(text: str) -> str:
    """The text as it was before it was encoded once too often; unchanged where it was not. Pieces of a page are looked
    at one by one.

    >>> repair_encoding("Nghá»‹ quyáº¿t cá»§a Tá»‰nh á»§y"), repair_encoding("Đảng bộ – café “Á Âu”")
    ('Nghị quyết của Tỉnh ủy', 'Đảng bộ – café “Á Âu”')
    >>> repair_encoding("<h1>Đảng bộ</h1><p>HÆ¡n má»™t nÄƒm</p>"), repair_encoding("Đảng bộ: HÆ¡n má»™t nÄƒm")
    ('<h1>Đảng bộ</h1><p>Hơn một năm</p>', 'Đảng bộ: Hơn một năm')
    """
    return PIECE.sub(repair_piece, text) if MARK.search(text) else text


def repair_piece(found: re.Match[str]) -> str:
    """One piece: as a whole; where it is wrong in part only, letter by letter."""
    piece = found[0]
    if not is_wrong(piece):
        return piece
    piece = ftfy.fix_encoding(BROKEN_BLANK.sub("\u00a0", piece))
    return LETTER.sub(repair_letter, piece) if MARK.search(piece) and is_wrong(piece) else piece


def repair_letter(found: re.Match[str]) -> str:
    """A letter out of the characters that its bytes were taken for; unchanged where they make none."""
    shown = found[0] if len(found[0]) > 1 else f"{found[0]}\u00a0"
    try:
        letter = b"".join(bytes([ord(each)]) if ord(each) < 0x100 else each.encode("cp1252") for each in shown).decode()
    except UnicodeError:
        return found[0]
    return letter if letter.isalpha() or unicodedata.category(letter)[0] == "P" else found[0]


def is_wrong(line: str) -> bool:
    """Whether a line has so many marks that it must have been encoded twice."""
    return len(MARK.findall(line)) * MARKS_PER_LETTER >= len(line)
