"""What stands before a number: "Nghị quyết số", "NĐ"; and whether a bare number behind it names a document.

"Nghị quyết 20" does, "báo cáo 9 tháng" does not. Names that are also verbs ("quyết định 3 vấn đề") or that count
things need "số", or a capital and a word that goes with a citation behind them.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from corpus.numbers.document_types import CODES, TYPES
from corpus.text import fold

# Options, contracts, forms and projects are counted far more often than they are cited: no short form.
CITED = {
    "nghị quyết", "nghị quyết liên tịch", "nghị định", "thông tư", "thông tư liên tịch", "thông tri", "chỉ thị",
    "quyết định", "quy định", "quy chế", "kết luận", "thông báo", "thông báo kết luận", "hướng dẫn", "kế hoạch",
    "chương trình hành động", "chương trình", "đề án", "báo cáo", "tờ trình", "công văn", "công điện", "pháp lệnh",
    "luật", "sắc lệnh", "văn bản hợp nhất",
}
# Nouns that nothing is counted with: they need no "số".
STRONG = {
    "NQ", "NQLT", "NĐ", "TT", "TTLT", "CT", "CTHĐ", "CV", "CĐ", "PL", "SL", "VBHN",
}
# "Chương trình 135", "Đề án 844" are names of programmes, taken from the decision that began them: no document of the
# type chương trình has that number, so only "số" makes a short form of them.
PROGRAMMES = {"CTr", "ĐA"}
STRONG_CODES = {"NQ", "NĐ", "QĐ", "CTHĐ", "TTLT", "NQLT", "VBHN"}  # letters that stand for nothing else: "NQ 20"
SHORT_CODES = STRONG_CODES | {"CT", "TT", "KL", "TB", "HD", "KH", "BC", "CV", "CĐ", "CTr", "TTr", "QyĐ", "QĐi"}

_NAMES = {name: "TB" if name == "thông báo kết luận" else CODES[name] for name in CITED}
_NAMES["quy định"] = "QyĐ"
_NAMES |= {fold(name): code for name, code in _NAMES.items()}
_LETTERS = {fold(code): code for code in SHORT_CODES} | {code.lower(): code for code in SHORT_CODES}

MAX_LEAD = 40  # "Nghị quyết liên tịch số : " and room to see that a word begins there
_LEAD = re.compile(
    r"(?<!\w)(?:(?P<name>{names})|(?P<code>{codes}))?(?P<so>(?:(?<=\w) |(?<!\w))(?:số|so|sô)(?!\w))?"
    r" {{0,2}}:? {{0,2}}$".format(
        names="|".join(name.replace(" ", " {1,2}") for name in sorted(_NAMES, key=len, reverse=True)),
        codes="|".join(sorted(_LETTERS, key=len, reverse=True))),
    re.IGNORECASE)
# The last letters of all that may stand before a number: most numbers are sent away by this.
_ENDINGS = tuple({form[-2:] for form in [*_NAMES, *_LETTERS, "số", "so", "sô"]})
# Form numbers ("Mẫu số 01-TT/KBNN") and days ("tháng 3/2017 - KH-UBND") look like numbers of documents.
_REFUSED_LEAD = re.compile(r"(?<!\w)(?:mẫu|biểu|phụ lục|tháng|ngày|quý)(?: số)? ?:? ?$", re.IGNORECASE)

_UNITS = (
    r"%|‰|tỷ|tỉ|triệu|nghìn|ngàn|trăm|đồng|usd|người|ca|vụ|trường hợp|lượt|hộ|tuổi|điểm|giờ|phút|km|ha|tấn|kg|m|"
    r"ty|ti|trieu|nghin|dong|nguoi|truong hop|ho|diem|gio")
_COUNTED = re.compile(rf" ?(?:{_UNITS})(?!\w)", re.IGNORECASE)
_COUNTED_ANYTHING = re.compile(
    rf" ?(?:{_UNITS}|năm(?! (?:19|20)\d\d)|nam(?! (?:19|20)\d\d)|tháng|thang|tuần|tuan|ngày(?! \d{{1,2}}\D)|quý|"
    r"vấn đề|van de|nội dung|noi dung|nhiệm vụ|nhiem vu|giải pháp|giai phap|mục tiêu|nhóm|chuyên đề|lĩnh vực|điều|"
    r"khoản|chương|phần|mục|lần|bước|đợt|giai đoạn|kỳ|cấp|xã|phường|huyện|tỉnh|thành phố|quận|sở|ngành|bộ|đơn vị|"
    r"cơ quan|địa phương|doanh nghiệp|trạm|trường|dự án|đối tượng|loại|cán bộ|đồng chí|lãnh đạo|cái|chiếc|con|cá nhân|"
    r"tập thể|văn bản|quyết định|nghị quyết|tác giả|tác phẩm|công trình|thủ tục|tổ chức|thành viên|ủy viên)(?!\w)",
    re.IGNORECASE)
_CITING = re.compile(
    r" {0,2}(?:$|\n|[;:)\]”\"!?…]|[.,](?!\d)|(?:của|về|ngày \d|năm (?:19|20)\d\d|được|do|ban hành|đã|và|hoặc|"
    r"có hiệu lực|quy định|khóa|khoá|trung ương|tw|sửa đổi|thay thế|bãi bỏ|nêu|"
    r"cua|ve|ngay \d|nam (?:19|20)\d\d|khoa [ivx]+)(?!\w))",
    re.IGNORECASE)
FIRST_YEAR, LAST_YEAR = 1945, 2100  # "kế hoạch 2017" is a plan for a year
MONTHS = 12  # "báo cáo 3/2017" is a report of March


class Lead(NamedTuple):
    """The words before a number: where they start, the type they name ("" if only "số"), and how they are written."""

    start: int
    code: str = ""
    has_so: bool = False
    is_name: bool = False
    has_capital: bool = False


def read_lead(text: str, position: int) -> Lead:
    """The type's name or letters and the "số" that end right at a position; Lead(position) if there are none.

    >>> read_lead("theo Nghị quyết số 20", 19)
    Lead(start=5, code='NQ', has_so=True, is_name=True, has_capital=True)
    """
    before = text[max(0, position - MAX_LEAD):position]
    if not before.rstrip(" :").lower().endswith(_ENDINGS):
        return Lead(position)
    found = _LEAD.search(before)
    if found is None or not (found["name"] or found["code"] or found["so"]):
        return Lead(position)
    words = found["name"] or found["code"] or ""
    spelled = re.sub(" +", " ", words.lower())
    code = (_NAMES if found["name"] else _LETTERS).get(spelled, "")
    start = position - len(before) + found.start()
    return Lead(start, code, bool(found["so"]), bool(found["name"]), words[:1].isupper())


def is_refused_lead(text: str, position: int) -> bool:
    """Whether the words before a number say that it is a form's or a month's."""
    return _REFUSED_LEAD.search(text[max(0, position - 15):position]) is not None


def names_document(text: str, lead: Lead, number: int, year: str, end: int, *, typed: bool) -> bool:
    """Whether a bare number (and year) that ends at `end` names a document of the type before it."""
    if not lead.code or lead.code == "L" and not year:
        return False
    if not lead.is_name and not (typed or text[lead.start:lead.start + 2].isupper()):
        return False
    if lead.has_so:
        return not _COUNTED.match(text, end)
    if lead.code in PROGRAMMES or not year and FIRST_YEAR <= number <= LAST_YEAR:
        return False
    if lead.code in STRONG and lead.is_name or lead.code in STRONG_CODES and not lead.is_name:
        return not _COUNTED_ANYTHING.match(text, end)
    if year:
        return number > MONTHS
    if not lead.is_name and not typed:
        return False
    return number > 9 and (typed or lead.has_capital) and _CITING.match(text, end) is not None


def is_lone_code(letters: str, *, typed: bool) -> bool:
    """Whether letters behind a number, without a body, still name a type: "Nghị quyết số 20-NQ", "20 nq" when typed."""
    code = TYPES.get(fold(letters), "")
    return code in SHORT_CODES if typed else letters in STRONG_CODES
