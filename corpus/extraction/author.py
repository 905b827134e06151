"""find_author(): who wrote a bulletin, or where it was taken from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.extraction.date_line import SEGMENTS
from corpus.extraction.lines import HEADINGS, Line
from corpus.text import tidy

LABEL = re.compile(r"^\W*(?:tác giả(?: bài viết)?|người viết|bài viết của|viết bởi|thực hiện|biên tập|"
                   r"người thực hiện|"
                   r"(?:tin|bài|ảnh)(?:\s*(?:,|&|và|-|/)?\s*(?:tin|bài|ảnh|clip|"
                   r"video))*)\s*[:：]\s*(?P<name>.{2,80})$", re.IGNORECASE)
SOURCE = re.compile(r"^\W*(?:nguồn(?:\s+tin)?\s*[:：]?|theo)\s+(?P<name>\S.{1,60})$", re.IGNORECASE)
BESIDE = re.compile(r"(?:tác giả|người viết|(?:viết|đăng)?\s*bởi)\s*[:：]?\s*([^|;:\d()]{3,60}?)\s*(?:$|[|;(\d]|"
                    r"\s[-–]\s|vào|lúc|ngày)", re.IGNORECASE)
LABEL_ALONE = re.compile(r"^\W*(?:tác giả(?: bài viết)?|người viết|viết bởi|thực hiện|(?:tin|bài|tin,? bài))\W*$",
                         re.IGNORECASE)
# How systems name the element that holds the writer's name; "authors-other-posts" is none.
AUTHOR_NAME = re.compile(r"^(?:(?:post|article|news|entry|box|the|detail|item|p)[-_]?)?"
                         r"(?:authors?|byline|writer|tac-?gia|nguoi-?viet|but-?danh)"
                         r"(?:[-_]?(?:names?|info|detail|meta|bottom|top))?$", re.IGNORECASE)
NAME_WORD = re.compile(r"^[A-ZÀ-ỸĐ][a-zà-ỹđ'’]*\.?$|^[A-ZÀ-ỸĐ]{1,6}\.?$")
JOINER = re.compile(r"\s*(?:-|,|&|\+|/|\bvà\b)\s*")
SENTENCE_END = re.compile(r"[.!?:;…]$")
# Names that are no person's: headings and buttons in title case, signatures of offices at the end of a notice.
NOT_NAMES = re.compile(r"^(?:các|những|tin|bài|ý kiến|bình luận|video|xem|đọc|thông tin|hoạt động|sự kiện|"
                       r"ảnh|hình|biểu|bảng|phụ lục|kính gửi|nơi nhận|trân trọng|xin cảm ơn|chủ tịch|"
                       r"phó chủ tịch|giám đốc|tm\b|kt\b|tl\b|"
                       r"ban biên tập|văn phòng|ủy ban|ubnd|hđnd|sở|phòng|trang chủ|quay lại|in trang|"
                       r"báo|đài|trang|cổng|.*\bonline\b|admin|administrator|quản trị)", re.IGNORECASE)
MAX_NAME_WORDS = 6
TAIL = 4  # the last lines of a text, in which a name may stand alone


@dataclass(frozen=True)
class Byline:
    """The author's name, and the index of the line that held nothing else (-1 if there was none)."""

    name: str = ""
    line: int = -1


def find_author(body: Sequence[Line], below: Sequence[Line], beside: Sequence[Line], named: str) -> Byline:
    """A name from behind a label, alone at the end, from the head, or the source that the text was taken from.

    `below` are the lines under the text up to the first that is no part of the bulletin; `beside` those between title
    and text.
    """
    for line in below:
        found = LABEL.match(line.text)
        if found and is_short_name(found["name"]):
            return Byline(clean_name(found["name"]))
    tail = list(body[-TAIL:])
    signed = tail and is_set_apart(tail[-1]) and is_person(as_name(tail[-1]))
    if below and not signed and below[0].block.tag not in HEADINGS and is_person(as_name(below[0])):
        return Byline(clean_name(below[0].text))
    for line in reversed(tail):
        found = LABEL.match(line.text)
        if found and is_short_name(found["name"]):
            return Byline(clean_name(found["name"]), line.index)
    for line in reversed(tail):
        name = as_name(line) if line is tail[-1] else line.text
        if len(body) > 1 and is_person(name) and (line is tail[-1] or is_set_apart(line)):
            return Byline(clean_name(line.text), line.index)
    for line, following in zip(below, below[1:]):
        if LABEL_ALONE.match(line.text) and is_person(following.text):
            return Byline(clean_name(following.text))
    for line in [*below, *body[:1], *reversed(tail), *beside]:
        if is_author_block(line) and is_person(line.text.title() if line.text.isupper() else line.text):
            return Byline(clean_name(line.text), line.index)
    for line in beside:
        found = BESIDE.search(line.text)
        if found and is_person(found[1]):
            return Byline(clean_name(found[1]))
    for line in beside:
        for part in SEGMENTS.split(line.text):
            if is_person(part):
                return Byline(clean_name(part))
    if is_person(named):
        return Byline(clean_name(named))
    for line in reversed(tail):
        found = SOURCE.match(line.text.strip("()[] "))
        if found and line.chars <= 60 and not SENTENCE_END.search(found["name"].rstrip(". ")):
            return Byline(clean_name(found["name"]))
    return Byline()


def is_author_block(line: Line) -> bool:
    """Whether a line stands in an element that is named as the writer's."""
    near = [*list(line.block.ancestors())[:2], *line.inlines]
    return any("author" in (node.get("rel"), node.get("itemprop"))
               or any(AUTHOR_NAME.match(name) for name in f"{node.get('class')} {node.get('id')}".split())
               for node in near)


def as_name(line: Line) -> str:
    """A line's text, in small letters where it is a signature in capitals, as some papers set them."""
    return line.text.title() if line.text.isupper() and is_set_apart(line) else line.text


def is_set_apart(line: Line) -> bool:
    """Whether a line stands as a signature does: to the right, bold, or italic."""
    near = list(line.block.ancestors())[:2]
    to_the_right = any("right" in (node.get("align") + node.get("style")).lower() for node in near)
    return line.strong or line.slanted or to_the_right


def is_person(text: str) -> bool:
    """Whether a text is one or more names of people or pen names and nothing else.

    >>> [is_person(t) for t in ("Mai Thanh", "(Lệ Sương)", "Vương Hợp - ĐTT.", "Được mùa, được giá", "Thu hoạch tôm")]
    [True, True, True, False, False]
    """
    text = text.strip("()[]*-_. \u201c\u201d\"")
    if not text or NOT_NAMES.match(text) or SOURCE.match(text) or any(character.isdigit() for character in text):
        return False
    words = [word for part in JOINER.split(text) for word in part.split()]
    return 1 < len(words) <= MAX_NAME_WORDS and all(NAME_WORD.match(word) for word in words) and not text.isupper()


def is_short_name(text: str) -> bool:
    """Whether what stands behind a label is a name rather than a sentence."""
    return len(text.split()) <= 2 * MAX_NAME_WORDS and not re.search(r"[,;]\s.*[,;]\s", text)


def clean_name(text: str) -> str:
    """A name without the brackets and marks around it."""
    return tidy(text).strip("()[]*-_,;|:•– \u201c\u201d\"").rstrip(".").strip()
