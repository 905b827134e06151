"""describe(): Bulletin to Entry, where analysis meets the engine."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import fields, replace
from itertools import chain, pairwise

from corpus.bulletin import Bulletin
from corpus.numbers.document_number import DocumentNumber
from corpus.numbers.document_types import body_name
from corpus.numbers.find_numbers import find_numbers
from corpus.places.gazetteer import NOWHERE, Areas
from corpus.places.reading.find_places import Place
from corpus.references.filing import Filed, file_references, read_parts
from corpus.references.find_references import Reference
from indexer.analysis.adjacency import stand_together
from indexer.analysis.analyze import Analysis, analyze, fold_all
from indexer.describing.around import ALONE, Around, FileTexts
from indexer.engine.entry import Card, Entry, Zone
from indexer.engine.query import Word
from indexer.engine.spelt import spelt_alone, spelt_pair
from indexer.places.annotating import keys_by_part


def describe(bulletin: Bulletin, words: Sequence[str] = (), references: Sequence[Reference] | None = None,
             around: Around = ALONE, places: Sequence[Place] = (),
             in_files: Sequence[Sequence[Reference]] | None = None, areas: Areas = NOWHERE) -> Entry:
    """The entry of a bulletin; `words` are what the segmenter cut from its text (`text_to_segment`), `references` what
    it refers to (`refer`), where that is known already; `around` what hangs on it and has the same text; `places` those
    that it names, `areas` where these lie today; `in_files` what each of its files refers to (`refer_files`), where
    that is known."""
    own = [found.number for found in find_numbers(bulletin.number)]
    parts = parts_of(bulletin)
    named = file_references(parts, references)
    card = Card(bulletin.id, bulletin.published_on, bulletin.source, bulletin.section, name_kinds(own, named),
                digest(bulletin, around.files), number_document(bulletin, own), bulletin.author, name_units(own, named),
                bulletin.kind, around.family, bulletin.version > 1, *areas)
    title, summary, body = (describe_zone(part, filed) for part, filed in zip(parts, named, strict=True))
    title, summary, body = (replace(zone, numbers=(*zone.numbers, *keys)) if keys else zone for zone, keys in zip(
        (title, summary, body), keys_by_part(parts, places), strict=True))
    return Entry(card, add_own(title, own), summary, replace(body, words=tuple(words)),
                 describe_files(around.files, refer_files(around.files) if in_files is None else in_files))


def parts_of(bulletin: Bulletin) -> tuple[str, str, str]:
    """The zones of a bulletin as text."""
    return bulletin.title, bulletin.summary, body_to_index(bulletin)


def refer(bulletin: Bulletin) -> list[Reference]:
    """What a bulletin refers to."""
    return read_parts(parts_of(bulletin))


def body_to_index(bulletin: Bulletin) -> str:
    """The body, the names of the attached files, which often are what a clerk looks for, and who wrote it: a paragraph
    each."""
    return "\n".join([bulletin.body, *(attachment.name for attachment in bulletin.attachments), bulletin.author])


def add_own(zone: Zone, own: Sequence[DocumentNumber]) -> Zone:
    """The zone with the keys of numbers that belong to the bulletin though its text may not write them."""
    dated = [key for n in own for key in n.keys if n.year in key.split(":") or not n.year]
    yearless = [key for n in own for key in n.keys if n.year and n.year not in key.split(":")]
    return replace(zone, numbers=(*zone.numbers, *dated), yearless=(*zone.yearless, *yearless))


def describe_zone(text: str, filed: Sequence[Filed] = ()) -> Zone:
    """The terms of one part of a bulletin, with the keys of what it refers to."""
    found = analyze(text)
    syllables = found.syllables
    return Zone(
        paragraphs=tuple(tuple(fold_all(paragraph)) for paragraph in found.paragraphs),
        alternatives=tuple(s.whole for s in syllables if s.whole),
        readings=tuple(tuple(fold_all(reading)) for reading in found.readings),
        marked=tuple(s.marked for s in syllables if s.marked),
        beside=tuple(spell(text, found)),
        numbers=tuple(key for each in filed for key in each.keys),
        yearless=tuple(key for each in filed for key in each.yearless),
    )


def refer_files(files: FileTexts) -> list[list[Reference]]:
    """What each file refers to. Each binds its own short forms: what one file calls "Nghị quyết 20" the next one may
    call another."""
    return [read_parts([text]) for text in map(text_of, files)]


def text_of(pages: Sequence[str]) -> str:
    """A file's text."""
    return "\n".join(pages)


def describe_files(files: FileTexts, references: Sequence[Sequence[Reference]]) -> Zone:
    """The terms of what files say, and of what they refer to."""
    texts = list(map(text_of, files))
    filed = [file_references([text], found)[0] for text, found in zip(texts, references, strict=True)]
    if len(texts) < 2:
        return describe_zone(texts[0], filed[0]) if texts else Zone()
    zones = list(map(describe_zone, texts, filed))
    return Zone(*(tuple(chain.from_iterable(getattr(zone, field.name) for zone in zones)) for field in fields(Zone)))


def spell(text: str, found: Analysis) -> set[str]:
    """What stands side by side in a text as it is spelt, readings included, and the syllables that bear no mark.

    >>> sorted(spell("Con đê, 2", analyze("Con đê, 2")))
    ['con_de|_96', 'con|']
    """
    pairs = {(a.folded, a.marked, b.folded, b.marked) for paragraph in found.paragraphs
             for a, b in pairwise(paragraph) if stand_together(text, a, b)}
    pairs |= {(a.folded, a.marked, b.folded, b.marked) for reading in found.readings for a, b in pairwise(reading)}
    alone = {s.folded for paragraph in found.paragraphs for s in paragraph if not s.marked and s.folded.isalpha()}
    return {spelt_pair(Word(a, first), Word(b, second)) for a, first, b, second in pairs} | set(map(spelt_alone, alone))


def text_to_segment(bulletin: Bulletin) -> str:
    """All that the segmenter reads of a bulletin, a paragraph a line."""
    return "\n".join(part for part in (bulletin.title, bulletin.summary, bulletin.body) if part)


def name_kinds(own: Sequence[DocumentNumber], named: Sequence[Sequence[Filed]]) -> tuple[str, ...]:
    """The codes of the document types that a bulletin names with a whole number, its own number's among them."""
    numbers = [*own, *(filed.number for part in named for filed in part)]
    return tuple(dict.fromkeys(n.code for n in numbers if n.code and n.is_full))


def name_units(own: Sequence[DocumentNumber], named: Sequence[Sequence[Filed]]) -> tuple[str, ...]:
    """The codes of the bodies whose documents a bulletin names with a whole number, without their offices: UBND of
    UBND-VX. Of the Assembly's every term is one body.

    >>> from corpus.numbers.find_numbers import find_numbers
    >>> name_units([found.number for found in find_numbers("số 12/UBND-VX, Nghị quyết 20-NQ/TW, 57/2020/QH14")], ())
    ('UBND', 'TW', 'QH')
    """
    numbers = [*own, *(filed.number for part in named for filed in part)]
    return tuple(dict.fromkeys(body for n in numbers if n.is_full for body in [find_body(n.body)] if body))


def find_body(letters: str) -> str:
    """The body of a number's letters, where it is a known one.

    >>> find_body("HĐND8"), find_body("THH")
    ('HĐND', '')
    """
    first = letters.split("-")[0].rstrip("0123456789")
    return first if body_name(first) else ""


def number_document(bulletin: Bulletin, own: Sequence[DocumentNumber]) -> int:
    """A number of the document that a bulletin is, or a part of, by its own official number: the same in all its parts.

    A number without a year is given anew each January: the day's year tells two such documents apart. 56 bits: two
    among a million meet with a chance of 1 in 100,000, and would cost a place in a list.
    """
    if not own:
        return 0
    year = bulletin.published_on.year if bulletin.published_on and not own[0].year else ""
    return int.from_bytes(hashlib.blake2b(f"{own[0].key} {year}".encode(), digest_size=7).digest(), "big")


def digest(bulletin: Bulletin, files: FileTexts = ()) -> str:
    """A short name of what is indexed of a bulletin and its files: equal digests make equal entries.

    >>> one = Bulletin("1", "", "s", "Tin", "Bài")
    >>> digest(one) == digest(Bulletin("1", "", "s", "Tin", "Bài khác"))
    False
    """
    parts = (bulletin.title, bulletin.summary, body_to_index(bulletin), bulletin.number, bulletin.source,
             bulletin.section, str(bulletin.published_on), *("\f".join(pages) for pages in files))
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=12).hexdigest()
