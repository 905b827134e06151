"""Lines that state a day and nothing else: is_date_line(), and the moment that they state."""

from __future__ import annotations

import re
from datetime import date, time
from functools import lru_cache

from corpus.dates.finding import find_dates
from corpus.dates.forms import SHORT_NAMED, numbered

Moment = tuple[date, time | None]

LABEL = re.compile(
    r"(?:(?:tin|bài|được)\s+)?(?:(?:ngày|thời gian|lúc|giờ)\s*)?(?:cập nhật|đăng(?: tin| bài| tải)?|xuất bản|"
    r"phát hành tin|đưa tin|tạo|gửi|hiển thị|viết)(?:\s*(?:tin|bài|lúc|ngày|vào|lần cuối))*\s*:?"
    r"|(?:lần cập nhật|(?:chỉnh )?sửa lần) cuối(?:\s*(?:lúc|ngày|vào))*\s*:?"
    r"|(?:this (?:entry|article|post) was )?"
    r"(?:posted|published|written|created|submitted|(?:last\s+)?(?:updated|modified)|post|date)\b"
    r"(?:\s*(?:on|at|date)\b)*\s*:?|on\b",
    re.IGNORECASE,
)
OTHER_LABELS = re.compile(  # what may stand in the same line as the date
    r"(?:(?:số )?lượt (?:xem|đọc)|lượt truy cập|đã xem|(?:số )?lần xem|views?|hits?)\W*[\d.,]*|"
    r"\d[\d.,]*\s*(?:lượt (?:xem|đọc)|views?|lần xem)"
    r"|(?:(?:được )?(?:đăng|viết|gửi|tạo)?\s*(?:bởi|by)|người (?:đăng|viết|gửi)|tác giả|nguồn(?: tin)?|"
    r"chuyên mục|danh mục|theo)\b\s*:?[^|\d]*?"
    r"(?=\b(?:vào|lúc|ngày|thứ|chủ nhật)\b|[|\d]|\s[-–]\s|$)"
    r"|\b(?:in|print|email|bình luận|comments?|được)\b",
    re.IGNORECASE,
)
# A line above the text that names the poster or the section, without a date.
POSTER = re.compile(r"^\W*(?:(?:được )?(?:đăng|viết|gửi) bởi|bởi|người (?:đăng|gửi|viết)|tác giả|danh mục|"
                    r"chuyên mục|chuyên đề|thể loại|category|"
                    r"chi tiết|details|written by|posted (?:by|in)|by|cỡ chữ|nguồn(?: tin)?\s*:|(?:số )?(?:lượt|"
                    r"lần) (?:xem|đọc))\b.{0,60}$", re.IGNORECASE)
NOISE = re.compile(r"(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|\bth\s?[2-7]\b|chủ\s*nhật|"
                   r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|satur|sat|sun)(?:day)?\b|"
                   r"gmt\s*[+-]?\s*\d*|utc\s*[+-]?\s*\d*|"
                   r"\b(?:am|pm|sa|ch|lúc|ngày|vào|giờ|phút|at|on)\b"
                   r"|\d{1,2}\s*(?:[:h]|giờ)\s*\d{0,2}(?::\d{2})?(?:\s*(?:phút|am|pm|sa|ch))?)", re.IGNORECASE)
TRAILING = re.compile(r"(?:(?<!\s)\s+)?[(\[]\s*([^()\[\]]{6,40})\s*[)\]]\s*$")
ONLY_TIME = re.compile(r"^\W*(?:lúc\s+)?\d{1,2}\s*[:hg]\s*\d{2}(?::\d{2})?"
                       r"(?:\s*(?:am|pm|sa|ch|sáng|trưa|chiều|tối|đêm))?\W*(?:gmt\W*7)?\W*$", re.IGNORECASE)
OTHER_DAY = re.compile(r"^\W*(?:ngày|thời gian)\s+(?:ban hành|ký|(?:có )?hiệu lực|hết hiệu lực|họp|sinh|bắt đầu|"
                       r"kết thúc|diễn ra|mở|đóng)"
                       r"[^\d]{0,20}$", re.IGNORECASE)
LAST_CHANGE = re.compile(r"cập nhật (?:lần )?cuối|sửa lần cuối|ngày sửa|chỉnh sửa|last updated|modified",
                         re.IGNORECASE)
PUBLICATION = re.compile(r"đăng|xuất bản|phát hành|publish|post", re.IGNORECASE)
DATE_LINE_CHARS = 140
OPENERS = " (-–|•*["
# A row of blanks is tried from its first one only: tried from each, thousands of them take seconds.
SEGMENTS = re.compile(r"(?:(?<!\s)\s+)?[|•·]\s*")
PARTS = re.compile(r"(?:(?<!\s)\s+)?[|•·;]\s*|(?<!\s)\s+[-–—]\s+(?=\D)")  # "Ngày tạo: 3/4/2019 | Ngày đăng: 5/4/2019"
SEGMENT_CHARS = 40  # what else stands in such a line: a pen name, a section, a counter
LABELLED_CHARS = 100  # "Ngày đăng: 11/07/2018 - 08:00 Xem với cỡ chữ: A A A"
DATE_DIGITS = 5  # "1 tháng 2, 2019" has six, "5 Mar 2019" five


def has_label(text: str) -> bool:
    """Whether a line says that what it holds is a day of publication."""
    return bool(LABEL.match(text.lstrip(OPENERS)))


def names_other_day(text: str) -> bool:
    """Whether a line is the label of another day than that of publication, as in a table of a document's details.

    >>> [names_other_day(t) for t in ("Ngày ban hành", "Ngày hiệu lực:", "Ngày đăng:", "Ngày vui")]
    [True, True, False, False]
    """
    return bool(OTHER_DAY.match(text))


def label_rank(text: str) -> int:
    """How much a line's label says that the day is that of publication; 0 says it best, 3 that it is another.

    >>> [label_rank(text + " 5/4/2019") for text in ("Đăng lúc", "Ngày cập nhật", "Thứ sáu,", "Lần cập nhật cuối")]
    [0, 1, 2, 3]
    """
    if LAST_CHANGE.search(text):
        return 3
    return 2 if not has_label(text) else 0 if PUBLICATION.search(text) else 1


def moment_of(text: str) -> Moment | None:
    """The moment that a line states, if the line is there to state it.

    >>> moment_of("Thứ năm, 23/05/2019 | 08:30")
    (datetime.date(2019, 5, 23), datetime.time(8, 30))
    >>> moment_of("Ngày cập nhật 22/03/2017")
    (datetime.date(2017, 3, 22), None)
    >>> moment_of("Ngày 27/6/2018, huyện tổ chức lễ hiến máu")
    """
    if len(text) > DATE_LINE_CHARS:
        return None
    _, trailing = split_trailing_date(text)
    if trailing:
        text = trailing
    if not is_date_line(text):
        return None
    parts = [part for part in PARTS.split(text) if first_moment(part)]
    return first_moment(min(parts, key=label_rank) if len(parts) > 1 else text)


def first_moment(text: str) -> Moment | None:
    """The first day in a text, with the first time of day; for places that a rule points at.

    >>> first_moment("đăng 02/03/2018 lúc 8h30")
    (datetime.date(2018, 3, 2), datetime.time(8, 30))
    """
    text = numbered(text)
    found = find_dates(text)
    return (found[0].day, found[0].time or time_in(text)) if found else None


@lru_cache(maxsize=2048)
def is_date_line(text: str) -> bool:
    """Whether a line holds nothing but a date: label, weekday, time, counter and poster may stand with it.

    >>> [is_date_line(t) for t in ("Cập nhật: 22/03/2017 - Lượt xem: 14", "Họp ngày 22/03/2017", "12 giờ")]
    [True, False, False]
    """
    if len(text) > DATE_LINE_CHARS:
        return False
    if sum(character.isdigit() for character in text) < DATE_DIGITS and not SHORT_NAMED.search(text):
        return False
    text = numbered(text)
    found = find_dates(text)
    if not found:
        return False
    segments = [part for part in SEGMENTS.split(text) if part.strip()]
    if len(segments) > 1 and any(map(is_date_line, segments)) and all(len(part) <= SEGMENT_CHARS for part in segments):
        return True
    label = LABEL.match(text.lstrip(OPENERS))
    if label and len(text) <= LABELLED_CHARS:
        between = text.lstrip(OPENERS)[label.end():found[0].start - (len(text) - len(text.lstrip(OPENERS)))]
        if not re.search(r"\w", NOISE.sub(" ", between)):
            return True
    rest = text
    for date_found in reversed(found):
        rest = rest[:date_found.start] + " " + rest[date_found.end:]
    rest = LABEL.sub(" ", OTHER_LABELS.sub(" ", NOISE.sub(" ", rest)))
    rest = NOISE.sub(" ", rest)
    return sum(character.isalnum() for character in rest) <= 2


TIME = re.compile(r"\b([01]?\d|2[0-3])\s*[:h]\s*([0-5]\d)(?::[0-5]\d)?\s*(sa|ch|am|pm)?\b", re.IGNORECASE)


def time_in(text: str) -> time | None:
    """The first time of day in a line."""
    found = TIME.search(numbered(text))
    if not found:
        return None
    hour, minute, half = int(found[1]), int(found[2]), (found[3] or "").lower()
    if half in ("pm", "ch") and hour < 12:
        hour += 12
    return time(0 if half in ("am", "sa") and hour == 12 else hour, minute)


def split_trailing_date(text: str) -> tuple[str, str]:
    """A title, and the date in brackets that stands behind it.

    >>> split_trailing_date("Lễ khai giảng (05/09/2018)")
    ('Lễ khai giảng', '05/09/2018')
    >>> split_trailing_date("Nghị quyết 20-NQ/TW (khóa XI)")
    ('Nghị quyết 20-NQ/TW (khóa XI)', '')
    """
    found = TRAILING.search(text)
    if found and found.start() > 0 and is_date_line(found[1]):
        return text[:found.start()], found[1]
    return re.sub(r"\s*\(\s*\)$", "", text), ""
