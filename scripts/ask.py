#!/usr/bin/env python3
"""Asks the index a question, as a reader of the site would, and prints the answer."""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from inside import script, wording

from corpus.bulletin import Bulletin  # noqa: E402
from corpus.dates.writing import write_day  # noqa: E402
from corpus.reasons import why  # noqa: E402
from corpus.storing.open_store import open_store  # noqa: E402
from corpus.storing.store import Store, StoreError  # noqa: E402
from indexer.asking.groups import Rung  # noqa: E402
from indexer.asking.instead import suggest_instead  # noqa: E402
from indexer.asking.known import Known  # noqa: E402
from indexer.asking.search import Answer, Question, ask  # noqa: E402
from indexer.describing.fields import Fields  # noqa: E402
from indexer.engine.base import Engine, EngineError  # noqa: E402
from indexer.engine.page import Hit  # noqa: E402
from indexer.engine.query import Filters, Sort  # noqa: E402
from indexer.live import LiveIndex  # noqa: E402
from indexer.places.widening import as_row  # noqa: E402
from indexer.showing.explain_order import ORDER, explain_order  # noqa: E402
from indexer.showing.snippet import Piece, snippet  # noqa: E402
from indexer.suggest.did_you_mean import Suggestion  # noqa: E402
from indexer.suggest.suggester import Suggester  # noqa: E402

MOST_PER_PAGE = 1000
# Where a hit stands, in the words of the JSON.
RUNGS = {Rung.ANSWER: "answer", Rung.BY_PLACE: "other name of the place",
         Rung.OTHER_MARKS: "other marks",
         Rung.APART: "apart", Rung.IN_PART: "in part"}


STATUS = {"applied": "Đã tìm cả", "offered": "Có thể tìm", "asked": "Có thể là", "named": "Còn có"}


def main() -> int:
    """Reads the arguments, asks, prints."""
    arguments = read_arguments()
    data = script.data_dir(arguments)
    try:
        index = LiveIndex(data.index)
        engine, known, suggester = index.engine, index.known, index.suggester
        with open_store(data.store_address, read_only=True) as store:
            if arguments.batch:
                return ask_batch(engine, known, suggester, store, arguments)
            text = printable(arguments.query)
            asked = question(arguments, text)
            answer = ask(engine, asked, known)
            instead = suggest_instead(engine, asked, answer, known, suggester)
            if arguments.json:
                script.print_json(to_json(answer, instead, store, text, arguments.explain))
            else:
                print_answer(answer, instead, store, arguments)
    except (EngineError, StoreError, sqlite3.Error) as error:
        raise script.Failure(script.told(error)) from error
    return script.FINE


def read_arguments() -> argparse.Namespace:
    """The arguments; wrong ones end the script."""
    parser = script.parser("Hỏi chỉ mục như bạn đọc hỏi trang tìm kiếm, và in câu trả lời.")
    parser.add_argument("query", nargs="?", metavar="CÂU_HỎI",
                        help='từ, "cụm từ", -từ, OR, số hiệu văn bản')
    parser.add_argument("--from", dest="since", type=script.day, metavar=wording.DAY, help="từ ngày, viết 2017-01-01")
    parser.add_argument("--to", dest="until", type=script.day, metavar=wording.DAY, help="đến hết ngày")
    parser.add_argument("--source", default="", metavar=wording.SOURCE, help="chỉ nguồn này")
    parser.add_argument("--section", default="", metavar="CHUYÊN_MỤC", help="chỉ chuyên mục này")
    parser.add_argument("--kind", default="", metavar="LOẠI", help="chỉ bản tin nhắc tới loại văn bản này: NQ, QĐ")
    parser.add_argument("--year", type=script.whole(1, 9999), metavar="NĂM", help="chỉ năm này")
    parser.add_argument("--sort", choices=[sort.value for sort in Sort], default=Sort.RELEVANCE.value, metavar="THỨ_TỰ",
                        help=f"xếp theo: {', '.join(Sort)}")
    parser.add_argument("--exact", action="store_true", help="tìm đúng dấu như đã gõ")
    parser.add_argument("--literal", action="store_true", help="giữ nguyên chữ viết tắt, không tìm cả cách viết đủ")
    parser.add_argument("--near", default="", metavar="ĐƠN_VỊ",
                        help="hỏi như trên cổng của các đơn vị này: mã, gần nhất trước, cách nhau dấu phẩy")
    parser.add_argument("--no-places", action="store_true", help="không tìm theo tên cũ và tên mới của địa danh")
    parser.add_argument("--by-score", action="store_true",
                        help="câu hỏi dài cũng giữ thứ tự theo điểm, không xếp lại theo mức khớp")
    parser.add_argument("--page", type=script.positive, default=1, metavar="N", help="trang kết quả")
    parser.add_argument("--per-page", type=script.whole(1, MOST_PER_PAGE), default=10, metavar="N",
                        help=f"số bản tin mỗi trang, nhiều nhất {MOST_PER_PAGE}")
    parser.add_argument("--explain", action="store_true", help="cho xem điểm của từng bản tin gồm những phần nào")
    parser.add_argument("--batch", metavar=wording.FILE,
                        help='hỏi cả một tệp JSON Lines {"id", "text"}, trả lời bằng JSON Lines; - là đầu vào chuẩn')
    arguments = parser.parse_args()
    if (arguments.query is None) == (arguments.batch is None):
        parser.error("cần một câu hỏi, hoặc --batch TỆP")
    arguments.sort = Sort(arguments.sort)
    return arguments


def question(arguments: argparse.Namespace, text: str) -> Question:
    """The question that the arguments ask with a text."""
    filters = Filters(arguments.since, arguments.until, *(tuple(filter(None, [value])) for value in (
        arguments.source, arguments.section, arguments.kind, arguments.year)))
    return Question(
        text, filters, arguments.sort, arguments.exact, not arguments.literal,
        reorder=not arguments.by_score, joined=True, widen=not arguments.no_places,
        near=tuple(filter(None, arguments.near.split(","))), explain=arguments.explain,
        page=arguments.page, per_page=arguments.per_page)


def ask_batch(engine: Engine, known: Known, suggester: Suggester | None, store: Store,
              arguments: argparse.Namespace) -> int:
    """Answers every question of a file, a line each; a line that cannot be read is reported and passed over."""
    failed = 0
    for number, line in read_lines(arguments.batch):
        try:
            asked = json.loads(line)
            id, text = asked["id"], printable(str(asked["text"]))
            json.dumps(id, ensure_ascii=False).encode()
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            script.say(f"{arguments.batch}, dòng {number}: không phải câu hỏi ({why(error)})")
            failed += 1
            continue
        began = perf_counter()
        answer = ask(engine, question(arguments, text), known)
        seconds = {"id": id, "seconds": round(perf_counter() - began, 6)}
        instead = suggest_instead(engine, question(arguments, text), answer, known, suggester)
        script.print_json(seconds | to_json(answer, instead, store, text, arguments.explain), line=True)
    return script.FAILED if failed else script.FINE


def printable(text: str) -> str:
    """The text without lone surrogates, which a broken argument or a JSON escape may hold and no output can."""
    return text.encode("utf-8", "replace").decode()


def read_lines(name: str) -> Iterator[tuple[int, bytes]]:
    """The lines of a file that are not blank, with their numbers; as bytes, so that one bad byte spoils one line."""
    try:
        with sys.stdin.buffer if name == "-" else Path(name).open("rb") as file:
            yield from ((number, line) for number, line in enumerate(file, 1) if line.strip())
    except OSError as error:
        raise script.Failure(f"{name}: {why(error)}", script.WRONG_USE) from error


def to_json(answer: Answer, instead: Suggestion | None, store: Store, text: str, explain: bool) -> dict[str, object]:
    """An answer as JSON: `total` bulletins are the answer, `near` more are nearly right and stand behind it."""
    bulletins = store.get_many([hit.id for hit in answer.page.hits])
    return {
        "query": text,
        "total": answer.total,
        "by_other_name": answer.widened,
        "expanded_places": [as_row(one) for place in answer.understood.places for one in place.expanded],
        "near": answer.near,
        "grouped": answer.grouped,
        "suggestion": {"text": instead.text, "total": instead.count} if instead else None,
        "page": answer.page.page,
        "per_page": answer.page.per_page,
        "included": list(answer.understood.included),
        "numbers": [str(number) for number in answer.understood.numbers],
        "hits": [hit_to_json(hit, bulletins.get(hit.id), answer, explain) for hit in answer.page.hits],
        "facets": {name: {facet.value: facet.count for facet in facets}
                   for name, facets in answer.page.facets.items()},
    }


def hit_to_json(hit: Hit, bulletin: Bulletin | None, answer: Answer, explain: bool) -> dict[str, object]:
    """A hit as JSON: the snippet as plain text, and again in pieces, each with whether it was found."""
    pieces = make_snippet(bulletin, answer, hit) if bulletin else ()
    made: dict[str, object] = {
        "id": hit.id,
        "url": bulletin.url if bulletin else "",
        "title": bulletin.title if bulletin else "",
        "published_on": bulletin.published_on.isoformat() if bulletin and bulletin.published_on else None,
        "source": bulletin.source if bulletin else "",
        "score": round(hit.score, 6),
        "rung": RUNGS[answer.rung_of(hit)],
        "missing": [unit.written for unit in answer.missing(hit)],
        "snippet": "".join(piece.text for piece in pieces),
        "pieces": [[piece.text, piece.found] for piece in pieces],
    }
    if explain:
        fields = Fields(bulletin) if bulletin else None
        made["parts"] = [{"channel": p.channel, "term": p.term, "points": round(p.points, 6),
                          "fields": fields.holding(p) if fields else (), "shares": dict(p.shares)} for p in hit.parts]
    return made


def make_snippet(bulletin: Bulletin, answer: Answer, hit: Hit) -> tuple[Piece, ...]:
    """The snippet of a bulletin."""
    return snippet(bulletin.body or bulletin.summary, answer.understood, rung=answer.rung_of(hit))


def write_snippet(bulletin: Bulletin, answer: Answer, hit: Hit) -> str:
    """The snippet as people read it on a terminal: what was found stands in [[ ]]."""
    return "".join(f"[[{piece.text}]]" if piece.found else piece.text for piece in make_snippet(bulletin, answer, hit))


def print_answer(answer: Answer, instead: Suggestion | None, store: Store, arguments: argparse.Namespace) -> None:
    """Prints an answer for people."""
    if answer.understood.included:
        print(f"Đã gồm {', '.join(answer.understood.included)} (--literal: không gồm)")
    if instead:
        print(f"Có phải bạn muốn tìm: {instead.text} ({instead.count})")
    for named_place in answer.understood.places:
        for one in named_place.expanded:
            print(f"{STATUS[one.status]}: {one.unit.label} ({one.because}{', một phần' if one.is_part else ''})")
    named = f", {answer.widened} nữa theo tên khác của địa danh" if answer.widened else ""
    print(f"Tìm thấy {answer.total} bản tin{named}, gần đúng {answer.near}, trang {answer.page.page}")
    bulletins = store.get_many([hit.id for hit in answer.page.hits])
    first = (answer.page.page - 1) * answer.page.per_page + 1
    for place, hit in enumerate(answer.page.hits, first):
        bulletin = bulletins.get(hit.id)
        if bulletin:
            day = write_day(bulletin.published_on) if bulletin.published_on else "không rõ ngày"
            print(f"\n{place}. {bulletin.title}\n   {day} · {bulletin.source} · {hit.score:.2f}\n   {bulletin.url}\n"
                  f"   {write_snippet(bulletin, answer, hit)}")
        else:
            print(f"\n{place}. {hit.id}\n   đã bị xóa khỏi kho sau khi lập chỉ mục · {hit.score:.2f}")
        if arguments.explain:
            fields = Fields(bulletin) if bulletin else None
            print("   " + " + ".join(
                f"{p.points:.2f} ({' '.join([p.channel, p.term, *(fields.holding(p) if fields else ())]).strip()})"
                for p in hit.parts).replace("  ", " "))
            for part in hit.parts:
                if part.channel == ORDER:
                    print(f"   {explain_order(part)}")


if __name__ == "__main__":
    script.run(main)
