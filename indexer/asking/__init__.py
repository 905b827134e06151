"""From what a reader typed to a page of hits.

typed_items.py  the text as words, phrases, exclusions, choices and numbers
parse.py        these as a Query
placing.py      places that a question names, and what names them otherwise
narrowing.py    a number with more said of it than any bulletin says
search.py       ask(): answered, and widened where all words together find too little
"""
