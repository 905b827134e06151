"""Documents told apart: a key is a name, and several documents may bear it.

cited.py       Cited: what one bulletin says of one document
grouping.py    group(): the documents of a name, from all that is said of it; any order gives the same
file.py        the SQLite file of a generation: what is cited, documents, who cites them
lookup.py      look_up(): the documents that a question may mean, the one that it picks, the bulletins
"""
