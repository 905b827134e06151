"""Questions and judgements from their files: JSON Lines with `id` and `text`; lines of `question 0 bulletin grade`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.reasons import why


class BadFile(Exception):
    """A file that is not what it should be; the message names the file and the line."""


@dataclass(frozen=True)
class Judged:
    """A question as typed, and how well each bulletin answers it: `grades` by the bulletin's id, 0 is not at all."""

    id: str
    text: str
    grades: Mapping[str, int]

    @property
    def relevant(self) -> frozenset[str]:
        """The bulletins that answer the question."""
        return frozenset(id for id, grade in self.grades.items() if grade > 0)


def read_judged(queries: Path, qrels: Path, limit: int | None = None) -> tuple[list[Judged], int]:
    """The questions of a file that have a bulletin that answers them, at most `limit`, and how many have none.

    Raises BadFile, and OSError where a file cannot be read.
    """
    texts = read_queries(queries)
    grades = read_qrels(qrels)
    judged = [Judged(id, text, grades.get(id, {})) for id, text in texts.items()]
    answered = [question for question in judged if question.relevant]
    if not answered:
        raise BadFile(f"{qrels}: không chấm câu hỏi nào của {queries}")
    return answered[:limit], len(judged) - len(answered)


def read_queries(path: Path) -> dict[str, str]:
    """The texts of questions by id, in the order of the file."""
    texts: dict[str, str] = {}
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        if not line.strip():
            continue
        try:
            read = json.loads(line.decode("utf-8-sig"))
            id, text = read["id"], read["text"]
            if not isinstance(id, (str, int)) or not isinstance(text, str):
                raise TypeError("id hoặc text sai kiểu")
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise BadFile(f"{path}, dòng {number}: không phải câu hỏi ({why(error)})") from error
        if str(id) in texts:
            raise BadFile(f"{path}, dòng {number}: câu hỏi {id} đã có ở trên")
        texts[str(id)] = text
    return texts


def read_qrels(path: Path) -> dict[str, dict[str, int]]:
    """The grades of bulletins by question; of a pair that is judged twice, the last."""
    grades: dict[str, dict[str, int]] = {}
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        if not line.strip():
            continue
        try:
            question, _, bulletin, grade = line.decode("utf-8-sig").split()
            grades.setdefault(question, {})[bulletin] = int(grade)
        except ValueError as error:
            raise BadFile(f"{path}, dòng {number}: không phải “câu-hỏi 0 bản-tin điểm”") from error
    return grades


def digest(judged: Iterable[Judged]) -> str:
    """A short name of questions and judgements: equal digests are the same exam.

    >>> digest([Judged("1", "lúa", {"a": 1})]) == digest([Judged("1", "lúa", {"a": 2})])
    False
    """
    made = hashlib.blake2b(digest_size=8)
    for question in judged:
        made.update(json.dumps([question.id, question.text, sorted(question.grades.items())]).encode())
    return made.hexdigest()
