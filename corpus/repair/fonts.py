"""find_font() and read_font(): texts of the 1990s and later whose letters are right in one font only.

Such fonts show Vietnamese letters at the places of Latin-1: TCVN 5712:1993 (".VnTime" and the other "ABC" fonts) one
letter a byte, VNI ("VNI-Times") a letter and its mark.
"""

from __future__ import annotations

import re
import unicodedata

# Letters that hardly any other language writes, and those that Vietnamese shares with Western Europe.
SURE = frozenset("ăđơưĂĐƠƯ") | frozenset(map(chr, range(0x1EA0, 0x1EFA)))
SHARED = frozenset("àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ")
PLAIN = frozenset("‘’“”–—…•·°©®«»§±²³½×€™→►▪\u00a0\u00ad\u200b\ufeff")
# The byte's Latin-1 character, and the letter that the font showed for it.
TCVN3 = str.maketrans(
    "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦",
    "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
)
GRAVE, ACUTE, HOOK, TILDE, DOT = "\u0300\u0301\u0309\u0303\u0323"
CIRCUMFLEX, BREVE = "\u0302", "\u0306"
# VNI: what stands behind a letter is its mark; "å" is circumflex and hook.
VNI_MARKS = {
    "ø": GRAVE, "ù": ACUTE, "û": HOOK, "õ": TILDE, "ï": DOT, "â": CIRCUMFLEX, "á": CIRCUMFLEX + ACUTE,
    "à": CIRCUMFLEX + GRAVE, "å": CIRCUMFLEX + HOOK, "ã": CIRCUMFLEX + TILDE, "ä": CIRCUMFLEX + DOT, "ê": BREVE,
    "é": BREVE + ACUTE, "è": BREVE + GRAVE, "ú": BREVE + HOOK, "ü": BREVE + TILDE, "ë": BREVE + DOT}
VNI_LETTERS = str.maketrans("ôöñæóòîÔÖÑÆÓÒÎ", "ơưđỉĩịỵƠƯĐỈĨỊỴ")
VNI_PAIR = re.compile("([aeouyôöAEOUYÔÖ])([" + "".join(VNI_MARKS) + "".join(VNI_MARKS).upper() + "])")
BREVES = frozenset("êéèúüë")
MARGIN = 1.3  # a text is read as a font's only if its letters become clearly more Vietnamese
WORD = re.compile(r"[^\W\d_]+")
# The commonest syllables with a letter of their own, and those of titles of our kind.
COMMON = frozenset("""và của các được những người với trong đã để khi về ở một không từ đến năm ngày thực hiện tỉnh
    huyện xã ủy uỷ đảng bộ nghị quyết định số ban nhân dân việc phát triển công tác hội đồng tổ chức nước phố thị trấn
    đơn vị chỉ""".split())
WORDS_PER_COMMON = 15  # of any Vietnamese text a third are such words
FEWEST_SURE = 3  # letters; fewer may be chance
SAMPLE = 200_000  # characters that tell the font


def find_font(text: str) -> str:
    """"tcvn3" or "vni" where a text is Vietnamese in that font only, else the empty string.

    >>> find_font("§¶ng bé tØnh ban hµnh nghÞ quyÕt"), find_font("Ñaûng boä tænh ban haønh nghò quyeát")
    ('tcvn3', 'vni')
    >>> find_font("Đảng bộ tỉnh ban hành"), find_font("Où est la gare de Hué ?")
    ('', '')
    """
    sample = text[:SAMPLE]
    if sample.isascii() or any(character in SURE for character in sample):
        return ""
    asis, best, found = plausibility(sample), 0.0, ""
    for font in ("tcvn3", "vni"):
        read = read_font(sample, font)
        score = plausibility(read)
        sure = sum(character in SURE for character in read)
        if score > max(best, MARGIN * asis) and sure >= FEWEST_SURE and speaks_vietnamese(read):
            best, found = score, font
    return found


def speaks_vietnamese(text: str) -> bool:
    """Whether words that no Vietnamese text does without stand in a text: letters alone may come out of any language.

    >>> speaks_vietnamese("Đảng bộ tỉnh"), speaks_vietnamese("oự est nộ Ðmile")
    (True, False)
    """
    return count_common(text) * WORDS_PER_COMMON >= max(1, len(WORD.findall(text)))


def count_common(text: str) -> int:
    """How many words of a text are among the commonest Vietnamese ones."""
    return sum(word in COMMON for word in WORD.findall(text.lower()))


def read_font(text: str, font: str) -> str:
    """A text in a font's letters as Unicode; unchanged where `font` is empty.

    >>> read_font("§¶ng bé tØnh", "tcvn3"), read_font("Nghò quyeát cuûa Tænh uûy naêm 2010", "vni")
    ('Đảng bộ tỉnh', 'Nghị quyết của Tỉnh ủy năm 2010')
    """
    if font == "tcvn3":
        return text.translate(TCVN3)
    return unicodedata.normalize("NFC", read_vni(text)) if font == "vni" else text


def read_fonts(*texts: str) -> tuple[str, ...]:
    """Texts that belong together, read through the font that the longest of them tells: a title has too few letters.

    >>> read_fonts("Tin", "Ñaûng boä tænh ban haønh nghò quyeát")
    ('Tin', 'Đảng bộ tỉnh ban hành nghị quyết')
    """
    font = find_font(max(texts, key=len, default=""))
    return tuple(read_font(text, font) if not SURE.intersection(text) else text for text in texts) if font else texts


def read_vni(text: str) -> str:
    """A text in VNI's letters."""
    pieces, place = [], 0
    for found in VNI_PAIR.finditer(text):
        letter, mark = found[1], found[2].lower()
        if mark in BREVES and letter not in "aA":
            continue  # only ă has a breve: "uú" is chance
        pieces += [text[place:found.start()].translate(VNI_LETTERS), letter.translate(VNI_LETTERS), VNI_MARKS[mark]]
        place = found.end()
    return "".join([*pieces, text[place:].translate(VNI_LETTERS)])


def plausibility(text: str) -> float:
    """How much more of the text is Vietnamese than is damaged: above 0 for right readings, below for wrong ones."""
    score = 0.0
    for character in text:
        if character < "\x80":
            continue
        if character in SURE:
            score += 2
        elif character in SHARED:
            score += 1
        elif character == "\ufffd":
            score -= 10
        elif character not in PLAIN:
            score -= 5 if unicodedata.category(character) in ("Cc", "Mn", "Co") else 2
    return score
