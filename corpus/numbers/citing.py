"""Whether a bare number behind a type's name is a document's: by what stands behind it.

"Nghị quyết 20" is, "báo cáo 9 tháng" is not. Names that are also verbs ("quyết định 3 vấn đề") or that count things
need "số", an issuer or a day behind them, or a capital and a word that goes with a citation.
"""

from __future__ import annotations

import re

from corpus.numbers.document_types import TYPES
from corpus.numbers.issuers import read_issuer
from corpus.numbers.leads import SHORT_CODES, STRONG_CODES, Lead
from corpus.text import fold

# Nouns that nothing is counted with: they need no "số".
STRONG = {
    "NQ", "NQLT", "NĐ", "TT", "TTLT", "CT", "CTHĐ", "CV", "CĐ", "PL", "SL", "VBHN",
}
# "Chương trình 135", "Đề án 844" are names of programmes, taken from the decision that began them: no document of the
# type chương trình has that number, so only "số" makes a short form of them.
PROGRAMMES = {"CTr", "ĐA"}
# In small letters, with nothing but a comma behind, a large number is still one: "theo quy định 131, ".
RULINGS = {"QĐ", "QyĐ", "KL", "HD", "TB"}
LARGE = 100

# After a bare number: a date, a rate, a range, a word. "20 - động lực" and "20-động lực" are dashes in a sentence.
_WORD = r"-(?=[a-zđ]*[^\Wa-z\d_đ])[^\W\d_A-ZĐ]{2,}(?!\w)"
GOES_ON = re.compile(rf" ?[/\\_] ?\w| ?- ?\d|(?!{_WORD})-\w|[.,:]\d|\w|%|°|\.(?:docx?|pdf|xlsx?)\b")

_UNITS = (
    r"%|‰|tỷ|tỉ|triệu|nghìn|ngàn|trăm|đồng|usd|người|ca|vụ|trường hợp|lượt|hộ|tuổi|điểm|giờ|phút|km|ha|tấn|kg|m|"
    r"ty|ti|trieu|nghin|dong|nguoi|truong hop|ho|diem|gio")
_TIMES = (
    r"năm(?! (?:19|20)\d\d)|nam(?! (?:19|20)\d\d)|tháng|thang|tuần|tuan|ngày(?! \d{1,2}\D)|quý")
_COUNTED = re.compile(rf" ?(?:{_UNITS})(?!\w)", re.IGNORECASE)
_COUNTED_OR_TIMED = re.compile(rf" ?(?:{_UNITS}|{_TIMES})(?!\w)", re.IGNORECASE)
_COUNTED_ANYTHING = re.compile(
    rf" ?(?:{_UNITS}|{_TIMES}|"
    r"vấn đề|van de|nội dung|noi dung|nhiệm vụ|nhiem vu|giải pháp|giai phap|mục tiêu|nhóm|chuyên đề|lĩnh vực|điều|"
    r"khoản|chương|phần|mục|lần|bước|đợt|giai đoạn|kỳ|cấp|xã|phường|huyện|tỉnh|thành phố|quận|sở|ngành|bộ|đơn vị|"
    r"cơ quan|địa phương|doanh nghiệp|trạm|trường|dự án|đối tượng|loại|cán bộ|đồng chí|lãnh đạo|cái|chiếc|con|cá nhân|"
    r"buổi|tiết|bài|lớp|môn|suất|cuộc|"
    r"tập thể|văn bản|quyết định|nghị quyết|tác giả|tác phẩm|công trình|thủ tục|tổ chức|thành viên|ủy viên)(?!\w)",
    re.IGNORECASE)
_CITING_WORD = (
    r"(?:của|về|ngày \d|năm (?:19|20)\d\d|được|do|ban hành|có hiệu lực|quy định|khóa|khoá|trung ương|tw|sửa đổi|"
    r"thay thế|bãi bỏ|nêu|cua|ve|ngay \d|nam (?:19|20)\d\d|khoa (?:[ivx]+|\d))(?!\w)")
_CITING = re.compile(
    rf" {{0,2}}(?:$|\n|[;:)\]”\"!?…]|[.,](?!\d)|{_CITING_WORD}|(?:đã|và|hoặc)(?!\w)| ?- [^\W\d_]|"
    rf"(?-i:{_WORD}))", re.IGNORECASE)
# Behind a name with a capital, words that go on with what the document does.
_CITING_VERB = re.compile(
    r" (?:thì|thực hiện|triển khai|yêu cầu|cho phép|cho biết|giao|nhằm|nói trên|trên|này|là|không|phê duyệt|bổ sung|"
    r"hướng dẫn|công nhận|thành lập|tại|ghi rõ|nêu rõ|chỉ đạo|tiếp tục|cũng|sẽ|vẫn|còn|ra đời|đi vào)(?!\w)")
_CITING_BY_WORD = re.compile(rf" {{0,2}}{_CITING_WORD}", re.IGNORECASE)
_DAY = re.compile(r",? (?:\()?(?:ra |ký |ban hành )?(?:ngày|ngay) \d{1,2} ?(?:[/.-]|tháng|thang)", re.IGNORECASE)
_HOLDERS = "(?:ban thuong vu |btv |chu tich |pho chu tich |thuong truc |lanh dao )?"
_BY = re.compile(f"[, (]{{1,2}}(?:cua|do) {_HOLDERS}")
_TYPED_BY = re.compile(f"[, (]{{1,2}}(?:(?:cua|do) )?{_HOLDERS}")
# Bodies that nothing is counted in, so that "của" may be left out: "chỉ thị 15 Thủ tướng", "kết luận 21 Bộ Chính trị".
_ALONE = {"tw", "cp", "ttg"}
_COMMITTEES = {"tinh_uy", "huyen_uy", "dang_uy"}
_UNIT = "(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường)"
# "Hội ND 14 tỉnh, thành phố": several kinds of units are counted; behind a number stands the name of one.
_COUNTED_UNITS = re.compile(rf" ?{_UNIT}(?:, ?| và ){_UNIT}(?!\w)", re.IGNORECASE)
PROOF_CHARS = 80
FIRST_YEAR, LAST_YEAR = 1945, 2100  # "kế hoạch 2017" is a plan for a year
MONTHS = 12  # "báo cáo 3/2017" is a report of March


def names_document(text: str, lead: Lead, digits: str, year: str, end: int, *, typed: bool) -> bool:
    """Whether a bare number (and year) that ends at `end` names a document of the type before it."""
    if not lead.code or lead.code == "L" and not year:
        return False
    if not lead.is_name and not (typed or lead.is_shout):
        return False
    if lead.has_so:
        return not _COUNTED.match(text, end)
    if _COUNTED_UNITS.match(text, end):
        return False
    number = int(re.sub(r"\D", "", digits))
    if lead.code == "CTr" and not year and number < FIRST_YEAR and _is_of_committee(text, end):
        return True
    if lead.code in PROGRAMMES or lead.code == "VB" or not year and FIRST_YEAR <= number <= LAST_YEAR and not (
            _DAY.match(text, end)):
        return False
    is_small = number <= 9 and not digits.startswith("0")
    if lead.code in STRONG and lead.is_name or lead.code in STRONG_CODES and not lead.is_name:
        counted = _COUNTED_OR_TIMED if (lead.is_name or typed) and not is_small else _COUNTED_ANYTHING
        return not counted.match(text, end)
    if year:
        return number > MONTHS or typed and lead.code in STRONG
    if _COUNTED.match(text, end):
        return False
    if is_proven(text, end):
        return lead.is_name or typed or lead.is_shout
    if typed and (not text[end:].strip() or _is_by(_TYPED_BY, text, end)):
        return True
    if not lead.is_name and not typed or is_small:
        return False
    if typed or lead.has_capital:
        return (_CITING.match(text, end) or _CITING_VERB.match(text, end)) is not None
    return lead.code in RULINGS and number >= LARGE and (
        _CITING_BY_WORD.match(text, end) or _CITING.match(text, end)) is not None


def is_proven(text: str, end: int) -> bool:
    """Whether an issuer or a day stands behind a number, which proves it, however it is written.

    >>> is_proven("quyết định 1743 của UBND huyện", 15), is_proven("quy định 5 của", 10)
    (True, False)
    """
    if text[end:end + 1] not in (" ", ","):
        return False
    if _DAY.match(text, end):
        return True
    if _is_by(_BY, text, end):
        return True
    issuer = read_issuer(fold(text[end:end + PROOF_CHARS]), 1)
    return issuer is not None and issuer.level in _ALONE and issuer.body != "VPTW"


def _is_by(words: re.Pattern[str], text: str, end: int) -> bool:
    """Whether a body stands behind a number, some words between them."""
    behind = fold(text[end:end + PROOF_CHARS])
    by = words.match(behind)
    return by is not None and read_issuer(behind, by.end()) is not None


def _is_of_committee(text: str, end: int) -> bool:
    """Whether a committee of the party stands behind a number: "Chương trình 12 của Huyện ủy" is a document's."""
    behind = fold(text[end:end + PROOF_CHARS])
    by = _BY.match(behind)
    issuer = read_issuer(behind, by.end()) if by else None
    return issuer is not None and issuer.level in _COMMITTEES


def may_cite(text: str, end: int) -> bool:
    """Whether a bare number may be a document's if its type and number are proven elsewhere: it counts nothing."""
    return not GOES_ON.match(text, end) and not _COUNTED_ANYTHING.match(text, end)


def goes_with_citation(text: str, end: int) -> bool:
    """Whether what stands behind a list of numbers may follow a citation, and counts nothing."""
    return (_CITING.match(text, end) is not None or is_proven(text, end)) and not _COUNTED_ANYTHING.match(text, end)


def is_lone_code(letters: str, *, typed: bool) -> bool:
    """Whether letters behind a number, without a body, still name a type: "Nghị quyết số 20-NQ", "20 nq" when typed."""
    code = TYPES.get(fold(letters), "")
    return code in SHORT_CODES if typed else letters in STRONG_CODES
