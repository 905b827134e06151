"""Places in the index, and in questions.

reader.py       the gazetteer of an installation, read once
annotating.py   what a bulletin says of places: rows, and the terms of its units
file.py         the SQLite file of a generation
asked.py        which places a question names
widening.py     what it is asked for besides: makers and heirs, offers, readings to choose from
"""
