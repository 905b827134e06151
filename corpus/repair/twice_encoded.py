"""repair_encoding(): "Nghá»‹ quyáº¿t" as "Nghị quyết": text that was encoded twice, or more often."""

from __future__ import annotations

import re

import ftfy

# How the first byte of a Vietnamese letter in UTF-8 looks in Latin-1 or windows-1252, and what may follow it there.
MARK = re.compile("[ÂÃÄÅÆáâ][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014"
                  "\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]")
MARKS_PER_LETTER = 40  # one lone mark in a long text is a French word or a quotation


def repair_encoding(text: str) -> str:
    """The text as it was before it was encoded once too often; unchanged where it was not.

    >>> repair_encoding("Nghá»‹ quyáº¿t cá»§a Tá»‰nh á»§y"), repair_encoding("Đảng bộ – café “Á Âu”")
    ('Nghị quyết của Tỉnh ủy', 'Đảng bộ – café “Á Âu”')
    """
    if not MARK.search(text):
        return text
    return "\n".join(ftfy.fix_encoding(line) if is_wrong(line) else line for line in text.split("\n"))


def is_wrong(line: str) -> bool:
    """Whether a line has so many marks that it must have been encoded twice."""
    return len(MARK.findall(line)) * MARKS_PER_LETTER >= len(line)
