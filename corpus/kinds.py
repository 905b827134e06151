"""find_kind(): what a bulletin is: news, the record of an official document, or a standing page of the portal.

All three are kept and found; readers can leave some of them out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

NEWS, DOCUMENT, STANDING = "tin", "van-ban", "trang"  # as they stand in the address bar and in exported lines
KINDS = (NEWS, DOCUMENT, STANDING)

# What portals call the pages that say who they are. Names begin so; a title of a whole sentence is news about it.
STANDING_NAME = re.compile(
    r"^\W*(?:(?:trang|bài)\s+)?(?:(?:lời\s+)?giới\s+thiệu|tổng\s+quan|thông\s+tin\s+(?:chung|liên\s+hệ)|liên\s+hệ|"
    r"(?:sơ\s+đồ|cơ\s+cấu)\s+(?:bộ\s+máy|tổ\s+chức)|(?:cơ\s+cấu,?\s+)?bộ\s+máy|tổ\s+chức\s+bộ\s+máy|chức\s+năng|"
    r"nhiệm\s+vụ|quá\s+trình\s+(?:hình\s+thành|phát\s+triển)|lịch\s+sử(?:\s+(?:hình\s+thành|phát\s+triển|"
    r"truyền\s+thống|địa\s+phương|văn\s+hóa))?|truyền\s+thống|điều\s+kiện\s+tự\s+nhiên|vị\s+trí\s+địa\s+(?:lý|lí)|"
    r"đặc\s+điểm|địa\s+(?:lý|lí|giới)|danh\s+bạ|đường\s+dây\s+nóng|tiềm\s+năng|dân\s+(?:cư|số)|"
    r"thông\s+tin\s+lãnh\s+đạo|"
    r"(?:ban\s+)?lãnh\s+đạo(?:\s+qua\s+các\s+thời\s+kỳ)?|các\s+phòng\s+ban|đơn\s+vị\s+(?:trực|phụ)\s+thuộc|"
    r"(?:quy|qui)\s+chế\s+hoạt\s+động|điều\s+khoản|chính\s+sách\s+bảo\s+mật|hướng\s+dẫn\s+sử\s+dụng)\b", re.IGNORECASE)
STANDING_WORDS = 14  # "Chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức của Sở Y tế" has 15; happenings are told longer
HAPPENING = re.compile(r"\b(?:sáng|chiều|tối|ngày|tổ chức (?:hội|lễ|cuộc)|khai mạc|bế mạc|khánh thành|ra mắt|công bố|"
                       r"triển khai|kiểm tra|tập huấn|trao|phát động|tăng cường|đẩy mạnh|hội nghị)\b", re.IGNORECASE)
FIELD = re.compile(r"^\W*(?:số(?:\s*(?:[/,-]|và)\s*)?(?:ký\s+)?(?:hiệu)?(?:\s+văn\s+bản)?|(?:số\s*/?\s*)?ký\s+hiệu|"
                   r"trích\s+yếu(?:\s+nội\s+dung)?|"
                   r"(?:ngày|thời\s+gian)\s+(?:ban\s+hành|ký|(?:có\s+)?hiệu\s+lực|văn\s+bản|hết\s+hiệu\s+lực)|"
                   r"(?:cơ\s+quan|đơn\s+vị|nơi)\s+(?:ban\s+hành|phát\s+hành)|(?:loại|hình\s+thức|"
                   r"thể\s+loại)\s+văn\s+bản|"
                   r"người\s+ký(?:\s+(?:duyệt|ban\s+hành))?|lĩnh\s+vực|hiệu\s+lực|tình\s+trạng(?:\s+hiệu\s+lực)?|"
                   r"(?:file|tệp|tập\s+tin|tài\s+liệu)(?:\s+văn\s+bản)?\s+đính\s+kèm)\s*(?::|\||$)", re.IGNORECASE)
TELLING_FIELD = re.compile(r"hiệu|trích|ban\s+hành", re.IGNORECASE)
FIELDS = 3  # a letter has "Số:" and "Trích yếu" in running text; a record has a table of them


def find_kind(title: str, lines: Iterable[str]) -> str:
    """NEWS, DOCUMENT or STANDING, by a bulletin's title and the lines of its text.

    >>> find_kind("Quyết định ban hành Quy chế làm việc", ["Số/Ký hiệu", "12/QĐ-UBND", "Ngày ban hành: 3/4/2019",
    ...                                                    "Người ký", "Trích yếu: …"])
    'van-ban'
    >>> find_kind("Cơ cấu tổ chức", []), find_kind("Giới thiệu sách mới: sáng 5/6, thư viện tỉnh trưng bày", [])
    ('trang', 'tin')
    """
    fields = {found[0].strip(" :|\t").lower() for line in lines if (found := FIELD.match(line))}
    if len(fields) >= FIELDS and any(map(TELLING_FIELD.search, fields)):
        return DOCUMENT
    return STANDING if is_standing(title) else NEWS


def is_standing(title: str) -> bool:
    """Whether a title is that of a page about the portal's own house."""
    return (bool(STANDING_NAME.match(title)) and len(title.split()) <= STANDING_WORDS
            and not HAPPENING.search(title))
