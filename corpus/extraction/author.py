"""find_author(): who wrote a bulletin, or where it was taken from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.extraction.date_line import SEGMENTS
from corpus.extraction.lines import HEADINGS, Line
from corpus.extraction.tables import row_of
from corpus.text import plain_dashes, tidy

LABEL = re.compile(r"^\W*(?:tác giả(?: bài viết)?|người viết|bài viết của|"
                   r"(?:được )?(?:viết|đăng|gửi) bởi|thực hiện|biên tập|"
                   r"người thực hiện|"
                   r"(?:tin|bài|ảnh)(?:\s*(?:,|&|và|-|/)?\s*(?:tin|bài|ảnh|clip|"
                   r"video))*)(?:\s*[:：]\s*|(?<=bởi)\s+)(?P<name>.{2,80})$", re.IGNORECASE)
SOURCE = re.compile(r"^\W*(?:nguồn(?:\s+tin)?\s*[:：]?|theo)\s+(?P<name>\S.{1,60})$", re.IGNORECASE)
BESIDE = re.compile(r"(?:tác giả|người viết|(?:viết|đăng)?\s*bởi)\s*[:：]?\s*([^|;:\d()]{3,60}?)\s*(?:$|[|;(\d]|"
                    r"\s[-–]\s|vào|lúc|ngày)", re.IGNORECASE)
LABEL_ALONE = re.compile(r"^\W*(?:tác giả(?: bài viết)?|người viết|viết bởi|thực hiện|(?:tin|bài|tin,? bài))\W*$",
                         re.IGNORECASE)
# How systems name the element that holds the writer's name; "authors-other-posts" is none.
AUTHOR_NAME = re.compile(r"^(?:(?:post|article|news|entry|box|the|detail|item|p)[-_]?)?"
                         r"(?:authors?|byline|writer|tac-?gia|nguoi-?viet|but-?danh)"
                         r"(?:[-_]?(?:names?|info|detail|meta|bottom|top))?$", re.IGNORECASE)
# Names of the Central Highlands have a capital behind the apostrophe: "H’Linh", "Y'Bhăm".
NAME_WORD = re.compile(r"^[A-ZÀ-ỸĐ][a-zà-ỹđ]*(?:['’‘ʼ`´][A-ZÀ-ỸĐ]?[a-zà-ỹđ]*)*\.?$|^[A-ZÀ-ỸĐ]{1,6}\.?$")
HIGHLAND_NAME = re.compile(r"^[HYKM]['’‘ʼ`´][A-ZÀ-ỸĐ]?[a-zà-ỹđ]+$")  # a whole name: "H’Linh", "K’Brêo"
# Accounts that come with a system or belong to those who run it, and houses that built the site: no writers.
ACCOUNT = re.compile(
    r"^\W*(?:(?:super|site|system|web|portal|content|news|sys|global|local|cms|default|the)?[\s._-]*"
    r"(?:users?|admins?|administrators?|superusers?|masters?|managers?|editors?|accounts?|authors?|contributors?|"
    r"moderators?|"
    r"mods?|posters?|publishers?|writers?|hosts?|roots?|guests?|systems?|operators?|staffs?|owners?)"
    r"[\s._-]*\d*"
    r"|sharepoint app|test(?:\s+test|er|\d*)|joe bloggs|demo(?:\s+user)?|anonymous|unknown|nobody|none|null|n/?a|sa|"
    r"(?:người|ban|tài khoản|cán bộ)?\s*quản (?:trị|lý)"
    r"(?:\s+(?:viên|hệ thống|mạng|cổng|trang|web(?:site)?|nội dung|tin))*"
    r"|biên tập viên?|ban biên tập|bbt|khách|ẩn danh|không (?:rõ|tên)|vô danh|thành viên|người dùng|(?:tài khoản "
    r")?mặc định"
    r")\W*$", re.IGNORECASE)
HOUSE = re.compile(
    r"@|https?:|www\.|\b(?:seo|traffic|team|group|agency|studio|software|media|digital|solutions?|marketing|webmaster|"
    r"company|co\.,? ?ltd|ltd|inc|corp(?:oration)?|jsc|tech(?:nology)?|design(?:er)?|developers?|hosting|"
    r"wordpress|joomla|drupal|dotnetnuke|liferay|sharepoint|nukeviet|vnpt|viettel|fpt|admin(?:istrator)?s?|"
    r"công ty|tập đoàn|giải pháp|phần mềm|thiết kế web)\b", re.IGNORECASE)
JOINER = re.compile(r"(?:(?<!\s)\s+)?(?:-|,|&|\+|/|\bvà\b)\s*")
SENTENCE_END = re.compile(r"[.!?:;…]$")
# Names that are no person's: headings and buttons in title case, signatures of offices at the end of a notice.
NOT_NAMES = re.compile(r"^(?:các|những|tin|bài|ý kiến|bình luận|video|xem|đọc|thông tin|hoạt động|sự kiện|"
                       r"ảnh|hình|biểu|bảng|phụ lục|kính gửi|nơi nhận|trân trọng|xin cảm ơn|chủ tịch|"
                       r"phó chủ tịch|giám đốc|tm\b|kt\b|tl\b|"
                       r"ban biên tập|văn phòng|ủy ban|ubnd|hđnd|sở|phòng|trang chủ|quay lại|in trang|"
                       r"báo|đài|trang|cổng|.*\bonline\b|admin|administrator|quản trị)", re.IGNORECASE)
MARKS = "*-_,;|:•–— \u201c\u201d\""
MAX_NAME_WORDS = 6
TAIL = 4  # the last lines of a text, in which a name may stand alone


@dataclass(frozen=True)
class Byline:
    """The author's name, and the index of the line that held nothing else (-1 if there was none)."""

    name: str = ""
    line: int = -1


def find_author(body: Sequence[Line], below: Sequence[Line], beside: Sequence[Line], named: str) -> Byline:
    """A name from behind a label, alone at the end, from the head, or the source that the text was taken from.

    A system's account or a software house is no writer; a line that names one behind a label is no text either.

    `below` are the lines under the text up to the first that is no part of the bulletin; `beside` those between title
    and text.
    """
    found = likeliest(body, below, beside, "" if is_nobody(named) else named)
    return replace(found, name="") if is_nobody(found.name) else found


def is_nobody(name: str) -> bool:
    """Whether a name is that of a system's account, or of the house that built the portal.

    >>> [is_nobody(name) for name in ("Super User", "admin2", "Quản trị viên", "SEO, Traffic Team", "Mai Thanh")]
    [True, True, True, True, False]
    """
    return bool(ACCOUNT.match(name) or HOUSE.search(name))


def likeliest(body: Sequence[Line], below: Sequence[Line], beside: Sequence[Line], named: str) -> Byline:
    """The name that stands where writers' names stand, whosever it is."""
    for line in below:
        found = LABEL.match(line.text)
        if found and is_short_name(found["name"]):
            return Byline(clean_name(found["name"]))
    tail = [line for line in body[-TAIL:] if not row_of(line)]  # "Lĩnh vực | Văn Hóa" is a field
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
        found = SOURCE.match(clean_name(line.text))
        if found and line.chars <= 60 and not SENTENCE_END.search(found["name"].rstrip(". ")):
            return Byline(clean_name(found["name"]))
    return Byline()


def name_beside(text: str) -> str:
    """The name that a line gives behind a label, or beside a day and a counter; empty where it gives none.

    >>> name_beside("Người viết: Mai Thanh | 05/04/2019"), name_beside("Tin, ảnh: Hoài An"), name_beside("Mai Thanh")
    ('Mai Thanh', 'Hoài An', 'Mai Thanh')
    """
    labelled = LABEL.match(text)
    if labelled and is_short_name(labelled["name"]) and not any(map(str.isdigit, labelled["name"])):
        return clean_name(labelled["name"])
    found = BESIDE.search(text)
    return clean_name(found[1] if found else next(filter(is_person, SEGMENTS.split(text)), ""))


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

    >>> [is_person(t) for t in ("Mai Thanh", "(Lệ Sương)", "Vương Hợp - ĐTT.", "Được mùa, được giá", "H’Linh", "Linh")]
    [True, True, True, False, True, False]
    """
    text = plain_dashes(text).strip("()[]*-_. \u201c\u201d\"")
    if not text or NOT_NAMES.match(text) or SOURCE.match(text) or any(character.isdigit() for character in text):
        return False
    words = [word for part in JOINER.split(text) for word in part.split()]
    if len(words) == 1:
        return bool(HIGHLAND_NAME.match(words[0]))
    return 1 < len(words) <= MAX_NAME_WORDS and all(NAME_WORD.match(word) for word in words) and not text.isupper()


def is_short_name(text: str) -> bool:
    """Whether what stands behind a label is a name rather than a sentence."""
    return len(text.split()) <= 2 * MAX_NAME_WORDS and not re.search(r"[,;]\s.*[,;]\s", text)


def clean_name(text: str) -> str:
    """A name without the brackets and marks around it; a bracket that belongs to a part of it stays.

    >>> [clean_name(name) for name in ("(Lệ Sương)", "Lê Hạnh (Báo Trường Hà)", "(Tin: Mai) - Hà.", "[Hoài An")]
    ['Lệ Sương', 'Lê Hạnh (Báo Trường Hà)', 'Tin: Mai) - Hà', 'Hoài An']
    """
    name = tidy(text).strip(MARKS).rstrip(".").strip(MARKS)
    for opening, closing in ("()", "[]"):
        if name.startswith(opening) and (name.endswith(closing) and name.count(opening) == 1
                                         or opening not in name[1:]):
            name = name[1:].removesuffix(closing)
        elif name.endswith(closing) and opening not in name:
            name = name[:-1]
    return name.strip(MARKS).rstrip(".").strip()
