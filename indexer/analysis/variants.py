"""i and y: two spellings of one word that readers mix freely (kĩ thuật, kỹ thuật), for a short list of syllables.

No folding: sĩ and sỹ, vĩ and vỹ, hi and hy tell names and words apart. So these are looked up for a query alone, where
both spellings were seen in numbers in news and law (kỹ 3,317 and kĩ 67, lý 21,343 and lí 123, tỷ 6,872 and tỉ 4,441).
"""

from __future__ import annotations

from indexer.analysis.fold import fold, tone_key

SPELLINGS = ("kí ký", "kì kỳ", "kỉ kỷ", "kĩ kỹ", "kị kỵ", "lí lý", "mĩ mỹ", "quí quý", "quì quỳ", "quỉ quỷ", "quĩ quỹ",
             "quị quỵ", "tí tý", "tì tỳ", "tỉ tỷ", "tị tỵ")
OTHER = {tone_key(a): tone_key(b) for pair in SPELLINGS for a, b in (pair.split(), reversed(pair.split()))}
OTHER_FOLDED = {fold(a): fold(b) for pair in SPELLINGS for a, b in (pair.split(), reversed(pair.split()))}


def other_spelling(folded: str, marked: str = "") -> tuple[str, str] | None:
    """The folded form and mark key of the other spelling of a syllable that was typed, or None where it has none.

    >>> other_spelling("ky", tone_key("kỹ")) == ("ki", tone_key("kĩ")), other_spelling("si", tone_key("sĩ"))
    (True, None)
    >>> other_spelling("ty"), other_spelling("quy", "quy"), other_spelling("khoa")
    (('ti', ''), None, None)
    """
    if not marked:
        return (OTHER_FOLDED[folded], "") if folded in OTHER_FOLDED else None
    return (fold(OTHER[marked]), OTHER[marked]) if marked in OTHER else None
