"""How filters and their values are called on the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from corpus.bulletin import Bulletin
from corpus.kinds import DOCUMENT, NEWS, STANDING
from corpus.numbers.document_number import DocumentNumber
from corpus.numbers.document_types import body_name, type_name
from corpus.numbers.find_numbers import find_numbers
from indexer.engine.query import UNDECIDED
from search_app.library import library, source_title

# The heading of each filter, in the order of the page.
LEGENDS = {"year": "Năm", "kind": "Loại văn bản được nhắc đến", "section": "Chuyên mục", "source": "Nguồn",
           "author": "Tác giả", "unit": "Cơ quan có văn bản được nhắc đến", "genre": "Dạng trang",
           "edited": "Sửa đổi", "province": "Địa bàn", "commune": "Xã, phường trong địa bàn"}
# The same, short, before a value.
SHORT = {"year": "Năm", "kind": "Loại", "section": "Chuyên mục", "source": "Nguồn", "author": "Tác giả",
         "unit": "Cơ quan", "genre": "Dạng", "edited": "Sửa đổi",
         "province": "Địa bàn", "commune": "Địa bàn"}
GENRES = {NEWS: "Tin, bài", DOCUMENT: "Văn bản", STANDING: "Trang giới thiệu"}


def kind_name(code: str) -> str:
    """The name of a document type, its code where the code is unknown.

    >>> kind_name("NQ"), kind_name("XYZ")
    ('Nghị quyết', 'XYZ')
    """
    return capital(type_name(code)) or code


def unit_name(code: str) -> str:
    """The name of a body, its code where the code is unknown.

    >>> unit_name("UBND"), unit_name("TTg")
    ('Ủy ban nhân dân', 'Thủ tướng Chính phủ')
    """
    return PROPER.get(code) or capital(body_name(code)) or code


# Where more than the first letter is a capital.
PROPER = {"TW": "Trung ương Đảng", "CP": "Chính phủ", "TTg": "Thủ tướng Chính phủ", "CTN": "Chủ tịch nước",
          "QH": "Quốc hội", "UBTVQH": "Ủy ban Thường vụ Quốc hội", "VPCP": "Văn phòng Chính phủ",
          "TTCP": "Thanh tra Chính phủ", "NHNN": "Ngân hàng Nhà nước", "BBT": "Ban Bí thư",
          "HĐND": "Hội đồng nhân dân", "TU": "Tỉnh ủy, Thành ủy, Thị ủy", "ThU": "Thành ủy, Thị ủy"}


def document_name(bulletin: Bulletin) -> str:
    """What a document is, by the number that it bears: its type and its issuer, as far as the number tells.

    >>> [document_name(Bulletin("1", "", "s", number=number)) for number in ("18/2016/NQ-HĐND", "3637/UBND-VX")]
    ['Nghị quyết số 18/2016/NQ-HĐND, Hội đồng nhân dân', 'Số 3637/UBND-VX, Ủy ban nhân dân']
    """
    own = next((read for read in bulletin.numbers if read.body and bulletin.number.endswith(read.body)
                and str(read) == bulletin.number), None)
    return name_number(bulletin.number, own) if own else name_read(bulletin.number)


@lru_cache(10_000)
def name_read(number: str) -> str:
    """What a document is by a number that is read for that, which takes long."""
    return name_number(number, next((found.number for found in find_numbers(number) if found.number.is_full), None))


def name_number(number: str, read: DocumentNumber | None) -> str:
    """What a document is by its number as it is written and as it was read, if it could be.

    >>> name_number("12-NQ/TU", DocumentNumber("12", "", "NQ", "TU")), name_number("12", None)
    ('Nghị quyết số 12-NQ/TU', 'Số 12')
    """
    if read is None:
        return f"Số {number}"
    issuer = read.body.partition("-")[0].rstrip("0123456789")
    kind, body = type_name(read.code), PROPER.get(issuer) or capital(body_name(issuer))
    told = f"{capital(kind)} số {number}" if kind else f"Số {number}"
    return f"{told}, {body}" if body and "," not in body else told  # TU may be of a province or of a town


def genre_name(value: str) -> str:
    """What a page is called by what it is.

    >>> genre_name("van-ban")
    'Văn bản'
    """
    return GENRES.get(value, value)


def capital(name: str) -> str:
    """A name with its first letter a capital; after "bộ" and "sở" the field is a name, too.

    >>> capital("bộ y tế"), capital("nghị quyết"), capital("")
    ('Bộ Y tế', 'Nghị quyết', '')
    """
    head, _, rest = name.partition(" ")
    if head in ("bộ", "sở") and rest:
        return f"{head[:1].upper()}{head[1:]} {rest[:1].upper()}{rest[1:]}"
    return name[:1].upper() + name[1:]


def area_name(id: str) -> str:
    """The name of a province or commune of today; its id where no index says it."""
    reader = library().known.places
    unit = reader.gazetteer.find(id) if reader else None
    return "Chưa xác định" if id == UNDECIDED else unit.name if unit else id


def communes_in(communes: Iterable[str], provinces: Iterable[str]) -> set[str]:
    """Those of some communes of today, by their ids, that lie in one of some provinces; UNDECIDED may."""
    reader, chosen = library().known.places, set(provinces)
    return {id for id in communes if id == UNDECIDED or reader and (unit := reader.gazetteer.find(id))
            and not chosen.isdisjoint(reader.gazetteer.areas(unit).provinces)}


VALUE_NAMES: dict[str, Callable[[str], str]] = {"kind": kind_name, "source": source_title, "unit": unit_name,
                                                "genre": genre_name, "edited": lambda _: "Có sửa sau khi đăng",
                                                "province": area_name, "commune": area_name}


def value_name(field: str, value: str) -> str:
    """What a value of a filter is called.

    >>> value_name("kind", "QĐ"), value_name("year", "2017")
    ('Quyết định', '2017')
    """
    return VALUE_NAMES.get(field, str)(value)
