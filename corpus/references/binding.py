"""bind_short_forms(): which document "Nghị quyết 20" means within its text.

A short form binds to the document of the same type and number anywhere in the text, before or behind; of several, to
the one that the words beside it point to. Without one its issuer gives the symbol. What is left open is an answer
too: guessing is worse.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.numbers.document_number import DocumentNumber
from corpus.numbers.issuers import STRANGE, Issuer
from corpus.numbers.reading import YEARLY
from corpus.references.documents import contradicts
from corpus.references.mention import Document, Mention
from corpus.references.sentences import Sentences

# "(sau đây gọi tắt là Nghị định 116)", "(Nghị định 168)" right behind a number: a name for it, whatever its digits.
_NAMED_SO = re.compile(
    r"[^.\n]{0,300}?\((?:(?:sau|duoi) day )?(?:(?:duoc )?(?:goi|viet) (?:tat|chung|ngan gon)? ?la ?:?|goi la)? ?"
    r"[\"“]?$")
_MARGIN = 2  # words of the subject that one document shares more than every other
# Types whose symbol an issuer gives; official letters bear their unit's letters, which no text tells.
_ISSUED = {"NQ", "QĐ", "QyĐ", "CT", "KL", "TB", "HD", "KH", "CTHĐ", "CTr", "BC", "TTr", "CĐ", "TT", "QC", "NĐ"}
_COMMITTEES = {"TW", "TU", "HU", "CP", "TTg", "UBND", "HĐND", "BTCTW", "UBKTTW", "BTGTW", "BDVTW", "BNCTW", "VPTW",
               "VPCP", "TTCP", "NHNN", "CTN"}
# What a body does not issue: a "decision of the government" is the Prime Minister's or another's, and left open.
_NEVER = {"QĐ": ("cp",), "CT": ("cp",), "CĐ": ("cp",), "NQ": ("ttg", "ubnd"), "KL": ("cp", "ttg", "ubnd"),
          "QyĐ": ("cp", "ttg")}


@dataclass(frozen=True)
class Bound:
    """What a mention means: a document; or, where several bear its key, the key alone."""

    document: Document | None = None
    key: str = ""
    why: str = ""


def bind_short_forms(mentions: Sequence[Mention], placed: Mapping[int, Document | None], folded: str,
                     sentences: Sentences) -> dict[int, Bound]:
    """What each short form means, by the place where it starts; those that are left open are not there."""
    documents = _by_partial_key(placed.values())
    groups: dict[int, DocumentNumber] = {mention.group: mention.number for mention in mentions if mention.is_full}
    names = _defined_names(mentions, placed, folded)
    made: dict[int, Bound] = {}
    loose: dict[str, list[Mention]] = {}
    for mention in mentions:
        if mention.is_full:
            continue
        bound = _bind(mention, documents.get(mention.number.key, ()), names)
        if bound is None:
            loose.setdefault(_name(mention), []).append(mention)
        elif bound.document or bound.key:
            made[mention.start] = bound
    for members in loose.values():
        made.update(_bind_by_issuer(members, groups, folded, sentences))
    for mention in mentions:
        if (bound := made.get(mention.start)) and bound.document:
            bound.document.pool(mention.evidence)
    return made


def _by_partial_key(documents: Iterable[Document | None]) -> dict[str, list[Document]]:
    """The documents that each key may mean, whole or partial."""
    made: dict[str, list[Document]] = {}
    for document in {id(document): document for document in documents if document}.values():
        for key in document.number.keys:
            made.setdefault(key, []).append(document)
    return made


def _name(mention: Mention) -> str:
    """What joins short forms that may mean one document: type and number, whether or not the year is written."""
    return replace(mention.number, year="").key


def _defined_names(mentions: Sequence[Mention], placed: Mapping[int, Document | None],
                   folded: str) -> dict[str, Document]:
    """What the text itself says that a short form stands for."""
    made: dict[str, Document] = {}
    for before, mention in zip(mentions, mentions[1:], strict=False):
        document = placed.get(before.start)
        if document and not mention.is_full and _NAMED_SO.fullmatch(folded, before.end, mention.lead_start) and _may_be(
                mention, document, digits=False):
            made.setdefault(mention.number.key, document)
    return made


def _may_be(mention: Mention, document: Document, *, digits: bool = True) -> bool:
    """Whether a document has the type and number of a short form."""
    full, short = document.number, mention.number
    if not digits:
        full = replace(full, digits=short.digits, year=short.year or full.year)
    if short.key not in full.keys:
        return False
    if mention.type in ("luật", "nghị quyết", "pháp lệnh") and not full.code and document.type:
        return mention.type == document.type
    return True


def _bind(mention: Mention, documents: Sequence[Document], names: Mapping[str, Document]) -> Bound | None:
    """The document of the text that a short form means; an empty Bound where several may be meant, None for none."""
    if document := names.get(mention.number.key):
        return Bound(document, why="gọi tắt")
    evidence = mention.evidence
    fitting = [document for document in documents if _may_be(mention, document) and not contradicts(document, evidence)]
    if evidence.issuer:
        fitting = _of_issuer(fitting, evidence.issuer)
    if len(fitting) > 1 and (evidence.term or evidence.issued_on):
        agreeing = [document for document in fitting if document.term == evidence.term and evidence.term
                    or evidence.issued_on and document.issued_on == evidence.issued_on]
        fitting = agreeing or fitting
    if len(fitting) > 1:
        fitting = _by_subject(fitting, mention)
    if len(fitting) == 1:
        return Bound(fitting[0], why="số đầy đủ trong bài")
    if fitting:
        keys = {document.key for document in fitting}
        return Bound(key=keys.pop() if len(keys) == 1 else "", why="nhiều văn bản cùng số")
    return None


def _of_issuer(documents: Sequence[Document], issuer: Issuer) -> list[Document]:
    """Those that a named body issues, by its letters or else by its level."""
    exact = [document for document in documents if issuer.body and document.number.body.split("-")[0] == issuer.body]
    if exact:
        return exact
    level = [document for document in documents if document.issuer == issuer.level]
    if level:
        return level
    # The Assembly's letters bear its term; a minister's or a chairman's paper bears the letters of his body.
    return [document for document in documents if issuer.body and document.number.body.startswith(issuer.body)]


def _by_subject(documents: list[Document], mention: Mention) -> list[Document]:
    ranked = sorted(documents, key=lambda document: -len(document.subject & mention.evidence.subject))
    shared = [len(document.subject & mention.evidence.subject) for document in ranked]
    return ranked[:1] if shared[0] - shared[1] >= _MARGIN else documents


def _bind_by_issuer(members: Sequence[Mention], groups: Mapping[int, DocumentNumber], folded: str,
                    sentences: Sentences) -> dict[int, Bound]:
    """Short forms of one type and number without a full form: the issuer that is named beside one gives the symbol."""
    made: dict[int, Bound] = {}
    known: dict[str, Document] = {}
    years = {year for mention in members if (year := _year_of(mention))}
    year = years.pop() if len(years) == 1 else ""
    for mention in members:
        body = _body_of(mention, groups)
        if not body or _is_strange(mention, folded, sentences):
            continue
        number = _with_body(mention.number, body, _year_of(mention) or year)
        document = next((each for each in known.values() if each.key == number.key
                         and not contradicts(each, mention.evidence)), None)
        if document is None:
            document = Document(number, mention.type, is_written=False)
            known[f"{number.key} {len(known)}"] = document
        made[mention.start] = Bound(document, why="cơ quan ban hành nêu trong bài")
    if len(known) == 1:
        document, = known.values()
        for mention in members:
            if mention.start not in made and mention.evidence.issuer is None and not contradicts(
                    document, mention.evidence) and not _is_strange(mention, folded, sentences):
                made[mention.start] = Bound(document, why="cơ quan ban hành nêu trong bài")
    return made


def _body_of(mention: Mention, groups: Mapping[int, DocumentNumber]) -> str:
    """The letters of the body that issued a short form, "" where nothing tells."""
    number, issuer = mention.number, mention.evidence.issuer
    if number.code == "NĐ":
        return "CP"  # a decree is always the government's
    if number.code not in _ISSUED:
        return ""
    listed = groups.get(mention.group)
    if listed and listed.code == number.code:
        return listed.body  # "18, 19 và 20-NQ/TW"
    return body_by_issuer(number.code, issuer) if issuer else ""


def body_by_issuer(code: str, issuer: Issuer) -> str:
    """The letters of the body on a paper of a type that a named body issued, "" where the name does not tell.

    >>> body_by_issuer("CT", Issuer("tw", "TW", 0, 0)), body_by_issuer("QĐ", Issuer("cp", "CP", 0, 0))
    ('TW', '')
    """
    if code not in _ISSUED:
        return ""
    if code == "TT":
        return issuer.body if issuer.level == "bo" else ""
    if issuer.body in _COMMITTEES and issuer.level not in _NEVER.get(code, ()) or issuer.level == "bo":
        return issuer.body
    return ""


def _is_strange(mention: Mention, folded: str, sentences: Sentences) -> bool:
    """Whether a foreign or a private body is named close by in the sentence."""
    start, end = sentences.around(mention.start)
    return STRANGE.search(folded, max(start, mention.start - 150), min(end, mention.end + 60)) is not None


# Since when the numbers of these types bear the year of issue (a decree of 1996 was 36-CP).
_YEARLY_SINCE = 1997


def _year_of(mention: Mention) -> str:
    """The year in the number, or that which the words beside it give to a type whose numbers bear it: "Nghị định 168
    ngày 26/12/2024" is 168/2024."""
    evidence = mention.evidence
    year = evidence.issued_on.year if evidence.issued_on else evidence.year or 0
    return mention.number.year or (str(year) if mention.number.code in YEARLY and year >= _YEARLY_SINCE else "")


def _with_body(number: DocumentNumber, body: str, year: str) -> DocumentNumber:
    return replace(number, code="QĐ" if number.code == "QyĐ" else number.code, body=body, year=number.year or year)
