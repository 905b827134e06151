#!/usr/bin/env python3
"""Prints the places that a text names: where they stand, which unit each means on the text's day, and by what."""

from __future__ import annotations

from pathlib import Path

from inside import script

from corpus.crawling.sources import SourceError, load_sources  # noqa: E402
from corpus.places.changes import PlacesError  # noqa: E402
from corpus.places.files import load_gazetteer  # noqa: E402
from corpus.places.reading.find_places import Place, PlaceReader  # noqa: E402

HOW = {"unique": "tên duy nhất", "parent": "đơn vị cấp trên viết ngay sau", "elsewhere": "nơi khác trong bài",
       "source": "cổng", "default": "tên tỉnh", None: "chưa rõ"}


def main() -> int:
    """Reads the text, prints what was found."""
    arguments = script.parser("In các địa danh hành chính trong một đoạn: vị trí, đơn vị được nói đến, dựa vào đâu.")
    arguments.add_argument("text", metavar="VĂN_BẢN", help="đoạn văn bản hoặc tên tệp; - là đọc từ đầu vào chuẩn")
    arguments.add_argument("--date", type=script.day, metavar="NGÀY", help="ngày của bài (mặc định: hôm nay)")
    arguments.add_argument("--source", default="", metavar="ĐƠN_VỊ",
                           help="mã các đơn vị mà cổng thuộc về, gần nhất trước, cách nhau dấu phẩy; hoặc tên nguồn "
                                "trong sources.toml")
    asked = arguments.parse_args()
    data = script.data_dir(asked)
    try:
        reader = PlaceReader(load_gazetteer(data.places))
        sources = load_sources(data.root / "sources.toml")
    except (PlacesError, SourceError) as error:
        raise script.Failure(str(error)) from error
    source = sources[asked.source].units if asked.source in sources else tuple(filter(None, asked.source.split(",")))
    found = reader.find_places(_read(asked.text), asked.date, source)
    if asked.json:
        script.print_json(list(map(as_row, found)))
        return script.FINE
    for place in found:
        units = " | ".join(unit.id for unit in place.units[:5]) + (" …" if len(place.units) > 5 else "")
        print(f"{place.start}-{place.end}  {place.text}  {units}  {HOW[place.how]}{' (đã hết)' if place.ended else ''}")
    if not found:
        script.say("không thấy địa danh nào")
    return script.FINE


def as_row(place: Place) -> dict[str, object]:
    """A place with plain values."""
    return {"text": place.text, "start": place.start, "end": place.end, "units": [unit.id for unit in place.units],
            "how": place.how, "ended": place.ended}


def _read(named: str) -> str:
    if named == "-":
        return script.read_input()
    try:
        path = Path(named)
        if "\n" in named or not path.is_file():
            return named
    except (OSError, ValueError):  # too long for a name, or a NUL in it: a text
        return named
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise script.Failure(f"tệp không phải UTF-8: {named}") from None


if __name__ == "__main__":
    script.run(main)
