"""What the index knows beside a bulletin: its key phrases as searches, and related bulletins. The page does without."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from flask import has_app_context

from corpus.bulletin import Bulletin
from corpus.storing.store import Store
from indexer.engine.base import EngineError
from indexer.showing.key_phrases import key_phrases
from indexer.showing.related import PHRASES, related
from search_app.library import library
from search_app.params import SearchForm
from search_app.rows import Link, Row, make_row

LOG = logging.getLogger(__name__)

PHRASES_SHOWN = 6  # two lines on a phone
RELATED_SHOWN = 5  # a column beside the text, with "Các tin khác" below


@dataclass(frozen=True)
class Beside:
    """Links to searches for what the bulletin is about, and the lines of related bulletins, with their ids."""

    phrases: tuple[Link, ...] = ()
    rows: tuple[Row, ...] = ()
    ids: frozenset[str] = frozenset()


def look_beside(bulletin: Bulletin, store: Store) -> Beside:
    """What stands beside a bulletin; nothing, and a line in the log, where the index cannot answer."""
    if bulletin.gone_on or not has_app_context():
        return Beside()
    try:
        engine = library().engine
        phrases = key_phrases(bulletin, engine, PHRASES)
        hits = related(bulletin, engine, RELATED_SHOWN, phrases)
    except EngineError as error:
        LOG.warning("bản tin %s: hiện ra không có cụm từ chính và tin liên quan: %s", bulletin.id, error)
        return Beside()
    held = store.get_many([hit.id for hit in hits])
    found = [held[hit.id] for hit in hits if hit.id in held and not held[hit.id].gone_on]
    return Beside(tuple(phrase_link(phrase) for phrase in phrases[:PHRASES_SHOWN]),
                  tuple(make_row(other) for other in found), frozenset(other.id for other in found))


def phrase_link(phrase: str) -> Link:
    """A key phrase that leads to the bulletins that say it, word for word.

    >>> phrase_link("hồ Suối Vàng").address
    '/tim-kiem?q=%22h%E1%BB%93+Su%E1%BB%91i+V%C3%A0ng%22'
    """
    return Link(phrase, SearchForm(text=f'"{phrase}"').address)
