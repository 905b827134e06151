"""What the page claims: how many bulletins are the answer, and what the others are. Said once, in one place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from indexer.asking.groups import Rung
from indexer.asking.search import Answer
from indexer.asking.units import Unit, write_number
from indexer.engine.query import Sort
from search_app.results.finding import Found
from search_app.wording import quote, write_count

# What stands over hits that are nearly right, and why they stand there.
NEAR = "Gần đúng ({})"
BY_PLACE = "Theo tên khác của địa danh ({})"
WHY_NEAR = {
    Rung.BY_PLACE: "Nói về cùng nơi dưới tên cũ hoặc tên mới",
    Rung.OTHER_MARKS: "Viết khác dấu",
    Rung.APART: "Có đủ các tiếng nhưng không đứng liền nhau",
    Rung.IN_PART: "Chỉ có một phần",
}


def make_status(found: Found) -> str:
    """How many bulletins hold what was asked, and where the reader is among them."""
    answer, form = found.answer, found.form
    if not answer.page.total:
        return f"Không tìm thấy bản tin nào cho {quote(form.text)}." if form.text else \
            "Không có bản tin nào theo bộ lọc này."
    place = f" Trang {form.page} trên {write_count(found.pages)}." if 1 < found.pages >= form.page else ""
    if not answer.grouped:
        return claim_of_sentence(answer.total) + place
    more = f"{write_count(answer.widened)} bản tin" if answer.widened else ""
    if not answer.total:
        return f"Không có bản tin nào viết {quote(form.text)}; {more} theo tên khác của địa danh." if more else \
            claim_of_near(found)
    others = f"; {more} nữa theo tên khác của địa danh" if more else ""
    return f"{write_count(answer.total)} bản tin{claim_of_all(found) or claim(found_units(answer))}{others}.{place}"


def claim_of_all(found: Found) -> str:
    """Where nothing but an order was asked for ("tin mới nhất"): the order; "" where anything else was."""
    form, understood = found.form, found.answer.understood
    asks_more = understood.units or understood.query.excluded or understood.days.days or form.is_narrowed
    if asks_more or not understood.days.newest:
        return ""
    return ", cũ nhất trước" if form.sort is Sort.OLDEST else ", mới nhất trước"


def found_units(answer: Answer) -> list[Unit]:
    """What was asked for, as it was found: where no bulletin has a number as narrow as it was typed, it is the number
    alone."""
    wider = {write_number(number): str(number) for number in answer.unknown}
    return [replace(unit, written=wider.get(unit.written, unit.written)) for unit in answer.understood.units]


def claim_of_sentence(complete: int) -> str:
    """Of a sentence, which no bulletin need hold whole.

    >>> claim_of_sentence(0)
    'Bản tin sát câu hỏi nhất đứng trước. Không bản tin nào có đủ mọi từ.'
    """
    whole = f"{write_count(complete)} bản tin có đủ mọi từ." if complete else "Không bản tin nào có đủ mọi từ."
    return f"Bản tin sát câu hỏi nhất đứng trước. {whole}"


def claim(units: Sequence[Unit]) -> str:
    """What each bulletin of the answer has."""
    if not units:
        return " theo bộ lọc này"
    if all(not unit.words and not unit.runs for unit in units):
        return f" nhắc tới {', '.join(unit.written for unit in units)}"
    return f" có {join_units(units)}" if len(units) == 1 else f" có đủ {join_units(units)}"


def claim_of_near(found: Found) -> str:
    """That nothing is the answer, and what stands below instead."""
    answer, units = found.answer, found.answer.understood.units
    rung = answer.first_rung
    first = answer.page.counts[answer.rungs.index(rung)]
    rest = f", rồi {write_count(answer.near - first)} bản tin gần đúng khác" if answer.near > first else ""
    count = write_count(first)
    if rung is Rung.OTHER_MARKS:
        return (f"Không có bản tin nào viết {quote(found.form.text)}. "
                f"Dưới đây là bản tin viết khác dấu ({count}){rest}.")
    if rung is Rung.APART and len(units) == 1:
        return (f"Không có bản tin nào có {quote(found.form.text)}. "
                f"Dưới đây là bản tin có đủ các tiếng nhưng rời nhau ({count}){rest}.")
    if rung is Rung.APART:
        return (f"Không có bản tin nào có đủ {join_units(units)}. "
                f"Dưới đây là bản tin có đủ các tiếng nhưng rời nhau ({count}){rest}.")
    whole = f"có đủ {join_units(units)}" if len(units) > 1 else f"có {quote(found.form.text)}"
    return f"Không có bản tin nào {whole}. Dưới đây là bản tin chỉ có một phần ({count}){rest}."


def join_units(units: Sequence[Unit]) -> str:
    """The units in quotation marks, the last one behind a "và".

    >>> join_units([Unit("giá", ()), Unit("xăng dầu", ())])
    '“giá” và “xăng dầu”'
    """
    *head, last = [quote(unit.written) for unit in units]
    return f"{', '.join(head)} và {last}" if head else last
