"""What stands around a bulletin in the store, as pages show it.

files.py       the files that hang on it: as a line, and where something was found in one
relatives.py   where else the same text stands
joined.py      lists with one line for each story
"""
