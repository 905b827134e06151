"""Entry to what is sent of it, and the card back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from indexer.engine.entry import Card, Entry
from indexer.engine.opensearch_engine.bounds import MOST_LENGTH, PER_SYLLABLE
from indexer.engine.opensearch_engine.index import BETWEEN, EVIDENCE, MOST_TERM, REST, SCORED, files_only
from indexer.engine.postings import OWN_WEIGHT, title_syllables, units_of, weigh
from indexer.engine.query import EDITED

MOST_ID_BYTES = 512  # the cluster's own bound on a document's name


def name_document(id: str) -> str:
    """The name of a bulletin's document: its id, or a hash of one that is too long for a name.

    >>> name_document("tinh-7"), len(name_document("ă" * 300))
    ('tinh-7', 64)
    """
    return id if len(id.encode()) <= MOST_ID_BYTES else hashlib.sha256(id.encode()).hexdigest()


def change_of(entry: Entry) -> str:
    """The lines that put a bulletin, as the bulk interface takes them."""
    document = json.dumps(make_document(entry), ensure_ascii=False)
    return f"{json.dumps({'index': {'_id': name_document(entry.card.id)}})}\n{document}\n"


def removal_of(id: str) -> str:
    """The line that takes a bulletin out."""
    return f"{json.dumps({'delete': {'_id': name_document(id)}})}\n"


def make_document(entry: Entry) -> dict[str, Any]:
    """A bulletin as it is sent; what it has nothing of is left out."""
    postings, card = weigh(entry), entry.card
    sent: dict[str, Any] = {
        "id": card.id, "length": min(postings.length, MOST_LENGTH), "family": card.family or None,
        **{channel: askable(getattr(postings, channel)) for channel in ("spelt", "word", "title")},
        "line": [" ".join(line) for zone in entry.zones.values() for line in zone.lines if line],
        "source": card.source, "section": card.section, "kinds": list(dict.fromkeys(card.kinds)),
        "author": card.author, "units": list(dict.fromkeys(card.units)), "genre": card.genre,
        "edited": EDITED if card.edited else "", "provinces": list(card.provinces), "communes": list(card.communes),
        "card": write_card(card), "titled": " ".join(title_syllables(entry))[:MOST_TERM],
        "document": card.document or None}
    for channel in SCORED:
        weights: dict[str, float] = getattr(postings, channel)
        units = {term: round(weights[term] * units_of(channel)) for term in askable(weights)}
        if units and channel in EVIDENCE:
            rest = rest_of(units.values(), postings.length)
            sent["is_overfull"] = sent.get("is_overfull") or rest < 1 or None
            units[REST] = max(rest, 1)
        sent[channel] = " ".join(f"{term}{BETWEEN}{weight}" for term, weight in units.items())
    for channel in EVIDENCE:
        filed = [term for term in askable(getattr(postings, channel)) if getattr(postings, channel)[term] < OWN_WEIGHT]
        if filed:
            sent |= {files_only(channel): filed, "has_files": True}
    if day := card.published_on:
        written = day.isoformat()
        sent |= {"day": day.toordinal(), "date": written, "month": written[:7], "year": str(day.year)}
    return {name: value for name, value in sent.items() if value not in ("", [], None)}


def rest_of(units: Iterable[int], length: int) -> int:
    """How many units fill a field up to what its bulletin's length is there; fewer than none where it is over full.

    >>> rest_of([2, 6], 1), rest_of([2, 6], 2**30)
    (4088, 2147483639)
    """
    return min(length * PER_SYLLABLE, MOST_LENGTH) - sum(units)


def askable(terms: Iterable[str]) -> list[str]:
    """Terms but those that are longer than a cluster takes, or anybody asks."""
    return [term for term in terms if len(term) <= MOST_TERM]


def write_card(card: Card) -> dict[str, Any]:
    """A card as it is kept."""
    return {**card._asdict(), "published_on": card.published_on.isoformat() if card.published_on else ""}


def read_card(kept: Mapping[str, Any]) -> Card:
    """The card that was kept.

    >>> card = Card("7", date(2017, 3, 22), kinds=("NQ",), family=2**55)
    >>> read_card(json.loads(json.dumps(write_card(card)))) == card
    True
    """
    day = kept["published_on"]
    return Card(**{**kept, "published_on": date.fromisoformat(day) if day else None, "kinds": tuple(kept["kinds"]),
                   "units": tuple(kept["units"]), "provinces": tuple(kept["provinces"]),
                   "communes": tuple(kept["communes"])})
