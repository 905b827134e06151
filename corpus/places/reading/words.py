"""Words beside a name: what says that it is a person, a street or a firm, and what says that it is of the past."""

from __future__ import annotations

import re

# Behind these a bare name is a person, a street, a school, a river …: no unit.
NO_PLACE = frozenset("""
đường phố cầu chợ trường thôn sông ông bà anh chị em cô chú bác cậu dì thầy bạn núi đèo hồ suối đồi rừng vườn chùa đền
đình miếu am hang động báo tạp chí bến cảng ga ấp buôn bon bản làng xóm khóm sóc phum tổ đội nhóm hội trường quảng công
viên họ tên tác giả ca nhạc họa nghệ sĩ sỹ soạn nhà máy xí nghiệp ty hãng khách sạn bệnh viện đoàn gia đình đồng chí
liệt tướng vua chúa đại tá úy uý trận chiến thắng dịch phim vở kịch cải lương ca khúc bài hát tuyến lộ hẻm ngõ ngách
lớp thpt thcs tiểu học nghĩa trang tượng mẹ cụ cháu bé nữ nam giáo võ cửa hàng quán siêu thị chung cư dự án khu
bcđ tàu thuyền đảo giống hoa cây sâm gạo rượu mắm lụa hải sư trung lữ
""".split())
# The last words before a name, of which the last alone would say too much.
PLACE_AFTER_ALL = re.compile(r"(?:công an|tỉnh đoàn|thành đoàn|huyện đoàn|khu vực|miền|vùng|phía nam|phía bắc|"
                             r"sở|ban|đoàn đbqh|đoàn đại biểu quốc hội|đoàn đại biểu|việt nam) $")
# A bare district's name is a place behind these, without any other sign.
PLACE_BEFORE = re.compile(r"(?:(?<!\w)(?:tại|ở|đến|từ|về|vào|ra|lên|xuống|qua|tới|thuộc|địa bàn|khu vực|ubnd|hđnd|"
                          r"công an|người dân|quê|sang|đi|gần|rời|thăm|du lịch|vịnh|biển|"
                          r"phố biển|huyện ủy|thị ủy|thành ủy)|"
                          r"[(\-–]) ?$", re.IGNORECASE)
# A sentence's first word has a capital and belongs to no name.
STARTERS = frozenset("""
tại ở từ đến về và trong trên qua theo do với khi nếu ngoài hiện riêng còn như vì để sau trước giữa gần cả nhưng nay
ngay đây là các những cùng thuộc dọc khắp toàn hướng
""".split())
PAST_BEHIND = re.compile(r"\s*(?:\(?cũ\)?|trước đây|(?:trước|cũ) khi sáp nhập|\(trước\b)", re.IGNORECASE)
_PAST = ("nhập", "thành lập từ", "trên cơ sở", "hợp nhất", "tách ra từ", "tách từ", "chia tách", "trước đây là",
         "vốn là", "tiền thân là", "nguyên là", "tên cũ là")
PAST_BEFORE = re.compile(rf"(?:sáp nhập|{'|'.join(_PAST)})[^.;\n]{{0,120}}$", re.IGNORECASE)
NOW_AGAIN = re.compile(r"(?<!\w)(?:thành|vào|để thành lập|nay là|mang tên|lấy tên|đổi tên)(?!\w)", re.IGNORECASE)
EXCEPT_FROM = re.compile(r"thành lập từ|thành lập trên", re.IGNORECASE)


def is_past(text: str, start: int, end: int) -> bool:
    """Whether what stands around text[start:end] says that the unit is one of the past.

    >>> text = "được thành lập từ xã Tân Thành; huyện Phú Xuyên cũ"
    >>> is_past(text, 18, 30), is_past(text, 32, 47), is_past("nhập xã A vào xã Tân Thành", 14, 26)
    (True, True, False)
    """
    if PAST_BEHIND.match(text, end):
        return True
    low = text[max(0, start - 140):start].lower()
    if not any(words in low for words in _PAST):  # nearly always, and ten times as fast as the pattern
        return False
    before = PAST_BEFORE.search(text, max(0, start - 140), start)
    return before is not None and not NOW_AGAIN.search(EXCEPT_FROM.sub("", before[0]))
