"""How well references are read: labelled passages, scored by kind.

passages.py  labelled passages out of a file
scoring.py   what was found against the labels
reach.py     how many of the bulletins that mean a document are found by its number
"""
