#!/usr/bin/env python3
"""Prints the documents that a number may mean, the one that the rest of the question picks, and who cites it; states
what an admin rules of documents, and undoes it."""

from __future__ import annotations

import argparse
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

from inside import script

from corpus.data_dir import DataDir  # noqa: E402
from corpus.references.question import read_question  # noqa: E402
from corpus.storing.open_store import open_store  # noqa: E402
from corpus.storing.rulings import DAY, FALSE, KEPT, MERGE, SPLIT, TITLE, Ruling, Rulings  # noqa: E402
from indexer.building.generation import Generations  # noqa: E402
from indexer.documents.cited import name_of  # noqa: E402
from indexer.documents.grouping import Document  # noqa: E402
from indexer.documents.lookup import Found, as_row, look_up  # noqa: E402
from indexer.documents.naming import is_path, make_slug, matches  # noqa: E402
from indexer.documents.reader import DocumentReader  # noqa: E402
from indexer.documents.schema import FILE  # noqa: E402

# How rulings are named on the screen.
NAMES = {MERGE: "gộp", SPLIT: "tách", FALSE: "không phải số hiệu", DAY: "ngày ban hành", TITLE: "trích yếu",
         KEPT: "đang lưu giữ"}
TAB = "\t"


def main() -> int:
    """Reads the arguments; rules, or looks up."""
    arguments = make_parser().parse_args()
    data = script.data_dir(arguments)
    if arguments.rulings or arguments.undo:
        return list_rulings(data, arguments.undo, as_json=arguments.json)
    if not arguments.query:
        raise script.Failure("thiếu: CÂU_HỎI", script.WRONG_USE)
    with closing(DocumentReader(folder_of(data))) as reader:
        if wanted := next((kind for kind in NAMES if getattr(arguments, kind) not in (None, False)), None):
            return state(data, make_ruling(arguments, wanted, reader))
        found = look_up(arguments.query, reader)
    if arguments.json:
        script.print_json({"documents": list(map(as_row, found.documents)), "picked": found.picked,
                           "bulletins": list(found.bulletins)})
    else:
        print_found(found)
    return script.FINE


def make_parser() -> argparse.ArgumentParser:
    """The parser of the command line."""
    parser = script.parser(
        "In các văn bản mà một số hiệu có thể chỉ, văn bản được hỏi đến, các bản tin nhắc tới nó. Với một trong các "
        "lựa chọn dưới đây thì sửa cách hiểu về văn bản; lần lập chỉ mục sau dùng đến.")
    parser.add_argument("query", metavar="CÂU_HỎI", nargs="?", default="",
                        help="số hiệu, kèm khóa, năm, ngày, nơi ban hành nếu cần; khi sửa: địa chỉ của văn bản như "
                             "trên trang, 20-nq-tw/khoa-xi")
    parser.add_argument("--merge", metavar="ĐỊA_CHỈ", help="văn bản này chính là văn bản ở địa chỉ kia")
    parser.add_argument("--split", metavar="ĐUÔI",
                        help="trong các bản tin nêu ở --bulletin, số hiệu này chỉ văn bản khác: khoa-xii, 2022, "
                             "2022-01-18, truong-ha/2022")
    parser.add_argument("--false", action="store_true",
                        help="chữ số này không phải số hiệu văn bản (ở các bản tin nêu ở --bulletin, hoặc mọi nơi)")
    parser.add_argument("--day", metavar="NGÀY", type=script.day, help="ngày ban hành của văn bản này")
    parser.add_argument("--title", metavar="CHỮ", help="trích yếu của văn bản này")
    parser.add_argument("--kept", metavar="NƠI",
                        help="cơ quan đang lưu giữ văn bản này ở nơi ấy (địa chỉ web, hộp, tủ hồ sơ), dù kho không có; "
                             "CÂU_HỎI có thể là số hiệu đầy đủ mà chưa bản tin nào nhắc tới, kèm khóa, năm hay ngày")
    parser.add_argument("--bulletin", metavar="MÃ", action="append", default=[],
                        help="mã một bản tin; dùng được nhiều lần")
    parser.add_argument("--rulings", action="store_true", help="liệt kê những điều đã sửa")
    parser.add_argument("--undo", metavar="N", type=script.positive, help="bỏ điều đã sửa thứ N")
    return parser


def folder_of(data: DataDir) -> Path:
    """The folder of the generation that answers."""
    generations = Generations(data.index)
    current = generations.current_name()
    if current is None or not (generations.path(current) / FILE).exists():
        raise script.Failure(f"{data.index}: chưa có danh mục văn bản; hãy chạy scripts/reindex.py")
    return generations.path(current)


def make_ruling(arguments: argparse.Namespace, kind: str, reader: DocumentReader) -> Ruling:
    """What the admin rules, checked against the documents that there are."""
    if kind == KEPT:
        return make_register(arguments, reader)
    slug, _, path = arguments.query.strip("/").partition("/")
    named = [document for document in reader.of_slug(slug) if matches(document, path)]
    if not named:
        raise script.Failure(f"không có văn bản nào ở địa chỉ “{arguments.query}”; xem địa chỉ bằng "
                             "scripts/documents.py SỐ_HIỆU", script.WRONG_USE)
    if kind in (DAY, TITLE, MERGE) and len(named) > 1:
        raise script.Failure(f"“{arguments.query}” chỉ {len(named)} văn bản: "
                             f"{', '.join(document.address for document in named)}", script.WRONG_USE)
    if kind == SPLIT and not (arguments.bulletin and is_path(arguments.split)):
        raise script.Failure("--split cần một đuôi như khoa-xii hay 2022, và ít nhất một --bulletin", script.WRONG_USE)
    value = {MERGE: arguments.merge, SPLIT: arguments.split, TITLE: arguments.title,
             DAY: arguments.day.isoformat() if isinstance(arguments.day, date) else ""}.get(kind) or ""
    if kind == MERGE:
        value = find_other(value, named[0], reader).address
    return Ruling(kind, named[0].name, named[0].key, path, value, tuple(arguments.bulletin))


def make_register(arguments: argparse.Namespace, reader: DocumentReader) -> Ruling:
    """That a document is kept: one that is known, by its address or by its number, or one that no bulletin names."""
    place = " ".join(arguments.kept.split())
    slug, _, path = arguments.query.strip("/").partition("/")
    known = [document for document in reader.of_slug(slug) if matches(document, path)]
    asked = read_question(arguments.query)
    if not known and asked:
        found = look_up(arguments.query, reader)
        known = [found.document] if found.document else list(found.left)
    if len(known) > 1:
        raise script.Failure(f"“{arguments.query}” chỉ {len(known)} văn bản: "
                             f"{', '.join(document.address for document in known)}", script.WRONG_USE)
    if known:
        document = known[0]
        return Ruling(KEPT, document.name, document.key, document.path,
                      f"{place}\t{document.number}\t{document.place}")
    if not asked or not asked[0].number.is_full:
        raise script.Failure(f"“{arguments.query}”: cần số hiệu đầy đủ, như 20-NQ/TW khóa XII", script.WRONG_USE)
    said, number = asked[0].evidence, replace(asked[0].number, narrowed="")
    when = said.issued_on.isoformat() if said.issued_on else f"khoa-{said.term.lower()}" if said.term else str(
        said.year or number.year)
    if not when:
        raise script.Failure(f"“{arguments.query}”: cần thêm khóa, năm hay ngày ban hành", script.WRONG_USE)
    return Ruling(KEPT, name_of(number), number.key, "/".join(filter(None, (make_slug(said.place), when))),
                  f"{place}\t{number}\t{said.place}")


def find_other(address: str, document: Document, reader: DocumentReader) -> Document:
    """The document that another is to be merged with: of the same type and digits."""
    slug, _, path = address.strip("/").partition("/")
    others = [other for other in reader.of_slug(slug)
              if matches(other, path) and other.name == document.name and other.address != document.address]
    if len(others) != 1:
        raise script.Failure(f"“{address}” phải là địa chỉ của đúng một văn bản khác, cùng loại và cùng số",
                             script.WRONG_USE)
    return others[0]


def state(data: DataDir, ruling: Ruling) -> int:
    """Takes a ruling into the store."""
    with open_store(data.store_address, create=False) as store:
        number = Rulings(store).state(ruling)
    script.say(f"đã ghi điều sửa thứ {number}; chạy scripts/reindex.py để dùng")
    return script.FINE


def list_rulings(data: DataDir, undo: int | None, *, as_json: bool) -> int:
    """Undoes a ruling, or lists those that hold."""
    with open_store(data.store_address, read_only=undo is None, create=False) as store:
        rulings = Rulings(store)
        if undo is not None:
            if not rulings.undo(undo):
                raise script.Failure(f"không có điều sửa nào thứ {undo} còn hiệu lực", script.WRONG_USE)
            script.say(f"đã bỏ điều sửa thứ {undo}; chạy scripts/reindex.py để dùng")
            return script.FINE
        active = rulings.active()
    if as_json:
        script.print_json([{"id": one.id, "kind": one.kind, "key": one.key, "path": one.path,
                            "value": one.value.partition(TAB)[0], "bulletins": list(one.bulletins),
                            "stated_at": one.stated_at} for one in active])
    for one in active if not as_json else ():
        value, bulletins = one.value.partition(TAB)[0], " ".join(one.bulletins)
        print(f"{one.id}  {NAMES[one.kind]}  {one.key} {one.path}  {value}  {bulletins}".rstrip())
    if not active and not as_json:
        script.say("chưa sửa điều gì")
    return script.FINE


def print_found(found: Found) -> None:
    """The documents as a list, the one that was picked marked with a star; then the bulletins."""
    if not found.documents:
        script.say("không có văn bản nào mang số này")
    for place, document in enumerate(found.documents):
        told = [f"khóa {document.term}" if document.term else "", document.place, document.issued_on or (
            str(document.year) if document.year else ""), document.title]
        mark = "*" if place == found.picked else " "
        print(f"{mark} {document.number}  {document.address}  {'; '.join(filter(None, told))}  "
              f"({document.cited} bản tin, suy ra {document.inferred})")
    for bulletin in found.bulletins:
        print(f"    {bulletin}")


if __name__ == "__main__":
    script.run(main)
