"""name_key(): when two spellings of a place's name are one.

Marks tell units apart (xã Ea Drơng and xã Ea Drông) and stay. What is one: where a tone stands (Hòa, Hoà), i and y
(Sĩ, Sỹ), the forms of Đắk (Đăk, Đak, Dak, Đắc) and of what ends like it (Lăk, Pắc),
apostrophes (N'Jang, NJang), hyphens and leading zeros (Phường 04).
"""

from __future__ import annotations

import re
import unicodedata

from corpus.kept_forms import kept
from corpus.text import fold

TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
# The kinds of units by level; the first word of a unit's name is one of these.
PROVINCE, DISTRICT, COMMUNE = "province", "district", "commune"
KINDS = {"tỉnh": PROVINCE, "quận": DISTRICT, "huyện": DISTRICT, "thị xã": DISTRICT,
         "xã": COMMUNE, "phường": COMMUNE, "thị trấn": COMMUNE, "đặc khu": COMMUNE}
CITY = "thành phố"  # a province or a district, as its code says
LEVEL_OF_DIGITS = {2: PROVINCE, 3: DISTRICT, 5: COMMUNE}
APOSTROPHES = "'’‘`´ʼ"
_UNSEEN = str.maketrans("", "", APOSTROPHES)
_SPLIT = re.compile(r"[\s\-–]+")
_DAK = frozenset({"đắk", "đăk", "đak", "đắc", "đăc", "dak", "dăk", "dắk", "daak"})
_FINAL_Y = re.compile(r"(?<=[bcdđghklmnprstvx])y$")


@kept
def syllable_key(syllable: str) -> str:
    """One syllable of a name as it is compared.

    >>> syllable_key("Hoà") == syllable_key("Hòa"), syllable_key("N’Jang"), syllable_key("04"), syllable_key("Đăk")
    (True, 'njang', '4', 'đăk*')
    """
    low = unicodedata.normalize("NFC", syllable.lower()).translate(_UNSEEN)
    if low in _DAK:
        return "đăk*"
    if low.endswith(("ắc", "ăc", "ắk", "ăk")):
        return f"{low[:-2]}ăk"
    if low.isdigit():
        return low.lstrip("0") or "0"
    letters = unicodedata.normalize("NFD", low)
    plain = "".join(c for c in letters if c not in TONES)
    tones = "".join(sorted({c for c in letters if c in TONES}))
    return unicodedata.normalize("NFC", _FINAL_Y.sub("i", plain)) + tones


def name_key(name: str) -> str:
    """A name as it is compared: the keys of its syllables.

    >>> name_key("Thừa Thiên - Huế") == name_key("thừa thiên huế"), name_key("Đăk Lăk") == name_key("Đắk Lắk")
    (True, True)
    """
    return " ".join(map(syllable_key, filter(None, _SPLIT.split(name))))


@kept
def folded_syllable(syllable: str) -> str:
    """A syllable without marks, as it is compared where none were typed.

    >>> folded_syllable("Đắc"), folded_syllable("Sỹ")
    ('dak', 'si')
    """
    low = fold(unicodedata.normalize("NFC", syllable)).translate(_UNSEEN)
    if low.endswith("ac"):
        return f"{low[:-1]}k"
    return _FINAL_Y.sub("i", low.lstrip("0") or low)


def folded_key(name: str) -> str:
    """A name without marks, as it is compared where none were typed.

    >>> folded_key("Dak Lak") == folded_key("Đắk Lắk"), folded_key("Phường 04")
    (True, 'phuong 4')
    """
    return " ".join(map(folded_syllable, filter(None, _SPLIT.split(name))))


def split_kind(name: str) -> tuple[str, str]:
    """The kind in lower case, and the bare name.

    >>> split_kind("Thị xã Hương Trà"), split_kind("Đặc khu Hoàng Sa")
    (('thị xã', 'Hương Trà'), ('đặc khu', 'Hoàng Sa'))
    """
    first, _, rest = name.partition(" ")
    second, _, behind = rest.partition(" ")
    for kind, bare in ((f"{first} {second}".lower(), behind), (first.lower(), rest)):
        if bare and (kind in KINDS or kind == CITY):
            return kind, bare
    return "", name


def slug(name: str) -> str:
    """A name as a part of an address.

    >>> slug("Xã Nâm N'Jang"), slug("Phường Văn Miếu - Quốc Tử Giám")
    ('xa-nam-njang', 'phuong-van-mieu-quoc-tu-giam')
    """
    return re.sub(r"[^a-z0-9]+", "-", fold(unicodedata.normalize("NFC", name)).translate(_UNSEEN)).strip("-")
