"""Mention: one number as it stands in a text, with the words beside it. Document: what mentions mean together."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from corpus.numbers.document_number import DocumentNumber
from corpus.numbers.issuers import Issuer, level_of
from corpus.references.terms import PARTY, ROMAN, terms_of


@dataclass
class Evidence:
    """What the words beside a mention say of the document; `unit` is a place that is not named: "UBND tỉnh"."""

    issuer: Issuer | None = None
    issued_on: date | None = None
    term: str = ""
    year: int | None = None
    place: str = ""
    unit: str = ""
    title: str = ""
    subject: frozenset[str] = frozenset()


@dataclass
class Mention:
    """A number in the image of a text: `start` to `end`, the words before it from `lead_start`.

    `type` is the Vietnamese name of its type in small letters, "" where nothing tells; `group` is shared by the members
    of one list.
    """

    number: DocumentNumber
    start: int
    end: int
    lead_start: int
    type: str
    group: int
    evidence: Evidence = field(default_factory=Evidence)
    chain_end: int = 0  # where the chain of day, issuer and term behind it ends
    issued_before: bool = False  # whether its issuer stands before it: "Chính phủ ban hành Nghị định 168"

    @property
    def is_full(self) -> bool:
        """Whether the symbol is written."""
        return self.number.is_full


@dataclass
class Document:
    """What mentions of a text mean together; `number` is as complete as the text allows, the rest is pooled."""

    number: DocumentNumber
    type: str
    issuers: list[Issuer] = field(default_factory=list)
    days: list[date] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)
    years: list[int] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    subject: set[str] = field(default_factory=set)
    is_written: bool = True  # whether any mention is full

    @property
    def key(self) -> str:
        """The whole key."""
        return self.number.key

    @property
    def issuer(self) -> str:
        """The level of the issuer: by the letters, but a town's committee by its name, as it writes TU too."""
        own = level_of(self.number.body)
        named = [issuer.level for issuer in self.issuers if issuer.body == self.number.body.split("-")[0]]
        return named[0] if named and self.number.body.startswith("TU") else own

    @property
    def issued_on(self) -> date | None:
        """The day of issue that is stated most often, the first of several."""
        return max(self.days, key=self.days.count) if self.days else None

    @property
    def year(self) -> int | None:
        """The year in the number, else the day's, else as stated in words."""
        if self.number.year:
            return int(self.number.year)
        return self.issued_on.year if self.issued_on else self.years[0] if self.years else None

    @property
    def term(self) -> str:
        """The term: in the symbol, by the day for the party's centre (a day beats what is stated), else as stated."""
        assembly = self.number.body.removeprefix("NQ-").lstrip("UBTVQH")
        if self.issuer in ("qh", "ubtvqh") and assembly.isdigit():
            return ROMAN[int(assembly)] if int(assembly) < len(ROMAN) else ""
        stated = self.terms[0] if self.terms else ""
        if self.issuer == "tw" and self.issued_on:
            derived = terms_of(self.issued_on, PARTY)
            if derived and stated not in derived:
                return derived[0] if len(derived) == 1 else ""
        return stated

    @property
    def stated(self) -> str:
        """A term that the text states and that is not the document's, "" for none."""
        return next((term for term in self.terms if term != self.term), "") if self.issuer == "tw" else ""

    @property
    def unit(self) -> str:
        """Of what kind of place it is, where no mention names the place: "tinh", "huyen"."""
        return self.units[0] if self.units and not self.places else ""

    @property
    def place(self) -> str:
        """Whose committee or council it is of, as most mentions name it: "Hương Trà"; "" for central documents."""
        local = self.issuer in ("tinh_uy", "huyen_uy", "dang_uy", "hdnd", "ubnd", "so")
        return max(self.places, key=self.places.count) if self.places and local else ""

    def pool(self, evidence: Evidence) -> None:
        """Adds what a mention says."""
        if evidence.issuer:
            self.issuers.append(evidence.issuer)
        if evidence.issued_on:
            self.days.append(evidence.issued_on)
        if evidence.term:
            self.terms.append(evidence.term)
        if evidence.year:
            self.years.append(evidence.year)
        if evidence.place:
            self.places.append(evidence.place)
        if evidence.unit:
            self.units.append(evidence.unit)
        if evidence.title:
            self.titles.append(evidence.title)
        self.subject |= evidence.subject
