"""Engines: terms, numbers and days in, hits out. No Vietnamese, no HTML, no web.

query.py, entry.py, page.py   the values that travel
base.py                       the protocol and its errors
ranking.py                    the one formula of relevance, for every engine
memory_engine.py              plain, slow, right: the yardstick
whoosh_engine.py              the one file that knows Whoosh
open.py                       open_engine(): the only place that chooses
"""
