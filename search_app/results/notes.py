"""The sentences above the results: how the query was read, and what to make of what was found."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.dates.writing import write_day
from indexer.asking.parse import Note
from indexer.engine.query import Sort
from search_app.results.finding import Found
from search_app.wording import write_count


def make_notes(found: Found) -> Iterator[str]:
    """The notes of a page of results, one line each, the reader's own mistakes first."""
    answer, form = found.answer, found.form
    understood = answer.understood
    if form.page < found.asked_page:
        yield f"Chỉ có {write_count(found.pages)} trang kết quả. Đây là trang cuối."
    if Note.UNBALANCED_QUOTE in understood.notes:
        yield f"Thiếu dấu ngoặc kép đóng. Đã tìm như sau: {understood.rewritten}"
    if not {Note.TOO_LONG, Note.TOO_MANY_WORDS}.isdisjoint(understood.notes):
        yield "Câu tìm có quá nhiều từ: chỉ những từ đầu được dùng."
    if form.exact and understood.has_marks:
        yield "Đang tìm đúng dấu: chỉ những bản tin viết đúng như đã gõ."
    elif form.exact:
        yield "Câu tìm không có dấu nào nên vẫn tìm không phân biệt dấu."
    elif understood.words and not understood.has_marks and not understood.numbers and answer.page.total:
        yield "Đã tìm không phân biệt dấu."
    if understood.numbers:
        yield from number_notes(found)
    if answer.widened and answer.page.hits:
        yield widened_note(found)
    held = found.coverage
    if held and held.first_day and held.last_day and (form.filters.since or form.filters.until or form.filters.year):
        yield f"Chúng tôi có dữ liệu từ {write_day(held.first_day)} đến {write_day(held.last_day)}."


def number_notes(found: Found) -> Iterator[str]:
    """Whether the numbers that were typed are named anywhere."""
    asked = found.answer.understood.numbers
    spellings = ", ".join(dict.fromkeys(str(number) for number in asked))
    if found.form.page > 1 or not found.answer.page.hits:
        return
    keys = {number.key for number in asked}
    if not any(keys.intersection(number.keys) for bulletin in found.bulletins if bulletin
               for number in bulletin.numbers):
        yield f"Chưa có bản tin nào nhắc tới {spellings}."
    elif found.form.sort is Sort.RELEVANCE:
        yield f"Bản tin nhắc tới {spellings} đứng trước."


def widened_note(found: Found) -> str:
    """That some hits lack a word, and whether all of them do."""
    words = len(found.answer.understood.query.distinct_words)
    if any(not hit.missing for hit in found.answer.page.hits):
        return f"Ít bản tin có đủ cả {words} từ; tiếp theo là bản tin có phần lớn các từ."
    return f"Không có bản tin nào đủ cả {words} từ; dưới đây là bản tin có phần lớn các từ."
