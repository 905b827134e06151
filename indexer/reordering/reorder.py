"""search_in_order(): a page of an engine's hits, the first of all in the order that was learned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from indexer.engine.base import Engine
from indexer.engine.page import Hit, Part, SearchPage
from indexer.engine.query import Query, Sort
from indexer.reordering.features import LOOKED_THROUGH, REORDERED
from indexer.reordering.model import Order, Rated

# Questions of fewer distinct syllables keep the order of their scores: a share of little says little.
LEAST_WORDS = 6


def may_reorder(query: Query) -> bool:
    """Whether a query is a long question and nothing else: one list by relevance, no number, and nothing that must or
    must not be there; of one that only counts, none is in any order.

    >>> from indexer.engine.query import Word
    >>> words = tuple(map(Word, "thu tuc cap the can cuoc".split()))
    >>> may_reorder(Query(words, lifted=False)), may_reorder(Query(words)), may_reorder(Query(words[:5], lifted=False))
    (True, False, False)
    """
    plain = query.per_page > 0 and query.sort is Sort.RELEVANCE and not (
        query.numbers or query.required or query.excluded or query.lifted)
    return plain and len({word.folded for word in query.words + query.hints}) >= LEAST_WORDS


def search_in_order(engine: Engine, query: Query, order: Order) -> SearchPage:
    """The page of hits that a query names; the first REORDERED of all stand in the order of their marks.

    Their scores are given out anew, the highest first, so that scores still descend from page to page; the part "order"
    of a score says how many places that is, and for which shares.
    """
    last = query.page * query.per_page
    if last - query.per_page >= REORDERED:
        return engine.search(query)
    page = engine.search(query._replace(
        page=1, per_page=max(last, REORDERED), holdings=REORDERED, among=LOOKED_THROUGH))
    hits = page.hits
    if page.holdings is not None:
        rated = order.rate(page.holdings)
        hits = (*put_in_order(hits[:REORDERED], rated, query.explain), *hits[REORDERED:])
    return replace(page, hits=hits[last - query.per_page:last], page=query.page, per_page=query.per_page, holdings=None)


def put_in_order(hits: Sequence[Hit], rated: Rated, explain: bool) -> list[Hit]:
    """The hits by their marks; equal marks stay as they are."""
    places = np.argsort(-rated.marks, kind="stable").tolist()
    made = []
    for now, before in enumerate(places):
        hit, score = hits[before], hits[now].score
        if explain:
            shares = tuple(zip(rated.names, rated.features[before].tolist(), strict=True))
            hit = hit._replace(parts=(*hit.parts, Part("order", f"{before - now:+d}", score - hit.score, shares)))
        made.append(hit._replace(score=score))
    return made
