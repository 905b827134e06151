#!/usr/bin/env python3
"""Makes questions and judgements out of a collection that has none, for scripts/evaluate.py.

Into the folder go: docs.jsonl.zst, the collection without its titles, to be loaded; titles.jsonl and titles.tsv, which
ask for bulletins by the first two thirds of their titles; short.jsonl and short.tsv, which ask for one to three
syllables and call right what holds them with these very marks (measure precision@10).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from inside import script, wording

from benchmarks.relevance.known_items import TitleQuestions, line_without_title, read_items  # noqa: E402
from benchmarks.relevance.questions import BadFile, Judged  # noqa: E402
from benchmarks.relevance.short_forms import Sample, choose_forms, find_groups, judge_forms  # noqa: E402
from corpus.storing.compression import open_to_write  # noqa: E402


def main() -> int:
    """Reads the collection twice, writes the files, prints one line."""
    parser = script.parser(
        "Làm câu hỏi và lời chấm cho scripts/evaluate.py từ một tập bản tin chưa ai chấm.\n\n"
        "Trong thư mục sẽ có: docs.jsonl.zst, tập bản tin đã bỏ tiêu đề, để nạp; titles.jsonl và titles.tsv, hỏi bằng\n"
        "hai phần ba đầu của tiêu đề; short.jsonl và short.tsv, hỏi bằng một đến ba âm tiết, đúng là những gì chứa\n"
        "chúng với chính các dấu ấy (đo bằng precision@10).", data=False)
    parser.add_argument("file", type=Path, metavar=wording.FILE,
                        help='JSON Lines gồm {"id", "title", "body"}, nén .zst hay .gz cũng được')
    parser.add_argument("--into", type=Path, required=True, metavar=wording.FOLDER, help="thư mục để ghi các tệp")
    parser.add_argument("--titles", type=script.positive, default=1000, metavar="N", help="số tiêu đề đem hỏi")
    parser.add_argument("--limit", type=script.positive, metavar="N", help="chỉ N bản tin đầu")
    arguments = parser.parse_args()
    script.want_files(arguments.file)
    try:
        arguments.into.mkdir(parents=True, exist_ok=True)
        titles, sample = TitleQuestions(), Sample()
        with open_to_write(arguments.into / "docs.jsonl.zst") as file:
            for item in sample.watch(titles.watch(read_items(arguments.file, arguments.limit))):
                file.write(line_without_title(item).encode())
        by_title = titles.draw(arguments.titles)
        short = judge_forms(read_items(arguments.file, arguments.limit), choose_forms(find_groups(sample)))
        write_questions(arguments.into / "titles", by_title)
        write_questions(arguments.into / "short", short)
    except (BadFile, OSError) as error:
        raise script.Failure(script.told(error)) from error
    if arguments.json:
        script.print_json({"bulletins": sample.passed, "titles": len(by_title), "short": len(short)})
    else:
        print(f"{arguments.into}: {sample.passed} bản tin, {len(by_title)} tiêu đề, {len(short)} câu hỏi ngắn")
    return script.FINE


def write_questions(path: Path, judged: Iterable[Judged]) -> None:
    """Writes PATH.jsonl, the questions, and PATH.tsv, their judgements."""
    judged = list(judged)
    path.with_suffix(".jsonl").write_text(
        "".join(json.dumps({"id": q.id, "text": q.text}, ensure_ascii=False) + "\n" for q in judged), encoding="utf-8")
    path.with_suffix(".tsv").write_text(
        "".join(f"{q.id}\t0\t{id}\t{grade}\n" for q in judged for id, grade in q.grades.items()), encoding="utf-8")


if __name__ == "__main__":
    script.run(main)
