"""Documents told apart: a key is a name, and several documents may bear it.

packing.py    texts packed
cited.py      Cited: what one bulletin says of one document
portals.py    whose "UBND tỉnh" is meant: the body that a portal belongs to
naming.py     the address of a number, and of each document that bears it
grouping.py   group(): the documents of a name, from all that is said of it; any order gives the same
rulings.py    what an admin rules: merged, split, false, a day, a title
schema.py     the SQLite file of a generation: its tables, and how it begins
writing.py    what is cited, documents, who cites them, what one does to another, written down
reader.py     DocumentReader: documents by key, name and address, and who cites them
graph.py      what is done by a document and to it, and what is cited beside it
missing.py    what is cited and not held
lookup.py     look_up(): the documents that a question may mean, the one that it picks, the bulletins
near.py       near_ones(): what may have been meant by a number that nobody cites
"""
