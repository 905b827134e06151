"""A search and its page.

named.py     filters that a text names
finding.py   what a form finds
claims.py    what it claims: how many bulletins are the answer
notes.py, facets.py, time_bars.py  sentences, filters, bars of years, months, days
explain.py   the parts of a score
items.py     each result, and which stand together
present.py   all that the page shows
views.py     /tim-kiem
"""
