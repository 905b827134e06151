"""What stands before a number: "Nghị quyết số", "NĐ", "số"; and what there says that it is no document's."""

from __future__ import annotations

import re
from typing import NamedTuple

from corpus.numbers.document_types import CODES
from corpus.text import fold

# Options, contracts, forms and projects are counted far more often than they are cited: no short form.
CITED = {
    "nghị quyết", "nghị quyết liên tịch", "nghị định", "thông tư", "thông tư liên tịch", "thông tri", "chỉ thị",
    "quyết định", "quy định", "quy chế", "kết luận", "thông báo", "thông báo kết luận", "hướng dẫn", "kế hoạch",
    "chương trình hành động", "chương trình", "đề án", "báo cáo", "tờ trình", "công văn", "công điện", "pháp lệnh",
    "luật", "sắc lệnh", "văn bản hợp nhất", "văn bản",
}
STRONG_CODES = {"NQ", "NĐ", "QĐ", "CTHĐ", "TTLT", "NQLT", "VBHN"}  # letters that stand for nothing else: "NQ 20"
SHORT_CODES = STRONG_CODES | {"CT", "TT", "KL", "TB", "HD", "KH", "BC", "CV", "CĐ", "CTr", "TTr", "QyĐ", "QĐi"}
# Glued to the digits only these are read in an article, in capitals: "CT5" may be a house, "KH12" a class.
GLUED = ("NQ", "NĐ")
GLUED_TO_LARGE = ("QĐ",)  # to three digits and more: "QĐ2" is an army corps
# The last syllables of the names of types, of which a blank may be lost: "Nghị định168/2024/NĐ-CP".
GLUED_NAMES = ("Nghị quyết", "Nghị định", "Thông tư", "Chỉ thị", "Quyết định", "Quy định", "Kết luận", "Thông báo",
               "Hướng dẫn", "Kế hoạch", "Công văn", "Công điện")

_NAMES = {name: "TB" if name == "thông báo kết luận" else CODES[name] for name in CITED}
_NAMES["quy định"] = "QyĐ"
_NAMES |= {fold(name): code for name, code in _NAMES.items()}
LETTERS = {fold(code): code for code in SHORT_CODES} | {code.lower(): code for code in SHORT_CODES}

MAX_LEAD = 40  # "Nghị quyết liên tịch số : " and room to see that a word begins there
_LEAD = re.compile(
    r"(?<!\w)(?:(?P<name>{names})|(?<![/-])(?P<code>{codes}))?(?P<so>(?:(?<=\w) |(?<!\w))(?:số|so|sô)(?!\w))?"
    r" {{0,2}}:? {{0,2}}$".format(
        names="|".join(name.replace(" ", " {1,2}") for name in sorted(_NAMES, key=len, reverse=True)),
        codes="|".join(sorted(LETTERS, key=len, reverse=True))),
    re.IGNORECASE)
# The last letters of all that may stand before a number: most numbers are sent away by this.
_ENDINGS = tuple({form[-2:] for form in [*_NAMES, *LETTERS, "số", "so", "sô"]})
# Form numbers ("Mẫu số 01-TT/KBNN", "Mẫu quyết định số 02"), days ("tháng 3/2017 - KH-UBND"), standards, cases before
# a court and boats ("ghe số hiệu NĐ 1816") look like numbers of documents.
_REFUSED = re.compile(
    r"(?<!\w)(?:(?:mẫu|biểu|phụ lục|tháng|ngày|quý|số hiệu|biển số|biển kiểm soát|vụ án|bản án|hóa đơn|hoá đơn|"
    r"tài khoản)(?: số)?|[QT]CVN(?: ISO)?|ISO) ?:? ?$", re.IGNORECASE)
_FORM = re.compile(r"(?<!\w)(?:mẫu|biểu) $", re.IGNORECASE)
_BOAT = re.compile(r"(?<!\w)(?:số hiệu|biển số|biển kiểm soát|ghe|tàu|xà lan)(?: \w{1,10})? ?:? ?$", re.IGNORECASE)


class Lead(NamedTuple):
    """The words before a number: where they start, the type they name ("" if only "số"), and how they are written."""

    start: int
    code: str = ""
    has_so: bool = False
    is_name: bool = False
    has_capital: bool = False
    is_shout: bool = False


def read_lead(text: str, position: int) -> Lead:
    """The type's name or letters and the "số" that end right at a position; Lead(position) if there are none.

    >>> read_lead("theo Nghị quyết số 20", 19)
    Lead(start=5, code='NQ', has_so=True, is_name=True, has_capital=True, is_shout=False)
    """
    before = text[max(0, position - MAX_LEAD):position]
    if not before.rstrip(" :").lower().endswith(_ENDINGS):
        return Lead(position)
    found = _LEAD.search(before)
    if found is None or not (found["name"] or found["code"] or found["so"]):
        return Lead(position)
    words = found["name"] or found["code"] or ""
    spelled = re.sub(" +", " ", words.lower())
    code = (_NAMES if found["name"] else LETTERS).get(spelled, "")
    start = position - len(before) + found.start()
    return Lead(start, code, bool(found["so"]), bool(found["name"]), words[:1].isupper(), words[:2].isupper())


def is_refused(text: str, lead: Lead, position: int) -> bool:
    """Whether the words before a number, or before its type, say that it is a form's, a month's, a boat's.

    >>> is_refused("Mẫu số 01", Lead(4, has_so=True), 7), is_refused("ghe số hiệu NĐ 18", Lead(12, "NĐ"), 15)
    (True, True)
    """
    if _REFUSED.search(text[max(0, position - 20):position]):
        return True
    before = text[max(0, lead.start - 30):lead.start]
    return bool(lead.code) and (_FORM if lead.is_name else _BOAT).search(before) is not None
