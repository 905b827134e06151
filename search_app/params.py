"""The address bar, read once: request arguments → SearchForm, its errors in Vietnamese; and a form → its address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import MAXYEAR, date
from functools import lru_cache
from typing import Any
from urllib.parse import quote_plus

from werkzeug.datastructures import MultiDict

from corpus.dates.ranges import parse_range
from corpus.text import plain_dashes, tidy
from indexer.engine.query import NO_FILTERS, Filters, Sort

MAX_QUERY_CHARS = 200  # a longer one is a whole paragraph pasted in, or a bot; people's queries end below 100
MAX_DATE_CHARS = 40  # "ngày 5 tháng 6 năm 2023" has 23
MAX_FILTER_CHARS = 200  # the longest names of sources and sections stay below 120
MAX_PLACE_CHARS = 120  # the longest id of a unit has some sixty
MAX_PAGE = 50  # 1,000 bulletins: nobody reads so far, and every further page costs the engine all before it
MAX_VALUES = 20  # of one filter: more were never clicked together
MAX_PAGE_DIGITS = 6  # int() of a million digits takes minutes

PATH = "/tim-kiem"
SORTS = {"lien-quan": Sort.RELEVANCE, "moi-nhat": Sort.NEWEST, "cu-nhat": Sort.OLDEST}
EXACT = "chinh-xac"  # the value of `dau` that demands the marks as typed
NOT_EXPANDED = "khong"  # the value of `mo_rong` that leaves abbreviations as they are
NOT_WIDENED = "0"  # the value of `mo-rong` that asks for places under the names that were typed alone
NOT_DATED = "khong"  # the value of `ngay_trong_cau` that leaves the days of the text words like others
SORT_NAMES = {sort: name for name, sort in SORTS.items()}
# What the fields that a page offers other values of are called in an address.
ADDRESS_NAMES = {"source": "nguon", "section": "chuyen_muc", "kind": "loai", "unit": "don_vi", "author": "tac_gia",
                 "genre": "dang", "year": "nam", "edited": "sua_doi", "province": "tinh", "commune": "xa"}
NOTHING_CHOSEN: Mapping[str, tuple[str, ...]] = dict.fromkeys(ADDRESS_NAMES.values(), ())

TOO_LONG = f"Câu tìm quá dài (tối đa {MAX_QUERY_CHARS} ký tự)."
BAD_DATE = ("Chưa hiểu “{typed}”. Hãy nhập ngày/tháng/năm, ví dụ 27/3/2017. "
            "Kết quả dưới đây chưa lọc theo ngày này.")
DATES_SWAPPED = "“Từ ngày” đang sau “Đến ngày”. Kết quả dưới đây chưa lọc theo ngày."


@dataclass(frozen=True)
class SearchForm:
    """What the reader asked, and what the boxes show again. The filters have a day only where it may be used.

    A field's error is a sentence, or empty. `text_error` stops the search; the others leave their filter out.
    """

    text: str = ""
    since_typed: str = ""
    until_typed: str = ""
    filters: Filters = NO_FILTERS
    sort: Sort = Sort.RELEVANCE
    exact: bool = False
    explained: bool = False
    expand: bool = True
    dated: bool = True
    widen: bool = True
    place: str = ""
    page: int = 1
    text_error: str = ""
    since_error: str = ""
    until_error: str = ""
    range_error: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to search by."""
        return not self.text and not self.is_narrowed

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but words narrows the search."""
        return bool(self.filters or self.place)

    @property
    def address(self) -> str:
        """The address of this very search; what is at its default is left out.

        >>> SearchForm(text="lũ lụt", filters=Filters(year=(2020, 2021)), page=2).address
        '/tim-kiem?q=l%C5%A9+l%E1%BB%A5t&nam=2020&nam=2021&trang=2'
        """
        return join_address(self.written)

    @property
    def written(self) -> dict[str, str | tuple[str, ...]]:
        """What an address says of each field, "" or () where it is at its default, in the order of an address."""
        return {
            "q": self.text, "tu_ngay": self.since_typed, "den_ngay": self.until_typed,
            **({name: tuple(map(str, getattr(self.filters, field))) for field, name in ADDRESS_NAMES.items()}
               if self.filters else NOTHING_CHOSEN),
            "noi": self.place,
            "sap_xep": "" if self.sort is Sort.RELEVANCE else SORT_NAMES[self.sort],
            "dau": EXACT if self.exact else "",
            "giai-thich": "1" if self.explained else "",
            "mo_rong": "" if self.expand else NOT_EXPANDED,
            "ngay_trong_cau": "" if self.dated else NOT_DATED,
            "mo-rong": "" if self.widen else NOT_WIDENED,
            "trang": str(self.page) if self.page > 1 else "",
        }

    def door(self, path: str) -> str:
        """The first page of the same list for machines.

        >>> SearchForm("lũ", page=3).door("/xuat.csv")
        '/xuat.csv?q=l%C5%A9'
        """
        return path + replace(self, page=1, explained=False).address.removeprefix(PATH)

    def feed(self, path: str) -> str:
        """The same list as a feed, in which what is new stands first."""
        return replace(self, sort=Sort.NEWEST).door(path)

    def filtered(self, **changes: Any) -> "SearchForm":
        """The same search with some filters changed."""
        return replace(self, filters=self.filters._replace(**changes))

    def chosen(self) -> Iterator[tuple[str, str]]:
        """(name in an address, value) for each value that is chosen of a filter."""
        return ((name, str(value)) for field, name in ADDRESS_NAMES.items() for value in getattr(self.filters, field))

    def toggled(self, field: str, value: str | int) -> "SearchForm":
        """The first page of the same search with a value of a filter chosen, or not chosen where it is."""
        values = getattr(self.filters, field)
        left = tuple(one for one in values if one != value) if value in values else (*values, value)
        return replace(self.filtered(**{field: left}), page=1)

    def without_dates(self) -> "SearchForm":
        """The same search over all days."""
        return replace(self.filtered(since=None, until=None, year=()), since_typed="", until_typed="", page=1)

    def within(self, typed: str, until: str | None = None) -> "SearchForm":
        """The same search over days as they are typed, and over no others."""
        return replace(self.without_dates(), since_typed=typed, until_typed=typed if until is None else until)

    @property
    def swap_address(self) -> str:
        """The same search with what was typed in the two date fields changed over."""
        return replace(self, since_typed=self.until_typed, until_typed=self.since_typed, page=1).address

    def without_filters(self) -> "SearchForm":
        """The same words, and nothing else."""
        return SearchForm(text=self.text, sort=self.sort, explained=self.explained,
                          exact=self.exact, expand=self.expand, dated=self.dated, widen=self.widen)


def join_address(written: Mapping[str, str | tuple[str, ...]]) -> str:
    """The address that says so of its fields."""
    pairs = [f"{name}={quote_value(one)}" for name, value in written.items() if value
             for one in ((value,) if isinstance(value, str) else value)]
    return f"{PATH}?{'&'.join(pairs)}" if pairs else PATH


@lru_cache(1_000)
def quote_value(value: str) -> str:
    """A value as an address has it. All links of a page have the same text and filters: they are kept."""
    return quote_plus(value)


def read_form(args: Mapping[str, str], today: date) -> SearchForm:
    """The form that an address asks for. Never raises; names it does not know are passed over. A filter may stand there
    several times (in a MultiDict), each with one value.

    >>> form = read_form({"q": " khoa  học ", "tu_ngay": "31/02/2017", "trang": "x"}, date(2026, 1, 1))
    >>> (form.text, form.filters.since, form.since_typed, form.page, form.since_error[:24])
    ('khoa học', None, '31/02/2017', 1, 'Chưa hiểu “31/02/2017”. ')
    """
    text = plain_dashes(tidy(args.get("q", "")[:10 * MAX_QUERY_CHARS]))
    since_typed, since, since_error = read_day(args.get("tu_ngay", ""), today, first=True)
    until_typed, until, until_error = read_day(args.get("den_ngay", ""), today, first=False)
    swapped = bool(since and until and since > until)
    return SearchForm(
        text=tidy(text[:MAX_QUERY_CHARS]),
        text_error=TOO_LONG if len(text) > MAX_QUERY_CHARS else "",
        since_typed=since_typed, since_error=since_error, until_typed=until_typed, until_error=until_error,
        range_error=DATES_SWAPPED if swapped else "",
        filters=Filters(
            since=None if swapped else since,
            until=None if swapped else until,
            **{field: read_names(values_of(args, name)) for field, name in ADDRESS_NAMES.items() if field != "year"},
            year=read_years(values_of(args, ADDRESS_NAMES["year"])),
        ),
        sort=SORTS.get(args.get("sap_xep", ""), Sort.RELEVANCE),
        exact=args.get("dau", "") == EXACT,
        explained=args.get("giai-thich", "") == "1",
        expand=args.get("mo_rong", "") != NOT_EXPANDED,
        dated=args.get("ngay_trong_cau", "") != NOT_DATED,
        widen=args.get("mo-rong", "") != NOT_WIDENED,
        place=tidy(args.get("noi", "")[:MAX_PLACE_CHARS]),
        page=read_count(args.get("trang", ""), MAX_PAGE, cap=True) or 1,
    )


def read_day(typed: str, today: date, *, first: bool) -> tuple[str, date | None, str]:
    """(what the field shows again, the day or None, the error or ""): the first or the last day of what was typed.

    >>> read_day("3/2017", date(2026, 1, 1), first=False)
    ('3/2017', datetime.date(2017, 3, 31), '')
    """
    typed = tidy(tidy(typed[:10 * MAX_DATE_CHARS])[:MAX_DATE_CHARS])
    if not typed:
        return "", None, ""
    days = parse_range(typed, today)
    if days is None:
        return typed, None, BAD_DATE.format(typed=typed)
    return typed, days.first if first else days.last, ""


def values_of(args: Mapping[str, str], name: str) -> list[str]:
    """All values of a name, no more than a page offers.

    >>> from werkzeug.datastructures import MultiDict
    >>> values_of(MultiDict([("nam", "2017"), ("nam", "2018")]), "nam"), values_of({"nam": "2017"}, "loai")
    (['2017', '2018'], [])
    """
    values = args.getlist(name) if isinstance(args, MultiDict) else [args[name]] if name in args else []
    return values[:MAX_VALUES]


def read_names(values: Sequence[str]) -> tuple[str, ...]:
    """The names of sources, sections, kinds, each once."""
    return tuple(dict.fromkeys(filter(None, (tidy(value[:MAX_FILTER_CHARS]) for value in values))))


def read_years(values: Sequence[str]) -> tuple[int, ...]:
    """The years, each once; what is none is passed over.

    >>> read_years(["2017", "hai", "2017", "2018"])
    (2017, 2018)
    """
    return tuple(dict.fromkeys(filter(None, (read_count(value, MAXYEAR) for value in values))))


def read_count(value: str, highest: int, *, cap: bool = False) -> int | None:
    """A number from 1 to `highest`; None for anything else. With `cap`, a higher one counts as the highest.

    >>> read_count("12", 50), read_count("99", 50), read_count("99", 50, cap=True), read_count("-1", 50)
    (12, None, 50, None)
    """
    value = value.strip()
    if not (value.isascii() and value.isdigit() and len(value) <= MAX_PAGE_DIGITS):
        return None
    number = int(value)
    if number > highest:
        return highest if cap else None
    return number or None
