"""A bulletin as an index has it.

around.py        what stands around a bulletin: its files' texts, its family
describe.py      Bulletin to Entry
describe_all.py  many of them, in worker processes
look_around.py   what stands around bulletins, from a store
fields.py        which fields of a bulletin hold a term, to explain a score
"""
