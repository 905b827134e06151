"""Small entries and the questions that tests put to them."""

from __future__ import annotations

from datetime import date

from indexer.engine.entry import Card, Entry, Zone
from indexer.engine.query import Query, Word
from indexer.engine.spelt import spelt_alone, spelt_pair


def zone(text: str, numbers: str = "", marked: str = "", beside: str = "") -> Zone:
    """A zone of paragraphs set apart by "|", as is what stands side by side as it is spelt."""
    paragraphs = tuple(tuple(part.split()) for part in text.split("|"))
    spelt = [[spelling(syllable) for syllable in part.split()] for part in beside.split("|")]
    terms = {spelt_pair(a, b) for part in spelt for a, b in zip(part, part[1:], strict=False)}
    terms |= {spelt_alone(word.folded) for part in spelt for word in part if not word.marked}
    return Zone(paragraphs, marked=tuple(marked.split()), beside=tuple(sorted(terms)), numbers=tuple(numbers.split()))


def spelling(written: str) -> Word:
    """A syllable written with its tone behind it."""
    folded = written.rstrip("\u0300\u0301\u0303")
    return Word(folded, "" if folded == written else written)


def entry(id: str, title: str, body: str = "", day: date | None = None, **more: str) -> Entry:
    """A small entry."""
    card = Card(id, day, more.get("source", "tinh"), more.get("section", ""), tuple(more.get("kinds", "").split()),
                document=int(more.get("document", 0)), author=more.get("author", ""),
                units=tuple(more.get("units", "").split()), genre=more.get("genre", ""),
                family=int(more.get("family", 0)), edited="edited" in more,
                provinces=tuple(more.get("provinces", "").split()), communes=tuple(more.get("communes", "").split()))
    return Entry(card, zone(title, more.get("title_numbers", "")), Zone(),
                 zone(body, more.get("numbers", ""), more.get("marked", ""), more.get("beside", "")),
                 zone(more["attached"], more.get("attached_numbers", "")) if more.get("attached") else Zone())


BULLETINS = [
    entry("a", "khoa hoc cong nghe", "tinh uy ban hanh nghi quyet", date(2017, 3, 22), numbers="20:nq:tw 20:nq",
          kinds="NQ", section="Đảng", document="3", author="Minh Châu", units="TW", genre="tin"),
    entry("b", "hoi nghi nong nghiep", "khoa hoc ky thuat | cong nghe moi", date(2017, 12, 31), source="huyen",
          author="Hoài An", genre="tin", provinces="p1", communes="c1 c2"),
    entry("c", "le hoi", "duong lang bien", date(2018, 1, 1), marked="đương~", beside="duong\u0303 lang bien"),
    entry("d", "le hoi", "duong lang bien nghe khoa", None, marked="đường`", beside="duong\u0300 lang bien nghe khoa"),
    entry("e", "nghi quyet", "nghe", date(2016, 2, 29), title_numbers="20:nq:tw 20:nq", numbers="5:cthd:tu",
          kinds="NQ CTHĐ", source="huyen", author="Minh Châu", units="TW TU", genre="van-ban"),
    entry("f", "bao cao", "nghi quyet", date(2020, 7, 1), numbers="120:nq:tw 120:nq", kinds="NQ", provinces="p1 p2",
          communes="c1"),
    Entry(Card("g", date(2019, 5, 5), "tinh"), Zone((("lang", "le", "hoi"),),
                                                    marked=("lang\u0300", "lê\u0303", "hôi\u0323"),
                                                    beside=("lang_le|2_64",))),
]


def words(text: str, **marks: str) -> tuple[Word, ...]:
    return tuple(Word(folded, marks.get(folded, "")) for folded in text.split())


def ask_all(text: str, **more: object) -> Query:
    return Query(words=words(text), minimum=len(text.split()), **more)  # type: ignore[arg-type]
