"""The fingerprint of an index: the code and data that decide what stands in it.

An index answers only the program that built it: were a syllable folded otherwise today than when the bulletin was
filed, it would silently not be found. So the generation's manifest holds this, and a reader compares.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from indexer.source_syntax import what_counts

# Every module that a term passes through on its way into the index.
MODULES = (
    "corpus.text", "corpus.kept_forms", "corpus.kinds", "corpus.dates.local_time", "corpus.numbers.document_types",
    "corpus.numbers.document_number", "corpus.numbers.image",
    "corpus.numbers.issuers", "corpus.numbers.leads", "corpus.numbers.spans", "corpus.numbers.symbol",
    "corpus.numbers.citing", "corpus.numbers.listing", "corpus.numbers.reading", "corpus.numbers.find_numbers",
    "corpus.references.terms", "corpus.references.sentences", "corpus.references.mention", "corpus.references.mentions",
    "corpus.references.subjects", "corpus.references.evidence", "corpus.references.documents",
    "corpus.references.binding", "corpus.references.names", "corpus.references.pointing",
    "corpus.references.relating", "corpus.references.find_references", "corpus.references.filing",
    "corpus.dates.calendar_day", "corpus.dates.finding", "indexer.documents.cited", "indexer.documents.portals",
    "indexer.documents.naming",
    "indexer.documents.grouping", "indexer.documents.rulings", "indexer.documents.schema", "indexer.documents.writing",
    "indexer.analysis.fold", "indexer.analysis.syllables", "indexer.analysis.adjacency",
    "indexer.analysis.enumerations", "indexer.analysis.analyze", "indexer.analysis.segmentation.word_lists",
    "indexer.analysis.segmentation.words", "indexer.describing.around", "indexer.describing.describe",
    "indexer.engine.query",
    "indexer.engine.entry", "indexer.engine.spelt",
    "indexer.engine.postings", "indexer.engine.whoosh_engine.array_file", "indexer.engine.whoosh_engine.bytes_column",
    "indexer.engine.whoosh_engine.codec", "indexer.engine.whoosh_engine.packing",
    "indexer.engine.whoosh_engine.posting_lists", "indexer.engine.whoosh_engine.schema",
    "indexer.engine.whoosh_engine.stream_column", "indexer.engine.whoosh_engine.writing",
    "indexer.engine.opensearch_engine.bounds", "indexer.engine.opensearch_engine.index",
    "indexer.engine.opensearch_engine.document",
    "indexer.analysis.abbreviations.abbreviations", "indexer.analysis.abbreviations.learned_abbreviations",
    "corpus.places.spelling", "corpus.places.unit", "corpus.places.changes", "corpus.places.history",
    "corpus.places.gazetteer", "corpus.places.files", "corpus.places.reading.lookup", "corpus.places.reading.words",
    "corpus.places.reading.scanning", "corpus.places.reading.deciding", "corpus.places.reading.find_places",
    "indexer.places.reader", "indexer.places.annotating", "indexer.places.file",
    "corpus.storing.blocks", "indexer.suggest.counting", "indexer.suggest.items", "indexer.suggest.pairs",
    "indexer.suggest.phrases", "indexer.suggest.vocabulary_file",
    "indexer.suggest.word_counts", "indexer.suggest.word_rows",
)
DATA = ("corpus/numbers/document_types.tsv", "corpus/references/short_names.tsv",
        "corpus/places/gazetteer.xz")


@cache
def fingerprint() -> str:
    """Sixteen hex digits. Comments and docstrings do not count, so that explaining the code costs nobody a reindex.

    Nor does the segmenter: questions are not cut, and who answers them need not have it. A manifest names it apart, and
    a build that has another one begins from nothing.

    >>> len(fingerprint())
    16
    """
    made = hashlib.sha256(f"Whoosh-Reloaded {version('Whoosh-Reloaded')}".encode())
    for name in MODULES:
        made.update(what_counts(Path(str(import_module(name).__file__)).read_text(encoding="utf-8")).encode())
    root = Path(__file__).parents[2]
    for path in DATA:
        made.update((root / path).read_bytes())
    return made.hexdigest()[:16]
