"""find_numbers_meant(): the numbers of a question with the bulletins that mean their documents, as pages count them.

A number is looked up as narrow as it was typed ("nghị quyết 20 khóa XI"); where no bulletin says that much, the number
alone is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from corpus.references.filing import MARK
from corpus.references.question import read_question
from indexer.documents.lookup import look_up_number, with_bulletins
from indexer.documents.reader import DocumentReader
from indexer.engine.base import Engine
from indexer.engine.query import PLACE, Number, Query

FIGURE = re.compile(r"\d")  # every number has one


@dataclass(frozen=True)
class Meant:
    """A number as it is looked up. `inferred` are the bulletins that mean its document without saying so; `unknown`
    tells that no bulletin names it, or none as narrow as it was typed, `is_borne` that some bulletin names it as it is
    looked up."""

    number: Number
    inferred: frozenset[str] = frozenset()
    unknown: bool = False
    is_borne: bool = True


def find_numbers_meant(text: str, query: Query, engine: Engine, documents: DocumentReader | None) -> dict[str, Meant]:
    """Each number of a query by its key."""
    if FIGURE.search(text) is None:
        return {}
    keys = dict.fromkeys(part.key for part in (*query.numbers, *numbers_in(query)) if not part.key.startswith(PLACE))
    if not keys:
        return {}
    asked = {one.number.key: one for one in read_question(text)} if documents else {}
    made: dict[str, Meant] = {}
    for key in keys:
        one = asked.get(key)
        if one is not None and documents is not None:
            narrow = look_up_number(one, set(), documents)
            found = narrow if narrow.left else replace(
                narrow, left=narrow.documents, picked=0 if len(narrow.documents) == 1 else None, narrowed=False)
            if found.documents:
                told = with_bulletins(found, documents)
                made[key] = Meant(Number(key if narrow.left else key.split(MARK)[0], told.bulletins),
                                  frozenset(told.inferred), not narrow.left)
                continue
        known, alone = engine.frequency("number", key) > 0, key.split(MARK)[0]
        made[key] = Meant(Number(key if known else alone), unknown=not known,
                          is_borne=known or engine.frequency("number", alone) > 0)
    return made


def numbers_in(part: Any) -> list[Number]:
    """All numbers of the clauses of a query."""
    if isinstance(part, Number):
        return [part]
    if isinstance(part, Query):
        return [found for clauses in (part.required, part.excluded, part.groups) for found in numbers_in(clauses)]
    if isinstance(part, tuple) and not hasattr(part, "_fields"):
        return [found for each in part for found in numbers_in(each)]
    if is_dataclass(part) and not isinstance(part, type):
        return [found for field in fields(part) for found in numbers_in(getattr(part, field.name))]
    return []


def with_numbers_meant(query: Query, meant: Mapping[str, Meant]) -> Query:
    """The query in which each number stands as it is looked up."""
    if not meant:
        return query

    def changed(part: Any) -> Any:
        """A clause, or a tuple of clauses, with every number in it exchanged."""
        if isinstance(part, Number):
            return meant[part.key].number if part.key in meant else part
        if isinstance(part, tuple) and not hasattr(part, "_fields"):
            return tuple(map(changed, part))
        if is_dataclass(part) and not isinstance(part, type):
            return replace(part, **{field.name: changed(getattr(part, field.name)) for field in fields(part)})
        return part

    return query._replace(numbers=changed(query.numbers), required=changed(query.required),
                          excluded=changed(query.excluded), groups=changed(query.groups))
