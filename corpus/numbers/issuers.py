"""Who issues documents, by name: "Bộ Chính trị", "UBND", "Bộ Tài chính"; the level, and the letters of the body.

Names are compared folded, so that "Uỷ ban", "Ủy ban" and "uy ban" are one.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from corpus.numbers.document_types import ROWS, is_party_body
from corpus.text import fold


class Issuer(NamedTuple):
    """A body as a text names it: its level (tw, tinh_uy, huyen_uy, dang_uy, qh, ubtvqh, cp, ttg, bo, hdnd, ubnd, so,
    khac), the letters that its documents bear ("TW"; "" where the name does not tell), and where the name stands."""

    level: str
    body: str
    start: int
    end: int


# Longer names first where one begins another. Of the party's committees a town's is below the province.
_NAMES: tuple[tuple[str, str, str], ...] = (
    (r"bo chinh tri|ban bi thu", "tw", "TW"),
    (r"ban to chuc (?:trung uong|tw)", "tw", "BTCTW"),
    (r"uy ban kiem tra (?:trung uong|tw)", "tw", "UBKTTW"),
    (r"ban tuyen giao (?:trung uong|tw)", "tw", "BTGTW"),
    (r"ban dan van (?:trung uong|tw)", "tw", "BDVTW"),
    (r"ban noi chinh (?:trung uong|tw)", "tw", "BNCTW"),
    (r"ban kinh te (?:trung uong|tw)", "tw", "BKTTW"),
    (r"van phong trung uong(?: dang)?", "tw", "VPTW"),
    (r"(?:hoi nghi )?(?:lan thu \w{1,5}(?: \w{1,5})? )?(?:ban chap hanh|bch|hoi nghi) (?:trung uong|tw|t\.u)"
     r"(?: \d{1,2})?(?: dang)?", "tw", "TW"),
    (r"ban tuyen giao(?: (?:tinh|thanh) uy)?", "tinh_uy", "BTGTU"),
    (r"ban to chuc(?: (?:tinh|thanh) uy)?", "tinh_uy", "BTCTU"),
    (r"ban dan van(?: (?:tinh|thanh) uy)?", "tinh_uy", "BDVTU"),
    (r"ban noi chinh(?: (?:tinh|thanh) uy)?", "tinh_uy", "BNCTU"),
    (r"uy ban kiem tra(?: (?:tinh|thanh) uy)?", "tinh_uy", "UBKTTU"),
    (r"van phong (?:tinh|thanh) uy", "tinh_uy", "VPTU"),
    (r"tinh uy|thanh uy|(?:ban chap hanh|bch) dang bo (?:tinh|thanh pho)", "tinh_uy", "TU"),
    (r"(?:ban chap hanh|bch) dang bo huyen", "huyen_uy", "HU"),
    (r"(?:ban chap hanh|bch) dang bo thi xa", "huyen_uy", "TU"),
    (r"(?:ban chap hanh|bch) dang bo (?:xa|phuong|thi tran)", "dang_uy", "ĐU"),
    (r"huyen uy", "huyen_uy", "HU"),
    (r"quan uy (?:trung uong|tw)", "tw", "QUTW"),
    (r"quan uy", "huyen_uy", "QU"),
    (r"thi uy", "huyen_uy", "TU"),
    (r"dang uy", "dang_uy", "ĐU"),
    (r"uy ban thuong vu quoc hoi|ubtvqh", "ubtvqh", "UBTVQH"),
    (r"quoc hoi", "qh", "QH"),
    (r"van phong chinh phu", "bo", "VPCP"),
    (r"thanh tra chinh phu", "bo", "TTCP"),
    (r"thu tuong(?: chinh phu)?|ttg", "ttg", "TTg"),
    (r"chinh phu", "cp", "CP"),
    (r"chu tich nuoc", "khac", "CTN"),
    (r"(?:thuong truc )?(?:hdnd|hoi dong nhan dan)", "hdnd", "HĐND"),
    (r"(?:chu tich |pho chu tich )?(?:ubnd|uy ban nhan dan)", "ubnd", "UBND"),
    (r"ngan hang nha nuoc", "bo", "NHNN"),
    (r"bao hiem xa hoi viet nam", "khac", "BHXH"),
    (r"(?:trung uong|tw)(?: \d{1,2}(?= ?\(?khoa))?(?: dang)?", "tw", "TW"),
)
_OFFICES = sorted(
    ((fold(row.name).replace(",", ",?"), "bo" if row.name.startswith("bộ ") else "so", row.code) for row in ROWS
     if row.is_body and row.name.startswith(("bộ ", "sở "))), key=lambda row: -len(row[0]))
# "Bộ GD&ĐT", "Sở NN-PTNT": the first letter of the code is the word itself.
_SHORT_OFFICES = [(f"{'bo' if row.code[0] == 'B' else 'so'} " + "[&-]?".join(fold(row.code[1:])),
                   "bo" if row.code[0] == "B" else "so", row.code)
                  for row in ROWS if row.is_body and row.name.startswith(("bộ ", "sở ")) and len(row.code) > 2]
_ALL = (*_NAMES, *_OFFICES, *sorted(_SHORT_OFFICES, key=lambda row: -len(row[0])), (r"bo truong", "bo", ""))
# The first letters keep the pattern fast: without them each name would be tried at each place.
_ISSUER = re.compile(rf"(?<![^\W_])(?=[bcdhnqstuv])(?:{'|'.join(f'({name})' for name, _, _ in _ALL)})(?![^\W_])")

# Foreign and private bodies whose resolutions are none of ours.
STRANGE = re.compile(
    r"(?<!\w)(?:hoi dong bao an|lien hop quoc|lien hiep quoc|lhq|dai hoi dong co dong|dhdcd|hoi dong quan tri|hdqt|"
    r"hoi dong thanh vien|nghi vien|thuong vien|ha vien|lien minh chau au|eu|tong thong|nato|iaea|quoc hoi my)(?!\w)")


def find_issuers(folded: str, start: int = 0, end: int | None = None) -> list[Issuer]:
    """The bodies that a folded text names between two places, in order.

    >>> [(i.level, i.body) for i in find_issuers("cua thu tuong chinh phu va bo tai chinh, ubnd tinh")]
    [('ttg', 'TTg'), ('bo', 'BTC'), ('ubnd', 'UBND')]
    """
    return [_make(found) for found in _ISSUER.finditer(folded, start, len(folded) if end is None else end)]


def read_issuer(folded: str, position: int) -> Issuer | None:
    """The body that is named right at a position of a folded text."""
    found = _ISSUER.match(folded, position)
    return _make(found) if found else None


def _make(found: re.Match[str]) -> Issuer:
    _, level, body = _ALL[(found.lastindex or 1) - 1]
    return Issuer(level, body, found.start(), found.end())


_MINISTRY = re.compile(r"B(?!CĐ|QL|CH|TV|TT$|BT|TL|ATGT|NCTU|TCTU|TGTU|DVTU|TGHU|TCHU|DVHU|HXH)[A-ZĐ]{1,8}")
_OFFICE = re.compile(r"S[A-ZĐ]{1,8}")


def level_of(body: str) -> str:
    """The level of a body by its letters, "TU" taken as a province's.

    >>> [level_of(body) for body in ("TW", "TU", "HU", "QH14", "CP", "BYT-DP", "SNV", "UBND-VX", "PTTH")]
    ['tw', 'tinh_uy', 'huyen_uy', 'qh', 'cp', 'bo', 'so', 'ubnd', 'khac']
    """
    first = body.split("-")[0]
    plain = first.rstrip("0123456789")
    if is_party_body(body):
        if plain.endswith("TW") or plain == "BBT":
            return "tw"
        if plain.endswith("ThU"):
            return "huyen_uy"
        if plain.endswith("TU"):
            return "tinh_uy"
        if plain.endswith("HU") or plain == "QU":
            return "huyen_uy"
        if plain.startswith("ĐU") or plain.endswith("ĐU"):
            return "dang_uy"
        return "khac"
    known = {"QH": "qh", "UBTVQH": "ubtvqh", "CP": "cp", "TTg": "ttg", "HĐND": "hdnd", "TTHĐND": "hdnd", "UBND": "ubnd",
             "UB": "ubnd", "VPCP": "bo", "TTCP": "bo", "NHNN": "bo"}
    if plain in known:
        return known[plain]
    if _MINISTRY.fullmatch(plain):
        return "bo"
    return "so" if _OFFICE.fullmatch(plain) else "khac"
