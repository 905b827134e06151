#!/usr/bin/env python3
"""Prints the documents that a number may mean, the one that the rest of the question picks, and who cites it."""

from __future__ import annotations

from contextlib import closing

from inside import script

from indexer.building.generation import Generations  # noqa: E402
from indexer.documents.file import FILE, DocumentReader  # noqa: E402
from indexer.documents.lookup import Found, as_row, look_up  # noqa: E402


def main() -> int:
    """Reads the question, prints the documents."""
    arguments = script.parser(
        "In các văn bản mà một số hiệu có thể chỉ, văn bản được hỏi đến, các bản tin nhắc tới nó.")
    arguments.add_argument("query", metavar="CÂU_HỎI", help="số hiệu, kèm khóa, năm, ngày, nơi ban hành nếu cần")
    asked = arguments.parse_args()
    data = script.data_dir(asked)
    generations = Generations(data.index)
    current = generations.current_name()
    if current is None or not (generations.path(current) / FILE).exists():
        raise script.Failure(f"{data.index}: chưa có danh mục văn bản; hãy chạy scripts/reindex.py")
    with closing(DocumentReader(generations.path(current))) as reader:
        found = look_up(asked.query, reader)
    if asked.json:
        script.print_json({"documents": list(map(as_row, found.documents)), "picked": found.picked,
                           "bulletins": list(found.bulletins)})
    else:
        _print(found)
    return script.FINE


def _print(found: Found) -> None:
    if not found.documents:
        script.say("không có văn bản nào mang số này")
    for place, document in enumerate(found.documents):
        told = [f"khóa {document.term}" if document.term else "", document.place, document.issued_on or (
            str(document.year) if document.year else ""), document.title]
        mark = "*" if place == found.picked else " "
        print(f"{mark} {document.number}  {'; '.join(filter(None, told))}  ({len(document.citing)} bản tin)")
    for bulletin in found.bulletins:
        print(f"    {bulletin}")


if __name__ == "__main__":
    script.run(main)
