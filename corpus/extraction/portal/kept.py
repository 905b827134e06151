"""Lessons and hints in the store: what was learnt is data, with its evidence."""

from __future__ import annotations

import json
from datetime import date

from corpus.extraction.lessons import NO_HINT, UNTAUGHT, Hint, Lesson, Lessons
from corpus.extraction.portal.learn import Learnt
from corpus.storing.store import Store

TABLE = "lesson"  # a store that is only read may be an older one


def save(store: Store, source: str, learnt: Learnt) -> None:
    """Keeps what was learnt of a source in place of what was known before."""
    with store.transaction():
        store.connection.execute("DELETE FROM lesson WHERE source = ?", [source])
        store.connection.execute("DELETE FROM hint WHERE source = ?", [source])
        store.connection.executemany(
            "INSERT INTO lesson (source, name, value, evidence, total) VALUES (?, ?, ?, ?, ?)",
            [(source, each.name, each.value, each.evidence, each.total)
             for each in {(each.name, each.value): each for each in learnt.lessons.all}.values()])
        store.connection.executemany(
            "INSERT INTO hint (source, address, names, days) VALUES (?, ?, ?, ?)",
            [(source, address, json.dumps(hint.titles, ensure_ascii=False), " ".join(map(str, hint.days)))
             for address, hint in learnt.hints.items()])


def load_lessons(store: Store, source: str) -> Lessons:
    """What is known of a source's template.

    >>> from pathlib import Path
    >>> with Store.open(Path(":memory:")) as store:
    ...     save(store, "a", Learnt(Lessons((Lesson("title", "h2.ten", 9, 10),)), {"http://a/1": Hint(("Tin một",))}))
    ...     load_lessons(store, "a").all, load_hint(store, "a", "http://a/1").titles, load_hint(store, "a", "x")
    ((Lesson(name='title', value='h2.ten', evidence=9, total=10),), ('Tin một',), Hint(titles=(), days=()))
    """
    if not store.connection.has_table(TABLE):
        return UNTAUGHT
    rows = store.connection.execute("SELECT name, value, evidence, total FROM lesson WHERE source = ? "
                                    "ORDER BY name, evidence DESC, value", [source])
    return Lessons(tuple(Lesson(*row) for row in rows))


def load_hint(store: Store, source: str, address: str) -> Hint:
    """What links call a page."""
    found = store.connection.execute("SELECT names, days FROM hint WHERE source = ? AND address = ?",
                                     [source, address]).fetchone()
    if not found:
        return NO_HINT
    return Hint(tuple(json.loads(found[0])), tuple(date.fromisoformat(day) for day in found[1].split()))
