"""The sentences above the results beside what is claimed: how the query was read, and where the rest is."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.dates.writing import write_day
from indexer.analysis.syllables import is_vietnamese
from indexer.asking.parse import Note, Understood
from indexer.asking.units import write_number
from search_app.results.finding import Found
from search_app.wording import quote, write_count


def make_notes(found: Found) -> Iterator[str]:
    """The notes of a page of results, one line each, the reader's own mistakes first."""
    answer, form = found.answer, found.form
    understood = answer.understood
    if form.page < found.asked_page:
        yield f"Chỉ có {write_count(found.all_pages)} trang kết quả. Đây là trang cuối."
    if Note.UNBALANCED_QUOTE in understood.notes:
        yield f"Thiếu dấu ngoặc kép đóng. Đã tìm như sau: {understood.rewritten}"
    if not {Note.TOO_LONG, Note.TOO_MANY_WORDS}.isdisjoint(understood.notes):
        yield "Câu tìm có quá nhiều từ: chỉ những từ đầu được dùng."
    if form.exact and answer.grouped:
        yield "Chỉ gồm bản tin viết đúng như đã gõ."
    if may_be_marked(understood) and answer.page.total:
        yield f"Đã tìm mọi cách bỏ dấu của {quote(form.text)}."
    if understood.numbers:
        yield from number_notes(found)
    held = found.coverage
    if held and held.first_day and held.last_day and (form.filters.since or form.filters.until or form.filters.year):
        yield f"Chúng tôi có dữ liệu từ {write_day(held.first_day)} đến {write_day(held.last_day)}."


def may_be_marked(understood: Understood) -> bool:
    """Whether what was typed without any mark could bear one: "khoa hoc" could, and "UBND" and "covid-19" could not."""
    return not understood.has_marks and not understood.numbers and any(
        is_vietnamese(word.folded) for unit in understood.units for word in unit.words)


def number_notes(found: Found) -> Iterator[str]:
    """Which of the numbers that were typed are named nowhere, where other things were found."""
    if found.form.page == 1 and found.answer.page.hits and found.answer.unknown:
        spellings = dict.fromkeys(map(write_number, found.answer.unknown))
        yield f"Chưa có bản tin nào nhắc tới {', '.join(spellings)}."
