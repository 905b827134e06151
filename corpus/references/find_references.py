"""find_references(): what the numbers of a text mean: mentions, evidence, documents, binding, names, pointers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from corpus.numbers.document_number import DocumentNumber
from corpus.numbers.image import NumberImage, make_image
from corpus.references.binding import Bound, bind_short_forms
from corpus.references.documents import group_documents
from corpus.references.evidence import gather_evidence
from corpus.references.mention import Document, Mention
from corpus.references.mentions import find_mentions
from corpus.references.names import MAY_BE_NICKNAME, MAY_NAME, Name, find_names
from corpus.references.pointing import Pointer, find_pointers, with_names
from corpus.references.relating import Relation, relate
from corpus.references.sentences import Sentences, fold_in_place


Same = tuple[str, date | None, str, str]


@dataclass(frozen=True)
class Reference:
    """A reference text[start:end] to a document.

    `kind` is full, short, named or anaphora; `number` what is written of it, `key` its key where it is full; `document`
    the number of what is meant, as complete as the text allows, None where it is left open; `issuer`, `issued_on`,
    `term` and `year` what the whole text says of that document, `stated` a term that it states and that the day rules
    out; `why` names the evidence that bound it. `verb` is what is done to the document here (`relating.py`), `by` which
    one does it, as the first of its references says.
    """

    text: str
    start: int
    end: int
    kind: str
    type: str
    number: DocumentNumber | None
    document: DocumentNumber | None = None
    issuer: str = ""
    issued_on: date | None = None
    term: str = ""
    year: int | None = None
    place: str = ""
    title: str = ""
    subject: frozenset[str] = frozenset()
    why: str = ""
    unit: str = ""
    stated: str = ""
    verb: str = ""
    by: Same | None = None

    @property
    def same(self) -> Same | None:
        """What joins the references of a text that mean one document, None where the number is not known."""
        number = self.document or self.number
        return (number.key, self.issued_on, self.term, self.place) if number else None

    @property
    def key(self) -> str:
        """The whole key of a full form, "" for others."""
        return self.number.key if self.number and self.number.is_full else ""

    @property
    def binds_to(self) -> str:
        """The key of the document that is meant, "" where it is left open."""
        return self.document.key if self.document else ""


def find_references(text: str, *, numbered: bool = False) -> list[Reference]:
    """All references of a text, in order; with `numbered`, a text without any number has none, which is most texts.

    >>> [(r.text, r.binds_to, r.term) for r in find_references(
    ...     "Nghị quyết số 20-NQ/TW ngày 01/11/2012 của Trung ương. Sau 5 năm thực hiện Nghị quyết 20, tỉnh tổng kết.")]
    [('20-NQ/TW', '20:nq:tw', 'XI'), ('Nghị quyết 20', '20:nq:tw', 'XI')]
    >>> [(r.text, r.binds_to) for r in find_references("học Chỉ thị 05 của Bộ Chính trị; Thông tư 02 trong tháng 8")]
    [('Chỉ thị 05', '5:ct:tw'), ('Thông tư 02', '')]
    """
    image = make_image(text)
    mentions = find_mentions(image)
    if not mentions and not (MAY_BE_NICKNAME if numbered else MAY_NAME).search(text):
        return []
    folded = fold_in_place(image.text)
    sentences = Sentences(image.text)
    gather_evidence(mentions, image.text, folded, sentences)
    placed = group_documents(mentions)
    bound = bind_short_forms(mentions, placed, folded, sentences)
    names = find_names(image.text, folded, mentions, placed)
    meant = {mention.start: placed.get(mention.start) or bound.get(mention.start, Bound()).document
             for mention in mentions}
    pointers = find_pointers(image.text, folded, *with_names(mentions, meant, names), sentences)
    numbers = {document.key: document.number for document in placed.values() if document}
    related = relate(mentions, meant, folded, sentences)
    made = [_with(_of_mention(mention, placed, bound, numbers, text, image), related.get(mention.start))
            for mention in mentions]
    made += [_of_name(name, "named", text, image) for name in names]
    made += [_of_name(pointer, "anaphora", text, image) for pointer in pointers]
    return sorted(made, key=lambda reference: reference.start)


def _with(reference: Reference, relation: Relation | None) -> Reference:
    """A reference with what is done to its document."""
    if relation is None:
        return reference
    by = relation.by
    return replace(reference, verb=relation.kind, by=(by.key, by.issued_on, by.term, by.place) if by else None)


def _of_mention(mention: Mention, placed: dict[int, Document | None], bound: dict[int, Bound],
                numbers: dict[str, DocumentNumber], text: str, image: NumberImage) -> Reference:
    start, end = image.source_span(mention.start, mention.end)
    kind, number = ("full" if mention.is_full else "short"), mention.number
    if mention.is_full:
        document = placed.get(mention.start)
        if document is None:  # its key is certain, the document is not
            return Reference(text[start:end], start, end, kind, mention.type, number, number)
        return _filled(text, start, end, kind, mention.type, number, document, "")
    found = bound.get(mention.start, Bound())
    if found.document:
        return _filled(text, start, end, kind, mention.type, number, found.document, found.why)
    evidence = mention.evidence
    return Reference(text[start:end], start, end, kind, mention.type, number, numbers.get(found.key),
                     issuer=evidence.issuer.level if evidence.issuer else "", issued_on=evidence.issued_on,
                     term=evidence.term, year=int(number.year) if number.year else
                     evidence.issued_on.year if evidence.issued_on else None, why=found.why)


def _filled(text: str, start: int, end: int, kind: str, type_: str, number: DocumentNumber | None, document: Document,
            why: str) -> Reference:
    return Reference(text[start:end], start, end, kind, type_ or document.type, number, document.number,
                     issuer=document.issuer, issued_on=document.issued_on, term=document.term, year=document.year,
                     place=document.place, title=document.titles[0] if document.titles else "",
                     subject=frozenset(document.subject), why=why, unit=document.unit, stated=document.stated)


def _of_name(name: Name | Pointer, kind: str, text: str, image: NumberImage) -> Reference:
    start, end = image.source_span(name.start, name.end)
    if name.bound.document:
        return _filled(text, start, end, kind, name.type, None, name.bound.document, name.bound.why)
    return Reference(text[start:end], start, end, kind, name.type, None)
