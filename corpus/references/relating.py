"""relate(): what one document does to another, as a clause says: carries it out, amends it, replaces it, rests on it.

"Chương trình hành động số 05-CTHĐ/TU thực hiện Nghị quyết số 20-NQ/TW": the verb right before a number tells what is
done to it, the first number of the sentence that stands under no verb does it. "Căn cứ …", "Thực hiện Nghị quyết …,
Tỉnh ủy ban hành …" come before the one that does it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.references.mention import Document, Mention
from corpus.references.sentences import Sentences

IMPLEMENTS, AMENDS, REPLACES, BASED_ON = "implements", "amends", "replaces", "based on"
KINDS = (IMPLEMENTS, AMENDS, REPLACES, BASED_ON)

_REACH = 90  # characters between a verb and the words of a number: "sửa đổi, bổ sung một số điều của các"
_VERB = re.compile(
    r"(?<![^\W_])(?:(?P<replaces>thay the|bai bo|huy bo|thay cho)|(?P<amends>sua doi|bo sung)|"
    r"(?P<based>can cu)|(?P<implements>thuc hien|trien khai|cu the hoa|quan triet|thi hanh|hoc tap))(?![^\W_])")
# What may stand between the verb and the number; a comma or another clause breaks it.
_FILLER = re.compile(
    r"(?: |,(?= ?(?:bo sung|thuc hien|quan triet|trien khai|sua doi))|bo sung|thuc hien|quan triet|trien khai|sua doi|"
    r"cho|cac|noi dung|mot so|dieu|khoan|diem|cua|vao|hieu qua|tot|nghiem tuc|tiep tuc|thi hanh|huong dan|ket qua|"
    r"theo|toan bo|phan|hai|ba|va|[\"“(]|\d)*")
_AND = re.compile(r"[ ,;)]*(?:va|hoac)? ?")
_ISSUES = re.compile(r"(?<![^\W_])(?:ban hanh|ky|xay dung|ra|co|thong qua)(?![^\W_])")


@dataclass(frozen=True)
class Relation:
    """What is done to the document of a mention: one of KINDS, and by which document; None where the sentence names
    none, as in a title or in a paper's own "Căn cứ …"."""

    kind: str
    by: Document | None = None


def relate(mentions: Sequence[Mention], meant: Mapping[int, Document | None], folded: str,
           sentences: Sentences) -> dict[int, Relation]:
    """What is done to the documents of a text, by the start of each mention under a verb."""
    made: dict[int, Relation] = {}
    place = 0
    while place < len(mentions):
        start, end = sentences.around(mentions[place].lead_start)
        last = place + 1
        while last < len(mentions) and mentions[last].lead_start < end:
            last += 1
        _relate_sentence(mentions[place:last], meant, folded, start, made)
        place = last
    return made


def _relate_sentence(mentions: Sequence[Mention], meant: Mapping[int, Document | None], folded: str, start: int,
                     made: dict[int, Relation]) -> None:
    subject: Document | None = None
    waiting: list[tuple[Mention, str]] = []
    reached, kind, group = start, "", -1
    for mention in mentions:
        joined = kind and (mention.group == group or _AND.fullmatch(folded, reached, mention.lead_start))
        if not joined:
            kind = _verb_before(folded, max(reached, mention.lead_start - _REACH), mention.lead_start)
        document = meant.get(mention.start)
        if not kind:
            subject = document
            if document and waiting and _ISSUES.search(folded, reached, mention.lead_start):
                made.update({one.start: Relation(what, document) for one, what in waiting
                             if _may_be(what, document, meant.get(one.start))})
            waiting = []
        elif subject is None:
            made[mention.start] = Relation(kind)
            waiting.append((mention, kind))
        elif _may_be(kind, subject, document):
            made[mention.start] = Relation(kind, subject)
        reached, group = max(mention.end, mention.chain_end), mention.group


# Who stands above whom: a resolution of the Central Committee carries out no decision of a province.
_RANKS = {"tw": 0, "qh": 0, "ubtvqh": 0, "cp": 1, "ttg": 1, "bo": 2, "tinh_uy": 3, "hdnd": 3, "ubnd": 3, "so": 4,
          "huyen_uy": 4, "dang_uy": 5}


def _may_be(kind: str, by: Document, document: Document | None) -> bool:
    """Whether one document may do so to another: not to itself; and one that is carried out is no neighbour in a list
    ("Cùng với Nghị quyết 19-NQ/TW, tỉnh thực hiện Nghị quyết 20-NQ/TW") and none of a lower body."""
    if by is document:
        return False
    if kind != IMPLEMENTS or document is None:
        return True
    if (by.number.code, by.issuer) == (document.number.code, document.issuer):
        return False
    return _RANKS.get(by.issuer, 3) >= _RANKS.get(document.issuer, 0)


def _verb_before(folded: str, start: int, end: int) -> str:
    """The kind of the last verb before a place, where nothing but what goes with it stands between."""
    found = None
    for verb in _VERB.finditer(folded, start, end):
        if found is None or not _FILLER.fullmatch(folded, found.end(), verb.start()):
            found = verb
        if not _FILLER.fullmatch(folded, verb.end(), end):
            found = None
    if found is None:
        return ""
    return BASED_ON if found["based"] else str(found.lastgroup)


_REPORTS = re.compile(
    r"(?<![^\W_])(?:ket qua|so ket|tong ket|bao cao|danh gia|nhin lai|kiem tra|giam sat|(?:sau |qua )?"
    r"(?:\d{1,2}|hon \w+|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi|muoi lam) nam(?! 20)(?: ruoi)?)(?![^\W_])")


def reports_on(folded_title: str, lead_start: int) -> bool:
    """Whether a title says before a number that it tells how the document was carried out.

    >>> reports_on("kim bong qua nam nam thuc hien nghi quyet 20", 32), reports_on("trien khai nghi quyet 20", 10)
    (True, False)
    """
    return _REPORTS.search(folded_title, 0, lead_start) is not None
