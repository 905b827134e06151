"""How an index is made: a field for each channel, a field for each fact of a bulletin.

Analysis is ours: terms are sent as they are, those of scored channels with their weights in units. What a posting is
worth by itself is its units, or a bound of its points (`bounds.py`); the formula is added by each search
(`scoring.py`), so that no copy of a bulletin that was replaced, and no shard of its own, has a say in it.
"""

from __future__ import annotations

from typing import Any

from indexer.engine.opensearch_engine.bounds import SIMILARITY

# Of the form that documents have in an index: raise it whenever a field changes.
FORM = 3
# Channels whose postings have weights, and what parts a term from its units: no term holds a tab or a blank.
SCORED = ("syllable", "pair", "mark", "number")
BETWEEN = "\t"
# What fills a scored field up to the length that its bulletin has: no syllable, pair or mark is written so.
REST = "#"
# A cluster takes terms of 32,766 bytes, and refuses the whole bulletin for a longer one. What a hostile page holds of
# such lengths nobody can ask for: a question has hundreds of characters.
MOST_TERM = 8_000
# Lines lie so far apart that no phrase runs from one into the next.
GAP = 1000
# Facts by which bulletins are chosen and counted.
FACTS = ("source", "section", "kinds", "author", "units", "genre", "edited", "year", "month", "date", "provinces",
         "communes")

WEIGHED = {"type": "text", "analyzer": "weighed", "index_options": "freqs", "similarity": "units"}
FOUND = {"type": "keyword", "doc_values": False, "norms": False}
FACT = {"type": "keyword", "ignore_above": MOST_TERM}
KEPT = {"type": "keyword", "index": False}


def files_only(channel: str) -> str:
    """The field of the terms that a bulletin's files alone hold: they count in no term's frequency.

    >>> files_only("pair")
    'pair_of_files'
    """
    return f"{channel}_of_files"


# What is kept as it was sent; all else that a search reads of a document is read by columns.
SENT = ("card",)
# A cluster keeps all that was sent a second time, for copies that missed changes and ask for them again, until segments
# are merged, which may be never: three fifths of an index. What has no copies while it is written needs none of it.
SENT_ONCE = {"recovery_source_enabled": False}
EVIDENCE = ("syllable", "pair", "mark")


def make_index(shards: int = 1, replicas: int = 0) -> dict[str, Any]:
    """What an index is created with. What is written to it is seen after a refresh alone."""
    return {
        "settings": {
            "number_of_shards": shards, "number_of_replicas": replicas, "refresh_interval": "-1",
            "analysis": {
                "tokenizer": {"blanks": {"type": "char_group", "tokenize_on_chars": [" "],
                                         "max_token_length": MOST_TERM}},
                "filter": {"units": {"type": "delimited_term_freq", "delimiter": BETWEEN}},
                "analyzer": {"weighed": {"type": "custom", "tokenizer": "blanks", "filter": ["units"]},
                             "line": {"type": "custom", "tokenizer": "blanks"}}},
            "similarity": {"units": {"type": "scripted", "script": {"source": SIMILARITY}}}},
        "mappings": {
            "dynamic": "strict", "_meta": {"form": FORM},
            "_source": {"includes": list(SENT), **({} if replicas else SENT_ONCE)},
            "properties": {
                **dict.fromkeys(EVIDENCE, WEIGHED), "number": {**WEIGHED, "norms": False},
                **{files_only(channel): FOUND for channel in EVIDENCE},
                "spelt": FOUND, "word": FOUND, "title": FACT,
                "line": {"type": "text", "analyzer": "line", "norms": False, "position_increment_gap": GAP},
                "id": FACT, **dict.fromkeys(FACTS, FACT), "day": {"type": "integer"},
                "length": {"type": "integer", "index": False}, "family": {"type": "long"},
                "has_files": {"type": "boolean"}, "is_overfull": {"type": "boolean"},
                "card": {"type": "object", "enabled": False}, "document": {**KEPT, "type": "long"}, "titled": KEPT}}}
