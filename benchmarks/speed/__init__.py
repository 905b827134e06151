"""The bench for speed: our engine and its peers over the same texts, terms and queries, in one run.

corpus.py      bulletins by size: samples of the collections, and variations of them beyond their end
documents.py   bulletins → the terms that every engine is given, and how often each occurs
drawer.py      words and stretches drawn from the texts by seed
queries.py     what is asked: classes of queries, each by its rule
peer.py        Peer: what an engine has to do here, and Answer
ours.py        our engine, and the product's whole path above it
whoosh_peer.py, tantivy_peer.py, fts5_peer.py, bm25s_peer.py, postgres_peer.py, opensearch_peer.py   the others, each
               with its library
peers.py       the peers by name
worker.py      an engine in a process of its own: built, opened, asked, weighed
weight.py, stopwatch.py   memory and time of a process
measure.py     all engines asked query by query, one after the other
results.py     figures: medians, ratios; kept as JSON
report.py, picture.py   the figures as text, and their growth as a drawing
numbers.py     lists of numbers, and the pages of numbers and documents
places.py      reading places, and what it adds to a build
http.py        a served site driven by several clients
"""
