"""A narrowed number ("nghị quyết 20 khóa XI") of which no bulletin says that much: the number alone is looked up."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from corpus.references.filing import MARK
from indexer.engine.base import Engine
from indexer.engine.query import Number, Query


def without_unknown_narrowing(engine: Engine, query: Query) -> Query:
    """The query with each number as narrow as some bulletin has it."""
    if not any(MARK in number.key for number in query.numbers):
        return query

    def known(part: Any) -> Any:
        """A clause, or a tuple of clauses, with every number in it that is known."""
        if isinstance(part, Number):
            unknown = MARK in part.key and not engine.frequency("number", part.key)
            return Number(part.key.split(MARK)[0]) if unknown else part
        if isinstance(part, tuple) and not hasattr(part, "_fields"):
            return tuple(map(known, part))
        if is_dataclass(part) and not isinstance(part, type):
            return replace(part, **{field.name: known(getattr(part, field.name)) for field in fields(part)})
        return part

    changed = {name: known(getattr(query, name)) for name in ("numbers", "required", "excluded", "groups")
               if hasattr(query, name)}
    return query._replace(**changed)
