"""gather_evidence(): the issuer, the day of issue and the term that stand beside each mention.

What stands behind a number in one chain belongs to it: "… ngày 25/10/2017 của Hội nghị Trung ương 6 (khóa XII)".
Before it only what issues counts: "Ngày 26/12/2024, Chính phủ ban hành Nghị định 168". Days of effect, of receipt,
terms of elections and of other councils stand in no such chain.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from corpus.dates.finding import find_dates
from corpus.numbers.issuers import Issuer, find_issuers, level_of, read_issuer
from corpus.references.mention import Evidence, Mention
from corpus.references.sentences import Sentences
from corpus.references.subjects import find_title, read_subject
from corpus.references.terms import read_term

BEHIND, BEFORE = 240, 240  # characters: a chain of day, issuer, plenum and term has 150
_DAY = r"\d{1,2}(?: ?[/.-] ?\d{1,2} ?[/.-] ?|,? thang \d{1,2},? (?:nam )?)\d{4}(?!\d)"
_LINK = re.compile(
    rf"[ ,;(:]*(?:do [^.;,()\d]{{3,80}}? ky (?P<signed>ngay ?{_DAY})|"
    rf"(?P<day>(?:(?:duoc|da|vua) )?(?:(?:ban hanh|ky|thong qua|ra) )?(?:cung )?ngay ?{_DAY})|"
    r"(?P<term>khoa +(?:thu +)?(?P<figures>[ivx]{1,6}|\d{1,2})(?![^\W_]))|"
    r"nam (?P<year>(?:19|20)\d\d)(?![^\W_]| ?[-/] ?\d)|"
    r"(?P<by>(?:cua|do|tai)(?= ))|"
    r"(?P<plenum>hoi nghi(?: lan thu (?:\w{1,5}(?: \w{1,5})?|\d{1,2}))?(?! (?:truc|cua|to))|"
    r"trung uong \d{1,2}|(?:tw|t\.u) ?\d{1,2})(?![^\W_]))|"
    r"[ (]+(?P<party>dang(?: cong san viet nam)?(?! (?:bo|uy|vien))|chu tich|pho chu tich|ban thuong vu|ban chap hanh|"
    r"bch|btv|thuong truc|lanh dao|dang bo|bo truong|tinh|thanh pho|huyen|thi xa|xa|phuong)"
    r"(?![^\W_]| uy(?![^\W_]))|[)\]\"”]+(?= )")
_UNIT = re.compile(r"(?: (?:tỉnh|thành phố|TP\.?|huyện|thị xã|quận|xã|phường|thị trấn|đặc khu)(?= ))?", re.IGNORECASE)
_WORD = re.compile(r" ([^\W\d_]+)(?![^\W_])")
MAX_PLACE_WORDS = 4
_ISSUES = re.compile(r"(?<![^\W_])(?:ban hanh|ky|ra|thong qua|co|ky ban hanh)(?= )")
_NOT_ISSUED = re.compile(
    r"(?<![^\W_])(?:nhan duoc|trien khai|thuc hien|quan triet|theo|hieu luc|ap dung|co y kien)(?![^\W_])")
_DAY_BEFORE = re.compile(rf"(?<![^\W_])(?<!tu )(?<!den )(?<!hieu luc )ngay ?({_DAY})")
_HEAD_DAY = re.compile(rf"\n *(?:ngay (?:ban hanh|ky|van ban)|ban hanh) ?: ?(?:ngay )?({_DAY})")
_HEAD = re.compile(r"(?:^|\n) *(?:so|so hieu|so ky hieu)(?: van ban)? ?: ?$")


def gather_evidence(mentions: Sequence[Mention], text: str, folded: str, sentences: Sentences) -> None:
    """Fills in each mention's evidence; members of a list share what stands behind the last or before the first."""
    for place, mention in enumerate(mentions):
        following = mentions[place + 1] if place + 1 < len(mentions) else None
        bound = following.lead_start if following else len(text)
        mention.evidence = _read_behind(mention, text, folded, min(bound, mention.end + BEHIND))
        if place == 0 or mentions[place - 1].group != mention.group:
            reached = mentions[place - 1].chain_end if place else 0
            _read_before(mention, text, folded, max(reached, sentences.around(mention.lead_start)[0]))
        if mention.evidence.issued_on is None and _HEAD.search(folded, max(0, mention.start - 40), mention.start):
            mention.evidence.issued_on = _head_day(text, folded, mention.end)
    _share_lists(mentions)
    _share_issuers(mentions, folded)


def _read_behind(mention: Mention, text: str, folded: str, bound: int) -> Evidence:
    """What the chain behind a number says, and its subject."""
    made, mention.chain_end = read_chain(mention, text, folded, bound)
    if made.issuer is None and (issuer := read_issuer(folded, mention.end + 1)) and _agrees(issuer, mention):
        made.issuer = issuer
    made.subject = read_subject(folded, mention.end, bound)
    made.title = find_title(text, folded, mention.end, bound) if made.subject else ""
    return made


def read_chain(mention: Mention, text: str, folded: str, bound: int) -> tuple[Evidence, int]:
    """What the chain behind a number says, and where it ends."""
    made = Evidence()
    place, seen_issuer = mention.end, False
    while found := _LINK.match(folded, place, bound):
        if found.end() == place:
            break
        place = found.end()
        if (found["day"] or found["signed"]) and made.issued_on is None:
            made.issued_on = _read_day(text, found.start("signed" if found["signed"] else "day"), place)
            if found["signed"] and (signers := find_issuers(folded, found.start(), found.start("signed"))):
                made.issuer = made.issuer or signers[-1]
        elif found["year"]:
            made.year = made.year or int(found["year"])
        elif found["term"]:
            if not made.term and (not seen_issuer or _agrees(made.issuer, mention)):
                made.term = read_term(found["figures"])
        elif found["plenum"]:
            made.issuer = made.issuer or Issuer("tw", "TW", found.start(), place)
            seen_issuer = True
        elif found["by"]:
            issuer = read_issuer(folded, place + 1) or _issuer_behind(folded, place, bound)
            if issuer is None:
                break
            made.issuer, seen_issuer, place = made.issuer or issuer, True, issuer.end
            named, at = read_place(text, place, bound)
            made.place = made.place or named
            made.unit = made.unit or read_unit(folded, place)
            place = at
            continue
        if found["party"] or found["plenum"]:
            if issuer := read_issuer(folded, place + 1):
                made.issuer, seen_issuer, place = made.issuer or issuer, True, issuer.end
    return made, place


def read_place(text: str, position: int, bound: int) -> tuple[str, int]:
    """Whose body it is, by the words with a capital behind its name, and where they end.

    >>> read_place("UBND tỉnh Trường Hà ban hành", 4, 40), read_place("Chính phủ đã", 9, 40)
    (('Trường Hà', 19), ('', 9))
    """
    unit = _UNIT.match(text, position, bound)
    place = unit.end() if unit else position
    words: list[str] = []
    while len(words) < MAX_PLACE_WORDS and (found := _WORD.match(text, place, bound)) and found[1][0].isupper() and (
            not found[1].isupper()):
        words.append(found[1])
        place = found.end()
    return (" ".join(words), place) if words else ("", position)


_NAMELESS = re.compile(r" (tinh|thanh pho|huyen|thi xa|quan|xa|phuong|thi tran)(?![^\W_])")


def read_unit(folded: str, position: int) -> str:
    """The kind of place behind a body's name, "" where none is said.

    >>> read_unit("ubnd tinh ban hanh", 4), read_unit("chinh phu da", 9)
    ('tinh', '')
    """
    found = _NAMELESS.match(folded, position)
    return found[1] if found else ""


def _issuer_behind(folded: str, place: int, bound: int) -> Issuer | None:
    """The body within a few words behind "của": "của Ban Thường vụ Tỉnh ủy", "của Chủ tịch UBND tỉnh"."""
    if found := _GOVERNMENT.match(folded, place, bound):
        return Issuer("cp", "CP", found.start() + 1, found.end())
    found = _OFFICE_HOLDERS.match(folded, place, bound)
    return read_issuer(folded, found.end()) if found else None


# "của CP" at the end of its clause: in a company's name "CP" has more behind it.
_GOVERNMENT = re.compile(r" cp(?=$|[,.;:)]| (?:ve|ngay|va|quy|da)(?![^\W_]))")
_OFFICE_HOLDERS = re.compile(
    r" (?:(?:dong chi|ong|ba|btv|chu tich|pho chu tich|bi thu|ban thuong vu|thuong truc|thuong vu|"
    r"ban chap hanh dang bo|lanh dao|bo truong|giam doc|"
    r"hoi nghi(?: lan thu (?:\w{1,5}(?: \w{1,5})?|\d{1,2}))?|dang) ){1,3}")


def _agrees(issuer: Issuer | None, mention: Mention) -> bool:
    """Whether a body may be the one that a mention's letters stand for."""
    if issuer is None or not mention.is_full:
        return issuer is None or issuer.level in ("tw", "cp", "ttg", "qh", "hdnd", "tinh_uy", "huyen_uy", "ubnd")
    return issuer.level == level_of(mention.number.body) or issuer.body == mention.number.body.split("-")[0]


def _read_before(mention: Mention, text: str, folded: str, start: int) -> None:
    """What issues a document, and when, before its number in the sentence."""
    start = max(start, mention.lead_start - BEFORE)
    before = folded[start:mention.lead_start]
    verbs = list(_ISSUES.finditer(before))
    if not verbs:
        return
    verb = verbs[-1]
    if _NOT_ISSUED.search(before, verb.start()) or "," in before[verb.end():] and len(before) - verb.end() > 60:
        return
    issuers = find_issuers(before, 0, verb.start())
    evidence = mention.evidence
    if issuers and evidence.issuer is None:
        nearest = issuers[-1]
        if not _NOT_ISSUED.search(before, nearest.end, verb.start()):
            evidence.issuer, mention.issued_before = nearest, True
            evidence.place = read_place(text, start + nearest.end, mention.lead_start)[0]
            evidence.unit = read_unit(folded, start + nearest.end)
            evidence.term = evidence.term or _term_between(before, nearest.end, verb.start())
    days = list(_DAY_BEFORE.finditer(before, 0, verb.start()))
    if days and evidence.issued_on is None and not _NOT_ISSUED.search(before, days[-1].end()):
        evidence.issued_on = _read_day(text, start + days[-1].start(), start + days[-1].end())


_TERM_BEFORE = re.compile(r"[ (]*khoa +(?:thu +)?([ivx]{1,6}|\d{1,2})(?![^\W_])")


def _term_between(folded: str, start: int, end: int) -> str:
    found = _TERM_BEFORE.match(folded, start, end)
    return read_term(found[1]) if found else ""


def _head_day(text: str, folded: str, end: int) -> date | None:
    """The day of a record's head, which stands on a line of its own: "Số: 88/KH-UBND⏎Ngày ban hành: 01/6/2022"."""
    found = _HEAD_DAY.search(folded, end, end + 200)
    return _read_day(text, found.start(1), found.end(1)) if found else None


def _read_day(text: str, start: int, end: int) -> date | None:
    found = find_dates(text[start:end])
    return found[0].day if found else None


_AND = re.compile(r" ?(?:,|,? (?:va|hoac)) ")


def _share_issuers(mentions: Sequence[Mention], folded: str) -> None:
    """"Chỉ thị 15 và Chỉ thị 16 của Thủ tướng": the issuer behind the second is the first's too, but no day; and what
    issued the first issued the second, "Ban Bí thư ban hành Chỉ thị 42 và Chỉ thị 45"."""
    for mention, following in zip(mentions[:-1], mentions[1:], strict=True):
        if mention.issued_before and following.evidence.issuer is None and mention.type == following.type and (
                not following.is_full and _AND.fullmatch(folded, mention.chain_end, following.lead_start)):
            following.evidence.issuer, following.issued_before = mention.evidence.issuer, True
            following.evidence.place = following.evidence.place or mention.evidence.place
            following.evidence.unit = following.evidence.unit or mention.evidence.unit
    for mention, following in zip(reversed(mentions[:-1]), reversed(mentions[1:]), strict=True):
        if mention.evidence.issuer is None and mention.type == following.type and not mention.is_full and (
                _AND.fullmatch(folded, mention.end, following.lead_start)):
            mention.evidence.issuer = following.evidence.issuer


def _share_lists(mentions: Sequence[Mention]) -> None:
    """What one member of a list says belongs to all that do not say otherwise."""
    groups: dict[int, list[Mention]] = {}
    for mention in mentions:
        groups.setdefault(mention.group, []).append(mention)
    for members in groups.values():
        if len(members) < 2:
            continue
        first, last = members[0].evidence, members[-1].evidence
        for member in members:
            own = member.evidence
            own.place = own.place or last.place or first.place
            own.unit = own.unit or last.unit or first.unit
            own.issuer = own.issuer or last.issuer or first.issuer
            own.issued_on = own.issued_on or last.issued_on or first.issued_on
            own.term = own.term or last.term or first.term
            own.year = own.year or last.year or int(members[-1].number.year or 0) or None
