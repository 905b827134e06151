"""One bulletin.

beside.py   what the index knows beside it: key phrases, related bulletins
article.py  what its page shows
views.py    /tin/…
"""
