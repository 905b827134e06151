"""What surrounds a bulletin on every portal: words, class names and shapes that never are its text.

Each table is evidence that several systems share (SharePoint, Liferay, Drupal, WordPress, Joomla, DotNetNuke, VNPT,
pages written by hand), not the class names of one portal. Words are matched without regard to case.
"""

from __future__ import annotations

import re
from itertools import islice

from corpus.extraction.tree import Node

# A line that opens what comes after a bulletin. Short lines only: "các tin khác" inside a sentence says nothing.
END = re.compile(
    r"""^\W*(?:
    (?:xem\ )?(?:(?:các|những)\s*)?(?:(?:bản\ )?tin(?:\ tức)?|bài(?:\ viết)?|thông\ (?:tin|báo)|văn\ bản|sự\ kiện
           |video|clip|(?:hình\ )?ảnh|phóng\ sự|(?:chuyên\ )?mục|câu\ hỏi|tài\ liệu)
        (?:,?\ (?:bài(?:\ viết)?|tin|ảnh|video))*
        \s+(?:(?:tức|viết|đã|được|cùng|có|mới|cũ|nhiều\ người)\s+)*
        (?:khác|liên\ quan|(?:cùng|trong)\ (?:chuyên\ mục|chủ\ đề|thể\ loại|loại|mục)|(?:đã\ )?(?:đưa|đăng)
           |mới\ hơn|cũ\ hơn|mới\ nhất|nổi\ bật|gần\ đây|theo\ chủ\ đề
           |đọc\ nhiều(?:\ nhất)?|xem\ nhiều(?:\ nhất)?|đọc|xem|tiếp\ theo|trước(?:\ đó)?|chuyên\ mục|mới|cũ)
        (?:\ (?:khác|trước|(?:cùng|trong)\ chuyên\ mục))?(?:\ theo)?(?:\ (?:ngày|tháng|năm))?
    | (?:các\ )?(?:tin|bài(?:\ viết)?)\ cùng\ chuyên\ mục.{0,30}
    | (?:các\ )?tin\ (?:mới|cũ)\ (?:đưa|đăng|cập\ nhật|hơn|nhất)
    | cùng\ (?:chuyên\ mục|chủ\ đề|danh\ mục)
    | (?:có\ thể\ )?(?:bạn|quý\ vị)\ (?:có\ thể\ )?quan\ tâm
    | xem\ (?:tin\ )?(?:theo\ ngày|thêm|tiếp|nhiều(?:\ nhất)?)
    | tin\ theo\ ngày | tiêu\ điểm | tin\ (?:nổi\ bật|nóng|ảnh|video)
    | (?:ý\ kiến\ |(?:bạn\ đọc|độc\ giả)\ )?bình\ luận(?:\ bạn\ đọc|\ \(\d+\))?
    | ý\ kiến(?:\ (?:bạn\ đọc|của\ bạn)|\ \(\d+\))
    | phản\ hồi\ bạn\ đọc | leave\ a\ (?:reply|comment) | đọc\ (?:thêm|nhiều(?:\ nhất)?)
    | gửi\ (?:bình\ luận|ý\ kiến|phản\ hồi)
    | viết\ bình\ luận | để\ lại\ (?:một\ )?(?:bình\ luận|trả\ lời|phản\ hồi) | bình\ chọn
    | đánh\ giá\ (?:bài\ viết|tin)
    | thống\ kê\ truy\ cập | (?:số\ )?lượt\ truy\ cập | lượt\ xem\ nhiều | liên\ kết\ (?:web(?:site)?|website)
    | related\ (?:posts|news|articles) | other\ news | comments?
    )\W*(?:\d+\W*)?$""",
    re.IGNORECASE | re.VERBOSE,
)
# Further headings of links, of topics rather than of kinds.
TOPIC_END = re.compile(
    r"""^\W*(?:
    (?:(?:xem|tin)\ )?(?:theo|cùng|trong)\ (?:dòng\ )?sự\ kiện | dòng\ sự\ kiện
    | (?:(?:theo|cùng)\ )?dòng\ sự\ kiện\ ?:.{0,60} | diễn\ biến\ sự\ kiện
    | theo\ dõi\ (?:chúng\ tôi|trang|cổng).{0,30}
    | cùng\ (?:sự\ kiện|tác\ giả|chuyên\ đề)
    | (?:mời\ )?(?:(?:quý\ )?(?:bạn\ đọc|độc\ giả|quý\ vị|bạn)\ )?
        (?:xem|đọc|tham\ khảo|theo\ dõi)\ thêm(?:\ (?:bài|tin)(?:\ viết)?)?
    | (?:tin|bài)?\ ?(?:được|đáng)\ (?:quan\ tâm|chú\ ý)(?:\ nhất)?
    | đừng\ bỏ\ (?:lỡ|qua) | gợi\ ý\ (?:cho\ bạn|đọc\ thêm)
    | dành\ cho\ (?:bạn|quý\ vị) | (?:nội\ dung|chủ\ đề|chuyên\ đề|bài\ đọc)\ (?:liên\ quan|khác) | liên\ quan
    | tin\ (?:trong\ ngày|hôm\ nay|vắn|nhanh\ khác) | tin\ đọc\ nhiều
    | (?:được\ )?(?:đọc|xem)\ nhiều(?:\ nhất)?(?:\ trong\ (?:ngày|tuần|tháng))?
    | xem\ thêm\ (?:các\ )?(?:tin|bài)(?:\ viết)?(?:\ khác)? | see\ also | read\ more | more\ news
    | you\ may\ also\ like
    )\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
END_CHARS = 60  # the longest of these headings, with an icon and a count

# A line that is furniture wherever it stands.
FURNITURE = re.compile(
    r"""^\W*(?:
    in\ (?:trang|bài|bài\ viết|tin)(?:\ này)? | bản\ in
    | (?:gửi|chia\ sẻ)\ (?:email|mail|qua\ email|cho\ bạn\ bè|bài\ viết|facebook)
    | print | email | e-mail | share | tweet | like | facebook | zalo | twitter | google\+? | chia\ sẻ
    | lưu\ (?:tin|bài|trang)
    | quay\ lại | trở\ (?:về|lại) | về\ (?:trang\ trước|đầu\ trang) | lên\ đầu\ trang | đầu\ trang | trang\ chủ | home
    | (?:xem\ chi\ tiết|chi\ tiết\ xem|chi\ tiết)(?:\ (?:tại\ đây|tại\ file\ đính\ kèm))? | tại\ đây
    | đọc\ tiếp | xem\ tiếp | tiếp\ theo
    | (?:số\ )?(?:lượt|lần)\ (?:người\ )?(?:xem|đọc|truy\ cập)\W*[\d.,]*
    | (?:đã\ )?(?:xem|đọc)\W*[\d.,]+(?:\ lần)? | [\d.,]+\ (?:lượt|lần)\ (?:xem|đọc)
    | (?:xem\ với\ )?cỡ\ chữ.*
    | tăng\ cỡ.* | giảm\ cỡ.* | đọc\ bài(?:\ viết)?| nghe\ (?:đọc\ )?(?:bài|tin)(?:\ viết)?
    | your\ browser\ does\ not.*
    | chung\ nhan\ tin\ nhiem\ mang | chứng\ nhận\ tín\ nhiệm\ mạng | tín\ nhiệm\ mạng
    | (?:đang\ )?(?:truy\ c[aâậ]p|online|trực\ tuyến)\W*[\d.,]*
    | (?:tổng\ )?truy\ c[aâậ]p(?:\ (?:tổng|hiện\ tại|hôm\ nay|tháng|tuần))?\W*[\d.,]*
    | hôm\ nay\W*[\d.,]* | hôm\ qua\W*[\d.,]* | tìm\ kiếm(?:\ thông\ tin)? | đăng\ nhập | đăng\ ký | sign\ in
    | skip\ to.*
    | tổng\ số\ điểm\ của\ bài\ viết.* | (?:click|nhấn)\ để\ đánh\ giá.* | xếp\ hạng.{0,40}
    | (?:từ\ khóa|tags?)\b.{0,60} | đánh\ giá.{0,20} | \d+\ (?:bình\ luận|comments?) | ngôn\ ngữ | tiếng\ việt | english
    | rss | sơ\ đồ\ (?:site|trang|cổng).*
    | (?:click|nhấn|bấm)\ (?:vào\ đây|để\ xem).{0,40} | tải\ về | download | file\ đính\ kèm | tệp\ đính\ kèm
    | tài\ liệu\ đính\ kèm
    | (?:tải|xem)\ (?:toàn\ (?:văn|bộ)|văn\ bản|nội\ dung|file|tệp|tài\ liệu|chi\ tiết)
        (?:\ (?:văn\ bản|nội\ dung|đính\ kèm|gốc|về(?:\ máy)?|tại\ đây|ở\ đây))*
    )\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
FURNITURE_CHARS = 80
MANY_CHILDREN = 200  # of a block, among which paragraphs of the same style are looked for
PARAGRAPH_CHARS = 80  # so much text in a <p> is a paragraph rather than a label

# A portal's imprint: who answers for it, and where it sits. Two of these in one line, or one in a short line.
IMPRINT = re.compile(
    r"bản quyền|copyright|©|giấy phép (?:số|cung cấp|thiết lập|hoạt động|xuất bản|trang|cung)|ghi rõ nguồn|"
    r"phát hành lại thông tin"
    r"|trưởng ban biên tập|chịu trách nhiệm (?:nội dung|chính|xuất bản)|tổng biên tập|(?:địa chỉ|trụ sở)\s*:|"
    r"(?:điện thoại|đt|tel|fax|hotline)\s*[.:]"
    r"|(?:e-?mail|thư điện tử)\s*:|all rights reserved|thiết kế (?:bởi|và phát triển)|phát triển bởi|powered by|"
    r"lượt truy cập"
    r"|đang truy cập|(?:cơ quan|đơn vị) (?:chủ quản|quản lý)\s*:|truy c[aâậ]p (?:tổng|hiện tại)",
    re.IGNORECASE,
)
IMPRINT_LINE_CHARS, IMPRINT_CHARS = 120, 400  # longer paragraphs that name an address are news about a move

NOT_FOUND = re.compile(
    r"không tồn tại|không tìm thấy (?:trang|nội dung|kết quả|bài)|trang bạn (?:tìm|yêu cầu)|page not found|"
    r"^\W*404\W*$|lỗi 404|error 404|404 (?:error|not found)"
    r"|chức năng đang được (?:hoàn thiện|xây dựng)|(?:^\W*|nội dung |dữ liệu |trang )đang (?:được )?cập nhật"
    r"|access denied|đã bị (?:xóa|gỡ)",
    re.IGNORECASE,
)

# Names of blocks (class and id, cut at hyphens, underscores and capitals) that hold furniture.
FURNITURE_NAMES = frozenset(
    """menu submenu topmenu mainmenu leftmenu rightmenu nav navbar navigation topnav navlist breadcrumb breadcrumbs
    sitemap sidebar footer foot footers banner logo ticker marquee
    related lienquan tinlienquan tinkhac tbtinkhac cactinkhac othernews other others tincu tinmoi morenews
    comment comments binhluan respond disqus share sharing social socials addthis sharethis print printandback
    counter visitor visitors hitcount thongke truycap thongketruycap calendar datepicker lich
    pagination paging pager pagenavi phantrang tags tag rating vote poll login search searchbox timkiem
    advert advertisement ads quangcao popup modal cookie weblink linkweb lienket contextmenu ribbon
    toolbar readcounter wm""".split()
)
FURNITURE_ROLES = frozenset("navigation search banner contentinfo menu menubar complementary dialog".split())
FURNITURE_TAGS = frozenset({"nav", "footer", "aside", "marquee", "menu", "dialog", "select", "button"})
# Names that many systems give to the block of the text: weak evidence, a small bonus.
CONTENT_NAMES = re.compile(
    r"articlebody|article[-_]?(?:content|detail|text)|entry[-_]content|post[-_]?(?:content|body)|"
    r"journal-content-article|externalclass"
    r"|field[-_]name[-_]body|field--name-body|item-page|(?:news|tin|bai)[-_]?(?:detail|content|chitiet|body)|"
    r"(?:detail|main)[-_]?content"
    r"|content[-_]?detail|noi[-_]?dung|chi[-_]?tiet|bodytext|rte|fck|ckeditor|fulltext|newscontent|contentbody",
    re.IGNORECASE,
)
# Styles that Word and LibreOffice give to pasted paragraphs: "MsoFooter" is no foot of a page.
OFFICE_NAME = re.compile(r"^(?:mso|xl\d)|-(?:western|cjk|ctl)$", re.IGNORECASE)
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|[^A-Za-z]+")


def names_of(node: Node) -> set[str]:
    """The first and the last word of a block's classes and id, in lower case, and each whole name."""
    names = set()
    for name in f"{node.get('class')} {node.get('id')}".split():
        if OFFICE_NAME.search(name):
            continue
        names.add(re.sub(r"[^a-z]+", "", name.lower()))
        parts = [part.lower() for part in CAMEL.split(name) if part]
        names.update(parts[:1] + parts[-1:])  # "main-menu", "menuTop"; but "allowMenuPost" may be a post
    return names


def is_furniture_block(node: Node) -> bool:
    """Whether a block's tag, role or name says that it holds no bulletin text.

    >>> is_furniture_block(Node("div", {"class": "tbTinKhac"})), is_furniture_block(Node("div", {"class": "news-body"}))
    (True, False)
    """
    if node.tag in FURNITURE_TAGS or node.get("role").lower() in FURNITURE_ROLES:
        return True
    return not FURNITURE_NAMES.isdisjoint(names_of(node)) and not is_styled_paragraph(node)


def is_styled_paragraph(node: Node) -> bool:
    """Whether a node is one of several paragraphs that were pasted with a style of the same name: "Footer"; or one that
    stands between paragraphs: the foot of a page does not."""
    if node.tag != "p" or node.parent is None:
        return False
    beside = [other for other in node.parent.children[:MANY_CHILDREN] if isinstance(other, Node) and other.tag == "p"]
    alike = (other for other in beside if other.get("class") == node.get("class"))
    if sum(1 for other in islice(alike, 8) if len(other.text()) >= PARAGRAPH_CHARS) >= 2:
        return True
    place = next((index for index, other in enumerate(beside) if other is node), 0)
    between = beside[place - 1:place + 2] if 0 < place < len(beside) - 1 else []
    return bool(between) and all(len(other.text()) >= PARAGRAPH_CHARS for other in between)


def is_content_block(node: Node) -> bool:
    """Whether a block's name says that it holds the text."""
    return ("articleBody" in node.get("itemprop")
            or bool(CONTENT_NAMES.search(f"{node.get('class')} {node.get('id')}")))


def opens_the_end(text: str) -> bool:
    """Whether a line is a heading that comes after a bulletin.

    >>> [opens_the_end(t) for t in ("» Các tin khác", "TIN ĐÃ ĐƯA", "Tin, bài khác:", "Xem tin theo ngày", "Tin vui")]
    [True, True, True, True, False]
    """
    return len(text) <= END_CHARS and bool(END.match(text) or TOPIC_END.match(text))


def is_furniture(text: str) -> bool:
    """Whether a line is a button, a counter or a portal's imprint.

    >>> [is_furniture(t) for t in ("[In trang]", "Lượt xem: 1.204", "Truy câp tổng 8.612.913", "In ấn phẩm mới")]
    [True, True, True, False]
    """
    if len(text) <= FURNITURE_CHARS and FURNITURE.match(text):
        return True
    return is_imprint(text)


def is_imprint(text: str) -> bool:
    """Whether a line says who answers for the portal and where it sits."""
    found = len(IMPRINT.findall(text)) if len(text) <= IMPRINT_CHARS else 0
    return found > 1 or (found == 1 and len(text) <= IMPRINT_LINE_CHARS)


def says_not_found(text: str) -> bool:
    """Whether a text tells the reader that there is nothing here."""
    return bool(NOT_FOUND.search(text))
