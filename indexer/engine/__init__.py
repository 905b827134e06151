"""Engines: terms, numbers and days in, hits out. No Vietnamese, no HTML, no web.

query.py, entry.py, page.py   the values that travel
base.py                       the protocol and its errors
postings.py                   what an entry adds to an index
spelt.py, phrase.py           what stands side by side as it is spelt, and what a phrase means
ranking.py                    the one formula of relevance, for every engine
memory_engine.py              plain, slow, right: the yardstick
arrays/                       search over arrays, wherever they come from
whoosh_engine/                the one folder that knows Whoosh
opensearch_engine/            the one folder that knows OpenSearch
open.py                       open_engine(): the only place that chooses
"""
