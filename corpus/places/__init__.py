"""Places with dates: every province, district and commune from 2017 on, what became of each, and how texts name them.

uncollected.py a block that makes very many objects
spelling.py    when two spellings of a name are one
unit.py        Unit: one name of one place while it lasted
changes.py     what a decree changed, row by row: rounds/*.tsv, and an admin's own dia-danh.tsv
history.py     units made of changes
making.py      the gazetteer built anew from two packages and the tables beside this file
gazetteer.py   the units: by id, by name and day, makers and heirs
files.py       gazetteer.xz, which making.py writes, with an admin's rows over it
reading/       find_places(): the places that a text names
"""
