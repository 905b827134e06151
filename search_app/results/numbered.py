"""The card above the results: the documents that a number in the question may mean, and the two counts apart."""

from __future__ import annotations

import logging
from dataclasses import replace

from flask import has_app_context

from indexer.engine.base import EngineError
from search_app.library import library
from search_app.numbers.card import Card, make_card, words_beside
from search_app.results.finding import Found, ask_form
from search_app.rows import Link

LOG = logging.getLogger(__name__)


def look_beside(found: Found) -> Card | None:
    """The card of the first page; none where the question names no number, or where nothing tells documents apart."""
    form = found.form
    if form.page > 1 or not form.text or not has_app_context():
        return None
    try:
        card = make_card(form.text, library().documents)
    except EngineError as error:
        LOG.warning("thẻ số hiệu: %s", error)
        return None
    number, words = words_beside(form.text)
    if card is None or not (number and words) or not card.documents:
        return card
    apart = []
    for text, name in ((number, f"Nhắc tới {number}"), (words, f"Có “{words}”")):
        other = replace(form, text=text)
        count = ask_form(library().engine, other, library().known, per_page=0).total
        apart.append(Link(name, other.address, count))
    return replace(card, apart=tuple(apart))
