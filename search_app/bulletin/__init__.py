"""One bulletin.

beside.py   what the index knows beside it: key phrases, related bulletins
article.py  what its page shows
citation.py  how it is cited, what schema.org says of it
versions.py  what was changed in it after publication
views.py    /tin/… and /sua-doi/…
"""
